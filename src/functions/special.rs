//! The error function, the gamma function and its relatives, and the hypotenuse.

use super::exponential::{EXP, LN};
use super::identities::{fraction, integer_value, odd, turned};
use super::notation::{BINARY, PI, X, Y};
use super::piecewise::ABS;
use super::requirements;
use crate::algebra::normal::{
    call as call_of, difference, outside_domain, power as power_of, power_of_integer, product, sum,
};
use crate::expr::{
    Asymptote, Constant, Derivative, DoubleFunction, ExprId, Fault, Formula, FunctionDef, Graph, Latex, RealInterval,
    Shape,
};
use crate::numeric::interval::extension;
use crate::numeric::{Ball, Rational, real};

/// The error function.
pub static ERF: FunctionDef = FunctionDef {
    ends: &ERF_ENDS,
    derivative: Derivative::Formulas(&[product![int!(2), BELL]]),
    special: |graph, a| integer_value(graph, a[0], 0, 0).or_else(|| odd(graph, &ERF, a[0])),
    shape: Some(Shape::SIGMOIDAL),
    latex: Latex::Operator("\\operatorname{erf}"),
    help: "The error function.",
    example: ("erf(-x)", "-erf(x)"),
    ..unary!(erf, ball)
};

/// The complement of the error function.
pub static ERFC: FunctionDef = FunctionDef {
    ends: &ERFC_ENDS,
    derivative: Derivative::Formulas(&[product![int!(-2), BELL]]),
    special: |graph, a| {
        integer_value(graph, a[0], 0, 1).or_else(|| {
            // erfc(-x) = 2 - erfc(x)
            let positive = turned(graph, a[0])?;
            let value = call_of(graph, &ERFC, &[positive]);
            let two = graph.integer(2);
            Some(difference(graph, two, value))
        })
    },
    shape: Some(Shape {
        convex: &[RealInterval::UPPER],
        concave: &[RealInterval::LOWER],
        rising: &[],
        falling: &[RealInterval::ENTIRE],
        log_concave: true,
        ..Shape::UNKNOWN
    }),
    latex: Latex::Operator("\\operatorname{erfc}"),
    help: "The complementary error function, 1 - erf(x).",
    example: ("erfc(0)", "1"),
    ..unary!(erfc, ball)
};

/// `exp(-x^2)/sqrt(pi)`
const BELL: Formula = product![call!(EXP; minus!(power!(X, 2))), power!(PI, -1 / 2)];

/// The gamma function.
pub static GAMMA: FunctionDef = FunctionDef {
    ends: &GAMMA_ENDS,
    derivative: Derivative::Formulas(&[product![call!(GAMMA; X), call!(DIGAMMA; X)]]),
    special: |graph, a| factorial_like(graph, a[0]),
    requires: |_, _| Some(&requirements::OFF_POLES),
    domain: NO_POLE,
    latex: Latex::Operator("\\Gamma"),
    help: "The gamma function: gamma(n + 1) is n!.",
    example: ("gamma(5)", "24"),
    ..unary!(gamma, ball)
};

/// The logarithm of the gamma function's size.
pub static LGAMMA: FunctionDef = FunctionDef {
    aliases: &["loggamma"],
    value: DoubleFunction::One(|x| if x <= 0.0 && x == real::floor(x) { f64::NAN } else { real::lgamma(x) }),
    ends: &LGAMMA_ENDS,
    derivative: Derivative::Formulas(&[call!(DIGAMMA; X)]),
    special: |graph, a| {
        let argument = graph.as_rational(a[0])?.clone();
        if is_pole(&argument) {
            return Some(outside_domain(graph, &LGAMMA, a));
        }
        if argument.abs() > Rational::from(MAX_LOGARITHM) {
            return None;
        }
        let value = factorial_like(graph, a[0])?;
        let size = call_of(graph, &ABS, &[value]);
        Some(call_of(graph, &LN, &[size]))
    },
    requires: |_, _| Some(&requirements::OFF_POLES),
    domain: NO_POLE,
    latex: Latex::Template("\\ln\\left|\\Gamma\\left(#1\\right)\\right|"),
    help: "The natural logarithm of |gamma(x)|.",
    example: ("lgamma(4)", "ln(6)"),
    ..unary!(lgamma, ball)
};

/// The logarithmic derivative of the gamma function.
pub static DIGAMMA: FunctionDef = FunctionDef {
    ends: &DIGAMMA_ENDS,
    derivative: Derivative::Formulas(&[call!(POLYGAMMA; int!(1), X)]),
    requires: |_, _| Some(&requirements::OFF_POLES),
    domain: NO_POLE,
    latex: Latex::Operator("\\psi"),
    help: "The derivative of ln(gamma(x)).",
    example: ("digamma(x)", "digamma(x)"),
    ..unary!(digamma, ball)
};

/// The derivatives of digamma.
pub static POLYGAMMA: FunctionDef = FunctionDef {
    name: "polygamma",
    value: DoubleFunction::Two(|n, x| {
        if n >= 0.0 && n <= f64::from(real::MAX_POLYGAMMA_ORDER) && n == real::floor(n) {
            real::polygamma(n as u32, x)
        } else {
            f64::NAN
        }
    }),
    ball: |a| Ball::polygamma(&a[0], &a[1]),
    interval: Some(|a| extension::polygamma(a[0], a[1])),
    derivative: Derivative::Partial(|graph, a, i| {
        if i == 0 {
            // The order is a count, in which there is no derivative.
            return graph.undefined(Fault::NoDerivative);
        }
        let one = graph.integer(1);
        let next = sum(graph, &[a[0], one]);
        call_of(graph, &POLYGAMMA, &[next, a[1]])
    }),
    special: |graph, a| graph.is_zero(a[0]).then(|| call_of(graph, &DIGAMMA, &[a[1]])),
    requires: |graph, a| match graph.as_integer(a[0]) {
        Some(n) if (0..=i64::from(real::MAX_POLYGAMMA_ORDER)).contains(&n) => Some(&requirements::SECOND_OFF_POLES),
        _ => Some(&requirements::UNSAID),
    },
    domain: "n a count up to 100, x not 0, -1, -2, ...",
    latex: Latex::Template("\\psi^{(#1)}\\left(#2\\right)"),
    help: "polygamma(n, x) is the n-th derivative of digamma(x).",
    example: ("polygamma(0, x)", "digamma(x)"),
    ..BINARY
};

/// The hypotenuse.
pub static HYPOT: FunctionDef = FunctionDef {
    name: "hypot",
    value: DoubleFunction::Two(real::hypot),
    ball: |a| a[0].mul(&a[0])?.add(&a[1].mul(&a[1])?)?.sqrt(),
    interval: Some(|a| extension::hypot(a[0], a[1])),
    definition: Some(power!(sum![power!(X, 2), power!(Y, 2)], 1 / 2)),
    derivative: Derivative::Formulas(&[
        product![X, power!(call!(HYPOT; X, Y), -1)],
        product![Y, power!(call!(HYPOT; X, Y), -1)],
    ]),
    special: hypotenuse,
    kink: "at (0, 0) there is no derivative",
    branches: Some(|graph, a, selectors| {
        let [cosine, sine] = selectors.direction(graph, a[0], a[1]);
        let parts = [graph.raw_product(&[cosine, a[0]]), graph.raw_product(&[sine, a[1]])];
        graph.raw_sum(&parts)
    }),
    shape: Some(Shape::VALLEY),
    latex: Latex::Operator("\\operatorname{hypot}"),
    help: "hypot(x, y) is the distance of (x, y) from the origin.",
    example: ("hypot(3, 4)", "5"),
    ..BINARY
};

/// `exp(-x^2)/(x*sqrt(pi))`
const TAIL: Formula = product![BELL, power!(X, -1)];
const TAIL_REST: Formula = product![call!(EXP; minus!(power!(X, 2))), power!(X, -3)];
/// Stirling's formula for `ln(gamma(x))`.
const STIRLING: Formula =
    sum![product![sum![X, minus!(HALF)], call!(LN; X)], minus!(X), product![HALF, call!(LN; product![int!(2), PI])],];
const HALF: Formula = power!(int!(2), -1);

static ERF_ENDS: [Asymptote; 2] = [
    Asymptote::up(sum![int!(1), minus!(TAIL)], Some(TAIL_REST)),
    Asymptote::down(sum![int!(-1), minus!(TAIL)], Some(TAIL_REST)),
];
static ERFC_ENDS: [Asymptote; 2] =
    [Asymptote::up(TAIL, Some(TAIL_REST)), Asymptote::down(sum![int!(2), TAIL], Some(TAIL_REST))];
static GAMMA_ENDS: [Asymptote; 1] =
    [Asymptote::up(call!(EXP; STIRLING), Some(product![call!(EXP; STIRLING), power!(X, -1)]))];
static LGAMMA_ENDS: [Asymptote; 1] = [Asymptote::up(STIRLING, Some(power!(X, -1)))];
static DIGAMMA_ENDS: [Asymptote; 1] =
    [Asymptote::up(sum![call!(LN; X), minus!(HALF, power!(X, -1))], Some(power!(X, -2)))];

const NO_POLE: &str = "x not 0, -1, -2, ...";
/// Gamma is computed exactly up to this argument.
const MAX_EXACT: i64 = 1000;
/// The logarithm of gamma is made exact up to this argument; beyond it is longer than what it says.
const MAX_LOGARITHM: i64 = 20;

fn is_pole(x: &Rational) -> bool {
    x.is_integer() && !x.is_positive()
}

/// Gamma of positive integers and of halves.
fn factorial_like(graph: &mut Graph, u: ExprId) -> Option<ExprId> {
    let x = graph.as_rational(u)?.clone();
    let (n, d) = x.to_i64_fraction()?;
    if is_pole(&x) {
        return Some(outside_domain(graph, &GAMMA, &[u]));
    }
    if d == 1 && n > 0 {
        // Of more digits than there may be it stays as it is.
        return Rational::factorial(n.unsigned_abs() - 1).ok().map(|value| graph.rational(value));
    }
    if d > 2 || n.abs() > MAX_EXACT {
        return None;
    }
    // From gamma(1/2) = sqrt(pi) up by gamma(x + 1) = x*gamma(x), or down.
    let mut value = Rational::one();
    let mut k = 1;
    while k < n {
        value = &value * &fraction(k, 2);
        k += 2;
    }
    while k > n {
        k -= 2;
        value = value.checked_div(&fraction(k, 2)).ok()?;
    }
    let value = graph.rational(value);
    let pi = graph.constant(Constant::Pi);
    let half = graph.rational(fraction(1, 2));
    let root = power_of(graph, pi, half);
    Some(product(graph, &[value, root]))
}

fn hypotenuse(graph: &mut Graph, arguments: &[ExprId]) -> Option<ExprId> {
    let (x, y) = (arguments[0], arguments[1]);
    if graph.is_zero(x) || graph.is_zero(y) {
        let other = if graph.is_zero(x) { y } else { x };
        return Some(call_of(graph, &ABS, &[other]));
    }
    if graph.as_number(x).is_some() && graph.as_number(y).is_some() {
        let squares = [power_of_integer(graph, x, 2), power_of_integer(graph, y, 2)];
        let total = sum(graph, &squares);
        let half = graph.rational(fraction(1, 2));
        return Some(power_of(graph, total, half));
    }
    for (i, u) in [x, y].into_iter().enumerate() {
        if let Some(positive) = turned(graph, u) {
            let mut positives = arguments.to_vec();
            positives[i] = positive;
            return Some(call_of(graph, &HYPOT, &positives));
        }
    }
    None
}
