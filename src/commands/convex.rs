//! `convex f`, `convex f over -1..1`: proved, refuted with a witness, or not decided.

use super::{CommandDef, Context, Invocation, Outcome, TargetNeed, WITH, region};
use crate::algebra::present;
use crate::calculus::argument::Argument;
use crate::calculus::convex::{Convexity, ConvexityStatus, Witness};
use crate::calculus::{self, Region};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Graph, double_of, print};
use crate::numeric::{Rational, format};
use crate::output::{Block, Datum, Output, Sentence, sentence};
use crate::session::display::{exact_part, number_datum, presented};
use crate::session::target::Target;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "convex",
    usage: "convex f, convex f over -1..1",
    help: "is a function convex: proved, refuted with a witness, or not decided",
    example: "convex ln(e^x + e^y)",
    target: TargetNeed::Needed,
    clauses: &[region::OVER, WITH],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let (target, function) = region::function(context.builder, invocation, "convex")?;
    let graph = context.builder.graph();
    let found = calculus::convexity(graph, &function, context.host.interrupt());
    let shown = output(graph, &target, function.region(), &found);
    let name = if target.is_function { target.label.as_str() } else { "it" };
    Ok(Outcome::shown(shown).because(name, argument(&found)))
}

/// The argument, with the rules that were used.
fn argument(found: &Convexity) -> Argument {
    match found.status {
        ConvexityStatus::Undecided => Argument::open(&found.because),
        ConvexityStatus::Proved | ConvexityStatus::Refuted => match found.steps.split_last() {
            Some((last, before)) => Argument::exact(last).since_all(before.iter().map(Argument::exact)),
            None => Argument::exact(&found.because),
        },
    }
}

fn output(graph: &mut Graph, target: &Target, region: &Region, found: &Convexity) -> Output {
    let place = place(graph, target, region, found);
    let mut lines = match found.steps.as_slice() {
        [] | [_] => vec![Sentence::from(&found.because)],
        steps => steps.iter().map(Sentence::from).collect(),
    };
    lines.extend(found.witness.as_ref().map(|witness| in_words(graph, target, witness)));
    if found.concave && found.status != ConvexityStatus::Proved {
        lines.push("it is concave".into());
    }
    let status = match found.status {
        ConvexityStatus::Proved => "proved",
        ConvexityStatus::Refuted => "refuted",
        ConvexityStatus::Undecided => "undecided",
    };
    let mut output = Output::new("convex")
        .with(headline(graph, found, &place))
        .with_all(lines.into_iter().map(|line| Block::indented(line, 4)))
        .field("status", status)
        .field("because", &found.because)
        .field("witness", found.witness.as_ref().map(|w| witness_datum(graph, target, w)))
        .field("concave", found.concave);
    if found.status == ConvexityStatus::Proved {
        output = output.field("strict", found.strict).field("steps", found.steps.clone());
    }
    if !found.conditions.is_empty() {
        output = output.field("where", found.conditions.clone());
    }
    match &found.modulus {
        Some(modulus) => {
            let exact = Sentence::from(exact_part(graph, modulus));
            output.field("strong", number_datum(exact, modulus.value))
        }
        None => output,
    }
}

fn headline(graph: &mut Graph, found: &Convexity, place: &str) -> Sentence {
    match (found.status, &found.modulus) {
        (ConvexityStatus::Proved, Some(modulus)) => {
            let constant = exact_part(graph, modulus);
            sentence![format!("strongly convex{place}, with constant "), constant, ": proved"]
        }
        (ConvexityStatus::Proved, None) if found.strict => format!("strictly convex{place}: proved").into(),
        (ConvexityStatus::Proved, None) if found.concave => format!("convex and concave{place}: proved").into(),
        (ConvexityStatus::Proved, None) => format!("convex{place}: proved").into(),
        (ConvexityStatus::Refuted, _) => format!("not convex{place}").into(),
        (ConvexityStatus::Undecided, _) => format!("convex{place}: not decided").into(),
    }
}

/// ` for x in -1..1 where x > 0`
fn place(graph: &mut Graph, target: &Target, region: &Region, found: &Convexity) -> String {
    let mut place = String::new();
    if !region.is_entire() {
        place += &format!(" for {}", region.text(graph, &target.unknowns));
    }
    if !found.conditions.is_empty() {
        place += &format!(" where {}", found.conditions.join(" and "));
    }
    place
}

fn in_words(graph: &mut Graph, target: &Target, witness: &Witness) -> Sentence {
    let point = |x: &[Rational]| match (target.names.as_slice(), x) {
        ([name], [x]) => format!("{name} = {}", number(x)),
        (names, x) => {
            let parts = names.iter().zip(x).map(|(n, v)| format!("{n} = {}", number(v)));
            format!("({})", parts.collect::<Vec<_>>().join(", "))
        }
    };
    let [a, b] = &witness.ends;
    let digits = digits_to_see(graph, witness);
    let [fa, fb] = witness.values.map(|value| value_sentence(graph, value, digits));
    let halfway = format!(", and halfway, at {}, it ", point(&witness.middle));
    let ends = sentence![format!("at {} and {} it is ", point(a), point(b)), fa, " and ", fb, halfway];
    match witness.value {
        Some(middle) => sentence![ends, "is ", value_sentence(graph, middle, digits)],
        None => sentence![ends, "has no value"],
    }
}

/// The digits in which the value halfway is seen to lie above the mean of the others: 6, or as many as that takes.
fn digits_to_see(graph: &mut Graph, witness: &Witness) -> usize {
    let Some(middle) = witness.value else { return FEWEST_DIGITS };
    let values = [middle, witness.values[0], witness.values[1]].map(|value| double_of(graph, value));
    let above = |digits: usize| {
        let shown = values.map(|value| format::significant(value, digits).parse().unwrap_or(value));
        let [middle, a, b] = shown;
        middle - (a / 2.0 + b / 2.0)
    };
    let most = above(MOST_DIGITS);
    if most.is_nan() || most <= 0.0 {
        return FEWEST_DIGITS;
    }
    (FEWEST_DIGITS..MOST_DIGITS).find(|&digits| above(digits) > most / 2.0).unwrap_or(MOST_DIGITS)
}

/// The digits in which values are shown, and the most that doubles have.
const FEWEST_DIGITS: usize = 6;
const MOST_DIGITS: usize = 17;

/// The longest exact value that is written out.
const LONGEST_VALUE: usize = 24;

fn value_sentence(graph: &mut Graph, id: ExprId, digits: usize) -> Sentence {
    let about = format!("≈ {}", format::significant(double_of(graph, id), digits));
    if let Some(value) = graph.as_rational(id) {
        let text = number(value);
        return if text.len() <= LONGEST_VALUE { text.into() } else { about.into() };
    }
    let shown = present(graph, id);
    let short = print::text(graph, shown).chars().count() <= LONGEST_VALUE;
    if short { sentence![shown, " ", about] } else { about.into() }
}

/// A short decimal where there is one, else a fraction.
fn number(value: &Rational) -> String {
    value.decimal_text().filter(|t| t.len() <= LONGEST_VALUE).unwrap_or_else(|| value.to_string())
}

fn witness_datum(graph: &mut Graph, target: &Target, witness: &Witness) -> Datum {
    let point =
        |x: &[Rational]| Datum::by_name(&target.names, x.iter().map(|v| number_datum(v.to_string(), v.to_f64())));
    let mut value = |id: ExprId| {
        let about = double_of(graph, id);
        number_datum(presented(graph, id), about)
    };
    let values: Vec<Datum> = witness.values.iter().map(|&v| value(v)).collect();
    Datum::object([
        ("points", witness.ends.iter().map(|e| point(e)).collect::<Vec<_>>().into()),
        ("values", values.into()),
        ("middle", point(&witness.middle)),
        ("value", witness.value.map(value).into()),
    ])
}
