//! Steepest descent with the best step.

use super::definition::{MethodDef, REST, RateUse, SEARCHES};
use super::search::{Common, LineSearchMethod, make};
use crate::descent::line::exact;
use crate::descent::{Halt, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "linesearch",
    help: "steepest descent with the step that makes the value least",
    rule: "a = the a > 0 with the least f(x - a*g); x <- x - a*g\n\
           g.g/(g.Hg) for a quadratic, the best of all a for a polynomial, else the first minimum along the line",
    source: "Cauchy 1847, Comptes rendus 25, p. 536; Nocedal and Wright 2006, Numerical Optimization, p. 42",
    parameters: &[],
    rate: RateUse::Unused,
    make: make::<LineSearch>,
};

#[derive(Default)]
struct LineSearch;

impl LineSearchMethod for LineSearch {
    fn nature(&self, _common: &Common) -> Nature {
        Nature { memoryless: true, ..SEARCHES }
    }

    fn step(&mut self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if !common.downhill(step.gradient) {
            return Ok(REST);
        }
        common.go(step, x, |ray| {
            let first = ray.short();
            exact(ray, first)
        })
    }
}
