//! Absolute values, signs, maxima and minima.

use crate::calculus::simplify::Rule;
use crate::expr::Formula;
use crate::functions::activations::RELU;
use crate::functions::extrema::{MAX, MIN};
use crate::functions::notation::{X, Y};
use crate::functions::piecewise::{ABS, SIGN};

const DIFFERENCE: Formula = sum![X, minus!(Y)];
const HALF: Formula = power!(int!(2), -1);

/// By absolute values.
pub(super) static DEFINITIONS: &[Rule] = &[
    Rule {
        name: "maximum by the distance",
        from: call!(MAX; X, Y),
        to: product![HALF, sum![X, Y, call!(ABS; DIFFERENCE)]],
        when: &[],
    },
    Rule {
        name: "minimum by the distance",
        from: call!(MIN; X, Y),
        to: product![HALF, sum![X, Y, minus!(call!(ABS; DIFFERENCE))]],
        when: &[],
    },
    Rule { name: "positive part", from: call!(RELU; X), to: product![HALF, sum![X, call!(ABS; X)]], when: &[] },
];

pub(super) static SHORTER: &[Rule] = &[
    Rule { name: "size times sign", from: product![call!(SIGN; X), call!(ABS; X)], to: X, when: &[] },
    Rule { name: "number times sign", from: product![call!(SIGN; X), X], to: call!(ABS; X), when: &[] },
    Rule { name: "number over size", from: product![power!(call!(ABS; X), -1), X], to: call!(SIGN; X), when: &[] },
    Rule { name: "size over number", from: product![call!(ABS; X), power!(X, -1)], to: call!(SIGN; X), when: &[] },
    Rule { name: "cube of a sign", from: power!(call!(SIGN; X), 3), to: call!(SIGN; X), when: &[] },
    Rule { name: "maximum plus minimum", from: sum![call!(MAX; X, Y), call!(MIN; X, Y)], to: sum![X, Y], when: &[] },
    Rule {
        name: "maximum minus minimum",
        from: sum![call!(MAX; X, Y), minus!(call!(MIN; X, Y))],
        to: call!(ABS; DIFFERENCE),
        when: &[],
    },
    Rule {
        name: "maximum times minimum",
        from: product![call!(MAX; X, Y), call!(MIN; X, Y)],
        to: product![X, Y],
        when: &[],
    },
    Rule {
        name: "positive and negative part",
        from: sum![call!(RELU; X), minus!(call!(RELU; minus!(X)))],
        to: X,
        when: &[],
    },
    Rule {
        name: "sum of positive and negative part",
        from: sum![call!(RELU; X), call!(RELU; minus!(X))],
        to: call!(ABS; X),
        when: &[],
    },
];
