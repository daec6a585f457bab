//! The elementary functions: one record each, by family, and the list of them all.
//!
//! A function is known nowhere else: parsing, derivatives, values, special values, printing, help and tests read these
//! records. To add one, write its record and add a line to [`ALL`].

#[macro_use]
mod notation;

mod angles;
mod exponential;
mod identities;
mod inverse_trigonometric;
mod logarithmic;
mod piecewise;
mod powers;
mod trigonometric;

use crate::expr::{Core, FunctionDef};

/// The functions that normal forms and derivatives themselves produce.
pub static CORE: Core = Core {
    exp: &exponential::EXP,
    ln: &logarithmic::LN,
    abs: &piecewise::ABS,
    sqrt: &powers::SQRT,
};

/// Every function, in the order of the reference.
pub static ALL: &[&FunctionDef] = &[
    &powers::SQRT,
    &powers::CBRT,
    &powers::ROOT,
    &exponential::EXP,
    &exponential::EXPM1,
    &logarithmic::LN,
    &logarithmic::LOG,
    &logarithmic::LOG2,
    &logarithmic::LOG10,
    &logarithmic::LOG1P,
    &trigonometric::SIN,
    &trigonometric::COS,
    &trigonometric::TAN,
    &trigonometric::SEC,
    &trigonometric::CSC,
    &trigonometric::COT,
    &inverse_trigonometric::ASIN,
    &inverse_trigonometric::ACOS,
    &inverse_trigonometric::ATAN,
    &inverse_trigonometric::ASEC,
    &inverse_trigonometric::ACSC,
    &inverse_trigonometric::ACOT,
    &inverse_trigonometric::ATAN2,
    &piecewise::ABS,
    &piecewise::SIGN,
    &piecewise::FLOOR,
    &piecewise::CEIL,
    &piecewise::ROUND,
    &piecewise::MOD,
    &piecewise::STEP,
];

/// The function of this name or alias.
pub fn find(name: &str) -> Option<&'static FunctionDef> {
    ALL.iter()
        .copied()
        .find(|f| f.name == name || f.aliases.contains(&name))
}
