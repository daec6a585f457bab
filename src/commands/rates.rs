//! `rates f`, `rates f over -3..6`: which fixed rates converge, alternate, cycle or diverge, and the best one.

use super::{CommandDef, Context, Invocation, Outcome, TargetNeed, WITH, region};
use crate::calculus;
use crate::calculus::rates::{Behaviour, MinimumRates, RateRange, Rates, Suggestion};
use crate::diagnostic::Diagnostic;
use crate::expr::Graph;
use crate::numeric::format;
use crate::output::{Datum, Output, Sentence, Table, TableColumn, sentence};
use crate::session::display::{equality_sentence, exact_datum, exact_part};
use crate::session::target::Target;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "rates",
    usage: "rates f, rates f over -3..6",
    help: "which fixed rates converge, alternate, cycle or diverge near each minimum, and the best one",
    example: "rates x^2 + 4x + 9",
    target: TargetNeed::Needed,
    clauses: &[region::OVER, WITH],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let (target, function) = region::function(context.builder, invocation, "rates")?;
    let graph = context.builder.graph();
    let found = calculus::rates(graph, &function, context.host.interrupt());
    Ok(Outcome::shown(output(graph, &target, &found)))
}

fn output(graph: &mut Graph, target: &Target, found: &Rates) -> Output {
    let mut output = Output::new("rates");
    for minimum in &found.minima {
        output = output.with(table(graph, target, minimum, found));
    }
    output = output.with_all(found.best.iter().map(|s| in_words(graph, s)).collect::<Vec<_>>());
    if let Some(rate) = found.uncrossing {
        let rate = format::significant(rate, 6);
        output = output.with(format!(
            "for rates up to about {rate} no step in the box crosses a critical point: it goes straight down to the next one"
        ));
    }
    let ranges: Vec<Datum> = found.minima.iter().flat_map(|m| ranges(graph, target, m, found)).collect();
    let best: Vec<Datum> = found.best.iter().map(|s| suggestion(graph, s)).collect();
    output = output.field("ranges", ranges).field("best", best);
    if let Some(rate) = found.uncrossing {
        output = output.number("uncrossing", rate);
    }
    if !found.note.is_empty() {
        output = output.with(&found.note).field("note", &found.note);
    }
    output
}

/// A heading, and a line for each range.
fn table(graph: &mut Graph, target: &Target, minimum: &MinimumRates, found: &Rates) -> Table {
    let heading = match (found.quadratic, found.flat) {
        (true, true) => sentence!["to the nearest minimiser, from every start"],
        (true, false) => sentence!["to ", place(graph, target, minimum), ", from every start"],
        (false, _) => sentence!["near ", place(graph, target, minimum)],
    };
    let mut table = Table { gap: 3, ..Table::new([TableColumn::left("rate"), TableColumn::left(heading)]) };
    for range in &minimum.ranges {
        table.row([ends(graph, range).into(), behaviour(range.behaviour, target.names.len()).into()]);
    }
    table
}

fn place(graph: &mut Graph, target: &Target, minimum: &MinimumRates) -> Sentence {
    let parts = target.names.iter().zip(&minimum.at).map(|(name, value)| equality_sentence(graph, name, value));
    match parts.collect::<Vec<_>>() {
        one if one.len() == 1 => Sentence::joined(one, ""),
        many => sentence!["(", Sentence::joined(many, ", "), ")"],
    }
}

fn ends(graph: &mut Graph, range: &RateRange) -> Sentence {
    let low = exact_part(graph, &range.low);
    match &range.high {
        None if range.low.value == 0.0 => "any small".into(),
        None => sentence!["above ", low],
        Some(high) if *high == range.low => low.into(),
        Some(high) => sentence![low, " .. ", exact_part(graph, high)],
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

fn in_words(graph: &mut Graph, suggestion: &Suggestion) -> Sentence {
    let rate = exact_part(graph, &suggestion.rate);
    let kept = exact_part(graph, &suggestion.factor);
    match &suggestion.momentum {
        None if suggestion.factor.value == 0.0 => sentence!["best rate ", rate, ": it arrives in one step"],
        None => sentence!["best rate ", rate, ": a step keeps ", kept, " of the distance at worst"],
        Some(momentum) => {
            let momentum = exact_part(graph, momentum);
            let method = format!("with {}, for this quadratic: rate ", suggestion.method);
            sentence![method, rate, ", momentum ", momentum, ": ", kept, " in the long run"]
        }
    }
}

fn ranges(graph: &mut Graph, target: &Target, minimum: &MinimumRates, found: &Rates) -> Vec<Datum> {
    let at: Vec<Datum> = minimum.at.iter().map(|value| exact_datum(graph, value)).collect();
    let at = Datum::by_name(&target.names, at);
    let range = |r: &RateRange| {
        let high = r.high.as_ref().map(|high| exact_datum(graph, high));
        Datum::object([
            ("low", exact_datum(graph, &r.low)),
            ("high", high.into()),
            ("behaviour", word(r.behaviour).into()),
            ("minimum", at.clone()),
            ("everywhere", found.quadratic.into()),
        ])
    };
    minimum.ranges.iter().map(range).collect()
}

fn suggestion(graph: &mut Graph, suggestion: &Suggestion) -> Datum {
    let momentum = suggestion.momentum.as_ref().map(|m| exact_datum(graph, m));
    Datum::object([
        ("method", suggestion.method.into()),
        ("rate", exact_datum(graph, &suggestion.rate)),
        ("momentum", momentum.into()),
        ("factor", exact_datum(graph, &suggestion.factor)),
    ])
}
