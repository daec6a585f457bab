//! Minima as outputs.

use super::family::family_fields;
use super::number::{approximate_datum, exact_part, number_datum};
use crate::algebra::present;
use crate::calculus::exact_value::ExactValue;
use crate::calculus::minimum::MinimumStatus;
use crate::expr::Graph;
use crate::output::{Datum, Output, Sentence};
use crate::session::Session;
use crate::session::knowledge::known_points;
use crate::session::record::MinimumRecord;

/// A minimum as output.
pub fn minimum_output(session: &mut Session, record: &MinimumRecord) -> Output {
    let graph = &mut session.graph;
    let minimum = &record.minimum;
    let status = match minimum.status {
        MinimumStatus::Global => "global",
        MinimumStatus::None => "none",
        MinimumStatus::Unbounded => "unbounded",
        MinimumStatus::Unknown => "unknown",
    };
    let mut points = Vec::new();
    for p in &minimum.points {
        let x: Vec<Datum> = p.x.iter().map(|value| exact_datum(graph, value)).collect();
        let mut point = vec![("x", Datum::by_name(&record.names, x)), ("value", exact_datum(graph, &p.value))];
        point.extend(p.sample.then_some(("sample", Datum::Bool(true))));
        points.push(Datum::object(point));
    }
    let mut output = Output::new("minimum")
        .with_all(minimum.told(graph, &record.label))
        .field("status", status)
        .field("points", points)
        .field("certified", minimum.certified())
        .field("because", minimum.because(&record.label));
    if let Some(set) = &minimum.set {
        output = output.field("set", set.equations.iter().map(|&e| Datum::exact(e)).collect::<Vec<_>>());
    }
    let short: Vec<Vec<String>> = known_points(graph, minimum).into_iter().map(|p| p.exact).collect();
    if !short.is_empty() {
        output = output.field("at", short);
    }
    if !minimum.families.is_empty() {
        let families = minimum.families.iter().map(|family| {
            let value = |i: usize, exact: Datum| match family.about.get(i) {
                Some(Some(about)) => approximate_datum(*about),
                _ => Datum::object([("exact", exact)]),
            };
            Datum::Object(family_fields(graph, &family.members, &record.names, value))
        });
        output = output.field("families", families.collect::<Vec<_>>());
    }
    output
}

/// The exact form, or its decimals where there is none.
fn exact_datum(graph: &mut Graph, value: &ExactValue) -> Datum {
    let exact = match value.exact {
        Some(id) => Datum::exact(present(graph, id)),
        None => Sentence::from(exact_part(graph, value)).into(),
    };
    number_datum(exact, value.value)
}
