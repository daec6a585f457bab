//! How people and programs meet the language: scripts, text on the command line, the REPL. Each renders what the
//! interpreter returns; none computes.

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
