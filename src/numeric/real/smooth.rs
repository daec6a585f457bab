//! Smooth functions of optimization and statistics, in forms that neither overflow nor cancel.

use std::f64::consts::FRAC_1_SQRT_2;

/// `1/√2` less the double nearest to it.
const FRAC_1_SQRT_2_LOW: f64 = -4.833646656726457e-17;

/// `2/√π`.
const FRAC_2_SQRT_PI: f64 = std::f64::consts::FRAC_2_SQRT_PI;

/// The logistic function, `1/(1 + e^-x)`.
pub fn sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        return 1.0 / (1.0 + libm::exp(-x));
    }
    let growth = libm::exp(x);
    growth / (1.0 + growth)
}

/// `ln(1 + e^x)`.
pub fn softplus(x: f64) -> f64 {
    super::max(x, 0.0) + libm::log1p(libm::exp(-libm::fabs(x)))
}

/// `x Φ(x)` with the normal distribution function, in the exact form with `erfc`.
pub fn gelu(x: f64) -> f64 {
    if x == f64::NEG_INFINITY {
        return 0.0;
    }
    // erfc magnifies the rounding of x/√2 by x², so the rounding error is carried along.
    let scaled = -x * FRAC_1_SQRT_2;
    let error = libm::fma(-x, FRAC_1_SQRT_2, -scaled) - x * FRAC_1_SQRT_2_LOW;
    let slope = FRAC_2_SQRT_PI * libm::exp(-scaled * scaled);
    let correction = if slope > 0.0 { slope * error } else { 0.0 };
    0.5 * x * (libm::erfc(scaled) - correction)
}

/// `ln(e^x1 + e^x2 + …)`; minus infinity for no terms.
pub fn logsumexp(terms: &[f64]) -> f64 {
    let mut largest = f64::NEG_INFINITY;
    let mut place = 0;
    for (index, &term) in terms.iter().enumerate() {
        if term.is_nan() {
            return term;
        }
        if term > largest {
            (largest, place) = (term, index);
        }
    }
    if largest.is_infinite() {
        return largest;
    }
    let rest: f64 =
        terms.iter().enumerate().filter(|&(index, _)| index != place).map(|(_, term)| libm::exp(term - largest)).sum();
    largest + libm::log1p(rest)
}

/// `sqrt(x² + y²)` without overflow.
pub fn hypot(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() { f64::NAN } else { libm::hypot(x, y) }
}
