//! Closed numbers that a decimal might stand for. A guess only: whoever takes one proves it.

use super::normal::{Powers, Term, formed};
use crate::expr::{Constant, ExprId, Graph};
use crate::numeric::Rational;

/// Fractions with larger denominators are not guessed.
const LARGEST_DENOMINATOR: i64 = 1_000;
/// Beside a multiple of π, and in front of roots, denominators are at most this.
const LARGEST_FACTOR: i64 = 24;
/// Squares of guessed roots have denominators up to this.
const LARGEST_SQUARE: i64 = 200;

/// Closed numbers in normal form within a distance of a double, the likeliest first.
pub fn recognise(graph: &mut Graph, value: f64, tolerance: f64) -> Vec<ExprId> {
    let mut found = Vec::new();
    if !value.is_finite() {
        return found;
    }
    if let Some(r) = near_fraction(value, tolerance, LARGEST_DENOMINATOR) {
        found.push(graph.rational(r));
    }
    if let Some(r) = near_fraction(value / std::f64::consts::PI, tolerance, LARGEST_FACTOR).filter(|r| !r.is_zero()) {
        found.push(formed(graph, Term::Number(r) * Constant::Pi));
    }
    if let Some(r) = near_fraction(value * value, 2.0 * tolerance * (1.0 + value.abs()), LARGEST_SQUARE)
        && !r.is_zero()
    {
        let root = Powers::sqrt(r);
        found.push(formed(graph, if value < 0.0 { -root } else { root }));
    }
    let e = std::f64::consts::E;
    for (share, unit) in [(value / e, Constant::E.into()), (value * e, Constant::E.pow(-1))] {
        if let Some(r) = near_fraction(share, tolerance, LARGEST_FACTOR).filter(|r| !r.is_zero()) {
            found.push(formed(graph, Term::Number(r) * unit));
        }
    }
    found.extend(beside_pi(graph, value, tolerance));
    found.dedup();
    found
}

/// `1/2 - pi/3`
fn beside_pi(graph: &mut Graph, value: f64, tolerance: f64) -> Option<ExprId> {
    for twelfths in 1..=24_i64 {
        for sign in [1, -1] {
            let r = Rational::new(sign * twelfths, 12)?;
            let rest = value - r.to_f64() * std::f64::consts::PI;
            if let Some(a) = near_fraction(rest, tolerance, 12) {
                return Some(formed(graph, Term::Number(a) + Term::Number(r) * Constant::Pi));
            }
        }
    }
    None
}

/// The fraction of least denominator within a distance; `None` if that is too large, or the distance is too coarse for it
/// to mean anything.
fn near_fraction(value: f64, tolerance: f64, largest: i64) -> Option<Rational> {
    if value.abs() > 1e9 {
        return None;
    }
    // Convergents of the continued fraction.
    let (mut before, mut current) = ((0_i64, 1_i64), (1_i64, 0_i64));
    let mut rest = value;
    for _ in 0..20 {
        let whole = rest.floor();
        if whole.abs() > 1e12 {
            return None;
        }
        let n = (whole as i64).checked_mul(current.0)?.checked_add(before.0)?;
        let d = (whole as i64).checked_mul(current.1)?.checked_add(before.1)?;
        if d > largest {
            return None;
        }
        if (n as f64 / d as f64 - value).abs() <= tolerance {
            // Among fractions of this size some one is always this near: that says nothing.
            let meaningful = tolerance * (d as f64) * (d as f64) < 1e-3;
            return if meaningful { Rational::new(n, d) } else { None };
        }
        (before, current) = (current, (n, d));
        rest = 1.0 / (rest - whole);
        if !rest.is_finite() {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::print::text;

    #[test]
    fn closed_numbers_are_found_again() {
        let mut graph = Graph::new(&crate::calculus::CORE);
        let pi = std::f64::consts::PI;
        let values = [
            0.5,
            -7.0 / 3.0,
            2.0 * pi / 3.0,
            0.5 - pi / 3.0,
            -(2.0_f64.sqrt()),
            0.75_f64.sqrt(),
            1.0 / std::f64::consts::E,
        ];
        for value in values {
            let found = recognise(&mut graph, value, 1e-13);
            let near = |&id: &ExprId| (crate::expr::evaluate_closed(&graph, id) - value).abs() < 1e-12;
            assert!(
                found.iter().any(near),
                "{value}: {:?}",
                found.iter().map(|&f| text(&graph, f)).collect::<Vec<_>>()
            );
        }
        assert!(recognise(&mut graph, 0.739_085_133_215_160_6, 1e-13).is_empty());
        assert!(recognise(&mut graph, f64::NAN, 1e-13).is_empty());
    }
}
