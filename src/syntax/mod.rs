//! Text to syntax tree.

pub mod ast;

/// How deeply brackets, powers and marks may be nested.
pub const MAX_DEPTH: usize = 200;
