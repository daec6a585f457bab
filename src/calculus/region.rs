//! A box: between which numbers each unknown lies.

use crate::algebra::closed::compare;
use crate::algebra::enclosure::enclose_closed;
use crate::algebra::present::shown;
use crate::expr::{ExprId, Graph, Symbol, enclose};
use crate::numeric::polynomial::RealRoot;
use crate::numeric::{Ball, Interval, Rational};
use std::cmp::Ordering;

/// Between which numbers an unknown lies, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// The least value: a closed number in normal form; `None` where there is none.
    pub low: Option<ExprId>,
    /// The greatest value.
    pub high: Option<ExprId>,
}

impl Side {
    /// All real numbers.
    pub const ENTIRE: Side = Side { low: None, high: None };

    /// Bounds of the ends that there are, as narrow as doubles are.
    pub fn ends(&self, graph: &Graph) -> [Option<Interval>; 2] {
        [self.low, self.high].map(|end| end.map(|id| enclose_closed(graph, id).map_or(Interval::ENTIRE, |e| e.range)))
    }

    /// All numbers between them, as narrow as doubles are.
    pub fn range(&self, graph: &Graph) -> Interval {
        let [low, high] = self.ends(graph);
        Interval::new(low.map_or(f64::NEG_INFINITY, |e| e.low()), high.map_or(f64::INFINITY, |e| e.high()))
    }

    /// Does a closed number lie between the ends? `None` where that was not decided.
    pub fn holds(&self, graph: &mut Graph, x: ExprId) -> Option<bool> {
        let mut keeps = |end: Option<ExprId>, keeps: fn(Ordering) -> bool| match end {
            Some(end) => compare(graph, x, end).proved().map(keeps),
            None => Some(true),
        };
        match (keeps(self.low, Ordering::is_ge), keeps(self.high, Ordering::is_le)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (low, high) => Some(low? && high?),
        }
    }

    /// Does a number of which bounds are known lie between the ends? `None` where that was not decided.
    pub fn holds_within(&self, graph: &Graph, bounds: &Interval) -> Option<bool> {
        let [low, high] = self.ends(graph);
        if low.is_some_and(|end| bounds.high() < end.low()) || high.is_some_and(|end| bounds.low() > end.high()) {
            return Some(false);
        }
        let lies_inside =
            low.is_none_or(|end| bounds.low() >= end.high()) && high.is_none_or(|end| bounds.high() <= end.low());
        lies_inside.then_some(true)
    }

    /// What two sides have in common: `None` where that was not decided, `Some(None)` where it is at most a point.
    pub fn common(&self, graph: &mut Graph, other: &Side) -> Option<Option<Side>> {
        let mut inner = |a: Option<ExprId>, b: Option<ExprId>, inward: Ordering| {
            let (Some(first), Some(second)) = (a, b) else { return Some(a.or(b)) };
            Some(Some(if compare(graph, first, second).proved()? == inward { first } else { second }))
        };
        let low = inner(self.low, other.low, Ordering::Greater)?;
        let high = inner(self.high, other.high, Ordering::Less)?;
        let wide = match (low, high) {
            (Some(low), Some(high)) => compare(graph, low, high).proved()?.is_lt(),
            _ => true,
        };
        Some(wide.then_some(Side { low, high }))
    }

    /// Does an algebraic number lie between the ends? True too where that could not be decided: so near an irrational end.
    pub fn may_hold(self, graph: &Graph, x: &RealRoot) -> bool {
        let order = |end: ExprId| match graph.as_rational(end) {
            Some(end) => x.compare_to(end),
            None => order_near(graph, x, end),
        };
        self.low.is_none_or(|low| order(low).is_ge()) && self.high.is_none_or(|high| order(high).is_le())
    }
}

/// The order of an algebraic and an irrational number; equal where they are too near to each other.
fn order_near(graph: &Graph, x: &RealRoot, end: ExprId) -> Ordering {
    let mut x = x.clone();
    for bits in [64, 1_024] {
        let Ok(width) = Rational::from(2).pow(-(bits as i64)) else { break };
        x.refine(&width);
        let Ok(ball) = enclose(graph, end, bits) else { break };
        let beside = |at: &Rational| Ball::from_rational(at, bits).ok().and_then(|at| at.order(&ball));
        if beside(x.high()) == Some(Ordering::Less) {
            return Ordering::Less;
        }
        if beside(x.low()) == Some(Ordering::Greater) {
            return Ordering::Greater;
        }
    }
    Ordering::Equal
}

/// A side for each unknown, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// See [`Side`].
    pub sides: Vec<Side>,
}

impl Region {
    /// Everything, for so many unknowns.
    pub fn entire(unknowns: usize) -> Region {
        Region { sides: vec![Side::ENTIRE; unknowns] }
    }

    /// Is no unknown bounded?
    pub fn is_entire(&self) -> bool {
        self.sides.iter().all(|s| *s == Side::ENTIRE)
    }

    /// Bounds of each side, as narrow as doubles are.
    pub fn ranges(&self, graph: &Graph) -> Vec<Interval> {
        self.sides.iter().map(|side| side.range(graph)).collect()
    }

    /// As it is written: `x in -2..2, y in 0..inf`; unknowns without bounds are left out.
    pub fn text(&self, graph: &mut Graph, unknowns: &[Symbol]) -> String {
        let mut parts = Vec::new();
        for (side, &unknown) in self.sides.iter().zip(unknowns) {
            if *side == Side::ENTIRE {
                continue;
            }
            let mut end = |end: Option<ExprId>, infinite: &str| match end {
                Some(id) => shown(graph, id),
                None => infinite.to_string(),
            };
            let (low, high) = (end(side.low, "-inf"), end(side.high, "inf"));
            parts.push(format!("{} in {low}..{high}", graph.name(unknown)));
        }
        parts.join(", ")
    }
}
