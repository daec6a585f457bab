//! What the critical points are asked of, and the pieces of a line.

use super::points::CriticalPoints;
use crate::calculus::domain::domain;
use crate::calculus::solve::Context;
use crate::calculus::{Function, Region, Side};
use crate::expr::{ExprId, Graph, Symbol};

/// A function and where it is looked at.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub f: ExprId,
    pub symbols: &'a [Symbol],
    pub region: &'a Region,
    pub context: &'a Context<'a>,
    /// How a part of it is answered, as a function of its own.
    pub whole: Critical,
}

/// The critical points of a function.
pub(super) type Critical = fn(&mut Graph, &Function, &Context<'_>) -> CriticalPoints;

impl Question<'_> {
    /// Has the function as it was written a value everywhere?
    pub fn has_value_everywhere(&self, graph: &mut Graph) -> bool {
        domain(graph, self.f).is_everything()
    }
}

/// The function and what it is looked at with.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub f: ExprId,
    pub x: Symbol,
    pub side: Side,
    pub context: &'a Context<'a>,
}

/// A stretch between two cuts, open at its ends.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub low: Option<ExprId>,
    pub high: Option<ExprId>,
    /// The smooth formula of the function there, and its slope; `None` where it has no value.
    pub formula: Option<(ExprId, ExprId)>,
}

impl Part {
    /// Is the function constant there?
    pub fn is_flat(&self, graph: &Graph) -> bool {
        self.formula.is_some_and(|(_, slope)| graph.is_zero(slope))
    }
}
