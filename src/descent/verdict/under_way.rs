//! Runs that used up their steps before anything was decided.

use super::arrival::bend;
use super::border;
use super::climbing::{rise, steepness};
use super::cycles::{hovers, no_proof, repeats, trapped};
use super::judgement::{Ending, Evidence, Judgement, TOLERANCE, Verdict};
use super::pattern::{self, Growth};
use super::prediction::{Pace, calms_down, pace, steps_to_gradient};
use super::proof::rounded_up;
use super::rest::{RestKind, Surroundings};
use super::words::{descending, number, point, progress, steps};
use crate::descent::Iterate;
use crate::descent::trace::norm;
use crate::numeric::format::significant;

/// The verdict on a run that has not arrived anywhere.
pub(super) fn under_way(
    evidence: &mut Evidence<'_>,
    first: Iterate<'_>,
    recent: &[Iterate<'_>],
    place: &Surroundings,
) -> Judgement {
    if let Some(growth) = pattern::growth(first, recent) {
        return going_away(evidence, recent, growth);
    }
    if let Some(judgement) = halted(evidence, recent) {
        return judgement;
    }
    if let Some(judgement) = repeats(evidence).or_else(|| hovers(evidence)) {
        return judgement;
    }
    let swings = pattern::jumps_about(recent);
    let calms = calms_down(&evidence.descent.trace);
    if swings && !calms {
        let text = format!("oscillates without settling: {}", progress(evidence));
        let why = format!("no cycle of up to 31 points repeats in the last {}", steps(recent.len() as u64 - 1));
        let mut reason = vec![text, why];
        reason.extend(no_proof(evidence));
        return Judgement::new(Verdict::Oscillates, reason);
    }
    if let Some(judgement) = trapped(evidence, recent) {
        return judgement;
    }
    if let Some(judgement) = above_start(evidence, first, recent) {
        return judgement;
    }
    if let Some(judgement) = was_lower(evidence, recent) {
        return judgement;
    }
    let rising = if swings { None } else { rises_lately(evidence, recent) };
    let head = if rising.is_some() { format!("under way: {}", progress(evidence)) } else { descending(evidence) };
    let mut judgement = Judgement::new(Verdict::Descending, vec![head]).at(Ending::UnderWay);
    judgement.reason.extend(rising);
    if swings {
        judgement.reason.push("it swings to and fro, but the swings get smaller".into());
    }
    outlook(evidence, &mut judgement);
    let unnamed = evidence.knowledge.minimisers().is_empty();
    if unnamed && place.kind == RestKind::Bowl && place.offset <= 0.01 * (1.0 + norm(recent[recent.len() - 1].x)) {
        let away = number(place.offset);
        judgement.reason.push(format!("a minimum is probably about {away} away, since {}", bend(evidence, place)));
    }
    judgement
}

/// The verdict on a run that leaves every point behind.
fn going_away(evidence: &mut Evidence<'_>, recent: &[Iterate<'_>], growth: Growth) -> Judgement {
    let reason = match growth {
        Growth::Rising => {
            let mut reason = vec![format!("diverges so far: {}", progress(evidence))];
            reason.extend(rise(evidence));
            reason.extend(steepness(evidence));
            reason.extend(border::describe(evidence));
            reason
        }
        Growth::Falling => {
            let text = format!("diverges, as far as it was followed: {}", progress(evidence));
            let far = recent.last().map(|i| point(evidence, i.x)).unwrap_or_default();
            vec![text, format!("it has reached {far}, and {} still falls", evidence.labels.target())]
        }
    };
    Judgement::new(Verdict::Diverges, reason).at(Ending::Infinity)
}

/// No step moves the point any more: the rates have become too small, or the method stands still.
fn halted(evidence: &Evidence<'_>, recent: &[Iterate<'_>]) -> Option<Judgement> {
    let last = recent.last().filter(|last| recent.len() > STILL && last.norm > 0.0)?;
    let lately = &recent[recent.len() - 1 - STILL..];
    // A fixed rate makes its steps exactly; a search may go to and fro between neighbouring doubles.
    let rounding = if last.rate.is_none() { 0.0 } else { 2.0 * f64::EPSILON };
    let moves = |pair: &[Iterate<'_>]| pair[0].x.iter().zip(pair[1].x).any(|(a, b)| (a - b).abs() > rounding * b.abs());
    if lately.windows(2).any(moves) {
        return None;
    }
    let still = lately.iter().all(|i| i.x == last.x);
    let text = format!("stands still at {}: {}", point(evidence, last.x), progress(evidence));
    let by = if still { "" } else { " by more than a rounding error" };
    let why = match last.rate.filter(|&rate| rate == 0.0 || rate_falls(recent)) {
        Some(rate) => format!("the rate has fallen to {}, and no step of that size moves the point{by}", number(rate)),
        None => format!("none of the last {} has moved the point{by}", steps(STILL as u64)),
    };
    Some(Judgement::new(Verdict::Stalled, vec![text, why]))
}

/// What the last so many steps do tells how the run goes: without a change the rate is taken to be too small.
const STILL: usize = 8;

/// Have the rates lately become smaller?
fn rate_falls(recent: &[Iterate<'_>]) -> bool {
    let rates: Vec<f64> = recent.iter().filter_map(|i| i.rate).collect();
    rates.first().zip(rates.last()).is_some_and(|(first, last)| last < first)
}

/// The value is higher than at the start, so the run cannot be said to descend.
fn above_start(evidence: &Evidence<'_>, first: Iterate<'_>, recent: &[Iterate<'_>]) -> Option<Judgement> {
    let last = recent.last()?;
    if last.value <= first.value || recent.len() < 2 {
        return None;
    }
    let (early, late) = recent.split_at(recent.len() / 2);
    let mean = |part: &[Iterate<'_>]| part.iter().map(|i| i.value / part.len() as f64).sum::<f64>();
    let ends = recent.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), i| (l.min(i.value), h.max(i.value)));
    let target = evidence.labels.target();
    let lately = steps(recent.len() as u64 - 1);
    let rises = recent.windows(2).filter(|w| w[1].value > w[0].value).count();
    // The means of two halves of values that only cycle differ by less than one cycle.
    if rises == 0 || mean(late) < mean(early) - 0.1 * (ends.1 - ends.0) {
        let text = format!("descending again after a rise: {}", progress(evidence));
        let why = match rises {
            0 => format!("{target} has not risen in any of the last {lately}"),
            _ => format!("over the last {lately} {target} falls on average, though it rises in {rises} of them"),
        };
        return Some(Judgement::new(Verdict::Descending, vec![text, why]).at(Ending::UnderWay));
    }
    if recent.windows(2).any(|w| w[1].value < w[0].value) {
        let mut reason = vec![format!("goes up and down without getting lower: {}", progress(evidence))];
        reason.push(format!("over the last {lately} {target} both rises and falls; whether it settles is not known"));
        reason.extend(no_proof(evidence));
        return Some(Judgement::new(Verdict::Oscillates, reason));
    }
    let why = format!("{target} has risen in each of the last {lately}");
    Some(Judgement::new(Verdict::Diverges, vec![format!("diverges so far: {}", progress(evidence)), why]))
}

/// The value has been lower, and lately has not fallen.
fn was_lower(evidence: &Evidence<'_>, recent: &[Iterate<'_>]) -> Option<Judgement> {
    let [before, .., last] = recent else { return None };
    let all = evidence.descent.trace.iterates();
    let lowest = all.iter().min_by(|a, b| a.value.total_cmp(&b.value))?;
    if last.value < before.value || last.value - lowest.value <= 1e-12 * (1.0 + last.value.abs()) {
        return None;
    }
    let (target, value) = (evidence.labels.target(), number(lowest.value));
    let why = format!("{target} was lower before: {value} after {}", steps(lowest.k));
    let text = format!("under way: {}", progress(evidence));
    Some(Judgement::new(Verdict::Descending, vec![text, why]).at(Ending::UnderWay))
}

/// That the value has lately risen again and again, so that the run does not just descend.
fn rises_lately(evidence: &Evidence<'_>, recent: &[Iterate<'_>]) -> Option<String> {
    let lately = &recent[recent.len().checked_sub(STILL + 1)?..];
    let rises = lately.windows(2).filter(|w| w[1].value > w[0].value).count();
    let target = evidence.labels.target();
    (3 * rises >= STILL).then(|| format!("{target} rose in {rises} of the last {}", steps(STILL as u64)))
}

/// The pace of the run, and when the gradient is probably small.
fn outlook(evidence: &Evidence<'_>, judgement: &mut Judgement) {
    let trace = &evidence.descent.trace;
    let (Some(last), Some(pace)) = (trace.last(), pace(trace, !evidence.method.nature().rests)) else { return };
    let size = evidence.labels.gradient_size();
    judgement.reason.push(match pace {
        Pace::Factor(factor) if number(factor) == "1" => {
            format!("lately every step takes no more than {} of {size} away", number(rounded_up(1.0 - factor)))
        }
        Pace::Factor(factor) => format!("lately every step keeps {} of {size}", number(factor)),
        Pace::Power(p) => format!("lately {size} falls about like k^-{}", number(p)),
    });
    let recent: Vec<Iterate<'_>> = trace.recent().collect();
    if evidence.rate.fixed().is_none() && rate_falls(&recent) {
        judgement.reason.push("the rate gets smaller too, so how far the run will come is not known".into());
        return;
    }
    judgement.steps_predicted = steps_to_gradient(last, pace).filter(|&k| k > last.k);
    if let Some(k) = judgement.steps_predicted {
        let (limit, shown) = (number(TOLERANCE), about(k));
        judgement.reason.push(format!("at this pace {size} is below {limit} after about {shown} steps"));
    }
}

/// Three digits of a count: `7060`, `2.76e11`.
fn about(count: u64) -> String {
    let mut unit = 1;
    while count / unit >= 1_000 {
        unit *= 10;
    }
    let rounded = (count + unit / 2) / unit * unit;
    if rounded < 10_000_000 { rounded.to_string() } else { significant(rounded as f64, 3) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn counts_have_three_digits() {
        let shown: Vec<String> = [0, 7, 999, 7_062, 99_960, 275_970_081_698].iter().map(|&k| super::about(k)).collect();
        assert_eq!(shown, ["0", "7", "999", "7060", "100000", "2.76e11"]);
    }
}
