//! Powers, roots, exponentials and logarithms.

/// Integer powers up to this size are products; larger ones go through [`libm::pow`], whose error does not grow.
pub const SQUARING_LIMIT: u32 = 32;

/// The square root.
pub fn sqrt(x: f64) -> f64 {
    libm::sqrt(x)
}

/// The real cube root, also of negative numbers.
pub fn cbrt(x: f64) -> f64 {
    libm::cbrt(x)
}

/// The real `n`-th root: of negative numbers for odd integers `n` only. `n` need not be an integer.
pub fn root(x: f64, n: f64) -> f64 {
    if n == 2.0 {
        return sqrt(x);
    }
    if n == 3.0 {
        return cbrt(x);
    }
    let odd = libm::fabs(libm::fmod(n, 2.0)) == 1.0;
    if n == 0.0 || !n.is_finite() || (x < 0.0 && !odd) {
        return f64::NAN;
    }
    let magnitude = libm::fabs(x);
    let first = libm::pow(magnitude, 1.0 / n);
    // 1/n is rounded, which large arguments amplify; one Newton step repairs it.
    let power = libm::pow(first, n);
    let error = (power - magnitude) / magnitude;
    let refined = if error.is_finite() && power.is_normal() { first - first * error / n } else { first };
    if x < 0.0 { -refined } else { refined }
}

/// `e^x`.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// `e^x - 1`, accurate near zero.
pub fn expm1(x: f64) -> f64 {
    libm::expm1(x)
}

/// The natural logarithm.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// `ln(1 + x)`, accurate near zero.
pub fn log1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// The logarithm to base 2.
pub fn log2(x: f64) -> f64 {
    libm::log2(x)
}

/// The logarithm to base 10.
pub fn log10(x: f64) -> f64 {
    libm::log10(x)
}

/// The logarithm to any positive base but 1; exact where `x` is a power of the base.
pub fn log(x: f64, base: f64) -> f64 {
    if base == 2.0 {
        return log2(x);
    }
    if base == 10.0 {
        return log10(x);
    }
    // Also refuses NaN.
    if !(base > 0.0 && base.is_finite()) || base == 1.0 {
        return f64::NAN;
    }
    let quotient = ln(x) / ln(base);
    let whole = libm::round(quotient);
    // log(243, 3) is 5, not 4.999999999999999.
    let close = libm::fabs(quotient - whole) < 1e-12 && libm::fabs(whole) <= 1074.0;
    if close && powi(base, whole as i32) == x { whole } else { quotient }
}

/// `a/b`; NaN for `b = 0`. An infinity then only ever means that a number is too large for a double.
pub fn quotient(a: f64, b: f64) -> f64 {
    if b == 0.0 { f64::NAN } else { a / b }
}

/// [`pow`], but NaN for the negative powers of 0.
pub fn defined_power(x: f64, y: f64) -> f64 {
    if x == 0.0 && y < 0.0 { f64::NAN } else { pow(x, y) }
}

/// `exp(y*ln(x))`: [`pow`] of a positive number, NaN for others.
pub fn exponential_power(x: f64, y: f64) -> f64 {
    if x > 0.0 { pow(x, y) } else { f64::NAN }
}

/// [`powi`], but NaN for the negative powers of 0.
pub fn defined_power_of_integer(x: f64, n: i32) -> f64 {
    if x == 0.0 && n < 0 { f64::NAN } else { powi(x, n) }
}

/// `x^y` as a real power: of negative numbers for integers `y` only; `0^0 = 1`.
pub fn pow(x: f64, y: f64) -> f64 {
    // IEEE 754 answers 1 for some of these; an undefined operand stays visible here.
    if x.is_nan() || y.is_nan() || (x < 0.0 && libm::floor(y) != y) || (x < 0.0 && y.is_infinite()) {
        return f64::NAN;
    }
    // A negative zero comes from rounding and would turn the pole of 1/x around.
    libm::pow(if x == 0.0 { 0.0 } else { x }, y)
}

/// `x^n` for an integer `n`; `0^0 = 1`. Products by repeated squaring up to [`SQUARING_LIMIT`].
pub fn powi(x: f64, n: i32) -> f64 {
    let count = n.unsigned_abs();
    if count > SQUARING_LIMIT || x == 0.0 || x.is_nan() {
        return pow(x, f64::from(n));
    }
    let mut result = 1.0;
    let mut square = x;
    let mut rest = count;
    while rest > 0 {
        if rest & 1 == 1 {
            result *= square;
        }
        rest >>= 1;
        if rest > 0 {
            square *= square;
        }
    }
    if n < 0 { 1.0 / result } else { result }
}
