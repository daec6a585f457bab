//! Sums, products and quotients.
//!
//! The operators `+ - *` take operands within the limit and do not check their results; wherever a text can repeat an
//! operation, the `checked_` forms belong. There is no `/`, because a quotient can fail.

use std::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub, SubAssign};
use std::sync::Arc;

use dashu_base::BitTest;
use dashu_ratio::RBig;

use super::gcd::gcd_u64;
use super::{ArithmeticError, Rational, Repr, UNIT};
use crate::interrupt::left_when_asked;
use crate::numeric::budget::bits;

impl Rational {
    /// The sum; `TooLarge` if it would be beyond [`bits::NUMBER`] before cancelling.
    pub fn checked_add(&self, other: &Rational) -> Result<Rational, ArithmeticError> {
        if let (Repr::Small { .. }, Repr::Small { .. }) = (&self.0, &other.0) {
            return Ok(self + other);
        }
        let ((a, b), (c, d)) = (self.part_bits(), other.part_bits());
        refuse_beyond_limit((a + d).max(c + b).max(b + d))?;
        Ok(self + other)
    }

    /// The product; `TooLarge` if it would be beyond [`bits::NUMBER`] before cancelling.
    #[inline]
    pub fn checked_mul(&self, other: &Rational) -> Result<Rational, ArithmeticError> {
        if let (Repr::Small { .. }, Repr::Small { .. }) = (&self.0, &other.0) {
            return Ok(self * other);
        }
        let ((a, b), (c, d)) = (self.part_bits(), other.part_bits());
        refuse_beyond_limit((a + c).max(b + d))?;
        Ok(self * other)
    }

    /// The quotient; an error for a zero divisor, or beyond [`bits::NUMBER`].
    pub fn checked_div(&self, other: &Rational) -> Result<Rational, ArithmeticError> {
        self.checked_mul(&other.recip()?)
    }

    /// One divided by this.
    pub fn recip(&self) -> Result<Rational, ArithmeticError> {
        match &self.0 {
            Repr::Small { num: 0, .. } => Err(ArithmeticError::DivisionByZero),
            Repr::Small { num, den } => {
                let (num, den) = (i128::from(*num), i128::from(den.get()));
                Ok(if num < 0 { Self::from_reduced(-den, -num) } else { Self::from_reduced(den, num) })
            }
            Repr::Big(big) => Ok(Self::from_big(RBig::ONE / &**big)),
        }
    }

    /// The absolute value.
    pub fn abs(&self) -> Rational {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// Bits of numerator and denominator.
    pub(super) fn part_bits(&self) -> (usize, usize) {
        match &self.0 {
            Repr::Small { num, den } => {
                let bits = |part: i64| (u64::BITS - part.unsigned_abs().leading_zeros()) as usize;
                (bits(*num), bits(den.get()))
            }
            Repr::Big(big) => (big.numerator().bit_len(), big.denominator().bit_len()),
        }
    }

    #[inline]
    fn add_ref(&self, other: &Rational) -> Rational {
        match (&self.0, &other.0) {
            (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) => {
                if *b == UNIT && *d == UNIT {
                    if let Some(sum) = a.checked_add(*c) {
                        return Rational::integer(sum);
                    }
                    return Self::from_reduced(i128::from(*a) + i128::from(*c), 1);
                }
                add_small((*a, b.get()), (*c, d.get()))
            }
            (Repr::Big(a), Repr::Big(b)) => reduced(a, b, |a, b| a + b),
            (Repr::Big(a), Repr::Small { .. }) => Self::from_big(&**a + other.to_big()),
            (Repr::Small { .. }, Repr::Big(b)) => Self::from_big(self.to_big() + &**b),
        }
    }

    #[inline]
    fn mul_ref(&self, other: &Rational) -> Rational {
        match (&self.0, &other.0) {
            (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) => {
                if *b == UNIT && *d == UNIT {
                    if let Some(product) = a.checked_mul(*c) {
                        return Rational::integer(product);
                    }
                    return Self::from_reduced(i128::from(*a) * i128::from(*c), 1);
                }
                mul_small((*a, b.get()), (*c, d.get()))
            }
            (Repr::Big(a), Repr::Big(b)) => reduced(a, b, |a, b| a * b),
            (Repr::Big(a), Repr::Small { .. }) => Self::from_big(&**a * other.to_big()),
            (Repr::Small { .. }, Repr::Big(b)) => Self::from_big(self.to_big() * &**b),
        }
    }

    #[inline]
    fn neg_ref(&self) -> Rational {
        match &self.0 {
            Repr::Small { num, den } => match num.checked_neg() {
                Some(num) => Rational(Repr::Small { num, den: *den }),
                None => Self::from_reduced(-i128::from(*num), i128::from(den.get())),
            },
            Repr::Big(big) => Self::from_big(-(**big).clone()),
        }
    }
}

/// A sum or product, which the library brings to its lowest terms. It asks nobody meanwhile, so where that takes long, another
/// thread does it.
fn reduced(a: &Arc<RBig>, b: &Arc<RBig>, operation: fn(&RBig, &RBig) -> RBig) -> Rational {
    let below = |number: &RBig| number.denominator().bit_len();
    if below(a).max(below(b)) < bits::UNATTENDED {
        return Rational::from_big(operation(a, b));
    }
    let (a, b) = (Arc::clone(a), Arc::clone(b));
    Rational::from_big(left_when_asked(move || operation(&a, &b)))
}

/// `TooLarge` for results of more bits than the limit.
fn refuse_beyond_limit(bits: usize) -> Result<(), ArithmeticError> {
    if bits > bits::NUMBER { Err(ArithmeticError::too_large(bits as f64)) } else { Ok(()) }
}

/// `a/b + c/d`, with 64-bit divisors only (Knuth, The Art of Computer Programming, 4.5.1).
fn add_small((a, b): (i64, i64), (c, d): (i64, i64)) -> Rational {
    let common = gcd_u64(b.unsigned_abs(), d.unsigned_abs()) as i64;
    // Both products are below 2^126 in size.
    let sum = i128::from(a) * i128::from(d / common) + i128::from(c) * i128::from(b / common);
    if common == 1 {
        return Rational::from_reduced(sum, i128::from(b) * i128::from(d));
    }
    let rest = (sum % i128::from(common)).unsigned_abs() as u64;
    let shared = gcd_u64(rest, common.unsigned_abs()) as i64;
    Rational::from_reduced(sum / i128::from(shared), i128::from(b / common) * i128::from(d / shared))
}

/// `a/b * c/d`, cancelling crosswise so that the product is in lowest terms.
fn mul_small((a, b): (i64, i64), (c, d): (i64, i64)) -> Rational {
    let left = i128::from(gcd_u64(a.unsigned_abs(), d.unsigned_abs()));
    let right = i128::from(gcd_u64(c.unsigned_abs(), b.unsigned_abs()));
    let num = (i128::from(a) / left) * (i128::from(c) / right);
    Rational::from_reduced(num, (i128::from(b) / right) * (i128::from(d) / left))
}

macro_rules! binary_operator {
    ($trait:ident, $method:ident, |$a:ident, $b:ident| $body:expr) => {
        impl $trait<&Rational> for &Rational {
            type Output = Rational;
            #[inline]
            fn $method(self, other: &Rational) -> Rational {
                let ($a, $b) = (self, other);
                $body
            }
        }
        impl $trait<Rational> for Rational {
            type Output = Rational;
            #[inline]
            fn $method(self, other: Rational) -> Rational {
                (&self).$method(&other)
            }
        }
        impl $trait<&Rational> for Rational {
            type Output = Rational;
            #[inline]
            fn $method(self, other: &Rational) -> Rational {
                (&self).$method(other)
            }
        }
        impl $trait<Rational> for &Rational {
            type Output = Rational;
            #[inline]
            fn $method(self, other: Rational) -> Rational {
                self.$method(&other)
            }
        }
    };
}

binary_operator!(Add, add, |a, b| a.add_ref(b));
binary_operator!(Sub, sub, |a, b| a.add_ref(&b.neg_ref()));
binary_operator!(Mul, mul, |a, b| a.mul_ref(b));

impl Neg for &Rational {
    type Output = Rational;
    #[inline]
    fn neg(self) -> Rational {
        self.neg_ref()
    }
}

impl Neg for Rational {
    type Output = Rational;
    #[inline]
    fn neg(self) -> Rational {
        self.neg_ref()
    }
}

impl AddAssign<&Rational> for Rational {
    fn add_assign(&mut self, other: &Rational) {
        *self = self.add_ref(other);
    }
}

impl SubAssign<&Rational> for Rational {
    fn sub_assign(&mut self, other: &Rational) {
        *self = self.add_ref(&other.neg_ref());
    }
}

impl MulAssign<&Rational> for Rational {
    fn mul_assign(&mut self, other: &Rational) {
        *self = self.mul_ref(other);
    }
}

impl std::iter::Sum for Rational {
    fn sum<I: Iterator<Item = Rational>>(terms: I) -> Self {
        terms.fold(Self::ZERO, |total, term| total.add_ref(&term))
    }
}
