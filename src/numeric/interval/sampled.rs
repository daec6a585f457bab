//! From a floating-point function of known accuracy to bounds.

use super::neighbours::{down, up};
use super::{Enclosure, Interval, Quality};

/// The doubles just below and above `π/2`.
pub(super) const QUARTER_TURN: Interval =
    Interval { low: std::f64::consts::FRAC_PI_2, high: std::f64::consts::FRAC_PI_2.next_up() };

/// The doubles just below and above `π`.
pub(super) const HALF_TURN: Interval = Interval { low: std::f64::consts::PI, high: std::f64::consts::PI.next_up() };

/// A function of doubles with what is known of its error. Where the function is monotone, its values at the ends of an
/// interval, moved outward, bound it.
pub(super) struct Sampled {
    value: fn(f64) -> f64,
    /// The value is off by less than this many units in the last place, with a margin of at least two over the worst
    /// error that was seen against values to 40 digits.
    ulps: u32,
    /// The one argument at which the value is exact.
    exact_at: f64,
    /// Every value of the true function lies in here.
    bounds: (f64, f64),
}

impl Sampled {
    pub(super) const fn new(value: fn(f64) -> f64, ulps: u32) -> Sampled {
        Sampled { value, ulps, exact_at: f64::NAN, bounds: (f64::NEG_INFINITY, f64::INFINITY) }
    }

    pub(super) const fn exact_at(self, x: f64) -> Sampled {
        Sampled { exact_at: x, ..self }
    }

    pub(super) const fn between(self, low: f64, high: f64) -> Sampled {
        Sampled { bounds: (low, high), ..self }
    }

    /// Bounds for the value at one number; infinities are taken as limits.
    pub(super) fn at(&self, x: f64) -> Interval {
        // A negative zero would take the limit at a pole from the wrong side.
        let value = (self.value)(x + 0.0);
        if x == self.exact_at {
            return Interval { low: value, high: value };
        }
        let (low, high) = self.bounds;
        // A value that is NaN leaves the bounds.
        Interval { low: down(value, self.ulps).max(low), high: up(value, self.ulps).min(high) }
    }

    /// Over an interval on which the function does not fall.
    pub(super) fn rising(&self, x: Interval) -> Interval {
        ends(x, |x| self.at(x))
    }

    /// Over an interval on which the function does not rise.
    pub(super) fn falling(&self, x: Interval) -> Interval {
        if x.is_empty() {
            return x;
        }
        let high = self.at(x.low);
        if x.is_point() { high } else { Interval::new(self.at(x.high).low, high.high) }
    }

    /// Over an interval on which the function first falls and then rises, where both ends are known to lie on one side
    /// of its least value or the other: `lowest` is where, and what.
    pub(super) fn valley(&self, x: Interval, lowest: &(Interval, Interval)) -> Interval {
        let (place, value) = lowest;
        if x.is_empty() || x.low >= place.high {
            return self.rising(x);
        }
        if x.high <= place.low {
            return self.falling(x);
        }
        Interval::new(value.low, self.at(x.low).high.max(self.at(x.high).high))
    }
}

/// From bounds at the two ends of an interval on which a function rises.
pub(super) fn ends(x: Interval, at: impl Fn(f64) -> Interval) -> Interval {
    if x.is_empty() {
        return x;
    }
    let low = at(x.low);
    if x.is_point() { low } else { Interval::new(low.low, at(x.high).high) }
}

/// A function on a domain that holds its ends, where the tangent is vertical or the function ends.
pub(super) fn on_closed(x: Interval, domain: Interval, range: impl Fn(Interval) -> Interval) -> Enclosure {
    let inside = x.intersect(&domain);
    let quality = if x.is_empty() || !x.is_subset_of(&domain) {
        Quality::Partial
    } else if x.is_interior_to(&domain) {
        Quality::Smooth
    } else {
        Quality::Continuous
    };
    Enclosure { range: range(inside), quality }
}

/// A function on a domain without its ends, smooth on all of it; at the ends it has limits, which may be infinite.
pub(super) fn on_open(x: Interval, domain: Interval, range: impl Fn(Interval) -> Interval) -> Enclosure {
    let inside = x.intersect(&domain);
    if inside.is_empty() || inside.high <= domain.low || inside.low >= domain.high {
        return Enclosure::NOWHERE;
    }
    let quality = if x.is_interior_to(&domain) { Quality::Smooth } else { Quality::Partial };
    Enclosure { range: range(inside), quality }
}

/// A function with a pole or a jump at 0 on both sides of it: `right` takes intervals from 0 on, `left` intervals up to
/// 0; neither is asked for 0 alone.
pub(super) fn around_zero(
    x: Interval,
    left: impl Fn(Interval) -> Interval,
    right: impl Fn(Interval) -> Interval,
) -> Interval {
    let mut range = Interval::EMPTY;
    if x.low < 0.0 {
        range = left(Interval { low: x.low, high: x.high.min(0.0) });
    }
    if x.high > 0.0 {
        range = range.hull(&right(Interval { low: x.low.max(0.0), high: x.high }));
    }
    range
}

/// The same for an odd function.
pub(super) fn odd_around_zero(x: Interval, right: impl Fn(Interval) -> Interval) -> Interval {
    around_zero(x, |x| -right(-x), &right)
}
