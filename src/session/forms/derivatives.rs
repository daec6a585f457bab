//! Derivatives, gradients and Hessians.

use super::arguments::{only, usage_error, variable};
use crate::algebra;
use crate::calculus;
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Symbol, is_closed};
use crate::session::build::Abstraction;
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::syntax::ast::{CallArgument, Expr, ExprKind};

pub(super) fn diff(b: &mut Builder<'_>, arguments: &[CallArgument], span: Span) -> Result<Value, Diagnostic> {
    let Some((CallArgument { name: None, value: first }, rest)) = arguments.split_first() else {
        return Err(usage_error(b, "diff", span));
    };
    let function = b.abstraction(first)?;
    let mut body = function.body;
    if rest.is_empty() {
        let [parameter] = function.parameters.as_slice() else { return Err(usage_error(b, "diff", span)) };
        return b.derived_function(body, *parameter, 1, span).map(Value::Expr);
    }
    let mut rest = rest.iter().peekable();
    while let Some(argument) = rest.next() {
        let symbol = variable(b, &argument.value)?;
        let mut order = 1;
        if let Some(next) = rest.peek()
            && !matches!(next.value.kind, ExprKind::Name(_))
        {
            let id = b.scalar(&next.value)?;
            let form = algebra::normalise(b.graph(), id);
            order = match b.session.graph.as_integer(form).map(u32::try_from) {
                Some(Ok(n)) if n <= 1000 => n,
                _ => {
                    return Err(b.fail(
                        "bad-order",
                        "the order of a derivative is a whole number up to 1000",
                        next.value.span,
                    ));
                }
            };
            rest.next();
        }
        body = b.derived_function(body, symbol, order, span)?;
    }
    Ok(Value::Expr(body))
}

/// The operand: `f` without a point, or `f(1, 2)` with its point, for a user's function; else a formula in its symbols.
fn function_at(b: &mut Builder<'_>, expr: &Expr) -> Result<(Abstraction, Option<Vec<ExprId>>), Diagnostic> {
    if let ExprKind::Call { callee, arguments } = &expr.kind
        && let ExprKind::Name(name) = &callee.kind
        && b.session.function(name).is_some()
    {
        let function = b.abstraction_of(name, callee.span)?;
        let mut point = Vec::with_capacity(arguments.len());
        for argument in arguments {
            point.push(b.scalar(&argument.value)?);
        }
        b.apply(&function, &point, expr.span)?;
        return Ok((function, Some(point)));
    }
    Ok((b.abstraction(expr)?, None))
}

pub(super) fn grad(b: &mut Builder<'_>, arguments: &[CallArgument], span: Span) -> Result<Value, Diagnostic> {
    let expr = only(b, "grad", arguments, span)?;
    let (function, point) = function_at(b, expr)?;
    let gradient = algebra::gradient(b.graph(), function.body, &function.parameters);
    let entries: Vec<ExprId> = gradient.into_iter().map(|g| entry(b, &function, g)).collect();
    let entries = at_point(b, &function, (&function.label, function.body), entries, point.as_deref(), span);
    Ok(match entries.as_slice() {
        [one] => Value::Expr(*one),
        _ => Value::List(entries.into_iter().map(Value::Expr).collect()),
    })
}

pub(super) fn hessian(b: &mut Builder<'_>, arguments: &[CallArgument], span: Span) -> Result<Value, Diagnostic> {
    let expr = only(b, "hessian", arguments, span)?;
    let (function, point) = function_at(b, expr)?;
    if function.parameters.len() > 1000 {
        return Err(b.fail("too-large", "a Hessian of more than 1000 unknowns has too many entries to show", span));
    }
    let rows = algebra::hessian(b.graph(), function.body, &function.parameters);
    let mut shown = Vec::with_capacity(rows.len());
    let slopes = algebra::gradient(b.graph(), function.body, &function.parameters);
    at_point(b, &function, (&function.label, function.body), slopes.clone(), point.as_deref(), span);
    for ((row, slope), &x) in rows.into_iter().zip(slopes).zip(&function.parameters) {
        let name = match function.parameters.len() {
            1 => format!("{}'", function.label),
            _ => format!("∂{}/∂{}", function.label, b.session.graph.name(x)),
        };
        let row: Vec<ExprId> = row.into_iter().map(|e| entry(b, &function, e)).collect();
        let row = at_point(b, &function, (&name, slope), row, point.as_deref(), span);
        shown.push(Value::List(row.into_iter().map(Value::Expr).collect()));
    }
    Ok(Value::List(shown))
}

/// A derivative as a teacher writes it, defined only where the function is.
fn entry(b: &mut Builder<'_>, function: &Abstraction, derivative: ExprId) -> ExprId {
    let formula = calculus::tidy(b.graph(), derivative);
    calculus::domain::restricted(b.graph(), formula, function.body)
}

/// The partial derivatives of a function at a point.
fn at_point(
    b: &mut Builder<'_>,
    function: &Abstraction,
    (label, of): (&str, ExprId),
    entries: Vec<ExprId>,
    point: Option<&[ExprId]>,
    span: Span,
) -> Vec<ExprId> {
    let Some(point) = point else { return entries };
    let bindings: Vec<(Symbol, ExprId)> = function.parameters.iter().copied().zip(point.iter().copied()).collect();
    let mut values = Vec::with_capacity(entries.len());
    for (slope, &(x, at)) in entries.into_iter().zip(&bindings) {
        let others: Vec<(Symbol, ExprId)> = bindings.iter().copied().filter(|(other, _)| *other != x).collect();
        let along = [of, slope].map(|part| crate::expr::put(b.graph(), part, &others));
        let name = match bindings.len() {
            1 => label.to_string(),
            _ => format!("{label} along {}", b.session.graph.name(x)),
        };
        let is_closed = is_closed(&b.session.graph, at);
        let exact = if is_closed { b.met(&name, along, (x, at), span).ok().flatten() } else { None };
        values.push(exact.unwrap_or_else(|| crate::expr::put(b.graph(), along[1], &[(x, at)])));
    }
    values
}
