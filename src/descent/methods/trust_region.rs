//! A trust region: the quadratic model is believed within a radius that follows its success.

use super::definition::{HESSIAN, MethodDef, Parameter, REST, RateUse, hessian};
use super::search::{Common, LineSearchMethod, make};
use crate::descent::dense::{dot, multiply};
use crate::descent::line::{Ray, advance, no_progress};
use crate::descent::trace::norm;
use crate::descent::{Halt, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "trust_region",
    help: "the quadratic model with the exact second derivatives, within a radius that follows its success",
    rule: "p = the step of conjugate gradients on g.p + p.Hp/2 up to |p| = D, D = radius at first (Steihaug)\n\
           q = (f(x) - f(x + p))/(decrease of the model); D <- |p|/4 if q < 1/4, 2*D if q > 3/4 and |p| = D\n\
           x <- x + p as soon as q > 1/10",
    source: "Steihaug 1983, SIAM Journal on Numerical Analysis 20, p. 626; Nocedal and Wright 2006, alg. 4.1 and 7.2, p. 69 and 171",
    parameters: &[Parameter::between("radius", 1.0, (0.0, MAX_RADIUS), "the radius of the first step")],
    rate: RateUse::Unused,
    make: make::<TrustRegion>,
};

/// The radius does not grow beyond this.
const MAX_RADIUS: f64 = 1e10;
/// The most quarterings: the smallest double is reached before.
const MAX_TRIALS: usize = 600;
const SHRUNK: &str = "shrank the radius within the step";

#[derive(Default)]
struct TrustRegion {
    radius: f64,
    entries: Vec<f64>,
    model: Model,
}

/// Buffers for the model and its step.
#[derive(Default)]
struct Model {
    step: Vec<f64>,
    residual: Vec<f64>,
    direction: Vec<f64>,
    image: Vec<f64>,
}

impl Model {
    /// Steihaug's step: does it end on the boundary?
    fn solve(&mut self, matrix: &[f64], gradient: &[f64], radius: f64) -> bool {
        let n = gradient.len();
        self.step.clear();
        self.step.resize(n, 0.0);
        self.image.resize(n, 0.0);
        self.residual.clear();
        self.residual.extend_from_slice(gradient);
        self.direction.clear();
        self.direction.extend(gradient.iter().map(|g| -g));
        let size = norm(gradient);
        let enough = size * size.sqrt().min(0.5);
        // In exact arithmetic n rounds are enough.
        for _ in 0..2 * n + 2 {
            multiply(matrix, &self.direction, &mut self.image);
            let curvature = dot(&self.direction, &self.image);
            let squared = dot(&self.residual, &self.residual);
            let t = squared / curvature;
            if curvature <= 0.0 || self.leaves(t, radius) {
                let t = self.to_boundary(radius);
                advance(&mut self.step, &self.direction, t);
                return true;
            }
            advance(&mut self.step, &self.direction, t);
            advance(&mut self.residual, &self.image, t);
            if norm(&self.residual) <= enough {
                break;
            }
            let factor = dot(&self.residual, &self.residual) / squared;
            self.direction.iter_mut().zip(&self.residual).for_each(|(d, r)| *d = factor * *d - r);
        }
        false
    }

    /// Does a step of this length end outside the radius?
    fn leaves(&self, t: f64, radius: f64) -> bool {
        let there: Vec<f64> = self.step.iter().zip(&self.direction).map(|(s, d)| s + t * d).collect();
        let size = norm(&there);
        size.is_nan() || size >= radius
    }

    /// How far along the direction the boundary is: the root of a quadratic, without cancellation.
    fn to_boundary(&self, radius: f64) -> f64 {
        let (a, b) = (dot(&self.direction, &self.direction), dot(&self.step, &self.direction));
        let c = radius * radius - dot(&self.step, &self.step);
        let root = (b * b + a * c.max(0.0)).sqrt();
        if b > 0.0 { c.max(0.0) / (b + root) } else { (root - b) / a }
    }

    /// The decrease of the model.
    fn promised(&mut self, matrix: &[f64], gradient: &[f64]) -> f64 {
        multiply(matrix, &self.step, &mut self.image);
        -(dot(gradient, &self.step) + 0.5 * dot(&self.step, &self.image))
    }
}

impl LineSearchMethod for TrustRegion {
    fn nature(&self, _common: &Common) -> Nature {
        HESSIAN
    }

    fn restart(&mut self, common: &mut Common, _dimension: usize) {
        self.radius = common.get(0);
    }

    fn step(&mut self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if step.gradient.iter().all(|g| *g == 0.0) {
            return Ok(REST);
        }
        hessian(step, x, &mut self.entries)?;
        for _ in 0..MAX_TRIALS {
            let at_boundary = self.model.solve(&self.entries, step.gradient, self.radius);
            let promised = self.model.promised(&self.entries, step.gradient);
            let mut ray = Ray::new(step, x, &self.model.step, &mut common.room);
            if !ray.moves(1.0) {
                break;
            }
            let ratio = ray.fall(1.0, promised)?.map_or(f64::NEG_INFINITY, |fall| fall / promised);
            let length = norm(&self.model.step);
            if ratio < 0.25 {
                self.radius = length / 4.0;
            } else if ratio > 0.75 && at_boundary {
                self.radius = (2.0 * self.radius).min(MAX_RADIUS);
            }
            if ratio > 0.1 {
                advance(x, &self.model.step, 1.0);
                return Ok(length);
            }
            common.say(SHRUNK, step);
        }
        Err(no_progress(dot(step.gradient, &self.model.step)))
    }
}
