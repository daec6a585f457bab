//! The definition of a method of this folder, and parts that several share.

use crate::descent::line::DECREASE;
use crate::descent::{Halt, MAX_MATRIX, Method, Nature, Needs, Step};

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
    /// Its parameters.
    pub parameters: &'static [Parameter],
    /// How it uses `rate`.
    pub rate: RateUse,
    pub(super) make: fn(&'static MethodDef, &[f64]) -> Box<dyn Method>,
}

impl MethodDef {
    /// A method with these settings, one for each parameter, in order, each within its range.
    pub fn make(&'static self, settings: &[f64]) -> Box<dyn Method> {
        (self.make)(self, settings)
    }
}

pub(super) const SEARCHES: Nature = searching(Needs { hessian: false, matrix: false, minimum: false, searches: true });

pub(super) const MATRIX: Nature = searching(Needs { matrix: true, ..SEARCHES.needs });

pub(super) const HESSIAN: Nature = searching(Needs { hessian: true, ..MATRIX.needs });

const fn searching(needs: Needs) -> Nature {
    Nature { plain: false, memoryless: false, rests: true, needs }
}

/// The parameter for the least value.
pub const MINIMUM: &str = "minimum";

/// How a method uses `rate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateUse {
    /// As the length of every step; it must be given or chosen.
    Scale,
    /// As the length of the first step or trial; 1 where none is given.
    First,
    /// Not at all: giving one is an error.
    Unused,
}

/// A number that can be set.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Its default.
    pub default: f64,
    /// The least value that it may have.
    pub least: f64,
    /// The greatest value that it may have.
    pub most: f64,
    /// Are the bounds themselves allowed?
    pub ends: bool,
    /// Is it a whole number?
    pub whole: bool,
    /// What it does.
    pub help: &'static str,
}

impl Parameter {
    /// A number strictly between two bounds.
    pub(super) const fn between(name: &'static str, default: f64, bounds: (f64, f64), help: &'static str) -> Parameter {
        Parameter { name, default, least: bounds.0, most: bounds.1, ends: false, whole: false, help }
    }

    /// A whole number from one bound to the other.
    pub(super) const fn whole(name: &'static str, default: f64, bounds: (f64, f64), help: &'static str) -> Parameter {
        Parameter { name, default, least: bounds.0, most: bounds.1, ends: true, whole: true, help }
    }
}

/// The share of the decrease promised by the slope that a line search requires.
pub(super) const SHARE: Parameter =
    Parameter::between("c1", DECREASE, (0.0, 0.5), "the share of the decrease promised by the slope that is enough");

/// The note where a direction does not lead down.
pub(super) const TO_GRADIENT: &str = "fell back to the gradient";

/// Where the gradient is zero nothing moves.
pub(super) const REST: f64 = 0.0;

/// The second derivatives at the point of a step.
pub(super) fn hessian(step: &mut Step<'_>, x: &[f64], entries: &mut Vec<f64>) -> Result<(), Halt> {
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
pub(super) fn too_many() -> Halt {
    Halt::Undefined(format!("it keeps a matrix, and there are more than {MAX_MATRIX} unknowns"))
}
