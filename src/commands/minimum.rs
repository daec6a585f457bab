//! `minimum f`: where a function is least, exactly, or what is known and why no more.

use std::rc::Rc;

use super::region::{OVER, region};
use super::{ClauseDef, CommandDef, Context, Invocation, Outcome, Takes, Target as Wanted};
use crate::calculus;
use crate::calculus::minimum::Search;
use crate::diagnostic::Diagnostic;
use crate::functions::VOCABULARY;
use crate::session::Value;
use crate::session::record::{MinimumRecord, minimum_output};
use crate::session::target::Target;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "minimum",
    usage: "minimum f, minimum f over -2..5",
    help: "where a function is least, exactly, or what is known and why no more",
    example: "minimum x^2 + 4x + 9",
    target: Wanted::Needed,
    clauses: &[ClauseDef { word: "with", takes: Takes::One, usage: "with a = 2" }, OVER],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let bindings = super::bindings(context.builder, invocation.clause("with"))?;
    let expr = super::single_target(invocation)?;
    let target = Target::of(context.builder, expr)?.with(context.builder, &bindings);
    if target.names.is_empty() {
        return Err(Diagnostic::error("no-unknowns", format!("`{}` has no unknowns", target.label), expr.span));
    }
    if let Some(error) = target.missing_value(context.builder, expr.span, &format!("minimum {}", target.label)) {
        return Err(error);
    }
    let region = region(context.builder, invocation.clause(OVER.word), &target)?;
    let graph = context.builder.graph();
    let search = Search { region: &region, words: &VOCABULARY, interrupt: context.host.interrupt(), thorough: true };
    let minimum = calculus::minimum(graph, target.expr, &target.unknowns, &search);
    let record = Rc::new(MinimumRecord {
        label: if target.is_function { target.label } else { "f".to_string() },
        names: target.names,
        minimum,
    });
    let output = minimum_output(context.builder.session, &record);
    Ok(Outcome::value(output, Value::Minimum(record)))
}
