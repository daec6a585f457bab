//! Convex functions: wherever the gradient is 0 they are least, and on a domain that an inequality cuts, wherever the
//! gradient points into it from the border (Karush, Kuhn and Tucker).
//!
//! With f convex, g concave, g(p) = 0 and ∇f(p) = λ∇g(p) for a λ >= 0: f(z) >= f(p) + λ∇g(p)·(z - p) >= f(p) + λg(z), which
//! is at least f(p) wherever g(z) >= 0.

use std::cmp::Ordering;

use super::ends::whereabouts;
use super::found::{MinimiserSet, Minimum};
use super::guess::zeros;
use super::search::MinimumSearch;
use crate::algebra::closed::compare;
use crate::algebra::enclosure::{enclose_closed, is_smooth_around};
use crate::algebra::formula::definition;
use crate::algebra::normal::{difference, negation, normalise, power_of_integer, product, split_coefficient, sum};
use crate::algebra::{expanded, gradient, present};
use crate::calculus::Function;
use crate::calculus::argument::{Argument, NAME, Sentence, sentence};
use crate::calculus::convex::{Convexity, ConvexityStatus, convexity};
use crate::calculus::domain::Certainty;
use crate::calculus::exact_value::{exact_value, is_zero, order, value_at};
use crate::calculus::families::defined_at;
use crate::calculus::solve::system;
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, at_point, is_closed, terms_of};
use crate::functions::MAX;
use crate::numeric::budget::unknowns;
use crate::numeric::{Interval, Rational};

/// The answer for a convex function of all of space with a point where the gradient is exactly 0.
pub(super) fn solve(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &MinimumSearch<'_>) -> Option<Minimum> {
    let shape = convex(graph, f, symbols, search)?;
    let slopes = gradient(graph, f, symbols);
    let sides = vec![Interval::ENTIRE; symbols.len()];
    let mut guesses = vec![vec![graph.integer(0); symbols.len()]];
    guesses.extend(zeros(graph, &slopes, symbols, &sides, search.means.interrupt));
    let point = guesses.into_iter().find(|point| is_critical(graph, f, &slopes, symbols, point))?;
    let there = there(graph, symbols, &point, &shape);
    let told = sentence![NAME, " is convex, and its gradient is 0 ", there, ", so ", NAME, " is nowhere less"];
    let premise = Argument::exact("the gradient is 0 there, by exact algebra");
    least_at(graph, (f, f), symbols, &point, (told, shape.strict, [because(&shape), premise]))
}

/// The answer for a function whose normal form is convex on all of space, least where one condition of its domain is at
/// its border.
pub(super) fn on_the_border(graph: &mut Graph, function: &Function, search: &MinimumSearch<'_>) -> Option<Minimum> {
    let (form, symbols) = (function.normal(graph), function.unknowns());
    let shape = convex(graph, form, symbols, search).filter(|_| symbols.len() <= unknowns::CRITICAL_POINT)?;
    let conditions = function.domain(graph).conditions.clone();
    conditions.into_iter().find_map(|condition| {
        let Node::Compare(Relation::LessOrEqual, a, b) = graph.node(condition) else { return None };
        let constraint = difference(graph, b, a);
        let negated = negation(graph, constraint);
        let bend = convex(graph, negated, symbols, search)?;
        let point = border_point(graph, function, (form, constraint), search)?;
        let border = present(graph, constraint);
        let told = sentence![
            NAME,
            " is convex, and has a value only where the concave ",
            border,
            " >= 0; this is 0 ",
            there(graph, symbols, &point, &shape),
            ", and its gradient times a number that is not negative is the gradient of ",
            NAME,
            ", so ",
            NAME,
            " is nowhere less"
        ];
        let premise =
            Argument::exact(sentence![border, " is concave"]).since(because(&bend).about(sentence!["-(", border, ")"]));
        least_at(graph, (form, function.written()), symbols, &point, (told, shape.strict, [because(&shape), premise]))
    })
}

/// The answer for a function least at a kink of one of its terms: a length, or the greatest of several values. A length is never
/// less than a combination of its components with a vector of length 1 or less, the greatest never less than a weighted mean
/// of the values: with one of these in place of the term the function is nowhere greater, and where it is convex and its
/// gradient is 0 at the kink, it is least there, and so is the function.
pub(super) fn at_kink(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &MinimumSearch<'_>) -> Option<Minimum> {
    if symbols.len() > unknowns::CRITICAL_POINT || !search.region.is_entire() {
        return None;
    }
    let f = normalise(graph, f);
    let terms = terms_of(graph, f);
    terms.iter().find_map(|&term| {
        let (number, kink) = split_coefficient(graph, term);
        let kink = Kink::of(graph, kink).filter(|_| number.value.is_positive())?;
        let mut rest: Vec<ExprId> = terms.iter().copied().filter(|&other| other != term).collect();
        let scale = graph.number(number);
        let others = sum(graph, &rest);
        let (point, weights) = kink.point(graph, (others, scale), symbols, search)?;
        let mean = kink.mean(graph, &weights);
        rest.push(product(graph, &[scale, mean]));
        let below = sum(graph, &rest);
        let below = expanded(graph, below);
        let mut shape = convex(graph, below, symbols, search)?;
        let (value, reached) = (value_at(graph, f, symbols, &point), value_at(graph, below, symbols, &point));
        let slopes = gradient(graph, below, symbols);
        if !compare(graph, value, reached).is_proved_equal() || !is_critical(graph, below, &slopes, symbols, &point) {
            return None;
        }
        shape.strict |= kink.is_strict(graph, &weights)? && kink.is_at_one_point(graph, symbols, search);
        let (whole, mean, least) = (present(graph, kink.whole), present(graph, mean), present(graph, below));
        let mut told = sentence!["since ", whole, " >= ", mean, ", ", NAME, " is nowhere less than ", least];
        let there = there(graph, symbols, &point, &shape);
        told.push(match is_closed(graph, below) {
            true => format!(", which it is {there}"),
            false => format!(", which is convex; its gradient is 0 {there}, and both are equal there"),
        });
        let premise = Argument::exact(sentence![whole, " >= ", mean, kink.why()]);
        let bend = because(&shape).about(least);
        least_at(graph, (below, f), symbols, &point, (told, shape.strict, [premise, bend]))
    })
}

/// A term with a kink where its parts are 0, or all the same.
struct Kink {
    whole: ExprId,
    parts: Vec<ExprId>,
    /// The greatest of the parts, not the length of the vector that they are.
    is_greatest: bool,
}

impl Kink {
    fn of(graph: &mut Graph, whole: ExprId) -> Option<Kink> {
        let mut meaning = whole;
        if let Node::Call(function, arguments) = graph.node(whole) {
            let arguments = arguments.to_vec();
            meaning = definition(graph, function, &arguments).unwrap_or(whole);
        }
        match graph.node(meaning) {
            Node::Call(f, parts) if f == &MAX => Some(Kink { whole, parts: parts.to_vec(), is_greatest: true }),
            Node::Call(f, parts) if f == graph.core().abs => {
                Some(Kink { whole, parts: parts.to_vec(), is_greatest: false })
            }
            Node::Power(inside, half) if graph.as_rational(half) == Rational::new(1, 2).as_ref() => {
                let base = |term: ExprId| match graph.node(term) {
                    Node::Power(base, two) if graph.as_integer(two) == Some(2) => Some(base),
                    _ => None,
                };
                let parts = terms_of(graph, inside).into_iter().map(base).collect::<Option<Vec<ExprId>>>()?;
                Some(Kink { whole, parts, is_greatest: false })
            }
            _ => None,
        }
    }

    /// What is 0 at the kink.
    fn zeros(&self, graph: &mut Graph) -> Vec<ExprId> {
        match (self.is_greatest, self.parts.as_slice()) {
            (true, [first, others @ ..]) => others.iter().map(|&other| difference(graph, other, *first)).collect(),
            _ => self.parts.clone(),
        }
    }

    /// The parts with these weights.
    fn mean(&self, graph: &mut Graph, weights: &[ExprId]) -> ExprId {
        let terms: Vec<ExprId> = self.parts.iter().zip(weights).map(|(&p, &w)| product(graph, &[w, p])).collect();
        sum(graph, &terms)
    }

    /// A point at the kink, and weights with which the gradient is 0 there and that are proved to give no more than the whole.
    fn point(
        &self,
        graph: &mut Graph,
        (rest, scale): (ExprId, ExprId),
        symbols: &[Symbol],
        search: &MinimumSearch<'_>,
    ) -> Option<(Vec<ExprId>, Vec<ExprId>)> {
        let mut unknowns = symbols.to_vec();
        for _ in &self.parts {
            let weight = super::rays::parameter(graph, &unknowns);
            (!unknowns.contains(&weight)).then(|| unknowns.push(weight))?;
        }
        let weights: Vec<ExprId> = unknowns[symbols.len()..].iter().map(|&w| graph.symbol_node(w)).collect();
        let mean = self.mean(graph, &weights);
        let mean = product(graph, &[scale, mean]);
        let below = sum(graph, &[rest, mean]);
        let mut equations = self.zeros(graph);
        equations.extend(gradient(graph, below, symbols));
        if self.is_greatest {
            let all = sum(graph, &weights);
            equations.push(difference(graph, all, ExprId::ONE));
        }
        let equations: Vec<Function> = equations.into_iter().map(|e| Function::everywhere(e, &unknowns)).collect();
        let found = system(graph, &equations, &search.means.context());
        let points = if found.complete() { found.points } else { Vec::new() };
        points.into_iter().find_map(|point| {
            let mut exact: Vec<ExprId> = point.iter().map(|s| s.exact).collect::<Option<_>>()?;
            exact.iter_mut().for_each(|id| *id = normalise(graph, *id));
            let weights = exact.split_off(symbols.len());
            self.is_strict(graph, &weights)?;
            Some((exact, weights))
        })
    }

    /// Is the combination of the parts less than the whole wherever these are not 0, or all the same? `None` where it may be greater.
    fn is_strict(&self, graph: &mut Graph, weights: &[ExprId]) -> Option<bool> {
        if self.is_greatest {
            let signs: Option<Vec<Ordering>> = weights.iter().map(|&w| order(graph, w)).collect();
            return signs.filter(|all| all.iter().all(|s| s.is_ge())).map(|all| all.iter().all(|s| s.is_gt()));
        }
        let squares: Vec<ExprId> = weights.iter().map(|&w| power_of_integer(graph, w, 2)).collect();
        let square = sum(graph, &squares);
        let room = difference(graph, ExprId::ONE, square);
        order(graph, room).filter(|order| order.is_ge()).map(Ordering::is_gt)
    }

    fn is_at_one_point(&self, graph: &mut Graph, symbols: &[Symbol], search: &MinimumSearch<'_>) -> bool {
        let zeros = self.zeros(graph);
        let equations: Vec<Function> = zeros.into_iter().map(|zero| Function::everywhere(zero, symbols)).collect();
        let found = system(graph, &equations, &search.means.context());
        found.complete() && found.points.len() == 1 && found.families.is_empty() && found.sets.is_empty()
    }

    fn why(&self) -> &'static str {
        match self.is_greatest {
            true => ": the greatest of several numbers is at least every weighted mean of them",
            false => ", by the inequality of Cauchy and Schwarz",
        }
    }
}

/// The proof that a function is convex on all of space.
fn convex(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &MinimumSearch<'_>) -> Option<Convexity> {
    let function = search.region.is_entire().then(|| Function::everywhere(f, symbols))?;
    let shape = convexity(graph, &function, search.means.interrupt);
    (shape.status == ConvexityStatus::Proved && shape.conditions.is_empty()).then_some(shape)
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
    (told, is_only, premises): (Sentence, bool, [Argument; 2]),
) -> Option<Minimum> {
    let value = value_at(graph, f, symbols, point);
    let argument = Argument::exact(told).since_all(premises);
    let x = point.iter().map(|&id| exact_value(graph, id)).collect();
    let value = exact_value(graph, value);
    let mut found = Minimum::at(symbols, argument, x, value);
    if !is_only {
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
    search: &MinimumSearch<'_>,
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
    let found = system(graph, &equations, &search.means.context());
    let points = if found.complete() { found.points } else { Vec::new() };
    points.into_iter().find_map(|point| {
        let mut exact: Vec<ExprId> = point.iter().map(|s| s.exact).collect::<Option<_>>()?;
        exact.iter_mut().for_each(|id| *id = normalise(graph, *id));
        let multiplier = exact.pop()?;
        let fits = order(graph, multiplier)?.is_ge()
            && [form, constraint].into_iter().all(|g| is_smooth_at(graph, g, symbols, &exact))
            && defined_at(graph, function, &exact) == Certainty::Yes;
        fits.then_some(exact)
    })
}
