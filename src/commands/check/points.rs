//! The points at which derivatives are compared: inside the domain, in its middle and near its ends, near 0 and far from it.

use crate::calculus::Function;
use crate::calculus::domain::{Component, RealSet};
use crate::expr::{Graph, Node, double_of};
use crate::interrupt::Interrupt;
use crate::numeric::real;

/// The decades that points come near to an end of the domain or to 0, and go away from it.
const DECADES: f64 = 6.0;
/// The decades from a tenth on in which most points lie.
const MIDDLE_DECADES: f64 = 2.5;

/// The points of a function's domain, always the same.
#[derive(Clone, Debug)]
pub(super) struct Points {
    /// The open intervals for one unknown; ends may be infinite.
    intervals: Vec<(f64, f64)>,
    unknowns: usize,
}

impl Points {
    /// Points of a domain; `None` where it holds no interval.
    pub(super) fn of(graph: &mut Graph, function: &Function, interrupt: &Interrupt) -> Option<Points> {
        let unknowns = function.unknowns().len();
        let set = function.domain_set(graph, interrupt);
        if function.domain(graph).conditions.iter().any(|&c| graph.node(c) == Node::Truth(false)) {
            return None;
        }
        let line = (f64::NEG_INFINITY, f64::INFINITY);
        let intervals = match set.as_ref().map(RealSet::pieces) {
            Some(pieces) => pieces.iter().filter_map(|piece| ends(graph, piece)).collect(),
            _ => vec![line],
        };
        (!intervals.is_empty()).then_some(Points { intervals, unknowns })
    }

    /// The point of this number.
    pub(super) fn point(&self, number: usize) -> Vec<f64> {
        let mut stream = Stream(mixed(number as u64 + 1));
        if self.unknowns == 1 {
            return vec![between(self.intervals[number % self.intervals.len()], &mut stream)];
        }
        // Domains of several unknowns are not solved: most that are not everything lie among positive numbers or small ones.
        let interval = match number % 3 {
            0 => self.intervals[0],
            1 => (0.0, f64::INFINITY),
            _ => (0.0, 1.0),
        };
        (0..self.unknowns).map(|_| between(interval, &mut stream)).collect()
    }
}

/// The ends of a piece that is no single point.
fn ends(graph: &Graph, piece: &Component) -> Option<(f64, f64)> {
    let low = piece.low.map_or(f64::NEG_INFINITY, |(end, _)| double_of(graph, end));
    let high = piece.high.map_or(f64::INFINITY, |(end, _)| double_of(graph, end));
    (low < high).then_some((low, high))
}

/// A number between two ends: half of them anywhere in the middle, a quarter near an end or 0, a quarter near the other end
/// or far out.
fn between((low, high): (f64, f64), stream: &mut Stream) -> f64 {
    let (kind, side, u) = (stream.next(), stream.next(), stream.next());
    let near = real::pow(10.0, -DECADES * u);
    let far = real::pow(10.0, DECADES * u);
    let middle = real::pow(10.0, MIDDLE_DECADES * u - 1.0);
    let distance = match kind {
        k if k < 0.5 => middle,
        k if k < 0.75 => near,
        _ => far,
    };
    match (low.is_finite(), high.is_finite()) {
        (true, true) if kind < 0.5 => low + (high - low) * u,
        (true, true) if kind < 0.75 => low + (high - low) * 0.5 * near,
        (true, true) => high - (high - low) * 0.5 * near,
        (true, false) => low + distance * low.abs().max(1.0),
        (false, true) => high - distance * high.abs().max(1.0),
        (false, false) if side < 0.5 => -distance,
        (false, false) => distance,
    }
}

/// Numbers from 0 to 1 without a pattern (SplitMix64: Steele, Lea, Flood, Fast splittable pseudorandom number generators, 2014).
struct Stream(u64);

impl Stream {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        (mixed(self.0) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn mixed(state: u64) -> u64 {
    let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
