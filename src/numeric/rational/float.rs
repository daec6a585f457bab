//! Conversion to and from doubles.

use std::num::NonZeroI64;

use dashu_base::BitTest;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::{Rational, Repr};

/// Integers up to this size are doubles.
const EXACT_INTEGERS: u64 = 1 << 53;

impl Rational {
    /// The nearest double, ties to even; beyond the range an infinity.
    pub fn to_f64(&self) -> f64 {
        match &self.0 {
            Repr::Small { num, den } => small_to_f64(*num, *den),
            Repr::Big(_) => {
                let (num, den) = self.magnitudes();
                big_to_f64(self.is_negative(), num, den)
            }
        }
    }

    /// The exact value of a finite double.
    pub fn from_f64(value: f64) -> Option<Rational> {
        if !value.is_finite() {
            return None;
        }
        let bits = value.to_bits();
        let exponent = ((bits >> 52) & 0x7ff) as i64;
        let fraction = bits & ((1 << 52) - 1);
        let (mantissa, exponent) =
            if exponent == 0 { (fraction, -1074) } else { (fraction | (1 << 52), exponent - 1075) };
        if mantissa == 0 {
            return Some(Self::ZERO);
        }
        let zeros = mantissa.trailing_zeros();
        let (mantissa, exponent) = (mantissa >> zeros, exponent + i64::from(zeros));
        let signed = if value.is_sign_negative() { -(mantissa as i64) } else { mantissa as i64 };
        Some(match usize::try_from(exponent) {
            Ok(shift) => Self::from_integer(IBig::from(signed) << shift),
            Err(_) => {
                let shift = exponent.unsigned_abs() as usize;
                Self::from_big(RBig::from_parts(IBig::from(signed), UBig::ONE << shift))
            }
        })
    }
}

fn small_to_f64(num: i64, den: NonZeroI64) -> f64 {
    let den = den.get();
    if den == 1 || num.unsigned_abs() <= EXACT_INTEGERS && den.unsigned_abs() <= EXACT_INTEGERS {
        // Only the numerator or only the division rounds.
        return num as f64 / den as f64;
    }
    let (magnitude, den) = (u128::from(num.unsigned_abs()), u128::from(den.unsigned_abs()));
    // A quotient of 62 bits or more; the shifted numerator has at most 126.
    let length = |value: u128| i64::from(u128::BITS - value.leading_zeros());
    let shift = (62 - length(magnitude) + length(den)).max(0);
    let shifted = magnitude << shift;
    round_to_f64(num < 0, shifted / den, shifted % den != 0, -shift)
}

fn big_to_f64(negative: bool, num: UBig, den: UBig) -> f64 {
    let shift = 64 - num.bit_len() as i64 + den.bit_len() as i64;
    let (num, den) = match usize::try_from(shift) {
        Ok(left) => (num << left, den),
        Err(_) => (num, den << shift.unsigned_abs() as usize),
    };
    let quotient = &num / &den;
    let inexact = &quotient * &den != num;
    // The quotient has 64 or 65 bits.
    let quotient = u128::try_from(quotient).unwrap_or(u128::MAX);
    round_to_f64(negative, quotient, inexact, -shift)
}

/// The double nearest to `(quotient + t) * 2^exponent`, where `quotient` has at least 62 bits and `0 < t < 1` if
/// `inexact`, else `t = 0`.
fn round_to_f64(negative: bool, quotient: u128, inexact: bool, exponent: i64) -> f64 {
    let length = i64::from(u128::BITS - quotient.leading_zeros());
    // The power of two of the leading bit.
    let top = length - 1 + exponent;
    let magnitude = if top > 1023 {
        f64::INFINITY
    } else {
        // Subnormal numbers have fewer bits.
        let keep = if top >= -1022 { 53 } else { 53 - (-1022 - top) };
        if keep < 0 {
            0.0
        } else {
            let drop = (length - keep) as u32;
            // A drop of all the bits, or more, happens for keep = 0.
            let mut mantissa = quotient.checked_shr(drop).unwrap_or(0) as u64;
            let rest = quotient - (u128::from(mantissa) << drop);
            let half = 1_u128 << (drop - 1);
            if rest > half || (rest == half && (inexact || mantissa & 1 == 1)) {
                mantissa += 1;
            }
            // A mantissa that rounded up to the next power of two carries into the exponent, up to infinity.
            let biased = if top >= -1022 { (top + 1022) as u64 } else { 0 };
            f64::from_bits((biased << 52) + mantissa)
        }
    };
    if negative { -magnitude } else { magnitude }
}
