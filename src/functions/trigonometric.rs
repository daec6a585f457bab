//! Sine, cosine, tangent, their reciprocals, and the inverses of all.

use super::angles::{
    Exact, ONE_MINUS_SQUARE, ONE_PLUS_SQUARE, Ratio, SQUARE_MINUS_ONE, angle_of, exact_value, known_angle,
    known_signed_angle, turns,
};
use super::identities::{even, fraction, inside, multiple_of_pi, odd, turned};
use super::notation::{BINARY, PI, X, Y, case, not_negative, periodic, positive, within};
use super::piecewise::{ABS, FLOOR};
use super::requirements;
use crate::algebra::closed::whole_value;
use crate::algebra::formula::instantiate;
use crate::algebra::normal::{
    call as call_of, closed_sign, difference, is_positive, negation, outside_domain, product, quotient, sum,
};
use crate::expr::{
    Algebraic, Asymptote, Condition, Constant, Derivative, DoubleFunction, ExprId, Formula, FunctionDef, Graph, Latex,
    Node, RealInterval, Relation, Shape,
};
use crate::numeric::interval::extension;
use crate::numeric::{Ball, Rational, real};

/// Not an odd multiple of π/2.
static OFF_QUARTERS: Condition = Condition::Apart {
    argument: X,
    from: product![power!(int!(2), -1), PI],
    step: PI,
    one_way: false,
    zero: Some(call!(COS; X)),
};

/// Not a multiple of π.
static OFF_HALVES: Condition =
    Condition::Apart { argument: X, from: int!(0), step: PI, one_way: false, zero: Some(call!(SIN; X)) };

/// The sine.
pub static SIN: FunctionDef = FunctionDef {
    period: Some(TURN),
    inverse: periodic(&[call!(ASIN; X), sum![PI, minus!(call!(ASIN; X))]], TURN),
    derivative: Derivative::Formulas(&[call!(COS; X)]),
    special: |graph, a| circular(graph, a[0], &SINE),
    algebraic: Algebraic::Sine { circular: true },
    latex: Latex::Operator("\\sin"),
    help: "The sine of an angle in radians.",
    example: ("sin(pi/6)", "1/2"),
    ..unary!(sin, ball)
};

/// The cosine.
pub static COS: FunctionDef = FunctionDef {
    period: Some(TURN),
    inverse: periodic(&[call!(ACOS; X), minus!(call!(ACOS; X))], TURN),
    derivative: Derivative::Formulas(&[minus!(call!(SIN; X))]),
    special: |graph, a| circular(graph, a[0], &COSINE),
    algebraic: Algebraic::Cosine { circular: true },
    latex: Latex::Operator("\\cos"),
    help: "The cosine of an angle in radians.",
    example: ("cos(pi/3)", "1/2"),
    ..unary!(cos, ball)
};

/// The tangent.
pub static TAN: FunctionDef = FunctionDef {
    aliases: &["tg"],
    period: Some(HALF_TURN),
    definition: Some(product![call!(SIN; X), power!(call!(COS; X), -1)]),
    inverse: periodic(&[call!(ATAN; X)], HALF_TURN),
    derivative: Derivative::Formulas(&[sum![int!(1), power!(call!(TAN; X), 2)]]),
    special: |graph, a| circular(graph, a[0], &TANGENT),
    requires: |_, _| Some(&OFF_QUARTERS),
    domain: "x != pi/2 + k*pi",
    algebraic: Algebraic::Tangent { circular: true },
    latex: Latex::Operator("\\tan"),
    help: "The tangent of an angle in radians: sine over cosine.",
    example: ("tan(pi/4)", "1"),
    ..unary!(tan, ball)
};

/// The secant.
pub static SEC: FunctionDef = FunctionDef {
    ball: |a| a[0].like(1).div(&a[0].cos()?),
    period: Some(TURN),
    definition: Some(power!(call!(COS; X), -1)),
    inverse: periodic(&[call!(ACOS; power!(X, -1)), minus!(call!(ACOS; power!(X, -1)))], TURN),
    derivative: Derivative::Formulas(&[product![call!(SEC; X), call!(TAN; X)]]),
    special: |graph, a| circular(graph, a[0], &SECANT),
    requires: |_, _| Some(&OFF_QUARTERS),
    domain: "x != pi/2 + k*pi",
    latex: Latex::Operator("\\sec"),
    help: "The secant: one over the cosine.",
    example: ("sec(pi/3)", "2"),
    ..unary!(sec)
};

/// The cosecant.
pub static CSC: FunctionDef = FunctionDef {
    aliases: &["cosec"],
    value: DoubleFunction::One(|x| if x == 0.0 { f64::NAN } else { real::csc(x) }),
    ball: |a| a[0].like(1).div(&a[0].sin()?),
    period: Some(TURN),
    definition: Some(power!(call!(SIN; X), -1)),
    inverse: periodic(&[call!(ASIN; power!(X, -1)), sum![PI, minus!(call!(ASIN; power!(X, -1)))]], TURN),
    derivative: Derivative::Formulas(&[minus!(call!(CSC; X), call!(COT; X))]),
    special: |graph, a| circular(graph, a[0], &COSECANT),
    requires: |_, _| Some(&OFF_HALVES),
    domain: "x != k*pi",
    latex: Latex::Operator("\\csc"),
    help: "The cosecant: one over the sine.",
    example: ("csc(pi/6)", "2"),
    ..unary!(csc)
};

/// The cotangent.
pub static COT: FunctionDef = FunctionDef {
    aliases: &["ctg"],
    value: DoubleFunction::One(|x| if x == 0.0 { f64::NAN } else { real::cot(x) }),
    ball: |a| a[0].like(1).div(&a[0].tan()?),
    period: Some(HALF_TURN),
    definition: Some(product![call!(COS; X), power!(call!(SIN; X), -1)]),
    inverse: periodic(&[sum![product![power!(int!(2), -1), PI], minus!(call!(ATAN; X))]], HALF_TURN),
    derivative: Derivative::Formulas(&[minus!(sum![int!(1), power!(call!(COT; X), 2)])]),
    special: |graph, a| circular(graph, a[0], &COTANGENT),
    requires: |_, _| Some(&OFF_HALVES),
    domain: "x != k*pi",
    latex: Latex::Operator("\\cot"),
    help: "The cotangent: cosine over sine.",
    example: ("cot(pi/4)", "1"),
    ..unary!(cot)
};

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
    ends: &ATAN_ENDS,
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
    simpler: formula!(call!(ACOS; power!(X, -1))),
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
    simpler: formula!(call!(ASIN; power!(X, -1))),
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
    simpler: Some(by_inverse_tangent),
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

/// The whole turn, after which sine and cosine repeat.
const TURN: Formula = product![int!(2), PI];
/// Half of it, after which the tangent repeats.
const HALF_TURN: Formula = PI;
const HALF_PI: Formula = product![power!(int!(2), -1), PI];
const BELOW_HALF_PI: Formula = sum![HALF_PI, minus!(X)];
const ABOVE_MINUS_HALF_PI: Formula = sum![HALF_PI, X];

// A static, since a constant that names a record must not stand in that record.
static ATAN_ENDS: [Asymptote; 2] = [
    Asymptote::up(sum![HALF_PI, minus!(call!(ATAN; INVERSE))], None),
    Asymptote::down(sum![minus!(HALF_PI), minus!(call!(ATAN; INVERSE))], None),
];

fn by_inverse_tangent(graph: &mut Graph, a: &[ExprId]) -> Option<ExprId> {
    const OF_INVERSE: Formula = call!(ATAN; INVERSE);
    let (at_zero, elsewhere) = (instantiate(graph, &HALF_PI, a), instantiate(graph, &OF_INVERSE, a));
    Some(case(graph, a[0], Relation::Equal, at_zero, elsewhere))
}

const SQUARES: Formula = sum![power!(X, 2), power!(Y, 2)];

/// How one of the six behaves under the symmetries of the circle, and over the inverses.
struct Circular {
    function: &'static FunctionDef,
    odd: bool,
    /// What `f(x + pi/2)` is, but for the sign.
    shifted: &'static FunctionDef,
    shift_negative: bool,
    /// Its sign in the second quadrant is negative.
    second_negative: bool,
    ratio: Ratio,
    /// The table has it at the complement of the angle.
    at_complement: bool,
    /// What it makes of the inverse functions, over their argument.
    over_inverse: &'static [(&'static FunctionDef, Formula)],
}

const ROOT_1_MINUS: Formula = power!(ONE_MINUS_SQUARE, 1 / 2);
const INVERSE_ROOT_1_MINUS: Formula = power!(ONE_MINUS_SQUARE, -1 / 2);
const ROOT_1_PLUS: Formula = power!(ONE_PLUS_SQUARE, 1 / 2);
const INVERSE_ROOT_1_PLUS: Formula = power!(ONE_PLUS_SQUARE, -1 / 2);
const INVERSE: Formula = power!(X, -1);

static SINE: Circular = Circular {
    function: &SIN,
    odd: true,
    shifted: &COS,
    shift_negative: false,
    second_negative: false,
    ratio: Ratio::Sine,
    at_complement: false,
    over_inverse: &[(&ASIN, X), (&ACOS, ROOT_1_MINUS), (&ATAN, product![X, INVERSE_ROOT_1_PLUS]), (&ACSC, INVERSE)],
};

static COSINE: Circular = Circular {
    function: &COS,
    odd: false,
    shifted: &SIN,
    shift_negative: true,
    second_negative: true,
    ratio: Ratio::Sine,
    at_complement: true,
    over_inverse: &[(&ACOS, X), (&ASIN, ROOT_1_MINUS), (&ATAN, INVERSE_ROOT_1_PLUS), (&ASEC, INVERSE)],
};

static TANGENT: Circular = Circular {
    function: &TAN,
    odd: true,
    shifted: &COT,
    shift_negative: true,
    second_negative: true,
    ratio: Ratio::Tangent,
    at_complement: false,
    over_inverse: &[
        (&ATAN, X),
        (&ASIN, product![X, INVERSE_ROOT_1_MINUS]),
        (&ACOS, product![ROOT_1_MINUS, INVERSE]),
        (&ACOT, INVERSE),
    ],
};

static SECANT: Circular = Circular {
    function: &SEC,
    odd: false,
    shifted: &CSC,
    shift_negative: true,
    second_negative: true,
    ratio: Ratio::Secant,
    at_complement: false,
    over_inverse: &[(&ASEC, X), (&ACOS, INVERSE), (&ATAN, ROOT_1_PLUS)],
};

static COSECANT: Circular = Circular {
    function: &CSC,
    odd: true,
    shifted: &SEC,
    shift_negative: false,
    second_negative: false,
    ratio: Ratio::Secant,
    at_complement: true,
    over_inverse: &[(&ACSC, X), (&ASIN, INVERSE)],
};

static COTANGENT: Circular = Circular {
    function: &COT,
    odd: true,
    shifted: &TAN,
    shift_negative: true,
    second_negative: true,
    ratio: Ratio::Tangent,
    at_complement: true,
    over_inverse: &[(&ACOT, X), (&ATAN, INVERSE)],
};

fn circular(graph: &mut Graph, u: ExprId, kind: &'static Circular) -> Option<ExprId> {
    if let Some(turn) = multiple_of_pi(graph, u) {
        return at_turn(graph, u, &turn, kind);
    }
    for (inverse, formula) in kind.over_inverse {
        if let Some(argument) = inside(graph, u, inverse) {
            return Some(instantiate(graph, formula, &[argument]));
        }
    }
    if let Some(shifted) = shifted_by_quarters(graph, u, kind) {
        return Some(shifted);
    }
    if kind.odd { odd(graph, kind.function, u) } else { even(graph, kind.function, u) }
}

/// The value at `turn*pi`: exact where the table has it, else the same function in the first quadrant.
fn at_turn(graph: &mut Graph, u: ExprId, turn: &Rational, kind: &'static Circular) -> Option<ExprId> {
    let (two, half) = (Rational::from(2), fraction(1, 2));
    // Into one turn, then the upper half, then the first quadrant.
    let mut reduced = turn - &(&two * &(turn * &half).floor());
    let mut negative = false;
    if reduced > Rational::one() {
        reduced = &two - &reduced;
        negative ^= kind.odd;
    }
    if reduced > half {
        reduced = &Rational::one() - &reduced;
        negative ^= kind.second_negative;
    }
    let looked_up = if kind.at_complement { &half - &reduced } else { reduced.clone() };
    let value = match exact_value(graph, kind.ratio, &looked_up) {
        Exact::Value(value) => value,
        Exact::Pole => return Some(outside_domain(graph, kind.function, &[u])),
        Exact::Unknown if reduced == *turn => return None,
        Exact::Unknown => {
            let turn = graph.rational(reduced);
            let pi = graph.constant(Constant::Pi);
            let angle = product(graph, &[turn, pi]);
            graph.raw_call(kind.function, &[angle])
        }
    };
    Some(if negative { negation(graph, value) } else { value })
}

/// `sin(x + pi/2) = cos(x)`: quarter turns in a sum are taken out.
fn shifted_by_quarters(graph: &mut Graph, u: ExprId, kind: &'static Circular) -> Option<ExprId> {
    let Node::Sum(terms) = graph.node(u) else {
        return None;
    };
    let two = Rational::from(2);
    let (at, quarters) = terms.iter().enumerate().find_map(|(i, &t)| {
        let quarters = &multiple_of_pi(graph, t)? * &two;
        (quarters.is_integer() && !quarters.is_zero()).then_some((i, quarters))
    })?;
    let mut rest = terms.to_vec();
    rest.remove(at);
    let rest = sum(graph, &rest);
    let four = Rational::from(4);
    let quarters = &quarters - &(&four * &(&quarters * &fraction(1, 4)).floor());
    let quarters = quarters.to_i64()?;
    // Half a turn changes the sign unless tangent or cotangent, whose period it is.
    let half_negative = !matches!(kind.ratio, Ratio::Tangent);
    let (function, quarter_negative) =
        if quarters % 2 == 1 { (kind.shifted, kind.shift_negative) } else { (kind.function, false) };
    let negative = quarter_negative ^ (half_negative && quarters >= 2);
    let value = call_of(graph, function, &[rest]);
    Some(if negative { negation(graph, value) } else { value })
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
