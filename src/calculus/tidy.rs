//! The shortest of a few forms of the same expression, for what is shown unasked: a light touch, and fractions cancelled.

use super::simplify::{cancelled, light, shorter};
use crate::expr::{ExprId, Graph, Node, unfolded_size};
use crate::numeric::budget::nodes;

/// The same expression, in normal form, written no longer than before.
pub fn tidy(graph: &mut Graph, root: ExprId) -> ExprId {
    let light = light(graph, root);
    if !has_divided_sum(graph, light) || unfolded_size(graph, light).0 > nodes::TIDIED {
        return light;
    }
    match cancelled(graph, light) {
        Some(fraction) => shorter(graph, light, fraction),
        None => light,
    }
}

/// Is there a sum below a fraction bar, in a term or factor? Only then can more than names cancel.
fn has_divided_sum(graph: &Graph, root: ExprId) -> bool {
    let below = |id: ExprId| match graph.node(id) {
        Node::Power(base, e) => matches!(graph.node(base), Node::Sum(_)) && graph.as_integer(e).is_some_and(|n| n < 0),
        _ => false,
    };
    let in_term = |id: ExprId| match graph.node(id) {
        Node::Product(factors) => {
            factors.iter().any(|&f| below(f)) && factors.iter().any(|&f| !below(f) && graph.as_number(f).is_none())
        }
        _ => below(id),
    };
    match graph.node(root) {
        Node::Sum(terms) => terms.iter().any(|&t| in_term(t)),
        Node::Product(_) => in_term(root),
        _ => false,
    }
}
