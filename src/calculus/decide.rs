//! Is a condition true? As far as exact rewriting can tell.

use super::expand::{MAX_TERMS, expand};
use super::normal::{difference, normalise};
use crate::expr::{ExprId, Graph, Node, Relation};

/// The normal form of a condition. Equalities that hold once both sides are multiplied out are true, and those whose
/// sides then differ by a number are false.
pub fn decide(graph: &mut Graph, condition: ExprId) -> ExprId {
    let form = normalise(graph, condition);
    let Node::Compare(relation, a, b) = graph.node(form) else { return form };
    let gap = difference(graph, a, b);
    let Some(gap) = expand(graph, gap, MAX_TERMS).ok().and_then(|id| graph.as_rational(id).cloned()) else {
        return form;
    };
    let truth = match relation {
        Relation::Equal => gap.is_zero(),
        Relation::NotEqual => !gap.is_zero(),
        Relation::Less => gap.is_negative(),
        Relation::LessOrEqual => !gap.is_positive(),
        Relation::Greater => gap.is_positive(),
        Relation::GreaterOrEqual => !gap.is_negative(),
    };
    graph.truth(truth)
}
