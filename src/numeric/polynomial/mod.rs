//! Polynomials in one unknown with exact coefficients: arithmetic, division, factors, real roots.

mod factor;
mod isolate;
mod roots;
#[cfg(test)]
mod sturm;

#[cfg(test)]
mod tests;

pub use roots::RealRoot;
#[cfg(test)]
pub use sturm::Sturm;

use std::ops::{Add, Mul, Neg, Sub};

use dashu_base::{BitTest, Sign};
use dashu_int::IBig;

use super::budget::Exceeded;
use super::{ArithmeticError, Rational};
use crate::interrupt::count;
use crate::numeric::budget::degrees;

/// What a term of Horner's rule costs for short numbers.
const STEPS_PER_TERM: usize = 40;

/// Why something was not computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolynomialError {
    /// The degree is above a limit.
    #[error("the degree {degree} is above the limit {limit}")]
    Degree {
        /// What it is or would be.
        degree: usize,
        /// [`degrees::POLYNOMIAL`] or [`degrees::REAL_ROOTS`].
        limit: usize,
    },
    /// The zero polynomial is zero everywhere.
    #[error("every number is a root of the zero polynomial")]
    Zero,
    /// Too much work, or interrupted.
    #[error(transparent)]
    Exceeded(#[from] Exceeded),
    /// A coefficient got too long, or a division by zero.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
}

/// A polynomial in one unknown.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Polynomial {
    /// The constant first; the last is not zero.
    coefficients: Vec<Rational>,
}

impl Polynomial {
    /// From its coefficients, the constant first.
    pub fn new(mut coefficients: Vec<Rational>) -> Polynomial {
        while coefficients.last().is_some_and(Rational::is_zero) {
            coefficients.pop();
        }
        Polynomial { coefficients }
    }

    /// The zero polynomial.
    pub fn zero() -> Polynomial {
        Polynomial::default()
    }

    /// A number.
    pub fn constant(value: Rational) -> Polynomial {
        Polynomial::new(vec![value])
    }

    /// The unknown itself.
    pub fn unknown() -> Polynomial {
        Polynomial::new(vec![Rational::ZERO, Rational::ONE])
    }

    /// The coefficients, the constant first; the last is not zero.
    pub fn coefficients(&self) -> &[Rational] {
        &self.coefficients
    }

    /// The coefficient of this power.
    pub fn coefficient(&self, power: usize) -> Rational {
        self.coefficients.get(power).cloned().unwrap_or_default()
    }

    /// The degree; `None` for the zero polynomial.
    pub fn degree(&self) -> Option<usize> {
        self.coefficients.len().checked_sub(1)
    }

    /// Whether this is the zero polynomial.
    pub fn is_zero(&self) -> bool {
        self.coefficients.is_empty()
    }

    /// Whether the unknown does not occur.
    pub fn is_constant(&self) -> bool {
        self.coefficients.len() <= 1
    }

    /// The coefficient of the highest power; 0 for the zero polynomial.
    pub fn leading(&self) -> Rational {
        self.coefficients.last().cloned().unwrap_or_default()
    }

    /// Every coefficient times a number.
    pub fn scaled(&self, factor: &Rational) -> Polynomial {
        Polynomial::new(self.coefficients.iter().map(|c| c * factor).collect())
    }

    /// A whole power, up to [`degrees::POLYNOMIAL`].
    pub fn pow(&self, exponent: usize) -> Result<Polynomial, PolynomialError> {
        let degree = self.degree().unwrap_or(0).saturating_mul(exponent);
        if degree > degrees::POLYNOMIAL {
            let limit = degrees::POLYNOMIAL;
            return Err(PolynomialError::Degree { degree, limit });
        }
        if self.is_constant() {
            let exponent = i64::try_from(exponent).unwrap_or(i64::MAX);
            return Ok(Polynomial::constant(self.coefficient(0).pow(exponent)?));
        }
        let mut result = Polynomial::constant(Rational::ONE);
        for bit in (0..usize::BITS - exponent.leading_zeros()).rev() {
            result = &result * &result;
            if exponent >> bit & 1 == 1 {
                result = &result * self;
            }
        }
        Ok(result)
    }

    /// The derivative.
    pub fn derivative(&self) -> Polynomial {
        let terms = self.coefficients.iter().enumerate().skip(1);
        Polynomial::new(terms.map(|(n, c)| c * Rational::from(n)).collect())
    }

    /// The exact value at a number.
    pub fn at(&self, x: &Rational) -> Rational {
        let terms = self.coefficients.iter().rev();
        terms.fold(Rational::ZERO, |value, c| value * x + c)
    }

    /// The value at a double, by Horner's rule in doubles.
    pub fn at_f64(&self, x: f64) -> f64 {
        let terms = self.coefficients.iter().rev();
        terms.fold(0.0, |value, c| value * x + c.to_f64())
    }

    /// The sign of the value at a number.
    pub fn sign_at(&self, x: &Rational) -> i32 {
        if let Some(sign) = self.sign_by_doubles(x) {
            return sign;
        }
        match self.at_over_common(x) {
            Some((above, _)) => i32::from(!above.is_zero()) * if above.sign() == Sign::Negative { -1 } else { 1 },
            None => self.at(x).sign(),
        }
    }

    /// The value at a number as a quotient that is not reduced, its divisor positive; `None` unless all coefficients are
    /// integers. Fractions would be reduced at every step.
    fn at_over_common(&self, x: &Rational) -> Option<(IBig, IBig)> {
        let (above, below) = (x.numerator().to_integer()?, x.denominator().to_integer()?);
        let (mut value, mut scale, mut divisor) = (IBig::ZERO, IBig::ONE, IBig::ONE);
        for c in self.coefficients.iter().rev() {
            count(STEPS_PER_TERM + value.bit_len() / 64 * (1 + above.bit_len() / 64));
            value = value * &above + c.to_integer()? * &scale;
            divisor = std::mem::replace(&mut scale, IBig::ZERO);
            scale = &divisor * &below;
        }
        Some((value, divisor))
    }

    /// The sign, where doubles prove it: the error of Horner's rule with a rounded argument and rounded coefficients is
    /// below `8(n + 1)ε·Σ|cᵢ||x|ⁱ` (Higham 2002, section 5.1).
    fn sign_by_doubles(&self, exact: &Rational) -> Option<i32> {
        let x = exact.to_f64();
        let (mut value, mut size) = (0.0_f64, 0.0_f64);
        for c in self.coefficients.iter().rev().map(Rational::to_f64) {
            value = value * x + c;
            size = size * x.abs() + c.abs();
        }
        let error = 8.0 * self.coefficients.len() as f64 * f64::EPSILON * size;
        // Far from where doubles underflow or overflow.
        let normal = exact.is_zero() || x.abs() > 1e-200;
        let safe = error < 1e200 && value.abs() > 1e-100 && (x.abs() <= 1.0 || self.leading().to_f64().abs() >= 1e-50);
        (normal && safe && value.abs() > error).then_some(if value < 0.0 { -1 } else { 1 })
    }

    /// The sign towards positive infinity, or towards negative infinity; 0 for the zero polynomial.
    pub fn sign_at_infinity(&self, positive: bool) -> i32 {
        let odd = self.degree().is_some_and(|n| n % 2 == 1);
        let sign = self.leading().sign();
        if odd && !positive { -sign } else { sign }
    }

    /// `p(q(x))`
    pub fn compose(&self, inner: &Polynomial) -> Result<Polynomial, PolynomialError> {
        let degree = self.degree().unwrap_or(0).saturating_mul(inner.degree().unwrap_or(0));
        if degree > degrees::POLYNOMIAL {
            let limit = degrees::POLYNOMIAL;
            return Err(PolynomialError::Degree { degree, limit });
        }
        let terms = self.coefficients.iter().rev();
        Ok(terms.fold(Polynomial::zero(), |value, c| &(&value * inner) + &Polynomial::constant(c.clone())))
    }

    /// Quotient and remainder.
    pub fn divide(&self, divisor: &Polynomial) -> Result<(Polynomial, Polynomial), PolynomialError> {
        let inverse = divisor.leading().recip()?;
        let lower = divisor.coefficients.len() - 1;
        let mut rest = self.coefficients.clone();
        let mut quotient = vec![Rational::ZERO; rest.len().saturating_sub(lower)];
        for at in (0..quotient.len()).rev() {
            let factor = &rest[at + lower] * &inverse;
            if !factor.is_zero() {
                for (k, c) in divisor.coefficients.iter().enumerate() {
                    let product = c * &factor;
                    rest[at + k] -= &product;
                }
            }
            quotient[at] = factor;
        }
        rest.truncate(lower);
        Ok((Polynomial::new(quotient), Polynomial::new(rest)))
    }

    /// The quotient, if the division leaves no remainder.
    pub fn divide_exactly(&self, divisor: &Polynomial) -> Option<Polynomial> {
        let (quotient, rest) = self.divide(divisor).ok()?;
        rest.is_zero().then_some(quotient)
    }
}

impl Add for &Polynomial {
    type Output = Polynomial;
    fn add(self, other: &Polynomial) -> Polynomial {
        let (long, short) =
            if self.coefficients.len() >= other.coefficients.len() { (self, other) } else { (other, self) };
        let mut sum = long.coefficients.clone();
        for (total, c) in sum.iter_mut().zip(&short.coefficients) {
            *total += c;
        }
        Polynomial::new(sum)
    }
}

impl Neg for &Polynomial {
    type Output = Polynomial;
    fn neg(self) -> Polynomial {
        Polynomial::new(self.coefficients.iter().map(|c| -c).collect())
    }
}

impl Sub for &Polynomial {
    type Output = Polynomial;
    fn sub(self, other: &Polynomial) -> Polynomial {
        self + &-other
    }
}

impl Mul for &Polynomial {
    type Output = Polynomial;
    fn mul(self, other: &Polynomial) -> Polynomial {
        if self.is_zero() || other.is_zero() {
            return Polynomial::zero();
        }
        let len = self.coefficients.len() + other.coefficients.len() - 1;
        let mut product = vec![Rational::ZERO; len];
        for (i, a) in self.coefficients.iter().enumerate().filter(|(_, a)| !a.is_zero()) {
            for (k, b) in other.coefficients.iter().enumerate() {
                let term = a * b;
                product[i + k] += &term;
            }
        }
        Polynomial::new(product)
    }
}
