//! Families over the whole numbers: formulas in integer parameters, which numbers these stand for, and for which of them
//! something holds.
//!
//! Every question is one about a set of whole numbers: where a formula of the parameter has which sign (`signs`), after whole
//! turns are gone and the family is split by remainders (`members`); where an equation as it was written has a value and is 0
//! (`membership`).

mod defined;
mod family;
mod integers;
mod members;
mod membership;
mod rewriting;
mod signs;
mod wording;

#[cfg(test)]
mod tests;

pub use defined::{defined_at, defined_members};
pub use family::{Family, ParameterRange};
pub(super) use family::{merged, period_of_both, united};
pub use integers::IntegerSet;
pub(super) use members::{MemberBound, beyond, ends_of, is_member, on_side, rejoined, signs_at, values_at};
pub(super) use membership::{Equation, always, few_values, solutions};
pub(super) use rewriting::{flattened, has_steps};
pub use wording::conditions_text;
