//! Bounds for an expression in one unknown on an interval, and how it behaves there.

use crate::algebra::enclosure::{IntervalProgram, Workspace};
use crate::expr::{ExprId, Graph, Node, Symbol, reach};
use crate::numeric::{Enclosure, Interval};

/// An expression prepared for many intervals.
pub(super) struct PreparedExpression {
    program: IntervalProgram,
    workspace: Workspace,
}

impl PreparedExpression {
    /// `None` where it holds cases, other names, or functions without bounds.
    pub fn new(graph: &Graph, root: ExprId, x: Symbol) -> Option<PreparedExpression> {
        let order = reach(graph, &[root]).order;
        let has_cases = order.iter().any(|&id| matches!(graph.node(id), Node::Piecewise(_) | Node::Undefined(_)));
        let program = IntervalProgram::new(graph, &[root], &[x]).ok().filter(|_| !has_cases)?;
        Some(PreparedExpression { workspace: Workspace::new(&program), program })
    }

    /// Bounds on an interval.
    pub fn on(&mut self, interval: Interval) -> Enclosure {
        self.program.evaluate(&mut self.workspace, &[interval], 1);
        self.workspace.output(&self.program, 0)
    }
}
