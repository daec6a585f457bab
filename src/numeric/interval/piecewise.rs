//! Functions with kinks and jumps.
//!
//! Signs and steps are the derivatives of functions with kinks, and enclose all slopes of lines that support them there:
//! from -1 to 1 for the sign at 0.

use super::{Enclosure, Interval, Quality};
use crate::numeric::real;

/// Doubles from here on are integers.
const ALL_INTEGERS: f64 = 4_503_599_627_370_496.0;

/// The absolute value.
pub fn abs(x: Interval) -> Enclosure {
    if x.is_empty() {
        return Enclosure::NOWHERE;
    }
    let range = Interval { low: x.mignitude(), high: x.magnitude() };
    Enclosure { range, quality: kink_at_zero(x) }
}

/// -1, 0 or 1; from -1 to 1 where 0 is in the box.
pub fn sign(x: Interval) -> Enclosure {
    jump_at_zero(x, -1.0)
}

/// 1 above zero, else 0; from 0 to 1 where 0 is in the box.
pub fn step(x: Interval) -> Enclosure {
    jump_at_zero(x, 0.0)
}

/// `max(0, x)`
pub fn relu(x: Interval) -> Enclosure {
    if x.is_empty() {
        return Enclosure::NOWHERE;
    }
    Enclosure { range: Interval { low: real::relu(x.low), high: real::relu(x.high) }, quality: kink_at_zero(x) }
}

fn kink_at_zero(x: Interval) -> Quality {
    if x.contains(0.0) { Quality::Continuous } else { Quality::Smooth }
}

fn jump_at_zero(x: Interval, left: f64) -> Enclosure {
    if x.is_empty() {
        return Enclosure::NOWHERE;
    }
    let low = if x.low > 0.0 { 1.0 } else { left };
    let high = if x.high < 0.0 { left } else { 1.0 };
    let quality = if x.contains(0.0) { Quality::Defined } else { Quality::Smooth };
    Enclosure { range: Interval { low, high }, quality }
}

/// The largest integer not above.
pub fn floor(x: Interval) -> Enclosure {
    rounded(x, real::floor, real::ceil(x.low) <= x.high)
}

/// The smallest integer not below.
pub fn ceil(x: Interval) -> Enclosure {
    rounded(x, real::ceil, real::ceil(x.low) <= x.high)
}

/// The nearest integer; halves go away from zero.
pub fn round(x: Interval) -> Enclosure {
    let halfway = |x: f64| x.abs() < ALL_INTEGERS && x - real::floor(x) == 0.5;
    rounded(x, real::round, real::round(x.low) != real::round(x.high) || halfway(x.low) || halfway(x.high))
}

fn rounded(x: Interval, value: fn(f64) -> f64, jumps: bool) -> Enclosure {
    if x.is_empty() {
        return Enclosure::NOWHERE;
    }
    let quality = if jumps { Quality::Defined } else { Quality::Smooth };
    Enclosure { range: Interval { low: value(x.low), high: value(x.high) }, quality }
}

/// The remainder of division rounding down, with the sign of the divisor.
pub fn modulo(x: Interval, divisor: Interval) -> Enclosure {
    if x.is_empty() || divisor.is_empty() || divisor == Interval::ZERO {
        return Enclosure::NOWHERE;
    }
    let limits = divisor.hull(&Interval::ZERO);
    if divisor.contains(0.0) {
        return Enclosure { range: limits, quality: Quality::Partial };
    }
    let quotient = x / divisor;
    let whole = floor(quotient);
    if !whole.range.is_point() {
        return Enclosure { range: limits, quality: Quality::Defined };
    }
    let rest = if x.is_point() && divisor.is_point() {
        // The remainder is exact but for the one sum that turns its sign.
        let rest = real::modulo(x.low, divisor.low);
        if rest == 0.0 { Interval::ZERO } else { Interval::around(rest, rest, 1) }
    } else {
        x - divisor * whole.range
    };
    Enclosure { range: rest.intersect(&limits), quality: whole.quality }
}

/// The least argument.
pub fn min(arguments: &[Interval]) -> Enclosure {
    let mirrored: Vec<Interval> = arguments.iter().map(|&x| -x).collect();
    let Enclosure { range, quality } = max(&mirrored);
    Enclosure { range: -range, quality }
}

/// The greatest argument. Where one is above all others throughout, it is that one.
pub fn max(arguments: &[Interval]) -> Enclosure {
    let (mut range, mut place) = (Interval { low: f64::NEG_INFINITY, high: f64::NEG_INFINITY }, None);
    for (i, x) in arguments.iter().enumerate() {
        if x.is_empty() {
            return Enclosure::NOWHERE;
        }
        if place.is_none() || x.low > range.low {
            place = Some(i);
        }
        range = Interval { low: range.low.max(x.low), high: range.high.max(x.high) };
    }
    let Some(place) = place else {
        return Enclosure::NOWHERE;
    };
    let alone = arguments.iter().enumerate().all(|(i, x)| i == place || x.high < range.low);
    Enclosure { range, quality: if alone { Quality::Smooth } else { Quality::Continuous } }
}

/// `x` moved into `[low, high]`; `high` wins where the bounds cross.
pub fn clamp(x: Interval, low: Interval, high: Interval) -> Enclosure {
    let raised = max(&[x, low]);
    let clamped = min(&[raised.range, high]);
    // Where the upper bound is below all else, what else happens does not matter.
    let quality = if high.high < raised.range.low { clamped.quality } else { clamped.quality.min(raised.quality) };
    Enclosure { range: clamped.range, quality }
}
