//! Circular functions.

use std::f64::consts::FRAC_2_PI;

use super::elementary::reciprocal;
use super::sampled::{Sampled, odd_around_zero};
use super::{Enclosure, Interval, Quality};
use crate::numeric::real;

// At the end of each line: the worst error seen, in units in the last place, at 10,000 places against 60 digits.
const SIN: Sampled = Sampled::new(real::sin, 2).exact_at(0.0).between(-1.0, 1.0); // 0.76
const COS: Sampled = Sampled::new(real::cos, 2).exact_at(0.0).between(-1.0, 1.0); // 0.69
const TAN: Sampled = Sampled::new(real::tan, 2).exact_at(0.0); // 0.71
const COT: Sampled = Sampled::new(real::cot, 4); // 1.5

const UNIT: Interval = Interval { low: -1.0, high: 1.0 };

/// Beyond this the quarter turn in which a double lies is not determined.
const MAX_ANGLE: f64 = 1_125_899_906_842_624.0;

/// The quarter turns in which the ends of an interval lie: the multiples `n π/2` inside are those with
/// `first <= n <= last`.
#[derive(Clone, Copy)]
struct Quarters {
    first: i64,
    last: i64,
}

impl Quarters {
    /// None where the ends are too far out.
    fn of(x: Interval) -> Option<Quarters> {
        if x.is_empty() || x.magnitude() > MAX_ANGLE {
            return None;
        }
        let low = quarter(x.low);
        // No double but 0 is a multiple of π/2.
        let first = if x.low == 0.0 { 0 } else { low + 1 };
        let last = if x.is_point() { low } else { quarter(x.high) };
        Some(Quarters { first, last })
    }

    /// Is a multiple `n π/2` inside with `n` equal to `place`, up to multiples of `period`?
    fn hold(self, place: i64, period: i64) -> bool {
        self.first + (place - self.first).rem_euclid(period) <= self.last
    }
}

/// `floor(x / (π/2))`, for `|x|` up to [`MAX_ANGLE`].
fn quarter(x: f64) -> i64 {
    let turns = x * FRAC_2_PI;
    let nearest = real::round(turns);
    let gap = turns - nearest;
    let n = nearest as i64;
    // The constant and the product are each off by half a unit in the last place: by less than a quarter up to the limit.
    let beyond = if gap.abs() > turns.abs() * f64::EPSILON {
        gap > 0.0
    } else {
        // The sign of the sine of `x - n π/2`, which no double but 0 has at 0.
        match n.rem_euclid(4) {
            0 => real::sin(x) >= 0.0,
            1 => real::cos(x) < 0.0,
            2 => real::sin(x) < 0.0,
            _ => real::cos(x) > 0.0,
        }
    };
    if beyond { n } else { n - 1 }
}

/// A sine or cosine: between its values at the ends, but for the crests and troughs inside.
fn wave(x: Interval, function: &Sampled, crest: i64) -> Enclosure {
    let Some(quarters) = Quarters::of(x) else {
        return if x.is_empty() { Enclosure::NOWHERE } else { Enclosure::smooth(UNIT) };
    };
    let (has_crest, has_trough) = (quarters.hold(crest, 4), quarters.hold(crest + 2, 4));
    if has_crest && has_trough {
        return Enclosure::smooth(UNIT);
    }
    let first = function.at(x.low);
    let both = if x.is_point() { first } else { first.hull(&function.at(x.high)) };
    let low = if has_trough { -1.0 } else { both.low };
    let high = if has_crest { 1.0 } else { both.high };
    Enclosure::smooth(Interval { low, high })
}

/// The sine.
pub fn sin(x: Interval) -> Enclosure {
    wave(x, &SIN, 1)
}

/// The cosine.
pub fn cos(x: Interval) -> Enclosure {
    wave(x, &COS, 0)
}

/// The tangent.
pub fn tan(x: Interval) -> Enclosure {
    match Quarters::of(x) {
        Some(quarters) if !quarters.hold(1, 2) => Enclosure::smooth(TAN.rising(x)),
        _ if x.is_empty() => Enclosure::NOWHERE,
        _ => Enclosure { range: Interval::ENTIRE, quality: Quality::Partial },
    }
}

/// The secant.
pub fn sec(x: Interval) -> Enclosure {
    reciprocal(cos(x))
}

/// The cosecant.
pub fn csc(x: Interval) -> Enclosure {
    reciprocal(sin(x))
}

/// The cotangent.
pub fn cot(x: Interval) -> Enclosure {
    match Quarters::of(x) {
        _ if x.is_empty() || x == Interval::ZERO => Enclosure::NOWHERE,
        Some(quarters) if !quarters.hold(0, 2) => Enclosure::smooth(COT.falling(x)),
        // The one pole that may be an end.
        Some(Quarters { first: 0, last: 0 | 1 } | Quarters { first: -1, last: 0 }) if x.low == 0.0 || x.high == 0.0 => {
            Enclosure { range: odd_around_zero(x, |x| COT.falling(x)), quality: Quality::Partial }
        }
        _ => Enclosure { range: Interval::ENTIRE, quality: Quality::Partial },
    }
}
