//! The BFGS method: an approximation of the inverse second derivatives, improved at every step.

use super::{MATRIX, MethodDef, Parameter, REST, RateUse, Settings, TO_GRADIENT, downhill, too_many};
use crate::descent::dense::{dot, multiply};
use crate::descent::line::{DECREASE, HALVING, Ray, Room, Wolfe, advance, backtrack, wolfe};
use crate::descent::trace::norm;
use crate::descent::{Halt, MAX_MATRIX, Method, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "bfgs",
    help: "the BFGS method: Newton's method with second derivatives learnt from the gradients",
    rule: "d = -H*g, H = I at first; a = 1, halved while f(x + a*d) > f(x) + 1e-4*a*g.d; x <- x + a*d\n\
           s = x - x before, y = g - g before, r = 1/s.y; H <- (I - r*s*y')*H*(I - r*y*s') + r*s*s' unless s.y <= 1e-10*|s|*|y|",
    source: "Broyden, Fletcher, Goldfarb, Shanno 1970; Nocedal and Wright 2006, alg. 6.1, p. 140",
    parameters: &[Parameter::whole("wolfe", 0.0, (0.0, 1.0), "1 for steps that meet the strong Wolfe conditions")],
    rate: RateUse::Unused,
    make: |settings| Box::new(Bfgs::new(settings)),
};

/// A pair of differences counts where their angle is less than a right one by this.
pub(super) const CURVED: f64 = 1e-10;
/// The share of the slope that a Wolfe search may leave, for methods whose first trial is good.
pub(super) const FLAT: f64 = 0.9;
pub(super) const NOT_CONVEX: &str = "learnt nothing, because the slope did not rise along the last step";

struct Bfgs {
    settings: Settings,
    room: Room,
    direction: Vec<f64>,
    /// The approximation, row by row.
    inverse: Vec<f64>,
    /// Point and gradient before the last step.
    before: Option<(Vec<f64>, Vec<f64>)>,
}

impl Bfgs {
    fn new(settings: &[f64]) -> Bfgs {
        Bfgs {
            settings: Settings::of(&DEF, settings),
            room: Room::default(),
            direction: Vec::new(),
            inverse: Vec::new(),
            before: None,
        }
    }

    fn forget(&mut self, n: usize) {
        self.inverse.clear();
        if n > MAX_MATRIX {
            return;
        }
        self.inverse.resize(n * n, 0.0);
        (0..n).for_each(|i| self.inverse[i * n + i] = 1.0);
    }

    /// Learns from the last step.
    fn learn(&mut self, step: &Step<'_>, x: &[f64]) {
        let Some((point, gradient)) = &self.before else { return };
        let s: Vec<f64> = x.iter().zip(point).map(|(a, b)| a - b).collect();
        let y: Vec<f64> = step.gradient.iter().zip(gradient).map(|(a, b)| a - b).collect();
        let curvature = dot(&s, &y);
        let enough = CURVED * norm(&s) * norm(&y);
        if curvature.is_nan() || enough.is_nan() || curvature <= enough {
            self.room.notes.say(NOT_CONVEX, step.k);
            return;
        }
        let n = x.len();
        let r = 1.0 / curvature;
        let mut hy = vec![0.0; n];
        multiply(&self.inverse, &y, &mut hy);
        let along = r * (1.0 + r * dot(&y, &hy));
        for i in 0..n {
            for j in 0..n {
                self.inverse[i * n + j] += along * s[i] * s[j] - r * (hy[i] * s[j] + s[i] * hy[j]);
            }
        }
    }

    fn search(&mut self, step: &mut Step<'_>, x: &[f64]) -> Result<f64, Halt> {
        let mut ray = Ray::new(step, x, &self.direction, &mut self.room);
        if self.settings.get(0) == 1.0 {
            wolfe(&mut ray, Wolfe { first: 1.0, share: DECREASE, flat: FLAT })
        } else {
            backtrack(&mut ray, HALVING).map(|(t, _)| t)
        }
    }
}

impl Method for Bfgs {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn nature(&self) -> Nature {
        MATRIX
    }

    fn restart(&mut self, dimension: usize) {
        self.room = Room::for_unknowns(dimension);
        self.before = None;
        self.forget(dimension);
        self.direction = vec![0.0; dimension];
    }

    fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if step.gradient.iter().all(|g| *g == 0.0) {
            return Ok(REST);
        }
        if x.len() > MAX_MATRIX {
            return Err(too_many());
        }
        self.learn(step, x);
        multiply(&self.inverse, step.gradient, &mut self.direction);
        self.direction.iter_mut().for_each(|d| *d = -*d);
        let down = dot(&self.direction, step.gradient) < 0.0;
        let found = if down { self.search(step, x) } else { Err(Halt::NoProgress(String::new())) };
        let t = match found {
            Err(Halt::NoProgress(_)) if self.before.is_some() => {
                self.room.notes.say(TO_GRADIENT, step.k);
                self.forget(x.len());
                downhill(&mut self.direction, step.gradient);
                self.search(step, x)?
            }
            found => found?,
        };
        self.before = Some((x.to_vec(), step.gradient.to_vec()));
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
