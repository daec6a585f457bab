//! Hensel lifting: a factorization modulo a prime becomes one modulo a power of it.

use dashu_base::{BitTest, DivRemEuclid, RemEuclid};
use dashu_int::IBig;

use crate::numeric::budget::{Budget, Exceeded};
use crate::numeric::field::PrimeField;

/// Coefficients from 0 on below a modulus, the constant first, without zeros at the end.
pub(super) type Residues = Vec<IBig>;

/// The monic factors modulo `prime^exponent` of a monic polynomial over these integers whose monic factors modulo the
/// prime are known; those have no common divisors.
pub(super) fn lifted(
    field: &PrimeField,
    exponent: usize,
    f: &Residues,
    factors: &[Vec<u64>],
    budget: &Budget<'_>,
) -> Result<Vec<Residues>, Exceeded> {
    if factors.len() <= 1 {
        return Ok(vec![f.clone()]);
    }
    let (left, right) = factors.split_at(factors.len() / 2);
    let product = |list: &[Vec<u64>]| list.iter().fold(vec![field.one()], |p, q| field.product(&p, q));
    let (g, h) = (product(left), product(right));
    let Some((s, t)) = field.bezout(&g, &h) else { return Err(budget.exhausted()) };
    let whole = |p: &[u64]| p.iter().map(|&c| IBig::from(field.value(c))).collect::<Residues>();
    let mut pair = HenselPair { g: whole(&g), h: whole(&h), s: whole(&s), t: whole(&t) };
    // The exponents on the way: each at most twice the one before.
    let mut exponents = vec![exponent];
    while let Some(&last) = exponents.last().filter(|&&last| last > 2) {
        exponents.push(last.div_ceil(2));
    }
    for &exponent in exponents.iter().rev() {
        if exponent > 1 {
            let ring = Ring { modulus: IBig::from(field.prime()).pow(exponent), budget };
            pair = ring.step(&ring.reduced(f), pair)?;
        }
    }
    let mut all = lifted(field, exponent, &pair.g, left, budget)?;
    all.extend(lifted(field, exponent, &pair.h, right, budget)?);
    Ok(all)
}

/// Two monic factors and `s*g + t*h = 1`.
struct HenselPair {
    g: Residues,
    h: Residues,
    s: Residues,
    t: Residues,
}

/// Polynomials over the integers modulo a number.
pub(super) struct Ring<'a, 'b> {
    pub(super) modulus: IBig,
    pub(super) budget: &'a Budget<'b>,
}

impl Ring<'_, '_> {
    /// From a modulus to one that divides its square (von zur Gathen and Gerhard, Modern Computer Algebra, 15.10).
    fn step(&self, f: &Residues, pair: HenselPair) -> Result<HenselPair, Exceeded> {
        let HenselPair { g, h, s, t } = pair;
        let one = vec![IBig::ONE];
        let error = self.minus(f, &self.times(&g, &h)?);
        let (quotient, rest) = self.divide(&self.times(&s, &error)?, &h)?;
        let more = self.plus(&self.times(&t, &error)?, &self.times(&quotient, &g)?);
        let (g, h) = (self.plus(&g, &more), self.plus(&h, &rest));
        let error = self.minus(&self.plus(&self.times(&s, &g)?, &self.times(&t, &h)?), &one);
        let (quotient, rest) = self.divide(&self.times(&s, &error)?, &h)?;
        let less = self.plus(&self.times(&t, &error)?, &self.times(&quotient, &g)?);
        let (s, t) = (self.minus(&s, &rest), self.minus(&t, &less));
        Ok(HenselPair { g, h, s, t })
    }

    /// Every coefficient modulo the modulus.
    pub(super) fn reduced(&self, f: &[IBig]) -> Residues {
        trimmed(f.iter().map(|c| c.rem_euclid(&self.modulus).into()).collect())
    }

    fn plus(&self, a: &Residues, b: &Residues) -> Residues {
        self.combined(a, b, |x, y| x + y)
    }

    fn minus(&self, a: &Residues, b: &Residues) -> Residues {
        self.combined(a, b, |x, y| x - y)
    }

    fn combined(&self, a: &Residues, b: &Residues, join: fn(&IBig, &IBig) -> IBig) -> Residues {
        let at = |list: &Residues, i: usize| list.get(i).cloned().unwrap_or(IBig::ZERO);
        let all: Vec<IBig> = (0..a.len().max(b.len())).map(|i| join(&at(a, i), &at(b, i))).collect();
        self.reduced(&all)
    }

    /// The product.
    pub(super) fn times(&self, a: &Residues, b: &Residues) -> Result<Residues, Exceeded> {
        if a.is_empty() || b.is_empty() {
            return Ok(Vec::new());
        }
        let mut total = vec![IBig::ZERO; a.len() + b.len() - 1];
        let words = 1 + self.modulus.bit_len() / 64;
        for (i, x) in a.iter().enumerate() {
            self.budget.spend(b.len() * (4 + words * words / 2))?;
            for (k, y) in b.iter().enumerate() {
                total[i + k] += x * y;
            }
        }
        Ok(self.reduced(&total))
    }

    /// Quotient and remainder by a monic polynomial.
    fn divide(&self, a: &Residues, divisor: &Residues) -> Result<(Residues, Residues), Exceeded> {
        let lower = divisor.len().saturating_sub(1);
        let mut rest = a.clone();
        let mut quotient = vec![IBig::ZERO; a.len().saturating_sub(lower)];
        let words = 1 + self.modulus.bit_len() / 64;
        for at in (0..quotient.len()).rev() {
            let factor: IBig = (&rest[at + lower]).rem_euclid(&self.modulus).into();
            self.budget.spend(divisor.len() * (4 + words * words / 2))?;
            if factor != IBig::ZERO {
                for (k, c) in divisor.iter().enumerate() {
                    rest[at + k] -= c * &factor;
                }
            }
            quotient[at] = factor;
        }
        rest.truncate(lower);
        Ok((trimmed(quotient), self.reduced(&rest)))
    }
}

fn trimmed(mut a: Residues) -> Residues {
    while a.last() == Some(&IBig::ZERO) {
        a.pop();
    }
    a
}

/// The representative between minus and plus half the modulus.
pub(super) fn symmetric(value: &IBig, modulus: &IBig) -> IBig {
    let (_, rest) = value.div_rem_euclid(modulus);
    let rest = IBig::from(rest);
    if &rest + &rest > *modulus { rest - modulus } else { rest }
}
