//! Sine, cosine and their quotients.

use crate::calculus::simplify::Rule;
use crate::functions::notation::{X, Y};
use crate::functions::trigonometric::{COS, COT, CSC, SEC, SIN, TAN};

/// Quotients of sine and cosine.
pub(super) static DEFINITIONS: &[Rule] = &[
    Rule { name: "tangent", from: call!(TAN; X), to: product![call!(SIN; X), power!(call!(COS; X), -1)], when: &[] },
    Rule { name: "cotangent", from: call!(COT; X), to: product![call!(COS; X), power!(call!(SIN; X), -1)], when: &[] },
    Rule { name: "secant", from: call!(SEC; X), to: power!(call!(COS; X), -1), when: &[] },
    Rule { name: "cosecant", from: call!(CSC; X), to: power!(call!(SIN; X), -1), when: &[] },
];

pub(super) static SHORTER: &[Rule] = &[
    Rule { name: "Pythagoras", from: sum![power!(call!(SIN; X), 2), power!(call!(COS; X), 2)], to: int!(1), when: &[] },
    Rule {
        name: "Pythagoras for the cosine",
        from: sum![minus!(power!(call!(SIN; X), 2)), int!(1)],
        to: power!(call!(COS; X), 2),
        when: &[],
    },
    Rule {
        name: "Pythagoras for the sine",
        from: sum![minus!(power!(call!(COS; X), 2)), int!(1)],
        to: power!(call!(SIN; X), 2),
        when: &[],
    },
    Rule {
        name: "Pythagoras for the tangent",
        from: sum![power!(call!(TAN; X), 2), int!(1)],
        to: power!(call!(COS; X), -2),
        when: &[],
    },
    Rule {
        name: "Pythagoras for the cotangent",
        from: sum![power!(call!(COT; X), 2), int!(1)],
        to: power!(call!(SIN; X), -2),
        when: &[],
    },
    Rule {
        name: "double angle of the sine",
        from: product![call!(SIN; X), call!(COS; X)],
        to: product![power!(int!(2), -1), call!(SIN; product![int!(2), X])],
        when: &[],
    },
    Rule {
        name: "double angle of the cosine",
        from: sum![power!(call!(COS; X), 2), minus!(power!(call!(SIN; X), 2))],
        to: call!(COS; product![int!(2), X]),
        when: &[],
    },
    Rule {
        name: "double angle of the cosine by the sine",
        from: sum![product![int!(-2), power!(call!(SIN; X), 2)], int!(1)],
        to: call!(COS; product![int!(2), X]),
        when: &[],
    },
    Rule {
        name: "double angle of the cosine by the cosine",
        from: sum![product![int!(2), power!(call!(COS; X), 2)], int!(-1)],
        to: call!(COS; product![int!(2), X]),
        when: &[],
    },
    Rule {
        name: "half angle of the tangent",
        from: product![call!(SIN; X), power!(sum![call!(COS; X), int!(1)], -1)],
        to: call!(TAN; product![power!(int!(2), -1), X]),
        when: &[],
    },
    Rule {
        name: "quotient of sine and cosine",
        from: product![call!(SIN; X), power!(call!(COS; X), -1)],
        to: call!(TAN; X),
        when: &[],
    },
    Rule { name: "tangent times cosine", from: product![call!(TAN; X), call!(COS; X)], to: call!(SIN; X), when: &[] },
    Rule {
        name: "tangent over sine",
        from: product![call!(TAN; X), power!(call!(SIN; X), -1)],
        to: power!(call!(COS; X), -1),
        when: &[],
    },
    Rule { name: "secant times cosine", from: product![call!(SEC; X), call!(COS; X)], to: int!(1), when: &[] },
    Rule { name: "cosecant times sine", from: product![call!(CSC; X), call!(SIN; X)], to: int!(1), when: &[] },
    Rule { name: "cotangent times tangent", from: product![call!(COT; X), call!(TAN; X)], to: int!(1), when: &[] },
    Rule {
        name: "sine of a sum",
        from: sum![product![call!(SIN; X), call!(COS; Y)], product![call!(COS; X), call!(SIN; Y)]],
        to: call!(SIN; sum![X, Y]),
        when: &[],
    },
    Rule {
        name: "sine of a difference",
        from: sum![product![call!(SIN; X), call!(COS; Y)], minus!(call!(COS; X), call!(SIN; Y))],
        to: call!(SIN; sum![X, minus!(Y)]),
        when: &[],
    },
    Rule {
        name: "cosine of a sum",
        from: sum![product![call!(COS; X), call!(COS; Y)], minus!(call!(SIN; X), call!(SIN; Y))],
        to: call!(COS; sum![X, Y]),
        when: &[],
    },
    Rule {
        name: "cosine of a difference",
        from: sum![product![call!(COS; X), call!(COS; Y)], product![call!(SIN; X), call!(SIN; Y)]],
        to: call!(COS; sum![X, minus!(Y)]),
        when: &[],
    },
];
