//! From where a run goes away: found by trying starts between the minimum and the one that did.

use super::words::{number, point};
use super::{Evidence, nearest};

/// The steps that a trial run gets.
const STEPS: usize = 2_000;

/// For one unknown, a constant rate and a known minimum: how far from it a start may be on the side of this one.
pub fn describe(evidence: &mut Evidence<'_>) -> Option<String> {
    let rate = evidence.rate.fixed().filter(|r| evidence.plain && *r > 0.0)?;
    let target = nearest(evidence)?.x.clone();
    let start = evidence.descent.trace.first()?.x.clone();
    let (&[center], &[start]) = (&target[..], &start[..]) else { return None };
    let reach = start - center;
    let mut escapes = |part: f64| {
        let mut x = center + part * reach;
        let mut slope = [0.0];
        for _ in 0..STEPS {
            evidence.problem.evaluate(&[x], &mut slope);
            x -= rate * slope[0];
            if !x.is_finite() || (x - center).abs() > 1e3 * reach.abs() {
                return true;
            }
        }
        false
    };
    let (mut stays, mut leaves) = (1e-3, 1.0);
    if escapes(stays) || !escapes(leaves) {
        return None;
    }
    for _ in 0..50 {
        let middle = 0.5 * (stays + leaves);
        if escapes(middle) { leaves = middle } else { stays = middle }
    }
    let distance = number((stays * reach).abs());
    let place = point(evidence, &[center]);
    Some(format!("by trial, starts on this side go away at this rate if they are more than {distance} from {place}"))
}
