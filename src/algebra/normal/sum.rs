//! Normal sums.

use super::coefficient::times_number;
use super::parts::{first_undefined, joined};
use crate::expr::{ExprId, Fault, Graph, Number};
use crate::numeric::budget::bits;

/// The sum of normal terms.
pub fn sum(graph: &mut Graph, terms: &[ExprId]) -> ExprId {
    if let [one] = terms {
        return *one;
    }
    if let Some(undefined) = first_undefined(graph, terms) {
        return undefined;
    }
    if terms.iter().any(|&t| graph.is_infinite(t)) {
        return graph.undefined(Fault::Infinity);
    }
    let mut collected = SumParts { constants: graph.scratch.take_ids(), parts: graph.scratch.take_triples() };
    for &term in terms {
        collected.add(graph, term, ExprId::ONE);
    }
    let result = collected.total(graph);
    graph.scratch.give_ids(collected.constants);
    graph.scratch.give_triples(collected.parts);
    result
}

/// What a sum is made of.
struct SumParts {
    /// Numbers.
    constants: Vec<ExprId>,
    /// For every other term: what it is but for its number, that number, and the term where it has a node, else 0.
    parts: Vec<[ExprId; 3]>,
}

impl SumParts {
    /// Adds `factor * term`; sums inside are opened, also behind a number: `2(x + 1)`.
    fn add(&mut self, graph: &mut Graph, term: ExprId, factor: ExprId) {
        let (coefficient, rest) = match graph.children(term) {
            _ if graph.is_number(term) => {
                let number = number_product(graph, term, factor);
                self.constants.push(number);
                return;
            }
            [first, ..] if graph.is_product(term) && graph.is_number(*first) => {
                let first = *first;
                (first, graph.product_without_first(term))
            }
            _ => (ExprId::ONE, term),
        };
        if graph.is_sum(rest) {
            // A normal sum's terms are no sums themselves, so this goes one level deep.
            let coefficient = number_product(graph, coefficient, factor);
            for i in 0..graph.children(rest).len() {
                let inner = graph.children(rest)[i];
                self.add(graph, inner, coefficient);
            }
        } else if factor == ExprId::ONE {
            self.parts.push([rest, coefficient, term]);
        } else {
            self.parts.push([rest, number_product(graph, coefficient, factor), ExprId::ZERO]);
        }
    }

    /// The normal sum.
    fn total(&mut self, graph: &mut Graph) -> ExprId {
        // The common denominator could need this many bits; integers only grow by a few.
        let long = |&c: &ExprId| graph.as_number(c).filter(|n| !n.value.is_integer()).map_or(0, |n| n.value.bits());
        if self.constants.len() > 1 && self.constants.iter().map(long).sum::<usize>() > 4 * bits::NUMBER {
            return graph.undefined(Fault::TooLarge);
        }
        let mut result = graph.scratch.take_ids();
        if !self.constants.is_empty() {
            let constant = joined(graph, &self.constants, Number::integer(0), Number::plus);
            result.extend(Some(constant).filter(|&c| c != ExprId::ZERO));
        }
        graph.sort_by_first(&mut self.parts);
        for like in self.parts.chunk_by(|a, b| a[0] == b[0]) {
            let [rest, mut coefficient, term] = like[0];
            if like.len() == 1 && term != ExprId::ZERO {
                result.push(term);
                continue;
            }
            for &[_, more, _] in &like[1..] {
                coefficient = number_sum(graph, coefficient, more);
            }
            if coefficient != ExprId::ZERO {
                result.push(times_number(graph, coefficient, rest));
            }
        }
        let total = graph.raw_sum(&result);
        graph.scratch.give_ids(result);
        total
    }
}

/// The product of two numbers.
fn number_product(graph: &mut Graph, a: ExprId, b: ExprId) -> ExprId {
    match (graph.as_number(a), graph.as_number(b)) {
        _ if a == ExprId::ONE => b,
        _ if b == ExprId::ONE => a,
        (Some(a), Some(b)) => {
            let product = a.times(b);
            graph.number(product)
        }
        (_, _) => a,
    }
}

/// The sum of two numbers.
fn number_sum(graph: &mut Graph, a: ExprId, b: ExprId) -> ExprId {
    match (graph.as_number(a), graph.as_number(b)) {
        (Some(a), Some(b)) => {
            let sum = a.plus(b);
            graph.number(sum)
        }
        (_, _) => a,
    }
}
