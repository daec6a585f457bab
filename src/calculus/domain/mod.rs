//! Where an expression is defined, as it was written: points that cancelled factors exclude stay excluded.

mod needs;
mod set;
mod solve;

#[cfg(test)]
mod tests;

pub use set::{Piece, RealSet};

use super::closed_form::Trigonometry;
use super::normal::{and, not, or};
use crate::expr::{ExprId, Graph, Node, Symbol};
use crate::interrupt::Interrupt;

/// Points that are left out: where `argument` is `from + k*step` for an integer k, or for k = 0, 1, 2, … only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excluded {
    /// What must not be one of them.
    pub argument: ExprId,
    /// One of them.
    pub from: ExprId,
    /// The way to the next.
    pub step: ExprId,
    /// Only from `from` on.
    pub one_way: bool,
}

/// Where an expression is defined: where all conditions hold, without the excluded points.
#[derive(Clone, Debug)]
pub struct Domain {
    /// What must hold, in normal form; none for all real numbers. A condition that never holds is false.
    pub conditions: Vec<ExprId>,
    /// Families of points left out.
    pub excluded: Vec<Excluded>,
    /// The numbers that fulfil the conditions, for one unknown, where all of them were solved exactly. The families are not
    /// taken out.
    pub set: Option<RealSet>,
    /// Whether the conditions say everything: false where a family is left out only in some cases, or
    /// a function has needs that no condition says.
    pub complete: bool,
}

/// Where `f` is defined as a function of these symbols.
pub fn domain(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    trigonometry: &Trigonometry,
    interrupt: &Interrupt,
) -> Domain {
    let mut found = Domain { conditions: Vec::new(), excluded: Vec::new(), set: None, complete: true };
    for need in needs::needs(graph, f) {
        match need.what {
            needs::What::Holds(condition) => {
                let otherwise = not(graph, need.guard);
                let condition = or(graph, &[otherwise, condition]);
                if !found.conditions.contains(&condition) {
                    found.conditions.push(condition);
                }
            }
            needs::What::Avoids(excluded) if graph.node(need.guard) == Node::Truth(true) => {
                if !found.excluded.contains(&excluded) {
                    found.excluded.push(excluded);
                }
            }
            needs::What::Avoids(_) | needs::What::Unclear => found.complete = false,
        }
    }
    let all = and(graph, &found.conditions);
    found.conditions = match graph.node(all) {
        Node::Truth(true) => Vec::new(),
        Node::And(parts) => parts.to_vec(),
        _ => vec![all],
    };
    if let [x] = symbols {
        let mut solver = solve::Solver { x: *x, trigonometry, interrupt };
        found.set = solver.solve(graph, all);
    }
    found
}
