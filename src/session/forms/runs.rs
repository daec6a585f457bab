//! Forms that work on runs.

use std::rc::Rc;

use super::arguments::only;
use crate::diagnostic::Diagnostic;
use crate::session::record::{RunRecord, best as least};
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::syntax::ast::{CallArgument, Expr};

/// `best(rs)`, also written `best of rs`
pub(super) fn best(b: &mut Builder<'_>, arguments: &[CallArgument], span: Span) -> Result<Value, Diagnostic> {
    let expr = only(b, "best", arguments, span)?;
    best_of(b, expr).map(|run| Value::Run(Rc::new(run)))
}

/// The run with the least final value among those of an expression.
pub fn best_of(b: &mut Builder<'_>, expr: &Expr) -> Result<RunRecord, Diagnostic> {
    let runs = match b.value(expr)? {
        Value::Run(run) => vec![run],
        Value::Runs(runs) => runs,
        other => {
            let words = format!("{} has no runs in it", other.kind());
            return Err(b.fail("not-a-run", words, expr.span).help("write: best of rs"));
        }
    };
    match least(&runs) {
        Some(run) => Ok(RunRecord::clone(run).named(None)),
        None => Err(b.fail("not-a-run", "none of these runs has a value", expr.span)),
    }
}
