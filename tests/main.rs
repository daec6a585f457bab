//! The one binary of the tests that see the program from outside.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

mod architecture;
mod cases;
mod fuzz;
mod notebook;
mod reference;
mod reference_minima;
mod reference_runs;
mod verdicts;
