//! Steepest descent with backtracking.

use super::definition::{MethodDef, Parameter, REST, RateUse, SHARE};
use super::search::{Common, LineSearchMethod, make};
use crate::descent::line::{Backtrack, backtrack};
use crate::descent::trace::norm;
use crate::descent::{Halt, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "armijo",
    help: "steepest descent with a step that is shortened until the value falls enough",
    rule: "a = rate; while f(x - a*g) > f(x) - c1*a*g.g: a <- shrink*a; x <- x - a*g",
    source: "Armijo 1966, Pacific Journal of Mathematics 16, p. 1; Nocedal and Wright 2006, alg. 3.1, p. 37",
    parameters: &[
        SHARE,
        Parameter::between("shrink", 0.5, (0.0, 1.0), "what a step that is too long is multiplied by"),
    ],
    rate: RateUse::First,
    make: make::<Armijo>,
};

/// After this many steps that pass only by rounding, the slope has to confirm them.
const MAX_IDLE: u32 = 16;

#[derive(Default)]
struct Armijo {
    /// The least gradient, as far as it has halved each time.
    best: f64,
    /// The number of successive steps that changed the value by less than its rounding and did not halve the gradient.
    idle: u32,
}

impl LineSearchMethod for Armijo {
    fn restart(&mut self, _common: &mut Common, _dimension: usize) {
        *self = Armijo { best: f64::INFINITY, idle: 0 };
    }

    fn step(&mut self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if !common.downhill(step.gradient) {
            return Ok(REST);
        }
        let strict = self.idle >= MAX_IDLE;
        let asked = Backtrack { first: step.rate, share: common.get(0), shrink: common.get(1), strict };
        let mut hidden = false;
        let t = common.go(step, x, |ray| {
            let (t, is_hidden) = backtrack(ray, asked)?;
            hidden = is_hidden;
            Ok(t)
        })?;
        let size = norm(common.room.gradient());
        let halved = size <= 0.5 * self.best;
        if halved {
            self.best = size;
        }
        // Once the slope is required it stays required.
        self.idle = match (strict, hidden && !halved) {
            (true, _) => self.idle,
            (false, true) => self.idle + 1,
            (false, false) => 0,
        };
        Ok(t)
    }
}
