//! Newton's method as it stands, with the exact second derivatives.

use super::definition::{HESSIAN, MethodDef, REST, RateUse, hessian};
use super::search::{Common, LineSearchMethod, make};
use crate::descent::dense::solve_symmetric;
use crate::descent::line::inside;
use crate::descent::{Halt, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "newton",
    help: "Newton's method with the exact second derivatives; it goes to any critical point, maxima and saddles too",
    rule: "solve H*p = -g; x <- x + p",
    source: "Nocedal and Wright 2006, Numerical Optimization, p. 44",
    parameters: &[],
    rate: RateUse::Unused,
    make: make::<NewtonMethod>,
};

#[derive(Default)]
struct NewtonMethod {
    entries: Vec<f64>,
}

impl LineSearchMethod for NewtonMethod {
    fn nature(&self, _common: &Common) -> Nature {
        Nature { memoryless: true, ..HESSIAN }
    }

    fn step(&mut self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if !common.downhill(step.gradient) {
            return Ok(REST);
        }
        hessian(step, x, &mut self.entries)?;
        if !solve_symmetric(&mut self.entries, x.len(), &mut common.direction) {
            return Err(Halt::Undefined(match x.len() {
                1 => "the second derivative is 0".into(),
                _ => "the second derivatives have no inverse".into(),
            }));
        }
        common.go(step, x, |ray| inside(ray, 1.0))
    }
}
