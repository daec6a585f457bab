//! Where a function of one unknown has kinks or jumps, and what it is beside them.

use std::cmp::Ordering;

use super::{Obstacle, steps};
use crate::algebra::closed::truth;
use crate::algebra::formula::definition;
use crate::algebra::normal::{difference, negation, normalise};
use crate::calculus::Side;
use crate::calculus::exact_value::order;
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, reach, rewrite, substitute};
use crate::functions::{CBRT, MAX, MIN, SIGN};

/// With functions that have a kink written by what they mean, where the table says it: `relu(u)` as `max(0, u)`.
pub(in crate::calculus) fn defined_by_cases(graph: &mut Graph, form: ExprId) -> ExprId {
    let written = rewrite(graph, form, |graph, id, children| match graph.node(id) {
        Node::Call(f, _) if !f.kink.is_empty() => definition(graph, f, children),
        _ => None,
    });
    normalise(graph, written)
}

/// What is 0 where branches of a part meet; `None` for parts that have none, or are not known.
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

/// What is 0 where the function may have a kink, and whether it may jump there.
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
        let branch = branch(graph, id, children, (x, at));
        decided &= branch.is_some();
        branch.flatten()
    });
    decided.then(|| normalise(graph, plain))
}

/// The branch of a part over its children that is taken at a number: `None` where that was not decided, `Some(None)` where it has
/// none.
fn branch(graph: &mut Graph, id: ExprId, children: &[ExprId], (x, at): (Symbol, ExprId)) -> Option<Option<ExprId>> {
    let order = |graph: &mut Graph, id: ExprId| {
        let here = substitute(graph, id, &[(x, at)]);
        order(graph, here)
    };
    match graph.node(id) {
        Node::Call(f, _) if f == graph.core().abs => Some(Some(match order(graph, children[0])? {
            Ordering::Less => negation(graph, children[0]),
            Ordering::Equal | Ordering::Greater => children[0],
        })),
        Node::Call(f, _) if f == &SIGN => {
            let sign = order(graph, children[0])? as i64;
            Some(Some(graph.integer(sign)))
        }
        Node::Call(f, _) if f == &MAX || f == &MIN => {
            let wanted = if f == &MAX { Ordering::Greater } else { Ordering::Less };
            let mut chosen = children[0];
            for &other in &children[1..] {
                let gap = difference(graph, other, chosen);
                if order(graph, gap)? == wanted {
                    chosen = other;
                }
            }
            Some(Some(chosen))
        }
        Node::Call(f, _) => {
            let Some(step) = f.steps.as_ref() else { return Some(None) };
            let here = substitute(graph, children[0], &[(x, at)]);
            let whole = steps::value(graph, step.from, here)?;
            Some(Some(graph.integer(whole)))
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
