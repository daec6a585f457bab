//! Equations in exponentials and logarithms.

use super::exact::{Sign, sign};
use super::search::{Found, Search};
use super::terms::{common_unit, kernels, replace, split_sum, terms};
use crate::calculus::normal::{
    call, difference, normalise, power, power_of_integer, product, quotient, split_coefficient, sum,
};
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, symbols_of};
use crate::numeric::Rational;

impl Search<'_> {
    /// Exponentials whose exponents are multiples of one unit: a polynomial in the exponential of that unit. Exponents
    /// that are not are brought closer by dividing the equation by one of the exponentials.
    pub(super) fn exponential(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Found> {
        let g = natural_base(graph, g, x);
        let (found, bare) = kernels(graph, g, x);
        let exp = graph.core().exp;
        let mut exponents = Vec::new();
        for &kernel in &found {
            match graph.node(kernel) {
                Node::Call(f, arguments) if f == exp => exponents.push(arguments[0]),
                _ => return None,
            }
        }
        if exponents.is_empty() {
            return None;
        }
        if !bare && let Some((unit, multiples)) = common_unit(graph, &exponents, x) {
            let name = self.substitution(graph);
            let t = graph.symbol_node(name);
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
            let values = self.zeros(graph, polynomial, name).whole()?;
            let power = call(graph, exp, &[unit]);
            let values = positive_only(graph, values);
            return self.undo(graph, values, power, x);
        }
        self.divided(graph, g, &exponents, x)
    }

    /// `g*exp(-u)` for the exponent `u` that leaves the fewest exponentials.
    fn divided(&mut self, graph: &mut Graph, g: ExprId, exponents: &[ExprId], x: Symbol) -> Option<Found> {
        let exp = graph.core().exp;
        let mut best: Option<(usize, ExprId)> = None;
        for &u in exponents {
            let minus = crate::calculus::normal::negation(graph, u);
            let factor = call(graph, exp, &[minus]);
            let mut parts = Vec::new();
            for term in terms(graph, g) {
                parts.push(product(graph, &[term, factor]));
            }
            let other = sum(graph, &parts);
            let count = kernels(graph, other, x).0.len();
            if count < exponents.len() && best.is_none_or(|(least, _)| count < least) {
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
        for term in terms(graph, open) {
            let (number, rest) = split_coefficient(graph, term);
            match graph.node(rest) {
                Node::Call(f, arguments) if f == ln => logarithms.push((number.value, arguments[0])),
                _ => return self.over_logarithm(graph, g, x),
            }
        }
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
        if !sign(graph, scale).is_not_zero() {
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
        let mut points = Found { everything: values.everything, ..Found::default() };
        if points.everything || !values.pieces.is_empty() {
            return None;
        }
        for at in values.points {
            let point = self.put(graph, value, name, at);
            points.points.push(point);
        }
        Some(points)
    }

    /// `(p1*x + p0) + (q1*x + q0)*exp(a*x + b) = 0` and powers of such: the Lambert W function, both branches.
    pub(super) fn lambert(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Found> {
        let g = natural_base(graph, g, x);
        let g = crate::calculus::expand(graph, g, super::terms::MAX_TERMS).ok()?;
        let (found, bare) = kernels(graph, g, x);
        let [kernel] = found.as_slice() else { return None };
        let kernel = *kernel;
        let Node::Call(f, arguments) = graph.node(kernel) else { return None };
        if f != graph.core().exp || !bare {
            return None;
        }
        let (a, b) = linear(graph, arguments[0], x)?;
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
        // scale*(x - centre)^n * exp(±(a x + b)) = -closed
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
            let argument = product(graph, &[rate, root]);
            for w in self.lambert_values(graph, argument)? {
                let offset = quotient(graph, w, rate);
                points.points.push(sum(graph, &[centre, offset]));
            }
        }
        Some(points)
    }

    /// All real `w` with `w*exp(w)` of this value.
    fn lambert_values(&mut self, graph: &mut Graph, argument: ExprId) -> Option<Vec<ExprId>> {
        let upper = call(graph, self.words.lambert[0], &[argument]);
        if !symbols_of(graph, &[argument]).is_empty() {
            return None;
        }
        let e = graph.constant(crate::expr::Constant::E);
        let product_e = product(graph, &[e, argument]);
        let one = graph.integer(1);
        let above = sum(graph, &[one, product_e]);
        let negative = sign(graph, argument) == Sign::Proved(std::cmp::Ordering::Less);
        Some(match sign(graph, above) {
            Sign::Proved(std::cmp::Ordering::Less) => Vec::new(),
            Sign::Proved(std::cmp::Ordering::Equal) => vec![upper],
            Sign::Proved(std::cmp::Ordering::Greater) if negative => {
                vec![call(graph, self.words.lambert[1], &[argument]), upper]
            }
            Sign::Proved(std::cmp::Ordering::Greater) => vec![upper],
            Sign::LooksZero | Sign::Undefined | Sign::Unknown => return None,
        })
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

/// Powers of constants as exponentials: `2^x` as `exp(x*ln(2))`.
fn natural_base(graph: &mut Graph, g: ExprId, x: Symbol) -> ExprId {
    let mut pairs = Vec::new();
    for id in crate::expr::reach(graph, &[g]).order {
        if let Node::Power(base, exponent) = graph.node(id)
            && depends_on(graph, exponent, x)
            && (graph.as_rational(base).is_some_and(Rational::is_positive) || depends_on(graph, base, x))
        {
            let (ln, exp) = (graph.core().ln, graph.core().exp);
            let exponent = replace(graph, exponent, &pairs);
            let base = replace(graph, base, &pairs);
            let logarithm = call(graph, ln, &[base]);
            let argument = product(graph, &[exponent, logarithm]);
            // As written: the normal form is the power again.
            pairs.push((id, graph.raw_call(exp, &[argument])));
        }
    }
    if pairs.is_empty() { g } else { rebuilt(graph, g, &pairs) }
}

/// `root` with nodes replaced and nothing brought into normal form above them but sums and products.
fn rebuilt(graph: &mut Graph, root: ExprId, pairs: &[(ExprId, ExprId)]) -> ExprId {
    let reach = crate::expr::reach(graph, &[root]);
    let mut image = vec![root; reach.slots()];
    for &id in &reach.order {
        let children: Vec<ExprId> = graph.children(id).iter().map(|c| image[reach.slot(*c)]).collect();
        let found = pairs.iter().find(|(from, _)| *from == id).map(|p| p.1);
        let new = match (found, graph.node(id)) {
            (Some(to), _) => to,
            (None, Node::Sum(_)) => sum(graph, &children),
            (None, Node::Product(_)) => product(graph, &children),
            (None, Node::Power(..)) => power(graph, children[0], children[1]),
            (None, _) if children.is_empty() => id,
            (None, _) => {
                let raw = graph.rebuild(id, &children);
                if raw == id { id } else { normalise(graph, raw) }
            }
        };
        image[reach.slot(id)] = new;
    }
    image[reach.slot(root)]
}

/// Values that an exponential can have.
fn positive_only(graph: &mut Graph, values: Found) -> Found {
    let points = values.points.clone();
    let kept = points.into_iter().filter(|&p| {
        !symbols_of(graph, &[p]).is_empty()
            || !matches!(
                sign(graph, p),
                Sign::Proved(std::cmp::Ordering::Less | std::cmp::Ordering::Equal) | Sign::Undefined
            )
    });
    Found { points: kept.collect(), ..values }
}
