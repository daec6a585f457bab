//! Solutions written in names without a value: for which values of the names they are solutions.
//!
//! The steps that lose no solution may add some, so every formula is put into the equation as it was written. What is
//! not an identity then becomes a condition on the names.

use super::candidate::Candidate;
use super::guard::Guard;
use super::keeps::keeps_solutions;
use super::solutions::SolveContext;
use crate::algebra::expanded;
use crate::algebra::normal::{difference, formed, normalise, split_coefficient, sum};
use crate::algebra::terms::terms;
use crate::calculus::Side;
use crate::calculus::domain::{needs, undecided_part, values_needed};
use crate::calculus::families::{Family, always, flattened, values_at};
use crate::expr::{ExprId, Graph, MustBe, Node, Relation, Symbol, depends_on, substitute, symbols_of};

/// When a formula in names is a solution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Validity {
    /// For no values of the names.
    Never,
    /// Not decided.
    Unknown,
    /// Where the conditions of one of these hold.
    Where(Vec<Guard>),
}

/// An equation in `x` that names without a value stand in, on one side of a box.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    pub f: ExprId,
    pub x: Symbol,
    pub side: Side,
    pub context: &'a SolveContext<'a>,
    /// Candidates that are solutions wherever the equation has a value.
    pub sure: &'a [Candidate],
}

impl Named<'_> {
    /// When is a candidate a solution?
    pub fn verdict(&self, graph: &mut Graph, candidate: &Candidate) -> Validity {
        let interrupt = self.context.interrupt;
        let (Some(needed), Some(own)) = (needs(graph, self.f, self.x), self.needs_of_names(graph, candidate.value))
        else {
            return Validity::Unknown;
        };
        let at = [(self.x, candidate.value)];
        let mut conditions: Vec<(Relation, ExprId)> = Vec::new();
        for (part, must_be) in own {
            conditions.push((must_be.relation(), part));
        }
        for (part, must_be) in needed {
            let part = normalise(graph, part);
            let value = substitute(graph, part, &at);
            conditions.push((must_be.relation(), multiplied_out(graph, value)));
        }
        conditions.extend(self.in_box(graph, candidate.value));
        let mut guard = candidate.guard.clone();
        for (relation, value) in conditions {
            match guard.and(graph, interrupt, relation, value) {
                Some(more) => guard = more,
                None => return Validity::Never,
            }
        }
        if self.sure.contains(candidate) || keeps_solutions(graph, (self.f, self.x), true) {
            return Validity::Where(vec![guard]);
        }
        let value = substitute(graph, self.f, &at);
        let value = guard.under(graph, value);
        let value = flattened(graph, value);
        let value = guard.under(graph, value);
        let expanded = multiplied_out(graph, value);
        if let Some((relation, value)) = sign_condition(graph, expanded) {
            return match guard.and(graph, interrupt, relation, value) {
                Some(more) => Validity::Where(vec![more]),
                None => Validity::Never,
            };
        }
        match guard.vanishing(graph, interrupt, value, &[]) {
            Some(ways) if ways.is_empty() => Validity::Never,
            Some(ways) => Validity::Where(ways),
            None => Validity::Unknown,
        }
    }

    /// What a formula, and the parts of the equation without the unknown, need to have a value.
    pub fn needs_of_names(&self, graph: &mut Graph, formula: ExprId) -> Option<Vec<(ExprId, MustBe)>> {
        let mut found: Vec<(ExprId, MustBe)> = Vec::new();
        for root in [self.f, formula] {
            if undecided_part(graph, root).is_some() {
                return None;
            }
            for name in symbols_of(graph, &[root]).into_iter().filter(|&s| s != self.x) {
                let needed = needs(graph, root, name);
                let nothing = |graph| values_needed(graph, root, name).filter(Vec::is_empty);
                for (part, must_be) in needed.or_else(|| nothing(graph))? {
                    let part = multiplied_out(graph, part);
                    if !depends_on(graph, part, self.x) && !always(graph, must_be.relation(), part) {
                        found.push((part, must_be));
                    }
                }
            }
        }
        Some(found)
    }

    /// The conditions under which it lies in the box.
    fn in_box(&self, graph: &mut Graph, value: ExprId) -> Vec<(Relation, ExprId)> {
        let mut conditions = Vec::new();
        for (end, upper) in [(self.side.low, false), (self.side.high, true)] {
            let Some(end) = end else { continue };
            let gap = if upper { difference(graph, end, value) } else { difference(graph, value, end) };
            conditions.push((Relation::GreaterOrEqual, gap));
        }
        conditions
    }

    /// Which members of a family are solutions? The equation must hold at all that it has a value at; what it needs to have
    /// one is a condition on the names and the whole number.
    pub fn of_family(&self, graph: &mut Graph, family: &Candidate, k: Symbol) -> Validity {
        let (Some(needed), Some(own)) = (needs(graph, self.f, self.x), self.needs_of_names(graph, family.value)) else {
            return Validity::Unknown;
        };
        if !keeps_solutions(graph, (self.f, self.x), false) && !self.holds_at_all(graph, family, k) {
            return Validity::Unknown;
        }
        let mut asked: Vec<(Relation, ExprId)> = Vec::new();
        for (part, must_be) in needed {
            let part = normalise(graph, part);
            asked.push((must_be.relation(), substitute(graph, part, &[(self.x, family.value)])));
        }
        asked.extend(own.into_iter().map(|(part, must_be)| (must_be.relation(), part)));
        asked.extend(self.in_box(graph, family.value));
        let mut guard = family.guard.clone();
        for condition in asked {
            match self.and_at_members(graph, &guard, condition, k) {
                Some(more) => guard = more,
                None => return Validity::Never,
            }
        }
        Validity::Where(vec![guard])
    }

    /// Is the equation 0 at every member at which it has a value?
    fn holds_at_all(&self, graph: &mut Graph, family: &Candidate, k: Symbol) -> bool {
        let form = normalise(graph, self.f);
        let at = substitute(graph, form, &[(self.x, family.value)]);
        let at = family.guard.under(graph, at);
        values_at_members(graph, at, k).is_some_and(|values| values.iter().all(|&value| graph.is_zero(value)))
    }

    /// The conditions with one more on the members of a family; `None` where none meets it.
    fn and_at_members(
        &self,
        graph: &mut Graph,
        guard: &Guard,
        (relation, value): (Relation, ExprId),
        k: Symbol,
    ) -> Option<Guard> {
        let value = guard.under(graph, value);
        let whole = guard.and(graph, self.context.interrupt, relation, value);
        if whole.as_ref() == Some(guard) {
            return whole;
        }
        let Some(values) = values_at_members(graph, value, k) else { return whole };
        let with = |value| guard.and(graph, self.context.interrupt, relation, value);
        let guards: Vec<Option<Guard>> = values.into_iter().map(with).collect();
        let (first, others) = guards.split_first()?;
        let same = |other: &Option<Guard>| match (first, other) {
            (Some(first), Some(other)) => first.implies(other) && other.implies(first),
            (first, other) => first.is_none() && other.is_none(),
        };
        if others.iter().all(same) { first.clone() } else { whole }
    }
}

/// The values of a formula at all whole numbers `k`, if they are few.
fn values_at_members(graph: &mut Graph, formula: ExprId, k: Symbol) -> Option<Vec<ExprId>> {
    let number = graph.symbol_node(k);
    let parts = values_at(graph, (&Family::whole(number, k), &[k]), &[formula])?;
    Some(parts.into_iter().flat_map(|(_, values)| values).collect())
}

fn multiplied_out(graph: &mut Graph, id: ExprId) -> ExprId {
    let form = normalise(graph, id);
    expanded(graph, form)
}

/// `|u| - u = 0` as `u >= 0`, and `|u| + u = 0` as `-u >= 0`.
fn sign_condition(graph: &mut Graph, id: ExprId) -> Option<(Relation, ExprId)> {
    let all = terms(graph, id);
    for (i, &term) in all.iter().enumerate() {
        let (number, rest) = split_coefficient(graph, term);
        let Node::Call(f, arguments) = graph.node(rest) else { continue };
        if f != graph.core().abs {
            continue;
        }
        let inside = arguments[0];
        let others: Vec<ExprId> = all.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, &t)| t).collect();
        let others = sum(graph, &others);
        let scale = graph.number(number);
        for (compared, value) in [(scale * inside + others, inside.into()), (scale * inside - others, -inside)] {
            let gap = formed(graph, compared);
            let gap = multiplied_out(graph, gap);
            if graph.is_zero(gap) {
                return Some((Relation::GreaterOrEqual, formed(graph, value)));
            }
        }
    }
    None
}
