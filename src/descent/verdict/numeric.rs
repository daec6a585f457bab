//! Verdicts from numbers, for functions that no theorem here covers.

use super::arrival::{arrival, bend};
use super::border;
use super::pattern::{self, Cycle, Growth};
use super::rest::{Kind, Place, survey};
use super::words::{descending, number, point, progress, steps, stop};
use super::{Evidence, Judgement, Verdict};
use crate::descent::trace::norm;
use crate::descent::{Iterate, StopReason};

/// A run that was so far away, or so high, and then had no finite value, is taken to have overflowed.
const HUGE: f64 = 1e50;

/// The verdict on any run.
pub fn judge(evidence: &mut Evidence<'_>) -> Judgement {
    let (verdict, reason, cycle) = decide(evidence);
    Judgement { verdict, reason, rates: None, cycle, target: None, steps_needed: None }
}

type Decision = (Verdict, Vec<String>, Option<Vec<Vec<f64>>>);

fn plain(verdict: Verdict, reason: Vec<String>) -> Decision {
    (verdict, reason, None)
}

fn decide(evidence: &mut Evidence<'_>) -> Decision {
    let descent = evidence.descent;
    let recent: Vec<&Iterate> = descent.trace.recent().collect();
    let (Some(first), Some(&last)) = (descent.trace.first(), recent.last()) else {
        return start_without_value(evidence);
    };
    if matches!(descent.stop, StopReason::Interrupted) {
        return plain(Verdict::Interrupted, vec![format!("interrupted: {}", progress(evidence))]);
    }
    if let Some(lost) = lost(evidence, last) {
        return plain(lost.0, lost.1);
    }
    if let StopReason::RateNotFinite(_) = descent.stop {
        return plain(Verdict::Stopped, vec![format!("stopped: {}", stop(evidence)), progress(evidence)]);
    }
    let rate = evidence.rate.fixed();
    if rate == Some(0.0) && matches!(descent.stop, StopReason::Fixed) {
        return plain(Verdict::Stalled, vec!["stands still: the rate is 0, so no step moves the point".into()]);
    }
    if rate.is_some()
        && let Some(cycle) = pattern::cycle(&recent)
    {
        return oscillation(evidence, cycle);
    }
    let place = survey(evidence, &last.x, last.norm);
    if let Some((verdict, reason)) = arrival(evidence, last, &place) {
        return plain(verdict, reason);
    }
    if let StopReason::Condition { written: true, .. } = descent.stop {
        let text = format!("stopped by its condition: {}", stop(evidence));
        return plain(Verdict::Stopped, vec![text, progress(evidence)]);
    }
    under_way(evidence, first, &recent, &place)
}

fn start_without_value(evidence: &mut Evidence<'_>) -> Decision {
    let target = evidence.labels.target().to_string();
    if let StopReason::ValueNotFinite { fault, at, .. } = &evidence.descent.stop {
        let mut gradient = vec![0.0; at.len()];
        if evidence.problem.evaluate(at, &mut gradient).is_finite() {
            let why = fault.as_ref().map_or(String::new(), |f| format!(": {f}"));
            return plain(
                Verdict::LeftDomain,
                vec![format!("left its domain: {target} has no derivative at the start{why}")],
            );
        }
    }
    match &evidence.descent.stop {
        StopReason::ValueNotFinite { fault: Some(fault), .. } if fault.is_overflow() => {
            let text = format!("stopped at the start: {target} is beyond the largest double there ({fault})");
            plain(Verdict::Stopped, vec![text])
        }
        StopReason::ValueNotFinite { fault: Some(fault), .. } => {
            plain(Verdict::LeftDomain, vec![format!("left its domain: {target} has no value at the start: {fault}")])
        }
        _ => plain(Verdict::LeftDomain, vec![format!("left its domain: {target} has no finite value at the start")]),
    }
}

/// The run came to where there is no value, or beyond all doubles.
fn lost(evidence: &mut Evidence<'_>, last: &Iterate) -> Option<(Verdict, Vec<String>)> {
    let target = evidence.labels.target().to_string();
    let left = match &evidence.descent.stop {
        StopReason::PointNotFinite => None,
        StopReason::ValueNotFinite { fault: Some(fault), .. } if !fault.is_overflow() => Some(fault.to_string()),
        StopReason::ValueNotFinite { fault: Some(_), .. } => None,
        StopReason::ValueNotFinite { fault: None, .. } if norm(&last.x).max(last.norm).max(last.value.abs()) > HUGE => {
            None
        }
        StopReason::ValueNotFinite { fault: None, .. } => Some(format!("{target} has no finite value there")),
        StopReason::StepsDone
        | StopReason::Condition { .. }
        | StopReason::ZeroGradient
        | StopReason::Fixed
        | StopReason::RateNotFinite(_)
        | StopReason::NoProgress { .. }
        | StopReason::NoStep { .. }
        | StopReason::Interrupted => return None,
    };
    let place = point(evidence, &last.x);
    if let Some(why) = left {
        let step = evidence.descent.steps;
        let text = format!("left its domain in step {step}: {why}");
        let value = number(last.value);
        return Some((
            Verdict::LeftDomain,
            vec![text, format!("the last point inside was {place}, where {target} is {value}")],
        ));
    }
    let mut reason = vec![format!("diverges: {}; the last finite point was {place}", stop(evidence))];
    reason.extend(rise(evidence).or_else(|| fall(evidence)));
    reason.extend(steepness(evidence));
    reason.extend(border::describe(evidence));
    Some((Verdict::Diverges, reason))
}

/// From where on the value only rose.
fn rise(evidence: &Evidence<'_>) -> Option<String> {
    let iterates = evidence.descent.trace.iterates();
    let rising = iterates.windows(2).rev().take_while(|w| w[1].value > w[0].value).count();
    let start = iterates.get(iterates.len().checked_sub(rising + 1)?)?;
    (rising > 0).then(|| format!("{} has risen in every step since step {}", evidence.labels.target(), start.k))
}

/// Did the value fall in every step? Then there is no floor, as far as doubles go.
fn fall(evidence: &Evidence<'_>) -> Option<String> {
    let iterates = evidence.descent.trace.iterates();
    let falling = iterates.len() > 1 && iterates.windows(2).all(|w| w[1].value < w[0].value);
    let target = evidence.labels.target();
    falling
        .then(|| format!("{target} has fallen in every step, as far down as doubles go: it seems to have no minimum"))
}

/// The local reason for a step that climbs: rate times curvature above 2 at the start.
fn steepness(evidence: &mut Evidence<'_>) -> Option<String> {
    let rate = evidence.rate.fixed().filter(|_| evidence.plain)?;
    if rate < 0.0 {
        return Some("the rate is negative, so every step climbs".into());
    }
    let first = evidence.descent.trace.first()?;
    let place = survey(evidence, &first.x, first.norm);
    let largest = *place.eigenvalues.last()?;
    (rate * largest > 2.0).then(|| {
        let what = match evidence.labels.unknowns.len() {
            1 => evidence.labels.curvature_is(&number(largest)),
            _ => format!("the Hessian's largest eigenvalue is {}", number(largest)),
        };
        let limit = number(2.0 / largest);
        format!(
            "the rate {} is too large there: at the start {what}, which asks for less than {limit}",
            evidence.rate.text()
        )
    })
}

/// A cycle with its reason.
fn oscillation(evidence: &mut Evidence<'_>, cycle: Cycle) -> Decision {
    let points: Vec<String> = match evidence.labels.unknowns.len() {
        1 => cycle.points.iter().map(|x| number(x[0])).collect(),
        _ => cycle.points.iter().map(|x| point(evidence, x)).collect(),
    };
    let period = cycle.points.len();
    let shown = if period <= 8 { points.join(", ") } else { format!("{}, …", points[..8].join(", ")) };
    let how = match (cycle.exact, evidence.plain) {
        (true, true) => format!("a cycle of period {period}, which repeats to the last bit"),
        (_, _) => format!("probably near a cycle of period {period}"),
    };
    let mut reason = vec![format!("oscillates: {how}: {shown}"), progress(evidence)];
    reason.extend(kink(evidence, &cycle).or_else(|| multiplier(evidence, &cycle)));
    (Verdict::Oscillates, reason, Some(cycle.points))
}

/// Does the slope jump between the two points of a cycle in one unknown?
fn kink(evidence: &mut Evidence<'_>, cycle: &Cycle) -> Option<String> {
    let rate = evidence.rate.fixed().filter(|_| evidence.plain)?;
    let ([a, b], [ga, gb]) = (&cycle.points[..], &cycle.gradients[..]) else { return None };
    let (&[a], &[b], &[ga], &[gb]) = (&a[..], &b[..], &ga[..], &gb[..]) else { return None };
    let (mut low, mut high, mut left, mut right) = if a < b { (a, b, ga, gb) } else { (b, a, gb, ga) };
    let width = high - low;
    while high - low > 1e-12 * (1.0 + high.abs()) {
        let middle = 0.5 * (low + high);
        let mut slope = [0.0];
        evidence.problem.evaluate(&[middle], &mut slope);
        if middle <= low || middle >= high || slope[0].is_nan() {
            break;
        }
        if slope[0] < 0.0 {
            (low, left) = (middle, slope[0])
        } else {
            (high, right) = (middle, slope[0])
        }
        if slope[0] == 0.0 {
            // The slope that is used at the kink itself says nothing about its sides.
            right = if a < b { gb } else { ga };
            break;
        }
    }
    let jump = left < -1e-6 && right > 1e-6;
    // Bisection has left a rounding error; the place is meant.
    let grain = 1e-9 * width;
    let place = point(evidence, &[(high / grain).round() * grain]);
    jump.then(|| {
        format!(
            "the slope jumps from {} to {} near {place}: a constant rate {} cannot settle there and swings by {}",
            number(left),
            number(right),
            number(rate),
            number(width)
        )
    })
}

/// The factor by which a cycle in one unknown attracts its neighbours.
fn multiplier(evidence: &Evidence<'_>, cycle: &Cycle) -> Option<String> {
    let rate = evidence.rate.fixed().filter(|_| evidence.plain)?;
    let mut product = 1.0;
    for x in &cycle.points {
        let [curvature] = evidence.knowledge.hessian(x)?[..] else { return None };
        product *= 1.0 - rate * curvature;
    }
    let name = evidence.labels.curvature();
    let verb = if product.abs() < 1.0 { "attracts" } else { "repels" };
    Some(format!("the cycle {verb} its neighbours: the product of 1 - rate·{name} along it is {}", number(product)))
}

/// The steps were done before anything was decided.
/// The last iterates jump to and fro and the value no longer falls: a kink holds the run, near a cycle that its doubles
/// have not closed yet.
fn trapped(evidence: &Evidence<'_>, recent: &[&Iterate]) -> Option<Decision> {
    const LAST: usize = 16;
    let ([_], true) = (recent.last()?.x.as_slice(), recent.len() >= 2 * LAST) else { return None };
    let lowest = |part: &[&Iterate]| part.iter().map(|i| i.value).fold(f64::INFINITY, f64::min);
    let (before, after) = recent.split_at(recent.len() - LAST);
    let before = lowest(&before[before.len() - LAST..]);
    let size = 1e-12 * (before.abs() + 1.0);
    let swings = after.windows(3).all(|w| (w[1].x[0] - w[0].x[0]) * (w[2].x[0] - w[1].x[0]) < 0.0);
    if !swings || lowest(after) < before - size {
        return None;
    }
    let (low, high) = after.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), i| (l.min(i.x[0]), h.max(i.x[0])));
    let name = &evidence.labels.unknowns[0];
    let text = format!("oscillates: {name} swings between about {} and {}", number(low), number(high));
    let why = format!("in the last {LAST} steps {} has not fallen any further", evidence.labels.target());
    Some(plain(Verdict::Oscillates, vec![text, why]))
}

fn under_way(evidence: &mut Evidence<'_>, first: &Iterate, recent: &[&Iterate], place: &Place) -> Decision {
    match pattern::growth(first, recent) {
        Some(Growth::Rising) => {
            let mut reason = vec![format!("diverges so far: {}", progress(evidence))];
            reason.extend(rise(evidence));
            reason.extend(steepness(evidence));
            reason.extend(border::describe(evidence));
            return plain(Verdict::Diverges, reason);
        }
        Some(Growth::Falling) => {
            let text = format!("diverges, as far as it was followed: {}", progress(evidence));
            let far = recent.last().map(|i| point(evidence, &i.x)).unwrap_or_default();
            let why = format!("it has reached {far}, and {} still falls", evidence.labels.target());
            return plain(Verdict::Diverges, vec![text, why]);
        }
        None => {}
    }
    if pattern::jumps_about(recent) {
        let text = format!("oscillates without settling: {}", progress(evidence));
        let why = format!("no cycle of up to 31 points repeats in the last {}", steps(recent.len() as u64 - 1));
        return plain(Verdict::Oscillates, vec![text, why]);
    }
    if let Some(decision) = trapped(evidence, recent) {
        return decision;
    }
    let mut reason = vec![descending(evidence)];
    reason.extend(pattern::steady_factor(recent).map(|factor| {
        let size = evidence.labels.gradient_size();
        format!("lately every step keeps {} of {size}", number(factor))
    }));
    let unnamed = evidence.knowledge.minimisers().is_empty();
    if unnamed && place.kind == Kind::Bowl && place.offset <= 0.01 * (1.0 + norm(&recent[recent.len() - 1].x)) {
        reason.push(format!(
            "a minimum is probably about {} away, since {}",
            number(place.offset),
            bend(evidence, place)
        ));
    }
    plain(Verdict::Descending, reason)
}
