//! Derivatives at the single points that a function by cases treats apart, as in `if x == 1 then 1 else x^2`.
//!
//! At such a point the value of the case says nothing about the slope. Where the function is continuous, its derivative is the limit of
//! the derivatives around (Lagrange's mean value theorem); where it jumps there is none.

use super::limit::Limit;
use super::meeting::sides;
use crate::algebra::breaks::breaks;
use crate::algebra::closed;
use crate::algebra::differentiate::derivative;
use crate::algebra::normal::{compare, difference, normal_at, piecewise, quotient};
use crate::expr::{ExprId, Fault, Graph, Node, Relation, Symbol, depends_on};

/// The derivative of a function by cases from its parts and their derivatives: conditions stay, values are differentiated.
/// `parts` are those of the function, `inner` the same with each value replaced by its derivative.
pub fn by_cases(graph: &mut Graph, parts: &[ExprId], inner: &[ExprId], symbol: Symbol) -> ExprId {
    let (parts, mut inner) = (equalities_first(graph, parts), equalities_first(graph, inner));
    for i in (0..parts.len() - 1).step_by(2).rev() {
        let mut pins = Pins::default();
        if !pins.read(graph, parts[i], symbol) {
            continue;
        }
        let (rest, slope) = (piecewise(graph, &parts[i + 2..]), piecewise(graph, &inner[i + 2..]));
        inner[i + 1] = match pins.point {
            Some(point) => at_point(graph, (parts[i + 1], rest, slope), (symbol, point), &pins.others),
            None => graph.undefined(Fault::NoDerivative),
        };
        if inner[i + 1] == slope {
            // The case continues what is around it.
            inner.drain(i..i + 2);
        }
    }
    piecewise(graph, &inner)
}

/// `if a != b then u else v` as `if a == b then v else u`, for the last case.
fn equalities_first(graph: &mut Graph, parts: &[ExprId]) -> Vec<ExprId> {
    let mut parts = parts.to_vec();
    if let [.., condition, _, _] = *parts.as_slice()
        && let Node::Compare(Relation::NotEqual, a, b) = graph.node(condition)
    {
        let n = parts.len();
        parts[n - 3] = graph.compare(Relation::Equal, a, b);
        parts.swap(n - 2, n - 1);
    }
    parts
}

/// What the equations of a condition say.
#[derive(Default)]
struct Pins {
    /// Where the symbol must be.
    point: Option<ExprId>,
    /// Where others must be.
    others: Vec<(Symbol, ExprId)>,
}

impl Pins {
    /// Reads a condition; does it hold, for the symbol, at single points at most?
    fn read(&mut self, graph: &mut Graph, condition: ExprId, symbol: Symbol) -> bool {
        match graph.node(condition) {
            Node::And(all) => {
                // Each is read, whatever those before it say.
                let mut pinned = false;
                let all = all.to_vec();
                for one in all {
                    pinned |= self.read(graph, one, symbol);
                }
                pinned
            }
            Node::Compare(Relation::Equal, a, b) if depends_on(graph, condition, symbol) => {
                let gap = difference(graph, a, b);
                let steepness = derivative(graph, gap, symbol);
                if graph.as_rational(steepness).is_some_and(|k| !k.is_zero()) {
                    let node = graph.symbol_node(symbol);
                    let there = quotient(graph, gap, steepness);
                    self.point = Some(difference(graph, node, there));
                    return true;
                }
                // Of a function such as `floor` it may hold on whole intervals.
                !breaks(graph, gap)
            }
            Node::Compare(Relation::Equal, a, b) => {
                match (graph.node(a), graph.node(b)) {
                    (Node::Symbol(s), _) if !depends_on(graph, b, s) => self.others.push((s, b)),
                    (_, Node::Symbol(s)) if !depends_on(graph, a, s) => self.others.push((s, a)),
                    _ => {}
                }
                false
            }
            _ => false,
        }
    }
}

/// The derivative where the function has a value of its own, from what is around: its value and slope there, or their limits.
fn at_point(
    graph: &mut Graph,
    (value, around, slope): (ExprId, ExprId, ExprId),
    (symbol, point): (Symbol, ExprId),
    others: &[(Symbol, ExprId)],
) -> ExprId {
    let unknown = graph.undefined(Fault::NoDerivative);
    let mut pinned = others.to_vec();
    pinned.push((symbol, point));
    let value = normal_at(graph, value, &pinned);
    let around = normal_at(graph, around, others);
    let bare = normal_at(graph, slope, others);
    let there = normal_at(graph, around, &[(symbol, point)]);
    let slope_there = normal_at(graph, bare, &[(symbol, point)]);
    if !breaks(graph, around) && !graph.is_undefined(there) && !graph.is_undefined(slope_there) {
        let same = compare(graph, Relation::Equal, value, there);
        // Of several unknowns the formula may have no value though the number is known.
        let slope = if others.is_empty() { slope } else { slope_there };
        return piecewise(graph, &[same, slope, unknown]);
    }
    let (Limit::Finite(left), Limit::Finite(right)) = sides(graph, around, (symbol, point)) else { return unknown };
    let same = compare(graph, Relation::Equal, value, left);
    if !are_same(graph, left, right) || matches!(graph.node(same), Node::Truth(false)) {
        return unknown;
    }
    let (Limit::Finite(left), Limit::Finite(right)) = sides(graph, bare, (symbol, point)) else { return unknown };
    let slope = if are_same(graph, left, right) { left } else { nearest_zero(graph, left, right) };
    piecewise(graph, &[same, slope, unknown])
}

fn are_same(graph: &mut Graph, a: ExprId, b: ExprId) -> bool {
    a == b || closed::compare(graph, a, b).is_proved_equal()
}

/// At a kink: of the numbers between two slopes the one nearest 0.
fn nearest_zero(graph: &mut Graph, left: ExprId, right: ExprId) -> ExprId {
    let below = |graph: &mut Graph, a: ExprId, b: ExprId| {
        let holds = compare(graph, Relation::LessOrEqual, a, b);
        matches!(graph.node(holds), Node::Truth(true))
    };
    let (low, high) = if below(graph, left, right) { (left, right) } else { (right, left) };
    if below(graph, ExprId::ZERO, low) {
        low
    } else if below(graph, high, ExprId::ZERO) {
        high
    } else {
        ExprId::ZERO
    }
}
