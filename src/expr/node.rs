//! What a node of the graph is.

use super::{Constant, ExprId, Fault, FunctionDef, Number, Relation, Symbol};

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node<'g> {
    /// An exact number.
    Number(&'g Number),
    /// π, e, ∞
    Constant(Constant),
    /// A name without a value.
    Symbol(Symbol),
    /// Two or more terms.
    Sum(&'g [ExprId]),
    /// Two or more factors; a quotient has factors to the power −1.
    Product(&'g [ExprId]),
    /// Base and exponent.
    Power(ExprId, ExprId),
    /// A function of the table and its arguments.
    Call(&'static FunctionDef, &'g [ExprId]),
    /// Condition, value, condition, value, …, and the value elsewhere: an odd number of children.
    Piecewise(&'g [ExprId]),
    /// Left and right side of a comparison.
    Compare(Relation, ExprId, ExprId),
    /// True where the child is false.
    Not(ExprId),
    /// True where all children are.
    And(&'g [ExprId]),
    /// True where any child is.
    Or(&'g [ExprId]),
    /// True or false.
    Truth(bool),
    /// An expression that has no value, and why.
    Undefined(&'g Fault),
}
