//! The clauses `steps` and `until` of `descend`.

use crate::algebra::normalise;
use crate::commands::{Given, Invocation};
use crate::descent::{DEFAULT_STEPS, StopCondition, Stopping};
use crate::diagnostic::Diagnostic;
use crate::expr::{Symbol, print};
use crate::session::Builder;
use crate::source::Span;
use crate::syntax::ast::Expr;
use crate::tape::{LowerError, lower};

/// The most steps of a run; doubles count exactly up to here.
pub(super) const MAX_STEPS: u64 = 1_000_000_000_000_000;

/// `steps` and `until`.
pub(super) fn stopping(builder: &mut Builder<'_>, invocation: &Invocation) -> Result<Stopping, Diagnostic> {
    let steps = invocation.clause("steps").map(|c| steps(builder, c)).transpose()?.unwrap_or(DEFAULT_STEPS);
    let mut stopping = Stopping::after(steps);
    if let Some(until) = invocation.clause("until") {
        stopping.conditions = vec![condition(builder, until)?];
    }
    Ok(stopping)
}

/// A number of steps.
pub(super) fn steps(builder: &mut Builder<'_>, clause: &Given) -> Result<u64, Diagnostic> {
    whole_number(builder, clause, MAX_STEPS).map_err(|span| {
        Diagnostic::error("bad-steps", "the number of steps is a whole number from 0 to 10^15", span)
            .help("write: steps 100")
    })
}

/// A whole number from 0 to `most`, or the place of the error.
pub(super) fn whole_number(builder: &mut Builder<'_>, clause: &Given, most: u64) -> Result<u64, Span> {
    let expr = clause.value().map_err(|e| e.span)?;
    let id = builder.scalar(expr).map_err(|_| expr.span)?;
    let form = normalise(builder.graph(), id);
    let n = builder.session.graph.as_integer(form).and_then(|n| u64::try_from(n).ok());
    n.filter(|&n| n <= most).ok_or(expr.span)
}

fn condition(builder: &mut Builder<'_>, clause: &Given) -> Result<StopCondition, Diagnostic> {
    let expr = clause.value()?;
    let names: Vec<String> = StopCondition::NAMES.iter().map(|n| n.to_string()).collect();
    builder.hide(names.iter());
    let id = builder.condition(expr)?;
    let graph = builder.graph();
    let symbols: Vec<Symbol> = names.iter().map(|n| graph.symbol_id(n)).collect();
    let tape = lower(graph, &[id], &symbols).map_err(|LowerError::NoInput { name }| unknown_quantity(&name, expr))?;
    let text = print::text(graph, id);
    Ok(StopCondition::Until { tape, text })
}

fn unknown_quantity(name: &str, expr: &Expr) -> Diagnostic {
    let error = Diagnostic::error("no-value", format!("`{name}` is nothing that a condition can look at"), expr.span);
    error.did_you_mean(name, StopCondition::NAMES, format!("a condition looks at {}", StopCondition::NAMES.join(", ")))
}
