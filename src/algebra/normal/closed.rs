//! The size of exact numbers such as `1 - sqrt(2)`, with a bound on its error, to decide signs and comparisons.

use std::cmp::Ordering;

use crate::expr::{Constant, ExprId, FunctionDef, Graph, NoDigits, Node, enclose, is_exponential};
use crate::numeric::budget::{depth, nodes};
use crate::numeric::interval::extension;
use crate::numeric::{Ball, BallError, Interval, Quality};

/// The bits with which numbers are looked at where doubles do not tell.
const BITS: [usize; 2] = [128, 512];

/// A value in doubles and how far the exact value is from it at most.
#[derive(Clone, Copy, Debug)]
pub struct Approximation {
    /// The value.
    pub value: f64,
    /// The bound.
    pub error: f64,
}

impl Approximation {
    fn of(range: Interval) -> Option<Approximation> {
        let value = range.midpoint();
        let error = (range.high() - value).max(value - range.low()).next_up();
        (value.is_finite() && error.is_finite()).then_some(Approximation { value, error })
    }
}

/// Why there are no bounds.
enum Missing {
    /// It has a symbol, or is long.
    Open,
    /// Doubles do not tell.
    Unclear,
}

/// Bounds for the value of a short expression; `None` where it is long, has a symbol, or doubles do not tell.
pub fn closed_bounds(graph: &Graph, id: ExprId) -> Option<Approximation> {
    let mut left = nodes::CLOSED_NUMBER;
    match bounds(graph, id, depth::CLOSED_NUMBER, &mut left) {
        Ok(range) => return Approximation::of(range),
        Err(Missing::Open) => return None,
        Err(Missing::Unclear) => {}
    }
    let ball = enclose(graph, id, BITS[0]).ok()?;
    let value = ball.to_f64()?;
    value.is_finite().then(|| Approximation { value, error: value.abs() * f64::EPSILON + f64::MIN_POSITIVE })
}

/// The sign of a short expression without symbols, where it is proved not to be 0.
pub fn closed_sign(graph: &Graph, id: ExprId) -> Option<Ordering> {
    let mut left = nodes::CLOSED_NUMBER;
    match bounds(graph, id, depth::CLOSED_NUMBER, &mut left) {
        Ok(range) if range.is_positive() => return Some(Ordering::Greater),
        Ok(range) if range.is_negative() => return Some(Ordering::Less),
        Ok(_) | Err(Missing::Unclear) => {}
        Err(Missing::Open) => return None,
    }
    BITS.iter().find_map(|&bits| enclose(graph, id, bits).ok()?.sign()).filter(|order| order.is_ne())
}

/// Are closed arguments certainly outside of a function's domain?
pub(super) fn is_outside(graph: &Graph, function: &'static FunctionDef, arguments: &[ExprId]) -> bool {
    let mut left = nodes::CLOSED_NUMBER;
    let mut sides = Vec::with_capacity(arguments.len());
    let mut clear = true;
    for &argument in arguments {
        match bounds(graph, argument, depth::CLOSED_NUMBER, &mut left) {
            Ok(range) => sides.push(range),
            Err(Missing::Open) => return false,
            Err(Missing::Unclear) => clear = false,
        }
    }
    if clear && function.interval.is_some_and(|f| f(&sides).quality > Quality::Partial) {
        return false;
    }
    for bits in BITS {
        let balls: Result<Vec<Ball>, NoDigits> = arguments.iter().map(|&a| enclose(graph, a, bits)).collect();
        let Ok(balls) = balls else { return false };
        match (function.ball)(&balls) {
            Err(BallError::OutOfDomain) => return true,
            Err(BallError::Undecided) => {}
            Ok(_) | Err(BallError::OutOfRange) => return false,
        }
    }
    false
}

/// Bounds in doubles, outward from the value.
fn bounds(graph: &Graph, id: ExprId, depth: usize, left: &mut usize) -> Result<Interval, Missing> {
    *left = left.checked_sub(1).ok_or(Missing::Open)?;
    let depth = depth.checked_sub(1).ok_or(Missing::Open)?;
    let mut child = |c: ExprId| bounds(graph, c, depth, left);
    let all = |found: Vec<Result<Interval, Missing>>| -> Result<Vec<Interval>, Missing> {
        // A symbol anywhere says more than what doubles do not tell.
        if found.iter().any(|f| matches!(f, Err(Missing::Open))) {
            return Err(Missing::Open);
        }
        found.into_iter().collect()
    };
    let range = match graph.node(id) {
        Node::Number(n) => Interval::of_rational(&n.value),
        Node::Constant(Constant::Pi) => Interval::around(std::f64::consts::PI, std::f64::consts::PI, 1),
        Node::Constant(Constant::E) => Interval::around(std::f64::consts::E, std::f64::consts::E, 1),
        Node::Sum(terms) => {
            let terms = all(terms.iter().map(|&t| child(t)).collect())?;
            terms.into_iter().fold(Interval::ZERO, |sum, term| sum + term)
        }
        Node::Product(factors) => {
            let factors = all(factors.iter().map(|&f| child(f)).collect())?;
            factors.into_iter().fold(Interval::ONE, |product, factor| product * factor)
        }
        Node::Power(base, exponent) => {
            let sides = all(vec![child(base), child(exponent)])?;
            let found = match graph.as_integer(exponent).map(i32::try_from) {
                Some(Ok(n)) if n >= 0 || !sides[0].contains(0.0) => return bounded(Interval::powi(sides[0], n)),
                Some(_) => return Err(Missing::Unclear),
                // `0^e` has no value, though its limit is 0.
                None if sides[0].low() <= 0.0 && is_exponential(graph, base, exponent) => return Err(Missing::Unclear),
                None => extension::pow(sides[0], sides[1]),
            };
            return if found.quality > Quality::Partial { bounded(found.range) } else { Err(Missing::Unclear) };
        }
        Node::Call(function, arguments) => {
            let sides = all(arguments.iter().map(|&a| child(a)).collect())?;
            let found = function.interval.map(|f| f(&sides)).ok_or(Missing::Unclear)?;
            return if found.quality > Quality::Partial { bounded(found.range) } else { Err(Missing::Unclear) };
        }
        // Cases and conditions are left to balls, which decide them.
        Node::Piecewise(_) | Node::Compare(..) | Node::Not(_) | Node::And(_) | Node::Or(_) | Node::Truth(_) => {
            let is_open = graph.children(id).iter().any(|&c| matches!(child(c), Err(Missing::Open)));
            return Err(if is_open { Missing::Open } else { Missing::Unclear });
        }
        Node::Constant(Constant::Infinity) | Node::Symbol(_) | Node::Undefined(_) => return Err(Missing::Open),
    };
    bounded(range)
}

fn bounded(range: Interval) -> Result<Interval, Missing> {
    if range.is_bounded() && !range.is_empty() { Ok(range) } else { Err(Missing::Unclear) }
}
