//! Real roots of polynomials by their number.

use std::collections::BTreeMap;

use super::arguments::usage_error;
use crate::algebra::closed::root_of::root_of as root_call;
use crate::algebra::closed_form::{closed_form, factored_roots};
use crate::algebra::{normalise, polynomial};
use crate::diagnostic::Diagnostic;
use crate::expr::symbols_of;
use crate::functions::ROOT_OF;
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::syntax::ast::CallArgument;

/// The unknown of a root's polynomial, even if the name is defined.
const UNKNOWN: &str = "x";

/// `rootof(x^5 - x - 1, 1)`
pub(super) fn root_of(b: &mut Builder<'_>, arguments: &[CallArgument], span: Span) -> Result<Value, Diagnostic> {
    let [CallArgument { name: None, value: formula }, CallArgument { name: None, value: number }] = arguments else {
        return Err(usage_error(b, "rootof", span));
    };
    let unknown = b.graph().symbol(UNKNOWN);
    let scope = BTreeMap::from([(UNKNOWN.to_string(), Value::Expr(unknown))]);
    let body = b.with_scope(scope, |b| b.scalar(formula))?;
    let k = b.scalar(number)?;
    let graph = b.graph();
    let k = normalise(graph, k);
    let found = match symbols_of(graph, &[body]).as_slice() {
        [x] => polynomial::univariate(graph, body, *x),
        _ => None,
    };
    let (Some(p), Some(k)) = (found, graph.as_integer(k).and_then(|k| usize::try_from(k).ok()).filter(|k| *k > 0))
    else {
        return Err(b
            .fail(
                "bad-root",
                "a root is named by a polynomial in one unknown with rational coefficients and a number from 1",
                span,
            )
            .help("write: rootof(x^5 - x - 1, 1)"));
    };
    let roots = factored_roots(&p).map_err(|e| b.fail("too-large", e.to_string(), span))?;
    let Some(root) = k.checked_sub(1).and_then(|i| roots.get(i)) else {
        let text = match roots.len() {
            0 => "this polynomial has no real root".to_string(),
            1 => "this polynomial has one real root".to_string(),
            count => format!("this polynomial has {count} different real roots"),
        };
        return Err(b.fail("bad-root", text, number.span));
    };
    let graph = b.graph();
    if root.factor.degree().is_some_and(|n| n <= 2)
        && let Some(exact) = closed_form(graph, root)
    {
        return Ok(Value::Expr(exact));
    }
    Ok(Value::Expr(root_call(graph, &ROOT_OF, &root.factor, root.number)))
}
