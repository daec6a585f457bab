//! How people and programs meet the language: scripts, text on the command line, the REPL. Each renders what the
//! interpreter returns; none computes.

pub mod bar;
pub mod guard;
pub mod host;
pub mod json;
pub mod reading;
pub mod repl;
pub mod script;
pub mod signals;
pub mod style;
