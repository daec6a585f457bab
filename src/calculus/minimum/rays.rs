//! Polynomials in several unknowns that fall below every number along a straight line.

use super::ends::{Goal, Way, words};
use super::found::Minimum;
use super::search::MinimumSearch;
use crate::algebra::normal::product;
use crate::algebra::polynomial;
use crate::calculus::Side;
use crate::calculus::limit::Toward;
use crate::expr::{ExprId, Graph, Symbol, fresh_symbol, substitute};
use crate::numeric::budget::unknowns;

/// The answer for a polynomial that is seen to be unbounded below on the region.
pub(super) fn solve(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &MinimumSearch<'_>) -> Option<Minimum> {
    if symbols.len() > unknowns::RAYS || !polynomial::is_polynomial(graph, f, symbols) {
        return None;
    }
    // A line leaves every region with a bounded side in its direction, and must start inside of the others.
    let open = |side: &Side, d: i64| match d {
        0 => true,
        d if d > 0 => side.high.is_none(),
        _ => side.low.is_none(),
    };
    let parameter = parameter(graph, symbols);
    let t = graph.symbol_node(parameter);
    for direction in directions(symbols.len()) {
        if search.means.interrupt.is_set() {
            return None;
        }
        if !search.region.sides.iter().zip(&direction).all(|(s, &d)| open(s, d)) {
            continue;
        }
        let line: Vec<ExprId> =
            direction.iter().zip(&search.region.sides).map(|(&d, side)| place(graph, d, side, t)).collect();
        let bindings: Vec<(Symbol, ExprId)> = symbols.iter().copied().zip(line.iter().copied()).collect();
        let along = substitute(graph, f, &bindings);
        let Some(p) = polynomial::univariate(graph, along, parameter) else { continue };
        if p.is_constant() || p.sign_at_infinity(true) >= 0 {
            continue;
        }
        let values = crate::algebra::expand(graph, along).ok()?;
        let toward = words(graph, parameter, Toward::Infinity);
        return Some(Way { places: &bindings, values, toward }.answer(graph, symbols, &Goal::MinusInfinity));
    }
    None
}

/// Where the line is: `d*t`, or a point of the side where the line does not move; a half-bounded side moves away from
/// its end.
fn place(graph: &mut Graph, d: i64, side: &Side, t: ExprId) -> ExprId {
    let start = side.low.or(side.high);
    let step = graph.integer(d);
    let step = product(graph, &[step, t]);
    match start {
        Some(start) => crate::algebra::normal::sum(graph, &[start, step]),
        None => step,
    }
}

fn directions(n: usize) -> Vec<Vec<i64>> {
    let mut found = Vec::new();
    for axis in 0..n {
        for sign in [1, -1] {
            found.push((0..n).map(|i| if i == axis { sign } else { 0 }).collect());
        }
    }
    if (2..=unknowns::DIAGONALS).contains(&n) {
        let all = 3_usize.pow(n as u32);
        for code in 0..all {
            let direction: Vec<i64> = (0..n).map(|i| (code / 3_usize.pow(i as u32) % 3) as i64 - 1).collect();
            if direction.iter().filter(|d| **d != 0).count() > 1 {
                found.push(direction);
            }
        }
    }
    found
}

/// A name for the parameter of a line that no unknown has.
pub(super) fn parameter(graph: &mut Graph, symbols: &[Symbol]) -> Symbol {
    fresh_symbol(graph, &["t", "s", "u", "r", "k"], symbols)
}
