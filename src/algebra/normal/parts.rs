//! What sums and products do with their numbers and undefined parts.

use crate::expr::{ExprId, Graph, Number};
use crate::numeric::Rational;

pub(super) fn first_undefined(graph: &Graph, ids: &[ExprId]) -> Option<ExprId> {
    ids.iter().copied().find(|&id| graph.is_undefined(id))
}

/// All numbers joined, halves first: sums of fractions and products of integers stay as short as they can on the way.
pub(super) fn balanced(numbers: &[Number], none: Number, join: fn(&Number, &Number) -> Number) -> Number {
    match numbers {
        [] => none,
        [one] => one.clone(),
        _ => {
            let (left, right) = numbers.split_at(numbers.len() / 2);
            join(&balanced(left, none.clone(), join), &balanced(right, none, join))
        }
    }
}

/// The node of all numbers joined; one number is itself.
pub(super) fn joined(
    graph: &mut Graph,
    numbers: &[ExprId],
    none: Number,
    join: fn(&Number, &Number) -> Number,
) -> ExprId {
    match numbers {
        [] => graph.number(none),
        [one] => *one,
        _ => {
            let values: Vec<Number> = numbers.iter().filter_map(|&id| graph.as_number(id).cloned()).collect();
            let value = balanced(&values, none, join);
            graph.number(value)
        }
    }
}

pub(super) fn one() -> Number {
    Number::integer(1)
}

/// The exponent of a square root.
pub(super) fn half() -> Rational {
    Rational::new(1, 2).unwrap_or_default()
}
