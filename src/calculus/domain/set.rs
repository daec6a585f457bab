//! Sets of real numbers with finitely many ends, which are exact.

use std::cmp::Ordering;

use crate::algebra::closed::compare;
use crate::expr::{ExprId, Graph, Relation};

/// A set that changes at finitely many points only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RealSet {
    /// The points: closed numbers, rising.
    points: Vec<ExprId>,
    /// Whether each point belongs to the set.
    at: Vec<bool>,
    /// Whether the numbers before, between and after the points do: one more than points.
    between: Vec<bool>,
}

/// A longest connected part: an interval, a ray, a point, or everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Component {
    /// The lower end, and whether it belongs to it; `None` where there is none.
    pub low: Option<(ExprId, bool)>,
    /// The upper end.
    pub high: Option<(ExprId, bool)>,
}

impl Component {
    /// The conditions that bound it, without its ends where it is asked for its inside.
    pub fn bounds(&self, graph: &mut Graph, x: ExprId, inside: bool) -> Vec<ExprId> {
        if let Some(only) = self.only() {
            return vec![graph.compare(Relation::Equal, x, only)];
        }
        let low = self.low.map(|(low, closed)| match closed && !inside {
            true => graph.compare(Relation::GreaterOrEqual, x, low),
            false => graph.compare(Relation::Greater, x, low),
        });
        let high = self.high.map(|(high, closed)| match closed && !inside {
            true => graph.compare(Relation::LessOrEqual, x, high),
            false => graph.compare(Relation::Less, x, high),
        });
        low.into_iter().chain(high).collect()
    }

    /// The only number in it.
    pub fn only(&self) -> Option<ExprId> {
        self.low.zip(self.high).filter(|(low, high)| low.0 == high.0).map(|(low, _)| low.0)
    }
}

impl RealSet {
    /// All numbers, or none.
    pub fn constant(member: bool) -> RealSet {
        RealSet { points: Vec::new(), at: Vec::new(), between: vec![member] }
    }

    /// From rising points and what holds at and between them.
    pub(super) fn new(points: Vec<ExprId>, at: Vec<bool>, between: Vec<bool>) -> RealSet {
        RealSet { points, at, between }
    }

    pub(super) fn complement(mut self) -> RealSet {
        self.at.iter_mut().chain(&mut self.between).for_each(|m| *m = !*m);
        self
    }

    /// Both sets joined point by point; `None` where two ends could not be told apart.
    pub(super) fn joined(&self, other: &RealSet, graph: &mut Graph, join: fn(bool, bool) -> bool) -> Option<RealSet> {
        let (mut i, mut j) = (0, 0);
        let mut result = RealSet::constant(join(self.between[0], other.between[0]));
        loop {
            let order = match (self.points.get(i), other.points.get(j)) {
                (None, None) => return Some(result),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(&a), Some(&b)) => compare(graph, a, b).proved()?,
            };
            let here = if order.is_gt() { self.between[i] } else { self.at[i] };
            let there = if order.is_lt() { other.between[j] } else { other.at[j] };
            result.points.push(if order.is_gt() { other.points[j] } else { self.points[i] });
            result.at.push(join(here, there));
            i += usize::from(order.is_le());
            j += usize::from(order.is_ge());
            result.between.push(join(self.between[i], other.between[j]));
        }
    }

    /// Has it no member?
    pub fn is_empty(&self) -> bool {
        !self.at.iter().chain(&self.between).any(|m| *m)
    }

    /// Its parts, rising.
    pub fn pieces(&self) -> Vec<Component> {
        let mut pieces = Vec::new();
        let mut open: Option<Component> = self.between[0].then_some(Component { low: None, high: None });
        for (i, &point) in self.points.iter().enumerate() {
            let (member, after) = (self.at[i], self.between[i + 1]);
            if let Some(piece) = open
                && !(member && after)
            {
                pieces.push(Component { high: Some((point, member)), ..piece });
                open = after.then_some(Component { low: Some((point, false)), high: None });
            } else if open.is_none() {
                let start = Component { low: Some((point, member)), high: None };
                if after {
                    open = Some(start);
                } else if member {
                    pieces.push(Component { high: Some((point, true)), ..start });
                }
            }
        }
        pieces.extend(open);
        pieces
    }
}
