//! `check f'`: a symbolic derivative against values of the function. `check r`: a run against the closed form.

mod derivative;
mod points;
mod quotient;
mod run;
#[cfg(test)]
mod tests;

use super::asked::asked;
use super::{ClauseDef, CommandDef, Context, Invocation, Outcome, Takes, TargetNeed, WITH};
use crate::diagnostic::Diagnostic;
use crate::numeric::budget::steps;
use crate::session::Value;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "check",
    usage: "check f', check grad g, check r, check r within 1e-3",
    help: "a derivative against difference quotients, or a run against the exact minimum, or by its facts",
    example: "check (x^2)'",
    target: TargetNeed::Needed,
    clauses: &[ClauseDef { word: "within", takes: Takes::One, usage: "within 1e-3" }, WITH],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let expr = super::single_target(invocation)?;
    if let Some(derivatives) = asked(context.builder, expr)? {
        return derivative::check(context, invocation, expr, &derivatives);
    }
    context.host.interrupt().own_limits(Some(steps::COMMAND));
    let tolerance = run::tolerance(context.builder, invocation)?;
    match context.builder.value(expr)? {
        Value::Run(found) => {
            let verdict = run::judged(context.builder, &found, tolerance, expr.span)?;
            Ok(run::outcome(vec![verdict], expr.span, found.name.as_deref().unwrap_or("this run")))
        }
        Value::Runs(runs) => {
            let mut verdicts = Vec::with_capacity(runs.len());
            for found in &runs {
                verdicts.push(run::judged_in_short(context.builder, found, tolerance, expr.span)?);
            }
            Ok(run::outcome(verdicts, expr.span, "these runs"))
        }
        other => Err(Diagnostic::error("nothing-to-check", format!("{} cannot be checked", other.kind()), expr.span)
            .help("check a derivative (check f', check grad g) or a run (check r)")),
    }
}
