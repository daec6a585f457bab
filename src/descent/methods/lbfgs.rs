//! The L-BFGS method: the BFGS method from the last few steps, without a matrix.

use std::collections::VecDeque;

use super::bfgs::{CURVED, FLAT, curvature};
use super::definition::{MethodDef, Parameter, REST, RateUse, TO_GRADIENT};
use super::search::{Before, Common, LineSearchMethod, make};
use crate::descent::dense::dot;
use crate::descent::line::{DECREASE, Wolfe, advance, inside, wolfe};
use crate::descent::trace::norm;
use crate::descent::{Halt, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "lbfgs",
    help: "the BFGS method from the last few steps, for many unknowns",
    rule: "d = -H*g by the two-loop recursion over the last pairs s = x - x before, y = g - g before, from s.y/y.y*I;\n\
           a by the strong Wolfe conditions, first tried: 1, at the first step min(1, 1/|g|); x <- x + a*d\n\
           linesearch = 0, as PyTorch: a = rate, at the first step rate*min(1, 1/|g|_1); rests where g.d > -1e-9 or max|g| <= 1e-7",
    source: "Liu and Nocedal 1989, Mathematical Programming 45, p. 503; Nocedal and Wright 2006, alg. 7.4 and 7.5, p. 178; \
             torch/optim/lbfgs.py",
    parameters: &[
        Parameter::whole("memory", 10.0, (1.0, 1000.0), "how many steps are remembered"),
        Parameter::whole("linesearch", 1.0, (0.0, 1.0), "0 for steps without a search, in PyTorch's form"),
    ],
    rate: RateUse::First,
    make: make::<Lbfgs>,
};

/// PyTorch's form keeps a pair whose scalar product is greater.
const TORCH_CURVED: f64 = 1e-10;
/// PyTorch's form rests where the slope along its direction is smaller, or the largest component of the gradient.
const TORCH_SLOPE: f64 = 1e-9;
const TORCH_GRADIENT: f64 = 1e-7;

struct CurvaturePair {
    s: Vec<f64>,
    y: Vec<f64>,
    /// `1/s.y`
    r: f64,
}

#[derive(Default)]
struct Lbfgs {
    pairs: VecDeque<CurvaturePair>,
    before: Before,
}

/// Does it search along its direction?
fn searches(common: &Common) -> bool {
    common.get(1) == 1.0
}

impl Lbfgs {
    /// Keeps the last step, if it is informative.
    fn learn(&mut self, common: &mut Common, step: &Step<'_>, x: &[f64]) {
        let Some((s, y)) = self.before.differences(x, step.gradient) else { return };
        let enough = if searches(common) { CURVED * norm(&s) * norm(&y) } else { TORCH_CURVED };
        let Some(curvature) = curvature(common, step, (&s, &y), enough) else { return };
        if self.pairs.len() as f64 >= common.get(0) {
            self.pairs.pop_front();
        }
        self.pairs.push_back(CurvaturePair { s, y, r: 1.0 / curvature });
    }

    /// The two-loop recursion, from minus the gradient.
    fn turn(&self, direction: &mut [f64]) {
        let mut weights = vec![0.0; self.pairs.len()];
        for (weight, pair) in weights.iter_mut().zip(&self.pairs).rev() {
            *weight = pair.r * dot(&pair.s, direction);
            advance(direction, &pair.y, -*weight);
        }
        if let Some(last) = self.pairs.back() {
            let scale = 1.0 / last.r / dot(&last.y, &last.y);
            direction.iter_mut().for_each(|d| *d *= scale);
        }
        for (weight, pair) in weights.iter().zip(&self.pairs) {
            let other = pair.r * dot(&pair.y, direction);
            advance(direction, &pair.s, weight - other);
        }
    }

    fn search(&self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        let first = if self.pairs.is_empty() { (1.0 / norm(step.gradient)).min(1.0) } else { 1.0 };
        common.go(step, x, |ray| wolfe(ray, Wolfe { first, share: DECREASE, flat: FLAT }))
    }

    /// PyTorch's step.
    fn without_search(&self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        let g = step.gradient;
        let largest = g.iter().fold(0.0, |m: f64, g| m.max(g.abs()));
        if largest <= TORCH_GRADIENT || dot(g, &common.direction) > -TORCH_SLOPE {
            let why = "PyTorch's form rests where g.d > -1e-9 or max|g| <= 1e-7";
            return Err(Halt::NoProgress(why.into()));
        }
        let sum: f64 = g.iter().map(|g| g.abs()).sum();
        let first = if self.before.is_start() { (1.0 / sum).min(1.0) } else { 1.0 };
        let t = first * step.rate;
        common.go(step, x, |ray| inside(ray, t))
    }
}

impl LineSearchMethod for Lbfgs {
    fn restart(&mut self, _common: &mut Common, _dimension: usize) {
        *self = Lbfgs::default();
    }

    fn step(&mut self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if !common.downhill(step.gradient) {
            return Ok(REST);
        }
        self.learn(common, step, x);
        self.turn(&mut common.direction);
        let from = x.to_vec();
        let t = if searches(common) {
            let down = dot(&common.direction, step.gradient) < 0.0;
            let found = if down { self.search(common, step, x) } else { Err(Halt::NoProgress(String::new())) };
            match found {
                Err(Halt::NoProgress(_)) if !self.pairs.is_empty() => {
                    common.say(TO_GRADIENT, step);
                    self.pairs.clear();
                    common.downhill(step.gradient);
                    self.search(common, step, x)?
                }
                found => found?,
            }
        } else {
            self.without_search(common, step, x)?
        };
        self.before.keep(from, step.gradient);
        Ok(t)
    }
}
