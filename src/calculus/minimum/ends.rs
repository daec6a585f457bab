//! What a function does toward a pole, the end of its domain, or infinity: it falls below every number there, or comes near
//! a bound that it never reaches. No critical point is needed for that.
//!
//! Of several unknowns all but one are fixed: what happens on a line happens in space.

use super::found::{Minimum, MinimumStatus};
use super::search::MinimumSearch;
use crate::algebra::closed::compare;
use crate::algebra::closed::short;
use crate::algebra::normal::normalise;
use crate::algebra::polynomial;
use crate::algebra::present::{present, shown};
use crate::calculus::argument::{Argument, NAME, sentence};
use crate::calculus::cuts::Pieces;
use crate::calculus::domain::{Certainty, is_defined};
use crate::calculus::limit::{Limit, Toward, limit};
use crate::calculus::{Function, Side};
use crate::expr::{ExprId, Graph, Symbol, depends_on, reach, substitute};
use crate::numeric::Rational;
use crate::numeric::budget::unknowns;

/// The values at which unknowns are fixed, in halves; fewer of them if there are many unknowns.
const PLACES: [i64; 5] = [0, 2, -2, 4, 1];
/// Parts of the line that are looked at where on the whole line the poles go on without end, in tenths.
const WINDOWS: [(i64, i64); 3] = [(-40, 40), (5, 80), (11, 200)];

/// What a function is followed towards.
pub(super) enum Goal {
    /// Below every number.
    MinusInfinity,
    /// This number, which it is never equal to or below, and why.
    Above(ExprId, Argument),
}

impl Goal {
    pub fn is(&self, graph: &mut Graph, found: Limit) -> bool {
        match (self, found) {
            (Goal::MinusInfinity, Limit::NegativeInfinity) => true,
            (&Goal::Above(bound, _), Limit::Finite(value)) => compare(graph, value, bound).is_proved_equal(),
            _ => false,
        }
    }
}

/// A way to the goal: what the unknowns are that are not told by `toward`, and the function there.
pub(super) struct Way<'a> {
    pub places: &'a [(Symbol, ExprId)],
    pub values: ExprId,
    pub toward: String,
}

impl Way<'_> {
    /// The answer for a function that goes there.
    pub fn answer(&self, graph: &mut Graph, symbols: &[Symbol], goal: &Goal) -> Minimum {
        let (places, values) = (whereabouts(graph, self.places.iter().copied()), present(graph, self.values));
        match goal {
            Goal::MinusInfinity => {
                let sentence = if places.is_empty() {
                    sentence![NAME, " -> -inf as ", &self.toward]
                } else {
                    let tends = ", and that tends to -inf as ";
                    sentence!["along ", places, " it is ", NAME, " = ", values, tends, &self.toward]
                };
                Minimum::without_points(MinimumStatus::Unbounded, symbols, Argument::exact(sentence))
            }
            Goal::Above(bound, why) => {
                let infimum = present(graph, *bound);
                let along = if places.is_empty() { String::new() } else { format!("along {places} ") };
                let mut sentence = sentence![
                    "the infimum ",
                    infimum,
                    " is approached ",
                    along,
                    "as ",
                    &self.toward,
                    " but never reached: "
                ];
                sentence.push(why.sentence());
                let argument = Argument::exact(sentence).since(why.clone());
                let mut found = Minimum::without_points(MinimumStatus::None, symbols, argument);
                found.infimum = Some(*bound);
                found
            }
        }
    }
}

/// `x = 1, y = 2`
pub(super) fn whereabouts(graph: &mut Graph, places: impl Iterator<Item = (Symbol, ExprId)>) -> String {
    let places = places.map(|(symbol, at)| {
        let at = shown(graph, at);
        format!("{} = {at}", graph.name(symbol))
    });
    places.collect::<Vec<_>>().join(", ")
}

/// The answer where the function goes to the goal along a line.
pub(super) fn solve(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    search: &MinimumSearch<'_>,
    goal: &Goal,
) -> Option<Minimum> {
    if symbols.len() > unknowns::LINES || polynomial::is_polynomial(graph, f, symbols) {
        return None;
    }
    for free in 0..symbols.len() {
        for places in slices(graph, symbols, free, search) {
            let here = substitute(graph, f, &places);
            let x = symbols[free];
            if !depends_on(graph, here, x) || !closed_parts_have_values(graph, here, x) {
                continue;
            }
            if let Some((values, toward)) = end(graph, here, x, &search.region.sides[free], search, goal) {
                let toward = words(graph, x, toward);
                return Some(Way { places: &places, values, toward }.answer(graph, symbols, goal));
            }
        }
    }
    None
}

/// The places of all unknowns but one: every one of a few numbers in the region with every other.
fn slices(
    graph: &mut Graph,
    symbols: &[Symbol],
    free: usize,
    search: &MinimumSearch<'_>,
) -> Vec<Vec<(Symbol, ExprId)>> {
    let count = if symbols.len() > 2 { 2 } else { PLACES.len() };
    let mut all = vec![Vec::new()];
    for (i, &symbol) in symbols.iter().enumerate().filter(|(i, _)| *i != free) {
        let mut longer = Vec::new();
        for halves in PLACES.iter().take(count) {
            let place = graph.rational(Rational::new(*halves, 2).unwrap_or_default());
            if search.region.sides[i].holds(graph, place) == Some(true) {
                longer
                    .extend(all.iter().map(|slice: &Vec<_>| slice.iter().copied().chain([(symbol, place)]).collect()));
            }
        }
        all = longer;
    }
    all
}

/// Has every part that does not vary a value?
fn closed_parts_have_values(graph: &mut Graph, f: ExprId, x: Symbol) -> bool {
    let closed: Vec<ExprId> = reach(graph, &[f]).order.into_iter().filter(|&id| !depends_on(graph, id, x)).collect();
    closed.into_iter().all(|id| is_defined(graph, id) == Certainty::Yes)
}

/// An end of a smooth piece toward which a function of one unknown goes to the goal.
fn end(
    graph: &mut Graph,
    f: ExprId,
    x: Symbol,
    side: &Side,
    search: &MinimumSearch<'_>,
    goal: &Goal,
) -> Option<(ExprId, Toward)> {
    let mut sides = vec![*side];
    for (low, high) in WINDOWS {
        let [low, high] = [low, high].map(|tenths| Rational::new(tenths, 10).map(|end| graph.rational(end)));
        sides.extend(side.common(graph, &Side { low, high }).flatten());
    }
    let found = sides.iter().find_map(|side| Pieces::of(graph, f, x, side, &search.means).ok())?;
    for piece in &found.pieces {
        let Some(formula) = piece.formula else { continue };
        let open = |at: ExprId| found.cuts.iter().any(|c| c.at == at && (!c.defined || c.jump));
        let low = piece.low.map_or(Some(Toward::NegativeInfinity), |at| open(at).then_some(Toward::FromRight(at)));
        let high = piece.high.map_or(Some(Toward::Infinity), |at| open(at).then_some(Toward::FromLeft(at)));
        for toward in [low, high].into_iter().flatten() {
            if search.means.interrupt.is_set() {
                return None;
            }
            let limit = limit(graph, &Function::everywhere(formula, &[x]), toward, search.means.interrupt);
            if goal.is(graph, limit) {
                return Some((normalise(graph, formula), toward));
            }
        }
    }
    None
}

/// `x -> pi/2 from above`
pub(super) fn words(graph: &mut Graph, x: Symbol, toward: Toward) -> String {
    let place = match toward {
        Toward::Infinity => "inf".to_string(),
        Toward::NegativeInfinity => "-inf".to_string(),
        Toward::FromRight(at) => format!("{} from above", short(graph, at)),
        Toward::FromLeft(at) => format!("{} from below", short(graph, at)),
    };
    format!("{} -> {place}", graph.name(x))
}
