//! Runs and minima as values: their fields and how they are shown.

use crate::expr::{ExprId, Graph};
use crate::session::{Output, Session, Value};
use std::rc::Rc;

/// A run and what it was a run of.
#[derive(Clone, Debug)]
pub struct RunRecord {}

impl RunRecord {
    /// Visits the expressions inside.
    pub fn each_expr(&mut self, _visit: &mut dyn FnMut(&mut ExprId)) {}
}

/// A minimum and what it is a minimum of.
#[derive(Clone, Debug)]
pub struct MinimumRecord {}

impl MinimumRecord {
    /// Visits the expressions inside.
    pub fn each_expr(&mut self, _visit: &mut dyn FnMut(&mut ExprId)) {}
}

/// A field of a run, or the names of the fields there are.
pub fn run_field(_graph: &mut Graph, _run: &RunRecord, _name: &str) -> Result<Value, Vec<String>> {
    Err(vec![])
}

/// A field of a minimum, or the names of the fields there are.
pub fn minimum_field(_graph: &mut Graph, _minimum: &MinimumRecord, _name: &str) -> Result<Value, Vec<String>> {
    Err(vec![])
}

/// A run as output.
pub fn run_output(_session: &mut Session, _run: &RunRecord) -> Output {
    Output::default()
}

/// A sweep as output.
pub fn runs_output(_session: &mut Session, _runs: &[Rc<RunRecord>]) -> Output {
    Output::default()
}

/// A minimum as output.
pub fn minimum_output(_session: &mut Session, _minimum: &MinimumRecord) -> Output {
    Output::default()
}
