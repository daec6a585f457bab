//! Smooth functions of optimization and statistics, and the hypotenuse.

use super::sampled::Sampled;
use super::{Enclosure, Interval, Quality};
use crate::numeric::real;

// At the end of each line: the worst error seen, in units in the last place, at 10,000 places against 60 digits.
const SIGMOID: Sampled = Sampled::new(real::sigmoid, 6).exact_at(0.0).between(0.0, 1.0); // 1.9
const SOFTPLUS: Sampled = Sampled::new(real::softplus, 4).between(0.0, f64::INFINITY); // 1.2
const GELU: Sampled = Sampled::new(real::gelu, 10).exact_at(0.0).between(GELU_LEAST.1.low, f64::INFINITY); // 3.7
/// The same where the complementary error function leaves the range of normal doubles, and is then multiplied by `x`.
const GELU_TAIL: Sampled = Sampled::new(real::gelu, 200).between(GELU_LEAST.1.low, f64::INFINITY); // 12.3
const GELU_TAIL_END: f64 = -36.0;
const HYPOT_ULPS: u32 = 2; // 0.89

/// Where `x Φ(x)` is least, -0.75179152469356445746…, and its value there, -0.16997120747990366169….
const GELU_LEAST: (Interval, Interval) = (
    Interval { low: -0.751_791_524_693_564_6, high: -0.751_791_524_693_564_4 },
    Interval { low: -0.169_971_207_479_903_7, high: -0.169_971_207_479_903_6 },
);

/// The logistic function.
pub fn sigmoid(x: Interval) -> Enclosure {
    Enclosure { range: SIGMOID.rising(x), quality: Enclosure::anywhere(x) }
}

/// `ln(1 + e^x)`
pub fn softplus(x: Interval) -> Enclosure {
    Enclosure { range: SOFTPLUS.rising(x), quality: Enclosure::anywhere(x) }
}

/// `x Φ(x)`: it falls to its least value and rises from there.
pub fn gelu(x: Interval) -> Enclosure {
    let accuracy = if x.low < GELU_TAIL_END { &GELU_TAIL } else { &GELU };
    let mut range = accuracy.valley(x, &GELU_LEAST);
    if x.high <= 0.0 {
        range = Interval { low: range.low, high: range.high.min(0.0) };
    }
    Enclosure { range, quality: Enclosure::anywhere(x) }
}

/// `ln(e^x1 + e^x2 + …)`, which rises in each.
pub fn logsumexp(arguments: &[Interval]) -> Enclosure {
    if arguments.is_empty() || arguments.iter().any(Interval::is_empty) {
        return Enclosure::NOWHERE;
    }
    if let [one] = arguments {
        return Enclosure::smooth(*one);
    }
    let lows: Vec<f64> = arguments.iter().map(Interval::low).collect();
    let highs: Vec<f64> = arguments.iter().map(Interval::high).collect();
    Enclosure::smooth(Interval::new(exponential_sum(&lows).low, exponential_sum(&highs).high))
}

/// Bounds for the logarithm of a sum of exponentials. The largest term is taken out; the error of what is left comes from
/// the rounded differences, the exponentials and their sum.
fn exponential_sum(terms: &[f64]) -> Interval {
    /// `e^-x` is 0 in doubles from here on.
    const MAX_GAP: f64 = 746.0;
    let value = real::logsumexp(terms);
    if !value.is_finite() {
        let largest = terms.iter().fold(f64::NEG_INFINITY, |m, x| m.max(*x));
        // Plus infinity by overflow is at least the largest double.
        let low = if largest == f64::INFINITY { largest } else { value.min(f64::MAX) };
        return Interval { low, high: value };
    }
    let largest = terms.iter().fold(f64::NEG_INFINITY, |m, x| m.max(*x));
    let least = terms.iter().fold(f64::INFINITY, |m, x| m.min(*x));
    let gap = (largest - least).min(MAX_GAP);
    let extra = (value - largest).abs();
    // Terms of a gap beyond the limit are lost altogether.
    let lost = terms.len() as f64 * f64::MIN_POSITIVE;
    let error = f64::EPSILON * ((gap + 2.0 * terms.len() as f64 + 8.0) * extra + 2.0 * largest.abs()) + lost;
    Interval { low: (value - error).next_down().max(largest), high: (value + error).next_up() }
}

/// `sqrt(x^2 + y^2)`
pub fn hypot(x: Interval, y: Interval) -> Enclosure {
    if x.is_empty() || y.is_empty() {
        return Enclosure::NOWHERE;
    }
    let low = length(x.mignitude(), y.mignitude());
    let high = length(x.magnitude(), y.magnitude());
    let origin = x.contains(0.0) && y.contains(0.0);
    Enclosure {
        range: Interval { low: low.low, high: high.high },
        quality: if origin { Quality::Continuous } else { Quality::Smooth },
    }
}

fn length(x: f64, y: f64) -> Interval {
    let value = real::hypot(x, y);
    if x == 0.0 || y == 0.0 {
        return Interval { low: value, high: value };
    }
    // Squares of small integers are exact, as in 3, 4, 5.
    let whole = |v: f64| v <= 1e6 && v == real::floor(v);
    if whole(x) && whole(y) && whole(value) && x * x + y * y == value * value {
        return Interval { low: value, high: value };
    }
    Interval::around(value, value, HYPOT_ULPS)
}
