//! The inverses of the trigonometric functions.

use super::angles::{ONE_MINUS_SQUARE, ONE_PLUS_SQUARE, Ratio, SQUARE_MINUS_ONE, angle_of};
use super::identities::{fraction, odd, turned};
use super::notation::{BINARY, PI, X, Y, not_negative, positive, within};
use super::piecewise::{ABS, FLOOR};
use super::requirements;
use super::simpler;
use super::trigonometric::{COS, SIN, TAN};
use crate::algebra::closed::whole_value;
use crate::algebra::normal::{call as call_of, closed_sign, difference, is_positive, product, quotient, sum};
use crate::expr::{
    Algebraic, Constant, Derivative, DoubleFunction, ExprId, Formula, FunctionDef, Graph, Latex, Node, RealInterval,
    Shape,
};
use crate::numeric::interval::extension;
use crate::numeric::{Ball, Rational, real};

const HALF_PI: Formula = product![power!(int!(2), -1), PI];
const BELOW_HALF_PI: Formula = sum![HALF_PI, minus!(X)];
const ABOVE_MINUS_HALF_PI: Formula = sum![HALF_PI, X];

/// The inverse sine.
pub static ASIN: FunctionDef = FunctionDef {
    aliases: &["arcsin"],
    inverse: within(&[call!(SIN; X)], &[not_negative(BELOW_HALF_PI), not_negative(ABOVE_MINUS_HALF_PI)]),
    derivative: Derivative::Formulas(&[power!(ONE_MINUS_SQUARE, -1 / 2)]),
    special: |graph, a| {
        known_angle(graph, Ratio::Sine, a[0])
            .or_else(|| angle_within(graph, Algebraic::Sine { circular: true }, a[0]))
            .or_else(|| odd(graph, &ASIN, a[0]))
    },
    requires: |_, _| Some(&requirements::UNIT),
    domain: "-1 <= x <= 1",
    shape: Some(Shape { convex: &[RealInterval::UPPER], concave: &[RealInterval::LOWER], ..Shape::SIGMOIDAL }),
    algebraic: Algebraic::InverseSine { circular: true },
    latex: Latex::Operator("\\arcsin"),
    help: "The angle from -pi/2 to pi/2 whose sine this is.",
    example: ("asin(1/2)", "pi/6"),
    ..unary!(asin, ball)
};

/// The inverse cosine.
pub static ACOS: FunctionDef = FunctionDef {
    aliases: &["arccos"],
    inverse: within(&[call!(COS; X)], &[not_negative(X), not_negative(sum![PI, minus!(X)])]),
    derivative: Derivative::Formulas(&[minus!(power!(ONE_MINUS_SQUARE, -1 / 2))]),
    special: |graph, a| {
        let Some(complement) = known_signed_angle(graph, Ratio::Sine, a[0]) else {
            return angle_within(graph, Algebraic::Cosine { circular: true }, a[0]);
        };
        Some(turns(graph, &fraction(1, 2) - &complement))
    },
    requires: |_, _| Some(&requirements::UNIT),
    domain: "-1 <= x <= 1",
    shape: Some(Shape { rising: &[], falling: &[RealInterval::ENTIRE], ..Shape::SIGMOIDAL }),
    algebraic: Algebraic::InverseCosine { circular: true },
    latex: Latex::Operator("\\arccos"),
    help: "The angle from 0 to pi whose cosine this is.",
    example: ("acos(1/2)", "pi/3"),
    ..unary!(acos, ball)
};

/// The inverse tangent.
pub static ATAN: FunctionDef = FunctionDef {
    aliases: &["arctan"],
    ends: &simpler::ATAN_ENDS,
    inverse: within(&[call!(TAN; X)], &[positive(BELOW_HALF_PI), positive(ABOVE_MINUS_HALF_PI)]),
    derivative: Derivative::Formulas(&[power!(ONE_PLUS_SQUARE, -1)]),
    special: |graph, a| {
        known_angle(graph, Ratio::Tangent, a[0])
            .or_else(|| angle_within(graph, Algebraic::Tangent { circular: true }, a[0]))
            .or_else(|| odd(graph, &ATAN, a[0]))
    },
    shape: Some(Shape::SIGMOIDAL),
    algebraic: Algebraic::InverseTangent { circular: true },
    latex: Latex::Operator("\\arctan"),
    help: "The angle between -pi/2 and pi/2 whose tangent this is.",
    example: ("atan(sqrt(3))", "pi/3"),
    ..unary!(atan, ball)
};

/// The inverse secant.
pub static ASEC: FunctionDef = FunctionDef {
    aliases: &["arcsec"],
    ball: |a| a[0].like(1).div(&a[0])?.acos(),
    simpler: Some(simpler::asec),
    derivative: Derivative::Formulas(&[product![power!(call!(ABS; X), -1), power!(SQUARE_MINUS_ONE, -1 / 2)]]),
    special: |graph, a| {
        if let Some(turn) = angle_of(graph, Ratio::Secant, a[0]) {
            return Some(turns(graph, turn));
        }
        let positive = turned(graph, a[0])?;
        let angle = call_of(graph, &ASEC, &[positive]);
        let pi = graph.constant(Constant::Pi);
        Some(difference(graph, pi, angle))
    },
    requires: |_, _| Some(&requirements::OUTSIDE),
    domain: "x <= -1 or x >= 1",
    latex: Latex::Operator("\\operatorname{arcsec}"),
    help: "The angle from 0 to pi whose secant this is.",
    example: ("asec(2)", "pi/3"),
    ..unary!(asec)
};

/// The inverse cosecant.
pub static ACSC: FunctionDef = FunctionDef {
    aliases: &["arccsc"],
    ball: |a| a[0].like(1).div(&a[0])?.asin(),
    simpler: Some(simpler::acsc),
    derivative: Derivative::Formulas(&[minus!(power!(call!(ABS; X), -1), power!(SQUARE_MINUS_ONE, -1 / 2))]),
    special: |graph, a| match angle_of(graph, Ratio::Secant, a[0]) {
        Some(turn) => Some(turns(graph, &fraction(1, 2) - &turn)),
        None => odd(graph, &ACSC, a[0]),
    },
    requires: |_, _| Some(&requirements::OUTSIDE),
    domain: "x <= -1 or x >= 1",
    latex: Latex::Operator("\\operatorname{arccsc}"),
    help: "The angle from -pi/2 to pi/2 whose cosecant this is.",
    example: ("acsc(2)", "pi/6"),
    ..unary!(acsc)
};

/// The inverse cotangent.
pub static ACOT: FunctionDef = FunctionDef {
    aliases: &["arccot"],
    ball: |a| if a[0].is_zero() { Ball::pi(a[0].bits())?.over(2) } else { a[0].like(1).div(&a[0])?.atan() },
    simpler: Some(simpler::acot),
    derivative: Derivative::Formulas(&[minus!(power!(ONE_PLUS_SQUARE, -1))]),
    special: |graph, a| {
        // Not odd: acot(0) is pi/2 from both sides' conventions but one.
        let turn = known_signed_angle(graph, Ratio::Tangent, a[0])?;
        let quarter = if turn.is_negative() { fraction(-1, 2) } else { fraction(1, 2) };
        Some(turns(graph, &quarter - &turn))
    },
    kink: "at 0 it jumps from -pi/2 to pi/2; acot(0) = pi/2 and the derivative used there is -1",
    latex: Latex::Operator("\\operatorname{arccot}"),
    help: "The angle between -pi/2 and pi/2 whose cotangent this is.",
    example: ("acot(1)", "pi/4"),
    ..unary!(acot)
};

/// The angle of a point.
pub static ATAN2: FunctionDef = FunctionDef {
    name: "atan2",
    aliases: &["arctan2"],
    value: DoubleFunction::Two(real::atan2),
    ball: |a| Ball::atan2(&a[0], &a[1]),
    interval: Some(|a| extension::atan2(a[0], a[1])),
    derivative: Derivative::Formulas(&[product![Y, power!(SQUARES, -1)], minus!(X, power!(SQUARES, -1))]),
    special: |graph, a| angle_of_point(graph, a[0], a[1]),
    kink: "on the negative x axis it jumps from -pi to pi; atan2(0, 0) = 0",
    latex: Latex::Operator("\\operatorname{atan2}"),
    help: "atan2(y, x) is the angle of the point (x, y), from -pi to pi.",
    example: ("atan2(1, -1)", "3pi/4"),
    ..BINARY
};

const SQUARES: Formula = sum![power!(X, 2), power!(Y, 2)];

/// `turn*pi`
fn turns(graph: &mut Graph, turn: Rational) -> ExprId {
    let turn = graph.rational(turn);
    let pi = graph.constant(Constant::Pi);
    product(graph, &[turn, pi])
}

fn known_angle(graph: &mut Graph, ratio: Ratio, value: ExprId) -> Option<ExprId> {
    let turn = angle_of(graph, ratio, value)?;
    Some(turns(graph, turn))
}

/// Of the sine, cosine or tangent of a closed number the angle that their inverse gives: half turns are taken away, and where
/// their number is odd the rest is turned around.
fn angle_within(graph: &mut Graph, wave: Algebraic, value: ExprId) -> Option<ExprId> {
    let u = match graph.node(value) {
        Node::Call(f, &[u]) if f.algebraic == wave => u,
        _ => return None,
    };
    let (cosine, tangent) =
        (wave == Algebraic::Cosine { circular: true }, wave == Algebraic::Tangent { circular: true });
    let pi = graph.constant(Constant::Pi);
    let (halves, offset) = (quotient(graph, u, pi), graph.rational(fraction(if cosine { 0 } else { 1 }, 2)));
    let halves = sum(graph, &[halves, offset]);
    let k = whole_value(graph, &FLOOR, halves)?;
    let odd = k % 2 != 0;
    let away = turns(graph, Rational::from(if odd && cosine { k.checked_add(1)? } else { k }));
    Some(if odd && !tangent { difference(graph, away, u) } else { difference(graph, u, away) })
}

/// The angle as a fraction of pi, of either sign, whose sine or tangent this is.
fn known_signed_angle(graph: &mut Graph, ratio: Ratio, value: ExprId) -> Option<Rational> {
    if let Some(turn) = angle_of(graph, ratio, value) {
        return Some(turn);
    }
    let minus_one = graph.integer(-1);
    let positive = product(graph, &[minus_one, value]);
    Some(-&angle_of(graph, ratio, positive)?)
}

fn angle_of_point(graph: &mut Graph, y: ExprId, x: ExprId) -> Option<ExprId> {
    use std::cmp::Ordering::{Greater, Less};
    if graph.is_zero(x) {
        return match closed_sign(graph, y) {
            _ if graph.is_zero(y) => Some(graph.integer(0)),
            Some(Greater) => Some(turns(graph, fraction(1, 2))),
            Some(Less) => Some(turns(graph, fraction(-1, 2))),
            _ => None,
        };
    }
    if is_positive(graph, x) || closed_sign(graph, x) == Some(Greater) {
        let slope = quotient(graph, y, x);
        return Some(call_of(graph, &ATAN, &[slope]));
    }
    // To the left of the y axis the inverse tangent is half a turn off, up or down.
    let half_turn = match (closed_sign(graph, x)?, closed_sign(graph, y)) {
        (Less, Some(Greater)) => Rational::one(),
        (Less, Some(Less)) => Rational::from(-1),
        (Less, _) if graph.is_zero(y) => Rational::one(),
        _ => return None,
    };
    let slope = quotient(graph, y, x);
    let angle = call_of(graph, &ATAN, &[slope]);
    let half_turn = turns(graph, half_turn);
    Some(sum(graph, &[angle, half_turn]))
}
