//! `best of rs`: the run of a sweep with the least final value.

use std::rc::Rc;

use super::invocation::BEST;
use super::{ClauseDef, CommandDef, Context, Invocation, Outcome, Takes, TargetNeed};
use crate::diagnostic::Diagnostic;
use crate::output::Block;
use crate::session::Value;
use crate::session::display::run_output;
use crate::session::forms::best_of;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: BEST,
    usage: "best of rs",
    help: "the run of a sweep with the least final value",
    example: "best of rs",
    target: TargetNeed::None,
    clauses: &[ClauseDef { word: "of", takes: Takes::One, usage: "of rs" }],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let not_runs = |words: String, span| Err(Diagnostic::error("not-a-run", words, span).help("write: best of rs"));
    // `best of rs`, or `best(rs)`
    let runs = match (invocation.clause("of"), invocation.target.as_slice()) {
        (Some(clause), []) => clause.value()?,
        (None, [runs]) => runs,
        (None, _) => return not_runs("the best of what?".to_string(), invocation.span),
        (Some(_), [extra, ..]) => {
            return not_runs("`of` stands before what the best is taken of".to_string(), extra.span);
        }
    };
    let record = best_of(context.builder, runs)?.named(context.name);
    let mut output = run_output(&record);
    if !record.label.is_empty() {
        output.blocks.splice(0..0, [Block::from(&record.label), Block::Break]);
    }
    Ok(Outcome::value(output, Value::Run(Rc::new(record))))
}
