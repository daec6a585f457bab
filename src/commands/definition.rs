//! What a command is, what it works with, and what it returns.

use super::invocation::{ClauseDef, Invocation};
use super::reason::Reason;
use crate::calculus::argument::Argument;
use crate::diagnostic::Diagnostic;
use crate::output::Output;
use crate::session::{Builder, Host, Value};
use crate::syntax::ast::Command;

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
    pub target: TargetNeed,
    /// Its clauses.
    pub clauses: &'static [ClauseDef],
    /// Runs it.
    pub run: fn(&mut Context<'_, '_>, &Invocation) -> Result<Outcome, Diagnostic>,
}

impl CommandDef {
    /// Sorts what follows its word.
    pub fn invocation(&'static self, command: &Command) -> Result<Invocation, Diagnostic> {
        let grammar = (command.word.span, self.clauses, self.target == TargetNeed::None);
        let invocation = Invocation::after_word(grammar, command)?;
        if self.target == TargetNeed::Needed && invocation.target.is_empty() {
            let text = format!("`{}` needs something to work on", self.word);
            return Err(
                Diagnostic::error("missing-target", text, command.word.span).help(format!("write: {}", self.usage))
            );
        }
        Ok(invocation)
    }
}

/// Whether a command needs a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetNeed {
    /// It does.
    Needed,
    /// It works without.
    Optional,
    /// It has clauses only.
    None,
}

/// What a command works with.
pub struct Context<'a, 's> {
    /// Builds expressions and holds the definitions.
    pub builder: &'a mut Builder<'s>,
    /// The outside world.
    pub host: &'a mut dyn Host,
    /// The commands that there are.
    pub commands: &'static [&'static CommandDef],
    /// The name that the result is given, if any.
    pub name: Option<&'a str>,
}

/// What a command returns.
pub struct Outcome {
    /// What is shown.
    pub output: Output,
    /// The value that `a = …` and `ans` refer to, if the result is one.
    pub value: Option<Value>,
    /// The error of a check that did not hold; the output is shown all the same.
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
