//! Both sides over few functions: every function by its definition, shifted ones by one of them.

use crate::algebra::formula::{instantiate, simpler};
use crate::algebra::normal::{call, difference, normalise, sum};
use crate::algebra::rule::Shift;
use crate::expr::{ExprId, Graph, Node, reach, rewrite, unfolded_size};
use crate::functions::RULES;
use crate::numeric::Rational;
use crate::numeric::budget::{candidates, nodes, rounds};

/// The expression with every function that has a definition in simpler ones written by it. Absolute values stay.
pub(super) fn written_out(graph: &mut Graph, root: ExprId) -> ExprId {
    let mut current = root;
    for _ in 0..rounds::DEFINITIONS {
        let next = mapped(graph, current, &mut |graph, id| {
            let Node::Call(function, arguments) = graph.node(id) else { return id };
            if function == graph.core().abs {
                return id;
            }
            let arguments = arguments.to_vec();
            simpler(graph, function, &arguments).unwrap_or(id)
        });
        if next == current || unfolded_size(graph, next).0 > nodes::DEFINITIONS {
            break;
        }
        current = next;
    }
    current
}

/// Calls whose arguments differ by whole numbers, all by the one with the largest argument.
pub(super) fn shifted(graph: &mut Graph, sides: [ExprId; 2]) -> [ExprId; 2] {
    let mut sides = sides;
    for shift in RULES.shifts {
        let mut largest: Vec<(ExprId, Rational)> = Vec::new();
        for id in reach(graph, &sides).order {
            if let Some((rest, constant)) = argument(graph, id, shift) {
                match largest.iter_mut().find(|(r, _)| *r == rest) {
                    Some((_, most)) if *most < constant && (&constant - &*most).is_integer() => *most = constant,
                    Some(_) => {}
                    None => largest.push((rest, constant)),
                }
            }
        }
        sides = sides.map(|side| {
            mapped(graph, side, &mut |graph, id| {
                let found = argument(graph, id, shift).and_then(|(rest, constant)| {
                    let (_, most) = largest.iter().find(|(r, _)| *r == rest)?;
                    let steps = (most - &constant).to_i64().filter(|n| (1..=candidates::SHIFTS).contains(n))?;
                    Some(from_above(graph, shift, (rest, constant), steps))
                });
                found.unwrap_or(id)
            })
        });
    }
    sides
}

/// The argument of a call of the function, without its number, and that number.
fn argument(graph: &mut Graph, id: ExprId, shift: &Shift) -> Option<(ExprId, Rational)> {
    let u = match graph.node(id) {
        Node::Call(f, &[u]) if f == shift.function => u,
        _ => return None,
    };
    let constant = match graph.node(u) {
        Node::Sum(terms) => graph.as_rational(terms[0]).cloned().unwrap_or_default(),
        _ => Rational::ZERO,
    };
    let number = graph.rational(constant.clone());
    Some((difference(graph, u, number), constant))
}

/// The value so many steps below a call that stays.
fn from_above(graph: &mut Graph, shift: &Shift, (rest, constant): (ExprId, Rational), steps: i64) -> ExprId {
    let at = |graph: &mut Graph, k: i64| {
        let number = graph.rational(&constant + &Rational::from(k));
        sum(graph, &[rest, number])
    };
    let top = at(graph, steps);
    let mut value = call(graph, shift.function, &[top]);
    for k in (0..steps).rev() {
        let x = at(graph, k);
        value = instantiate(graph, &shift.before, &[x, value]);
    }
    value
}

/// The expression with every node, over its new children, replaced.
pub(super) fn mapped(graph: &mut Graph, root: ExprId, new: &mut dyn FnMut(&mut Graph, ExprId) -> ExprId) -> ExprId {
    rewrite(graph, root, |graph, id, children| {
        let here = if children.is_empty() { id } else { graph.rebuild(id, children) };
        let form = normalise(graph, here);
        let replaced = new(graph, form);
        Some(normalise(graph, replaced))
    })
}
