//! The sign of a sum with its positive common factors taken away, and of a rational function of one exponential.

use std::collections::BTreeMap;

use super::fact::{Facts, Given};
use crate::calculus::Side;
use crate::calculus::expand;
use crate::calculus::normal::{base_and_exponent, call, normalise, power, product, split_coefficient, sum};
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, reach};
use crate::numeric::Rational;

/// Terms of a sum that is multiplied out.
const MAX_TERMS: usize = 200;

/// Exponentials with a larger multiple of the smallest one are not read as its powers.
const MAX_POWER: i64 = 40;

/// Something of the same sign: a sum is divided by the positive powers that all its terms share.
pub(super) fn without_positive(graph: &mut Graph, h: ExprId, given: &Given) -> ExprId {
    let h = expand(graph, h, MAX_TERMS).unwrap_or(h);
    let Node::Sum(terms) = graph.node(h) else { return h };
    let terms = terms.to_vec();
    let Some(powers) = terms.iter().map(|&t| powers(graph, t)).collect::<Option<Vec<_>>>() else { return h };
    let facts = Facts::of(graph, &[h], given);
    let mut divisors = Vec::new();
    let bases: Vec<ExprId> = powers.iter().flat_map(|p| p.keys().copied()).collect();
    for base in bases {
        let in_term = |p: &BTreeMap<ExprId, Rational>| p.get(&base).cloned().unwrap_or_default();
        let Some(least) = powers.iter().map(in_term).min().filter(|e| !e.is_zero()) else { continue };
        let positive = facts.order().binary_search(&base).map_or_else(
            |_| Facts::of(graph, &[base], given).get(base).is_positive(),
            |_| facts.get(base).is_positive(),
        );
        if positive && !divisors.iter().any(|(b, _)| *b == base) {
            divisors.push((base, least));
        }
    }
    if divisors.is_empty() {
        return h;
    }
    let mut rest = Vec::new();
    for (term, powers) in terms.iter().zip(&powers) {
        let (number, _) = split_coefficient(graph, *term);
        let mut factors = vec![graph.number(number)];
        let mut left = powers.clone();
        for (base, least) in &divisors {
            let e = left.remove(base).unwrap_or_default() - least;
            left.insert(*base, e);
        }
        for (base, e) in left {
            let e = graph.rational(e);
            factors.push(power(graph, base, e));
        }
        rest.push(product(graph, &factors));
    }
    let total = sum(graph, &rest);
    expand(graph, total, MAX_TERMS).unwrap_or(total)
}

/// A term's factors as powers of bases, its number left out; `exp(k*u)` counts as a power of `exp(u)`.
fn powers(graph: &mut Graph, term: ExprId) -> Option<BTreeMap<ExprId, Rational>> {
    let (_, rest) = split_coefficient(graph, term);
    let factors = match graph.node(rest) {
        Node::Product(factors) => factors.to_vec(),
        Node::Number(_) => return Some(BTreeMap::new()),
        _ => vec![rest],
    };
    let mut found: BTreeMap<ExprId, Rational> = BTreeMap::new();
    for factor in factors {
        let (base, exponent) = base_and_exponent(graph, factor);
        let (base, times) = match graph.node(base) {
            Node::Call(f, arguments) if f == graph.core().exp => {
                let argument = arguments[0];
                let (k, u) = split_coefficient(graph, argument);
                (call(graph, f, &[u]), k.value)
            }
            _ => (base, Rational::ONE),
        };
        let entry = found.entry(base).or_default();
        *entry = &*entry + &exponent * &times;
    }
    Some(found)
}

/// The exponential `exp(scale*x)` as an unknown of its own.
pub(super) struct Exponential {
    /// Stands for it.
    pub symbol: Symbol,
    scale: Rational,
}

impl Exponential {
    /// Between which numbers it lies.
    pub fn side(&self, graph: &mut Graph, side: Side) -> Side {
        let mut at = |end: Option<ExprId>| {
            let exp = graph.core().exp;
            end.map(|id| {
                let scale = graph.rational(self.scale.clone());
                let argument = product(graph, &[scale, id]);
                call(graph, exp, &[argument])
            })
        };
        let (low, high) = (at(side.low), at(side.high));
        Side { low: Some(low.unwrap_or_else(|| graph.integer(0))), high }
    }
}

/// An expression in which `x` stands in exponentials only, as one in `t = exp(scale*x)`.
pub(super) fn in_exponential(graph: &mut Graph, h: ExprId, x: Symbol) -> Option<(ExprId, Exponential)> {
    let node = graph.symbol_node(x);
    let exp = graph.core().exp;
    let order = reach(graph, &[h]).order;
    let mut scales: Vec<Rational> = Vec::new();
    for &id in &order {
        if let Node::Call(f, arguments) = graph.node(id)
            && f == exp
        {
            let argument = arguments[0];
            let (k, u) = split_coefficient(graph, argument);
            if u == node {
                scales.push(k.value);
            }
        }
    }
    let mut scale = scales.first()?.abs();
    for s in &scales {
        scale = scale.gcd(&s.abs())?;
    }
    let symbol = graph.symbol_id(STAND_IN);
    let t = graph.symbol_node(symbol);
    let all = reach(graph, &[h]);
    let mut image = vec![h; all.slots()];
    for &id in &all.order {
        let children: Vec<ExprId> = graph.children(id).iter().map(|&c| image[all.slot(c)]).collect();
        let own = match graph.node(id) {
            Node::Call(f, arguments) if f == exp => {
                let argument = arguments[0];
                let (k, u) = split_coefficient(graph, argument);
                if u == node {
                    let n = k.value.checked_div(&scale).ok()?.to_i64().filter(|n| n.abs() <= MAX_POWER)?;
                    let n = graph.integer(n);
                    Some(power(graph, t, n))
                } else {
                    None
                }
            }
            _ => None,
        };
        image[all.slot(id)] = own.unwrap_or_else(|| graph.rebuild(id, &children));
    }
    let replaced = image[all.slot(h)];
    let form = normalise(graph, replaced);
    (!depends_on(graph, form, x)).then_some((form, Exponential { symbol, scale }))
}

/// No name that a user can write.
const STAND_IN: &str = "exp(x)";
