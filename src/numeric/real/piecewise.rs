//! Functions with kinks and jumps.

/// The absolute value.
pub fn abs(x: f64) -> f64 {
    libm::fabs(x)
}

/// -1, 0 or 1.
pub fn sign(x: f64) -> f64 {
    if x > 0.0 {
        1.0
    } else if x < 0.0 {
        -1.0
    } else if x == 0.0 {
        0.0
    } else {
        x
    }
}

/// The largest integer not above `x`.
pub fn floor(x: f64) -> f64 {
    libm::floor(x)
}

/// The smallest integer not below `x`.
pub fn ceil(x: f64) -> f64 {
    libm::ceil(x)
}

/// The nearest integer; halves go away from zero.
pub fn round(x: f64) -> f64 {
    libm::round(x)
}

/// The remainder of division rounding down: it has the sign of the divisor, as `mod` in mathematics.
pub fn modulo(x: f64, divisor: f64) -> f64 {
    let rest = libm::fmod(x, divisor);
    if rest != 0.0 && (rest < 0.0) != (divisor < 0.0) { rest + divisor } else { rest }
}

/// The smaller value; NaN if either is.
pub fn min(x: f64, y: f64) -> f64 {
    if x.is_nan() || x < y { x } else { y }
}

/// The larger value; NaN if either is.
pub fn max(x: f64, y: f64) -> f64 {
    if x.is_nan() || x > y { x } else { y }
}

/// `x` moved into `[low, high]`; `high` wins where the bounds cross.
pub fn clamp(x: f64, low: f64, high: f64) -> f64 {
    min(max(x, low), high)
}

/// `max(0, x)`.
pub fn relu(x: f64) -> f64 {
    max(x, 0.0)
}

/// The unit step: 1 above zero, else 0. `step(0) = 0`, because it stands for the derivative of [`relu`], whose
/// subgradient of least norm at the kink is 0.
pub fn step(x: f64) -> f64 {
    if x > 0.0 {
        1.0
    } else if x <= 0.0 {
        0.0
    } else {
        x
    }
}
