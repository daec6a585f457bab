//! `rates f`, `rates f over -3..6`: which fixed rates converge, alternate, cycle or diverge, and the best one.

use serde_json::{Map, Value as Json, json};
use unicode_width::UnicodeWidthStr;

use super::{ClauseDef, CommandDef, Context, Invocation, Outcome, Takes, Target as Wanted, exact_json, region};
use crate::calculus::rates::{Behaviour, MinimumRates, RateRange, Rates, Suggestion};
use crate::calculus::{self, Function};
use crate::diagnostic::Diagnostic;
use crate::expr::Graph;
use crate::numeric::format;
use crate::session::Output;
use crate::session::knowledge::exact_text;
use crate::session::target::Target;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "rates",
    usage: "rates f, rates f over -3..6",
    help: "which fixed rates converge, alternate, cycle or diverge near each minimum, and the best one",
    example: "rates x^2 + 4x + 9",
    target: Wanted::Needed,
    clauses: &[region::OVER, ClauseDef { word: "with", takes: Takes::One, usage: "with a = 2" }],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let target = region::target(context.builder, invocation, "rates")?;
    let region = region::region(context.builder, invocation.clause("over"), &target)?;
    let found = calculus::rates(
        context.builder.graph(),
        &Function::new(target.expr, &target.unknowns, region),
        context.host.interrupt(),
    );
    Ok(Outcome::shown(output(context.builder.graph(), &target, &found)))
}

fn output(graph: &mut Graph, target: &Target, found: &Rates) -> Output {
    let mut lines = Vec::new();
    for minimum in &found.minima {
        lines.extend(table(graph, target, minimum, found));
    }
    for suggestion in &found.best {
        lines.push(in_words(graph, suggestion));
    }
    if let Some(rate) = found.uncrossing {
        let rate = format::significant(rate, 6);
        lines.push(format!(
            "for rates up to about {rate} no step in the box crosses a critical point: it goes straight down to the next one"
        ));
    }
    if !found.note.is_empty() {
        lines.push(found.note.clone());
    }
    let ranges: Vec<Json> = found.minima.iter().flat_map(|m| ranges_json(graph, target, m, found)).collect();
    let best: Vec<Json> = found.best.iter().map(|s| suggestion_json(graph, s)).collect();
    let mut output = Output::new("rates", lines.join("\n")).field("ranges", ranges).field("best", best);
    if let Some(rate) = found.uncrossing {
        output = output.number("uncrossing", rate);
    }
    if !found.note.is_empty() {
        output = output.field("note", found.note.clone());
    }
    output
}

/// A heading, and a line for each range.
fn table(graph: &mut Graph, target: &Target, minimum: &MinimumRates, found: &Rates) -> Vec<String> {
    let place = place(graph, target, minimum);
    let heading = match (found.quadratic, found.flat) {
        (true, true) => "to the nearest minimiser, from every start".to_string(),
        (true, false) => format!("to {place}, from every start"),
        (false, _) => format!("near {place}"),
    };
    let rows: Vec<(String, &str)> =
        minimum.ranges.iter().map(|r| (ends(graph, r), behaviour(r.behaviour, target.names.len()))).collect();
    let wide = rows.iter().map(|(r, _)| r.width()).max().unwrap_or(0).max("rate".len());
    let mut lines = vec![format!("rate{}   {heading}", " ".repeat(wide - "rate".len()))];
    for (range, words) in rows {
        lines.push(format!("{range}{}   {words}", " ".repeat(wide - range.width())));
    }
    lines
}

fn place(graph: &mut Graph, target: &Target, minimum: &MinimumRates) -> String {
    let parts: Vec<String> = target
        .names
        .iter()
        .zip(&minimum.at)
        .map(|(name, value)| {
            let text = exact_text(graph, value);
            if text.starts_with('≈') { format!("{name} {text}") } else { format!("{name} = {text}") }
        })
        .collect();
    match parts.as_slice() {
        [one] => one.clone(),
        many => format!("({})", many.join(", ")),
    }
}

fn ends(graph: &mut Graph, range: &RateRange) -> String {
    let low = exact_text(graph, &range.low);
    match &range.high {
        None if range.low.value == 0.0 => "any small".into(),
        None => format!("above {low}"),
        Some(high) if *high == range.low => low,
        Some(high) => format!("{low} .. {}", exact_text(graph, high)),
    }
}

fn behaviour(behaviour: Behaviour, unknowns: usize) -> &'static str {
    match behaviour {
        Behaviour::Monotone => "converges without crossing",
        Behaviour::OneStep => "arrives in one step",
        Behaviour::Quadratic => "converges at least quadratically",
        Behaviour::Alternating if unknowns > 1 => "converges, alternating along the steepest direction",
        Behaviour::Alternating => "converges, alternating",
        Behaviour::Cycle if unknowns > 1 => "goes back and forth for ever along the steepest direction",
        Behaviour::Cycle => "goes back and forth for ever",
        Behaviour::SlowAlternating => "converges, alternating, ever more slowly",
        Behaviour::SlowlyLeaving => "alternates, and slowly leaves this minimum",
        Behaviour::Borderline => "on the border: not decided",
        Behaviour::Diverges if unknowns > 1 => "diverges, from almost every start",
        Behaviour::Diverges => "diverges",
        Behaviour::Leaves => "leaves this minimum",
        Behaviour::LeavesForCycle => "leaves this minimum; slightly above, it settles on two points around it",
        Behaviour::Sublinear => "converges, ever more slowly",
    }
}

/// The word for programs.
fn word(behaviour: Behaviour) -> &'static str {
    match behaviour {
        Behaviour::Monotone => "monotone",
        Behaviour::OneStep => "one_step",
        Behaviour::Quadratic => "quadratic",
        Behaviour::Alternating => "alternates",
        Behaviour::Cycle => "cycles",
        Behaviour::SlowAlternating => "alternates_slowly",
        Behaviour::SlowlyLeaving => "leaves_slowly",
        Behaviour::Borderline => "undecided",
        Behaviour::Diverges => "diverges",
        Behaviour::Leaves => "leaves",
        Behaviour::LeavesForCycle => "leaves_for_cycle",
        Behaviour::Sublinear => "sublinear",
    }
}

fn in_words(graph: &mut Graph, suggestion: &Suggestion) -> String {
    let rate = exact_text(graph, &suggestion.rate);
    let kept = exact_text(graph, &suggestion.factor);
    match suggestion.momentum {
        None if suggestion.factor.value == 0.0 => format!("best rate {rate}: it arrives in one step"),
        None => format!("best rate {rate}: a step keeps {kept} of the distance at worst"),
        Some(momentum) => {
            let momentum = exact_text(graph, &momentum);
            format!(
                "with {}, for this quadratic: rate {rate}, momentum {momentum}: {kept} in the long run",
                suggestion.method
            )
        }
    }
}

fn ranges_json(graph: &mut Graph, target: &Target, minimum: &MinimumRates, found: &Rates) -> Vec<Json> {
    let mut at = Map::new();
    for (name, value) in target.names.iter().zip(&minimum.at) {
        at.insert(name.clone(), exact_json(graph, value));
    }
    let rows = minimum.ranges.iter();
    rows.map(|r| {
        let high = r.high.as_ref().map_or(Json::Null, |h| exact_json(graph, h));
        json!({
            "low": exact_json(graph, &r.low),
            "high": high,
            "behaviour": word(r.behaviour),
            "minimum": at,
            "everywhere": found.quadratic,
        })
    })
    .collect()
}

fn suggestion_json(graph: &mut Graph, suggestion: &Suggestion) -> Json {
    let momentum = suggestion.momentum.as_ref().map_or(Json::Null, |m| exact_json(graph, m));
    json!({
        "method": suggestion.method,
        "rate": exact_json(graph, &suggestion.rate),
        "momentum": momentum,
        "factor": exact_json(graph, &suggestion.factor),
    })
}
