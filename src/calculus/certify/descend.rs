//! Descent in doubles within the region: good upper bounds for the minimum, early.

use super::local::inverse_of_middle;
use super::newton::{Active, Coordinates, Sides, System};
use crate::algebra::enclosure::Workspace;
use crate::numeric::budget::unknowns;
use crate::numeric::{Interval, Quality};

/// Newton's method doubles the digits at each step near a minimum; what has not arrived by then is far away.
const NEWTON_STEPS: usize = 40;
/// How often a step may be shortened: each time the Hessian matrix is damped ten times as much.
const DAMPINGS: usize = 10;
/// The compass search halves its step where no direction falls: 60 halvings leave nothing of a double.
const COMPASS_STEPS: usize = 60;

/// The value at a point as the program bounds it: its upper bound, or infinity where it is not known to have a value.
pub(super) fn height(system: &System, w: &mut Workspace, point: &Coordinates) -> f64 {
    let n = system.program.unknowns();
    let sides = point.map(Interval::point);
    system.program.evaluate(w, &sides[..n], 1);
    let value = w.output(&system.program, 0);
    if value.quality < Quality::Defined || value.range.is_empty() { f64::INFINITY } else { value.range.high() }
}

/// Walks down from a point: damped Newton steps, then, as far as that helps, steps along the axes.
pub(super) fn descend(system: &System, w: &mut Workspace, region: &Sides, start: Coordinates) -> (Coordinates, f64) {
    let n = system.program.unknowns();
    let mut at = start;
    let mut best = height(system, w, &at);
    for _ in 0..NEWTON_STEPS {
        let Some(next) = newton_step(system, w, region, &at, best) else { break };
        let gain = best - next.1;
        (at, best) = next;
        if gain <= 1e-15 * best.abs() {
            break;
        }
    }
    // Where there is a kink, Newton steps end early.
    let mut reach = [0.0; unknowns::BOXES];
    for i in 0..n {
        reach[i] = (0.01 * region[i].width()).min(0.1 * at[i].abs().max(1.0));
    }
    for _ in 0..COMPASS_STEPS {
        let mut moved = false;
        for i in 0..n {
            for direction in [-1.0, 1.0] {
                let mut trial = at;
                trial[i] = (at[i] + direction * reach[i]).clamp(region[i].low(), region[i].high());
                let value = height(system, w, &trial);
                if value < best {
                    (at, best, moved) = (trial, value, true);
                }
            }
        }
        if !moved {
            reach.iter_mut().for_each(|r| *r *= 0.25);
        }
        if (0..n).all(|i| reach[i] < 1e-15 * at[i].abs().max(1e-3)) {
            break;
        }
    }
    (at, best)
}

/// One damped step that gets lower, on the face that the gradient presses against.
fn newton_step(
    system: &System,
    w: &mut Workspace,
    region: &Sides,
    at: &Coordinates,
    value: f64,
) -> Option<(Coordinates, f64)> {
    let n = system.program.unknowns();
    let sides = at.map(Interval::point);
    let gradient = system.values(w, &sides, &Active::all(n))?;
    let slope = gradient.map(|g| g.midpoint());
    let presses = |i: usize| at[i] <= region[i].low() && slope[i] > 0.0 || at[i] >= region[i].high() && slope[i] < 0.0;
    let active = Active::of((0..n).filter(|&i| !presses(i) && region[i].width() > 0.0));
    let m = active.list().len();
    let jacobian = system.jacobian(w, &sides, &active)?;
    let size = (0..m).map(|k| jacobian[k * m + k].magnitude()).fold(0.0, f64::max).max(1e-12);
    let mut damping = 0.0;
    for _ in 0..DAMPINGS {
        let mut damped = jacobian.clone();
        for entry in damped.iter_mut().step_by(m + 1) {
            *entry = *entry + Interval::point(damping * size);
        }
        damping = if damping == 0.0 { 1e-4 } else { damping * 10.0 };
        let Some(inverse) = inverse_of_middle(&damped, m) else { continue };
        let mut trial = *at;
        for (row, &i) in active.list().iter().enumerate() {
            let shift: f64 = (0..m).map(|k| inverse[row * m + k] * slope[active.list()[k]]).sum();
            trial[i] = (at[i] - shift).clamp(region[i].low(), region[i].high());
        }
        let lower = height(system, w, &trial);
        if lower < value {
            return Some((trial, lower));
        }
    }
    None
}
