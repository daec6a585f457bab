//! What is asked: where a minimum is sought, with what, and how its numbers are written.

use crate::calculus::Region;
use crate::calculus::exact_value::ExactValue;
use crate::calculus::means::Means;
use crate::expr::{ExprId, Graph, Number, print};
use crate::numeric::Rational;

/// Where a minimum is sought, and with what.
#[derive(Clone, Copy)]
pub(super) struct MinimumSearch<'a> {
    /// Between which numbers each unknown lies.
    pub region: &'a Region,
    pub means: Means<'a>,
}

/// How exact numbers are written: as decimals where the function is.
#[derive(Clone, Copy)]
pub(super) struct NumberStyle {
    pub decimal: bool,
}

impl NumberStyle {
    pub fn number(self, graph: &mut Graph, value: &Rational) -> ExprId {
        graph.number(Number::new(value.clone(), self.decimal))
    }

    pub fn exact(self, graph: &mut Graph, value: &Rational) -> ExactValue {
        ExactValue { exact: Some(self.number(graph, value)), value: value.to_f64() }
    }

    pub fn text(self, graph: &mut Graph, value: &Rational) -> String {
        let id = self.number(graph, value);
        print::text(graph, id)
    }
}
