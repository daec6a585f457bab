//! Steepest descent with the best step.

use super::{MethodDef, REST, RateUse, SEARCHES, Settings, downhill};
use crate::descent::line::{Ray, Room, advance, exact};
use crate::descent::{Halt, Method, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "linesearch",
    help: "steepest descent with the step that makes the value least",
    rule: "a = the a > 0 with the least f(x - a*g); x <- x - a*g\n\
           g.g/(g.Hg) for a quadratic, the best of all a for a polynomial, else the first minimum along the line",
    source: "Cauchy 1847, Comptes rendus 25, p. 536; Nocedal and Wright 2006, Numerical Optimization, p. 42",
    parameters: &[],
    rate: RateUse::Unused,
    make: |settings| Box::new(LineSearch::new(settings)),
};

struct LineSearch {
    settings: Settings,
    room: Room,
    direction: Vec<f64>,
}

impl LineSearch {
    fn new(settings: &[f64]) -> LineSearch {
        LineSearch { settings: Settings::of(&DEF, settings), room: Room::default(), direction: Vec::new() }
    }
}

impl Method for LineSearch {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn nature(&self) -> Nature {
        Nature { memoryless: true, ..SEARCHES }
    }

    fn restart(&mut self, dimension: usize) {
        self.room = Room::for_unknowns(dimension);
    }

    fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if !downhill(&mut self.direction, step.gradient) {
            return Ok(REST);
        }
        let mut ray = Ray::new(step, x, &self.direction, &mut self.room);
        let first = ray.short();
        let t = exact(&mut ray, first)?;
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
