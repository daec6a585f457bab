//! Taylor polynomials.

use super::arguments::{usage_error, variable};
use crate::algebra;
use crate::algebra::normal::{Powers, Term, formed};
use crate::calculus::Function;
use crate::calculus::taylor::{NoTaylor, coefficients};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Graph, Symbol, substitute};
use crate::numeric::budget::degrees;
use crate::session::build::Abstraction;
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::syntax::ast::{CallArgument, Expr, ExprKind};

/// `taylor(f, x = 0, 5)`
pub(super) fn taylor(b: &mut Builder<'_>, arguments: &[CallArgument], span: Span) -> Result<Value, Diagnostic> {
    let [CallArgument { name: None, value: f }, place, CallArgument { name: None, value: order }] = arguments else {
        return Err(usage_error(b, "taylor", span));
    };
    let function = b.abstraction(f)?;
    let (x, at) = point(b, &function, place, span)?;
    let count = b.scalar(order)?;
    let count = algebra::normalise(b.graph(), count);
    let count = match b.session.graph.as_integer(count) {
        Some(n @ 0..=degrees::SERIES) => n as usize,
        _ => {
            let message = format!("the order of a series is a whole number up to {}", degrees::SERIES);
            return Err(b.fail("bad-order", message, order.span));
        }
    };
    let interrupt = b.session.interrupt.clone();
    let found = coefficients(b.graph(), &Function::everywhere(function.body, &[x]), at, count, &interrupt);
    let terms = found.map_err(|e| {
        let error = match e {
            NoTaylor::TooLong => b.fail("too-large", e.to_string(), span).help("ask for a lower order"),
            NoTaylor::NoValue | NoTaylor::NotSmooth | NoTaylor::Interrupted => {
                b.fail("no-taylor", e.to_string(), place.value.span)
            }
        };
        error.label(format!("the series of {}", function.label))
    })?;
    let graph = b.graph();
    let (unknown, at) = (graph.symbol_node(x), algebra::normalise(graph, at));
    let step = formed(graph, unknown - at);
    let value = terms.iter().zip(0_i64..).map(|(&term, k)| term * step.pow(k)).collect();
    let value = formed(graph, Term::Sum(value));
    let written = rising(graph, &terms, (x, step));
    b.session.show_as(value, written);
    Ok(Value::Expr(value))
}

/// The polynomial as a teacher writes it: `1 + (x - 2) + (x - 2)^2/2`.
fn rising(graph: &mut Graph, terms: &[ExprId], (x, step): (Symbol, ExprId)) -> ExprId {
    let (unknown, step) = (graph.symbol_node(x), algebra::present(graph, step));
    let mut parts = Vec::new();
    for (k, &term) in terms.iter().enumerate() {
        if graph.is_zero(term) {
            continue;
        }
        // Each term is written in the unknown, and the step `x - x0` is substituted for it.
        let part = formed(graph, term * unknown.pow(k as i64));
        let part = algebra::present(graph, part);
        parts.push(substitute(graph, part, &[(x, step)]));
    }
    match parts.as_slice() {
        [] => graph.integer(0),
        &[one] => one,
        _ => graph.raw_sum(&parts),
    }
}

/// `x = 0`, or `0` for a function of one unknown.
fn point(
    b: &mut Builder<'_>,
    function: &Abstraction,
    place: &CallArgument,
    span: Span,
) -> Result<(Symbol, ExprId), Diagnostic> {
    if let Some(name) = &place.name {
        let name = Expr { kind: ExprKind::Name(name.text.clone()), span: name.span };
        let x = variable(b, &name)?;
        return Ok((x, b.scalar(&place.value)?));
    }
    match function.parameters.as_slice() {
        [x] => Ok((*x, b.scalar(&place.value)?)),
        _ => Err(usage_error(b, "taylor", span)),
    }
}
