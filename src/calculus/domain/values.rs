//! What the parts of an expression need, as values with a sign each.

use std::collections::HashSet;

use crate::algebra::formula::instantiate;
use crate::algebra::normal::{difference, normalise, product};
use crate::algebra::{closed, expanded};
use crate::expr::{
    Condition, Constant, ExprId, Formula, FunctionDef, Graph, MustBe, Node, RealInterval, Relation, Symbol,
    is_apart_from_integers, is_closed, reach,
};

/// What the base of a power must be: nothing, where every base will do; `None` where that is not said by a value, as of a fixed
/// number that has powers at some exponents only.
pub fn base_of_power(graph: &mut Graph, base: ExprId, exponent: ExprId) -> Option<Option<MustBe>> {
    let fixed = is_closed(graph, exponent);
    let exponent = if fixed { normalise(graph, exponent) } else { exponent };
    let must_be = match fixed.then(|| closed::simple_value(graph, exponent)).flatten() {
        Some(e) if e.is_integer() && !e.is_negative() => return Some(None),
        Some(e) if e.is_integer() => MustBe::NotZero,
        Some(e) if e.is_negative() => MustBe::Positive,
        Some(_) => MustBe::NotNegative,
        None if fixed && is_apart_from_integers(graph, exponent) => MustBe::Positive,
        None if !fixed && !is_closed(graph, base) => MustBe::Positive,
        None => return closed::sign(graph, base).is_proved_positive().then_some(None),
    };
    Some(Some(must_be))
}

/// What is asked of a part of an expression, as it stands there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ValueDemand {
    /// To be between two numbers.
    Within(RealInterval),
    /// Not to be 0.
    NotZero,
}

/// What a power or a call asks of its parts, one by one; `None` where that is not said by bounds.
pub fn asked_of_parts(graph: &mut Graph, id: ExprId) -> Option<Vec<(ExprId, ValueDemand)>> {
    match graph.node(id) {
        Node::Power(base, exponent) => Some(match base_of_power(graph, base, exponent)? {
            None => Vec::new(),
            Some(MustBe::NotZero) => vec![(base, ValueDemand::NotZero)],
            Some(MustBe::NotNegative) => vec![(base, ValueDemand::Within(RealInterval::UPPER))],
            Some(MustBe::Positive) => vec![(base, ValueDemand::Within(RealInterval::POSITIVE))],
        }),
        Node::Call(function, arguments) => {
            let arguments = arguments.to_vec();
            let condition = (function.requires)(graph, &arguments);
            let parts = match condition {
                None => &[],
                Some(Condition::All(parts)) => *parts,
                Some(one) => std::slice::from_ref(one),
            };
            let mut found: Vec<(ExprId, ValueDemand)> = Vec::new();
            for part in parts {
                let (argument, asked) = bound(part)?;
                let argument = *arguments.get(argument)?;
                match (found.iter_mut().find(|(known, _)| *known == argument), asked) {
                    (None, _) => found.push((argument, asked)),
                    (Some((_, ValueDemand::Within(known))), ValueDemand::Within(span)) => {
                        *known = known.common(span)?
                    }
                    _ => return None,
                }
            }
            Some(found)
        }
        Node::Undefined(_) | Node::Constant(Constant::Infinity) => None,
        _ => Some(Vec::new()),
    }
}

/// What one comparison of an argument with a number asks of it.
fn bound(condition: &Condition) -> Option<(usize, ValueDemand)> {
    let &Condition::Compare(Formula::Arg(argument), relation, Formula::Int(n)) = condition else { return None };
    let (end, entire) = (n as f64, RealInterval::ENTIRE);
    let open = matches!(relation, Relation::Less | Relation::Greater);
    let asked = match relation {
        Relation::Greater | Relation::GreaterOrEqual => ValueDemand::Within(RealInterval { low: end, open, ..entire }),
        Relation::Less | Relation::LessOrEqual => ValueDemand::Within(RealInterval { high: end, open, ..entire }),
        Relation::NotEqual if n == 0 => ValueDemand::NotZero,
        Relation::NotEqual | Relation::Equal => return None,
    };
    Some((argument, asked))
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
            let low = crate::algebra::normal::negation(graph, low);
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
    expanded(graph, both)
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
            Node::Power(base, exponent) => {
                found.extend(base_of_power(graph, base, exponent)?.map(|must_be| (base, must_be)));
            }
            Node::Call(function, arguments) => {
                let arguments = arguments.to_vec();
                let arguments: Vec<ExprId> = arguments.into_iter().map(|a| normalise(graph, a)).collect();
                found.extend(of_call(graph, function, &arguments)?);
            }
            Node::Piecewise(parts) => {
                if let Some((a, b)) = left_out(graph, parts) {
                    found.push((difference(graph, a, b), MustBe::NotZero));
                }
            }
            _ => {}
        }
    }
    Some(found)
}

/// The two numbers whose equality leaves a function by cases without a value, where that is its only case: `if a == b then 0/0 else u`.
pub fn left_out(graph: &Graph, parts: &[ExprId]) -> Option<(ExprId, ExprId)> {
    match *parts {
        [condition, value, _] if graph.is_undefined(value) => match graph.node(condition) {
            Node::Compare(Relation::Equal, a, b) => Some((a, b)),
            _ => None,
        },
        _ => None,
    }
}
