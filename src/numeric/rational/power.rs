//! Powers and roots that stay exact.

use dashu_base::{BitTest, SquareRoot};
use dashu_int::UBig;

use super::{ArithmeticError, Rational, Repr};
use crate::numeric::budget::{bits, candidates, steps};

impl Rational {
    /// This to an integer power; `0^0 = 1`. Refuses a result beyond [`bits::NUMBER`] before computing it.
    pub fn pow(&self, exponent: i64) -> Result<Rational, ArithmeticError> {
        if exponent < 0 {
            let power = self.pow_unsigned(exponent.unsigned_abs())?;
            return power.recip();
        }
        self.pow_unsigned(exponent.unsigned_abs())
    }

    /// This to a rational power, where that is a rational number: `8^(2/3) = 4`; `None` where it is not, which
    /// includes every fractional power of a negative number. Exponents of any size are fine: `1^e`, `(-1)^e` and `0^e`
    /// are answered, and other powers are refused by an estimate of their length.
    pub fn checked_pow(&self, exponent: &Rational) -> Result<Option<Rational>, ArithmeticError> {
        if exponent.is_zero() || self.is_one() {
            return Ok(Some(Self::ONE));
        }
        if self.is_zero() {
            return if exponent.is_negative() { Err(ArithmeticError::DivisionByZero) } else { Ok(Some(Self::ZERO)) };
        }
        if *self == Self::integer(-1) {
            let odd = !exponent.is_even();
            return Ok(exponent.is_integer().then(|| Self::integer(if odd { -1 } else { 1 })));
        }
        if exponent.is_integer() {
            let Some(exponent) = exponent.to_i64() else {
                return Err(ArithmeticError::too_large(self.log2_size() * exponent.abs().to_f64()));
            };
            return self.pow(exponent).map(Some);
        }
        if self.is_negative() {
            return Ok(None);
        }
        // No number but 1 has an exact root beyond its length in bits.
        let Some((power, degree)) = exponent.to_i64_fraction() else {
            return Ok(None);
        };
        let Ok(degree) = u32::try_from(degree) else {
            return Ok(None);
        };
        match self.exact_root(degree) {
            Some(root) => root.pow(power).map(Some),
            None => Ok(None),
        }
    }

    /// The exact `n`-th root, if there is a rational one: not negative for even `n`, of the sign of this for odd `n`.
    pub fn exact_root(&self, n: u32) -> Option<Rational> {
        if n == 0 || (self.is_negative() && n.is_multiple_of(2)) {
            return None;
        }
        if n == 1 || self.is_zero() || self.is_one() {
            return Some(self.clone());
        }
        let (num, den) = self.magnitudes();
        let (num, den) = (perfect_root(&num, n)?, perfect_root(&den, n)?);
        let magnitude = Self::reduced_beside(num.into(), den);
        Some(if self.is_negative() { -magnitude } else { magnitude })
    }

    /// For an integer `m`, the pair `(a, b)` with `m = a^n * b`, `a > 0`, and `b` free of `n`-th powers of small primes;
    /// the sign stays with `b`. `None` if this is not an integer or `n` is zero. The search is bounded: a factor of `a`
    /// whose primes are all large may be missed unless it is all that is left.
    pub fn split_power(&self, n: u32) -> Option<(Rational, Rational)> {
        if n == 0 || !self.is_integer() {
            return None;
        }
        if self.is_zero() {
            return Some((Self::ONE, Self::ZERO));
        }
        let (outside, inside) =
            if n == 1 { (self.magnitude()?, UBig::ONE) } else { split_magnitude(self.magnitude()?, n) };
        Some((Self::from_magnitude(false, outside), Self::from_magnitude(self.is_negative(), inside)))
    }

    fn pow_unsigned(&self, exponent: u64) -> Result<Rational, ArithmeticError> {
        if exponent == 0 || self.is_one() {
            return Ok(Self::ONE);
        }
        if self.is_zero() {
            return Ok(Self::ZERO);
        }
        let bits = self.log2_size() * exponent as f64;
        if bits > bits::NUMBER as f64 {
            return Err(ArithmeticError::too_large(bits));
        }
        if bits == 0.0 {
            // This is -1.
            return Ok(Self::integer(if exponent.is_multiple_of(2) { 1 } else { -1 }));
        }
        if let (Repr::Small { num, den }, Ok(small)) = (&self.0, u32::try_from(exponent))
            && let (Some(num), Some(den)) = (num.checked_pow(small), den.checked_pow(small))
        {
            return Ok(Rational(Repr::Small { num, den }));
        }
        // The exponent is at most bits::NUMBER here.
        Ok(Self::from_big(self.to_big().pow(exponent as isize)))
    }

    /// The base-2 logarithm of the longer of numerator and denominator, to a few digits.
    fn log2_size(&self) -> f64 {
        let (num, den) = self.magnitudes();
        let longest = num.max(den);
        let length = longest.bit_len();
        let shift = length.saturating_sub(62);
        let head = u64::try_from(&longest >> shift).unwrap_or(u64::MAX);
        shift as f64 + libm::log2(head as f64)
    }
}

/// The `n`-th root of `m`, if it is an integer.
fn perfect_root(m: &UBig, n: u32) -> Option<UBig> {
    if m.is_zero() || m.is_one() {
        return Some(m.clone());
    }
    let degree = n as usize;
    let zeros = m.trailing_zeros().unwrap_or(0);
    if degree >= m.bit_len() || !zeros.is_multiple_of(degree) {
        return None;
    }
    let mut root = m >> zeros;
    for _ in 0..n.trailing_zeros() {
        // An odd square is one more than a multiple of eight.
        if low_bits(root.clone(), 3) != UBig::ONE {
            return None;
        }
        let square = root;
        root = square.sqrt();
        if root.sqr() != square {
            return None;
        }
    }
    Some(odd_root(&root, degree >> n.trailing_zeros())? << (zeros / degree))
}

/// The `n`-th root of `m`, both odd, if it is an integer. Newton's iteration modulo powers of two, whose cost depends
/// on the length of the root and not of `m`; a root in the reals would take powers as long as `m` in each step.
fn odd_root(m: &UBig, n: usize) -> Option<UBig> {
    if n == 1 || m.is_one() {
        return Some(m.clone());
    }
    let length = m.bit_len().div_ceil(n) + 1;
    let degree = UBig::from(n);
    // Both are their own inverses modulo eight, as a² = 1 for odd a; so m^(-1/n) = m there.
    let mut precision = 3;
    let mut inverse_root = low_bits(m.clone(), precision);
    let mut inverse_degree = low_bits(degree.clone(), precision);
    while precision < length {
        precision = (2 * precision).min(length);
        let modulus = UBig::ONE << precision;
        let difference = |a: UBig, b: UBig| low_bits(a + (&modulus - low_bits(b, precision)), precision);
        let doubled = difference(UBig::from(2_u8), &degree * &inverse_degree);
        inverse_degree = low_bits(inverse_degree * doubled, precision);
        let power = power_of_two_residue(&inverse_root, n, precision);
        let error = difference(power * low_bits(m.clone(), precision), UBig::ONE);
        let step = low_bits(error * &inverse_degree, precision) * &inverse_root;
        inverse_root = difference(inverse_root, step);
    }
    let root = low_bits(m.clone(), length) * power_of_two_residue(&inverse_root, n - 1, length);
    let root = low_bits(root, length);
    // Whatever is an n-th power has this root; a glance at the lengths, then the proof.
    let shortest = root.bit_len().saturating_sub(1).saturating_mul(n);
    if shortest >= m.bit_len() || root.bit_len().saturating_mul(n) < m.bit_len() {
        return None;
    }
    (root.pow(n) == *m).then_some(root)
}

/// `value^exponent` modulo two to the `precision`.
fn power_of_two_residue(value: &UBig, exponent: usize, precision: usize) -> UBig {
    let mut result = UBig::ONE;
    for bit in (0..usize::BITS - exponent.leading_zeros()).rev() {
        result = low_bits(result.sqr(), precision);
        if exponent >> bit & 1 == 1 {
            result = low_bits(result * value, precision);
        }
    }
    result
}

/// The value modulo two to the `count`.
fn low_bits(mut value: UBig, count: usize) -> UBig {
    value.clear_high_bits(count);
    value
}

/// `(a, b)` with `m = a^n * b`, `m > 0`.
fn split_magnitude(mut m: UBig, n: u32) -> (UBig, UBig) {
    let degree = n as usize;
    let (mut outside, mut inside) = (UBig::ONE, UBig::ONE);
    let mut prime = 2;
    let mut spent = 0;
    while prime < candidates::ROOT_PRIMES && spent < steps::TRIAL_DIVISION {
        if let Ok(small) = u64::try_from(&m) {
            let (a, b, rest) = split_small(small, n, prime);
            outside *= a;
            inside *= b;
            m = UBig::from(rest);
            break;
        }
        spent += m.bit_len();
        let count = m.remove(&UBig::from(prime)).unwrap_or(0);
        outside *= UBig::from(prime).pow(count / degree);
        inside *= UBig::from(prime).pow(count % degree);
        prime += if prime == 2 { 1 } else { 2 };
    }
    match perfect_root(&m, n) {
        Some(root) => (outside * root, inside),
        None => (outside, inside * m),
    }
}

/// Trial division of `m` from `start` on: `(a, b, rest)` with `m = a^n * b * rest`.
fn split_small(mut m: u64, n: u32, start: u64) -> (u64, u64, u64) {
    let (mut outside, mut inside) = (1, 1);
    let mut prime = start;
    while prime < candidates::ROOT_PRIMES && prime * prime <= m {
        let mut count = 0;
        while m.is_multiple_of(prime) {
            m /= prime;
            count += 1;
            if count == n {
                outside *= prime;
                count = 0;
            }
        }
        inside *= prime.pow(count);
        prime += if prime == 2 { 1 } else { 2 };
    }
    (outside, inside, m)
}
