//! Sturm's theorem: an independent count of real roots.

use super::{Polynomial, PolynomialError, Rational};

/// A Sturm chain: it counts real roots.
#[derive(Clone, Debug)]
pub struct Sturm {
    chain: Vec<Polynomial>,
}

/// The polynomial, its derivative, and the remainders of each by the next with the sign turned.
fn chain(p: Polynomial) -> Result<Vec<Polynomial>, PolynomialError> {
    let mut next = p.derivative().primitive();
    let mut chain = vec![p];
    while !next.is_zero() {
        let rest = -&chain[chain.len() - 1].remainder(&next).primitive();
        chain.push(next);
        next = rest;
    }
    Ok(chain)
}

impl Sturm {
    /// The chain of a polynomial; multiple roots will count once.
    pub fn new(p: &Polynomial) -> Result<Sturm, PolynomialError> {
        p.degree().ok_or(PolynomialError::Zero)?;
        let p = p.primitive();
        let chain = chain(p)?;
        // The chain ends in what the polynomial and its derivative have in common.
        let common = chain[chain.len() - 1].clone();
        if common.is_constant() {
            return Ok(Sturm { chain });
        }
        let single = chain[0].divide(&common)?.0.primitive();
        Ok(Sturm { chain: self::chain(single)? })
    }

    /// How many different roots there are with `low < x <= high`.
    pub fn count(&self, low: &Rational, high: &Rational) -> usize {
        self.variations_at(low).saturating_sub(self.variations_at(high))
    }

    fn variations_at(&self, x: &Rational) -> usize {
        variations(self.chain.iter().map(|p| p.sign_at(x)))
    }
}

/// Changes of sign, zeros left out.
fn variations(signs: impl Iterator<Item = i32>) -> usize {
    let mut last = 0;
    let mut count = 0;
    for sign in signs.filter(|&s| s != 0) {
        count += usize::from(sign == -last);
        last = sign;
    }
    count
}
