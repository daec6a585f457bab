//! Steepest descent with backtracking.

use super::{MethodDef, Parameter, REST, RateUse, SEARCHES, SHARE, Settings, downhill};
use crate::descent::line::{Backtrack, Ray, Room, advance, backtrack};
use crate::descent::trace::norm;
use crate::descent::{Halt, Method, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "armijo",
    help: "steepest descent with a step that is shortened until the value falls enough",
    rule: "a = rate; while f(x - a*g) > f(x) - c1*a*g.g: a <- shrink*a; x <- x - a*g",
    source: "Armijo 1966, Pacific Journal of Mathematics 16, p. 1; Nocedal and Wright 2006, alg. 3.1, p. 37",
    parameters: &[
        SHARE,
        Parameter::between("shrink", 0.5, (0.0, 1.0), "what a step that is too long is multiplied by"),
    ],
    rate: RateUse::First,
    make: |settings| Box::new(Armijo::new(settings)),
};

/// After so many steps that only rounding lets pass, the slope is asked too.
const MAX_IDLE: u32 = 16;

struct Armijo {
    settings: Settings,
    room: Room,
    direction: Vec<f64>,
    /// The least gradient, as far as it has halved each time.
    best: f64,
    /// So many steps in a row changed the value by less than its rounding, and did not halve the gradient.
    idle: u32,
}

impl Armijo {
    fn new(settings: &[f64]) -> Armijo {
        Armijo {
            settings: Settings::of(&DEF, settings),
            room: Room::default(),
            direction: Vec::new(),
            best: f64::INFINITY,
            idle: 0,
        }
    }
}

impl Method for Armijo {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn nature(&self) -> Nature {
        SEARCHES
    }

    fn restart(&mut self, dimension: usize) {
        self.room = Room::for_unknowns(dimension);
        (self.best, self.idle) = (f64::INFINITY, 0);
    }

    fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if !downhill(&mut self.direction, step.gradient) {
            return Ok(REST);
        }
        let strict = self.idle >= MAX_IDLE;
        let asked = Backtrack { first: step.rate, share: self.settings.get(0), shrink: self.settings.get(1), strict };
        let mut ray = Ray::new(step, x, &self.direction, &mut self.room);
        let (t, hidden) = backtrack(&mut ray, asked)?;
        let size = norm(self.room.gradient());
        let halved = size <= 0.5 * self.best;
        if halved {
            self.best = size;
        }
        // Once the slope is asked it is asked to the end.
        self.idle = match (strict, hidden && !halved) {
            (true, _) => self.idle,
            (false, true) => self.idle + 1,
            (false, false) => 0,
        };
        advance(x, &self.direction, t);
        Ok(t)
    }

    fn notes(&self) -> Vec<String> {
        self.room.notes.sentences()
    }

    fn fresh(&self) -> Box<dyn Method> {
        (DEF.make)(&self.settings.values)
    }
}
