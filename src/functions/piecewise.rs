//! Functions with kinks and jumps of one argument, and the remainder.

use super::identities::{odd, turned};
use super::notation::{BINARY, X, Y, case, not_negative, within};
use super::requirements;
use crate::algebra::closed::{compare as compare_closed, sign as sign_of_number, whole_value};
use crate::algebra::normal::{
    call as call_of, closed_sign, is_nonnegative, is_positive, negation, outside_domain, power as power_of, product,
    quotient, split_coefficient,
};
use crate::expr::{
    Asymptote, Derivative, DoubleFunction, ExprId, Formula, FunctionDef, Graph, Latex, Node, Number, Relation,
    Selectors, Shape, Steps, is_closed,
};
use crate::numeric::interval::extension;
use crate::numeric::{Rational, real};
use std::cmp::Ordering;

/// The absolute value.
pub static ABS: FunctionDef = FunctionDef {
    ball: |a| Ok(a[0].abs()),
    simpler: Some(|graph, a| {
        let turned = negation(graph, a[0]);
        Some(case(graph, a[0], Relation::Less, turned, a[0]))
    }),
    inverse: within(&[X, minus!(X)], &[not_negative(X)]),
    derivative: Derivative::Formulas(&[call!(SIGN; X)]),
    special: absolute,
    kink: "at 0 the derivative used is 0",
    branches: Some(|graph, a, selectors| {
        let sign = selectors.sign(graph, a[0]);
        graph.raw_product(&[sign, a[0]])
    }),
    shape: Some(Shape::VALLEY),
    latex: Latex::Template("\\left|#1\\right|"),
    help: "The absolute value, also written |x|.",
    example: ("abs(-3x)", "3*|x|"),
    ..unary!(abs)
};

/// The sign.
pub static SIGN: FunctionDef = FunctionDef {
    aliases: &["sgn"],
    ball: |a| a[0].signum(),
    simpler: Some(|graph, a| {
        let minus_one = graph.integer(-1);
        let otherwise = case(graph, a[0], Relation::Greater, ExprId::ONE, ExprId::ZERO);
        Some(case(graph, a[0], Relation::Less, minus_one, otherwise))
    }),
    derivative: FLAT,
    special: |graph, a| match sign_of(graph, a[0]) {
        Some(Ordering::Less) => Some(graph.integer(-1)),
        Some(Ordering::Equal) => Some(graph.integer(0)),
        Some(Ordering::Greater) => Some(graph.integer(1)),
        None => odd(graph, &SIGN, a[0]).or_else(|| sign_of_multiple(graph, a[0])),
    },
    kink: "at 0 it jumps; sign(0) = 0 and the derivative used there is 0",
    branches: Some(|graph, a, selectors| selectors.sign(graph, a[0])),
    latex: Latex::Operator("\\operatorname{sign}"),
    help: "1 for positive, -1 for negative numbers, 0 for 0.",
    example: ("sign(-5)", "-1"),
    ..unary!(sign)
};

/// The largest integer not above.
pub static FLOOR: FunctionDef = FunctionDef {
    ends: &ROUNDED_ENDS,
    steps: Some(Steps { from: 0, with_lower_end: true }),
    derivative: FLAT,
    special: |graph, a| rounded(graph, a[0], &FLOOR, Rational::floor),
    kink: JUMPS,
    latex: Latex::Template("\\left\\lfloor #1\\right\\rfloor"),
    help: "The largest integer that is not greater.",
    example: ("floor(-5/2)", "-3"),
    ..unary!(floor, ball)
};

/// The smallest integer not below.
pub static CEIL: FunctionDef = FunctionDef {
    aliases: &["ceiling"],
    ends: &ROUNDED_ENDS,
    steps: Some(Steps { from: -1, with_lower_end: false }),
    derivative: FLAT,
    special: |graph, a| rounded(graph, a[0], &CEIL, Rational::ceil),
    kink: JUMPS,
    latex: Latex::Template("\\left\\lceil #1\\right\\rceil"),
    help: "The smallest integer that is not less.",
    example: ("ceil(pi)", "4"),
    ..unary!(ceil, ball)
};

/// The nearest integer.
pub static ROUND: FunctionDef = FunctionDef {
    ends: &ROUNDED_ENDS,
    derivative: FLAT,
    special: |graph, a| rounded(graph, a[0], &ROUND, Rational::round),
    kink: "halfway between integers it jumps; the derivative used there is 0",
    latex: Latex::Operator("\\operatorname{round}"),
    help: "The nearest integer; halves go away from zero.",
    example: ("round(5/2)", "3"),
    ..unary!(round, ball)
};

/// The remainder.
pub static MOD: FunctionDef = FunctionDef {
    name: "mod",
    value: DoubleFunction::Two(real::modulo),
    ball: |a| a[0].modulo(&a[1]),
    interval: Some(|a| extension::modulo(a[0], a[1])),
    definition: Some(sum![X, minus!(Y, call!(FLOOR; product![X, power!(Y, -1)]))]),
    derivative: Derivative::Formulas(&[int!(1), minus!(call!(FLOOR; product![X, power!(Y, -1)]))]),
    special: remainder,
    requires: |_, _| Some(&requirements::DIVISOR),
    domain: "a divisor other than 0",
    kink: "at multiples of the divisor it jumps; the derivative used there is that of the piece that begins",
    latex: Latex::Operator("\\operatorname{mod}"),
    help: "mod(x, n) is the remainder of x divided by n, with the sign of n.",
    example: ("mod(-7, 3)", "2"),
    ..BINARY
};

/// The unit step.
pub static STEP: FunctionDef = FunctionDef {
    aliases: &["heaviside"],
    simpler: Some(|graph, a| Some(case(graph, a[0], Relation::Greater, ExprId::ONE, ExprId::ZERO))),
    derivative: FLAT,
    special: |graph, a| match sign_of(graph, a[0])? {
        Ordering::Greater => Some(graph.integer(1)),
        Ordering::Less | Ordering::Equal => Some(graph.integer(0)),
    },
    kink: "at 0 it jumps; step(0) = 0 and the derivative used there is 0",
    branches: Some(|graph, a, selectors| positive_part(graph, a[0], ExprId::ONE, selectors)),
    latex: Latex::Operator("\\operatorname{step}"),
    help: "1 for positive numbers, else 0.",
    example: ("step(3)", "1"),
    ..unary!(step, ball)
};

/// `value` where the argument is positive, else 0.
pub(super) fn positive_part(graph: &mut Graph, u: ExprId, value: ExprId, selectors: &mut dyn Selectors) -> ExprId {
    let sign = selectors.sign(graph, u);
    let positive = graph.compare(Relation::Less, ExprId::ZERO, sign);
    graph.raw_piecewise(&[positive, value, ExprId::ZERO])
}

static ROUNDED_ENDS: [Asymptote; 2] = [Asymptote::up(X, Some(int!(1))), Asymptote::down(X, Some(int!(1)))];
const FLAT: Derivative = Derivative::Formulas(&[Formula::Int(0)]);
const JUMPS: &str = "at integers it jumps; the derivative used there is 0";

/// The sign, where it is the same for all values of the variables.
pub(super) fn sign_of(graph: &mut Graph, u: ExprId) -> Option<Ordering> {
    if let Some(value) = graph.as_rational(u) {
        return Some(value.cmp(&Rational::zero()));
    }
    if is_positive(graph, u) {
        return Some(Ordering::Greater);
    }
    if let Some(positive) = turned(graph, u)
        && is_positive(graph, positive)
    {
        return Some(Ordering::Less);
    }
    sign_of_closed(graph, u)
}

/// The sign of a closed number, where it is proved.
fn sign_of_closed(graph: &mut Graph, u: ExprId) -> Option<Ordering> {
    closed_sign(graph, u).or_else(|| if is_closed(graph, u) { sign_of_number(graph, u).proved() } else { None })
}

/// `sign(3x) = sign(x)`
fn sign_of_multiple(graph: &mut Graph, u: ExprId) -> Option<ExprId> {
    let (number, rest) = split_coefficient(graph, u);
    (number.value.is_positive() && !number.value.is_one()).then(|| call_of(graph, &SIGN, &[rest]))
}

fn absolute(graph: &mut Graph, arguments: &[ExprId]) -> Option<ExprId> {
    let u = arguments[0];
    if let Some(n) = graph.as_number(u) {
        let size = Number::new(n.value.abs(), n.decimal);
        return Some(graph.number(size));
    }
    if is_nonnegative(graph, u) {
        return Some(u);
    }
    if let Some(positive) = turned(graph, u) {
        return Some(call_of(graph, &ABS, &[positive]));
    }
    match sign_of_closed(graph, u) {
        Some(Ordering::Greater) => return Some(u),
        Some(Ordering::Less) => {
            let minus_one = graph.integer(-1);
            return Some(product(graph, &[minus_one, u]));
        }
        Some(Ordering::Equal) => return Some(graph.integer(0)),
        None => {}
    }
    match graph.node(u) {
        // |x^3| = |x|^3; even powers are not negative.
        Node::Power(base, e) if graph.as_rational(e).is_some_and(Rational::is_integer) => {
            let size = call_of(graph, &ABS, &[base]);
            Some(power_of(graph, size, e))
        }
        Node::Product(factors) => {
            let factors = factors.to_vec();
            let (outside, inside): (Vec<ExprId>, Vec<ExprId>) =
                factors.into_iter().partition(|&f| is_nonnegative(graph, f) || graph.as_number(f).is_some());
            if outside.is_empty() {
                return None;
            }
            let inside = product(graph, &inside);
            let mut result: Vec<ExprId> = outside.into_iter().map(|f| call_of(graph, &ABS, &[f])).collect();
            result.push(call_of(graph, &ABS, &[inside]));
            Some(product(graph, &result))
        }
        _ => None,
    }
}

/// Rounding of exact numbers, and of closed numbers such as `pi` whose whole part is proved.
fn rounded(
    graph: &mut Graph,
    u: ExprId,
    function: &'static FunctionDef,
    exact: fn(&Rational) -> Rational,
) -> Option<ExprId> {
    if let Some(n) = graph.as_rational(u) {
        let whole = exact(n);
        return Some(graph.rational(whole));
    }
    whole_value(graph, function, u).map(|n| graph.integer(n))
}

fn remainder(graph: &mut Graph, arguments: &[ExprId]) -> Option<ExprId> {
    let (x, n) = (arguments[0], arguments[1]);
    if graph.is_zero(n) {
        return Some(outside_domain(graph, &MOD, arguments));
    }
    let (Some(x), Some(n)) = (graph.as_number(x), graph.as_number(n)) else {
        return no_remainder(graph, x, n);
    };
    let whole = x.value.checked_div(&n.value).ok()?.floor();
    let rest = &x.value - &(&whole * &n.value);
    let rest = Number::new(rest, x.decimal || n.decimal);
    Some(graph.number(rest))
}

/// 0 where one closed number is proved to be a whole multiple of the other.
fn no_remainder(graph: &mut Graph, x: ExprId, n: ExprId) -> Option<ExprId> {
    let ratio = quotient(graph, x, n);
    let whole = whole_value(graph, &ROUND, ratio)?;
    let whole = graph.integer(whole);
    let multiple = product(graph, &[whole, n]);
    (is_closed(graph, ratio) && compare_closed(graph, x, multiple).is_proved_equal()).then(|| graph.integer(0))
}
