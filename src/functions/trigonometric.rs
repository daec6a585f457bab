//! Sine, cosine, tangent and their reciprocals.

use super::angles::{Exact, Ratio, exact_value};
use super::identities::{even, fraction, inside, multiple_of_pi, odd};
use super::inverse_trigonometric::{ACOS, ACOT, ACSC, ASEC, ASIN, ATAN};
use super::notation::{PI, X, periodic};
use super::simpler;
use crate::algebra::formula::instantiate;
use crate::algebra::normal::{call as call_of, negation, outside_domain, product, sum};
use crate::expr::{
    Algebraic, Condition, Constant, Derivative, DoubleFunction, ExprId, Formula, FunctionDef, Graph, Latex, Node,
};
use crate::numeric::{Rational, real};

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
    period: Some(simpler::TURN),
    inverse: periodic(&[call!(ASIN; X), sum![PI, minus!(call!(ASIN; X))]], simpler::TURN),
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
    period: Some(simpler::TURN),
    inverse: periodic(&[call!(ACOS; X), minus!(call!(ACOS; X))], simpler::TURN),
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
    period: Some(simpler::HALF_TURN),
    definition: Some(product![call!(SIN; X), power!(call!(COS; X), -1)]),
    inverse: periodic(&[call!(ATAN; X)], simpler::HALF_TURN),
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
    period: Some(simpler::TURN),
    definition: Some(power!(call!(COS; X), -1)),
    inverse: periodic(&[call!(ACOS; power!(X, -1)), minus!(call!(ACOS; power!(X, -1)))], simpler::TURN),
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
    period: Some(simpler::TURN),
    definition: Some(power!(call!(SIN; X), -1)),
    inverse: periodic(&[call!(ASIN; power!(X, -1)), sum![PI, minus!(call!(ASIN; power!(X, -1)))]], simpler::TURN),
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
    period: Some(simpler::HALF_TURN),
    definition: Some(product![call!(COS; X), power!(call!(SIN; X), -1)]),
    inverse: periodic(&[sum![product![power!(int!(2), -1), PI], minus!(call!(ATAN; X))]], simpler::HALF_TURN),
    derivative: Derivative::Formulas(&[minus!(sum![int!(1), power!(call!(COT; X), 2)])]),
    special: |graph, a| circular(graph, a[0], &COTANGENT),
    requires: |_, _| Some(&OFF_HALVES),
    domain: "x != k*pi",
    latex: Latex::Operator("\\cot"),
    help: "The cotangent: cosine over sine.",
    example: ("cot(pi/4)", "1"),
    ..unary!(cot)
};

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

const ROOT_1_MINUS: Formula = power!(super::angles::ONE_MINUS_SQUARE, 1 / 2);
const INVERSE_ROOT_1_MINUS: Formula = power!(super::angles::ONE_MINUS_SQUARE, -1 / 2);
const ROOT_1_PLUS: Formula = power!(super::angles::ONE_PLUS_SQUARE, 1 / 2);
const INVERSE_ROOT_1_PLUS: Formula = power!(super::angles::ONE_PLUS_SQUARE, -1 / 2);
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
