//! Functions as methods, for those who need the values only.

use super::{Interval, extension};

macro_rules! ranges {
    ($($(#[$doc:meta])* $name:ident ($($argument:ident),*);)*) => {
        impl Interval {
            $(
                $(#[$doc])*
                pub fn $name(self $(, $argument: Interval)*) -> Interval {
                    extension::$name(self $(, $argument)*).range
                }
            )*
        }
    };
}

ranges! {
    /// Bounds for `e^x`.
    exp();
    /// Bounds for the natural logarithm; what is not positive is left out.
    ln();
    /// Bounds for the square root; negative numbers are left out.
    sqrt();
    /// Bounds for the real cube root.
    cbrt();
    /// Bounds for the real root of a degree.
    root(degree);
    /// Bounds for a real power: of negative numbers for integer exponents only.
    pow(exponent);
    /// Bounds for the sine.
    sin();
    /// Bounds for the cosine.
    cos();
    /// Bounds for the tangent.
    tan();
    /// Bounds for the inverse sine.
    asin();
    /// Bounds for the inverse cosine.
    acos();
    /// Bounds for the inverse tangent.
    atan();
    /// Bounds for the hyperbolic sine.
    sinh();
    /// Bounds for the hyperbolic cosine.
    cosh();
    /// Bounds for the hyperbolic tangent.
    tanh();
    /// Bounds for the absolute value.
    abs();
    /// Bounds for the sign.
    sign();
    /// Bounds for the largest integer not above.
    floor();
    /// Bounds for the smallest integer not below.
    ceil();
    /// Bounds for the remainder with the sign of the divisor.
    modulo(divisor);
}

impl Interval {
    /// Bounds for the smaller of two numbers.
    pub fn min(self, other: Interval) -> Interval {
        extension::min(&[self, other]).range
    }

    /// Bounds for the larger of two numbers.
    pub fn max(self, other: Interval) -> Interval {
        extension::max(&[self, other]).range
    }
}
