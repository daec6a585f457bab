//! A function as an expression, and a derivative at a point.

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

/// A derivative at a point that has no value yet.
#[derive(Clone)]
pub(super) struct Slope {
    pub(super) prime: Expr,
    pub(super) at: ExprId,
    /// Its expression.
    pub(super) value: ExprId,
    pub(super) span: Span,
}

/// The code of notes on derivatives that may be conventions at some points.
pub const CONVENTION: &str = "convention";
