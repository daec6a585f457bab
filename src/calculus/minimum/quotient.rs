//! Quotients of polynomials: outside a box that is known they are greater than at some point.
//!
//! With p/q = v at a point and q > 0 everywhere, p/q > v wherever p - v*q > 0, which is a polynomial.

use super::coercive;
use super::search::MinimumSearch;
use crate::algebra::enclosure::enclose_on;
use crate::algebra::normal::{difference, normalise, product};
use crate::algebra::rational_form::RationalForm;
use crate::algebra::{expand, polynomial, present};
use crate::calculus::Region;
use crate::calculus::argument::{NAME, Sentence, sentence};
use crate::expr::{ExprId, Graph, Symbol, at_point};
use crate::numeric::budget::{Budget, unknowns};
use crate::numeric::{Interval, Rational};

/// Where a low point is looked for, in halves.
const GRID: std::ops::RangeInclusive<i64> = -4..=4;

/// A box outside of which the function is greater than at a point inside, and why.
pub(super) fn cube(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    search: &MinimumSearch<'_>,
) -> Option<(Region, Sentence)> {
    if symbols.len() > unknowns::CRITICAL_POINT || !search.region.is_entire() {
        return None;
    }
    let budget = Budget::brief(search.means.interrupt);
    let form = RationalForm::of(graph, f, &budget).ok()??;
    let above = form.polynomial_to_expr(graph, &form.fraction.above);
    let below = form.polynomial_to_expr(graph, &form.fraction.below);
    let polynomials =
        polynomial::is_polynomial(graph, above, symbols) && polynomial::is_polynomial(graph, below, symbols);
    if !polynomials || !is_positive(graph, below, symbols) {
        return None;
    }
    let (place, least) = low_point(graph, f, symbols)?;
    let multiple = product(graph, &[least, below]);
    let gap = difference(graph, above, multiple);
    let gap = expand(graph, gap).ok()?;
    let at_zero = at_point(graph, gap, symbols, &vec![ExprId::ZERO; symbols.len()]);
    let at_zero = normalise(graph, at_zero);
    if graph.as_rational(at_zero)?.is_negative() {
        return None;
    }
    let region = coercive::cube(graph, gap, symbols, search)?;
    let mut places = Vec::new();
    for (&symbol, &at) in symbols.iter().zip(&place) {
        places.push(sentence![graph.name(symbol), " = ", present(graph, at)]);
    }
    let (text, least) = (region.text(graph, symbols), present(graph, least));
    let outside = sentence![
        "outside of ",
        text,
        " the terms that grow fastest make ",
        NAME,
        " greater than ",
        least,
        ", which it is at ",
        Sentence::list(&places)
    ];
    Some((region, outside))
}

fn is_positive(graph: &Graph, id: ExprId, symbols: &[Symbol]) -> bool {
    let everywhere = vec![Interval::ENTIRE; symbols.len()];
    enclose_on(graph, id, symbols, &everywhere).is_some_and(|value| value.range.low() > 0.0)
}

/// A point of a coarse grid where the function is low, and its value there.
fn low_point(graph: &mut Graph, f: ExprId, symbols: &[Symbol]) -> Option<(Vec<ExprId>, ExprId)> {
    let width = GRID.count();
    let mut best: Option<(Rational, Vec<ExprId>, ExprId)> = None;
    for code in 0..width.pow(symbols.len() as u32) {
        let mut place = Vec::new();
        for i in 0..symbols.len() {
            let step = (code / width.pow(i as u32) % width) as i64 + GRID.start();
            place.push(graph.rational(Rational::new(step, 2)?));
        }
        let here = at_point(graph, f, symbols, &place);
        let here = normalise(graph, here);
        let Some(value) = graph.as_rational(here).cloned() else { continue };
        if best.as_ref().is_none_or(|(least, ..)| value < *least) {
            best = Some((value, place, here));
        }
    }
    best.map(|(_, place, value)| (place, value))
}
