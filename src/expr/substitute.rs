//! Putting expressions in the place of symbols, and copying expressions into another graph.

use std::convert::Infallible;

use super::power::{Tied, both_vary, put_in, share_a_symbol};
use super::{ExprId, Graph, Node, Symbol, reach};
use crate::interrupt::count;

/// What it costs to look a root up.
const STEPS_PER_ROOT: usize = 10;

/// `root` with every listed symbol replaced, all at once, as a function has values: a power whose base and exponent vary is
/// one of positive bases, whatever numbers are put in. Nothing is simplified.
pub fn substitute(graph: &mut Graph, root: ExprId, bindings: &[(Symbol, ExprId)]) -> ExprId {
    replace(graph, root, bindings, both_vary)
}

/// The same at a point: a value for each of these symbols, in their order.
pub fn at_point(graph: &mut Graph, root: ExprId, symbols: &[Symbol], point: &[ExprId]) -> ExprId {
    let bindings: Vec<(Symbol, ExprId)> = symbols.iter().copied().zip(point.iter().copied()).collect();
    substitute(graph, root, &bindings)
}

/// [`substitute`] as by hand: an exponent that is replaced counts as the number that was put in.
pub fn put(graph: &mut Graph, root: ExprId, bindings: &[(Symbol, ExprId)]) -> ExprId {
    replace(graph, root, bindings, share_a_symbol)
}

fn replace(graph: &mut Graph, root: ExprId, bindings: &[(Symbol, ExprId)], tied: Tied) -> ExprId {
    if bindings.is_empty() {
        return root;
    }
    rewrite(graph, root, |graph, id, children| match (graph.node(id), children) {
        (Node::Symbol(s), _) => bindings.iter().find(|(name, _)| *name == s).map(|&(_, value)| value),
        (Node::Power(base, exponent), &[a, b]) => Some(put_in(graph, tied, [base, exponent], [a, b])),
        _ => None,
    })
}

/// `root` from its smallest parts on: `change` says what a node becomes, given its new children, where it is not simply the same
/// node over them.
pub fn rewrite(
    graph: &mut Graph,
    root: ExprId,
    mut change: impl FnMut(&mut Graph, ExprId, &[ExprId]) -> Option<ExprId>,
) -> ExprId {
    let sure = |graph: &mut Graph, id: ExprId, children: &[ExprId]| Ok::<_, Infallible>(change(graph, id, children));
    match try_rewrite(graph, root, sure) {
        Ok(new) => new,
        Err(never) => match never {},
    }
}

/// `root` with nodes replaced, as it was written otherwise.
pub fn replaced(graph: &mut Graph, root: ExprId, pairs: &[(ExprId, ExprId)]) -> ExprId {
    rewrite(graph, root, |_, id, _| pairs.iter().find(|(from, _)| *from == id).map(|&(_, to)| to))
}

/// The same as `rewrite`, until `change` fails.
pub fn try_rewrite<E>(
    graph: &mut Graph,
    root: ExprId,
    mut change: impl FnMut(&mut Graph, ExprId, &[ExprId]) -> Result<Option<ExprId>, E>,
) -> Result<ExprId, E> {
    let reach = reach(graph, &[root]);
    let mut image = vec![root; reach.slots()];
    let mut children = Vec::new();
    for &id in &reach.order {
        children.clear();
        children.extend(graph.children(id).iter().map(|c| image[reach.slot(*c)]));
        let new = match change(graph, id, &children)? {
            Some(new) => new,
            None if children == graph.children(id) => id,
            None => graph.rebuild(id, &children),
        };
        image[reach.slot(id)] = new;
    }
    Ok(image[reach.slot(root)])
}

/// Copies expressions of one graph into another; equal nodes stay one node.
pub fn import(target: &mut Graph, source: &Graph, roots: &[ExprId]) -> Vec<ExprId> {
    let order = reach(source, roots).order;
    let mut image = std::collections::HashMap::with_capacity(order.len());
    for id in order {
        let children: Vec<ExprId> = source.children(id).iter().map(|c| image[c]).collect();
        let new = match source.node(id) {
            Node::Number(n) => target.number(n.clone()),
            Node::Constant(c) => target.constant(c),
            Node::Symbol(s) => target.symbol(source.name(s)),
            Node::Sum(_) => target.raw_sum(&children),
            Node::Product(_) => target.raw_product(&children),
            Node::Power(..) => target.raw_power(children[0], children[1]),
            Node::Call(f, _) => target.raw_call(f, &children),
            Node::Piecewise(_) => target.raw_piecewise(&children),
            Node::Compare(r, ..) => target.compare(r, children[0], children[1]),
            Node::Not(_) => target.not(children[0]),
            Node::And(_) => target.and(&children),
            Node::Or(_) => target.or(&children),
            Node::Truth(t) => target.truth(t),
            Node::Undefined(fault) => target.undefined(fault.clone()),
        };
        image.insert(id, new);
    }
    let image_of = |root: &ExprId| {
        count(STEPS_PER_ROOT);
        image[root]
    };
    roots.iter().map(image_of).collect()
}
