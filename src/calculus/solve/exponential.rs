//! Equations in exponentials and logarithms.

use super::candidate::{Candidate, Candidates};
use super::search::EquationSearch;
use crate::algebra::closed::{Decision, sign};
use crate::algebra::expand;
use crate::algebra::normal::{Applied, Powers, Term, formed, quotient, ratio, sum};
use crate::algebra::terms::{collect, common_unit, factors, kernels, linear, replace, split_product, split_sum, terms};
use crate::expr::{Constant, ExprId, Graph, Node, Symbol, depends_on, symbols_of};
use crate::functions::{LAMBERT_W, LAMBERT_W_LOWER};
use crate::numeric::Rational;

impl EquationSearch<'_> {
    /// Exponentials whose exponents are multiples of one unit: a polynomial in the exponential of that unit. Exponents
    /// that are not are brought closer by dividing the equation by one of the exponentials.
    pub(super) fn exponential(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let (found, bare) = kernels(graph, g, x);
        let mut exponents = Vec::new();
        for &kernel in &found {
            exponents.push(exponent_of(graph, kernel, x)?);
        }
        if exponents.is_empty() {
            return None;
        }
        if !bare && let Some((unit, multiples)) = common_unit(graph, &exponents, x) {
            let name = self.substitution(graph);
            let t = graph.symbol_node(name);
            let exp = graph.core().exp;
            let mut pairs = Vec::new();
            for (&kernel, (n, closed)) in found.iter().zip(multiples) {
                pairs.push((kernel, formed(graph, exp.of(closed) * t.pow(n))));
            }
            let polynomial = replace(graph, g, &pairs);
            if depends_on(graph, polynomial, x) || polynomial == g {
                return None;
            }
            if let Some(found) = self.two_powers(graph, (polynomial, name), unit, x) {
                return Some(found);
            }
            let values = self.zeros(graph, polynomial, name).whole()?;
            let values = positive_only(graph, values);
            let power = formed(graph, exp.of(unit));
            return self.undo(graph, values, power, x);
        }
        if let Some(found) = self.two_terms(graph, g, x) {
            return Some(found);
        }
        self.without_one(graph, g, &found, x)
    }

    /// `a*exp(u) + b*exp(v) = 0` with exponents of any kind: `u - v = ln(-b/a)`.
    fn two_terms(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let [first, second] = terms(graph, g).try_into().ok()?;
        let mut sides = Vec::new();
        for term in [first, second] {
            let (open, closed) = split_product(graph, term, x);
            let mut exponents = Vec::new();
            for factor in factors(graph, open) {
                exponents.push(exponent_of(graph, factor, x)?);
            }
            sides.push((closed, sum(graph, &exponents)));
        }
        let [(a, u), (b, v)] = sides.try_into().ok()?;
        if !symbols_of(graph, &[a, b]).is_empty() {
            return None;
        }
        let share = formed(graph, -(b / a));
        if !sign(graph, share).proved()?.is_gt() {
            return Some(Candidates::default());
        }
        let (share, [u, v]) = match above_one(graph, share) {
            Some(inverse) => (inverse, [v, u]),
            None => (share, [u, v]),
        };
        let gap = formed(graph, u - v - graph.core().ln.of(share));
        Some(self.zeros(graph, gap, x))
    }

    /// `a*t^m + b*t^n = 0`: the logarithm of `t^(n - m)`, a multiple of the unit, is that of a number.
    fn two_powers(
        &mut self,
        graph: &mut Graph,
        polynomial: (ExprId, Symbol),
        unit: ExprId,
        x: Symbol,
    ) -> Option<Candidates> {
        let (polynomial, name) = polynomial;
        let t = graph.symbol_node(name);
        let collected = collect(graph, polynomial, t, name)?;
        let [(&low, &a), (&high, &b)] = collected.iter().collect::<Vec<_>>().try_into().ok()?;
        self.unless_zero(
            graph,
            b,
            |search, graph| {
                let share = formed(graph, -(a / b));
                let (share, degree) = match above_one(graph, share) {
                    Some(inverse) => (inverse, low - high),
                    None => (share, high - low),
                };
                let exponent = formed(graph, degree * unit);
                let exponent = expand(graph, exponent).ok()?;
                let power = formed(graph, graph.core().exp.of(exponent));
                search.isolated(graph, power, share, x)
            },
            |search, graph| search.closed(graph, a),
        )
    }

    /// The equation divided by the exponential that leaves the fewest of them.
    fn without_one(&mut self, graph: &mut Graph, g: ExprId, exponentials: &[ExprId], x: Symbol) -> Option<Candidates> {
        let mut best: Option<(usize, ExprId)> = None;
        for &u in exponentials {
            let factor = formed(graph, u.pow(-1));
            let parts = terms(graph, g).into_iter().map(|term| term * factor).collect();
            let other = formed(graph, Term::Sum(parts));
            let count = kernels(graph, other, x).0.len();
            if count < exponentials.len() && best.is_none_or(|(least, _)| count < least) {
                best = Some((count, other));
            }
        }
        best.map(|(_, other)| self.zeros(graph, other, x))
    }

    /// Sums of logarithms as the logarithm of a product; a logarithm among powers of its argument's inverse.
    pub(super) fn logarithmic(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let ln = graph.core().ln;
        let (open, closed) = split_sum(graph, g, x);
        let mut logarithms = Vec::new();
        let mut unit = None;
        for term in terms(graph, open) {
            let (call, factor) = split_product(graph, term, x);
            let argument = match graph.node(call) {
                Node::Call(f, arguments) if f == ln => arguments[0],
                _ => return self.over_logarithm(graph, g, x),
            };
            let unit = *unit.get_or_insert(factor);
            let ratio = quotient(graph, factor, unit);
            logarithms.push((graph.as_rational(ratio)?.clone(), argument));
        }
        let unit = unit?;
        if !symbols_of(graph, &[unit]).is_empty() || !sign(graph, unit).is_proved_different() {
            return None;
        }
        let closed = quotient(graph, closed, unit);
        let scale = logarithms.iter().try_fold(Rational::ONE, |all, (n, _)| all.lcm(&n.denominator()))?;
        let mut parts = Vec::new();
        for (number, u) in logarithms {
            let n = (number * &scale).to_i64().filter(|n| n.abs() <= 60)?;
            parts.push(u.pow(n));
        }
        let gap = formed(graph, Term::Product(parts) - graph.core().exp.of(Term::Number(-scale) * closed));
        self.zeros(graph, gap, x).whole()
    }

    /// With `u` for `ln(x)`, where nothing but `x` and its logarithm occurs.
    fn over_logarithm(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let ln = graph.core().ln;
        let (found, bare) = kernels(graph, g, x);
        let [kernel] = found.as_slice() else { return None };
        let Node::Call(f, arguments) = graph.node(*kernel) else { return None };
        if f != ln || !bare {
            return None;
        }
        let argument = arguments[0];
        let x_node = graph.symbol_node(x);
        // ln(a*x + b) = u, so x = (exp(u) - b)/a.
        let (scale, shift) = linear(graph, argument, x)?;
        if !sign(graph, scale).is_proved_different() {
            return None;
        }
        let name = self.substitution(graph);
        let u = graph.symbol_node(name);
        let value = formed(graph, (graph.core().exp.of(u) - shift) / scale);
        let other = replace(graph, g, &[(*kernel, u), (x_node, value)]);
        let values = self.zeros(graph, other, name).whole()?;
        let mut points = Vec::new();
        for Candidate { value: at, guard } in values.only_points()? {
            points.push(Candidate { value: self.put(graph, value, name, at), guard });
        }
        Some(Candidates { points, ..Candidates::default() })
    }

    /// `(p1*x + p0) + (q1*x + q0)*exp(a*x + b) = 0` and powers of such: the Lambert W function, both branches.
    pub(super) fn lambert(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let g = expand(graph, g).ok()?;
        let (found, bare) = kernels(graph, g, x);
        let &[kernel] = found.as_slice() else { return None };
        if !bare {
            return None;
        }
        let exponent = exponent_of(graph, kernel, x)?;
        let (a, b) = linear(graph, exponent, x)?;
        let name = self.substitution(graph);
        let t = graph.symbol_node(name);
        let other = replace(graph, g, &[(kernel, t)]);
        let by_t = collect(graph, other, t, name)?;
        if by_t.len() != 2 || by_t.keys().any(|n| !(0..=1).contains(n)) {
            return None;
        }
        let [p, q] = [0, 1].map(|n| by_t.get(&n).copied().unwrap_or(ExprId::ZERO));
        // p = c*(x - s)^n or q is; the other does not depend on x.
        let (open, closed, negative) = match (depends_on(graph, p, x), depends_on(graph, q, x)) {
            (true, false) => (p, q, true),
            (false, true) => (q, p, false),
            _ => return None,
        };
        let (scale, centre, n) = self.power_of_linear(graph, open, x)?;
        let whole = formed(graph, scale * a);
        self.unless_zero(
            graph,
            whole,
            |search, graph| search.by_lambert(graph, (scale, centre, n), (a, b, negative), closed),
            |search, graph| search.again(graph, g, x),
        )
    }

    /// The equation in a case in which it is another one.
    pub(super) fn again(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let other = self.guard.under(graph, g);
        (other != g).then(|| self.zeros(graph, other, x)).and_then(Candidates::whole)
    }

    /// `scale*(x - centre)^n * exp(±(a x + b)) = -closed`
    fn by_lambert(
        &mut self,
        graph: &mut Graph,
        (scale, centre, n): (ExprId, ExprId, i64),
        (a, b, negative): (ExprId, ExprId, bool),
        closed: ExprId,
    ) -> Option<Candidates> {
        let side = if negative { -1 } else { 1 };
        let (a, b) = (formed(graph, side * a), formed(graph, side * b));
        let value = formed(graph, -1 * (closed / scale) * graph.core().exp.of(-1 * (b + a * centre)));
        // (x - centre)^n * exp(a*(x - centre)) = value: the n-th root of both sides.
        let rate = formed(graph, a / n);
        let mut points = Candidates::default();
        for root in self.real_roots_of(graph, value, n)? {
            let argument = formed(graph, rate * root.value);
            for w in self.within(root.guard, |search| search.lambert_values(graph, argument))? {
                points.points.push(Candidate { value: formed(graph, centre + w.value / rate), guard: w.guard });
            }
        }
        Some(points)
    }

    /// All real `w` with `w*exp(w)` of this value.
    fn lambert_values(&mut self, graph: &mut Graph, argument: ExprId) -> Option<Vec<Candidate>> {
        let [upper, lower] = [&LAMBERT_W, &LAMBERT_W_LOWER].map(|branch| formed(graph, branch.of(argument)));
        if !symbols_of(graph, &[argument]).is_empty() {
            let found = [lower, upper].map(|value| Some(Candidate { value, guard: self.required(graph, value)? }));
            return Some(found.into_iter().flatten().collect());
        }
        let above = formed(graph, 1 + Constant::E * argument);
        let negative = sign(graph, argument) == Decision::Proved(std::cmp::Ordering::Less);
        let values = match sign(graph, above) {
            Decision::Proved(std::cmp::Ordering::Less) => Vec::new(),
            Decision::Proved(std::cmp::Ordering::Equal) => vec![upper],
            Decision::Proved(std::cmp::Ordering::Greater) if negative => vec![lower, upper],
            Decision::Proved(std::cmp::Ordering::Greater) => vec![upper],
            Decision::Looks { .. } | Decision::Undefined | Decision::Unknown => return None,
        };
        Some(values.into_iter().map(|value| Candidate { value, guard: self.guard.clone() }).collect())
    }

    /// `c*(x - s)^n` as `c`, `s` and `n`.
    fn power_of_linear(&mut self, graph: &mut Graph, id: ExprId, x: Symbol) -> Option<(ExprId, ExprId, i64)> {
        let x_node = graph.symbol_node(x);
        let collected = collect(graph, id, x_node, x)?;
        let (&n, &leading) = collected.last_key_value()?;
        if n < 1 || collected.keys().any(|&k| k < 0) {
            return None;
        }
        let next = collected.get(&(n - 1)).copied().unwrap_or(ExprId::ZERO);
        let centre = formed(graph, ratio(-1, n) * (next / leading));
        let gap = formed(graph, leading * (x_node - centre).pow(n) - id);
        let gap = expand(graph, gap).ok()?;
        graph.is_zero(gap).then_some((leading, centre, n))
    }
}

/// The inverse of a fraction between 0 and 1: `ln(5/3)` reads better than `-ln(3/5)`.
fn above_one(graph: &mut Graph, ratio: ExprId) -> Option<ExprId> {
    let inverse = graph.as_rational(ratio).filter(|r| r.is_positive() && **r < Rational::ONE)?.recip().ok()?;
    Some(graph.rational(inverse))
}

/// The exponent to the base e of an exponential: of `exp(u)`, and of a power of a number, whose logarithm is written by
/// that of the least number of which it is a power.
fn exponent_of(graph: &mut Graph, kernel: ExprId, x: Symbol) -> Option<ExprId> {
    match graph.node(kernel) {
        Node::Call(f, arguments) if f == graph.core().exp => Some(arguments[0]),
        Node::Power(base, exponent) if !depends_on(graph, base, x) => {
            let ln = graph.core().ln;
            let logarithm = match graph.as_rational(base).cloned() {
                Some(number) => {
                    let (root, n) = super::powers::perfect_power(&number)?;
                    n * ln.of(root)
                }
                None if sign(graph, base).is_proved_positive() => ln.of(base),
                None => return None,
            };
            let logarithm = formed(graph, logarithm);
            Some(formed(graph, exponent * logarithm))
        }
        _ => None,
    }
}

/// Values that an exponential can have.
fn positive_only(graph: &mut Graph, mut values: Candidates) -> Candidates {
    values.points.retain(|p| {
        !symbols_of(graph, &[p.value]).is_empty()
            || !matches!(
                sign(graph, p.value),
                Decision::Proved(std::cmp::Ordering::Less | std::cmp::Ordering::Equal) | Decision::Undefined
            )
    });
    values
}
