//! Intervals of whole numbers, and the sign of a formula on them: where a formula is monotone in a whole number, its sign
//! changes once, and halving finds where.

use std::cmp::Ordering;

use crate::algebra::closed::{sign, whole_value};
use crate::algebra::normal::{is_positive, normalise, product, quotient};
use crate::algebra::terms::{collect, kernels};
use crate::expr::{ExprId, Graph, Inverse, Node, Symbol, depends_on, substitute};
use crate::functions::FLOOR;

/// No change of sign is looked for further out.
const FARTHEST: i64 = 1 << 40;

/// How deep functions may be nested.
const MAX_NESTED: usize = 5;

/// The whole numbers from `least` to `most`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::calculus) struct IntegerRange {
    /// `None` where there is no bound.
    pub least: Option<i64>,
    /// `None` where there is no bound.
    pub most: Option<i64>,
}

impl IntegerRange {
    pub const ALL: IntegerRange = IntegerRange { least: None, most: None };

    pub fn single(k: i64) -> IntegerRange {
        IntegerRange { least: Some(k), most: Some(k) }
    }

    pub fn is_empty(&self) -> bool {
        matches!((self.least, self.most), (Some(a), Some(b)) if a > b)
    }

    /// How many numbers it has.
    pub fn len(&self) -> Option<i64> {
        self.most?.checked_sub(self.least?)?.checked_add(1)
    }

    pub fn common(&self, other: &IntegerRange) -> IntegerRange {
        let least = self.least.max(other.least);
        let most = match (self.most, other.most) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        IntegerRange { least, most }
    }

    /// Some numbers of it, its ends among them.
    pub fn samples(&self, count: i64) -> Vec<i64> {
        let span = self.len().map_or(count, |n| n.min(count));
        match (self.least, self.most) {
            (Some(a), _) => (a..a.saturating_add(span)).collect(),
            (None, Some(b)) => (b.saturating_sub(span - 1)..=b).collect(),
            (None, None) => (-span / 2..span - span / 2).collect(),
        }
    }
}

/// Stretches that together hold the numbers of both lists, in rising order, those that touch as one.
pub(in crate::calculus) fn united(mut all: Vec<IntegerRange>) -> Vec<IntegerRange> {
    all.retain(|s| !s.is_empty());
    all.sort_by_key(|s| s.least);
    let mut joined: Vec<IntegerRange> = Vec::new();
    for next in all {
        match joined.last_mut() {
            Some(last) if last.most.is_none_or(|m| next.least.is_none_or(|n| n <= m.saturating_add(1))) => {
                last.most = match (last.most, next.most) {
                    (Some(a), Some(b)) => Some(a.max(b)),
                    _ => None,
                };
            }
            _ => joined.push(next),
        }
    }
    joined
}

/// The stretches on which a formula in `k` has one sign. `None` if it is not seen to be monotone in pieces.
pub(in crate::calculus) fn signs(
    graph: &mut Graph,
    q: ExprId,
    (k, on): (Symbol, IntegerRange),
) -> Option<Vec<(IntegerRange, Ordering)>> {
    let form = normalise(graph, q);
    if !depends_on(graph, form, k) {
        return Some(vec![(on, order_of(graph, form)?)]);
    }
    if is_positive(graph, form) {
        return Some(vec![(on, Ordering::Greater)]);
    }
    if let Node::Power(base, exponent) = graph.node(form)
        && let Some(e) = graph.as_rational(exponent).cloned()
    {
        let found = signs(graph, base, (k, on))?;
        // Where the power has no value, nothing is said.
        if found.iter().any(|(_, o)| (o.is_lt() && !e.is_integer()) || (o.is_eq() && !e.is_positive())) {
            return None;
        }
        let even = e.is_integer() && e.is_even();
        let turned = |order: Ordering| if even && order.is_lt() { Ordering::Greater } else { order };
        return Some(found.into_iter().map(|(s, order)| (s, turned(order))).collect());
    }
    if let Node::Product(factors) = graph.node(form) {
        let factors = factors.to_vec();
        let mut all = vec![(on, Ordering::Greater)];
        for factor in factors {
            let found = signs(graph, factor, (k, on))?;
            all = all
                .iter()
                .flat_map(|(s, a)| found.iter().map(move |(t, b)| (s.common(t), times(*a, *b))))
                .filter(|(s, _)| !s.is_empty())
                .collect();
        }
        return Some(all);
    }
    let mut all = Vec::new();
    for piece in monotone_pieces(graph, form, (k, on))? {
        all.extend(changes(graph, form, k, piece)?);
    }
    Some(all)
}

fn times(a: Ordering, b: Ordering) -> Ordering {
    match (a, b) {
        (Ordering::Equal, _) | (_, Ordering::Equal) => Ordering::Equal,
        (Ordering::Less, b) => b.reverse(),
        (Ordering::Greater, b) => b,
    }
}

fn order_of(graph: &mut Graph, closed: ExprId) -> Option<Ordering> {
    sign(graph, closed).proved()
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
        let minus_two = graph.integer(-2);
        let twice = product(graph, &[minus_two, square]);
        let vertex = quotient(graph, slope, twice);
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
    for _ in 0..MAX_NESTED {
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
                return is_monotone(graph, base, (k, on))
                    && changes(graph, base, k, on).is_some_and(|all| all.iter().all(|(_, o)| o.is_ge()));
            }
            Node::Call(f, &[u]) if f.inverse.as_ref().is_some_and(Inverse::is_one_to_one) => u,
            _ => return false,
        };
    }
    false
}

/// Where a monotone formula changes its sign.
fn changes(graph: &mut Graph, q: ExprId, k: Symbol, on: IntegerRange) -> Option<Vec<(IntegerRange, Ordering)>> {
    if on.is_empty() {
        return Some(Vec::new());
    }
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
        parts.push((IntegerRange::single(right), next));
        right += 1;
    }
    parts.push((IntegerRange { least: Some(right), most: on.most }, after));
    parts.retain(|(s, _)| !s.is_empty());
    Some(parts)
}

fn value_at(graph: &mut Graph, q: ExprId, k: Symbol, n: i64) -> Option<Ordering> {
    let number = graph.integer(n);
    let value = substitute(graph, q, &[(k, number)]);
    order_of(graph, value)
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
    let step = crate::algebra::normal::difference(graph, second, first);
    if order_of(graph, step) == Some(order) {
        return true;
    }
    let (found, _) = kernels(graph, q, k);
    let &[kernel] = found.as_slice() else { return false };
    let is_root = matches!(graph.node(kernel), Node::Power(..));
    let is_growth = matches!(graph.node(kernel), Node::Call(f, _) if f == graph.core().exp);
    let Some(collected) = collect(graph, q, kernel, k) else { return false };
    (is_root || is_growth)
        && collected.into_values().all(|c| order_of(graph, c).is_some_and(|o| o == order || o.is_eq()))
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
