//! Equations in sines and cosines of multiples of one angle: whole families of solutions.

use std::collections::BTreeMap;

use super::search::{Candidate, Found, Search};
use super::terms::{collect, common_unit, kernels, replace};
use crate::calculus::closed::{Decision, sign};
use crate::calculus::expand;
use crate::calculus::normal::{call, difference, negation, power, power_of_integer, product, quotient, sum};
use crate::expr::{Constant, ExprId, Graph, Node, Symbol, depends_on, symbols_of};
use crate::numeric::Rational;

/// Highest multiple of the angle.
const MAX_MULTIPLE: i64 = 24;

/// An equation in `s = sin(w)` and `c = cos(w)`, written `even(c) + s*odd(c)`.
struct Circle {
    w: ExprId,
    sin: Symbol,
    cos: Symbol,
    even: ExprId,
    odd: ExprId,
}

impl Search<'_> {
    pub(super) fn trigonometric(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Found> {
        let circle = self.circle(graph, g, x)?;
        let Circle { w, sin, cos, even, odd } = circle;
        let c = graph.symbol_node(cos);
        if graph.is_zero(odd) {
            let values = self.zeros(graph, even, cos).whole()?;
            let cosine = call(graph, self.words.trigonometry.cos, &[w]);
            return self.undo(graph, values, cosine, x);
        }
        if graph.is_zero(even) {
            let zero = graph.integer(0);
            let sine = call(graph, self.words.sin, &[w]);
            let mut found = self.isolated(graph, sine, zero, x)?;
            let values = self.zeros(graph, odd, cos).whole()?;
            let cosine = call(graph, self.words.trigonometry.cos, &[w]);
            found.join(self.undo(graph, values, cosine, x)?);
            return Some(found);
        }
        if let Some(found) = self.in_sine(graph, &Circle { w, sin, cos, even, odd }, x) {
            return Some(found);
        }
        let (a, by_c) = (odd, collect(graph, even, c, cos)?);
        if !depends_on(graph, a, cos) && by_c.keys().all(|n| (0..=1).contains(n)) {
            let found = self.phase(graph, w, (a, &by_c), x);
            if found.is_some() {
                return found;
            }
        }
        let circle = Circle { w, sin, cos, even, odd };
        if let Some(found) = self.double_angle(graph, &circle, x) {
            return Some(found);
        }
        self.half_angle(graph, &circle, x)
    }

    /// Where sines and cosines stand in pairs only: `s*c = sin(2w)/2` and `c^2 = (1 + cos(2w))/2`.
    fn double_angle(&mut self, graph: &mut Graph, circle: &Circle, x: Symbol) -> Option<Found> {
        let c = graph.symbol_node(circle.cos);
        let (even, odd) = (collect(graph, circle.even, c, circle.cos)?, collect(graph, circle.odd, c, circle.cos)?);
        if even.keys().any(|n| n % 2 != 0) || odd.keys().any(|n| n % 2 != 1) {
            return None;
        }
        let (one, two) = (graph.integer(1), graph.integer(2));
        let half = graph.rational(Rational::new(1, 2)?);
        let twice = product(graph, &[two, circle.w]);
        let twice = expand(graph, twice, super::terms::MAX_TERMS).ok()?;
        let (sine, cosine) =
            (call(graph, self.words.sin, &[twice]), call(graph, self.words.trigonometry.cos, &[twice]));
        let above = sum(graph, &[one, cosine]);
        let square = product(graph, &[half, above]);
        let mut parts = Vec::new();
        for (n, coefficient) in even {
            let reduced = power_of_integer(graph, square, n / 2);
            parts.push(product(graph, &[coefficient, reduced]));
        }
        for (n, coefficient) in odd {
            let reduced = power_of_integer(graph, square, n / 2);
            parts.push(product(graph, &[coefficient, half, sine, reduced]));
        }
        let other = sum(graph, &parts);
        let other = expand(graph, other, super::terms::MAX_TERMS).ok()?;
        self.zeros(graph, other, x).whole()
    }

    /// The equation over the circle; `None` if it holds anything but sines and cosines of multiples of one angle.
    fn circle(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Circle> {
        let (found, bare) = kernels(graph, g, x);
        if bare || found.is_empty() {
            return None;
        }
        let mut angles = Vec::new();
        for &kernel in &found {
            match graph.node(kernel) {
                Node::Call(f, arguments) if f == self.words.sin || f == self.words.trigonometry.cos => {
                    angles.push((kernel, arguments[0], f == self.words.sin));
                }
                _ => return None,
            }
        }
        let arguments: Vec<ExprId> = angles.iter().map(|a| a.1).collect();
        let (w, multiples) = if arguments.iter().all(|a| *a == arguments[0]) {
            let zero = graph.integer(0);
            (arguments[0], vec![(1, zero); arguments.len()])
        } else {
            common_unit(graph, &arguments, x)?
        };
        let (sin, cos) = (self.substitution(graph), self.substitution(graph));
        let (s, c) = (graph.symbol_node(sin), graph.symbol_node(cos));
        let mut pairs = Vec::new();
        for (&(kernel, _, is_sine), (n, shift)) in angles.iter().zip(multiples) {
            let (sn, cn) = multiple(graph, s, c, n)?;
            let (ss, cs) = (call(graph, self.words.sin, &[shift]), call(graph, self.words.trigonometry.cos, &[shift]));
            let value = if is_sine {
                let (first, second) = (product(graph, &[sn, cs]), product(graph, &[cn, ss]));
                sum(graph, &[first, second])
            } else {
                let (first, second) = (product(graph, &[cn, cs]), product(graph, &[sn, ss]));
                difference(graph, first, second)
            };
            pairs.push((kernel, value));
        }
        let other = replace(graph, g, &pairs);
        if depends_on(graph, other, x) {
            return None;
        }
        // s^2 = 1 - c^2
        let by_s = collect_powers(graph, other, s)?;
        let square = other_square(graph, c);
        let (even, odd) = parity(graph, &by_s, square)?;
        Some(Circle { w, sin, cos, even, odd })
    }

    /// The same with `c^2 = 1 - s^2`, where that leaves no cosine.
    fn in_sine(&mut self, graph: &mut Graph, circle: &Circle, x: Symbol) -> Option<Found> {
        let (s, c) = (graph.symbol_node(circle.sin), graph.symbol_node(circle.cos));
        let with_sine = product(graph, &[s, circle.odd]);
        let whole = sum(graph, &[circle.even, with_sine]);
        let by_c = collect_powers(graph, whole, c)?;
        let square = other_square(graph, s);
        let (even, odd) = parity(graph, &by_c, square)?;
        if !graph.is_zero(odd) {
            // A cosine outside: cos(w) = 0, or the rest is.
            if !graph.is_zero(even) {
                return None;
            }
            let zero = graph.integer(0);
            let cosine = call(graph, self.words.trigonometry.cos, &[circle.w]);
            let mut found = self.isolated(graph, cosine, zero, x)?;
            let values = self.zeros(graph, odd, circle.sin).whole()?;
            let sine = call(graph, self.words.sin, &[circle.w]);
            found.join(self.undo(graph, values, sine, x)?);
            return Some(found);
        }
        let values = self.zeros(graph, even, circle.sin).whole()?;
        let sine = call(graph, self.words.sin, &[circle.w]);
        self.undo(graph, values, sine, x)
    }

    /// `A*sin(w) + B*cos(w) + C = 0`.
    fn phase(
        &mut self,
        graph: &mut Graph,
        w: ExprId,
        form: (ExprId, &BTreeMap<i64, ExprId>),
        x: Symbol,
    ) -> Option<Found> {
        let (a, by_c) = form;
        let zero = graph.integer(0);
        let (b, constant) = (by_c.get(&1).copied().unwrap_or(zero), by_c.get(&0).copied().unwrap_or(zero));
        if graph.is_zero(constant) {
            return self.no_constant(graph, w, (a, b), x);
        }
        if !symbols_of(graph, &[a, b, constant]).is_empty() {
            return None;
        }
        let ratio = quotient(graph, a, b);
        let angle = call(graph, self.words.atan, &[ratio]);
        // B*cos(w) + A*sin(w) = R*cos(w - angle), with the sign of B on R.
        let squares = [power_of_integer(graph, a, 2), power_of_integer(graph, b, 2)];
        let radius = sum(graph, &squares);
        let half = graph.rational(Rational::new(1, 2)?);
        let mut radius = power(graph, radius, half);
        match sign(graph, b) {
            Decision::Proved(std::cmp::Ordering::Less) => radius = negation(graph, radius),
            Decision::Proved(std::cmp::Ordering::Greater) => {}
            _ => return None,
        }
        let level = quotient(graph, constant, radius);
        let level = negation(graph, level);
        let shifted = difference(graph, w, angle);
        // Written out, since the normal form of the cosine of a sum may be a sine.
        let cosine = self.words.trigonometry.cos;
        let (_, inverse) = self.words.inverses.iter().find(|(f, _)| *f == cosine)?;
        let targets = self.branches(graph, inverse, level);
        Some(self.at_targets(graph, shifted, &targets, x))
    }

    /// `A*sin(w) + B*cos(w) = 0`: the tangent is `-B/A`, or the cosine is 0, or both are.
    fn no_constant(&mut self, graph: &mut Graph, w: ExprId, (a, b): (ExprId, ExprId), x: Symbol) -> Option<Found> {
        self.unless_zero(
            graph,
            a,
            |search, graph| {
                let pi = graph.constant(Constant::Pi);
                let k = search.parameter(graph, w);
                let slope = quotient(graph, b, a);
                let slope = negation(graph, slope);
                let angle = call(graph, search.words.atan, &[slope]);
                let turns = product(graph, &[pi, k]);
                let value = sum(graph, &[angle, turns]);
                let target = Candidate { value, guard: search.guard.clone() };
                Some(search.at_targets(graph, w, &[target], x))
            },
            |search, graph| {
                let cosine = call(graph, search.words.trigonometry.cos, &[w]);
                let rest = product(graph, &[b, cosine]);
                search.zeros(graph, rest, x).whole()
            },
        )
    }

    /// `t = tan(w/2)`, and `w = pi`, where it has no value.
    fn half_angle(&mut self, graph: &mut Graph, circle: &Circle, x: Symbol) -> Option<Found> {
        let name = self.substitution(graph);
        let t = graph.symbol_node(name);
        let (one, two) = (graph.integer(1), graph.integer(2));
        let square = power_of_integer(graph, t, 2);
        let below = sum(graph, &[one, square]);
        let above = difference(graph, one, square);
        let cosine = quotient(graph, above, below);
        let twice = product(graph, &[two, t]);
        let sine = quotient(graph, twice, below);
        let (s, c) = (graph.symbol_node(circle.sin), graph.symbol_node(circle.cos));
        let with_sine = product(graph, &[s, circle.odd]);
        let whole = sum(graph, &[circle.even, with_sine]);
        let whole = expand(graph, whole, super::terms::MAX_TERMS).ok()?;
        let other = replace(graph, whole, &[(s, sine), (c, cosine)]);
        let values = self.zeros(graph, other, name).whole()?;
        if values.pieces.iter().any(|piece| !piece.conditions.is_empty()) {
            return None;
        }
        let mut found = Found { pieces: values.pieces, ..Found::default() };
        let mut targets = Vec::new();
        let k = self.parameter(graph, circle.w);
        let pi = graph.constant(Constant::Pi);
        let turns = product(graph, &[two, pi, k]);
        for Candidate { value, guard } in values.points {
            let angle = call(graph, self.words.atan, &[value]);
            let angle = product(graph, &[two, angle]);
            targets.push(Candidate { value: sum(graph, &[angle, turns]), guard });
        }
        found.join(self.at_targets(graph, circle.w, &targets, x));
        let minus_one = graph.integer(-1);
        let at_pi = replace(graph, circle.even, &[(c, minus_one)]);
        let straight = sum(graph, &[pi, turns]);
        found.join(self.unless_zero(
            graph,
            at_pi,
            |_, _| Some(Found::default()),
            |search, graph| {
                let target = Candidate { value: straight, guard: search.guard.clone() };
                Some(search.at_targets(graph, circle.w, &[target], x))
            },
        )?);
        Some(found)
    }
}

/// `1 - v^2`
fn other_square(graph: &mut Graph, v: ExprId) -> ExprId {
    let one = graph.integer(1);
    let square = power_of_integer(graph, v, 2);
    difference(graph, one, square)
}

/// Powers of one symbol; the coefficients may hold other symbols.
fn collect_powers(graph: &mut Graph, id: ExprId, v: ExprId) -> Option<BTreeMap<i64, ExprId>> {
    let Node::Symbol(name) = graph.node(v) else { return None };
    let collected = collect(graph, id, v, name)?;
    collected.keys().all(|n| *n >= 0).then_some(collected)
}

/// The even and the odd part, with `v^2` replaced.
fn parity(graph: &mut Graph, by_v: &BTreeMap<i64, ExprId>, square: ExprId) -> Option<(ExprId, ExprId)> {
    let mut parts = [Vec::new(), Vec::new()];
    for (&n, &coefficient) in by_v {
        let reduced = power_of_integer(graph, square, n / 2);
        parts[(n % 2) as usize].push(product(graph, &[coefficient, reduced]));
    }
    let [even, odd] = parts;
    let (even, odd) = (sum(graph, &even), sum(graph, &odd));
    Some((expand(graph, even, super::terms::MAX_TERMS).ok()?, expand(graph, odd, super::terms::MAX_TERMS).ok()?))
}

/// `sin(n*w)` and `cos(n*w)` by `s` and `c`.
fn multiple(graph: &mut Graph, s: ExprId, c: ExprId, n: i64) -> Option<(ExprId, ExprId)> {
    if n.abs() > MAX_MULTIPLE {
        return None;
    }
    let (mut sn, mut cn) = (graph.integer(0), graph.integer(1));
    for _ in 0..n.abs() {
        let parts =
            [product(graph, &[sn, c]), product(graph, &[cn, s]), product(graph, &[cn, c]), product(graph, &[sn, s])];
        sn = sum(graph, &parts[..2]);
        cn = difference(graph, parts[2], parts[3]);
        sn = expand(graph, sn, super::terms::MAX_TERMS).ok()?;
        cn = expand(graph, cn, super::terms::MAX_TERMS).ok()?;
    }
    if n < 0 {
        sn = negation(graph, sn);
    }
    Some((sn, cn))
}
