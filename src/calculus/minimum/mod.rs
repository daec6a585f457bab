//! The least value of a function, exactly, with the argument that decides it.
//!
//! One argument after the other, the surest first: exact algebra of polynomials, sums of functions of one unknown each, the way
//! a function of one unknown runs, bounds of every term, and intervals over a box. What is said is proved: values are compared
//! as exact numbers or by bounds, never as doubles.

mod bounds;
mod boxed;
mod by_variation;
mod coercive;
mod confined;
mod convex_point;
mod curves;
mod ends;
mod exact;
mod families;
mod found;
mod guess;
mod narrowed;
mod on_the_line;
mod periodic;
mod polynomial;
mod polynomial_on_interval;
mod product;
mod quadratic;
mod quotient;
mod rays;
mod region;
mod restricted;
mod ridge;
mod search;
mod sentence;
mod separable;

#[cfg(test)]
mod tests;

use super::Function;
use super::argument::{Argument, NAME, sentence};
use super::cuts::steps;
use super::domain::Domain;
use super::means::Means;
use crate::algebra::{normal, present};
use crate::expr::{ExprId, Graph, Node, Symbol, symbols_of, unfolded_size};
use crate::numeric::budget::nodes;

use confined::by_search;
use ends::Goal;
use exact::exact;
pub use found::{MinimiserFamily, MinimiserSet, Minimum, MinimumPoint, MinimumStatus};
use on_the_line::on_the_line;
use search::MinimumSearch;

/// The least value of a function on its region.
pub fn minimum(graph: &mut Graph, function: &Function, means: &Means<'_>) -> Minimum {
    let found = by_arguments(graph, function, means);
    // A run measures its distance from numbers: a formula of which no digit is certain is none.
    let is_vague = |p: &MinimumPoint| p.x.iter().chain([&p.value]).any(|v| v.value.is_nan());
    if !means.thorough && found.points.iter().any(is_vague) { undecided(graph, function) } else { found }
}

fn by_arguments(graph: &mut Graph, function: &Function, means: &Means<'_>) -> Minimum {
    let search = &MinimumSearch { region: function.region(), means: *means };
    let symbols = function.unknowns();
    let free: Vec<String> = symbols_of(graph, &[function.written()])
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
    let lost = function.lost(graph);
    let found = match lost.is_everything() {
        true => by_normal_form(graph, function, search),
        false => where_defined(graph, function, &lost, search),
    };
    found.unwrap_or_else(|| undecided(graph, function))
}

/// A normal form may have values where the function has none: it is minimised with that in mind.
fn where_defined(graph: &mut Graph, function: &Function, lost: &Domain, search: &MinimumSearch<'_>) -> Option<Minimum> {
    let (f, symbols, means) = (function.written(), function.unknowns(), &search.means);
    if let Some((x, side)) = function.unknown()
        && let Ok(found) = by_variation::solve(graph, f, x, &side, means)
    {
        return Some(found);
    }
    let falls = &Goal::MinusInfinity;
    let falling = if means.thorough { ends::solve(graph, f, symbols, search, falls) } else { None };
    falling
        .or_else(|| restricted::solve(graph, function, lost, (means, minimum)))
        .or_else(|| if means.thorough { convex_point::on_the_border(graph, function, search) } else { None })
}

/// A function that has a value wherever its normal form has one.
fn by_normal_form(graph: &mut Graph, function: &Function, search: &MinimumSearch<'_>) -> Option<Minimum> {
    let (f, symbols) = (function.written(), function.unknowns());
    if let Some(found) = exact(graph, f, symbols, search) {
        return Some(found);
    }
    // In front of a run nobody waits for more than formulas of a few lines.
    if !search.means.thorough && unfolded_size(graph, f).0 > nodes::QUICK_MINIMUM {
        return None;
    }
    let found = match symbols {
        [] => None,
        &[x] => on_the_line(graph, f, x, search),
        _ => several(graph, f, symbols, search),
    };
    found
        .or_else(|| bounds::solve(graph, f, symbols, search))
        .or_else(|| if search.means.thorough { thoroughly(graph, function, search) } else { None })
}

/// What takes up to some seconds.
fn thoroughly(graph: &mut Graph, function: &Function, search: &MinimumSearch<'_>) -> Option<Minimum> {
    let (f, symbols, falls) = (function.written(), function.unknowns(), &Goal::MinusInfinity);
    ends::solve(graph, f, symbols, search, falls)
        .or_else(|| curves::solve(graph, f, symbols, search, falls))
        .or_else(|| if symbols.len() > 1 { convex_point::solve(graph, f, symbols, search) } else { None })
        .or_else(|| convex_point::at_kink(graph, f, symbols, search))
        .or_else(|| below_every_number(graph, function, &search.means))
        .or_else(|| by_search(graph, function, search))
}

/// Less than a function of one unknown without its steps, which is unbounded below.
fn below_every_number(graph: &mut Graph, function: &Function, means: &Means<'_>) -> Option<Minimum> {
    let (symbols, region) = (function.unknowns(), function.region().clone());
    let above = steps::majorant(graph, function.written()).filter(|_| symbols.len() == 1)?;
    let found = minimum(graph, &Function::new(above, symbols, region), means);
    if found.status != MinimumStatus::Unbounded || !found.certified() {
        return None;
    }
    let above = normal::normalise(graph, above);
    let above = present(graph, above);
    let premise = found.argument.about(above);
    let argument = Argument::exact(sentence![NAME, " <= ", above, ", which is unbounded below"]).since(premise);
    Some(Minimum::without_points(MinimumStatus::Unbounded, symbols, argument))
}

/// Functions of several unknowns that reduce to one unknown, or fall apart into functions of one each.
fn several(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &MinimumSearch<'_>) -> Option<Minimum> {
    ridge::solve(graph, f, symbols, search).or_else(|| product::solve(graph, f, symbols, search))
}

fn undecided(graph: &Graph, function: &Function) -> Minimum {
    let symbols = function.unknowns();
    if !function.region().is_entire() {
        return Minimum::unknown(
            symbols,
            sentence!["no argument that is known here decides where ", NAME, " is least in the box"],
        );
    }
    let sides: Vec<String> = symbols.iter().map(|&x| format!("{} in -10..10", graph.name(x))).collect();
    let example = if let [_] = symbols { "-10..10".to_string() } else { sides.join(", ") };
    let why = "no exact argument for the minimum of ";
    let advice = " is known here; over a box more can be said: minimum ";
    Minimum::unknown(symbols, sentence![why, NAME, advice, NAME, " over ", example])
}
