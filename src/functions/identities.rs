//! What the special values of many functions share.

use crate::algebra::normal::{call, negation, outside_domain, sum};
use crate::expr::{Constant, ExprId, FunctionDef, Graph, Node};
use crate::numeric::Rational;

/// `-u`, if `u` is written with a minus sign: a negative number, a product led by one, a sum of such terms only.
pub(super) fn turned(graph: &mut Graph, u: ExprId) -> Option<ExprId> {
    if !has_minus(graph, u) {
        return None;
    }
    if let Node::Sum(terms) = graph.node(u) {
        let terms = terms.to_vec();
        let terms: Vec<ExprId> = terms.iter().map(|&t| negation(graph, t)).collect();
        return Some(sum(graph, &terms));
    }
    Some(negation(graph, u))
}

fn has_minus(graph: &Graph, u: ExprId) -> bool {
    let leads = |id: ExprId| match graph.node(id) {
        Node::Number(n) => n.value.is_negative(),
        Node::Product(factors) => graph.as_rational(factors[0]).is_some_and(Rational::is_negative),
        _ => false,
    };
    match graph.node(u) {
        Node::Sum(terms) => terms.iter().all(|&t| leads(t)),
        _ => leads(u),
    }
}

/// `f(-u) = -f(u)`
pub(super) fn odd(graph: &mut Graph, f: &'static FunctionDef, u: ExprId) -> Option<ExprId> {
    let positive = turned(graph, u)?;
    let value = call(graph, f, &[positive]);
    Some(negation(graph, value))
}

/// `f(-u) = f(u)`
pub(super) fn even(graph: &mut Graph, f: &'static FunctionDef, u: ExprId) -> Option<ExprId> {
    let positive = turned(graph, u)?;
    Some(call(graph, f, &[positive]))
}

/// `v`, if `u` is `f(v)`.
pub(super) fn inside(graph: &Graph, u: ExprId, f: &FunctionDef) -> Option<ExprId> {
    match graph.node(u) {
        Node::Call(g, arguments) if g == f => Some(arguments[0]),
        _ => None,
    }
}

/// Undefined, if `u` is one of these integers, where `f` has a pole that doubles answer with an infinity.
pub(super) fn pole(graph: &mut Graph, f: &'static FunctionDef, u: ExprId, poles: &[i64]) -> Option<ExprId> {
    let n = graph.as_integer(u)?;
    poles.contains(&n).then(|| outside_domain(graph, f, &[u]))
}

/// The integer `to`, if `u` is the integer `from`.
pub(super) fn integer_value(graph: &mut Graph, u: ExprId, from: i64, to: i64) -> Option<ExprId> {
    (graph.as_integer(u) == Some(from)).then(|| graph.integer(to))
}

/// `r`, if `u` is `r*pi`.
pub(super) fn multiple_of_pi(graph: &Graph, u: ExprId) -> Option<Rational> {
    match graph.node(u) {
        Node::Number(n) if n.value.is_zero() => Some(Rational::zero()),
        Node::Constant(Constant::Pi) => Some(Rational::one()),
        Node::Product(&[number, pi]) if graph.node(pi) == Node::Constant(Constant::Pi) => {
            graph.as_rational(number).cloned()
        }
        _ => None,
    }
}

/// A small fraction.
pub(super) fn fraction(n: i64, d: i64) -> Rational {
    Rational::new(n, d).unwrap_or_default()
}
