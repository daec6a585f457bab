//! Newton's method as it stands, with the exact second derivatives.

use super::{HESSIAN, MethodDef, REST, RateUse, Settings, downhill, hessian};
use crate::descent::dense::solve_symmetric;
use crate::descent::line::{Ray, Room, advance, inside};
use crate::descent::{Halt, Method, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "newton",
    help: "Newton's method with the exact second derivatives; it goes to any critical point, maxima and saddles too",
    rule: "solve H*p = -g; x <- x + p",
    source: "Nocedal and Wright 2006, Numerical Optimization, p. 44",
    parameters: &[],
    rate: RateUse::Unused,
    make: |settings| Box::new(Newton::new(settings)),
};

struct Newton {
    settings: Settings,
    room: Room,
    direction: Vec<f64>,
    entries: Vec<f64>,
}

impl Newton {
    fn new(settings: &[f64]) -> Newton {
        Newton {
            settings: Settings::of(&DEF, settings),
            room: Room::default(),
            direction: Vec::new(),
            entries: Vec::new(),
        }
    }
}

impl Method for Newton {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn nature(&self) -> Nature {
        Nature { memoryless: true, ..HESSIAN }
    }

    fn restart(&mut self, dimension: usize) {
        self.room = Room::for_unknowns(dimension);
    }

    fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if !downhill(&mut self.direction, step.gradient) {
            return Ok(REST);
        }
        hessian(step, x, &mut self.entries)?;
        if !solve_symmetric(&mut self.entries, x.len(), &mut self.direction) {
            return Err(Halt::Undefined(match x.len() {
                1 => "the second derivative is 0".into(),
                _ => "the second derivatives have no inverse".into(),
            }));
        }
        let mut ray = Ray::new(step, x, &self.direction, &mut self.room);
        let t = inside(&mut ray, 1.0)?;
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
