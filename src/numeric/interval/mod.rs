//! Interval arithmetic: bounds that hold. Every result encloses all values, since the ends are rounded outward.
//!
//! An interval is a closed set of real numbers with doubles as ends, which may be infinite (then the end itself is no
//! member), or the empty set. Sources: IEEE 1788-2015; Moore, Kearfott, Cloud, Introduction to Interval Analysis, 2009.

mod arithmetic;
mod elementary;
mod hyperbolic;
mod inverse_trigonometric;
mod methods;
mod neighbours;
mod piecewise;
mod sampled;
mod smooth;
mod special;
mod trigonometric;

/// The functions of [`crate::numeric::real`] on intervals: bounds for their values, and how they behave there.
pub mod extension {
    pub use super::elementary::*;
    pub use super::hyperbolic::*;
    pub use super::inverse_trigonometric::*;
    pub use super::piecewise::*;
    pub use super::smooth::*;
    pub use super::special::*;
    pub use super::trigonometric::*;
}

/// All real numbers between two ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    low: f64,
    high: f64,
}

/// How a function behaves on a whole box, from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// It may have no value at some points of the box.
    Partial,
    /// It has a value everywhere on the box, and may jump.
    Defined,
    /// It is continuous on the box, and may have kinks or vertical tangents.
    Continuous,
    /// It is continuously differentiable on a neighbourhood of every point of the box.
    Smooth,
}

/// Bounds for the values of a function on a box, where it has values, and how it behaves there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Enclosure {
    /// Encloses every value.
    pub range: Interval,
    /// What is known of the function on the box.
    pub quality: Quality,
}

impl Enclosure {
    /// Of a function that has no value on the box.
    pub const NOWHERE: Enclosure = Enclosure { range: Interval::EMPTY, quality: Quality::Partial };

    /// The quality of a function that is smooth on all of the line: on an empty box it has no value.
    fn anywhere(x: Interval) -> Quality {
        if x.is_empty() { Quality::Partial } else { Quality::Smooth }
    }

    /// Of a function that is smooth on the box.
    pub fn smooth(range: Interval) -> Enclosure {
        Enclosure { range, quality: Quality::Smooth }
    }
}

impl Interval {
    /// No number at all.
    pub const EMPTY: Interval = Interval { low: f64::INFINITY, high: f64::NEG_INFINITY };
    /// All real numbers.
    pub const ENTIRE: Interval = Interval { low: f64::NEG_INFINITY, high: f64::INFINITY };
    /// The number 0.
    pub const ZERO: Interval = Interval { low: 0.0, high: 0.0 };
    /// The number 1.
    pub const ONE: Interval = Interval { low: 1.0, high: 1.0 };

    /// From one end to the other; empty if they are the wrong way round, everything if one is NaN.
    pub fn new(low: f64, high: f64) -> Interval {
        if low.is_nan() || high.is_nan() {
            return Interval::ENTIRE;
        }
        if low > high || low == f64::INFINITY || high == f64::NEG_INFINITY {
            return Interval::EMPTY;
        }
        Interval { low, high }
    }

    /// One number; everything if it is not finite.
    pub fn point(x: f64) -> Interval {
        if x.is_finite() { Interval { low: x, high: x } } else { Interval::ENTIRE }
    }

    /// The narrowest interval with doubles as ends around two numbers that are exact only to `ulps` units in the last
    /// place; the way from a floating-point function of known accuracy to a bound.
    pub fn around(low: f64, high: f64, ulps: u32) -> Interval {
        Interval::new(neighbours::down(low, ulps), neighbours::up(high, ulps))
    }

    /// The lower end.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The upper end.
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Is there no number in it?
    pub fn is_empty(&self) -> bool {
        self.low > self.high
    }

    /// Is it just one number?
    pub fn is_point(&self) -> bool {
        self.low == self.high
    }

    /// Are both ends finite?
    pub fn is_bounded(&self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }

    /// The distance of the ends, rounded up; 0 if it is empty.
    pub fn width(&self) -> f64 {
        if self.is_empty() || self.is_point() { 0.0 } else { (self.high - self.low).next_up() }
    }

    /// A double inside, in the middle as far as doubles go; NaN if it is empty.
    pub fn midpoint(&self) -> f64 {
        if self.is_empty() {
            return f64::NAN;
        }
        match (self.low.is_finite(), self.high.is_finite()) {
            (true, true) => (0.5 * self.low + 0.5 * self.high).clamp(self.low, self.high),
            (true, false) => {
                if self.low > 0.0 {
                    (2.0 * self.low).min(f64::MAX)
                } else {
                    1.0
                }
            }
            (false, true) => {
                if self.high < 0.0 {
                    (2.0 * self.high).max(f64::MIN)
                } else {
                    -1.0
                }
            }
            (false, false) => 0.0,
        }
    }

    /// The member of fewest digits: of what is certified to lie between −1e-13 and 1e-13 people say 0. NaN if it is empty.
    pub fn roundest(&self) -> f64 {
        if self.contains(0.0) {
            return 0.0;
        }
        let middle = self.midpoint();
        for digits in 0..17 {
            let rounded: f64 = format!("{middle:.digits$e}").parse().unwrap_or(middle);
            if self.contains(rounded) {
                return rounded;
            }
        }
        middle
    }

    /// The largest size of a member.
    pub fn magnitude(&self) -> f64 {
        if self.is_empty() { 0.0 } else { self.low.abs().max(self.high.abs()) }
    }

    /// The least size of a member.
    pub fn mignitude(&self) -> f64 {
        if self.contains(0.0) || self.is_empty() { 0.0 } else { self.low.abs().min(self.high.abs()) }
    }

    /// Is the number inside?
    pub fn contains(&self, x: f64) -> bool {
        self.low <= x && x <= self.high
    }

    /// Are all its numbers in the other?
    pub fn is_subset_of(&self, other: &Interval) -> bool {
        self.is_empty() || other.low <= self.low && self.high <= other.high
    }

    /// Are all its numbers in the other, and none of them at a finite end of it?
    pub fn is_interior_to(&self, other: &Interval) -> bool {
        let left = other.low < self.low || other.low == f64::NEG_INFINITY;
        let right = self.high < other.high || other.high == f64::INFINITY;
        self.is_empty() || left && right
    }

    /// The numbers in both.
    pub fn intersect(&self, other: &Interval) -> Interval {
        Interval::new(self.low.max(other.low), self.high.min(other.high))
    }

    /// The shortest interval around both.
    pub fn hull(&self, other: &Interval) -> Interval {
        if self.is_empty() {
            return *other;
        }
        if other.is_empty() {
            return *self;
        }
        Interval { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// How all its numbers compare with 0, if they do alike.
    pub fn order(&self) -> Option<std::cmp::Ordering> {
        match (self.is_positive(), self.is_negative()) {
            (true, _) => Some(std::cmp::Ordering::Greater),
            (_, true) => Some(std::cmp::Ordering::Less),
            (false, false) => None,
        }
    }

    /// Are all its numbers greater than 0?
    pub fn is_positive(&self) -> bool {
        !self.is_empty() && self.low > 0.0
    }

    /// Are all its numbers less than 0?
    pub fn is_negative(&self) -> bool {
        !self.is_empty() && self.high < 0.0
    }

    /// Are all its numbers at least 0?
    pub fn is_nonnegative(&self) -> bool {
        !self.is_empty() && self.low >= 0.0
    }
}

#[cfg(test)]
mod tests;
