//! The elementary and special functions of a real variable, on doubles.
//!
//! Every function is total: outside its domain the value is NaN, and NaN in gives NaN out. At a pole with a one-sided
//! or signed limit the value is the infinity IEEE 754 gives (`ln 0 = -inf`, `0^-1 = inf`), which bounds rest on; the value of
//! an expression is NaN there (see [`quotient`], [`defined_power`] and the records of functions). All of them rest on the
//! `libm` crate and on IEEE arithmetic in a fixed order, so they give the same bytes on every platform.

mod exponential;
mod hyperbolic;
mod lambert;
mod piecewise;
mod smooth;
mod special;
mod trigonometric;

#[cfg(test)]
mod tests;

pub use exponential::*;
pub use hyperbolic::*;
pub use lambert::*;
pub use piecewise::*;
pub use smooth::*;
pub use special::*;
pub use trigonometric::*;

/// The polynomial with these coefficients, constant term first, by Horner's rule.
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |value, coefficient| value * x + coefficient)
}
