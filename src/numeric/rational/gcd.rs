//! Greatest common divisors of machine words.

/// The greatest common divisor by Stein's binary algorithm; `gcd(0, b) = b`.
#[inline]
pub(super) fn gcd_u64(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    if a == 1 || b == 1 {
        return 1;
    }
    let shift = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    loop {
        b >>= b.trailing_zeros();
        if a > b {
            std::mem::swap(&mut a, &mut b);
        }
        b -= a;
        if b == 0 {
            return a << shift;
        }
    }
}

/// The greatest common divisor of two counts; `gcd(0, b) = b`.
pub fn gcd(a: usize, b: usize) -> usize {
    gcd_u64(a as u64, b as u64) as usize
}

/// As [`gcd_u64`], by Euclid's algorithm until the operands fit.
pub(super) fn gcd_u128(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(gcd_u64(a, b));
        }
        (a, b) = (b, a % b);
    }
    a
}
