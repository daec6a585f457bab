//! Steepest descent with steps that meet the strong Wolfe conditions.

use super::definition::{MethodDef, Parameter, REST, RateUse, SEARCHES, SHARE};
use super::search::{Common, LineSearchMethod, make};
use crate::descent::line::{Wolfe, wolfe};
use crate::descent::{Halt, Nature, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "wolfe",
    help: "steepest descent with steps after which the value is low enough and the slope flat enough",
    rule: "a with f(x - a*g) <= f(x) - c1*a*g.g and |g(x - a*g).g| <= c2*g.g, first tried: a = rate; x <- x - a*g",
    source: "Wolfe 1969, SIAM Review 11, p. 226; Nocedal and Wright 2006, alg. 3.5 and 3.6, p. 60",
    parameters: &[
        SHARE,
        Parameter::between("c2", 0.1, (0.0, 1.0), "the share of the slope that may be left; more than c1"),
    ],
    rate: RateUse::First,
    make: make::<SteepestWolfe>,
};

#[derive(Default)]
struct SteepestWolfe;

impl LineSearchMethod for SteepestWolfe {
    fn nature(&self, _common: &Common) -> Nature {
        Nature { memoryless: true, ..SEARCHES }
    }

    fn step(&mut self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if !common.downhill(step.gradient) {
            return Ok(REST);
        }
        let asked = Wolfe { first: step.rate, share: common.get(0), flat: common.get(1) };
        common.go(step, x, |ray| wolfe(ray, asked))
    }
}
