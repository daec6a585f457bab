//! Zeros of slopes by numbers alone: branch and prune in a bounded box, and bounds that exclude them.

use crate::algebra::enclosure::enclose_on;
use crate::calculus::Region;
use crate::calculus::argument::Argument;
use crate::calculus::certify;
use crate::calculus::solve::{Solution, Solutions};
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
    let sides = Some(region.ranges(graph)).filter(|sides| sides.iter().all(Interval::is_bounded))?;
    let found = certify::roots(graph, slopes, symbols, &sides, interrupt).ok()?;
    let (mut points, mut undecided) = (Vec::new(), Vec::new());
    for root in found.certified.iter().filter(|r| !r.at_end) {
        let number = |side: &Interval| Solution {
            exact: None,
            value: side.roundest(),
            decimal: None,
            enclosure: *side,
            looks: None,
        };
        // The bounds of an end that is no double may be wide.
        let inside: Vec<Option<bool>> =
            region.sides.iter().zip(&root.place).map(|(side, place)| side.holds_within(graph, place)).collect();
        if inside.iter().all(|inside| *inside == Some(true)) {
            points.push(root.place.iter().map(number).collect());
        } else if !inside.contains(&Some(false)) {
            undecided.push(root.place.clone());
        }
    }
    let argument = match (found.complete() && undecided.is_empty(), found.stopped) {
        (true, _) if points.is_empty() => Argument::bounds("interval arithmetic rules out every part of it"),
        (true, _) => {
            Argument::bounds("interval arithmetic shows that each is the only one near it, and rules out the rest")
        }
        (false, Some(_)) => Argument::open("the search of the box was not finished"),
        (false, None) => Argument::open("in some boxes nothing was decided"),
    };
    undecided.extend(found.undecided.into_iter().chain(found.unsearched));
    let mut all = Solutions::new(symbols, argument);
    (all.points, all.undecided) = (points, undecided);
    Some(all)
}

/// Is one of the functions nowhere 0 on the region, as bounds prove?
pub(super) fn one_is_never_zero(graph: &Graph, functions: &[ExprId], symbols: &[Symbol], region: &Region) -> bool {
    let sides = region.ranges(graph);
    functions.iter().any(|&f| {
        let range = enclose_on(graph, f, symbols, &sides).map_or(Interval::ENTIRE, |value| value.range);
        range.is_positive() || range.is_negative()
    })
}
