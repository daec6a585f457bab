//! Systems of linear equations with rational coefficients, exactly: one point, none, or a line, plane and so on.

use super::closed_solution::closed_solution;
use super::solutions::Solutions;
use crate::algebra::normal::{Term, formed};
use crate::algebra::{polynomial, present};
use crate::calculus::Region;
use crate::calculus::argument::Argument;
use crate::calculus::families::{Family, ParameterRange};
use crate::expr::{ExprId, Graph, Relation, Symbol, fresh_symbol, symbols_of};
use crate::numeric::Rational;
use crate::numeric::matrix::{LinearSolution, Matrix};

/// The names of real parameters.
pub(super) const PARAMETERS: [&str; 5] = ["t", "s", "r", "q", "p"];

/// Linear equations with rational coefficients.
pub(super) fn linear(
    graph: &mut Graph,
    equations: &[ExprId],
    unknowns: &[Symbol],
    region: &Region,
) -> Option<Solutions> {
    let (mut rows, mut right) = (Vec::new(), Vec::new());
    for &f in equations {
        let form = polynomial::quadratic(graph, f, unknowns)?;
        let n = unknowns.len();
        if (0..n).any(|i| (0..n).any(|j| !form.a.get(i, j).is_zero())) {
            return None;
        }
        rows.push(form.b.clone());
        right.push(-&form.c);
    }
    let matrix = Matrix::from_rows(rows)?;
    let mut solutions = Solutions::new(unknowns, Argument::default());
    match matrix.solve(&right).ok()? {
        LinearSolution::Unique(values) => {
            let values: Vec<ExprId> = values.into_iter().map(|value| graph.rational(value)).collect();
            let inside: Option<Vec<bool>> =
                values.iter().zip(&region.sides).map(|(&value, side)| side.holds(graph, value)).collect();
            if !inside?.contains(&false) {
                solutions.points.push(values.into_iter().map(|value| closed_solution(graph, value)).collect());
            }
            solutions.argument = Argument::exact("the equations are linear and independent");
        }
        LinearSolution::Inconsistent { certificate } => {
            solutions.argument = Argument::exact(contradiction(&certificate));
        }
        LinearSolution::Affine { particular, directions } => {
            let mut family = plane(graph, unknowns, equations, &particular, &directions);
            let Some(conditions) = sides_on(graph, (&particular, &directions), &family, region)? else {
                solutions.argument =
                    Argument::exact("the equations are linear, and their solutions do not meet the box");
                return Some(solutions);
            };
            family.conditions = conditions;
            solutions.families.push(family);
            let what = match directions.len() {
                1 => "a line",
                2 => "a plane",
                _ => "a space of several dimensions",
            };
            let cut = if region.is_entire() { "" } else { "; the box cuts a piece out of it" };
            solutions.argument = Argument::exact(format!("the equations are linear and leave {what}{cut}"));
        }
    }
    Some(solutions)
}

/// What the sides of a box ask of the parameters of a line or plane: `Some(None)` where it does not meet the box.
fn sides_on(
    graph: &mut Graph,
    (point, directions): (&[Rational], &[Vec<Rational>]),
    family: &Family,
    region: &Region,
) -> Option<Option<Vec<ExprId>>> {
    let mut conditions = Vec::new();
    // Of one parameter, between which numbers it lies.
    let (mut least, mut most): (Option<Rational>, Option<Rational>) = (None, None);
    for (i, side) in region.sides.iter().enumerate() {
        for (end, is_low) in [(side.low, true), (side.high, false)] {
            let Some(end) = end else { continue };
            if directions.iter().all(|d| d[i].is_zero()) {
                let value = graph.rational(point[i].clone());
                if !side.holds(graph, value)? {
                    return Some(None);
                }
            } else if let ([direction], Some(end)) = (directions, graph.as_rational(end)) {
                let bound = (end - &point[i]).checked_div(&direction[i]).ok()?;
                let at_least = is_low != direction[i].is_negative();
                let limit = if at_least { &mut least } else { &mut most };
                let tighter = limit.as_ref().is_none_or(|old| if at_least { bound > *old } else { bound < *old });
                if tighter {
                    *limit = Some(bound);
                }
            } else {
                let relation = if is_low { Relation::GreaterOrEqual } else { Relation::LessOrEqual };
                conditions.push(graph.compare(relation, family.expressions[i], end));
            }
        }
    }
    if least.as_ref().zip(most.as_ref()).is_some_and(|(least, most)| least > most) {
        return Some(None);
    }
    for (limit, relation) in [(least, Relation::GreaterOrEqual), (most, Relation::LessOrEqual)] {
        if let Some(limit) = limit {
            let (t, limit) = (graph.symbol_node(family.parameters[0]), graph.rational(limit));
            conditions.push(graph.compare(relation, t, limit));
        }
    }
    Some(Some(conditions))
}

/// Why linear equations contradict one another.
fn contradiction(certificate: &[Rational]) -> String {
    let parts: Vec<String> = certificate
        .iter()
        .enumerate()
        .filter(|(_, c)| !c.is_zero())
        .map(|(i, c)| if c.is_one() { format!("equation {}", i + 1) } else { format!("{c} times equation {}", i + 1) })
        .collect();
    format!("{} add up to a contradiction", parts.join(" and "))
}

/// A point and directions with a real parameter each.
fn plane(
    graph: &mut Graph,
    unknowns: &[Symbol],
    equations: &[ExprId],
    point: &[Rational],
    directions: &[Vec<Rational>],
) -> Family {
    let mut taken = [unknowns, &symbols_of(graph, equations)].concat();
    let known = taken.len();
    for _ in directions {
        taken.push(fresh_symbol(graph, &PARAMETERS, &taken));
    }
    let parameters = taken.split_off(known);
    let mut expressions = Vec::new();
    for (i, value) in point.iter().enumerate() {
        let mut total = Term::Number(value.clone());
        for (direction, &parameter) in directions.iter().zip(&parameters) {
            total = total + Term::Number(direction[i].clone()) * graph.symbol_node(parameter);
        }
        let total = formed(graph, total);
        expressions.push(present(graph, total));
    }
    Family { expressions, parameters, range: ParameterRange::Real, conditions: Vec::new() }
}
