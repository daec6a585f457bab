//! Hyperbolic functions and their inverses.

use super::sampled::{Sampled, odd_around_zero, on_closed, on_open};
use super::{Enclosure, Interval, Quality};
use crate::numeric::real;

const UNIT: Interval = Interval { low: -1.0, high: 1.0 };
const FROM_ONE: Interval = Interval { low: 1.0, high: f64::INFINITY };
const ZERO_TO_ONE: Interval = Interval { low: 0.0, high: 1.0 };

// At the end of each line: the worst error seen, in units in the last place, at 10,000 places against 60 digits.
const SINH: Sampled = Sampled::new(real::sinh, 4).exact_at(0.0); // 1.4
const COSH: Sampled = Sampled::new(real::cosh, 4).exact_at(0.0).between(1.0, f64::INFINITY); // 1.2
const TANH: Sampled = Sampled::new(real::tanh, 4).exact_at(0.0).between(-1.0, 1.0); // 1.4
const SECH: Sampled = Sampled::new(real::sech, 6).exact_at(0.0).between(0.0, 1.0); // 2
const CSCH: Sampled = Sampled::new(real::csch, 6).between(0.0, f64::INFINITY); // 2.2
const COTH: Sampled = Sampled::new(real::coth, 6).between(1.0, f64::INFINITY); // 2.4
const ASINH: Sampled = Sampled::new(real::asinh, 4).exact_at(0.0); // 1.5
const ACOSH: Sampled = Sampled::new(real::acosh, 6).exact_at(1.0).between(0.0, f64::INFINITY); // 1.8
const ATANH: Sampled = Sampled::new(real::atanh, 6).exact_at(0.0); // 1.3
const ASECH: Sampled = Sampled::new(real::asech, 6).exact_at(1.0).between(0.0, f64::INFINITY); // 1.6
const ACSCH: Sampled = Sampled::new(real::acsch, 6).between(0.0, f64::INFINITY); // 2.3
const ACOTH: Sampled = Sampled::new(real::acoth, 6).between(0.0, f64::INFINITY); // 1.5

/// The hyperbolic sine.
pub fn sinh(x: Interval) -> Enclosure {
    Enclosure { range: SINH.rising(x), quality: Enclosure::anywhere(x) }
}

/// The hyperbolic cosine.
pub fn cosh(x: Interval) -> Enclosure {
    Enclosure { range: COSH.rising(sizes(x)), quality: Enclosure::anywhere(x) }
}

/// The hyperbolic tangent.
pub fn tanh(x: Interval) -> Enclosure {
    Enclosure { range: TANH.rising(x), quality: Enclosure::anywhere(x) }
}

/// The hyperbolic secant.
pub fn sech(x: Interval) -> Enclosure {
    Enclosure { range: SECH.falling(sizes(x)), quality: Enclosure::anywhere(x) }
}

/// The hyperbolic cosecant.
pub fn csch(x: Interval) -> Enclosure {
    pole_at_zero(x, |x| CSCH.falling(x))
}

/// The hyperbolic cotangent.
pub fn coth(x: Interval) -> Enclosure {
    pole_at_zero(x, |x| COTH.falling(x))
}

/// The inverse of [`sinh`].
pub fn asinh(x: Interval) -> Enclosure {
    Enclosure { range: ASINH.rising(x), quality: Enclosure::anywhere(x) }
}

/// The inverse of [`cosh`] on `x >= 1`.
pub fn acosh(x: Interval) -> Enclosure {
    on_closed(x, FROM_ONE, |x| ACOSH.rising(x))
}

/// The inverse of [`tanh`].
pub fn atanh(x: Interval) -> Enclosure {
    on_open(x, UNIT, |x| ATANH.rising(x))
}

/// The inverse of [`sech`] on `0 < x <= 1`.
pub fn asech(x: Interval) -> Enclosure {
    if x.high <= 0.0 {
        return Enclosure::NOWHERE;
    }
    let mut enclosure = on_closed(x, ZERO_TO_ONE, |x| ASECH.falling(x));
    if x.low <= 0.0 {
        enclosure.quality = Quality::Partial;
    }
    enclosure
}

/// The inverse of [`csch`].
pub fn acsch(x: Interval) -> Enclosure {
    pole_at_zero(x, |x| ACSCH.falling(x))
}

/// The inverse of [`coth`] on `|x| > 1`.
pub fn acoth(x: Interval) -> Enclosure {
    let (below, above) = (x.intersect(&-FROM_ONE), x.intersect(&FROM_ONE));
    let mut range = Interval::EMPTY;
    if below.low < -1.0 {
        range = -ACOTH.falling(-below);
    }
    if above.high > 1.0 {
        range = range.hull(&ACOTH.falling(above));
    }
    let defined = !x.is_empty() && x.mignitude() > 1.0;
    Enclosure { range, quality: if defined { Quality::Smooth } else { Quality::Partial } }
}

/// An odd function with a pole at 0.
fn pole_at_zero(x: Interval, right: impl Fn(Interval) -> Interval) -> Enclosure {
    let quality = if x.contains(0.0) { Quality::Partial } else { Enclosure::anywhere(x) };
    Enclosure { range: odd_around_zero(x, right), quality }
}

/// The absolute values.
fn sizes(x: Interval) -> Interval {
    if x.is_empty() { x } else { Interval { low: x.mignitude(), high: x.magnitude() } }
}
