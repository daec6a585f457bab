//! Normal forms: constructors that collect like terms and powers, fold exact numbers and special values, and keep every
//! rewriting that would be wrong for some real value of a variable undone.
//!
//! A normal sum has its constant first, then terms in canonical order ([`Graph::order`], numbers in front of them not
//! counted), none of them a sum or a number times a sum. A normal product has its number first, then powers of distinct
//! bases in canonical order. A normal form may be
//! defined where the expression it comes from is not (`x/x` is 1): the domain is read from what was written.

mod closed;
mod conditions;
mod factors;
mod power;
mod product;
mod sum;
mod term;

pub use closed::{Approximation, closed_sign, closed_value};
pub use conditions::{and, compare, not, or, piecewise};
pub(super) use factors::{Factors, base_and_exponent};
pub use power::{power, power_of_integer};
pub(super) use product::{bases_of, replaced};
pub use product::{product, quotient, scaled, split_coefficient};
pub use sum::{difference, negation, sum};
pub use term::{Applied, Powers, Term, formed, ratio};

use crate::expr::{ExprId, Fault, FunctionDef, Graph, Node, Number, reach};
use crate::numeric::Rational;

/// The normal form of an expression.
pub fn normalise(graph: &mut Graph, root: ExprId) -> ExprId {
    if let Some(known) = known(graph, root) {
        return known;
    }
    let order = reach(graph, &[root]).order;
    let mut children = Vec::new();
    for id in order {
        if known(graph, id).is_some() {
            continue;
        }
        children.clear();
        children.extend(graph.children(id).iter().map(|&c| known(graph, c).unwrap_or(c)));
        let form = build(graph, id, &children);
        remember(graph, id, form);
        remember(graph, form, form);
    }
    known(graph, root).unwrap_or(root)
}

fn known(graph: &Graph, id: ExprId) -> Option<ExprId> {
    graph.normal_forms.get(id.index()).copied().flatten()
}

fn remember(graph: &mut Graph, id: ExprId, form: ExprId) {
    if graph.normal_forms.len() <= id.index() {
        let len = graph.len();
        graph.normal_forms.resize(len, None);
    }
    graph.normal_forms[id.index()] = Some(form);
}

fn build(graph: &mut Graph, id: ExprId, children: &[ExprId]) -> ExprId {
    match graph.node(id) {
        Node::Number(_) | Node::Constant(_) | Node::Symbol(_) | Node::Truth(_) | Node::Undefined(_) => id,
        Node::Sum(_) => sum(graph, children),
        Node::Product(_) => product(graph, children),
        Node::Power(..) => power(graph, children[0], children[1]),
        Node::Call(function, _) => call(graph, function, children),
        Node::Piecewise(_) => piecewise(graph, children),
        Node::Compare(relation, ..) => compare(graph, relation, children[0], children[1]),
        Node::Not(_) => not(graph, children[0]),
        Node::And(_) => and(graph, children),
        Node::Or(_) => or(graph, children),
    }
}

/// A call of normal arguments: its exact special value or identity where there is one.
pub fn call(graph: &mut Graph, function: &'static FunctionDef, arguments: &[ExprId]) -> ExprId {
    if let Some(undefined) = first_undefined(graph, arguments) {
        return undefined;
    }
    if arguments.iter().any(|&a| graph.is_infinite(a)) {
        return graph.undefined(Fault::Infinity);
    }
    // Before anything is rewritten: sin(asin(sqrt(2))) is no value.
    if !function.domain.is_empty() && closed::is_outside(graph, function, arguments) {
        return outside_domain(graph, function, arguments);
    }
    if let Some(special) = (function.special)(graph, arguments) {
        return special;
    }
    graph.raw_call(function, arguments)
}

/// A call that has no value: its arguments are outside the domain.
pub fn outside_domain(graph: &mut Graph, function: &'static FunctionDef, arguments: &[ExprId]) -> ExprId {
    let shown: Vec<String> = arguments
        .iter()
        .map(|&a| {
            let shown = super::present(graph, a);
            crate::expr::print::text(graph, shown)
        })
        .collect();
    graph.undefined(Fault::Domain { call: format!("{}({})", function.name, shown.join(", ")), needs: function.domain })
}

pub(super) fn first_undefined(graph: &Graph, ids: &[ExprId]) -> Option<ExprId> {
    ids.iter().copied().find(|&id| graph.is_undefined(id))
}

/// All numbers joined, halves first: sums of fractions and products of integers stay as short as they can on the way.
pub(super) fn balanced(numbers: &[Number], none: Number, join: fn(&Number, &Number) -> Number) -> Number {
    match numbers {
        [] => none,
        [one] => one.clone(),
        _ => {
            let (left, right) = numbers.split_at(numbers.len() / 2);
            join(&balanced(left, none.clone(), join), &balanced(right, none, join))
        }
    }
}

/// Is the value known to be at least 0 wherever it is defined?
pub fn is_nonnegative(graph: &Graph, id: ExprId) -> bool {
    sign_at_least(graph, id, false, 12)
}

/// Is the value known to be greater than 0 wherever it is defined?
pub fn is_positive(graph: &Graph, id: ExprId) -> bool {
    sign_at_least(graph, id, true, 12)
}

fn sign_at_least(graph: &Graph, id: ExprId, strict: bool, depth: usize) -> bool {
    if depth == 0 {
        return false;
    }
    let ask = |id: ExprId, strict: bool| sign_at_least(graph, id, strict, depth - 1);
    match graph.node(id) {
        Node::Number(n) => n.value.is_positive() || (!strict && n.value.is_zero()),
        Node::Constant(_) => true,
        Node::Sum(terms) => terms.iter().all(|&t| ask(t, false)) && (!strict || terms.iter().any(|&t| ask(t, true))),
        Node::Product(factors) => factors.iter().all(|&f| ask(f, strict)),
        Node::Power(base, exponent) => match graph.as_rational(exponent) {
            Some(e) if e.is_integer() && e.to_i64().is_some_and(|n| n % 2 == 0) => {
                // A negative even power has no value at 0, so where it is defined it is positive.
                !strict || e.is_negative() || ask(base, true)
            }
            Some(e) if e.is_integer() => ask(base, strict) || (e.is_negative() && ask(base, false)),
            Some(e) => !strict || e.is_negative() || ask(base, true),
            None => ask(base, true),
        },
        // It has a logarithm everywhere.
        Node::Call(f, _) if f.shape.is_some_and(|shape| shape.log_convex || shape.log_concave) => true,
        Node::Call(f, arguments) if f == graph.core().abs => !strict || ask(arguments[0], true),
        Node::Piecewise(parts) => {
            parts.iter().enumerate().all(|(i, &p)| (i % 2 == 0 && i + 1 < parts.len()) || ask(p, strict))
        }
        Node::Symbol(_)
        | Node::Call(..)
        | Node::Compare(..)
        | Node::Not(_)
        | Node::And(_)
        | Node::Or(_)
        | Node::Truth(_)
        | Node::Undefined(_) => false,
    }
}

/// The node of all numbers joined; one number is itself.
pub(super) fn joined(
    graph: &mut Graph,
    numbers: &[ExprId],
    none: Number,
    join: fn(&Number, &Number) -> Number,
) -> ExprId {
    match numbers {
        [] => graph.number(none),
        [one] => *one,
        _ => {
            let values: Vec<Number> = numbers.iter().filter_map(|&id| graph.as_number(id).cloned()).collect();
            let value = balanced(&values, none, join);
            graph.number(value)
        }
    }
}

pub(super) fn one() -> Number {
    Number::integer(1)
}

/// The exponent of a square root.
pub(super) fn half() -> Rational {
    Rational::new(1, 2).unwrap_or_default()
}
