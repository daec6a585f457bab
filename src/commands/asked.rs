//! The derivatives that an expression denotes: `f''`, `grad f`, `hessian f`, `diff(e, x, 2)`.

use crate::algebra::normalise;
use crate::diagnostic::Diagnostic;
use crate::expr::Symbol;
use crate::numeric::budget::degrees;
use crate::session::{Builder, forms};
use crate::syntax::ast::{CallArgument, Expr, ExprKind};

/// A request for derivatives.
pub(super) enum DerivativeRequest<'e> {
    /// `f''`, and how many primes.
    Prime(&'e Expr, u32),
    /// `grad f`
    Gradient(&'e Expr),
    /// `hessian f`
    Hessian(&'e Expr),
    /// `diff(f, x, y)`: the symbols in turn; empty for the only unknown.
    Partial(&'e Expr, Vec<Symbol>),
}

/// The request in an expression; `None` if it is no derivative.
pub(super) fn asked<'e>(
    builder: &mut Builder<'_>,
    expr: &'e Expr,
) -> Result<Option<DerivativeRequest<'e>>, Diagnostic> {
    let (callee, arguments) = match &expr.kind {
        ExprKind::Prime(inner, order) => return Ok(Some(DerivativeRequest::Prime(inner, *order))),
        ExprKind::Call { callee, arguments } => (callee, arguments),
        _ => return Ok(None),
    };
    let ExprKind::Name(name) = &callee.kind else { return Ok(None) };
    if builder.session.definition(name).is_some() {
        return Ok(None);
    }
    Ok(match (name.as_str(), arguments.as_slice()) {
        ("grad", [CallArgument { name: None, value }]) => Some(DerivativeRequest::Gradient(value)),
        ("hessian", [CallArgument { name: None, value }]) => Some(DerivativeRequest::Hessian(value)),
        ("diff", [CallArgument { name: None, value }, rest @ ..]) => {
            Some(DerivativeRequest::Partial(value, symbols(builder, rest)?))
        }
        _ => None,
    })
}

/// `x, 2, y` as x, x, y.
fn symbols(builder: &mut Builder<'_>, arguments: &[CallArgument]) -> Result<Vec<Symbol>, Diagnostic> {
    let mut symbols = Vec::new();
    for argument in arguments {
        let value = &argument.value;
        let again = match (&value.kind, symbols.last()) {
            (ExprKind::Name(_), _) | (_, None) => None,
            (_, Some(&last)) => Some(last),
        };
        let Some(last) = again else {
            symbols.push(forms::variable(builder, value)?);
            continue;
        };
        let id = builder.scalar(value)?;
        let id = normalise(builder.graph(), id);
        match builder.session.graph.as_integer(id) {
            Some(order @ 1..=degrees::DERIVATIVE) => symbols.extend((1..order).map(|_| last)),
            _ => {
                let message = format!("the order of a derivative is a whole number up to {}", degrees::DERIVATIVE);
                return Err(Diagnostic::error("bad-order", message, value.span));
            }
        }
    }
    Ok(symbols)
}
