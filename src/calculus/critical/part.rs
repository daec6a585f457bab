//! The question for critical points.

use super::points::CriticalPoints;
use crate::calculus::domain::domain;
use crate::calculus::solve::SolveContext;
use crate::calculus::{Function, Region, Side};
use crate::expr::{ExprId, Graph, Symbol};

/// A function and the region on which its critical points are sought.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub f: ExprId,
    pub symbols: &'a [Symbol],
    pub region: &'a Region,
    pub context: &'a SolveContext<'a>,
    /// Finds the critical points of a part, as of a function of its own.
    pub whole: FindCritical,
}

/// What finds the critical points of a function.
pub(super) type FindCritical = fn(&mut Graph, &Function, &SolveContext<'_>) -> CriticalPoints;

impl Question<'_> {
    /// Has the function as it was written a value everywhere?
    pub fn has_value_everywhere(&self, graph: &mut Graph) -> bool {
        domain(graph, self.f).is_everything()
    }
}

/// A function of one unknown and the side on which its critical points are sought.
#[derive(Clone, Copy)]
pub(super) struct LineQuestion<'a> {
    pub f: ExprId,
    pub x: Symbol,
    pub side: Side,
    pub context: &'a SolveContext<'a>,
}
