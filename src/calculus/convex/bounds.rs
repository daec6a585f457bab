//! Bounds for a function of one unknown on intervals, for others to use.

use super::domain;
use super::fact::{Assumptions, Fact, Facts};
use super::univariate;
use crate::expr::{ExprId, Graph, Symbol};
use crate::numeric::Interval;

/// A function of one unknown.
#[derive(Clone, Copy)]
pub(in crate::calculus) struct RangeBounds {
    formula: ExprId,
    unknown: Symbol,
    nonzero: bool,
}

impl RangeBounds {
    /// `nonzero` where 0 is left out, as an end of an open interval is.
    pub fn new(formula: ExprId, unknown: Symbol, nonzero: bool) -> RangeBounds {
        RangeBounds { formula, unknown, nonzero }
    }

    /// Encloses all its values.
    pub fn on(&self, graph: &Graph, piece: Interval) -> Interval {
        let mut given = Assumptions::default();
        given.symbols.insert(self.unknown, fact(piece, self.nonzero));
        Facts::of(graph, &[self.formula], &given).get(self.formula).range
    }

    /// Is the function twice differentiable, and defined, on the whole interval?
    pub fn is_smooth(graph: &mut Graph, f: ExprId, (unknown, nonzero): (Symbol, bool), whole: Interval) -> bool {
        let mut given = Assumptions::default();
        given.symbols.insert(unknown, fact(whole, nonzero));
        domain::is_defined(graph, f, &given) && univariate::is_smooth(graph, f, &given)
    }
}

fn fact(piece: Interval, nonzero: bool) -> Fact {
    let known = Fact::of(piece);
    Fact { nonzero: known.nonzero || nonzero, ..known }
}
