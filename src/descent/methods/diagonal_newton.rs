//! Sophia with the exact diagonal of the second derivatives.

use super::{HESSIAN, MethodDef, Parameter, RateUse, Settings, hessian};
use crate::descent::line::{Ray, Room, advance, inside};
use crate::descent::{Halt, Method, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "diagonal_newton",
    help: "Sophia with the exact diagonal of the second derivatives",
    rule: "m <- beta1*m + (1 - beta1)*g; h <- beta2*h + (1 - beta2)*diag(H)\n\
           x <- x - rate*clip(m/max(gamma*h, eps), -1, 1), without correction of the bias",
    source: "Liu et al. 2023, Sophia, arXiv:2305.14342, alg. 3, with exact second derivatives instead of estimates",
    parameters: &[
        Parameter { least: 0.0, ends: true, ..Parameter::between("beta1", 0.965, (0.0, 1.0), "what is kept of m") },
        Parameter { least: 0.0, ends: true, ..Parameter::between("beta2", 0.99, (0.0, 1.0), "what is kept of h") },
        Parameter::between("gamma", 0.01, (0.0, f64::INFINITY), "the share of h that a gradient is compared with"),
        Parameter::between("eps", 1e-8, (0.0, f64::INFINITY), "the least divisor"),
    ],
    rate: RateUse::Scale,
    make: |settings| Box::new(DiagonalNewton::new(settings)),
};

struct DiagonalNewton {
    settings: Settings,
    room: Room,
    entries: Vec<f64>,
    mean: Vec<f64>,
    curvature: Vec<f64>,
    direction: Vec<f64>,
}

impl DiagonalNewton {
    fn new(settings: &[f64]) -> DiagonalNewton {
        DiagonalNewton {
            settings: Settings::of(&DEF, settings),
            room: Room::default(),
            entries: Vec::new(),
            mean: Vec::new(),
            curvature: Vec::new(),
            direction: Vec::new(),
        }
    }
}

impl Method for DiagonalNewton {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn nature(&self) -> Nature {
        Nature { rests: false, ..HESSIAN }
    }

    fn restart(&mut self, dimension: usize) {
        self.room = Room::for_unknowns(dimension);
        for values in [&mut self.mean, &mut self.curvature, &mut self.direction] {
            *values = vec![0.0; dimension];
        }
    }

    fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        hessian(step, x, &mut self.entries)?;
        let [beta1, beta2, gamma, eps] = [0, 1, 2, 3].map(|i| self.settings.get(i));
        for (i, g) in step.gradient.iter().enumerate() {
            let (m, h) = (&mut self.mean[i], &mut self.curvature[i]);
            *m = beta1 * *m + (1.0 - beta1) * g;
            *h = beta2 * *h + (1.0 - beta2) * self.entries[i * x.len() + i];
            self.direction[i] = -(*m / (gamma * *h).max(eps)).clamp(-1.0, 1.0);
        }
        let rate = step.rate;
        let mut ray = Ray::new(step, x, &self.direction, &mut self.room);
        let t = inside(&mut ray, rate)?;
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
