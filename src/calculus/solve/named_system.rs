//! Linear systems whose coefficients hold names without a value, by Cramer's rule: where the determinant is not 0.

use super::check::{needs, relation_of};
use super::formulas::{always, stated};
use super::terms::{MAX_TERMS, collect, minus};
use super::vocabulary::Vocabulary;
use super::{Context, Solution, Solutions};
use crate::calculus::closed::sign;
use crate::calculus::normal::{normalise, product, quotient, sum};
use crate::calculus::rational_form::RationalForm;
use crate::calculus::{expand, present};
use crate::expr::{ExprId, Graph, Relation, Symbol, depends_on, symbols_of};
use crate::numeric::Interval;
use crate::numeric::budget::Budget;

/// Unknowns at most.
const MAX_UNKNOWNS: usize = 6;
/// Steps of exact arithmetic for cancelling a fraction.
const MAX_STEPS: u64 = 20_000_000;

/// As many equations as unknowns, linear in them. `None` if they are something else, or if the determinant is 0.
pub(super) fn linear_in_names(
    graph: &mut Graph,
    equations: &[ExprId],
    unknowns: &[Symbol],
    context: &Context<'_>,
) -> Option<Solutions> {
    if equations.len() != unknowns.len() || unknowns.len() > MAX_UNKNOWNS {
        return None;
    }
    let (mut rows, mut right) = (Vec::new(), Vec::new());
    for &f in equations {
        let (row, value) = coefficients(graph, f, unknowns)?;
        rows.push(row);
        right.push(value);
    }
    let all = determinant(graph, &rows)?;
    if graph.is_zero(all) || (symbols_of(graph, &[all]).is_empty() && !sign(graph, all).is_proved_different()) {
        return None;
    }
    let mut solutions = Solutions { unknowns: unknowns.to_vec(), complete: true, ..Solutions::default() };
    solutions.conditions = conditions(graph, context.words, equations, unknowns)?;
    let mut point = Vec::new();
    for i in 0..unknowns.len() {
        let mut replaced = rows.clone();
        for (row, &value) in replaced.iter_mut().zip(&right) {
            row[i] = value;
        }
        let above = determinant(graph, &replaced)?;
        let fraction = quotient(graph, above, all);
        let exact = cancelled(graph, fraction, context).unwrap_or(fraction);
        let exact = present(graph, exact);
        point.push(Solution { exact: Some(exact), value: f64::NAN, decimal: None, enclosure: Interval::ENTIRE });
    }
    solutions.points.push(point);
    if !symbols_of(graph, &[all]).is_empty() && !always(graph, Relation::NotEqual, all) {
        let condition = stated(graph, Relation::NotEqual, all);
        if !solutions.conditions.contains(&condition) {
            solutions.conditions.push(condition);
        }
    }
    solutions.because = "the equations are linear, and their determinant is not 0".to_string();
    Some(solutions)
}

/// The coefficients of the unknowns, and what they add up to.
fn coefficients(graph: &mut Graph, f: ExprId, unknowns: &[Symbol]) -> Option<(Vec<ExprId>, ExprId)> {
    let mut rest = normalise(graph, f);
    let zero = graph.integer(0);
    let mut row = Vec::new();
    for &u in unknowns {
        let node = graph.symbol_node(u);
        let collected = collect(graph, rest, node, u)?;
        if collected.keys().any(|n| !(0..=1).contains(n)) {
            return None;
        }
        let factor = collected.get(&1).copied().unwrap_or(zero);
        if unknowns.iter().any(|&v| depends_on(graph, factor, v)) {
            return None;
        }
        row.push(factor);
        rest = collected.get(&0).copied().unwrap_or(zero);
    }
    Some((row, minus(graph, rest)))
}

/// By minors of the first rows, each of them once.
fn determinant(graph: &mut Graph, rows: &[Vec<ExprId>]) -> Option<ExprId> {
    let n = rows.len();
    let mut minors = vec![graph.integer(1)];
    for columns in 1_usize..1 << n {
        let row = &rows[columns.count_ones() as usize - 1];
        let mut terms = Vec::new();
        for (j, &entry) in row.iter().enumerate().filter(|(j, _)| columns >> j & 1 == 1) {
            let behind = (columns >> (j + 1)).count_ones();
            let side = graph.integer(if behind % 2 == 0 { 1 } else { -1 });
            terms.push(product(graph, &[side, entry, minors[columns & !(1 << j)]]));
        }
        let total = sum(graph, &terms);
        minors.push(expand(graph, total, MAX_TERMS).ok()?);
    }
    minors.last().copied()
}

/// What the names must satisfy for the equations to have a value. `None` if the unknowns must satisfy something too.
fn conditions(graph: &mut Graph, words: &Vocabulary, equations: &[ExprId], unknowns: &[Symbol]) -> Option<Vec<ExprId>> {
    let mut found = Vec::new();
    for &f in equations {
        for name in symbols_of(graph, &[f]) {
            for (part, must_be) in needs(graph, words, f, name)? {
                let relation = relation_of(must_be);
                let form = normalise(graph, part);
                if always(graph, relation, form) {
                    continue;
                }
                if unknowns.iter().any(|&u| depends_on(graph, form, u)) {
                    return None;
                }
                let condition = stated(graph, relation, form);
                if !found.contains(&condition) {
                    found.push(condition);
                }
            }
        }
    }
    Some(found)
}

fn cancelled(graph: &mut Graph, fraction: ExprId, context: &Context<'_>) -> Option<ExprId> {
    let budget = Budget::new(MAX_STEPS, MAX_TERMS, context.interrupt);
    let form = RationalForm::of(graph, fraction, &budget).ok()??;
    Some(form.cancelled(&budget).ok()?.to_expr(graph))
}
