//! The value of an expression in doubles, node by node. For many points lower it to a tape instead.

use super::{Computation, Constant, ExprId, Graph, NoDigits, Node, Relation, Symbol, enclose, nearest_double, reach};
use crate::interrupt::count;
use crate::numeric::budget::bits;
use crate::numeric::{BallError, real};

/// The values of some symbols.
pub type Assignment<'a> = &'a [(Symbol, f64)];

/// What the value of a node costs in the mean.
const STEPS_PER_NODE: usize = 15;

/// The value of an expression where these symbols have these values; NaN where it is undefined or a symbol has no
/// value. A condition is 1 where it holds and 0 where not.
pub fn evaluate(graph: &Graph, root: ExprId, values: Assignment<'_>) -> f64 {
    let reach = reach(graph, &[root]);
    count(STEPS_PER_NODE * reach.order.len());
    let mut value = vec![f64::NAN; reach.slots()];
    let mut scratch = Vec::new();
    for &id in &reach.order {
        let of = |c: &ExprId| value[reach.slot(*c)];
        let v = match graph.node(id) {
            Node::Number(n) => n.value.to_f64(),
            Node::Constant(Constant::Pi) => std::f64::consts::PI,
            Node::Constant(Constant::E) => std::f64::consts::E,
            Node::Constant(Constant::Infinity) => f64::INFINITY,
            Node::Symbol(s) => values.iter().find(|(name, _)| *name == s).map_or(f64::NAN, |&(_, v)| v),
            Node::Sum(terms) => terms[1..].iter().fold(of(&terms[0]), |acc, t| acc + of(t)),
            Node::Product(factors) => factors[1..].iter().fold(of(&factors[0]), |acc, f| {
                // `a/b` is one division, not a multiplication by a rounded inverse.
                match graph.node(*f) {
                    Node::Power(base, exponent) if graph.as_integer(exponent) == Some(-1) => {
                        real::quotient(acc, of(&base))
                    }
                    _ => acc * of(f),
                }
            }),
            Node::Power(b, e) => match Computation::of(graph, b, e) {
                Computation::Integer(n) => real::defined_power_of_integer(of(&b), n),
                Computation::Odd(n) => of(&b) * real::defined_power(of(&b), n),
                Computation::Exponential => real::exponential_power(of(&b), of(&e)),
                Computation::Double => real::defined_power(of(&b), of(&e)),
            },
            Node::Call(function, arguments) => {
                scratch.clear();
                scratch.extend(arguments.iter().map(of));
                function.value.at(&scratch)
            }
            Node::Piecewise(parts) => first_case(parts, of),
            Node::Compare(relation, a, b) => truth(holds(relation, of(&a), of(&b))),
            Node::Not(a) => 1.0 - of(&a),
            // The first part that decides, or has no truth value, is the result: `x > 0 and ln(x) < 1` is false at -1.
            Node::And(parts) => parts.iter().map(of).find(|v| *v != 1.0).unwrap_or(1.0),
            Node::Or(parts) => parts.iter().map(of).find(|v| *v != 0.0).unwrap_or(0.0),
            Node::Truth(t) => truth(Some(t)),
            Node::Undefined(_) => f64::NAN,
        };
        value[reach.slot(id)] = v;
    }
    value[reach.slot(root)]
}

/// The value of the first case whose condition holds, else of the last part; NaN where a condition before it has no truth
/// value.
fn first_case(parts: &[ExprId], of: impl Fn(&ExprId) -> f64) -> f64 {
    let mut cases = parts.chunks_exact(2).map(|pair| (of(&pair[0]), &pair[1]));
    match cases.find(|(condition, _)| *condition != 0.0) {
        Some((condition, _)) if condition.is_nan() => f64::NAN,
        Some((_, value)) => of(value),
        None => of(&parts[parts.len() - 1]),
    }
}

/// The value of an expression without symbols; NaN where it has none.
pub fn evaluate_closed(graph: &Graph, root: ExprId) -> f64 {
    evaluate(graph, root, &[])
}

/// The double of a number that a user gives: the nearest, or where its digits do not settle, what many bits or else doubles
/// make of it; NaN where it has no value, and infinite where it is too large.
pub fn double_of(graph: &Graph, root: ExprId) -> f64 {
    if let Some(number) = graph.as_number(root) {
        return number.value.to_f64();
    }
    match nearest_double(graph, root) {
        Ok(value) => value,
        Err(NoDigits::Ball(BallError::OutOfDomain)) if !graph.is_infinite(root) => f64::NAN,
        Err(NoDigits::Ball(BallError::Undecided)) => enclose(graph, root, bits::UNSETTLED)
            .map_or_else(|_| evaluate_closed(graph, root), |ball| ball.to_f64_near()),
        Err(_) => evaluate_closed(graph, root),
    }
}

/// Does `a R b` hold? Nothing holds or fails for NaN.
pub fn holds(relation: Relation, a: f64, b: f64) -> Option<bool> {
    a.partial_cmp(&b).map(|order| relation.holds_for(order))
}

fn truth(value: Option<bool>) -> f64 {
    value.map_or(f64::NAN, |t| if t { 1.0 } else { 0.0 })
}
