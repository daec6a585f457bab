//! Functions that solutions of equations are written in: real roots of polynomials, and the branches of Lambert's W.

use super::exponential::EXP;
use super::logarithmic::LN;
use super::notation::{UNARY, X};
use super::requirements;
use crate::calculus::closed::root_of::{decimal_root, double_root, root_enclosure, spelled};
use crate::calculus::normal::{call as call_of, closed_sign, product, sum};
use crate::expr::{Algebraic, Arity, Constant, Derivative, ExprId, FunctionDef, Graph, Latex, Node, Value};
use crate::numeric::{Decimal, DecimalError, Enclosure, Interval, Quality, Rational, real};
use std::cmp::Ordering;

/// A real root of a polynomial with integer coefficients: its number in rising order, and the coefficients in pieces.
/// It is written `rootof(x^5 - x - 1, 1)`.
pub static ROOT_OF: FunctionDef = FunctionDef {
    name: "rootof",
    arity: Arity::AtLeast(4),
    value: Value::Many(double_root),
    decimal: Some(decimal_root),
    interval: Some(root_enclosure),
    // Its arguments are numbers.
    derivative: Derivative::Partial(|graph, _, _| graph.integer(0)),
    algebraic: Algebraic::RootOfPolynomial,
    latex: Latex::Operator("\\operatorname{rootof}"),
    spelling: Some(spelled),
    help: "rootof(p, k) is the k-th real root of the polynomial p, the least one first.",
    example: ("rootof(x^5 - x - 1, 1)", "rootof(x^5 - x - 1, 1) ≈ 1.16730397826"),
    ..UNARY
};

/// The upper real branch of the Lambert W function.
pub static LAMBERT_W: FunctionDef = FunctionDef {
    name: "lambertw",
    value: Value::One(real::lambert_w0),
    decimal: Some(|a, digits| lambert(&a[0], digits, real::lambert_w0)),
    interval: Some(|a| upper_bounds(a[0])),
    // exp(w)*(1 + w) is exp(w) + x.
    derivative: Derivative::Formulas(&[power!(sum![X, call!(EXP; call!(LAMBERT_W; X))], -1)]),
    special: |graph, a| lambert_value(graph, a[0], Ordering::Greater),
    requires: |_, _| Some(&requirements::FROM_BRANCH_POINT),
    domain: "x >= -1/e",
    latex: Latex::Operator("W_0"),
    help: "The number w >= -1 with w*exp(w) = x.",
    example: ("lambertw(e)", "1"),
    ..UNARY
};

/// The lower real branch of the Lambert W function.
pub static LAMBERT_W_LOWER: FunctionDef = FunctionDef {
    name: "lambertwm1",
    value: Value::One(|x| if x == 0.0 { f64::NAN } else { real::lambert_wm1(x) }),
    decimal: Some(|a, digits| lambert(&a[0], digits, real::lambert_wm1)),
    interval: Some(|a| lower_bounds(a[0])),
    derivative: Derivative::Formulas(&[power!(sum![X, call!(EXP; call!(LAMBERT_W_LOWER; X))], -1)]),
    special: |graph, a| lambert_value(graph, a[0], Ordering::Less),
    requires: |_, _| Some(&requirements::BRANCH_POINT_TO_ZERO),
    domain: "-1/e <= x < 0",
    latex: Latex::Operator("W_{-1}"),
    help: "The number w <= -1 with w*exp(w) = x.",
    example: ("lambertwm1(-1/e)", "-1"),
    ..UNARY
};

/// Multiples of a logarithm that are tried as values.
const MAX_MULTIPLE: i64 = 8;

/// The double nearest to -1/e, which is a little below it, and the next one, which is above.
const BRANCH_POINT: (f64, f64) = (-0.367_879_441_171_442_33, -0.367_879_441_171_442_3);
/// Units in the last place by which the branches in doubles may be off.
const LAMBERT_ULPS: u32 = 16;

/// Bounds for the upper branch, which rises.
fn upper_bounds(x: Interval) -> Enclosure {
    let (below, above) = BRANCH_POINT;
    if x.is_empty() || x.high() < below {
        return Enclosure { range: Interval::EMPTY, quality: Quality::Partial };
    }
    let end = |at: f64| {
        let value = if at <= above { -1.0 } else { real::lambert_w0(at) };
        Interval::around(value, value, LAMBERT_ULPS)
    };
    let low = if x.low() <= above { -1.0 } else { end(x.low()).low().max(-1.0) };
    let high = if x.high() == f64::INFINITY {
        f64::INFINITY
    } else if x.high() <= above {
        // One unit beyond the branch point, the value is about 2e-8 above -1.
        -1.0 + 1e-7
    } else {
        end(x.high()).high()
    };
    let quality = if x.low() <= below {
        Quality::Partial
    } else if x.low() <= above {
        Quality::Continuous
    } else {
        Quality::Smooth
    };
    Enclosure { range: Interval::new(low, high), quality }
}

/// Bounds for the lower branch, which falls.
fn lower_bounds(x: Interval) -> Enclosure {
    let (below, above) = BRANCH_POINT;
    if x.is_empty() || x.high() < below || x.low() >= 0.0 {
        return Enclosure { range: Interval::EMPTY, quality: Quality::Partial };
    }
    let high = if x.low() <= above {
        -1.0
    } else {
        let value = real::lambert_wm1(x.low());
        Interval::around(value, value, LAMBERT_ULPS).high().min(-1.0)
    };
    let low = if x.high() >= 0.0 {
        f64::NEG_INFINITY
    } else if x.high() <= above {
        -1.0 - 1e-7
    } else {
        let value = real::lambert_wm1(x.high());
        Interval::around(value, value, LAMBERT_ULPS).low()
    };
    let quality = if x.low() <= below || x.high() >= 0.0 {
        Quality::Partial
    } else if x.low() <= above {
        Quality::Continuous
    } else {
        Quality::Smooth
    };
    Enclosure { range: Interval::new(low, high), quality }
}

/// Halley's iteration from the double, with as many digits as there is room for; it triples the right digits at each step.
fn lambert(x: &Decimal, digits: usize, start: fn(f64) -> f64) -> Result<Decimal, DecimalError> {
    if x.is_zero() && start(0.0) == 0.0 {
        return Ok(x.clone());
    }
    let value = start(x.to_f64());
    let first = Rational::from_f64(value).ok_or(DecimalError::OutOfDomain)?;
    let number = |value: Rational| Decimal::from_rational(&value, digits);
    let (one, two) = (number(Rational::ONE)?, number(Rational::from(2))?);
    let mut w = Decimal::from_rational(&first, digits)?;
    let limit = 8 + usize::BITS as usize - digits.leading_zeros() as usize;
    for _ in 0..4 * limit {
        let e = w.exp()?;
        let off = w.mul(&e)?.sub(x)?;
        let next = w.add(&one)?;
        if off.is_zero() || next.is_zero() {
            break;
        }
        let bend = next.add(&one)?.mul(&off)?.div(&two.mul(&next)?)?;
        let step = off.div(&e.mul(&next)?.sub(&bend)?)?;
        w = w.sub(&step)?;
        let small = step.to_rational().abs();
        let size = w.to_rational().abs() * ten_to_minus(digits.saturating_sub(2));
        if small <= size {
            break;
        }
    }
    Ok(w)
}

fn ten_to_minus(digits: usize) -> Rational {
    let exponent = i64::try_from(digits).unwrap_or(i64::MAX);
    Rational::from(10).pow(-exponent).unwrap_or_default()
}

/// `W(u*exp(u))` where it is `u`: 0, and `n*ln(n)` and `q*exp(q)` for numbers, on the branch that `u` lies on.
fn lambert_value(graph: &mut Graph, x: ExprId, side: Ordering) -> Option<ExprId> {
    if graph.is_zero(x) && side == Ordering::Greater {
        return Some(x);
    }
    exponent_of(graph, x, side)
}

/// Is `u` -1, or on this side of it?
fn is_beside(graph: &mut Graph, u: ExprId, side: Ordering) -> bool {
    let one = graph.integer(1);
    let above = sum(graph, &[u, one]);
    graph.is_zero(above) || closed_sign(graph, above) == Some(side)
}

/// The closed `u` on this side of -1 for which `x` is written as `u*exp(u)`.
fn exponent_of(graph: &mut Graph, x: ExprId, side: Ordering) -> Option<ExprId> {
    if x == graph.constant(Constant::E) {
        return (side == Ordering::Greater).then(|| graph.integer(1));
    }
    let candidates: Vec<ExprId> = match graph.node(x) {
        Node::Call(f, arguments) if *f == EXP => vec![arguments[0]],
        Node::Product(factors) => factors
            .iter()
            .filter_map(|&f| match graph.node(f) {
                Node::Call(function, arguments) if *function == EXP => Some(arguments[0]),
                Node::Call(function, _) if *function == LN => Some(f),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    for u in candidates {
        // `-ln(2)/2` is both `-ln(2)*exp(-ln(2))` and `-2ln(2)*exp(-2ln(2))`.
        for scale in (-MAX_MULTIPLE..=MAX_MULTIPLE).filter(|n| *n != 0) {
            let scale = graph.integer(scale);
            let u = product(graph, &[scale, u]);
            let power = call_of(graph, &EXP, &[u]);
            if product(graph, &[u, power]) == x && is_beside(graph, u, side) {
                return Some(u);
            }
        }
    }
    None
}
