//! The sign of a formula in a whole number: where the formula is monotone it changes once, and division or halving finds where.

use std::cmp::Ordering;

use super::integers::{IntegerRange, IntegerSet};
use crate::algebra::closed::{sign, whole_value};
use crate::algebra::normal::{difference, formed, is_positive, normalise};
use crate::algebra::terms::{collect, kernels, linear};
use crate::expr::{ExprId, Graph, Inverse, Node, Symbol, depends_on, substitute};
use crate::functions::FLOOR;
use crate::numeric::budget::depth;

/// No change of sign is looked for further out by steps.
const FARTHEST: i64 = 1 << 40;

/// No number is beyond this.
const LARGEST: i64 = 1 << 60;

/// The three signs.
pub const ORDERS: [Ordering; 3] = [Ordering::Less, Ordering::Equal, Ordering::Greater];

/// The numbers at which a formula is negative, 0 and positive.
#[derive(Default)]
pub struct IntegerSigns([IntegerSet; 3]);

impl IntegerSigns {
    fn only(order: Ordering, set: &IntegerSet) -> IntegerSigns {
        let mut signs = IntegerSigns::default();
        signs.add(order, set);
        signs
    }

    fn add(&mut self, order: Ordering, more: &IntegerSet) {
        let set = &mut self.0[(order as i8 + 1) as usize];
        *set = set.or(more);
    }

    /// Where it has this sign.
    pub fn of(&self, order: Ordering) -> &IntegerSet {
        &self.0[(order as i8 + 1) as usize]
    }

    /// Where it has one of the wanted signs.
    pub fn meeting(&self, wanted: impl Fn(Ordering) -> bool) -> IntegerSet {
        let sets = ORDERS.into_iter().filter(|&order| wanted(order)).map(|order| self.of(order));
        sets.fold(IntegerSet::default(), |all, set| all.or(set))
    }
}

/// Where a formula in `k` has which sign. `None` if it is not seen to be monotone in pieces.
pub fn signs(graph: &mut Graph, q: ExprId, k: Symbol, on: &IntegerSet) -> Option<IntegerSigns> {
    let form = normalise(graph, q);
    if !depends_on(graph, form, k) {
        return Some(IntegerSigns::only(sign(graph, form).proved()?, on));
    }
    if is_positive(graph, form) {
        return Some(IntegerSigns::only(Ordering::Greater, on));
    }
    if let Some(found) = of_linear(graph, form, k, on) {
        return Some(found);
    }
    if let Node::Power(base, exponent) = graph.node(form)
        && let Some(e) = graph.as_rational(exponent).cloned()
    {
        let IntegerSigns([below, at, above]) = signs(graph, base, k, on)?;
        // Where the power has no value, nothing is said.
        if (!below.is_empty() && !e.is_integer()) || (!at.is_empty() && !e.is_positive()) {
            return None;
        }
        let is_even = e.is_integer() && e.is_even();
        return Some(IntegerSigns(if is_even {
            [IntegerSet::default(), at, above.or(&below)]
        } else {
            [below, at, above]
        }));
    }
    if let Node::Product(factors) = graph.node(form) {
        let factors = factors.to_vec();
        let mut all = IntegerSigns::only(Ordering::Greater, on);
        for factor in factors {
            let (before, found) = (all, signs(graph, factor, k, on)?);
            all = IntegerSigns::default();
            for (a, b) in ORDERS.into_iter().flat_map(|a| ORDERS.map(|b| (a, b))) {
                all.add((a as i8 * b as i8).cmp(&0), &before.of(a).common(found.of(b)));
            }
        }
        return Some(all);
    }
    let mut all = IntegerSigns::default();
    for &range in on.ranges() {
        for piece in monotone_pieces(graph, form, (k, range))? {
            for (stretch, order) in changes(graph, form, k, piece)? {
                all.add(order, &IntegerSet::of(vec![stretch]));
            }
        }
    }
    Some(all)
}

/// The signs of `a*k + b`, where it is known between which whole numbers it is 0.
fn of_linear(graph: &mut Graph, form: ExprId, k: Symbol, on: &IntegerSet) -> Option<IntegerSigns> {
    let (slope, rest) = linear(graph, form, k)?;
    let beyond = sign(graph, slope).proved().filter(|order| order.is_ne())?;
    let zero = formed(graph, -(rest / slope));
    let below = whole_value(graph, &FLOOR, zero).filter(|n| n.abs() < LARGEST)?;
    let is_zero = value_at(graph, form, k, below)?.is_eq();
    let mut found = IntegerSigns::default();
    let mut add = |order, least, most| found.add(order, &on.common(&IntegerSet::between(least, most)));
    add(beyond.reverse(), None, Some(below - i64::from(is_zero)));
    if is_zero {
        add(Ordering::Equal, Some(below), Some(below));
    }
    add(beyond, Some(below + 1), None);
    Some(found)
}

/// Pieces on which a sum is monotone: it is linear in the number or in a monotone function of it, or a parabola.
fn monotone_pieces(graph: &mut Graph, form: ExprId, (k, on): (Symbol, IntegerRange)) -> Option<Vec<IntegerRange>> {
    let node = graph.symbol_node(k);
    if let Some(collected) = collect(graph, form, node, k) {
        let (first, last) = (*collected.keys().next()?, *collected.keys().next_back()?);
        if first < 0 || last > 2 {
            return None;
        }
        let Some(&square) = collected.get(&2) else { return Some(vec![on]) };
        let slope = collected.get(&1).copied().unwrap_or(ExprId::ZERO);
        let vertex = formed(graph, -(slope / (2 * square)));
        let before = whole_value(graph, &FLOOR, vertex).filter(|n| n.abs() < FARTHEST)?;
        let halves = [IntegerRange { most: Some(before), ..on }, IntegerRange { least: Some(before + 1), ..on }];
        return Some(halves.into_iter().map(|half| half.common(&on)).filter(|half| !half.is_empty()).collect());
    }
    is_monotone(graph, form, (k, on)).then(|| vec![on])
}

/// Is a sum linear in the number, or in one root, power or one-to-one function of such a sum? A function with one inverse
/// on an interval is monotone there.
fn is_monotone(graph: &mut Graph, form: ExprId, (k, on): (Symbol, IntegerRange)) -> bool {
    let node = graph.symbol_node(k);
    let mut form = form;
    for _ in 0..depth::MONOTONE {
        if collect(graph, form, node, k).is_some_and(|c| c.keys().all(|n| (0..=1).contains(n))) {
            return true;
        }
        let (found, bare) = kernels(graph, form, k);
        let (&[kernel], false) = (found.as_slice(), bare) else { return false };
        if !collect(graph, form, kernel, k).is_some_and(|c| c.keys().all(|n| (0..=1).contains(n))) {
            return false;
        }
        form = match graph.node(kernel) {
            Node::Power(base, exponent) if graph.as_rational(exponent).is_some() => {
                let set = IntegerSet::of(vec![on]);
                return is_monotone(graph, base, (k, on))
                    && signs(graph, base, k, &set).is_some_and(|all| all.of(Ordering::Less).is_empty());
            }
            Node::Call(f, &[u]) if f.inverse.as_ref().is_some_and(Inverse::is_one_to_one) => u,
            _ => return false,
        };
    }
    false
}
/// Where a monotone formula changes its sign.
fn changes(graph: &mut Graph, q: ExprId, k: Symbol, on: IntegerRange) -> Option<Vec<(IntegerRange, Ordering)>> {
    let mut at = |n: i64| value_at(graph, q, k, n);
    let near = on.least.or(on.most).unwrap_or(0);
    let (low, before) = outermost(&mut at, near, on.least, -1)?;
    let (high, after) = outermost(&mut at, near, on.most, 1)?;
    for (end, far, order) in [(on.least, low, before), (on.most, high, after)] {
        if end.is_none() && !order.is_eq() && order == value_at(graph, q, k, near)? && !stays(graph, (q, k), near, far)
        {
            return None;
        }
    }
    let mut at = |n: i64| value_at(graph, q, k, n);
    if before == after {
        return Some(vec![(on, before)]);
    }
    let (mut left, mut right) = (low, high);
    while right - left > 1 {
        let middle = left + (right - left) / 2;
        if at(middle)? == before { left = middle } else { right = middle }
    }
    let mut parts = vec![(IntegerRange { least: on.least, most: Some(left) }, before)];
    let next = at(right)?;
    if next != after {
        parts.push((IntegerRange { least: Some(right), most: Some(right) }, next));
        right += 1;
    }
    parts.push((IntegerRange { least: Some(right), most: on.most }, after));
    Some(parts)
}

fn value_at(graph: &mut Graph, q: ExprId, k: Symbol, n: i64) -> Option<Ordering> {
    let number = graph.integer(n);
    let value = substitute(graph, q, &[(k, number)]);
    sign(graph, value).proved()
}

/// Does a monotone formula that has the same sign at two numbers have it beyond the second too? It does if it moves away
/// from 0, and if it is made of what is never negative with numbers of that sign.
fn stays(graph: &mut Graph, (q, k): (ExprId, Symbol), near: i64, far: i64) -> bool {
    let Some(order) = value_at(graph, q, k, near) else { return false };
    let mut at = |n: i64| {
        let number = graph.integer(n);
        substitute(graph, q, &[(k, number)])
    };
    let (first, second) = (at(near), at(far));
    let (first, second) = (normalise(graph, first), normalise(graph, second));
    let step = difference(graph, second, first);
    if sign(graph, step).proved() == Some(order) {
        return true;
    }
    let (found, _) = kernels(graph, q, k);
    let &[kernel] = found.as_slice() else { return false };
    let is_root = matches!(graph.node(kernel), Node::Power(..));
    let is_growth = matches!(graph.node(kernel), Node::Call(f, _) if f == graph.core().exp);
    let Some(collected) = collect(graph, q, kernel, k) else { return false };
    (is_root || is_growth)
        && collected.into_values().all(|c| sign(graph, c).proved().is_some_and(|o| o == order || o.is_eq()))
}

/// The sign at an end of a stretch; at an end without a bound, at a number beyond which it stays as it is.
fn outermost(
    at: &mut impl FnMut(i64) -> Option<Ordering>,
    near: i64,
    end: Option<i64>,
    direction: i64,
) -> Option<(i64, Ordering)> {
    if let Some(end) = end {
        return Some((end, at(end)?));
    }
    let start = at(near)?;
    let mut step = 1;
    while step <= FARTHEST {
        let n = near.checked_add(direction * step)?;
        // A monotone formula changes its sign once.
        match at(n)? {
            Ordering::Equal => {}
            order if order != start => return Some((n, order)),
            _ => {}
        }
        step *= 2;
    }
    Some((near + direction * (step / 2), start))
}
