//! Rounding to integers, and functions of integers.

use dashu_base::{BitTest, Gcd, Sign};
use dashu_int::{IBig, UBig};

use super::gcd::gcd_u64;
use super::{ArithmeticError, Rational, Repr};
use crate::interrupt::left_when_asked;
use crate::numeric::budget::bits;

impl Rational {
    /// The largest integer not above this.
    pub fn floor(&self) -> Rational {
        match &self.0 {
            Repr::Small { num, den } => Self::integer(num.div_euclid(den.get())),
            Repr::Big(big) => Self::from_integer(big.floor()),
        }
    }

    /// The smallest integer not below this.
    pub fn ceil(&self) -> Rational {
        -(-self).floor()
    }

    /// The nearest integer; halves go away from zero.
    pub fn round(&self) -> Rational {
        let half = Rational::new(1, 2).unwrap_or(Self::ZERO);
        let magnitude = (self.abs() + half).floor();
        if self.is_negative() { -magnitude } else { magnitude }
    }

    /// The greatest common divisor of two integers, at least zero; `None` if one is not an integer.
    pub fn gcd(&self, other: &Rational) -> Option<Rational> {
        let (a, b) = (self.magnitude()?, other.magnitude()?);
        if let (Ok(a), Ok(b)) = (u64::try_from(&a), u64::try_from(&b)) {
            return Some(Self::from(gcd_u64(a, b)));
        }
        // The library's gcd does not take two zeros; they took the branch above.
        if a.bit_len().min(b.bit_len()) < bits::UNATTENDED {
            return Some(Self::from_integer(a.gcd(b).into()));
        }
        Some(Self::from_integer(left_when_asked(move || (&a).gcd(&b)).into()))
    }

    /// The least common multiple of two integers, at least zero; `None` if one is not an integer or it is too large.
    pub fn lcm(&self, other: &Rational) -> Option<Rational> {
        let divisor = self.gcd(other)?;
        if divisor.is_zero() {
            return Some(Self::ZERO);
        }
        let product = self.abs().checked_div(&divisor).ok()?.checked_mul(other).ok()?;
        Some(product.abs())
    }

    /// The largest number of which both are whole multiples, at least zero; `None` if it is too long.
    pub fn common_measure(&self, other: &Rational) -> Option<Rational> {
        let below = self.denominator().lcm(&other.denominator())?;
        (self * &below).gcd(&(other * &below))?.checked_div(&below).ok()
    }

    /// The remainder of an integer modulo a number, from 0 on; `None` for fractions and modulo 0.
    pub fn residue(&self, modulus: u64) -> Option<u64> {
        if modulus == 0 {
            return None;
        }
        let size = match &self.0 {
            Repr::Small { num, .. } if self.is_integer() => num.unsigned_abs() % modulus,
            _ => self.magnitude()? % modulus,
        };
        Some(if self.is_negative() && size > 0 { modulus - size } else { size })
    }

    /// `n!`; `TooLarge` beyond [`bits::NUMBER`] (from about 65,000 on).
    pub fn factorial(n: u64) -> Result<Rational, ArithmeticError> {
        // Stirling: log2 n! is close to n log2(n/e) + log2(2 pi n)/2.
        let size = n as f64;
        if n > 1 {
            let bits = size * libm::log2(size / std::f64::consts::E) + libm::log2(std::f64::consts::TAU * size) / 2.0;
            if bits > bits::NUMBER as f64 {
                return Err(ArithmeticError::too_large(bits));
            }
        }
        Ok(Self::from_integer(product_of_range(2, n).into()))
    }

    /// Numerator's absolute value, if this is an integer.
    pub(super) fn magnitude(&self) -> Option<UBig> {
        match &self.0 {
            _ if !self.is_integer() => None,
            Repr::Small { num, .. } => Some(UBig::from(num.unsigned_abs())),
            Repr::Big(big) => Some(big.numerator().clone().into_parts().1),
        }
    }

    /// Absolute numerator and denominator.
    pub(super) fn magnitudes(&self) -> (UBig, UBig) {
        match &self.0 {
            Repr::Small { num, den } => (UBig::from(num.unsigned_abs()), UBig::from(den.get().unsigned_abs())),
            Repr::Big(big) => (big.numerator().clone().into_parts().1, big.denominator().clone()),
        }
    }

    /// The integer with this magnitude and sign.
    pub(super) fn from_magnitude(negative: bool, magnitude: UBig) -> Rational {
        let sign = if negative { Sign::Negative } else { Sign::Positive };
        Self::from_integer(IBig::from_parts(sign, magnitude))
    }
}

/// `low * (low + 1) * ... * high`, split in halves so that the factors stay of equal length.
fn product_of_range(low: u64, high: u64) -> UBig {
    if high < low {
        return UBig::ONE;
    }
    if high - low < 8 {
        return (low..=high).fold(UBig::ONE, |product, factor| product * factor);
    }
    let middle = low + (high - low) / 2;
    product_of_range(low, middle) * product_of_range(middle + 1, high)
}
