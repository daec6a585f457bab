//! `domain f`: where a function is defined, as it was written.

use super::{CommandDef, Context, Invocation, Outcome, TargetNeed, WITH};
use crate::algebra::normal::{call, difference, normalise, quotient};
use crate::algebra::{derivative, present};
use crate::calculus::Function;
use crate::calculus::domain::{Component, Domain, Excluded, RealSet};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, double_of, print, substitute};
use crate::interrupt::Interrupt;
use crate::output::{Datum, Output, Sentence, sentence};
use crate::session::display::presented;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "domain",
    usage: "domain f, domain ln(x^2 - 1)",
    help: "where a function is defined, with the points that cancelled factors exclude",
    example: "domain ln(x^2 - 1)",
    target: TargetNeed::Needed,
    clauses: &[WITH],
    run,
};

fn run(context: &mut Context<'_, '_>, invocation: &Invocation) -> Result<Outcome, Diagnostic> {
    let (target, expr) = super::bound_target(context.builder, invocation)?;
    if target.unknowns.is_empty() {
        return Err(Diagnostic::error("no-unknowns", format!("`{}` has no unknowns", target.label), expr.span));
    }
    // Names without a value are further unknowns here.
    let missing = target.missing.clone();
    let target = target.with_unknowns(context.builder, &missing);
    let graph = context.builder.graph();
    let function = Function::everywhere(target.expr, &target.unknowns);
    Ok(Outcome::shown(output(graph, &function, context.host.interrupt())))
}

/// A function's domain as output.
fn output(graph: &mut Graph, function: &Function, interrupt: &Interrupt) -> Output {
    let set = function.domain_set(graph, interrupt);
    let pieces = set.as_ref().map(RealSet::pieces);
    let found = function.domain(graph);
    let excluded = excluded(graph, found, function.unknowns());
    let conditions: Vec<Datum> = found.conditions.iter().map(|&c| presented(graph, c)).collect();
    let output = Output::new("domain")
        .with(in_words(graph, function.unknowns(), pieces.as_deref(), (found, &excluded)))
        .field("excluded", excluded)
        .field("complete", found.complete)
        .field("conditions", conditions);
    match pieces {
        Some(pieces) => output.field("intervals", pieces.iter().map(|p| interval(graph, p)).collect::<Vec<_>>()),
        None => output,
    }
}

/// A function's domain in words.
pub(super) fn found(graph: &mut Graph, function: &Function, interrupt: &Interrupt) -> Sentence {
    let set = function.domain_set(graph, interrupt);
    let found = function.domain(graph);
    let excluded = excluded(graph, found, function.unknowns());
    in_words(graph, function.unknowns(), set.as_ref().map(RealSet::pieces).as_deref(), (found, &excluded))
}

fn excluded(graph: &mut Graph, found: &Domain, unknowns: &[Symbol]) -> Vec<Sentence> {
    found.excluded.iter().map(|e| excluded_sentence(graph, e, unknowns)).collect()
}

fn in_words(
    graph: &mut Graph,
    unknowns: &[Symbol],
    pieces: Option<&[Component]>,
    (found, excluded): (&Domain, &[Sentence]),
) -> Sentence {
    let mut parts = Vec::new();
    match (pieces, unknowns) {
        (Some(pieces), [x]) => parts.extend(pieces_sentence(graph, pieces, *x)),
        _ => {
            for &condition in &found.conditions {
                let shown = Sentence::from(present(graph, condition));
                let joined = found.conditions.len() + found.excluded.len() > 1;
                let or = matches!(graph.node(condition), Node::Or(_));
                parts.push(if joined && or { sentence!["(", shown, ")"] } else { shown });
            }
        }
    }
    let nowhere = pieces.is_some_and(<[Component]>::is_empty)
        || found.conditions.iter().any(|&c| graph.node(c) == Node::Truth(false));
    let mut all = if nowhere {
        sentence!["nowhere"]
    } else {
        parts.extend(excluded.iter().cloned());
        if parts.is_empty() { sentence!["all real numbers"] } else { Sentence::joined(parts, " and ") }
    };
    if !found.complete {
        all.push("; further points may be excluded, where some functions in it have no value");
    }
    all
}

fn interval(graph: &mut Graph, piece: &Component) -> Datum {
    let mut end = |end: Option<(ExprId, bool)>| {
        let (at, included) = end?;
        let value = Datum::Number(double_of(graph, at));
        Some(Datum::object([("exact", presented(graph, at)), ("value", value), ("included", included.into())]))
    };
    Datum::object([("low", end(piece.low).into()), ("high", end(piece.high).into())])
}

/// The pieces in words. Pieces on both sides of a point count as one piece with an exception.
fn pieces_sentence(graph: &mut Graph, pieces: &[Component], x: Symbol) -> Option<Sentence> {
    let mut ranges: Vec<(Component, Vec<ExprId>)> = Vec::new();
    for piece in pieces {
        if let Some((range, holes)) = ranges.last_mut()
            && let (Some((end, false)), Some((start, false))) = (range.high, piece.low)
            && end == start
        {
            holes.push(end);
            range.high = piece.high;
            continue;
        }
        ranges.push((*piece, Vec::new()));
    }
    let name = graph.name(x).to_string();
    let mut all = Vec::new();
    for (range, holes) in &ranges {
        let mut parts = Vec::new();
        parts.extend(range_sentence(graph, range, &name));
        parts.extend(holes.iter().map(|&h| sentence![name.as_str(), " != ", present(graph, h)]));
        let several = ranges.len() > 1 && parts.len() > 1;
        let range = Sentence::joined(parts, " and ");
        all.push(if several { sentence!["(", range, ")"] } else { range });
    }
    all.retain(|range: &Sentence| !range.is_empty());
    (!all.is_empty()).then(|| Sentence::joined(all, " or "))
}

/// `-2 <= x <= 2`; nothing for the whole line.
fn range_sentence(graph: &mut Graph, range: &Component, name: &str) -> Option<Sentence> {
    let sign = |included: bool| if included { "<=" } else { "<" };
    let mut shown = |id: ExprId| present(graph, id);
    Some(match (range.low, range.high) {
        (None, None) => return None,
        (Some((low, _)), Some((high, _))) if low == high => sentence![name, " = ", shown(low)],
        (Some((low, l)), Some((high, h))) => {
            sentence![shown(low), format!(" {} {name} {} ", sign(l), sign(h)), shown(high)]
        }
        (Some((low, included)), None) => {
            sentence![name, format!(" {} ", if included { ">=" } else { ">" }), shown(low)]
        }
        (None, Some((high, included))) => sentence![name, format!(" {} ", sign(included)), shown(high)],
    })
}

/// `x != pi/2 + pi*k for every integer k`
fn excluded_sentence(graph: &mut Graph, excluded: &Excluded, unknowns: &[Symbol]) -> Sentence {
    let (mut argument, mut from, mut step) = (excluded.argument, excluded.from, excluded.step);
    if let [x] = unknowns {
        let slope = derivative(graph, argument, *x);
        if !depends_on(graph, slope, *x) && !graph.is_zero(slope) {
            // a*x + b is a point where x is that point less b, over a.
            let zero = graph.integer(0);
            let offset = substitute(graph, argument, &[(*x, zero)]);
            let offset = normalise(graph, offset);
            from = difference(graph, from, offset);
            from = quotient(graph, from, slope);
            step = quotient(graph, step, slope);
            argument = graph.symbol_node(*x);
        }
    }
    if !excluded.one_way {
        let abs = graph.core().abs;
        step = call(graph, abs, &[step]);
    }
    let taken = unknowns.iter().any(|&s| graph.name(s) == "k");
    let k = graph.symbol(if taken { "n" } else { "k" });
    let way = crate::algebra::normal::product(graph, &[step, k]);
    let letter = if taken { "n" } else { "k" };
    let which = if excluded.one_way { format!("{letter} = 0, 1, 2, ...") } else { format!("every integer {letter}") };
    let mut points = sentence![present(graph, argument), " != "];
    let way = present(graph, way);
    let back = print::text(graph, way);
    match back.strip_prefix('-') {
        _ if graph.is_zero(from) => points.push(way),
        Some(back) => points.push(sentence![present(graph, from), " - ", back]),
        None => points.push(sentence![present(graph, from), " + ", way]),
    }
    sentence![points, " for ", which]
}
