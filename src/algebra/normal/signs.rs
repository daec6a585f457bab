//! Signs that are known wherever an expression is defined.

use crate::expr::{ExprId, Graph, Node};

/// Is the value known to be at least 0 wherever it is defined?
pub fn is_nonnegative(graph: &Graph, id: ExprId) -> bool {
    sign_at_least(graph, id, false, 12)
}

/// Is the value known to be greater than 0 wherever it is defined?
pub fn is_positive(graph: &Graph, id: ExprId) -> bool {
    sign_at_least(graph, id, true, 12)
}

fn sign_at_least(graph: &Graph, id: ExprId, strict: bool, depth: usize) -> bool {
    if depth == 0 {
        return false;
    }
    let ask = |id: ExprId, strict: bool| sign_at_least(graph, id, strict, depth - 1);
    match graph.node(id) {
        Node::Number(n) => n.value.is_positive() || (!strict && n.value.is_zero()),
        Node::Constant(_) => true,
        Node::Sum(terms) => terms.iter().all(|&t| ask(t, false)) && (!strict || terms.iter().any(|&t| ask(t, true))),
        Node::Product(factors) => factors.iter().all(|&f| ask(f, strict)),
        Node::Power(base, exponent) => match graph.as_rational(exponent) {
            Some(e) if e.is_integer() && e.to_i64().is_some_and(|n| n % 2 == 0) => {
                // A negative even power has no value at 0, so where it is defined it is positive.
                !strict || e.is_negative() || ask(base, true)
            }
            Some(e) if e.is_integer() => ask(base, strict) || (e.is_negative() && ask(base, false)),
            Some(e) => !strict || e.is_negative() || ask(base, true),
            None => ask(base, true),
        },
        // It has a logarithm everywhere.
        Node::Call(f, _) if f.shape.is_some_and(|shape| shape.log_convex || shape.log_concave) => true,
        Node::Call(f, arguments) if f == graph.core().abs => !strict || ask(arguments[0], true),
        Node::Piecewise(parts) => {
            parts.iter().enumerate().all(|(i, &p)| (i % 2 == 0 && i + 1 < parts.len()) || ask(p, strict))
        }
        _ => false,
    }
}
