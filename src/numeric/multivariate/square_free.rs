//! Factors by multiplicity.

use super::{AlgebraError, Multivariate, Rational};
use crate::numeric::budget::Budget;

impl Multivariate {
    /// Factors with their multiplicities: the polynomial is a number times the product of the factors to these powers.
    /// Each is primitive with a positive leading coefficient and has no square as a factor, and no two have a common
    /// divisor. None for a number.
    pub fn square_free_factors(&self, budget: &Budget<'_>) -> Result<Vec<(Multivariate, u32)>, AlgebraError> {
        let mut factors = Vec::new();
        if self.is_constant() {
            return Ok(factors);
        }
        let common = self.common_monomial();
        for index in Multivariate::term(common, Rational::ONE).unknowns() {
            factors.push((Multivariate::unknown(index)?, common.exponent(index)));
        }
        let mut rest = self.without(&common).primitive();
        while let Some(&index) = rest.unknowns().first() {
            // What does not hold the unknown comes later, over fewer unknowns.
            let content = rest.content_in(index, budget)?;
            let part = if content.is_constant() { Some(rest) } else { rest.divide_exactly(&content, budget)? };
            if let Some(part) = part {
                by_multiplicity(&part, index, budget, &mut factors)?;
            }
            rest = content;
        }
        Ok(factors)
    }
}

/// Yun's algorithm with the derivative with respect to an unknown that all divisors hold.
fn by_multiplicity(
    p: &Multivariate,
    index: usize,
    budget: &Budget<'_>,
    factors: &mut Vec<(Multivariate, u32)>,
) -> Result<(), AlgebraError> {
    let (common, mut rest, slope) = p.gcd_with_cofactors(&p.derivative(index), budget)?;
    if common.is_constant() {
        factors.push((p.primitive(), 1));
        return Ok(());
    }
    let mut slope = slope.minus(&rest.derivative(index));
    for multiplicity in 1.. {
        if rest.is_constant() {
            break;
        }
        if slope.is_zero() {
            factors.push((rest.primitive(), multiplicity));
            break;
        }
        let (factor, next, next_slope) = rest.gcd_with_cofactors(&slope, budget)?;
        slope = next_slope.minus(&next.derivative(index));
        rest = next;
        if !factor.is_constant() {
            factors.push((factor, multiplicity));
        }
    }
    Ok(())
}
