//! Zeros of slopes by numbers alone: branch and prune in a bounded box, and bounds that exclude them.

use crate::calculus::Region;
use crate::calculus::argument::Argument;
use crate::calculus::certify::{self, Program, Workspace, enclose_closed};
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
    let sides = bounds(graph, region).filter(|sides| sides.iter().all(Interval::is_bounded))?;
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
        (true, _) if points.is_empty() => Argument::bounds("interval arithmetic rules out every part of it"),
        (true, _) => {
            Argument::bounds("interval arithmetic shows that each is the only one near it, and rules out the rest")
        }
        (false, Some(_)) => Argument::open("the search of the box was not finished"),
        (false, None) => Argument::open("in some boxes nothing was decided"),
    };
    let undecided = found.undecided.into_iter().chain(found.unsearched).collect();
    let mut all = Solutions::new(symbols, argument);
    (all.points, all.undecided) = (points, undecided);
    Some(all)
}

/// Is one of the functions nowhere 0 on the region, as bounds prove?
pub(super) fn one_is_never_zero(graph: &Graph, functions: &[ExprId], symbols: &[Symbol], region: &Region) -> bool {
    let (Some(sides), Ok(program)) = (bounds(graph, region), Program::new(graph, functions, symbols)) else {
        return false;
    };
    let mut workspace = Workspace::new(&program);
    program.evaluate(&mut workspace, &sides, functions.len());
    (0..functions.len()).any(|i| {
        let range = workspace.output(&program, i).range;
        range.is_positive() || range.is_negative()
    })
}

/// Bounds of the sides.
fn bounds(graph: &Graph, region: &Region) -> Option<Vec<Interval>> {
    let end = |id: Option<ExprId>| id.map_or(Some(Interval::ENTIRE), |id| enclose_closed(graph, id).map(|e| e.range));
    region.sides.iter().map(|s| Some(Interval::new(end(s.low)?.low(), end(s.high)?.high()))).collect()
}
