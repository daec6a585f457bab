//! A derivation of a derivative as a teacher writes it: one rule a line, inner functions named.

mod rules;
mod teacher;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

pub use teacher::DerivationStep;

use teacher::Teacher;

use crate::expr::{ExprId, Graph, Node, Symbol, substitute, symbols_of, unfolded_size};
use crate::numeric::budget::nodes;

/// More lines are not written; what is left is given as it is.
const MAX_STEPS: usize = 40;
/// The derivation of one derivative.
#[derive(Clone, Debug)]
pub struct Derivation {
    /// The lines, each before those that explain its parts.
    pub steps: Vec<DerivationStep>,
    /// What the symbols in right sides stand for: the derivative of the expression.
    pub slots: Vec<(Symbol, ExprId)>,
    /// All lines put into the first, nothing simplified.
    pub together: ExprId,
}

/// The expression is too large for a derivation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this has more than {} parts: too many for a derivation", nodes::EXPLAINED)]
pub struct DerivationTooLong;

/// The derivation of the derivative of `f`, as written, with respect to `x`.
pub fn derivation(graph: &mut Graph, f: ExprId, x: Symbol) -> Result<Derivation, DerivationTooLong> {
    if unfolded_size(graph, f).0 > nodes::EXPLAINED {
        return Err(DerivationTooLong);
    }
    let taken = symbols_of(graph, &[f]).iter().map(|&s| graph.name(s).to_string()).collect();
    let mut teacher = Teacher { graph, x, taken, slots: Vec::new(), inner: HashMap::new(), open: Vec::new() };
    let mut steps = Vec::new();
    let mut next = Some(f);
    while let Some(of) = next {
        let full = steps.len() + 1 >= MAX_STEPS;
        let first = teacher.open.len();
        let step = if full { teacher.direct(of, "derivative") } else { teacher.step(of) };
        steps.push(step);
        // Parts from left to right.
        teacher.open[first..].reverse();
        next = teacher.open.pop();
    }
    let slots = teacher.slots;
    let together = put_together(graph, &steps, &slots);
    Ok(Derivation { steps, slots, together })
}

/// The first line with every later one in its place.
fn put_together(graph: &mut Graph, steps: &[DerivationStep], slots: &[(Symbol, ExprId)]) -> ExprId {
    let mut whole = steps[0].right;
    let names: Vec<(Symbol, ExprId)> = steps.iter().flat_map(|s| s.names.iter().copied()).collect();
    let rights: Vec<(Symbol, ExprId)> =
        slots.iter().filter_map(|&(symbol, of)| steps.iter().find(|s| s.of == of).map(|s| (symbol, s.right))).collect();
    // Each round goes one line deeper.
    for _ in 0..=steps.len() {
        let deeper = substitute(graph, whole, &rights);
        if deeper == whole {
            break;
        }
        whole = deeper;
    }
    for _ in 0..=names.len() {
        whole = substitute(graph, whole, &names);
    }
    flat(graph, whole)
}

/// Products within products opened, so that no brackets are written that say nothing.
fn flat(graph: &mut Graph, root: ExprId) -> ExprId {
    crate::expr::rewrite(graph, root, |graph, id, children| match graph.node(id) {
        Node::Product(_) => Some(teacher::times(graph, children)),
        Node::Sum(_) => Some(teacher::plus(graph, children)),
        _ => None,
    })
}
