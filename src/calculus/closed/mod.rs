//! Closed numbers, which are expressions without symbols: their signs, their order, and the truth of conditions on them.
//!
//! A [`Decision`] is proved, or it says what is missing. Nothing here takes a number that is 0 to many digits for 0.

pub mod root_of;
mod separation;

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::calculus::certify::enclose_closed;
use crate::calculus::expand;
use crate::calculus::normal::{closed_sign, closed_value, difference, normalise};
use crate::expr::{ExprId, Graph, Node, Relation, digits_of, reach};
use crate::numeric::Rational;
use separation::separating_digits;

/// Digits behind the point to which a number is looked at where no bound says how many tell it from 0.
const ZERO_DIGITS: usize = 60;
/// The most digits behind the point that are looked at to tell an algebraic number from 0.
const MAX_SEPARATING_DIGITS: usize = 3_000;
/// Terms that are multiplied out to see that a number is 0.
const MAX_TERMS: usize = 300;

/// What is known of the sign of a closed number, or of the order of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Less than, equal to, or greater than 0, or than the other: proved.
    Proved(Ordering),
    /// 0, or equal, to so many digits behind the point: no proof.
    Looks {
        /// The digits.
        digits: usize,
    },
    /// A number has no value.
    Undefined,
    /// Not decided.
    Unknown,
}

impl Decision {
    /// The order, where it is proved.
    pub fn proved(self) -> Option<Ordering> {
        match self {
            Decision::Proved(order) => Some(order),
            Decision::Looks { .. } | Decision::Undefined | Decision::Unknown => None,
        }
    }

    /// Is it proved to be 0, or the same number?
    pub fn is_proved_equal(self) -> bool {
        self == Decision::Proved(Ordering::Equal)
    }

    /// Is it proved to be something else than 0, or another number?
    pub fn is_proved_different(self) -> bool {
        matches!(self, Decision::Proved(Ordering::Less | Ordering::Greater))
    }

    /// The order proved, if the relation holds or fails for it.
    pub fn satisfies(self, relation: Relation) -> Option<bool> {
        let order = self.proved()?;
        Some(match relation {
            Relation::Equal => order.is_eq(),
            Relation::NotEqual => order.is_ne(),
            Relation::Less => order.is_lt(),
            Relation::LessOrEqual => order.is_le(),
            Relation::Greater => order.is_gt(),
            Relation::GreaterOrEqual => order.is_ge(),
        })
    }
}

/// The sign of a closed number.
pub fn sign(graph: &mut Graph, id: ExprId) -> Decision {
    let form = normalise(graph, id);
    if let Some(value) = graph.as_rational(form) {
        return Decision::Proved(value.cmp(&Rational::ZERO));
    }
    if let Node::Undefined(_) = graph.node(form) {
        return Decision::Undefined;
    }
    if let Some(found) = rough_sign(graph, form) {
        return Decision::Proved(found);
    }
    if let Ok(expanded) = expand(graph, form, MAX_TERMS)
        && let Some(value) = graph.as_rational(expanded)
    {
        return Decision::Proved(value.cmp(&Rational::ZERO));
    }
    match to_digits(graph, form, ZERO_DIGITS) {
        Some(None) => separated(graph, form).unwrap_or(Decision::Looks { digits: ZERO_DIGITS }),
        Some(Some(order)) => Decision::Proved(order),
        None => closed_sign(graph, form).map_or(Decision::Unknown, Decision::Proved),
    }
}

/// The order of two closed numbers.
pub fn compare(graph: &mut Graph, a: ExprId, b: ExprId) -> Decision {
    if a == b {
        return Decision::Proved(Ordering::Equal);
    }
    if let (Some(x), Some(y)) = (enclose_closed(graph, a), enclose_closed(graph, b))
        && x.range.intersect(&y.range).is_empty()
    {
        return Decision::Proved(x.range.low().total_cmp(&y.range.low()));
    }
    let (a, b) = (normalise(graph, a), normalise(graph, b));
    let gap = difference(graph, a, b);
    sign(graph, gap)
}

/// Does a condition on closed numbers hold? `None` where that is not proved.
pub fn truth(graph: &mut Graph, condition: ExprId) -> Option<bool> {
    let mut known = HashMap::new();
    for id in reach(graph, &[condition]).order {
        let truths: Vec<Option<bool>> = graph.children(id).iter().map(|c| known.get(c).copied().flatten()).collect();
        let value = match graph.node(id) {
            Node::Truth(t) => Some(t),
            Node::Compare(relation, a, b) => compare(graph, a, b).satisfies(relation),
            Node::Not(_) => truths.first().copied().flatten().map(|t| !t),
            Node::And(_) if truths.contains(&Some(false)) => Some(false),
            Node::And(_) => truths.iter().all(Option::is_some).then_some(true),
            Node::Or(_) if truths.contains(&Some(true)) => Some(true),
            Node::Or(_) => truths.iter().all(Option::is_some).then_some(false),
            _ => None,
        };
        known.insert(id, value);
    }
    known.get(&condition).copied().flatten()
}

/// What doubles with an error bound prove.
fn rough_sign(graph: &Graph, form: ExprId) -> Option<Ordering> {
    let size = closed_value(graph, form)?;
    if size.value.abs() <= 2.0 * size.error { None } else { size.value.partial_cmp(&0.0) }
}

/// The sign that so many digits behind the point tell, and nothing inside where they are all 0; `None` where there are no
/// digits.
fn to_digits(graph: &mut Graph, form: ExprId, digits: usize) -> Option<Option<Ordering>> {
    // As many digits of 1 + e as digits behind the point of e.
    let one = graph.integer(1);
    let beside = graph.raw_sum(&[one, form]);
    let value = digits_of(graph, beside, digits).ok()?.value;
    Some(if value.is_one() { None } else { Some(value.cmp(&Rational::ONE)) })
}

/// What a bound of how near to 0 an algebraic number can be tells of one that is near 0.
fn separated(graph: &mut Graph, form: ExprId) -> Option<Decision> {
    let digits = separating_digits(graph, form).filter(|d| *d <= MAX_SEPARATING_DIGITS)?;
    let found = to_digits(graph, form, digits + 1)?;
    Some(Decision::Proved(found.unwrap_or(Ordering::Equal)))
}
