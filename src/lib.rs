//! Thalweg: a symbolic-math notebook language for walking downhill.

pub mod calculus;
pub mod cli;
pub mod commands;
pub mod descent;
pub mod diagnostic;
pub mod expr;
pub mod frontend;
pub mod functions;
pub mod interpreter;
pub mod interrupt;
pub mod numeric;
pub mod plot;
pub mod session;
pub mod source;
pub mod syntax;
pub mod tape;
