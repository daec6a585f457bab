//! The least value of a function, exactly, with the argument that decides it.
//!
//! One argument after the other, the surest first: exact algebra of polynomials, sums of functions of one unknown each, the way
//! a function of one unknown runs, bounds of every term, and intervals over a box. What is said is proved: values are compared
//! as exact numbers or by bounds, never as doubles.

mod bounds;
mod boxed;
mod coercive;
mod convex_point;
mod curves;
mod ends;
mod families;
mod guess;
mod line;
mod on_interval;
mod one;
mod order;
pub(super) mod periodic;
pub(super) mod pieces;
mod product;
mod quadratic;
mod quotient;
mod rays;
mod region;
mod restricted;
mod ridge;
mod sentence;
mod separable;
mod steps;
mod symmetry;
mod tails;
mod univariate;
mod values;

#[cfg(test)]
mod tests;

use super::argument::{Argument, Formula, NAME, Sentence, sentence};
use super::domain::is_everywhere;
use super::limit::{self, Falling};
use super::solve::{Context, Vocabulary};
use super::{Function, Region, Side, expand, normal, polynomial};
use crate::expr::{ExprId, Graph, Node, Number, Symbol, substitute, symbols_of, unfolded_size};
use crate::interrupt::Interrupt;
use crate::numeric::Rational;
use crate::numeric::quadratic::Quadratic;
pub use families::MinimiserFamily;

use ends::Goal;
use on_interval::Ends;
use pieces::Obstacle;

/// What is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The points are those, and all those, where the function is least.
    Global,
    /// The points are local minima; more is not known.
    Local,
    /// There is no minimum, though the function is not unbounded below: it only comes near, or has no value anywhere.
    None,
    /// There is no minimum: the function falls below every number. The points are those local minima that are known.
    Unbounded,
    /// Nothing was decided.
    Unknown,
}

/// A number: its double, and an expression for it where one is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExactValue {
    /// As it is to be shown; `None` where no closed form is known.
    pub exact: Option<ExprId>,
    /// The nearest double.
    pub value: f64,
}

/// A point where the function is least, or less than nearby.
#[derive(Clone, Debug, PartialEq)]
pub struct MinimumPoint {
    /// In the order of the unknowns.
    pub x: Vec<ExactValue>,
    /// The function's value there.
    pub value: ExactValue,
    /// It stands for a family of minimisers, which is listed as well.
    pub sample: bool,
}

/// All minimisers, where they fill a line, a plane or more.
#[derive(Clone, Debug, PartialEq)]
pub struct MinimiserSet {
    /// One of them.
    pub point: Vec<Rational>,
    /// Independent directions to the others: vectors of integers.
    pub directions: Vec<Vec<Rational>>,
    /// The linear equations that describe them (comparisons); empty if all points are minimisers.
    pub equations: Vec<ExprId>,
}

/// The answer to `minimum f`.
#[derive(Clone, Debug, PartialEq)]
pub struct Minimum {
    /// What is known.
    pub status: Status,
    /// The unknowns.
    pub unknowns: Vec<Symbol>,
    /// See [`Status`].
    pub points: Vec<MinimumPoint>,
    /// All minimisers, where there are infinitely many; then `points` has one of them.
    pub set: Option<MinimiserSet>,
    /// Minimisers that go on without end in a pattern; `points` has one of each, and those that are in none.
    pub families: Vec<MinimiserFamily>,
    /// Are the points and families all minimisers, where the status is global?
    complete: bool,
    /// The greatest lower bound, where it is not reached and known exactly.
    infimum: Option<ExprId>,
    /// The argument that decides: what is certain follows from it.
    argument: Argument,
}

/// A quick answer is sought for formulas of at most so many nodes.
const MAX_QUICK: u64 = 300;

/// Terms of intermediate formulas that are multiplied out.
const MAX_TERMS: usize = 500;

impl Minimum {
    /// The argument that decides.
    pub fn argument(&self) -> &Argument {
        &self.argument
    }

    /// Is something decided, and what is said proved?
    pub fn certified(&self) -> bool {
        self.status != Status::Unknown && self.argument.standing().is_proved()
    }

    /// The argument that decides in one sentence, about the function of this name: `f'' = 2 > 0 everywhere, so …`.
    pub fn because(&self, name: &str) -> String {
        self.argument.text(name)
    }

    fn unknown(unknowns: &[Symbol], why: impl Into<Sentence>) -> Minimum {
        Minimum::without_points(Status::Unknown, unknowns, Argument::open(why))
    }

    /// The function has no value anywhere in the region.
    fn nowhere(unknowns: &[Symbol], ground: fn(Sentence) -> Argument) -> Minimum {
        Minimum::without_points(Status::None, unknowns, ground(sentence![NAME, " has no value anywhere here"]))
    }

    /// Least at one point.
    fn at(symbols: &[Symbol], argument: Argument, x: Vec<ExactValue>, value: ExactValue) -> Minimum {
        let mut found = Minimum::without_points(Status::Global, symbols, argument);
        found.points.push(MinimumPoint { x, value, sample: false });
        found
    }

    /// The same value everywhere.
    fn constant(graph: &mut Graph, x: Symbol, value: ExactValue) -> Minimum {
        let argument = Argument::exact(sentence![NAME, " is constant: every ", graph.name(x), " is a minimiser"]);
        let zero = ExactValue { exact: Some(ExprId::ZERO), value: 0.0 };
        let mut found = Minimum::at(&[x], argument, vec![zero], value);
        let (point, directions) = (vec![Rational::ZERO], vec![vec![Rational::ONE]]);
        found.set = Some(MinimiserSet { point, directions, equations: Vec::new() });
        found
    }

    fn without_points(status: Status, unknowns: &[Symbol], argument: Argument) -> Minimum {
        Minimum {
            status,
            unknowns: unknowns.to_vec(),
            points: Vec::new(),
            set: None,
            families: Vec::new(),
            complete: true,
            infimum: None,
            argument,
        }
    }

    /// Says more in the last step.
    fn add(&mut self, more: impl Into<Sentence>) {
        let argument = std::mem::replace(&mut self.argument, Argument::open(""));
        self.argument = argument.adding(more);
    }

    /// What was said before, and another premise, lead to this.
    fn conclude(&mut self, sentence: Sentence, premise: Option<Argument>) {
        let before = std::mem::replace(&mut self.argument, Argument::open(""));
        self.argument = Argument::exact(sentence).since_all(premise).since(before);
    }
}

/// With what a minimum is sought.
#[derive(Clone, Copy)]
pub struct Means<'a> {
    /// The functions that equations are solved with.
    pub words: &'a Vocabulary,
    /// Stops the search.
    pub interrupt: &'a Interrupt,
    /// Search boxes by numbers where formulas do not tell: up to some seconds.
    pub thorough: bool,
}

/// Where a minimum is sought, and with what.
#[derive(Clone, Copy)]
pub(super) struct Search<'a> {
    /// Between which numbers each unknown lies.
    pub region: &'a Region,
    pub words: &'a Vocabulary,
    pub interrupt: &'a Interrupt,
    pub thorough: bool,
}

impl<'a> Search<'a> {
    /// With what equations are solved.
    fn context(&self) -> Context<'a> {
        Context { words: self.words, interrupt: self.interrupt, digits: 12 }
    }
}

/// The least value of a function on its region.
pub fn minimum(graph: &mut Graph, function: &Function, means: &Means<'_>) -> Minimum {
    let found = by_arguments(graph, function, means);
    // A run measures its distance from numbers: a formula of which no digit is certain is none.
    let is_vague = |p: &MinimumPoint| p.x.iter().chain([&p.value]).any(|v| v.value.is_nan());
    if !means.thorough && found.points.iter().any(is_vague) { undecided(function.unknowns()) } else { found }
}

fn by_arguments(graph: &mut Graph, function: &Function, means: &Means<'_>) -> Minimum {
    let &Means { words, interrupt, thorough } = means;
    let search = &Search { region: function.region(), words, interrupt, thorough };
    let (f, symbols) = (function.written(), function.unknowns());
    let free: Vec<String> = symbols_of(graph, &[f])
        .into_iter()
        .filter(|s| !symbols.contains(s))
        .map(|s| graph.name(s).to_string())
        .collect();
    if !free.is_empty() {
        let (names, verb) = (free.join(", "), if free.len() == 1 { "has" } else { "have" });
        return Minimum::unknown(symbols, sentence![NAME, " depends on ", names, ", which ", verb, " no value"]);
    }
    let conditions = function.domain(graph).conditions.clone();
    if conditions.iter().any(|&c| graph.node(c) == Node::Truth(false)) {
        return Minimum::nowhere(symbols, Argument::exact);
    }
    // A normal form may have values where the function has none: it is minimised with that in mind.
    let lost = function.lost(graph);
    if !lost.is_everything() {
        let on_the_line = match function.unknown() {
            Some((x, side)) => one::solve(graph, f, x, &side, search).ok(),
            None => None,
        };
        return on_the_line
            .or_else(|| if thorough { ends::solve(graph, f, symbols, search, &Goal::MinusInfinity) } else { None })
            .or_else(|| restricted::solve(graph, function, &lost, means))
            .or_else(|| if thorough { convex_point::on_the_border(graph, function, search) } else { None })
            .unwrap_or_else(|| undecided(symbols));
    }
    if let Some(found) = exact(graph, f, symbols, search) {
        return found;
    }
    // In front of a run nobody waits for more than formulas of a few lines.
    if !search.thorough && unfolded_size(graph, f).0 > MAX_QUICK {
        return undecided(symbols);
    }
    if let &[x] = symbols
        && let Some(found) = on_the_line(graph, f, x, search)
    {
        return found;
    }
    let several_unknowns = symbols.len() > 1;
    if several_unknowns && let Some(found) = several(graph, f, symbols, search) {
        return found;
    }
    if let Some(found) = bounds::solve(graph, f, symbols, search) {
        return found;
    }
    if search.thorough {
        let falls = Goal::MinusInfinity;
        let found = ends::solve(graph, f, symbols, search, &falls)
            .or_else(|| curves::solve(graph, f, symbols, search, &falls))
            .or_else(|| if several_unknowns { convex_point::solve(graph, f, symbols, search) } else { None })
            .or_else(|| convex_point::at_kink(graph, f, symbols, search))
            .or_else(|| below_every_number(graph, function, means))
            .or_else(|| by_search(graph, function, search));
        if let Some(found) = found {
            return found;
        }
    }
    undecided(symbols)
}

/// Less than a function of one unknown without its steps, which is unbounded below.
fn below_every_number(graph: &mut Graph, function: &Function, means: &Means<'_>) -> Option<Minimum> {
    let (symbols, region) = (function.unknowns(), function.region().clone());
    let above = steps::majorant(graph, means.words, function.written()).filter(|_| symbols.len() == 1)?;
    let found = minimum(graph, &Function::new(above, symbols, region), means);
    if found.status != Status::Unbounded || !found.certified() {
        return None;
    }
    let above = normal::normalise(graph, above);
    let above = Formula::of(graph, above);
    let premise = found.argument.about(above.text().to_string());
    let argument = Argument::exact(sentence![NAME, " <= ", above, ", which is unbounded below"]).since(premise);
    Some(Minimum::without_points(Status::Unbounded, symbols, argument))
}

/// By bounds on boxes: where the function has a value, and outside of a part where it is greater.
fn by_search(graph: &mut Graph, function: &Function, search: &Search<'_>) -> Option<Minimum> {
    let (f, symbols) = (function.written(), function.unknowns());
    let mut told: Vec<Sentence> = Vec::new();
    let mut region = search.region.clone();
    let domain = function.domain(graph).clone();
    let means = Means { words: search.words, interrupt: search.interrupt, thorough: search.thorough };
    let narrowed = restricted::narrowed(graph, &function.on(region.clone()), &domain, &means);
    if let Some(narrowed) = narrowed.filter(|narrowed| narrowed.region != region) {
        region = narrowed.region;
        told.push(sentence![NAME, " has a value only for ", region.text(graph, symbols)]);
    }
    if let Some((part, why)) = growing(graph, f, symbols, &Search { region: &region, ..*search }) {
        region = part;
        told.push(why);
    }
    let inside = Search { region: &region, ..*search };
    let on_the_line = match symbols {
        &[x] if region != *search.region => one::solve(graph, f, x, &region.sides[0], &inside).ok(),
        _ => None,
    };
    let mut found = on_the_line.or_else(|| boxed::solve(graph, f, symbols, &inside))?;
    for why in told.into_iter().rev() {
        let inside = found.argument.sentence().clone();
        found.conclude(sentence![&why, "; inside, ", inside], Some(Argument::bounds(why)));
    }
    Some(found)
}

/// A box outside of which the function is greater than somewhere inside, and why.
fn growing(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &Search<'_>) -> Option<(Region, Sentence)> {
    if let Some(region) = coercive::cube(graph, f, symbols, search) {
        let text = region.text(graph, symbols);
        let why = " the terms that grow fastest make ";
        return Some((region, sentence!["outside of ", text, why, NAME, " greater than at 0"]));
    }
    quotient::cube(graph, f, symbols, search)
}

/// Several unknowns that are one, or that are apart.
fn several(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &Search<'_>) -> Option<Minimum> {
    ridge::solve(graph, f, symbols, search).or_else(|| product::solve(graph, f, symbols, search))
}

fn undecided(symbols: &[Symbol]) -> Minimum {
    Minimum::unknown(
        symbols,
        sentence![
            "no exact argument for the minimum of ",
            NAME,
            " is known here; over a box more can be said: minimum ",
            NAME,
            " over -10..10"
        ],
    )
}

/// One unknown: the way the function runs, or that it swings.
fn on_the_line(graph: &mut Graph, f: ExprId, x: Symbol, search: &Search<'_>) -> Option<Minimum> {
    let side = search.region.sides[0];
    match one::solve(graph, f, x, &side, search) {
        Ok(found) => return Some(found),
        Err(Obstacle::Families | Obstacle::Unknown) => {}
    }
    if side == Side::ENTIRE
        && let Some(falling) = limit::falls_along(graph, &Function::everywhere(f, &[x]), search.interrupt)
    {
        let total = is_everywhere(graph, f);
        return Some(swinging(graph, x, falling, total));
    }
    periodic::solve(graph, f, x, search)
}

/// One unknown, by exact algebra where it is a polynomial.
fn line(graph: &mut Graph, f: ExprId, x: Symbol, search: &Search<'_>) -> Option<Minimum> {
    exact(graph, f, &[x], search).or_else(|| on_the_line(graph, f, x, search))
}

/// Unbounded along a sequence of equal steps; the function has a value at all of them, or at those far out.
fn swinging(graph: &mut Graph, x: Symbol, falling: Falling, total: bool) -> Minimum {
    let k = rays::parameter(graph, &[x]);
    let node = graph.symbol_node(k);
    let steps = normal::product(graph, &[falling.step, node]);
    let place = normal::sum(graph, &[falling.start, steps]);
    let values = substitute(graph, falling.values, &[(x, place)]);
    let values = normal::normalise(graph, values);
    let (place, values) = (Formula::of(graph, place), Formula::of(graph, values));
    let (name, k) = (graph.name(x), graph.name(k));
    let numbers = if total { format!("with {k} = 0, 1, 2, …") } else { format!("for every large whole number {k}") };
    let argument = Argument::exact(sentence![
        "at ",
        name,
        " = ",
        place,
        " ",
        numbers,
        " the values are ",
        values,
        ", which tends to -inf as ",
        k,
        " -> inf"
    ]);
    Minimum::without_points(Status::Unbounded, &[x], argument)
}

/// What exact algebra of polynomials tells.
fn exact(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &Search<'_>) -> Option<Minimum> {
    let ends = search.region.sides.iter().flat_map(|s| [s.low, s.high]).flatten();
    let decimal = ends.chain([f]).any(|id| polynomial::has_decimals(graph, id));
    let writer = Writer { decimal };
    if let [x] = symbols
        && let Some(ends) = Ends::of(graph, &search.region.sides[0])
        && let Some(p) = polynomial::univariate(graph, f, *x)
    {
        let interrupt = search.interrupt;
        let problem = univariate::Problem { p, x: *x, writer, interrupt };
        return Some(problem.solve_between(graph, &ends));
    }
    if search.region.is_entire() {
        return everywhere(graph, f, symbols, writer, search);
    }
    separable::solve(graph, f, symbols, writer, search).or_else(|| {
        let everywhere = everywhere(graph, f, symbols, writer, search)?;
        region::restricted(graph, everywhere, search)
    })
}

/// On all of space.
fn everywhere(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    writer: Writer,
    search: &Search<'_>,
) -> Option<Minimum> {
    if let Some(q) = quadratic_form(graph, f, symbols) {
        return Some(quadratic::solve(graph, &q, symbols, writer));
    }
    if let [x] = symbols
        && polynomial::is_polynomial(graph, f, symbols)
        && let Some(found) = univariate::closed_coefficients(graph, f, *x)
    {
        return Some(found);
    }
    let region = Region::entire(symbols.len());
    let search = Search { region: &region, ..*search };
    separable::solve(graph, f, symbols, writer, &search).or_else(|| rays::solve(graph, f, symbols, &search))
}

/// A polynomial whose terms of degree 3 and more cancel counts as quadratic.
fn quadratic_form(graph: &mut Graph, f: ExprId, symbols: &[Symbol]) -> Option<Quadratic> {
    if let Some(found) = polynomial::quadratic(graph, f, symbols) {
        return Some(found);
    }
    if !polynomial::is_polynomial(graph, f, symbols) {
        return None;
    }
    let expanded = expand(graph, f, MAX_TERMS).ok()?;
    polynomial::quadratic(graph, expanded, symbols)
}

/// How exact numbers are written: as decimals where the function is.
#[derive(Clone, Copy)]
struct Writer {
    decimal: bool,
}

impl Writer {
    fn number(self, graph: &mut Graph, value: &Rational) -> ExprId {
        graph.number(Number::new(value.clone(), self.decimal))
    }

    fn exact(self, graph: &mut Graph, value: &Rational) -> ExactValue {
        ExactValue { exact: Some(self.number(graph, value)), value: value.to_f64() }
    }

    fn text(self, graph: &mut Graph, value: &Rational) -> String {
        let id = self.number(graph, value);
        crate::expr::print::text(graph, id)
    }
}
