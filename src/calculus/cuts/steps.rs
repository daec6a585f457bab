//! Functions that are constant between jumps: where they jump on a bounded side, and what they are in between.

use crate::algebra::closed::double;
use crate::algebra::enclosure::enclose_on;
use crate::algebra::expanded;
use crate::algebra::normal::{difference, normalise, quotient, split_coefficient, sum};
use crate::calculus::Side;
use crate::calculus::exact_value::order;
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, rewrite, terms_of};
use crate::functions::{FLOOR, MOD};
use crate::numeric::budget::pieces;
use crate::numeric::{Interval, Rational};

/// `mod(x, 3)` as `x - 3*floor(x/3)`, where the divisor is a number that is not 0.
pub(in crate::calculus) fn without_remainders(graph: &mut Graph, f: ExprId) -> ExprId {
    rewrite(graph, f, |graph, id, children| {
        let is_remainder = matches!(graph.node(id), Node::Call(function, _) if function == &MOD);
        let &[u, divisor] = children else { return None };
        if !is_remainder || order(graph, divisor)?.is_eq() {
            return None;
        }
        let share = quotient(graph, u, divisor);
        let whole = graph.raw_call(&FLOOR, &[share]);
        let multiple = graph.raw_product(&[divisor, whole]);
        let negated = graph.raw_negation(multiple);
        Some(graph.raw_sum(&[u, negated]))
    })
}

/// Expressions whose zeros are the jumps of a step function of this argument; `None` where there are infinitely or too many.
pub(in crate::calculus) fn jumps(graph: &mut Graph, u: ExprId, x: Symbol, side: &Side) -> Option<Vec<ExprId>> {
    let whole = Some(side.range(graph)).filter(Interval::is_bounded)?;
    let range = enclose_on(graph, u, &[x], &[whole])?.range;
    if !range.is_bounded() || range.is_empty() || range.magnitude() > 1e9 {
        return None;
    }
    let (first, last) = (range.low().ceil() as i64, range.high().floor() as i64);
    if last - first >= pieces::JUMPS {
        return None;
    }
    let mut zeros = Vec::new();
    for n in first..=last {
        let n = graph.integer(n);
        zeros.push(difference(graph, u, n));
    }
    Some(zeros)
}

/// The whole value of a step function at a closed argument that is no jump.
pub(in crate::calculus) fn value(graph: &mut Graph, from: i64, at: ExprId) -> Option<i64> {
    let near = double(graph, at).floor();
    if near.abs() > 1e15 {
        return None;
    }
    let low = near as i64;
    let (floor, above) = (graph.integer(low), graph.integer(low + 1));
    let (below, beyond) = (difference(graph, at, floor), difference(graph, above, at));
    let inside = order(graph, below)?.is_gt() && order(graph, beyond)?.is_gt();
    inside.then_some(low - from)
}

/// Moves whole numbers out of step functions: `floor(x + 1)` as `floor(x) + 1`.
pub(in crate::calculus) fn shifted_out(graph: &mut Graph, f: ExprId) -> ExprId {
    let shifted = rewrite(graph, f, |graph, id, children| match (graph.node(id), children) {
        (Node::Call(function, _), &[u]) if function.steps.is_some() => {
            let u = normalise(graph, u);
            let u = expanded(graph, u);
            let whole = whole_part(graph, u);
            let whole = graph.rational(whole);
            let rest = difference(graph, u, whole);
            let step = graph.raw_call(function, &[rest]);
            Some(sum(graph, &[step, whole]))
        }
        _ => None,
    });
    normalise(graph, shifted)
}

/// An upper bound of a sum without its step functions: each lies between `u - from - 1` and `u - from` and is replaced by that of the
/// two which is right for its sign. `None` where there is no step function.
pub(in crate::calculus) fn majorant(graph: &mut Graph, f: ExprId) -> Option<ExprId> {
    let form = normalise(graph, f);
    let mut terms = terms_of(graph, form);
    let mut has_steps = false;
    for term in &mut terms {
        let (number, rest) = split_coefficient(graph, *term);
        if let Node::Call(function, &[u]) = graph.node(rest)
            && let Some(step) = function.steps.as_ref()
        {
            let shift = graph.integer(if number.value.is_positive() { -step.from } else { -step.from - 1 });
            let (number, bound) = (graph.number(number), graph.raw_sum(&[u, shift]));
            *term = graph.raw_product(&[number, bound]);
            has_steps = true;
        }
    }
    has_steps.then(|| graph.raw_sum(&terms))
}

/// The whole part of the number in a sum.
fn whole_part(graph: &Graph, u: ExprId) -> Rational {
    terms_of(graph, u).into_iter().find_map(|t| graph.as_rational(t)).map_or(Rational::ZERO, Rational::floor)
}

/// The lengths after which step functions of this unknown repeat up to a whole number: `1/2` for `floor(2x)`.
pub(in crate::calculus) fn length(graph: &mut Graph, id: ExprId, x: Symbol) -> Option<ExprId> {
    let Node::Call(function, &[u]) = graph.node(id) else { return None };
    if function.steps.is_none() || !depends_on(graph, u, x) {
        return None;
    }
    let slope = crate::algebra::derivative(graph, u, x);
    let one = graph.integer(1);
    let length = quotient(graph, one, slope);
    (!depends_on(graph, length, x)).then_some(length)
}
