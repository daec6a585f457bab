//! A run as a value: its fields, and how it is shown.

use std::fmt;
use std::rc::Rc;

use serde_json::{Map, Value as Json, json};

use crate::calculus::Region;
use crate::descent::{Iterate, KnownPoint, Method, Run, Stopping, report};
use crate::expr::ExprId;
use crate::numeric::Rational;
use crate::session::Output;
use crate::session::knowledge::UnknownMinimum;
use crate::session::output::{double, number_fields};

/// What a run needs to be done again, besides what its result tells.
pub struct Recipe {
    /// The method, with nothing remembered.
    pub method: Box<dyn Method>,
    /// The start, where it is known exactly.
    pub exact_start: Option<Vec<Rational>>,
    /// When it ends.
    pub stopping: Stopping,
}

impl fmt::Debug for Recipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recipe").field("method", &self.method.name()).field("stopping", &self.stopping).finish()
    }
}

/// A run and what it was a run of.
#[derive(Clone, Debug)]
pub struct RunRecord {
    /// The name it was given.
    pub name: Option<String>,
    /// What sets it apart in a sweep: `rate 0.1`, `from x = 7`; empty for a run alone.
    pub label: String,
    /// Where it started: `x = 7`.
    pub start: String,
    /// How its rate is shown; empty where the method takes none.
    pub rate: String,
    /// What was minimised: `f(x)`.
    pub heading: String,
    /// The unknowns.
    pub names: Vec<String>,
    /// The formula in these unknowns.
    pub expr: ExprId,
    /// The exact minimisers that are known.
    pub minimisers: Vec<KnownPoint>,
    /// Why none is known.
    pub unknown_minimum: Option<UnknownMinimum>,
    /// Where the unknowns may be.
    pub region: Region,
    /// What is needed to do the run again.
    pub recipe: Rc<Recipe>,
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
        for side in &mut self.region.sides {
            side.low.iter_mut().chain(&mut side.high).for_each(&mut *visit);
        }
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

/// The fields of a run for programs.
pub fn run_fields(record: &RunRecord) -> Map<String, Json> {
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
    let evaluations = run.evaluations;
    fields.insert(
        "evaluations".into(),
        json!({
            "values": evaluations.values, "gradients": evaluations.gradients, "hessians": evaluations.hessians,
        }),
    );
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

pub(super) fn point(names: &[String], x: &[f64]) -> Json {
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
        "certified": known.proved,
    })
}
