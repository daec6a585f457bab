//! Families: formulas in parameters, and what these stand for.

use super::integers::IntegerSet;
use crate::algebra::normal::{difference, formed, normalise, quotient, ratio};
use crate::algebra::terms::collect;
use crate::algebra::{expand, expanded, present};
use crate::expr::{ExprId, Graph, Symbol, substitute};
use crate::numeric::Rational;
use crate::numeric::budget::pieces;

/// Infinitely many points that one formula writes.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// For each unknown.
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
    /// These whole numbers; all of them, where there are several parameters.
    Whole(IntegerSet),
    /// Every real number.
    Real,
}

impl ParameterRange {
    /// Every whole number.
    pub fn all_whole() -> ParameterRange {
        ParameterRange::Whole(IntegerSet::all())
    }
}

impl Family {
    /// One unknown, for every whole number.
    pub fn whole(formula: ExprId, k: Symbol) -> Family {
        let (expressions, parameters) = (vec![formula], vec![k]);
        Family { expressions, parameters, range: ParameterRange::all_whole(), conditions: Vec::new() }
    }

    /// A point and all that are whole numbers of periods away.
    pub fn repeating(graph: &mut Graph, at: ExprId, period: ExprId, k: Symbol) -> Family {
        let node = graph.symbol_node(k);
        let formula = formed(graph, at + period * node);
        Family::whole(present(graph, formula), k)
    }

    /// The formula, the whole number and what it stands for, of a family of one unknown and one whole number.
    pub fn in_one(&self) -> Option<(ExprId, Symbol, &IntegerSet)> {
        match (self.expressions.as_slice(), self.parameters.as_slice(), &self.range) {
            (&[formula], &[k], ParameterRange::Whole(set)) => Some((formula, k, set)),
            _ => None,
        }
    }

    /// Is it one formula for every whole number?
    fn is_free(&self) -> bool {
        self.in_one().is_some_and(|(_, _, set)| set.is_all()) && self.conditions.is_empty()
    }

    /// What the whole numbers stand for; nothing of real ones.
    pub fn numbers(&self) -> IntegerSet {
        match &self.range {
            ParameterRange::Whole(set) => set.clone(),
            ParameterRange::Real => IntegerSet::default(),
        }
    }

    /// The same formulas for these whole numbers.
    pub fn on(&self, set: IntegerSet) -> Family {
        Family { range: ParameterRange::Whole(set), ..self.clone() }
    }

    /// The same formulas for these whole numbers, as families that are written with bounds and exceptions.
    pub fn runs_on(&self, set: &IntegerSet) -> Vec<Family> {
        set.runs().into_iter().map(|run| self.on(run)).collect()
    }

    /// The same with formulas as they are computed with.
    pub fn normalised(mut self, graph: &mut Graph) -> Family {
        self.expressions.iter_mut().for_each(|id| *id = normalise(graph, *id));
        self
    }

    /// The same with formulas as they are shown.
    pub fn presented(mut self, graph: &mut Graph) -> Family {
        self.expressions.iter_mut().for_each(|id| *id = present(graph, *id));
        self
    }

    /// The member of this number, of a family of one parameter.
    pub fn at(&self, graph: &mut Graph, n: i64) -> Vec<ExprId> {
        let number = graph.integer(n);
        let bindings: Vec<(Symbol, ExprId)> = self.parameters.iter().map(|&k| (k, number)).collect();
        let put = self.expressions.iter().map(|&expression| {
            let raw = substitute(graph, expression, &bindings);
            normalise(graph, raw)
        });
        put.collect()
    }

    /// The members of one unknown, if their numbers lie within `count` that follow one another.
    pub fn members(&self, graph: &mut Graph, count: i64) -> Option<Vec<ExprId>> {
        let (.., set) = self.in_one()?;
        Some(set.few(count)?.into_iter().flat_map(|n| self.at(graph, n)).collect())
    }

    /// Is the formula a polynomial of a parameter, and not linear?
    fn is_curved(&self, graph: &mut Graph, formula: ExprId) -> bool {
        self.parameters.iter().any(|&k| {
            let node = graph.symbol_node(k);
            collect(graph, formula, node, k).is_some_and(|collected| collected.keys().any(|n| !(0..=1).contains(n)))
        })
    }

    /// The families of the members whose numbers leave each remainder when divided by `n`, for each parameter; some may have no
    /// members.
    pub(super) fn remainders(&self, graph: &mut Graph, n: i64) -> Option<Vec<Family>> {
        let ParameterRange::Whole(set) = &self.range else { return None };
        if n == 1 {
            return Some(vec![self.clone()]);
        }
        let several = self.parameters.len() > 1;
        let count = n.checked_pow(u32::try_from(self.parameters.len()).ok()?).filter(|c| *c <= pieces::FAMILY)?;
        if several && !set.is_all() {
            return None;
        }
        let mut parts = Vec::new();
        for number in 0..count {
            let mut bindings = Vec::new();
            let mut rest = number;
            for &k in &self.parameters {
                let node = graph.symbol_node(k);
                bindings.push((k, formed(graph, n * node + rest % n)));
                rest /= n;
            }
            let mut part = self.on(if several { set.clone() } else { set.remainder((n, number)) });
            for expression in &mut part.expressions {
                let raw = substitute(graph, *expression, &bindings);
                let form = normalise(graph, raw);
                // `(2pi*k + pi/2)^2` stays a square.
                let is_curved = self.is_curved(graph, form);
                *expression = if is_curved { form } else { expanded(graph, form) };
            }
            parts.push(part);
        }
        Some(parts)
    }

    /// The formulas with other parameters.
    pub fn renamed(&self, graph: &mut Graph, parameters: Vec<Symbol>) -> Family {
        let names: Vec<ExprId> = parameters.iter().map(|&p| graph.symbol_node(p)).collect();
        let bindings: Vec<(Symbol, ExprId)> = self.parameters.iter().copied().zip(names).collect();
        let mut put = |all: &[ExprId]| all.iter().map(|&id| substitute(graph, id, &bindings)).collect();
        let (expressions, conditions) = (put(&self.expressions), put(&self.conditions));
        Family { expressions, parameters, conditions, range: self.range.clone() }
    }
}

/// Families that together are one with a shorter period.
pub fn merged(graph: &mut Graph, mut families: Vec<Family>) -> Vec<Family> {
    let mut i = 0;
    while i < families.len() {
        let found = (i + 1..families.len()).find_map(|j| Some((j, joined(graph, &families[i], &families[j])?)));
        match found {
            Some((j, one)) => {
                families.remove(j);
                families[i] = one;
                i = 0;
            }
            None => i += 1,
        }
    }
    families
}

/// The same, as they are shown; those of bounded numbers stay as they are, after the others.
pub fn united(graph: &mut Graph, families: Vec<Family>) -> Vec<Family> {
    let (free, others): (Vec<Family>, Vec<Family>) = families.into_iter().partition(Family::is_free);
    let free = free.into_iter().map(|family| family.normalised(graph)).collect();
    let mut all: Vec<Family> = merged(graph, free).into_iter().map(|family| family.presented(graph)).collect();
    all.extend(others);
    all
}

/// Two families of the same period, equal or half a period apart, as one.
fn joined(graph: &mut Graph, a: &Family, b: &Family) -> Option<Family> {
    if !a.is_free() || !b.is_free() || a.parameters != b.parameters {
        return None;
    }
    let ((formula, k, _), (other, ..)) = (a.in_one()?, b.in_one()?);
    let node = graph.symbol_node(k);
    let mut linear = |formula| {
        let collected = collect(graph, formula, node, k)?;
        collected.keys().all(|n| (0..=1).contains(n)).then(|| collected.get(&1).copied())?
    };
    let (period, other) = (linear(formula)?, linear(other)?);
    let share = quotient(graph, other, period);
    if !graph.as_rational(share)?.abs().is_one() {
        return None;
    }
    let (start, next) = (*a.at(graph, 0).first()?, *b.at(graph, 0).first()?);
    let gap = difference(graph, next, start);
    let gap = expand(graph, gap).ok()?;
    let shorter = period_of_both(graph, gap, period)?;
    Some(if shorter == period { a.clone() } else { Family::whole(formed(graph, start + shorter * node), k) })
}

/// The period of what repeats from two points on, where these are whole or half periods apart.
pub fn period_of_both(graph: &mut Graph, gap: ExprId, period: ExprId) -> Option<ExprId> {
    let steps = quotient(graph, gap, period);
    let twice = graph.as_rational(steps)? * Rational::from(2);
    let is_even = twice.is_even();
    twice.is_integer().then(|| if is_even { period } else { formed(graph, ratio(1, 2) * period) })
}
