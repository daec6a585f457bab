//! Where a function may jump or have a kink, as its parts show.

use super::enclosure::enclose_closed;
use crate::expr::{ExprId, Graph, Node, is_closed, reach};

/// Is it made of anything that may jump or have a kink?
pub(crate) fn breaks(graph: &Graph, root: ExprId) -> bool {
    reach(graph, &[root]).order.iter().any(|&id| match graph.node(id) {
        Node::Call(f, _) => !f.kink.is_empty(),
        node => jumps(graph, node),
    })
}

/// Is it made of anything that is not known to be continuous where it has a value?
pub(crate) fn may_jump(graph: &Graph, root: ExprId) -> bool {
    reach(graph, &[root]).order.iter().any(|&id| jumps(graph, graph.node(id)))
}

/// May a part of this kind jump, whatever its own parts do? Cases do, functions with breaks that are not known to bend one way on
/// each side of them, and `0^u`.
pub(crate) fn jumps(graph: &Graph, part: Node<'_>) -> bool {
    match part {
        Node::Call(f, _) => !f.kink.is_empty() && f.shape.is_none(),
        Node::Power(base, exponent) => {
            let is_positive = |base| enclose_closed(graph, base).is_some_and(|value| value.range.is_positive());
            is_closed(graph, base) && !is_closed(graph, exponent) && !is_positive(base)
        }
        Node::Piecewise(_) => true,
        _ => false,
    }
}
