//! Circular functions and their inverses, in radians.

use std::f64::consts::{FRAC_PI_2, PI};

/// The sine.
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// The cosine.
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// The tangent.
pub fn tan(x: f64) -> f64 {
    libm::tan(x)
}

/// The secant, `1/cos`.
pub fn sec(x: f64) -> f64 {
    1.0 / libm::cos(x)
}

/// The cosecant, `1/sin`.
pub fn csc(x: f64) -> f64 {
    1.0 / libm::sin(x)
}

/// The cotangent, `1/tan`.
pub fn cot(x: f64) -> f64 {
    1.0 / libm::tan(x)
}

/// The angle in `[-π/2, π/2]` with this sine.
pub fn asin(x: f64) -> f64 {
    libm::asin(x)
}

/// The angle in `[0, π]` with this cosine.
pub fn acos(x: f64) -> f64 {
    libm::acos(x)
}

/// The angle in `(-π/2, π/2)` with this tangent.
pub fn atan(x: f64) -> f64 {
    libm::atan(x)
}

/// The angle in `[0, π]` with this secant; defined for `|x| >= 1`.
pub fn asec(x: f64) -> f64 {
    let angle = libm::atan(leg(x));
    if x < 0.0 { PI - angle } else { angle }
}

/// The angle in `[-π/2, π/2]` with this cosecant; defined for `|x| >= 1`.
pub fn acsc(x: f64) -> f64 {
    libm::copysign(libm::atan2(1.0, leg(x)), x)
}

/// `atan(1/x)`, the angle in `(-π/2, π/2]` with this cotangent; `acot(0) = π/2`.
pub fn acot(x: f64) -> f64 {
    if x == 0.0 { FRAC_PI_2 } else { libm::atan(1.0 / x) }
}

/// The angle of the point `(x, y)` in `(-π, π]`.
pub fn atan2(y: f64, x: f64) -> f64 {
    // A negative zero would put the angle on the other side of the cut.
    libm::atan2(if y == 0.0 { 0.0 } else { y }, x)
}

/// `sqrt(x^2 - 1)` without cancellation or overflow; NaN for `|x| < 1`.
fn leg(x: f64) -> f64 {
    let size = libm::fabs(x);
    libm::sqrt(size - 1.0) * libm::sqrt(size + 1.0)
}
