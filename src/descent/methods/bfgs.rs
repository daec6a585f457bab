//! The BFGS method: an approximation of the inverse second derivatives, improved at every step.

use super::definition::{MATRIX, MethodDef, Parameter, REST, RateUse, TO_GRADIENT, too_many};
use super::search::{Before, Common, LineSearchMethod, make};
use crate::descent::dense::{dot, multiply};
use crate::descent::line::{DECREASE, HALVING, Wolfe, backtrack, wolfe};
use crate::descent::trace::norm;
use crate::descent::{Halt, MAX_MATRIX, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "bfgs",
    help: "the BFGS method: Newton's method with second derivatives learnt from the gradients",
    rule: "d = -H*g, H = I at first; a = 1, halved while f(x + a*d) > f(x) + 1e-4*a*g.d; x <- x + a*d\n\
           s = x - x before, y = g - g before, r = 1/s.y; H <- (I - r*s*y')*H*(I - r*y*s') + r*s*s' unless s.y <= 1e-10*|s|*|y|",
    source: "Broyden, Fletcher, Goldfarb, Shanno 1970; Nocedal and Wright 2006, alg. 6.1, p. 140",
    parameters: &[Parameter::whole("wolfe", 0.0, (0.0, 1.0), "1 for steps that meet the strong Wolfe conditions")],
    rate: RateUse::Unused,
    make: make::<Bfgs>,
};

/// The least cosine between two differences that are used.
pub(super) const CURVED: f64 = 1e-10;
/// The share of the slope that a Wolfe search may leave, for methods whose first trial is good.
pub(super) const FLAT: f64 = 0.9;
const NOT_CONVEX: &str = "learnt nothing, because the slope did not rise along the last step";

/// `s.y` where it is large enough for an update.
pub(super) fn curvature(common: &mut Common, step: &Step<'_>, (s, y): (&[f64], &[f64]), enough: f64) -> Option<f64> {
    let curvature = dot(s, y);
    if curvature.is_nan() || enough.is_nan() || curvature <= enough {
        common.say(NOT_CONVEX, step);
        return None;
    }
    Some(curvature)
}

#[derive(Default)]
struct Bfgs {
    /// The approximation, row by row.
    inverse: Vec<f64>,
    before: Before,
}

impl Bfgs {
    fn forget(&mut self, n: usize) {
        self.inverse.clear();
        if n > MAX_MATRIX {
            return;
        }
        self.inverse.resize(n * n, 0.0);
        (0..n).for_each(|i| self.inverse[i * n + i] = 1.0);
    }

    /// Updates the approximation by the last step.
    fn learn(&mut self, common: &mut Common, step: &Step<'_>, x: &[f64]) {
        let Some((s, y)) = self.before.differences(x, step.gradient) else { return };
        let enough = CURVED * norm(&s) * norm(&y);
        let Some(curvature) = curvature(common, step, (&s, &y), enough) else { return };
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
}

fn search(common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
    match common.get(0) == 1.0 {
        true => common.go(step, x, |ray| wolfe(ray, Wolfe { first: 1.0, share: DECREASE, flat: FLAT })),
        false => common.go(step, x, |ray| backtrack(ray, HALVING).map(|(t, _)| t)),
    }
}

impl LineSearchMethod for Bfgs {
    fn nature(&self, _common: &Common) -> Nature {
        MATRIX
    }

    fn restart(&mut self, _common: &mut Common, dimension: usize) {
        self.before = Before::default();
        self.forget(dimension);
    }

    fn step(&mut self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if !common.downhill(step.gradient) {
            return Ok(REST);
        }
        if x.len() > MAX_MATRIX {
            return Err(too_many());
        }
        self.learn(common, step, x);
        multiply(&self.inverse, step.gradient, &mut common.direction);
        common.direction.iter_mut().for_each(|d| *d = -*d);
        let from = x.to_vec();
        let down = dot(&common.direction, step.gradient) < 0.0;
        let found = if down { search(common, step, x) } else { Err(Halt::NoProgress(String::new())) };
        let t = match found {
            Err(Halt::NoProgress(_)) if !self.before.is_start() => {
                common.say(TO_GRADIENT, step);
                self.forget(x.len());
                common.downhill(step.gradient);
                search(common, step, x)?
            }
            found => found?,
        };
        self.before.keep(from, step.gradient);
        Ok(t)
    }
}
