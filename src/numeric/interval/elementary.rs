//! Roots, exponentials, logarithms and powers.

use super::sampled::{Sampled, around_zero, ends, on_closed, on_open};
use super::{Enclosure, Interval, Quality};
use crate::numeric::real;

/// From 0 on.
const NONNEGATIVE: Interval = Interval { low: 0.0, high: f64::INFINITY };
/// From -1 on.
const ABOVE_MINUS_ONE: Interval = Interval { low: -1.0, high: f64::INFINITY };

// At the end of each line: the worst error seen, in units in the last place, at 10,000 places against 60 digits.
const EXP: Sampled = Sampled::new(real::exp, 2).exact_at(0.0).between(0.0, f64::INFINITY); // 0.82
const EXPM1: Sampled = Sampled::new(real::expm1, 2).exact_at(0.0).between(-1.0, f64::INFINITY); // 0.76
const LN: Sampled = Sampled::new(real::ln, 2).exact_at(1.0); // 0.72
const LOG1P: Sampled = Sampled::new(real::log1p, 2).exact_at(0.0); // 0.75
const LOG2: Sampled = Sampled::new(real::log2, 3).exact_at(1.0); // 0.68
const LOG10: Sampled = Sampled::new(real::log10, 3).exact_at(1.0); // 0.56

/// Roots of degrees up to this, of normal doubles, have the accuracy below.
const MAX_ACCURATE_DEGREE: f64 = 1000.0;
const ROOT_ULPS: u32 = 4; // 0.74
const POW_ULPS: u32 = 2; // 0.78

/// The square root.
pub fn sqrt(x: Interval) -> Enclosure {
    on_closed(x, NONNEGATIVE, |x| {
        // Correctly rounded, so one place off at most.
        ends(x, |x| {
            let root = real::sqrt(x);
            let exact = is_short(root, 26) && root * root == x;
            neighbours(root, exact || root.is_infinite())
        })
    })
}

/// The real cube root.
pub fn cbrt(x: Interval) -> Enclosure {
    let range = ends(x, |x| {
        let root = real::cbrt(x);
        let exact = is_short(root, 17) && root * root * root == x;
        neighbours(root, exact || root.is_infinite())
    });
    Enclosure { range, quality: if x.contains(0.0) { Quality::Continuous } else { Enclosure::anywhere(x) } }
}

/// The real root of degree `n`.
pub fn root(x: Interval, n: Interval) -> Enclosure {
    if x.is_empty() || n.is_empty() || n == Interval::ZERO {
        return Enclosure::NOWHERE;
    }
    if !n.is_point() {
        let positive = pow(x.intersect(&NONNEGATIVE), Interval::ONE / n);
        // Negative radicands have roots of odd degree.
        let mut range = positive.range;
        if x.low < 0.0 && holds_odd(n) {
            range = range.hull(&-pow((-x).intersect(&NONNEGATIVE), Interval::ONE / n).range);
        }
        let defined = x.low > 0.0 && !n.contains(0.0);
        return Enclosure { range, quality: if defined { positive.quality } else { Quality::Partial } };
    }
    if n.low < 0.0 {
        return reciprocal(root(x, -n));
    }
    if n.low == 1.0 {
        return Enclosure { range: x, quality: Quality::Smooth };
    }
    if n.low == 2.0 {
        return sqrt(x);
    }
    if n.low == 3.0 {
        return cbrt(x);
    }
    if n.low != real::floor(n.low) {
        let range = positive_root(x.intersect(&NONNEGATIVE), n.low);
        return if x.low > 0.0 { Enclosure::smooth(range) } else { Enclosure { range, quality: Quality::Partial } };
    }
    if holds_odd(n) {
        let range = around_zero(x, |x| -positive_root(-x, n.low), |x| positive_root(x, n.low)).hull(&zero_of(x));
        return Enclosure { range, quality: if x.contains(0.0) { Quality::Continuous } else { Quality::Smooth } };
    }
    let mut enclosure = on_closed(x, NONNEGATIVE, |x| positive_root(x, n.low));
    // With a degree below 1 the power is above: flat at 0, but it still ends there.
    if x.contains(0.0) {
        enclosure.quality = enclosure.quality.min(Quality::Continuous);
    }
    enclosure
}

/// Of what is not negative, with a positive degree.
fn positive_root(x: Interval, n: f64) -> Interval {
    ends(x, |x| {
        if x == 0.0 || x == 1.0 || x == f64::INFINITY {
            return Interval { low: x, high: x };
        }
        if (1.0..=MAX_ACCURATE_DEGREE).contains(&n) && x.is_normal() {
            let root = real::root(x, n);
            let exact = is_short(root, 26) && Interval::powi(Interval::point(root), n as i32) == Interval::point(x);
            return if exact && n == real::floor(n) {
                Interval::point(root)
            } else {
                Interval::around(root, root, ROOT_ULPS)
            };
        }
        exp(ln(Interval::point(x)).range / Interval::point(n)).range.intersect(&NONNEGATIVE)
    })
}

/// `e^x`
pub fn exp(x: Interval) -> Enclosure {
    Enclosure { range: EXP.rising(x), quality: Enclosure::anywhere(x) }
}

/// `e^x - 1`
pub fn expm1(x: Interval) -> Enclosure {
    Enclosure { range: EXPM1.rising(x), quality: Enclosure::anywhere(x) }
}

/// The natural logarithm.
pub fn ln(x: Interval) -> Enclosure {
    on_open(x, NONNEGATIVE, |x| LN.rising(x))
}

/// `ln(1 + x)`
pub fn log1p(x: Interval) -> Enclosure {
    on_open(x, ABOVE_MINUS_ONE, |x| LOG1P.rising(x))
}

/// The logarithm to base 2.
pub fn log2(x: Interval) -> Enclosure {
    on_open(x, NONNEGATIVE, |x| {
        // Exact for powers of two.
        ends(x, |x| if x.is_normal() && is_short(x, 1) { Interval::point(real::log2(x)) } else { LOG2.at(x) })
    })
}

/// The logarithm to base 10.
pub fn log10(x: Interval) -> Enclosure {
    on_open(x, NONNEGATIVE, |x| {
        ends(x, |x| {
            let value = real::log10(x);
            // So far the powers of ten are doubles.
            let whole = (0.0..=22.0).contains(&value) && value == real::floor(value);
            if whole && real::powi(10.0, value as i32) == x { Interval::point(value) } else { LOG10.at(x) }
        })
    })
}

/// The logarithm to any positive base but 1.
pub fn log(x: Interval, base: Interval) -> Enclosure {
    if base == Interval::point(2.0) {
        return log2(x);
    }
    if base == Interval::point(10.0) {
        return log10(x);
    }
    let (above, below) = (ln(x), ln(base));
    let quality = above.quality.min(below.quality);
    let range = above.range / below.range;
    let quality = if below.range.contains(0.0) || range.is_empty() { Quality::Partial } else { quality };
    Enclosure { range, quality }
}

/// `x^y` as a real power: of negative numbers for integers `y` only; `0^0 = 1`.
pub fn pow(x: Interval, y: Interval) -> Enclosure {
    if x.is_empty() || y.is_empty() {
        return Enclosure::NOWHERE;
    }
    if y.is_point() {
        return power(x, y.low);
    }
    let mut range = corners(x.intersect(&NONNEGATIVE), y);
    if x.low < 0.0 && real::floor(y.high) >= y.low {
        // At the integers among the exponents there are values left of 0, of either sign.
        let mirrored = corners((-x).intersect(&NONNEGATIVE), y);
        range = range.hull(&mirrored).hull(&-mirrored);
    }
    let quality = if x.low > 0.0 {
        Quality::Smooth
    } else if x.low == 0.0 && y.low > 0.0 {
        Quality::Continuous
    } else if x.low == 0.0 && y.low == 0.0 {
        Quality::Defined
    } else {
        Quality::Partial
    };
    Enclosure { range, quality }
}

/// `exp(y*ln(x))`: the power of a positive base only.
pub fn exponential_power(x: Interval, y: Interval) -> Enclosure {
    let range = corners(x.intersect(&NONNEGATIVE), y);
    if x.high <= 0.0 || range.is_empty() {
        return Enclosure::NOWHERE;
    }
    let quality = if x.low > 0.0 { Quality::Smooth } else { Quality::Partial };
    Enclosure { range, quality }
}

/// With one exponent.
fn power(x: Interval, y: f64) -> Enclosure {
    if y == real::floor(y) && y.abs() <= f64::from(i32::MAX) {
        let pole = y < 0.0 && x.contains(0.0);
        let quality = if pole { Quality::Partial } else { Quality::Smooth };
        return Enclosure { range: Interval::powi(x, y as i32), quality };
    }
    if y == 0.5 {
        return sqrt(x);
    }
    if y == -0.5 {
        return reciprocal(sqrt(x));
    }
    let range = |x| corners(x, Interval::point(y));
    if y == real::floor(y) && x.low < 0.0 {
        // A huge integer, even or odd.
        let size = range(x.abs());
        let quality = if y < 0.0 && x.contains(0.0) { Quality::Partial } else { Quality::Smooth };
        return Enclosure { range: size.hull(&-size), quality };
    }
    if y > 0.0 { on_closed(x, NONNEGATIVE, range) } else { on_open(x, NONNEGATIVE, range) }
}

/// `x^y` for `x >= 0` is monotone in each of the two while the other stays, so it is extreme at corners.
fn corners(x: Interval, y: Interval) -> Interval {
    let mut range = Interval::EMPTY;
    if x.is_empty() {
        return range;
    }
    for base in [x.low, x.high] {
        for exponent in [y.low, y.high] {
            range = range.hull(&power_at(base, exponent));
        }
    }
    range
}

/// Bounds for one power of a number that is not negative.
pub(super) fn power_at(x: f64, y: f64) -> Interval {
    let value = real::pow(x, y);
    if x == 0.0 || x == 1.0 || y == 0.0 || x.is_infinite() || y.is_infinite() {
        return Interval { low: value, high: value };
    }
    Interval::around(value, value, POW_ULPS).intersect(&NONNEGATIVE)
}

/// One over values; where they are 0 there is none.
pub(super) fn reciprocal(of: Enclosure) -> Enclosure {
    let quality = if of.range.contains(0.0) { Quality::Partial } else { of.quality };
    Enclosure { range: Interval::ONE / of.range, quality }
}

/// The value and the doubles beside it, or just it.
fn neighbours(value: f64, exact: bool) -> Interval {
    if exact { Interval { low: value, high: value } } else { Interval::around(value, value, 1) }
}

/// Has the double at most so many significant bits, so that products of a few such are exact?
fn is_short(x: f64, bits: u32) -> bool {
    x.is_normal() && x.to_bits().trailing_zeros() >= 53 - bits || x == 0.0
}

/// Is there an odd integer in it?
fn holds_odd(n: Interval) -> bool {
    let half = (n - Interval::ONE) * Interval::point(0.5);
    real::floor(half.high) >= half.low
}

fn zero_of(x: Interval) -> Interval {
    if x.contains(0.0) { Interval::ZERO } else { Interval::EMPTY }
}
