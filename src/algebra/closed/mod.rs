//! Closed numbers, which are expressions without symbols: their signs, their order, and the truth of conditions on them.
//!
//! A [`Decision`] is proved, or it says what is missing. Balls of growing precision tell a number from 0; that a number is
//! 0 takes rewriting, or for an algebraic number a bound of how near to 0 it can be.

pub mod root_of;
mod separation;
mod settle;
mod short;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::algebra::enclosure::enclose_closed;
use crate::algebra::expand_to;
use crate::algebra::normal::{is_positive, normalise};
use crate::expr::{ExprId, Graph, NoDigits, Node, Relation, enclose, holds_within, is_closed, nearest_double, reach};
use crate::numeric::budget::{digits, terms};
use crate::numeric::{Ball, BallError, Rational};
use separation::separating_digits;
pub use settle::{settled, simple_value, whole_value};
pub use short::short;

/// The bits with which a number is looked at first, and with which before anything is rewritten.
const FIRST_BITS: [usize; 3] = [128, 256, 700];
/// The bits of the last looks: up to some 1,200 digits.
const LAST_BITS: [usize; 2] = [1_400, 4_200];
/// Bounds this narrow, relative to 1 or their size, leave some digits.
const NARROW: f64 = 1e-12;
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

    /// The order as far as is known: what looks equal counts as equal.
    pub fn apparent(self) -> Option<Ordering> {
        match self {
            Decision::Looks { .. } => Some(Ordering::Equal),
            other => other.proved(),
        }
    }

    /// Is it proved to be 0, or the same number?
    pub fn is_proved_equal(self) -> bool {
        self == Decision::Proved(Ordering::Equal)
    }

    /// Is it proved to be greater than 0, or than the other?
    pub fn is_proved_positive(self) -> bool {
        self == Decision::Proved(Ordering::Greater)
    }

    /// Is it proved to be something else than 0, or another number?
    pub fn is_proved_different(self) -> bool {
        matches!(self, Decision::Proved(Ordering::Less | Ordering::Greater))
    }

    /// Whether the relation holds, where that is proved.
    pub fn satisfies(self, relation: Relation) -> Option<bool> {
        self.proved().map(|order| relation.holds_for(order))
    }
}

/// The sign of a closed number.
pub fn sign(graph: &mut Graph, id: ExprId) -> Decision {
    if let Some(value) = graph.as_rational(id) {
        return Decision::Proved(value.cmp(&Rational::ZERO));
    }
    if !is_closed(graph, id) {
        return Decision::Unknown;
    }
    match first_look(graph, id) {
        Look::Decided(decision) => return decision,
        Look::NearZero => {}
        Look::Blocked => {
            let settled = settled(graph, id);
            match first_look(graph, settled) {
                Look::Decided(decision) => return decision,
                Look::NearZero => return of_small(graph, settled),
                Look::Blocked => return Decision::Unknown,
            }
        }
    }
    of_small(graph, id)
}

/// What a look with a few precisions says.
enum Look {
    Decided(Decision),
    /// It has a value, which is near 0.
    NearZero,
    /// Whether it has a value is not seen.
    Blocked,
}

fn first_look(graph: &Graph, id: ExprId) -> Look {
    let mut look = Look::Blocked;
    for bits in FIRST_BITS {
        match enclose(graph, id, bits) {
            Ok(ball) => match ball.sign() {
                Some(order) => return Look::Decided(Decision::Proved(order)),
                None => look = Look::NearZero,
            },
            Err(NoDigits::Ball(BallError::Undecided)) => {}
            Err(NoDigits::Ball(BallError::OutOfDomain)) => return Look::Decided(Decision::Undefined),
            Err(_) => return Look::Decided(Decision::Unknown),
        }
    }
    look
}

/// The sign of a number that has a value, and is near 0.
fn of_small(graph: &mut Graph, id: ExprId) -> Decision {
    let form = normalise(graph, id);
    if let Some(value) = graph.as_rational(form) {
        return Decision::Proved(value.cmp(&Rational::ZERO));
    }
    if let Ok(expanded) = expand_to(graph, form, terms::CLOSED_NUMBER)
        && let Some(value) = graph.as_rational(expanded)
    {
        return Decision::Proved(value.cmp(&Rational::ZERO));
    }
    let vanishes = graph.core().vanishes;
    if vanishes(graph, form) {
        return Decision::Proved(Ordering::Equal);
    }
    if let Some(found) = separated(graph, form) {
        return found;
    }
    if is_positive(graph, form) {
        return Decision::Proved(Ordering::Greater);
    }
    let mut found = Decision::Unknown;
    for bits in LAST_BITS {
        match enclose(graph, id, bits) {
            Ok(ball) => match ball.sign() {
                Some(order) => return Decision::Proved(order),
                None => found = Decision::Looks { digits: zero_digits(&ball, bits) },
            },
            Err(_) => return found,
        }
    }
    found
}

/// The zeros behind the point that a ball around 0 shows.
fn zero_digits(ball: &Ball, bits: usize) -> usize {
    let bits = (1..=bits).rev().find(|&n| ball.is_below(-(n as i64))).unwrap_or(0);
    (bits as f64 * std::f64::consts::LOG10_2) as usize
}

/// What a bound of how near to 0 an algebraic number can be tells of one that is near 0.
fn separated(graph: &mut Graph, form: ExprId) -> Option<Decision> {
    let digits = separating_digits(graph, form).filter(|d| *d <= digits::SEPARATING)?;
    let bits = (digits as f64 * std::f64::consts::LOG2_10) as i64 + 8;
    let ball = enclose(graph, form, bits as usize + 128).ok()?;
    match ball.sign() {
        Some(order) => Some(Decision::Proved(order)),
        None => ball.is_below(-bits).then_some(Decision::Proved(Ordering::Equal)),
    }
}

/// The double nearest to a closed number, also where terms cancel; NaN where no digits of it are certain.
pub fn double(graph: &mut Graph, id: ExprId) -> f64 {
    let form = normalise(graph, id);
    nearest_double(graph, form).unwrap_or_else(|_| {
        // What cannot be told from 0, as a rule.
        let range = enclose_closed(graph, form).map(|e| e.range);
        let narrow = range.filter(|range| range.width() <= NARROW * range.magnitude().max(1.0));
        narrow.map_or(f64::NAN, |range| range.roundest())
    })
}

/// The order of two closed numbers.
pub fn compare(graph: &mut Graph, a: ExprId, b: ExprId) -> Decision {
    if let (Some(a), Some(b)) = (graph.as_rational(a), graph.as_rational(b)) {
        return Decision::Proved(a.cmp(b));
    }
    if a == b {
        return match sign(graph, a) {
            Decision::Undefined => Decision::Undefined,
            _ => Decision::Proved(Ordering::Equal),
        };
    }
    let negated = graph.raw_negation(b);
    let gap = graph.raw_sum(&[a, negated]);
    sign(graph, gap)
}

/// Does a condition on closed numbers hold? `None` where that is not proved.
pub fn truth(graph: &mut Graph, condition: ExprId) -> Option<bool> {
    if let Some(truth) = holds_within(graph, condition, FIRST_BITS[0]) {
        return Some(truth);
    }
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
