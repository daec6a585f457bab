//! The functions of machine learning.

use super::exponential::{EXP, LN};
use super::extrema::MAX;
use super::notation::{UNARY, X, case, one_to_one};
use super::piecewise::{STEP, positive_part, sign_of};
use super::special::ERF;
use crate::algebra::formula::instantiate;
use crate::algebra::normal::{call as call_of, difference, is_nonnegative, sum};
use crate::algebra::present::structure;
use crate::expr::{
    Arity, Constant, Derivative, DoubleFunction, ExprId, Formula, FunctionDef, Graph, Latex, Node, Number, Relation,
    Shape,
};
use crate::numeric::interval::extension;
use crate::numeric::{Ball, BallResult, real};
use std::cmp::Ordering;

/// The logistic function.
pub static SIGMOID: FunctionDef = FunctionDef {
    aliases: &["logistic"],
    ball: |a| logistic(&a[0]),
    definition: Some(power!(sum![int!(1), call!(EXP; minus!(X))], -1)),
    inverse: one_to_one(&[minus!(call!(LN; sum![power!(X, -1), int!(-1)]))]),
    derivative: Derivative::Formulas(&[product![call!(SIGMOID; X), sum![int!(1), minus!(call!(SIGMOID; X))]]]),
    special: |graph, a| formula_at_zero(graph, a[0], &power!(int!(2), -1)),
    shape: Some(Shape { log_concave: true, ..Shape::SIGMOIDAL }),
    latex: Latex::Operator("\\sigma"),
    help: "The logistic function, 1/(1 + exp(-x)).",
    example: ("sigmoid(0)", "1/2"),
    ..unary!(sigmoid)
};

/// `ln(1 + e^x)`
pub static SOFTPLUS: FunctionDef = FunctionDef {
    ball: |a| a[0].max(&a[0].like(0))?.add(&a[0].abs().neg().exp()?.ln1p()?),
    definition: Some(call!(LN; sum![int!(1), call!(EXP; X)])),
    inverse: one_to_one(&[call!(LN; sum![call!(EXP; X), int!(-1)])]),
    derivative: Derivative::Formulas(&[call!(SIGMOID; X)]),
    special: |graph, a| formula_at_zero(graph, a[0], &call!(LN; int!(2))),
    shape: Some(Shape { log_concave: true, ..Shape::CONVEX_RISING }),
    latex: Latex::Operator("\\operatorname{softplus}"),
    help: "A smooth relu, ln(1 + exp(x)).",
    example: ("softplus(0)", "ln(2)"),
    ..unary!(softplus)
};

/// The positive part.
pub static RELU: FunctionDef = FunctionDef {
    ball: |a| a[0].max(&a[0].like(0)),
    simpler: Some(|graph, a| Some(case(graph, a[0], Relation::Greater, a[0], ExprId::ZERO))),
    definition: Some(call!(MAX; int!(0), X)),
    derivative: Derivative::Formulas(&[call!(STEP; X)]),
    special: |graph, a| match sign_of(graph, a[0]) {
        Some(Ordering::Greater) => Some(a[0]),
        Some(Ordering::Equal | Ordering::Less) => Some(graph.integer(0)),
        None => is_nonnegative(graph, a[0]).then_some(a[0]),
    },
    kink: "at 0 the derivative used is 0",
    branches: Some(|graph, a, selectors| positive_part(graph, a[0], a[0], selectors)),
    shape: Some(Shape::CONVEX_RISING),
    latex: Latex::Operator("\\operatorname{relu}"),
    help: "The positive part, max(0, x).",
    example: ("relu(-2)", "0"),
    ..unary!(relu)
};

/// `x*Phi(x)`
pub static GELU: FunctionDef = FunctionDef {
    ball: |a| a[0].over(2)?.mul(&a[0].neg().div(&a[0].like(2).sqrt()?)?.erfc()?),
    simpler: formula!(product![
        power!(int!(2), -1),
        X,
        sum![int!(1), call!(ERF; product![X, power!(int!(2), -1 / 2)])]
    ]),
    derivative: Derivative::Formulas(&[sum![
        power!(int!(2), -1),
        product![power!(int!(2), -1), call!(ERF; product![X, power!(int!(2), -1 / 2)])],
        product![
            X,
            call!(EXP; product![Formula::Int(-1), power!(int!(2), -1), power!(X, 2)]),
            power!(product![int!(2), Formula::Const(Constant::Pi)], -1 / 2)
        ],
    ]]),
    special: |graph, a| formula_at_zero(graph, a[0], &int!(0)),
    latex: Latex::Operator("\\operatorname{gelu}"),
    help: "x times the probability that a standard normal number is below x.",
    example: ("gelu(0)", "0"),
    ..unary!(gelu)
};

/// `ln(e^x + e^y + …)`
pub static LOGSUMEXP: FunctionDef = FunctionDef {
    name: "logsumexp",
    arity: Arity::AtLeast(1),
    value: DoubleFunction::Many(real::logsumexp),
    // Its gradient is the softmax of the arguments.
    ball: smooth_maximum,
    interval: Some(extension::logsumexp),
    simpler: Some(by_exponentials),
    derivative: Derivative::Partial(|graph, a, i| {
        let whole = call_of(graph, &LOGSUMEXP, a);
        let gap = difference(graph, a[i], whole);
        call_of(graph, &EXP, &[gap])
    }),
    special: joined,
    shape: Some(Shape::CONVEX_RISING),
    latex: Latex::Operator("\\operatorname{logsumexp}"),
    help: "A smooth maximum, ln(exp(x) + exp(y) + ...).",
    example: ("logsumexp(0, 0)", "ln(2)"),
    ..UNARY
};

/// `1/(1 + exp(-x))`, without a large exponential.
fn logistic(x: &Ball) -> BallResult {
    let one = x.like(1);
    if x.sign() == Some(Ordering::Less) {
        let e = x.exp()?;
        return e.div(&one.add(&e)?);
    }
    one.div(&one.add(&x.neg().exp()?)?)
}

/// The largest argument, and the logarithm of the sum of what is left of the others beside it.
fn smooth_maximum(a: &[Ball]) -> BallResult {
    let mut largest = a[0].middle();
    for x in &a[1..] {
        largest = largest.max(&x.middle())?.middle();
    }
    let mut sum = largest.like(0);
    for x in a {
        sum = sum.add(&x.sub(&largest)?.exp()?)?;
    }
    largest.add(&sum.ln()?)
}

/// `ln(exp(x) + exp(y) + …)`
fn by_exponentials(graph: &mut Graph, arguments: &[ExprId]) -> Option<ExprId> {
    let terms: Vec<ExprId> = arguments.iter().map(|&a| call_of(graph, &EXP, &[a])).collect();
    let total = sum(graph, &terms);
    Some(call_of(graph, &LN, &[total]))
}

fn formula_at_zero(graph: &mut Graph, u: ExprId, formula: &Formula) -> Option<ExprId> {
    graph.is_zero(u).then(|| instantiate(graph, formula, &[]))
}

/// Sorted, and equal arguments joined: `logsumexp(u, u) = u + ln(2)`.
fn joined(graph: &mut Graph, arguments: &[ExprId]) -> Option<ExprId> {
    if let [one] = arguments {
        return Some(*one);
    }
    let mut sorted = arguments.to_vec();
    let named = |a: ExprId| graph.as_number(a).is_none();
    sorted.sort_by(|&a, &b| named(a).cmp(&named(b)).then_with(|| structure(graph, a, b)));
    let first = sorted[0];
    if sorted.iter().all(|&a| a == first) {
        let count = graph.number(Number::integer(sorted.len() as i64));
        let extra = call_of(graph, &LN, &[count]);
        return Some(sum(graph, &[first, extra]));
    }
    if let Some(total) = of_logarithms(graph, &sorted) {
        return Some(total);
    }
    (sorted != arguments).then(|| graph.raw_call(&LOGSUMEXP, &sorted))
}

/// `logsumexp(ln(a), ln(b)) = ln(a + b)`, for positive a and b.
fn of_logarithms(graph: &mut Graph, arguments: &[ExprId]) -> Option<ExprId> {
    let mut terms = Vec::with_capacity(arguments.len());
    for &a in arguments {
        match graph.node(a) {
            Node::Call(f, inner) if f == &LN => terms.push(inner[0]),
            _ if graph.is_zero(a) => terms.push(graph.integer(1)),
            _ => return None,
        }
    }
    let total = sum(graph, &terms);
    Some(call_of(graph, &LN, &[total]))
}
