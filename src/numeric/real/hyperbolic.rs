//! Hyperbolic functions and their inverses.

use std::f64::consts::LN_2;

/// Below this the reciprocal may overflow.
const RECIPROCAL_LIMIT: f64 = 1e-300;

/// The hyperbolic sine.
pub fn sinh(x: f64) -> f64 {
    libm::sinh(x)
}

/// The hyperbolic cosine.
pub fn cosh(x: f64) -> f64 {
    libm::cosh(x)
}

/// The hyperbolic tangent.
pub fn tanh(x: f64) -> f64 {
    libm::tanh(x)
}

/// The hyperbolic secant, `1/cosh`.
pub fn sech(x: f64) -> f64 {
    // cosh would overflow before sech underflows.
    let decay = libm::exp(-libm::fabs(x));
    2.0 * decay / (1.0 + decay * decay)
}

/// The hyperbolic cosecant, `1/sinh`.
pub fn csch(x: f64) -> f64 {
    let size = libm::fabs(x);
    if size < 20.0 {
        return 1.0 / libm::sinh(x);
    }
    libm::copysign(2.0 * libm::exp(-size), x)
}

/// The hyperbolic cotangent, `1/tanh`.
pub fn coth(x: f64) -> f64 {
    1.0 / libm::tanh(x)
}

/// The inverse of [`sinh`].
pub fn asinh(x: f64) -> f64 {
    libm::asinh(x)
}

/// The inverse of [`cosh`] on `x >= 1`.
pub fn acosh(x: f64) -> f64 {
    if x < 1.0 { f64::NAN } else { libm::acosh(x) }
}

/// The inverse of [`tanh`] on `[-1, 1]`, infinite at the ends.
pub fn atanh(x: f64) -> f64 {
    libm::atanh(x)
}

/// The inverse of [`sech`] on `[0, 1]`, infinite at zero.
pub fn asech(x: f64) -> f64 {
    if !(0.0..=1.0).contains(&x) {
        return f64::NAN;
    }
    if x < RECIPROCAL_LIMIT {
        return LN_2 - libm::log(x);
    }
    // acosh(1/x) would lose the digits of 1 - x.
    let gap = 1.0 - x;
    libm::log1p((gap + libm::sqrt(gap * (1.0 + x))) / x)
}

/// The inverse of [`csch`], infinite at zero.
pub fn acsch(x: f64) -> f64 {
    let size = libm::fabs(x);
    if size < RECIPROCAL_LIMIT {
        return libm::copysign(LN_2 - libm::log(size), x);
    }
    libm::asinh(1.0 / x)
}

/// The inverse of [`coth`] on `|x| >= 1`, infinite at the ends.
pub fn acoth(x: f64) -> f64 {
    let size = libm::fabs(x);
    if size < 1.0 {
        return f64::NAN;
    }
    // atanh(1/x) would lose the digits of |x| - 1.
    libm::copysign(0.5 * libm::log1p(2.0 / (size - 1.0)), x)
}
