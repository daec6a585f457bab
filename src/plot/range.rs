//! From numbers to the ends of an axis.

use crate::numeric::real;

/// The ends of a range.
pub type AxisRange = (f64, f64);

/// Numbers beyond this are drawn as if they were this large.
const LARGEST: f64 = 1e300;

/// Free room on either side, as a share of the range.
const MARGIN: f64 = 0.05;

/// Smallest and largest of the finite numbers.
pub fn extent(values: impl IntoIterator<Item = f64>) -> Option<AxisRange> {
    values.into_iter().filter(|v| v.is_finite()).fold(None, |found, v| match found {
        None => Some((v, v)),
        Some((lo, hi)) => Some((v.min(lo), v.max(hi))),
    })
}

/// The range that holds both.
pub fn union(a: Option<AxisRange>, b: Option<AxisRange>) -> Option<AxisRange> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (one, None) | (None, one) => one,
    }
}

/// The range with some room on both sides.
pub fn with_margin(range: AxisRange) -> AxisRange {
    let (lo, hi) = widened(range);
    let room = (hi - lo) * MARGIN;
    (lo - room, hi + room)
}

/// The range of a log axis with some room on both sides.
pub fn with_log_margin(range: AxisRange) -> AxisRange {
    let (lo, hi) = widened_log(range);
    // By logarithms, since the ratio itself may be beyond all doubles.
    let room = real::pow(10.0, (real::log10(hi) - real::log10(lo)) * MARGIN);
    ((lo / room).max(1e-305), (hi * room).min(1e305))
}

/// A range that can be drawn: finite, rising, and wide enough that doubles tell its parts apart.
pub fn widened((a, b): AxisRange) -> AxisRange {
    if a.is_nan() || b.is_nan() {
        return (-1.0, 1.0);
    }
    let (lo, hi) = (a.min(b).clamp(-LARGEST, LARGEST), a.max(b).clamp(-LARGEST, LARGEST));
    let size = lo.abs().max(hi.abs());
    if hi - lo > size * 1e-10 && hi - lo > 1e-290 {
        return (lo, hi);
    }
    let (middle, half) = (lo / 2.0 + hi / 2.0, if size > 1e-290 { size / 2.0 } else { 1.0 });
    (middle - half, middle + half)
}

/// The same for a log axis: positive numbers only.
pub fn widened_log((a, b): AxisRange) -> AxisRange {
    let (lo, hi) = (a.min(b), a.max(b));
    let hi = if hi.is_nan() || hi <= 0.0 { 1.0 } else { hi.clamp(1e-300, LARGEST) };
    let lo = if lo.is_nan() || lo <= 0.0 { hi * 1e-3 } else { lo.clamp(1e-300, LARGEST) };
    if hi / lo > 1.0 + 1e-6 { (lo, hi) } else { (lo / 3.0, hi * 3.0) }
}

/// Does this sequence diverge: to something that is not finite, or ever faster from where it began?
pub fn runs_away(values: &[f64]) -> bool {
    let (Some(&first), Some(&last)) = (values.first(), values.last()) else {
        return false;
    };
    if values.len() < 3 {
        return false;
    }
    if !last.is_finite() {
        return true;
    }
    let farthest = values.iter().map(|v| (v - first).abs()).fold(0.0, f64::max);
    let pace = |i: usize| (values[i] - values[i - 1]).abs();
    let end = values.len() - 1;
    let ends_far = (last - first).abs().max((values[end - 1] - first).abs()) >= farthest;
    ends_far && pace(end) > 1.5 * pace(1) && pace(end) > pace(end - 1) && pace(end - 1) > 0.0
}

/// A range in which several sequences can be read: bounded ones whole, diverging ones in their beginning.
pub fn of_sequences(sequences: &[Vec<f64>]) -> Option<AxisRange> {
    let whole = |values: &Vec<f64>| extent(values.iter().copied());
    let all = sequences.iter().map(whole).fold(None, union)?;
    let staying = sequences.iter().filter(|s| !runs_away(s)).map(whole).fold(None, union);
    let Some(calm) = staying.filter(|(lo, hi)| hi > lo) else {
        return Some(sequences.iter().filter_map(|s| beginning(s)).map(Some).fold(None, union).unwrap_or(all));
    };
    let span = calm.1 - calm.0;
    if all.1 - all.0 <= 7.0 * span {
        return Some(all);
    }
    Some(((calm.0 - 0.8 * span).max(all.0), (calm.1 + 0.8 * span).min(all.1)))
}

/// The beginning of a sequence, up to where its first steps would become too small to see.
pub fn beginning(values: &[f64]) -> Option<AxisRange> {
    let all = extent(values.iter().copied())?;
    let first = values.iter().copied().find(|v| v.is_finite())?;
    if !runs_away(values) {
        return Some(all);
    }
    let far = |v: f64| (v - first).abs();
    let step = values.iter().copied().map(far).find(|&d| d > 0.0).unwrap_or(0.0);
    let near = extent(values.iter().copied().take_while(|&v| far(v) <= 12.0 * step))?;
    let room = near.1 - near.0;
    Some(((near.0 - 0.15 * room).max(all.0), (near.1 + 0.15 * room).min(all.1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::landmarks::Landmarks;
    use crate::plot::sample::{of_curves, outline};
    use proptest::prelude::*;

    fn heights(mut f: impl FnMut(f64) -> f64, over: AxisRange) -> AxisRange {
        of_curves(&[outline(&mut f, &Landmarks::default(), over)]).expect("has values")
    }

    #[test]
    fn a_plain_curve_is_shown_whole() {
        assert_eq!(heights(|x| x * x, (-20.0, 20.0)), (0.0, 400.0));
        let (_, top) = heights(real::exp, (-5.0, 5.0));
        assert!((top - real::exp(5.0)).abs() < 1e-9);
    }

    #[test]
    fn poles_do_not_flatten_the_rest() {
        let (lo, hi) = heights(|x| 1.0 / x, (-5.0, 5.0));
        assert!(lo < -1.0 && lo > -10.0 && hi > 1.0 && hi < 10.0, "{lo} {hi}");
        let (lo, hi) = heights(real::tan, (-10.0, 10.0));
        assert!(lo < -2.0 && lo > -20.0 && hi > 2.0 && hi < 20.0, "{lo} {hi}");
        let (lo, hi) = heights(|x| 1.0 / (x * x), (-5.0, 5.0));
        assert!(lo >= 0.0 && hi < 20.0, "{lo} {hi}");
    }

    #[test]
    fn a_run_that_explodes_leaves_the_others_readable() {
        let calm: Vec<f64> = (0..20).map(|k| 3.0 * 0.8f64.powi(k)).collect();
        let wild: Vec<f64> = (0..20).map(|k| 3.0 * (-3.0f64).powi(k)).collect();
        assert!(runs_away(&wild) && !runs_away(&calm));
        let (lo, hi) = of_sequences(&[calm, wild.clone()]).expect("range");
        assert!(hi < 10.0 && lo > -10.0, "{lo} {hi}");
        let (lo, hi) = beginning(&wild).expect("range");
        assert!(hi - lo < 500.0 && hi - lo > 12.0, "{lo} {hi}");
    }

    #[test]
    fn a_slow_start_is_no_escape() {
        let values = [0.0, 1e-6, 1e-5, 1e-3, 0.5, 1.9, 2.0, 2.0];
        assert_eq!(beginning(&values), Some((0.0, 2.0)));
    }

    proptest! {
        #[test]
        fn every_range_becomes_drawable(a in proptest::num::f64::ANY, b in proptest::num::f64::ANY) {
            let (lo, hi) = with_margin((a, b));
            prop_assert!(lo < hi && lo.is_finite() && hi.is_finite() && (hi - lo).is_finite());
            let (lo, hi) = with_log_margin((a, b));
            prop_assert!(lo > 0.0 && lo < hi && hi.is_finite());
        }
    }
}
