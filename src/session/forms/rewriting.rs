//! The same formula in another form.

use super::only;
use crate::calculus;
use crate::diagnostic::Diagnostic;
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::syntax::ast::Argument;

pub(super) fn expand(b: &mut Builder<'_>, arguments: &[Argument], span: Span) -> Result<Value, Diagnostic> {
    let expr = only(b, "expand", arguments, span)?;
    let body = b.abstraction(expr)?.body;
    calculus::expand(b.graph(), body, calculus::expand::MAX_TERMS)
        .map(Value::Expr)
        .map_err(|e| b.fail("too-large", e.to_string(), span).help("expand a smaller part of it"))
}
