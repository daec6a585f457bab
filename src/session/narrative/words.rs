//! Numbers in sentences about a run, and how much of it is told.

use crate::numeric::format::{TABLE_DIGITS, significant};

/// Runs with up to so many steps are told step by step; of longer ones the first steps are.
pub(super) const SHORT: usize = 12;

/// Of longer runs so many steps are told.
pub(super) const FIRST: usize = 3;

pub(super) fn number(value: f64) -> String {
    significant(value, TABLE_DIGITS)
}

/// A number behind an operator: a negative one in brackets.
pub(super) fn operand(value: f64) -> String {
    if value < 0.0 { format!("({})", number(value)) } else { number(value) }
}
