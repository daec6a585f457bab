//! Derivatives where an inner function is constant, as in `sqrt(relu(x))` for x < 0: they are 0 there, though the outer
//! derivative may have no value.

use super::breaks::may_jump;
use super::formula::simpler;
use super::normal::{and, compare, normalise, not, or, piecewise, sum};
use crate::expr::{ExprId, Graph, Node, Relation, rewrite};
use crate::numeric::budget::depth;

/// The product of an outer and an inner derivative of which the outer one may have no value though the function has: 0 where
/// the inner function is constant.
pub fn beside_constants(graph: &mut Graph, product: ExprId, inner: ExprId) -> ExprId {
    let Some(condition) = constant_where(graph, inner, depth::CONSTANT_CASES) else { return product };
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
