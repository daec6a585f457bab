//! What is found out about an equation between two expressions.

use crate::calculus::domain;
use crate::expr::{ExprId, Graph, Symbol};
use crate::numeric::Rational;

/// What is known of `a == b`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Equality {
    /// The sides have the same value wherever both have one.
    Proved,
    /// They differ, here for example.
    Different(Counterexample),
    /// There is no point at which both have a value.
    Apart,
    /// None of this was found.
    Undecided,
}

/// A point at which both sides have values, and these differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counterexample {
    /// The values of the symbols.
    pub point: Vec<(Symbol, Rational)>,
    /// The left side there, in normal form.
    pub left: ExprId,
    /// The right side there.
    pub right: ExprId,
}

/// Does an expression, as written, certainly have a value for all values of its symbols?
pub fn is_total(graph: &mut Graph, root: ExprId) -> bool {
    domain::is_everywhere(graph, root)
}
