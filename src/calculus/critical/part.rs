//! What the critical points are asked of, and the pieces of a line.

use super::points::CriticalPoints;
use crate::calculus::domain::domain;
use crate::calculus::solve::SolveContext;
use crate::calculus::{Function, Region, Side};
use crate::expr::{ExprId, Graph, Symbol};

/// A function and where it is looked at.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub f: ExprId,
    pub symbols: &'a [Symbol],
    pub region: &'a Region,
    pub context: &'a SolveContext<'a>,
    /// How a part of it is answered, as a function of its own.
    pub whole: FindCritical,
}

/// The critical points of a function.
pub(super) type FindCritical = fn(&mut Graph, &Function, &SolveContext<'_>) -> CriticalPoints;

impl Question<'_> {
    /// Has the function as it was written a value everywhere?
    pub fn has_value_everywhere(&self, graph: &mut Graph) -> bool {
        domain(graph, self.f).is_everything()
    }
}

/// The function and what it is looked at with.
#[derive(Clone, Copy)]
pub(super) struct LineQuestion<'a> {
    pub f: ExprId,
    pub x: Symbol,
    pub side: Side,
    pub context: &'a SolveContext<'a>,
}

/// A stretch between two cuts, open at its ends.
#[derive(Clone, Copy)]
pub(super) struct SmoothStretch {
    pub low: Option<ExprId>,
    pub high: Option<ExprId>,
    /// The smooth formula of the function there, and its slope; `None` where it has no value.
    pub formula: Option<(ExprId, ExprId)>,
}

impl SmoothStretch {
    /// Is the function constant there?
    pub fn is_flat(&self, graph: &Graph) -> bool {
        self.formula.is_some_and(|(_, slope)| graph.is_zero(slope))
    }
}
