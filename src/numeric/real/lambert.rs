//! The real branches of the Lambert W function, the inverse of `w e^w`.

use super::polynomial;

/// `e`, and `e` less the double nearest to it.
const E: (f64, f64) = (std::f64::consts::E, 1.445_646_891_729_250_2e-16);

/// The series of W in `p = sqrt(2(e x + 1))` about the branch point `x = -1/e` (Corless and others, On the Lambert W
/// function, 1996, equation 4.22); the other branch has `-p`.
const BRANCH_POINT: [f64; 26] = [
    -1.0,
    1.0,
    -0.3333333333333333,
    0.1527777777777778,
    -0.07962962962962963,
    0.044502314814814814,
    -0.02598471487360376,
    0.015635632532333923,
    -0.009616892024299432,
    0.006014543252956118,
    -0.0038112980348919993,
    0.0024408779911439826,
    -0.0015769303446867844,
    0.0010262633205076071,
    -0.0006720616311561362,
    0.0004424730618146209,
    -0.0002926772247296274,
    0.0001943872760545393,
    -0.00012957426685274883,
    8.665035805208128e-05,
    -5.811360750441382e-05,
    3.907668486743905e-05,
    -2.63380647472311e-05,
    1.7790345805079586e-05,
    -1.2040352739559977e-05,
    8.163531982496611e-06,
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
        if x < 0.1 && x > -0.1 { x * (1.0 - x) } else { -1.0 + p * (1.0 + p * (-1.0 / 3.0 + p * 0.1)) }
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
    let guess = if x < -0.1 { -1.0 - p * (1.0 + p * (1.0 / 3.0 + p * 0.2)) } else { log - libm::log(-log) };
    refine(x, guess)
}

/// `sqrt(2(e x + 1))`; NaN left of the branch point.
fn branch_distance(x: f64) -> f64 {
    // The sum cancels near the branch point, so e has twice the digits.
    let product = libm::fma(E.0, x, 1.0) + E.1 * x;
    if product < 0.0 && product > -4.0 * f64::EPSILON { 0.0 } else { libm::sqrt(2.0 * product) }
}

/// Fritsch's iteration (Fritsch, Shafer and Crowley, Algorithm 443, 1973), of fourth order.
fn refine(x: f64, guess: f64) -> f64 {
    let mut w = guess;
    for _ in 0..6 {
        let z = libm::log(x / w) - w;
        let q = 2.0 * (1.0 + w) * (1.0 + w + 2.0 / 3.0 * z);
        let step = z / (1.0 + w) * (q - z) / (q - 2.0 * z);
        w += w * step;
        if step.is_nan() || libm::fabs(step) <= 1e-5 {
            break;
        }
    }
    w
}
