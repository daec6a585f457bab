//! Proofs by interval arithmetic for what doubles suggest.

use super::judgement::{Ending, Evidence, Judgement, Verdict};
use super::words::{number, point, stop};
use crate::descent::trace::norm;
use crate::descent::{Certificate, KnownPointKind};

/// The relative distance from the last point within which a proved critical point bears on the run.
const NEAR: f64 = 1e-3;

/// Adds what can be proved about the place where a run came to rest; a verdict that the proof contradicts is corrected.
pub fn certify(evidence: &Evidence<'_>, judgement: &mut Judgement) {
    let arrived = matches!(judgement.verdict, Verdict::Converged | Verdict::Stalled);
    let Some(last) = evidence.descent.trace.last().filter(|_| arrived) else { return };
    let Some(proof) = evidence.knowledge.critical_point(last.x) else { return };
    if proof.distance > NEAR * (1.0 + norm(last.x)) {
        return;
    }
    let (name, ending) = match proof.kind {
        KnownPointKind::Minimum => ("strict local minimum", Ending::Minimum),
        KnownPointKind::Maximum => ("strict local maximum", Ending::Maximum),
        KnownPointKind::Saddle => ("saddle", Ending::Saddle),
    };
    if judgement.verdict == Verdict::Converged && ending != Ending::Minimum {
        let text = format!("stalled at the {} near {}", ending.as_str(), point(evidence, last.x));
        judgement.verdict = Verdict::Stalled;
        judgement.reason = vec![text];
    }
    // Flat ground may be a flat minimum.
    if judgement.ending == Some(Ending::Plateau) && ending == Ending::Minimum {
        judgement.verdict = Verdict::Converged;
        judgement.reason = vec![format!("converged to {}: {}", point(evidence, last.x), stop(evidence))];
    }
    if judgement.verdict == Verdict::Converged || judgement.ending == Some(ending) {
        judgement.certified = Some(proof.distance);
        judgement.ending = Some(ending);
        judgement.reason.push(sentence(&proof, name));
    }
}

fn sentence(proof: &Certificate, name: &str) -> String {
    if proof.distance == 0.0 {
        return format!("certified: the last point is a {name}");
    }
    format!("certified: a {name} lies within {} of the last point", number(rounded_up(proof.distance)))
}

/// Three digits, not below the value.
pub(super) fn rounded_up(bound: f64) -> f64 {
    let shown = crate::numeric::format::significant(bound, 3);
    match shown.parse::<f64>() {
        Ok(value) if value < bound => {
            let more = crate::numeric::format::significant(bound * 1.005, 3);
            more.parse().unwrap_or(bound)
        }
        Ok(value) => value,
        Err(_) => bound,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_rounded_up() {
        for bound in [3.141_59e-16, 0.999_9, 1.0, 1.001, 4.4e-16, 2.345_01e-9] {
            let shown = rounded_up(bound);
            assert!(shown >= bound && shown <= 1.02 * bound, "{bound} {shown}");
        }
    }
}
