//! Values that outlive their statement.

use std::rc::Rc;

use crate::expr::{ExprId, Graph, import};
use crate::interrupt::count;
use crate::session::Value;

/// What it costs to visit an expression of a value.
const STEPS_PER_ROOT: usize = 10;

/// A value with a graph of its own for its expressions. Every statement begins with an empty graph, into which the values that
/// it uses are copied: so nothing else typed before can influence it.
#[derive(Clone)]
pub struct Kept {
    value: Value,
    /// `None` where the value holds neither expressions nor symbols.
    graph: Option<Rc<Graph>>,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Kept").field(&self.value).finish()
    }
}

impl Kept {
    /// A copy of a value whose expressions are in this graph.
    pub fn new(graph: &Graph, mut value: Value) -> Kept {
        let mut own = Graph::new(graph.core());
        let held = moved(&mut own, graph, &mut value);
        own.shrink_to_fit();
        Kept { value, graph: held.then(|| Rc::new(own)) }
    }

    /// The value with its expressions in this graph.
    pub fn opened(&self, graph: &mut Graph) -> Value {
        let mut value = self.value.copied();
        if let Some(own) = &self.graph {
            moved(graph, own, &mut value);
        }
        value
    }

    /// What it is, for messages: `a list`, `a run`.
    pub fn kind(&self) -> &'static str {
        self.value.kind()
    }

    /// Is it a number, a formula or a condition?
    pub fn is_expression(&self) -> bool {
        matches!(self.value, Value::Expr(_))
    }
}

/// Moves the expressions and symbols of a value from one graph to another; returns whether there are any.
fn moved(target: &mut Graph, source: &Graph, value: &mut Value) -> bool {
    let mut roots: Vec<ExprId> = Vec::new();
    value.each_expr(&mut |id| {
        count(STEPS_PER_ROOT);
        roots.push(*id);
    });
    let mut copies = import(target, source, &roots).into_iter();
    value.each_expr(&mut |id| {
        count(STEPS_PER_ROOT);
        if let Some(copy) = copies.next() {
            *id = copy;
        }
    });
    let mut held = !roots.is_empty();
    value.each_symbol(&mut |symbol| {
        *symbol = target.symbol_id(source.name(*symbol));
        held = true;
    });
    held
}
