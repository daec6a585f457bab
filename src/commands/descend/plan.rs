//! The clauses of `descend` that say how: `rate`, `steps`, `until`, `using`, `seed`, `every`.

use crate::calculus::normalise;
use crate::commands::{Given, Invocation};
use crate::descent::{Condition, DEFAULT_STEPS, Rate, Stopping};
use crate::diagnostic::{Diagnostic, nearest};
use crate::expr::{ExprId, Symbol, evaluate_closed, print, symbols_of};
use crate::session::{Builder, Value};
use crate::source::Span;
use crate::syntax::ast::Expr;
use crate::tape::{LowerError, lower};

/// The most steps of a run: beyond this a double no longer counts.
const MAX_STEPS: u64 = 1_000_000_000_000_000;

/// The step number in a formula for the rate.
const STEP: &str = "k";

/// The rates of `rate`, one for each run of a sweep; none where the clause is missing.
pub(super) fn rates(builder: &mut Builder<'_>, clause: Option<&Given>) -> Result<Vec<Rate>, Diagnostic> {
    let Some(clause) = clause else { return Ok(Vec::new()) };
    let expr = clause.value()?;
    builder.hide([STEP.to_string()].iter());
    match builder.value(expr)? {
        Value::Expr(id) => Ok(vec![rate(builder, id, expr.span)?]),
        Value::List(items) if !items.is_empty() => {
            let mut rates = Vec::with_capacity(items.len());
            for item in items {
                let Value::Expr(id) = item else { return Err(not_a_rate(expr.span)) };
                rates.push(rate(builder, id, expr.span)?);
            }
            Ok(rates)
        }
        _ => Err(not_a_rate(expr.span)),
    }
}

fn not_a_rate(span: Span) -> Diagnostic {
    Diagnostic::error(
        "bad-rate",
        "a rate is a positive number, a formula in the step number k, or a list of these",
        span,
    )
    .help("write: rate 0.1, rate 0.1/(1 + 0.01k), or: rate [0.01, 0.1]")
}

fn rate(builder: &mut Builder<'_>, id: ExprId, span: Span) -> Result<Rate, Diagnostic> {
    let graph = builder.graph();
    let form = normalise(graph, id);
    let free: Vec<Symbol> = symbols_of(graph, &[form]);
    if free.is_empty() {
        let value = evaluate_closed(graph, form);
        if !value.is_finite() {
            return Err(Diagnostic::error("bad-rate", "the rate must be a finite number", span));
        }
        if value < 0.0 {
            return Err(Diagnostic::error("bad-rate", "the rate is negative: every step would walk uphill", span)
                .help("a rate is a positive number such as 0.1"));
        }
        if value == 0.0 {
            return Err(Diagnostic::error("bad-rate", "the rate is 0: no step would move", span)
                .help("a rate is a positive number such as 0.1"));
        }
        return Ok(match graph.as_rational(form) {
            Some(exact) => Rate::exact(exact.clone()),
            None => Rate::constant(value),
        });
    }
    let k = graph.symbol_id(STEP);
    let tape = lower(graph, &[id], &[k]).map_err(|LowerError::NoInput { name }| {
        Diagnostic::error("no-value", format!("`{name}` has no value"), span)
            .label("a rate may depend on the step number k only")
    })?;
    let text = print::text(graph, id);
    Ok(Rate::Formula { tape, text })
}

/// `steps` and `until`.
pub(super) fn stopping(builder: &mut Builder<'_>, invocation: &Invocation) -> Result<Stopping, Diagnostic> {
    let steps = invocation.clause("steps").map(|c| steps(builder, c)).transpose()?.unwrap_or(DEFAULT_STEPS);
    let mut stopping = Stopping::after(steps);
    if let Some(until) = invocation.clause("until") {
        stopping.conditions = vec![condition(builder, until)?];
    }
    Ok(stopping)
}

fn steps(builder: &mut Builder<'_>, clause: &Given) -> Result<u64, Diagnostic> {
    whole_number(builder, clause, MAX_STEPS).map_err(|span| {
        Diagnostic::error("bad-steps", "the number of steps is a whole number from 0 to 10^15", span)
            .help("write: steps 100")
    })
}

/// A whole number from 0 to `most`, or the place where there is none.
pub(super) fn whole_number(builder: &mut Builder<'_>, clause: &Given, most: u64) -> Result<u64, Span> {
    let expr = clause.value().map_err(|e| e.span)?;
    let id = builder.scalar(expr).map_err(|_| expr.span)?;
    let form = normalise(builder.graph(), id);
    let n = builder.session.graph.as_integer(form).and_then(|n| u64::try_from(n).ok());
    n.filter(|&n| n <= most).ok_or(expr.span)
}

fn condition(builder: &mut Builder<'_>, clause: &Given) -> Result<Condition, Diagnostic> {
    let expr = clause.value()?;
    let names: Vec<String> = Condition::NAMES.iter().map(|n| n.to_string()).collect();
    builder.hide(names.iter());
    let id = builder.condition(expr)?;
    let graph = builder.graph();
    let symbols: Vec<Symbol> = names.iter().map(|n| graph.symbol_id(n)).collect();
    let tape = lower(graph, &[id], &symbols).map_err(|LowerError::NoInput { name }| unknown_quantity(&name, expr))?;
    let text = print::text(graph, id);
    Ok(Condition::Until { tape, text })
}

fn unknown_quantity(name: &str, expr: &Expr) -> Diagnostic {
    let error = Diagnostic::error("no-value", format!("`{name}` is nothing that a condition can look at"), expr.span);
    match nearest(name, Condition::NAMES) {
        Some(near) => error.help(format!("did you mean {near}?")),
        None => error.help(format!("a condition looks at {}", Condition::NAMES.join(", "))),
    }
}
