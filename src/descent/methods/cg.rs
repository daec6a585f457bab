//! Nonlinear conjugate gradients.

use super::definition::{MethodDef, Parameter, REST, RateUse, SHARE, TO_GRADIENT};
use super::search::{Common, LineSearchMethod, make};
use crate::descent::dense::dot;
use crate::descent::line::{Wolfe, quadratic, wolfe};
use crate::descent::trace::norm;
use crate::descent::{Halt, Step};

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
    make: make::<ConjugateGradients>,
};

/// The largest first length, as a multiple of what the last step suggests.
const MAX_GROWTH: f64 = 10.0;

#[derive(Default)]
struct ConjugateGradients {
    /// The gradient before the last step; empty where there was none.
    gradient: Vec<f64>,
    /// Length times slope of the last step.
    last: f64,
}

impl ConjugateGradients {
    /// Updates the direction; returns whether it differs from steepest descent.
    fn turn(&mut self, common: &mut Common, step: &Step<'_>) -> bool {
        let g = step.gradient;
        let before = dot(&self.gradient, &self.gradient);
        let factor = (dot(g, g) - dot(g, &self.gradient)) / before;
        if self.gradient.len() != g.len() || !factor.is_finite() || factor <= 0.0 {
            common.downhill(g);
            return false;
        }
        common.direction.iter_mut().zip(g).for_each(|(d, g)| *d = factor * *d - g);
        if dot(&common.direction, g) < 0.0 {
            return true;
        }
        common.say(TO_GRADIENT, step);
        common.downhill(g);
        false
    }

    /// Goes along the direction.
    fn search(&mut self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        let (size, share, flat) = (norm(step.gradient), common.get(0), common.get(1));
        common.go(step, x, |ray| {
            let slope = ray.slope();
            let t = match quadratic(ray)? {
                Some(t) => t,
                None => {
                    let usual = (1.0 / size).min(1.0);
                    let suggested = self.last / slope;
                    let usable = suggested > 0.0 && suggested.is_finite();
                    let first = if usable { suggested.min(MAX_GROWTH * usual.max(1.0)) } else { usual };
                    wolfe(ray, Wolfe { first, share, flat })?
                }
            };
            self.last = t * slope;
            Ok(t)
        })
    }
}

impl LineSearchMethod for ConjugateGradients {
    fn restart(&mut self, _common: &mut Common, _dimension: usize) {
        *self = ConjugateGradients { gradient: Vec::new(), last: f64::NAN };
    }

    fn step(&mut self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if step.gradient.iter().all(|g| *g == 0.0) {
            return Ok(REST);
        }
        let turned = self.turn(common, step);
        let t = match self.search(common, step, x) {
            Err(Halt::NoProgress(_)) if turned => {
                common.say(TO_GRADIENT, step);
                self.last = f64::NAN;
                common.downhill(step.gradient);
                self.search(common, step, x)?
            }
            found => found?,
        };
        self.gradient.clear();
        self.gradient.extend_from_slice(step.gradient);
        Ok(t)
    }
}
