//! Expressions as a graph of interned nodes: building, walking, substituting, evaluating, printing.
//!
//! Equal subexpressions are one node, and every node's children have smaller ids than the node itself, so a pass over
//! the reachable ids in ascending order meets children before parents and needs no recursion.

mod digits;
mod enclosures;
mod evaluate;
mod function;
mod graph;
mod id;
mod number;
mod power;
pub mod print;
mod scratch;
mod shape;
mod substitute;
mod table;
mod walk;

pub use digits::{NoDigits, digits_of, enclose, fraction_of, holds_within, nearest_double};
pub use evaluate::{Assignment, double_of, evaluate, evaluate_closed, holds};
pub use function::{Algebraic, Arity, BallValue, DoubleFunction, IntervalValue, Latex, MustBe, Steps, Tie};
pub use graph::{
    Asymptote, Branches, Condition, Core, Derivative, Formula, FunctionDef, Graph, Inverse, Node, Requirement,
    Rewriting, Selectors,
};
pub use id::{Constant, ExprId, Fault, Relation, Symbol};
pub use number::Number;
pub use power::{Computation, is_apart_from_integers, is_exponential};
pub use shape::{RealInterval, Shape};
pub use substitute::{at_point, import, put, replaced, rewrite, substitute, try_rewrite};
pub(crate) use table::{NodeMap, NodeTable};
pub use walk::{Reach, depends_on, factors_of, fresh_symbol, is_closed, reach, symbols_of, terms_of, unfolded_size};

#[cfg(test)]
mod tests;
