//! A function as an expression, and a slope of one that is asked for.

use crate::expr::{ExprId, Symbol};
use crate::source::Span;
use crate::syntax::ast::Expr;

/// A function as an expression over its parameters.
#[derive(Clone, Debug)]
pub struct Abstraction {
    /// Its name as text: `f`, `f'`.
    pub label: String,
    /// Its parameters in order.
    pub parameters: Vec<Symbol>,
    /// Its body.
    pub body: ExprId,
    /// Is it a function by name, or a derivative of one?
    pub is_function: bool,
}

/// A derivative that is asked for at a point.
#[derive(Clone)]
pub(super) struct Slope {
    pub(super) prime: Expr,
    pub(super) at: ExprId,
    /// As it stands in what was built.
    pub(super) value: ExprId,
    pub(super) span: Span,
}

/// The code of notes on slopes that may be conventions at some places.
pub const CONVENTION: &str = "convention";
