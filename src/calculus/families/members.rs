//! The values and signs of a formula at the members of a family: the family is split into parts on which they are the same.

use std::cmp::Ordering;

use super::family::{Family, ParameterRange};
use super::integers::IntegerSet;
use super::rewriting::{flattened, repeated};
use super::signs::{IntegerSigns, ORDERS, signs};
use crate::algebra::closed::{sign, truth};
use crate::algebra::expanded;
use crate::algebra::normal::{difference, formed, normalise};
use crate::algebra::terms::linear;
use crate::calculus::Side;
use crate::expr::{ExprId, Graph, Symbol, depends_on, fresh_symbol, is_closed, substitute};

/// By how many remainders of its number a family is split, tried in this order.
const SPLITS: [i64; 6] = [1, 2, 3, 4, 6, 12];

/// An end, and on which side of it members are kept.
pub type MemberBound = (ExprId, fn(Ordering) -> bool);

/// What is told of each part of a family, for the first split by remainders at all of whose parts something is.
pub(super) fn by_remainders<T: Default>(
    graph: &mut Graph,
    family: &Family,
    mut told: impl FnMut(&mut Graph, &Family) -> Option<T>,
) -> Option<Vec<(Family, T)>> {
    SPLITS.into_iter().find_map(|n| {
        let mut all = Vec::new();
        for part in family.remainders(graph, n)? {
            let of_part = if part.numbers().is_empty() { T::default() } else { told(graph, &part)? };
            all.push((part, of_part));
        }
        Some(all)
    })
}

/// Parts of a family at each of which every formula has one value, in normal form; `None` where no split by remainders
/// shows that.
pub fn values_at(
    graph: &mut Graph,
    (family, symbols): (&Family, &[Symbol]),
    formulas: &[ExprId],
) -> Option<Vec<(Family, Vec<ExprId>)>> {
    let mut parts = by_remainders(graph, family, |graph, part| {
        let mut values = Vec::new();
        for &formula in formulas {
            let value = at_members(graph, (part, symbols), formula);
            if part.parameters.iter().any(|&k| depends_on(graph, value, k)) {
                return None;
            }
            values.push(value);
        }
        Some(values)
    })?;
    parts.retain(|(part, _)| !part.numbers().is_empty());
    Some(parts)
}

/// Parts of a family with the signs that a formula has at their members, proved; of several parameters it does not depend on
/// any but the first.
fn parts_with_signs(
    graph: &mut Graph,
    (family, symbols): (&Family, &[Symbol]),
    formula: ExprId,
) -> Option<Vec<(Family, IntegerSigns)>> {
    let (&k, others) = family.parameters.split_first()?;
    by_remainders(graph, family, |graph, part| {
        let value = at_members(graph, (part, symbols), formula);
        if others.iter().any(|&other| depends_on(graph, value, other)) {
            return None;
        }
        signs(graph, value, k, &part.numbers())
    })
}

/// Parts of a family at whose members a formula has one sign, proved; `None` where that was not decided
/// for all of them.
///
/// Of several parameters the numbers of the parts are those of the first one; the others may be any.
pub fn signs_at(
    graph: &mut Graph,
    (family, symbols): (&Family, &[Symbol]),
    formula: ExprId,
) -> Option<Vec<(Family, Ordering)>> {
    let mut all = Vec::new();
    for (part, signs) in parts_with_signs(graph, (family, symbols), formula)? {
        let of_order = |order| signs.of(order).runs().into_iter().map(move |run| (run, order));
        let mut runs: Vec<(IntegerSet, Ordering)> = ORDERS.into_iter().flat_map(of_order).collect();
        runs.sort_by_key(|(run, _)| run.least());
        all.extend(runs.into_iter().map(|(run, order)| (part.on(run), order)));
    }
    Some(all)
}

/// The members of a family of one unknown and one whole number that lie on the wanted sides of numbers.
pub fn beyond(graph: &mut Graph, family: &Family, bounds: &[MemberBound]) -> Option<Vec<Family>> {
    let mut all = vec![family.clone()];
    for &(end, keeps) in bounds {
        let mut next = Vec::new();
        for family in &all {
            let (expression, ..) = family.in_one()?;
            let form = normalise(graph, expression);
            let gap = difference(graph, form, end);
            let parts = parts_with_signs(graph, (family, &[]), gap)?;
            next.extend(parts.into_iter().flat_map(|(part, signs)| part.runs_on(&signs.meeting(keeps))));
        }
        all = next;
    }
    Some(all)
}

/// The same for the ends of a side, and without exceptions, where it has ends.
pub fn on_side(graph: &mut Graph, family: &Family, side: &Side) -> Option<Vec<Family>> {
    if *side == Side::ENTIRE {
        return Some(vec![family.clone()]);
    }
    let parts = beyond(graph, family, &ends_of(side))?;
    let of_part =
        |part: Family| part.numbers().ranges().iter().map(|&range| part.on(IntegerSet::of(vec![range]))).collect();
    Some(parts.into_iter().flat_map::<Vec<Family>, _>(of_part).collect())
}

/// The ends of a side, which belong to it.
pub fn ends_of(side: &Side) -> Vec<MemberBound> {
    let low = side.low.map(|low| (low, Ordering::is_ge as fn(Ordering) -> bool));
    low.into_iter().chain(side.high.map(|high| (high, Ordering::is_le as fn(Ordering) -> bool))).collect()
}

/// Families of one formula as one where the members of the next go on from the last.
pub fn rejoined(families: Vec<Family>) -> Vec<Family> {
    let mut all: Vec<Family> = Vec::new();
    for next in families {
        if let Some(last) = all.last_mut()
            && (&last.expressions, &last.conditions) == (&next.expressions, &next.conditions)
            && let (ParameterRange::Whole(before), ParameterRange::Whole(after)) = (&last.range, &next.range)
            && before.most().zip(after.least()).is_some_and(|(end, start)| end.checked_add(1) == Some(start))
        {
            last.range = ParameterRange::Whole(before.or(after));
            continue;
        }
        all.push(next);
    }
    all
}

/// A formula at the members, without whole turns.
fn at_members(graph: &mut Graph, (family, symbols): (&Family, &[Symbol]), formula: ExprId) -> ExprId {
    let mut bindings = Vec::new();
    for (&symbol, &expression) in symbols.iter().zip(&family.expressions) {
        bindings.push((symbol, normalise(graph, expression)));
    }
    let raw = substitute(graph, formula, &bindings);
    let mut form = normalise(graph, raw);
    form = flattened(graph, form);
    for &k in &family.parameters {
        form = repeated(graph, form, k);
    }
    let form = normalise(graph, form);
    expanded(graph, form)
}

/// Is a closed point proved to be a member of a family?
pub fn is_member(graph: &mut Graph, family: &Family, point: &[ExprId]) -> bool {
    if let (Some(_), &[value], []) = (family.in_one(), point, family.conditions.as_slice()) {
        let value = normalise(graph, value);
        return beyond(graph, family, &[(value, Ordering::is_eq)]).is_some_and(|members| !members.is_empty());
    }
    let expressions = point.iter().map(|&value| normalise(graph, value)).collect();
    let point = Family { expressions, parameters: Vec::new(), range: ParameterRange::Real, conditions: Vec::new() };
    family.covers(graph, &point)
}

impl Family {
    /// Is every member of another family, or a point, among the members, as their formulas show?
    pub fn covers(&self, graph: &mut Graph, other: &Family) -> bool {
        let own = &self.with_other_names(graph, other);
        let mut bindings: Vec<(Symbol, ExprId)> = Vec::new();
        for (&e, &at) in own.expressions.iter().zip(&other.expressions) {
            let left = substitute(graph, e, &bindings);
            let left = normalise(graph, left);
            let free: Vec<Symbol> = own.parameters.iter().copied().filter(|&p| depends_on(graph, left, p)).collect();
            match free.as_slice() {
                [] => {
                    let gap = difference(graph, left, at);
                    if !graph.is_zero(gap) && !sign(graph, gap).is_proved_equal() {
                        return false;
                    }
                }
                // Where the formula is linear in the parameter, that has one value only.
                &[p] => {
                    let Some((slope, start)) = linear(graph, left, p).filter(|&(slope, _)| is_closed(graph, slope))
                    else {
                        return false;
                    };
                    bindings.push((p, formed(graph, (at - start) / slope)));
                }
                _ => return false,
            }
        }
        let are_numbers = bindings.iter().all(|&(_, id)| match &own.range {
            ParameterRange::Real => true,
            ParameterRange::Whole(set) => graph.as_integer(id).is_some_and(|n| set.holds(n)),
        });
        are_numbers
            && own.conditions.iter().all(|&condition| {
                let here = substitute(graph, condition, &bindings);
                let here = normalise(graph, here);
                let its_own = other.conditions.iter().any(|&known| normalise(graph, known) == here);
                its_own || truth(graph, here) == Some(true)
            })
    }

    /// The same with parameters that another family does not have.
    fn with_other_names(&self, graph: &mut Graph, other: &Family) -> Family {
        let mut taken = [self.parameters.as_slice(), &other.parameters].concat();
        let known = taken.len();
        for _ in &self.parameters {
            taken.push(fresh_symbol(graph, &["t"], &taken));
        }
        self.renamed(graph, taken.split_off(known))
    }
}
