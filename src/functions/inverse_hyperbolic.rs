//! The inverses of the hyperbolic functions.

use super::angles::{ONE_MINUS_SQUARE, ONE_PLUS_SQUARE, SQUARE_MINUS_ONE};
use super::hyperbolic::{COSH, COTH, CSCH, SECH, SINH, TANH};
use super::identities::{inside, integer_value, odd, pole};
use super::notation::{X, not_negative, one_to_one, within};
use super::piecewise::ABS;
use super::requirements;
use super::simpler;
use crate::algebra::normal::call as call_of;
use crate::expr::{Algebraic, Derivative, DoubleFunction, ExprId, FunctionDef, Graph, Latex, RealInterval, Shape};
use crate::numeric::real;

/// The inverse of the hyperbolic sine.
pub static ASINH: FunctionDef = FunctionDef {
    aliases: &["arsinh", "arcsinh"],
    simpler: Some(simpler::asinh),
    inverse: one_to_one(&[call!(SINH; X)]),
    derivative: Derivative::Formulas(&[power!(ONE_PLUS_SQUARE, -1 / 2)]),
    special: |graph, a| {
        integer_value(graph, a[0], 0, 0).or_else(|| inside(graph, a[0], &SINH)).or_else(|| odd(graph, &ASINH, a[0]))
    },
    shape: Some(Shape::SIGMOIDAL),
    algebraic: Algebraic::InverseSine { circular: false },
    latex: Latex::Operator("\\operatorname{arsinh}"),
    help: "The inverse of sinh.",
    example: ("asinh(sinh(2))", "2"),
    ..unary!(asinh, ball)
};

/// The inverse of the hyperbolic cosine.
pub static ACOSH: FunctionDef = FunctionDef {
    aliases: &["arcosh", "arccosh"],
    simpler: Some(simpler::acosh),
    inverse: within(&[call!(COSH; X)], &[not_negative(X)]),
    derivative: Derivative::Formulas(&[power!(SQUARE_MINUS_ONE, -1 / 2)]),
    special: |graph, a| {
        // The inverse of an even function is at least 0.
        integer_value(graph, a[0], 1, 0).or_else(|| inside(graph, a[0], &COSH).map(|u| size(graph, u)))
    },
    requires: |_, _| Some(&requirements::FROM_ONE),
    domain: "x >= 1",
    shape: Some(Shape::CONCAVE_RISING),
    algebraic: Algebraic::InverseCosine { circular: false },
    latex: Latex::Operator("\\operatorname{arcosh}"),
    help: "The inverse of cosh, at least 0.",
    example: ("acosh(1)", "0"),
    ..unary!(acosh, ball)
};

/// The inverse of the hyperbolic tangent.
pub static ATANH: FunctionDef = FunctionDef {
    aliases: &["artanh", "arctanh"],
    value: DoubleFunction::One(|x| if real::abs(x) == 1.0 { f64::NAN } else { real::atanh(x) }),
    simpler: Some(simpler::atanh),
    inverse: one_to_one(&[call!(TANH; X)]),
    derivative: Derivative::Formulas(&[power!(ONE_MINUS_SQUARE, -1)]),
    special: |graph, a| {
        integer_value(graph, a[0], 0, 0)
            .or_else(|| pole(graph, &ATANH, a[0], &[-1, 1]))
            .or_else(|| inside(graph, a[0], &TANH))
            .or_else(|| odd(graph, &ATANH, a[0]))
    },
    requires: |_, _| Some(&requirements::OPEN_UNIT),
    domain: "-1 < x < 1",
    shape: Some(Shape { convex: &[RealInterval::UPPER], concave: &[RealInterval::LOWER], ..Shape::SIGMOIDAL }),
    algebraic: Algebraic::InverseTangent { circular: false },
    latex: Latex::Operator("\\operatorname{artanh}"),
    help: "The inverse of tanh.",
    example: ("atanh(tanh(2))", "2"),
    ..unary!(atanh, ball)
};

/// The inverse of the hyperbolic secant.
pub static ASECH: FunctionDef = FunctionDef {
    aliases: &["arsech", "arcsech"],
    value: DoubleFunction::One(|x| if x == 0.0 { f64::NAN } else { real::asech(x) }),
    ball: |a| a[0].like(1).div(&a[0])?.acosh(),
    simpler: Some(simpler::asech),
    derivative: Derivative::Formulas(&[minus!(power!(X, -1), power!(ONE_MINUS_SQUARE, -1 / 2))]),
    special: |graph, a| {
        integer_value(graph, a[0], 1, 0)
            .or_else(|| pole(graph, &ASECH, a[0], &[0]))
            .or_else(|| inside(graph, a[0], &SECH).map(|u| size(graph, u)))
    },
    requires: |_, _| Some(&requirements::UPPER_UNIT),
    domain: "0 < x <= 1",
    latex: Latex::Operator("\\operatorname{arsech}"),
    help: "The inverse of sech, at least 0.",
    example: ("asech(1)", "0"),
    ..unary!(asech)
};

/// The inverse of the hyperbolic cosecant.
pub static ACSCH: FunctionDef = FunctionDef {
    aliases: &["arcsch", "arccsch"],
    value: DoubleFunction::One(|x| if x == 0.0 { f64::NAN } else { real::acsch(x) }),
    ball: |a| a[0].like(1).div(&a[0])?.asinh(),
    simpler: Some(simpler::acsch),
    derivative: Derivative::Formulas(&[minus!(power!(call!(ABS; X), -1), power!(ONE_PLUS_SQUARE, -1 / 2))]),
    special: |graph, a| {
        pole(graph, &ACSCH, a[0], &[0]).or_else(|| inside(graph, a[0], &CSCH)).or_else(|| odd(graph, &ACSCH, a[0]))
    },
    requires: |_, _| Some(&requirements::NONZERO),
    domain: "x != 0",
    latex: Latex::Operator("\\operatorname{arcsch}"),
    help: "The inverse of csch.",
    example: ("acsch(-x)", "-acsch(x)"),
    ..unary!(acsch)
};

/// The inverse of the hyperbolic cotangent.
pub static ACOTH: FunctionDef = FunctionDef {
    aliases: &["arcoth", "arccoth"],
    value: DoubleFunction::One(|x| if real::abs(x) == 1.0 { f64::NAN } else { real::acoth(x) }),
    ball: |a| a[0].like(1).div(&a[0])?.atanh(),
    simpler: Some(simpler::acoth),
    derivative: Derivative::Formulas(&[power!(ONE_MINUS_SQUARE, -1)]),
    special: |graph, a| {
        pole(graph, &ACOTH, a[0], &[-1, 1]).or_else(|| inside(graph, a[0], &COTH)).or_else(|| odd(graph, &ACOTH, a[0]))
    },
    requires: |_, _| Some(&requirements::STRICTLY_OUTSIDE),
    domain: "x < -1 or x > 1",
    latex: Latex::Operator("\\operatorname{arcoth}"),
    help: "The inverse of coth.",
    example: ("acoth(-x)", "-acoth(x)"),
    ..unary!(acoth)
};

/// `|u|`
fn size(graph: &mut Graph, u: ExprId) -> ExprId {
    call_of(graph, &ABS, &[u])
}
