//! `convex f`, `convex f over -1..1`: proved, refuted with a witness, or not decided.

use serde_json::{Map, Value as Json, json};

use super::{ClauseDef, CommandDef, Context, Invocation, Outcome, Takes, Target as Wanted, region};
use crate::calculus::argument::Argument;
use crate::calculus::convex::{Convexity, ConvexityStatus, Witness};
use crate::calculus::{self, Function, Region, present};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Graph, double_of, print};
use crate::numeric::{Rational, format};
use crate::session::Output;
use crate::session::knowledge::exact_text;
use crate::session::output::double;
use crate::session::target::Target;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "convex",
    usage: "convex f, convex f over -1..1",
    help: "is a function convex: proved, refuted with a witness, or not decided",
    example: "convex ln(e^x + e^y)",
    target: Wanted::Needed,
    clauses: &[region::OVER, ClauseDef { word: "with", takes: Takes::One, usage: "with a = 2" }],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let target = region::target(context.builder, invocation, "convex")?;
    let region = region::region(context.builder, invocation.clause("over"), &target)?;
    let found = calculus::convexity(
        context.builder.graph(),
        &Function::new(target.expr, &target.unknowns, region.clone()),
        context.host.interrupt(),
    );
    let shown = output(context.builder.graph(), &target, &region, &found);
    let name = if target.is_function { target.label.as_str() } else { "it" };
    Ok(Outcome::shown(shown).because(name, argument(&found)))
}

/// What decided, with the rules that were used.
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
    let mut lines = vec![headline(graph, found, &place)];
    if found.steps.len() > 1 {
        lines.extend(found.steps.iter().map(|s| format!("    {s}")));
    } else {
        lines.push(format!("    {}", found.because));
    }
    if let Some(witness) = &found.witness {
        lines.push(format!("    {}", in_words(graph, target, witness)));
    }
    if found.concave && found.status != ConvexityStatus::Proved {
        lines.push("    it is concave".into());
    }
    let status = match found.status {
        ConvexityStatus::Proved => "proved",
        ConvexityStatus::Refuted => "refuted",
        ConvexityStatus::Undecided => "undecided",
    };
    let mut output = Output::new("convex", lines.join("\n"))
        .field("status", status)
        .field("because", found.because.clone())
        .field("witness", found.witness.as_ref().map_or(Json::Null, |w| witness_json(graph, target, w)))
        .field("concave", found.concave);
    if found.status == ConvexityStatus::Proved {
        output = output.field("strict", found.strict);
        output = output.field("steps", found.steps.clone());
    }
    if !found.conditions.is_empty() {
        output = output.field("where", found.conditions.clone());
    }
    if let Some(modulus) = found.modulus {
        let exact = exact_text(graph, &modulus);
        output = output.field("strong", json!({ "exact": exact, "value": double(modulus.value) }));
    }
    output
}

fn headline(graph: &mut Graph, found: &Convexity, place: &str) -> String {
    match (found.status, found.modulus) {
        (ConvexityStatus::Proved, Some(modulus)) => {
            let constant = exact_text(graph, &modulus);
            format!("strongly convex{place}, with constant {constant}: proved")
        }
        (ConvexityStatus::Proved, None) if found.strict => format!("strictly convex{place}: proved"),
        (ConvexityStatus::Proved, None) if found.concave => format!("convex and concave{place}: proved"),
        (ConvexityStatus::Proved, None) => format!("convex{place}: proved"),
        (ConvexityStatus::Refuted, _) => format!("not convex{place}"),
        (ConvexityStatus::Undecided, _) => format!("convex{place}: not decided"),
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

fn in_words(graph: &mut Graph, target: &Target, witness: &Witness) -> String {
    let point = |x: &[Rational]| match (target.names.as_slice(), x) {
        ([name], [x]) => format!("{name} = {}", number(x)),
        (names, x) => {
            let parts = names.iter().zip(x).map(|(n, v)| format!("{n} = {}", number(v)));
            format!("({})", parts.collect::<Vec<_>>().join(", "))
        }
    };
    let [a, b] = &witness.ends;
    let (fa, fb) = (value_text(graph, witness.values[0]), value_text(graph, witness.values[1]));
    let ends = format!("at {} and {} it is {fa} and {fb}", point(a), point(b));
    match witness.value {
        Some(middle) => {
            format!("{ends}, and halfway, at {}, it is {}", point(&witness.middle), value_text(graph, middle))
        }
        None => format!("{ends}, and halfway, at {}, it has no value", point(&witness.middle)),
    }
}

/// The longest exact value that is written out.
const LONGEST_VALUE: usize = 24;

fn value_text(graph: &mut Graph, id: ExprId) -> String {
    let about = format::significant(double_of(graph, id), 6);
    if let Some(value) = graph.as_rational(id) {
        let text = number(value);
        return if text.len() <= LONGEST_VALUE { text } else { format!("≈ {about}") };
    }
    let shown = present(graph, id);
    let text = print::text(graph, shown);
    if text.chars().count() <= LONGEST_VALUE { format!("{text} ≈ {about}") } else { format!("≈ {about}") }
}

/// A decimal where it ends soon, else a fraction.
fn number(value: &Rational) -> String {
    value.decimal_text().filter(|t| t.len() <= LONGEST_VALUE).unwrap_or_else(|| value.to_string())
}

fn witness_json(graph: &mut Graph, target: &Target, witness: &Witness) -> Json {
    let point = |x: &[Rational]| {
        let entries = target.names.iter().zip(x);
        Json::Object(
            entries
                .map(|(n, v)| (n.clone(), json!({ "exact": v.to_string(), "value": double(v.to_f64()) })))
                .collect::<Map<_, _>>(),
        )
    };
    let mut value = |id: ExprId| {
        let shown = present(graph, id);
        json!({ "exact": print::exact_text(graph, shown).ok(), "value": double(double_of(graph, id)) })
    };
    let values: Vec<Json> = witness.values.iter().map(|&v| value(v)).collect();
    let middle = witness.value.map_or(Json::Null, &mut value);
    json!({
        "points": witness.ends.iter().map(|e| point(e)).collect::<Vec<_>>(),
        "values": values,
        "middle": point(&witness.middle),
        "value": middle,
    })
}
