//! How closed numbers compare, and how certain that is.

use std::cmp::Ordering;

use crate::calculus::closed::{double, sign};
use crate::calculus::normal::normalise;
use crate::calculus::{expand, present};
use crate::expr::{ExprId, Graph, Symbol, at_point};

use super::{ExactValue, MAX_TERMS};

/// Whether a closed number is 0 is asked where its double is no larger.
const SMALL: f64 = 1e-9;

/// The proved order of a closed number and 0.
pub(super) fn order(graph: &mut Graph, id: ExprId) -> Option<Ordering> {
    sign(graph, id).proved()
}

/// Is a closed number proved to be 0?
pub(super) fn is_zero(graph: &mut Graph, id: ExprId) -> bool {
    sign(graph, id).is_proved_equal()
}

/// The value of a function at a point, in normal form and multiplied out.
pub(super) fn value_at(graph: &mut Graph, f: ExprId, symbols: &[Symbol], point: &[ExprId]) -> ExprId {
    let value = at_point(graph, f, symbols, point);
    let value = normalise(graph, value);
    expand(graph, value, MAX_TERMS).unwrap_or(value)
}

/// The positions of the least of so many values, all that are equal: `order` says how one compares with another before it.
pub(super) fn least<E>(
    count: usize,
    mut order: impl FnMut(usize, usize) -> Result<Ordering, E>,
) -> Result<Vec<usize>, E> {
    let mut chosen: Vec<usize> = Vec::new();
    for i in 0..count {
        match chosen.first().map_or(Ok(Ordering::Less), |&best| order(i, best))? {
            Ordering::Less => chosen = vec![i],
            Ordering::Equal => chosen.push(i),
            Ordering::Greater => {}
        }
    }
    Ok(chosen)
}

/// A closed number with a double that has the right digits, also where terms cancel.
pub(super) fn exact_value(graph: &mut Graph, id: ExprId) -> ExactValue {
    let value = double(graph, id);
    // Of 0 no digit is certain.
    if (value.is_nan() || value.abs() <= SMALL) && is_zero(graph, id) {
        return ExactValue { exact: Some(ExprId::ZERO), value: 0.0 };
    }
    ExactValue { exact: Some(present(graph, id)), value }
}
