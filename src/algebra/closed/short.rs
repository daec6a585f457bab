//! Closed numbers in sentences.

use super::double;
use crate::algebra::present::shown;
use crate::expr::{ExprId, Graph};
use crate::numeric::format::rounded_for_people;

/// A longer number is shown by its decimals.
const LONGEST_NUMBER: usize = 24;

/// The text of a closed number, or its decimals where it is long.
pub fn short(graph: &mut Graph, number: ExprId) -> String {
    let text = shown(graph, number);
    if text.chars().count() <= LONGEST_NUMBER { text } else { rounded_for_people(double(graph, number)) }
}
