//! Equations in sines and cosines of multiples of one angle: whole families of solutions.

use std::collections::BTreeMap;

use super::candidate::{Candidate, Candidates};
use super::search::EquationSearch;
use crate::algebra::closed::sign;
use crate::algebra::expand;
use crate::algebra::normal::{Applied, Powers, Term, formed, ratio};
use crate::algebra::terms::{collect, common_unit, kernels, replace};
use crate::expr::{Constant, ExprId, Graph, Node, Symbol, depends_on, symbols_of};
use crate::functions::{ATAN, COS, SIN};
use crate::numeric::budget::degrees;

/// An equation in `s = sin(w)` and `c = cos(w)`, written `even(c) + s*odd(c)`.
struct SineCosineEquation {
    w: ExprId,
    sin: Symbol,
    cos: Symbol,
    even: ExprId,
    odd: ExprId,
}

impl SineCosineEquation {
    fn whole(&self, graph: &mut Graph) -> ExprId {
        let s = graph.symbol_node(self.sin);
        formed(graph, self.even + s * self.odd)
    }
}

impl EquationSearch<'_> {
    pub(super) fn trigonometric(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let circle = self.circle(graph, g, x)?;
        let [sin, cos] = [&SIN, &COS].map(|f| formed(graph, f.of(circle.w)));
        let by_cosine = (circle.even, circle.odd);
        if let Some(found) = self.in_one(graph, by_cosine, [(circle.cos, cos), (circle.sin, sin)], x) {
            return Some(found);
        }
        let (whole, c) = (circle.whole(graph), graph.symbol_node(circle.cos));
        let by_sine = parity(graph, whole, (circle.cos, circle.sin))?;
        if let Some(found) = self.in_one(graph, by_sine, [(circle.sin, sin), (circle.cos, cos)], x) {
            return Some(found);
        }
        let (a, by_c) = (circle.odd, collect(graph, circle.even, c, circle.cos)?);
        if !depends_on(graph, a, circle.cos)
            && by_c.keys().all(|n| (0..=1).contains(n))
            && let Some(found) = self.phase(graph, circle.w, (a, &by_c), x)
        {
            return Some(found);
        }
        self.double_angle(graph, &circle, x).or_else(|| self.half_angle(graph, &circle, x))
    }

    /// An equation `even(u) + v*odd(u) = 0` in a wave `u` and the other one, `v`, of which only one part is there.
    fn in_one(
        &mut self,
        graph: &mut Graph,
        (even, odd): (ExprId, ExprId),
        [(u, wave), (_, other)]: [(Symbol, ExprId); 2],
        x: Symbol,
    ) -> Option<Candidates> {
        let mut found = Candidates::default();
        let inside = if graph.is_zero(odd) {
            even
        } else if graph.is_zero(even) {
            found = self.isolated(graph, other, ExprId::ZERO, x)?;
            odd
        } else {
            return None;
        };
        let values = self.zeros(graph, inside, u).whole()?;
        found.join(self.undo(graph, values, wave, x)?);
        Some(found)
    }

    /// Where sines and cosines stand in pairs only: `s*c = sin(2w)/2` and `c^2 = (1 + cos(2w))/2`.
    fn double_angle(&mut self, graph: &mut Graph, circle: &SineCosineEquation, x: Symbol) -> Option<Candidates> {
        let c = graph.symbol_node(circle.cos);
        let (even, odd) = (collect(graph, circle.even, c, circle.cos)?, collect(graph, circle.odd, c, circle.cos)?);
        if even.keys().any(|n| n % 2 != 0) || odd.keys().any(|n| n % 2 != 1) {
            return None;
        }
        let twice = formed(graph, 2 * circle.w);
        let twice = expand(graph, twice).ok()?;
        let sine = formed(graph, SIN.of(twice));
        let square = formed(graph, ratio(1, 2) * (1 + COS.of(twice)));
        let even = even.into_iter().map(|(n, coefficient)| coefficient * square.pow(n / 2));
        let odd = odd.into_iter().map(|(n, coefficient)| coefficient * ratio(1, 2) * sine * square.pow(n / 2));
        let other = formed(graph, Term::Sum(even.chain(odd).collect()));
        let other = expand(graph, other).ok()?;
        self.zeros(graph, other, x).whole()
    }

    /// The equation over the circle; `None` if it holds anything but sines and cosines of multiples of one angle.
    fn circle(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<SineCosineEquation> {
        let (found, bare) = kernels(graph, g, x);
        if bare || found.is_empty() {
            return None;
        }
        let (sine, cosine) = (&SIN, &COS);
        let mut angles = Vec::new();
        for &kernel in &found {
            match graph.node(kernel) {
                Node::Call(f, &[argument]) if f == sine || f == cosine => angles.push((kernel, argument, f == sine)),
                _ => return None,
            }
        }
        let arguments: Vec<ExprId> = angles.iter().map(|a| a.1).collect();
        let (w, multiples) = if arguments.iter().all(|a| *a == arguments[0]) {
            (arguments[0], vec![(1, ExprId::ZERO); arguments.len()])
        } else {
            common_unit(graph, &arguments, x)?
        };
        let (sin, cos) = (self.substitution(graph), self.substitution(graph));
        let (s, c) = (graph.symbol_node(sin), graph.symbol_node(cos));
        let mut pairs = Vec::new();
        for (&(kernel, _, is_sine), (n, shift)) in angles.iter().zip(multiples) {
            let (sn, cn) = multiple(graph, s, c, n)?;
            let value = match is_sine {
                true => sn * cosine.of(shift) + cn * sine.of(shift),
                false => cn * cosine.of(shift) - sn * sine.of(shift),
            };
            pairs.push((kernel, formed(graph, value)));
        }
        let other = replace(graph, g, &pairs);
        if depends_on(graph, other, x) {
            return None;
        }
        let (even, odd) = parity(graph, other, (sin, cos))?;
        Some(SineCosineEquation { w, sin, cos, even, odd })
    }

    /// `A*sin(w) + B*cos(w) + C = 0`.
    fn phase(
        &mut self,
        graph: &mut Graph,
        w: ExprId,
        (a, by_c): (ExprId, &BTreeMap<i64, ExprId>),
        x: Symbol,
    ) -> Option<Candidates> {
        let [constant, b] = [0, 1].map(|n| by_c.get(&n).copied().unwrap_or(ExprId::ZERO));
        if graph.is_zero(constant) {
            return self.no_constant(graph, w, (a, b), x);
        }
        if !symbols_of(graph, &[a, b, constant]).is_empty() {
            return None;
        }
        // B*cos(w) + A*sin(w) = R*cos(w - angle), with the sign of B on R.
        let radius = (a.pow(2) + b.pow(2)).sqrt();
        let is_less = sign(graph, b).proved().filter(|order| order.is_ne())?.is_lt();
        let radius = if is_less { -radius } else { radius };
        let level = formed(graph, -(constant / radius));
        let shifted = formed(graph, w - ATAN.of(a / b));
        // Written out, since the normal form of the cosine of a sum may be a sine.
        let cosine = &COS;
        let inverse = cosine.inverse.as_ref()?;
        let targets = self.branches(graph, inverse, level);
        Some(self.at_targets(graph, shifted, &targets, x))
    }

    /// `A*sin(w) + B*cos(w) = 0`: the tangent is `-B/A`, or the cosine is 0, or both are.
    fn no_constant(&mut self, graph: &mut Graph, w: ExprId, (a, b): (ExprId, ExprId), x: Symbol) -> Option<Candidates> {
        self.unless_zero(
            graph,
            a,
            |search, graph| {
                let k = search.parameter(graph, w);
                let value = formed(graph, ATAN.of(-(b / a)) + Constant::Pi * k);
                let target = Candidate { value, guard: search.guard.clone() };
                Some(search.at_targets(graph, w, &[target], x))
            },
            |search, graph| {
                let rest = formed(graph, b * COS.of(w));
                search.zeros(graph, rest, x).whole()
            },
        )
    }

    /// `t = tan(w/2)`, and `w = pi`, where it has no value.
    fn half_angle(&mut self, graph: &mut Graph, circle: &SineCosineEquation, x: Symbol) -> Option<Candidates> {
        let name = self.substitution(graph);
        let (t, s, c) = (graph.symbol_node(name), graph.symbol_node(circle.sin), graph.symbol_node(circle.cos));
        let cosine = formed(graph, (1 - t.pow(2)) / (1 + t.pow(2)));
        let sine = formed(graph, 2 * t / (1 + t.pow(2)));
        let whole = circle.whole(graph);
        let whole = expand(graph, whole).ok()?;
        let other = replace(graph, whole, &[(s, sine), (c, cosine)]);
        let values = self.zeros(graph, other, name).whole()?;
        if values.pieces.iter().any(|piece| !piece.conditions.is_empty()) {
            return None;
        }
        let mut found = Candidates { pieces: values.pieces, ..Candidates::default() };
        let mut targets = Vec::new();
        let k = self.parameter(graph, circle.w);
        for Candidate { value, guard } in values.points {
            let value = formed(graph, 2 * ATAN.of(value) + 2 * Constant::Pi * k);
            targets.push(Candidate { value, guard });
        }
        found.join(self.at_targets(graph, circle.w, &targets, x));
        let at_pi = replace(graph, circle.even, &[(c, ExprId::MINUS_ONE)]);
        found.join(self.unless_zero(
            graph,
            at_pi,
            |_, _| Some(Candidates::default()),
            |search, graph| {
                let value = formed(graph, Constant::Pi + 2 * Constant::Pi * k);
                let target = Candidate { value, guard: search.guard.clone() };
                Some(search.at_targets(graph, circle.w, &[target], x))
            },
        )?);
        Some(found)
    }
}

/// A polynomial in a wave and the other one as its even and its odd part in the first, which is `sqrt(1 - other^2)` in size.
fn parity(graph: &mut Graph, id: ExprId, (wave, other): (Symbol, Symbol)) -> Option<(ExprId, ExprId)> {
    let (v, u) = (graph.symbol_node(wave), graph.symbol_node(other));
    let by_v = collect(graph, id, v, wave).filter(|collected| collected.keys().all(|n| *n >= 0))?;
    let mut parts = [Vec::new(), Vec::new()];
    for (n, coefficient) in by_v {
        parts[(n % 2) as usize].push(coefficient * (1 - u.pow(2)).pow(n / 2));
    }
    let [even, odd] = parts.map(|part| {
        let part = formed(graph, Term::Sum(part));
        expand(graph, part).ok()
    });
    Some((even?, odd?))
}

/// `sin(n*w)` and `cos(n*w)` by `s` and `c`.
fn multiple(graph: &mut Graph, s: ExprId, c: ExprId, n: i64) -> Option<(ExprId, ExprId)> {
    if n.abs() > degrees::SOLVED_ANGLE {
        return None;
    }
    let (mut sn, mut cn) = (ExprId::ZERO, ExprId::ONE);
    for _ in 0..n.abs() {
        let (sine, cosine) = (formed(graph, sn * c + cn * s), formed(graph, cn * c - sn * s));
        (sn, cn) = (expand(graph, sine).ok()?, expand(graph, cosine).ok()?);
    }
    Some((if n < 0 { formed(graph, -sn) } else { sn }, cn))
}
