//! Equations with cases: absolute values, signs, least and greatest ones. Each case is solved for itself, and what it
//! gives is checked in the equation as it was written.

use super::candidate::{Candidate, Candidates};
use super::keeps::keeps_solutions;
use super::search::EquationSearch;
use crate::algebra::closed::truth;
use crate::algebra::normal::{difference, negation};
use crate::algebra::terms::replace;
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, depends_on, reach, substitute, symbols_of};
use crate::functions::{MAX, MIN, SIGN, STEP};

impl EquationSearch<'_> {
    /// `None` if nothing in the equation has cases.
    pub(super) fn cases(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let order = reach(graph, &[g]).order;
        let id = order.into_iter().find(|&id| self.has_cases(graph, id) && depends_on(graph, id, x))?;
        let mut found = Candidates::default();
        for (value, conditions) in self.case_values(graph, id)? {
            let other = replace(graph, g, &[(id, value)]);
            let mut more = self.zeros(graph, other, x).whole()?;
            if self.depth == 1 && keeps_solutions(graph, (other, x), true) {
                // Where what the case asks for is proved, a solution of its equation is one of the whole.
                for point in &more.points {
                    let mut holds = |c: &ExprId| {
                        let at = substitute(graph, *c, &[(x, point.value)]);
                        truth(graph, at) == Some(true)
                    };
                    if conditions.iter().all(&mut holds) {
                        self.sure.push(point.clone());
                    }
                }
            }
            for piece in &mut more.pieces {
                piece.conditions.extend_from_slice(&conditions);
            }
            more.points = more.points.into_iter().filter_map(|p| self.in_case(graph, p, x, &conditions)).collect();
            found.join(more);
            // The edge of the case may be a solution that only the neighbouring case is asked for: it is, there.
        }
        Some(found)
    }

    /// A candidate in names in a case whose conditions it satisfies; others are left to the check.
    fn in_case(&mut self, graph: &mut Graph, point: Candidate, x: Symbol, conditions: &[ExprId]) -> Option<Candidate> {
        if symbols_of(graph, &[point.value]).is_empty() {
            return Some(point);
        }
        let mut guard = point.guard;
        for &condition in conditions {
            let Node::Compare(relation, a, b) = graph.node(condition) else { continue };
            let gap = difference(graph, a, b);
            let at = substitute(graph, gap, &[(x, point.value)]);
            guard = self.within(guard, |search| search.assumed(graph, relation, at))?;
        }
        Some(Candidate { value: point.value, guard })
    }

    pub(super) fn has_cases(&self, graph: &Graph, id: ExprId) -> bool {
        match graph.node(id) {
            Node::Piecewise(_) => true,
            Node::Call(f, _) => [graph.core().abs, &SIGN, &STEP, &MAX, &MIN].contains(&f),
            _ => false,
        }
    }

    /// The values with the conditions under which they are taken.
    pub(super) fn case_values(&self, graph: &mut Graph, id: ExprId) -> Option<Vec<(ExprId, Vec<ExprId>)>> {
        match graph.node(id) {
            Node::Piecewise(parts) => {
                let parts = parts.to_vec();
                let mut before = Vec::new();
                let mut values = Vec::new();
                for pair in parts.chunks_exact(2) {
                    let mut conditions = before.clone();
                    conditions.push(pair[0]);
                    values.push((pair[1], conditions));
                    before.push(crate::algebra::normal::not(graph, pair[0]));
                }
                values.push((*parts.last()?, before));
                Some(values)
            }
            Node::Call(f, arguments) if f == graph.core().abs => {
                let u = arguments[0];
                let minus = negation(graph, u);
                let above = graph.compare(Relation::LessOrEqual, ExprId::ZERO, u);
                let below = graph.compare(Relation::LessOrEqual, u, ExprId::ZERO);
                Some(vec![(u, vec![above]), (minus, vec![below])])
            }
            Node::Call(f, arguments) if f == &SIGN => {
                let u = arguments[0];
                let above = graph.compare(Relation::Less, ExprId::ZERO, u);
                let below = graph.compare(Relation::Less, u, ExprId::ZERO);
                let at = graph.compare(Relation::Equal, u, ExprId::ZERO);
                Some(vec![(ExprId::ONE, vec![above]), (ExprId::MINUS_ONE, vec![below]), (ExprId::ZERO, vec![at])])
            }
            Node::Call(f, &[u]) if f == &STEP => {
                let above = graph.compare(Relation::Less, ExprId::ZERO, u);
                let below = graph.compare(Relation::LessOrEqual, u, ExprId::ZERO);
                Some(vec![(ExprId::ONE, vec![above]), (ExprId::ZERO, vec![below])])
            }
            Node::Call(f, arguments) => {
                let greatest = f == &MAX;
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
}
