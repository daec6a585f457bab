//! How equations in these functions are solved: their inverses, and what others they are written by.

use super::algebraic::{LAMBERT_W, LAMBERT_W_LOWER, ROOT_OF};
use super::exponential::{EXP, EXPM1};
use super::inverse_trigonometric::{ACOS, ASIN, ATAN};
use super::logarithmic::{LN, LOG1P, LOG2, LOG10};
use super::notation::{X, Y};
use super::trigonometric;
use super::{activations, extrema, hyperbolic, inverse_hyperbolic, piecewise, powers, special};
use crate::calculus::solve::vocabulary::{Inverse, MustBe, Requirement, Step, Vocabulary};
use crate::expr::{Constant, Formula};

/// See the module's description.
pub static VOCABULARY: Vocabulary = Vocabulary {
    definitions: DEFINITIONS,
    inverses: INVERSES,
    steps: STEPS,
    round: &piecewise::ROUND,
    remainder: &piecewise::MOD,
    floor: &piecewise::FLOOR,
    modulo: &piecewise::MOD,
    sin: &trigonometric::SIN,
    atan: &ATAN,
    cbrt: &powers::CBRT,
    sign: &piecewise::SIGN,
    unit_step: &piecewise::STEP,
    min: &extrema::MIN,
    max: &extrema::MAX,
    root_of: &ROOT_OF,
    lambert: [&LAMBERT_W, &LAMBERT_W_LOWER],
};

const PI: Formula = Formula::Const(Constant::Pi);
const TURN: Formula = product![int!(2), PI];
const SIN: Formula = call!(trigonometric::SIN; X);
const COS: Formula = call!(trigonometric::COS; X);
const GROWTH: Formula = call!(EXP; X);
const DECAY: Formula = call!(EXP; minus!(X));
const TWICE_SINH: Formula = sum![GROWTH, minus!(DECAY)];
const TWICE_COSH: Formula = sum![GROWTH, DECAY];

static DEFINITIONS: &[(&crate::expr::FunctionDef, Formula)] = &[
    (&EXPM1, sum![GROWTH, int!(-1)]),
    (&LOG2, product![call!(LN; X), power!(call!(LN; int!(2)), -1)]),
    (&LOG10, product![call!(LN; X), power!(call!(LN; int!(10)), -1)]),
    (&LOG1P, call!(LN; sum![int!(1), X])),
    (&trigonometric::TAN, product![SIN, power!(COS, -1)]),
    (&trigonometric::SEC, power!(COS, -1)),
    (&trigonometric::CSC, power!(SIN, -1)),
    (&trigonometric::COT, product![COS, power!(SIN, -1)]),
    (&hyperbolic::SINH, product![power!(int!(2), -1), TWICE_SINH]),
    (&hyperbolic::COSH, product![power!(int!(2), -1), TWICE_COSH]),
    (&hyperbolic::TANH, product![TWICE_SINH, power!(TWICE_COSH, -1)]),
    (&hyperbolic::SECH, product![int!(2), power!(TWICE_COSH, -1)]),
    (&hyperbolic::CSCH, product![int!(2), power!(TWICE_SINH, -1)]),
    (&hyperbolic::COTH, product![TWICE_COSH, power!(TWICE_SINH, -1)]),
    (&activations::SIGMOID, power!(sum![int!(1), DECAY], -1)),
    (&activations::SOFTPLUS, call!(LN; sum![int!(1), GROWTH])),
    (&activations::RELU, call!(extrema::MAX; int!(0), X)),
    (&piecewise::MOD, sum![X, minus!(product![Y, call!(piecewise::FLOOR; product![X, power!(Y, -1)])])]),
    (&special::HYPOT, power!(sum![power!(X, 2), power!(Y, 2)], 1 / 2)),
];

const fn one_to_one(branches: &'static [Formula]) -> Inverse {
    Inverse { branches, period: None, range: &[] }
}

const fn periodic(branches: &'static [Formula], period: Formula) -> Inverse {
    Inverse { branches, period: Some(period), range: &[] }
}

const fn with_range(branches: &'static [Formula], range: &'static [Requirement]) -> Inverse {
    Inverse { branches, period: None, range }
}

const HALF_PI: Formula = product![power!(int!(2), -1), PI];
const ARCSINE: Formula = call!(ASIN; X);
const ARCCOSINE: Formula = call!(ACOS; X);
const ARCTANGENT: Formula = call!(ATAN; X);
const ARCSECANT: Formula = call!(ACOS; power!(X, -1));
const ARCCOSECANT: Formula = call!(ASIN; power!(X, -1));
const AREA_COSINE: Formula = call!(inverse_hyperbolic::ACOSH; X);
const BELOW_HALF_PI: Formula = sum![HALF_PI, minus!(X)];
const ABOVE_MINUS_HALF_PI: Formula = sum![HALF_PI, X];

static INVERSES: &[(&crate::expr::FunctionDef, Inverse)] = &[
    (&EXP, one_to_one(&[call!(LN; X)])),
    (&LN, one_to_one(&[GROWTH])),
    (&EXPM1, one_to_one(&[call!(LN; sum![int!(1), X])])),
    (&LOG2, one_to_one(&[call!(EXP; product![X, call!(LN; int!(2))])])),
    (&LOG10, one_to_one(&[call!(EXP; product![X, call!(LN; int!(10))])])),
    (&LOG1P, one_to_one(&[sum![GROWTH, int!(-1)]])),
    (&trigonometric::SIN, periodic(&[ARCSINE, sum![PI, minus!(ARCSINE)]], TURN)),
    (&trigonometric::COS, periodic(&[ARCCOSINE, minus!(ARCCOSINE)], TURN)),
    (&trigonometric::TAN, periodic(&[ARCTANGENT], PI)),
    (&trigonometric::COT, periodic(&[sum![HALF_PI, minus!(ARCTANGENT)]], PI)),
    (&trigonometric::SEC, periodic(&[ARCSECANT, minus!(ARCSECANT)], TURN)),
    (&trigonometric::CSC, periodic(&[ARCCOSECANT, sum![PI, minus!(ARCCOSECANT)]], TURN)),
    (&ASIN, with_range(&[SIN], &[not_negative(BELOW_HALF_PI), not_negative(ABOVE_MINUS_HALF_PI)])),
    (&ACOS, with_range(&[COS], &[not_negative(X), not_negative(sum![PI, minus!(X)])])),
    (&ATAN, with_range(&[call!(trigonometric::TAN; X)], &[positive(BELOW_HALF_PI), positive(ABOVE_MINUS_HALF_PI)])),
    (&hyperbolic::SINH, one_to_one(&[call!(inverse_hyperbolic::ASINH; X)])),
    (&hyperbolic::COSH, one_to_one(&[AREA_COSINE, minus!(AREA_COSINE)])),
    (&hyperbolic::TANH, one_to_one(&[call!(inverse_hyperbolic::ATANH; X)])),
    (&inverse_hyperbolic::ASINH, one_to_one(&[call!(hyperbolic::SINH; X)])),
    (&inverse_hyperbolic::ACOSH, with_range(&[call!(hyperbolic::COSH; X)], &[not_negative(X)])),
    (&inverse_hyperbolic::ATANH, one_to_one(&[call!(hyperbolic::TANH; X)])),
    (&powers::CBRT, one_to_one(&[power!(X, 3)])),
    (&piecewise::ABS, with_range(&[X, minus!(X)], &[not_negative(X)])),
    (&activations::SIGMOID, one_to_one(&[minus!(call!(LN; sum![power!(X, -1), int!(-1)]))])),
    (&activations::SOFTPLUS, one_to_one(&[call!(LN; sum![GROWTH, int!(-1)])])),
    (&LAMBERT_W, with_range(&[product![X, GROWTH]], &[not_negative(sum![int!(1), X])])),
    (&LAMBERT_W_LOWER, with_range(&[product![X, GROWTH]], &[not_negative(sum![int!(-1), minus!(X)])])),
];

static STEPS: &[Step] = &[
    Step { function: &piecewise::FLOOR, from: 0, with_lower_end: true },
    Step { function: &piecewise::CEIL, from: -1, with_lower_end: false },
];

const fn positive(formula: Formula) -> Requirement {
    Requirement { formula, must_be: MustBe::Positive }
}

const fn not_negative(formula: Formula) -> Requirement {
    Requirement { formula, must_be: MustBe::NotNegative }
}
