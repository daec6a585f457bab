//! Functions of one unknown that repeat: one period decides, and every minimiser comes back.

use super::found::{Minimum, MinimumStatus};
use super::search::MinimumSearch;
use super::{by_variation, rays};
use crate::algebra::normal::normalise;
use crate::algebra::present;
use crate::calculus::Side;
use crate::calculus::argument::{Argument, sentence};
use crate::calculus::cuts::period::{period, repeats_where_defined};
use crate::calculus::families::Family;
use crate::expr::{ExprId, Graph, Symbol};

/// The answer for a function that repeats along the whole line.
pub(super) fn solve(graph: &mut Graph, f: ExprId, x: Symbol, search: &MinimumSearch<'_>) -> Option<Minimum> {
    if search.region.sides[0] != Side::ENTIRE {
        return None;
    }
    let period = period(graph, f, x).filter(|&length| repeats_where_defined(graph, f, x, length))?;
    let zero = graph.integer(0);
    let side = Side { low: Some(zero), high: Some(period) };
    let mut found = by_variation::solve(graph, f, x, &side, &search.means).ok()?;
    let (name, length) = (graph.name(x).to_string(), present(graph, period));
    match found.status {
        MinimumStatus::Global => {}
        MinimumStatus::Unbounded | MinimumStatus::None => return Some(found),
        MinimumStatus::Unknown => return None,
    }
    if found.set.is_some() || found.points.iter().any(|p| p.x[0].exact.is_none()) {
        return None;
    }
    let repeats = sentence!["it repeats: adding ", length, " to ", name, " changes nothing"];
    let inside = found.argument.sentence().clone();
    found.conclude(sentence![&repeats, "; in one period ", inside], Some(Argument::exact(repeats)));
    found.points.retain(|p| p.x[0].exact.is_none_or(|id| normalise(graph, id) != period));
    let k = rays::parameter(graph, &[x]);
    for point in &mut found.points {
        point.sample = true;
        let Some(at) = point.x[0].exact else { continue };
        let at = normalise(graph, at);
        found.families.push(Family::repeating(graph, at, period, k).into());
    }
    Some(found)
}
