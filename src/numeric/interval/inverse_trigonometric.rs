//! Inverse circular functions.

use super::sampled::{HALF_TURN, QUARTER_TURN, Sampled, odd_around_zero, on_closed};
use super::{Enclosure, Interval, Quality};
use crate::numeric::real;

const UNIT: Interval = Interval { low: -1.0, high: 1.0 };
const FROM_ONE: Interval = Interval { low: 1.0, high: f64::INFINITY };

// At the end of each line: the worst error seen, in units in the last place, at 10,000 places against 60 digits.
const ASIN: Sampled = Sampled::new(real::asin, 2).exact_at(0.0).between(-QUARTER_TURN.high, QUARTER_TURN.high); // 0.82
const ACOS: Sampled = Sampled::new(real::acos, 2).exact_at(1.0).between(0.0, HALF_TURN.high); // 0.76
const ATAN: Sampled = Sampled::new(real::atan, 2).exact_at(0.0).between(-QUARTER_TURN.high, QUARTER_TURN.high); // 0.73
const ASEC: Sampled = Sampled::new(real::asec, 6).exact_at(1.0).between(0.0, QUARTER_TURN.high); // 2.2
const ACSC: Sampled = Sampled::new(real::acsc, 6).between(0.0, QUARTER_TURN.high); // 2.9
const ACOT: Sampled = Sampled::new(real::acot, 4).between(0.0, QUARTER_TURN.high); // 1.2
const ATAN2_ULPS: u32 = 3; // 1.3

/// The inverse sine.
pub fn asin(x: Interval) -> Enclosure {
    on_closed(x, UNIT, |x| ASIN.rising(x))
}

/// The inverse cosine.
pub fn acos(x: Interval) -> Enclosure {
    on_closed(x, UNIT, |x| ACOS.falling(x))
}

/// The inverse tangent.
pub fn atan(x: Interval) -> Enclosure {
    Enclosure { range: ATAN.rising(x), quality: Enclosure::anywhere(x) }
}

/// The inverse secant.
pub fn asec(x: Interval) -> Enclosure {
    outside_unit(x, |x| HALF_TURN - ASEC.rising(-x), |x| ASEC.rising(x))
}

/// The inverse cosecant.
pub fn acsc(x: Interval) -> Enclosure {
    outside_unit(x, |x| -ACSC.falling(-x), |x| ACSC.falling(x))
}

/// A function on `|x| >= 1`.
fn outside_unit(x: Interval, left: impl Fn(Interval) -> Interval, right: impl Fn(Interval) -> Interval) -> Enclosure {
    let (below, above) = (x.intersect(&-FROM_ONE), x.intersect(&FROM_ONE));
    let range = if below.is_empty() { Interval::EMPTY } else { left(below) };
    let range = if above.is_empty() { range } else { range.hull(&right(above)) };
    let quality = if x.is_empty() || x.mignitude() < 1.0 {
        Quality::Partial
    } else if x.mignitude() == 1.0 {
        Quality::Continuous
    } else {
        Quality::Smooth
    };
    Enclosure { range, quality }
}

/// `atan(1/x)`, with `π/2` at 0, where it jumps.
pub fn acot(x: Interval) -> Enclosure {
    let range = odd_around_zero(x, |x| ACOT.falling(x));
    if !x.contains(0.0) {
        return Enclosure { range, quality: Enclosure::anywhere(x) };
    }
    Enclosure { range: range.hull(&QUARTER_TURN), quality: Quality::Defined }
}

/// The angle of the point `(x, y)` in `(-π, π]`; 0 at the origin.
pub fn atan2(y: Interval, x: Interval) -> Enclosure {
    if y.is_empty() || x.is_empty() {
        return Enclosure::NOWHERE;
    }
    let meets_cut = y.contains(0.0) && x.low <= 0.0;
    if meets_cut && (y.low < 0.0 || x.contains(0.0)) {
        // The cut or the origin: what the signs of the sides say.
        let low = match (y.low < 0.0, x.low < 0.0) {
            (true, true) => -HALF_TURN.high,
            (true, false) => -QUARTER_TURN.high,
            (false, _) => 0.0,
        };
        let high = if x.low < 0.0 { HALF_TURN.high } else { QUARTER_TURN.high };
        return Enclosure { range: Interval { low, high }, quality: Quality::Defined };
    }
    // Along each side the angle is monotone, and inside it has no extremum.
    let mut range = Interval::EMPTY;
    for ordinate in [y.low, y.high] {
        for abscissa in [x.low, x.high] {
            range = range.hull(&angle(ordinate, abscissa));
        }
    }
    Enclosure { range, quality: if meets_cut { Quality::Defined } else { Quality::Smooth } }
}

fn angle(y: f64, x: f64) -> Interval {
    let value = real::atan2(y, x);
    if y == 0.0 && x > 0.0 {
        return Interval::ZERO;
    }
    let limits = if value < 0.0 {
        Interval { low: -HALF_TURN.high, high: 0.0 }
    } else {
        Interval { low: 0.0, high: HALF_TURN.high }
    };
    Interval::around(value, value, ATAN2_ULPS).intersect(&limits)
}
