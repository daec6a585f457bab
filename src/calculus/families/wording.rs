//! The words for a family: which numbers its parameters stand for.

use super::family::{Family, ParameterRange};
use crate::expr::print::text;
use crate::expr::{ExprId, Graph, Node, Relation, symbols_of};

impl Family {
    /// `for every integer k with k >= 0 and k != 3`, `for all real t and s with t <= 0`
    pub fn for_which(&self, graph: &Graph) -> String {
        let names: Vec<&str> = self.parameters.iter().map(|&p| graph.name(p)).collect();
        let mut with = Vec::new();
        let kind = match &self.range {
            ParameterRange::Real => "real",
            ParameterRange::Whole(set) => {
                let name = names.join(", ");
                with.extend(set.least().map(|n| format!("{name} >= {n}")));
                with.extend(set.most().map(|n| format!("{name} <= {n}")));
                with.extend(set.gaps().iter().map(|n| format!("{name} != {n}")));
                if names.len() == 1 { "integer" } else { "integers" }
            }
        };
        with.extend(Some(conditions_text(graph, &self.conditions)).filter(|text| !text.is_empty()));
        let with = if with.is_empty() { String::new() } else { format!(" with {}", with.join(" and ")) };
        match names.split_last() {
            Some((last, [])) => format!("for every {kind} {last}{with}"),
            Some((last, others)) => format!("for all {kind} {} and {last}{with}", others.join(", ")),
            None => String::new(),
        }
    }
}

/// Conditions that all hold: `x <= 1 and y > 2`, `-2 <= x <= 1`.
pub fn conditions_text(graph: &Graph, conditions: &[ExprId]) -> String {
    let mut parts = Vec::new();
    let mut rest = conditions;
    while let Some((&first, more)) = rest.split_first() {
        let both = more.first().and_then(|&second| between(graph, first, second));
        rest = if both.is_some() { &more[1..] } else { more };
        let is_choice = matches!(graph.node(first), Node::Or(_)) && conditions.len() > 1;
        let one = || if is_choice { format!("({})", text(graph, first)) } else { bound(graph, first) };
        parts.push(both.unwrap_or_else(one));
    }
    parts.join(" and ")
}

/// `-2 <= x <= 1`, if the first is a lower and the second an upper bound of the same.
fn between(graph: &Graph, low: ExprId, high: ExprId) -> Option<String> {
    let (Node::Compare(first, a, x), Node::Compare(second, y, b)) = (graph.node(low), graph.node(high)) else {
        return None;
    };
    let sign = |relation| match relation {
        Relation::Less => Some("<"),
        Relation::LessOrEqual => Some("<="),
        _ => None,
    };
    let (first, second) = (sign(first)?, sign(second)?);
    (x == y).then(|| format!("{} {first} {} {second} {}", text(graph, a), text(graph, x), text(graph, b)))
}

/// `x >= 2` for what is written as `2 <= x`.
fn bound(graph: &Graph, condition: ExprId) -> String {
    let Node::Compare(relation, a, b) = graph.node(condition) else { return text(graph, condition) };
    let turned = match relation {
        Relation::Less => ">",
        Relation::LessOrEqual => ">=",
        _ => return text(graph, condition),
    };
    let closed = |id| symbols_of(graph, &[id]).is_empty();
    if !closed(a) || closed(b) {
        return text(graph, condition);
    }
    format!("{} {turned} {}", text(graph, b), text(graph, a))
}
