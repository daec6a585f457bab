//! Is a candidate a solution of the equation as it was written? Its domain first, then its value.

use crate::algebra::closed::root_of::{isolated_root, read_root};
use crate::algebra::closed::{Decision, sign};
use crate::algebra::polynomial::univariate;
use crate::calculus::domain::{Certainty, holds, is_defined};
use crate::expr::{ExprId, Graph, Node, Symbol, substitute};
use crate::functions::ROOT_OF;

/// Does the expression `f` have a value where the symbol is this closed number, and is it 0?
pub fn is_solution(graph: &mut Graph, f: ExprId, x: Symbol, value: ExprId) -> Certainty {
    if let Some(exact) = is_algebraic_root(graph, (f, x), value) {
        return if exact { Certainty::Yes } else { Certainty::No };
    }
    let at = substitute(graph, f, &[(x, value)]);
    holds(graph, at)
}

/// Is the root of a polynomial a root of this one? Exact; nothing for other numbers and other equations.
fn is_algebraic_root(graph: &mut Graph, (f, x): (ExprId, Symbol), value: ExprId) -> Option<bool> {
    let arguments = match graph.node(value) {
        Node::Call(function, arguments) if function == &ROOT_OF => arguments.to_vec(),
        _ => return None,
    };
    let (p, k) = read_root(graph, &arguments)?;
    let q = univariate(graph, f, x)?;
    let mut root = isolated_root(&p, k)?;
    root.sign_of(&q).ok().map(|sign| sign == 0)
}

/// Has a closed expression a value that is 0 to so many digits, which is no proof?
pub(super) fn looks_zero(graph: &mut Graph, at: ExprId) -> Option<usize> {
    match sign(graph, at) {
        Decision::Looks { digits } if is_defined(graph, at) == Certainty::Yes => Some(digits),
        _ => None,
    }
}

/// Is a closed expression proved to be 0, or not to be? `None` where digits alone say so.
pub(super) fn is_proved_zero(graph: &mut Graph, at: ExprId) -> Option<bool> {
    match sign(graph, at) {
        Decision::Proved(order) => Some(order.is_eq()),
        Decision::Undefined => Some(false),
        Decision::Looks { .. } | Decision::Unknown => None,
    }
}
