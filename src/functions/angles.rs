//! Exact values of the trigonometric functions in the first quadrant, and the angles that belong to exact values.

use super::identities::fraction;
use super::notation::X;
use crate::algebra::formula::instantiate;
use crate::algebra::normal::{closed_bounds, difference, product};
use crate::expr::{Constant, ExprId, Formula, Graph};
use crate::numeric::Rational;

/// An angle between 0 and pi/2, as a fraction of pi, with its sine, tangent and secant.
/// Cosine, cotangent and cosecant are those of the complement.
struct Angle {
    turn: (i64, i64),
    sine: Formula,
    /// None at pi/2.
    tangent: Option<Formula>,
    /// None at pi/2.
    secant: Option<Formula>,
}

const fn angle(turn: (i64, i64), sine: Formula, tangent: Formula, secant: Formula) -> Angle {
    Angle { turn, sine, tangent: Some(tangent), secant: Some(secant) }
}

/// `root!(2)` is the square root.
macro_rules! root {
    ($n:literal) => {
        power!(int!($n), 1 / 2)
    };
    ($radicand:expr) => {
        power!($radicand, 1 / 2)
    };
}

/// `over!(a, 4)` is a/4.
macro_rules! over {
    ($a:expr, $d:literal) => {
        product![power!(int!($d), -1), $a]
    };
}

const HALF: Formula = power!(int!(2), -1);

#[rustfmt::skip]
static ANGLES: [Angle; 13] = [
    angle((0, 1),  int!(0),                                              int!(0),                                                          int!(1)),
    angle((1, 12), over!(sum![root!(6), minus!(root!(2))], 4),           sum![int!(2), minus!(root!(3))],                                  sum![root!(6), minus!(root!(2))]),
    angle((1, 10), over!(sum![root!(5), int!(-1)], 4),                   over!(root!(sum![int!(25), product![int!(-10), root!(5)]]), 5),   over!(root!(sum![int!(50), product![int!(-10), root!(5)]]), 5)),
    angle((1, 8),  over!(root!(sum![int!(2), minus!(root!(2))]), 2),     sum![root!(2), int!(-1)],                                         root!(sum![int!(4), product![int!(-2), root!(2)]])),
    angle((1, 6),  HALF,                                                 over!(root!(3), 3),                                               over!(product![int!(2), root!(3)], 3)),
    angle((1, 5),  over!(root!(sum![int!(10), product![int!(-2), root!(5)]]), 4), root!(sum![int!(5), product![int!(-2), root!(5)]]),      sum![root!(5), int!(-1)]),
    angle((1, 4),  over!(root!(2), 2),                                   int!(1),                                                          root!(2)),
    angle((3, 10), over!(sum![root!(5), int!(1)], 4),                    over!(root!(sum![int!(25), product![int!(10), root!(5)]]), 5),    over!(root!(sum![int!(50), product![int!(10), root!(5)]]), 5)),
    angle((1, 3),  over!(root!(3), 2),                                   root!(3),                                                         int!(2)),
    angle((3, 8),  over!(root!(sum![int!(2), root!(2)]), 2),             sum![root!(2), int!(1)],                                          root!(sum![int!(4), product![int!(2), root!(2)]])),
    angle((2, 5),  over!(root!(sum![int!(10), product![int!(2), root!(5)]]), 4), root!(sum![int!(5), product![int!(2), root!(5)]]),        sum![root!(5), int!(1)]),
    angle((5, 12), over!(sum![root!(6), root!(2)], 4),                   sum![int!(2), root!(3)],                                          sum![root!(6), root!(2)]),
    Angle { turn: (1, 2), sine: int!(1), tangent: None, secant: None },
];

/// Which value of an angle.
#[derive(Clone, Copy)]
pub(super) enum Ratio {
    Sine,
    Tangent,
    Secant,
}

impl Angle {
    fn formula(&self, ratio: Ratio) -> Option<&Formula> {
        match ratio {
            Ratio::Sine => Some(&self.sine),
            Ratio::Tangent => self.tangent.as_ref(),
            Ratio::Secant => self.secant.as_ref(),
        }
    }
}

/// What the table knows of an angle.
pub(super) enum Exact {
    Value(ExprId),
    Pole,
    Unknown,
}

/// The sine, tangent or secant of `turn*pi`, for `turn` from 0 to 1/2.
pub(super) fn exact_value(graph: &mut Graph, ratio: Ratio, turn: &Rational) -> Exact {
    let Some(angle) = ANGLES.iter().find(|a| fraction(a.turn.0, a.turn.1) == *turn) else {
        return Exact::Unknown;
    };
    match angle.formula(ratio) {
        Some(formula) => Exact::Value(instantiate(graph, formula, &[])),
        None => Exact::Pole,
    }
}

/// The angle between 0 and pi/2, as a fraction of pi, whose sine, tangent or secant is `value`.
pub(super) fn angle_of(graph: &mut Graph, ratio: Ratio, value: ExprId) -> Option<Rational> {
    let size = closed_bounds(graph, value)?;
    for angle in &ANGLES {
        let Some(formula) = angle.formula(ratio) else {
            continue;
        };
        let candidate = instantiate(graph, formula, &[]);
        let near = closed_bounds(graph, candidate)?;
        if (near.value - size.value).abs() > 1e-6 {
            continue;
        }
        let gap = difference(graph, value, candidate);
        if graph.is_zero(gap) {
            return Some(fraction(angle.turn.0, angle.turn.1));
        }
    }
    None
}

/// `turn*pi`
pub(super) fn turns(graph: &mut Graph, turn: Rational) -> ExprId {
    let turn = graph.rational(turn);
    let pi = graph.constant(Constant::Pi);
    product(graph, &[turn, pi])
}

/// The angle between 0 and pi/2 whose sine, tangent or secant is `value`.
pub(super) fn known_angle(graph: &mut Graph, ratio: Ratio, value: ExprId) -> Option<ExprId> {
    let turn = angle_of(graph, ratio, value)?;
    Some(turns(graph, turn))
}

/// The angle as a fraction of pi, of either sign, whose sine or tangent this is.
pub(super) fn known_signed_angle(graph: &mut Graph, ratio: Ratio, value: ExprId) -> Option<Rational> {
    if let Some(turn) = angle_of(graph, ratio, value) {
        return Some(turn);
    }
    let minus_one = graph.integer(-1);
    let positive = product(graph, &[minus_one, value]);
    Some(-&angle_of(graph, ratio, positive)?)
}

/// `1 - x^2`
pub(super) const ONE_MINUS_SQUARE: Formula = sum![int!(1), minus!(power!(X, 2))];
/// `1 + x^2`
pub(super) const ONE_PLUS_SQUARE: Formula = sum![int!(1), power!(X, 2)];
/// `x^2 - 1`
pub(super) const SQUARE_MINUS_ONE: Formula = sum![power!(X, 2), int!(-1)];
