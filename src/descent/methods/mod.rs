//! Methods that need more than a rule: they look along lines, keep past steps, or use second derivatives. One file each.
//!
//! Methods that are a rule per unknown are written in the language itself, in `methods.gd`.

mod armijo;
mod barzilai_borwein;
mod bfgs;
mod cg;
mod coordinate_descent;
mod damped_newton;
mod definition;
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

pub use definition::{MINIMUM, MethodDef, Parameter, RateUse};

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
