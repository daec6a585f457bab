//! What no closed form solves: certified roots in the box, or in a default one.

use std::cmp::Ordering;

use super::check::{Answer, is_proved_zero, is_solution};
use super::enclose::Bounded;
use super::numeric::{Isolated, isolate, refined};
use super::single::closed_solution;
use super::terms::{cleared, defined_by_others};
use super::{Context, Solution};
use crate::calculus::argument::Argument;
use crate::calculus::normal::{normalise, product};
use crate::calculus::{Side, derivative};
use crate::expr::{Constant, ExprId, Graph, Symbol, substitute};
use crate::numeric::format::rounded_for_people;
use crate::numeric::{Interval, Quality, Rational};

/// Without a box, roots are looked for between these.
const DEFAULT_SPAN: (f64, f64) = (-100.0, 100.0);
/// The highest derivative that tells how a zero is approached.
const MAX_ORDER: usize = 6;
/// Undecided intervals this near to one another are looked at together.
const NEAR: f64 = 0.1;
/// Multiple roots are sought at fractions, and fractions of pi, with denominators up to this.
const MAX_DENOMINATOR: i64 = 12;

/// What the search by numbers found.
pub(super) struct Remaining {
    pub solutions: Vec<Solution>,
    pub undecided: Vec<Interval>,
    /// The default box, where there may be roots outside it.
    pub searched: Option<(f64, f64)>,
    /// Everything in the box was decided.
    pub complete: bool,
}

impl Remaining {
    /// That these are all, as far as it is proved.
    pub fn argument(&self) -> Argument {
        match self.searched {
            Some((low, high)) => {
                let [low, high] = [low, high].map(rounded_for_people);
                Argument::open(match self.undecided.is_empty() {
                    true => format!("the roots in {low}..{high} were isolated by bounds"),
                    false => format!("bounds did not decide everything in {low}..{high}"),
                })
            }
            None if self.complete && self.solutions.is_empty() => Argument::bounds("bounds leave no root"),
            None if self.complete => {
                Argument::bounds("the roots were isolated by bounds, each the only one in its interval")
            }
            None => Argument::open("bounds did not decide everything"),
        }
    }
}

/// The zeros of `rest` that are solutions of `f`.
pub(super) fn remaining(
    graph: &mut Graph,
    equation: (ExprId, Symbol),
    rest: ExprId,
    side: &Side,
    context: &Context<'_>,
) -> Option<Remaining> {
    let (f, x) = equation;
    let (span, given) = span_of(graph, side);
    let rest = without_poles(graph, rest, x, context);
    let isolated = isolate(graph, rest, x, span, context)?;
    let free = [rest, f].into_iter().any(|form| nothing_outside(graph, form, x, span, side));
    let beyond = !given && !free;
    let mut found = Remaining {
        solutions: Vec::new(),
        undecided: Vec::new(),
        searched: beyond.then(|| ends_of(graph, side, span)),
        complete: !beyond,
    };
    let Isolated { roots, undecided } = isolated;
    for root in roots {
        if context.interrupt.is_set() {
            found.complete = false;
            break;
        }
        match may_hold_on(graph, f, x, root) {
            Some(true) => {
                let exact = simple_zero(graph, rest, x, root)
                    .filter(|&zero| is_solution(graph, context.words, f, x, zero) == Answer::Yes);
                found.solutions.push(match exact {
                    Some(exact) => closed_solution(graph, exact),
                    None => refined(graph, rest, x, root, context.digits),
                });
            }
            Some(false) => {}
            None => found.undecided.push(root),
        }
    }
    for cluster in clusters(undecided) {
        let whole = cluster.iter().skip(1).fold(cluster[0], |whole, part| whole.hull(part));
        let parts = if only_zero(graph, rest, x, whole).is_some() { vec![whole] } else { cluster };
        for part in parts {
            let zero = only_zero(graph, rest, x, part);
            match zero.map(|zero| (zero, is_solution(graph, context.words, f, x, zero))) {
                Some((zero, Answer::Yes)) => found.solutions.push(closed_solution(graph, zero)),
                Some((_, Answer::No)) => {}
                Some((_, Answer::Unknown)) | None => found.undecided.push(part),
            }
        }
    }
    found.complete &= found.undecided.is_empty();
    Some(found)
}

/// The equation by sines and exponentials, with denominators cleared: what is zero at a pole is no solution, and bounds are
/// narrow there.
fn without_poles(graph: &mut Graph, rest: ExprId, x: Symbol, context: &Context<'_>) -> ExprId {
    let written = defined_by_others(graph, context.words, rest, x).unwrap_or(rest);
    let other = cleared(graph, written, x).unwrap_or(rest);
    if Bounded::new(graph, other, x).is_some() { other } else { rest }
}

/// Intervals that lie near one another, together: about a multiple zero bounds decide little.
fn clusters(parts: Vec<Interval>) -> Vec<Vec<Interval>> {
    let mut clusters: Vec<Vec<Interval>> = Vec::new();
    for part in parts {
        match clusters.last_mut() {
            Some(last) if last.last().is_some_and(|before| part.low() - before.high() <= NEAR) => last.push(part),
            _ => clusters.push(vec![part]),
        }
    }
    clusters
}

/// A simple number in an interval that is a zero of what is left of the equation. One that only lies near is none.
fn simple_zero(graph: &mut Graph, rest: ExprId, x: Symbol, part: Interval) -> Option<ExprId> {
    let ends = [part.low(), part.high()].map(|end| Rational::from_f64(end).map(|end| graph.rational(end)));
    let side = Side { low: ends[0], high: ends[1] };
    candidates(graph, part).into_iter().find(|&number| {
        let raw = substitute(graph, rest, &[(x, number)]);
        let at = normalise(graph, raw);
        side.holds(graph, number) == Some(true) && is_proved_zero(graph, at) == Some(true)
    })
}

/// The interval that is searched, and whether the question bounds it on both ends.
fn span_of(graph: &Graph, side: &Side) -> (Interval, bool) {
    let [low, high] = side.ends(graph);
    let (low, high) = (low.map(|end| end.low()), high.map(|end| end.high()));
    let (least, most) = DEFAULT_SPAN;
    let width = most - least;
    let span = match (low, high) {
        (Some(low), Some(high)) => Interval::new(low, high),
        (Some(low), None) => Interval::new(low, if low < most { most } else { low + width }),
        (None, Some(high)) => Interval::new(if high > least { least } else { high - width }, high),
        (None, None) => Interval::new(least, most),
    };
    (span, low.is_some() && high.is_some())
}

/// The ends of what is searched, as the question gives them.
fn ends_of(graph: &Graph, side: &Side, span: Interval) -> (f64, f64) {
    let [low, high] = side.ends(graph).map(|end| end.map(|end| end.midpoint()));
    (low.unwrap_or(span.low()), high.unwrap_or(span.high()))
}

/// Do bounds prove that there is no zero beyond the interval on the open ends?
fn nothing_outside(graph: &mut Graph, f: ExprId, x: Symbol, span: Interval, side: &Side) -> bool {
    let mut free = |part: Interval| {
        let empty = |graph: &Graph| Bounded::new(graph, f, x).is_some_and(|values| values.on(part).range.is_empty());
        empty(graph) || sign_on(graph, f, x, part, MAX_ORDER).is_some()
    };
    (side.high.is_some() || free(Interval::new(span.high(), f64::INFINITY)))
        && (side.low.is_some() || free(Interval::new(f64::NEG_INFINITY, span.low())))
}

/// The sign on a half line: by bounds; or that at its end, if the slope only leads away from 0.
fn sign_on(graph: &mut Graph, f: ExprId, x: Symbol, part: Interval, order: usize) -> Option<Ordering> {
    let of = |range: Interval| match (range.is_positive(), range.is_negative()) {
        (true, _) => Some(Ordering::Greater),
        (_, true) => Some(Ordering::Less),
        _ => None,
    };
    let (is_upper, end) = if part.high().is_infinite() { (true, part.low()) } else { (false, part.high()) };
    let values = Bounded::new(graph, f, x)?;
    let (all, at_end) = (values.on(part), values.on(Interval::point(end)));
    if !all.range.is_empty() && of(all.range).is_some() {
        return of(all.range);
    }
    if order == 0 || all.quality < Quality::Smooth {
        return None;
    }
    let there = of(at_end.range)?;
    let slope = derivative(graph, f, x);
    let rising = sign_on(graph, slope, x, part, order - 1)?;
    let outward = if is_upper { rising } else { rising.reverse() };
    (outward == there).then_some(there)
}

/// Has the equation as written a value on the whole interval, and is a zero of a step towards it not ruled out? `Some(false)`
/// where it has none, or is 0 nowhere.
fn may_hold_on(graph: &mut Graph, f: ExprId, x: Symbol, part: Interval) -> Option<bool> {
    let whole = Bounded::new(graph, f, x)?.on(part);
    if whole.range.is_empty() || !whole.range.contains(0.0) {
        return Some(false);
    }
    (whole.quality != Quality::Partial).then_some(true)
}

/// A number in the interval that is proved to be a zero, and the only one there: all derivatives up to some order are 0 at it,
/// and the next one nowhere on the interval.
fn only_zero(graph: &mut Graph, rest: ExprId, x: Symbol, part: Interval) -> Option<ExprId> {
    let at = simple_zero(graph, rest, x, part)?;
    // A function that jumps may be 0 again, however steep it is.
    if Bounded::new(graph, rest, x)?.on(part).quality < Quality::Continuous {
        return None;
    }
    let mut slope = rest;
    for _ in 0..MAX_ORDER {
        slope = derivative(graph, slope, x);
        let bounds = Bounded::new(graph, slope, x)?.on(part);
        if bounds.quality >= Quality::Defined && !bounds.range.contains(0.0) && !bounds.range.is_empty() {
            return Some(at);
        }
        let raw = substitute(graph, slope, &[(x, at)]);
        let form = normalise(graph, raw);
        // At a kink the next derivative says nothing of this one.
        if bounds.quality < Quality::Continuous || is_proved_zero(graph, form) != Some(true) {
            return None;
        }
    }
    None
}

/// Simple fractions, and fractions of pi, in an interval.
fn candidates(graph: &mut Graph, part: Interval) -> Vec<ExprId> {
    let pi = graph.constant(Constant::Pi);
    let mut found = Vec::new();
    for (unit, scale) in [(None, 1.0), (Some(pi), std::f64::consts::PI)] {
        for d in 1..=MAX_DENOMINATOR {
            let n = (part.midpoint() / scale * d as f64).round();
            let value = n * scale / d as f64;
            let near = value >= part.low() - 1e-14 && value <= part.high() + 1e-14;
            if !near || n.abs() > 1e9 {
                continue;
            }
            let Some(number) = Rational::new(n as i64, d) else { continue };
            let number = graph.rational(number);
            let candidate = unit.map_or(number, |unit| product(graph, &[number, unit]));
            if !found.contains(&candidate) {
                found.push(candidate);
            }
        }
    }
    found
}
