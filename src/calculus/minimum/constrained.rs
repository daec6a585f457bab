//! Convex functions whose domain is cut by an inequality: where the gradient is a multiple of the constraint's, nothing in
//! the domain is lower (Karush, Kuhn and Tucker).
//!
//! With f convex, g concave, g(p) = 0 and ∇f(p) = λ∇g(p) for a λ >= 0: f(z) >= f(p) + λ∇g(p)·(z - p) >= f(p) + λg(z), which
//! is at least f(p) wherever g(z) >= 0.

use super::super::argument::{Argument, Formula, NAME, sentence};
use super::order::{exact_value, order};
use super::{MAX_TERMS, MinimiserSet, Minimum, MinimumPoint, Search, Status};
use crate::calculus::convex::{Status as Shape, convexity};
use crate::calculus::normal::{difference, negation, normalise, product};
use crate::calculus::solve::check::Answer;
use crate::calculus::solve::{Context, defined_at, system};
use crate::calculus::{Function, expand, gradient, present};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, substitute};

/// Systems of more unknowns are not solved.
const MOST_UNKNOWNS: usize = 3;

/// The answer for a function whose normal form is convex on all of space, least where one condition of its domain is at
/// its border.
pub(super) fn solve(graph: &mut Graph, function: &Function, search: &Search<'_>) -> Option<Minimum> {
    let symbols = function.unknowns();
    if symbols.len() > MOST_UNKNOWNS || !search.region.is_entire() {
        return None;
    }
    let form = function.normal(graph);
    let shape = convexity(graph, &Function::everywhere(form, symbols), (search.words, search.interrupt));
    if shape.status != Shape::Proved || !shape.conditions.is_empty() {
        return None;
    }
    let conditions = function.domain(graph).conditions.clone();
    for condition in conditions {
        let Node::Compare(Relation::LessOrEqual, a, b) = graph.node(condition) else { continue };
        let constraint = difference(graph, b, a);
        let negated = negation(graph, constraint);
        let bend = convexity(graph, &Function::everywhere(negated, symbols), (search.words, search.interrupt));
        if bend.status != Shape::Proved || !bend.conditions.is_empty() {
            continue;
        }
        let Some(point) = on_the_border(graph, function, (form, constraint), search) else { continue };
        let bindings: Vec<(Symbol, ExprId)> = symbols.iter().copied().zip(point.iter().copied()).collect();
        let value = substitute(graph, form, &bindings);
        let value = normalise(graph, value);
        let value = expand(graph, value, MAX_TERMS).unwrap_or(value);
        let border = Formula::of(graph, constraint);
        let reason = Argument::exact(sentence![NAME, " is convex: ", &shape.because]);
        let told = sentence![
            NAME,
            " is convex, and has a value only where the concave ",
            border,
            " >= 0; this is 0 there, and its gradient times a number that is not negative is the gradient of ",
            NAME,
            ", so ",
            NAME,
            " is nowhere less"
        ];
        let mut found = Minimum::without_points(Status::Global, symbols, Argument::exact(told).since(reason));
        let x = point.iter().map(|&id| exact_value(graph, id)).collect();
        found.points.push(MinimumPoint { x, value: exact_value(graph, value) });
        if !shape.strict {
            let level = present(graph, value);
            let equations = vec![graph.compare(Relation::Equal, function.written(), level)];
            found.set = Some(MinimiserSet { point: Vec::new(), directions: Vec::new(), equations });
        }
        return Some(found);
    }
    None
}

/// A point of the domain where the constraint is 0 and the gradient is a multiple of its gradient that is not negative.
fn on_the_border(
    graph: &mut Graph,
    function: &Function,
    (form, constraint): (ExprId, ExprId),
    search: &Search<'_>,
) -> Option<Vec<ExprId>> {
    let symbols = function.unknowns();
    let multiplier = super::rays::parameter(graph, symbols);
    let unknowns: Vec<Symbol> = symbols.iter().copied().chain([multiplier]).collect();
    let node = graph.symbol_node(multiplier);
    let mut equations = vec![constraint];
    for (slope, across) in gradient(graph, form, symbols).into_iter().zip(gradient(graph, constraint, symbols)) {
        let multiple = product(graph, &[node, across]);
        equations.push(difference(graph, slope, multiple));
    }
    let equations: Vec<Function> = equations.into_iter().map(|e| Function::everywhere(e, &unknowns)).collect();
    let context = Context { words: search.words, interrupt: search.interrupt, digits: 12 };
    let found = system(graph, &equations, &context);
    if !found.complete() {
        return None;
    }
    found.points.into_iter().find_map(|point| {
        let mut exact: Vec<ExprId> = point.iter().map(|s| s.exact).collect::<Option<_>>()?;
        exact.iter_mut().for_each(|id| *id = normalise(graph, *id));
        let multiplier = exact.pop()?;
        let fits =
            order(graph, multiplier)?.is_ge() && defined_at(graph, search.words, function, &exact) == Answer::Yes;
        fits.then_some(exact)
    })
}
