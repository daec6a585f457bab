//! Polynomials in several unknowns modulo a prime, seen as polynomials whose coefficients are dense in the last unknown.

use super::{Monomial, Multivariate};
use crate::numeric::field::PrimeField;

/// Terms in falling order of monomials without zeros, over a prime field.
pub(super) type Image = Vec<(Monomial, u64)>;

/// A polynomial by monomials in all unknowns but the last one; each coefficient is a polynomial in that one.
pub(super) type Grouped = Vec<(Monomial, Vec<u64>)>;

/// The polynomial modulo the prime; `None` where a denominator vanishes.
pub(super) fn image(field: &PrimeField, p: &Multivariate) -> Option<Image> {
    let mut terms = Vec::with_capacity(p.terms().len());
    for (monomial, c) in p.terms() {
        let element = residue(field, c)?;
        if element != 0 {
            terms.push((*monomial, element));
        }
    }
    Some(terms)
}

/// A fraction as an element of the field; `None` where its denominator vanishes.
pub(super) fn residue(field: &PrimeField, value: &crate::numeric::Rational) -> Option<u64> {
    let above = field.element(value.numerator().residue(field.prime())?);
    if value.is_integer() {
        return Some(above);
    }
    let below = field.element(value.denominator().residue(field.prime())?);
    (below != 0).then(|| field.mul(above, field.inverse(below)))
}

/// Grouped by the powers of the unknown `last`, which counts least of those that occur.
pub(super) fn grouped(terms: &Image, last: usize) -> Grouped {
    let mut groups: Grouped = Vec::new();
    for &(monomial, c) in terms {
        let exponent = monomial.exponent(last) as usize;
        let rest = monomial.with(last, 0);
        match groups.last_mut() {
            // The highest power comes first, so the length is right from the start.
            Some((known, dense)) if *known == rest => dense[exponent] = c,
            _ => {
                let mut dense = vec![0; exponent + 1];
                dense[exponent] = c;
                groups.push((rest, dense));
            }
        }
    }
    groups
}

/// The terms of a grouped polynomial.
pub(super) fn flattened(groups: &Grouped, last: usize) -> Image {
    let mut terms = Image::new();
    for (monomial, dense) in groups {
        for (exponent, &c) in dense.iter().enumerate().rev().filter(|(_, c)| **c != 0) {
            terms.push((monomial.with(last, exponent as u32), c));
        }
    }
    terms
}

/// The value of the last unknown put in.
pub(super) fn evaluated(field: &PrimeField, groups: &Grouped, x: u64) -> Image {
    let values = groups.iter().map(|(m, dense)| (*m, field.at(dense, x)));
    values.filter(|(_, c)| *c != 0).collect()
}

/// How many coefficients there are.
pub(super) fn size(groups: &Grouped) -> usize {
    groups.iter().map(|(_, dense)| dense.len()).sum()
}

/// A polynomial in the last unknown found from its values, one point after the other, for many coefficients at once
/// (Newton's interpolation).
pub(super) struct Interpolation {
    /// What fits the values so far.
    pub(super) found: Grouped,
    /// The product of `x - point`.
    product: Vec<u64>,
}

impl Interpolation {
    pub(super) fn new(field: &PrimeField) -> Interpolation {
        Interpolation { found: Vec::new(), product: vec![field.one()] }
    }

    /// Adds a point; does what was found before fit it already?
    pub(super) fn add(&mut self, field: &PrimeField, x: u64, values: &Image) -> bool {
        let scale = field.inverse(field.at(&self.product, x));
        let before = std::mem::take(&mut self.found);
        let (mut old, mut new) = (before.into_iter().peekable(), values.iter().peekable());
        let mut same = true;
        loop {
            let next = match (old.peek(), new.peek()) {
                (None, None) => break,
                (Some(a), None) => a.0,
                (None, Some(b)) => b.0,
                (Some(a), Some(b)) => a.0.max(b.0),
            };
            let dense = old.next_if(|t| t.0 == next).map(|t| t.1).unwrap_or_default();
            let value = new.next_if(|t| t.0 == next).map_or(0, |t| t.1);
            let gap = field.sub(value, field.at(&dense, x));
            if gap == 0 {
                self.found.push((next, dense));
                continue;
            }
            same = false;
            let dense = field.sum(&dense, &field.scaled(&self.product, field.mul(gap, scale)));
            self.found.push((next, dense));
        }
        self.product = field.product(&self.product, &[field.neg(x), field.one()]);
        same
    }
}
