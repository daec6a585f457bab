//! What stands behind the dot: fields of runs and minima as values.

use super::{MinimumRecord, RunRecord};
use crate::calculus::exact_value::ExactValue;
use crate::expr::{Graph, Number};
use crate::session::Value;

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
    let mut number =
        |v: f64| Number::of_double(v).map(|n| graph.number(n)).map_or_else(|| Value::Text(v.to_string()), Value::Expr);
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
            for it in run.iterates.iter() {
                let mut entries = vec![(Some("k".to_string()), number(it.k as f64))];
                entries.extend(record.names.iter().zip(it.x).map(|(n, &v)| (Some(n.clone()), number(v))));
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
            .or_else(|| Number::of_double(v.value).map(|n| graph.number(n)))
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
