//! Polynomials in one unknown on pieces of the line: their signs, and where their slope is 0.

use crate::algebra::closed_form::{FactoredRoot, factored_roots};
use crate::algebra::enclosure::enclose_closed;
use crate::algebra::normal::{power_of_integer, product, sum};
use crate::calculus::Side;
use crate::expr::{ExprId, Graph};
use crate::numeric::Rational;
use crate::numeric::polynomial::{Polynomial, PolynomialError};

/// The signs that a polynomial has strictly inside a side, between its zeros there. Ends that are not rational are moved outward.
pub(in crate::calculus) fn signs_inside(graph: &Graph, p: &Polynomial, side: &Side) -> Option<Vec<i32>> {
    let (low, high) = (outward(graph, side.low, true)?, outward(graph, side.high, false)?);
    let roots = p.real_roots().ok()?;
    let before = roots.iter().filter(|root| low.as_ref().is_some_and(|low| root.compare_to(low).is_le())).count();
    let after = roots.iter().filter(|root| high.as_ref().is_some_and(|high| root.compare_to(high).is_ge())).count();
    let signs = p.signs_between(&roots);
    signs.get(before..signs.len() - after).map(<[i32]>::to_vec)
}

/// A rational end, or no end at all.
fn outward(graph: &Graph, end: Option<ExprId>, low: bool) -> Option<Option<Rational>> {
    let Some(id) = end else { return Some(None) };
    if let Some(value) = graph.as_rational(id) {
        return Some(Some(value.clone()));
    }
    let bounds = enclose_closed(graph, id)?.range;
    Rational::from_f64(if low { bounds.low() } else { bounds.high() }).map(Some)
}

/// A number where the slope of a polynomial is 0.
pub(in crate::calculus) struct CriticalNumber {
    pub at: FactoredRoot,
    /// The polynomial falls before it and rises after it.
    pub is_minimum: bool,
}

/// The zeros of the slope of a polynomial, which is not 0 everywhere, in rising order.
pub(in crate::calculus) fn critical_numbers(p: &Polynomial) -> Result<Vec<CriticalNumber>, PolynomialError> {
    let slope = p.derivative();
    if slope.is_constant() {
        return Ok(Vec::new());
    }
    let roots = factored_roots(&slope)?;
    let signs = slope.signs_between(roots.iter().map(|found| &found.root));
    let beside = signs.windows(2).map(|pair| pair[0] < 0 && pair[1] > 0);
    Ok(roots.into_iter().zip(beside).map(|(at, is_minimum)| CriticalNumber { at, is_minimum }).collect())
}

/// A polynomial of a formula, with its numbers written in some way.
pub(in crate::calculus) fn polynomial_of(
    graph: &mut Graph,
    p: &Polynomial,
    x: ExprId,
    number: impl Fn(&mut Graph, &Rational) -> ExprId,
) -> ExprId {
    let mut terms = Vec::new();
    for (n, c) in p.coefficients().iter().enumerate() {
        let power = power_of_integer(graph, x, n as i64);
        let c = number(graph, c);
        terms.push(product(graph, &[c, power]));
    }
    sum(graph, &terms)
}
