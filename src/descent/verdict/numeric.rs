//! Verdicts from numbers, for functions that no theorem here covers.

use super::arrival::arrival;
use super::climbing::{rise, steepness};
use super::cycles::oscillation;
use super::judgement::{Ending, Evidence, Judgement, Verdict};
use super::rest::survey;
use super::under_way::under_way;
use super::words::{by_condition, interrupted, number, point, progress, stop, stopped};
use super::{adjusted, border, pattern};
use crate::descent::trace::norm;
use crate::descent::{Iterate, StopReason};

/// A run beyond this distance or value that then has no finite value has overflowed.
const HUGE: f64 = 1e50;

/// The verdict on any run.
pub fn judge(evidence: &mut Evidence<'_>) -> Judgement {
    let descent = evidence.descent;
    let recent: Vec<Iterate<'_>> = descent.trace.recent().collect();
    let (Some(first), Some(&last)) = (descent.trace.first(), recent.last()) else {
        return start_without_value(evidence);
    };
    if let Some(interrupted) = interrupted(evidence) {
        return interrupted;
    }
    if let Some(lost) = lost(evidence, last) {
        return lost;
    }
    if let StopReason::RateNotFinite(_) | StopReason::RateNegative(_) = descent.stop {
        return stopped(evidence);
    }
    let rate = evidence.rate.fixed();
    if rate == Some(0.0) && matches!(descent.stop, StopReason::Fixed) {
        let text = "stands still: the rate is 0, so no step moves the point";
        return Judgement::new(Verdict::Stalled, vec![text.into()]);
    }
    if rate.is_some()
        && let Some(cycle) = pattern::cycle(&recent)
    {
        return oscillation(evidence, cycle);
    }
    if evidence.adjustments.shifts() {
        return adjusted::judge(evidence, first, last);
    }
    let place = survey(evidence, last.x, last.norm).look(evidence, last);
    if let Some(judgement) = arrival(evidence, last, &place) {
        return judgement;
    }
    if let StopReason::NoStep { .. } | StopReason::TooLarge { .. } = descent.stop {
        return stopped(evidence);
    }
    if let Some(mut stopped) = by_condition(evidence) {
        stopped.reason.push(progress(evidence));
        return stopped;
    }
    under_way(evidence, first, &recent, &place)
}

fn start_without_value(evidence: &mut Evidence<'_>) -> Judgement {
    let target = evidence.labels.title().to_string();
    if let StopReason::ValueNotFinite { fault, at, .. } = &evidence.descent.stop {
        let mut gradient = vec![0.0; at.len()];
        if evidence.problem.evaluate(at, &mut gradient).is_finite() {
            let why = fault.as_ref().map_or(String::new(), |f| format!(": {f}"));
            let text = format!("left its domain: {target} has no derivative at the start{why}");
            return Judgement::new(Verdict::LeftDomain, vec![text]).at(Ending::Outside);
        }
    }
    let why = match &evidence.descent.stop {
        StopReason::ValueNotFinite { fault: Some(fault), .. } if fault.is_overflow() => {
            let text = format!("stopped at the start: {target} is beyond the largest double there ({fault})");
            return Judgement::new(Verdict::Stopped, vec![text]);
        }
        StopReason::ValueNotFinite { fault: Some(fault), .. } => format!("has no value at the start: {fault}"),
        _ => "has no finite value at the start".into(),
    };
    Judgement::new(Verdict::LeftDomain, vec![format!("left its domain: {target} {why}")]).at(Ending::Outside)
}

/// The run came to where there is no value, or beyond all doubles.
fn lost(evidence: &mut Evidence<'_>, last: Iterate<'_>) -> Option<Judgement> {
    let target = evidence.labels.target().to_string();
    let is_huge = norm(last.x).max(last.norm).max(last.value.abs()) > HUGE;
    if matches!(evidence.descent.stop, StopReason::PointNotFinite) && !is_huge && !evidence.plain {
        let place = point(evidence, last.x);
        let text = format!("stopped: from {place} the method leads to no finite point");
        return Some(Judgement::new(Verdict::Stopped, vec![text, progress(evidence)]));
    }
    let left = match &evidence.descent.stop {
        StopReason::PointNotFinite => None,
        // The memory of a method may overflow at a minimum too.
        StopReason::TooLarge { .. } if is_huge && fell(evidence) => None,
        StopReason::ValueNotFinite { fault: Some(fault), .. } if !fault.is_overflow() => Some(fault.to_string()),
        StopReason::ValueNotFinite { fault: Some(_), .. } => None,
        StopReason::ValueNotFinite { fault: None, .. } if is_huge => None,
        StopReason::ValueNotFinite { fault: None, .. } => Some(format!("{target} has no finite value there")),
        StopReason::StepsDone
        | StopReason::Condition { .. }
        | StopReason::ZeroGradient
        | StopReason::Fixed
        | StopReason::RateNotFinite(_)
        | StopReason::RateNegative(_)
        | StopReason::NoProgress { .. }
        | StopReason::NoStep { .. }
        | StopReason::TooLarge { .. }
        | StopReason::Interrupted => return None,
    };
    let place = point(evidence, last.x);
    let step = evidence.descent.steps;
    if let StopReason::ValueNotFinite { at, .. } = &evidence.descent.stop {
        let (at, mut gradient) = (at.clone(), vec![0.0; at.len()]);
        if evidence.problem.evaluate(&at, &mut gradient).is_finite() {
            let title = evidence.labels.title();
            let text = format!("stopped in step {step}: {title} has no derivative at {}", point(evidence, &at));
            return Some(Judgement::new(Verdict::Stopped, vec![text, progress(evidence)]));
        }
    }
    if let Some(why) = left {
        let text = format!("left its domain in step {step}: {why}");
        let value = number(last.value);
        let inside = format!("the last point inside was {place}, where {target} is {value}");
        return Some(Judgement::new(Verdict::LeftDomain, vec![text, inside]).at(Ending::Outside));
    }
    let mut reason = vec![format!("diverges: {}; the last finite point was {place}", stop(evidence))];
    reason.extend(rise(evidence).or_else(|| fall(evidence)));
    reason.extend(steepness(evidence));
    reason.extend(border::describe(evidence));
    Some(Judgement::new(Verdict::Diverges, reason).at(Ending::Infinity))
}

/// Did the value fall in every step? Then there is no floor, as far as doubles go.
fn fall(evidence: &Evidence<'_>) -> Option<String> {
    let target = evidence.labels.target();
    fell(evidence)
        .then(|| format!("{target} has fallen in every step, as far down as doubles go: it seems to have no minimum"))
}

/// Has the value fallen in every step?
fn fell(evidence: &Evidence<'_>) -> bool {
    let iterates = evidence.descent.trace.iterates();
    iterates.len() > 1 && iterates.windows(2).all(|w| w[1].value < w[0].value)
}
