//! Normal comparisons, truth values and cases.

use super::parts::first_undefined;
use super::{closed_sign, difference};
use crate::expr::{ExprId, Graph, Node, Relation, evaluate_closed, holds, reach};

/// `a R b`, decided where both are numbers or their difference is one.
pub fn compare(graph: &mut Graph, relation: Relation, a: ExprId, b: ExprId) -> ExprId {
    if let Some(undefined) = first_undefined(graph, &[a, b]) {
        return undefined;
    }
    let (relation, a, b) = match relation {
        Relation::Greater => (Relation::Less, b, a),
        Relation::GreaterOrEqual => (Relation::LessOrEqual, b, a),
        _ => (relation, a, b),
    };
    if graph.is_infinite(a) || graph.is_infinite(b) {
        // The ends of the real line: beyond every number, and nothing more is said of them.
        let known = |id: ExprId| graph.as_number(id).is_some() || graph.is_infinite(id);
        if known(a) && known(b) && a != b {
            let (x, y) = (evaluate_closed(graph, a), evaluate_closed(graph, b));
            let truth = holds(relation, x, y);
            return graph.truth(truth.unwrap_or(false));
        }
        return graph.compare(relation, a, b);
    }
    let gap = difference(graph, a, b);
    if let Some(gap) = graph.as_rational(gap) {
        let (negative, zero) = (gap.is_negative(), gap.is_zero());
        return graph.truth(match relation {
            Relation::Equal => zero,
            Relation::NotEqual => !zero,
            Relation::Less | Relation::Greater => negative,
            Relation::LessOrEqual | Relation::GreaterOrEqual => negative || zero,
        });
    }
    if let Some(sign) = closed_sign(graph, gap) {
        return graph.truth(match relation {
            Relation::Equal => false,
            Relation::NotEqual => true,
            Relation::Less | Relation::LessOrEqual | Relation::Greater | Relation::GreaterOrEqual => sign.is_lt(),
        });
    }
    graph.compare(relation, a, b)
}

/// `not a`
pub fn not(graph: &mut Graph, a: ExprId) -> ExprId {
    match graph.node(a) {
        Node::Truth(t) => graph.truth(!t),
        Node::Not(inner) => inner,
        Node::Undefined(_) => a,
        Node::Compare(Relation::Equal, x, y) => graph.compare(Relation::NotEqual, x, y),
        Node::Compare(Relation::NotEqual, x, y) => graph.compare(Relation::Equal, x, y),
        Node::Compare(Relation::Less, x, y) => graph.compare(Relation::LessOrEqual, y, x),
        Node::Compare(Relation::LessOrEqual, x, y) => graph.compare(Relation::Less, y, x),
        // De Morgan's laws
        Node::And(parts) | Node::Or(parts) => {
            let parts: Vec<ExprId> = parts.to_vec();
            let turned: Vec<ExprId> = parts.into_iter().map(|part| not(graph, part)).collect();
            connective(graph, &turned, matches!(graph.node(a), Node::And(_)))
        }
        _ => graph.not(a),
    }
}

/// `a and b and …`
pub fn and(graph: &mut Graph, parts: &[ExprId]) -> ExprId {
    connective(graph, parts, false)
}

/// `a or b or …`
pub fn or(graph: &mut Graph, parts: &[ExprId]) -> ExprId {
    connective(graph, parts, true)
}

/// `decisive` is the truth value that decides the whole alone.
fn connective(graph: &mut Graph, parts: &[ExprId], decisive: bool) -> ExprId {
    let mut open = Vec::new();
    for &part in parts {
        match graph.node(part) {
            Node::Truth(t) if t == decisive => return part,
            Node::Truth(_) => {}
            Node::And(inner) if !decisive => open.extend_from_slice(inner),
            Node::Or(inner) if decisive => open.extend_from_slice(inner),
            _ if open.contains(&part) => {}
            _ => open.push(part),
        }
    }
    if let Some(undefined) = first_undefined(graph, &open) {
        return undefined;
    }
    match (open.as_slice(), decisive) {
        ([], _) => graph.truth(!decisive),
        ([one], _) => *one,
        (_, true) => graph.or(&open),
        (_, false) => graph.and(&open),
    }
}

/// Cases: those that cannot be are dropped, one that always holds ends the list.
pub fn piecewise(graph: &mut Graph, parts: &[ExprId]) -> ExprId {
    let mut kept: Vec<ExprId> = Vec::new();
    let mut otherwise = parts[parts.len() - 1];
    for pair in parts.chunks_exact(2) {
        match graph.node(pair[0]) {
            Node::Truth(false) => {}
            Node::Truth(true) => {
                otherwise = pair[1];
                break;
            }
            Node::Undefined(_) => return pair[0],
            _ => kept.extend_from_slice(pair),
        }
    }
    // `if a then u else (if b then v else w)` is one list of cases.
    if let Node::Piecewise(rest) = graph.node(otherwise) {
        kept.extend_from_slice(&rest[..rest.len() - 1]);
        otherwise = rest[rest.len() - 1];
    }
    while kept.last() == Some(&otherwise) {
        kept.truncate(kept.len() - 2);
    }
    if kept.is_empty() {
        return otherwise;
    }
    // `if a then (if b then u else v) else v` asks for both.
    if let [.., outer, last] = *kept.as_slice()
        && let Node::Piecewise(&[inner, value, other]) = graph.node(last)
        && other == otherwise
        && has_value_everywhere(graph, inner)
    {
        let both = and(graph, &[outer, inner]);
        kept.truncate(kept.len() - 2);
        kept.extend([both, value]);
    }
    kept.push(otherwise);
    graph.raw_piecewise(&kept)
}

/// Is the condition true or false for all values of the variables? Only such a one may be asked where it was not asked
/// before.
fn has_value_everywhere(graph: &Graph, condition: ExprId) -> bool {
    reach(graph, &[condition]).order.iter().all(|&id| match graph.node(id) {
        Node::Power(_, exponent) => graph.as_integer(exponent).is_some_and(|n| n >= 0),
        Node::Call(f, _) => f.domain.is_empty(),
        Node::Undefined(_) => false,
        _ => true,
    })
}
