//! The sign of a sum with its positive common factors taken away, and of a rational function of one exponential.

use super::fact::{Assumptions, Facts};
use crate::algebra::expanded;
use crate::algebra::factor::{divided, shared_powers};
use crate::algebra::normal::{call, normalise, power, product, split_coefficient};
use crate::calculus::Side;
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, reach, try_rewrite};
use crate::numeric::Rational;
use crate::numeric::budget::degrees;

/// Something of the same sign: a sum is divided by the positive powers that all its terms share.
pub(super) fn without_positive(graph: &mut Graph, h: ExprId, given: &Assumptions) -> ExprId {
    let h = expanded(graph, h);
    if !matches!(graph.node(h), Node::Sum(_)) {
        return h;
    }
    let mut divisors = shared_powers(graph, h);
    divisors.retain(|(base, _)| Facts::of(graph, &[*base], given).get(*base).is_positive());
    if divisors.is_empty() {
        return h;
    }
    let total = divided(graph, h, &divisors);
    expanded(graph, total)
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
        let n = k
            .value
            .checked_div(&scale)
            .ok()
            .and_then(|n| n.to_i64())
            .filter(|n| n.abs() <= degrees::EXPONENTIALS)
            .ok_or(())?;
        let n = graph.integer(n);
        Ok(Some(power(graph, t, n)))
    })
    .ok()?;
    let form = normalise(graph, replaced);
    (!depends_on(graph, form, x)).then_some((form, Exponential { symbol, scale }))
}

/// No name that a user can write.
const STAND_IN: &str = "exp(x)";
