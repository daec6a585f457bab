//! One unknown at a time.

use super::definition::{MethodDef, REST, RateUse};
use super::search::{Common, LineSearchMethod, make};
use crate::descent::line::{exact, no_progress};
use crate::descent::{Halt, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "coordinate_descent",
    help: "the exact minimum along one unknown after the other; a step moves one unknown",
    rule: "i = 1, 2, …, n, 1, …: x_i <- the minimiser of f along x_i that lies downhill",
    source: "Wright 2015, Coordinate descent algorithms, Mathematical Programming 151, p. 3",
    parameters: &[],
    rate: RateUse::Unused,
    make: make::<CoordinateDescent>,
};

#[derive(Default)]
struct CoordinateDescent {
    /// The unknown whose turn it is.
    next: usize,
    /// The number of successive unknowns that could not move.
    idle: usize,
}

impl LineSearchMethod for CoordinateDescent {
    fn restart(&mut self, _common: &mut Common, _dimension: usize) {
        *self = CoordinateDescent::default();
    }

    fn step(&mut self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        let (n, i) = (x.len(), self.next);
        self.next = (i + 1) % n.max(1);
        common.direction.clear();
        common.direction.resize(n, 0.0);
        if let (Some(d), Some(g)) = (common.direction.get_mut(i), step.gradient.get(i)) {
            *d = -g;
        }
        let resting = common.direction.iter().all(|d| *d == 0.0);
        let found = common.go(step, x, |ray| match (resting, ray.short()) {
            (true, _) => Err(no_progress(ray.slope())),
            (false, first) => exact(ray, first),
        });
        match found {
            Ok(t) => {
                self.idle = 0;
                Ok(t)
            }
            // Another unknown may still have a way down.
            Err(Halt::NoProgress(_)) if self.idle + 1 < n => {
                self.idle += 1;
                Ok(REST)
            }
            Err(halt) => Err(halt),
        }
    }
}
