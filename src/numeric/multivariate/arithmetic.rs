//! Sums, products, powers, exact quotients, derivatives, values.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{AlgebraError, Monomial, Multivariate, Rational};
use crate::numeric::ArithmeticError;
use crate::numeric::budget::{Budget, bits};

/// The steps of an operation on one term, on average.
const TERM_STEPS: usize = 8;

/// A product of polynomials is computed in pieces of about this many terms before like ones are collected.
const PIECE: usize = 1 << 16;

impl Multivariate {
    /// The sum.
    pub fn plus(&self, other: &Multivariate) -> Multivariate {
        let mut terms = Vec::with_capacity(self.terms.len() + other.terms.len());
        let (mut left, mut right) = (self.terms.iter().peekable(), other.terms.iter().peekable());
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            match a.0.cmp(&b.0) {
                std::cmp::Ordering::Greater => terms.extend(left.next().cloned()),
                std::cmp::Ordering::Less => terms.extend(right.next().cloned()),
                std::cmp::Ordering::Equal => {
                    let total = &a.1 + &b.1;
                    if !total.is_zero() {
                        terms.push((a.0, total));
                    }
                    left.next();
                    right.next();
                }
            }
        }
        terms.extend(left.cloned());
        terms.extend(right.cloned());
        Multivariate::from_sorted(terms)
    }

    /// The negative.
    pub fn negated(&self) -> Multivariate {
        Multivariate { terms: self.terms.iter().map(|(m, c)| (*m, -c)).collect() }
    }

    /// The difference.
    pub fn minus(&self, other: &Multivariate) -> Multivariate {
        self.plus(&other.negated())
    }

    /// Every coefficient times a number.
    pub fn scaled(&self, factor: &Rational) -> Multivariate {
        if factor.is_zero() {
            return Multivariate::zero();
        }
        if factor.is_one() {
            return self.clone();
        }
        Multivariate { terms: self.terms.iter().map(|(m, c)| (*m, c * factor)).collect() }
    }

    /// The product.
    pub fn times(&self, other: &Multivariate, budget: &Budget<'_>) -> Result<Multivariate, AlgebraError> {
        let (short, long) = if self.terms.len() <= other.terms.len() { (self, other) } else { (other, self) };
        let bits = short.bits() + long.bits();
        if bits > bits::COEFFICIENT {
            return Err(too_long(bits).into());
        }
        let words = 1 + bits / 64;
        let mut total = Multivariate::zero();
        for rows in short.terms.chunks((PIECE / long.terms.len().max(1)).max(1)) {
            let mut terms = Vec::with_capacity(rows.len() * long.terms.len());
            for (m, c) in rows {
                budget.spend(TERM_STEPS * words * long.terms.len())?;
                for (n, d) in &long.terms {
                    terms.push((m.times(n).ok_or(AlgebraError::Degree)?, c * d));
                }
            }
            let piece = Multivariate::from_terms(terms);
            total = if total.is_zero() { piece } else { total.plus(&piece) };
            budget.admit(total.terms.len())?;
        }
        Ok(total)
    }

    /// Times a monomial.
    pub fn shifted(&self, monomial: &Monomial) -> Result<Multivariate, AlgebraError> {
        let terms: Option<Vec<_>> = self.terms.iter().map(|(m, c)| Some((m.times(monomial)?, c.clone()))).collect();
        Ok(Multivariate::from_sorted(terms.ok_or(AlgebraError::Degree)?))
    }

    /// A whole power.
    pub fn pow(&self, exponent: u32, budget: &Budget<'_>) -> Result<Multivariate, AlgebraError> {
        let mut result = Multivariate::one();
        for bit in (0..u32::BITS - exponent.leading_zeros()).rev() {
            result = result.times(&result, budget)?;
            if exponent >> bit & 1 == 1 {
                result = result.times(self, budget)?;
            }
        }
        Ok(result)
    }

    /// The quotient, where the division leaves no remainder.
    pub fn divide_exactly(
        &self,
        divisor: &Multivariate,
        budget: &Budget<'_>,
    ) -> Result<Option<Multivariate>, AlgebraError> {
        let Some((lead, leading)) = divisor.terms.first() else {
            return Err(ArithmeticError::DivisionByZero.into());
        };
        let inverse = leading.recip()?;
        // A quotient has just these degrees, and integers where both are primitive (Gauss).
        let Some(degrees) = self.degrees().over(&divisor.degrees()) else {
            return Ok(if self.is_zero() { Some(Multivariate::zero()) } else { None });
        };
        let whole = divisor.content().is_one() && self.terms.iter().all(|t| t.1.is_integer());
        let mut rest: BTreeMap<Monomial, Rational> = self.terms.iter().cloned().collect();
        let mut quotient = Vec::new();
        while let Some((monomial, c)) = rest.pop_last() {
            let factor = &c * &inverse;
            let Some(shift) = monomial.over(lead) else { return Ok(None) };
            if degrees.over(&shift).is_none() || (whole && !factor.is_integer()) {
                return Ok(None);
            }
            if factor.bits() > bits::COEFFICIENT {
                return Err(too_long(factor.bits()).into());
            }
            budget.spend(2 * TERM_STEPS * divisor.terms.len() * (1 + factor.bits() / 64))?;
            budget.admit(quotient.len())?;
            for (n, d) in &divisor.terms[1..] {
                let at = n.times(&shift).ok_or(AlgebraError::Degree)?;
                subtract(&mut rest, at, &(d * &factor));
            }
            quotient.push((shift, factor));
        }
        Ok(Some(Multivariate::from_sorted(quotient)))
    }

    /// The partial derivative.
    pub fn derivative(&self, index: usize) -> Multivariate {
        let terms = self.terms.iter().filter_map(|(m, c)| {
            let exponent = m.exponent(index);
            let lower = exponent.checked_sub(1)?;
            Some((m.with(index, lower), c * Rational::from(i64::from(exponent))))
        });
        Multivariate::from_sorted(terms.collect())
    }

    /// With a number in the place of an unknown.
    pub fn at(&self, index: usize, value: &Rational) -> Result<Multivariate, AlgebraError> {
        let mut powers = vec![Rational::ONE];
        for _ in 0..self.degree_in(index) {
            let next = powers[powers.len() - 1].checked_mul(value)?;
            powers.push(next);
        }
        let mut terms = Vec::with_capacity(self.terms.len());
        for (m, c) in &self.terms {
            terms.push((m.with(index, 0), c.checked_mul(&powers[m.exponent(index) as usize])?));
        }
        Ok(Multivariate::from_terms(terms))
    }

    /// With another polynomial in the place of an unknown.
    pub fn substitute(
        &self,
        index: usize,
        value: &Multivariate,
        budget: &Budget<'_>,
    ) -> Result<Multivariate, AlgebraError> {
        let mut total = Multivariate::zero();
        for part in self.coefficients_in(index).iter().rev() {
            total = total.times(value, budget)?.plus(part);
        }
        Ok(total)
    }

    /// The unknowns renumbered: the one numbered `i` becomes `places[i]`; those beyond the list stay.
    pub fn renumbered(&self, places: &[usize]) -> Result<Multivariate, AlgebraError> {
        let mut terms = Vec::with_capacity(self.terms.len());
        for (m, c) in &self.terms {
            let mut moved = *m;
            for i in 0..places.len() {
                moved = moved.with(i, 0);
            }
            for (i, &place) in places.iter().enumerate() {
                let power = Monomial::power(place, m.exponent(i)).ok_or(AlgebraError::Unknowns)?;
                moved = moved.times(&power).ok_or(AlgebraError::Degree)?;
            }
            terms.push((moved, c.clone()));
        }
        Ok(Multivariate::from_terms(terms))
    }

    /// Bits of the longest coefficient.
    pub fn bits(&self) -> usize {
        self.terms.iter().map(|t| t.1.bits()).max().unwrap_or(0)
    }
}

fn too_long(bits: usize) -> ArithmeticError {
    ArithmeticError::TooLarge { digits: bits as u64 * 3 / 10 }
}

fn subtract(terms: &mut BTreeMap<Monomial, Rational>, at: Monomial, value: &Rational) {
    match terms.entry(at) {
        Entry::Vacant(free) => {
            free.insert(-value);
        }
        Entry::Occupied(mut held) => {
            *held.get_mut() -= value;
            if held.get().is_zero() {
                held.remove();
            }
        }
    }
}
