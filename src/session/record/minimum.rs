//! A minimum as a value.

use crate::calculus::minimum::Minimum;

/// A minimum and what it is a minimum of.
#[derive(Clone, Debug)]
pub struct MinimumRecord {
    /// What is least there: `f`.
    pub label: String,
    /// The unknowns.
    pub names: Vec<String>,
    /// What is known.
    pub minimum: Minimum,
}
