//! Roots.

use super::exponential::LN;
use super::identities::{fraction, odd, turned};
use super::notation::{BINARY, X, Y, one_to_one};
use super::piecewise::{ABS, SIGN};
use super::requirements;
use crate::algebra::formula::instantiate;
use crate::algebra::normal::{
    call as call_of, is_nonnegative, negation, outside_domain, power as power_of, product, split_coefficient,
};
use crate::expr::{
    Algebraic, Condition, Derivative, DoubleFunction, ExprId, Formula, FunctionDef, Graph, Latex, Node, Shape,
    is_closed,
};
use crate::numeric::interval::extension;
use crate::numeric::{Ball, BallError, BallResult, Rational, real};
use std::cmp::Ordering;

/// The square root.
pub static SQRT: FunctionDef = FunctionDef {
    simpler: formula!(power!(X, 1 / 2)),
    derivative: Derivative::Formulas(&[product![power!(int!(2), -1), power!(X, -1 / 2)]]),
    special: |graph, a| {
        // Normal forms have powers only.
        let half = graph.rational(fraction(1, 2));
        Some(power_of(graph, a[0], half))
    },
    requires: |_, _| Some(&requirements::NONNEGATIVE),
    domain: "x >= 0",
    shape: Some(Shape::CONCAVE_RISING),
    latex: Latex::Template("\\sqrt{#1}"),
    help: "The square root.",
    example: ("sqrt(12)", "2sqrt(3)"),
    ..unary!(sqrt, ball)
};

/// The real cube root.
pub static CBRT: FunctionDef = FunctionDef {
    ball: |a| a[0].root(3),
    simpler: formula!(product![call!(SIGN; X), power!(call!(ABS; X), 1 / 3)]),
    inverse: one_to_one(&[power!(X, 3)]),
    derivative: Derivative::Formulas(&[product![power!(int!(3), -1), power!(call!(CBRT; X), -2)]]),
    special: |graph, a| odd_root(graph, &CBRT, a, 3),
    kink: "at 0 the tangent is vertical: no derivative",
    shape: Some(Shape::SIGMOIDAL),
    algebraic: Algebraic::CubeRoot,
    latex: Latex::Template("\\sqrt[3]{#1}"),
    help: "The real cube root, also of negative numbers.",
    example: ("cbrt(-8)", "-2"),
    ..unary!(cbrt)
};

/// The root of any degree.
pub static ROOT: FunctionDef = FunctionDef {
    name: "root",
    value: DoubleFunction::Two(
        |x, n| if x == 0.0 && (n < 0.0 || n != real::floor(n)) { f64::NAN } else { real::root(x, n) },
    ),
    ball: |a| root_ball(&a[0], &a[1]),
    interval: Some(|a| extension::root(a[0], a[1])),
    simpler: Some(by_power),
    derivative: Derivative::Partial(|graph, a, i| match i {
        0 => instantiate(graph, &BY_RADICAND, a),
        // The roots of 0 are all 0.
        _ if graph.is_zero(a[0]) => a[0],
        _ => instantiate(graph, &BY_DEGREE, a),
    }),
    special: root,
    requires: root_requires,
    domain: "x > 0; x >= 0 for whole n; any x for odd n",
    kink: "at 0 the tangent is vertical: no derivative",
    latex: Latex::Template("\\sqrt[#2]{#1}"),
    help: "root(x, n) is the real n-th root; of negative numbers for odd n.",
    example: ("root(-32, 5)", "-2"),
    ..BINARY
};

const BY_RADICAND: Formula = product![call!(ROOT; X, Y), power!(X, -1), power!(Y, -1)];
const BY_DEGREE: Formula = minus!(call!(ROOT; X, Y), call!(LN; X), power!(Y, -2));

/// A root of odd whole degree is one of every number, of even degree of what is not negative; others are powers of what is
/// positive.
fn root_ball(x: &Ball, degree: &Ball) -> BallResult {
    if degree.sign() == Some(Ordering::Equal) {
        return Err(BallError::OutOfDomain);
    }
    if x.sign() == Some(Ordering::Greater) && degree.to_whole().is_none() {
        return x.pow(&x.like(1).div(degree)?);
    }
    match degree.to_whole() {
        Some(n) if n % 2 != 0 || x.sign() == Some(Ordering::Greater) => {
            let size = u32::try_from(n.unsigned_abs()).map_err(|_| BallError::OutOfRange)?;
            let root = x.root(size)?;
            if n < 0 { x.like(1).div(&root) } else { Ok(root) }
        }
        Some(_) => x.pow(&x.like(1).div(degree)?),
        None if degree.floor().is_ok_and(|floor| degree.order(&floor) == Some(Ordering::Greater)) => {
            Err(if x.sign().is_some() { BallError::OutOfDomain } else { BallError::Undecided })
        }
        None => Err(BallError::Undecided),
    }
}

fn root_requires(graph: &Graph, arguments: &[ExprId]) -> Option<&'static Condition> {
    let &n = arguments.get(1)?;
    let Some(degree) = graph.as_rational(n) else {
        return Some(if is_closed(graph, n) { &requirements::POSITIVE } else { &requirements::UNSAID });
    };
    let odd = degree.is_integer() && !degree.is_even();
    match (odd, degree.sign()) {
        (_, 0) => Some(&requirements::UNSAID),
        _ if !degree.is_integer() => Some(&requirements::POSITIVE),
        (true, 1) => None,
        (true, _) => Some(&requirements::NONZERO),
        (false, 1) => Some(&requirements::NONNEGATIVE),
        (false, _) => Some(&requirements::POSITIVE),
    }
}

/// The root of a degree that is a number.
fn by_power(graph: &mut Graph, arguments: &[ExprId]) -> Option<ExprId> {
    let (x, degree) = (arguments[0], graph.as_rational(arguments[1])?.clone());
    let exponent = graph.rational(degree.recip().ok()?);
    if !degree.is_integer() || degree.is_even() {
        return Some(power_of(graph, x, exponent));
    }
    let (sign, size) = (call_of(graph, &SIGN, &[x]), call_of(graph, &ABS, &[x]));
    let size = power_of(graph, size, exponent);
    Some(product(graph, &[sign, size]))
}

fn root(graph: &mut Graph, arguments: &[ExprId]) -> Option<ExprId> {
    let (x, n) = (arguments[0], arguments[1]);
    let Some(degree) = graph.as_rational(n).cloned() else {
        // An irrational degree makes no root of what is 0 or negative.
        return is_closed(graph, n).then(|| {
            let minus_one = graph.integer(-1);
            let exponent = power_of(graph, n, minus_one);
            power_of(graph, x, exponent)
        });
    };
    if degree.is_zero() {
        return Some(outside_domain(graph, &ROOT, arguments));
    }
    let exponent = graph.rational(degree.recip().ok()?);
    if !degree.is_integer() || degree.is_even() {
        return Some(power_of(graph, x, exponent));
    }
    match degree.to_i64()? {
        1 => Some(x),
        3 => Some(call_of(graph, &CBRT, &[x])),
        n if n < 0 => {
            let positive = graph.integer(n.checked_neg()?);
            let below = call_of(graph, &ROOT, &[x, positive]);
            let minus_one = graph.integer(-1);
            Some(power_of(graph, below, minus_one))
        }
        n => odd_root(graph, &ROOT, arguments, n),
    }
}

/// A root of odd degree: real everywhere and odd. Of what is not negative it is a power.
fn odd_root(graph: &mut Graph, f: &'static FunctionDef, arguments: &[ExprId], n: i64) -> Option<ExprId> {
    let x = arguments[0];
    let with = |graph: &mut Graph, x: ExprId| {
        let mut arguments = arguments.to_vec();
        arguments[0] = x;
        call_of(graph, f, &arguments)
    };
    if arguments.len() == 1 {
        if let Some(value) = odd(graph, f, x) {
            return Some(value);
        }
    } else if let Some(positive) = turned(graph, x) {
        let value = with(graph, positive);
        return Some(negation(graph, value));
    }
    let exponent = graph.rational(fraction(1, n));
    if is_nonnegative(graph, x) {
        return Some(power_of(graph, x, exponent));
    }
    if let Node::Power(base, e) = graph.node(x)
        && let Some(e) = graph.as_rational(e)
        && e.is_integer()
    {
        let quotient = e * &fraction(1, n);
        if quotient.is_integer() {
            let quotient = graph.rational(quotient);
            return Some(power_of(graph, base, quotient));
        }
    }
    let (number, rest) = split_coefficient(graph, x);
    if number.value.is_positive() && number.value != Rational::one() {
        let number = graph.number(number);
        let outside = power_of(graph, number, exponent);
        let inside = with(graph, rest);
        return Some(product(graph, &[outside, inside]));
    }
    None
}
