//! The double that a closed number is shown as.

use std::cmp::Ordering;

use crate::algebra::closed::{Decision, settled, sign};
use crate::expr::{ExprId, Graph, NoDigits, evaluate_closed, nearest_double};
use crate::numeric::BallError;

/// The double nearest to a closed number, given as written and in normal form: NaN where it has no value, infinite where it is
/// too large, and 0 where only a proof settles that it is 0.
pub fn closed_value(graph: &mut Graph, written: ExprId, form: ExprId) -> Result<f64, NoDigits> {
    if let Some(number) = graph.as_number(form) {
        return Ok(number.value.to_f64());
    }
    if graph.is_infinite(form) {
        return Ok(evaluate_closed(graph, form));
    }
    for asked in [written, form] {
        match nearest_double(graph, asked) {
            Err(NoDigits::Ball(BallError::OutOfDomain)) => return Ok(f64::NAN),
            Err(NoDigits::Ball(BallError::OutOfRange)) => {
                let rough = evaluate_closed(graph, asked);
                return if rough.is_infinite() { Ok(rough) } else { Err(BallError::OutOfRange.into()) };
            }
            Err(_) => {}
            Ok(value) => return Ok(value),
        }
    }
    let settled = settled(graph, form);
    if let Ok(value) = nearest_double(graph, settled) {
        return Ok(value);
    }
    match sign(graph, written) {
        Decision::Proved(Ordering::Equal) => Ok(0.0),
        Decision::Undefined => Ok(f64::NAN),
        _ => Err(BallError::Undecided.into()),
    }
}
