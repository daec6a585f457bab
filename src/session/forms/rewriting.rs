//! Forms that rewrite a formula.

use super::arguments::{only, usage_error};
use crate::algebra;
use crate::calculus;
use crate::calculus::simplify::Unsimplified;
use crate::diagnostic::Diagnostic;
use crate::expr::ExprId;
use crate::interrupt::Interrupt;
use crate::numeric::budget::{Budget, Exceeded, terms};
use crate::numeric::multivariate::AlgebraError;
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::syntax::ast::CallArgument;

/// The formula that a form rewrites, and the interrupt of the statement.
fn operand(
    b: &mut Builder<'_>,
    form: &str,
    arguments: &[CallArgument],
    span: Span,
) -> Result<(ExprId, Interrupt), Diagnostic> {
    let expr = only(b, form, arguments, span)?;
    Ok((b.abstraction(expr)?.body, b.session.interrupt.clone()))
}

pub(super) fn expand(b: &mut Builder<'_>, arguments: &[CallArgument], span: Span) -> Result<Value, Diagnostic> {
    let (body, interrupt) = operand(b, "expand", arguments, span)?;
    algebra::expand_within(b.graph(), body, terms::EXPANDED, &interrupt)
        .map(Value::Expr)
        .map_err(|e| stopped(b, &e.into(), span))
}

pub(super) fn factor(b: &mut Builder<'_>, arguments: &[CallArgument], span: Span) -> Result<Value, Diagnostic> {
    let (body, interrupt) = operand(b, "factor", arguments, span)?;
    let budget = Budget::generous(&interrupt);
    match algebra::factored(b.graph(), body, &budget) {
        Ok(Some(found)) => {
            if !found.complete {
                let words = "a factor may have factors itself: it was not decided within the limit";
                b.notes.push(Diagnostic::note("undecided", words, span));
            }
            Ok(Value::Expr(found.expr))
        }
        Ok(None) => Ok(Value::Expr(body)),
        Err(e) => Err(stopped(b, &e, span)),
    }
}

pub(super) fn collect(b: &mut Builder<'_>, arguments: &[CallArgument], span: Span) -> Result<Value, Diagnostic> {
    let [CallArgument { name: None, value: expr }, CallArgument { name: None, value: part }] = arguments else {
        return Err(usage_error(b, "collect", span));
    };
    let body = b.abstraction(expr)?.body;
    let part = b.scalar(part)?;
    let interrupt = b.session.interrupt.clone();
    let budget = Budget::generous(&interrupt);
    match algebra::collected(b.graph(), body, part, &budget) {
        Ok(found) => Ok(Value::Expr(found.unwrap_or(body))),
        Err(e) => Err(stopped(b, &e, span)),
    }
}

/// The error for a computation that was abandoned.
fn stopped(b: &Builder<'_>, error: &AlgebraError, span: Span) -> Diagnostic {
    match error {
        AlgebraError::Exceeded(Exceeded::Interrupted) => b.fail("interrupted", "interrupted", span),
        _ => b.fail("too-large", error.to_string(), span).help("try a smaller part of it"),
    }
}

pub(super) fn simplify(b: &mut Builder<'_>, arguments: &[CallArgument], span: Span) -> Result<Value, Diagnostic> {
    let (body, interrupt) = operand(b, "simplify", arguments, span)?;
    calculus::simplify(b.graph(), body, &interrupt).map(Value::Expr).map_err(|e| refused(b, e, span))
}

pub(super) fn together(b: &mut Builder<'_>, arguments: &[CallArgument], span: Span) -> Result<Value, Diagnostic> {
    let (body, interrupt) = operand(b, "together", arguments, span)?;
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
