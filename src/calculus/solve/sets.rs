//! Solutions that are whole sets of numbers: the conditions under which the equation has a value join theirs, and where these
//! are solved, the sets are intervals.

use std::cmp::Ordering;

use super::candidate::CandidateSet;
use super::formulas::Named;
use super::single::{Answering, DistinctNumbers};
use crate::algebra::closed::{Decision, sign, truth};
use crate::algebra::normal::{and, compare, difference, is_nonnegative, or};
use crate::calculus::domain::Domain;
use crate::calculus::domain::{has_no_value, needs};
use crate::expr::{ExprId, Graph, MustBe, Node, Relation, depends_on, substitute, symbols_of};

impl Answering<'_> {
    /// Sets hold where the equation has a value: what that needs joins their conditions.
    pub fn sets(&mut self, graph: &mut Graph, named: &Named<'_>, pieces: Vec<CandidateSet>) {
        if pieces.is_empty() {
            return;
        }
        let interrupt = self.context.interrupt;
        let needed = needs(graph, self.f, self.x).zip(named.needs_of_names(graph, self.f));
        let Some((mut found, of_names)) = needed else {
            self.lose("where both sides have a value was not decided");
            return;
        };
        found.extend(of_names);
        'pieces: for CandidateSet { mut conditions, mut guard } in pieces {
            for &(id, must_be) in &found {
                let relation = must_be.relation();
                let form = guard.under(graph, id);
                if must_be == MustBe::NotNegative && is_nonnegative(graph, form) {
                    continue;
                }
                let condition = compare(graph, relation, form, ExprId::ZERO);
                match graph.node(condition) {
                    Node::Truth(true) => {}
                    Node::Truth(false) => continue 'pieces,
                    _ if has_no_value(graph, condition) => continue 'pieces,
                    _ if !depends_on(graph, condition, self.x) => match guard.and(graph, interrupt, relation, form) {
                        Some(more) => guard = more,
                        None => continue 'pieces,
                    },
                    _ if conditions.contains(&condition) => {}
                    _ => conditions.push(condition),
                }
            }
            conditions.extend(guard.conditions(graph));
            let Some(conditions) = without_repetitions(graph, &conditions) else { continue };
            if !self.lies_outside(graph, &conditions) {
                self.solutions.sets.push(conditions);
            }
        }
    }

    /// The sets without names as intervals that do not meet; of what is one number only, a point is made.
    pub fn sets_as_intervals(&mut self, graph: &mut Graph, points: &mut DistinctNumbers) {
        let (x, sets) = (self.x, std::mem::take(&mut self.solutions.sets));
        let (closed, named): (Vec<Vec<ExprId>>, Vec<Vec<ExprId>>) =
            sets.iter().cloned().partition(|set| symbols_of(graph, set).iter().all(|&s| s == x));
        let all: Vec<ExprId> = closed.iter().map(|set| and(graph, set)).collect();
        let node = graph.symbol_node(x);
        let mut conditions = vec![or(graph, &all)];
        conditions.extend(self.side.low.map(|low| graph.compare(Relation::LessOrEqual, low, node)));
        conditions.extend(self.side.high.map(|high| graph.compare(Relation::LessOrEqual, node, high)));
        let domain = Domain { conditions, ..Domain::default() };
        let found = domain.set(graph, x, self.context.interrupt);
        let Some(found) = found.filter(|_| !closed.is_empty()) else {
            self.solutions.sets = sets;
            return;
        };
        self.solutions.sets = named;
        let mut before = None;
        for piece in found.pieces() {
            if let Some(only) = piece.only() {
                self.point(graph, only, false, points);
                continue;
            }
            let mut set = piece.bounds(graph, node, false);
            // `x != 1` rather than `x < 1`, and `x > 1`.
            if let Some((low, false)) = piece.low.filter(|_| piece.low == before) {
                let mut joined = self.solutions.sets.pop().unwrap_or_default();
                joined.pop();
                set[0] = graph.compare(Relation::NotEqual, node, low);
                joined.append(&mut set);
                set = joined;
            }
            before = piece.high;
            self.solutions.sets.push(set);
        }
    }

    /// Does a condition `x < 2` of a set hold nowhere in the box?
    fn lies_outside(&self, graph: &mut Graph, set: &[ExprId]) -> bool {
        let x = graph.symbol_node(self.x);
        set.iter().any(|&condition| {
            let Node::Compare(relation, a, b) = graph.node(condition) else { return false };
            let strict = match relation {
                Relation::Less | Relation::Greater => true,
                Relation::LessOrEqual | Relation::GreaterOrEqual => false,
                Relation::Equal | Relation::NotEqual => return false,
            };
            let rising = matches!(relation, Relation::Less | Relation::LessOrEqual);
            let (bound, is_upper) = if a == x { (b, rising) } else { (a, !rising) };
            let end = if is_upper { self.side.low } else { self.side.high };
            let Some(end) = end.filter(|_| (a == x || b == x) && symbols_of(graph, &[bound]).is_empty()) else {
                return false;
            };
            let gap = if is_upper { difference(graph, end, bound) } else { difference(graph, bound, end) };
            match sign(graph, gap) {
                Decision::Proved(Ordering::Greater) => true,
                Decision::Proved(Ordering::Equal) => strict,
                _ => false,
            }
        })
    }

    /// Is a number among the sets?
    pub fn in_sets(&self, graph: &mut Graph, value: ExprId) -> bool {
        let sets = self.solutions.sets.clone();
        sets.iter().any(|set| {
            set.iter().all(|&condition| {
                let at = substitute(graph, condition, &[(self.x, value)]);
                truth(graph, at) == Some(true)
            })
        })
    }
}

/// The conditions without `u != v` where `u > v` is among them; `None` where `u == v` is.
fn without_repetitions(graph: &Graph, conditions: &[ExprId]) -> Option<Vec<ExprId>> {
    let mut kept = Vec::new();
    for &condition in conditions {
        let Node::Compare(Relation::NotEqual, a, b) = graph.node(condition) else {
            kept.push(condition);
            continue;
        };
        let of_both = |&other: &ExprId| match graph.node(other) {
            Node::Compare(relation, c, d) if (c, d) == (a, b) || (d, c) == (a, b) => Some(relation),
            _ => None,
        };
        let known: Vec<Relation> = conditions.iter().filter_map(of_both).collect();
        if known.contains(&Relation::Equal) {
            return None;
        }
        if !known.iter().any(|relation| matches!(relation, Relation::Less | Relation::Greater)) {
            kept.push(condition);
        }
    }
    Some(kept)
}
