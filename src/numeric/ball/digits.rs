//! Decimal digits that are right, from balls of growing precision.

use super::{Ball, BallError, exact_value};
use crate::interrupt::asked;
use crate::numeric::Rational;
use crate::numeric::budget::digits;

/// Bits beyond the digits asked for in the first attempt.
const FIRST_MARGIN: usize = 32;
/// Each attempt has at most so many times the bits that the digits need, and at least so many.
const MAX_FACTOR: usize = 8;
const LEAST_LIMIT: usize = 4_000;
/// A value so near to the middle between two roundings, relative to its last digit in bits, counts as the middle.
const TIE_BITS: i64 = 512;

/// The bits that hold so many digits.
pub fn bits_for(digits: usize) -> usize {
    libm::ceil(digits as f64 * std::f64::consts::LOG2_10) as usize
}

/// The value of `evaluate` to this many significant digits, all of them right. The closure gets the bits to work with; it is
/// called with more of them until the ball decides the digits.
pub fn settled_digits(
    digits: usize,
    evaluate: &mut dyn FnMut(usize) -> Result<Ball, BallError>,
) -> Result<Rational, BallError> {
    if digits > digits::COMPUTED {
        return Err(BallError::OutOfRange);
    }
    let digits = digits.max(1);
    let needed = bits_for(digits) + FIRST_MARGIN;
    settled(needed, evaluate, &|ball| ball.rounded_to(digits))
}

/// What `read` makes of the value of `evaluate`, with as many bits as that takes.
pub fn settled<T>(
    needed: usize,
    evaluate: &mut dyn FnMut(usize) -> Result<Ball, BallError>,
    read: &dyn Fn(&Ball) -> Option<T>,
) -> Result<T, BallError> {
    let limit = (MAX_FACTOR * needed).max(LEAST_LIMIT);
    let mut bits = needed;
    loop {
        match evaluate(bits) {
            Ok(ball) => {
                if let Some(value) = read(&ball) {
                    return Ok(value);
                }
            }
            Err(BallError::Undecided) => {}
            Err(error) => return Err(error),
        }
        if bits >= limit || asked() {
            return Err(BallError::Undecided);
        }
        bits = (2 * bits).min(limit);
    }
}

impl Ball {
    /// All numbers of the ball rounded to so many significant digits, if they round to the same.
    pub fn rounded_to(&self, digits: usize) -> Option<Rational> {
        let (low, high) = self.ends().ok()?;
        if self.is_exact() {
            return Rational::parse(&exact_value(&self.mid).significant(digits)).ok();
        }
        // Digits need a size.
        self.sign()?;
        let spare = self.top() - self.radius.top()? - bits_for(digits) as i64;
        if spare < 0 {
            return None;
        }
        let rounded = |end: &Ball| exact_value(&end.mid).significant(digits);
        let text = rounded(&low);
        let settled = text == rounded(&high) || spare > TIE_BITS;
        Rational::parse(&text).ok().filter(|_| settled)
    }

    /// The double that all numbers of the ball are nearest to, if there is one.
    pub fn to_f64(&self) -> Option<f64> {
        // What may be 0 is near no double in particular.
        self.sign()?;
        let (low, high) = self.ends().ok()?;
        let (a, b) = (exact_value(&low.mid).to_f64(), exact_value(&high.mid).to_f64());
        let spare = self.radius.top().map(|r| self.top() - r);
        (a.to_bits() == b.to_bits() || spare.is_some_and(|s| s > 53 + TIE_BITS)).then_some(a)
    }

    /// The doubles nearest to both ends.
    pub fn ends_near(&self) -> Option<(f64, f64)> {
        let (low, high) = self.ends().ok()?;
        Some((low.to_f64_near(), high.to_f64_near()))
    }

    /// A double near the midpoint.
    pub fn to_f64_near(&self) -> f64 {
        // Far out of the range of doubles the exact fraction would be long.
        match self.top() {
            top if top < -1_100 => 0.0,
            top if top > 1_100 => {
                f64::INFINITY.copysign(if self.sign() == Some(std::cmp::Ordering::Less) { -1.0 } else { 1.0 })
            }
            _ => exact_value(&self.mid).to_f64(),
        }
    }

    /// The exact value, where it is known without error.
    pub fn to_rational(&self) -> Option<Rational> {
        self.is_exact().then(|| exact_value(&self.mid))
    }

    /// The midpoint as a fraction.
    pub fn middle_value(&self) -> Rational {
        exact_value(&self.mid)
    }

    /// Is the number certainly less than `2^exponent` in size?
    pub fn is_below(&self, exponent: i64) -> bool {
        self.size_above().top().is_none_or(|top| top <= exponent)
    }
}
