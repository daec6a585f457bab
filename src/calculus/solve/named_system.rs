//! Linear systems whose coefficients hold names without a value, by Cramer's rule: where the determinant is not 0.

use super::guard::Guard;
use super::solutions::SolveContext;
use crate::algebra::expand;
use crate::algebra::normal::{Term, formed, normalise, quotient};
use crate::algebra::rational_form::RationalForm;
use crate::algebra::terms::{linear, minus};
use crate::expr::{ExprId, Graph, Relation, Symbol, depends_on};
use crate::numeric::budget::{Budget, unknowns};

/// The solution where the determinant is not 0.
pub(super) struct Cramer {
    pub point: Vec<ExprId>,
    pub determinant: ExprId,
    /// The determinant is not 0.
    pub guard: Guard,
}

/// As many equations as unknowns, linear in them. `None` if they are something else, or if the determinant is 0.
pub(super) fn linear_in_names(
    graph: &mut Graph,
    equations: &[ExprId],
    unknowns: &[Symbol],
    context: &SolveContext<'_>,
) -> Option<Cramer> {
    if equations.len() != unknowns.len() || unknowns.len() > unknowns::NAMED_SYSTEM {
        return None;
    }
    let (mut rows, mut right) = (Vec::new(), Vec::new());
    for &f in equations {
        let (row, value) = coefficients(graph, f, unknowns)?;
        rows.push(row);
        right.push(value);
    }
    let determinant = minors(graph, &rows)?;
    if graph.is_zero(determinant) {
        return None;
    }
    let guard = Guard::default().and(graph, context.interrupt, Relation::NotEqual, determinant)?;
    let mut point = Vec::new();
    for i in 0..unknowns.len() {
        let mut replaced = rows.clone();
        for (row, &value) in replaced.iter_mut().zip(&right) {
            row[i] = value;
        }
        let above = minors(graph, &replaced)?;
        let fraction = quotient(graph, above, determinant);
        point.push(cancelled(graph, fraction, context).unwrap_or(fraction));
    }
    Some(Cramer { point, determinant, guard })
}

/// The coefficients of the unknowns, and what they add up to.
fn coefficients(graph: &mut Graph, f: ExprId, unknowns: &[Symbol]) -> Option<(Vec<ExprId>, ExprId)> {
    let mut rest = normalise(graph, f);
    let mut row = Vec::new();
    for &u in unknowns {
        let (factor, left) = if depends_on(graph, rest, u) { linear(graph, rest, u)? } else { (ExprId::ZERO, rest) };
        if unknowns.iter().any(|&v| depends_on(graph, factor, v)) {
            return None;
        }
        row.push(factor);
        rest = left;
    }
    Some((row, minus(graph, rest)))
}

/// The determinant, by minors of the first rows, each of them once.
fn minors(graph: &mut Graph, rows: &[Vec<ExprId>]) -> Option<ExprId> {
    let n = rows.len();
    let mut all = vec![graph.integer(1)];
    for columns in 1_usize..1 << n {
        let row = &rows[columns.count_ones() as usize - 1];
        let mut terms = Vec::new();
        for (j, &entry) in row.iter().enumerate().filter(|(j, _)| columns >> j & 1 == 1) {
            let behind = (columns >> (j + 1)).count_ones();
            let side = if behind % 2 == 0 { 1 } else { -1 };
            terms.push(side * entry * all[columns & !(1 << j)]);
        }
        let total = formed(graph, Term::Sum(terms));
        all.push(expand(graph, total).ok()?);
    }
    all.last().copied()
}

fn cancelled(graph: &mut Graph, fraction: ExprId, context: &SolveContext<'_>) -> Option<ExprId> {
    let budget = Budget::brief(context.interrupt);
    let form = RationalForm::of(graph, fraction, &budget).ok()??;
    Some(form.to_expr(graph))
}
