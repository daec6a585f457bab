//! The number in front of a normal term.

use super::parts::{joined, one};
use crate::expr::{ExprId, Fault, Graph, Node, Number};
use crate::numeric::budget::bits;

/// A term as number and rest: `3x*y` is 3 and `x*y`; the rest of a plain number is 1.
pub fn split_coefficient(graph: &mut Graph, term: ExprId) -> (Number, ExprId) {
    if let Some(n) = graph.as_number(term) {
        return (n.clone(), ExprId::ONE);
    }
    match graph.node(term) {
        Node::Product(factors) => match graph.as_number(factors[0]) {
            Some(n) => {
                let n = n.clone();
                (n, graph.product_without_first(term))
            }
            None => (one(), term),
        },
        _ => (one(), term),
    }
}

/// A normal `rest`, which carries no number of its own, times a number.
pub fn scaled(graph: &mut Graph, coefficient: &Number, rest: ExprId) -> ExprId {
    let number = graph.number(coefficient.clone());
    times_number(graph, number, rest)
}

/// A number times a normal factor that carries none.
pub(super) fn times_number(graph: &mut Graph, number: ExprId, rest: ExprId) -> ExprId {
    if rest == ExprId::ONE || number == ExprId::ZERO {
        number
    } else if number == ExprId::ONE {
        rest
    } else if graph.is_product(rest) {
        graph.product_with_first(number, rest)
    } else {
        graph.raw_product(&[number, rest])
    }
}

/// A number times a normal factor that may carry a number itself and holds neither ∞ nor a product in a product.
pub(super) fn number_times(graph: &mut Graph, number: ExprId, factor: ExprId) -> ExprId {
    let own = graph.children(factor).first().copied().filter(|&f| graph.is_product(factor) && graph.is_number(f));
    let Some(own) = own else { return times_number(graph, number, factor) };
    if number == ExprId::ONE {
        return factor;
    }
    let Some(number) = number_product(graph, &[number, own]) else { return graph.undefined(Fault::TooLarge) };
    let rest = graph.product_without_first(factor);
    times_number(graph, number, rest)
}

/// The product of some numbers, unless it is too long.
pub(super) fn number_product(graph: &mut Graph, numbers: &[ExprId]) -> Option<ExprId> {
    match *numbers {
        [] => return Some(ExprId::ONE),
        [a, b] if a == ExprId::ONE => return Some(b),
        [a, b] if b == ExprId::ONE => return Some(a),
        [a, b] => {
            let integers = graph.as_integer(a).zip(graph.as_integer(b));
            if let Some(product) = integers.and_then(|(a, b)| a.checked_mul(b)) {
                return Some(graph.integer(product));
            }
        }
        _ => {}
    }
    // What the product could need at most is known before it is formed.
    let bits: usize = numbers.iter().filter_map(|&n| graph.as_number(n)).map(|n| n.value.bits()).sum();
    if bits > 4 * bits::NUMBER {
        return None;
    }
    let product = joined(graph, numbers, one(), Number::times);
    let fits = bits <= bits::NUMBER || graph.as_number(product).is_some_and(|n| n.value.bits() <= bits::NUMBER);
    fits.then_some(product)
}
