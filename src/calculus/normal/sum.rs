//! Normal sums.

use super::{balanced, first_undefined, is_infinite, product::split_coefficient, scaled};
use crate::expr::{ExprId, Fault, Graph, Node, Number};
use crate::numeric::rational::MAX_BITS;

/// The sum of normal terms.
pub fn sum(graph: &mut Graph, terms: &[ExprId]) -> ExprId {
    if let [one] = terms {
        return *one;
    }
    if let Some(undefined) = first_undefined(graph, terms) {
        return undefined;
    }
    if terms.iter().any(|&t| is_infinite(graph, t)) {
        return graph.undefined(Fault::Infinity);
    }
    let mut constants = Vec::new();
    let mut parts: Vec<(ExprId, Number)> = Vec::with_capacity(terms.len());
    for &term in terms {
        collect(graph, term, &Number::integer(1), &mut constants, &mut parts);
    }
    // The common denominator could need this many bits; integers only grow by a few.
    let denominators: usize = constants.iter().filter(|n| !n.value.is_integer()).map(|n| n.value.bits()).sum();
    if denominators > 4 * MAX_BITS {
        return graph.undefined(Fault::TooLarge);
    }
    let constant = balanced(&constants, Number::integer(0), Number::plus);
    parts.sort_by_key(|&(rest, _)| rest);
    let mut result = Vec::with_capacity(parts.len() + 1);
    if !constant.value.is_zero() {
        result.push(graph.number(constant));
    }
    let mut parts = parts.into_iter().peekable();
    while let Some((rest, mut coefficient)) = parts.next() {
        while let Some((_, more)) = parts.next_if(|(r, _)| *r == rest) {
            coefficient = coefficient.plus(&more);
        }
        if !coefficient.value.is_zero() {
            result.push(scaled(graph, &coefficient, rest));
        }
    }
    graph.raw_sum(&result)
}

/// Adds `factor * term` to the collected parts; sums inside are opened, also behind a number: `2(x + 1)`.
fn collect(
    graph: &mut Graph,
    term: ExprId,
    factor: &Number,
    constants: &mut Vec<Number>,
    parts: &mut Vec<(ExprId, Number)>,
) {
    if let Some(n) = graph.as_number(term) {
        constants.push(n.times(factor));
        return;
    }
    let (coefficient, rest) = split_coefficient(graph, term);
    let coefficient = coefficient.times(factor);
    if let Node::Sum(inner) = graph.node(rest) {
        // A normal sum's terms are no sums themselves, so this goes one level deep.
        let inner = inner.to_vec();
        for &t in &inner {
            collect(graph, t, &coefficient, constants, parts);
        }
    } else {
        parts.push((rest, coefficient));
    }
}

/// `a - b`
pub fn difference(graph: &mut Graph, a: ExprId, b: ExprId) -> ExprId {
    let negated = negation(graph, b);
    sum(graph, &[a, negated])
}

/// `-a`
pub fn negation(graph: &mut Graph, a: ExprId) -> ExprId {
    let minus_one = graph.integer(-1);
    super::product(graph, &[minus_one, a])
}
