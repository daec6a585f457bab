//! Equations without solutions in closed form: certified roots in the box, or in a default one.

use std::cmp::Ordering;

use super::check::{is_proved_zero, is_solution};
use super::closed_solution::closed_solution;
use super::enclose::PreparedExpression;
use super::numeric::{IsolatedZeros, isolate, refined};
use super::solutions::{Solution, SolveContext};
use crate::algebra::branches::{Branched, Switch, branched};
use crate::algebra::derivative;
use crate::algebra::enclosure::enclose_closed;
use crate::algebra::normal::{normal_at, product};
use crate::algebra::terms::{cleared, defined_by_others};
use crate::calculus::Side;
use crate::calculus::argument::Argument;
use crate::calculus::domain::Certainty;
use crate::expr::{Constant, ExprId, Graph, Symbol, substitute};
use crate::numeric::budget::{candidates, degrees};
use crate::numeric::format::rounded_for_people;
use crate::numeric::{Interval, Quality, Rational};

/// Without a box, roots are looked for between these.
const DEFAULT_SPAN: (f64, f64) = (-100.0, 100.0);
/// Undecided intervals this near to one another are looked at together.
const NEAR: f64 = 0.1;

/// What the numerical search found.
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

    /// Looks at undecided intervals near one another together, and at each.
    fn take(&mut self, graph: &mut Graph, (f, x): (ExprId, Symbol), (rest, cluster): (ExprId, Vec<Interval>)) {
        let whole = cluster.iter().skip(1).fold(cluster[0], |whole, part| whole.hull(part));
        let known = zero_in(graph, rest, x, whole);
        let parts = if matches!(known, Some((_, true))) { vec![whole] } else { cluster };
        // A zero between parts, or that is not known to be the only one in its own.
        let mut zeros: Vec<ExprId> = known.into_iter().map(|(zero, _)| zero).collect();
        for part in parts {
            let zero = zero_in(graph, rest, x, part);
            zeros.extend(zero.map(|(zero, _)| zero).filter(|zero| !zeros.contains(zero)));
            match zero.map(|(zero, is_only)| (is_solution(graph, f, x, zero), is_only)) {
                Some((Certainty::Yes | Certainty::No, true)) => {}
                _ => self.undecided.push(part),
            }
        }
        for zero in zeros {
            let solution = closed_solution(graph, zero);
            let at = solution.enclosure;
            let is_known =
                self.solutions.iter().any(|s| s.enclosure.contains(at.low()) && s.enclosure.contains(at.high()));
            if !is_known && is_solution(graph, f, x, zero) == Certainty::Yes {
                self.solutions.push(solution);
            }
        }
    }
}

/// The zeros of `rest` that are solutions of `f`.
pub(super) fn remaining(
    graph: &mut Graph,
    equation: (ExprId, Symbol),
    rest: ExprId,
    side: &Side,
    context: &SolveContext<'_>,
) -> Option<Remaining> {
    let (f, x) = equation;
    let (span, given) = span_of(graph, side);
    let rest = without_poles(graph, rest, x);
    let isolated = isolate(graph, rest, x, span, context)?;
    let free = [rest, f].into_iter().any(|form| nothing_outside(graph, form, x, span, side));
    let beyond = !given && !free;
    let mut found = Remaining {
        solutions: Vec::new(),
        undecided: Vec::new(),
        searched: beyond.then(|| ends_of(graph, side, span)),
        complete: !beyond,
    };
    let IsolatedZeros { roots, undecided } = isolated;
    for root in roots {
        if context.interrupt.is_set() {
            found.complete = false;
            break;
        }
        match may_hold_on(graph, f, x, root) {
            Some(true) => {
                let exact =
                    simple_zero(graph, rest, x, root).filter(|&zero| is_solution(graph, f, x, zero) == Certainty::Yes);
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
        found.take(graph, equation, (rest, cluster));
    }
    found.complete &= found.undecided.is_empty();
    Some(found)
}

/// The equation by sines and exponentials, with denominators cleared: what is zero at a pole is no solution, and bounds are
/// narrow there.
fn without_poles(graph: &mut Graph, rest: ExprId, x: Symbol) -> ExprId {
    let written = defined_by_others(graph, rest, x).unwrap_or(rest);
    let other = cleared(graph, written, x).unwrap_or(rest);
    if PreparedExpression::new(graph, other, x).is_some() { other } else { rest }
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
        let at = normal_at(graph, rest, &[(x, number)]);
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
        let empty = |graph: &Graph| {
            PreparedExpression::new(graph, f, x).is_some_and(|mut values| values.on(part).range.is_empty())
        };
        empty(graph) || sign_on(graph, f, x, part, degrees::SIGN).is_some()
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
    let mut values = PreparedExpression::new(graph, f, x)?;
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
    let whole = PreparedExpression::new(graph, f, x)?.on(part);
    if whole.range.is_empty() || !whole.range.contains(0.0) {
        return Some(false);
    }
    (whole.quality != Quality::Partial).then_some(true)
}

/// A number in the interval that is proved to be a zero, and whether it is proved to be the only one there.
fn zero_in(graph: &mut Graph, rest: ExprId, x: Symbol, part: Interval) -> Option<(ExprId, bool)> {
    let at = simple_zero(graph, rest, x, part)?;
    Some((at, is_only_zero(graph, rest, (x, at), part) || is_only_on_sides(graph, rest, (x, at), part) == Some(true)))
}

/// The same where branches meet at the zero: on either side it is the only zero of the branch there.
fn is_only_on_sides(graph: &mut Graph, rest: ExprId, (x, at): (Symbol, ExprId), part: Interval) -> Option<bool> {
    let Branched { function, selectors, switches } = branched(graph, rest)?;
    let near = enclose_closed(graph, at)?.range;
    let [mut before, mut after] = [Vec::new(), Vec::new()];
    for (selector, switch) in selectors.into_iter().zip(switches) {
        let Switch::Sign(gap) = switch else { return None };
        let slope = derivative(graph, gap, x);
        let put = substitute(graph, gap, &[(x, at)]);
        let rises = graph.as_rational(slope).map(|k| k.is_positive())?;
        let (low, high) = if rises { (graph.integer(-1), ExprId::ONE) } else { (ExprId::ONE, graph.integer(-1)) };
        if is_proved_zero(graph, put) != Some(true) || slope == ExprId::ZERO {
            return None;
        }
        before.push((selector, low));
        after.push((selector, high));
    }
    let sides = [(before, Interval::new(part.low(), near.high())), (after, Interval::new(near.low(), part.high()))];
    Some(sides.into_iter().all(|(signs, side)| {
        let branch = normal_at(graph, function, &signs);
        let there = substitute(graph, branch, &[(x, at)]);
        is_proved_zero(graph, there) == Some(true) && is_only_zero(graph, branch, (x, at), side)
    }))
}

/// Is a zero in an interval the only one? It is where all derivatives up to some order are 0 at it, and the next one nowhere on the
/// interval.
fn is_only_zero(graph: &mut Graph, rest: ExprId, (x, at): (Symbol, ExprId), part: Interval) -> bool {
    let on = |graph: &mut Graph, f: ExprId| PreparedExpression::new(graph, f, x).map(|mut values| values.on(part));
    // A function that jumps may be 0 again, however steep it is.
    if on(graph, rest).is_none_or(|values| values.quality < Quality::Continuous) {
        return false;
    }
    let mut slope = rest;
    for _ in 0..degrees::SIGN {
        slope = derivative(graph, slope, x);
        let Some(bounds) = on(graph, slope) else { return false };
        if bounds.quality >= Quality::Defined && !bounds.range.contains(0.0) && !bounds.range.is_empty() {
            return true;
        }
        let form = normal_at(graph, slope, &[(x, at)]);
        // At a kink the next derivative says nothing of this one.
        if bounds.quality < Quality::Continuous || is_proved_zero(graph, form) != Some(true) {
            return false;
        }
    }
    false
}

/// Simple fractions, and fractions of pi, in an interval.
fn candidates(graph: &mut Graph, part: Interval) -> Vec<ExprId> {
    let pi = graph.constant(Constant::Pi);
    let mut found = Vec::new();
    for (unit, scale) in [(None, 1.0), (Some(pi), std::f64::consts::PI)] {
        for d in 1..=candidates::DENOMINATORS {
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
