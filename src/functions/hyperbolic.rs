//! The hyperbolic functions and their inverses.

use super::angles::{ONE_MINUS_SQUARE, ONE_PLUS_SQUARE, SQUARE_MINUS_ONE};
use super::exponential::{EXP, LN};
use super::identities::{even, inside, integer_value, odd, pole};
use super::notation::{X, not_negative, one_to_one, within};
use super::piecewise::ABS;
use super::requirements;
use crate::algebra::formula::instantiate;
use crate::algebra::normal::call as call_of;
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

/// The inverse of the hyperbolic sine.
pub static ASINH: FunctionDef = FunctionDef {
    aliases: &["arsinh", "arcsinh"],
    simpler: formula!(call!(LN; sum![X, power!(sum![power!(X, 2), int!(1)], 1 / 2)])),
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
    simpler: formula!(call!(LN; sum![X, power!(sum![power!(X, 2), int!(-1)], 1 / 2)])),
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
    simpler: formula!(product![
        power!(int!(2), -1),
        call!(LN; product![sum![int!(1), X], power!(sum![int!(1), minus!(X)], -1)])
    ]),
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
    simpler: formula!(call!(ACOSH; power!(X, -1))),
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
    simpler: formula!(call!(ASINH; power!(X, -1))),
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
    simpler: formula!(call!(ATANH; power!(X, -1))),
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

/// `|u|`
fn size(graph: &mut Graph, u: ExprId) -> ExprId {
    call_of(graph, &ABS, &[u])
}
