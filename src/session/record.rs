//! Runs and minima as values: their fields, and how they are shown.

use std::rc::Rc;

use serde_json::{Map, Value as Json, json};
use unicode_width::UnicodeWidthStr;

use super::knowledge::{exact_text, known_points};
use super::output::{double, number_fields};
use super::value::number_of_double;
use super::{Output, Session, Value};
use crate::calculus::minimum::{ExactValue, Minimum, Status};
use crate::calculus::present;
use crate::descent::{Iterate, KnownPoint, Run, Verdict, report};
use crate::expr::{ExprId, Graph, print};
use crate::numeric::format::significant;

/// A run and what it was a run of.
#[derive(Clone, Debug)]
pub struct RunRecord {
    /// The name it was given.
    pub name: Option<String>,
    /// What sets it apart in a sweep: `rate 0.1`, `from x = 7`; empty for a run alone.
    pub label: String,
    /// Where it started: `x = 7`.
    pub start: String,
    /// What was minimised: `f(x)`.
    pub heading: String,
    /// The unknowns.
    pub names: Vec<String>,
    /// The formula in these unknowns.
    pub expr: ExprId,
    /// The exact minimisers that are known.
    pub minimisers: Vec<KnownPoint>,
    /// What happened.
    pub run: Rc<Run>,
    /// What was chosen for the user: a random start, a rate.
    pub preface: Vec<String>,
    /// Show every so many steps only.
    pub every: u64,
    /// The seed that drew its start, if chance did.
    pub seed: Option<u64>,
    /// How long it took.
    pub seconds: f64,
}

impl RunRecord {
    /// Visits the expressions inside.
    pub fn each_expr(&mut self, visit: &mut dyn FnMut(&mut ExprId)) {
        visit(&mut self.expr);
    }
}

/// A minimum and what it is a minimum of.
#[derive(Clone, Debug)]
pub struct MinimumRecord {
    /// What is least there: `f`.
    pub label: String,
    /// The unknowns.
    pub names: Vec<String>,
    /// What is known.
    pub minimum: Minimum,
}

impl MinimumRecord {
    /// Visits the expressions inside.
    pub fn each_expr(&mut self, visit: &mut dyn FnMut(&mut ExprId)) {
        for point in &mut self.minimum.points {
            point.x.iter_mut().filter_map(|v| v.exact.as_mut()).for_each(&mut *visit);
            point.value.exact.iter_mut().for_each(&mut *visit);
        }
        for family in &mut self.minimum.families {
            family.expressions.iter_mut().for_each(&mut *visit);
        }
        if let Some(set) = &mut self.minimum.set {
            set.equations.iter_mut().for_each(visit);
        }
    }
}

/// The fields of a run.
const RUN_FIELDS: [&str; 10] =
    ["x", "value", "gradient", "steps", "verdict", "path", "distance", "cycle", "rate", "seconds"];

/// A field of a run, or the names of the fields there are. `gradient` is its size.
pub fn run_field(graph: &mut Graph, record: &RunRecord, name: &str) -> Result<Value, Vec<String>> {
    let run = &record.run;
    let unknown = || {
        let mut fields: Vec<String> = RUN_FIELDS.iter().map(|f| f.to_string()).collect();
        fields.extend(record.names.iter().filter(|n| !RUN_FIELDS.contains(&n.as_str())).cloned());
        fields
    };
    let mut number = |v: f64| number_of_double(graph, v).map_or_else(|| Value::Text(v.to_string()), Value::Expr);
    let last = run.last();
    let end = |i: usize| last.map_or(f64::NAN, |it| it.x[i]);
    Ok(match name {
        "x" if record.names.len() > 1 => {
            let entries = record.names.iter().enumerate().map(|(i, n)| (Some(n.clone()), number(end(i))));
            Value::Point(entries.collect())
        }
        "x" => number(end(0)),
        "value" => number(last.map_or(f64::NAN, |it| it.value)),
        "gradient" => number(last.map_or(f64::NAN, |it| it.norm)),
        "steps" => number(run.steps as f64),
        "verdict" => Value::Text(run.verdict.as_str().to_string()),
        "distance" => run.distance.map_or_else(|| Value::Text("unknown".into()), number),
        "rate" => run.rate.fixed().map_or_else(|| Value::Text(run.rate.text()), number),
        "seconds" => number(record.seconds),
        "cycle" => {
            let mut points = Vec::new();
            for x in run.cycle.iter().flatten() {
                points.push(match x.as_slice() {
                    [one] => number(*one),
                    all => {
                        Value::Point(record.names.iter().zip(all).map(|(n, &v)| (Some(n.clone()), number(v))).collect())
                    }
                });
            }
            Value::List(points)
        }
        "path" => {
            let mut path = Vec::with_capacity(run.iterates.len());
            for it in &run.iterates {
                let mut entries = vec![(Some("k".to_string()), number(it.k as f64))];
                entries.extend(record.names.iter().zip(&it.x).map(|(n, &v)| (Some(n.clone()), number(v))));
                entries.push((Some("value".to_string()), number(it.value)));
                path.push(Value::Point(entries));
            }
            Value::List(path)
        }
        _ => match record.names.iter().position(|n| n == name) {
            Some(i) => number(end(i)),
            None => return Err(unknown()),
        },
    })
}

/// A field of a minimum, or the names of the fields there are.
pub fn minimum_field(graph: &mut Graph, record: &MinimumRecord, name: &str) -> Result<Value, Vec<String>> {
    let fields = || ["x", "value"].iter().map(|f| f.to_string()).chain(record.names.iter().cloned()).collect();
    let mut exact = |v: &ExactValue| {
        v.exact
            .or_else(|| number_of_double(graph, v.value))
            .map_or_else(|| Value::Text(v.value.to_string()), Value::Expr)
    };
    let points = &record.minimum.points;
    let one_or_list = |mut values: Vec<Value>| if values.len() == 1 { values.remove(0) } else { Value::List(values) };
    match name {
        "value" => points.first().map(|p| exact(&p.value)).ok_or_else(fields),
        "x" if record.names.len() == 1 => Ok(one_or_list(points.iter().map(|p| exact(&p.x[0])).collect())),
        "x" => {
            let mut values = Vec::new();
            for point in points {
                let entries = record.names.iter().zip(&point.x).map(|(n, v)| (Some(n.clone()), exact(v)));
                values.push(Value::Point(entries.collect()));
            }
            Ok(one_or_list(values))
        }
        _ => match record.names.iter().position(|n| n == name) {
            Some(i) => Ok(one_or_list(points.iter().map(|p| exact(&p.x[i])).collect())),
            None => Err(fields()),
        },
    }
}

/// A run as output: what was chosen, the table of iterates, the verdict and why.
pub fn run_output(record: &RunRecord) -> Output {
    let mut text = record.preface.join("\n");
    if !text.is_empty() {
        text += "\n\n";
    }
    text += &report(&record.run, record.every);
    let mut output = Output::new("run", text);
    output.fields = run_fields(record);
    output
}

fn run_fields(record: &RunRecord) -> Map<String, Json> {
    let run = &record.run;
    let mut fields = Map::new();
    fields.insert("name".into(), json!(record.name));
    fields.insert("unknowns".into(), json!(record.names));
    fields.insert("method".into(), json!(run.method));
    fields.insert("rate".into(), run.rate.fixed().map_or_else(|| json!(run.rate.text()), double));
    fields.insert("start".into(), point(&record.names, &run.start));
    fields.insert("verdict".into(), json!(run.verdict.as_str()));
    fields.insert("reason".into(), json!(run.reason.join("\n")));
    if let Some(ending) = run.ending {
        fields.insert("ends_at".into(), json!(ending.as_str()));
    }
    fields.insert("certified".into(), json!(run.certified.is_some()));
    if let Some(within) = run.certified {
        number_fields(&mut fields, "certified_within", within);
    }
    fields.insert("stop".into(), json!(run.ended));
    fields.insert("steps".into(), json!(run.steps));
    if let Some(last) = run.last() {
        fields.insert("x".into(), point(&record.names, &last.x));
        number_fields(&mut fields, "value", last.value);
        number_fields(&mut fields, "gradient", last.norm);
    }
    let path: Vec<Json> = run.iterates.iter().map(|it| iterate(&record.names, it)).collect();
    fields.insert("path".into(), Json::Array(path));
    if let Some(known) = &run.closed_form {
        fields.insert("closed_form".into(), closed_form(&record.names, known));
    }
    if let Some(distance) = run.distance {
        number_fields(&mut fields, "distance", distance);
    }
    if let Some(seed) = record.seed {
        fields.insert("seed".into(), json!(seed));
    }
    if let Some(steps) = run.steps_needed {
        fields.insert("steps_needed".into(), json!(steps));
    }
    if let Some(steps) = run.steps_predicted {
        fields.insert("steps_predicted".into(), json!(steps));
    }
    if let Some(cycle) = &run.cycle {
        let points: Vec<Json> = cycle.iter().map(|p| point(&record.names, p)).collect();
        fields.insert("cycle".into(), Json::Array(points));
    }
    fields
}

/// One unknown: the derivative with its sign; several: the size of the gradient.
fn iterate(names: &[String], it: &Iterate) -> Json {
    let gradient = if let [one] = it.gradient.as_slice() { *one } else { it.norm };
    let rate = it.rate.map(double);
    json!({ "k": it.k, "x": point(names, &it.x), "value": double(it.value), "gradient": double(gradient), "rate": rate })
}

fn point(names: &[String], x: &[f64]) -> Json {
    Json::Object(names.iter().cloned().zip(x.iter().map(|&v| double(v))).collect())
}

fn closed_form(names: &[String], known: &KnownPoint) -> Json {
    let x: Map<String, Json> = names
        .iter()
        .zip(known.exact.iter().zip(&known.x))
        .map(|(n, (exact, &value))| (n.clone(), json!({ "exact": exact, "value": double(value) })))
        .collect();
    json!({
        "status": if known.global { "global" } else { "local" },
        "points": [{ "x": x, "value": { "exact": known.value_exact, "value": double(known.value) } }],
        "certified": true,
    })
}

/// A sweep as output: a row for each run, then what became of it.
pub fn runs_output(runs: &[Rc<RunRecord>]) -> Output {
    let mut text = String::new();
    if let Some(seed) = runs.iter().find_map(|r| r.seed) {
        text += &format!("random starts (seed {seed})\n\n");
    }
    text += &sweep_table(runs);
    if runs.len() <= 8 {
        for record in runs {
            if let Some(why) = why(&record.run) {
                text += &format!("\n{}: {why}", record.label);
            }
        }
    } else {
        text += &format!("\n{}", tally(runs));
    }
    let all: Vec<Json> = runs.iter().map(|r| Json::Object(run_fields(r))).collect();
    Output::new("runs", text).field("runs", all)
}

/// The sentence that the table does not tell: why, where that is known.
fn why(run: &Run) -> Option<&String> {
    let told = matches!(run.verdict, Verdict::Converged | Verdict::Descending);
    run.reason.get(usize::from(told && run.reason.len() > 1))
}

/// The most rows that are shown of a sweep.
const MAX_ROWS: usize = 40;

fn sweep_table(runs: &[Rc<RunRecord>]) -> String {
    let Some(first) = runs.first() else { return String::new() };
    let mut head: Vec<String> = vec!["start".into(), "rate".into()];
    head.extend(first.names.iter().cloned());
    head.extend([first.heading.clone(), "steps".into(), "verdict".into()]);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in runs.iter().take(MAX_ROWS) {
        let run = &record.run;
        let mut row = vec![record.start.clone(), run.rate.text()];
        match run.last() {
            Some(it) => {
                row.extend(it.x.iter().map(|&v| significant(v, 6)));
                row.push(significant(it.value, 6));
            }
            None => row.extend(std::iter::repeat_n("–".to_string(), record.names.len() + 1)),
        }
        row.extend([run.steps.to_string(), words(run.verdict).to_string()]);
        rows.push(row);
    }
    let widths: Vec<usize> =
        (0..head.len()).map(|i| rows.iter().chain([&head]).map(|r| r[i].width()).max().unwrap_or(0)).collect();
    let line = |row: &[String]| -> String {
        let last = row.len() - 1;
        let cells: Vec<String> = row
            .iter()
            .enumerate()
            .map(|(i, c)| {
                let pad = " ".repeat(widths[i] - c.width());
                if i == 0 || i == last { format!("{c}{pad}") } else { format!("{pad}{c}") }
            })
            .collect();
        cells.join("  ").trim_end().to_string()
    };
    let mut text = line(&head);
    for row in &rows {
        text += &format!("\n{}", line(row));
    }
    if runs.len() > MAX_ROWS {
        text += &format!("\n⋮ ({} runs in all)", runs.len());
    }
    text + "\n"
}

/// A verdict as a person reads it.
fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Converged => "converged",
        Verdict::Descending => "still descending",
        Verdict::Oscillates => "oscillates",
        Verdict::Diverges => "diverges",
        Verdict::LeftDomain => "left its domain",
        Verdict::Stalled => "stalled",
        Verdict::Stopped => "stopped by its condition",
        Verdict::Interrupted => "interrupted",
    }
}

/// How many runs ended how.
fn tally(runs: &[Rc<RunRecord>]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for record in runs {
        let word = words(record.run.verdict);
        match counts.iter_mut().find(|(w, _)| *w == word) {
            Some((_, n)) => *n += 1,
            None => counts.push((word, 1)),
        }
    }
    let parts: Vec<String> = counts.iter().map(|(w, n)| format!("{n} {w}")).collect();
    format!("{} runs: {}", runs.len(), parts.join(", "))
}

/// A minimum as output.
pub fn minimum_output(session: &mut Session, record: &MinimumRecord) -> Output {
    let graph = &mut session.graph;
    let minimum = &record.minimum;
    let status = match minimum.status {
        Status::Global => "global",
        Status::Local => "local",
        Status::None => "none",
        Status::Unbounded => "unbounded",
        Status::Unknown => "unknown",
    };
    let mut points = Vec::new();
    for p in &minimum.points {
        let mut x = Map::new();
        for (name, value) in record.names.iter().zip(&p.x) {
            x.insert(name.clone(), exact_json(graph, value));
        }
        points.push(json!({ "x": x, "value": exact_json(graph, &p.value) }));
    }
    let text = minimum.sentence(graph, &record.label);
    let mut output = Output::new("minimum", text)
        .field("status", status)
        .field("points", points)
        .field("certified", minimum.certified)
        .field("because", minimum.because(&record.label));
    if let Some(set) = &minimum.set {
        let equations: Vec<Json> = set.equations.iter().map(|&e| json!(print::text(graph, e))).collect();
        output = output.field("set", equations);
    }
    let short: Vec<Json> = known_points(graph, minimum).iter().map(|p| json!(p.exact)).collect();
    if !short.is_empty() {
        output = output.field("at", short);
    }
    output
}

fn exact_json(graph: &mut Graph, value: &ExactValue) -> Json {
    let exact = value.exact.and_then(|id| {
        let shown = present(graph, id);
        print::exact_text(graph, shown).ok()
    });
    json!({ "exact": exact.unwrap_or_else(|| exact_text(graph, value)), "value": double(value.value) })
}
