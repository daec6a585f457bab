//! Passes over what an expression is made of.

use super::{ExprId, Graph, Node, Symbol};

/// The nodes reachable from some roots in ascending order: children before parents.
pub struct Reach {
    /// The nodes.
    pub order: Vec<ExprId>,
}

/// The nodes reachable from `roots`, children before parents.
pub fn reach(graph: &Graph, roots: &[ExprId]) -> Reach {
    let Some(&top) = roots.iter().max() else { return Reach { order: Vec::new() } };
    let mut seen = vec![false; top.index() + 1];
    let mut stack: Vec<ExprId> = roots.to_vec();
    let mut order = Vec::new();
    while let Some(id) = stack.pop() {
        if std::mem::replace(&mut seen[id.index()], true) {
            continue;
        }
        order.push(id);
        stack.extend(graph.children(id).iter().filter(|c| !seen[c.index()]));
    }
    order.sort_unstable();
    Reach { order }
}

/// The symbols an expression depends on, by name.
pub fn symbols_of(graph: &Graph, roots: &[ExprId]) -> Vec<Symbol> {
    let mut symbols: Vec<Symbol> = reach(graph, roots)
        .order
        .iter()
        .filter_map(|&id| match graph.node(id) {
            Node::Symbol(s) => Some(s),
            _ => None,
        })
        .collect();
    symbols.sort_by(|&a, &b| graph.name(a).cmp(graph.name(b)));
    symbols
}

/// Does the expression mention the symbol?
pub fn depends_on(graph: &Graph, root: ExprId, symbol: Symbol) -> bool {
    reach(graph, &[root]).order.iter().any(|&id| graph.node(id) == Node::Symbol(symbol))
}

/// How many nodes the expression would have as a tree, counted up to `u64::MAX`, and how deep it is.
pub fn unfolded_size(graph: &Graph, root: ExprId) -> (u64, usize) {
    let order = reach(graph, &[root]).order;
    let base = order.first().map_or(0, |id| id.index());
    let mut sizes = vec![(0_u64, 0_usize); root.index() + 1 - base];
    for id in order {
        let (mut size, mut depth) = (1_u64, 0);
        for child in graph.children(id) {
            let (s, d) = sizes[child.index() - base];
            size = size.saturating_add(s);
            depth = depth.max(d);
        }
        sizes[id.index() - base] = (size, depth + 1);
    }
    sizes[root.index() - base]
}
