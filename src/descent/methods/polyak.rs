//! Polyak's step, which needs the least value.

use super::definition::{MINIMUM, MethodDef, Parameter, REST, RateUse, SEARCHES};
use super::search::{Common, LineSearchMethod, make};
use crate::descent::dense::dot;
use crate::descent::line::inside;
use crate::descent::{Halt, Nature, Needs, Step};
use crate::numeric::format;

pub(super) const DEF: MethodDef = MethodDef {
    name: "polyak",
    help: "steepest descent with the step that would be right if the value fell straight to its minimum",
    rule: "a = (f(x) - minimum)/g.g, at most cap; x <- x - a*g",
    source: "Polyak 1969, USSR Computational Mathematics and Mathematical Physics 9, p. 14",
    parameters: &[
        Parameter::between(
            MINIMUM,
            f64::NAN,
            (f64::NEG_INFINITY, f64::INFINITY),
            "the least value; where it is not given, that of the closed form",
        ),
        Parameter { ends: true, ..Parameter::between("cap", f64::INFINITY, (0.0, f64::INFINITY), "the longest step") },
    ],
    rate: RateUse::Unused,
    make: make::<Polyak>,
};

#[derive(Default)]
struct Polyak;

impl LineSearchMethod for Polyak {
    fn nature(&self, common: &Common) -> Nature {
        let needs = Needs { minimum: common.get(0).is_nan(), ..SEARCHES.needs };
        Nature { memoryless: true, needs, ..SEARCHES }
    }

    fn step(&mut self, common: &mut Common, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        // The least value: the one given, else the one told.
        let given = common.get(0);
        let minimum = if given.is_nan() { common.minimum.map_or(f64::NAN, |(value, _)| value) } else { given };
        if minimum.is_nan() {
            return Err(Halt::Undefined("the least value is not known".into()));
        }
        if !common.downhill(step.gradient) {
            return Ok(REST);
        }
        let above = step.value - minimum;
        if above < 0.0 {
            let why = format!("the value is already below the minimum {}", format::rounded_for_people(minimum));
            return Err(Halt::NoProgress(why));
        }
        let length = (above / dot(step.gradient, step.gradient)).min(common.get(1));
        common.go(step, x, |ray| inside(ray, length))
    }

    fn remark(&self, common: &Common) -> Option<String> {
        let (value, _) = common.minimum.filter(|(_, global)| common.get(0).is_nan() && !global)?;
        let value = format::rounded_for_people(value);
        Some(format!("took {value} for the least value, which is only known to be a local one"))
    }
}
