//! The real branches of the Lambert W function, the inverse of `w e^w`.

use super::polynomial;

/// `e`, and `e` less the double nearest to it.
const E: (f64, f64) = (std::f64::consts::E, 1.445_646_891_729_250_2e-16);

/// The series of W in `p = sqrt(2(e x + 1))` about the branch point `x = -1/e` (Corless and others, On the Lambert W
/// function, 1996, equation 4.22); the other branch has `-p`.
const BRANCH_POINT: [f64; 26] = [
    -1.0,
    1.0,
    -0.333_333_333_333_333_33,
    0.152_777_777_777_777_78,
    -0.079_629_629_629_629_63,
    0.044_502_314_814_814_815,
    -0.025_984_714_873_603_763,
    0.015_635_632_532_333_922,
    -0.009_616_892_024_299_432,
    0.006_014_543_252_956_118,
    -0.003_811_298_034_891_999_2,
    0.002_440_877_991_143_982_7,
    -0.001_576_930_344_686_784_3,
    0.001_026_263_320_507_607_2,
    -0.000_672_061_631_156_136_2,
    0.000_442_473_061_814_620_9,
    -0.000_292_677_224_729_627_4,
    0.000_194_387_276_054_539_3,
    -0.000_129_574_266_852_748_82,
    8.665_035_805_208_127e-5,
    -5.811_360_750_441_382e-5,
    3.907_668_486_743_905e-5,
    -2.633_806_474_723_11e-5,
    1.779_034_580_507_958_5e-5,
    -1.204_035_273_955_997_7e-5,
    8.163_531_982_496_612e-6,
];

/// Within this distance of the branch point (in `p`) the series is used; beyond it the iteration is well conditioned.
const SERIES_RADIUS: f64 = 0.3;

/// The principal branch, on `x >= -1/e`; arguments within a rounding of `-1/e` give -1.
pub fn lambert_w0(x: f64) -> f64 {
    if x == 0.0 || x == f64::INFINITY {
        return x;
    }
    let p = branch_distance(x);
    if p < SERIES_RADIUS {
        return polynomial(&BRANCH_POINT, p);
    }
    let guess = if x < 1.0 {
        // The series, cut short, is within a few percent up to here.
        if x < 0.1 && x > -0.1 {
            x * (1.0 - x)
        } else {
            -1.0 + p * (1.0 + p * (-1.0 / 3.0 + p * 0.1))
        }
    } else if x < 3.0 {
        0.57 + 0.3 * (x - 1.0)
    } else {
        let log = libm::log(x);
        log - libm::log(log)
    };
    refine(x, guess)
}

/// The lower branch, on `[-1/e, 0)`; arguments within a rounding of `-1/e` give -1.
pub fn lambert_wm1(x: f64) -> f64 {
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    if x > 0.0 {
        return f64::NAN;
    }
    let p = branch_distance(x);
    if p < SERIES_RADIUS {
        return polynomial(&BRANCH_POINT, -p);
    }
    let log = libm::log(-x);
    let guess = if x < -0.1 {
        -1.0 - p * (1.0 + p * (1.0 / 3.0 + p * 0.2))
    } else {
        log - libm::log(-log)
    };
    refine(x, guess)
}

/// `sqrt(2(e x + 1))`; NaN left of the branch point.
fn branch_distance(x: f64) -> f64 {
    // The sum cancels near the branch point, so e has twice the digits.
    let product = libm::fma(E.0, x, 1.0) + E.1 * x;
    if product < 0.0 && product > -4.0 * f64::EPSILON {
        0.0
    } else {
        libm::sqrt(2.0 * product)
    }
}

/// Fritsch's iteration (Fritsch, Shafer and Crowley, Algorithm 443, 1973), of fourth order.
fn refine(x: f64, guess: f64) -> f64 {
    let mut w = guess;
    for _ in 0..6 {
        let z = libm::log(x / w) - w;
        let q = 2.0 * (1.0 + w) * (1.0 + w + 2.0 / 3.0 * z);
        let step = z / (1.0 + w) * (q - z) / (q - 2.0 * z);
        w += w * step;
        // Also ends for NaN.
        if !(libm::fabs(step) > 1e-5) {
            break;
        }
    }
    w
}
