//! Thalweg: a symbolic-math notebook language for walking downhill.

pub mod diagnostic;
pub mod interrupt;
pub mod numeric;
pub mod plot;
pub mod source;
pub mod syntax;
