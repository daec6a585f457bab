//! The hyperbolic functions and what they are by exponentials.

use crate::algebra::rule::RewriteRule;
use crate::functions::activations::SIGMOID;
use crate::functions::exponential::{EXP, EXPM1};
use crate::functions::hyperbolic::{COSH, COTH, CSCH, SECH, SINH, TANH};
use crate::functions::notation::{X, Y};

/// Quotients of hyperbolic sine and cosine.
pub(super) static DEFINITIONS: &[RewriteRule] = &[
    RewriteRule::new("tanh", call!(TANH; X), product![call!(SINH; X), power!(call!(COSH; X), -1)]),
    RewriteRule::new("coth", call!(COTH; X), product![call!(COSH; X), power!(call!(SINH; X), -1)]),
    RewriteRule::new("sech", call!(SECH; X), power!(call!(COSH; X), -1)),
    RewriteRule::new("csch", call!(CSCH; X), power!(call!(SINH; X), -1)),
];

/// Everything by the exponential.
pub(super) static EXPONENTIALS: &[RewriteRule] = &[
    RewriteRule::new(
        "sinh by exponentials",
        call!(SINH; X),
        product![power!(int!(2), -1), sum![call!(EXP; X), minus!(call!(EXP; minus!(X)))]],
    ),
    RewriteRule::new(
        "cosh by exponentials",
        call!(COSH; X),
        product![power!(int!(2), -1), sum![call!(EXP; X), call!(EXP; minus!(X))]],
    ),
    RewriteRule::new("tanh by exponentials", call!(TANH; X), product![MINUS, power!(PLUS, -1)]),
    RewriteRule::new("coth by exponentials", call!(COTH; X), product![PLUS, power!(MINUS, -1)]),
    RewriteRule::new("sech by exponentials", call!(SECH; X), product![int!(2), TURN, power!(PLUS, -1)]),
    RewriteRule::new("csch by exponentials", call!(CSCH; X), product![int!(2), TURN, power!(MINUS, -1)]),
    RewriteRule::new("sigmoid by exponentials", call!(SIGMOID; X), product![TURN, power!(sum![TURN, int!(1)], -1)]),
    RewriteRule::new("expm1 by exponentials", call!(EXPM1; X), sum![TURN, int!(-1)]),
];

const TURN: crate::expr::Formula = call!(EXP; X);
const SQUARE: crate::expr::Formula = call!(EXP; product![int!(2), X]);
const PLUS: crate::expr::Formula = sum![SQUARE, int!(1)];
const MINUS: crate::expr::Formula = sum![SQUARE, int!(-1)];

pub(super) static SHORTER: &[RewriteRule] = &[
    RewriteRule::new(
        "hyperbolic Pythagoras",
        sum![power!(call!(COSH; X), 2), minus!(power!(call!(SINH; X), 2))],
        int!(1),
    ),
    RewriteRule::new(
        "hyperbolic Pythagoras for cosh",
        sum![power!(call!(SINH; X), 2), int!(1)],
        power!(call!(COSH; X), 2),
    ),
    RewriteRule::new(
        "hyperbolic Pythagoras for sinh",
        sum![power!(call!(COSH; X), 2), int!(-1)],
        power!(call!(SINH; X), 2),
    ),
    RewriteRule::new(
        "hyperbolic Pythagoras for tanh",
        sum![minus!(power!(call!(TANH; X), 2)), int!(1)],
        power!(call!(COSH; X), -2),
    ),
    RewriteRule::new(
        "double argument of sinh",
        product![call!(SINH; X), call!(COSH; X)],
        product![power!(int!(2), -1), call!(SINH; product![int!(2), X])],
    ),
    RewriteRule::new(
        "double argument of cosh",
        sum![power!(call!(COSH; X), 2), power!(call!(SINH; X), 2)],
        call!(COSH; product![int!(2), X]),
    ),
    RewriteRule::new(
        "double argument of cosh by sinh",
        sum![product![int!(2), power!(call!(SINH; X), 2)], int!(1)],
        call!(COSH; product![int!(2), X]),
    ),
    RewriteRule::new(
        "double argument of cosh by cosh",
        sum![product![int!(2), power!(call!(COSH; X), 2)], int!(-1)],
        call!(COSH; product![int!(2), X]),
    ),
    RewriteRule::new("quotient of sinh and cosh", product![call!(SINH; X), power!(call!(COSH; X), -1)], call!(TANH; X)),
    RewriteRule::new("quotient of cosh and sinh", product![call!(COSH; X), power!(call!(SINH; X), -1)], call!(COTH; X)),
    RewriteRule::new("tanh times cosh", product![call!(TANH; X), call!(COSH; X)], call!(SINH; X)),
    RewriteRule::new("cosh plus sinh", sum![call!(COSH; X), call!(SINH; X)], call!(EXP; X)),
    RewriteRule::new("cosh minus sinh", sum![call!(COSH; X), minus!(call!(SINH; X))], call!(EXP; minus!(X))),
    RewriteRule::new(
        "sinh from exponentials",
        sum![call!(EXP; X), minus!(call!(EXP; minus!(X)))],
        product![int!(2), call!(SINH; X)],
    ),
    RewriteRule::new(
        "cosh from exponentials",
        sum![call!(EXP; X), call!(EXP; minus!(X))],
        product![int!(2), call!(COSH; X)],
    ),
    RewriteRule::new(
        "tanh from exponentials",
        product![
            sum![call!(EXP; product![int!(2), X]), int!(-1)],
            power!(sum![call!(EXP; product![int!(2), X]), int!(1)], -1)
        ],
        call!(TANH; X),
    ),
    RewriteRule::new(
        "sinh of a sum",
        sum![product![call!(SINH; X), call!(COSH; Y)], product![call!(COSH; X), call!(SINH; Y)]],
        call!(SINH; sum![X, Y]),
    ),
    RewriteRule::new(
        "cosh of a sum",
        sum![product![call!(COSH; X), call!(COSH; Y)], product![call!(SINH; X), call!(SINH; Y)]],
        call!(COSH; sum![X, Y]),
    ),
];
