//! `continue r steps 1000`: a run goes on where it stopped.
//!
//! The run is done again from its start with more steps: so whatever a method remembers is as it was, and the result is the
//! same, bit for bit, as that of one longer run.

use std::rc::Rc;

use super::plan::{self, MAX_STEPS};
use super::problem;
use super::sweep::{charge_iterates, compile, descend_shown, known};
use crate::calculus::Function;
use crate::commands::{ClauseDef, CommandDef, Context, Invocation, Outcome, Takes, TargetNeed, single_target};
use crate::descent::{Background, Job, Knowledge, Run, Stopping};
use crate::diagnostic::Diagnostic;
use crate::expr::Symbol;
use crate::session::Value;
use crate::session::display::{run_output, runs_output};
use crate::session::record::{Recipe, RunFacts, RunRecord};
use crate::source::Span;

pub(in crate::commands) const COMMAND: CommandDef = CommandDef {
    word: "continue",
    usage: "continue r steps 1000",
    help: "so many more steps of a run, as if they had been asked for at once",
    example: "continue r steps 1000",
    target: TargetNeed::Needed,
    clauses: &[ClauseDef { word: "steps", takes: Takes::One, usage: "steps 1000" }],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let expr = single_target(invocation)?;
    let Some(clause) = invocation.clause("steps") else {
        return Err(Diagnostic::error("missing-clause", "how many steps more?", invocation.span)
            .help("write: continue r steps 1000"));
    };
    let more = plan::steps(context.builder, clause)?;
    let steps = |record: &RunRecord| record.run.steps.saturating_add(more).min(MAX_STEPS);
    let charge = |record: &RunRecord, kept: usize| charge_iterates(record.names.len(), 1, kept, steps(record));
    match context.builder.value(expr)? {
        Value::Run(record) => {
            charge(&record, 1);
            let longer = Rc::new(resumed(context, &record, steps(&record), 1, expr.span)?);
            Ok(Outcome::value(run_output(&longer), Value::Run(longer)))
        }
        Value::Runs(records) => {
            records.iter().for_each(|record| charge(record, records.len()));
            let mut longer = Vec::with_capacity(records.len());
            for record in &records {
                longer.push(Rc::new(resumed(context, record, steps(record), records.len(), expr.span)?));
            }
            Ok(Outcome::value(runs_output(&longer), Value::Runs(longer)))
        }
        other => Err(Diagnostic::error("not-a-run", format!("{} cannot go on", other.kind()), expr.span)
            .help("write: continue r steps 1000, where r = descend …")),
    }
}

/// The run with so many steps in all, as one of `kept` runs.
fn resumed(
    context: &mut Context<'_, '_>,
    record: &RunRecord,
    steps: u64,
    kept: usize,
    span: Span,
) -> Result<RunRecord, Diagnostic> {
    let began = context.host.seconds();
    let graph = context.builder.graph();
    let unknowns: Vec<Symbol> = record.names.iter().map(|n| graph.symbol_id(n)).collect();
    let problem = compile(context.builder, record.expr, &unknowns, span)?;
    let method = record.recipe.method.as_ref();
    let mut problem = problem::offering(context.builder, (record.expr, &unknowns), problem, &[method], span)?;
    let function = Function::new(record.expr, &unknowns, record.region.clone());
    let knowledge = known(context, &function, record.run.labels.title());
    let recipe = &record.recipe;
    let stopping = Stopping { steps, conditions: recipe.stopping.conditions.clone() };
    let job = Job {
        method: recipe.method.fresh(),
        start: record.run.start.clone(),
        rate: record.run.rate.clone(),
        adjustments: record.run.adjustments.clone(),
    };
    let done = descend_shown(context.host, &problem, &stopping, vec![job], kept).pop();
    let Some((mut job, descent)) = done else {
        return Err(Diagnostic::error("internal-error", "the run came to nothing", span));
    };
    let exact_start = recipe.exact_start.as_deref();
    let background = Background { knowledge: &knowledge, labels: record.run.labels.clone(), exact_start };
    let run = Run::judged(descent, &mut problem, &job.plan(&stopping, kept), background);
    let method = recipe.method.fresh();
    let facts = RunFacts {
        name: context.name.map(str::to_string),
        minimisers: knowledge.minimisers().to_vec(),
        unknown_minimum: knowledge.unknown_minimum().cloned(),
        recipe: Rc::new(Recipe { method, exact_start: recipe.exact_start.clone(), stopping }),
        run: Rc::new(run),
        seconds: context.host.seconds() - began,
        ..RunFacts::clone(record)
    };
    Ok(RunRecord { facts: Rc::new(facts), ..record.clone() })
}
