//! Functions with steps: `floor`, `ceil`, `round`, and the remainders that are made of them.

use super::candidate::{CandidateSet, Candidates};
use super::search::EquationSearch;
use crate::algebra::closed::{Decision, sign};
use crate::algebra::normal::{difference, quotient};
use crate::algebra::terms::{linear, replace};
use crate::calculus::families::has_steps;
use crate::expr::{ExprId, FunctionDef, Graph, Node, Relation, Symbol, depends_on, reach, symbols_of};
use crate::functions::ROUND;
use crate::numeric::Rational;

impl EquationSearch<'_> {
    /// A function with steps has a whole value between two ends, and no other.
    pub(super) fn on_step(
        &mut self,
        graph: &mut Graph,
        (function, u): (&'static FunctionDef, ExprId),
        value: ExprId,
        x: Symbol,
    ) -> Option<Candidates> {
        let value = graph.as_rational(value)?.clone();
        if !value.is_integer() {
            return Some(Candidates::default());
        }
        let [(low, above), (high, below)] = self.ends_of_step(graph, function, &value)?;
        let ends = linear(graph, u, x).filter(|&(rate, _)| symbols_of(graph, &[rate]).is_empty());
        let conditions = match ends.map(|(rate, shift)| (sign(graph, rate), rate, shift)) {
            Some((Decision::Proved(rising), rate, shift)) => {
                let end = |graph: &mut Graph, v: ExprId| {
                    let moved = difference(graph, v, shift);
                    quotient(graph, moved, rate)
                };
                let (low, high) = (end(graph, low), end(graph, high));
                let x = graph.symbol_node(x);
                if rising.is_gt() {
                    vec![graph.compare(above, low, x), graph.compare(below, x, high)]
                } else {
                    vec![graph.compare(below, high, x), graph.compare(above, x, low)]
                }
            }
            _ => vec![graph.compare(above, low, u), graph.compare(below, u, high)],
        };
        Some(Candidates {
            pieces: vec![CandidateSet { conditions, guard: self.guard.clone() }],
            ..Candidates::default()
        })
    }

    /// Between which numbers a function with steps has a whole value: `low < u` or `low <= u`, and so for the other end.
    fn ends_of_step(
        &self,
        graph: &mut Graph,
        function: &'static FunctionDef,
        value: &Rational,
    ) -> Option<[(ExprId, Relation); 2]> {
        let (from, [low, high]) = if function == &ROUND {
            // Halves are rounded away from 0.
            (Rational::new(-1, 2)?, [value.is_positive(), value.is_negative()])
        } else {
            let step = function.steps.as_ref()?;
            (Rational::from(step.from), [step.with_lower_end, !step.with_lower_end])
        };
        let relation = |closed: bool| if closed { Relation::LessOrEqual } else { Relation::Less };
        let start = value + &from;
        let end = &start + &Rational::from(1);
        Some([(graph.rational(start), relation(low)), (graph.rational(end), relation(high))])
    }

    /// The equation with a whole number for a function with steps: its solutions are formulas in that number, or all
    /// numbers between two ends.
    pub(super) fn with_steps(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let is_step = |graph: &Graph, id: ExprId| match graph.node(id) {
            Node::Call(f, &[u]) => has_steps(f) && depends_on(graph, u, x),
            _ => false,
        };
        let call = reach(graph, &[g]).order.into_iter().find(|&id| is_step(graph, id))?;
        let Node::Call(function, &[u]) = graph.node(call) else { return None };
        let n = self.parameter(graph, g);
        let other = replace(graph, g, &[(call, n)]);
        let mut found = self.zeros(graph, other, x).whole()?;
        if found.pieces.is_empty() {
            return Some(found);
        }
        for piece in &mut found.pieces {
            let value = piece.guard.under(graph, n);
            let value = graph.as_rational(value)?.clone();
            let [(low, above), (high, below)] = self.ends_of_step(graph, function, &value)?;
            let (above, below) = (graph.compare(above, low, u), graph.compare(below, u, high));
            piece.conditions.extend([above, below]);
        }
        Some(found)
    }
}
