//! The answer of `critical`.

use std::cmp::Ordering;

use super::kind::{CandidatePoint, Classification, Judge};
use crate::algebra::enclosure::{enclose_closed, enclose_on};
use crate::algebra::normal::normalise;
use crate::algebra::{expanded, present};
use crate::calculus::argument::{Argument, Sentence};
use crate::calculus::families::Family;
use crate::calculus::solve::Solution;
use crate::expr::{ExprId, Graph, Symbol, at_point, unfolded_size};
use crate::numeric::Interval;
use crate::numeric::budget::nodes;

/// The sentence about kinks.
pub(super) const KINK: &str = "where the function has a kink there is no gradient: see minimum";

/// Where the line or plane was not cut at all kinks.
pub(super) const UNDECIDED_KINK: &str = "what happens where the function may have a kink was not decided";

/// A critical point.
#[derive(Clone, Debug)]
pub struct CriticalPoint {
    /// The function's value there: a formula where it is short, and bounds.
    pub value: (Option<ExprId>, Interval),
    /// A number for each unknown.
    pub x: Vec<Solution>,
    /// What it is.
    pub judgement: Classification,
}

/// The critical points of a function on a region.
#[derive(Clone, Debug, Default)]
pub struct CriticalPoints {
    /// Single points, in the order of their first coordinate.
    pub points: Vec<CriticalPoint>,
    /// Points that go on without end in a pattern, all of one kind.
    pub families: Vec<(Family, Classification)>,
    /// Every point is critical that satisfies all conditions of one of these lists.
    pub sets: Vec<Vec<ExprId>>,
    /// Boxes in which nothing was decided.
    pub undecided: Vec<Vec<Interval>>,
    /// The argument that these are all.
    pub(super) argument: Argument,
}

impl CriticalPoints {
    /// No critical points, and no reason why some may be missing.
    pub(super) fn all() -> CriticalPoints {
        CriticalPoints { argument: Argument::exact(""), ..CriticalPoints::default() }
    }

    /// The argument that these are all.
    pub fn argument(&self) -> &Argument {
        &self.argument
    }

    /// Are these provably all?
    pub fn complete(&self) -> bool {
        self.argument.standing().is_proved()
    }

    /// Is it proved that there is no critical point?
    pub(super) fn is_none(&self) -> bool {
        self.complete() && self.points.is_empty() && self.families.is_empty() && self.sets.is_empty()
    }

    /// Points by their first coordinate, then by the next.
    pub(super) fn sort(&mut self) {
        self.points.sort_by(|a, b| {
            let pairs = a.x.iter().zip(&b.x).map(|(p, q)| p.value.total_cmp(&q.value));
            pairs.into_iter().find(|o| o.is_ne()).unwrap_or(Ordering::Equal)
        });
    }

    /// Notes a reason why some may be missing.
    pub(super) fn lose(&mut self, why: &str) {
        self.rest_on(Argument::open(why));
    }

    /// Adds a premise of the claim that these are all.
    pub(super) fn rest_on(&mut self, premise: Argument) {
        self.argument = std::mem::take(&mut self.argument).since(premise);
    }

    /// Adds a sentence about all of them.
    pub(super) fn say(&mut self, sentence: impl Into<Sentence>) {
        self.argument = std::mem::take(&mut self.argument).saying(sentence);
    }
}

/// The function's value at a point.
pub(super) fn value(graph: &mut Graph, f: ExprId, symbols: &[Symbol], x: &[Solution]) -> (Option<ExprId>, Interval) {
    let short = x.iter().all(|s| s.exact.is_some_and(|id| unfolded_size(graph, id).0 <= nodes::CRITICAL_COORDINATE));
    if short {
        let exact: Vec<ExprId> = x.iter().filter_map(|s| s.exact).collect();
        let put = at_point(graph, f, symbols, &exact);
        let form = normalise(graph, put);
        let form = expanded(graph, form);
        if unfolded_size(graph, form).0 <= 2 * nodes::CRITICAL_COORDINATE
            && let Some(bounds) = enclose_closed(graph, form)
            && bounds.range.width() <= WIDEST_VALUE * (1.0 + bounds.range.midpoint().abs())
        {
            return (Some(present(graph, form)), bounds.range);
        }
    }
    let place: Vec<Interval> = x.iter().map(|s| s.enclosure).collect();
    (None, enclose_on(graph, f, symbols, &place).map_or(Interval::ENTIRE, |value| value.range))
}

/// A closed value with wider bounds than this is not written as a formula.
const WIDEST_VALUE: f64 = 1e-6;

pub(super) fn judged(graph: &mut Graph, judge: &Judge<'_>, x: &[Solution]) -> Classification {
    let short = x.iter().all(|s| s.exact.is_some_and(|id| unfolded_size(graph, id).0 <= nodes::CRITICAL_COORDINATE));
    let exact: Vec<Option<ExprId>> =
        x.iter().map(|s| s.exact.filter(|_| short).map(|id| normalise(graph, id))).collect();
    let sides: Vec<Interval> = x.iter().map(|s| s.enclosure).collect();
    judge.judge(graph, CandidatePoint { exact: &exact, sides: &sides })
}
