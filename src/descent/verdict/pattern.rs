//! Patterns in the last iterates: cycles, growth, oscillation.

use super::judgement::{TOLERANCE, distance};
use crate::descent::Iterate;
use crate::descent::trace::norm;

/// The longest cycle that is recognised.
const LONGEST: usize = 31;

/// The largest difference between two passes of a cycle, relative to its width.
const AGREEMENT: f64 = 1e-9;

/// Points that repeat.
#[derive(Clone, Debug, PartialEq)]
pub struct Cycle {
    /// One pass, ending at the last iterate.
    pub points: Vec<Vec<f64>>,
    /// The gradients there.
    pub gradients: Vec<Vec<f64>>,
    /// The doubles repeat exactly, so they will for ever.
    pub exact: bool,
}

/// The shortest cycle at the end of the iterates.
pub fn cycle(recent: &[Iterate<'_>]) -> Option<Cycle> {
    let last = recent.last()?;
    let from_end = |i: usize| recent.len().checked_sub(i + 1).map(|at| recent[at]);
    for period in 2..=LONGEST {
        let before = from_end(period)?;
        let width = (1..period).filter_map(from_end).map(|i| distance(i.x, last.x)).fold(0.0, f64::max);
        if width <= TOLERANCE * (1.0 + norm(last.x)) {
            continue;
        }
        let exact = before.x == last.x;
        // A near repetition must be seen over two whole passes.
        let error = (0..2 * period)
            .map(|i| match (from_end(i), from_end(i + period)) {
                (Some(a), Some(b)) => distance(a.x, b.x),
                _ => f64::INFINITY,
            })
            .fold(0.0, f64::max);
        if exact || error <= AGREEMENT * width {
            let pass = &recent[recent.len() - period..];
            let points = pass.iter().map(|i| i.x.to_vec()).collect();
            let gradients = pass.iter().map(|i| i.gradient.to_vec()).collect();
            return Some(Cycle { points, gradients, exact });
        }
    }
    None
}

/// The way in which a run diverges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    /// The value rises and the steps get longer.
    Rising,
    /// The value falls beyond measure.
    Falling,
}

/// Does the run diverge? A judgement from numbers, no proof.
pub fn growth(first: Iterate<'_>, recent: &[Iterate<'_>]) -> Option<Growth> {
    let tail = &recent[recent.len().saturating_sub(9)..];
    let last = tail.last()?;
    let steps: Vec<f64> = tail.windows(2).map(|w| distance(w[0].x, w[1].x)).collect();
    if steps.is_empty() {
        return None;
    }
    let longer = steps.windows(2).all(|w| w[1] > w[0]);
    let rising = tail.windows(2).all(|w| w[1].value > w[0].value && w[1].norm > w[0].norm);
    if longer && rising {
        return Some(Growth::Rising);
    }
    let far = norm(last.x) > 1e6 * (1.0 + norm(first.x));
    let deep = last.value < first.value - 1e6 * (1.0 + first.value.abs());
    let falling = tail.windows(2).all(|w| w[1].value < w[0].value);
    (far && deep && falling).then_some(Growth::Falling)
}

/// Does the value go up and down while the swings get no smaller?
pub fn jumps_about(recent: &[Iterate<'_>]) -> bool {
    if recent.len() < 16 {
        return false;
    }
    let rises = recent.windows(2).filter(|w| w[1].value > w[0].value).count();
    let largest = |part: &[Iterate<'_>]| part.iter().map(|i| i.norm).fold(0.0, f64::max);
    let envelope: Vec<f64> = recent.rchunks_exact(recent.len() / 8).map(largest).collect();
    // The chunks run backwards in time.
    let calming = envelope.windows(2).all(|w| w[0] < w[1]);
    4 * rises >= recent.len() && !calming
}
