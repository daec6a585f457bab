//! Derivatives where formulas say nothing: at the single points that a function by cases treats apart, as in
//! `if x == 1 then 1 else x^2`, and where an inner function is constant, as in `sqrt(relu(x))` for x < 0.
//!
//! At such a point the value of the case says nothing about the slope. Where the function is continuous, its derivative is the limit of
//! the derivatives around (Lagrange's mean value theorem); where it jumps there is none.

use super::closed;
use super::differentiate::derivative;
use super::formula::simpler;
use super::limit::Limit;
use super::meeting::{breaks, may_jump, sides};
use super::normal::{and, compare, difference, normalise, not, or, piecewise, quotient, sum};
use crate::expr::{ExprId, Fault, Graph, Node, Relation, Symbol, depends_on, rewrite, substitute};

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
    let at = |graph: &mut Graph, id: ExprId, bindings: &[(Symbol, ExprId)]| {
        let put = substitute(graph, id, bindings);
        normalise(graph, put)
    };
    let value = at(graph, value, &pinned);
    let around = at(graph, around, others);
    let bare = at(graph, slope, others);
    let there = at(graph, around, &[(symbol, point)]);
    let slope_there = at(graph, bare, &[(symbol, point)]);
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

/// Inner derivatives are read so deep.
const MAX_DEPTH: usize = 8;

/// The product of an outer and an inner derivative of which the outer one may have no value though the function has: 0 where
/// the inner function is constant.
pub fn beside_constants(graph: &mut Graph, product: ExprId, inner: ExprId) -> ExprId {
    let Some(condition) = constant_where(graph, inner, MAX_DEPTH) else { return product };
    let fails = graph.truth(false);
    let product = rewrite(graph, product, |_, id, _| (id == condition).then_some(fails));
    let product = normalise(graph, product);
    piecewise(graph, &[condition, ExprId::ZERO, product])
}

/// An open condition under which a derivative is 0 because a case holds; `None` where there is no such case.
fn constant_where(graph: &mut Graph, slope: ExprId, depth: usize) -> Option<ExprId> {
    let depth = depth.checked_sub(1)?;
    let children = graph.children(slope);
    let condition = match graph.node(slope) {
        Node::Number(_) | Node::Symbol(_) => return None,
        Node::Piecewise(_) => {
            let parts = children.to_vec();
            constant_cases(graph, &parts, depth)
        }
        Node::Product(_) => {
            let factors = children.to_vec();
            let ways: Vec<ExprId> = factors.into_iter().filter_map(|f| constant_where(graph, f, depth)).collect();
            or(graph, &ways)
        }
        Node::Sum(_) => {
            let terms = children.to_vec();
            let all: Vec<ExprId> = terms.into_iter().map_while(|t| constant_where(graph, t, depth)).collect();
            match all.len() < graph.children(slope).len() {
                true => cancelling_cases(graph, slope, depth)?,
                false => and(graph, &all),
            }
        }
        Node::Call(..) => {
            let parts = cases_of(graph, slope)?;
            constant_cases(graph, &parts, depth)
        }
        _ => return None,
    };
    (!matches!(graph.node(condition), Node::Truth(_) | Node::Undefined(_))).then_some(condition)
}

/// The cases of a piecewise function, written as such or known to be one.
fn cases_of(graph: &mut Graph, id: ExprId) -> Option<Vec<ExprId>> {
    let parts = graph.children(id).to_vec();
    match graph.node(id) {
        Node::Piecewise(_) => Some(parts),
        Node::Call(function, _) if !function.kink.is_empty() => {
            let simpler = simpler(graph, function, &parts)?;
            matches!(graph.node(simpler), Node::Piecewise(_)).then(|| graph.children(simpler).to_vec())
        }
        _ => None,
    }
}

/// The same for a sum in which a case of the one term that has cases may cancel the others: `sign(x) + 1`.
fn cancelling_cases(graph: &mut Graph, total: ExprId, depth: usize) -> Option<ExprId> {
    let terms = graph.children(total).to_vec();
    let (place, mut parts) = terms.iter().enumerate().find_map(|(i, &t)| Some((i, cases_of(graph, t)?)))?;
    let last = parts.len() - 1;
    for i in (1..last).step_by(2).chain([last]) {
        let mut moved = terms.clone();
        moved[place] = parts[i];
        parts[i] = sum(graph, &moved);
    }
    Some(constant_cases(graph, &parts, depth))
}

/// Where one of the cases whose value is 0 holds, on open sets.
fn constant_cases(graph: &mut Graph, parts: &[ExprId], depth: usize) -> ExprId {
    let (mut ways, mut holds) = (Vec::new(), Vec::new());
    for case in parts.chunks(2) {
        let condition = normalise(graph, case[0]);
        let value = case[case.len() - 1];
        let inner = if value == ExprId::ZERO { Some(graph.truth(true)) } else { constant_where(graph, value, depth) };
        if let Some(inner) = inner {
            let mut all = holds.clone();
            all.push(inner);
            if case.len() == 2 {
                all.push(opened(graph, condition));
            }
            if !contradict(graph, &all) {
                ways.push(and(graph, &all));
            }
        }
        let fails = not(graph, condition);
        holds.push(opened(graph, fails));
    }
    or(graph, &ways)
}

/// Do two of these say the opposite: `a < b` and `b < a`?
fn contradict(graph: &Graph, all: &[ExprId]) -> bool {
    let pairs = all.iter().filter_map(|&id| match graph.node(id) {
        Node::Compare(Relation::Less, a, b) => Some((a, b)),
        _ => None,
    });
    let pairs: Vec<(ExprId, ExprId)> = pairs.collect();
    pairs.iter().any(|&(a, b)| pairs.contains(&(b, a)))
}

/// A condition that holds on an open set, all of whose points the given one holds at; false where none is seen.
fn opened(graph: &mut Graph, condition: ExprId) -> ExprId {
    let parts = graph.children(condition).to_vec();
    match graph.node(condition) {
        Node::Compare(Relation::Less | Relation::LessOrEqual, a, b)
            if ![a, b].into_iter().any(|side| may_jump(graph, side)) =>
        {
            compare(graph, Relation::Less, a, b)
        }
        Node::And(_) | Node::Or(_) => {
            let open: Vec<ExprId> = parts.into_iter().map(|part| opened(graph, part)).collect();
            if matches!(graph.node(condition), Node::And(_)) { and(graph, &open) } else { or(graph, &open) }
        }
        Node::Truth(_) => condition,
        _ => graph.truth(false),
    }
}
