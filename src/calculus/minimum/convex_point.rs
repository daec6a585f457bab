//! Convex functions: wherever the gradient is 0 they are least.

use super::super::argument::{Argument, NAME, sentence};
use super::guess::zeros;
use super::order::{exact_value, is_zero};
use super::{MinimiserSet, Minimum, MinimumPoint, Search, Status};
use crate::calculus::certify::{Program, Workspace, enclose_closed};
use crate::calculus::convex::{Status as Shape, convexity};
use crate::calculus::normal::normalise;
use crate::calculus::{Function, expand, gradient, present};
use crate::expr::{ExprId, Graph, Relation, Symbol, substitute};
use crate::numeric::{Interval, Quality};

/// The answer for a convex function of all of space with a point where the gradient is exactly 0.
pub(super) fn solve(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &Search<'_>) -> Option<Minimum> {
    if !search.region.is_entire() {
        return None;
    }
    let function = Function::new(f, symbols, search.region.clone());
    let shape = convexity(graph, &function, (search.words, search.interrupt));
    if shape.status != Shape::Proved || !shape.conditions.is_empty() {
        return None;
    }
    let slopes = gradient(graph, f, symbols);
    let sides = vec![Interval::ENTIRE; symbols.len()];
    let mut guesses = vec![vec![graph.integer(0); symbols.len()]];
    guesses.extend(zeros(graph, &slopes, symbols, &sides, search.interrupt));
    let point = guesses.into_iter().find(|point| is_critical(graph, f, &slopes, symbols, point))?;
    let bindings: Vec<(Symbol, ExprId)> = symbols.iter().copied().zip(point.iter().copied()).collect();
    let value = substitute(graph, f, &bindings);
    let value = normalise(graph, value);
    let value = expand(graph, value, super::MAX_TERMS).unwrap_or(value);
    let reason = Argument::exact(sentence![NAME, " is convex: ", &shape.because])
        .since_all(shape.steps.iter().map(Argument::exact));
    let argument =
        Argument::exact(sentence![NAME, " is convex, and its gradient is 0 there, so ", NAME, " is nowhere less"])
            .since(reason)
            .since(Argument::exact("the gradient is 0 there, by exact algebra"));
    let mut found = Minimum::without_points(Status::Global, symbols, argument);
    let x = point.iter().map(|&id| exact_value(graph, id)).collect();
    let value = exact_value(graph, value);
    found.points.push(MinimumPoint { x, value });
    if !shape.strict {
        let written = present(graph, f);
        let equations = vec![graph.compare(Relation::Equal, written, value.exact?)];
        found.set = Some(MinimiserSet { point: Vec::new(), directions: Vec::new(), equations });
    }
    Some(found)
}

/// Is the function smooth at the point, and its gradient exactly 0?
fn is_critical(graph: &mut Graph, f: ExprId, slopes: &[ExprId], symbols: &[Symbol], point: &[ExprId]) -> bool {
    let place: Option<Vec<Interval>> = point.iter().map(|&id| enclose_closed(graph, id).map(|e| e.range)).collect();
    let (Some(place), Ok(program)) = (place, Program::new(graph, &[f], symbols)) else { return false };
    let mut workspace = Workspace::new(&program);
    program.evaluate(&mut workspace, &place, 1);
    if workspace.output(&program, 0).quality != Quality::Smooth {
        return false;
    }
    let bindings: Vec<(Symbol, ExprId)> = symbols.iter().copied().zip(point.iter().copied()).collect();
    slopes.iter().all(|&slope| {
        let here = substitute(graph, slope, &bindings);
        is_zero(graph, here)
    })
}
