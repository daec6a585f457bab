//! `read("r.json")`: a saved run, or list of runs.
//!
//! The file holds the statements that made each run. They run again, which gives the same numbers bit for bit and a complete
//! run; if it ends elsewhere than the file says, that is an error.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Deserialize;

use super::{CommandDef, Context, Invocation, Outcome, TargetNeed, descend};
use crate::diagnostic::Diagnostic;
use crate::interrupt::abandonable;
use crate::session::display::{run_output, runs_output};
use crate::session::record::RunRecord;
use crate::session::{Definition, MAX_FILE_BYTES, Optimizer, UserFunction, Value};
use crate::source::Span;
use crate::syntax::ast::{Action, Statement, StatementKind};
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

/// A file of runs, as far as it is needed to make them again. The rest, the iterates above all, is passed over.
#[derive(Deserialize)]
struct SavedFile {
    kind: Option<String>,
    run: Option<SavedRun>,
    runs: Option<Vec<SavedRun>>,
}

/// A run of the file.
#[derive(Deserialize)]
struct SavedRun {
    /// The definitions that it needs, and last the statement that made it.
    #[serde(default)]
    script: Vec<String>,
    /// Where it ended.
    #[serde(default)]
    x: BTreeMap<String, f64>,
    label: Option<String>,
}

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let expr = super::single_target(invocation)?;
    let Value::Text(path) = context.builder.value(expr)? else {
        return Err(Diagnostic::error("not-a-text", "a file name in quotes is needed here", expr.span)
            .help("write: r = read(\"r.json\")"));
    };
    let bytes = context
        .host
        .read(&path, MAX_FILE_BYTES)
        .map_err(|e| Diagnostic::error("cannot-read", format!("cannot read {e}"), expr.span))?;
    let unknown = |why: &str| {
        Diagnostic::error("unknown-format", format!("{path} is no file of saved runs: {why}"), expr.span)
            .help("such files are written by: save r to \"r.json\"")
    };
    let read = abandonable(move || serde_json::from_slice::<SavedFile>(&bytes)).ok_or_else(|| stopped(expr.span))?;
    let file = read.map_err(|e| unknown(&e.to_string()))?;
    let (saved, single) = match (file.kind.as_deref(), file.run, file.runs) {
        (Some("run"), Some(run), _) => (vec![run], true),
        (Some("runs"), _, Some(runs)) => (runs, false),
        _ => return Err(unknown("it holds something else")),
    };
    // However many unknowns there are, at least one.
    descend::check_count(saved.len(), 1, expr.span)?;
    if saved.iter().any(|run| run.script.is_empty()) {
        return Err(unknown("it does not say how they were made"));
    }
    let records = made_again(context, &saved, expr.span)?;
    Ok(match records.as_slice() {
        [record] if single => Outcome::value(run_output(record), Value::Run(Rc::clone(record))),
        _ => Outcome::value(runs_output(&records), Value::Runs(records)),
    })
}

fn stopped(span: Span) -> Diagnostic {
    Diagnostic::error("interrupted", "the file was not read to its end", span)
}

/// An error of a statement in the file, told at the file's name.
fn in_file(error: &Diagnostic, span: Span) -> Diagnostic {
    Diagnostic::error(error.code, format!("in the file: {}", error.headline), span)
}

fn is_command(word: &str) -> bool {
    word == descend::COMMAND.word
}

fn parsed(text: &str) -> Result<Statement, Diagnostic> {
    parse_statement(text, Span::new(0, text.len()), false, &is_command)
}

/// Runs of the file that differ in their starts and rates only: they are made together.
#[derive(Default)]
struct Together {
    places: Vec<usize>,
    invocations: Vec<Invocation>,
}

/// The runs made again, in the order of the file.
fn made_again(context: &mut Context<'_, '_>, saved: &[SavedRun], span: Span) -> Result<Vec<Rc<RunRecord>>, Diagnostic> {
    let here = |error: Diagnostic| in_file(&error, span);
    let mut groups: BTreeMap<(&[String], String), Together> = BTreeMap::new();
    for (place, run) in saved.iter().enumerate() {
        if context.host.interrupt().is_set() {
            return Err(stopped(span));
        }
        let Some((text, definitions)) = run.script.split_last() else { continue };
        let StatementKind::Action(Action::Command(command)) = parsed(text).map_err(here)?.kind else {
            return Err(Diagnostic::error("unknown-format", format!("in the file: `{text}` makes no run"), span));
        };
        let invocation = descend::COMMAND.invocation(&command).map_err(here)?;
        let together = groups.entry((definitions, descend::in_common(&invocation, text))).or_default();
        together.places.push(place);
        together.invocations.push(invocation);
    }
    let mut records: Vec<Option<Rc<RunRecord>>> = vec![None; saved.len()];
    for ((definitions, _), together) in &groups {
        let mut before = Vec::new();
        let made = define(context, definitions, &mut before)
            .and_then(|()| descend::again(context, &together.invocations, saved.len()));
        // The file has a scope of its own.
        for (name, definition) in before.into_iter().rev() {
            context.builder.session.restore(&name, definition);
        }
        for (&place, record) in together.places.iter().zip(made.map_err(here)?) {
            records[place] = Some(checked(&saved[place], record, span)?);
        }
    }
    records.into_iter().map(|record| record.ok_or_else(|| stopped(span))).collect()
}

/// The run, if it ends where the file says.
fn checked(saved: &SavedRun, mut record: Rc<RunRecord>, span: Span) -> Result<Rc<RunRecord>, Diagnostic> {
    for (name, &wanted) in &saved.x {
        let place = record.names.iter().position(|n| n == name);
        let ended = record.run.last().zip(place).and_then(|(last, i)| last.x.get(i).copied());
        if ended != Some(wanted) {
            let words = format!("done again, the run ends at {name} = {}, not at {wanted}", ended.unwrap_or(f64::NAN));
            return Err(Diagnostic::error("unknown-format", words, span)
                .help("the file, or a definition that it rests on, was changed"));
        }
    }
    if let Some(label) = &saved.label {
        Rc::make_mut(&mut Rc::make_mut(&mut record).facts).label.clone_from(label);
    }
    Ok(record)
}

/// Makes definitions of the file, and tells what stood there before.
fn define(
    context: &mut Context<'_, '_>,
    definitions: &[String],
    before: &mut Vec<(String, Option<Definition>)>,
) -> Result<(), Diagnostic> {
    let session = &mut context.builder.session;
    for text in definitions {
        let (name, definition) = match parsed(text)?.kind {
            StatementKind::Function { name, parameters, body } => {
                let parameters = parameters.into_iter().map(|p| p.text).collect();
                let function = UserFunction { name: name.text.clone(), parameters, text: body.to_string(), body };
                (name.text, Definition::Function(Rc::new(function)))
            }
            StatementKind::Optimizer { name, parameters, lines } => {
                let key = name.text.clone();
                let optimizer = Optimizer { name, parameters, lines, text: text.clone(), base: 0 };
                (key, Definition::Optimizer(Rc::new(optimizer)))
            }
            StatementKind::Action(_) | StatementKind::Value { .. } => continue,
        };
        before.push((name.clone(), session.definition(&name).cloned()));
        session.define(&name, definition);
    }
    Ok(())
}
