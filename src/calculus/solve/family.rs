//! Families of solutions with a parameter for whole numbers: which members are solutions, and which lie in a box.

use super::Range;
use super::check::{Answer, holds, needs};
use super::exact::{Sign, sign};
use super::terms::{collect, kernels};
use super::vocabulary::{MustBe, Vocabulary};
use crate::calculus::normal::{is_nonnegative, is_positive, normalise, quotient};
use crate::expr::{Constant, ExprId, Graph, Node, Symbol, evaluate, evaluate_closed, substitute};
use crate::numeric::Rational;

/// Members whose values are looked at.
const WINDOW: i64 = 6;
/// Families are split into so many by remainders of the parameter at most.
const MAX_SPLIT: i64 = 6;
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

    fn is_unrestricted(&self) -> bool {
        self.least.is_none() && self.most.is_none() && self.except.is_empty()
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

    /// The members that are solutions, as families; `None` if it was not decided for all.
    pub fn solutions(mut self, graph: &mut Graph, equation: &Equation<'_>) -> Option<Vec<Members>> {
        let settled = self.restrict(graph, equation)?;
        let (low, high) = (self.least.unwrap_or(-WINDOW), self.most.unwrap_or(WINDOW));
        let (low, high) =
            if self.least.is_some() && self.most.is_none() { (low, low + 2 * WINDOW) } else { (low, high) };
        let low = if self.most.is_some() && self.least.is_none() { high - 2 * WINDOW } else { low };
        let mut pattern = Vec::new();
        for k in low..=high.min(low + 4 * WINDOW) {
            if !self.holds(k) {
                continue;
            }
            let member = self.at(graph, k);
            let at = substitute(graph, equation.f, &[(equation.x, member)]);
            match holds(graph, equation.words, at) {
                Answer::Yes => pattern.push((k, true)),
                Answer::No => pattern.push((k, false)),
                Answer::Unknown => return None,
            }
        }
        if pattern.iter().all(|p| p.1) {
            return settled.then_some(vec![self]);
        }
        if !settled || self.least.is_some() || self.most.is_some() || !self.except.is_empty() {
            return if settled && pattern.iter().all(|p| !p.1) { Some(Vec::new()) } else { None };
        }
        self.by_remainders(graph, equation, &pattern)
    }

    /// Families of the members whose numbers leave the remainders for which all members seen are solutions.
    fn by_remainders(
        &self,
        graph: &mut Graph,
        equation: &Equation<'_>,
        pattern: &[(i64, bool)],
    ) -> Option<Vec<Members>> {
        let (period, form) = (self.period(graph)?, normalise(graph, equation.f));
        for n in 1..=MAX_SPLIT {
            let times = graph.integer(n);
            let multiple = crate::calculus::normal::product(graph, &[times, period]);
            if !repeats(graph, equation, form, (multiple, false)) {
                continue;
            }
            let verdicts: Vec<Option<bool>> = (0..n)
                .map(|r| {
                    let mut seen = pattern.iter().filter(|(k, _)| k.rem_euclid(n) == r).map(|p| p.1);
                    let first = seen.next()?;
                    seen.all(|v| v == first).then_some(first)
                })
                .collect();
            if verdicts.iter().any(Option::is_none) {
                continue;
            }
            let mut families = Vec::new();
            for (r, verdict) in verdicts.iter().enumerate() {
                if *verdict == Some(true) {
                    let k = graph.symbol_node(self.k);
                    let (scale, shift) = (graph.integer(n), graph.integer(r as i64));
                    let multiple = crate::calculus::normal::product(graph, &[scale, k]);
                    let value = crate::calculus::normal::sum(graph, &[multiple, shift]);
                    let raw = substitute(graph, self.formula, &[(self.k, value)]);
                    let formula = crate::calculus::expand(graph, raw, super::terms::MAX_TERMS).ok()?;
                    families.push(Members::new(formula, self.k));
                }
            }
            return Some(families);
        }
        None
    }

    /// Takes away the members where the formula or the equation has no value. Whether all such needs were understood.
    fn restrict(&mut self, graph: &mut Graph, equation: &Equation<'_>) -> Option<bool> {
        for (id, must_be) in needs(graph, equation.words, self.formula, self.k)? {
            if !self.need(graph, id, must_be) {
                return Some(false);
            }
        }
        let (period, mut in_turns) = (self.period(graph), false);
        for (id, must_be) in needs(graph, equation.words, equation.f, equation.x)? {
            let form = normalise(graph, id);
            let always = match must_be {
                MustBe::NotNegative => is_nonnegative(graph, form),
                MustBe::Positive | MustBe::NotZero => is_positive(graph, form),
            };
            let whole = must_be == MustBe::NotZero && matches!(graph.node(form), Node::Call(..));
            if always || period.is_some_and(|p| repeats(graph, equation, form, (p, whole))) {
                continue;
            }
            // A need that repeats every few members is met by all if it is met by the members looked at: every
            // remainder is among them, if no bound and no exception takes one away.
            if self.is_unrestricted() && period.is_some_and(|p| repeats_within(graph, equation, form, (p, whole))) {
                in_turns = true;
                continue;
            }
            let raw = substitute(graph, form, &[(equation.x, self.formula)]);
            if !self.need(graph, raw, must_be) {
                return Some(false);
            }
        }
        // The value itself: 0 at every member seen is 0 at all if the equation repeats, or by the steps that led here.
        Some(!in_turns || self.is_unrestricted())
    }

    /// By how much the members differ, if all by the same.
    pub fn period(&self, graph: &mut Graph) -> Option<ExprId> {
        let k = graph.symbol_node(self.k);
        let collected = collect(graph, self.formula, k, self.k)?;
        (collected.keys().all(|n| (0..=1).contains(n))).then(|| collected.get(&1).copied()).flatten()
    }

    /// Restricts the parameter so that a linear formula in it is what it must be. False if that was not understood.
    fn need(&mut self, graph: &mut Graph, id: ExprId, must_be: MustBe) -> bool {
        let form = normalise(graph, id);
        let k = graph.symbol_node(self.k);
        let Some(collected) = collect(graph, form, k, self.k) else { return false };
        if collected.keys().any(|n| !(0..=1).contains(n)) {
            // Whole powers of the parameter: such as x^2 for x = pi*k.
            return self.need_of_power(graph, form, must_be);
        }
        let zero = graph.integer(0);
        let shift = collected.get(&0).copied().unwrap_or(zero);
        let Some(&scale) = collected.get(&1) else {
            return match super::check::satisfies(graph, shift, must_be) {
                Answer::Yes => true,
                Answer::No => {
                    (self.least, self.most) = (Some(1), Some(0));
                    true
                }
                Answer::Unknown => false,
            };
        };
        let Sign::Proved(rising) = sign(graph, scale) else { return false };
        let edge = evaluate_closed(graph, shift) / -evaluate_closed(graph, scale);
        if !edge.is_finite() || edge.abs() > 1e9 {
            return false;
        }
        let nearest = edge.round() as i64;
        let number = graph.integer(nearest);
        let at = substitute(graph, form, &[(self.k, number)]);
        let on_edge = sign(graph, at).is_zero();
        if must_be == MustBe::NotZero {
            if on_edge && !self.except.contains(&nearest) {
                self.except.push(nearest);
            }
            return true;
        }
        let strict = must_be == MustBe::Positive;
        if rising.is_gt() {
            let bound = if on_edge { nearest + i64::from(strict) } else { edge.ceil() as i64 };
            self.least = Some(self.least.map_or(bound, |n| n.max(bound)));
        } else {
            let bound = if on_edge { nearest - i64::from(strict) } else { edge.floor() as i64 };
            self.most = Some(self.most.map_or(bound, |n| n.min(bound)));
        }
        true
    }

    fn need_of_power(&mut self, graph: &mut Graph, form: ExprId, must_be: MustBe) -> bool {
        match graph.node(form) {
            Node::Power(base, exponent) if graph.as_integer(exponent).is_some() => match must_be {
                MustBe::NotZero => self.need(graph, base, must_be),
                MustBe::Positive | MustBe::NotNegative => false,
            },
            Node::Product(factors) if must_be == MustBe::NotZero => {
                let factors = factors.to_vec();
                factors.into_iter().all(|f| self.need(graph, f, must_be))
            }
            _ => false,
        }
    }

    /// The numbers of the members between two numbers, ends included roughly; `None` if they are too many.
    pub fn numbers_between(&self, graph: &mut Graph, low: f64, high: f64) -> Option<Vec<i64>> {
        let value = |graph: &Graph, k: i64| evaluate(graph, self.formula, &[(self.k, k as f64)]);
        let (least, most) = match self.period(graph) {
            Some(period) => {
                let (base, step) = (value(graph, 0), evaluate_closed(graph, period));
                let ends = [(low - base) / step, (high - base) / step];
                let (first, last) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
                ((first - 1e-6).floor() as i64, (last + 1e-6).ceil() as i64)
            }
            None => {
                // Monotone from its bound on, since inverse functions are.
                let (start, step) = match (self.least, self.most) {
                    (Some(n), None) => (n, 1),
                    (None, Some(n)) => (n, -1),
                    (Some(_), Some(_)) | (None, None) => return None,
                };
                let mut k = start;
                let inside = |v: f64| v >= low - 1e-9 && v <= high + 1e-9;
                let rising = value(graph, start + step) > value(graph, start);
                let passed = |v: f64| if rising { v > high } else { v < low };
                while (k - start).abs() <= MAX_MEMBERS && (inside(value(graph, k)) || !passed(value(graph, k))) {
                    k += step;
                }
                if (k - start).abs() > MAX_MEMBERS {
                    return None;
                }
                (k.min(start), k.max(start))
            }
        };
        if most.checked_sub(least)? > MAX_MEMBERS {
            return None;
        }
        Some((least..=most).filter(|&k| self.holds(k)).collect())
    }
}

/// Does the value of a formula repeat when the unknown grows by `period`? Sines and cosines of linear angles do.
/// Half turns are enough where only the zeros of one of them matter.
fn repeats(graph: &mut Graph, equation: &Equation<'_>, form: ExprId, period: (ExprId, bool)) -> bool {
    let (period, half_turns) = period;
    let (found, bare) = kernels(graph, form, equation.x);
    if bare {
        return false;
    }
    let pi = graph.constant(Constant::Pi);
    for kernel in found {
        let Node::Call(f, arguments) = graph.node(kernel) else { return false };
        if f != equation.words.sin && f != equation.words.trigonometry.cos {
            return false;
        }
        let Some((rate, _)) = super::exponential::linear(graph, arguments[0], equation.x) else { return false };
        let moved = crate::calculus::normal::product(graph, &[rate, period]);
        let turns = quotient(graph, moved, pi);
        match graph.as_rational(turns) {
            Some(turns) if turns.is_integer() && (turns.is_even() || half_turns) => {}
            _ => return false,
        }
    }
    true
}

/// Does the value of a formula repeat after at most [`MAX_SPLIT`] periods?
fn repeats_within(graph: &mut Graph, equation: &Equation<'_>, form: ExprId, period: (ExprId, bool)) -> bool {
    (2..=MAX_SPLIT).any(|n| {
        let times = graph.integer(n);
        let multiple = crate::calculus::normal::product(graph, &[times, period.0]);
        repeats(graph, equation, form, (multiple, period.1))
    })
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
