//! The size of exact numbers such as `1 - sqrt(2)`, with a bound on its error, to decide signs and comparisons.

use std::cmp::Ordering;

use crate::expr::{Constant, ExprId, Graph, Node, holds};
use crate::numeric::Rational;
use crate::numeric::real;

/// The most nodes, counted as a tree, that are looked at.
const MAX_NODES: usize = 120;
/// The deepest nesting that is looked at.
const MAX_DEPTH: usize = 16;

/// The error allowed to a function of doubles, in units of the last place; gamma and its like are the worst.
const ROUNDINGS: f64 = 64.0;

/// A value in doubles and how far the exact value is from it at most.
#[derive(Clone, Copy, Debug)]
pub struct Approximation {
    /// The value.
    pub value: f64,
    /// The bound.
    pub error: f64,
}

/// The value of a short expression without symbols; nothing where it is long, has a symbol, or is near a jump.
pub fn closed_value(graph: &Graph, id: ExprId) -> Option<Approximation> {
    let mut left = MAX_NODES;
    let found = approximate(graph, id, MAX_DEPTH, &mut left)?;
    (found.value.is_finite() && found.error.is_finite()).then_some(found)
}

/// The sign of a short expression without symbols, where doubles prove that it is not 0.
pub fn closed_sign(graph: &Graph, id: ExprId) -> Option<Ordering> {
    let size = closed_value(graph, id)?;
    if size.value.abs() <= 2.0 * size.error {
        // Too near to 0 for doubles; twenty digits tell, unless it is 0.
        let digits = crate::expr::digits_of(graph, id, 20).ok()?;
        // Digits that are all 0 prove nothing.
        return (!digits.value.is_zero()).then(|| digits.value.cmp(&Rational::zero()));
    }
    size.value.partial_cmp(&0.0)
}

fn approximate(graph: &Graph, id: ExprId, depth: usize, left: &mut usize) -> Option<Approximation> {
    *left = left.checked_sub(1)?;
    let depth = depth.checked_sub(1)?;
    let found = at_node(graph, id, depth, left)?;
    // With an interval this wide a pole or a jump may lie within; what is built on it would look certain again.
    (found.error <= 1e-4 * (1e-4 + found.value.abs())).then_some(found)
}

fn at_node(graph: &Graph, id: ExprId, depth: usize, left: &mut usize) -> Option<Approximation> {
    let mut child = |c: ExprId| approximate(graph, c, depth, left);
    match graph.node(id) {
        Node::Number(n) => Some(number(&n.value)),
        Node::Constant(Constant::Pi) => Some(rounded(std::f64::consts::PI)),
        Node::Constant(Constant::E) => Some(rounded(std::f64::consts::E)),
        Node::Sum(terms) => {
            let (mut value, mut size, mut error) = (0.0, 0.0, 0.0);
            for &t in terms {
                let term = child(t)?;
                value += term.value;
                size += term.value.abs();
                error += term.error;
            }
            Some(Approximation { value, error: error + size * f64::EPSILON * terms.len() as f64 })
        }
        Node::Product(factors) => {
            let (mut low, mut value) = (0.0, 1.0_f64);
            for &f in factors {
                let factor = child(f)?;
                low = low * (factor.value.abs() + factor.error) + value.abs() * factor.error;
                value *= factor.value;
                low += value.abs() * f64::EPSILON;
            }
            Some(Approximation { value, error: low })
        }
        Node::Power(base, exponent) => {
            let base = child(base)?;
            match graph.as_integer(exponent).map(i32::try_from) {
                Some(Ok(n)) => spread(&[base], &|v| real::defined_power_of_integer(v[0], n)),
                _ => {
                    let exponent = child(exponent)?;
                    spread(&[base, exponent], &|v| real::defined_power(v[0], v[1]))
                }
            }
        }
        Node::Call(function, arguments) => {
            let arguments: Option<Vec<Approximation>> = arguments.iter().map(|&a| child(a)).collect();
            spread(&arguments?, &|v| function.value.at(v))
        }
        Node::Piecewise(parts) => {
            for pair in parts.chunks_exact(2) {
                if holds_closed(graph, pair[0], depth, left)? {
                    return approximate(graph, pair[1], depth, left);
                }
            }
            approximate(graph, parts[parts.len() - 1], depth, left)
        }
        Node::Constant(Constant::Infinity)
        | Node::Symbol(_)
        | Node::Compare(..)
        | Node::Not(_)
        | Node::And(_)
        | Node::Or(_)
        | Node::Truth(_)
        | Node::Undefined(_) => None,
    }
}

/// Does a condition on closed numbers hold? Nothing where a comparison is too close.
fn holds_closed(graph: &Graph, id: ExprId, depth: usize, left: &mut usize) -> Option<bool> {
    *left = left.checked_sub(1)?;
    let depth = depth.checked_sub(1)?;
    match graph.node(id) {
        Node::Truth(t) => Some(t),
        Node::Not(a) => holds_closed(graph, a, depth, left).map(|t| !t),
        Node::And(parts) => {
            let all: Option<Vec<bool>> = parts.iter().map(|&p| holds_closed(graph, p, depth, left)).collect();
            all.map(|parts| parts.into_iter().all(|t| t))
        }
        Node::Or(parts) => {
            let all: Option<Vec<bool>> = parts.iter().map(|&p| holds_closed(graph, p, depth, left)).collect();
            all.map(|parts| parts.into_iter().any(|t| t))
        }
        Node::Compare(relation, a, b) => {
            let (a, b) = (approximate(graph, a, depth, left)?, approximate(graph, b, depth, left)?);
            let apart = (a.value - b.value).abs() > 2.0 * (a.error + b.error);
            if apart { holds(relation, a.value, b.value) } else { None }
        }
        Node::Number(_)
        | Node::Constant(_)
        | Node::Symbol(_)
        | Node::Sum(_)
        | Node::Product(_)
        | Node::Power(..)
        | Node::Call(..)
        | Node::Piecewise(_)
        | Node::Undefined(_) => None,
    }
}

/// An exact number as a double; most are doubles.
fn number(exact: &Rational) -> Approximation {
    let value = exact.to_f64();
    match Rational::from_f64(value) {
        Some(same) if same == *exact => Approximation { value, error: 0.0 },
        _ => rounded(value),
    }
}

/// A constant as the nearest double.
fn rounded(value: f64) -> Approximation {
    Approximation { value, error: value.abs() * f64::EPSILON }
}

/// A function over the ends of its arguments' small intervals; a jump or pole inside shows as a large error.
fn spread(arguments: &[Approximation], f: &dyn Fn(&[f64]) -> f64) -> Option<Approximation> {
    // A divisor or base that may be 0 says nothing.
    let may_be_zero = |a: &Approximation| a.error > 0.0 && a.value.abs() <= a.error;
    if arguments.len() > 1 && arguments.iter().any(may_be_zero) {
        return None;
    }
    let centre: Vec<f64> = arguments.iter().map(|a| a.value).collect();
    let value = f(&centre);
    let mut error = value.abs() * ROUNDINGS * f64::EPSILON;
    for (i, argument) in arguments.iter().enumerate().filter(|(_, a)| a.error > 0.0) {
        let mut moved = centre.clone();
        for side in [-1.0, 1.0] {
            moved[i] = argument.value + side * argument.error;
            error += 2.0 * (f(&moved) - value).abs();
        }
    }
    (value.is_finite() && error.is_finite()).then_some(Approximation { value, error })
}
