//! Nesterov's method as he wrote it: the gradient is taken ahead of the point that is shown.

use super::{MethodDef, Parameter, RateUse};
use crate::descent::{Halt, Method, Nature, Step};

pub(super) const ORIGINAL: MethodDef = MethodDef {
    name: "nesterov_original",
    help: "Nesterov's method in its first form: the gradient is taken ahead, at y",
    rule: "y = x + beta*(x - x before); x <- y - rate*g(y)",
    source: "Nesterov 1983, with a constant momentum",
    parameters: &[Parameter {
        name: "beta",
        default: 0.9,
        least: 0.0,
        most: 1.0,
        ends: true,
        whole: false,
        help: "how much of the last step carries on",
    }],
    rate: RateUse::Scale,
    make: |settings| Box::new(LookAhead::new(Some(settings.first().copied().unwrap_or(0.9)))),
};

pub(super) const FISTA: MethodDef = MethodDef {
    name: "fista",
    help: "Nesterov's method with his growing sequence of momenta; with l1 it is FISTA",
    rule: "y = x + (t - 1)/t'*(x - x before), t' = (1 + sqrt(1 + 4t^2))/2; x <- y - rate*g(y)",
    source: "Beck and Teboulle 2009, equations 4.1 to 4.3",
    parameters: &[],
    rate: RateUse::Scale,
    make: |_| Box::new(LookAhead::new(None)),
};

#[derive(Clone, Debug)]
struct LookAhead {
    name: String,
    /// The momentum; none for the growing sequence.
    constant: Option<f64>,
    t: f64,
    before: Vec<f64>,
    ahead: Vec<f64>,
    gradient: Vec<f64>,
}

impl LookAhead {
    fn new(constant: Option<f64>) -> LookAhead {
        let name = match constant {
            None => FISTA.name.to_string(),
            Some(0.9) => ORIGINAL.name.to_string(),
            Some(beta) => format!("{}(beta = {beta})", ORIGINAL.name),
        };
        LookAhead { name, constant, t: 1.0, before: Vec::new(), ahead: Vec::new(), gradient: Vec::new() }
    }

    /// The momentum of the next step.
    fn momentum(&mut self) -> f64 {
        match self.constant {
            Some(beta) => beta,
            None => {
                let t = self.t;
                self.t = (1.0 + (1.0 + 4.0 * t * t).sqrt()) / 2.0;
                (t - 1.0) / self.t
            }
        }
    }
}

impl Method for LookAhead {
    fn name(&self) -> &str {
        &self.name
    }

    fn nature(&self) -> Nature {
        Nature::default()
    }

    fn restart(&mut self, dimension: usize) {
        self.t = 1.0;
        self.before.clear();
        self.gradient.clear();
        self.gradient.resize(dimension, 0.0);
    }

    fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if self.before.is_empty() {
            self.before.extend_from_slice(x);
            self.ahead.clear();
            self.ahead.extend_from_slice(x);
            self.gradient.copy_from_slice(step.gradient);
        } else {
            let momentum = self.momentum();
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

    fn fresh(&self) -> Box<dyn Method> {
        Box::new(LookAhead::new(self.constant))
    }
}
