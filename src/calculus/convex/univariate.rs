//! The sign of a second derivative in one unknown.

use super::fact::{Assumptions, Facts, inside};
use super::factors;
use crate::algebra::normal::{negation, normal_at, normalise};
use crate::algebra::rational_form::RationalForm;
use crate::algebra::{derivative, polynomial};
use crate::calculus::Side;
use crate::calculus::cuts::polynomial::signs_inside;
use crate::calculus::domain::{ValueDemand, asked_of_parts};
use crate::expr::{Derivative, ExprId, Graph, Node, RealInterval, Symbol, reach, unfolded_size};
use crate::interrupt::Interrupt;
use crate::numeric::budget::{Budget, nodes, pieces};
use crate::numeric::polynomial::Polynomial;
use crate::numeric::{Interval, Rational};

/// The sign of something strictly inside an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    /// It is never below 0.
    pub nonnegative: bool,
    /// It is never above 0.
    pub nonpositive: bool,
    /// It is never 0.
    pub never_zero: bool,
    /// It is 0 at single points at most.
    pub rarely_zero: bool,
}

impl Sign {
    fn of(sign: i32, never_zero: bool, rarely_zero: bool) -> Sign {
        Sign { nonnegative: sign >= 0, nonpositive: sign <= 0, never_zero, rarely_zero }
    }
}

/// The second derivative of a part in one unknown, and its sign inside a side.
pub(super) struct Bend {
    /// In normal form.
    pub formula: ExprId,
    pub sign: Sign,
}

/// How a function of one unknown bends inside a side, where that can be seen from its second derivative.
pub(super) fn bend(graph: &mut Graph, f: ExprId, x: Symbol, side: Side, given: &Assumptions) -> Option<Bend> {
    if unfolded_size(graph, f).0 > nodes::SECOND_DERIVATIVE || !is_smooth(graph, f, given) {
        return None;
    }
    let form = normalise(graph, f);
    let slope = derivative(graph, form, x);
    let second = derivative(graph, slope, x);
    if unfolded_size(graph, second).0 > 4 * nodes::SECOND_DERIVATIVE {
        return None;
    }
    let sign = sign_inside(graph, second, x, side, given)?;
    Some(Bend { formula: second, sign })
}

/// The sign of a smooth function of one unknown inside a side.
fn sign_inside(graph: &mut Graph, h: ExprId, x: Symbol, side: Side, given: &Assumptions) -> Option<Sign> {
    let h = factors::without_positive(graph, h, given);
    if let Some((p, t)) = factors::in_exponential(graph, h, x)
        && let Some(p) = with_sign_of_fraction(graph, p, t.symbol)
        && let side = t.side(graph, side)
        && let Some(sign) = polynomial_sign(graph, &p, side)
    {
        return Some(sign);
    }
    if let Some(p) = with_sign_of_fraction(graph, h, x)
        && let Some(sign) = polynomial_sign(graph, &p, side)
    {
        return Some(sign);
    }
    let facts = Facts::of(graph, &[h], given);
    let all = facts.get(h);
    if all.is_nonnegative() {
        return Some(Sign::of(1, all.nonzero, all.nonzero));
    }
    if all.is_nonpositive() {
        return Some(Sign::of(-1, all.nonzero, all.nonzero));
    }
    let (low, high) = (side.low?, side.high?);
    [true, false].into_iter().find_map(|positive| {
        let wanted = if positive { h } else { negation(graph, h) };
        let (low, high) = (low, high);
        pieces_nonnegative(graph, wanted, x, (low, high)).then(|| Sign::of(if positive { 1 } else { -1 }, false, false))
    })
}

/// Is the function at least 0 between the ends, by bisection? At an end where it is exactly 0, by its slope there.
fn pieces_nonnegative(graph: &mut Graph, h: ExprId, x: Symbol, (low, high): (ExprId, ExprId)) -> bool {
    let slope = derivative(graph, h, x);
    let zero_at = |graph: &mut Graph, end: ExprId| {
        let value = normal_at(graph, h, &[(x, end)]);
        graph.as_rational(value).is_some_and(Rational::is_zero)
    };
    let (zero_low, zero_high) = (zero_at(graph, low), zero_at(graph, high));
    let whole = inside(graph, Side { low: Some(low), high: Some(high) }).range;
    if !whole.is_bounded() {
        return false;
    }
    let range_of = |graph: &Graph, root: ExprId, piece: Interval| {
        let mut given = Assumptions::default();
        given.symbols.insert(x, super::fact::Fact::of(piece));
        Facts::of(graph, &[root], &given).get(root)
    };
    let mut open = vec![whole];
    let mut pieces = 0;
    while let Some(piece) = open.pop() {
        pieces += 1;
        if pieces > pieces::SECOND_DERIVATIVE {
            return false;
        }
        if range_of(graph, h, piece).is_nonnegative() {
            continue;
        }
        // Next to an end where it is 0 it is enough that it rises from there.
        let slope_here = || range_of(graph, slope, piece);
        if zero_low && piece.low() == whole.low() && slope_here().is_nonnegative()
            || zero_high && piece.high() == whole.high() && slope_here().is_nonpositive()
        {
            continue;
        }
        let middle = piece.midpoint();
        if !(piece.low() < middle && middle < piece.high()) {
            return false;
        }
        open.push(Interval::new(middle, piece.high()));
        open.push(Interval::new(piece.low(), middle));
    }
    true
}

/// Is the function twice differentiable wherever these facts hold?
pub(super) fn is_smooth(graph: &mut Graph, f: ExprId, given: &Assumptions) -> bool {
    let facts = Facts::of(graph, &[f], given);
    facts.order().iter().all(|&id| match graph.node(id) {
        Node::Call(function, _) => {
            let inside = |(part, asked)| match asked {
                ValueDemand::Within(span) => facts.get(part).within(RealInterval { open: true, ..span }),
                ValueDemand::NotZero => facts.get(part).nonzero,
            };
            function.kink.is_empty()
                && !matches!(function.derivative, Derivative::Total(_))
                && asked_of_parts(graph, id).is_some_and(|parts| parts.into_iter().all(inside))
        }
        Node::Power(base, exponent) => match graph.as_rational(exponent) {
            Some(e) if e.is_integer() => true,
            _ => facts.get(base).is_positive(),
        },
        Node::Number(_) | Node::Constant(_) | Node::Symbol(_) | Node::Sum(_) | Node::Product(_) => true,
        _ => false,
    })
}

/// A polynomial that has the sign of a fraction of polynomials in one unknown: the product of its parts.
fn with_sign_of_fraction(graph: &mut Graph, root: ExprId, x: Symbol) -> Option<Polynomial> {
    let is_fraction = reach(graph, &[root]).order.into_iter().all(|id| match graph.node(id) {
        Node::Symbol(s) => s == x,
        Node::Power(_, exponent) => graph.as_integer(exponent).is_some(),
        node => matches!(node, Node::Number(_) | Node::Sum(_) | Node::Product(_)),
    });
    if !is_fraction {
        return None;
    }
    let interrupt = Interrupt::here();
    let form = RationalForm::of(graph, root, &Budget::generous(&interrupt)).ok()??;
    let [above, below] = [&form.fraction.above, &form.fraction.below].map(|part| {
        let part = form.polynomial_to_expr(graph, part);
        polynomial::univariate(graph, part, x)
    });
    Some(&above? * &below?)
}

/// The sign of a polynomial strictly inside a side; nothing where it has both. Ends that are not rational are moved outward.
pub(super) fn polynomial_sign(graph: &Graph, p: &Polynomial, side: Side) -> Option<Sign> {
    if p.is_zero() {
        return Some(Sign::of(0, false, false));
    }
    let signs = signs_inside(graph, p, &side)?;
    let &first = signs.first()?;
    signs.iter().all(|&sign| sign == first).then(|| Sign::of(first, signs.len() == 1, true))
}
