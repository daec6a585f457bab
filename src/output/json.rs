//! Outputs as JSON.

use serde_json::{Map, Value as Json, json};

use super::{Datum, Output, OutputFile, Sentence};
use crate::calculus::argument::{Argument, Standing};
use crate::descent::{Iterate, Run};
use crate::expr::Graph;

impl Output {
    /// The fields for programs beyond its kind and text.
    pub fn data(&self) -> Map<String, Json> {
        object(&self.graph(), &self.files, &self.fields)
    }

    /// Data that belong to it, such as the content of a file.
    pub fn json(&self, datum: &Datum) -> Json {
        value(&self.graph(), &self.files, datum)
    }
}

fn value(graph: &Graph, files: &[OutputFile], datum: &Datum) -> Json {
    match datum {
        Datum::Null => Json::Null,
        Datum::Bool(holds) => json!(holds),
        Datum::Integer(number) => {
            u64::try_from(*number).map_or_else(|_| json!(i64::try_from(*number).ok()), |n| json!(n))
        }
        Datum::Number(number) => double(*number),
        Datum::Text(text) => json!(text),
        Datum::Words(sentence) => json!(sentence.text(graph)),
        Datum::Exact(formula) => json!(formula.exact(graph).ok()),
        Datum::Unicode(formula) => json!(formula.unicode(graph).ok()),
        Datum::Latex(before, formula) => json!(formula.latex(graph).ok().map(|latex| format!("{before}{latex}"))),
        Datum::List(items) => items.iter().map(|item| value(graph, files, item)).collect(),
        Datum::Object(fields) => Json::Object(object(graph, files, fields)),
        Datum::Iterates(run) => run.iterates.iter().map(|it| iterate(run, it)).collect(),
        Datum::Argument(name, argument) => step(graph, argument, &name.into()),
        Datum::Written(file) => json!(files.get(*file).and_then(|file| file.written.as_deref())),
    }
}

fn object(graph: &Graph, files: &[OutputFile], fields: &[(String, Datum)]) -> Map<String, Json> {
    fields.iter().map(|(name, datum)| (name.clone(), value(graph, files, datum))).collect()
}

/// A double: null where it is not finite.
pub fn double(value: f64) -> Json {
    // Integers without a fraction print as `7`, not `7.0`; both read back as the same double.
    if value.fract() == 0.0 && value.abs() < 9e15 && !(value == 0.0 && value.is_sign_negative()) {
        return Json::from(value as i64);
    }
    serde_json::Number::from_f64(value).map_or(Json::Null, Json::Number)
}

/// One unknown: the derivative with its sign; several: the size of the gradient.
fn iterate(run: &Run, it: &Iterate) -> Json {
    let gradient = if let [one] = it.gradient.as_slice() { *one } else { it.norm };
    let x: Map<String, Json> = run.labels.unknowns.iter().cloned().zip(it.x.iter().map(|&v| double(v))).collect();
    let rate = it.rate.map(double);
    json!({ "k": it.k, "x": x, "value": double(it.value), "gradient": double(gradient), "rate": rate })
}

fn step(graph: &Graph, argument: &Argument, name: &Sentence) -> Json {
    let premises = argument.premises().iter().map(|premise| step(graph, premise, argument.name(name)));
    let premises: Vec<Json> = premises.collect();
    let standing = match argument.standing() {
        Standing::Proved => "proved".to_string(),
        Standing::Looks { digits } => format!("equal to {digits} digits, not proved"),
        Standing::Open => "not decided".to_string(),
    };
    json!({ "sentence": argument.conclusion(name).text(graph), "standing": standing, "premises": premises })
}
