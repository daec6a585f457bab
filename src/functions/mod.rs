//! The elementary functions: one record each, by family, and the list of them all.
//!
//! A function is known nowhere else: parsing, derivatives, values, special values, printing, help and tests read these
//! records. To add one, write its record and add a line to [`ALL`].

#[macro_use]
mod notation;

mod activations;
mod algebraic;
mod angles;
mod exponential;
mod extrema;
mod hyperbolic;
mod identities;
mod piecewise;
mod powers;
mod requirements;
mod rules;
mod special;
mod trigonometric;

pub use algebraic::{LAMBERT_W, LAMBERT_W_LOWER, ROOT_OF};
pub use exponential::{EXP, LN};
pub use extrema::{MAX, MIN};
pub use piecewise::{ABS, FLOOR, MOD, ROUND, SIGN, STEP};
pub use powers::{CBRT, SQRT};
pub use rules::RULES;
pub use special::GAMMA;
pub use trigonometric::{ACOS, ATAN, COS, SIN};

use crate::expr::FunctionDef;

/// Every function, in the order of the reference.
pub static ALL: &[&FunctionDef] = &[
    &powers::SQRT,
    &powers::CBRT,
    &powers::ROOT,
    &exponential::EXP,
    &exponential::EXPM1,
    &exponential::LN,
    &exponential::LOG,
    &exponential::LOG2,
    &exponential::LOG10,
    &exponential::LOG1P,
    &trigonometric::SIN,
    &trigonometric::COS,
    &trigonometric::TAN,
    &trigonometric::SEC,
    &trigonometric::CSC,
    &trigonometric::COT,
    &trigonometric::ASIN,
    &trigonometric::ACOS,
    &trigonometric::ATAN,
    &trigonometric::ASEC,
    &trigonometric::ACSC,
    &trigonometric::ACOT,
    &trigonometric::ATAN2,
    &hyperbolic::SINH,
    &hyperbolic::COSH,
    &hyperbolic::TANH,
    &hyperbolic::SECH,
    &hyperbolic::CSCH,
    &hyperbolic::COTH,
    &hyperbolic::ASINH,
    &hyperbolic::ACOSH,
    &hyperbolic::ATANH,
    &hyperbolic::ASECH,
    &hyperbolic::ACSCH,
    &hyperbolic::ACOTH,
    &piecewise::ABS,
    &piecewise::SIGN,
    &piecewise::FLOOR,
    &piecewise::CEIL,
    &piecewise::ROUND,
    &piecewise::MOD,
    &piecewise::STEP,
    &extrema::MIN,
    &extrema::MAX,
    &extrema::CLAMP,
    &activations::SIGMOID,
    &activations::SOFTPLUS,
    &activations::RELU,
    &activations::GELU,
    &activations::LOGSUMEXP,
    &special::ERF,
    &special::ERFC,
    &special::GAMMA,
    &special::LGAMMA,
    &special::DIGAMMA,
    &special::POLYGAMMA,
    &special::HYPOT,
    &algebraic::LAMBERT_W,
    &algebraic::LAMBERT_W_LOWER,
];

/// The function of this name or alias.
pub fn find(name: &str) -> Option<&'static FunctionDef> {
    ALL.iter().copied().find(|f| f.name == name || f.aliases.contains(&name))
}

#[cfg(test)]
pub(crate) mod tests;

/// The help page of a function.
pub fn page(name: &str) -> Option<String> {
    let function = find(name)?;
    let (input, output) = function.example;
    let mut text = format!("{}: {}", function.name, function.help);
    if !function.aliases.is_empty() {
        text += &format!("\n    also written {}", function.aliases.join(", "));
    }
    if !function.domain.is_empty() {
        text += &format!("\n    needs {}", function.domain);
    }
    if !function.kink.is_empty() {
        text += &format!("\n    {}", function.kink);
    }
    Some(text + &format!("\n\n    {input}  →  {output}"))
}
