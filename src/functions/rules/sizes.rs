//! Absolute values, signs, maxima and minima.

use crate::algebra::rule::RewriteRule;
use crate::expr::Formula;
use crate::functions::activations::RELU;
use crate::functions::extrema::{MAX, MIN};
use crate::functions::notation::{X, Y};
use crate::functions::piecewise::{ABS, SIGN};

const DIFFERENCE: Formula = sum![X, minus!(Y)];
const HALF: Formula = power!(int!(2), -1);

/// By absolute values.
pub(super) static DEFINITIONS: &[RewriteRule] = &[
    RewriteRule::new("maximum by the distance", call!(MAX; X, Y), product![HALF, sum![X, Y, call!(ABS; DIFFERENCE)]]),
    RewriteRule::new(
        "minimum by the distance",
        call!(MIN; X, Y),
        product![HALF, sum![X, Y, minus!(call!(ABS; DIFFERENCE))]],
    ),
    RewriteRule::new("positive part", call!(RELU; X), product![HALF, sum![X, call!(ABS; X)]]),
];

pub(super) static SHORTER: &[RewriteRule] = &[
    RewriteRule::new("size times sign", product![call!(SIGN; X), call!(ABS; X)], X),
    RewriteRule::new("number times sign", product![call!(SIGN; X), X], call!(ABS; X)),
    RewriteRule::new("number over size", product![power!(call!(ABS; X), -1), X], call!(SIGN; X)),
    RewriteRule::new("size over number", product![call!(ABS; X), power!(X, -1)], call!(SIGN; X)),
    RewriteRule::new("cube of a sign", power!(call!(SIGN; X), 3), call!(SIGN; X)),
    RewriteRule::new("maximum plus minimum", sum![call!(MAX; X, Y), call!(MIN; X, Y)], sum![X, Y]),
    RewriteRule::new("maximum minus minimum", sum![call!(MAX; X, Y), minus!(call!(MIN; X, Y))], call!(ABS; DIFFERENCE)),
    RewriteRule::new("maximum times minimum", product![call!(MAX; X, Y), call!(MIN; X, Y)], product![X, Y]),
    RewriteRule::new("positive and negative part", sum![call!(RELU; X), minus!(call!(RELU; minus!(X)))], X),
    RewriteRule::new("sum of positive and negative part", sum![call!(RELU; X), call!(RELU; minus!(X))], call!(ABS; X)),
];
