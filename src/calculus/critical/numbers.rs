//! Zeros of slopes by numbers alone: branch and prune in a bounded box.

use crate::calculus::argument::Argument;
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
    let mut points: Vec<Vec<Solution>> = Vec::new();
    for root in found.certified.iter().filter(|r| !r.at_end) {
        let number = |side: &Interval| Solution {
            exact: None,
            value: side.midpoint(),
            decimal: None,
            enclosure: *side,
            looks: None,
        };
        points.push(root.place.iter().map(number).collect());
    }
    let argument = match (found.complete(), found.stopped) {
        (true, _) => Argument::bounds(
            "by interval arithmetic: each is the only one in its box, and the rest of the box has none",
        ),
        (false, Some(_)) => Argument::open("the search of the box was not finished"),
        (false, None) => Argument::open("in some boxes nothing was decided"),
    };
    let undecided = found.undecided.into_iter().chain(found.unsearched).collect();
    let mut all = Solutions::new(symbols, argument);
    (all.points, all.undecided) = (points, undecided);
    Some(all)
}

/// Bounds of the sides, if all are bounded.
fn bounds(graph: &Graph, region: &Region) -> Option<Vec<Interval>> {
    let bounded = |side: &Side| {
        let (low, high) = (enclose_closed(graph, side.low?)?, enclose_closed(graph, side.high?)?);
        Some(low.range.hull(&high.range))
    };
    region.sides.iter().map(bounded).collect()
}
