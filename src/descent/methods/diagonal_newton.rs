//! Sophia with the exact diagonal of the second derivatives.

use super::definition::{HESSIAN, MethodDef, Parameter, RateUse, hessian};
use super::search::{Common, LineSearchMethod, make};
use crate::descent::line::inside;
use crate::descent::{Halt, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "diagonal_newton",
    help: "Sophia with the exact diagonal of the second derivatives",
    rule: "m <- beta1*m + (1 - beta1)*g; h <- beta2*h + (1 - beta2)*diag(H)\n\
           x <- x - rate*clip(m/max(gamma*h, eps), -1, 1), without correction of the bias",
    source: "Liu et al. 2023, Sophia, arXiv:2305.14342, alg. 3, with exact second derivatives instead of estimates",
    parameters: &[
        Parameter { ends: true, ..Parameter::between("beta1", 0.965, (0.0, 1.0), "what is kept of m") },
        Parameter { ends: true, ..Parameter::between("beta2", 0.99, (0.0, 1.0), "what is kept of h") },
        Parameter::between("gamma", 0.01, (0.0, f64::INFINITY), "the share of h that a gradient is compared with"),
        Parameter::between("eps", 1e-8, (0.0, f64::INFINITY), "the least divisor"),
    ],
    rate: RateUse::Scale,
    make: make::<DiagonalNewton>,
};

#[derive(Default)]
struct DiagonalNewton {
    entries: Vec<f64>,
    mean: Vec<f64>,
    curvature: Vec<f64>,
}

impl LineSearchMethod for DiagonalNewton {
    fn nature(&self, _common: &Common) -> Nature {
        Nature { rests: false, ..HESSIAN }
    }

    fn restart(&mut self, common: &mut Common, dimension: usize) {
        for values in [&mut self.mean, &mut self.curvature, &mut common.direction] {
            *values = vec![0.0; dimension];
        }
    }

    fn step(&mut self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        hessian(step, x, &mut self.entries)?;
        let [beta1, beta2, gamma, eps] = [0, 1, 2, 3].map(|i| common.get(i));
        for (i, g) in step.gradient.iter().enumerate() {
            let (m, h) = (&mut self.mean[i], &mut self.curvature[i]);
            *m = beta1 * *m + (1.0 - beta1) * g;
            *h = beta2 * *h + (1.0 - beta2) * self.entries[i * x.len() + i];
            common.direction[i] = -(*m / (gamma * *h).max(eps)).clamp(-1.0, 1.0);
        }
        let rate = step.rate;
        common.go(step, x, |ray| inside(ray, rate))
    }
}
