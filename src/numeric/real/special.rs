//! The error function, the gamma function and their relatives.

use std::f64::consts::PI;

use super::{polynomial, powi};

/// The zero of digamma on the positive axis: the nearest double, and the rest.
const DIGAMMA_ROOT: (f64, f64) = (1.461_632_144_968_362_2, 9.549_995_429_965_697e-17);

/// The Taylor series of digamma about its zero, from the linear term on.
const DIGAMMA_SERIES: [f64; 24] = [
    0.967_672_245_447_621_2,
    -0.442_763_168_983_592_1,
    0.258_499_760_955_651,
    -0.163_942_705_442_406_5,
    0.107_824_050_691_262_37,
    -0.072_199_561_256_454_71,
    0.048_804_288_164_143_11,
    -0.033_161_126_474_847_36,
    0.022_597_648_232_218_105,
    -0.015_424_765_904_948_96,
    0.010_538_791_616_612_175,
    -0.007_204_534_386_356_868,
    0.004_926_781_395_729_853,
    -0.003_369_801_655_439_328,
    0.002_305_126_326_734_928,
    -0.001_576_936_771_430_197_3,
    0.001_078_825_201_916_296_6,
    -0.000_738_070_938_996_005_1,
    0.000_504_953_265_834_602,
    -0.000_345_468_025_106_307_7,
    0.000_236_356_015_640_270_53,
    -0.000_161_706_220_919_748_03,
    0.000_110_633_727_687_474_1,
    -7.569_179_582_175_066e-5,
];

/// The Bernoulli numbers B2, B4, …
const BERNOULLI: [f64; 14] = [
    1.0 / 6.0,
    -1.0 / 30.0,
    1.0 / 42.0,
    -1.0 / 30.0,
    5.0 / 66.0,
    -691.0 / 2730.0,
    7.0 / 6.0,
    -3617.0 / 510.0,
    43867.0 / 798.0,
    -174_611.0 / 330.0,
    854_513.0 / 138.0,
    -236_364_091.0 / 2730.0,
    8_553_103.0 / 6.0,
    -23_749_461_029.0 / 870.0,
];

/// The highest derivative of digamma that is offered; beyond it the factorials leave the range of doubles too early.
pub const MAX_POLYGAMMA_ORDER: u32 = 100;

/// The error function.
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}

/// `1 - erf(x)`, accurate in the tail.
pub fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}

/// The gamma function, `gamma(n + 1) = n!`; NaN at its poles 0, -1, -2, …, where it has no limit.
pub fn gamma(x: f64) -> f64 {
    if is_pole(x) { f64::NAN } else { libm::tgamma(x) }
}

/// `ln |gamma(x)|`, infinite at the poles.
pub fn lgamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// The logarithmic derivative of [`gamma`]; NaN at the poles.
pub fn digamma(x: f64) -> f64 {
    if x.is_nan() || is_pole(x) || x == f64::NEG_INFINITY {
        return f64::NAN;
    }
    if x < 0.0 && x > -1e-5 {
        // The pole and the first terms of the series at zero; reflection would be as good but for rounding of 1 - x.
        return digamma(1.0 + x) - 1.0 / x;
    }
    if x < 0.0 {
        let (sine, cosine) = sin_cos_pi(x);
        return digamma(1.0 - x) - PI * cosine / sine;
    }
    let offset = (x - DIGAMMA_ROOT.0) - DIGAMMA_ROOT.1;
    if libm::fabs(offset) < 0.25 {
        return offset * polynomial(&DIGAMMA_SERIES, offset);
    }
    let mut shifted = x;
    let mut sum = 0.0;
    while shifted < 10.0 {
        sum += 1.0 / shifted;
        shifted += 1.0;
    }
    digamma_asymptotic(shifted) - sum
}

/// The derivative of order `n` of [`digamma`]; NaN at the poles and beyond [`MAX_POLYGAMMA_ORDER`].
pub fn polygamma(n: u32, x: f64) -> f64 {
    if n == 0 {
        return digamma(x);
    }
    if x.is_nan() || is_pole(x) || x == f64::NEG_INFINITY || n > MAX_POLYGAMMA_ORDER {
        return f64::NAN;
    }
    let sign = if n.is_multiple_of(2) { -1.0 } else { 1.0 };
    if x > 0.0 {
        return sign * polygamma_magnitude(n, x);
    }
    // (-1)^n psi_n(1 - x) - psi_n(x) = pi d^n/dx^n cot(pi x)
    -sign * (sign * polygamma_magnitude(n, 1.0 - x)) - cotangent_derivative(n, x)
}

/// `ln x - 1/(2x) - Σ B2k/(2k x^2k)` for `x >= 10`.
fn digamma_asymptotic(x: f64) -> f64 {
    let inverse = 1.0 / (x * x);
    let mut series = 0.0;
    for (k, bernoulli) in BERNOULLI.iter().enumerate().take(10).rev() {
        series = (series + bernoulli / (2 * (k + 1)) as f64) * inverse;
    }
    libm::log(x) - 0.5 / x - series
}

/// `|psi_n(x)| = n! Σ 1/(x + k)^(n+1)` for `n >= 1`, `x > 0`.
fn polygamma_magnitude(n: u32, x: f64) -> f64 {
    if x == f64::INFINITY {
        return 0.0;
    }
    let order = f64::from(n);
    let factorial = libm::tgamma(order + 1.0);
    // From here on the asymptotic series reaches full precision.
    let start = 12.0 + order;
    let mut terms = Vec::new();
    let mut shifted = x;
    while shifted < start {
        terms.push(powi(shifted, -(n as i32) - 1));
        shifted += 1.0;
    }
    // (n-1)!/x^n + n!/(2 x^(n+1)) + Σ B2k (2k+n-1)!/((2k)! x^(2k+n)), divided by n!.
    let inverse = 1.0 / (shifted * shifted);
    let mut factor = 1.0;
    let mut series = 0.0;
    for (index, bernoulli) in BERNOULLI.iter().enumerate() {
        let k = 2.0 * (index as f64 + 1.0);
        // (2k+n-1)!/((2k)! n!) grows by two factors above and two below.
        factor *=
            if index == 0 { (order + 1.0) / 2.0 } else { (k + order - 1.0) * (k + order - 2.0) / (k * (k - 1.0)) };
        series += bernoulli * factor * powi(inverse, index as i32 + 1);
    }
    let tail = powi(shifted, -(n as i32)) * (1.0 / order + 0.5 / shifted + series);
    // Small terms first.
    factorial * terms.iter().rev().fold(tail, |sum, term| sum + term)
}

/// `pi d^n/dx^n cot(pi x)`, as a polynomial in the cotangent: each derivative maps `c^k` to `-pi k c^(k-1) (1 + c²)`.
fn cotangent_derivative(n: u32, x: f64) -> f64 {
    let mut coefficients = vec![0.0, 1.0];
    for _ in 0..n {
        let mut next = vec![0.0; coefficients.len() + 1];
        for (k, coefficient) in coefficients.iter().enumerate().skip(1) {
            next[k - 1] -= k as f64 * coefficient;
            next[k + 1] -= k as f64 * coefficient;
        }
        coefficients = next;
    }
    let (sine, cosine) = sin_cos_pi(x);
    powi(PI, n as i32 + 1) * polynomial(&coefficients, cosine / sine)
}

/// Sine and cosine of `pi x`, reduced exactly.
fn sin_cos_pi(x: f64) -> (f64, f64) {
    let rest = libm::fmod(x, 2.0);
    let quarter = libm::round(2.0 * rest);
    let angle = PI * (rest - quarter / 2.0);
    let (sine, cosine) = libm::sincos(angle);
    match quarter as i32 & 3 {
        0 => (sine, cosine),
        1 => (cosine, -sine),
        2 => (-sine, -cosine),
        _ => (-cosine, sine),
    }
}

/// Zero or a negative integer.
fn is_pole(x: f64) -> bool {
    x <= 0.0 && libm::floor(x) == x && x.is_finite()
}
