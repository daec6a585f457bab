//! Sums and products over ranges and lists.

use std::collections::BTreeMap;

use super::arguments::usage_error;
use crate::diagnostic::Diagnostic;
use crate::expr::ExprId;
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::syntax::ast::{CallArgument, ExprKind};

pub(super) fn sum(b: &mut Builder<'_>, arguments: &[CallArgument], span: Span) -> Result<Value, Diagnostic> {
    let terms = over_range(b, "sum", arguments, span)?;
    Ok(Value::Expr(b.graph().raw_sum(&terms)))
}

pub(super) fn product(b: &mut Builder<'_>, arguments: &[CallArgument], span: Span) -> Result<Value, Diagnostic> {
    let factors = over_range(b, "product", arguments, span)?;
    Ok(Value::Expr(b.graph().raw_product(&factors)))
}

/// The bodies of `sum(k in RANGE, BODY)`, or the elements of one list.
fn over_range(
    b: &mut Builder<'_>,
    form: &str,
    arguments: &[CallArgument],
    span: Span,
) -> Result<Vec<ExprId>, Diagnostic> {
    match arguments {
        [CallArgument { name: None, value: range }, CallArgument { name: None, value: body }] => {
            let ExprKind::In(name, range) = &range.kind else { return Err(usage_error(b, form, span)) };
            let mut ids = Vec::new();
            for element in b.elements(range)? {
                let scope = BTreeMap::from([(name.text.clone(), element)]);
                ids.push(b.with_scope(scope, |b| b.scalar(body))?);
            }
            Ok(ids)
        }
        [CallArgument { name: None, value: list }] => {
            let mut ids = Vec::new();
            for element in b.elements(list)? {
                match element {
                    Value::Expr(id) => ids.push(id),
                    other => return Err(b.fail("not-a-number", format!("{} is no number", other.kind()), list.span)),
                }
            }
            Ok(ids)
        }
        _ => Err(usage_error(b, form, span)),
    }
}
