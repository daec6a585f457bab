//! The border of the basin of a minimum, found by trying starts between the minimum and one that diverged.

use super::judgement::{Evidence, nearest};
use super::proof::rounded_up;
use super::words::{number, point};
use crate::descent::KnownPointKind;

/// The steps of a trial run.
const STEPS: usize = 2_000;

/// For one unknown, a constant rate and a known minimum: the largest distance from it at which starts on this side converge.
pub fn describe(evidence: &mut Evidence<'_>) -> Vec<String> {
    let Some(border) = find(evidence) else { return Vec::new() };
    let distance = number((border.at - border.center).abs());
    let place = point(evidence, &[border.center]);
    let mut lines = vec![format!(
        "by trial, starts on this side go away at this rate if they are more than {distance} from {place}"
    )];
    lines.extend(proof(evidence, &border));
    if (border.start - border.at).abs() <= TOO_NEAR * (1.0 + border.start.abs()) {
        lines.push("the start is so near to that border that rounding decides on which side the run is".into());
    }
    lines
}

/// A start nearer to the border than this, relative to one plus its size, cannot be told from it in doubles.
const TOO_NEAR: f64 = 1e-12;

/// The start nearest to a minimum from which runs diverge.
struct Border {
    center: f64,
    at: f64,
    start: f64,
    rate: f64,
}

/// The cycle of period 2 or the critical point that is the border, proved to be there.
fn proof(evidence: &mut Evidence<'_>, border: &Border) -> Option<String> {
    let mut slope = [0.0];
    evidence.problem.evaluate(&[border.at], &mut slope);
    let over = border.at - border.rate * slope[0];
    let near = 1e-6 * (1.0 + border.at.abs());
    if let Some(cycle) = evidence.knowledge.cycle(&[vec![border.at], vec![over]], evidence.rate)
        && cycle.distance <= near
        && (cycle.multiplier.0 > 1.0 || cycle.multiplier.1 < -1.0)
    {
        let points = format!("{}, {}", number(border.at), number(over));
        let within = number(rounded_up(cycle.distance));
        return Some(format!("certified: within {within} of {points} there is a cycle of period 2 that repels"));
    }
    let critical = evidence.knowledge.critical_point(&[border.at]).filter(|c| c.distance <= near)?;
    let within = number(rounded_up(critical.distance));
    let place = point(evidence, &[border.at]);
    (critical.kind == KnownPointKind::Maximum)
        .then(|| format!("certified: within {within} of {place} there is a maximum"))
}

fn find(evidence: &mut Evidence<'_>) -> Option<Border> {
    let rate = evidence.rate.fixed().filter(|r| evidence.plain && *r > 0.0)?;
    let target = nearest(evidence)?.x.clone();
    let start = evidence.descent.trace.first()?.x;
    let (&[center], &[start]) = (&target[..], start) else { return None };
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
    Some(Border { center, at: center + stays * reach, start, rate })
}
