//! Functions that solutions of equations are written in: real roots of polynomials, and the branches of Lambert's W.

use super::exponential::{EXP, LN};
use super::notation::{UNARY, X, not_negative, within};
use super::requirements;
use crate::algebra::closed::root_of::{double_root, root_ball, root_enclosure, spelled};
use crate::algebra::normal::{call as call_of, closed_sign, product, sum};
use crate::expr::{Algebraic, Arity, Constant, Derivative, DoubleFunction, ExprId, FunctionDef, Graph, Latex, Node};
use crate::numeric::budget::candidates;
use crate::numeric::interval::extension;
use crate::numeric::real;
use std::cmp::Ordering;

/// A real root of a polynomial with integer coefficients: its number in rising order, and the coefficients in pieces.
/// It is written `rootof(x^5 - x - 1, 1)`.
pub static ROOT_OF: FunctionDef = FunctionDef {
    name: "rootof",
    arity: Arity::AtLeast(4),
    value: DoubleFunction::Many(double_root),
    ball: root_ball,
    interval: Some(root_enclosure),
    // Its arguments are numbers.
    derivative: Derivative::Partial(|graph, _, _| graph.integer(0)),
    algebraic: Algebraic::RootOfPolynomial,
    latex: Latex::Operator("\\operatorname{rootof}"),
    spelling: Some(spelled),
    help: "rootof(p, k) is the k-th real root of the polynomial p, the least one first.",
    example: ("rootof(x^5 - x - 1, 1)", "rootof(x^5 - x - 1, 1) ≈ 1.16730397826"),
    ..UNARY
};

/// The upper real branch of the Lambert W function.
pub static LAMBERT_W: FunctionDef = FunctionDef {
    name: "lambertw",
    value: DoubleFunction::One(real::lambert_w0),
    ball: |a| a[0].lambert_upper(),
    interval: Some(|a| extension::lambert_w0(a[0])),
    // exp(w)*(1 + w) is exp(w) + x.
    inverse: within(&[product![X, call!(EXP; X)]], &[not_negative(sum![int!(1), X])]),
    derivative: Derivative::Formulas(&[power!(sum![X, call!(EXP; call!(LAMBERT_W; X))], -1)]),
    special: |graph, a| lambert_value(graph, a[0], Ordering::Greater),
    requires: |_, _| Some(&requirements::FROM_BRANCH_POINT),
    domain: "x >= -1/e",
    latex: Latex::Operator("W_0"),
    help: "The number w >= -1 with w*exp(w) = x.",
    example: ("lambertw(e)", "1"),
    ..UNARY
};

/// The lower real branch of the Lambert W function.
pub static LAMBERT_W_LOWER: FunctionDef = FunctionDef {
    name: "lambertwm1",
    value: DoubleFunction::One(|x| if x == 0.0 { f64::NAN } else { real::lambert_wm1(x) }),
    ball: |a| a[0].lambert_lower(),
    interval: Some(|a| extension::lambert_wm1(a[0])),
    inverse: within(&[product![X, call!(EXP; X)]], &[not_negative(sum![int!(-1), minus!(X)])]),
    derivative: Derivative::Formulas(&[power!(sum![X, call!(EXP; call!(LAMBERT_W_LOWER; X))], -1)]),
    special: |graph, a| lambert_value(graph, a[0], Ordering::Less),
    requires: |_, _| Some(&requirements::BRANCH_POINT_TO_ZERO),
    domain: "-1/e <= x < 0",
    latex: Latex::Operator("W_{-1}"),
    help: "The number w <= -1 with w*exp(w) = x.",
    example: ("lambertwm1(-1/e)", "-1"),
    ..UNARY
};

/// `W(u*exp(u))` where it is `u`: 0, and `n*ln(n)` and `q*exp(q)` for numbers, on the branch that `u` lies on.
fn lambert_value(graph: &mut Graph, x: ExprId, side: Ordering) -> Option<ExprId> {
    if graph.is_zero(x) && side == Ordering::Greater {
        return Some(x);
    }
    exponent_of(graph, x, side)
}

/// Is `u` -1, or on this side of it?
fn is_beside(graph: &mut Graph, u: ExprId, side: Ordering) -> bool {
    let one = graph.integer(1);
    let above = sum(graph, &[u, one]);
    graph.is_zero(above) || closed_sign(graph, above) == Some(side)
}

/// The closed `u` on this side of -1 for which `x` is written as `u*exp(u)`.
fn exponent_of(graph: &mut Graph, x: ExprId, side: Ordering) -> Option<ExprId> {
    if x == graph.constant(Constant::E) {
        return (side == Ordering::Greater).then(|| graph.integer(1));
    }
    let candidates: Vec<ExprId> = match graph.node(x) {
        Node::Call(f, arguments) if *f == EXP => vec![arguments[0]],
        Node::Product(factors) => factors
            .iter()
            .filter_map(|&f| match graph.node(f) {
                Node::Call(function, arguments) if *function == EXP => Some(arguments[0]),
                Node::Call(function, _) if *function == LN => Some(f),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    for u in candidates {
        // `-ln(2)/2` is both `-ln(2)*exp(-ln(2))` and `-2ln(2)*exp(-2ln(2))`.
        for scale in (-candidates::LAMBERT..=candidates::LAMBERT).filter(|n| *n != 0) {
            let scale = graph.integer(scale);
            let u = product(graph, &[scale, u]);
            let power = call_of(graph, &EXP, &[u]);
            if product(graph, &[u, power]) == x && is_beside(graph, u, side) {
                return Some(u);
            }
        }
    }
    None
}
