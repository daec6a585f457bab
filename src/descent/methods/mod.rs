//! Methods that need more than a rule: they look along lines, keep past steps, or use second derivatives. One file each.
//!
//! Methods that are a rule per unknown are written in the language itself, in `methods.gd`.

mod look_ahead;

use super::Method;

/// The methods of this folder.
pub const ALL: &[&MethodDef] = &[&look_ahead::ORIGINAL, &look_ahead::FISTA];

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
    /// A method with these settings, one for each parameter, in order, each within its range.
    pub make: fn(&[f64]) -> Box<dyn Method>,
}

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
