//! Thalweg: a symbolic-math notebook language for walking downhill.

pub mod calculus;
pub mod diagnostic;
pub mod expr;
pub mod functions;
pub mod interrupt;
pub mod numeric;
pub mod plot;
pub mod source;
pub mod syntax;
