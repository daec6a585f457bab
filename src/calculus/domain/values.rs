//! What the parts of an expression need, as values with a sign each.

use std::collections::HashSet;

use crate::calculus::differentiate::instantiate;
use crate::calculus::expand;
use crate::calculus::normal::{difference, normalise, product};
use crate::expr::{Condition, ExprId, Formula, FunctionDef, Graph, Node, Relation, Symbol, reach};

/// Terms of a product that are multiplied out.
const MAX_TERMS: usize = 100;

/// A condition on a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MustBe {
    /// Greater than 0.
    Positive,
    /// 0 or more.
    NotNegative,
    /// Not 0.
    NotZero,
}

impl MustBe {
    /// The relation to 0 that the value must have.
    pub fn relation(self) -> Relation {
        match self {
            MustBe::Positive => Relation::Greater,
            MustBe::NotNegative => Relation::GreaterOrEqual,
            MustBe::NotZero => Relation::NotEqual,
        }
    }
}

/// What the base of a power must be, by its exponent; `None` where every base will do.
pub fn base_of_power(graph: &mut Graph, exponent: ExprId) -> Option<MustBe> {
    let exponent = normalise(graph, exponent);
    match graph.as_rational(exponent) {
        Some(e) if e.is_integer() && !e.is_negative() => None,
        Some(e) if e.is_integer() => Some(MustBe::NotZero),
        Some(e) if e.is_negative() => Some(MustBe::Positive),
        Some(_) => Some(MustBe::NotNegative),
        None => Some(MustBe::Positive),
    }
}

/// What a call with these arguments, in normal form, needs; `None` where that is not said by values.
pub fn of_call(graph: &mut Graph, function: &FunctionDef, arguments: &[ExprId]) -> Option<Vec<(ExprId, MustBe)>> {
    match (function.requires)(graph, arguments) {
        Some(condition) => of_condition(graph, condition, arguments),
        None => Some(Vec::new()),
    }
}

fn of_condition(graph: &mut Graph, condition: &Condition, arguments: &[ExprId]) -> Option<Vec<(ExprId, MustBe)>> {
    match condition {
        Condition::Compare(..) => Some(vec![of_comparison(graph, condition, arguments)?]),
        Condition::All(parts) => {
            if let Some(found) = between(graph, parts, arguments) {
                return Some(vec![found]);
            }
            let mut found = Vec::new();
            for part in *parts {
                found.extend(of_condition(graph, part, arguments)?);
            }
            Some(found)
        }
        // Below one number or above a greater one: the product of both gaps is then negative between them only.
        Condition::Any([below, above]) => {
            let (low, first) = of_comparison(graph, below, arguments)?;
            let (high, second) = of_comparison(graph, above, arguments)?;
            let low = crate::calculus::normal::negation(graph, low);
            let both = multiplied(graph, low, high);
            (first == second).then(|| vec![(both, first)])
        }
        Condition::Apart { zero: Some(zero), .. } => Some(vec![(instantiate(graph, zero, arguments), MustBe::NotZero)]),
        Condition::Any(_) | Condition::Apart { .. } | Condition::Unsaid => None,
    }
}

/// Between two numbers, ends included or not: the product of both gaps is negative elsewhere.
fn between(graph: &mut Graph, parts: &[Condition], arguments: &[ExprId]) -> Option<(ExprId, MustBe)> {
    let [
        above @ Condition::Compare(_, Relation::Greater | Relation::GreaterOrEqual, Formula::Int(_)),
        below @ Condition::Compare(_, Relation::Less | Relation::LessOrEqual, Formula::Int(_)),
    ] = parts
    else {
        return None;
    };
    let ((low, first), (high, second)) =
        (of_comparison(graph, above, arguments)?, of_comparison(graph, below, arguments)?);
    (first == second).then(|| (multiplied(graph, low, high), first))
}

fn multiplied(graph: &mut Graph, a: ExprId, b: ExprId) -> ExprId {
    let both = product(graph, &[a, b]);
    expand(graph, both, MAX_TERMS).unwrap_or(both)
}

fn of_comparison(graph: &mut Graph, condition: &Condition, arguments: &[ExprId]) -> Option<(ExprId, MustBe)> {
    let Condition::Compare(left, relation, right) = condition else { return None };
    let (left, right) = (instantiate(graph, left, arguments), instantiate(graph, right, arguments));
    Some(match relation {
        Relation::Greater => (difference(graph, left, right), MustBe::Positive),
        Relation::GreaterOrEqual => (difference(graph, left, right), MustBe::NotNegative),
        Relation::Less => (difference(graph, right, left), MustBe::Positive),
        Relation::LessOrEqual => (difference(graph, right, left), MustBe::NotNegative),
        Relation::NotEqual => (difference(graph, left, right), MustBe::NotZero),
        Relation::Equal => return None,
    })
}

/// What the parts of an expression that mention a symbol need, also those that are asked for in some cases only. `None` if
/// there is a function whose needs are not said by values.
pub fn values_needed(graph: &mut Graph, root: ExprId, x: Symbol) -> Option<Vec<(ExprId, MustBe)>> {
    let mut found = Vec::new();
    let mut open = HashSet::new();
    for id in reach(graph, &[root]).order {
        let depends = graph.node(id) == Node::Symbol(x) || graph.children(id).iter().any(|c| open.contains(c));
        if !depends {
            continue;
        }
        open.insert(id);
        match graph.node(id) {
            Node::Power(base, exponent) => found.extend(base_of_power(graph, exponent).map(|must_be| (base, must_be))),
            Node::Call(function, arguments) => {
                let arguments = arguments.to_vec();
                let arguments: Vec<ExprId> = arguments.into_iter().map(|a| normalise(graph, a)).collect();
                found.extend(of_call(graph, function, &arguments)?);
            }
            _ => {}
        }
    }
    Some(found)
}
