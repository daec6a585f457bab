//! How closed numbers compare, and how certain that is.

use std::cmp::Ordering;

use crate::calculus::certify::enclose_closed;
use crate::calculus::closed::sign;
use crate::calculus::normal::normalise;
use crate::calculus::{expand, present};
use crate::expr::{ExprId, Graph, Symbol, at_point, nearest_double};

use super::{ExactValue, MAX_TERMS};

/// Bounds this narrow, relative to 1 or their size, leave some digits.
const NARROW: f64 = 1e-12;

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

/// A closed number with a double that has the right digits, also where terms cancel.
pub(super) fn exact_value(graph: &mut Graph, id: ExprId) -> ExactValue {
    let value = number(graph, id);
    ExactValue { exact: Some(present(graph, id)), value }
}

/// The double of a closed number; NaN where no digits of it are certain.
pub(super) fn number(graph: &mut Graph, id: ExprId) -> f64 {
    let form = normalise(graph, id);
    nearest_double(graph, form).unwrap_or_else(|_| {
        // What cannot be told from 0, as a rule.
        let range = enclose_closed(graph, form).map(|e| e.range);
        let narrow = range.filter(|range| range.width() <= NARROW * range.magnitude().max(1.0));
        narrow.map_or(f64::NAN, |range| range.roundest())
    })
}
