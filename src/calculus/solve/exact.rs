//! Signs of closed numbers, where a value that is 0 to many digits counts as 0 only after exact rewriting or with a
//! derivation behind it.

use std::cmp::Ordering;

use crate::calculus::expand;
use crate::calculus::normal::{closed_sign, normalise};
use crate::expr::{ExprId, Graph, Node, digits_of};
use crate::numeric::Rational;

/// Digits behind the point to which a number must be 0 to be taken for 0.
const ZERO_DIGITS: usize = 60;
/// Terms that are multiplied out to see that a number is 0.
const MAX_TERMS: usize = 300;

/// What is known of a closed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Less than, equal to, or greater than 0: proved.
    Proved(Ordering),
    /// 0 to `ZERO_DIGITS` digits behind the point.
    LooksZero,
    /// It has no value.
    Undefined,
    /// Not decided.
    Unknown,
}

/// The sign of an expression without symbols.
pub fn sign(graph: &mut Graph, id: ExprId) -> Sign {
    let form = normalise(graph, id);
    if let Some(value) = graph.as_rational(form) {
        return Sign::Proved(value.cmp(&Rational::ZERO));
    }
    if let Node::Undefined(_) = graph.node(form) {
        return Sign::Undefined;
    }
    if let Some(found) = rough_sign(graph, form) {
        return Sign::Proved(found);
    }
    if let Ok(expanded) = expand(graph, form, MAX_TERMS)
        && let Some(value) = graph.as_rational(expanded)
    {
        return Sign::Proved(value.cmp(&Rational::ZERO));
    }
    // As many digits of 1 + e as digits behind the point of e.
    let one = graph.integer(1);
    let beside = graph.raw_sum(&[one, form]);
    match digits_of(graph, beside, ZERO_DIGITS) {
        Ok(n) if n.value.is_one() => Sign::LooksZero,
        Ok(n) => Sign::Proved(n.value.cmp(&Rational::ONE)),
        Err(_) => match closed_sign(graph, form) {
            Some(found) => Sign::Proved(found),
            None => Sign::Unknown,
        },
    }
}

/// What doubles with an error bound prove.
fn rough_sign(graph: &Graph, form: ExprId) -> Option<Ordering> {
    let size = crate::calculus::normal::closed_value(graph, form)?;
    if size.value.abs() <= 2.0 * size.error { None } else { size.value.partial_cmp(&0.0) }
}

impl Sign {
    /// Is it 0, or 0 to many digits?
    pub fn is_zero(self) -> bool {
        matches!(self, Sign::LooksZero | Sign::Proved(Ordering::Equal))
    }

    /// Is it proved to be something else than 0?
    pub fn is_not_zero(self) -> bool {
        matches!(self, Sign::Proved(Ordering::Less | Ordering::Greater))
    }
}
