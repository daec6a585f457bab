//! Coefficients found from their remainders modulo one prime after the other.

use std::collections::BTreeMap;

use dashu_int::IBig;

use super::{Monomial, Multivariate, Rational};
use crate::numeric::field::PrimeField;

/// Integer coefficients between minus and plus half the product of the primes so far.
pub(super) struct Chinese {
    coefficients: BTreeMap<Monomial, IBig>,
    modulus: IBig,
}

impl Chinese {
    pub(super) fn new() -> Chinese {
        Chinese { coefficients: BTreeMap::new(), modulus: IBig::ONE }
    }

    /// The product of the primes so far.
    pub(super) fn modulus(&self) -> &IBig {
        &self.modulus
    }

    /// Adds the remainders modulo another prime; did the coefficients fit them already?
    pub(super) fn add(&mut self, field: &PrimeField, terms: &[(Monomial, u64)]) -> bool {
        let p = IBig::from(field.prime());
        let inverse = field.inverse(element(field, &self.modulus));
        let mut steps: BTreeMap<Monomial, u64> =
            self.coefficients.iter().map(|(m, c)| (*m, field.neg(element(field, c)))).collect();
        for &(monomial, value) in terms {
            let step = steps.entry(monomial).or_insert(0);
            *step = field.add(*step, value);
        }
        let mut same = true;
        for (monomial, gap) in steps {
            if gap == 0 {
                continue;
            }
            same = false;
            let mut factor = IBig::from(field.value(field.mul(gap, inverse)));
            if &factor + &factor > p {
                factor -= &p;
            }
            let held = self.coefficients.entry(monomial).or_insert(IBig::ZERO);
            *held += factor * &self.modulus;
        }
        self.modulus *= p;
        same
    }

    /// The polynomial with these coefficients.
    pub(super) fn polynomial(&self) -> Multivariate {
        let terms = self.coefficients.iter().map(|(m, c)| (*m, Rational::from_integer(c.clone())));
        Multivariate::from_terms(terms.collect())
    }
}

/// An integer as an element of the field.
fn element(field: &PrimeField, n: &IBig) -> u64 {
    field.element(Rational::from_integer(n.clone()).residue(field.prime()).unwrap_or(0))
}
