//! Functions of several unknowns that fall below every number along a curve, or come near a bound, by an exact limit.

use super::ends::{Goal, Way, words};
use super::found::Minimum;
use super::search::MinimumSearch;
use crate::algebra::normal::{negation, normalise, quotient};
use crate::calculus::Function;
use crate::calculus::limit::{Toward, limit};
use crate::expr::{ExprId, Graph, Symbol, substitute};
use crate::numeric::budget::unknowns;

/// Where one unknown goes along a curve.
const WAYS: usize = 7;

/// The answer for a function that goes to the goal on all of space.
pub(super) fn solve(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    search: &MinimumSearch<'_>,
    goal: &Goal,
) -> Option<Minimum> {
    let n = symbols.len();
    if !(2..=unknowns::CURVES).contains(&n) || !search.region.is_entire() {
        return None;
    }
    let t = super::rays::parameter(graph, symbols);
    let ways = ways(graph, t);
    for code in 0..WAYS.pow(n as u32) {
        if search.means.interrupt.is_set() {
            return None;
        }
        let place: Vec<ExprId> = (0..n).map(|i| ways[code / WAYS.pow(i as u32) % WAYS]).collect();
        let bindings: Vec<(Symbol, ExprId)> = symbols.iter().copied().zip(place.iter().copied()).collect();
        let along = substitute(graph, f, &bindings);
        let found = limit(graph, &Function::everywhere(along, &[t]), Toward::Infinity, search.means.interrupt);
        if goal.is(graph, found) {
            let (values, toward) = (normalise(graph, along), words(graph, t, Toward::Infinity));
            return Some(Way { places: &bindings, values, toward }.answer(graph, symbols, goal));
        }
    }
    None
}

/// To infinity on both sides, to 0 on both sides, and not at all; the plainest first.
fn ways(graph: &mut Graph, t: Symbol) -> [ExprId; WAYS] {
    let (node, one, zero) = (graph.symbol_node(t), graph.integer(1), graph.integer(0));
    let (back, minus_one) = (negation(graph, node), graph.integer(-1));
    let small = quotient(graph, one, node);
    let negative = negation(graph, small);
    [one, zero, node, back, small, negative, minus_one]
}
