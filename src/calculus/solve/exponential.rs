//! Equations in exponentials and logarithms.

use super::search::{Candidate, Found, Search};
use super::terms::{common_unit, kernels, replace, split_sum, terms};
use crate::calculus::closed::{Decision, sign};
use crate::calculus::normal::{call, difference, power_of_integer, product, quotient, sum};
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, symbols_of};
use crate::numeric::Rational;

impl Search<'_> {
    /// Exponentials whose exponents are multiples of one unit: a polynomial in the exponential of that unit. Exponents
    /// that are not are brought closer by dividing the equation by one of the exponentials.
    pub(super) fn exponential(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Found> {
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
                let constant = call(graph, exp, &[closed]);
                let t_power = power_of_integer(graph, t, n);
                pairs.push((kernel, product(graph, &[constant, t_power])));
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
            let power = call(graph, exp, &[unit]);
            return self.undo(graph, values, power, x);
        }
        if let Some(found) = self.two_terms(graph, g, x) {
            return Some(found);
        }
        self.without_one(graph, g, &found, x)
    }

    /// `a*exp(u) + b*exp(v) = 0` with exponents of any kind: `u - v = ln(-b/a)`.
    fn two_terms(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Found> {
        let [first, second] = terms(graph, g).try_into().ok()?;
        let mut sides = Vec::new();
        for term in [first, second] {
            let (open, closed) = super::terms::split_product(graph, term, x);
            let mut exponents = Vec::new();
            for factor in super::terms::factors(graph, open) {
                exponents.push(exponent_of(graph, factor, x)?);
            }
            sides.push((closed, sum(graph, &exponents)));
        }
        let [(a, u), (b, v)] = sides.try_into().ok()?;
        if !symbols_of(graph, &[a, b]).is_empty() {
            return None;
        }
        let ratio = quotient(graph, b, a);
        let ratio = crate::calculus::normal::negation(graph, ratio);
        match sign(graph, ratio) {
            Decision::Proved(std::cmp::Ordering::Greater) => {}
            Decision::Proved(_) => return Some(Found::default()),
            Decision::Looks { .. } | Decision::Undefined | Decision::Unknown => return None,
        }
        let ln = graph.core().ln;
        let (ratio, [u, v]) = match above_one(graph, ratio) {
            Some(inverse) => (inverse, [v, u]),
            None => (ratio, [u, v]),
        };
        let right = call(graph, ln, &[ratio]);
        let gap = super::terms::gap(graph, u, v);
        let gap = super::terms::gap(graph, gap, right);
        Some(self.zeros(graph, gap, x))
    }

    /// `a*t^m + b*t^n = 0`: the logarithm of `t^(n - m)`, a multiple of the unit, is that of a number.
    fn two_powers(
        &mut self,
        graph: &mut Graph,
        polynomial: (ExprId, Symbol),
        unit: ExprId,
        x: Symbol,
    ) -> Option<Found> {
        let (polynomial, name) = polynomial;
        let t = graph.symbol_node(name);
        let collected = super::terms::collect(graph, polynomial, t, name)?;
        let [(&low, &a), (&high, &b)] = collected.iter().collect::<Vec<_>>().try_into().ok()?;
        self.unless_zero(
            graph,
            b,
            |search, graph| {
                let ratio = quotient(graph, a, b);
                let ratio = crate::calculus::normal::negation(graph, ratio);
                let (ratio, degree) = match above_one(graph, ratio) {
                    Some(inverse) => (inverse, low - high),
                    None => (ratio, high - low),
                };
                let degree = graph.integer(degree);
                let exponent = product(graph, &[degree, unit]);
                let exponent = crate::calculus::expand(graph, exponent, super::terms::MAX_TERMS).ok()?;
                let exp = graph.core().exp;
                let power = call(graph, exp, &[exponent]);
                search.isolated(graph, power, ratio, x)
            },
            |search, graph| search.closed(graph, a),
        )
    }

    /// The equation divided by the exponential that leaves the fewest of them.
    fn without_one(&mut self, graph: &mut Graph, g: ExprId, exponentials: &[ExprId], x: Symbol) -> Option<Found> {
        let mut best: Option<(usize, ExprId)> = None;
        for &u in exponentials {
            let factor = power_of_integer(graph, u, -1);
            let mut parts = Vec::new();
            for term in terms(graph, g) {
                parts.push(product(graph, &[term, factor]));
            }
            let other = sum(graph, &parts);
            let count = kernels(graph, other, x).0.len();
            if count < exponentials.len() && best.is_none_or(|(least, _)| count < least) {
                best = Some((count, other));
            }
        }
        best.map(|(_, other)| self.zeros(graph, other, x))
    }

    /// Sums of logarithms as the logarithm of a product; a logarithm among powers of its argument's inverse.
    pub(super) fn logarithmic(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Found> {
        let ln = graph.core().ln;
        let (open, closed) = split_sum(graph, g, x);
        let mut logarithms = Vec::new();
        let mut unit = None;
        for term in terms(graph, open) {
            let (call, factor) = super::terms::split_product(graph, term, x);
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
            parts.push(power_of_integer(graph, u, n));
        }
        let left = product(graph, &parts);
        let scale = graph.rational(-scale);
        let exponent = product(graph, &[scale, closed]);
        let exp = graph.core().exp;
        let right = call(graph, exp, &[exponent]);
        let gap = difference(graph, left, right);
        self.zeros(graph, gap, x).whole()
    }

    /// With `u` for `ln(x)`, where nothing but `x` and its logarithm occurs.
    fn over_logarithm(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Found> {
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
        let exp = graph.core().exp;
        let growth = call(graph, exp, &[u]);
        let moved = difference(graph, growth, shift);
        let value = quotient(graph, moved, scale);
        let other = replace(graph, g, &[(*kernel, u), (x_node, value)]);
        let values = self.zeros(graph, other, name).whole()?;
        let mut points = Vec::new();
        for Candidate { value: at, guard } in values.only_points()? {
            points.push(Candidate { value: self.put(graph, value, name, at), guard });
        }
        Some(Found { points, ..Found::default() })
    }

    /// `(p1*x + p0) + (q1*x + q0)*exp(a*x + b) = 0` and powers of such: the Lambert W function, both branches.
    pub(super) fn lambert(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Found> {
        let g = crate::calculus::expand(graph, g, super::terms::MAX_TERMS).ok()?;
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
        let by_t = super::terms::collect(graph, other, t, name)?;
        if by_t.len() != 2 || by_t.keys().any(|n| !(0..=1).contains(n)) {
            return None;
        }
        let zero = graph.integer(0);
        let p = by_t.get(&0).copied().unwrap_or(zero);
        let q = by_t.get(&1).copied().unwrap_or(zero);
        // p = c*(x - s)^n or q is; the other does not depend on x.
        let (open, closed, negative) = match (depends_on(graph, p, x), depends_on(graph, q, x)) {
            (true, false) => (p, q, true),
            (false, true) => (q, p, false),
            _ => return None,
        };
        let (scale, centre, n) = self.power_of_linear(graph, open, x)?;
        let whole = product(graph, &[scale, a]);
        self.unless_zero(
            graph,
            whole,
            |search, graph| search.by_lambert(graph, (scale, centre, n), (a, b, negative), closed),
            |search, graph| search.again(graph, g, x),
        )
    }

    /// The equation in a case in which it is another one.
    pub(super) fn again(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Found> {
        let other = self.guard.under(graph, g);
        (other != g).then(|| self.zeros(graph, other, x)).and_then(Found::whole)
    }

    /// `scale*(x - centre)^n * exp(±(a x + b)) = -closed`
    fn by_lambert(
        &mut self,
        graph: &mut Graph,
        (scale, centre, n): (ExprId, ExprId, i64),
        (a, b, negative): (ExprId, ExprId, bool),
        closed: ExprId,
    ) -> Option<Found> {
        let exp = graph.core().exp;
        let side = graph.integer(if negative { -1 } else { 1 });
        let (a, b) = (product(graph, &[side, a]), product(graph, &[side, b]));
        let minus_one = graph.integer(-1);
        let shift = product(graph, &[a, centre]);
        let exponent = sum(graph, &[b, shift]);
        let exponent = product(graph, &[minus_one, exponent]);
        let factor = call(graph, exp, &[exponent]);
        let ratio = quotient(graph, closed, scale);
        let value = product(graph, &[minus_one, ratio, factor]);
        // (x - centre)^n * exp(a*(x - centre)) = value: the n-th root of both sides.
        let degree = graph.integer(n);
        let rate = quotient(graph, a, degree);
        let mut points = Found::default();
        for root in self.real_roots_of(graph, value, n)? {
            let argument = product(graph, &[rate, root.value]);
            for w in self.within(root.guard, |search| search.lambert_values(graph, argument))? {
                let offset = quotient(graph, w.value, rate);
                points.points.push(Candidate { value: sum(graph, &[centre, offset]), guard: w.guard });
            }
        }
        Some(points)
    }

    /// All real `w` with `w*exp(w)` of this value.
    fn lambert_values(&mut self, graph: &mut Graph, argument: ExprId) -> Option<Vec<Candidate>> {
        let upper = call(graph, self.words.lambert[0], &[argument]);
        let lower = call(graph, self.words.lambert[1], &[argument]);
        if !symbols_of(graph, &[argument]).is_empty() {
            let found = [lower, upper].map(|value| Some(Candidate { value, guard: self.required(graph, value)? }));
            return Some(found.into_iter().flatten().collect());
        }
        let e = graph.constant(crate::expr::Constant::E);
        let product_e = product(graph, &[e, argument]);
        let one = graph.integer(1);
        let above = sum(graph, &[one, product_e]);
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
        let collected = super::terms::collect(graph, id, x_node, x)?;
        let (&n, &leading) = collected.last_key_value()?;
        if n < 1 || collected.keys().any(|&k| k < 0) {
            return None;
        }
        let zero = graph.integer(0);
        let next = collected.get(&(n - 1)).copied().unwrap_or(zero);
        let scale = graph.rational(Rational::new(-1, n)?);
        let ratio = quotient(graph, next, leading);
        let centre = product(graph, &[scale, ratio]);
        let base = difference(graph, x_node, centre);
        let whole = power_of_integer(graph, base, n);
        let whole = product(graph, &[leading, whole]);
        let gap = difference(graph, whole, id);
        let gap = crate::calculus::expand(graph, gap, super::terms::MAX_TERMS).ok()?;
        graph.is_zero(gap).then_some((leading, centre, n))
    }
}

/// `a*x + b` as `a` and `b`.
pub(super) fn linear(graph: &mut Graph, id: ExprId, x: Symbol) -> Option<(ExprId, ExprId)> {
    let x_node = graph.symbol_node(x);
    let collected = super::terms::collect(graph, id, x_node, x)?;
    if collected.keys().any(|n| !(0..=1).contains(n)) {
        return None;
    }
    let zero = graph.integer(0);
    Some((*collected.get(&1)?, collected.get(&0).copied().unwrap_or(zero)))
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
                    let (root, n) = (graph.rational(root), graph.integer(n));
                    let logarithm = call(graph, ln, &[root]);
                    product(graph, &[n, logarithm])
                }
                None if sign(graph, base) == Decision::Proved(std::cmp::Ordering::Greater) => call(graph, ln, &[base]),
                None => return None,
            };
            Some(product(graph, &[exponent, logarithm]))
        }
        _ => None,
    }
}

/// Values that an exponential can have.
fn positive_only(graph: &mut Graph, mut values: Found) -> Found {
    values.points.retain(|p| {
        !symbols_of(graph, &[p.value]).is_empty()
            || !matches!(
                sign(graph, p.value),
                Decision::Proved(std::cmp::Ordering::Less | std::cmp::Ordering::Equal) | Decision::Undefined
            )
    });
    values
}
