//! Exact rationals, floating-point elementary functions, number formatting.
//!
//! This is the only folder that names `sin`, `exp` and the like of `f64`. They come from the `libm` crate, so that the
//! same program gives the same bytes on every platform.

pub mod ball;
pub mod budget;
pub mod eigen;
pub mod field;
pub mod finite_difference;
pub mod format;
pub mod interval;
pub mod matrix;
pub mod multivariate;
pub mod polynomial;
pub mod quadratic;
pub mod rational;
pub mod real;

pub use ball::{Ball, BallError, BallResult};
pub use interval::{Enclosure, Interval, Quality};
pub use rational::{ArithmeticError, ParseRationalError, Rational, gcd};
