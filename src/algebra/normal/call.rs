//! Normal calls of functions.

use super::closed;
use super::parts::first_undefined;
use crate::algebra::present;
use crate::expr::{ExprId, Fault, FunctionDef, Graph, print};

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
            let shown = present(graph, a);
            print::text(graph, shown)
        })
        .collect();
    graph.undefined(Fault::Domain { call: format!("{}({})", function.name, shown.join(", ")), needs: function.domain })
}
