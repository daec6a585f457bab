//! Signs of smooth functions of one unknown all the way to an end: infinity, a pole, the border of the domain.
//!
//! A function has one sign from a place to the end if bounds show it, or if all its factors have one, or if its derivative
//! has one and what the function starts with, or tends to, leaves no other.

use std::cmp::Ordering;

use crate::algebra::derivative;
use crate::algebra::enclosure::{enclose_closed, enclose_on};
use crate::algebra::factor::{divided, shared_powers};
use crate::calculus::exact_value::order;
use crate::calculus::limit::{Limit, Toward, limit};
use crate::calculus::means::Means;
use crate::calculus::{Function, Side, tidy};
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, substitute, unfolded_size};
use crate::numeric::budget::{degrees, nodes};
use crate::numeric::{Interval, Rational};

/// How far from 0, or from the finite end of the side, the way to infinity begins.
const REACHES: [f64; 4] = [4.0, 16.0, 64.0, 256.0];
/// How near to a finite end the way to it begins, relative to 1 plus its size.
const DISTANCES: [f64; 5] = [0.0625, 0.01, 1e-3, 1e-5, 1e-7];

/// A stretch from a point to an end of the line.
struct Tail<'a> {
    x: Symbol,
    from: Rational,
    toward: Toward,
    /// All between them.
    whole: Interval,
    means: &'a Means<'a>,
}

/// A bounded part of the side that holds all zeros of a function that is smooth inside the side.
pub(in crate::calculus) fn inner(
    graph: &mut Graph,
    g: ExprId,
    x: Symbol,
    side: &Side,
    means: &Means<'_>,
) -> Option<Side> {
    let low = inner_end(graph, g, x, (side.low, side.high), false, means)?;
    let high = inner_end(graph, g, x, (side.high, side.low), true, means)?;
    let ordered = enclose_closed(graph, low)?.range.high() < enclose_closed(graph, high)?.range.low();
    ordered.then_some(Side { low: Some(low), high: Some(high) })
}

/// Do bounds show that a function has one sign between the ends of a side: strictly, or but for places where it is 0?
pub(in crate::calculus) fn keeps_sign(graph: &Graph, g: ExprId, x: Symbol, side: &Side, strictly: bool) -> bool {
    range(graph, g, x, side.range(graph)).is_some_and(|range| {
        let strict = range.low() > 0.0 || range.high() < 0.0;
        strict || !strictly && (range.low() == 0.0 || range.high() == 0.0)
    })
}

/// Bounds of the values of a function; `None` where it has none.
fn range(graph: &Graph, g: ExprId, x: Symbol, whole: Interval) -> Option<Interval> {
    enclose_on(graph, g, &[x], &[whole]).map(|value| value.range).filter(|range| !range.is_empty())
}

/// Where the part ends; a finite end itself, where nothing is seen near it.
fn inner_end(
    graph: &mut Graph,
    g: ExprId,
    x: Symbol,
    (own, other): (Option<ExprId>, Option<ExprId>),
    rightward: bool,
    means: &Means<'_>,
) -> Option<ExprId> {
    let sign = if rightward { 1.0 } else { -1.0 };
    let places = match (own, other) {
        (Some(own), _) => {
            let at = enclose_closed(graph, own)?.range;
            let beside = if rightward { at.low() } else { at.high() };
            DISTANCES.map(|d| (beside - sign * d * (1.0 + beside.abs()), at)).to_vec()
        }
        (None, other) => {
            let start = match other {
                Some(other) => enclose_closed(graph, other)?.range.midpoint().round(),
                None => 0.0,
            };
            let far = Interval::point(sign * f64::INFINITY);
            REACHES.map(|reach| (start + sign * reach, far)).to_vec()
        }
    };
    let toward = match own {
        Some(own) if rightward => Toward::FromLeft(own),
        Some(own) => Toward::FromRight(own),
        None if rightward => Toward::Infinity,
        None => Toward::NegativeInfinity,
    };
    for (place, end) in places {
        let whole = if rightward { Interval::new(place, end.high()) } else { Interval::new(end.low(), place) };
        let tail = Tail { x, from: Rational::from_f64(place)?, toward, whole, means };
        if tail.sign(graph, g, degrees::SIGN).is_some_and(Ordering::is_ne) {
            return Some(graph.rational(tail.from));
        }
    }
    own
}

impl Tail<'_> {
    /// The sign that a function has everywhere on the way; `None` where it may change, or that is not seen.
    fn sign(&self, graph: &mut Graph, g: ExprId, depth: usize) -> Option<Ordering> {
        if !depends_on(graph, g, self.x) {
            return order(graph, g);
        }
        if self.means.interrupt.is_set() || unfolded_size(graph, g).0 > nodes::TAIL {
            return None;
        }
        match range(graph, g, self.x, self.whole)? {
            range if range.low() > 0.0 => return Some(Ordering::Greater),
            range if range.high() < 0.0 => return Some(Ordering::Less),
            _ => {}
        }
        let factors = match graph.node(g) {
            Node::Product(factors) => factors.to_vec(),
            Node::Call(function, _) if function == graph.core().exp => return Some(Ordering::Greater),
            // Such a power has positive bases only, but for a closed 0.
            Node::Power(base, exponent) if depends_on(graph, exponent, self.x) => {
                let positive = depends_on(graph, base, self.x) || order(graph, base)?.is_gt();
                return positive.then_some(Ordering::Greater);
            }
            Node::Power(base, exponent) => {
                let whole = graph.as_integer(exponent);
                return match (self.sign(graph, base, depth)?, whole) {
                    (Ordering::Less, Some(n)) if n % 2 == 0 => Some(Ordering::Greater),
                    (Ordering::Less, None) => None,
                    (sign, _) => Some(sign),
                };
            }
            _ => return self.sign_by_derivative(graph, g, depth.checked_sub(1)?),
        };
        let mut sign = Ordering::Greater;
        for factor in factors {
            sign = match self.sign(graph, factor, depth)? {
                Ordering::Less => sign.reverse(),
                Ordering::Greater => sign,
                Ordering::Equal => return None,
            };
        }
        Some(sign)
    }

    fn sign_by_derivative(&self, graph: &mut Graph, g: ExprId, depth: usize) -> Option<Ordering> {
        if let Some((cleared, flipped)) = self.cleared(graph, g, depth)
            && cleared != g
            && let Some(sign) = self.sign(graph, cleared, depth)
        {
            return Some(if flipped { sign.reverse() } else { sign });
        }
        let slope = derivative(graph, g, self.x);
        let slope = tidy(graph, slope);
        let slope = self.sign(graph, slope, depth).filter(|sign| sign.is_ne())?;
        let rightward = matches!(self.toward, Toward::Infinity | Toward::FromLeft(_));
        let rises = (slope == Ordering::Greater) == rightward;
        let from = graph.rational(self.from.clone());
        let start = substitute(graph, g, &[(self.x, from)]);
        let start = order(graph, start)?;
        match (rises, start) {
            (true, Ordering::Greater | Ordering::Equal) => Some(Ordering::Greater),
            (false, Ordering::Less | Ordering::Equal) => Some(Ordering::Less),
            _ => {
                let function = Function::everywhere(g, &[self.x]);
                let Limit::Finite(end) = limit(graph, &function, self.toward, self.means.interrupt) else {
                    return None;
                };
                match (rises, order(graph, end)?) {
                    (true, Ordering::Less | Ordering::Equal) => Some(Ordering::Less),
                    (false, Ordering::Greater | Ordering::Equal) => Some(Ordering::Greater),
                    _ => None,
                }
            }
        }
    }

    /// A sum without the powers that all its terms have in common or are divided by, and whether that changes its sign.
    fn cleared(&self, graph: &mut Graph, g: ExprId, depth: usize) -> Option<(ExprId, bool)> {
        if !matches!(graph.node(g), Node::Sum(_)) {
            return Some((g, false));
        }
        let mut powers = shared_powers(graph, g);
        powers.retain(|(base, _)| depends_on(graph, *base, self.x));
        let mut flipped = false;
        for (base, least) in &powers {
            match self.sign(graph, *base, depth)? {
                Ordering::Less if least.is_integer() => flipped ^= !least.is_even(),
                Ordering::Greater => {}
                _ => return None,
            }
        }
        Some((if powers.is_empty() { g } else { divided(graph, g, &powers) }, flipped))
    }
}
