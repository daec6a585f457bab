//! Taylor polynomials.

use super::{usage_error, variable};
use crate::calculus;
use crate::calculus::taylor::{NoTaylor, coefficients};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Symbol};
use crate::session::build::Abstraction;
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::syntax::ast::{Argument, Expr, ExprKind};

/// The highest order.
const MAX_ORDER: i64 = 200;

/// `taylor(f, x = 0, 5)`
pub(super) fn taylor(b: &mut Builder<'_>, arguments: &[Argument], span: Span) -> Result<Value, Diagnostic> {
    let [Argument { name: None, value: f }, place, Argument { name: None, value: order }] = arguments else {
        return Err(usage_error(b, "taylor", span));
    };
    let function = b.abstraction(f)?;
    let (x, at) = point(b, &function, place, span)?;
    let count = b.scalar(order)?;
    let count = calculus::normalise(b.graph(), count);
    let count = match b.session.graph.as_integer(count) {
        Some(n @ 0..=MAX_ORDER) => n as usize,
        _ => {
            let message = format!("the order of a series is a whole number up to {MAX_ORDER}");
            return Err(b.fail("bad-order", message, order.span));
        }
    };
    let interrupt = b.session.interrupt.clone();
    let found = coefficients(b.graph(), function.body, (x, at), count, &interrupt);
    let terms = found.map_err(|e| {
        let error = match e {
            NoTaylor::TooLong => b.fail("too-large", e.to_string(), span).help("ask for a lower order"),
            NoTaylor::NotSmooth | NoTaylor::Interrupted => b.fail("no-taylor", e.to_string(), place.value.span),
        };
        error.label(format!("the series of {}", function.label))
    })?;
    let graph = b.graph();
    let (unknown, minus) = (graph.symbol_node(x), graph.raw_negation(at));
    let step = graph.raw_sum(&[unknown, minus]);
    let step = calculus::normalise(graph, step);
    let mut parts = Vec::with_capacity(terms.len());
    for (k, term) in terms.into_iter().enumerate() {
        let exponent = graph.integer(k as i64);
        let power = calculus::normal::power(graph, step, exponent);
        parts.push(calculus::normal::product(graph, &[term, power]));
    }
    Ok(Value::Expr(calculus::normal::sum(graph, &parts)))
}

/// `x = 0`, or `0` for a function of one unknown.
fn point(
    b: &mut Builder<'_>,
    function: &Abstraction,
    place: &Argument,
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
