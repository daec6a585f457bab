//! Factors of polynomials over a prime field, by Cantor and Zassenhaus.

use super::PrimeField;
use crate::numeric::budget::{Budget, Exceeded};

/// Elements in an order without pattern, the same on every machine (SplitMix64; Steele, Lea and Flood 2014).
#[derive(Clone, Debug)]
pub struct Scatter {
    state: u64,
}

impl Scatter {
    /// A sequence for every seed.
    pub fn new(seed: u64) -> Scatter {
        Scatter { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) }
    }

    /// The next element; in a large field two are hardly ever equal.
    pub fn element(&mut self, field: &PrimeField) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        field.element(z ^ (z >> 31))
    }
}

impl PrimeField {
    /// The product modulo a polynomial.
    fn product_modulo(&self, a: &[u64], b: &[u64], f: &[u64], budget: &Budget<'_>) -> Result<Vec<u64>, Exceeded> {
        budget.spend(2 * a.len() * b.len() + 10)?;
        Ok(self.divide(&self.product(a, b), f).1)
    }

    /// A power modulo a polynomial.
    fn power_modulo(&self, base: &[u64], n: u64, f: &[u64], budget: &Budget<'_>) -> Result<Vec<u64>, Exceeded> {
        let mut result = vec![self.one()];
        for bit in (0..u64::BITS - n.leading_zeros()).rev() {
            result = self.product_modulo(&result, &result, f, budget)?;
            if n >> bit & 1 == 1 {
                result = self.product_modulo(&result, base, f, budget)?;
            }
        }
        Ok(result)
    }

    /// Does no square divide the polynomial?
    pub fn is_square_free(&self, f: &[u64]) -> bool {
        self.gcd(f, &self.derivative(f)).len() <= 1
    }

    /// The products of the irreducible factors of each degree of a monic square-free polynomial.
    pub fn distinct_degrees(&self, f: &[u64], budget: &Budget<'_>) -> Result<Vec<(usize, Vec<u64>)>, Exceeded> {
        let unknown = vec![0, self.one()];
        let (mut rest, mut power) = (f.to_vec(), unknown.clone());
        let mut found = Vec::new();
        let mut degree = 0;
        while 2 * (degree + 1) < rest.len() {
            degree += 1;
            power = self.power_modulo(&power, self.p, &rest, budget)?;
            budget.spend(rest.len() * rest.len())?;
            let common = self.gcd(&rest, &self.difference(&power, &unknown));
            if common.len() > 1 {
                rest = self.divide(&rest, &common).0;
                power = self.divide(&power, &rest).1;
                found.push((degree, common));
            }
        }
        if rest.len() > 1 {
            found.push((rest.len() - 1, rest));
        }
        Ok(found)
    }

    /// The monic irreducible factors of a product of factors of one degree.
    pub fn equal_degrees(
        &self,
        f: &[u64],
        degree: usize,
        scatter: &mut Scatter,
        budget: &Budget<'_>,
    ) -> Result<Vec<Vec<u64>>, Exceeded> {
        let (mut open, mut done) = (vec![f.to_vec()], Vec::new());
        while let Some(f) = open.pop() {
            if f.len() <= degree + 1 {
                done.push(f);
                continue;
            }
            let draw: Vec<u64> = (1..f.len()).map(|_| scatter.element(self)).collect();
            let draw = self.sum(&draw, &[]);
            // draw^((p^d - 1)/2) is 1 modulo half of the factors, on average.
            let mut norm = draw.clone();
            for _ in 1..degree {
                norm = self.power_modulo(&norm, self.p, &f, budget)?;
                norm = self.product_modulo(&norm, &draw, &f, budget)?;
            }
            let root = self.power_modulo(&norm, (self.p - 1) / 2, &f, budget)?;
            budget.spend(f.len() * f.len())?;
            let common = self.gcd(&f, &self.difference(&root, &[self.one()]));
            if common.len() > 1 && common.len() < f.len() {
                open.push(self.divide(&f, &common).0);
                open.push(common);
            } else {
                open.push(f);
            }
        }
        done.sort();
        Ok(done)
    }
}
