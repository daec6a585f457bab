//! Graphs for the tests of tapes and descents.

use crate::expr::{ExprId, FunctionDef, Graph, Symbol};
use crate::functions;

/// An empty graph.
pub fn graph() -> Graph {
    Graph::new(&crate::calculus::CORE)
}

/// The record of a function.
pub fn function(name: &str) -> &'static FunctionDef {
    functions::find(name).expect("a function of the table")
}

/// The symbols of some names, and their nodes.
pub fn symbols(graph: &mut Graph, names: &[&str]) -> (Vec<Symbol>, Vec<ExprId>) {
    names.iter().map(|n| (graph.symbol_id(n), graph.symbol(n))).unzip()
}
