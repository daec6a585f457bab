//! The sign of a sum with its positive common factors taken away, and of a rational function of one exponential.

use std::collections::BTreeMap;

use super::fact::{Facts, Given};
use crate::calculus::Side;
use crate::calculus::expand;
use crate::calculus::normal::{base_and_exponent, call, normalise, power, product, split_coefficient, sum};
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, factors_of, reach, terms_of, try_rewrite};
use crate::numeric::Rational;

/// Terms of a sum that is multiplied out.
const MAX_TERMS: usize = 200;

/// Exponentials with a larger multiple of the smallest one are not read as its powers.
const MAX_POWER: i64 = 40;

/// Something of the same sign: a sum is divided by the positive powers that all its terms share.
pub(super) fn without_positive(graph: &mut Graph, h: ExprId, given: &Given) -> ExprId {
    let h = expand(graph, h, MAX_TERMS).unwrap_or(h);
    if !matches!(graph.node(h), Node::Sum(_)) {
        return h;
    }
    let mut divisors = shared_powers(graph, h);
    divisors.retain(|(base, _)| Facts::of(graph, &[*base], given).get(*base).is_positive());
    if divisors.is_empty() {
        return h;
    }
    let total = divided(graph, h, &divisors);
    expand(graph, total, MAX_TERMS).unwrap_or(total)
}

/// The powers that all terms of a sum have in common, or are divided by.
pub(in crate::calculus) fn shared_powers(graph: &mut Graph, id: ExprId) -> Vec<(ExprId, Rational)> {
    let each: Vec<BTreeMap<ExprId, Rational>> = terms_of(graph, id).into_iter().map(|t| powers(graph, t)).collect();
    let mut bases: Vec<ExprId> = each.iter().flat_map(|p| p.keys().copied()).collect();
    bases.sort_by(|&a, &b| graph.order(a, b));
    bases.dedup();
    let least = |base: ExprId| each.iter().map(|p| p.get(&base).cloned().unwrap_or_default()).min();
    bases.into_iter().filter_map(|base| Some((base, least(base).filter(|e| !e.is_zero())?))).collect()
}

/// A sum with every term divided by these powers.
pub(in crate::calculus) fn divided(graph: &mut Graph, id: ExprId, powers: &[(ExprId, Rational)]) -> ExprId {
    let mut factors = Vec::new();
    for (base, exponent) in powers {
        let exponent = graph.rational(-exponent);
        factors.push(power(graph, *base, exponent));
    }
    let terms: Vec<ExprId> =
        terms_of(graph, id).into_iter().map(|term| product(graph, &[&factors[..], &[term]].concat())).collect();
    sum(graph, &terms)
}

/// A term's factors as powers of bases, its number left out; `exp(k*u)` counts as a power of `exp(u)`.
fn powers(graph: &mut Graph, term: ExprId) -> BTreeMap<ExprId, Rational> {
    let (_, rest) = split_coefficient(graph, term);
    let mut found: BTreeMap<ExprId, Rational> = BTreeMap::new();
    for factor in factors_of(graph, rest).into_iter().filter(|&f| graph.as_number(f).is_none()).collect::<Vec<_>>() {
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
    found
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
    let replaced = try_rewrite(graph, h, |graph, id, _| {
        let Node::Call(f, &[argument]) = graph.node(id) else { return Ok::<_, ()>(None) };
        let (k, u) = split_coefficient(graph, argument);
        if f != exp || u != node {
            return Ok(None);
        }
        let n = k.value.checked_div(&scale).ok().and_then(|n| n.to_i64()).filter(|n| n.abs() <= MAX_POWER).ok_or(())?;
        let n = graph.integer(n);
        Ok(Some(power(graph, t, n)))
    })
    .ok()?;
    let form = normalise(graph, replaced);
    (!depends_on(graph, form, x)).then_some((form, Exponential { symbol, scale }))
}

/// No name that a user can write.
const STAND_IN: &str = "exp(x)";
