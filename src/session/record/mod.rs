//! Runs and minima as values, and their fields.

mod field;
mod minimum;
mod run;

pub use field::{minimum_field, run_field};
pub use minimum::MinimumRecord;
pub use run::{Recipe, RunFacts, RunRecord, best};
