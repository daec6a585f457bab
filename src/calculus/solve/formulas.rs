//! Solutions written in names without a value: for which values of the names they are solutions.
//!
//! The steps that lose no solution may add some, so every formula is put into the equation as it was written. What is
//! not an identity then becomes a condition on the names.

use std::cmp::Ordering;

use super::Context;
use super::check::{needs, relation_of, satisfies};
use super::terms::{defined_by_others, factors, terms};
use super::vocabulary::{MustBe, Vocabulary};
use crate::calculus::closed::{Decision, sign};
use crate::calculus::normal::{difference, is_nonnegative, is_positive, negation, normalise, split_coefficient};
use crate::calculus::{Side, expand};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, depends_on, reach, substitute, symbols_of};

/// Terms that are multiplied out.
const MAX_TERMS: usize = 300;

/// When a formula in names is a solution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// For no values of the names.
    Never,
    /// Not decided.
    Unknown,
    /// Where all these conditions on the names hold; without any, always.
    Where(Vec<ExprId>),
}

/// An equation in `x` that names without a value stand in, on one side of a box.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    pub f: ExprId,
    pub x: Symbol,
    pub side: Side,
    pub context: &'a Context<'a>,
}

impl Named<'_> {
    /// When is a formula a solution?
    pub fn verdict(&self, graph: &mut Graph, formula: ExprId) -> Verdict {
        let Some(needed) = needs(graph, self.context.words, self.f, self.x) else { return Verdict::Unknown };
        let mut conditions = Conditions { list: Vec::new(), broken: false };
        let at = [(self.x, formula)];
        let Some(own) = self.needs_of_names(graph, formula) else { return Verdict::Unknown };
        for (part, must_be) in own {
            conditions.add(graph, relation_of(must_be), part);
        }
        for (part, must_be) in needed {
            let value = substitute(graph, part, &at);
            let value = normalise(graph, value);
            if always(graph, relation_of(must_be), value) {
                continue;
            }
            let value = multiplied_out(graph, value);
            if !symbols_of(graph, &[value]).is_empty() {
                conditions.add(graph, relation_of(must_be), value);
                continue;
            }
            match satisfies(graph, value, must_be) {
                super::check::Answer::Yes => {}
                super::check::Answer::No => return Verdict::Never,
                super::check::Answer::Unknown => return Verdict::Unknown,
            }
        }
        for (end, upper) in [(self.side.low, false), (self.side.high, true)] {
            let Some(end) = end else { continue };
            let gap = if upper { difference(graph, end, formula) } else { difference(graph, formula, end) };
            conditions.add(graph, Relation::GreaterOrEqual, gap);
        }
        if !keeps_solutions(graph, self.context.words, (self.f, self.x)) {
            let value = substitute(graph, self.f, &at);
            let value = multiplied_out(graph, value);
            let (relation, value) = sign_condition(graph, value).unwrap_or((Relation::Equal, value));
            conditions.add(graph, relation, value);
        }
        if conditions.broken { Verdict::Never } else { Verdict::Where(conditions.list) }
    }

    /// What a formula, and the parts of the equation without the unknown, need to have a value.
    fn needs_of_names(&self, graph: &mut Graph, formula: ExprId) -> Option<Vec<(ExprId, MustBe)>> {
        let words = self.context.words;
        let mut found: Vec<(ExprId, MustBe)> = Vec::new();
        for root in [self.f, formula] {
            for name in symbols_of(graph, &[root]).into_iter().filter(|&s| s != self.x) {
                for (part, must_be) in needs(graph, words, root, name)? {
                    let part = multiplied_out(graph, part);
                    if !depends_on(graph, part, self.x) && !always(graph, relation_of(must_be), part) {
                        found.push((part, must_be));
                    }
                }
            }
        }
        Some(found)
    }

    /// What the names and the whole number of a family must satisfy for its formula to have a value.
    pub fn conditions_of(&self, graph: &mut Graph, formula: ExprId) -> Option<Vec<ExprId>> {
        let mut conditions = Conditions { list: Vec::new(), broken: false };
        for (part, must_be) in self.needs_of_names(graph, formula)? {
            conditions.add(graph, relation_of(must_be), part);
        }
        (!conditions.broken).then_some(conditions.list)
    }

    /// Are all members of a family solutions, whatever the names and the whole number are?
    pub fn has_all_members(&self, graph: &mut Graph) -> bool {
        self.side == Side::ENTIRE
            && keeps_solutions(graph, self.context.words, (self.f, self.x))
            && (self.needs_nothing(graph) || self.is_chain(graph))
    }

    fn needs_nothing(&self, graph: &mut Graph) -> bool {
        needs(graph, self.context.words, self.f, self.x).is_some_and(|needed| needed.is_empty())
    }

    /// Does the unknown stand in one place only? What is applied to it there has a value where it has the one asked for.
    fn is_chain(&self, graph: &Graph) -> bool {
        let parts: Vec<ExprId> =
            reach(graph, &[self.f]).order.into_iter().filter(|&id| depends_on(graph, id, self.x)).collect();
        parts.iter().all(|&id| {
            let below = graph.children(id).iter().filter(|&&child| parts.contains(&child));
            below.count() <= 1
        })
    }
}

/// Is every step on the way to a solution one that adds none but where a part has no value? Squaring is none, nor are
/// cases, nor inverses that have not all values.
pub(super) fn keeps_solutions(graph: &mut Graph, words: &Vocabulary, (f, x): (ExprId, Symbol)) -> bool {
    let form = normalise(graph, f);
    let written = defined_by_others(graph, words, form, x).unwrap_or(form);
    let functions = [graph.core().exp, graph.core().ln, words.sin, words.trigonometry.cos];
    reach(graph, &[written]).order.into_iter().all(|id| {
        !depends_on(graph, id, x)
            || match graph.node(id) {
                Node::Symbol(_) | Node::Sum(_) | Node::Product(_) => true,
                Node::Power(base, exponent) => !depends_on(graph, base, x) || graph.as_integer(exponent).is_some(),
                Node::Call(f, _) => functions.contains(&f),
                Node::Number(_)
                | Node::Constant(_)
                | Node::Piecewise(_)
                | Node::Compare(..)
                | Node::Not(_)
                | Node::And(_)
                | Node::Or(_)
                | Node::Truth(_)
                | Node::Undefined(_) => false,
            }
    })
}

fn multiplied_out(graph: &mut Graph, id: ExprId) -> ExprId {
    let form = normalise(graph, id);
    expand(graph, form, MAX_TERMS).unwrap_or(form)
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
        let others = crate::calculus::normal::sum(graph, &others);
        let scale = graph.number(number);
        let scaled = crate::calculus::normal::product(graph, &[scale, inside]);
        let both = crate::calculus::normal::sum(graph, &[scaled, others]);
        let both = multiplied_out(graph, both);
        if graph.is_zero(both) {
            return Some((Relation::GreaterOrEqual, inside));
        }
        let apart = difference(graph, scaled, others);
        let apart = multiplied_out(graph, apart);
        if graph.is_zero(apart) {
            return Some((Relation::GreaterOrEqual, negation(graph, inside)));
        }
    }
    None
}

/// Conditions that hold together.
struct Conditions {
    list: Vec<ExprId>,
    /// One of them cannot hold.
    broken: bool,
}

impl Conditions {
    fn add(&mut self, graph: &mut Graph, relation: Relation, value: ExprId) {
        if symbols_of(graph, &[value]).is_empty() {
            let holds = match (relation, sign(graph, value)) {
                (Relation::Equal, Decision::Proved(order)) => Some(order.is_eq()),
                (Relation::NotEqual, Decision::Proved(order)) => Some(order.is_ne()),
                (Relation::Greater, Decision::Proved(order)) => Some(order.is_gt()),
                (Relation::GreaterOrEqual, Decision::Proved(order)) => Some(order != Ordering::Less),
                (_, Decision::Undefined) => Some(false),
                _ => None,
            };
            match holds {
                Some(true) => return,
                Some(false) => {
                    self.broken = true;
                    return;
                }
                None => {}
            }
        }
        if never(graph, relation, value) {
            self.broken = true;
            return;
        }
        if !always(graph, relation, value) {
            let condition = stated(graph, relation, value);
            if !self.list.contains(&condition) {
                self.list.push(condition);
            }
        }
    }
}

/// A condition as it is shown: `a < 0`, not `-2a > 0`.
pub(super) fn stated(graph: &mut Graph, relation: Relation, value: ExprId) -> ExprId {
    let zero = graph.integer(0);
    let value = plainest(graph, relation, value);
    let (number, _) = split_coefficient(graph, value);
    let turned = match relation {
        Relation::Greater if number.value.is_negative() => Relation::Less,
        Relation::GreaterOrEqual if number.value.is_negative() => Relation::LessOrEqual,
        _ => return graph.compare(relation, value, zero),
    };
    let value = negation(graph, value);
    graph.compare(turned, value, zero)
}

/// A value that has this relation to 0 where the given one has: without the numbers and the powers that change nothing.
pub(super) fn plainest(graph: &mut Graph, relation: Relation, value: ExprId) -> ExprId {
    let mut kept = Vec::new();
    for factor in factors(graph, value) {
        let settled = match symbols_of(graph, &[factor]).is_empty().then(|| sign(graph, factor)) {
            Some(Decision::Proved(Ordering::Greater)) => true,
            Some(Decision::Proved(Ordering::Less)) => relation == Relation::NotEqual,
            _ => false,
        };
        match (settled, graph.as_number(factor)) {
            (true, _) => {}
            // A negative number leaves its sign.
            (false, Some(n)) if n.value.is_negative() => kept.push(graph.integer(-1)),
            (false, _) => kept.push(factor),
        }
    }
    let value = crate::calculus::normal::product(graph, &kept);
    // `-a - 1` is 0 where `a + 1` is.
    let all_negative = terms(graph, value).into_iter().all(|t| split_coefficient(graph, t).0.value.is_negative());
    if relation == Relation::NotEqual && all_negative {
        return super::terms::minus(graph, value);
    }
    match graph.node(value) {
        Node::Power(base, exponent) if relation == Relation::NotEqual && graph.as_rational(exponent).is_some() => base,
        _ => value,
    }
}

/// Has `value` this relation to 0 nowhere, as its form shows?
fn never(graph: &mut Graph, relation: Relation, value: ExprId) -> bool {
    let turned = negation(graph, value);
    match relation {
        Relation::Greater => is_nonnegative(graph, turned),
        Relation::GreaterOrEqual => is_positive(graph, turned),
        Relation::Equal => is_positive(graph, value) || is_positive(graph, turned),
        Relation::NotEqual => graph.is_zero(value),
        Relation::Less | Relation::LessOrEqual => false,
    }
}

/// Does `value` have this relation to 0 wherever it has a value, as its form shows?
pub(super) fn always(graph: &Graph, relation: Relation, value: ExprId) -> bool {
    match relation {
        Relation::Equal => graph.is_zero(value),
        Relation::NotEqual | Relation::Greater => is_positive(graph, value),
        Relation::GreaterOrEqual => is_nonnegative(graph, value),
        Relation::Less | Relation::LessOrEqual => false,
    }
}
