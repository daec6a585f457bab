//! Families of solutions with a parameter for whole numbers: which members are solutions, and which lie in a box.

use std::cmp::Ordering;

use super::signs::{IntegerRange, signs, united};
use crate::algebra::closed::{sign, whole_value};
use crate::algebra::normal::{difference, formed, normalise, quotient, ratio};
use crate::algebra::terms::collect;
use crate::calculus::Side;
use crate::expr::{ExprId, Graph, Symbol, substitute};
use crate::functions::FLOOR;
use crate::numeric::Rational;

/// Infinitely many solutions that one formula writes.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// For each unknown, as it is to be shown.
    pub expressions: Vec<ExprId>,
    /// The names that the formulas are written with.
    pub parameters: Vec<Symbol>,
    /// What they stand for.
    pub range: ParameterRange,
    /// Conditions on the parameters and on names without a value under which the formulas have one.
    pub conditions: Vec<ExprId>,
}

/// What a family's parameters stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterRange {
    /// Every whole number from `least` to `most` but these.
    Whole {
        /// `None` where there is no bound.
        least: Option<i64>,
        /// `None` where there is no bound.
        most: Option<i64>,
        /// Left out.
        except: Vec<i64>,
    },
    /// Every real number.
    Real,
}

/// Every whole number.
pub(in crate::calculus) const ALL_WHOLE: ParameterRange =
    ParameterRange::Whole { least: None, most: None, except: Vec::new() };

/// No number of a member is beyond this.
const FARTHEST: i64 = 1 << 60;

/// Members that are listed for a box.
pub(in crate::calculus) const MAX_MEMBERS: i64 = 2_000;

/// A formula with a parameter.
#[derive(Clone, Debug)]
pub(in crate::calculus) struct Members {
    pub formula: ExprId,
    pub k: Symbol,
    pub least: Option<i64>,
    pub most: Option<i64>,
    pub except: Vec<i64>,
}

/// The equation as it was written.
pub(in crate::calculus) struct Equation {
    pub f: ExprId,
    pub x: Symbol,
    /// Is it 0 at all members at which it has a value: did steps that add no solutions give them?
    pub holds: bool,
}

impl Members {
    pub fn new(formula: ExprId, k: Symbol) -> Members {
        Members { formula, k, least: None, most: None, except: Vec::new() }
    }

    pub fn range(&self) -> ParameterRange {
        ParameterRange::Whole { least: self.least, most: self.most, except: self.except.clone() }
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

    /// The difference of neighbouring members, if it is always the same.
    pub fn period(&self, graph: &mut Graph) -> Option<ExprId> {
        let k = graph.symbol_node(self.k);
        let collected = collect(graph, self.formula, k, self.k)?;
        (collected.keys().all(|n| (0..=1).contains(n))).then(|| collected.get(&1).copied()).flatten()
    }

    /// The members on a side of a box, ends included; `None` if that was not decided.
    pub fn within(&self, graph: &mut Graph, side: &Side) -> Option<Vec<Members>> {
        if *side == Side::ENTIRE {
            return Some(vec![self.clone()]);
        }
        let period = self.period(graph);
        let mut parts = self.unbroken();
        for (end, keep) in [(side.low, Ordering::is_ge as fn(Ordering) -> bool), (side.high, Ordering::is_le)] {
            let Some(end) = end else { continue };
            let mut next = Vec::new();
            for part in parts {
                let on = IntegerRange { least: part.least, most: part.most };
                let found = match period {
                    Some(period) => vec![part.beyond(graph, period, (end, keep))?],
                    None => {
                        let gap = difference(graph, self.formula, end);
                        let found = signs(graph, gap, (self.k, on))?;
                        found.into_iter().filter(|(_, order)| keep(*order)).map(|(s, _)| s).collect()
                    }
                };
                for stretch in united(found) {
                    let common = stretch.common(&on);
                    next.push(Members { least: common.least, most: common.most, ..part.clone() });
                }
            }
            next.retain(|m| !IntegerRange { least: m.least, most: m.most }.is_empty());
            parts = next;
        }
        Some(parts)
    }

    /// Families without exceptions that together are this one.
    fn unbroken(&self) -> Vec<Members> {
        let (mut parts, mut least) = (Vec::new(), self.least);
        for &k in &self.except {
            parts.push(Members { least, most: Some(k - 1), except: Vec::new(), ..self.clone() });
            least = Some(k + 1);
        }
        parts.push(Members { least, except: Vec::new(), ..self.clone() });
        parts.retain(|m| !IntegerRange { least: m.least, most: m.most }.is_empty());
        parts
    }

    /// The numbers of the members of a family with a period that lie on one side of an end: from the first or to the
    /// last whole number of periods.
    fn beyond(
        &self,
        graph: &mut Graph,
        period: ExprId,
        (end, keep): (ExprId, fn(Ordering) -> bool),
    ) -> Option<IntegerRange> {
        let base = substitute(graph, self.formula, &[(self.k, ExprId::ZERO)]);
        let periods = formed(graph, (end - base) / period);
        let rising = sign(graph, period).proved().filter(|order| order.is_ne())?.is_gt();
        let whole = |graph: &mut Graph, id| whole_value(graph, &FLOOR, id).filter(|k| k.abs() < FARTHEST);
        Some(if keep(Ordering::Greater) == rising {
            let turned = formed(graph, -periods);
            IntegerRange { least: Some(-whole(graph, turned)?), most: None }
        } else {
            IntegerRange { least: None, most: Some(whole(graph, periods)?) }
        })
    }
}

/// Families that together are one with a shorter period.
pub(in crate::calculus) fn merged(graph: &mut Graph, mut families: Vec<Members>) -> Vec<Members> {
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
    let share = quotient(graph, other, period);
    if !graph.as_rational(share)?.abs().is_one() {
        return None;
    }
    let (start, next) = (a.at(graph, 0), b.at(graph, 0));
    let gap = difference(graph, next, start);
    let gap = crate::algebra::expand(graph, gap, crate::algebra::terms::MAX_TERMS).ok()?;
    let steps = quotient(graph, gap, period);
    let twice = graph.as_rational(steps)? * Rational::from(2);
    if !twice.is_integer() {
        return None;
    }
    if twice.is_even() {
        return Some(a.clone());
    }
    let k = graph.symbol_node(a.k);
    Some(Members::new(formed(graph, start + ratio(1, 2) * period * k), a.k))
}
