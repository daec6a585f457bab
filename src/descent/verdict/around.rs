//! The values around a point: in which directions they rise or fall.

use crate::descent::Problem;
use crate::descent::kinks::{directions, line};
use crate::descent::trace::norm;

/// The distances that are tried, relative to one plus the size of the point. The first one decides at which the value changes
/// by more than rounding errors and the inexact place of the point explain.
const DISTANCES: [f64; 6] = [1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2];

/// Rounding errors above this part of the value hide everything.
const BLURRED: f64 = 1e-8;

/// The values around a point in the directions that were tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// The number of directions in which the value falls.
    pub falls: usize,
    /// The number in which it rises.
    pub rises: usize,
    /// The number in which it does not change.
    pub level: usize,
    /// Rounding errors are so large there that values say little.
    pub blurred: bool,
}

/// Looks at the values around a point with this value: both ways along the axes, some directions between them, and those
/// given. The point may be off the true place by this distance, over which the value changes with at most this slope.
pub fn look(problem: &mut dyn Problem, x: &[f64], value: f64, bounds: (f64, f64), ways: &[&[f64]]) -> Around {
    let rounding = problem.rounding(x);
    around(&mut |at| problem.value(at), x, (value, rounding), bounds, ways)
}

/// [`around`] for any function, with this rounding error.
pub fn around(
    values: &mut dyn FnMut(&[f64]) -> f64,
    x: &[f64],
    (value, rounding): (f64, f64),
    (slope, off): (f64, f64),
    ways: &[&[f64]],
) -> Around {
    let rounding = if rounding.is_finite() { rounding } else { 1e-12 * (1.0 + value.abs()) };
    let size = 1.0 + norm(x);
    let mut all = directions(x.len());
    for way in ways.iter().filter(|w| w.len() == x.len() && norm(w) > 0.0) {
        let length = norm(way);
        all.push(way.iter().map(|v| v / length).collect());
        all.push(way.iter().map(|v| -v / length).collect());
    }
    let blurred = rounding > BLURRED * (1.0 + value.abs());
    let mut around = Around { blurred, ..Around::default() };
    for d in &all {
        match change(values, (x, d), size, |distance| (value, 2.0 * slope * distance.min(off) + 16.0 * rounding)) {
            Some(true) => around.rises += 1,
            Some(false) => around.falls += 1,
            None => around.level += 1,
        }
    }
    around
}

/// Does the value rise or fall along a direction? `None` where it does not change, or ends.
fn change(
    values: &mut dyn FnMut(&[f64]) -> f64,
    (x, d): (&[f64], &[f64]),
    size: f64,
    here: impl Fn(f64) -> (f64, f64),
) -> Option<bool> {
    for distance in DISTANCES.map(|part| part * size) {
        let (value, noise) = here(distance);
        let change = values(&line(x, d, distance)) - value;
        if change.is_nan() {
            return None;
        }
        if change.abs() > noise {
            return Some(change > 0.0);
        }
    }
    None
}
