//! The hyperbolic functions.

use super::angles::{ONE_MINUS_SQUARE, ONE_PLUS_SQUARE, SQUARE_MINUS_ONE};
use super::exponential::EXP;
use super::identities::{even, inside, integer_value, odd, pole};
use super::inverse_hyperbolic::{ACOSH, ACOTH, ACSCH, ASECH, ASINH, ATANH};
use super::notation::{X, one_to_one};
use super::requirements;
use crate::algebra::formula::instantiate;
use crate::expr::{
    Algebraic, Derivative, DoubleFunction, ExprId, Formula, FunctionDef, Graph, Latex, RealInterval, Shape,
};
use crate::numeric::real;

// Macros, since a constant that names a record must not stand in that record.
macro_rules! twice_sinh {
    () => {
        sum![call!(EXP; X), minus!(call!(EXP; minus!(X)))]
    };
}

macro_rules! twice_cosh {
    () => {
        sum![call!(EXP; X), call!(EXP; minus!(X))]
    };
}

/// The hyperbolic sine.
pub static SINH: FunctionDef = FunctionDef {
    definition: Some(product![power!(int!(2), -1), twice_sinh!()]),
    inverse: one_to_one(&[call!(ASINH; X)]),
    derivative: Derivative::Formulas(&[call!(COSH; X)]),
    special: |graph, a| {
        integer_value(graph, a[0], 0, 0).or_else(|| over(graph, a[0], OVER_SINH)).or_else(|| odd(graph, &SINH, a[0]))
    },
    shape: Some(Shape { convex: &[RealInterval::UPPER], concave: &[RealInterval::LOWER], ..Shape::SIGMOIDAL }),
    algebraic: Algebraic::Sine { circular: false },
    latex: Latex::Operator("\\sinh"),
    help: "The hyperbolic sine, (exp(x) - exp(-x))/2.",
    example: ("sinh(asinh(3))", "3"),
    ..unary!(sinh, ball)
};

/// The hyperbolic cosine.
pub static COSH: FunctionDef = FunctionDef {
    definition: Some(product![power!(int!(2), -1), twice_cosh!()]),
    inverse: one_to_one(&[call!(ACOSH; X), minus!(call!(ACOSH; X))]),
    derivative: Derivative::Formulas(&[call!(SINH; X)]),
    special: |graph, a| {
        integer_value(graph, a[0], 0, 1).or_else(|| over(graph, a[0], OVER_COSH)).or_else(|| even(graph, &COSH, a[0]))
    },
    shape: Some(Shape { log_convex: true, ..Shape::VALLEY }),
    algebraic: Algebraic::Cosine { circular: false },
    latex: Latex::Operator("\\cosh"),
    help: "The hyperbolic cosine, (exp(x) + exp(-x))/2.",
    example: ("cosh(0)", "1"),
    ..unary!(cosh, ball)
};

/// The hyperbolic tangent.
pub static TANH: FunctionDef = FunctionDef {
    definition: Some(product![twice_sinh!(), power!(twice_cosh!(), -1)]),
    inverse: one_to_one(&[call!(ATANH; X)]),
    derivative: Derivative::Formulas(&[sum![int!(1), minus!(power!(call!(TANH; X), 2))]]),
    special: |graph, a| {
        integer_value(graph, a[0], 0, 0).or_else(|| over(graph, a[0], OVER_TANH)).or_else(|| odd(graph, &TANH, a[0]))
    },
    shape: Some(Shape::SIGMOIDAL),
    algebraic: Algebraic::Tangent { circular: false },
    latex: Latex::Operator("\\tanh"),
    help: "The hyperbolic tangent, sinh over cosh.",
    example: ("tanh(-x)", "-tanh(x)"),
    ..unary!(tanh, ball)
};

/// The hyperbolic secant.
pub static SECH: FunctionDef = FunctionDef {
    ball: |a| a[0].like(1).div(&a[0].cosh()?),
    definition: Some(product![int!(2), power!(twice_cosh!(), -1)]),
    derivative: Derivative::Formulas(&[minus!(call!(SECH; X), call!(TANH; X))]),
    special: |graph, a| {
        integer_value(graph, a[0], 0, 1)
            .or_else(|| over(graph, a[0], &[(&ASECH, X)]))
            .or_else(|| even(graph, &SECH, a[0]))
    },
    shape: Some(Shape {
        log_concave: true,
        rising: &[RealInterval::LOWER],
        falling: &[RealInterval::UPPER],
        ..Shape::UNKNOWN
    }),
    latex: Latex::Operator("\\operatorname{sech}"),
    help: "The hyperbolic secant, one over cosh.",
    example: ("sech(0)", "1"),
    ..unary!(sech)
};

/// The hyperbolic cosecant.
pub static CSCH: FunctionDef = FunctionDef {
    aliases: &["cosech"],
    value: DoubleFunction::One(|x| if x == 0.0 { f64::NAN } else { real::csch(x) }),
    ball: |a| a[0].like(1).div(&a[0].sinh()?),
    definition: Some(product![int!(2), power!(twice_sinh!(), -1)]),
    derivative: Derivative::Formulas(&[minus!(call!(CSCH; X), call!(COTH; X))]),
    special: |graph, a| {
        pole(graph, &CSCH, a[0], &[0]).or_else(|| over(graph, a[0], &[(&ACSCH, X)])).or_else(|| odd(graph, &CSCH, a[0]))
    },
    requires: |_, _| Some(&requirements::NONZERO),
    domain: "x != 0",
    latex: Latex::Operator("\\operatorname{csch}"),
    help: "The hyperbolic cosecant, one over sinh.",
    example: ("csch(-x)", "-csch(x)"),
    ..unary!(csch)
};

/// The hyperbolic cotangent.
pub static COTH: FunctionDef = FunctionDef {
    value: DoubleFunction::One(|x| if x == 0.0 { f64::NAN } else { real::coth(x) }),
    ball: |a| a[0].like(1).div(&a[0].tanh()?),
    definition: Some(product![twice_cosh!(), power!(twice_sinh!(), -1)]),
    derivative: Derivative::Formulas(&[sum![int!(1), minus!(power!(call!(COTH; X), 2))]]),
    special: |graph, a| {
        pole(graph, &COTH, a[0], &[0]).or_else(|| over(graph, a[0], &[(&ACOTH, X)])).or_else(|| odd(graph, &COTH, a[0]))
    },
    requires: |_, _| Some(&requirements::NONZERO),
    domain: "x != 0",
    latex: Latex::Operator("\\coth"),
    help: "The hyperbolic cotangent, cosh over sinh.",
    example: ("coth(-x)", "-coth(x)"),
    ..unary!(coth)
};

/// What a function makes of inverse functions, as formulas in their argument.
type OverInverses = &'static [(&'static FunctionDef, Formula)];

static OVER_SINH: OverInverses = &[(&ASINH, X), (&ACOSH, power!(SQUARE_MINUS_ONE, 1 / 2))];
static OVER_COSH: OverInverses = &[(&ACOSH, X), (&ASINH, power!(ONE_PLUS_SQUARE, 1 / 2))];
static OVER_TANH: OverInverses =
    &[(&ATANH, X), (&ASINH, product![X, power!(ONE_PLUS_SQUARE, -1 / 2)]), (&ASECH, power!(ONE_MINUS_SQUARE, 1 / 2))];

fn over(graph: &mut Graph, u: ExprId, inverses: &[(&'static FunctionDef, Formula)]) -> Option<ExprId> {
    inverses.iter().find_map(|(inverse, formula)| {
        let argument = inside(graph, u, inverse)?;
        Some(instantiate(graph, formula, &[argument]))
    })
}
