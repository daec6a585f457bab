//! `read("r.json")`: a saved run, or list of runs.
//!
//! The file holds the statements that made each run. They run again, which gives the same numbers bit for bit and a complete
//! run; if it ends elsewhere than the file says, that is an error.

use std::rc::Rc;

use serde_json::Value as Json;

use super::{CommandDef, Context, Invocation, Outcome, TargetNeed, descend};
use crate::diagnostic::Diagnostic;
use crate::session::display::{run_output, runs_output};
use crate::session::record::RunRecord;
use crate::session::{Definition, Optimizer, UserFunction, Value};
use crate::source::Span;
use crate::syntax::ast::{Action, StatementKind};
use crate::syntax::parse_statement;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "read",
    usage: "read(\"r.json\")",
    help: "a run, or a list of runs, that was saved",
    example: "read(\"r.json\")",
    target: TargetNeed::Needed,
    clauses: &[],
    run,
};

/// Larger files are not read.
const MAX_BYTES: usize = 1 << 28;

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let expr = super::single_target(invocation)?;
    let Value::Text(path) = context.builder.value(expr)? else {
        return Err(Diagnostic::error("not-a-text", "a file name in quotes is needed here", expr.span)
            .help("write: r = read(\"r.json\")"));
    };
    let bytes = context
        .host
        .read(&path, MAX_BYTES)
        .map_err(|e| Diagnostic::error("cannot-read", format!("cannot read {e}"), expr.span))?;
    let unknown = |why: &str| {
        Diagnostic::error("unknown-format", format!("{path} is no file of saved runs: {why}"), expr.span)
            .help("such files are written by: save r to \"r.json\"")
    };
    let json: Json = serde_json::from_slice(&bytes).map_err(|e| unknown(&e.to_string()))?;
    match (json["kind"].as_str(), &json["run"], json["runs"].as_array()) {
        (Some("run"), saved, _) => {
            let record = Rc::new(again(context, saved, expr.span)?.ok_or_else(|| unknown("it does not say how"))?);
            Ok(Outcome::value(run_output(&record), Value::Run(record)))
        }
        (Some("runs"), _, Some(all)) => {
            let mut records = Vec::with_capacity(all.len());
            for saved in all {
                records.push(Rc::new(again(context, saved, expr.span)?.ok_or_else(|| unknown("it does not say how"))?));
            }
            Ok(Outcome::value(runs_output(&records), Value::Runs(records)))
        }
        _ => Err(unknown("it holds something else")),
    }
}

/// The run made again; `None` where the file does not say how.
fn again(context: &mut Context<'_, '_>, saved: &Json, span: Span) -> Result<Option<RunRecord>, Diagnostic> {
    let Some(statements) = saved["script"].as_array() else { return Ok(None) };
    let mut before = Vec::new();
    let mut found = Ok(None);
    for statement in statements.iter().filter_map(Json::as_str) {
        found = step(context, statement, &mut before, span);
        if found.is_err() {
            break;
        }
    }
    // The file has a scope of its own.
    for (name, definition) in before.into_iter().rev() {
        context.builder.session.restore(&name, definition);
    }
    let Some(mut record) = found? else { return Ok(None) };
    for (name, wanted) in saved["x"].as_object().into_iter().flatten() {
        let place = record.names.iter().position(|n| n == name);
        let ended = record.run.last().zip(place).and_then(|(last, i)| last.x.get(i).copied());
        if ended.is_none() || ended != wanted.as_f64() {
            let words = format!("done again, the run ends at {name} = {}, not at {wanted}", ended.unwrap_or(f64::NAN));
            return Err(Diagnostic::error("unknown-format", words, span)
                .help("the file, or a definition that it rests on, was changed"));
        }
    }
    if let Some(label) = saved["label"].as_str() {
        record.label = label.to_string();
    }
    Ok(Some(record))
}

/// Runs one statement of a file, which must be a definition or the run itself.
fn step(
    context: &mut Context<'_, '_>,
    text: &str,
    before: &mut Vec<(String, Option<Definition>)>,
    span: Span,
) -> Result<Option<RunRecord>, Diagnostic> {
    let here = |error: Diagnostic| Diagnostic::error(error.code, format!("in the file: {}", error.headline), span);
    let is_command = |word: &str| word == descend::COMMAND.word;
    let statement = parse_statement(text, Span::new(0, text.len()), false, &is_command).map_err(here)?;
    let session = &mut context.builder.session;
    match statement.kind {
        StatementKind::Function { name, parameters, body } => {
            before.push((name.text.clone(), session.definition(&name.text).cloned()));
            let parameters = parameters.into_iter().map(|p| p.text).collect();
            let function = UserFunction { name: name.text.clone(), parameters, text: body.to_string(), body };
            session.define(&name.text, Definition::Function(Rc::new(function)));
            Ok(None)
        }
        StatementKind::Optimizer { name, parameters, lines } => {
            before.push((name.text.clone(), session.definition(&name.text).cloned()));
            let key = name.text.clone();
            let optimizer = Optimizer { name, parameters, lines, text: text.to_string(), base: 0 };
            session.define(&key, Definition::Optimizer(Rc::new(optimizer)));
            Ok(None)
        }
        StatementKind::Action(Action::Command(command)) => {
            let invocation = descend::COMMAND.invocation(&command).map_err(here)?;
            let outcome = (descend::COMMAND.run)(context, &invocation).map_err(here)?;
            match outcome.value {
                Some(Value::Run(record)) => Ok(Some((*record).clone())),
                _ => Ok(None),
            }
        }
        StatementKind::Action(_) | StatementKind::Value { .. } => Ok(None),
    }
}
