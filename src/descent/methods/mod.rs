//! Methods that need more than a rule: they look along lines, keep past steps, or use second derivatives. One file each.
//!
//! Methods that are a rule per unknown are written in the language itself, in `methods.gd`.

mod armijo;
mod barzilai_borwein;
mod bfgs;
mod cg;
mod coordinate_descent;
mod damped_newton;
mod diagonal_newton;
mod lbfgs;
mod linesearch;
mod look_ahead;
mod newton;
mod polyak;
mod search;
mod trust_region;
mod wolfe;

#[cfg(test)]
mod tests;

use super::line::DECREASE;
use super::{Halt, MAX_MATRIX, Method, Nature, Needs, Step};

/// The methods of this folder.
pub const ALL: &[&MethodDef] = &[
    &linesearch::DEF,
    &armijo::DEF,
    &wolfe::DEF,
    &barzilai_borwein::DEF,
    &polyak::DEF,
    &cg::DEF,
    &bfgs::DEF,
    &lbfgs::DEF,
    &newton::DEF,
    &damped_newton::DEF,
    &trust_region::DEF,
    &coordinate_descent::DEF,
    &diagonal_newton::DEF,
    &look_ahead::ORIGINAL,
    &look_ahead::FISTA,
];

/// The method of this name.
pub fn find(name: &str) -> Option<&'static MethodDef> {
    ALL.iter().copied().find(|m| m.name == name)
}

/// A method: its name, what can be set, and how it is made.
#[derive(Debug)]
pub struct MethodDef {
    /// The name.
    pub name: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// The rule as it is written in books, one line or several.
    pub rule: &'static str,
    /// Where it comes from: author, year, page.
    pub source: &'static str,
    /// What can be set.
    pub parameters: &'static [Parameter],
    /// What it takes from `rate`.
    pub rate: RateUse,
    make: fn(&'static MethodDef, &[f64]) -> Box<dyn Method>,
}

impl MethodDef {
    /// A method with these settings, one for each parameter, in order, each within its range.
    pub fn make(&'static self, settings: &[f64]) -> Box<dyn Method> {
        (self.make)(self, settings)
    }
}

const SEARCHES: Nature = searching(Needs { hessian: false, matrix: false, minimum: false, searches: true });
const MATRIX: Nature = searching(Needs { matrix: true, ..SEARCHES.needs });
const HESSIAN: Nature = searching(Needs { hessian: true, ..MATRIX.needs });

const fn searching(needs: Needs) -> Nature {
    Nature { plain: false, memoryless: false, rests: true, needs }
}

/// The parameter for the least value.
pub const MINIMUM: &str = "minimum";

/// What a method takes from `rate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateUse {
    /// Every step is that long; it must be given or chosen.
    Scale,
    /// Only its first step or first trial; 1 where none is given.
    First,
    /// Nothing: to give one is an error.
    Unused,
}

/// A number that can be set.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it is if it is not set.
    pub default: f64,
    /// The least value that it may have.
    pub least: f64,
    /// The greatest value that it may have.
    pub most: f64,
    /// May it be the ends themselves?
    pub ends: bool,
    /// Is it a whole number?
    pub whole: bool,
    /// What it does.
    pub help: &'static str,
}

impl Parameter {
    /// A number strictly between two bounds.
    const fn between(name: &'static str, default: f64, bounds: (f64, f64), help: &'static str) -> Parameter {
        Parameter { name, default, least: bounds.0, most: bounds.1, ends: false, whole: false, help }
    }

    /// A whole number from one bound to the other.
    const fn whole(name: &'static str, default: f64, bounds: (f64, f64), help: &'static str) -> Parameter {
        Parameter { name, default, least: bounds.0, most: bounds.1, ends: true, whole: true, help }
    }
}

/// The share of the decrease promised by the slope that a line search asks for.
const SHARE: Parameter =
    Parameter::between("c1", DECREASE, (0.0, 0.5), "the share of the decrease promised by the slope that is enough");

/// What is said where a direction does not lead down.
const TO_GRADIENT: &str = "fell back to the gradient";

/// Where the gradient is zero nothing moves.
const REST: f64 = 0.0;

/// The second derivatives at the point of a step.
fn hessian(step: &mut Step<'_>, x: &[f64], entries: &mut Vec<f64>) -> Result<(), Halt> {
    if x.len() > MAX_MATRIX {
        return Err(too_many());
    }
    entries.resize(x.len() * x.len(), 0.0);
    if step.problem.hessian(x, entries) {
        return Ok(());
    }
    Err(Halt::Undefined(match x.len() {
        1 => "the second derivative has no finite value".into(),
        _ => "the second derivatives have no finite value".into(),
    }))
}

/// The sentence where a matrix would be too large.
fn too_many() -> Halt {
    Halt::Undefined(format!("it keeps a matrix, and there are more than {MAX_MATRIX} unknowns"))
}
