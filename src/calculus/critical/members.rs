//! Families of critical points: which members lie where, and the kind of all of them.

use std::cmp::Ordering;

use super::kind::{Classification, Judge, by_order, undecided};
use crate::algebra::enclosure::enclose_on;
use crate::algebra::normal::{difference, normalise, quotient};
use crate::algebra::{derivative, expanded, present};
use crate::calculus::Side;
use crate::calculus::domain::Domain;
use crate::calculus::families::{Family, MemberBound, ParameterRange, beyond, ends_of, signs_at, united, values_at};
use crate::calculus::solve::{Solution, SolveContext, closed_solution};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, fresh_symbol, is_closed, substitute, symbols_of};
use crate::numeric::Interval;
use crate::numeric::budget::degrees;

/// The members of a family strictly inside a part and inside a side, ends of the side included.
pub(super) fn inside(graph: &mut Graph, family: &Family, (part, side): (&Side, &Side)) -> Option<Vec<Family>> {
    let mut bounds: Vec<MemberBound> = Vec::new();
    bounds.extend(part.low.map(|low| -> MemberBound { (low, Ordering::is_gt) }));
    bounds.extend(part.high.map(|high| -> MemberBound { (high, Ordering::is_lt) }));
    bounds.extend(ends_of(side));
    beyond(graph, family, &bounds)
}

/// The number of a member that is the only one of its family, for each unknown.
pub(super) fn only_member(graph: &mut Graph, family: &Family) -> Option<Vec<Solution>> {
    let &[k] = family.parameters.as_slice() else { return None };
    let at = match (&family.range, family.conditions.as_slice()) {
        (ParameterRange::Whole(set), []) => match *set.few(1)?.as_slice() {
            [n] => family.at(graph, n),
            _ => return None,
        },
        (ParameterRange::Real, &[condition]) => match graph.node(condition) {
            Node::Compare(Relation::Equal, a, b) if graph.node(a) == Node::Symbol(k) => {
                let mut put = |&expression: &ExprId| substitute(graph, expression, &[(k, b)]);
                let at: Vec<ExprId> = family.expressions.iter().map(&mut put).collect();
                at.into_iter().map(|id| normalise(graph, id)).collect()
            }
            _ => return None,
        },
        _ => return None,
    };
    Some(at.into_iter().map(|form| closed_solution(graph, form)).collect())
}

/// Conditions with their unknown first, each once, and without those that a stricter one says; those on one name alone by the
/// ends of the only interval in which they hold, where that is shorter. `None` where they never hold.
pub(super) fn put_plainly(graph: &mut Graph, conditions: &[ExprId], context: &SolveContext<'_>) -> Option<Vec<ExprId>> {
    let mut all: Vec<ExprId> = Vec::new();
    for &condition in conditions {
        let parts = match graph.node(condition) {
            Node::And(parts) => parts.to_vec(),
            _ => vec![condition],
        };
        all.extend(parts.into_iter().map(|part| with_unknown_first(graph, part)));
    }
    for x in symbols_of(graph, &all) {
        let (own, others): (Vec<ExprId>, Vec<ExprId>) =
            all.iter().partition(|&&condition| symbols_of(graph, &[condition]) == [x]);
        let domain = Domain { conditions: own, ..Domain::default() };
        let Some(set) = domain.set(graph, x, context.interrupt) else { continue };
        if set.is_empty() {
            return None;
        }
        if let [piece] = set.pieces().as_slice() {
            let node = graph.symbol_node(x);
            let bounds = piece.bounds(graph, node, false);
            if bounds.len() < domain.conditions.len() {
                all = [others, bounds].concat();
            }
        }
    }
    let gaps: Vec<Option<(ExprId, bool)>> = all.iter().map(|&condition| gap(graph, condition)).collect();
    let is_said = |i: usize, j: usize| match (gaps[i], gaps[j]) {
        (Some((a, or_equal)), Some((b, other))) if a == b => or_equal && !other || or_equal == other && j < i,
        _ => all[i] == all[j] && j < i,
    };
    let always = |graph: &Graph, (gap, or_equal): (ExprId, bool)| {
        let names = symbols_of(graph, &[gap]);
        let range = enclose_on(graph, gap, &names, &vec![Interval::ENTIRE; names.len()]);
        or_equal && range.is_some_and(|found| found.range.low() >= 0.0)
    };
    let is_idle = |i: usize| gaps[i].is_some_and(|gap| always(graph, gap)) || (0..all.len()).any(|j| is_said(i, j));
    Some((0..all.len()).filter(|&i| !is_idle(i)).map(|i| all[i]).collect())
}

/// What is positive where an inequality holds, or may be 0 as well.
fn gap(graph: &mut Graph, condition: ExprId) -> Option<(ExprId, bool)> {
    let Node::Compare(relation, a, b) = graph.node(condition) else { return None };
    let (less, more, or_equal) = match relation {
        Relation::Less => (a, b, false),
        Relation::LessOrEqual => (a, b, true),
        Relation::Greater => (b, a, false),
        Relation::GreaterOrEqual => (b, a, true),
        Relation::Equal | Relation::NotEqual => return None,
    };
    let gap = difference(graph, more, less);
    Some((expanded(graph, gap), or_equal))
}

/// A condition on one unknown with it on the left: `x > 1` for `1 < x`, `-x + 1 < 0`; of others, what is no number.
fn with_unknown_first(graph: &mut Graph, condition: ExprId) -> ExprId {
    let Node::Compare(relation, a, b) = graph.node(condition) else { return condition };
    let is_turned = is_closed(graph, a) && !is_closed(graph, b);
    let (relation, a, b) = if is_turned { (relation.turned(), b, a) } else { (relation, a, b) };
    let gap = difference(graph, a, b);
    let linear = match symbols_of(graph, &[gap]).as_slice() {
        &[x] => Some((x, derivative(graph, gap, x))),
        _ => None,
    };
    let slope = linear.and_then(|(_, steepness)| graph.as_rational(steepness)).filter(|k| !k.is_zero());
    let (Some((x, steepness)), Some(slope)) = (linear, slope) else {
        let (a, b) = (present(graph, a), present(graph, b));
        return graph.compare(relation, a, b);
    };
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
    (family, x): (&Family, Symbol),
    formula: ExprId,
) -> Vec<(Family, Classification)> {
    let slope = derivative(graph, formula, x);
    let mut form = derivative(graph, slope, x);
    let (mut open, mut found) = (vec![family.clone()], Vec::new());
    for order in 2..=degrees::FAMILY {
        let mut next = Vec::new();
        for family in open {
            let Some(parts) = signs_at(graph, (&family, &[x]), form) else {
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
pub(super) fn kinds_by_hessian(graph: &mut Graph, family: &Family, judge: &Judge<'_>) -> Vec<(Family, Classification)> {
    let Some(parts) = values_at(graph, (family, judge.symbols()), judge.entries()) else {
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
fn together(graph: &mut Graph, family: &Family, found: Vec<(Family, Classification)>) -> Vec<(Family, Classification)> {
    let mut kinds: Vec<(Classification, Vec<Family>)> = Vec::new();
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
    fresh_symbol(graph, &["k", "m", "n", "j", "l"], taken)
}
