//! Closed numbers as solutions.

use super::solutions::Solution;
use crate::algebra::enclosure::enclose_closed;
use crate::algebra::normal::{Term, formed, normalise, split_coefficient};
use crate::algebra::present;
use crate::expr::{ExprId, Graph, Node, digits_of, evaluate_closed};
use crate::numeric::{Interval, Rational};

/// A closed number as a solution.
pub(in crate::calculus) fn closed_solution(graph: &mut Graph, exact: ExprId) -> Solution {
    let form = normalise(graph, exact);
    let (value, enclosure) = enclosed(graph, form);
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

/// The nearest double, and bounds.
fn enclosed(graph: &Graph, form: ExprId) -> (f64, Interval) {
    if let Some(value) = graph.as_rational(form) {
        return (value.to_f64(), Interval::of_rational(value));
    }
    match digits_of(graph, form, 25) {
        Ok(number) => {
            let value = number.value.to_f64();
            (value, Interval::of_rational(&number.value).hull(&Interval::around(value, value, 1)))
        }
        Err(_) => {
            let bounds = enclose_closed(graph, form).map_or(Interval::ENTIRE, |found| found.range);
            (evaluate_closed(graph, form), bounds)
        }
    }
}
