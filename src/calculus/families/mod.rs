//! Families over the whole numbers: a formula in an integer parameter, which numbers that stands for, and for which of them
//! something holds.

mod defined;
mod family;
mod members;
pub(super) mod membership;
mod rewriting;
mod signs;
mod wording;

pub use defined::{defined_at, defined_members};
pub(super) use family::{ALL_WHOLE, Equation, MAX_MEMBERS, Members, merged};
pub use family::{Family, ParameterRange};
pub(super) use members::{beyond, is_member, on_side, signs_at, united, values_at};
pub(super) use membership::always;
pub(super) use rewriting::{flattened, has_steps, repeated};
pub use wording::conditions_text;
