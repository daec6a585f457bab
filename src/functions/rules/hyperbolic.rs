//! The hyperbolic functions and what they are by exponentials.

use crate::calculus::simplify::Rule;
use crate::functions::activations::SIGMOID;
use crate::functions::exponential::{EXP, EXPM1};
use crate::functions::hyperbolic::{COSH, COTH, CSCH, SECH, SINH, TANH};
use crate::functions::notation::{X, Y};

/// Quotients of hyperbolic sine and cosine.
pub(super) static DEFINITIONS: &[Rule] = &[
    Rule { name: "tanh", from: call!(TANH; X), to: product![call!(SINH; X), power!(call!(COSH; X), -1)], when: &[] },
    Rule { name: "coth", from: call!(COTH; X), to: product![call!(COSH; X), power!(call!(SINH; X), -1)], when: &[] },
    Rule { name: "sech", from: call!(SECH; X), to: power!(call!(COSH; X), -1), when: &[] },
    Rule { name: "csch", from: call!(CSCH; X), to: power!(call!(SINH; X), -1), when: &[] },
];

/// Everything by the exponential.
pub(super) static EXPONENTIALS: &[Rule] = &[
    Rule {
        name: "sinh by exponentials",
        from: call!(SINH; X),
        to: product![power!(int!(2), -1), sum![call!(EXP; X), minus!(call!(EXP; minus!(X)))]],
        when: &[],
    },
    Rule {
        name: "cosh by exponentials",
        from: call!(COSH; X),
        to: product![power!(int!(2), -1), sum![call!(EXP; X), call!(EXP; minus!(X))]],
        when: &[],
    },
    Rule { name: "tanh by exponentials", from: call!(TANH; X), to: product![MINUS, power!(PLUS, -1)], when: &[] },
    Rule { name: "coth by exponentials", from: call!(COTH; X), to: product![PLUS, power!(MINUS, -1)], when: &[] },
    Rule {
        name: "sech by exponentials",
        from: call!(SECH; X),
        to: product![int!(2), TURN, power!(PLUS, -1)],
        when: &[],
    },
    Rule {
        name: "csch by exponentials",
        from: call!(CSCH; X),
        to: product![int!(2), TURN, power!(MINUS, -1)],
        when: &[],
    },
    Rule {
        name: "sigmoid by exponentials",
        from: call!(SIGMOID; X),
        to: product![TURN, power!(sum![TURN, int!(1)], -1)],
        when: &[],
    },
    Rule { name: "expm1 by exponentials", from: call!(EXPM1; X), to: sum![TURN, int!(-1)], when: &[] },
];

const TURN: crate::expr::Formula = call!(EXP; X);
const SQUARE: crate::expr::Formula = call!(EXP; product![int!(2), X]);
const PLUS: crate::expr::Formula = sum![SQUARE, int!(1)];
const MINUS: crate::expr::Formula = sum![SQUARE, int!(-1)];

pub(super) static SHORTER: &[Rule] = &[
    Rule {
        name: "hyperbolic Pythagoras",
        from: sum![power!(call!(COSH; X), 2), minus!(power!(call!(SINH; X), 2))],
        to: int!(1),
        when: &[],
    },
    Rule {
        name: "hyperbolic Pythagoras for cosh",
        from: sum![power!(call!(SINH; X), 2), int!(1)],
        to: power!(call!(COSH; X), 2),
        when: &[],
    },
    Rule {
        name: "hyperbolic Pythagoras for sinh",
        from: sum![power!(call!(COSH; X), 2), int!(-1)],
        to: power!(call!(SINH; X), 2),
        when: &[],
    },
    Rule {
        name: "hyperbolic Pythagoras for tanh",
        from: sum![minus!(power!(call!(TANH; X), 2)), int!(1)],
        to: power!(call!(COSH; X), -2),
        when: &[],
    },
    Rule {
        name: "double argument of sinh",
        from: product![call!(SINH; X), call!(COSH; X)],
        to: product![power!(int!(2), -1), call!(SINH; product![int!(2), X])],
        when: &[],
    },
    Rule {
        name: "double argument of cosh",
        from: sum![power!(call!(COSH; X), 2), power!(call!(SINH; X), 2)],
        to: call!(COSH; product![int!(2), X]),
        when: &[],
    },
    Rule {
        name: "double argument of cosh by sinh",
        from: sum![product![int!(2), power!(call!(SINH; X), 2)], int!(1)],
        to: call!(COSH; product![int!(2), X]),
        when: &[],
    },
    Rule {
        name: "double argument of cosh by cosh",
        from: sum![product![int!(2), power!(call!(COSH; X), 2)], int!(-1)],
        to: call!(COSH; product![int!(2), X]),
        when: &[],
    },
    Rule {
        name: "quotient of sinh and cosh",
        from: product![call!(SINH; X), power!(call!(COSH; X), -1)],
        to: call!(TANH; X),
        when: &[],
    },
    Rule {
        name: "quotient of cosh and sinh",
        from: product![call!(COSH; X), power!(call!(SINH; X), -1)],
        to: call!(COTH; X),
        when: &[],
    },
    Rule { name: "tanh times cosh", from: product![call!(TANH; X), call!(COSH; X)], to: call!(SINH; X), when: &[] },
    Rule { name: "cosh plus sinh", from: sum![call!(COSH; X), call!(SINH; X)], to: call!(EXP; X), when: &[] },
    Rule {
        name: "cosh minus sinh",
        from: sum![call!(COSH; X), minus!(call!(SINH; X))],
        to: call!(EXP; minus!(X)),
        when: &[],
    },
    Rule {
        name: "sinh from exponentials",
        from: sum![call!(EXP; X), minus!(call!(EXP; minus!(X)))],
        to: product![int!(2), call!(SINH; X)],
        when: &[],
    },
    Rule {
        name: "cosh from exponentials",
        from: sum![call!(EXP; X), call!(EXP; minus!(X))],
        to: product![int!(2), call!(COSH; X)],
        when: &[],
    },
    Rule {
        name: "tanh from exponentials",
        from: product![
            sum![call!(EXP; product![int!(2), X]), int!(-1)],
            power!(sum![call!(EXP; product![int!(2), X]), int!(1)], -1)
        ],
        to: call!(TANH; X),
        when: &[],
    },
    Rule {
        name: "sinh of a sum",
        from: sum![product![call!(SINH; X), call!(COSH; Y)], product![call!(COSH; X), call!(SINH; Y)]],
        to: call!(SINH; sum![X, Y]),
        when: &[],
    },
    Rule {
        name: "cosh of a sum",
        from: sum![product![call!(COSH; X), call!(COSH; Y)], product![call!(SINH; X), call!(SINH; Y)]],
        to: call!(COSH; sum![X, Y]),
        when: &[],
    },
];
