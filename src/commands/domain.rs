//! `domain f`: where a function is defined, as it was written.

use serde_json::json;

use super::{ClauseDef, CommandDef, Context, Invocation, Outcome, Takes, Target as Wanted};
use crate::calculus::domain::{Component, Excluded, RealSet};
use crate::calculus::normal::{call, difference, normalise, quotient};
use crate::calculus::{Function, derivative, present};
use crate::diagnostic::Diagnostic;
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, double_of, print, substitute};
use crate::interrupt::Interrupt;
use crate::session::Output;
use crate::session::output::double;

pub(super) const COMMAND: CommandDef = CommandDef {
    word: "domain",
    usage: "domain f, domain ln(x^2 - 1)",
    help: "where a function is defined, with the points that cancelled factors exclude",
    example: "domain ln(x^2 - 1)",
    target: Wanted::Needed,
    clauses: &[ClauseDef { word: "with", takes: Takes::One, usage: "with a = 2" }],
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

/// What is shown of a function's domain.
pub(super) fn output(graph: &mut Graph, function: &Function, interrupt: &Interrupt) -> Output {
    let mut parts = Vec::new();
    let unknowns = function.unknowns();
    let set = function.domain_set(graph, interrupt);
    let pieces = set.as_ref().map(RealSet::pieces);
    let found = function.domain(graph);
    match (&pieces, unknowns) {
        (Some(pieces), [x]) => parts.extend(pieces_text(graph, pieces, *x)),
        _ => {
            for &condition in &found.conditions {
                let text = shown(graph, condition);
                let joined = found.conditions.len() + found.excluded.len() > 1;
                let or = matches!(graph.node(condition), Node::Or(_));
                parts.push(if joined && or { format!("({text})") } else { text });
            }
        }
    }
    let excluded: Vec<String> = found.excluded.iter().map(|e| excluded_text(graph, e, unknowns)).collect();
    let nowhere = pieces.as_ref().is_some_and(Vec::is_empty)
        || found.conditions.iter().any(|&c| graph.node(c) == Node::Truth(false));
    let mut text = if nowhere {
        "nowhere".to_string()
    } else {
        parts.extend(excluded.iter().cloned());
        if parts.is_empty() { "all real numbers".to_string() } else { parts.join(" and ") }
    };
    if !found.complete {
        text += "; further points may be excluded, where some functions in it have no value";
    }
    let mut output = Output::new("domain", text).field("excluded", excluded).field("complete", found.complete);
    let conditions: Vec<String> = found.conditions.iter().map(|&c| shown(graph, c)).collect();
    output = output.field("conditions", conditions);
    if let Some(pieces) = pieces {
        let intervals: Vec<serde_json::Value> = pieces.iter().map(|p| interval(graph, p)).collect();
        output = output.field("intervals", intervals);
    }
    output
}

fn interval(graph: &mut Graph, piece: &Component) -> serde_json::Value {
    let mut end = |end: Option<(ExprId, bool)>| match end {
        Some((at, included)) => {
            json!({"exact": shown(graph, at), "value": double(double_of(graph, at)), "included": included})
        }
        None => serde_json::Value::Null,
    };
    json!({"low": end(piece.low), "high": end(piece.high)})
}

fn shown(graph: &mut Graph, id: ExprId) -> String {
    let presented = present(graph, id);
    print::text(graph, presented)
}

/// The pieces in words. Pieces that only a point parts are one with an exception.
fn pieces_text(graph: &mut Graph, pieces: &[Component], x: Symbol) -> Option<String> {
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
    let texts: Vec<String> = ranges
        .iter()
        .map(|(range, holes)| {
            let mut parts = Vec::new();
            parts.extend(range_text(graph, range, &name));
            parts.extend(holes.iter().map(|&h| format!("{name} != {}", shown(graph, h))));
            let text = parts.join(" and ");
            if ranges.len() > 1 && parts.len() > 1 { format!("({text})") } else { text }
        })
        .filter(|t| !t.is_empty())
        .collect();
    (!texts.is_empty()).then(|| texts.join(" or "))
}

/// `-2 <= x <= 2`; nothing for the whole line.
fn range_text(graph: &mut Graph, range: &Component, name: &str) -> Option<String> {
    let sign = |included: bool| if included { "<=" } else { "<" };
    Some(match (range.low, range.high) {
        (None, None) => return None,
        (Some((low, _)), Some((high, _))) if low == high => format!("{name} = {}", shown(graph, low)),
        (Some((low, l)), Some((high, h))) => {
            format!("{} {} {name} {} {}", shown(graph, low), sign(l), sign(h), shown(graph, high))
        }
        (Some((low, included)), None) => {
            format!("{name} {} {}", if included { ">=" } else { ">" }, shown(graph, low))
        }
        (None, Some((high, included))) => format!("{name} {} {}", sign(included), shown(graph, high)),
    })
}

/// `x != pi/2 + pi*k for every integer k`
fn excluded_text(graph: &mut Graph, excluded: &Excluded, unknowns: &[Symbol]) -> String {
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
    let way = crate::calculus::normal::product(graph, &[step, k]);
    let (start, way) = (shown(graph, from), shown(graph, way));
    let points = match (start.as_str(), way.strip_prefix('-')) {
        ("0", _) => way,
        (_, Some(back)) => format!("{start} - {back}"),
        (_, None) => format!("{start} + {way}"),
    };
    let letter = if taken { "n" } else { "k" };
    let which = if excluded.one_way { format!("{letter} = 0, 1, 2, ...") } else { format!("every integer {letter}") };
    format!("{} != {points} for {which}", shown(graph, argument))
}
