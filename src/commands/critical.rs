//! `critical g`: where the gradient is 0, with the kind of each point.

use super::{CommandDef, Context, Invocation, Outcome, TargetNeed, WITH, boxes, region, solve};
use crate::calculus::critical::{CriticalPoint, CriticalPointKind, CriticalPoints, critical};
use crate::calculus::exact_value::ExactValue;
use crate::calculus::solve as solving;
use crate::diagnostic::Diagnostic;
use crate::expr::Graph;
use crate::numeric::format;
use crate::output::{Datum, Output, Part, Sentence, Table, TableColumn, sentence};
use crate::session::Value;
use crate::session::display::{equality_sentence, exact_datum, exact_only, exact_part, family_fields, family_sentence};
use crate::session::target::Target;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "critical",
    usage: "critical g, critical g over x in -2..2, y in -1..3",
    help: "critical points with their kind: minimum, maximum, saddle, degenerate",
    example: "critical x^3 - 3x",
    target: TargetNeed::Needed,
    clauses: &[region::OVER, WITH],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let (target, function) = region::function(context.builder, invocation, "critical")?;
    let solving = solving::SolveContext { interrupt: context.host.interrupt(), digits: format::PEOPLE_DIGITS };
    let graph = context.builder.graph();
    let bounded = !function.region().is_entire();
    let found = critical(graph, &function, &solving);
    let writer = CriticalWriter { target: &target, found: &found, bounded };
    let output = writer.output(graph);
    let values = found.points.iter().map(|p| writer.value(p)).collect();
    let (name, argument) = (writer.name().to_string(), found.argument().clone());
    Ok(Outcome::value(output, Value::List(values)).because(&name, argument))
}

/// A value with wider bounds than this is shown by its bounds.
const WIDEST: f64 = 1e-6;

struct CriticalWriter<'a> {
    target: &'a Target,
    found: &'a CriticalPoints,
    bounded: bool,
}

impl CriticalWriter<'_> {
    fn output(&self, graph: &mut Graph) -> Output {
        let columns = ["", "", "", ""].map(TableColumn::left);
        let mut table = Table::new(columns);
        let mut points = Vec::new();
        for point in &self.found.points {
            let mut places = Vec::new();
            let mut x = Vec::new();
            for (name, solution) in self.target.names.iter().zip(&point.x) {
                let value = ExactValue { exact: solution.exact, value: solution.value };
                places.push(sentence![equality_sentence(graph, name, &value), solve::doubt(solution)]);
                x.push(exact_datum(graph, &value));
            }
            let because = self.because(&point.judgement.because);
            let kind = word(point.judgement.kind);
            let height = self.height(graph, point);
            table.row([kind.into(), Sentence::joined(places, ", ").into(), height.into(), (&because).into()]);
            let height = ExactValue { exact: point.value.0, value: point.value.1.roundest() };
            points.push(Datum::object([
                ("type", kind.into()),
                ("x", Datum::by_name(&self.target.names, x)),
                ("value", exact_datum(graph, &height)),
                ("because", because.into()),
            ]));
        }
        let more = solve::shorten(&mut table.rows);
        let mut output = Output::new("critical").with(table).with_all(more);
        let mut families = Vec::new();
        for (family, judgement) in &self.found.families {
            let kind = word(judgement.kind);
            output = output.with(sentence![kind, "  ", family_sentence(graph, family, &self.target.names)]);
            let mut fields = family_fields(graph, family, &self.target.names, exact_only);
            fields.push(("type".to_string(), kind.into()));
            families.push(Datum::Object(fields));
        }
        let sets = self.found.sets.iter().map(|set| set.iter().map(|&c| Datum::exact(c)).collect::<Vec<_>>());
        output
            .with_all(self.closing())
            .field("points", points)
            .field("families", families)
            .field("sets", sets.collect::<Vec<_>>())
            .field("complete", self.found.complete())
            .field("because", self.found.argument().deciding(self.name()))
            .field("undecided", boxes(&self.found.undecided))
    }

    /// `f = -2`, `f in 1..2`
    fn height(&self, graph: &mut Graph, point: &CriticalPoint) -> Sentence {
        let (exact, range) = point.value;
        let height = exact_part(graph, &ExactValue { exact, value: range.roundest() });
        match height {
            Part::Number(_) if !range.is_bounded() => {
                sentence![self.name(), " beyond 1.8e308, or not bounded"]
            }
            Part::Number(_) if range.width() > WIDEST * (1.0 + range.midpoint().abs()) => {
                let [low, high] = [range.low(), range.high()].map(format::rounded_for_people);
                sentence![self.name(), format!(" in {low}..{high}")]
            }
            Part::Number(_) => sentence![self.name(), " ", height],
            _ => sentence![self.name(), " = ", height],
        }
    }

    fn name(&self) -> &str {
        if self.target.is_function { &self.target.label } else { "f" }
    }

    fn because(&self, text: &str) -> String {
        text.replace('\u{1}', self.name())
    }

    /// The sentence about completeness.
    fn closing(&self) -> Vec<Sentence> {
        let found = self.found;
        let place = if self.bounded { " in the box" } else { "" };
        let reason = found.argument().deciding(self.name());
        let because = |sentence: String| match reason.is_empty() {
            true => Sentence::from(sentence),
            false => sentence![sentence, ": ", reason.clone()],
        };
        let mut lines: Vec<Sentence> = Vec::new();
        for set in &found.sets {
            let conditions = Sentence::joined(set.iter().map(|&c| Sentence::from(c)), " and ");
            lines.push(match set.as_slice() {
                [] => "every point is critical".into(),
                _ => sentence!["every point with ", conditions, " is critical"],
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
            lines.push(format!("in a box more can be said: critical {} over -10..10", self.name()).into());
        }
        lines.extend(solve::undecided(&found.undecided, &self.target.names));
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
