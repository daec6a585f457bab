//! Families of critical points: which members lie where, and the kind of all of them.

use std::cmp::Ordering;

use super::kind::{Judge, Judgement, by_order, undecided};
use super::part::Part;
use crate::calculus::normal::{difference, normalise, quotient};
use crate::calculus::solve::{
    Family, Range, Solution, Vocabulary, beyond, closed_solution, signs_at, united, values_at,
};
use crate::calculus::{Side, derivative, present};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, substitute, symbols_of};

/// The highest derivative whose signs at the members are asked for.
const HIGHEST_ORDER: u32 = 6;

/// An end, if there is one, and on which side of it members are kept.
type Kept = (Option<ExprId>, fn(Ordering) -> bool);

/// The members of a family strictly inside a part and inside a side, ends of the side included.
pub(super) fn inside(
    graph: &mut Graph,
    words: &Vocabulary,
    family: &Family,
    (part, side): (&Part, &Side),
) -> Option<Vec<Family>> {
    let ends: [Kept; 4] = [
        (part.low, Ordering::is_gt),
        (part.high, Ordering::is_lt),
        (side.low, Ordering::is_ge),
        (side.high, Ordering::is_le),
    ];
    let mut all = vec![family.clone()];
    for (end, keeps) in ends {
        let Some(end) = end else { continue };
        let mut next = Vec::new();
        for family in &all {
            next.extend(beyond(graph, words, family, (end, keeps))?);
        }
        all = next;
    }
    Some(all)
}

/// Families of one formula as one where the members of the next go on from the last.
pub(super) fn rejoined(families: Vec<Family>) -> Vec<Family> {
    let mut all: Vec<Family> = Vec::new();
    for next in families {
        if let Some(last) = all.last_mut()
            && (&last.expressions, &last.conditions) == (&next.expressions, &next.conditions)
            && let Range::Whole { most: end, except, .. } = &mut last.range
            && let Range::Whole { least: Some(start), most, except: more } = &next.range
            && end.and_then(|end| end.checked_add(1)) == Some(*start)
        {
            *end = *most;
            except.extend(more);
            continue;
        }
        all.push(next);
    }
    all
}

/// The number of a member that is the only one of its family, for each unknown.
pub(super) fn only_member(graph: &mut Graph, family: &Family) -> Option<Vec<Solution>> {
    let (&[k], Range::Whole { least: Some(least), most, .. }) = (family.parameters.as_slice(), &family.range) else {
        return None;
    };
    if *most != Some(*least) || !family.conditions.is_empty() {
        return None;
    }
    let number = graph.integer(*least);
    let at = family.expressions.iter().map(|&expression| {
        let put = substitute(graph, expression, &[(k, number)]);
        let form = normalise(graph, put);
        closed_solution(graph, form)
    });
    Some(at.collect())
}

/// Conditions with their unknown first, each once, and without those that the same with `<` for `<=` says.
pub(super) fn put_plainly(graph: &mut Graph, conditions: &[ExprId]) -> Vec<ExprId> {
    let all: Vec<ExprId> = conditions.iter().map(|&c| with_unknown_first(graph, c)).collect();
    let mut kept = Vec::new();
    for &condition in &all {
        let strict = match graph.node(condition) {
            Node::Compare(Relation::LessOrEqual, a, b) => Some(graph.compare(Relation::Less, a, b)),
            Node::Compare(Relation::GreaterOrEqual, a, b) => Some(graph.compare(Relation::Greater, a, b)),
            _ => None,
        };
        if !kept.contains(&condition) && !strict.is_some_and(|strict| all.contains(&strict)) {
            kept.push(condition);
        }
    }
    kept
}

/// A condition on one unknown with it on the left: `x > 1` for `1 < x`, `-x + 1 < 0`.
fn with_unknown_first(graph: &mut Graph, condition: ExprId) -> ExprId {
    let (Node::Compare(relation, a, b), &[x]) = (graph.node(condition), symbols_of(graph, &[condition]).as_slice())
    else {
        return condition;
    };
    let gap = difference(graph, a, b);
    let steepness = derivative(graph, gap, x);
    let Some(slope) = graph.as_rational(steepness).filter(|k| !k.is_zero()) else { return condition };
    let relation = if slope.is_negative() { relation.turned() } else { relation };
    let node = graph.symbol_node(x);
    let share = quotient(graph, gap, steepness);
    let end = difference(graph, node, share);
    let end = present(graph, end);
    graph.compare(relation, node, end)
}

/// The members of a family of zeros of the slope, apart by what they are: by the first derivative that is not 0.
pub(super) fn kinds_of_family(
    graph: &mut Graph,
    words: &Vocabulary,
    (family, x): (&Family, Symbol),
    formula: ExprId,
) -> Vec<(Family, Judgement)> {
    let slope = derivative(graph, formula, x);
    let mut form = derivative(graph, slope, x);
    let (mut open, mut found) = (vec![family.clone()], Vec::new());
    for order in 2..=HIGHEST_ORDER {
        let mut next = Vec::new();
        for family in open {
            let Some(parts) = signs_at(graph, words, (&family, &[x]), form) else {
                found.push((family, undecided()));
                continue;
            };
            for (part, sign) in parts {
                match sign {
                    Ordering::Equal => next.push(part),
                    _ => found.push((part, by_order(order, sign, ""))),
                }
            }
        }
        open = next;
        form = derivative(graph, form, x);
    }
    found.extend(open.into_iter().map(|family| (family, undecided())));
    together(graph, family, found)
}

/// The members of a family in several unknowns, apart by what the second derivatives are at them.
pub(super) fn kinds_by_hessian(
    graph: &mut Graph,
    words: &Vocabulary,
    family: &Family,
    judge: &Judge<'_>,
) -> Vec<(Family, Judgement)> {
    let Some(parts) = values_at(graph, words, (family, judge.symbols()), judge.entries()) else {
        return vec![(family.clone(), undecided())];
    };
    let mut found = Vec::new();
    for (part, numbers) in parts {
        let judgement = judge.of_numbers(graph, &numbers);
        found.push((part, judgement));
    }
    together(graph, family, found)
}

/// The whole family, where all of its parts are the same; else the parts of each kind in as few families as possible.
fn together(graph: &mut Graph, family: &Family, found: Vec<(Family, Judgement)>) -> Vec<(Family, Judgement)> {
    let mut kinds: Vec<(Judgement, Vec<Family>)> = Vec::new();
    for (part, judgement) in found {
        match kinds.iter_mut().find(|(known, _)| known.kind == judgement.kind) {
            Some((_, parts)) => parts.push(part),
            None => kinds.push((judgement, vec![part])),
        }
    }
    if let [(judgement, _)] = kinds.as_slice() {
        return vec![(family.clone(), judgement.clone())];
    }
    let mut all = Vec::new();
    for (judgement, parts) in kinds {
        all.extend(united(graph, parts).into_iter().map(|part| (part, judgement.clone())));
    }
    all
}

/// A name for a whole number that none of these symbols has.
pub(super) fn whole_number(graph: &mut Graph, taken: &[Symbol]) -> Symbol {
    let names = ["k", "m", "n", "j", "l"].iter().map(|n| n.to_string()).chain((1..).map(|i| format!("k{i}")));
    for name in names {
        let symbol = graph.symbol_id(&name);
        if !taken.contains(&symbol) {
            return symbol;
        }
    }
    graph.symbol_id("k")
}
