//! How closed numbers compare, and how certain that is.

use std::cmp::Ordering;

use crate::calculus::certify::enclose_closed;
use crate::calculus::closed::sign;
use crate::calculus::normal::normalise;
use crate::calculus::present;
use crate::expr::{ExprId, Graph, digits_of, evaluate_closed};

use super::ExactValue;

/// Wider than this, relative to its size, a number's enclosure is too wide for the double in it to have all its digits.
const CLEAR: f64 = 1e-14;

/// The proved order of a closed number and 0.
pub(super) fn order(graph: &mut Graph, id: ExprId) -> Option<Ordering> {
    sign(graph, id).proved()
}

/// Is a closed number proved to be 0?
pub(super) fn is_zero(graph: &mut Graph, id: ExprId) -> bool {
    sign(graph, id).is_proved_equal()
}

/// A closed number with a double that has the right digits, also where terms cancel.
pub(super) fn exact_value(graph: &mut Graph, id: ExprId) -> ExactValue {
    let value = number(graph, id);
    ExactValue { exact: Some(present(graph, id)), value }
}

/// The double of a closed number.
pub(super) fn number(graph: &mut Graph, id: ExprId) -> f64 {
    let form = normalise(graph, id);
    let rough = evaluate_closed(graph, form);
    let clear = |range: crate::numeric::Interval| range.width() <= CLEAR * range.mignitude();
    if enclose_closed(graph, form).is_some_and(|e| clear(e.range)) {
        return rough;
    }
    digits_of(graph, form, 20).map_or(rough, |digits| digits.value.to_f64())
}
