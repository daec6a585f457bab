//! Functions in terms of simpler ones, and how the others go on for large arguments.
//!
//! Every equation here holds wherever the function is defined, and its right side is defined nowhere else.

use super::exponential::EXP;
use super::extrema::{MAX, MIN};
use super::inverse_hyperbolic::{ACOSH, ASINH, ATANH};
use super::inverse_trigonometric::{ACOS, ASIN, ATAN};
use super::logarithmic::LN;
use super::notation::{PI, X, Y};
use super::piecewise::{ABS, SIGN};
use super::special::ERF;
use crate::algebra::formula::instantiate;
use crate::algebra::normal::{call as call_of, negation, power as power_of, product, sum};
use crate::expr::{Asymptote, ExprId, Formula, Graph, Relation};

/// A function that is a formula in simpler ones.
macro_rules! formulas {
    ($($name:ident = $formula:expr;)+) => {
        $(pub(super) fn $name(graph: &mut Graph, arguments: &[ExprId]) -> Option<ExprId> {
            const FORMULA: Formula = $formula;
            Some(instantiate(graph, &FORMULA, arguments))
        })+
    };
}

const HALF: Formula = power!(int!(2), -1);
const INVERSE: Formula = power!(X, -1);
const SQUARE: Formula = power!(X, 2);

formulas! {
    sqrt = power!(X, 1 / 2);
    cbrt = product![call!(SIGN; X), power!(call!(ABS; X), 1 / 3)];
    asec = call!(ACOS; INVERSE);
    acsc = call!(ASIN; INVERSE);
    asinh = call!(LN; sum![X, power!(sum![SQUARE, int!(1)], 1 / 2)]);
    acosh = call!(LN; sum![X, power!(sum![SQUARE, int!(-1)], 1 / 2)]);
    atanh = product![HALF, call!(LN; product![sum![int!(1), X], power!(sum![int!(1), minus!(X)], -1)])];
    asech = call!(ACOSH; INVERSE);
    acsch = call!(ASINH; INVERSE);
    acoth = call!(ATANH; INVERSE);
    gelu = product![HALF, X, sum![int!(1), call!(ERF; product![X, power!(int!(2), -1 / 2)])]];
    clamp = call!(MIN; Formula::Arg(2), call!(MAX; Y, X));
}

/// `log(x, base)`
pub(super) fn log(graph: &mut Graph, arguments: &[ExprId]) -> Option<ExprId> {
    const TO_BASE: Formula = product![call!(LN; X), power!(call!(LN; Y), -1)];
    Some(match arguments {
        [x] => call_of(graph, &LN, &[*x]),
        _ => instantiate(graph, &TO_BASE, arguments),
    })
}

/// The root of a degree that is a number.
pub(super) fn root(graph: &mut Graph, arguments: &[ExprId]) -> Option<ExprId> {
    let (x, degree) = (arguments[0], graph.as_rational(arguments[1])?.clone());
    let exponent = graph.rational(degree.recip().ok()?);
    if !degree.is_integer() || degree.is_even() {
        return Some(power_of(graph, x, exponent));
    }
    let (sign, size) = (call_of(graph, &SIGN, &[x]), call_of(graph, &ABS, &[x]));
    let size = power_of(graph, size, exponent);
    Some(product(graph, &[sign, size]))
}

/// `ln(exp(x) + exp(y) + …)`
pub(super) fn logsumexp(graph: &mut Graph, arguments: &[ExprId]) -> Option<ExprId> {
    let terms: Vec<ExprId> = arguments.iter().map(|&a| call_of(graph, &EXP, &[a])).collect();
    let total = sum(graph, &terms);
    Some(call_of(graph, &LN, &[total]))
}

/// `value` where `u R 0`, else `otherwise`.
fn case(graph: &mut Graph, u: ExprId, relation: Relation, value: ExprId, otherwise: ExprId) -> ExprId {
    let zero = graph.integer(0);
    let condition = graph.compare(relation, u, zero);
    graph.raw_piecewise(&[condition, value, otherwise])
}

pub(super) fn abs(graph: &mut Graph, a: &[ExprId]) -> Option<ExprId> {
    let turned = negation(graph, a[0]);
    Some(case(graph, a[0], Relation::Less, turned, a[0]))
}

pub(super) fn sign(graph: &mut Graph, a: &[ExprId]) -> Option<ExprId> {
    let (minus_one, zero, one) = (graph.integer(-1), graph.integer(0), graph.integer(1));
    let otherwise = case(graph, a[0], Relation::Greater, one, zero);
    Some(case(graph, a[0], Relation::Less, minus_one, otherwise))
}

pub(super) fn step(graph: &mut Graph, a: &[ExprId]) -> Option<ExprId> {
    let (zero, one) = (graph.integer(0), graph.integer(1));
    Some(case(graph, a[0], Relation::Greater, one, zero))
}

pub(super) fn relu(graph: &mut Graph, a: &[ExprId]) -> Option<ExprId> {
    let zero = graph.integer(0);
    Some(case(graph, a[0], Relation::Greater, a[0], zero))
}

pub(super) fn acot(graph: &mut Graph, a: &[ExprId]) -> Option<ExprId> {
    const QUARTER: Formula = product![HALF, PI];
    const OF_INVERSE: Formula = call!(ATAN; INVERSE);
    let (at_zero, elsewhere) = (instantiate(graph, &QUARTER, a), instantiate(graph, &OF_INVERSE, a));
    Some(case(graph, a[0], Relation::Equal, at_zero, elsewhere))
}

pub(super) fn max(graph: &mut Graph, a: &[ExprId]) -> Option<ExprId> {
    extremum(graph, a, Relation::GreaterOrEqual)
}

pub(super) fn min(graph: &mut Graph, a: &[ExprId]) -> Option<ExprId> {
    extremum(graph, a, Relation::LessOrEqual)
}

fn extremum(graph: &mut Graph, arguments: &[ExprId], wins: Relation) -> Option<ExprId> {
    let (&first, rest) = arguments.split_first()?;
    Some(rest.iter().fold(first, |best, &other| {
        let condition = graph.compare(wins, best, other);
        graph.raw_piecewise(&[condition, best, other])
    }))
}

/// The whole turn, after which sine and cosine repeat.
pub(super) const TURN: Formula = product![int!(2), PI];
/// Half of it, after which the tangent repeats.
pub(super) const HALF_TURN: Formula = PI;

const fn up(value: Formula, rest: Option<Formula>) -> Asymptote {
    Asymptote { positive: true, value, rest }
}

const fn down(value: Formula, rest: Option<Formula>) -> Asymptote {
    Asymptote { positive: false, value, rest }
}

/// `exp(-x^2)/(x*sqrt(pi))`
const TAIL: Formula = product![call!(EXP; minus!(SQUARE)), INVERSE, power!(PI, -1 / 2)];
const TAIL_REST: Formula = product![call!(EXP; minus!(SQUARE)), power!(X, -3)];
/// Stirling's formula for ln(gamma(x)).
const STIRLING: Formula =
    sum![product![sum![X, minus!(HALF)], call!(LN; X)], minus!(X), product![HALF, call!(LN; product![int!(2), PI])],];

// Spelt out, since a constant that names a record must not stand in that record.
pub(super) static ATAN_ENDS: [Asymptote; 2] = [
    up(sum![product![HALF, PI], minus!(call!(ATAN; INVERSE))], None),
    down(sum![minus!(HALF, PI), minus!(call!(ATAN; INVERSE))], None),
];
pub(super) static ERF_ENDS: [Asymptote; 2] =
    [up(sum![int!(1), minus!(TAIL)], Some(TAIL_REST)), down(sum![int!(-1), minus!(TAIL)], Some(TAIL_REST))];
pub(super) static ERFC_ENDS: [Asymptote; 2] = [up(TAIL, Some(TAIL_REST)), down(sum![int!(2), TAIL], Some(TAIL_REST))];
pub(super) static GAMMA_ENDS: [Asymptote; 1] =
    [up(call!(EXP; STIRLING), Some(product![call!(EXP; STIRLING), INVERSE]))];
pub(super) static LGAMMA_ENDS: [Asymptote; 1] = [up(STIRLING, Some(INVERSE))];
pub(super) static DIGAMMA_ENDS: [Asymptote; 1] = [up(sum![call!(LN; X), minus!(HALF, INVERSE)], Some(power!(X, -2)))];
pub(super) static ROUNDED_ENDS: [Asymptote; 2] = [up(X, Some(int!(1))), down(X, Some(int!(1)))];
