//! Reading the arguments of forms.

use crate::diagnostic::Diagnostic;
use crate::expr::Symbol;
use crate::session::Builder;
use crate::source::Span;
use crate::syntax::ast::{CallArgument, Expr, ExprKind};

pub(super) fn usage_error(b: &Builder<'_>, form: &str, span: Span) -> Diagnostic {
    let usage = b.form(form).map_or("", |f| f.usage);
    b.fail("wrong-argument-count", format!("`{form}` is written otherwise"), span).help(format!("write {usage}"))
}

pub(super) fn only<'a>(
    b: &Builder<'_>,
    form: &str,
    arguments: &'a [CallArgument],
    span: Span,
) -> Result<&'a Expr, Diagnostic> {
    match arguments {
        [CallArgument { name: None, value }] => Ok(value),
        _ => Err(usage_error(b, form, span)),
    }
}

/// The symbol that a name stands for.
pub fn variable(b: &mut Builder<'_>, expr: &Expr) -> Result<Symbol, Diagnostic> {
    match &expr.kind {
        ExprKind::Name(name) => {
            // Inside a function's body a parameter is a symbol of its own.
            let id = b.scalar(expr);
            match id.map(|id| b.session.graph.node(id)) {
                Ok(crate::expr::Node::Symbol(s)) => Ok(s),
                _ => Err(b
                    .fail(
                        "not-a-variable",
                        format!("`{name}` has a value, so nothing can be derived with respect to it"),
                        expr.span,
                    )
                    .help("use a name without a value")),
            }
        }
        _ => Err(b.fail("not-a-variable", "a variable is needed here, such as x", expr.span)),
    }
}
