//! Which of the factors modulo a power of a prime belong together, by Zassenhaus: products of one, of two, of three, …,
//! most of them excluded by their degree or by the sum of their roots.

use dashu_base::{BitTest, RemEuclid};
use dashu_int::IBig;

use super::lifting::{Residues, Ring, symmetric};
use crate::numeric::Rational;
use crate::numeric::budget::{Budget, Exceeded};
use crate::numeric::polynomial::Polynomial;

/// Combinations between two looks at the budget.
const ROUND: u64 = 4096;

/// The search for factors.
pub(super) struct Recombination<'a, 'b> {
    /// What is left of the polynomial, with whole coefficients.
    pub(super) rest: Polynomial,
    /// The monic factors modulo the modulus that are left.
    pub(super) factors: Vec<Residues>,
    /// The power of the prime.
    pub(super) modulus: IBig,
    /// Which degrees factors may have.
    pub(super) degrees: Vec<bool>,
    /// How many bits the leading coefficient times a sum of roots has at most.
    pub(super) trace_bits: usize,
    pub(super) budget: &'a Budget<'b>,
}

/// What a combination is judged by first: the degree, and the second coefficient as a fraction of the modulus.
#[derive(Clone, Copy, Default)]
struct Fingerprint {
    degree: usize,
    fraction: u64,
}

impl Recombination<'_, '_> {
    /// All irreducible factors.
    pub(super) fn run(mut self) -> Result<Vec<Polynomial>, Exceeded> {
        let mut found = Vec::new();
        let mut size = 1;
        while 2 * size <= self.factors.len() {
            match self.search(size)? {
                Some((chosen, factor, rest)) => {
                    found.push(factor);
                    self.rest = rest;
                    let mut index = 0;
                    self.factors.retain(|_| {
                        index += 1;
                        !chosen.contains(&(index - 1))
                    });
                }
                None => size += 1,
            }
        }
        if !self.rest.is_constant() {
            found.push(self.rest);
        }
        Ok(found)
    }

    /// The first combination of this size that is a factor, with the quotient.
    fn search(&self, size: usize) -> Result<Option<(Vec<usize>, Polynomial, Polynomial)>, Exceeded> {
        let marks = self.marks();
        let slack = self.slack(size);
        let count = marks.len();
        let mut chosen: Vec<usize> = (0..size).collect();
        // The sums of the marks of the first ones of a combination.
        let mut sums = vec![Fingerprint::default(); size + 1];
        let mut changed = 0;
        let mut round = 0;
        loop {
            for i in changed..size {
                let mark = marks[chosen[i]];
                sums[i + 1] = Fingerprint {
                    degree: sums[i].degree + mark.degree,
                    fraction: sums[i].fraction.wrapping_add(mark.fraction),
                };
            }
            round += 1;
            if round % ROUND == 0 {
                self.budget.spend(3 * ROUND as usize)?;
            }
            let total = sums[size];
            let near = slack.is_none_or(|s| total.fraction.wrapping_add(s) <= 2 * s);
            if near
                && self.degrees.get(total.degree).copied().unwrap_or(false)
                && let Some((factor, rest)) = self.attempt(&chosen)?
            {
                return Ok(Some((chosen, factor, rest)));
            }
            // The next combination in order.
            let Some(place) = (0..size).rev().find(|&i| chosen[i] < count - size + i) else { return Ok(None) };
            chosen[place] += 1;
            for i in place + 1..size {
                chosen[i] = chosen[i - 1] + 1;
            }
            changed = place;
        }
    }

    fn marks(&self) -> Vec<Fingerprint> {
        let leading = self.leading();
        let mark = |factor: &Residues| {
            let degree = factor.len().saturating_sub(1);
            let second = degree.checked_sub(1).and_then(|i| factor.get(i)).cloned().unwrap_or(IBig::ZERO);
            let second = IBig::from((second * &leading).rem_euclid(&self.modulus));
            let fraction = (second << 64_usize) / &self.modulus;
            Fingerprint { degree, fraction: u64::try_from(&fraction).unwrap_or(u64::MAX) }
        };
        self.factors.iter().map(mark).collect()
    }

    /// How far from a multiple of the modulus the second coefficient may be, in 2^-64 of the modulus; `None` if anywhere.
    fn slack(&self, size: usize) -> Option<u64> {
        let bits = (self.trace_bits + 65).saturating_sub(self.modulus.bit_len());
        (bits < 62).then(|| (1_u64 << bits) + size as u64 + 2)
    }

    fn leading(&self) -> IBig {
        self.rest.leading().to_integer().unwrap_or(IBig::ONE)
    }

    /// The product of these as a factor, if it is one.
    fn attempt(&self, chosen: &[usize]) -> Result<Option<(Polynomial, Polynomial)>, Exceeded> {
        let ring = Ring { modulus: self.modulus.clone(), budget: self.budget };
        let leading = self.leading();
        self.budget.spend(100 * chosen.len())?;
        // The constant coefficient alone excludes most.
        let mut constant = leading.clone();
        for &i in chosen {
            constant = symmetric(&(constant * self.factors[i].first().unwrap_or(&IBig::ZERO)), &self.modulus);
        }
        let whole = self.rest.coefficient(0).to_integer().unwrap_or(IBig::ZERO) * &leading;
        if constant == IBig::ZERO || whole % constant != IBig::ZERO {
            return Ok(None);
        }
        let mut product = ring.reduced(&[leading]);
        for &i in chosen {
            product = ring.times(&product, &self.factors[i])?;
        }
        let coefficients = product.iter().map(|c| Rational::from_integer(symmetric(c, &self.modulus)));
        let candidate = Polynomial::new(coefficients.collect()).primitive();
        Ok(self.rest.divide_whole(&candidate, self.budget)?.map(|rest| (candidate, rest)))
    }
}
