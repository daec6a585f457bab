//! Arithmetic modulo a prime, and polynomials in one unknown over it.

mod dense;
mod factor;
mod primes;
#[cfg(test)]
mod tests;

pub use factor::Scatter;
pub use primes::{primes_above, primes_below};

/// The integers modulo an odd prime below 2^62. Elements are kept in Montgomery's form, `n * 2^64 mod p`; zero is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrimeField {
    p: u64,
    /// `-1/p mod 2^64`
    negated_inverse: u64,
    one: u64,
    /// `2^128 mod p`
    square: u64,
}

impl PrimeField {
    /// The largest primes are below this.
    pub const LIMIT: u64 = 1 << 62;

    /// The field of an odd prime below 2^62.
    pub fn new(p: u64) -> PrimeField {
        debug_assert!(p % 2 == 1 && p < PrimeField::LIMIT);
        // Newton's iteration doubles the right bits of the inverse: 3, 6, 12, 24, 48, 96.
        let mut inverse = p;
        for _ in 0..5 {
            inverse = inverse.wrapping_mul(2_u64.wrapping_sub(p.wrapping_mul(inverse)));
        }
        let one = ((1_u128 << 64) % u128::from(p)) as u64;
        let square = (u128::from(one) * u128::from(one) % u128::from(p)) as u64;
        PrimeField { p, negated_inverse: inverse.wrapping_neg(), one, square }
    }

    /// The prime.
    pub fn prime(&self) -> u64 {
        self.p
    }

    /// One.
    pub fn one(&self) -> u64 {
        self.one
    }

    /// `wide / 2^64 mod p`, for `wide < p * 2^64`.
    #[inline]
    fn reduce(&self, wide: u128) -> u64 {
        let factor = (wide as u64).wrapping_mul(self.negated_inverse);
        let sum = (wide + u128::from(factor) * u128::from(self.p)) >> 64;
        let sum = sum as u64;
        if sum >= self.p { sum - self.p } else { sum }
    }

    /// The element of an integer.
    #[inline]
    pub fn element(&self, n: u64) -> u64 {
        self.mul(n % self.p, self.square)
    }

    /// The least integer at least 0 that the element stands for.
    #[inline]
    pub fn value(&self, a: u64) -> u64 {
        self.reduce(u128::from(a))
    }

    /// The sum.
    #[inline]
    pub fn add(&self, a: u64, b: u64) -> u64 {
        let sum = a + b;
        if sum >= self.p { sum - self.p } else { sum }
    }

    /// The difference.
    #[inline]
    pub fn sub(&self, a: u64, b: u64) -> u64 {
        if a >= b { a - b } else { a + self.p - b }
    }

    /// The negative.
    #[inline]
    pub fn neg(&self, a: u64) -> u64 {
        if a == 0 { 0 } else { self.p - a }
    }

    /// The product.
    #[inline]
    pub fn mul(&self, a: u64, b: u64) -> u64 {
        self.reduce(u128::from(a) * u128::from(b))
    }

    /// A power.
    pub fn pow(&self, base: u64, exponent: u64) -> u64 {
        let (mut result, mut square, mut left) = (self.one, base, exponent);
        while left > 0 {
            if left & 1 == 1 {
                result = self.mul(result, square);
            }
            square = self.mul(square, square);
            left >>= 1;
        }
        result
    }

    /// The inverse; 0 for 0.
    pub fn inverse(&self, a: u64) -> u64 {
        self.pow(a, self.p - 2)
    }
}
