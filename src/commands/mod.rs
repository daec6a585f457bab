//! The commands, one file each. A command is a record in [`ALL`]; parsing, completion, help and dispatch read it there.

mod invocation;

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

pub use help::page as help_page;
pub use invocation::{Given, Invocation};
pub use reason::Reason;

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::calculus::argument::Argument;
use crate::calculus::minimum::ExactValue;
use crate::calculus::present;
use crate::diagnostic::Diagnostic;
use crate::expr::print::exact_text;
use crate::expr::{ExprId, Graph};
use crate::numeric::Interval;
use crate::session::output::double;
use crate::session::target::Target as Function;
use crate::session::{Builder, Host, Output, Value};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};

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

/// Commands whose answers come with an argument that `explain` shows: `explain minimum f`.
const ARGUED: &[&CommandDef] = &[&minimum::COMMAND, &solve::COMMAND, &critical::COMMAND, &convex::COMMAND];

/// The command that is to be explained: of `explain minimum` it is `minimum`.
pub fn explained(words: &str) -> Option<&'static CommandDef> {
    let (first, second) = words.split_once(' ')?;
    if first == explain::COMMAND.word { ARGUED.iter().copied().find(|c| c.word == second) } else { None }
}

/// A command: its word, what it takes, and what it does.
#[derive(Debug)]
pub struct CommandDef {
    /// The word it starts with.
    pub word: &'static str,
    /// How it is written.
    pub usage: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// An example that runs by itself.
    pub example: &'static str,
    /// Whether a target must follow the word.
    pub target: Target,
    /// Its clauses.
    pub clauses: &'static [ClauseDef],
    /// What it does.
    pub run: fn(&mut Context<'_, '_>, &Invocation) -> Result<Outcome, Diagnostic>,
}

/// Whether a command needs a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// It does.
    Needed,
    /// It works without.
    Optional,
    /// It has clauses only.
    None,
}

/// A clause: its keyword and how many values follow it.
#[derive(Debug)]
pub struct ClauseDef {
    /// The keyword.
    pub word: &'static str,
    /// What follows it.
    pub takes: Takes,
    /// How it is written.
    pub usage: &'static str,
}

/// How many values follow a keyword; a list separated by commas counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// It is a flag.
    Nothing,
    /// One.
    One,
    /// One or two: `from 100 random in -10..10`, `clip norm 1`.
    OneOrTwo,
}

/// What may follow an expression.
pub const EXPRESSION_CLAUSES: &[ClauseDef] = &[ClauseDef { word: "with", takes: Takes::One, usage: "f(x) with x = 2" }];

/// What a command works with.
pub struct Context<'a, 's> {
    /// Builds expressions and holds the definitions.
    pub builder: &'a mut Builder<'s>,
    /// The outside world.
    pub host: &'a mut dyn Host,
    /// The name the result will have, where it is given one.
    pub name: Option<&'a str>,
}

/// What a command returns.
pub struct Outcome {
    /// What is shown.
    pub output: Output,
    /// What a name in front stands for, where the result is a value.
    pub value: Option<Value>,
    /// A check that did not hold: the statement counts as failed after its output is shown.
    pub failed: Option<Diagnostic>,
    /// Why it is so, for `explain`.
    pub reason: Option<Reason>,
}

impl Outcome {
    /// An output that is no value.
    pub fn shown(output: Output) -> Outcome {
        Outcome { output, value: None, failed: None, reason: None }
    }

    /// An output and the value that it shows.
    pub fn value(output: Output, value: Value) -> Outcome {
        Outcome { output, value: Some(value), failed: None, reason: None }
    }

    /// With the argument behind it.
    pub fn because(self, name: &str, argument: Argument) -> Outcome {
        Outcome { reason: Some(Reason { name: name.to_string(), argument }), ..self }
    }
}

/// The outcome of a command with its argument, step by step, in the place of what it shows.
pub fn with_argument(outcome: Outcome) -> Outcome {
    match &outcome.reason {
        Some(reason) => Outcome { output: reason.output(&outcome.output), value: None, ..outcome },
        None => outcome,
    }
}

/// The clause `with a = 2, b = 3` as names and values. The names are hidden from here on; put the values in their place
/// when all is built.
pub fn bindings(builder: &mut Builder<'_>, clause: Option<&Given>) -> Result<BTreeMap<String, ExprId>, Diagnostic> {
    let mut names = BTreeMap::new();
    for item in clause.map_or(&[][..], Given::items) {
        let ExprKind::Equation(left, right) = &item.kind else {
            return Err(Diagnostic::error("not-a-binding", "`with` gives names their values", item.span)
                .help("write: with a = 2"));
        };
        let ExprKind::Name(name) = &left.kind else {
            return Err(Diagnostic::error("not-a-binding", "`with` gives names their values", left.span)
                .help("write: with a = 2"));
        };
        let value = builder.scalar(right)?;
        if names.insert(name.clone(), value).is_some() {
            return Err(Diagnostic::error("name-twice", format!("`{name}` is given two values"), left.span));
        }
    }
    builder.hide(names.keys());
    Ok(names)
}

/// The one expression that a command works on.
fn single_target(invocation: &Invocation) -> Result<&Expr, Diagnostic> {
    match invocation.target.as_slice() {
        [one] => Ok(one),
        [first, .., last] => {
            Err(Diagnostic::error("one-target", "this command works on one thing at a time", first.span.to(last.span)))
        }
        [] => Err(Diagnostic::error("missing-target", "this command needs something to work on", invocation.word)),
    }
}

/// An exact value for programs.
fn exact_json(graph: &mut Graph, value: &ExactValue) -> Json {
    let exact = value.exact.and_then(|id| {
        let shown = present(graph, id);
        exact_text(graph, shown).ok()
    });
    json!({ "exact": exact, "value": double(value.value) })
}

/// Boxes for programs: two ends for each side.
fn boxes_json(boxes: &[Vec<Interval>]) -> Vec<Json> {
    boxes.iter().map(|b| b.iter().map(|side| json!([double(side.low()), double(side.high())])).collect()).collect()
}

/// The same as a function, with the values of `with` put in.
fn bound_target<'i>(builder: &mut Builder<'_>, invocation: &'i Invocation) -> Result<(Function, &'i Expr), Diagnostic> {
    let bindings = bindings(builder, invocation.clause("with"))?;
    let expr = single_target(invocation)?;
    Ok((Function::of(builder, expr)?.with(builder, &bindings), expr))
}

fn no_such_command(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("unknown-command", format!("there is no command `{word}`"), span)
}
