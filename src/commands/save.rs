//! `save r to "r.json"`: a run, or a list of runs, in a file for other programs.

use std::rc::Rc;

use super::{ClauseDef, CommandDef, Context, Given, Invocation, Outcome, Takes, TargetNeed};
use crate::descent::{Clip, Run, StopCondition};
use crate::diagnostic::Diagnostic;
use crate::expr::print::{TooLong, exact_text};
use crate::numeric::format::shortest;
use crate::output::{Content, Datum, Output};
use crate::session::display::run_fields;
use crate::session::record::RunRecord;
use crate::session::{Builder, Definition, Value};
use crate::syntax::is_name;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "save",
    usage: "save r to \"r.json\", save r to \"r.csv\"",
    help: "a run, or a list of runs, as a file: all that is known of it as JSON, or its iterates as a table",
    example: "save r to \"r.json\"",
    target: TargetNeed::Needed,
    clauses: &[ClauseDef { word: "to", takes: Takes::One, usage: "to \"r.json\", to \"r.csv\"" }],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let expr = super::single_target(invocation)?;
    let Some(clause) = invocation.clause("to") else {
        return Err(Diagnostic::error("missing-clause", "where is it saved?", invocation.span)
            .help("write: save r to \"r.json\""));
    };
    let (runs, single) = match context.builder.value(expr)? {
        Value::Run(run) => (vec![run], true),
        Value::Runs(runs) => (runs, false),
        other => {
            return Err(Diagnostic::error("not-a-run", format!("{} cannot be saved", other.kind()), expr.span)
                .help("runs can be: r = descend …"));
        }
    };
    let name = file_name(context.builder, clause)?;
    let content = match name.rsplit_once('.') {
        Some((_, "json")) => Content::Data(data(context.builder, &runs, single)),
        Some((_, "csv")) => Content::Text(table(&runs)),
        _ => {
            return Err(Diagnostic::error("unknown-format", "runs are saved as .json or .csv", clause.value_span())
                .help("write: save r to \"r.json\""));
        }
    };
    let output = Output::new("saved").field("path", Datum::Written(0));
    Ok(Outcome::shown(output.file(Some(name), content, clause.value_span())))
}

fn file_name(builder: &mut Builder<'_>, clause: &Given) -> Result<String, Diagnostic> {
    match builder.value(clause.value()?)? {
        Value::Text(name) if !name.is_empty() => Ok(name),
        _ => Err(Diagnostic::error("not-a-text", "`to` takes a file name in quotes", clause.value_span())
            .help("write: to \"r.json\"")),
    }
}

/// The same objects as `--json` shows, with the statements that make the run again.
fn data(builder: &Builder<'_>, runs: &[Rc<RunRecord>], single: bool) -> Datum {
    let object = |record: &Rc<RunRecord>| {
        let mut fields = run_fields(record);
        let mut add = |name: &str, datum: Datum| fields.push((name.to_string(), datum));
        add("target", (&record.heading).into());
        add("label", (&record.label).into());
        if let Ok(script) = script(builder, record) {
            add("script", script.into());
        }
        Datum::Object(fields)
    };
    let mut all: Vec<Datum> = runs.iter().map(object).collect();
    match all.len() {
        1 if single => Datum::object([("kind", "run".into()), ("run", all.remove(0))]),
        _ => Datum::object([("kind", "runs".into()), ("runs", all.into())]),
    }
}

/// The statements that make a run again, the definitions it needs first.
fn script(builder: &Builder<'_>, record: &RunRecord) -> Result<Vec<String>, TooLong> {
    let graph = &builder.session.graph;
    let run = &record.run;
    let formula = exact_text(graph, record.expr)?;
    let mut statements = Vec::new();
    let target = match &run.labels.name {
        Some(name) if is_name(name) => {
            statements.push(format!("{name}({}) = {formula}", record.names.join(", ")));
            name.clone()
        }
        _ => format!("({formula})"),
    };
    let method = run.method.split('(').next().unwrap_or_default();
    if let Some(Definition::Optimizer(own)) = builder.session.definition(method) {
        statements.push(own.text.clone());
    }
    let start: Vec<String> = match &record.recipe.exact_start {
        Some(exact) => exact.iter().map(ToString::to_string).collect(),
        None => run.start.iter().map(|&v| shortest(v)).collect(),
    };
    let start: Vec<String> = record.names.iter().zip(start).map(|(name, value)| format!("{name} = {value}")).collect();
    let start = if start.len() == 1 { start.concat() } else { format!("({})", start.join(", ")) };
    let mut text = format!("descend {target} from {start} using {}", method_text(run));
    if !record.rate.is_empty() {
        text += &format!(" rate {}", record.rate);
    }
    text += &format!(" steps {}", record.recipe.stopping.steps);
    for condition in &record.recipe.stopping.conditions {
        if let StopCondition::Until { text: written, .. } = condition {
            text += &format!(" until {written}");
        }
    }
    match run.adjustments.clip {
        Some(Clip::Norm(most)) => text += &format!(" clip norm {}", shortest(most)),
        Some(Clip::Value(most)) => text += &format!(" clip value {}", shortest(most)),
        None => {}
    }
    if run.adjustments.bounds.is_some() {
        let mut ranges = Vec::new();
        for (name, side) in record.names.iter().zip(&record.region.sides) {
            let low = side.low.map_or(Ok("-inf".to_string()), |id| exact_text(graph, id))?;
            let high = side.high.map_or(Ok("inf".to_string()), |id| exact_text(graph, id))?;
            ranges.push(format!("{name} in ({low})..({high})"));
        }
        text += &format!(" over {}", ranges.join(", "));
    }
    if record.every > 1 {
        text += &format!(" every {}", record.every);
    }
    statements.push(text);
    Ok(statements)
}

/// The method as `using` takes it, with what was added to the target.
fn method_text(run: &Run) -> String {
    let added = [("weight_decay", run.adjustments.weight_decay), ("l1", run.adjustments.l1)];
    let missing: Vec<String> = added
        .iter()
        .filter(|(name, value)| *value != 0.0 && !run.method.contains(name))
        .map(|(name, value)| format!("{name} = {}", shortest(*value)))
        .collect();
    if missing.is_empty() {
        return run.method.clone();
    }
    match run.method.strip_suffix(')') {
        Some(open) => format!("{open}, {})", missing.join(", ")),
        None => format!("{}({})", run.method, missing.join(", ")),
    }
}

/// A line for each iterate that is kept. Numbers read back as the same doubles.
fn table(runs: &[Rc<RunRecord>]) -> String {
    let Some(first) = runs.first() else { return String::new() };
    let mut head = vec!["run".to_string(), "k".into()];
    head.extend(first.names.iter().cloned());
    head.extend(["value".into(), "gradient".into(), "rate".into()]);
    let mut text = head.join(",") + "\n";
    for (number, record) in (1..).zip(runs) {
        for it in &record.run.iterates {
            let mut row = vec![format!("{number}"), it.k.to_string()];
            row.extend(it.x.iter().map(|&v| shortest(v)));
            row.extend([shortest(it.value), shortest(it.norm), it.rate.map_or_else(String::new, shortest)]);
            text += &(row.join(",") + "\n");
        }
    }
    text
}
