//! A cut between two pieces of a function of one unknown: is there a derivative, and is it 0?

use std::cmp::Ordering;

use super::kind::{Classification, by_slopes};
use super::part::LineQuestion;
use crate::algebra::closed::{compare, sign};
use crate::algebra::enclosure::{enclose_closed, is_smooth_around};
use crate::algebra::normal::{difference, normalise, quotient};
use crate::calculus::Function;
use crate::calculus::cuts::SmoothPiece;
use crate::calculus::domain::{Certainty, is_defined};
use crate::calculus::limit::{Approach, Limit, Toward, limit, limit_with_side};
use crate::expr::{ExprId, Graph, substitute};

/// What a cut is.
pub(super) enum Joint {
    /// The derivative there is 0.
    Critical(Classification),
    /// It lies outside the box, or on one side there is no value, or there is a derivative that is not 0.
    Passed,
    /// There is no derivative.
    Kink,
    /// It is not continuous there.
    Jump,
    /// Not decided.
    Unknown,
}

/// What the function does on the way to a cut from one side.
enum Approached {
    /// It reaches its value and the limit of the slope is 0; the sign of the slope on the last part of the way.
    Level(Option<Ordering>),
    /// It reaches its value and the limit of the slope is this number, which is not 0.
    Slanted(ExprId),
    /// There is no derivative from this side.
    Broken,
    /// It does not reach its value.
    Apart,
    Unknown,
}

/// What the cut between two neighbouring parts is.
pub(super) fn at(graph: &mut Graph, line: &LineQuestion<'_>, (left, right): (&SmoothPiece, &SmoothPiece)) -> Joint {
    let Some(at) = left.high else { return Joint::Unknown };
    match line.side.holds(graph, at) {
        Some(true) => {}
        Some(false) => return Joint::Passed,
        None => return Joint::Unknown,
    }
    let put = substitute(graph, line.f, &[(line.x, at)]);
    match is_defined(graph, put) {
        Certainty::Yes => {}
        Certainty::No => return Joint::Passed,
        Certainty::Unknown => return Joint::Unknown,
    }
    let (Some(_), Some(_)) = (left.formula, right.formula) else { return Joint::Passed };
    let value = normalise(graph, put);
    let before = approached(graph, line, left, (Toward::FromLeft(at), at, value));
    let after = approached(graph, line, right, (Toward::FromRight(at), at, value));
    match (before, after) {
        (Approached::Level(before), Approached::Level(after)) => Joint::Critical(by_slopes(before, after)),
        (Approached::Slanted(a), Approached::Slanted(b)) => {
            if compare(graph, a, b).is_proved_equal() {
                Joint::Passed
            } else {
                Joint::Kink
            }
        }
        (Approached::Apart, _) | (_, Approached::Apart) => Joint::Jump,
        (Approached::Unknown, Approached::Level(_) | Approached::Unknown)
        | (Approached::Level(_), Approached::Unknown) => Joint::Unknown,
        _ => Joint::Kink,
    }
}

fn approached(
    graph: &mut Graph,
    line: &LineQuestion<'_>,
    part: &SmoothPiece,
    (toward, at, value): (Toward, ExprId, ExprId),
) -> Approached {
    let (Some(formula), Some(slope)) = (part.formula, part.slope) else { return Approached::Unknown };
    let reached = match limit(graph, &Function::everywhere(formula, &[line.x]), toward, line.context.interrupt) {
        Limit::Finite(reached) => reached,
        Limit::Infinity | Limit::NegativeInfinity => return Approached::Apart,
        Limit::Unknown => match smooth_value(graph, line, formula, at) {
            Some(reached) => reached,
            None => return Approached::Unknown,
        },
    };
    match compare(graph, reached, value).proved() {
        Some(Ordering::Equal) => {}
        Some(_) => return Approached::Apart,
        None => return Approached::Unknown,
    }
    if part.is_flat(graph) {
        return Approached::Level(Some(Ordering::Equal));
    }
    match limit_with_side(graph, &Function::everywhere(slope, &[line.x]), toward, line.context.interrupt) {
        (Limit::Finite(reached), side) => slanted(graph, reached, side_sign(side)),
        (Limit::Infinity | Limit::NegativeInfinity, _) => Approached::Broken,
        (Limit::Unknown, _) => match smooth_value(graph, line, slope, at) {
            Some(reached) => slanted(graph, reached, None),
            None => by_quotient(graph, line, formula, (toward, at, value)),
        },
    }
}

fn slanted(graph: &mut Graph, reached: ExprId, near: Option<Ordering>) -> Approached {
    match sign(graph, reached).proved() {
        Some(Ordering::Equal) => Approached::Level(near),
        Some(_) => Approached::Slanted(reached),
        None => Approached::Unknown,
    }
}

/// The value of a formula that is smooth at a number.
fn smooth_value(graph: &mut Graph, line: &LineQuestion<'_>, formula: ExprId, at: ExprId) -> Option<ExprId> {
    let bounds = enclose_closed(graph, at)?.range;
    is_smooth_around(graph, formula, &[line.x], &[bounds]).then(|| {
        let put = substitute(graph, formula, &[(line.x, at)]);
        normalise(graph, put)
    })
}

/// The limit of the difference quotient, where the slope has none.
fn by_quotient(
    graph: &mut Graph,
    line: &LineQuestion<'_>,
    formula: ExprId,
    (toward, at, value): (Toward, ExprId, ExprId),
) -> Approached {
    let x = graph.symbol_node(line.x);
    let (rise, run) = (difference(graph, formula, value), difference(graph, x, at));
    let secant = quotient(graph, rise, run);
    match limit(graph, &Function::everywhere(secant, &[line.x]), toward, line.context.interrupt) {
        Limit::Finite(reached) => slanted(graph, reached, None),
        Limit::Infinity | Limit::NegativeInfinity => Approached::Broken,
        Limit::Unknown => Approached::Unknown,
    }
}

/// The signs of a slope just before and just after a zero of it, where limits tell.
pub(super) fn signs_beside(
    graph: &mut Graph,
    line: &LineQuestion<'_>,
    slope: ExprId,
    at: ExprId,
) -> [Option<Ordering>; 2] {
    [Toward::FromLeft(at), Toward::FromRight(at)].map(|toward| {
        match limit_with_side(graph, &Function::everywhere(slope, &[line.x]), toward, line.context.interrupt) {
            (Limit::Finite(reached), side) if sign(graph, reached).is_proved_equal() => side_sign(side),
            _ => None,
        }
    })
}

fn side_sign(side: Approach) -> Option<Ordering> {
    match side {
        Approach::Above => Some(Ordering::Greater),
        Approach::Below => Some(Ordering::Less),
        Approach::Equal => Some(Ordering::Equal),
        Approach::Unknown => None,
    }
}
