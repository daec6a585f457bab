//! How a function of one unknown runs before and after a zero of its slope.

use std::cmp::Ordering;

use super::joint;
use super::kind::{Classification, CriticalPointKind, by_slopes};
use super::part::LineQuestion;
use crate::algebra::closed::sign;
use crate::algebra::normal::normalise;
use crate::calculus::Side;
use crate::calculus::cuts::pieces::{between, ends};
use crate::calculus::solve::Solution;
use crate::expr::{ExprId, Graph, Symbol, substitute};
use crate::numeric::{Interval, Rational};

/// Bounds wider than this, relative to 1 plus the number, are made narrower.
const WIDE: f64 = 1e-9;

/// The zeros of the slope next to one, or the ends of the part of the line on which these are all.
pub(super) struct Neighbours<'a> {
    pub before: Option<&'a Solution>,
    pub after: Option<&'a Solution>,
    pub side: Side,
}

/// By limits of the slope, or by its sign at numbers between a zero and its neighbours.
pub(super) fn by_runs(
    graph: &mut Graph,
    line: &LineQuestion<'_>,
    slope: ExprId,
    (point, neighbours): (&Solution, Option<Neighbours<'_>>),
) -> Classification {
    if let Some(exact) = point.exact {
        let at = normalise(graph, exact);
        let [before, after] = joint::signs_beside(graph, line, slope, at);
        let found = by_slopes(before, after);
        if found.kind != CriticalPointKind::Unknown {
            return found;
        }
    }
    let Some(neighbours) = neighbours else { return by_slopes(None, None) };
    let [own_low, own_high] = ends(graph, point);
    let from = neighbours.before.map_or(neighbours.side.low, |p| ends(graph, p)[1]);
    let to = neighbours.after.map_or(neighbours.side.high, |p| ends(graph, p)[0]);
    let mut sign_between = |low: Option<ExprId>, high: Option<ExprId>| {
        let sample = between(graph, low, high)?;
        sign_at(graph, slope, line.x, sample).filter(|order| order.is_ne())
    };
    let (before, after) = (sign_between(from, own_low), sign_between(own_high, to));
    by_slopes(before, after)
}

fn sign_at(graph: &mut Graph, slope: ExprId, x: Symbol, at: Rational) -> Option<Ordering> {
    let at = graph.rational(at);
    let there = substitute(graph, slope, &[(x, at)]);
    sign(graph, there).proved()
}

/// A zero that is the only one between its bounds, with narrower ones: where the slope has different signs.
pub(super) fn tightened(graph: &mut Graph, slope: ExprId, x: Symbol, point: Solution) -> Solution {
    let (value, bounds) = (point.value, point.enclosure);
    let size = 1.0 + value.abs();
    if bounds.width() <= WIDE * size {
        return point;
    }
    for width in [1e-13, 1e-11, WIDE] {
        let (low, high) = (value - width * size, value + width * size);
        if low < bounds.low() || high > bounds.high() {
            continue;
        }
        let signs = [low, high].map(|end| sign_at(graph, slope, x, Rational::from_f64(end)?));
        if let [Some(before), Some(after)] = signs
            && before.is_ne()
            && before == after.reverse()
        {
            return Solution { enclosure: Interval::new(low, high), ..point };
        }
    }
    point
}
