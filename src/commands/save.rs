//! `save r to "r.json"`: a run, or a list of runs, in a file for other programs.

use std::rc::Rc;

use super::{ClauseDef, CommandDef, Context, Given, Invocation, Outcome, Takes, TargetNeed};
use crate::descent::{Clip, Run, StopCondition, StopReason};
use crate::diagnostic::Diagnostic;
use crate::expr::print::{TooLong, exact_text};
use crate::interrupt::count;
use crate::numeric::format::shortest;
use crate::output::{Content, Datum, LazyList, Output};
use crate::session::display::run_fields;
use crate::session::record::RunRecord;
use crate::session::{Builder, Definition, Optimizer, Value};
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

/// The work of writing a line of a table.
const ROW: usize = 1000;

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
    let thinned = thinning(&runs);
    let content = match name.rsplit_once('.') {
        Some((_, "json")) => Content::Data(data(context.builder, runs, single)),
        Some((_, "csv")) => Content::Text(table(runs)),
        _ => {
            return Err(Diagnostic::error("unknown-format", "runs are saved as .json or .csv", clause.value_span())
                .help("write: save r to \"r.json\""));
        }
    };
    let output = Output::new("saved").with_all(thinned).field("path", Datum::Written(0));
    Ok(Outcome::shown(output.file(Some(name), content, clause.value_span())))
}

/// What is told where not every step is saved.
fn thinning(runs: &[Rc<RunRecord>]) -> Option<String> {
    // The start has the number 0.
    let apart = || runs.iter().filter_map(|record| Some(record.run.iterates.get(1)?.k));
    let (least, most) = (apart().min()?, apart().max()?);
    let steps = if least == most { most.to_string() } else { format!("{least} to {most}") };
    (most > 1).then(|| format!("not every step is saved: one in {steps}, and the last"))
}

fn file_name(builder: &mut Builder<'_>, clause: &Given) -> Result<String, Diagnostic> {
    match builder.value(clause.value()?)? {
        Value::Text(name) if !name.is_empty() => Ok(name),
        _ => Err(Diagnostic::error("not-a-text", "`to` takes a file name in quotes", clause.value_span())
            .help("write: to \"r.json\"")),
    }
}

/// The same objects as `--json` shows, with the statements that make the run again.
fn data(builder: &Builder<'_>, runs: Vec<Rc<RunRecord>>, single: bool) -> Datum {
    let (count, scripts) = (runs.len(), scripts(builder, &runs));
    let object = move |i: usize| {
        let record = &runs[i];
        let mut fields = run_fields(record);
        let mut add = |name: &str, datum: Datum| fields.push((name.to_string(), datum));
        add("target", (&record.heading).into());
        add("label", (&record.label).into());
        if let Ok(script) = &scripts[i] {
            add("script", script.statements().into());
        }
        Datum::Object(fields)
    };
    match single {
        true => Datum::object([("kind", "run".into()), ("run", object(0))]),
        false => Datum::object([("kind", "runs".into()), ("runs", Datum::Lazy(LazyList::new(count, object)))]),
    }
}

/// The statements that make a run again.
struct RunScript {
    target: Rc<ScriptTarget>,
    /// The method, where it is one of the user's own.
    own: Option<Rc<Optimizer>>,
    /// Where the run starts, and how it goes.
    clauses: String,
}

/// What the runs of a sweep descend on. Its formula may be long, so they share it.
struct ScriptTarget {
    definition: Option<String>,
    /// A name, or a formula in brackets.
    text: String,
}

impl RunScript {
    fn statements(&self) -> Vec<String> {
        let definitions = self.target.definition.clone().into_iter().chain(self.own.iter().map(|own| own.text.clone()));
        definitions.chain([format!("descend {}{}", self.target.text, self.clauses)]).collect()
    }
}

/// A script for each run.
fn scripts(builder: &Builder<'_>, runs: &[Rc<RunRecord>]) -> Vec<Result<RunScript, TooLong>> {
    let mut targets: Option<(&RunRecord, Result<Rc<ScriptTarget>, TooLong>)> = None;
    let mut scripts = Vec::with_capacity(runs.len());
    for record in runs {
        let is_same = |other: &RunRecord| {
            other.expr == record.expr && other.names == record.names && other.run.labels.name == record.run.labels.name
        };
        let target = match targets.take().filter(|(other, _)| is_same(other)) {
            Some((_, target)) => target,
            None => script_target(builder, record).map(Rc::new),
        };
        targets = Some((record, target.clone()));
        let method = record.run.method.split('(').next().unwrap_or_default();
        let own = match builder.session.definition(method) {
            Some(Definition::Optimizer(own)) => Some(Rc::clone(own)),
            _ => None,
        };
        scripts.push(target.and_then(|target| Ok(RunScript { target, own, clauses: clauses(builder, record)? })));
    }
    scripts
}

fn script_target(builder: &Builder<'_>, record: &RunRecord) -> Result<ScriptTarget, TooLong> {
    let formula = exact_text(&builder.session.graph, record.expr)?;
    Ok(match &record.run.labels.name {
        Some(name) if is_name(name) => {
            let definition = format!("{name}({}) = {formula}", record.names.join(", "));
            ScriptTarget { definition: Some(definition), text: name.clone() }
        }
        _ => ScriptTarget { definition: None, text: format!("({formula})") },
    })
}

/// The clauses of `descend` that make a run again.
fn clauses(builder: &Builder<'_>, record: &RunRecord) -> Result<String, TooLong> {
    let (graph, run) = (&builder.session.graph, &record.run);
    let start: Vec<String> = match &record.recipe.exact_start {
        Some(exact) => exact.iter().map(ToString::to_string).collect(),
        None => run.start.iter().map(|&v| shortest(v)).collect(),
    };
    let start: Vec<String> = record.names.iter().zip(start).map(|(name, value)| format!("{name} = {value}")).collect();
    let start = if start.len() == 1 { start.concat() } else { format!("({})", start.join(", ")) };
    let mut text = format!(" from {start} using {}", method_text(run));
    if !record.rate.is_empty() {
        text += &format!(" rate {}", record.rate);
    }
    // A run that was stopped is done again as far as it came.
    let stopped = matches!(run.stop, StopReason::Interrupted);
    let steps = if stopped { run.steps } else { record.recipe.stopping.steps };
    text += &format!(" steps {steps}");
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
    Ok(text)
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
fn table(runs: Vec<Rc<RunRecord>>) -> LazyList<String> {
    // The heading, and then the lines of each run.
    LazyList::new(runs.len() + 1, move |i| {
        let Some(number) = i.checked_sub(1) else { return heading(&runs) };
        let mut text = String::new();
        for it in runs[number].run.iterates.iter() {
            count(ROW);
            let mut row = vec![i.to_string(), it.k.to_string()];
            row.extend(it.x.iter().map(|&v| shortest(v)));
            row.extend([shortest(it.value), shortest(it.norm), it.rate.map_or_else(String::new, shortest)]);
            text += &(row.join(",") + "\n");
        }
        text
    })
}

fn heading(runs: &[Rc<RunRecord>]) -> String {
    let Some(first) = runs.first() else { return String::new() };
    let mut head = vec!["run".to_string(), "k".into()];
    head.extend(first.names.iter().cloned());
    head.extend(["value".into(), "gradient".into(), "rate".into()]);
    head.join(",") + "\n"
}
