//! Sentences that several verdicts share.

use super::judgement::{Evidence, Judgement, Verdict};
use crate::descent::StopReason;
use crate::numeric::polynomial::RealRoot;
use crate::numeric::{Rational, format};

/// A double in a sentence.
pub fn number(value: f64) -> String {
    format::significant(value, format::TABLE_DIGITS)
}

/// A value with enough digits to show that it is no round number: `5.0000000042`, not `5`.
fn exact_enough(value: f64) -> String {
    let short = number(value);
    let digits = short.trim_start_matches(['-', '0', '.']).chars().filter(char::is_ascii_digit).count();
    if digits <= 3 && short.parse() != Ok(value) { format::significant(value, format::PEOPLE_DIGITS) } else { short }
}

/// An exact number in a sentence; a long one as a decimal.
pub fn exact(value: &Rational) -> String {
    let text = value.to_string();
    if text.len() <= 20 {
        return text;
    }
    let short = value.significant(format::TABLE_DIGITS);
    if Rational::parse(&short).is_ok_and(|read| read == *value) { short } else { format!("≈ {short}") }
}

/// An algebraic number in a sentence.
pub fn root(value: &RealRoot) -> String {
    match value.as_rational() {
        Some(rational) => exact(rational),
        None => format!("≈ {}", number(value.to_f64())),
    }
}

/// `1 - 0.1·2 = 4/5`; where the right side is rounded, `1 - 0.1·1.83772 ≈ 0.816228`.
pub fn equation(left: &str, right: &str) -> String {
    if right.starts_with('≈') { format!("{left} {right}") } else { format!("{left} = {right}") }
}

/// A point of doubles in a sentence.
pub fn point(evidence: &Evidence<'_>, x: &[f64]) -> String {
    let shown: Vec<String> = x.iter().map(|&v| number(v)).collect();
    evidence.labels.point(&shown)
}

/// `1 step`, `9 steps`
pub fn steps(count: u64) -> String {
    if count == 1 { "1 step".into() } else { format!("{count} steps") }
}

/// `after 9 steps f has fallen from 86 to 6.45917 and |f'| is 2.41592`
pub fn progress(evidence: &Evidence<'_>) -> String {
    let trace = &evidence.descent.trace;
    let (Some(first), Some(last)) = (trace.first(), trace.last()) else {
        return "there is no value at the start".into();
    };
    let (target, size) = (evidence.labels.target(), evidence.labels.gradient_size());
    if last.k == 0 {
        return format!("at the start {target} is {} and {size} is {}", number(last.value), number(last.norm));
    }
    let (from, to) = (exact_enough(first.value), exact_enough(last.value));
    let moved = match last.value.total_cmp(&first.value) {
        _ if from == to => format!("{target} is still {to}"),
        std::cmp::Ordering::Less => format!("{target} has fallen from {from} to {to}"),
        std::cmp::Ordering::Equal | std::cmp::Ordering::Greater => format!("{target} has risen from {from} to {to}"),
    };
    format!("after {} {moved} and {size} is {}", steps(last.k), number(last.norm))
}

/// The headline of a run that used up its steps too early.
pub fn descending(evidence: &Evidence<'_>) -> String {
    let trace = &evidence.descent.trace;
    let risen = trace.first().zip(trace.last()).is_some_and(|(first, last)| last.value > first.value);
    let head = match evidence.descent.steps {
        0 => "no step was asked for",
        _ if risen => "still under way",
        _ => "still descending",
    };
    format!("{head}: {}", progress(evidence))
}

/// The verdict on a run that ended before anything was decided.
pub fn stopped(evidence: &Evidence<'_>) -> Judgement {
    Judgement::new(Verdict::Stopped, vec![format!("stopped: {}", stop(evidence)), progress(evidence)])
}

/// The verdict on a run that somebody stopped.
pub fn interrupted(evidence: &Evidence<'_>) -> Option<Judgement> {
    let text = || format!("interrupted: {}", progress(evidence));
    matches!(evidence.descent.stop, StopReason::Interrupted).then(|| Judgement::new(Verdict::Interrupted, vec![text()]))
}

/// The verdict on a run that its written condition ended, without how far it got.
pub fn by_condition(evidence: &Evidence<'_>) -> Option<Judgement> {
    let text = || format!("stopped by its condition: {}", stop(evidence));
    matches!(evidence.descent.stop, StopReason::Condition { written: true, .. })
        .then(|| Judgement::new(Verdict::Stopped, vec![text()]))
}

/// Which rule ended the run.
pub fn stop(evidence: &Evidence<'_>) -> String {
    let descent = evidence.descent;
    match &descent.stop {
        StopReason::StepsDone => format!("all {} were done", steps(descent.steps)),
        StopReason::Condition { text, .. } => format!("{text} held after {}", steps(descent.steps)),
        StopReason::ZeroGradient => {
            format!("{} is exactly 0 after {}", evidence.adjustments.gradient_name(), steps(descent.steps))
        }
        StopReason::Fixed => format!("after {} the point can no longer change in doubles", steps(descent.steps)),
        StopReason::PointNotFinite => format!("step {} led beyond the largest double", descent.steps),
        StopReason::RateNotFinite(rate) => {
            format!("the rate of step {} is {}, no finite number", descent.steps + 1, format::shortest(*rate))
        }
        StopReason::RateNegative(rate) => {
            format!("the rate of step {} is negative: {}", descent.steps + 1, number(*rate))
        }
        StopReason::ValueNotFinite { step: 0, .. } => "there is no value at the start".into(),
        StopReason::ValueNotFinite { step, .. } => format!("step {step} led to a point without a finite value"),
        StopReason::NoProgress { why, .. } => format!("after {} no step goes on: {why}", steps(descent.steps)),
        StopReason::NoStep { why, step } => format!("step {step} cannot be done: {why}"),
        StopReason::TooLarge { step } => format!("the slope along step {step} is too large for doubles"),
        StopReason::Interrupted => format!("interrupted after {}", steps(descent.steps)),
    }
}
