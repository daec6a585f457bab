//! Polynomials in one unknown over a prime field, as coefficients with the constant first and no zero at the end.

use super::PrimeField;

/// Drops zeros at the end.
fn trim(mut a: Vec<u64>) -> Vec<u64> {
    while a.last() == Some(&0) {
        a.pop();
    }
    a
}

impl PrimeField {
    /// The sum of two polynomials.
    pub fn sum(&self, a: &[u64], b: &[u64]) -> Vec<u64> {
        let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
        let mut total = long.to_vec();
        for (t, &c) in total.iter_mut().zip(short) {
            *t = self.add(*t, c);
        }
        trim(total)
    }

    /// The difference of two polynomials.
    pub fn difference(&self, a: &[u64], b: &[u64]) -> Vec<u64> {
        let negated: Vec<u64> = b.iter().map(|&c| self.neg(c)).collect();
        self.sum(a, &negated)
    }

    /// The product of two polynomials.
    pub fn product(&self, a: &[u64], b: &[u64]) -> Vec<u64> {
        if a.is_empty() || b.is_empty() {
            return Vec::new();
        }
        let mut total = vec![0; a.len() + b.len() - 1];
        for (i, &x) in a.iter().enumerate().filter(|(_, x)| **x != 0) {
            for (k, &y) in b.iter().enumerate() {
                total[i + k] = self.add(total[i + k], self.mul(x, y));
            }
        }
        trim(total)
    }

    /// Every coefficient times a number.
    pub fn scaled(&self, a: &[u64], factor: u64) -> Vec<u64> {
        trim(a.iter().map(|&c| self.mul(c, factor)).collect())
    }

    /// Divided by the leading coefficient.
    pub fn monic(&self, a: &[u64]) -> Vec<u64> {
        match a.last() {
            Some(&leading) if leading != self.one() => self.scaled(a, self.inverse(leading)),
            _ => a.to_vec(),
        }
    }

    /// Quotient and remainder; by the zero polynomial, 0 and the dividend.
    pub fn divide(&self, a: &[u64], divisor: &[u64]) -> (Vec<u64>, Vec<u64>) {
        let Some(&leading) = divisor.last() else { return (Vec::new(), a.to_vec()) };
        let inverse = self.inverse(leading);
        let lower = divisor.len() - 1;
        let mut rest = a.to_vec();
        let mut quotient = vec![0; a.len().saturating_sub(lower)];
        for at in (0..quotient.len()).rev() {
            let factor = self.mul(rest[at + lower], inverse);
            quotient[at] = factor;
            if factor != 0 {
                for (k, &c) in divisor.iter().enumerate() {
                    rest[at + k] = self.sub(rest[at + k], self.mul(c, factor));
                }
            }
        }
        rest.truncate(lower);
        (trim(quotient), trim(rest))
    }

    /// The monic greatest common divisor; empty for two zeros.
    pub fn gcd(&self, a: &[u64], b: &[u64]) -> Vec<u64> {
        let (mut a, mut b) = (a.to_vec(), b.to_vec());
        while !b.is_empty() {
            let rest = self.divide(&a, &b).1;
            (a, b) = (b, rest);
        }
        self.monic(&a)
    }

    /// `s` and `t` with `s*a + t*b = 1`, for two polynomials without a common divisor.
    pub fn bezout(&self, a: &[u64], b: &[u64]) -> Option<(Vec<u64>, Vec<u64>)> {
        let (mut r, mut next_r) = (a.to_vec(), b.to_vec());
        let (mut s, mut next_s) = (vec![self.one()], Vec::new());
        let (mut t, mut next_t) = (Vec::new(), vec![self.one()]);
        while !next_r.is_empty() {
            let (quotient, rest) = self.divide(&r, &next_r);
            (r, next_r) = (next_r, rest);
            let below = self.difference(&s, &self.product(&quotient, &next_s));
            (s, next_s) = (next_s, below);
            let below = self.difference(&t, &self.product(&quotient, &next_t));
            (t, next_t) = (next_t, below);
        }
        let [constant] = r.as_slice() else { return None };
        let inverse = self.inverse(*constant);
        Some((self.scaled(&s, inverse), self.scaled(&t, inverse)))
    }

    /// The derivative.
    pub fn derivative(&self, a: &[u64]) -> Vec<u64> {
        trim(a.iter().enumerate().skip(1).map(|(n, &c)| self.mul(c, self.element(n as u64))).collect())
    }

    /// The value at an element.
    #[inline]
    pub fn at(&self, a: &[u64], x: u64) -> u64 {
        a.iter().rev().fold(0, |value, &c| self.add(self.mul(value, x), c))
    }

    /// The resultant, with the degrees that the lengths show; 0 where one polynomial is 0.
    pub fn resultant(&self, a: &[u64], b: &[u64]) -> u64 {
        let (mut a, mut b) = (a.to_vec(), b.to_vec());
        let mut result = self.one();
        loop {
            let (Some(m), Some(n)) = (a.len().checked_sub(1), b.len().checked_sub(1)) else { return 0 };
            if n == 0 {
                return self.mul(result, self.pow(b[0], m as u64));
            }
            let rest = self.divide(&a, &b).1;
            let Some(k) = rest.len().checked_sub(1) else { return 0 };
            // res(a, b) = (-1)^(m n) lc(b)^(m - k) res(b, rest)
            result = self.mul(result, self.pow(b[n], (m - k) as u64));
            if m % 2 == 1 && n % 2 == 1 {
                result = self.neg(result);
            }
            (a, b) = (b, rest);
        }
    }
}
