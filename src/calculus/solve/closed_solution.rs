//! Closed numbers as solutions.

use super::solutions::Solution;
use crate::algebra::enclosure::enclose_closed;
use crate::algebra::normal::{Term, formed, normalise, split_coefficient};
use crate::algebra::present;
use crate::calculus::exact_value::is_zero;
use crate::expr::{ExprId, Graph, Node, digits_of, evaluate_closed};
use crate::numeric::{Interval, Rational};

/// A closed number as a solution. One that is proved to be 0 is 0, however it was written.
pub(in crate::calculus) fn closed_solution(graph: &mut Graph, exact: ExprId) -> Solution {
    let form = normalise(graph, exact);
    let known = enclosed(graph, form);
    let form = if known.is_none() && is_zero(graph, form) { ExprId::ZERO } else { form };
    let (value, enclosure) = known.or_else(|| enclosed(graph, form)).unwrap_or_else(|| unsettled(graph, form));
    Solution { exact: Some(written(graph, form)), value, decimal: None, enclosure, looks: None }
}

/// For people: `(1 - sqrt(5))/2`, where all terms have the same denominator.
fn written(graph: &mut Graph, form: ExprId) -> ExprId {
    let Node::Sum(terms) = graph.node(form) else { return present(graph, form) };
    let terms = terms.to_vec();
    let mut below: Option<Rational> = None;
    for &term in &terms {
        let (number, _) = split_coefficient(graph, term);
        let own = number.value.denominator();
        if number.decimal || own.is_one() || below.as_ref().is_some_and(|b| *b != own) {
            return present(graph, form);
        }
        below = Some(own);
    }
    let Some(below) = below else { return present(graph, form) };
    let below = graph.rational(below);
    let above = formed(graph, Term::Sum(terms.into_iter().map(|term| below * term).collect()));
    let above = present(graph, above);
    graph.raw_quotient(above, below)
}

/// The nearest double, and bounds; `None` where digits do not settle, as those of 0.
fn enclosed(graph: &Graph, form: ExprId) -> Option<(f64, Interval)> {
    if let Some(value) = graph.as_rational(form) {
        return Some((value.to_f64(), Interval::of_rational(value)));
    }
    let number = digits_of(graph, form, 25).ok()?;
    let value = number.value.to_f64();
    Some((value, Interval::of_rational(&number.value).hull(&Interval::around(value, value, 1))))
}

/// What cannot be told from 0 is shown as 0, not as what rounding has left of it.
fn unsettled(graph: &Graph, form: ExprId) -> (f64, Interval) {
    let bounds = enclose_closed(graph, form).map_or(Interval::ENTIRE, |found| found.range);
    let value = if bounds.is_bounded() && bounds.contains(0.0) { 0.0 } else { evaluate_closed(graph, form) };
    (value, bounds)
}
