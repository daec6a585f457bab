//! Steepest descent with backtracking.

use super::{MethodDef, Needs, Parameter, REST, RateUse, SHARE, Settings, downhill};
use crate::descent::line::{Ray, Room, advance, backtrack};
use crate::descent::{Halt, Method, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "armijo",
    help: "steepest descent with a step that is shortened until the value falls enough",
    rule: "a = rate; while f(x - a*g) > f(x) - c1*a*g.g: a <- shrink*a; x <- x - a*g",
    source: "Armijo 1966, Pacific Journal of Mathematics 16, p. 1; Nocedal and Wright 2006, alg. 3.1, p. 37",
    parameters: &[SHARE, Parameter::between("shrink", 0.5, (0.0, 1.0), "what a step that is too long is multiplied by")],
    rate: RateUse::First,
    needs: Needs::NOTHING,
    make: |settings| Box::new(Armijo::new(settings)),
};

struct Armijo {
    settings: Settings,
    room: Room,
    direction: Vec<f64>,
}

impl Armijo {
    fn new(settings: &[f64]) -> Armijo {
        Armijo { settings: Settings::of(&DEF, settings), room: Room::default(), direction: Vec::new() }
    }
}

impl Method for Armijo {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn is_memoryless(&self) -> bool {
        true
    }

    fn restart(&mut self, dimension: usize) {
        self.room = Room::for_unknowns(dimension);
    }

    fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if !downhill(&mut self.direction, step.gradient) {
            return Ok(REST);
        }
        let (first, share, shrink) = (step.rate, self.settings.get(0), self.settings.get(1));
        let mut ray = Ray::new(step, x, &self.direction, &mut self.room);
        let t = backtrack(&mut ray, first, shrink, share)?;
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
