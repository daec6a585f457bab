//! The shortest form that rules and exact arithmetic find.
//!
//! From the parts to the whole, every sum, product, power and call is tried with the rules of the tables and through
//! lenses that make it one cancelled fraction over sines and cosines, over exponentials, or over what stands there. Of
//! all forms the one that prints shortest stays, so nothing gets longer, and what was found once is found again.

mod candidates;
mod generators;
mod lens;
mod light;
mod measure;
mod pattern;
#[cfg(test)]
mod tests;
mod zero;

pub(super) use light::{light, shorter};

use std::collections::HashMap;

use crate::algebra::normal::normalise;
use crate::expr::{ExprId, Graph, Node, reach, unfolded_size};
use crate::interrupt::Interrupt;
use crate::numeric::budget::{Budget, Exceeded, nodes, rounds, steps, terms};
use candidates::RewriteSearch;

/// Why nothing was simplified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsimplified {
    /// It is too long.
    #[error("written out this has more than {limit} numbers, names and operations, the limit of simplify")]
    TooLong {
        /// The limit.
        limit: u64,
    },
    /// Somebody asked to stop.
    #[error("simplify was interrupted")]
    Interrupted,
}

/// The expression in the shortest form that is found: with the same value wherever it has one. The result may be defined
/// for more values, where a factor was cancelled.
pub fn simplify(graph: &mut Graph, root: ExprId, interrupt: &Interrupt) -> Result<ExprId, Unsimplified> {
    let mut current = normalise(graph, root);
    if unfolded_size(graph, current).0 > nodes::SIMPLIFIED {
        return Err(Unsimplified::TooLong { limit: nodes::SIMPLIFIED });
    }
    let budget = Budget::new(steps::SIMPLIFY, terms::SIMPLIFIED, interrupt);
    let mut search = RewriteSearch::new(&budget);
    for _ in 0..rounds::SIMPLIFY {
        let next = match round(graph, current, &mut search) {
            Ok(next) => next,
            Err(Exceeded::Interrupted) => return Err(Unsimplified::Interrupted),
            // What was found so far is right, and not longer.
            Err(_) => break,
        };
        if next == current || !search.measure.is_shorter(graph, next, current) {
            break;
        }
        current = next;
    }
    Ok(current)
}

/// The expression as one cancelled fraction, if it is shorter factored then factored; `None` where it is too large for
/// that, or divides by zero.
pub fn together(graph: &mut Graph, root: ExprId, interrupt: &Interrupt) -> Result<Option<ExprId>, Unsimplified> {
    let root = normalise(graph, root);
    if unfolded_size(graph, root).0 > nodes::SIMPLIFIED {
        return Err(Unsimplified::TooLong { limit: nodes::SIMPLIFIED });
    }
    let budget = Budget::new(steps::SIMPLIFY, terms::SIMPLIFIED, interrupt);
    let fraction = candidates::one_fraction(graph, root, &budget);
    if interrupt.is_set() { Err(Unsimplified::Interrupted) } else { Ok(fraction) }
}

/// A derivative that is a fraction, cancelled: a short attempt, for what is shown unasked.
pub(super) fn cancelled(graph: &mut Graph, root: ExprId) -> Option<ExprId> {
    let interrupt = graph.interrupt.without_limit();
    candidates::one_fraction(graph, root, &Budget::brief(&interrupt))
}

/// Every part from the smallest on in its shortest form, then the whole.
fn round(graph: &mut Graph, root: ExprId, search: &mut RewriteSearch<'_>) -> Result<ExprId, Exceeded> {
    let order = reach(graph, &[root]).order;
    let mut image: HashMap<ExprId, ExprId> = HashMap::with_capacity(order.len());
    for id in order {
        search.budget.spend(1)?;
        let new = match graph.node(id) {
            // What a condition asks stays as it was asked: a form of it may be defined where it is not.
            Node::Compare(..) | Node::Not(_) | Node::And(_) | Node::Or(_) => id,
            Node::Number(_) | Node::Constant(_) | Node::Symbol(_) | Node::Truth(_) | Node::Undefined(_) => id,
            Node::Sum(_) | Node::Product(_) | Node::Power(..) | Node::Call(..) | Node::Piecewise(_) => {
                let form = candidates::over_new_parts(graph, id, &image);
                search.shortest(graph, form)?
            }
        };
        image.insert(id, new);
    }
    Ok(image.get(&root).copied().unwrap_or(root))
}

/// Is the expression 0 wherever it is defined, as far as exact arithmetic can tell?
pub fn is_zero(graph: &mut Graph, root: ExprId, interrupt: &Interrupt) -> bool {
    let root = normalise(graph, root);
    if graph.is_zero(root) {
        return true;
    }
    if unfolded_size(graph, root).0 > nodes::SIMPLIFIED {
        return false;
    }
    let budget = Budget::new(steps::SIMPLIFY, terms::SIMPLIFIED, interrupt);
    zero::vanishes(graph, root, &budget)
}
