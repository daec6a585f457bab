//! Front ends: scripts, text on the command line, the REPL. They render the results of the interpreter and compute nothing.

#[cfg(feature = "cli")]
mod atomic;
#[cfg(feature = "cli")]
pub mod bar;
pub mod files;
#[cfg(feature = "cli")]
pub mod guard;
#[cfg(feature = "cli")]
pub mod host;
pub mod json;
#[cfg(feature = "cli")]
pub mod reading;
#[cfg(feature = "cli")]
pub mod repl;
#[cfg(feature = "cli")]
pub mod script;
#[cfg(feature = "cli")]
pub mod signals;
#[cfg(feature = "cli")]
pub mod style;
