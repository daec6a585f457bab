//! Zeros of slopes by numbers alone: branch and prune in a bounded box.

use crate::calculus::certify::{self, enclose_closed};
use crate::calculus::solve::{Solution, Solutions};
use crate::calculus::{Region, Side};
use crate::expr::{ExprId, Graph, Symbol};
use crate::interrupt::Interrupt;
use crate::numeric::Interval;

/// The zeros of as many functions as unknowns, by branch and prune in a bounded box; `None` where that is not possible.
pub(in crate::calculus) fn by_numbers(
    graph: &mut Graph,
    slopes: &[ExprId],
    symbols: &[Symbol],
    region: &Region,
    interrupt: &Interrupt,
) -> Option<Solutions> {
    let sides = bounds(graph, region)?;
    let found = certify::roots(graph, slopes, symbols, &sides, interrupt).ok()?;
    let complete = found.complete();
    let mut points: Vec<Vec<Solution>> = Vec::new();
    for root in found.certified.iter().filter(|r| !r.at_end) {
        let number =
            |side: &Interval| Solution { exact: None, value: side.midpoint(), decimal: None, enclosure: *side };
        points.push(root.place.iter().map(number).collect());
    }
    let because = match (complete, found.stopped) {
        (true, _) => {
            "by interval arithmetic: each is the only one in its box, and the rest of the box has none".to_string()
        }
        (false, Some(_)) => "the search of the box was not finished".to_string(),
        (false, None) => "in some boxes nothing was decided".to_string(),
    };
    let undecided = found.undecided.into_iter().chain(found.unsearched).collect();
    Some(Solutions { unknowns: symbols.to_vec(), points, complete, undecided, because, ..Solutions::default() })
}

/// Bounds of the sides, if all are bounded.
fn bounds(graph: &Graph, region: &Region) -> Option<Vec<Interval>> {
    let bounded = |side: &Side| {
        let (low, high) = (enclose_closed(graph, side.low?)?, enclose_closed(graph, side.high?)?);
        Some(low.range.hull(&high.range))
    };
    region.sides.iter().map(bounded).collect()
}
