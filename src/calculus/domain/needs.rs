//! What each part of an expression needs to have a value, and in which cases it is asked for.

use super::values::base_of_power;
use crate::algebra::formula::instantiate;
use crate::algebra::normal::{and, compare, difference, is_nonnegative, is_positive, normalise, not, or};
use crate::expr::{Condition, ExprId, Graph, Node, Relation, reach};

/// Points that are left out: where `argument` is `from + k*step` for an integer k, or for k = 0, 1, 2, … only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excluded {
    /// What must not be one of them.
    pub argument: ExprId,
    /// One of them.
    pub from: ExprId,
    /// The way to the next.
    pub step: ExprId,
    /// Only from `from` on.
    pub one_way: bool,
}

/// A need of a part that is asked for where the guard holds.
pub(super) struct Need {
    /// The part.
    pub part: ExprId,
    pub guard: ExprId,
    pub what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A condition in normal form.
    Holds(ExprId),
    Avoids(Excluded),
    /// Something of this part, in normal form, that only words say.
    Unclear(ExprId),
}

/// The needs of all parts.
pub(super) fn needs(graph: &mut Graph, root: ExprId) -> Vec<Need> {
    let reach = reach(graph, &[root]);
    let (never, always) = (graph.truth(false), graph.truth(true));
    let mut guards = vec![never; reach.slots()];
    guards[reach.slot(root)] = always;
    let mut found = Vec::new();
    for &id in reach.order.iter().rev() {
        let guard = guards[reach.slot(id)];
        let children = graph.children(id).to_vec();
        // What holds where the next child is asked for.
        let mut reached = guard;
        for (i, &child) in children.iter().enumerate() {
            let (asked, next) = match graph.node(id) {
                Node::Piecewise(_) if i % 2 == 1 => {
                    let condition = normalise(graph, children[i - 1]);
                    let turned = not(graph, condition);
                    (and(graph, &[reached, condition]), and(graph, &[reached, turned]))
                }
                Node::And(_) => {
                    let condition = normalise(graph, child);
                    (reached, and(graph, &[reached, condition]))
                }
                Node::Or(_) => {
                    let condition = normalise(graph, child);
                    let turned = not(graph, condition);
                    (reached, and(graph, &[reached, turned]))
                }
                _ => (reached, reached),
            };
            let slot = reach.slot(child);
            guards[slot] = or(graph, &[guards[slot], asked]);
            reached = next;
        }
        own(graph, id, guard, &mut found);
    }
    found
}

/// Is a need met wherever these are? Each of them has the guard under which it is asked for.
pub(super) fn is_met(graph: &mut Graph, need: &Need, own: &[(ExprId, What)]) -> bool {
    let always = graph.truth(true);
    let given = |what: What| own.contains(&(need.guard, what)) || own.contains(&(always, what));
    if given(need.what) {
        return true;
    }
    let What::Holds(condition) = need.what else { return false };
    // It is asked for only where it holds.
    if need.guard == condition || matches!(graph.node(need.guard), Node::And(parts) if parts.contains(&condition)) {
        return true;
    }
    match graph.node(condition) {
        Node::Truth(holds) => holds,
        Node::Compare(relation, a, b) => {
            let (gap, turned) = (difference(graph, b, a), difference(graph, a, b));
            let known = match relation {
                Relation::LessOrEqual => is_nonnegative(graph, gap),
                Relation::Less => is_positive(graph, gap),
                Relation::NotEqual => is_positive(graph, gap) || is_positive(graph, turned),
                _ => false,
            };
            let (below, above) = (graph.compare(Relation::Less, a, b), graph.compare(Relation::Less, b, a));
            let stricter = relation != Relation::Equal && given(What::Holds(below))
                || relation == Relation::NotEqual && given(What::Holds(above));
            known || stricter
        }
        _ => false,
    }
}

fn own(graph: &mut Graph, part: ExprId, guard: ExprId, found: &mut Vec<Need>) {
    let children = graph.children(part).to_vec();
    let what = match graph.node(part) {
        Node::Undefined(_) => What::Holds(graph.truth(false)),
        Node::Power(base, exponent) => match base_of_power(graph, base, exponent) {
            Some(Some(must_be)) => {
                let (relation, mut base) = (must_be.relation(), normalise(graph, base));
                // Of what has a value: a root is 0 just where what stands below it is.
                while relation == Relation::NotEqual
                    && let Node::Power(inner, e) = graph.node(base)
                    && graph.as_rational(e).is_some()
                {
                    base = inner;
                }
                What::Holds(compare(graph, relation, base, ExprId::ZERO))
            }
            Some(None) => return,
            None => What::Unclear(normalise(graph, part)),
        },
        Node::Call(function, _) => {
            let arguments: Vec<ExprId> = children.iter().map(|&c| normalise(graph, c)).collect();
            if let Some(condition) = (function.requires)(graph, &arguments) {
                of_condition(graph, condition, &arguments, (part, guard), found);
            }
            return;
        }
        _ => return,
    };
    found.push(Need { part, guard, what });
}

/// The needs that a record's condition is.
fn of_condition(
    graph: &mut Graph,
    condition: &Condition,
    arguments: &[ExprId],
    (part, guard): (ExprId, ExprId),
    found: &mut Vec<Need>,
) {
    let what = match condition {
        Condition::All(parts) => {
            return parts.iter().for_each(|p| of_condition(graph, p, arguments, (part, guard), found));
        }
        Condition::Apart { argument, from, step, one_way, .. } => {
            let [argument, from, step] = [argument, from, step].map(|f| instantiate(graph, f, arguments));
            What::Avoids(Excluded { argument, from, step, one_way: *one_way })
        }
        Condition::Unsaid => What::Unclear(normalise(graph, part)),
        Condition::Compare(..) | Condition::Any(_) => What::Holds(formula(graph, condition, arguments)),
    };
    found.push(Need { part, guard, what });
}

/// A condition without families as an expression.
fn formula(graph: &mut Graph, condition: &Condition, arguments: &[ExprId]) -> ExprId {
    match condition {
        Condition::Compare(left, relation, right) => {
            let left = instantiate(graph, left, arguments);
            let right = instantiate(graph, right, arguments);
            compare(graph, *relation, left, right)
        }
        Condition::All(parts) | Condition::Any(parts) => {
            let all: Vec<ExprId> = parts.iter().map(|p| formula(graph, p, arguments)).collect();
            if matches!(condition, Condition::All(_)) { and(graph, &all) } else { or(graph, &all) }
        }
        // Records have these only among what must all hold.
        Condition::Apart { .. } | Condition::Unsaid => graph.truth(true),
    }
}
