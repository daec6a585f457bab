//! Expressions as a graph of interned nodes: building, walking, substituting, evaluating, printing.
//!
//! Equal subexpressions are one node, and every node's children have smaller ids than the node itself, so a pass over
//! the reachable ids in ascending order meets children before parents and needs no recursion.

mod decimal;
mod evaluate;
mod function;
mod graph;
mod number;
pub mod print;
mod shape;
mod substitute;
mod walk;

pub use decimal::{NoDigits, digits_of};
pub use evaluate::{Assignment, evaluate, evaluate_closed, holds};
pub use function::{Arity, Core, DecimalValue, Derivative, Formula, FunctionDef, IntervalValue, Latex, Value};
pub use graph::{Constant, ExprId, Fault, Graph, Node, Relation, Symbol};
pub use number::Number;
pub use shape::{Shape, Span};
pub use substitute::{import, substitute};
pub use walk::{Reach, depends_on, reach, symbols_of, unfolded_size};
