//! Polynomials in several unknowns with exact coefficients: arithmetic, greatest common divisors, resultants, factors.

mod arithmetic;
mod chinese;
mod factor;
mod gcd;
mod image;
mod lift;
mod monomial;
mod resultant;
mod square_free;
#[cfg(test)]
mod tests;

pub use factor::Factor;
pub use monomial::{MAX_EXPONENT, MAX_UNKNOWNS, Monomial};

use super::budget::Exceeded;
use super::polynomial::{Polynomial, PolynomialError};
use super::{ArithmeticError, Rational};

/// Why something was not computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AlgebraError {
    /// Too much work, too many terms, or interrupted.
    #[error(transparent)]
    Exceeded(#[from] Exceeded),
    /// An exponent is beyond [`MAX_EXPONENT`].
    #[error("this takes a power above the limit {MAX_EXPONENT}")]
    Degree,
    /// There are more than [`MAX_UNKNOWNS`].
    #[error("this takes a polynomial in more than {MAX_UNKNOWNS} unknowns")]
    Unknowns,
    /// From a polynomial in one unknown.
    #[error(transparent)]
    Univariate(#[from] PolynomialError),
    /// A coefficient got too long, or a division by zero.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
}

/// A polynomial in several unknowns, which are numbered from 0, with rational coefficients.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Multivariate {
    /// In falling order of monomials; no coefficient is 0.
    terms: Vec<(Monomial, Rational)>,
}

impl Multivariate {
    /// The zero polynomial.
    pub fn zero() -> Multivariate {
        Multivariate::default()
    }

    /// A number.
    pub fn constant(value: Rational) -> Multivariate {
        Multivariate::term(Monomial::ONE, value)
    }

    /// One.
    pub fn one() -> Multivariate {
        Multivariate::constant(Rational::ONE)
    }

    /// An unknown.
    pub fn unknown(index: usize) -> Result<Multivariate, AlgebraError> {
        let monomial = Monomial::power(index, 1).ok_or(AlgebraError::Unknowns)?;
        Ok(Multivariate::term(monomial, Rational::ONE))
    }

    /// A number times a product of powers.
    pub fn term(monomial: Monomial, coefficient: Rational) -> Multivariate {
        if coefficient.is_zero() {
            return Multivariate::zero();
        }
        Multivariate { terms: vec![(monomial, coefficient)] }
    }

    /// From terms in any order; those of the same monomial are added.
    pub fn from_terms(mut terms: Vec<(Monomial, Rational)>) -> Multivariate {
        // Products of sorted polynomials come as sorted runs, which a stable sort merges.
        terms.sort_by_key(|t| std::cmp::Reverse(t.0));
        let mut merged: Vec<(Monomial, Rational)> = Vec::with_capacity(terms.len());
        for (monomial, coefficient) in terms {
            match merged.last_mut() {
                Some(last) if last.0 == monomial => last.1 += &coefficient,
                Some(last) if last.1.is_zero() => *last = (monomial, coefficient),
                _ => merged.push((monomial, coefficient)),
            }
        }
        if merged.last().is_some_and(|last| last.1.is_zero()) {
            merged.pop();
        }
        Multivariate { terms: merged }
    }

    /// From terms in falling order of different monomials, without zeros.
    fn from_sorted(terms: Vec<(Monomial, Rational)>) -> Multivariate {
        debug_assert!(terms.windows(2).all(|w| w[0].0 > w[1].0) && terms.iter().all(|t| !t.1.is_zero()));
        Multivariate { terms }
    }

    /// A polynomial in one unknown.
    pub fn from_univariate(p: &Polynomial, index: usize) -> Result<Multivariate, AlgebraError> {
        let mut terms = Vec::new();
        for (n, c) in p.coefficients().iter().enumerate().rev().filter(|(_, c)| !c.is_zero()) {
            let exponent = u32::try_from(n).ok().filter(|&n| n <= MAX_EXPONENT).ok_or(AlgebraError::Degree)?;
            terms.push((Monomial::power(index, exponent).ok_or(AlgebraError::Unknowns)?, c.clone()));
        }
        Ok(Multivariate::from_sorted(terms))
    }

    /// The polynomial in one unknown that this is, if no other unknown occurs.
    pub fn to_univariate(&self, index: usize) -> Option<Polynomial> {
        let mut coefficients = vec![Rational::ZERO; self.degree_in(index) as usize + 1];
        for (monomial, c) in &self.terms {
            let exponent = monomial.exponent(index);
            if *monomial != Monomial::power(index, exponent)? {
                return None;
            }
            coefficients[exponent as usize] = c.clone();
        }
        Some(Polynomial::new(coefficients))
    }

    /// The terms in falling order of monomials; no coefficient is 0.
    pub fn terms(&self) -> &[(Monomial, Rational)] {
        &self.terms
    }

    /// Whether this is the zero polynomial.
    pub fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether no unknown occurs.
    pub fn is_constant(&self) -> bool {
        self.as_constant().is_some()
    }

    /// The number that this is.
    pub fn as_constant(&self) -> Option<&Rational> {
        match self.terms.as_slice() {
            [] => Some(&Rational::ZERO),
            [(Monomial::ONE, c)] => Some(c),
            _ => None,
        }
    }

    /// The coefficient of the greatest monomial; 0 for the zero polynomial.
    pub fn leading(&self) -> Rational {
        self.terms.first().map(|t| t.1.clone()).unwrap_or_default()
    }

    /// The degree in one unknown; 0 for the zero polynomial.
    pub fn degree_in(&self, index: usize) -> u32 {
        self.terms.iter().map(|(m, _)| m.exponent(index)).max().unwrap_or(0)
    }

    /// The highest sum of exponents; 0 for the zero polynomial.
    pub fn total_degree(&self) -> u32 {
        self.terms.iter().map(|(m, _)| m.degree()).max().unwrap_or(0)
    }

    /// The unknowns that occur, in order.
    pub fn unknowns(&self) -> Vec<usize> {
        let all = self.degrees();
        (0..MAX_UNKNOWNS).filter(|&i| all.exponent(i) > 0).collect()
    }

    /// The highest power of each unknown.
    fn degrees(&self) -> Monomial {
        self.terms.iter().fold(Monomial::ONE, |all, (m, _)| all.joined(m))
    }

    /// The greatest monomial that divides all terms.
    pub fn common_monomial(&self) -> Monomial {
        let Some((first, _)) = self.terms.first() else { return Monomial::ONE };
        self.terms.iter().fold(*first, |all, (m, _)| all.common(m))
    }

    /// The coefficients of the powers of one unknown, from the power 0 on; they do not hold the unknown.
    pub fn coefficients_in(&self, index: usize) -> Vec<Multivariate> {
        let mut parts = vec![Multivariate::zero(); self.degree_in(index) as usize + 1];
        for (monomial, c) in &self.terms {
            // What remains keeps its order.
            parts[monomial.exponent(index) as usize].terms.push((monomial.with(index, 0), c.clone()));
        }
        parts
    }

    /// The polynomial with these coefficients of the powers of an unknown that they do not hold.
    pub fn from_coefficients(parts: &[Multivariate], index: usize) -> Multivariate {
        let mut terms = Vec::new();
        for (power, part) in parts.iter().enumerate() {
            let power = u32::try_from(power).unwrap_or(MAX_EXPONENT);
            terms.extend(part.terms.iter().map(|(m, c)| (m.with(index, power), c.clone())));
        }
        Multivariate::from_terms(terms)
    }

    /// The positive number `c` for which `p/c` has integers without common factor as coefficients; 0 for zero.
    pub fn content(&self) -> Rational {
        Polynomial::content_of(self.terms.iter().map(|t| &t.1))
    }

    /// Divided by its content, and by -1 where the leading coefficient is negative.
    pub fn primitive(&self) -> Multivariate {
        let content = if self.leading().is_negative() { -self.content() } else { self.content() };
        match content.recip() {
            Ok(inverse) => self.scaled(&inverse),
            Err(_) => self.clone(),
        }
    }
}
