//! Conditions on names that simplifying decides: those that always hold are left out, and so is what stands under one that
//! never does.

use super::solutions::{ParametricSolution, Solutions};
use crate::algebra::closed::sign;
use crate::algebra::normal::difference;
use crate::calculus::domain::restricted;
use crate::calculus::families::Family;
use crate::calculus::simplify;
use crate::expr::{ExprId, Graph, Node, Relation, depends_on, substitute, symbols_of};
use crate::interrupt::Interrupt;

impl Solutions {
    /// The same solutions under the conditions that remain.
    pub fn settled(mut self, graph: &mut Graph, interrupt: &Interrupt) -> Solutions {
        let mut settle = |all: &mut Vec<ExprId>, values: &[ExprId]| {
            for i in (0..all.len()).rev() {
                let condition = all.remove(i);
                match truth(graph, (condition, all), interrupt) {
                    Some(false) => return false,
                    // What it needs to have a value must be said by something else.
                    Some(true) if is_said(graph, condition, all, values) => {}
                    _ => all.insert(i, condition),
                }
            }
            true
        };
        self.formulas.retain_mut(|ParametricSolution { conditions, expressions }| settle(conditions, expressions));
        self.families.retain_mut(|Family { conditions, expressions, .. }| settle(conditions, expressions));
        self.share_conditions(graph);
        self
    }
}

/// Have the values, or both sides of the other conditions, a value only where a condition has one?
fn is_said(graph: &mut Graph, condition: ExprId, others: &[ExprId], values: &[ExprId]) -> bool {
    let sides = others.iter().flat_map(|&other| graph.children(other));
    let all: Vec<ExprId> = sides.chain(values).copied().collect();
    let all = graph.raw_sum(&all);
    restricted(graph, all, condition) == all
}

/// Does a condition on names hold wherever others do and it has a value, or nowhere there?
fn truth(graph: &mut Graph, (condition, others): (ExprId, &[ExprId]), interrupt: &Interrupt) -> Option<bool> {
    let Node::Compare(relation, a, b) = graph.node(condition) else { return None };
    let (mut known, mut nonzero) = (Vec::new(), Vec::new());
    for &other in others {
        match graph.node(other) {
            Node::Compare(Relation::Equal, a, b) => match (graph.node(a), graph.node(b)) {
                (Node::Symbol(s), _) if !depends_on(graph, b, s) => known.push((s, b)),
                (_, Node::Symbol(s)) if !depends_on(graph, a, s) => known.push((s, a)),
                _ => {}
            },
            Node::Compare(Relation::NotEqual, a, b) => nonzero.push(difference(graph, a, b)),
            _ => {}
        }
    }
    let gap = difference(graph, a, b);
    let gap = substitute(graph, gap, &known);
    let simpler = simplify(graph, gap, interrupt).ok()?;
    let order = match symbols_of(graph, &[simpler]).is_empty() {
        true => sign(graph, simpler).proved()?,
        // A product is 0 only where a factor is.
        false => {
            let factors = if let Node::Product(factors) = graph.node(simpler) { factors } else { &[simpler] };
            let is_apart = |&f: &ExprId| graph.is_number(f) || nonzero.contains(&f);
            if !factors.iter().all(is_apart) {
                return None;
            }
            return matches!(relation, Relation::Equal | Relation::NotEqual).then_some(relation == Relation::NotEqual);
        }
    };
    Some(relation.holds_for(order))
}
