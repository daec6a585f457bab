//! Nonlinear conjugate gradients.

use super::{MethodDef, Parameter, REST, RateUse, SEARCHES, SHARE, Settings, TO_GRADIENT, downhill};
use crate::descent::dense::dot;
use crate::descent::line::{Ray, Room, Wolfe, advance, quadratic, wolfe};
use crate::descent::trace::norm;
use crate::descent::{Halt, Method, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "cg",
    help: "conjugate gradients: n steps for a quadratic of n unknowns",
    rule: "b = max(0, g.(g - g before)/(g before.g before)); d <- -g + b*d; x <- x + a*d\n\
           a makes the value least where that is a quadratic along d, else meets the strong Wolfe conditions",
    source: "Hestenes and Stiefel 1952, Journal of Research of the NBS 49, p. 409; Polak and Ribière 1969, Revue française \
             d'informatique 3, p. 35; Nocedal and Wright 2006, p. 122 (PR+)",
    parameters: &[
        SHARE,
        Parameter::between("c2", 0.1, (0.0, 0.5), "the share of the slope that may be left; more than c1"),
    ],
    rate: RateUse::Unused,
    make: |settings| Box::new(ConjugateGradients::new(settings)),
};

/// A first length is at most so many times what the last step suggests.
const MAX_GROWTH: f64 = 10.0;

struct ConjugateGradients {
    settings: Settings,
    room: Room,
    direction: Vec<f64>,
    /// The gradient before the last step; empty where there was none.
    gradient: Vec<f64>,
    /// Length times slope of the last step.
    last: f64,
}

impl ConjugateGradients {
    fn new(settings: &[f64]) -> ConjugateGradients {
        ConjugateGradients {
            settings: Settings::of(&DEF, settings),
            room: Room::default(),
            direction: Vec::new(),
            gradient: Vec::new(),
            last: f64::NAN,
        }
    }

    /// Turns the direction; is it another one than downhill?
    fn turn(&mut self, step: &Step<'_>) -> bool {
        let g = step.gradient;
        let before = dot(&self.gradient, &self.gradient);
        let factor = (dot(g, g) - dot(g, &self.gradient)) / before;
        if self.gradient.len() != g.len() || !factor.is_finite() || factor <= 0.0 {
            downhill(&mut self.direction, g);
            return false;
        }
        self.direction.iter_mut().zip(g).for_each(|(d, g)| *d = factor * *d - g);
        if dot(&self.direction, g) < 0.0 {
            return true;
        }
        self.room.notes.say(TO_GRADIENT, step.k);
        downhill(&mut self.direction, g);
        false
    }

    /// The length along the direction.
    fn search(&mut self, step: &mut Step<'_>, x: &[f64]) -> Result<f64, Halt> {
        let size = norm(step.gradient);
        let mut ray = Ray::new(step, x, &self.direction, &mut self.room);
        let slope = ray.slope();
        let t = match quadratic(&mut ray)? {
            Some(t) => t,
            None => {
                let usual = (1.0 / size).min(1.0);
                let suggested = self.last / slope;
                let usable = suggested > 0.0 && suggested.is_finite();
                let first = if usable { suggested.min(MAX_GROWTH * usual.max(1.0)) } else { usual };
                wolfe(&mut ray, Wolfe { first, share: self.settings.get(0), flat: self.settings.get(1) })?
            }
        };
        self.last = t * slope;
        Ok(t)
    }
}

impl Method for ConjugateGradients {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn nature(&self) -> Nature {
        SEARCHES
    }

    fn restart(&mut self, dimension: usize) {
        self.room = Room::for_unknowns(dimension);
        self.gradient.clear();
        self.last = f64::NAN;
    }

    fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if step.gradient.iter().all(|g| *g == 0.0) {
            return Ok(REST);
        }
        let turned = self.turn(step);
        let t = match self.search(step, x) {
            Err(Halt::NoProgress(_)) if turned => {
                self.room.notes.say(TO_GRADIENT, step.k);
                self.last = f64::NAN;
                downhill(&mut self.direction, step.gradient);
                self.search(step, x)?
            }
            found => found?,
        };
        self.gradient.clear();
        self.gradient.extend_from_slice(step.gradient);
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
