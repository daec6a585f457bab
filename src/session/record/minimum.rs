//! A minimum as a value: its fields, and how it is shown.

use serde_json::{Map, Value as Json, json};

use super::family_text;
use crate::calculus::minimum::{ExactValue, MinimiserFamily, Minimum, MinimumStatus};
use crate::calculus::present;
use crate::expr::{ExprId, Graph, Symbol, print};
use crate::numeric::format::approximately;
use crate::session::knowledge::{exact_text, known_points};
use crate::session::output::double;
use crate::session::{Output, Session};

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
            let family = &mut family.members;
            family.expressions.iter_mut().chain(&mut family.conditions).for_each(&mut *visit);
        }
        if let Some(set) = &mut self.minimum.set {
            set.equations.iter_mut().for_each(visit);
        }
    }

    /// Visits the unknowns, and the parameters of families.
    pub fn each_symbol(&mut self, visit: &mut dyn FnMut(&mut Symbol)) {
        self.minimum.unknowns.iter_mut().for_each(&mut *visit);
        for family in &mut self.minimum.families {
            family.members.parameters.iter_mut().for_each(&mut *visit);
        }
    }
}

/// A minimum as output.
pub fn minimum_output(session: &mut Session, record: &MinimumRecord) -> Output {
    let graph = &mut session.graph;
    let minimum = &record.minimum;
    let status = match minimum.status {
        MinimumStatus::Global => "global",
        MinimumStatus::Local => "local",
        MinimumStatus::None => "none",
        MinimumStatus::Unbounded => "unbounded",
        MinimumStatus::Unknown => "unknown",
    };
    let mut points = Vec::new();
    for p in &minimum.points {
        let mut x = Map::new();
        for (name, value) in record.names.iter().zip(&p.x) {
            x.insert(name.clone(), exact_json(graph, value));
        }
        let mut point = json!({ "x": x, "value": exact_json(graph, &p.value) });
        if p.sample {
            point["sample"] = json!(true);
        }
        points.push(point);
    }
    let text = minimum.sentence(graph, &record.label);
    let mut output = Output::new("minimum", text)
        .field("status", status)
        .field("points", points)
        .field("certified", minimum.certified())
        .field("because", minimum.because(&record.label));
    if let Some(set) = &minimum.set {
        let equations: Vec<Json> = set.equations.iter().map(|&e| json!(print::text(graph, e))).collect();
        output = output.field("set", equations);
    }
    let short: Vec<Json> = known_points(graph, minimum).iter().map(|p| json!(p.exact)).collect();
    if !short.is_empty() {
        output = output.field("at", short);
    }
    if !minimum.families.is_empty() {
        let families: Vec<Json> =
            minimum.families.iter().map(|family| family_json(graph, family, &record.names)).collect();
        output = output.field("families", families);
    }
    output
}

fn family_json(graph: &mut Graph, family: &MinimiserFamily, names: &[String]) -> Json {
    let (_, mut written) = family_text(graph, &family.members, names);
    for (name, about) in names.iter().zip(&family.about) {
        if let Some(value) = *about {
            written["x"][name] = json!({ "exact": approximately(value), "value": double(value) });
        }
    }
    written
}

fn exact_json(graph: &mut Graph, value: &ExactValue) -> Json {
    let exact = value.exact.and_then(|id| {
        let shown = present(graph, id);
        print::exact_text(graph, shown).ok()
    });
    json!({ "exact": exact.unwrap_or_else(|| exact_text(graph, value)), "value": double(value.value) })
}
