//! Families of solutions with a parameter for whole numbers: which members are solutions, and which lie in a box.

use std::cmp::Ordering;

use super::Range;
use super::stretch::{Stretch, signs};
use super::terms::collect;
use super::vocabulary::Vocabulary;
use crate::calculus::normal::{normalise, quotient};
use crate::expr::{ExprId, Graph, Symbol, evaluate, evaluate_closed, substitute};
use crate::numeric::Rational;

/// Members that are listed for a box.
pub(super) const MAX_MEMBERS: i64 = 2_000;

/// A formula with a parameter.
#[derive(Clone, Debug)]
pub(super) struct Members {
    pub formula: ExprId,
    pub k: Symbol,
    pub least: Option<i64>,
    pub most: Option<i64>,
    pub except: Vec<i64>,
}

/// The equation as it was written.
pub(super) struct Equation<'a> {
    pub f: ExprId,
    pub x: Symbol,
    pub words: &'a Vocabulary,
}

impl Members {
    pub fn new(formula: ExprId, k: Symbol) -> Members {
        Members { formula, k, least: None, most: None, except: Vec::new() }
    }

    pub fn range(&self) -> Range {
        Range::Whole { least: self.least, most: self.most, except: self.except.clone() }
    }

    /// The numbers of the members, if they are at most `count`.
    pub fn few(&self, count: i64) -> Option<Vec<i64>> {
        let (least, most) = (self.least?, self.most?);
        (most.checked_sub(least)? < count).then(|| (least..=most).filter(|&k| self.holds(k)).collect())
    }

    fn holds(&self, k: i64) -> bool {
        self.least.is_none_or(|n| k >= n) && self.most.is_none_or(|n| k <= n) && !self.except.contains(&k)
    }

    /// The member of this number.
    pub fn at(&self, graph: &mut Graph, k: i64) -> ExprId {
        let number = graph.integer(k);
        let raw = substitute(graph, self.formula, &[(self.k, number)]);
        normalise(graph, raw)
    }

    /// By how much the members differ, if all by the same.
    pub fn period(&self, graph: &mut Graph) -> Option<ExprId> {
        let k = graph.symbol_node(self.k);
        let collected = collect(graph, self.formula, k, self.k)?;
        (collected.keys().all(|n| (0..=1).contains(n))).then(|| collected.get(&1).copied()).flatten()
    }

    /// The numbers of the members between two numbers, ends included roughly; `None` if they are too many.
    pub fn numbers_between(&self, graph: &mut Graph, words: &Vocabulary, (low, high): (f64, f64)) -> Option<Vec<i64>> {
        let value = |graph: &Graph, k: i64| evaluate(graph, self.formula, &[(self.k, k as f64)]);
        let (least, most) = match self.period(graph) {
            Some(period) => {
                let (base, step) = (value(graph, 0), evaluate_closed(graph, period));
                let ends = [(low - base) / step, (high - base) / step];
                let (first, last) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
                ((first - 1e-6).floor() as i64, (last + 1e-6).ceil() as i64)
            }
            None => {
                let range = Stretch { least: self.least, most: self.most };
                let above = self.beyond(graph, words, (low, Ordering::is_ge), range)?;
                let inside = self.beyond(graph, words, (high, Ordering::is_le), above)?;
                (inside.least?, inside.most?)
            }
        };
        if most.checked_sub(least)? > MAX_MEMBERS {
            return None;
        }
        Some((least..=most).filter(|&k| self.holds(k)).collect())
    }

    /// The numbers of a range from the first to the last whose members lie on one side of a number.
    fn beyond(
        &self,
        graph: &mut Graph,
        words: &Vocabulary,
        (edge, keep): (f64, fn(Ordering) -> bool),
        range: Stretch,
    ) -> Option<Stretch> {
        let edge = graph.rational(Rational::from_f64(edge)?);
        let gap = crate::calculus::normal::difference(graph, self.formula, edge);
        let mut found = signs(graph, words, gap, (self.k, range))?;
        found.retain(|(_, order)| keep(*order));
        let none = Stretch { least: Some(1), most: Some(0) };
        let first = found.iter().map(|(s, _)| s.least).min();
        let last = found.iter().map(|(s, _)| s.most);
        let last = if found.iter().any(|(s, _)| s.most.is_none()) { Some(None) } else { last.max() };
        Some(first.zip(last).map_or(none, |(least, most)| Stretch { least, most }))
    }
}

/// Families that together are one with a shorter period.
pub(super) fn merged(graph: &mut Graph, mut families: Vec<Members>) -> Vec<Members> {
    let mut changed = true;
    while changed {
        changed = false;
        'pairs: for i in 0..families.len() {
            for j in i + 1..families.len() {
                if let Some(one) = joined(graph, &families[i], &families[j]) {
                    families.remove(j);
                    families[i] = one;
                    changed = true;
                    break 'pairs;
                }
            }
        }
    }
    families
}

/// Two families of the same period, equal or half a period apart, as one.
fn joined(graph: &mut Graph, a: &Members, b: &Members) -> Option<Members> {
    let free = |m: &Members| m.least.is_none() && m.most.is_none() && m.except.is_empty();
    if !free(a) || !free(b) || a.k != b.k {
        return None;
    }
    let (period, other) = (a.period(graph)?, b.period(graph)?);
    let ratio = quotient(graph, other, period);
    if !graph.as_rational(ratio)?.abs().is_one() {
        return None;
    }
    let (start, next) = (a.at(graph, 0), b.at(graph, 0));
    let gap = crate::calculus::normal::difference(graph, next, start);
    let gap = crate::calculus::expand(graph, gap, super::terms::MAX_TERMS).ok()?;
    let steps = quotient(graph, gap, period);
    let twice = graph.as_rational(steps)? * Rational::from(2);
    if !twice.is_integer() {
        return None;
    }
    if twice.is_even() {
        return Some(a.clone());
    }
    let half = graph.rational(Rational::new(1, 2)?);
    let k = graph.symbol_node(a.k);
    let step = crate::calculus::normal::product(graph, &[half, period, k]);
    let formula = crate::calculus::normal::sum(graph, &[start, step]);
    Some(Members::new(formula, a.k))
}
