//! Passes over what an expression is made of.

use super::graph::Mentions;
use super::{ExprId, Graph, Node, Symbol};
use crate::interrupt::count;

/// The nodes reachable from some roots in ascending order, children before parents, each with a slot for side tables.
pub struct Reach {
    /// The nodes.
    pub order: Vec<ExprId>,
    /// Slots are distances from this id; without it, positions in the order.
    base: Option<usize>,
}

/// Up to this many nodes are looked for in a small set, so that a small expression in a large graph costs little.
const FEW: usize = 64;

/// Where more than one node in so many is reached, the marks are read in order.
const DENSE: usize = 8;

/// What it costs to reach a node.
const STEPS_PER_NODE: usize = 15;

/// The nodes reachable from `roots`.
pub fn reach(graph: &Graph, roots: &[ExprId]) -> Reach {
    let order = few(graph, roots).unwrap_or_else(|| many(graph, roots));
    count(STEPS_PER_NODE * order.len());
    let span = order.first().zip(order.last()).map_or(0, |(first, last)| last.index() - first.index() + 1);
    let base = order.first().map(|id| id.index()).filter(|_| span <= 4 * order.len() + FEW);
    Reach { order, base }
}

/// The reachable nodes in ascending order, if they are few.
fn few(graph: &Graph, roots: &[ExprId]) -> Option<Vec<ExprId>> {
    let mut stack: Vec<ExprId> = roots.to_vec();
    let mut order: Vec<ExprId> = Vec::new();
    while let Some(id) = stack.pop() {
        if !order.contains(&id) {
            order.push(id);
            stack.extend(graph.children(id));
        }
        if order.len() > FEW || stack.len() > 4 * FEW {
            return None;
        }
    }
    order.sort_unstable();
    Some(order)
}

/// The reachable nodes in ascending order.
fn many(graph: &Graph, roots: &[ExprId]) -> Vec<ExprId> {
    let top = roots.iter().max().map_or(0, |id| id.index() + 1);
    let mut seen = vec![false; top];
    let mut stack: Vec<ExprId> = roots.to_vec();
    let mut order = Vec::new();
    while let Some(id) = stack.pop() {
        if std::mem::replace(&mut seen[id.index()], true) {
            continue;
        }
        order.push(id);
        stack.extend(graph.children(id).iter().filter(|c| !seen[c.index()]));
    }
    if order.len() > top / DENSE {
        // To read the marks is quicker than to sort.
        order.clear();
        order.extend((0..top).filter(|&i| seen[i]).map(|i| ExprId::at(i as u32)));
    } else {
        order.sort_unstable();
    }
    order
}

impl Reach {
    /// How many slots a side table needs.
    pub fn slots(&self) -> usize {
        match (self.base, self.order.last()) {
            (Some(base), Some(last)) => last.index() + 1 - base,
            _ => self.order.len(),
        }
    }

    /// The slot of a reachable node.
    pub fn slot(&self, id: ExprId) -> usize {
        match self.base {
            Some(base) => id.index() - base,
            None => self.order.binary_search(&id).unwrap_or(0),
        }
    }
}

/// Has the expression no symbols?
pub fn is_closed(graph: &Graph, id: ExprId) -> bool {
    graph.mentions(id).is_empty()
}

/// The first of these names that none of the symbols has; after the last, the first name with a number.
pub fn fresh_symbol(graph: &mut Graph, names: &[&str], taken: &[Symbol]) -> Symbol {
    let mut names = names.iter().map(|name| name.to_string()).chain((1..).map(|i| format!("{}{i}", names[0])));
    loop {
        let symbol = graph.symbol_id(&names.next().unwrap_or_default());
        if !taken.contains(&symbol) {
            return symbol;
        }
    }
}

/// The symbols an expression depends on, by name.
pub fn symbols_of(graph: &Graph, roots: &[ExprId]) -> Vec<Symbol> {
    let marked = roots.iter().map(|&root| graph.mentions(root)).fold(Default::default(), Mentions::and);
    let mut symbols = marked.all().unwrap_or_else(|| {
        let symbol = |&id: &ExprId| match graph.node(id) {
            Node::Symbol(s) => Some(s),
            _ => None,
        };
        reach(graph, roots).order.iter().filter_map(symbol).collect()
    });
    symbols.sort_by(|&a, &b| graph.name(a).cmp(graph.name(b)));
    symbols
}

/// Does the expression mention the symbol?
pub fn depends_on(graph: &Graph, root: ExprId, symbol: Symbol) -> bool {
    let found = || reach(graph, &[root]).order.iter().any(|&id| graph.node(id) == Node::Symbol(symbol));
    graph.mentions(root).has(symbol).unwrap_or_else(found)
}

/// The terms of a sum; anything else is its own only term.
pub fn terms_of(graph: &Graph, id: ExprId) -> Vec<ExprId> {
    match graph.node(id) {
        Node::Sum(terms) => terms.to_vec(),
        _ => vec![id],
    }
}

/// The factors of a product; anything else is its own only factor.
pub fn factors_of(graph: &Graph, id: ExprId) -> Vec<ExprId> {
    match graph.node(id) {
        Node::Product(factors) => factors.to_vec(),
        _ => vec![id],
    }
}

/// How many nodes the expression would have as a tree, counted up to `u64::MAX`, and how deep it is.
pub fn unfolded_size(graph: &Graph, root: ExprId) -> (u64, usize) {
    let reach = reach(graph, &[root]);
    let mut sizes = vec![(0_u64, 0_usize); reach.slots()];
    for &id in &reach.order {
        let (mut size, mut depth) = (1_u64, 0);
        for &child in graph.children(id) {
            let (s, d) = sizes[reach.slot(child)];
            size = size.saturating_add(s);
            depth = depth.max(d);
        }
        sizes[reach.slot(id)] = (size, depth + 1);
    }
    sizes[reach.slot(root)]
}
