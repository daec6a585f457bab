//! Convex functions: wherever the gradient is 0 they are least, and on a domain that an inequality cuts, wherever the
//! gradient points into it from the border (Karush, Kuhn and Tucker).
//!
//! With f convex, g concave, g(p) = 0 and ∇f(p) = λ∇g(p) for a λ >= 0: f(z) >= f(p) + λ∇g(p)·(z - p) >= f(p) + λg(z), which
//! is at least f(p) wherever g(z) >= 0.

use super::super::argument::{Argument, Formula, NAME, Sentence, sentence};
use super::ends::whereabouts;
use super::guess::zeros;
use super::order::{exact_value, is_zero, order, value_at};
use super::{MinimiserSet, Minimum, Search};
use crate::calculus::certify::{enclose_closed, is_smooth_around};
use crate::calculus::convex::{Convexity, Status as Shape, convexity};
use crate::calculus::normal::{difference, negation, normalise, product};
use crate::calculus::solve::check::Answer;
use crate::calculus::solve::{defined_at, system};
use crate::calculus::{Function, gradient, present};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, at_point};
use crate::numeric::Interval;

/// Systems of more unknowns are not solved.
const MOST_UNKNOWNS: usize = 3;

/// The answer for a convex function of all of space with a point where the gradient is exactly 0.
pub(super) fn solve(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &Search<'_>) -> Option<Minimum> {
    let shape = convex(graph, f, symbols, search)?;
    let slopes = gradient(graph, f, symbols);
    let sides = vec![Interval::ENTIRE; symbols.len()];
    let mut guesses = vec![vec![graph.integer(0); symbols.len()]];
    guesses.extend(zeros(graph, &slopes, symbols, &sides, search.interrupt));
    let point = guesses.into_iter().find(|point| is_critical(graph, f, &slopes, symbols, point))?;
    let there = there(graph, symbols, &point, &shape);
    let told = sentence![NAME, " is convex, and its gradient is 0 ", there, ", so ", NAME, " is nowhere less"];
    let premise = Argument::exact("the gradient is 0 there, by exact algebra");
    least_at(graph, (f, f), symbols, &point, (told, &shape, premise))
}

/// The answer for a function whose normal form is convex on all of space, least where one condition of its domain is at
/// its border.
pub(super) fn on_the_border(graph: &mut Graph, function: &Function, search: &Search<'_>) -> Option<Minimum> {
    let (form, symbols) = (function.normal(graph), function.unknowns());
    let shape = convex(graph, form, symbols, search).filter(|_| symbols.len() <= MOST_UNKNOWNS)?;
    let conditions = function.domain(graph).conditions.clone();
    conditions.into_iter().find_map(|condition| {
        let Node::Compare(Relation::LessOrEqual, a, b) = graph.node(condition) else { return None };
        let constraint = difference(graph, b, a);
        let negated = negation(graph, constraint);
        let bend = convex(graph, negated, symbols, search)?;
        let point = border_point(graph, function, (form, constraint), search)?;
        let border = Formula::of(graph, constraint);
        let told = sentence![
            NAME,
            " is convex, and has a value only where the concave ",
            &border,
            " >= 0; this is 0 ",
            there(graph, symbols, &point, &shape),
            ", and its gradient times a number that is not negative is the gradient of ",
            NAME,
            ", so ",
            NAME,
            " is nowhere less"
        ];
        let premise = Argument::exact(sentence![&border, " is concave"])
            .since(because(&bend).about(format!("-({})", border.text())));
        least_at(graph, (form, function.written()), symbols, &point, (told, &shape, premise))
    })
}

/// The proof that a function is convex on all of space.
fn convex(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &Search<'_>) -> Option<Convexity> {
    let function = search.region.is_entire().then(|| Function::everywhere(f, symbols))?;
    let shape = convexity(graph, &function, (search.words, search.interrupt));
    (shape.status == Shape::Proved && shape.conditions.is_empty()).then_some(shape)
}

/// Where the gradient was looked at, said in full where other minimisers are shown.
fn there(graph: &mut Graph, symbols: &[Symbol], point: &[ExprId], shape: &Convexity) -> String {
    match shape.strict {
        true => "there".to_string(),
        false => format!("at {}", whereabouts(graph, symbols.iter().copied().zip(point.iter().copied()))),
    }
}

fn because(shape: &Convexity) -> Argument {
    Argument::exact(sentence![NAME, " is convex: ", &shape.because]).since_all(shape.steps.iter().map(Argument::exact))
}

/// The answer at a point where nothing is less: of the function, and as it was written.
fn least_at(
    graph: &mut Graph,
    (f, written): (ExprId, ExprId),
    symbols: &[Symbol],
    point: &[ExprId],
    (told, shape, premise): (Sentence, &Convexity, Argument),
) -> Option<Minimum> {
    let value = value_at(graph, f, symbols, point);
    let argument = Argument::exact(told).since(because(shape)).since(premise);
    let x = point.iter().map(|&id| exact_value(graph, id)).collect();
    let value = exact_value(graph, value);
    let mut found = Minimum::at(symbols, argument, x, value);
    if !shape.strict {
        let written = present(graph, written);
        let equations = vec![graph.compare(Relation::Equal, written, value.exact?)];
        found.set = Some(MinimiserSet { point: Vec::new(), directions: Vec::new(), equations });
    }
    Some(found)
}

/// Is the function smooth at the point, and its gradient exactly 0?
fn is_critical(graph: &mut Graph, f: ExprId, slopes: &[ExprId], symbols: &[Symbol], point: &[ExprId]) -> bool {
    is_smooth_at(graph, f, symbols, point)
        && slopes.iter().all(|&slope| {
            let here = at_point(graph, slope, symbols, point);
            is_zero(graph, here)
        })
}

/// At a kink the formulas of the derivatives need not be a gradient.
fn is_smooth_at(graph: &Graph, f: ExprId, symbols: &[Symbol], point: &[ExprId]) -> bool {
    let place: Option<Vec<Interval>> = point.iter().map(|&id| enclose_closed(graph, id).map(|e| e.range)).collect();
    place.is_some_and(|place| is_smooth_around(graph, f, symbols, &place))
}

/// A point of the domain where the constraint is 0 and the gradient is a multiple of its gradient that is not negative.
fn border_point(
    graph: &mut Graph,
    function: &Function,
    (form, constraint): (ExprId, ExprId),
    search: &Search<'_>,
) -> Option<Vec<ExprId>> {
    let symbols = function.unknowns();
    let multiplier = super::rays::parameter(graph, symbols);
    let unknowns: Vec<Symbol> = symbols.iter().copied().chain([multiplier]).collect();
    let node = graph.symbol_node(multiplier);
    let mut equations = vec![Function::everywhere(constraint, &unknowns)];
    for (slope, across) in gradient(graph, form, symbols).into_iter().zip(gradient(graph, constraint, symbols)) {
        let multiple = product(graph, &[node, across]);
        equations.push(Function::everywhere(difference(graph, slope, multiple), &unknowns));
    }
    let found = system(graph, &equations, &search.context());
    let points = if found.complete() { found.points } else { Vec::new() };
    points.into_iter().find_map(|point| {
        let mut exact: Vec<ExprId> = point.iter().map(|s| s.exact).collect::<Option<_>>()?;
        exact.iter_mut().for_each(|id| *id = normalise(graph, *id));
        let multiplier = exact.pop()?;
        let fits = order(graph, multiplier)?.is_ge()
            && [form, constraint].into_iter().all(|g| is_smooth_at(graph, g, symbols, &exact))
            && defined_at(graph, search.words, function, &exact) == Answer::Yes;
        fits.then_some(exact)
    })
}
