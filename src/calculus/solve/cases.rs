//! Equations with cases: absolute values, signs, least and greatest ones. Each case is solved for itself, and what it
//! gives is checked in the equation as it was written.

use super::exponential::linear;
use super::search::{Found, Search};
use super::terms::replace;
use crate::calculus::closed::{Decision, sign};
use crate::calculus::normal::{difference, negation, quotient};
use crate::expr::{ExprId, FunctionDef, Graph, Node, Relation, Symbol, depends_on, reach, symbols_of};
use crate::numeric::Rational;

impl Search<'_> {
    /// `None` if nothing in the equation has cases.
    pub(super) fn cases(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Found> {
        let order = reach(graph, &[g]).order;
        let id = order.into_iter().find(|&id| self.has_cases(graph, id) && depends_on(graph, id, x))?;
        let mut found = Found::default();
        for (value, conditions) in self.case_values(graph, id)? {
            let other = replace(graph, g, &[(id, value)]);
            let mut more = self.zeros(graph, other, x).whole()?;
            // What holds everywhere holds here where the case applies.
            if more.everything {
                more.everything = false;
                more.pieces.push(Vec::new());
            }
            for piece in &mut more.pieces {
                piece.extend_from_slice(&conditions);
            }
            found.join(more);
            // The edge of the case may be a solution that only the neighbouring case is asked for: it is, there.
        }
        Some(found)
    }

    fn has_cases(&self, graph: &Graph, id: ExprId) -> bool {
        match graph.node(id) {
            Node::Piecewise(_) => true,
            Node::Call(f, _) => {
                f == graph.core().abs || f == self.words.sign || f == self.words.max || f == self.words.min
            }
            _ => false,
        }
    }

    /// The values with the conditions under which they are taken.
    fn case_values(&mut self, graph: &mut Graph, id: ExprId) -> Option<Vec<(ExprId, Vec<ExprId>)>> {
        let zero = graph.integer(0);
        match graph.node(id) {
            Node::Piecewise(parts) => {
                let parts = parts.to_vec();
                let mut before = Vec::new();
                let mut values = Vec::new();
                for pair in parts.chunks_exact(2) {
                    let mut conditions = before.clone();
                    conditions.push(pair[0]);
                    values.push((pair[1], conditions));
                    before.push(crate::calculus::normal::not(graph, pair[0]));
                }
                values.push((*parts.last()?, before));
                Some(values)
            }
            Node::Call(f, arguments) if f == graph.core().abs => {
                let u = arguments[0];
                let minus = negation(graph, u);
                let above = graph.compare(Relation::LessOrEqual, zero, u);
                let below = graph.compare(Relation::LessOrEqual, u, zero);
                Some(vec![(u, vec![above]), (minus, vec![below])])
            }
            Node::Call(f, arguments) if f == self.words.sign => {
                let u = arguments[0];
                let (one, minus_one) = (graph.integer(1), graph.integer(-1));
                let above = graph.compare(Relation::Less, zero, u);
                let below = graph.compare(Relation::Less, u, zero);
                let at = graph.compare(Relation::Equal, u, zero);
                Some(vec![(one, vec![above]), (minus_one, vec![below]), (zero, vec![at])])
            }
            Node::Call(f, arguments) => {
                let greatest = f == self.words.max;
                let arguments = arguments.to_vec();
                let mut values = Vec::new();
                for &a in &arguments {
                    let mut conditions = Vec::new();
                    for &b in arguments.iter().filter(|&&b| b != a) {
                        let (low, high) = if greatest { (b, a) } else { (a, b) };
                        conditions.push(graph.compare(Relation::LessOrEqual, low, high));
                    }
                    values.push((a, conditions));
                }
                Some(values)
            }
            _ => None,
        }
    }

    /// A function with steps has a whole value between two ends, and no other.
    pub(super) fn on_step(
        &mut self,
        graph: &mut Graph,
        (function, u): (&'static FunctionDef, ExprId),
        value: ExprId,
        x: Symbol,
    ) -> Option<Found> {
        let step = self.words.steps.iter().find(|s| s.function == function)?;
        let value = graph.as_rational(value)?.clone();
        if !value.is_integer() {
            return Some(Found::default());
        }
        let low = graph.rational(&value + &Rational::from(step.from));
        let high = graph.rational(&value + &Rational::from(step.from + 1));
        let relation = |closed: bool| if closed { Relation::LessOrEqual } else { Relation::Less };
        let (above, below) = (relation(step.with_lower_end), relation(!step.with_lower_end));
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
        Some(Found { pieces: vec![conditions], ..Found::default() })
    }
}
