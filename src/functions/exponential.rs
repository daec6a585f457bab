//! The exponential function.

use super::identities::{inside, integer_value};
use super::logarithmic::{LN, LOG1P};
use super::notation::{X, one_to_one};
use crate::algebra::normal::{call as call_of, power as power_of, product, split_coefficient, sum};
use crate::expr::{Constant, Derivative, ExprId, FunctionDef, Graph, Latex, Node, Shape, factors_of};

/// The exponential.
pub static EXP: FunctionDef = FunctionDef {
    inverse: one_to_one(&[call!(LN; X)]),
    derivative: Derivative::Formulas(&[call!(EXP; X)]),
    special: exponential,
    shape: Some(Shape { log_convex: true, log_concave: true, ..Shape::CONVEX_RISING }),
    latex: Latex::Operator("\\exp"),
    help: "e to this power.",
    example: ("exp(ln(5))", "5"),
    ..unary!(exp, ball)
};

/// `exp(x) - 1`
pub static EXPM1: FunctionDef = FunctionDef {
    definition: Some(sum![call!(EXP; X), int!(-1)]),
    inverse: one_to_one(&[call!(LN; sum![int!(1), X])]),
    derivative: Derivative::Formulas(&[call!(EXP; X)]),
    special: |graph, a| integer_value(graph, a[0], 0, 0).or_else(|| inside(graph, a[0], &LOG1P)),
    shape: Some(Shape::CONVEX_RISING),
    latex: Latex::Operator("\\operatorname{expm1}"),
    help: "exp(x) - 1, accurate near 0.",
    example: ("expm1(0)", "0"),
    ..unary!(expm1, ball)
};

fn exponential(graph: &mut Graph, arguments: &[ExprId]) -> Option<ExprId> {
    let u = arguments[0];
    match graph.node(u) {
        Node::Number(n) if n.value.is_zero() => Some(graph.integer(1)),
        Node::Number(n) if n.value.is_one() => Some(graph.constant(Constant::E)),
        Node::Sum(terms) => {
            if !terms.iter().any(|&t| has_logarithm(graph, t)) {
                return None;
            }
            let terms = terms.to_vec();
            let (logarithms, others): (Vec<ExprId>, Vec<ExprId>) =
                terms.into_iter().partition(|&t| has_logarithm(graph, t));
            let mut factors = Vec::new();
            for term in logarithms {
                factors.push(power_of_logarithm(graph, term)?);
            }
            let rest = sum(graph, &others);
            factors.push(call_of(graph, &EXP, &[rest]));
            Some(product(graph, &factors))
        }
        _ => power_of_logarithm(graph, u),
    }
}

fn has_logarithm(graph: &Graph, term: ExprId) -> bool {
    let is = |id: ExprId| inside(graph, id, &LN).is_some() || inside(graph, id, &LOG1P).is_some();
    match graph.node(term) {
        Node::Product(factors) => factors.iter().any(|&f| is(f)),
        _ => is(term),
    }
}

/// `exp(v*ln(u)) = u^v`, where the left side is defined.
fn power_of_logarithm(graph: &mut Graph, term: ExprId) -> Option<ExprId> {
    let factors = factors_of(graph, term);
    let at = factors.iter().position(|&f| has_logarithm(graph, f))?;
    let base = match inside(graph, factors[at], &LN) {
        Some(u) => u,
        None => {
            let u = inside(graph, factors[at], &LOG1P)?;
            let one = graph.integer(1);
            sum(graph, &[one, u])
        }
    };
    let mut exponent = factors;
    exponent.remove(at);
    let exponent = product(graph, &exponent);
    let (number, _) = split_coefficient(graph, exponent);
    if number.value.is_zero() {
        return None;
    }
    Some(power_of(graph, base, exponent))
}
