//! Functions with jumps and kinks: they have a value only where the ball decides it.

use std::cmp::Ordering;

use dashu_base::Sign;
use dashu_int::IBig;

use super::radius::Radius;
use super::{Ball, BallError, BallResult, Float, is_zero};
use crate::numeric::budget::bits;

impl Ball {
    /// The sign as a number.
    pub fn signum(&self) -> BallResult {
        self.sign().map(|order| self.like(order as i64)).ok_or(BallError::Undecided)
    }

    /// 1 for positive numbers, else 0.
    pub fn step(&self) -> BallResult {
        Ok(self.like(i64::from(self.is_positive()?)))
    }

    /// The largest integer that is not greater.
    pub fn floor(&self) -> BallResult {
        let (low, high) = self.ends()?;
        let (low, high) = (low.floor_of_point()?, high.floor_of_point()?);
        if low != high {
            return Err(BallError::Undecided);
        }
        Ok(Ball { mid: Float::from(low), radius: Radius::ZERO, bits: self.bits })
    }

    /// The smallest integer that is not less.
    pub fn ceil(&self) -> BallResult {
        Ok(self.neg().floor()?.neg())
    }

    /// The nearest integer; halves go away from 0.
    pub fn round(&self) -> BallResult {
        let half = Ball::power_of_two(-1, self.bits);
        match self.sign() {
            Some(Ordering::Less) => self.sub(&half)?.ceil(),
            Some(_) => self.add(&half)?.floor(),
            None => {
                let inside = self.abs().order(&half) == Some(Ordering::Less);
                if inside { Ok(self.like(0)) } else { Err(BallError::Undecided) }
            }
        }
    }

    /// Is there certainly no integer in it?
    pub fn is_apart_from_integers(&self) -> bool {
        let nearest = self.middle().round().and_then(|nearest| self.sub(&nearest));
        nearest.is_ok_and(|gap| gap.sign().is_some_and(Ordering::is_ne))
    }

    /// The remainder, with the sign of the divisor.
    pub fn modulo(&self, divisor: &Ball) -> BallResult {
        let whole = self.div(divisor)?.floor()?;
        let bits = self.bits + usize::try_from(whole.top().max(0)).unwrap_or(0);
        self.with_bits(bits).sub(&whole.with_bits(bits).mul(divisor)?)
    }

    /// The largest of two.
    pub fn max(&self, other: &Ball) -> BallResult {
        match self.order(other) {
            Some(Ordering::Less) => Ok(other.clone()),
            Some(_) => Ok(self.clone()),
            None => {
                let ((a, b), (c, d)) = (self.ends()?, other.ends()?);
                let larger = |u: Ball, v: Ball| if u.order(&v) == Some(Ordering::Less) { v } else { u };
                larger(a, c).hull(&larger(b, d))
            }
        }
    }

    /// The smallest of two.
    pub fn min(&self, other: &Ball) -> BallResult {
        Ok(self.neg().max(&other.neg())?.neg())
    }

    /// The whole number that this certainly is, if it is a small one.
    pub fn to_whole(&self) -> Option<i64> {
        let whole = self.floor().ok()?;
        let same = self.is_exact() && whole.mid == self.mid;
        if !same {
            return None;
        }
        i64::try_from(self.floor_of_point().ok()?).ok()
    }

    fn floor_of_point(&self) -> Result<IBig, BallError> {
        let repr = self.mid.repr();
        if self.top() > bits::WHOLE_NUMBER {
            return Err(BallError::OutOfRange);
        }
        if is_zero(&self.mid) {
            return Ok(IBig::ZERO);
        }
        let (significand, exponent) = (repr.significand(), repr.exponent());
        if exponent >= 0 {
            return Ok(significand.clone() << exponent.unsigned_abs());
        }
        if self.top() < 0 {
            return Ok(if significand.sign() == Sign::Negative { IBig::NEG_ONE } else { IBig::ZERO });
        }
        // Shifts of negative numbers round down.
        Ok(significand.clone() >> exponent.unsigned_abs())
    }
}
