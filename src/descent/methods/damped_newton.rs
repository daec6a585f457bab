//! Newton's method made to go downhill.

use super::definition::{HESSIAN, MethodDef, REST, RateUse, hessian};
use super::search::{Common, LineSearchMethod, make};
use crate::descent::dense::{cholesky, solve_cholesky};
use crate::descent::line::{HALVING, backtrack};
use crate::descent::{Halt, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "damped_newton",
    help: "Newton's method that only goes downhill: positive definite second derivatives, and backtracking",
    rule: "solve (H + tau*I)*p = -g, tau = 0 or the first of 0.001 - min H_ii, doubled, … with a Cholesky factor;\n\
           a = 1, halved while f(x + a*p) > f(x) + 1e-4*a*g.p; x <- x + a*p",
    source: "Nocedal and Wright 2006, Numerical Optimization, alg. 3.2 and 3.3, p. 48 and 51",
    parameters: &[],
    rate: RateUse::Unused,
    make: make::<DampedNewton>,
};

/// The least multiple of the identity that is added.
const SHIFT: f64 = 1e-3;
/// The most doublings: the largest double is reached before.
const MAX_SHIFTS: usize = 1_100;
const SHIFTED: &str = "added a multiple of the identity to second derivatives that are not positive definite";

#[derive(Default)]
struct DampedNewton {
    entries: Vec<f64>,
    factor: Vec<f64>,
}

impl DampedNewton {
    /// A Cholesky factor of the matrix with a multiple of the identity added; which multiple.
    fn factorise(&mut self, n: usize) -> Result<f64, Halt> {
        let least = (0..n).map(|i| self.entries[i * n + i]).fold(f64::INFINITY, f64::min);
        let mut shift = if least > 0.0 { 0.0 } else { SHIFT - least };
        for _ in 0..MAX_SHIFTS {
            self.factor.clone_from(&self.entries);
            (0..n).for_each(|i| self.factor[i * n + i] += shift);
            if cholesky(&mut self.factor, n) {
                return Ok(shift);
            }
            shift = (2.0 * shift).max(SHIFT);
        }
        Err(Halt::Undefined("no multiple of the identity makes the second derivatives positive definite".into()))
    }
}

impl LineSearchMethod for DampedNewton {
    fn nature(&self, _common: &Common) -> Nature {
        Nature { memoryless: true, ..HESSIAN }
    }

    fn step(&mut self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if !common.downhill(step.gradient) {
            return Ok(REST);
        }
        hessian(step, x, &mut self.entries)?;
        if self.factorise(x.len())? > 0.0 {
            common.say(SHIFTED, step);
        }
        solve_cholesky(&self.factor, x.len(), &mut common.direction);
        common.go(step, x, |ray| backtrack(ray, HALVING).map(|(t, _)| t))
    }
}
