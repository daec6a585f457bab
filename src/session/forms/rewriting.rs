//! The same formula in another form.

use super::{only, usage_error};
use crate::calculus;
use crate::diagnostic::Diagnostic;
use crate::numeric::budget::{Budget, Exceeded};
use crate::numeric::multivariate::AlgebraError;
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::syntax::ast::Argument;

pub(super) fn expand(b: &mut Builder<'_>, arguments: &[Argument], span: Span) -> Result<Value, Diagnostic> {
    let expr = only(b, "expand", arguments, span)?;
    let body = b.abstraction(expr)?.body;
    let interrupt = b.session.interrupt.clone();
    calculus::expand_within(b.graph(), body, calculus::expand::MAX_TERMS, &interrupt)
        .map(Value::Expr)
        .map_err(|e| stopped(b, &e.into(), span))
}

pub(super) fn factor(b: &mut Builder<'_>, arguments: &[Argument], span: Span) -> Result<Value, Diagnostic> {
    let expr = only(b, "factor", arguments, span)?;
    let body = b.abstraction(expr)?.body;
    let interrupt = b.session.interrupt.clone();
    let budget = Budget::generous(&interrupt);
    match calculus::factored(b.graph(), body, &budget) {
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

pub(super) fn collect(b: &mut Builder<'_>, arguments: &[Argument], span: Span) -> Result<Value, Diagnostic> {
    let [Argument { name: None, value: expr }, Argument { name: None, value: part }] = arguments else {
        return Err(usage_error(b, "collect", span));
    };
    let body = b.abstraction(expr)?.body;
    let part = b.scalar(part)?;
    let interrupt = b.session.interrupt.clone();
    let budget = Budget::generous(&interrupt);
    match calculus::collected(b.graph(), body, part, &budget) {
        Ok(found) => Ok(Value::Expr(found.unwrap_or(body))),
        Err(e) => Err(stopped(b, &e, span)),
    }
}

/// The error for a computation that was given up.
fn stopped(b: &Builder<'_>, error: &AlgebraError, span: Span) -> Diagnostic {
    match error {
        AlgebraError::Exceeded(Exceeded::Interrupted) => b.fail("interrupted", "interrupted", span),
        _ => b.fail("too-large", error.to_string(), span).help("try a smaller part of it"),
    }
}
