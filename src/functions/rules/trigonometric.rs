//! Sine, cosine and their quotients.

use crate::algebra::rule::RewriteRule;
use crate::functions::notation::{X, Y};
use crate::functions::trigonometric::{COS, COT, CSC, SEC, SIN, TAN};

/// Quotients of sine and cosine.
pub(super) static DEFINITIONS: &[RewriteRule] = &[
    RewriteRule::new("tangent", call!(TAN; X), product![call!(SIN; X), power!(call!(COS; X), -1)]),
    RewriteRule::new("cotangent", call!(COT; X), product![call!(COS; X), power!(call!(SIN; X), -1)]),
    RewriteRule::new("secant", call!(SEC; X), power!(call!(COS; X), -1)),
    RewriteRule::new("cosecant", call!(CSC; X), power!(call!(SIN; X), -1)),
];

pub(super) static SHORTER: &[RewriteRule] = &[
    RewriteRule::new("Pythagoras", sum![power!(call!(SIN; X), 2), power!(call!(COS; X), 2)], int!(1)),
    RewriteRule::new(
        "Pythagoras for the cosine",
        sum![minus!(power!(call!(SIN; X), 2)), int!(1)],
        power!(call!(COS; X), 2),
    ),
    RewriteRule::new(
        "Pythagoras for the sine",
        sum![minus!(power!(call!(COS; X), 2)), int!(1)],
        power!(call!(SIN; X), 2),
    ),
    RewriteRule::new("Pythagoras for the tangent", sum![power!(call!(TAN; X), 2), int!(1)], power!(call!(COS; X), -2)),
    RewriteRule::new(
        "Pythagoras for the cotangent",
        sum![power!(call!(COT; X), 2), int!(1)],
        power!(call!(SIN; X), -2),
    ),
    RewriteRule::new(
        "double angle of the sine",
        product![call!(SIN; X), call!(COS; X)],
        product![power!(int!(2), -1), call!(SIN; product![int!(2), X])],
    ),
    RewriteRule::new(
        "double angle of the cosine",
        sum![power!(call!(COS; X), 2), minus!(power!(call!(SIN; X), 2))],
        call!(COS; product![int!(2), X]),
    ),
    RewriteRule::new(
        "double angle of the cosine by the sine",
        sum![product![int!(-2), power!(call!(SIN; X), 2)], int!(1)],
        call!(COS; product![int!(2), X]),
    ),
    RewriteRule::new(
        "double angle of the cosine by the cosine",
        sum![product![int!(2), power!(call!(COS; X), 2)], int!(-1)],
        call!(COS; product![int!(2), X]),
    ),
    RewriteRule::new(
        "half angle of the tangent",
        product![call!(SIN; X), power!(sum![call!(COS; X), int!(1)], -1)],
        call!(TAN; product![power!(int!(2), -1), X]),
    ),
    RewriteRule::new("quotient of sine and cosine", product![call!(SIN; X), power!(call!(COS; X), -1)], call!(TAN; X)),
    RewriteRule::new("tangent times cosine", product![call!(TAN; X), call!(COS; X)], call!(SIN; X)),
    RewriteRule::new(
        "tangent over sine",
        product![call!(TAN; X), power!(call!(SIN; X), -1)],
        power!(call!(COS; X), -1),
    ),
    RewriteRule::new("secant times cosine", product![call!(SEC; X), call!(COS; X)], int!(1)),
    RewriteRule::new("cosecant times sine", product![call!(CSC; X), call!(SIN; X)], int!(1)),
    RewriteRule::new("cotangent times tangent", product![call!(COT; X), call!(TAN; X)], int!(1)),
    RewriteRule::new(
        "sine of a sum",
        sum![product![call!(SIN; X), call!(COS; Y)], product![call!(COS; X), call!(SIN; Y)]],
        call!(SIN; sum![X, Y]),
    ),
    RewriteRule::new(
        "sine of a difference",
        sum![product![call!(SIN; X), call!(COS; Y)], minus!(call!(COS; X), call!(SIN; Y))],
        call!(SIN; sum![X, minus!(Y)]),
    ),
    RewriteRule::new(
        "cosine of a sum",
        sum![product![call!(COS; X), call!(COS; Y)], minus!(call!(SIN; X), call!(SIN; Y))],
        call!(COS; sum![X, Y]),
    ),
    RewriteRule::new(
        "cosine of a difference",
        sum![product![call!(COS; X), call!(COS; Y)], product![call!(SIN; X), call!(SIN; Y)]],
        call!(COS; sum![X, minus!(Y)]),
    ),
];
