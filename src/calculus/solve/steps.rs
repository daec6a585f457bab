//! Functions with steps: `floor`, `ceil`, `round`, and the remainders that are made of them.

use super::search::{Found, Piece, Search};
use super::terms::{linear, replace};
use super::vocabulary::Vocabulary;
use crate::calculus::closed::{Decision, sign};
use crate::calculus::normal::{difference, normalise, product, quotient};
use crate::expr::{
    Constant, ExprId, FunctionDef, Graph, Node, Relation, Symbol, depends_on, reach, rebuilt, symbols_of,
};
use crate::numeric::Rational;

impl Search<'_> {
    /// A function with steps has a whole value between two ends, and no other.
    pub(super) fn on_step(
        &mut self,
        graph: &mut Graph,
        (function, u): (&'static FunctionDef, ExprId),
        value: ExprId,
        x: Symbol,
    ) -> Option<Found> {
        let value = graph.as_rational(value)?.clone();
        if !value.is_integer() {
            return Some(Found::default());
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
        Some(Found { pieces: vec![Piece { conditions, guard: self.guard.clone() }], ..Found::default() })
    }

    /// Between which numbers a function with steps has a whole value: `low < u` or `low <= u`, and so for the other end.
    fn ends_of_step(
        &self,
        graph: &mut Graph,
        function: &'static FunctionDef,
        value: &Rational,
    ) -> Option<[(ExprId, Relation); 2]> {
        let (from, [low, high]) = if function == self.words.round {
            // Halves are rounded away from 0.
            (Rational::new(-1, 2)?, [value.is_positive(), value.is_negative()])
        } else {
            let step = self.words.steps.iter().find(|s| s.function == function)?;
            (Rational::from(step.from), [step.with_lower_end, !step.with_lower_end])
        };
        let relation = |closed: bool| if closed { Relation::LessOrEqual } else { Relation::Less };
        let start = value + &from;
        let end = &start + &Rational::from(1);
        Some([(graph.rational(start), relation(low)), (graph.rational(end), relation(high))])
    }

    /// The equation with a whole number for a function with steps: its solutions are formulas in that number, or all
    /// numbers between two ends.
    pub(super) fn with_steps(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Found> {
        let is_step = |graph: &Graph, id: ExprId| match graph.node(id) {
            Node::Call(f, &[u]) => self.words.has_steps(f) && depends_on(graph, u, x),
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

/// A call of whole steps and a rest, as one of the rest: `floor(3k + 1/2)` is `3k + floor(1/2)`. `None` for other calls.
fn without_whole_steps(
    graph: &mut Graph,
    words: &Vocabulary,
    function: &'static FunctionDef,
    arguments: &[ExprId],
    k: Symbol,
) -> Option<ExprId> {
    let argument = normalise(graph, *arguments.first()?);
    let (rate, shift) = linear(graph, argument, k)?;
    if function == words.remainder {
        let divisor = *arguments.get(1)?;
        let steps = quotient(graph, rate, divisor);
        return graph
            .as_rational(steps)
            .is_some_and(Rational::is_integer)
            .then(|| graph.raw_call(function, &[shift, divisor]));
    }
    let halves = graph.as_rational(shift).map(|s| s * &Rational::from(2));
    let between = halves.is_some_and(|h| !h.is_integer() || h.is_even());
    let known = words.steps.iter().any(|s| s.function == function) || (function == words.round && between);
    if !known || !graph.as_rational(rate).is_some_and(Rational::is_integer) {
        return None;
    }
    let node = graph.symbol_node(k);
    let steps = product(graph, &[rate, node]);
    let rest = graph.raw_call(function, &[shift]);
    Some(graph.raw_sum(&[steps, rest]))
}

/// Functions with a period, of whole turns and a shift, are those of the shift.
pub(super) fn repeated(graph: &mut Graph, words: &Vocabulary, root: ExprId, k: Symbol) -> ExprId {
    rebuilt(graph, root, |graph, id, children| {
        let Node::Call(f, _) = graph.node(id) else { return None };
        if let Some(rest) = without_whole_steps(graph, words, f, children, k) {
            return Some(rest);
        }
        let &[argument] = children else { return None };
        let (_, inverse) = words.inverses.iter().find(|(g, _)| *g == f)?;
        inverse.period.as_ref()?;
        let argument = normalise(graph, argument);
        let (rate, shift) = linear(graph, argument, k)?;
        let pi = graph.constant(Constant::Pi);
        let two = graph.integer(2);
        let turn = product(graph, &[two, pi]);
        let turns = quotient(graph, rate, turn);
        graph.as_rational(turns).filter(|t| t.is_integer())?;
        Some(graph.raw_call(f, &[shift]))
    })
}
