//! A minimum as a value.

use crate::calculus::minimum::Minimum;
use crate::expr::{ExprId, Symbol};

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

impl MinimumRecord {
    /// Visits the expressions inside.
    pub fn each_expr(&mut self, visit: &mut dyn FnMut(&mut ExprId)) {
        self.minimum.each_expr(visit);
    }

    /// Visits the symbols that stand beside the expressions.
    pub fn each_symbol(&mut self, visit: &mut dyn FnMut(&mut Symbol)) {
        self.minimum.each_symbol(visit);
    }
}
