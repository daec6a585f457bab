//! Runs whose value rises: since which step, and why.

use super::judgement::Evidence;
use super::rest::survey;
use super::words::number;

/// The step from which on the value only rose.
pub(super) fn rise(evidence: &Evidence<'_>) -> Option<String> {
    let iterates = evidence.descent.trace.iterates();
    let rising = iterates.windows(2).rev().take_while(|w| w[1].value > w[0].value).count();
    let start = iterates.get(iterates.len().checked_sub(rising + 1)?)?;
    (rising > 0).then(|| format!("{} has risen in every step since step {}", evidence.labels.target(), start.k))
}

/// The local reason for a step that climbs: rate times curvature above 2 at the start.
pub(super) fn steepness(evidence: &mut Evidence<'_>) -> Option<String> {
    let rate = evidence.rate.fixed().filter(|_| evidence.plain)?;
    if rate < 0.0 {
        return Some("the rate is negative, so every step climbs".into());
    }
    let first = evidence.descent.trace.first()?;
    let place = survey(evidence, first.x, first.norm);
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
