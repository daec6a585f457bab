//! Runs, sweeps and minima as values: their fields, and how they are shown.

mod minimum;
mod run;
mod sweep;

pub use minimum::{MinimumRecord, minimum_field, minimum_output};
pub use run::{Recipe, RunRecord, run_field, run_fields, run_output};
pub use sweep::{best, runs_output};
