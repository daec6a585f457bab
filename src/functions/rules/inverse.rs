//! Inverse functions, the error function, roots.

use crate::calculus::simplify::Rule;
use crate::expr::{Constant, Formula};
use crate::functions::algebraic::LAMBERT_W;
use crate::functions::exponential::EXP;
use crate::functions::inverse_trigonometric::{ACOS, ACSC, ASEC, ASIN};
use crate::functions::notation::{X, Y};
use crate::functions::powers::{CBRT, ROOT};
use crate::functions::special::{ERF, ERFC, HYPOT};

const QUARTER: Formula = product![power!(int!(2), -1), Formula::Const(Constant::Pi)];

pub(super) static SHORTER: &[Rule] = &[
    Rule {
        name: "complementary angles of sine and cosine",
        from: sum![call!(ASIN; X), call!(ACOS; X)],
        to: QUARTER,
        when: &[],
    },
    Rule {
        name: "complementary angles of secant and cosecant",
        from: sum![call!(ASEC; X), call!(ACSC; X)],
        to: QUARTER,
        when: &[],
    },
    Rule {
        name: "error function and its complement",
        from: sum![call!(ERF; X), call!(ERFC; X)],
        to: int!(1),
        when: &[],
    },
    Rule {
        name: "complement of the error function",
        from: sum![minus!(call!(ERF; X)), int!(1)],
        to: call!(ERFC; X),
        when: &[],
    },
    Rule {
        name: "product logarithm times its exponential",
        from: product![call!(LAMBERT_W; X), call!(EXP; call!(LAMBERT_W; X))],
        to: X,
        when: &[],
    },
    Rule { name: "cube of a cube root", from: power!(call!(CBRT; X), 3), to: X, when: &[] },
    Rule { name: "fifth power of a fifth root", from: power!(call!(ROOT; X, int!(5)), 5), to: X, when: &[] },
    Rule { name: "seventh power of a seventh root", from: power!(call!(ROOT; X, int!(7)), 7), to: X, when: &[] },
    Rule {
        name: "square of a hypotenuse",
        from: power!(call!(HYPOT; X, Y), 2),
        to: sum![power!(X, 2), power!(Y, 2)],
        when: &[],
    },
];
