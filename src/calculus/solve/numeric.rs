//! Certified roots in an interval: bounds rule parts out, monotony and signs at the ends prove that a root is there and
//! the only one, and exact signs of decimals give as many digits as are asked for.

use std::cmp::Ordering;
use std::collections::VecDeque;

use super::enclose::PreparedExpression;
use super::solutions::{Solution, SolveContext};
use crate::algebra::closed::sign;
use crate::algebra::derivative;
use crate::expr::{ExprId, Graph, Symbol, digits_of, substitute};
use crate::numeric::budget::{candidates, pieces};
use crate::numeric::{Interval, Quality, Rational};

/// Intervals this narrow, relative to 1 plus their size, are not halved any more.
const NARROWEST: f64 = 1e-11;

/// What is known of the zeros on an interval.
#[derive(Default)]
pub(super) struct IsolatedZeros {
    /// Each holds just one zero, at which the sign changes.
    pub roots: Vec<Interval>,
    /// Nothing is known of these.
    pub undecided: Vec<Interval>,
}

/// Isolates the zeros of a normal form on an interval; `None` where it has no bounds.
pub(super) fn isolate(
    graph: &mut Graph,
    f: ExprId,
    x: Symbol,
    span: Interval,
    context: &SolveContext<'_>,
) -> Option<IsolatedZeros> {
    let slope = derivative(graph, f, x);
    let graph: &Graph = graph;
    let (mut values, mut slopes) = (PreparedExpression::new(graph, f, x)?, PreparedExpression::new(graph, slope, x));
    let mut found = IsolatedZeros::default();
    // The widest first: where zeros lie ever closer, the others are found before all work is spent on these.
    let mut open = VecDeque::from([span]);
    let mut looked = 0;
    while let Some(part) = open.pop_front() {
        looked += 1;
        let stop = looked > pieces::ROOTS || found.roots.len() >= candidates::SOLUTIONS || context.interrupt.is_set();
        let on_part = values.on(part);
        if !on_part.range.contains(0.0) || on_part.range.is_empty() {
            continue;
        }
        if !stop && on_part.quality == Quality::Smooth && is_monotone(slopes.as_mut(), part) {
            match ends(&mut values, part) {
                Some(true) => {
                    found.roots.push(tightened(&mut values, part));
                    continue;
                }
                Some(false) => continue,
                None => {}
            }
        }
        let middle = part.midpoint();
        let narrow = part.width() <= NARROWEST * (1.0 + part.magnitude());
        if stop || narrow || middle <= part.low() || middle >= part.high() {
            found.undecided.push(part);
            continue;
        }
        // Not in the middle: roots lie at round numbers.
        let cut = part.low() + part.width() * 0.493_127;
        open.extend([Interval::new(part.low(), cut), Interval::new(cut, part.high())]);
    }
    found.roots.sort_by(|a, b| a.low().total_cmp(&b.low()));
    found.undecided = joined(found.undecided);
    Some(found)
}

fn is_monotone(slopes: Option<&mut PreparedExpression>, part: Interval) -> bool {
    slopes.is_some_and(|s| {
        let slope = s.on(part);
        slope.quality >= Quality::Defined && !slope.range.contains(0.0) && !slope.range.is_empty()
    })
}

/// For a monotone function: has it a zero inside? `None` where the sign at an end is not certain.
fn ends(values: &mut PreparedExpression, part: Interval) -> Option<bool> {
    let mut sign = |at: f64| {
        let value = values.on(Interval::point(at)).range;
        if value.is_positive() {
            Some(1)
        } else if value.is_negative() {
            Some(-1)
        } else {
            None
        }
    };
    Some(sign(part.low())? != sign(part.high())?)
}

/// Narrows an interval of a monotone function with a sign change as far as doubles tell signs.
fn tightened(values: &mut PreparedExpression, part: Interval) -> Interval {
    let (mut low, mut high) = (part.low(), part.high());
    let rising = values.on(Interval::point(high)).range.is_positive();
    while high - low > 1e-15 * (1e-300 + low.abs().max(high.abs())) {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        let value = values.on(Interval::point(middle)).range;
        if value.is_positive() == rising && (value.is_positive() || value.is_negative()) {
            high = middle;
        } else if value.is_positive() || value.is_negative() {
            low = middle;
        } else {
            break;
        }
    }
    Interval::new(low, high)
}

/// Neighbouring intervals are joined; beyond this many, the last one holds all that follow.
fn joined(mut parts: Vec<Interval>) -> Vec<Interval> {
    parts.sort_by(|a, b| a.low().total_cmp(&b.low()));
    let mut all: Vec<Interval> = Vec::new();
    for part in parts {
        let full = all.len() >= pieces::UNDECIDED;
        match all.last_mut() {
            Some(last) if full || last.high() >= part.low() => *last = last.hull(&part),
            _ => all.push(part),
        }
    }
    all
}

/// The root in an isolating interval to this many digits, each certified by the signs on both sides.
pub(super) fn refined(graph: &mut Graph, f: ExprId, x: Symbol, root: Interval, digits: usize) -> Solution {
    let value = root.midpoint();
    let fallback = Solution { exact: None, value, decimal: agreed(root, digits), enclosure: root, looks: None };
    let (Some(mut low), Some(mut high)) = (Rational::from_f64(root.low()), Rational::from_f64(root.high())) else {
        return fallback;
    };
    let Some(below) = sign_at(graph, f, x, &low).filter(|order| order.is_ne()) else { return fallback };
    let half = Rational::new(1, 2).unwrap_or_default();
    let part = |n: usize| Rational::from(10).pow(-i64::try_from(n).unwrap_or(i64::MAX)).unwrap_or_default();
    let unit = part(digits + 2);
    let slope = derivative(graph, f, x);
    // So many digits are right.
    let mut right = 1;
    for _ in 0..4 * digits + 400 {
        let (size, width) = (low.abs().max(high.abs()), &high - &low);
        if width <= &size * &unit {
            break;
        }
        // How near to 0 a root is, its interval does not say while 0 is inside.
        let around_zero = low.is_negative() && high.is_positive();
        let middle = if around_zero { Rational::ZERO } else { (&low + &high) * &half };
        while right < digits && width <= &size * &part(right + 1) {
            right += 1;
        }
        // Each step of Newton's method doubles them.
        let aim = (2 * right).min(digits + 3);
        let guess = if around_zero { None } else { newton(graph, (f, slope), x, &middle, aim) };
        let beside =
            guess.iter().flat_map(|guess| [-1, 1].map(|side| guess + &(guess * &part(aim) * Rational::from(side))));
        for cut in beside.chain([middle]).collect::<Vec<_>>() {
            if cut <= low || cut >= high {
                continue;
            }
            match sign_at(graph, f, x, &cut) {
                Some(Ordering::Equal) | None => return fallback,
                Some(order) if order == below => low = cut,
                Some(_) => high = cut,
            }
        }
    }
    let middle = (&low + &high) * &half;
    let enclosure = Interval::of_rational(&low).hull(&Interval::of_rational(&high));
    let settled = &high - &low <= low.abs().max(high.abs()) * &unit;
    let nearly = || (settled && digits > 1).then(|| (middle.significant(digits), digits - 1));
    let decimal = common_digits(&low, &high, digits).filter(|(_, n)| !settled || *n == digits).or_else(nearly);
    Solution { exact: None, value: middle.to_f64(), decimal, enclosure, looks: None }
}

/// A step of Newton's method, with so many digits.
fn newton(graph: &mut Graph, f: (ExprId, ExprId), x: Symbol, at: &Rational, digits: usize) -> Option<Rational> {
    let value = value_at(graph, f.0, x, at, digits + 10)?;
    let slope = value_at(graph, f.1, x, at, digits + 10)?;
    let step = value.checked_div(&slope).ok()?;
    let next = at - &step;
    Rational::parse(&next.significant(digits + 10)).ok()
}

fn value_at(graph: &mut Graph, f: ExprId, x: Symbol, at: &Rational, digits: usize) -> Option<Rational> {
    let point = graph.rational(at.clone());
    let raw = substitute(graph, f, &[(x, point)]);
    digits_of(graph, raw, digits).ok().map(|n| n.value)
}

fn sign_at(graph: &mut Graph, f: ExprId, x: Symbol, at: &Rational) -> Option<Ordering> {
    let point = graph.rational(at.clone());
    let raw = substitute(graph, f, &[(x, point)]);
    sign(graph, raw).proved()
}

/// The digits in which both ends agree.
pub(super) fn agreed(root: Interval, most: usize) -> Option<(String, usize)> {
    common_digits(&Rational::from_f64(root.low())?, &Rational::from_f64(root.high())?, most.min(15))
}

/// The most digits, up to so many, to which two numbers are rounded alike.
fn common_digits(low: &Rational, high: &Rational, most: usize) -> Option<(String, usize)> {
    let rounded = |n| (low.significant(n), n, high.significant(n));
    (1..=most).rev().map(rounded).find(|(a, _, b)| a == b).map(|(a, n, _)| (a, n))
}
