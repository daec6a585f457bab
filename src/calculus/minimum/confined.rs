//! Minima by bounds on boxes, after the region is narrowed to a part that surely holds them.

use super::found::Minimum;
use super::narrowed::narrowed;
use super::search::MinimumSearch;
use super::{boxed, by_variation, coercive, quotient};
use crate::calculus::argument::{Argument, NAME, Sentence, sentence};
use crate::calculus::{Function, Region};
use crate::expr::{ExprId, Graph, Symbol};

/// By bounds on boxes: where the function has a value, and outside of a part where it is greater.
pub(super) fn by_search(graph: &mut Graph, function: &Function, search: &MinimumSearch<'_>) -> Option<Minimum> {
    let (f, symbols) = (function.written(), function.unknowns());
    let mut told: Vec<Sentence> = Vec::new();
    let mut region = search.region.clone();
    let domain = function.domain(graph).clone();
    let narrowed = narrowed(graph, &function.on(region.clone()), &domain, &search.means);
    if let Some(narrowed) = narrowed.filter(|narrowed| narrowed.region != region) {
        region = narrowed.region;
        told.push(sentence![NAME, " has a value only for ", region.text(graph, symbols)]);
    }
    if let Some((part, why)) = growing(graph, f, symbols, &MinimumSearch { region: &region, ..*search }) {
        region = part;
        told.push(why);
    }
    let inside = MinimumSearch { region: &region, ..*search };
    let on_the_line = match symbols {
        &[x] if region != *search.region => by_variation::solve(graph, f, x, &region.sides[0], &inside.means).ok(),
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
fn growing(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &MinimumSearch<'_>) -> Option<(Region, Sentence)> {
    if let Some(region) = coercive::cube(graph, f, symbols, search) {
        let text = region.text(graph, symbols);
        let why = " the terms that grow fastest make ";
        return Some((region, sentence!["outside of ", text, why, NAME, " greater than at 0"]));
    }
    quotient::cube(graph, f, symbols, search)
}
