//! All tests that run the program from outside, in one binary.

mod cli;
mod limits;
mod program;
#[cfg(unix)]
mod terminal;
