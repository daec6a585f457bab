//! Inverse functions, the error function, roots.

use crate::algebra::rule::RewriteRule;
use crate::expr::{Constant, Formula};
use crate::functions::algebraic::LAMBERT_W;
use crate::functions::exponential::EXP;
use crate::functions::notation::{X, Y};
use crate::functions::powers::{CBRT, ROOT};
use crate::functions::special::{ERF, ERFC, HYPOT};
use crate::functions::trigonometric::{ACOS, ACSC, ASEC, ASIN};

const QUARTER: Formula = product![power!(int!(2), -1), Formula::Const(Constant::Pi)];

pub(super) static SHORTER: &[RewriteRule] = &[
    RewriteRule::new("complementary angles of sine and cosine", sum![call!(ASIN; X), call!(ACOS; X)], QUARTER),
    RewriteRule::new("complementary angles of secant and cosecant", sum![call!(ASEC; X), call!(ACSC; X)], QUARTER),
    RewriteRule::new("error function and its complement", sum![call!(ERF; X), call!(ERFC; X)], int!(1)),
    RewriteRule::new("complement of the error function", sum![minus!(call!(ERF; X)), int!(1)], call!(ERFC; X)),
    RewriteRule::new(
        "product logarithm times its exponential",
        product![call!(LAMBERT_W; X), call!(EXP; call!(LAMBERT_W; X))],
        X,
    ),
    RewriteRule::new("cube of a cube root", power!(call!(CBRT; X), 3), X),
    RewriteRule::new("fifth power of a fifth root", power!(call!(ROOT; X, int!(5)), 5), X),
    RewriteRule::new("seventh power of a seventh root", power!(call!(ROOT; X, int!(7)), 7), X),
    RewriteRule::new("square of a hypotenuse", power!(call!(HYPOT; X, Y), 2), sum![power!(X, 2), power!(Y, 2)]),
];
