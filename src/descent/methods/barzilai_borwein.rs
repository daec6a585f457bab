//! Barzilai and Borwein's two-point steps.

use super::definition::{MethodDef, Parameter, REST, RateUse};
use super::search::{Before, Common, LineSearchMethod, make};
use crate::descent::dense::dot;
use crate::descent::line::inside;
use crate::descent::{Halt, Step};

pub(super) const DEF: MethodDef = MethodDef {
    name: "barzilai_borwein",
    help: "steepest descent with a length from the last two points; the value may rise on the way",
    rule: "s = x - x before, y = g - g before; a = s.s/s.y (variant 1) or s.y/y.y (variant 2), at first a = rate; x <- x - a*g\n\
           where s.y <= 0 the last positive a again (fallback = 0: as it stands)",
    source: "Barzilai and Borwein 1988, IMA Journal of Numerical Analysis 8, p. 141",
    parameters: &[
        Parameter::whole("variant", 1.0, (1.0, 2.0), "1 for s.s/s.y, the longer, 2 for s.y/y.y, the shorter"),
        Parameter::whole("fallback", 1.0, (0.0, 1.0), "0 for the bare rule, which walks uphill where s.y < 0"),
    ],
    rate: RateUse::First,
    make: make::<BarzilaiBorwein>,
};

const NOT_CONVEX: &str = "kept the last positive length, because the slope did not rise along the last step";

#[derive(Default)]
struct BarzilaiBorwein {
    before: Before,
    /// The last positive length.
    length: f64,
}

impl BarzilaiBorwein {
    /// The length by the rule.
    fn wanted(&self, common: &mut Common, step: &Step<'_>, x: &[f64]) -> f64 {
        let Some((s, y)) = self.before.differences(x, step.gradient) else { return step.rate };
        let (ss, sy, yy) = (dot(&s, &s), dot(&s, &y), dot(&y, &y));
        let length = if common.get(0) == 2.0 { sy / yy } else { ss / sy };
        let bare = common.get(1) == 0.0 && length != 0.0;
        if (sy > 0.0 && length > 0.0 || bare) && length.is_finite() {
            return length;
        }
        common.say(NOT_CONVEX, step);
        self.length
    }
}

impl LineSearchMethod for BarzilaiBorwein {
    fn restart(&mut self, _common: &mut Common, _dimension: usize) {
        self.before = Before::default();
    }

    fn step(&mut self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if !common.downhill(step.gradient) {
            return Ok(REST);
        }
        let wanted = self.wanted(common, step, x);
        self.before.keep(x.to_vec(), step.gradient);
        self.length = common.go(step, x, |ray| inside(ray, wanted))?;
        Ok(self.length)
    }
}
