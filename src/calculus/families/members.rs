//! The values and signs of a formula at the members of a family: the family is split into parts on which they are the same.

use std::cmp::Ordering;

use super::family::{Family, Members, ParameterRange, merged};
use super::membership::{SPLITS, ceiling};
use super::rewriting::flattened;
use super::rewriting::repeated;
use super::signs::{IntegerRange, signs};
use crate::algebra::closed::{Decision, compare, sign, truth};
use crate::algebra::normal::{difference, formed, normalise};
use crate::algebra::terms::MAX_TERMS;
use crate::algebra::{expand, present};
use crate::calculus::Side;
use crate::expr::{ExprId, Graph, Symbol, depends_on, substitute};

/// A family is split by remainders into at most this many parts.
const MAX_PARTS: i64 = 36;

/// Parts of a family at each of which every formula has one value, in normal form; `None` where no split by remainders
/// shows that.
pub(in crate::calculus) fn values_at(
    graph: &mut Graph,
    (family, symbols): (&Family, &[Symbol]),
    formulas: &[ExprId],
) -> Option<Vec<(Family, Vec<ExprId>)>> {
    SPLITS.into_iter().find_map(|n| {
        let mut found = Vec::new();
        for part in remainders(graph, family, n)? {
            let mut values = Vec::new();
            for &formula in formulas {
                let value = at_members(graph, (&part, symbols), formula);
                if part.parameters.iter().any(|&k| depends_on(graph, value, k)) {
                    return None;
                }
                values.push(value);
            }
            found.push((part, values));
        }
        Some(found)
    })
}

/// Parts of a family of one parameter at whose members a formula has one sign, proved; `None` where that was not decided
/// for all of them.
pub(in crate::calculus) fn signs_at(
    graph: &mut Graph,
    (family, symbols): (&Family, &[Symbol]),
    formula: ExprId,
) -> Option<Vec<(Family, Ordering)>> {
    let &[k] = family.parameters.as_slice() else { return None };
    let found = SPLITS.into_iter().find_map(|n| {
        let mut found = Vec::new();
        for part in remainders(graph, family, n)? {
            let value = at_members(graph, (&part, symbols), formula);
            let ParameterRange::Whole { least, most, .. } = part.range else { return None };
            for (stretch, order) in signs(graph, value, (k, IntegerRange { least, most }))? {
                let stretch = stretch.common(&IntegerRange { least, most });
                if !stretch.is_empty() {
                    found.push((within(&part, stretch), order, value));
                }
            }
        }
        Some(found)
    })?;
    let mut parts = Vec::new();
    for (part, order, value) in found {
        if order.is_eq() && !is_zero_at_all(graph, &part, value) {
            return None;
        }
        parts.push((part, order));
    }
    Some(parts)
}

/// The members of a family of one parameter that lie on the wanted side of a number.
pub(in crate::calculus) fn beyond(
    graph: &mut Graph,
    family: &Family,
    (end, keeps): (ExprId, fn(Ordering) -> bool),
) -> Option<Vec<Family>> {
    let &[expression] = family.expressions.as_slice() else { return None };
    let form = normalise(graph, expression);
    let gap = difference(graph, form, end);
    let parts = signs_at(graph, (family, &[]), gap)?;
    Some(parts.into_iter().filter(|(_, order)| keeps(*order)).map(|(part, _)| part).collect())
}

/// The members of a family of one unknown and one whole number that lie on a side of a box.
pub(in crate::calculus) fn on_side(graph: &mut Graph, family: &Family, side: &Side) -> Option<Vec<Family>> {
    let (&[expression], &[k]) = (family.expressions.as_slice(), family.parameters.as_slice()) else { return None };
    let ParameterRange::Whole { least, most, except } = family.range.clone() else { return None };
    let members = Members { formula: normalise(graph, expression), k, least, most, except };
    let parts = members.within(graph, side)?;
    Some(parts.into_iter().map(|part| Family { range: part.range(), ..family.clone() }).collect())
}

/// Families of one parameter without bounds, those as one that together have a shorter period; others stay as they are.
pub(in crate::calculus) fn united(graph: &mut Graph, families: Vec<Family>) -> Vec<Family> {
    let (mut free, mut others) = (Vec::new(), Vec::new());
    for family in families {
        match (family.expressions.as_slice(), family.parameters.as_slice(), &family.range) {
            (&[expression], &[k], ParameterRange::Whole { least: None, most: None, except })
                if except.is_empty() && family.conditions.is_empty() =>
            {
                free.push(Members::new(normalise(graph, expression), k));
            }
            _ => others.push(family),
        }
    }
    let mut all = Vec::new();
    for members in merged(graph, free) {
        let (expressions, parameters) = (vec![present(graph, members.formula)], vec![members.k]);
        all.push(Family { expressions, parameters, range: members.range(), conditions: Vec::new() });
    }
    all.extend(others);
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
    expand(graph, form, MAX_TERMS).unwrap_or(form)
}

/// Is the value, which counted as 0, proved to be 0 at every member?
fn is_zero_at_all(graph: &mut Graph, family: &Family, value: ExprId) -> bool {
    let proved = |graph: &mut Graph, id: ExprId| sign(graph, id) == Decision::Proved(Ordering::Equal);
    let Some(&k) = family.parameters.iter().find(|&&k| depends_on(graph, value, k)) else {
        return proved(graph, value);
    };
    let ParameterRange::Whole { least: Some(least), most: Some(most), .. } = family.range else { return false };
    least == most && {
        let number = graph.integer(least);
        let at = substitute(graph, value, &[(k, number)]);
        proved(graph, at)
    }
}

/// The members whose numbers leave each remainder when divided by `n`, for each parameter.
fn remainders(graph: &mut Graph, family: &Family, n: i64) -> Option<Vec<Family>> {
    let ParameterRange::Whole { .. } = family.range else { return None };
    if n == 1 {
        return Some(vec![family.clone()]);
    }
    let count = n.checked_pow(u32::try_from(family.parameters.len()).ok()?).filter(|c| *c <= MAX_PARTS)?;
    let mut parts = Vec::new();
    for number in 0..count {
        let mut bindings = Vec::new();
        let mut rest = number;
        for &k in &family.parameters {
            let node = graph.symbol_node(k);
            bindings.push((k, formed(graph, n * node + rest % n)));
            rest /= n;
        }
        let mut expressions = Vec::new();
        for &expression in &family.expressions {
            let put = substitute(graph, expression, &bindings);
            let form = normalise(graph, put);
            expressions.push(expand(graph, form, MAX_TERMS).unwrap_or(form));
        }
        let range = range_of_remainder(&family.range, (n, number), family.parameters.len())?;
        if range.is_empty() {
            continue;
        }
        parts.push(Family { expressions, range, ..family.clone() });
    }
    Some(parts)
}

/// The numbers `j` for which `n*j + r` lies in a range; bounds of several parameters are not taken apart.
fn range_of_remainder(range: &ParameterRange, (n, r): (i64, i64), parameters: usize) -> Option<ParameterRange> {
    let ParameterRange::Whole { least, most, except } = range else { return None };
    if parameters > 1 {
        return (least.is_none() && most.is_none() && except.is_empty()).then(|| range.clone());
    }
    Some(ParameterRange::Whole {
        least: least.map(|l| ceiling(l - r, n)),
        most: most.map(|m| (m - r).div_euclid(n)),
        except: except.iter().filter(|e| e.rem_euclid(n) == r).map(|e| e.div_euclid(n)).collect(),
    })
}

/// The members of a family with numbers in a stretch.
fn within(family: &Family, stretch: IntegerRange) -> Family {
    let ParameterRange::Whole { except, .. } = &family.range else { return family.clone() };
    let inside = |n: &i64| stretch.least.is_none_or(|l| *n >= l) && stretch.most.is_none_or(|m| *n <= m);
    let except = except.iter().copied().filter(inside).collect();
    Family { range: ParameterRange::Whole { least: stretch.least, most: stretch.most, except }, ..family.clone() }
}

/// Is a closed point proved to be a member of a family? Of one with real parameters only if each of these is an unknown itself.
pub(in crate::calculus) fn is_member(graph: &mut Graph, family: &Family, point: &[ExprId]) -> bool {
    if let ParameterRange::Whole { .. } = family.range {
        let &[value] = point else { return false };
        let value = normalise(graph, value);
        let side = Side { low: Some(value), high: Some(value) };
        return family.conditions.is_empty()
            && on_side(graph, family, &side).is_some_and(|members| !members.is_empty());
    }
    let mut values = Vec::new();
    for &parameter in &family.parameters {
        let node = graph.symbol_node(parameter);
        let Some(at) = family.expressions.iter().position(|&e| e == node) else { return false };
        values.push((parameter, point[at]));
    }
    family.conditions.iter().all(|&condition| {
        let at = substitute(graph, condition, &values);
        truth(graph, at) == Some(true)
    }) && family.expressions.iter().zip(point).all(|(&expression, &coordinate)| {
        let raw = substitute(graph, expression, &values);
        let form = normalise(graph, raw);
        compare(graph, form, coordinate).is_proved_equal()
    })
}

impl ParameterRange {
    /// Has it no number?
    fn is_empty(&self) -> bool {
        matches!(self, ParameterRange::Whole { least: Some(least), most: Some(most), except }
            if least > most || most - least < except.len() as i64 && (*least..=*most).all(|n| except.contains(&n)))
    }
}
