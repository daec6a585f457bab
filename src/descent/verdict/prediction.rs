//! How fast a run is converging, and when it will probably have converged.

use super::judgement::{TOLERANCE, distance};
use crate::descent::Iterate;
use crate::descent::trace::Trace;
use crate::numeric::real::{exp, ln, pow};

/// The pace at which the distance from the minimum, or a measure of it, shrinks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pace {
    /// Every step multiplies it by this factor.
    Factor(f64),
    /// It falls like `k^-p`: slower than by any constant factor.
    Power(f64),
}

/// Predictions beyond so many steps mean nothing.
const FARTHEST: f64 = 1e15;

/// The factors of the two halves of a run may differ by this much, relatively, and count as the same.
const STEADY: f64 = 1e-3;

/// The pace at which the gradient shrinks, if it is regular; for methods with momentum only if it does not oscillate.
pub fn pace(trace: &Trace, keeps_moving: bool) -> Option<Pace> {
    let all = trace.iterates();
    let half = &all[all.len() / 2..];
    // The last few steps of an oscillating run say nothing about the next.
    if keeps_moving && half.windows(2).any(|w| w[1].norm > w[0].norm) {
        return None;
    }
    power(trace).or_else(|| factor(trace))
}

/// The mean factor per step over the last iterates, if that of both halves is about the same.
fn factor(trace: &Trace) -> Option<Pace> {
    let recent: Vec<Iterate<'_>> = trace.recent().collect();
    let tail = &recent[recent.len().saturating_sub(33)..];
    let half = (tail.len().checked_sub(1)?) / 2;
    if half < 3 || tail.iter().any(|i| i.norm == 0.0) {
        return None;
    }
    let mean = |from: usize, to: usize| ln(tail[to].norm / tail[from].norm) / (to - from) as f64;
    let end = tail.len() - 1;
    let (before, after) = (mean(end - 2 * half, end - half), mean(end - half, end));
    let both = mean(end - 2 * half, end);
    let steady = (before - after).abs() <= 0.05 * both.abs() + STEADY * 1e-3;
    (steady && after < 0.0).then(|| Pace::Factor(exp(after)))
}

/// The exponent of a power law, if the last half of the run and the quarter before it agree on it.
fn power(trace: &Trace) -> Option<Pace> {
    let all = trace.iterates();
    let last = all.last()?;
    if last.k < 64 {
        return None;
    }
    let at = |k: u64| all.iter().min_by_key(|i| i.k.abs_diff(k));
    let (first, middle) = (at(last.k / 4)?, at(last.k / 2)?);
    let exponent = |a: &Iterate<'_>, b: &Iterate<'_>| -ln(b.norm / a.norm) / ln(b.k as f64 / a.k as f64);
    let (before, after) = (exponent(first, middle), exponent(middle, last));
    let regular = (before - after).abs() <= 0.05 * after.abs();
    // A factor per step looks like an exponent that doubles from octave to octave.
    (regular && after > 0.05 && after.is_finite()).then_some(Pace::Power(after))
}

/// The number of the step at which the distance is below the tolerance, if every step keeps `factor`.
pub fn steps_at(k: u64, distance: f64, factor: f64) -> Option<u64> {
    if !(factor < 1.0 && distance > 0.0) {
        return None;
    }
    let more = if factor <= 0.0 { 1.0 } else { (ln(TOLERANCE / distance) / ln(factor)).ceil() };
    let step = k as f64 + more.max(0.0);
    (step < FARTHEST).then_some(step as u64)
}

/// The number of the step at which the gradient is probably smaller than the tolerance.
pub fn steps_to_gradient(last: Iterate<'_>, pace: Pace) -> Option<u64> {
    match pace {
        Pace::Factor(factor) => steps_at(last.k, last.norm, factor),
        Pace::Power(p) => {
            let step = (last.k as f64 * pow(last.norm / TOLERANCE, 1.0 / p)).ceil();
            (step.is_finite() && step < FARTHEST).then(|| (step as u64).max(last.k))
        }
    }
}

/// Do the oscillations of the gradient get smaller? The second quarter of the run is compared with the last, since with
/// momentum one oscillation takes many steps: by the largest gradient, which a single step may decide, and by the median.
pub fn calms_down(trace: &Trace) -> bool {
    let all = trace.iterates();
    if all.len() < 16 {
        return false;
    }
    let quarter = all.len() / 4;
    let sorted = |part: &[Iterate<'_>]| {
        let mut norms: Vec<f64> = part.iter().map(|i| i.norm).collect();
        norms.sort_by(f64::total_cmp);
        [norms[if quarter < FEW { quarter - 1 } else { quarter / 2 }], norms[quarter - 1]]
    };
    let (before, after) = (sorted(&all[quarter..2 * quarter]), sorted(&all[all.len() - quarter..]));
    (0..2).all(|i| after[i] <= CALMER * before[i])
}

/// Oscillations that do not shrink to less than this part do not settle.
const CALMER: f64 = 0.8;

/// The least number of gradients whose median is meaningful.
const FEW: usize = 16;

/// Does the run move about a point without coming nearer? The largest of its latest distances from that point.
pub fn hovering(trace: &Trace, center: &[f64]) -> Option<f64> {
    let all = trace.iterates();
    if all.len() < 200 {
        return None;
    }
    let part = &all[all.len() - all.len() / 2..];
    let (before, after) = part.split_at(part.len() / 2);
    let far = |part: &[Iterate<'_>]| part.iter().map(|i| distance(i.x, center)).fold(0.0, f64::max);
    let (earlier, later) = (far(before), far(after));
    let turns = part.windows(2).filter(|w| w[1].value > w[0].value).count();
    let settled = later >= 0.95 * earlier && later <= 1.05 * earlier;
    (settled && turns * 20 >= part.len()).then_some(later)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(k: u64, norm: &[f64; 1]) -> Iterate<'_> {
        Iterate { k, x: norm, value: 0.0, gradient: norm, norm: norm[0], rate: None }
    }

    fn trace(norms: impl Iterator<Item = f64>) -> Trace {
        let mut trace = Trace::new(1, 1);
        for (k, norm) in norms.enumerate() {
            trace.push(at(k as u64, &[norm]));
        }
        trace
    }

    #[test]
    fn factors_and_powers_are_told_apart() {
        let Some(Pace::Factor(factor)) = pace(&trace((0..200).map(|k| pow(0.97, f64::from(k)))), true) else {
            panic!("a factor")
        };
        assert!((factor - 0.97).abs() < 1e-9);
        let Some(Pace::Power(p)) = pace(&trace((0..5000).map(|k| pow(1.0 + f64::from(k), -1.5))), true) else {
            panic!("a power")
        };
        assert!((p - 1.5).abs() < 0.01);
        assert_eq!(pace(&trace((0..200).map(|k| 1.0 + f64::from(k))), false), None);
    }

    #[test]
    fn predictions() {
        assert_eq!(steps_at(9, 1.0, 0.1), Some(15));
        assert_eq!(steps_at(9, 1.0, 1.0), None);
        assert_eq!(steps_to_gradient(at(100, &[1e-3]), Pace::Power(1.5)), Some(10_000));
    }
}
