//! Runs, sweeps and minima as values: their fields, and how they are shown.

mod family;
mod field;
mod minimum;
mod run;
mod sweep;

pub use family::{family_text, shown_text};
pub use field::{minimum_field, run_field};
pub use minimum::{MinimumRecord, minimum_output};
pub use run::{Recipe, RunRecord, run_fields, run_output};
pub use sweep::{best, runs_output};
