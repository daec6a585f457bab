//! Steepest descent with steps that meet the strong Wolfe conditions.

use super::{MethodDef, Parameter, REST, RateUse, SEARCHES, SHARE, Settings, downhill};
use crate::descent::line::{Ray, Room, Wolfe, advance, wolfe};
use crate::descent::{Halt, Method, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "wolfe",
    help: "steepest descent with steps after which the value is low enough and the slope flat enough",
    rule: "a with f(x - a*g) <= f(x) - c1*a*g.g and |g(x - a*g).g| <= c2*g.g, first tried: a = rate; x <- x - a*g",
    source: "Wolfe 1969, SIAM Review 11, p. 226; Nocedal and Wright 2006, alg. 3.5 and 3.6, p. 60",
    parameters: &[
        SHARE,
        Parameter::between("c2", 0.1, (0.0, 1.0), "the share of the slope that may be left; more than c1"),
    ],
    rate: RateUse::First,
    make: |settings| Box::new(SteepestWolfe::new(settings)),
};

struct SteepestWolfe {
    settings: Settings,
    room: Room,
    direction: Vec<f64>,
}

impl SteepestWolfe {
    fn new(settings: &[f64]) -> SteepestWolfe {
        SteepestWolfe { settings: Settings::of(&DEF, settings), room: Room::default(), direction: Vec::new() }
    }
}

impl Method for SteepestWolfe {
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
        let asked = Wolfe { first: step.rate, share: self.settings.get(0), flat: self.settings.get(1) };
        let mut ray = Ray::new(step, x, &self.direction, &mut self.room);
        let t = wolfe(&mut ray, asked)?;
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
