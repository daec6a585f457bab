//! Where a function is smooth, and what only looks like a kink.

use crate::algebra::breaks::{jumps, may_jump};
use crate::algebra::formula::definition;
use crate::algebra::normal::{is_nonnegative, is_positive, normalise, power};
use crate::calculus::cuts::kinks::defined_by_cases;
use crate::calculus::domain::domain;
use crate::expr::{Condition, ExprId, Graph, Node, Relation, reach, rewrite, symbols_of};
use crate::functions::{MAX, MIN};
use crate::numeric::Rational;

/// Is a function smooth wherever it has a value, since all its parts are? Then it has a value on an open set only.
pub(super) fn is_smooth(graph: &mut Graph, f: ExprId) -> bool {
    creases(graph, f).is_empty()
}

/// The parts at which a function need not be smooth.
pub(super) fn creases(graph: &mut Graph, f: ExprId) -> Vec<ExprId> {
    let mut found = Vec::new();
    for id in reach(graph, &[f]).order {
        if symbols_of(graph, &[id]).is_empty() {
            continue;
        }
        let is_smooth = match graph.node(id) {
            Node::Power(base, exponent) => {
                let exponent = normalise(graph, exponent);
                let base = normalise(graph, base);
                let is_whole = graph.as_integer(exponent).is_some();
                // Where both vary, the base must be positive for the power to have a value; 0^(x^2) jumps at 0.
                let both_vary = [base, exponent].iter().all(|&part| !symbols_of(graph, &[part]).is_empty());
                is_whole || both_vary || is_positive(graph, base)
            }
            Node::Call(function, arguments) => {
                let argument = arguments[0];
                if function == graph.core().sqrt {
                    let inside = normalise(graph, argument);
                    is_positive(graph, inside)
                } else {
                    function.kink.is_empty() && (function.requires)(graph, arguments).is_none_or(is_open)
                }
            }
            Node::Piecewise(_) | Node::Compare(..) | Node::Not(_) | Node::And(_) | Node::Or(_) | Node::Undefined(_) => {
                false
            }
            Node::Number(_)
            | Node::Constant(_)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Product(_)
            | Node::Truth(_) => true,
        };
        if !is_smooth {
            found.push(id);
        }
    }
    found
}

/// Do the jumps of a function accumulate nowhere on a line where it has a value, as those of `floor(1/x)` do at 0? They do
/// not if the argument of every jump is continuous and has a value wherever the function has one.
pub(super) fn jumps_lie_apart(graph: &mut Graph, f: ExprId) -> bool {
    let form = defined_by_cases(graph, f);
    let creases = creases(graph, form);
    let has_cases = reach(graph, &[form]).order.into_iter().any(|id| matches!(graph.node(id), Node::Piecewise(_)));
    let is_jump = |&c: &ExprId| jumps(graph, graph.node(c)) || matches!(graph.node(c), Node::Compare(..));
    let places: Vec<ExprId> = creases.into_iter().filter(is_jump).collect();
    let asked = places.into_iter().flat_map(|jump| match graph.node(jump) {
        // The conditions of cases are compared on their own.
        Node::Compare(..) | Node::Call(..) | Node::Power(..) => graph.children(jump).to_vec(),
        _ => Vec::new(),
    });
    let asked: Vec<ExprId> = asked.collect();
    asked.into_iter().all(|part| !may_jump(graph, part) && (!has_cases || domain(graph, part).is_everything()))
}

/// Does a condition hold around every point at which it holds?
fn is_open(condition: &Condition) -> bool {
    match condition {
        Condition::Compare(_, relation, _) => {
            matches!(relation, Relation::Less | Relation::Greater | Relation::NotEqual)
        }
        Condition::All(parts) | Condition::Any(parts) => parts.iter().all(is_open),
        Condition::Apart { .. } => true,
        Condition::Unsaid => false,
    }
}

/// The same function, wherever it has a value, without kinks that are none: even powers of absolute values, of roots and of
/// lengths, and the greatest or least of one.
pub(super) fn without_formal_kinks(graph: &mut Graph, f: ExprId) -> ExprId {
    let plain = rewrite(graph, f, |graph, id, children| {
        let known = match graph.node(id) {
            Node::Power(..) => even_power(graph, children),
            Node::Call(f, _) if f == &MAX || f == &MIN => {
                children.iter().all(|c| *c == children[0]).then(|| children[0])
            }
            Node::Call(f, _) if f == graph.core().abs && is_nonnegative(graph, children[0]) => Some(children[0]),
            _ => None,
        };
        known.or_else(|| {
            let own = graph.rebuild(id, children);
            Some(normalise(graph, own))
        })
    });
    normalise(graph, plain)
}

/// `abs(u)^(2n)` as `u^(2n)`, `sqrt(u)^(2n)` as `u^n`, `hypot(u, v)^(2n)` as `(u^2 + v^2)^n`.
fn even_power(graph: &mut Graph, children: &[ExprId]) -> Option<ExprId> {
    let &[base, exponent] = children else { return None };
    let n = graph.as_integer(exponent).filter(|n| n % 2 == 0)?;
    let Node::Call(function, arguments) = graph.node(base) else { return None };
    let arguments = arguments.to_vec();
    if function == graph.core().abs {
        let exponent = graph.integer(n);
        return Some(power(graph, arguments[0], exponent));
    }
    let meaning = definition(graph, function, &arguments).filter(|_| !function.kink.is_empty())?;
    let Node::Power(inside, half) = graph.node(meaning) else { return None };
    let exponent = graph.as_rational(half)? * Rational::from(n);
    let exponent = graph.rational(exponent);
    Some(power(graph, inside, exponent))
}
