//! Functions of one unknown on the line or a part of it: by monotone pieces, oscillation, or a period.

use super::found::{Minimum, MinimumStatus};
use super::search::MinimumSearch;
use super::{by_variation, periodic, rays};
use crate::algebra::{normal, present};
use crate::calculus::argument::{Argument, sentence};
use crate::calculus::cuts::Obstacle;
use crate::calculus::domain::is_everywhere;
use crate::calculus::limit::{self, Falling};
use crate::calculus::{Function, Side};
use crate::expr::{ExprId, Graph, Symbol, substitute};

/// One unknown: the way the function runs, or that it swings.
pub(super) fn on_the_line(graph: &mut Graph, f: ExprId, x: Symbol, search: &MinimumSearch<'_>) -> Option<Minimum> {
    let side = search.region.sides[0];
    match by_variation::solve(graph, f, x, &side, &search.means) {
        Ok(found) => return Some(found),
        Err(Obstacle::Families | Obstacle::Unknown) => {}
    }
    if side == Side::ENTIRE
        && let Some(falling) = limit::falls_along(graph, &Function::everywhere(f, &[x]), search.means.interrupt)
    {
        let total = is_everywhere(graph, f);
        return Some(swinging(graph, x, falling, total));
    }
    periodic::solve(graph, f, x, search)
}

/// Unbounded along a sequence of equal steps; the function has a value at all of them, or at those far out.
fn swinging(graph: &mut Graph, x: Symbol, falling: Falling, total: bool) -> Minimum {
    let k = rays::parameter(graph, &[x]);
    let node = graph.symbol_node(k);
    let steps = normal::product(graph, &[falling.step, node]);
    let place = normal::sum(graph, &[falling.start, steps]);
    let values = substitute(graph, falling.values, &[(x, place)]);
    let values = normal::normalise(graph, values);
    let (place, values) = (present(graph, place), present(graph, values));
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
    Minimum::without_points(MinimumStatus::Unbounded, &[x], argument)
}
