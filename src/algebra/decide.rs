//! Is a condition true? As far as exact rewriting, and proofs about closed numbers, can tell.

use super::closed::truth;
use super::expand::expand_to;
use super::normal::{difference, normalise};
use crate::expr::{ExprId, Graph, Node, is_closed, rewrite};
use crate::numeric::budget::terms;

/// The normal form of a condition, or of what has conditions in it. Those on closed numbers are decided; equalities that hold
/// once both sides are multiplied out are true, and those whose sides then differ by a number are false.
pub fn decide(graph: &mut Graph, condition: ExprId) -> ExprId {
    let form = normalise(graph, condition);
    let form = with_closed_conditions(graph, form);
    let Node::Compare(relation, a, b) = graph.node(form) else { return form };
    let gap = difference(graph, a, b);
    match expand_to(graph, gap, terms::EXPANDED).ok().and_then(|id| graph.as_rational(id).cloned()) {
        Some(gap) => graph.truth(relation.holds_for(gap.sign().cmp(&0))),
        None => form,
    }
}

/// With the conditions on closed numbers that are proved to hold, or not to.
fn with_closed_conditions(graph: &mut Graph, root: ExprId) -> ExprId {
    let told = rewrite(graph, root, |graph, id, _| match graph.node(id) {
        Node::Compare(..) if is_closed(graph, id) => truth(graph, id).map(|truth| graph.truth(truth)),
        _ => None,
    });
    if told == root { root } else { normalise(graph, told) }
}
