//! Runs that come to rest where branches of a function meet: at kinks and beside jumps.

use super::judgement::{Ending, Evidence, Judgement, TOLERANCE, Verdict};
use super::rest::Surroundings;
use super::words::{number, point, stop};
use crate::descent::trace::norm;
use crate::descent::{Corner, Iterate, KnownPoint};

/// The verdict on a run that rests at a kink or beside a jump; none where the branches go on smoothly into one another.
pub(super) fn at_corner(evidence: &Evidence<'_>, last: Iterate<'_>, place: &Surroundings) -> Option<Judgement> {
    let corner = place.corner.as_ref().filter(|_| !place.around.blurred)?;
    if jumps(corner, last) {
        return Some(beside_jump(evidence, last, corner.lowest));
    }
    let steepest = steepest(corner);
    let apart = corner.gradients.iter().any(|g| {
        let difference: Vec<f64> = g.iter().zip(&corner.gradients[0]).map(|(a, b)| a - b).collect();
        norm(&difference) > TOLERANCE.max(1e-6 * steepest)
    });
    apart.then(|| at_kink(evidence, last, place, corner))
}

/// The size of the largest gradient of the branches that meet.
fn steepest(corner: &Corner) -> f64 {
    corner.gradients.iter().map(|g| norm(g)).fold(0.0, f64::max)
}

/// Is the value just beside the point smaller by more than the slopes there explain? Then it jumps.
pub(super) fn jumps(corner: &Corner, last: Iterate<'_>) -> bool {
    let step = TOLERANCE * (1.0 + norm(last.x)) * steepest(corner);
    last.value - corner.lowest > 10.0 * step + 1e-9 * (1.0 + last.value.abs())
}

/// At a point where the value is not the least one nearby, however near.
fn beside_jump(evidence: &Evidence<'_>, last: Iterate<'_>, lowest: f64) -> Judgement {
    let (target, here) = (evidence.labels.target(), point(evidence, last.x));
    let reason = vec![
        format!("stalled at {here}, beside a jump: {}", stop(evidence)),
        format!("no minimum: {target} is {} here, and {} just beside it", number(last.value), number(lowest)),
    ];
    Judgement::new(Verdict::Stalled, reason).at(Ending::Jump)
}

fn at_kink(evidence: &Evidence<'_>, last: Iterate<'_>, place: &Surroundings, corner: &Corner) -> Judgement {
    let (target, here) = (evidence.labels.target(), point(evidence, last.x));
    let jumps = match corner.sides {
        Some((left, right)) => format!("the slope jumps there from {} to {}", number(left), number(right)),
        None => format!("branches of {target} with different gradients meet there"),
    };
    // The slopes are those at the point, which may be off the kink by the tolerance.
    let steepest = steepest(corner).max(1.0);
    let leads_down = norm(&corner.gradient) > 10.0 * TOLERANCE * steepest;
    if leads_down || place.around.falls > 0 {
        let down = match norm(&corner.gradient) {
            slope if leads_down => format!("{target} falls from there with the slope {}", number(-slope)),
            _ => format!("{target} falls on some side"),
        };
        let reason =
            vec![format!("stalled at a kink, {here}: {}", stop(evidence)), format!("no minimum: {jumps}, and {down}")];
        return Judgement::new(Verdict::Stalled, reason).at(Ending::Kink);
    }
    let reason = match place.kink {
        Some((0.0, ..)) => {
            vec![format!("converged to a kink, {here}: {}", stop(evidence)), format!("a local minimum, since {jumps}")]
        }
        Some((within, left, right)) => {
            let (within, left, right) = (number(within), number(left), number(right));
            vec![
                format!("converged to a kink near {here}: {}", stop(evidence)),
                format!(
                    "a local minimum lies within {within} of it, since the slope goes from {left} to {right} around it"
                ),
            ]
        }
        None => vec![
            format!("converged to a kink, {here}, probably a minimum: {}", stop(evidence)),
            format!("{jumps}, and {target} falls in none of the directions that were tried"),
        ],
    };
    Judgement::new(Verdict::Converged, reason).at(Ending::Kink)
}

/// The run is near a known minimiser but its value is not near the minimum: the value jumps between them.
pub(super) fn misses(evidence: &Evidence<'_>, last: Iterate<'_>, known: &KnownPoint, away: f64) -> Option<Judgement> {
    let excess = last.value - known.value;
    let allowed = 4.0 * last.norm * away + 1e-9 * (1.0 + known.value.abs());
    (excess > allowed).then(|| {
        let (target, place) = (evidence.labels.target(), evidence.labels.point(&known.exact));
        let (here, ended) = (number(last.value), stop(evidence));
        let reason = vec![
            format!("stalled {} from {place}, beside a jump: {ended}", number(away)),
            format!("no minimum: {target} is {here} here, and {} at {place}", known.value_exact),
        ];
        Judgement::new(Verdict::Stalled, reason).at(Ending::Jump)
    })
}
