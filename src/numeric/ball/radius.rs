//! Upper bounds of errors: numbers that are not negative, in low precision, with every operation rounded up.

use dashu_base::{BitTest, UnsignedAbs};
use dashu_float::Repr;
use dashu_int::{IBig, UBig};

/// More than the relative rounding error of two operations on doubles.
const UP: f64 = 1.0 + 1.0 / (1_u64 << 50) as f64;
/// Bits of a double's mantissa.
const MANTISSA_BITS: isize = 53;

/// `mantissa * 2^exponent`, the mantissa 0 or from 1/2 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Radius {
    mantissa: f64,
    exponent: i64,
}

impl Radius {
    /// No error.
    pub const ZERO: Radius = Radius { mantissa: 0.0, exponent: 0 };
    /// 1
    pub const ONE: Radius = Radius { mantissa: 0.5, exponent: 1 };

    fn new(mantissa: f64, exponent: i64) -> Radius {
        if mantissa == 0.0 {
            return Radius::ZERO;
        }
        let (mantissa, shift) = libm::frexp(mantissa);
        Radius { mantissa, exponent: exponent.saturating_add(i64::from(shift)) }
    }

    /// `2^exponent`
    pub fn power_of_two(exponent: i64) -> Radius {
        Radius { mantissa: 0.5, exponent: exponent.saturating_add(1) }
    }

    /// A small number, at least 0.
    pub fn from_f64(value: f64) -> Radius {
        Radius::new(value, 0)
    }

    /// At least the size of a number.
    pub fn above(value: &Repr<2>) -> Radius {
        Radius::leading(value, 1)
    }

    /// At most the size of a number.
    pub fn below(value: &Repr<2>) -> Radius {
        Radius::leading(value, 0)
    }

    /// The leading bits of a number, and so much in the last of them.
    fn leading(value: &Repr<2>, more: u64) -> Radius {
        let size: UBig = value.significand().unsigned_abs();
        let bits = size.bit_len();
        let exponent = value.exponent() as i64;
        match u64::try_from(size.clone()) {
            Ok(small) if bits <= 50 => Radius::new(small as f64, exponent),
            _ => {
                let cut = bits.saturating_sub(50);
                let top = u64::try_from(size >> cut).unwrap_or(u64::MAX >> 14);
                Radius::new((top + more) as f64, exponent.saturating_add(cut as i64))
            }
        }
    }

    /// Is it 0?
    pub fn is_zero(self) -> bool {
        self.mantissa == 0.0
    }

    /// The number itself.
    pub fn to_repr(self) -> Repr<2> {
        let scaled = libm::ldexp(self.mantissa, MANTISSA_BITS as i32) as i64;
        let exponent = isize::try_from(self.exponent).unwrap_or(isize::MAX / 2) - MANTISSA_BITS;
        Repr::new(IBig::from(scaled), exponent)
    }

    /// The exponent of the power of two that is just above; `None` for 0.
    pub fn top(self) -> Option<i64> {
        (!self.is_zero()).then_some(self.exponent)
    }

    /// At least the sum.
    pub fn plus(self, other: Radius) -> Radius {
        let (large, small) = if self.at_least(other) { (self, other) } else { (other, self) };
        if small.is_zero() {
            return large;
        }
        let shift = large.exponent.saturating_sub(small.exponent).min(60);
        let sum = (large.mantissa + libm::ldexp(small.mantissa, -(shift as i32))) * UP;
        Radius::new(sum, large.exponent)
    }

    /// At least the product.
    pub fn times(self, other: Radius) -> Radius {
        Radius::new(self.mantissa * other.mantissa * UP, self.exponent.saturating_add(other.exponent))
    }

    /// At least the quotient by a lower bound; nothing where that is 0.
    pub fn over(self, below: Radius) -> Option<Radius> {
        if below.is_zero() {
            return None;
        }
        let quotient = self.mantissa / below.mantissa * UP;
        Some(Radius::new(quotient, self.exponent.saturating_sub(below.exponent)))
    }

    /// Is it at least as large?
    pub fn at_least(self, other: Radius) -> bool {
        if self.is_zero() || other.is_zero() {
            return other.is_zero();
        }
        (self.exponent, self.mantissa) >= (other.exponent, other.mantissa)
    }
}
