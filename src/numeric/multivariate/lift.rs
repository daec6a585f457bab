//! Factors at a point lifted to factors in all unknowns, modulo a prime (Hensel's lemma for power series).

use std::collections::BTreeMap;

use super::image::image;
use super::{AlgebraError, Monomial, Multivariate, Rational};
use crate::numeric::budget::{Budget, Exceeded};
use crate::numeric::field::PrimeField;

/// A polynomial by the total degree in all unknowns but 0, and by monomials in these; the coefficients are polynomials
/// in the unknown 0.
pub(super) type Layers = Vec<BTreeMap<Monomial, Vec<u64>>>;

/// The layers up to a degree of a polynomial divided by its leading coefficient, which is a number.
pub(super) fn layers(field: &PrimeField, p: &Multivariate, highest: usize) -> Option<Layers> {
    let terms = image(field, p)?;
    let inverse = field.inverse(terms.first()?.1);
    let mut layers: Layers = vec![BTreeMap::new(); highest + 1];
    for (monomial, c) in terms {
        let (power, rest) = (monomial.exponent(0) as usize, monomial.with(0, 0));
        let dense = layers.get_mut(rest.degree() as usize)?.entry(rest).or_default();
        if dense.len() <= power {
            dense.resize(power + 1, 0);
        }
        dense[power] = field.mul(c, inverse);
    }
    Some(layers)
}

/// The monic factors whose values at the origin are these, which have no common divisors.
pub(super) fn lifted(
    field: &PrimeField,
    whole: &Layers,
    factors: &[Vec<u64>],
    budget: &Budget<'_>,
) -> Result<Option<Vec<Layers>>, Exceeded> {
    let mut rest = whole.clone();
    let mut found = Vec::new();
    for (i, factor) in factors.iter().enumerate() {
        if i + 1 == factors.len() {
            break;
        }
        let others = factors[i + 1..].iter().fold(vec![field.one()], |p, q| field.product(&p, q));
        let Some((first, second)) = pair(field, &rest, factor, &others, budget)? else { return Ok(None) };
        found.push(first);
        rest = second;
    }
    found.push(rest);
    Ok(Some(found))
}

/// Two factors from their values at the origin.
fn pair(
    field: &PrimeField,
    whole: &Layers,
    g: &[u64],
    h: &[u64],
    budget: &Budget<'_>,
) -> Result<Option<(Layers, Layers)>, Exceeded> {
    budget.spend(4 * g.len() * h.len())?;
    let Some((s, t)) = field.bezout(g, h) else { return Ok(None) };
    let (mut left, mut right): (Layers, Layers) = (vec![BTreeMap::new()], vec![BTreeMap::new()]);
    left[0].insert(Monomial::ONE, g.to_vec());
    right[0].insert(Monomial::ONE, h.to_vec());
    for k in 1..whole.len() {
        let mut error = whole[k].clone();
        for i in 1..k {
            for (m, a) in &left[i] {
                for (n, b) in &right[k - i] {
                    budget.spend(20 + 2 * a.len() * b.len())?;
                    let Some(place) = m.times(n) else { return Ok(None) };
                    let held = error.entry(place).or_default();
                    *held = field.difference(held, &field.product(a, b));
                }
            }
        }
        let (mut to_left, mut to_right) = (BTreeMap::new(), BTreeMap::new());
        for (monomial, gap) in error {
            if gap.iter().all(|&c| c == 0) {
                continue;
            }
            budget.spend(4 * gap.len() * (g.len() + h.len()))?;
            to_left.insert(monomial, field.divide(&field.product(&gap, &t), g).1);
            to_right.insert(monomial, field.divide(&field.product(&gap, &s), h).1);
        }
        left.push(to_left);
        right.push(to_right);
    }
    Ok(Some((left, right)))
}

/// The product of some of the factors times a number, with coefficients between minus and plus half the prime.
pub(super) fn product(
    field: &PrimeField,
    factors: &[&Layers],
    leading: &Rational,
    budget: &Budget<'_>,
) -> Result<Option<Multivariate>, AlgebraError> {
    let Some(leading) = leading.residue(field.prime()) else { return Ok(None) };
    let mut total: BTreeMap<Monomial, Vec<u64>> = BTreeMap::from([(Monomial::ONE, vec![field.element(leading)])]);
    for factor in factors {
        let highest = factor.len() as u32;
        let mut next: BTreeMap<Monomial, Vec<u64>> = BTreeMap::new();
        for (m, a) in &total {
            for (n, b) in factor.iter().flatten() {
                if m.degree() + n.degree() >= highest {
                    continue;
                }
                budget.spend(20 + 2 * a.len() * b.len())?;
                let place = m.times(n).ok_or(AlgebraError::Degree)?;
                let held = next.entry(place).or_default();
                *held = field.sum(held, &field.product(a, b));
            }
        }
        total = next;
    }
    let mut terms = Vec::new();
    for (monomial, dense) in total {
        for (power, c) in dense.into_iter().enumerate() {
            let value = field.value(c);
            let signed = if value > field.prime() / 2 { value as i64 - field.prime() as i64 } else { value as i64 };
            terms.push((monomial.with(0, power as u32), Rational::from(signed)));
        }
    }
    terms.retain(|t| !t.1.is_zero());
    Ok(Some(Multivariate::from_terms(terms)))
}
