//! `minimum f`: the exact minimum of a function, or what is known about it and why not more.

use std::rc::Rc;

use super::{CommandDef, Context, Invocation, Outcome, TargetNeed, WITH, region};
use crate::calculus;
use crate::calculus::means::Means;
use crate::diagnostic::Diagnostic;
use crate::session::Value;
use crate::session::display::minimum_output;
use crate::session::record::MinimumRecord;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "minimum",
    usage: "minimum f, minimum f over -2..5",
    help: "where a function is least, exactly, or what is known and why no more",
    example: "minimum x^2 + 4x + 9",
    target: TargetNeed::Needed,
    clauses: &[WITH, region::OVER],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let (target, function) = region::function(context.builder, invocation, "minimum")?;
    let graph = context.builder.graph();
    let means = Means { interrupt: context.host.interrupt(), thorough: true };
    let minimum = calculus::minimum(graph, &function, &means);
    let record = Rc::new(MinimumRecord {
        label: if target.is_function { target.label } else { "f".to_string() },
        names: target.names,
        minimum,
    });
    let output = minimum_output(context.builder.session, &record);
    let (name, argument) = (record.label.clone(), record.minimum.argument().clone());
    Ok(Outcome::value(output, Value::Minimum(record)).because(&name, argument))
}
