//! The error function and its complement.

use std::cmp::Ordering;

use super::radius::Radius;
use super::{Ball, BallError, BallResult};

/// `ln(2)`, rounded down and up.
const LN_2: (f64, f64) = (std::f64::consts::LN_2.next_down(), std::f64::consts::LN_2.next_up());
/// Arguments beyond two to this power leave the range of the exponential.
const MAX_ARGUMENT_BITS: i64 = 12;

impl Ball {
    /// The error function.
    pub fn erf(&self) -> BallResult {
        // The slope is at most 2/sqrt(pi).
        self.lipschitz(Radius::from_f64(1.129), Ball::erf_of_point)
    }

    /// `1 - erf(x)`.
    pub fn erfc(&self) -> BallResult {
        let value = self.middle().erfc_of_point()?;
        if self.is_exact() {
            return Ok(value);
        }
        // The slope is 2/sqrt(pi)*exp(-x^2): largest where the ball is nearest 0.
        let near = self.size_below()?.to_repr();
        let near = Ball { mid: super::Float::from_repr(near, self.context()), radius: Radius::ZERO, bits: 64 };
        let slope = if near.top() > MAX_ARGUMENT_BITS { Ball::tiny(64) } else { near.mul(&near)?.neg().exp()? };
        Ok(value.with_radius(self.radius.times(slope.size_above()).times(Radius::from_f64(1.129))))
    }

    /// Is the square of a number so large that its exponential is below all bits?
    fn is_far(&self) -> bool {
        self.top() > MAX_ARGUMENT_BITS || {
            let square = self.to_f64_near() * self.to_f64_near();
            square > (self.bits as f64 + 10.0) * LN_2.1
        }
    }

    fn erf_of_point(&self) -> BallResult {
        if self.is_zero() {
            return Ok(self.clone());
        }
        if self.is_far() {
            let side = if self.sign() == Some(Ordering::Less) { -1 } else { 1 };
            // erfc(x) is at most exp(-x^2) for positive x.
            return Ok(self.like(side).with_radius(Radius::power_of_two(-(self.bits as i64) - 10)));
        }
        // erf(x) = 2x/sqrt(pi)*exp(-x^2)*sum of (2x^2)^k/(1*3*...*(2k + 1)), in which no term is negative.
        let size = self.to_f64_near() * self.to_f64_near();
        let count = 4.0 * size + self.bits as f64 + 16.0;
        let x = self.with_bits(self.bits + 16 + libm::ceil(libm::log2(count)) as usize);
        let square = x.mul(&x)?;
        let twice = square.times(2)?;
        let (mut term, mut sum) = (x.like(1), x.like(1));
        let mut odd = 1_i64;
        loop {
            odd += 2;
            term = term.mul(&twice)?.over(odd)?;
            sum = sum.add(&term)?;
            // From here on each term is at most half the one before.
            let falls = 4.0 * size < odd as f64;
            if falls && term.top() < sum.top() - x.bits as i64 {
                break;
            }
        }
        let sum = sum.with_radius(term.size_above().plus(term.size_above()));
        let front = x.times(2)?.div(&Ball::pi(x.bits)?.sqrt()?)?;
        front.mul(&square.neg().exp()?)?.mul(&sum)?.cut(self.bits)
    }

    fn erfc_of_point(&self) -> BallResult {
        let one = self.like(1);
        if self.sign() != Some(Ordering::Greater) {
            return one.sub(&self.erf_of_point()?);
        }
        if self.top() > MAX_ARGUMENT_BITS {
            return Ok(Ball::tiny(self.bits));
        }
        if !self.is_far() {
            // The difference cancels as many bits as the exponential is small.
            let square = self.to_f64_near() * self.to_f64_near();
            let more = (square / LN_2.0) as usize + 16;
            let wide = self.with_bits(self.bits + more + 8);
            return wide.like(1).sub(&wide.erf_of_point()?)?.cut(self.bits);
        }
        self.erfc_far()
    }

    /// The asymptotic series, in which the error is at most the first term left out: `exp(-x^2)/(x*sqrt(pi))` times the
    /// sum of `(-1)^k*(1*3*...*(2k - 1))/(2x^2)^k`.
    fn erfc_far(&self) -> BallResult {
        let x = self.with_bits(self.bits + 24);
        let twice = x.mul(&x)?.times(2)?;
        let (mut term, mut sum) = (x.like(1), x.like(1));
        let mut odd = 1_i64;
        loop {
            let next = term.times(-odd)?.div(&twice)?;
            if next.top() < -(x.bits as i64) {
                sum = sum.with_radius(next.size_above());
                break;
            }
            if next.top() > term.top() {
                // The terms grow before they are small: there are too few bits in x.
                return Err(BallError::Undecided);
            }
            sum = sum.add(&next)?;
            term = next;
            odd += 2;
        }
        let bell = x.mul(&x)?.neg().exp()?;
        bell.mul(&sum)?.div(&x.mul(&Ball::pi(x.bits)?.sqrt()?)?)?.cut(self.bits)
    }
}
