//! The identities that rewriting knows, as data: one table for each family.
//!
//! Each holds for all real values of its arguments for which the left side is defined; what needs more says so. A rule
//! that is wrong for some real number is no rule: `ln(x*y)` stays, `asin(sin(x))` stays.

mod exponential;
mod hyperbolic;
mod inverse;
mod sizes;
#[cfg(test)]
mod tests;
mod trigonometric;

use super::{hyperbolic as h, trigonometric as t};
use crate::algebra::rule::{CircularPair, Rulebook};

/// All of them.
pub static RULES: Rulebook = Rulebook {
    shorter: &[trigonometric::SHORTER, hyperbolic::SHORTER, exponential::SHORTER, inverse::SHORTER, sizes::SHORTER],
    procedures: exponential::PROCEDURES,
    circles: &[
        CircularPair { sine: &t::SIN, cosine: &t::COS, curvature: 1 },
        CircularPair { sine: &h::SINH, cosine: &h::COSH, curvature: -1 },
    ],
    in_circles: &[trigonometric::DEFINITIONS, hyperbolic::DEFINITIONS],
    in_exponentials: &[hyperbolic::EXPONENTIALS],
    in_common: &[trigonometric::DEFINITIONS, hyperbolic::EXPONENTIALS, exponential::LOGARITHMS, sizes::DEFINITIONS],
    shifts: exponential::SHIFTS,
};
