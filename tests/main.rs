//! The one binary of the tests that see the program from outside.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

mod architecture;
#[cfg(target_os = "linux")]
mod bombs;
mod budget;
mod cases;
mod certified;
mod circles;
mod cli;
mod conformance;
mod documents;
mod escapes;
mod files;
mod fuzz;
mod history;
mod interrupts;
mod limits;
mod nonsmooth;
mod notebook;
mod powers;
mod program;
mod random;
mod reference;
mod reference_minima;
mod reference_runs;
#[cfg(target_os = "linux")]
mod soak;
#[cfg(unix)]
mod terminal;
mod threads;
mod trajectories;
mod trajectories_adjusted;
mod trajectories_search;
mod verdicts;
