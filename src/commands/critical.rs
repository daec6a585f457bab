//! `critical g`: where the gradient is 0, with the kind of each point.

use serde_json::{Map, json};

use super::{
    ClauseDef, CommandDef, Context, Invocation, Outcome, Takes, Target as Wanted, boxes_json, exact_json, region, solve,
};
use crate::calculus::Function;
use crate::calculus::critical::{CriticalPoint, CriticalPointKind, CriticalPoints, critical};
use crate::calculus::minimum::ExactValue;
use crate::calculus::solve as solving;
use crate::diagnostic::Diagnostic;
use crate::expr::{Graph, print};
use crate::numeric::format;
use crate::session::knowledge::exact_text;
use crate::session::record::family_text;
use crate::session::target::Target;
use crate::session::{Output, Value};

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "critical",
    usage: "critical g, critical g over x in -2..2, y in -1..3",
    help: "critical points with their kind: minimum, maximum, saddle, degenerate",
    example: "critical x^3 - 3x",
    target: Wanted::Needed,
    clauses: &[region::OVER, ClauseDef { word: "with", takes: Takes::One, usage: "with a = 2" }],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let target = region::target(context.builder, invocation, "critical")?;
    let region = region::region(context.builder, invocation.clause("over"), &target)?;
    let solving = solving::SolveContext { interrupt: context.host.interrupt(), digits: format::PEOPLE_DIGITS };
    let graph = context.builder.graph();
    let bounded = !region.is_entire();
    let found = critical(graph, &Function::new(target.expr, &target.unknowns, region), &solving);
    let mut writer = Writer { target: &target, found: &found, bounded };
    let output = writer.output(graph);
    let values = found.points.iter().map(|p| writer.value(p)).collect();
    let (name, argument) = (writer.name().to_string(), found.argument().clone());
    Ok(Outcome::value(output, Value::List(values)).because(&name, argument))
}

/// A value that is known less well than this is given by its bounds.
const WIDEST: f64 = 1e-6;

struct Writer<'a> {
    target: &'a Target,
    found: &'a CriticalPoints,
    bounded: bool,
}

impl Writer<'_> {
    fn output(&mut self, graph: &mut Graph) -> Output {
        let mut rows = Vec::new();
        let mut points = Vec::new();
        for point in &self.found.points {
            let height = ExactValue { exact: point.value.0, value: point.value.1.roundest() };
            let mut place = Vec::new();
            let mut x = Map::new();
            for (name, solution) in self.target.names.iter().zip(&point.x) {
                let value = ExactValue { exact: solution.exact, value: solution.value };
                let text = exact_text(graph, &value);
                let equals = if text.starts_with('≈') { "" } else { "= " };
                place.push(format!("{name} {equals}{text}{}", solve::doubt(solution)));
                x.insert(name.clone(), exact_json(graph, &value));
            }
            let because = self.because(&point.judgement.because);
            let shown = exact_text(graph, &height);
            let range = point.value.1;
            let equals = match shown.starts_with('≈') {
                false => format!("= {shown}"),
                true if !range.is_bounded() => "beyond 1.8e308, or not bounded".to_string(),
                true if range.width() > WIDEST * (1.0 + range.midpoint().abs()) => {
                    let [low, high] = [range.low(), range.high()].map(format::rounded_for_people);
                    format!("in {low}..{high}")
                }
                true => shown,
            };
            rows.push([
                word(point.judgement.kind).to_string(),
                place.join(", "),
                format!("{} {equals}", self.name()),
                because.clone(),
            ]);
            points.push(json!({
                "type": word(point.judgement.kind), "x": x, "value": exact_json(graph, &height), "because": because,
            }));
        }
        let mut lines = aligned(&rows);
        solve::shorten(&mut lines);
        let mut families = Vec::new();
        for (family, judgement) in &self.found.families {
            let (line, mut object) = family_text(graph, family, &self.target.names);
            lines.push(format!("{}  {line}", word(judgement.kind)));
            object["type"] = json!(word(judgement.kind));
            families.push(object);
        }
        let sets: Vec<Vec<String>> =
            self.found.sets.iter().map(|set| set.iter().map(|&c| print::text(graph, c)).collect()).collect();
        lines.extend(self.closing(graph));
        Output::new("critical", lines.join("\n"))
            .field("points", points)
            .field("families", families)
            .field("sets", sets)
            .field("complete", self.found.complete())
            .field("because", self.found.because(self.name()))
            .field("undecided", boxes_json(&self.found.undecided))
    }

    fn name(&self) -> &str {
        if self.target.is_function { &self.target.label } else { "f" }
    }

    fn because(&self, text: &str) -> String {
        text.replace('\u{1}', self.name())
    }

    /// The sentence about completeness.
    fn closing(&self, graph: &mut Graph) -> Vec<String> {
        let found = self.found;
        let place = if self.bounded { " in the box" } else { "" };
        let reason = found.because(self.name());
        let because = |sentence: String| if reason.is_empty() { sentence } else { format!("{sentence}: {reason}") };
        let mut lines = Vec::new();
        for set in &found.sets {
            let conditions: Vec<String> = set.iter().map(|&c| print::text(graph, c)).collect();
            lines.push(if conditions.is_empty() {
                "every point is critical".to_string()
            } else {
                format!("every point with {} is critical", conditions.join(" and "))
            });
        }
        let count = found.points.len() + found.families.len() + found.sets.len();
        lines.push(match (found.complete(), count) {
            (true, 0) => because(format!("no critical point{place}")),
            (true, _) if found.sets.iter().any(Vec::is_empty) => return lines,
            (true, 1) if found.points.len() == 1 => because(format!("this is the only one{place}")),
            (true, _) => because(format!("these are all{place}")),
            (false, 0) => because("not decided".to_string()),
            (false, _) => because("there may be more".to_string()),
        });
        if !found.complete() && !self.bounded && found.points.is_empty() {
            lines.push(format!("in a box more can be said: critical {} over -10..10", self.name()));
        }
        lines.extend(solve::undecided_text(&found.undecided, &self.target.names));
        lines
    }

    /// A point as a value: its coordinates by name, where they are exact.
    fn value(&self, point: &CriticalPoint) -> Value {
        let entries = self.target.names.iter().zip(&point.x).map(|(name, s)| {
            let value = s.exact.map_or_else(|| Value::Text(s.value.to_string()), Value::Expr);
            (Some(name.clone()), value)
        });
        Value::Point(entries.collect())
    }
}

fn word(kind: CriticalPointKind) -> &'static str {
    match kind {
        CriticalPointKind::Minimum => "minimum",
        CriticalPointKind::Maximum => "maximum",
        CriticalPointKind::Saddle => "saddle",
        CriticalPointKind::Degenerate => "degenerate",
        CriticalPointKind::Unknown => "kind not decided",
    }
}

/// Rows whose columns line up; the last is as long as it likes.
fn aligned(rows: &[[String; 4]]) -> Vec<String> {
    let width = |i: usize| rows.iter().map(|r| r[i].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    rows.iter()
        .map(|row| {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(widths) {
                line += &format!("{cell}{}  ", " ".repeat(width - cell.chars().count()));
            }
            line + &row[3]
        })
        .collect()
}
