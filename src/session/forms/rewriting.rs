//! The same formula in another form.

use super::only;
use crate::calculus;
use crate::calculus::simplify::Unsimplified;
use crate::diagnostic::Diagnostic;
use crate::functions::RULES;
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

pub(super) fn simplify(b: &mut Builder<'_>, arguments: &[Argument], span: Span) -> Result<Value, Diagnostic> {
    let expr = only(b, "simplify", arguments, span)?;
    let body = b.abstraction(expr)?.body;
    let interrupt = b.session.interrupt.clone();
    calculus::simplify(b.graph(), body, &RULES, &interrupt).map(Value::Expr).map_err(|e| refused(b, e, span))
}

pub(super) fn together(b: &mut Builder<'_>, arguments: &[Argument], span: Span) -> Result<Value, Diagnostic> {
    let expr = only(b, "together", arguments, span)?;
    let body = b.abstraction(expr)?.body;
    let interrupt = b.session.interrupt.clone();
    let form = calculus::together(b.graph(), body, &interrupt).map_err(|e| refused(b, e, span))?;
    form.map(Value::Expr).ok_or_else(|| {
        b.fail("too-large", "this makes no fraction: it divides by zero, or takes too many terms", span)
            .help("take a smaller part of it")
    })
}

fn refused(b: &Builder<'_>, reason: Unsimplified, span: Span) -> Diagnostic {
    match reason {
        Unsimplified::TooLong { .. } => b.fail("too-large", reason.to_string(), span).help("take a smaller part of it"),
        Unsimplified::Interrupted => b.fail("interrupted", reason.to_string(), span),
    }
}
