//! Where a function of one unknown has kinks or jumps, and what it is beside them.

use std::cmp::Ordering;

use super::{Obstacle, steps};
use crate::algebra::closed::truth;
use crate::algebra::formula::definition;
use crate::algebra::normal::{difference, normalise};
use crate::calculus::Side;
use crate::calculus::exact_value::order;
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, reach, rewrite, substitute};
use crate::functions::{CBRT, MAX, MIN, SIGN};

/// Replaces functions with a kink by their definition by cases, where the table has one: `relu(u)` by `max(0, u)`.
pub(in crate::calculus) fn defined_by_cases(graph: &mut Graph, form: ExprId) -> ExprId {
    let written = rewrite(graph, form, |graph, id, children| match graph.node(id) {
        Node::Call(f, _) if !f.kink.is_empty() => definition(graph, f, children),
        _ => None,
    });
    normalise(graph, written)
}

/// Expressions whose zeros are the points where branches of a part meet; `None` for parts without branches and those not known.
pub(in crate::calculus) fn ties(graph: &mut Graph, part: ExprId) -> Option<Vec<ExprId>> {
    match graph.node(part) {
        Node::Call(f, arguments) if f == &MAX || f == &MIN => {
            let arguments = arguments.to_vec();
            let mut gaps = Vec::new();
            for (i, &b) in arguments.iter().enumerate() {
                for &a in &arguments[..i] {
                    gaps.push(difference(graph, a, b));
                }
            }
            Some(gaps)
        }
        Node::Call(f, &[u]) if f == graph.core().abs || f == &CBRT || f == &SIGN => Some(vec![u]),
        Node::Compare(_, a, b) => Some(vec![difference(graph, a, b)]),
        _ => None,
    }
}

/// Expressions whose zeros are the points where the function may have a kink, each with whether it may jump there.
pub(in crate::calculus) fn kinks(
    graph: &mut Graph,
    form: ExprId,
    x: Symbol,
    side: &Side,
) -> Result<Vec<(ExprId, bool)>, Obstacle> {
    let mut found = Vec::new();
    for id in reach(graph, &[form]).order {
        if !depends_on(graph, id, x) {
            continue;
        }
        if let Some(ties) = ties(graph, id) {
            let is_continuous = matches!(graph.node(id), Node::Call(f, _) if f != &SIGN);
            found.extend(ties.into_iter().map(|tie| (tie, !is_continuous)));
            continue;
        }
        match graph.node(id) {
            Node::Call(f, &[u]) if f.steps.is_some() => {
                let jumps = steps::jumps(graph, u, x, side).ok_or(Obstacle::Families)?;
                found.extend(jumps.into_iter().map(|zero| (zero, true)));
            }
            // The tangent is vertical where the domain ends, which is a cut anyway.
            Node::Call(f, _) if !f.kink.is_empty() && f.domain.is_empty() => return Err(Obstacle::Unknown),
            _ => {}
        }
    }
    found.retain(|(id, _)| depends_on(graph, *id, x));
    Ok(found)
}

/// The smooth formula that a function with kinks equals near a number that is no kink.
pub(super) fn resolved(graph: &mut Graph, form: ExprId, x: Symbol, at: ExprId) -> Option<ExprId> {
    let mut decided = true;
    let plain = rewrite(graph, form, |graph, id, children| {
        let has_branches = match graph.node(id) {
            Node::Call(f, _) => !f.kink.is_empty(),
            node => matches!(node, Node::Piecewise(_)),
        };
        if !has_branches || !depends_on(graph, id, x) {
            return None;
        }
        let branch = branch_at(graph, id, children, (x, at));
        decided &= branch.is_some();
        branch.flatten()
    });
    decided.then(|| normalise(graph, plain))
}

/// The expression whose sign decides which branch a part takes: of a greatest or least value, which of the first two arguments is
/// left.
pub(in crate::calculus) fn decider(graph: &mut Graph, part: ExprId) -> Option<ExprId> {
    let is_root = matches!(graph.node(part), Node::Call(f, _) if f == &CBRT);
    if is_root { None } else { ties(graph, part)?.first().copied() }
}

/// What a part is where its [`decider`] has this sign.
pub(in crate::calculus) fn branch(graph: &mut Graph, part: ExprId, sign: Ordering) -> Option<ExprId> {
    match graph.node(part) {
        Node::Call(f, &[u]) if f == graph.core().abs => Some(if sign.is_lt() { graph.raw_negation(u) } else { u }),
        Node::Call(f, &[_]) if f == &SIGN => Some(graph.integer(sign as i64)),
        Node::Call(f, arguments) if f == &MAX || f == &MIN => {
            let keeps_first = sign.is_eq() || sign.is_gt() == (f == &MAX);
            let mut left = arguments.to_vec();
            left.remove(usize::from(keeps_first));
            Some(if let &[one] = left.as_slice() { one } else { graph.raw_call(f, &left) })
        }
        Node::Compare(relation, ..) => Some(graph.truth(relation.holds_for(sign))),
        _ => None,
    }
}

/// What a part with these children is at a number: `None` where that was not decided, `Some(None)` where it has no branches.
fn branch_at(graph: &mut Graph, id: ExprId, children: &[ExprId], (x, at): (Symbol, ExprId)) -> Option<Option<ExprId>> {
    match graph.node(id) {
        Node::Call(f, _) if let Some(step) = f.steps.as_ref() => {
            let here = substitute(graph, children[0], &[(x, at)]);
            let whole = steps::value(graph, step.from, here)?;
            Some(Some(graph.integer(whole)))
        }
        Node::Call(f, _) => {
            let whole = graph.raw_call(f, children);
            let mut left = whole;
            while let Some(decider) = decider(graph, left) {
                let here = substitute(graph, decider, &[(x, at)]);
                let sign = order(graph, here)?;
                left = branch(graph, left, sign)?;
            }
            Some((left != whole).then_some(left))
        }
        _ => {
            let conditions: Vec<ExprId> = graph.children(id).chunks_exact(2).map(|pair| pair[0]).collect();
            for (i, condition) in conditions.into_iter().enumerate() {
                let here = substitute(graph, condition, &[(x, at)]);
                if truth(graph, here)? {
                    return Some(Some(children[2 * i + 1]));
                }
            }
            Some(Some(children[children.len() - 1]))
        }
    }
}
