//! The commands, one file each. A command is a record in [`ALL`]; parsing, completion, help and dispatch read it there.

mod definition;
mod invocation;
mod shared;

mod asked;
mod assert;
mod best;
mod check;
mod convex;
mod critical;
mod descend;
mod domain;
mod explain;
mod gradient;
mod help;
mod minimum;
mod narrate;
mod plot;
mod rates;
mod read;
mod reason;
mod region;
mod save;
mod solve;
mod table;
mod tangent;

use crate::expr::Graph;

pub use definition::{CommandDef, Context, Outcome, TargetNeed};
pub use invocation::{ClauseDef, EXPRESSION_CLAUSES, Given, Invocation, Takes, WITH};
pub use reason::Reason;
pub use shared::bindings;

use shared::{bound_target, boxes, no_such_command, single_target};

/// All commands.
pub const ALL: &[&CommandDef] = &[
    &descend::COMMAND,
    &best::COMMAND,
    &descend::CONTINUE,
    &save::COMMAND,
    &read::COMMAND,
    &minimum::COMMAND,
    &solve::COMMAND,
    &convex::COMMAND,
    &critical::COMMAND,
    &rates::COMMAND,
    &check::COMMAND,
    &domain::COMMAND,
    &explain::COMMAND,
    &plot::COMMAND,
    &tangent::COMMAND,
    &table::COMMAND,
    &assert::COMMAND,
    &gradient::GRAD,
    &gradient::HESSIAN,
    &help::COMMAND,
];

/// The command of this word.
pub fn find(word: &str) -> Option<&'static CommandDef> {
    ALL.iter().copied().find(|c| c.word == word)
}

/// The help page of a command, form, function, method or schedule.
pub fn help_page(name: &str) -> Option<String> {
    help::page(ALL, name)
}

/// Commands whose answers come with an argument that `explain` shows: `explain minimum f`.
const ARGUED: &[&CommandDef] = &[&minimum::COMMAND, &solve::COMMAND, &critical::COMMAND, &convex::COMMAND];

/// The command that `explain` is applied to: `minimum` for `explain minimum`.
pub fn explained(words: &str) -> Option<&'static CommandDef> {
    let (first, second) = words.split_once(' ')?;
    if first == explain::COMMAND.word { ARGUED.iter().copied().find(|c| c.word == second) } else { None }
}

/// The outcome of `explain`: the argument behind the outcome of a command, step by step.
pub fn with_argument(graph: &Graph, outcome: Outcome) -> Outcome {
    let Outcome { output, value, failed, reason } = outcome;
    match reason {
        Some(reason) => Outcome { output: reason.output(graph, output), value: None, failed, reason: None },
        None => Outcome { output, value, failed, reason: None },
    }
}
