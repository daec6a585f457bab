//! Quotients of polynomials over generators that may obey relations such as `s^2 + c^2 = 1`.

use crate::numeric::budget::Budget;
use crate::numeric::multivariate::{AlgebraError, Multivariate};
use crate::numeric::{ArithmeticError, Rational};

/// A quotient of polynomials; the divisor is not zero.
#[derive(Clone, Debug)]
pub struct Fraction {
    /// Above the fraction bar.
    pub above: Multivariate,
    /// Below it.
    pub below: Multivariate,
}

/// A power of a generator that other generators express: `r^degree = value`.
#[derive(Clone, Debug)]
pub struct PowerRelation {
    /// The generator.
    pub unknown: usize,
    /// Its degree.
    pub degree: u32,
    /// What its power is.
    pub value: Fraction,
}

impl Fraction {
    /// A polynomial over 1.
    pub fn polynomial(above: Multivariate) -> Fraction {
        Fraction { above, below: Multivariate::one() }
    }

    /// A number.
    pub fn number(value: Rational) -> Fraction {
        Fraction::polynomial(Multivariate::constant(value))
    }

    /// A generator.
    pub fn unknown(index: usize) -> Result<Fraction, AlgebraError> {
        Ok(Fraction::polynomial(Multivariate::unknown(index)?))
    }

    /// Is it 0?
    pub fn is_zero(&self) -> bool {
        self.above.is_zero()
    }

    /// The sum, over the least common divisor.
    pub fn plus(&self, other: &Fraction, budget: &Budget<'_>) -> Result<Fraction, AlgebraError> {
        if self.below == other.below {
            return Fraction { above: self.above.plus(&other.above), below: self.below.clone() }.cancelled(budget);
        }
        let (_, mine, theirs) = self.below.gcd_with_cofactors(&other.below, budget)?;
        let above = self.above.times(&theirs, budget)?.plus(&other.above.times(&mine, budget)?);
        Fraction { above, below: self.below.times(&theirs, budget)? }.cancelled(budget)
    }

    /// The product, cancelled.
    pub fn times(&self, other: &Fraction, budget: &Budget<'_>) -> Result<Fraction, AlgebraError> {
        if self.is_zero() || other.is_zero() {
            return Ok(Fraction::polynomial(Multivariate::zero()));
        }
        let (_, a, d) = self.above.gcd_with_cofactors(&other.below, budget)?;
        let (_, c, b) = other.above.gcd_with_cofactors(&self.below, budget)?;
        Ok(Fraction { above: a.times(&c, budget)?, below: b.times(&d, budget)? })
    }

    /// The opposite.
    pub fn negated(&self) -> Fraction {
        Fraction { above: self.above.negated(), below: self.below.clone() }
    }

    /// Times a number.
    pub fn scaled(&self, factor: &Rational) -> Fraction {
        Fraction { above: self.above.scaled(factor), below: self.below.clone() }
    }

    /// A whole power; an error for a negative power of zero.
    pub fn power(&self, exponent: i64, budget: &Budget<'_>) -> Result<Fraction, AlgebraError> {
        let size = u32::try_from(exponent.unsigned_abs()).map_err(|_| AlgebraError::Degree)?;
        let (above, below) = (self.above.pow(size, budget)?, self.below.pow(size, budget)?);
        if exponent >= 0 {
            return Ok(Fraction { above, below });
        }
        if above.is_zero() {
            return Err(ArithmeticError::DivisionByZero.into());
        }
        Ok(Fraction { above: below, below: above })
    }

    /// Without common factors, with integers below and a positive number in front of its first term.
    pub fn cancelled(self, budget: &Budget<'_>) -> Result<Fraction, AlgebraError> {
        if self.above.is_zero() {
            return Ok(Fraction::polynomial(self.above));
        }
        let (_, above, below) = self.above.gcd_with_cofactors(&self.below, budget)?;
        let primitive = below.primitive();
        let factor = below.leading().checked_div(&primitive.leading())?;
        Ok(Fraction { above: above.scaled(&factor.recip()?), below: primitive })
    }

    /// With every power of the relations' generators below their degrees, above and below.
    pub fn reduced(self, relations: &[PowerRelation], budget: &Budget<'_>) -> Result<Fraction, AlgebraError> {
        let mut fraction = self;
        let mut changed = false;
        for relation in relations.iter().rev() {
            let high = |p: &Multivariate| p.degree_in(relation.unknown) >= relation.degree;
            if !high(&fraction.above) && !high(&fraction.below) {
                continue;
            }
            changed = true;
            let above = reduced(&fraction.above, relation, budget)?;
            let below = reduced(&fraction.below, relation, budget)?;
            if below.is_zero() {
                return Err(ArithmeticError::DivisionByZero.into());
            }
            fraction = above.times(&below.power(-1, budget)?, budget)?;
        }
        if changed { fraction.cancelled(budget) } else { Ok(fraction) }
    }
}

/// A polynomial with the powers of one generator replaced, over the divisor that this brings.
fn reduced(p: &Multivariate, relation: &PowerRelation, budget: &Budget<'_>) -> Result<Fraction, AlgebraError> {
    let parts = p.coefficients_in(relation.unknown);
    let degree = relation.degree as usize;
    let top = parts.len().saturating_sub(1) / degree;
    let value = &relation.value;
    let mut low = vec![Multivariate::zero(); degree];
    let below = value.below.pow(u32::try_from(top).map_err(|_| AlgebraError::Degree)?, budget)?;
    let (mut up, mut down) = (Multivariate::one(), below.clone());
    for times in 0..=top {
        let factor = up.times(&down, budget)?;
        for (k, slot) in low.iter_mut().enumerate() {
            if let Some(part) = parts.get(times * degree + k)
                && !part.is_zero()
            {
                *slot = slot.plus(&part.times(&factor, budget)?);
            }
        }
        if times < top {
            up = up.times(&value.above, budget)?;
            down = down.divide_exactly(&value.below, budget)?.ok_or(ArithmeticError::DivisionByZero)?;
        }
    }
    // A relation's value does not hold its own generator, so the coefficients go back as they are.
    let above = Multivariate::from_coefficients(&low, relation.unknown);
    Fraction { above, below }.cancelled(budget)
}
