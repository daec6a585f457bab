//! Where an expression is defined, as it was written: points that cancelled factors exclude stay excluded.

mod defined;
mod needs;
mod set;
mod solve;
mod values;

#[cfg(test)]
mod tests;

pub use defined::{Certainty, has_no_value, holds, is_defined, needs, satisfies, undecided_part};
pub use needs::Excluded;
pub use set::{Component, RealSet};
pub use values::{ValueDemand, asked_of_parts, base_of_power, left_out, of_call, values_needed};

use crate::algebra::normal::{and, normalise, not, or};
use crate::expr::{Constant, ExprId, Graph, Node, Symbol, reach};
use crate::interrupt::Interrupt;
use needs::{Need, What};

/// Where an expression is defined: where all conditions hold, without the excluded points.
#[derive(Clone, Debug, Default)]
pub struct Domain {
    /// What must hold, in normal form; none for all real numbers. A condition that never holds is false.
    pub conditions: Vec<ExprId>,
    /// Families of points left out.
    pub excluded: Vec<Excluded>,
    /// Whether the conditions say everything: false where a family is left out only in some cases, or
    /// a function has needs that no condition says.
    pub complete: bool,
}

/// Where an expression is defined, as it is written.
pub(super) fn domain(graph: &mut Graph, f: ExprId) -> Domain {
    let mut needs = needs::needs(graph, f);
    needs.retain(|need| !needs::is_met(graph, need, &[]));
    Domain::of(graph, needs)
}

/// Has an expression, as it is written, a value for all values of its symbols, for sure?
pub(super) fn is_everywhere(graph: &mut Graph, f: ExprId) -> bool {
    let infinite = |&id: &ExprId| graph.node(id) == Node::Constant(Constant::Infinity);
    if reach(graph, &[f]).order.iter().any(infinite) {
        return false;
    }
    needs::needs(graph, f).iter().all(|need| needs::is_met(graph, need, &[]))
}

/// What an expression asks for, as it is written, and its normal form does not: where all of this holds, both are defined
/// at the same points.
pub(super) fn lost(graph: &mut Graph, f: ExprId) -> Domain {
    let form = normalise(graph, f);
    let own: Vec<(ExprId, What)> = needs::needs(graph, form).into_iter().map(|n| (n.guard, n.what)).collect();
    let mut needs = needs::needs(graph, f);
    needs.retain(|need| !needs::is_met(graph, need, &own));
    Domain::of(graph, needs)
}

impl Domain {
    fn of(graph: &mut Graph, needs: Vec<Need>) -> Domain {
        let mut found = Domain { complete: true, ..Domain::default() };
        for need in needs {
            match need.what {
                What::Holds(condition) => {
                    let otherwise = not(graph, need.guard);
                    let condition = or(graph, &[otherwise, condition]);
                    if !found.conditions.contains(&condition) {
                        found.conditions.push(condition);
                    }
                }
                What::Avoids(excluded) if graph.node(need.guard) == Node::Truth(true) => {
                    if !found.excluded.contains(&excluded) {
                        found.excluded.push(excluded);
                    }
                }
                What::Avoids(_) | What::Unclear(_) => found.complete = false,
            }
        }
        let all = and(graph, &found.conditions);
        found.conditions = match graph.node(all) {
            Node::Truth(true) => Vec::new(),
            Node::And(parts) => parts.to_vec(),
            _ => vec![all],
        };
        found
    }

    /// Is everything in it, for sure?
    pub fn is_everything(&self) -> bool {
        self.complete && self.conditions.is_empty() && self.excluded.is_empty()
    }

    /// The values of one unknown that fulfil the conditions, where all of them are solved exactly. The families are not
    /// taken out.
    pub fn set(&self, graph: &mut Graph, x: Symbol, interrupt: &Interrupt) -> Option<RealSet> {
        let all = and(graph, &self.conditions);
        solve::Solver { x, interrupt }.solve(graph, all)
    }
}

/// An expression that has the values of `value` where `from` has one too, and none elsewhere: what `from` asks for and
/// `value` does not is written down as parts times 0.
pub fn restricted(graph: &mut Graph, value: ExprId, from: ExprId) -> ExprId {
    let always = graph.truth(true);
    let own: Vec<(ExprId, What)> = needs::needs(graph, value).into_iter().map(|n| (n.guard, n.what)).collect();
    let mut parts = Vec::new();
    for need in needs::needs(graph, from) {
        if needs::is_met(graph, &need, &own) {
            continue;
        }
        let part = if need.guard == always { need.part } else { from };
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    beside(graph, value, &parts)
}

/// An expression that has the values of `value` where all the parts have one too, and none elsewhere.
pub fn beside(graph: &mut Graph, value: ExprId, parts: &[ExprId]) -> ExprId {
    let mut terms = vec![value];
    terms.extend(parts.iter().map(|&part| graph.raw_product(&[ExprId::ZERO, part])));
    if terms.len() == 1 { value } else { graph.raw_sum(&terms) }
}
