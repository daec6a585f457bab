//! Has a closed expression a value, and what does one need that varies?

use std::cmp::Ordering;
use std::collections::HashSet;

use super::values::{base_of_power, left_out, of_call, values_needed};
use crate::algebra::closed::{Decision, sign, truth};
use crate::algebra::normal::normalise;
use crate::expr::{Constant, ExprId, Fault, Graph, MustBe, Node, Symbol, depends_on, reach};

/// The answer to a question about a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Yes, proved.
    Yes,
    /// No, proved.
    No,
    /// Not decided.
    Unknown,
}

/// Does a closed expression have a value, and is it 0?
pub fn holds(graph: &mut Graph, at: ExprId) -> Certainty {
    match is_defined(graph, at) {
        Certainty::Yes => {}
        other => return other,
    }
    match sign(graph, at) {
        Decision::Proved(Ordering::Equal) => Certainty::Yes,
        Decision::Proved(_) | Decision::Undefined => Certainty::No,
        Decision::Looks { .. } | Decision::Unknown => Certainty::Unknown,
    }
}

/// Is it undefined for a reason of mathematics, not because a number is too long?
pub fn has_no_value(graph: &Graph, id: ExprId) -> bool {
    matches!(graph.node(id), Node::Undefined(fault) if *fault != Fault::TooLarge)
}

/// Does a closed expression have a value? Of a piecewise expression only the cases that apply count.
pub fn is_defined(graph: &mut Graph, root: ExprId) -> Certainty {
    let mut open = vec![root];
    let mut seen = HashSet::new();
    let mut answer = Certainty::Yes;
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let local = match graph.node(id) {
            Node::Piecewise(parts) => {
                let parts = parts.to_vec();
                match branch(graph, &parts) {
                    Some((asked, value)) => {
                        open.extend(asked);
                        open.push(value);
                        Certainty::Yes
                    }
                    None => Certainty::Unknown,
                }
            }
            Node::Power(base, exponent) => {
                open.extend([base, exponent]);
                power_is_defined(graph, base, exponent)
            }
            Node::Call(_, arguments) => {
                open.extend_from_slice(arguments);
                call_is_defined(graph, id)
            }
            Node::Undefined(_) if has_no_value(graph, id) => Certainty::No,
            Node::Undefined(_) => Certainty::Unknown,
            Node::Constant(Constant::Infinity) => Certainty::No,
            _ => {
                open.extend_from_slice(graph.children(id));
                Certainty::Yes
            }
        };
        match local {
            Certainty::No => return Certainty::No,
            Certainty::Unknown => answer = Certainty::Unknown,
            Certainty::Yes => {}
        }
    }
    answer
}

/// A part without symbols of which it is not decided whether it has a value.
pub fn undecided_part(graph: &mut Graph, root: ExprId) -> Option<ExprId> {
    let mut open: HashSet<ExprId> = HashSet::new();
    let mut closed = Vec::new();
    for id in reach(graph, &[root]).order {
        let children = graph.children(id).to_vec();
        if matches!(graph.node(id), Node::Symbol(_)) || children.iter().any(|child| open.contains(child)) {
            closed.extend(children.into_iter().filter(|child| !open.contains(child)));
            open.insert(id);
        }
    }
    if !open.contains(&root) {
        closed.push(root);
    }
    closed.into_iter().find(|&part| is_defined(graph, part) == Certainty::Unknown)
}

/// The conditions that are evaluated, and the value that is chosen.
fn branch(graph: &mut Graph, parts: &[ExprId]) -> Option<(Vec<ExprId>, ExprId)> {
    let mut asked = Vec::new();
    for pair in parts.chunks_exact(2) {
        asked.push(pair[0]);
        if truth(graph, pair[0])? {
            return Some((asked, pair[1]));
        }
    }
    parts.last().map(|&last| (asked, last))
}

fn power_is_defined(graph: &mut Graph, base: ExprId, exponent: ExprId) -> Certainty {
    match base_of_power(graph, base, exponent) {
        Some(Some(must_be)) => satisfies(graph, base, must_be),
        Some(None) => Certainty::Yes,
        None => Certainty::Unknown,
    }
}

/// Does a closed value satisfy a condition?
pub fn satisfies(graph: &mut Graph, value: ExprId, must_be: MustBe) -> Certainty {
    match sign(graph, value) {
        Decision::Undefined => Certainty::No,
        found => match found.satisfies(must_be.relation()) {
            Some(true) => Certainty::Yes,
            Some(false) => Certainty::No,
            None => Certainty::Unknown,
        },
    }
}

fn call_is_defined(graph: &mut Graph, id: ExprId) -> Certainty {
    let Node::Call(function, arguments) = graph.node(id) else { return Certainty::Unknown };
    if function.domain.is_empty() {
        return Certainty::Yes;
    }
    let arguments = arguments.to_vec();
    let arguments: Vec<ExprId> = arguments.into_iter().map(|a| normalise(graph, a)).collect();
    let Some(needed) = of_call(graph, function, &arguments) else {
        // What has a sign has a value.
        return match sign(graph, id) {
            Decision::Proved(_) => Certainty::Yes,
            Decision::Undefined => Certainty::No,
            Decision::Looks { .. } | Decision::Unknown => Certainty::Unknown,
        };
    };
    let mut answer = Certainty::Yes;
    for (value, must_be) in needed {
        match satisfies(graph, value, must_be) {
            Certainty::No => return Certainty::No,
            Certainty::Unknown => answer = Certainty::Unknown,
            Certainty::Yes => {}
        }
    }
    answer
}

/// What an expression needs to have a value where the symbol varies: conditions on parts that mention it. `None` if
/// there is a function whose needs are not said by values, or a case.
pub fn needs(graph: &mut Graph, root: ExprId, x: Symbol) -> Option<Vec<(ExprId, MustBe)>> {
    let has_cases = reach(graph, &[root]).order.into_iter().any(|id| match graph.node(id) {
        Node::Piecewise(parts) => depends_on(graph, id, x) && left_out(graph, parts).is_none(),
        _ => false,
    });
    if has_cases { None } else { values_needed(graph, root, x) }
}
