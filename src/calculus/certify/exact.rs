//! Exact values at points with short coordinates: what rounding would blur, as the 0 of a sum of squares.

use crate::algebra::normal::normal_at;
use crate::expr::{ExprId, Graph, Symbol};
use crate::numeric::{Interval, Quality, Rational};

use crate::algebra::enclosure::enclose_closed;

/// The value of an expression where the unknowns have these exact values, as narrow as it can be told; nothing where it is
/// not known to have one.
pub(super) fn value_at(graph: &mut Graph, f: ExprId, symbols: &[Symbol], point: &[Rational]) -> Option<Interval> {
    let bindings: Vec<(Symbol, ExprId)> =
        symbols.iter().zip(point).map(|(&s, v)| (s, graph.rational(v.clone()))).collect();
    let value = normal_at(graph, f, &bindings);
    if let Some(number) = graph.as_rational(value) {
        return Some(Interval::of_rational(number));
    }
    enclose_closed(graph, value).filter(|e| e.quality > Quality::Partial).map(|e| e.range)
}

/// A number near a double with so many significant decimal digits.
pub(super) fn short(x: f64, digits: usize) -> Option<Rational> {
    let exact = Rational::from_f64(x)?;
    Rational::parse(&exact.significant(digits)).ok()
}

/// Numbers that are 0 but for rounding are 0.
pub(super) fn clean(x: f64) -> f64 {
    if x.abs() < 1e-7 { 0.0 } else { x }
}
