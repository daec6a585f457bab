//! Nesterov's method as he wrote it: the gradient is taken ahead of the point that is shown.

use super::definition::{MethodDef, Parameter, RateUse};
use super::search::{Common, LineSearchMethod, make};
use crate::descent::{Halt, Nature, Step};

pub(super) const ORIGINAL: MethodDef = MethodDef {
    name: "nesterov_original",
    help: "Nesterov's method in its first form: the gradient is taken ahead, at y",
    rule: "y = x + beta*(x - x before); x <- y - rate*g(y)",
    source: "Nesterov 1983, with a constant momentum",
    parameters: &[Parameter {
        ends: true,
        ..Parameter::between("beta", 0.9, (0.0, 1.0), "how much of the last step carries on")
    }],
    rate: RateUse::Scale,
    make: make::<LookAhead>,
};

pub(super) const FISTA: MethodDef = MethodDef {
    name: "fista",
    help: "Nesterov's method with his growing sequence of momenta; with l1 it is FISTA",
    rule: "y = x + (t - 1)/t'*(x - x before), t' = (1 + sqrt(1 + 4t^2))/2; x <- y - rate*g(y)",
    source: "Beck and Teboulle 2009, equations 4.1 to 4.3",
    parameters: &[],
    rate: RateUse::Scale,
    make: make::<LookAhead>,
};

#[derive(Default)]
struct LookAhead {
    /// The last term of the growing sequence.
    t: f64,
    before: Vec<f64>,
    ahead: Vec<f64>,
    gradient: Vec<f64>,
}

impl LookAhead {
    /// The momentum of the next step: the constant one that was set, else by the growing sequence.
    fn momentum(&mut self, constant: f64) -> f64 {
        if !constant.is_nan() {
            return constant;
        }
        let t = self.t;
        self.t = (1.0 + (1.0 + 4.0 * t * t).sqrt()) / 2.0;
        (t - 1.0) / self.t
    }
}

impl LineSearchMethod for LookAhead {
    fn nature(&self, _common: &Common) -> Nature {
        Nature::default()
    }

    fn restart(&mut self, _common: &mut Common, dimension: usize) {
        *self = LookAhead { t: 1.0, gradient: vec![0.0; dimension], ..LookAhead::default() };
    }

    fn step(&mut self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if self.before.is_empty() {
            self.before.extend_from_slice(x);
            self.ahead.extend_from_slice(x);
            self.gradient.copy_from_slice(step.gradient);
        } else {
            let momentum = self.momentum(common.get(0));
            for ((ahead, x), before) in self.ahead.iter_mut().zip(&*x).zip(&mut self.before) {
                *ahead = x + momentum * (x - *before);
                *before = *x;
            }
            let value = step.problem.evaluate(&self.ahead, &mut self.gradient);
            if self.ahead.iter().all(|v| v.is_finite())
                && (!value.is_finite() || self.gradient.iter().any(|g| !g.is_finite()))
            {
                return Err(Halt::Undefined(
                    "ahead of it, where the gradient is taken, there is no finite value".into(),
                ));
            }
        }
        for ((x, ahead), g) in x.iter_mut().zip(&self.ahead).zip(&self.gradient) {
            *x = ahead - step.rate * g;
        }
        Ok(step.rate)
    }
}
