//! Sums, products, quotients and powers of intervals.

use std::ops::{Add, Div, Mul, Neg, Sub};

use super::Interval;
use super::elementary::power_at;
use crate::numeric::{Rational, real};

/// The sum of two doubles rounded down and up. Knuth's TwoSum finds the error exactly, so that exact sums stay points.
fn sum_bounds(a: f64, b: f64) -> (f64, f64) {
    let s = a + b;
    if !s.is_finite() {
        // Of finite terms: beyond the largest double.
        return match (a.is_finite() && b.is_finite(), s > 0.0) {
            (false, _) => (s, s),
            (true, true) => (f64::MAX, s),
            (true, false) => (s, f64::MIN),
        };
    }
    let t = s - a;
    let error = (a - (s - t)) + (b - t);
    if error == 0.0 {
        (s, s)
    } else if error > 0.0 {
        (s, s.next_up())
    } else if error < 0.0 {
        (s.next_down(), s)
    } else {
        // Beside the largest doubles the error itself may overflow.
        (s.next_down(), s.next_up())
    }
}

/// The product rounded down and up; 0 times anything is 0, which is right for ends of intervals.
fn product_bounds(a: f64, b: f64) -> (f64, f64) {
    if a == 0.0 || b == 0.0 {
        return (0.0, 0.0);
    }
    let p = a * b;
    if p.is_infinite() {
        return match (a.is_infinite() || b.is_infinite(), p > 0.0) {
            (true, _) => (p, p),
            (false, true) => (f64::MAX, p),
            (false, false) => (p, f64::MIN),
        };
    }
    // A factor of plus or minus a power of two, or short ones: exact unless subnormal.
    if is_short(a) && is_short(b) && p.abs() >= f64::MIN_POSITIVE {
        return (p, p);
    }
    (p.next_down(), p.next_up())
}

/// Has it at most half the bits of a double, so that the product of two such is exact?
fn is_short(v: f64) -> bool {
    v.to_bits() & 0x07ff_ffff == 0
}

fn quotient_bounds(a: f64, b: f64) -> (f64, f64) {
    if a == 0.0 || b.is_infinite() && a.is_finite() {
        return (0.0, 0.0);
    }
    let q = a / b;
    if q.is_nan() {
        return (f64::NEG_INFINITY, f64::INFINITY);
    }
    if q.is_infinite() {
        return match (a.is_infinite(), q > 0.0) {
            (true, _) => (q, q),
            (false, true) => (f64::MAX, q),
            (false, false) => (q, f64::MIN),
        };
    }
    // The product of short ones is exact, and then so is the quotient.
    if is_short(q) && is_short(b) && q * b == a && a.abs() >= f64::MIN_POSITIVE {
        return (q, q);
    }
    (q.next_down(), q.next_up())
}

impl Add for Interval {
    type Output = Interval;
    fn add(self, other: Interval) -> Interval {
        if self.is_empty() || other.is_empty() {
            return Interval::EMPTY;
        }
        Interval { low: sum_bounds(self.low, other.low).0, high: sum_bounds(self.high, other.high).1 }
    }
}

impl Neg for Interval {
    type Output = Interval;
    fn neg(self) -> Interval {
        if self.is_empty() { self } else { Interval { low: -self.high, high: -self.low } }
    }
}

impl Sub for Interval {
    type Output = Interval;
    fn sub(self, other: Interval) -> Interval {
        self + -other
    }
}

impl Mul for Interval {
    type Output = Interval;
    fn mul(self, other: Interval) -> Interval {
        if self.is_empty() || other.is_empty() {
            return Interval::EMPTY;
        }
        let products = [
            product_bounds(self.low, other.low),
            product_bounds(self.low, other.high),
            product_bounds(self.high, other.low),
            product_bounds(self.high, other.high),
        ];
        let low = products.iter().fold(f64::INFINITY, |m, p| m.min(p.0));
        let high = products.iter().fold(f64::NEG_INFINITY, |m, p| m.max(p.1));
        Interval { low, high }
    }
}

impl Div for Interval {
    type Output = Interval;
    /// All quotients with a divisor that is not 0: everything, if 0 is inside the divisor and not at its end.
    fn div(self, other: Interval) -> Interval {
        if self.is_empty() || other.is_empty() || other == Interval::ZERO {
            return Interval::EMPTY;
        }
        if self == Interval::ZERO {
            return Interval::ZERO;
        }
        if other.low < 0.0 && other.high > 0.0 {
            return Interval::ENTIRE;
        }
        // With 0 at an end of the divisor the quotients reach to infinity on one side.
        let divisor = if other.high <= 0.0 { -other } else { other };
        let dividend = if other.high <= 0.0 { -self } else { self };
        let toward = |end: f64, low: bool| {
            // The divisor's end that makes the quotient least (or greatest).
            let by = if (end < 0.0) == low { divisor.low } else { divisor.high };
            if by == 0.0 {
                return if end == 0.0 { 0.0 } else { end.signum() * f64::INFINITY };
            }
            let bounds = quotient_bounds(end, by);
            if low { bounds.0 } else { bounds.1 }
        };
        Interval::new(toward(dividend.low, true), toward(dividend.high, false))
    }
}

impl Interval {
    /// The narrowest interval with doubles as ends around an exact number.
    pub fn of_rational(value: &Rational) -> Interval {
        let nearest = value.to_f64();
        if nearest.is_infinite() {
            return if nearest > 0.0 {
                Interval { low: f64::MAX, high: nearest }
            } else {
                Interval { low: nearest, high: f64::MIN }
            };
        }
        match Rational::from_f64(nearest).map(|v| v.cmp(value)) {
            Some(std::cmp::Ordering::Equal) => Interval::point(nearest),
            Some(std::cmp::Ordering::Less) => Interval { low: nearest, high: nearest.next_up() },
            Some(std::cmp::Ordering::Greater) => Interval { low: nearest.next_down(), high: nearest },
            None => Interval::ENTIRE,
        }
    }

    /// `x^2`
    pub fn square(self) -> Interval {
        Interval::powi(self, 2)
    }

    /// `x^n`; 0 to a negative power has no value and is left out.
    pub fn powi(self, n: i32) -> Interval {
        if self.is_empty() {
            return self;
        }
        if n == 0 {
            return Interval::ONE;
        }
        if n < 0 {
            return Interval::ONE / Interval::powi(self, n.checked_neg().unwrap_or(i32::MAX));
        }
        if n % 2 == 0 {
            let (least, most) = (self.mignitude(), self.magnitude());
            return Interval { low: power_bounds(least, n).0, high: power_bounds(most, n).1 };
        }
        let bounds = |x: f64| {
            let (low, high) = power_bounds(x.abs(), n);
            if x < 0.0 { (-high, -low) } else { (low, high) }
        };
        Interval { low: bounds(self.low).0, high: bounds(self.high).1 }
    }
}

/// Bounds for `x^n` of an `x` that is not negative, by repeated squaring with outward rounding.
fn power_bounds(x: f64, n: i32) -> (f64, f64) {
    if n.unsigned_abs() > real::SQUARING_LIMIT {
        // The error of many products would add up.
        let power = power_at(x, f64::from(n));
        return (power.low, power.high);
    }
    let (mut low, mut high) = (1.0_f64, 1.0_f64);
    let (mut square_low, mut square_high) = (x, x);
    let mut left = n;
    while left > 0 {
        if left & 1 == 1 {
            low = product_bounds(low, square_low).0;
            high = product_bounds(high, square_high).1;
        }
        left >>= 1;
        if left > 0 {
            square_low = product_bounds(square_low, square_low).0;
            square_high = product_bounds(square_high, square_high).1;
        }
    }
    (low.max(0.0), high)
}
