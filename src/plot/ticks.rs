//! Where an axis gets its ticks: 1, 2 or 5 times a power of ten.

use super::figure::{Axis, AxisScale};
use super::numerals::{aligned, power_of_ten, short};
use crate::numeric::real;

/// A tick of an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// The number it stands at.
    pub at: f64,
    /// The number as text; empty for a minor tick.
    pub label: String,
}

/// Decades beyond which the ticks between powers of ten are left out.
const DECADES_WITH_MINOR: i32 = 7;
/// Decades beyond which the powers of ten without a name are left out.
const DECADES_ALL: i32 = 24;

/// About `target` labelled ticks inside the range, and minor ones between them on a log axis.
pub fn ticks(axis: &Axis, target: usize) -> Vec<Tick> {
    let target = target.max(2);
    match axis.scale {
        AxisScale::Linear => linear(axis.range, target, axis.whole),
        AxisScale::Log => logarithmic(axis.range, target),
    }
}

fn linear((lo, hi): (f64, f64), target: usize, whole: bool) -> Vec<Tick> {
    let (mut unit, mut exponent) = round_step((hi - lo) / target as f64);
    if whole && exponent < 0 {
        (unit, exponent) = (1, 0);
    }
    let step = scaled(unit as f64, exponent);
    let (first, last) = ((lo / step - 1e-9).ceil(), (hi / step + 1e-9).floor());
    // Also false for NaN: a range that is no range has no ticks.
    if !(first <= last && first.abs() < 1e15 && last.abs() < 1e15 && last - first < 1000.0) {
        return Vec::new();
    }
    let multiples: Vec<i64> = (first as i64..=last as i64).collect();
    let labels = aligned(&multiples, unit, exponent);
    let at = |m: i64| scaled(m as f64 * unit as f64, exponent);
    multiples.iter().zip(labels).map(|(&m, label)| Tick { at: at(m), label }).collect()
}

/// Of 1, 2, 5 times a power of ten, the one nearest by ratio.
fn round_step(rough: f64) -> (i64, i32) {
    if !(rough.is_finite() && rough > 0.0) {
        return (1, 0);
    }
    let exponent = real::log10(rough).floor() as i32;
    let mantissa = rough / scaled(1.0, exponent);
    match mantissa {
        m if m < 1.42 => (1, exponent),
        m if m < 3.17 => (2, exponent),
        m if m < 7.08 => (5, exponent),
        _ => (1, exponent + 1),
    }
}

/// `x · 10^exponent`, rounded once where powers of ten are exact.
fn scaled(x: f64, exponent: i32) -> f64 {
    if exponent < 0 { x / real::pow(10.0, f64::from(-exponent)) } else { x * real::pow(10.0, f64::from(exponent)) }
}

fn logarithmic((lo, hi): (f64, f64), target: usize) -> Vec<Tick> {
    if !(lo > 0.0 && hi > lo && hi.is_finite()) {
        return Vec::new();
    }
    let (first, last) = (real::log10(lo).floor() as i32, real::log10(hi).ceil() as i32);
    let inside = |at: f64| at >= lo * (1.0 - 1e-9) && at <= hi * (1.0 + 1e-9);
    let decades = (first..=last).filter(|&d| inside(scaled(1.0, d))).count();
    if decades < 2 {
        // Less than two powers of ten in sight: name the numbers between them as well.
        let named: Vec<Tick> = (first..=last)
            .flat_map(|d| [1.0, 2.0, 5.0].map(|m| scaled(m, d)))
            .filter(|&at| inside(at))
            .map(|at| Tick { at, label: short(at, 4) })
            .collect();
        return if named.len() >= 2 { named } else { linear((lo, hi), target, false) };
    }
    let stride = stride(last - first, target);
    let plain = first >= -3 && last <= 5;
    let mut found = Vec::new();
    for decade in first..=last {
        let at = scaled(1.0, decade);
        let named = decade.rem_euclid(stride) == 0;
        if inside(at) && (named || last - first <= DECADES_ALL) {
            let label = if plain { short(at, 4) } else { power_of_ten(decade) };
            found.push(Tick { at, label: if named { label } else { String::new() } });
        }
        if last - first <= DECADES_WITH_MINOR {
            let between = (2..=9).map(|m| scaled(f64::from(m), decade)).filter(|&at| inside(at));
            found.extend(between.map(|at| Tick { at, label: String::new() }));
        }
    }
    found
}

/// How many decades lie from one named power of ten to the next.
fn stride(decades: i32, target: usize) -> i32 {
    let fits = |s: &i32| decades <= s.saturating_mul(target as i32);
    [1, 2, 3, 5, 10, 20, 25, 50, 100, 200].into_iter().find(fits).unwrap_or(200)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn labels(axis: &Axis, target: usize) -> Vec<String> {
        ticks(axis, target).into_iter().map(|t| t.label).filter(|l| !l.is_empty()).collect()
    }

    #[test]
    fn linear_ticks_are_round_numbers() {
        assert_eq!(labels(&Axis::linear("", (-20.0, 20.0)), 5), ["−20", "−10", "0", "10", "20"]);
        assert_eq!(labels(&Axis::linear("", (0.0, 1.0)), 5), ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(labels(&Axis::linear("", (0.0, 3e-6)), 3), ["0", "1×10⁻⁶", "2×10⁻⁶", "3×10⁻⁶"]);
        let at: Vec<f64> = ticks(&Axis::linear("", (0.0, 0.35)), 3).iter().map(|t| t.at).collect();
        assert_eq!(at, [0.0, 0.1, 0.2, 0.3]);
    }

    #[test]
    fn steps_are_whole() {
        assert_eq!(labels(&Axis::counting("", (0.0, 3.0)), 8), ["0", "1", "2", "3"]);
    }

    #[test]
    fn log_ticks_are_powers_of_ten() {
        assert_eq!(labels(&Axis::log("", (0.01, 100.0)), 6), ["0.01", "0.1", "1", "10", "100"]);
        assert_eq!(labels(&Axis::log("", (1e-6, 1.0)), 3), ["10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"]);
        assert_eq!(labels(&Axis::log("", (1.5, 7.0)), 6), ["2", "5"]);
        let minor = ticks(&Axis::log("", (1.0, 100.0)), 6).iter().filter(|t| t.label.is_empty()).count();
        assert_eq!(minor, 16);
        let many = labels(&Axis::log("", (1e-300, 1e300)), 6);
        assert!((3..=7).contains(&many.len()), "{many:?}");
    }

    proptest! {
        #[test]
        fn ticks_stay_inside_and_rise(lo in -1e6..1e6f64, span in 1e-3..1e6f64, target in 2usize..12) {
            let found = ticks(&Axis::linear("", (lo, lo + span)), target);
            prop_assert!(!found.is_empty() && found.len() <= target + target / 2 + 2);
            prop_assert!(found.windows(2).all(|w| w[0].at < w[1].at));
            prop_assert!(found.iter().all(|t| t.at >= lo - span * 1e-6 && t.at <= lo + span * (1.0 + 1e-6)));
            let decimals: Vec<usize> = found.iter().filter(|t| t.label != "0")
                .map(|t| t.label.split('×').next().and_then(|m| m.split_once('.')).map_or(0, |(_, d)| d.len())).collect();
            prop_assert!(decimals.windows(2).all(|w| w[0] == w[1]));
        }
    }
}
