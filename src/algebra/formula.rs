//! Formulas of the table of functions over expressions.

use super::normal::{self, power, product, sum};
use crate::expr::{ExprId, Formula, FunctionDef, Graph};
use crate::numeric::Rational;

/// A formula of the table over these arguments, in normal form.
pub fn instantiate(graph: &mut Graph, formula: &Formula, arguments: &[ExprId]) -> ExprId {
    let all = |graph: &mut Graph, parts: &[Formula], build: &dyn Fn(&mut Graph, &[ExprId]) -> ExprId| {
        let mut ids = graph.scratch.take_ids();
        for part in parts {
            let id = instantiate(graph, part, arguments);
            ids.push(id);
        }
        let whole = build(graph, &ids);
        graph.scratch.give_ids(ids);
        whole
    };
    match formula {
        Formula::Arg(i) => arguments[*i],
        Formula::Int(n) => graph.integer(*n),
        Formula::Const(c) => graph.constant(*c),
        Formula::Sum(parts) => all(graph, parts, &sum),
        Formula::Product(parts) => all(graph, parts, &product),
        Formula::Power(base, n, d) => {
            let base = instantiate(graph, base, arguments);
            let exponent = graph.rational(Rational::new(*n, *d).unwrap_or_default());
            power(graph, base, exponent)
        }
        Formula::Call(function, parts) => all(graph, parts, &|graph, parts| normal::call(graph, function, parts)),
    }
}

/// The definition of a function over these arguments, in normal form; `None` for functions without one.
pub fn definition(graph: &mut Graph, function: &FunctionDef, arguments: &[ExprId]) -> Option<ExprId> {
    Some(instantiate(graph, function.definition.as_ref()?, arguments))
}

/// A call of these arguments in terms of simpler functions; `None` where there are none.
pub fn simpler(graph: &mut Graph, function: &FunctionDef, arguments: &[ExprId]) -> Option<ExprId> {
    match function.simpler {
        Some(build) => build(graph, arguments),
        None => definition(graph, function, arguments),
    }
}
