//! Sine, cosine and their quotients.

use crate::calculus::simplify::Rule;
use crate::functions::notation::{X, Y};
use crate::functions::trigonometric::{COS, COT, CSC, SEC, SIN, TAN};

/// Quotients of sine and cosine.
pub(super) static DEFINITIONS: &[Rule] = &[
    Rule::new("tangent", call!(TAN; X), product![call!(SIN; X), power!(call!(COS; X), -1)]),
    Rule::new("cotangent", call!(COT; X), product![call!(COS; X), power!(call!(SIN; X), -1)]),
    Rule::new("secant", call!(SEC; X), power!(call!(COS; X), -1)),
    Rule::new("cosecant", call!(CSC; X), power!(call!(SIN; X), -1)),
];

pub(super) static SHORTER: &[Rule] = &[
    Rule::new("Pythagoras", sum![power!(call!(SIN; X), 2), power!(call!(COS; X), 2)], int!(1)),
    Rule::new("Pythagoras for the cosine", sum![minus!(power!(call!(SIN; X), 2)), int!(1)], power!(call!(COS; X), 2)),
    Rule::new("Pythagoras for the sine", sum![minus!(power!(call!(COS; X), 2)), int!(1)], power!(call!(SIN; X), 2)),
    Rule::new("Pythagoras for the tangent", sum![power!(call!(TAN; X), 2), int!(1)], power!(call!(COS; X), -2)),
    Rule::new("Pythagoras for the cotangent", sum![power!(call!(COT; X), 2), int!(1)], power!(call!(SIN; X), -2)),
    Rule::new(
        "double angle of the sine",
        product![call!(SIN; X), call!(COS; X)],
        product![power!(int!(2), -1), call!(SIN; product![int!(2), X])],
    ),
    Rule::new(
        "double angle of the cosine",
        sum![power!(call!(COS; X), 2), minus!(power!(call!(SIN; X), 2))],
        call!(COS; product![int!(2), X]),
    ),
    Rule::new(
        "double angle of the cosine by the sine",
        sum![product![int!(-2), power!(call!(SIN; X), 2)], int!(1)],
        call!(COS; product![int!(2), X]),
    ),
    Rule::new(
        "double angle of the cosine by the cosine",
        sum![product![int!(2), power!(call!(COS; X), 2)], int!(-1)],
        call!(COS; product![int!(2), X]),
    ),
    Rule::new(
        "half angle of the tangent",
        product![call!(SIN; X), power!(sum![call!(COS; X), int!(1)], -1)],
        call!(TAN; product![power!(int!(2), -1), X]),
    ),
    Rule::new("quotient of sine and cosine", product![call!(SIN; X), power!(call!(COS; X), -1)], call!(TAN; X)),
    Rule::new("tangent times cosine", product![call!(TAN; X), call!(COS; X)], call!(SIN; X)),
    Rule::new("tangent over sine", product![call!(TAN; X), power!(call!(SIN; X), -1)], power!(call!(COS; X), -1)),
    Rule::new("secant times cosine", product![call!(SEC; X), call!(COS; X)], int!(1)),
    Rule::new("cosecant times sine", product![call!(CSC; X), call!(SIN; X)], int!(1)),
    Rule::new("cotangent times tangent", product![call!(COT; X), call!(TAN; X)], int!(1)),
    Rule::new(
        "sine of a sum",
        sum![product![call!(SIN; X), call!(COS; Y)], product![call!(COS; X), call!(SIN; Y)]],
        call!(SIN; sum![X, Y]),
    ),
    Rule::new(
        "sine of a difference",
        sum![product![call!(SIN; X), call!(COS; Y)], minus!(call!(COS; X), call!(SIN; Y))],
        call!(SIN; sum![X, minus!(Y)]),
    ),
    Rule::new(
        "cosine of a sum",
        sum![product![call!(COS; X), call!(COS; Y)], minus!(call!(SIN; X), call!(SIN; Y))],
        call!(COS; sum![X, Y]),
    ),
    Rule::new(
        "cosine of a difference",
        sum![product![call!(COS; X), call!(COS; Y)], product![call!(SIN; X), call!(SIN; Y)]],
        call!(COS; sum![X, minus!(Y)]),
    ),
];
