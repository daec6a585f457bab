//! One unknown at a time.

use super::{MethodDef, REST, RateUse, SEARCHES, Settings};
use crate::descent::line::{Ray, Room, advance, exact, no_progress};
use crate::descent::{Halt, Method, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "coordinate_descent",
    help: "the exact minimum along one unknown after the other; a step moves one unknown",
    rule: "i = 1, 2, …, n, 1, …: x_i <- the minimiser of f along x_i that lies downhill",
    source: "Wright 2015, Coordinate descent algorithms, Mathematical Programming 151, p. 3",
    parameters: &[],
    rate: RateUse::Unused,
    make: |settings| Box::new(CoordinateDescent::new(settings)),
};

struct CoordinateDescent {
    settings: Settings,
    room: Room,
    direction: Vec<f64>,
    /// The unknown whose turn it is.
    next: usize,
    /// So many unknowns in a row could not move.
    idle: usize,
}

impl CoordinateDescent {
    fn new(settings: &[f64]) -> CoordinateDescent {
        CoordinateDescent {
            settings: Settings::of(&DEF, settings),
            room: Room::default(),
            direction: Vec::new(),
            next: 0,
            idle: 0,
        }
    }
}

impl Method for CoordinateDescent {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn nature(&self) -> Nature {
        SEARCHES
    }

    fn restart(&mut self, dimension: usize) {
        self.room = Room::for_unknowns(dimension);
        (self.next, self.idle) = (0, 0);
    }

    fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        let (n, i) = (x.len(), self.next);
        self.next = (i + 1) % n.max(1);
        self.direction.clear();
        self.direction.resize(n, 0.0);
        if let (Some(d), Some(g)) = (self.direction.get_mut(i), step.gradient.get(i)) {
            *d = -g;
        }
        let resting = self.direction.iter().all(|d| *d == 0.0);
        let mut ray = Ray::new(step, x, &self.direction, &mut self.room);
        let first = ray.short();
        let found = if resting { Err(no_progress(ray.slope())) } else { exact(&mut ray, first) };
        match found {
            Ok(t) => {
                self.idle = 0;
                advance(x, &self.direction, t);
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

    fn notes(&self) -> Vec<String> {
        self.room.notes.sentences()
    }

    fn fresh(&self) -> Box<dyn Method> {
        (DEF.make)(&self.settings.values)
    }
}
