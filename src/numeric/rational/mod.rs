//! Exact rational numbers of any size.
//!
//! A value whose numerator and denominator fit in 64 bits is stored inline (16 bytes, no allocation); larger ones are
//! shared behind a pointer. Every value has exactly one representation, so equality and hashing are structural.

mod arithmetic;
mod float;
mod gcd;
mod integers;
mod power;
mod text;

#[cfg(test)]
mod tests;

pub use gcd::gcd;
pub use text::ParseRationalError;

use std::cmp::Ordering;
use std::num::NonZeroI64;
use std::sync::Arc;

use dashu_base::BitTest;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use crate::interrupt::{count, left_when_asked};
use crate::numeric::budget::bits;

/// An exact fraction in lowest terms; the sign is the numerator's.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Rational(Repr);

/// `Small` whenever both parts fit, so that equal values are equal representations.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    /// In lowest terms, with a positive denominator (the niche at zero keeps the type at 16 bytes).
    Small { num: i64, den: NonZeroI64 },
    /// Does not fit in `Small`.
    Big(Arc<RBig>),
}

/// Why an exact result was not computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArithmeticError {
    /// The result would be longer than [`crate::numeric::budget::bits::NUMBER`].
    #[error("the exact result would have about {digits} digits")]
    TooLarge {
        /// An estimate of its length in decimal digits; saturates.
        digits: u64,
    },
    /// A division by zero, or a negative power of zero.
    #[error("division by zero")]
    DivisionByZero,
}

impl ArithmeticError {
    /// The error for a result of about this many bits.
    fn too_large(bits: f64) -> Self {
        // The cast saturates, which is what an estimate needs.
        Self::TooLarge { digits: (bits * std::f64::consts::LOG10_2).ceil() as u64 }
    }
}

/// What an operation costs whose result is long: at least, by word, and by the square of the words, to be reduced.
const STEPS_PER_BIG: usize = 120;
const STEPS_PER_WORD: usize = 8;

/// The denominator of an integer.
const UNIT: NonZeroI64 = NonZeroI64::new(1).expect("one is not zero");

impl Rational {
    /// Zero.
    pub const ZERO: Rational = Rational(Repr::Small { num: 0, den: UNIT });
    /// One.
    pub const ONE: Rational = Rational(Repr::Small { num: 1, den: UNIT });

    /// The fraction `num / den` in lowest terms; `None` if `den` is zero.
    pub fn new(num: i64, den: i64) -> Option<Rational> {
        if den == 0 {
            return None;
        }
        let (num, den) = (i128::from(num), i128::from(den));
        Some(if den < 0 { Self::from_wide(-num, -den) } else { Self::from_wide(num, den) })
    }

    /// Zero.
    #[inline]
    pub fn zero() -> Rational {
        Self::ZERO
    }

    /// One.
    #[inline]
    pub fn one() -> Rational {
        Self::ONE
    }

    /// An integer.
    #[inline]
    pub const fn integer(value: i64) -> Rational {
        Rational(Repr::Small { num: value, den: UNIT })
    }

    /// Whether this is zero.
    #[inline]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small { num: 0, .. })
    }

    /// Whether this is one.
    #[inline]
    pub fn is_one(&self) -> bool {
        matches!(self.0, Repr::Small { num: 1, den: UNIT })
    }

    /// Whether the denominator is one.
    #[inline]
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Small { den, .. } => *den == UNIT,
            Repr::Big(big) => big.is_int(),
        }
    }

    /// Whether this is below zero.
    #[inline]
    pub fn is_negative(&self) -> bool {
        self.sign() < 0
    }

    /// Whether this is above zero.
    #[inline]
    pub fn is_positive(&self) -> bool {
        self.sign() > 0
    }

    /// Whether this is an integer divisible by two.
    pub fn is_even(&self) -> bool {
        match &self.0 {
            Repr::Small { num, den } => *den == UNIT && num % 2 == 0,
            Repr::Big(big) => big.is_int() && !big.numerator().bit(0),
        }
    }

    /// -1, 0 or 1.
    #[inline]
    pub fn sign(&self) -> i32 {
        match &self.0 {
            Repr::Small { num, .. } => num.signum() as i32,
            Repr::Big(big) => match big.sign() {
                dashu_base::Sign::Positive => 1,
                dashu_base::Sign::Negative => -1,
            },
        }
    }

    /// The value, if it is an integer that fits.
    #[inline]
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Small { num, den } if *den == UNIT => Some(*num),
            Repr::Small { .. } | Repr::Big(_) => None,
        }
    }

    /// Numerator and denominator, if both fit.
    #[inline]
    pub fn to_i64_fraction(&self) -> Option<(i64, i64)> {
        match &self.0 {
            Repr::Small { num, den } => Some((*num, den.get())),
            Repr::Big(_) => None,
        }
    }

    /// The numerator, which carries the sign.
    pub fn numerator(&self) -> Rational {
        match &self.0 {
            Repr::Small { num, .. } => Self::integer(*num),
            Repr::Big(big) => Self::from_integer(big.numerator().clone()),
        }
    }

    /// The denominator, at least one.
    pub fn denominator(&self) -> Rational {
        match &self.0 {
            Repr::Small { den, .. } => Self::integer(den.get()),
            Repr::Big(big) => Self::from_integer(big.denominator().clone().into()),
        }
    }

    /// Bits of the longer of numerator and denominator.
    pub fn bits(&self) -> usize {
        let (num, den) = self.part_bits();
        num.max(den)
    }

    /// `num / den`, which are in lowest terms with `den > 0`.
    #[inline]
    fn from_reduced(num: i128, den: i128) -> Rational {
        if let (Ok(num), Ok(den)) = (i64::try_from(num), i64::try_from(den))
            && let Some(den) = NonZeroI64::new(den)
        {
            return Rational(Repr::Small { num, den });
        }
        Rational(Repr::Big(Arc::new(RBig::from_parts(IBig::from(num), UBig::from(den.unsigned_abs())))))
    }

    /// `num / den` with `den > 0`.
    fn from_wide(num: i128, den: i128) -> Rational {
        let divisor = gcd::gcd_u128(num.unsigned_abs(), den.unsigned_abs()) as i128;
        if divisor <= 1 {
            return Self::from_reduced(num, den);
        }
        Self::from_reduced(num / divisor, den / divisor)
    }

    /// Stored inline if it fits.
    pub(in crate::numeric) fn from_big(big: RBig) -> Rational {
        count(steps(big.numerator().bit_len() + big.denominator().bit_len()));
        if let (Ok(num), Ok(den)) = (i64::try_from(big.numerator()), i64::try_from(big.denominator()))
            && let Some(den) = NonZeroI64::new(den)
        {
            return Rational(Repr::Small { num, den });
        }
        Rational(Repr::Big(Arc::new(big)))
    }

    /// The fraction of two integers, the second above 0; where it takes long to reduce, another thread does it.
    fn reduced_beside(num: IBig, den: UBig) -> Rational {
        if den.bit_len() < bits::UNATTENDED {
            return Self::from_big(RBig::from_parts(num, den));
        }
        Self::from_big(left_when_asked(move || RBig::from_parts(num.clone(), den.clone())))
    }

    /// An integer of any size.
    pub(in crate::numeric) fn from_integer(value: IBig) -> Rational {
        match i64::try_from(&value) {
            Ok(small) => Self::integer(small),
            Err(_) => {
                count(steps(value.bit_len()));
                Rational(Repr::Big(Arc::new(RBig::from(value))))
            }
        }
    }

    /// The integer that this is, in the form of the arbitrary-precision library.
    pub(in crate::numeric) fn to_integer(&self) -> Option<IBig> {
        match &self.0 {
            _ if !self.is_integer() => None,
            Repr::Small { num, .. } => Some(IBig::from(*num)),
            Repr::Big(big) => Some(big.numerator().clone()),
        }
    }

    /// In the form of the arbitrary-precision library.
    pub(in crate::numeric) fn to_big(&self) -> RBig {
        match &self.0 {
            Repr::Small { num, den } => RBig::from_parts(IBig::from(*num), UBig::from(den.get().unsigned_abs())),
            Repr::Big(big) => RBig::clone(big),
        }
    }
}

/// What it costs to make or write a number of so many bits.
fn steps(bits: usize) -> usize {
    let words = bits / 64;
    STEPS_PER_BIG + STEPS_PER_WORD * words + words * words / 2
}

impl Default for Rational {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<i64> for Rational {
    #[inline]
    fn from(value: i64) -> Self {
        Self::integer(value)
    }
}

impl From<i32> for Rational {
    #[inline]
    fn from(value: i32) -> Self {
        Self::integer(i64::from(value))
    }
}

impl From<u64> for Rational {
    fn from(value: u64) -> Self {
        Self::from_reduced(i128::from(value), 1)
    }
}

impl From<usize> for Rational {
    fn from(value: usize) -> Self {
        Self::from_integer(IBig::from(value))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) => {
                if b == d {
                    return a.cmp(c);
                }
                // Each product is below 2^126 in size.
                let left = i128::from(*a) * i128::from(d.get());
                left.cmp(&(i128::from(*c) * i128::from(b.get())))
            }
            (Repr::Small { .. } | Repr::Big(_), Repr::Small { .. } | Repr::Big(_)) => {
                self.sign().cmp(&other.sign()).then_with(|| self.to_big().cmp(&other.to_big()))
            }
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl std::fmt::Debug for Rational {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}
