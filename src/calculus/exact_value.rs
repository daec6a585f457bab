//! Numbers with their formulas, as far as these are known: how they compare, and how certain that is.

use std::cmp::Ordering;

use crate::algebra::closed::{double, sign};
use crate::algebra::normal::normalise;
use crate::algebra::{expanded, present};
use crate::calculus::Side;
use crate::expr::{ExprId, Graph, Symbol, at_point};
use crate::numeric::Interval;

/// Whether a closed number is 0 is asked where its double is no larger.
const SMALL: f64 = 1e-9;

/// How far apart doubles must be, relative to 1 plus their size, to tell numbers without a formula apart.
const CLEAR: f64 = 1e-9;

/// A number: its double, and an expression for it where one is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExactValue {
    /// As it is to be shown; `None` where no closed form is known.
    pub exact: Option<ExprId>,
    /// The nearest double.
    pub value: f64,
}

impl ExactValue {
    /// Is the number on the side? `None` where that is not decided.
    pub(in crate::calculus) fn lies_on(&self, graph: &mut Graph, side: &Side) -> Option<bool> {
        if let Some(exact) = self.exact {
            return side.holds(graph, exact);
        }
        if !self.value.is_finite() {
            return None;
        }
        let width = CLEAR * (1.0 + self.value.abs());
        side.holds_within(graph, &Interval::new(self.value - width, self.value + width))
    }
}

/// The proved order of a closed number and 0.
pub(in crate::calculus) fn order(graph: &mut Graph, id: ExprId) -> Option<Ordering> {
    sign(graph, id).proved()
}

/// Is a closed number proved to be 0?
pub(in crate::calculus) fn is_zero(graph: &mut Graph, id: ExprId) -> bool {
    sign(graph, id).is_proved_equal()
}

/// The value of a function at a point, in normal form and multiplied out.
pub(in crate::calculus) fn value_at(graph: &mut Graph, f: ExprId, symbols: &[Symbol], point: &[ExprId]) -> ExprId {
    let value = at_point(graph, f, symbols, point);
    let value = normalise(graph, value);
    expanded(graph, value)
}

/// The positions of the least of so many values, all that are equal: `order` says how one compares with another before it.
pub(in crate::calculus) fn least<E>(
    count: usize,
    mut order: impl FnMut(usize, usize) -> Result<Ordering, E>,
) -> Result<Vec<usize>, E> {
    let mut chosen: Vec<usize> = Vec::new();
    for i in 0..count {
        match chosen.first().map_or(Ok(Ordering::Less), |&best| order(i, best))? {
            Ordering::Less => chosen = vec![i],
            Ordering::Equal => chosen.push(i),
            Ordering::Greater => {}
        }
    }
    Ok(chosen)
}

/// A closed number with a double that has the right digits, also where terms cancel.
pub(in crate::calculus) fn exact_value(graph: &mut Graph, id: ExprId) -> ExactValue {
    let value = double(graph, id);
    // Of 0 no digit is certain.
    if (value.is_nan() || value.abs() <= SMALL) && is_zero(graph, id) {
        return ExactValue { exact: Some(ExprId::ZERO), value: 0.0 };
    }
    ExactValue { exact: Some(present(graph, id)), value }
}
