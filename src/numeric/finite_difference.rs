//! A careful numerical derivative, independent of any formula, to check symbolic ones against.
//!
//! Differences at shrinking steps are extrapolated to step zero by Neville's scheme, keeping the entry whose neighbours
//! agree best: C. J. F. Ridders, Accurate computation of F'(x) and F'(x) F''(x), Advances in Engineering Software 4
//! (1982) 75-76; the same in Press, Teukolsky, Vetterling, Flannery, Numerical Recipes, section 5.7.

/// A numerical derivative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The derivative; NaN where no difference quotient exists.
    pub value: f64,
    /// A bound on its error in practice, though not a proof: disagreement of the extrapolations plus rounding. Infinite
    /// where there is no estimate; at a kink about half the jump of the derivative.
    pub error: f64,
}

impl Estimate {
    const NONE: Estimate = Estimate { value: f64::NAN, error: f64::INFINITY };

    /// Whether a claimed derivative is within this many error bounds.
    pub fn agrees_with(&self, claimed: f64, bounds: f64) -> bool {
        libm::fabs(self.value - claimed) <= bounds * self.error
    }
}

/// Each step is the last divided by this (Ridders).
const SHRINK: f64 = 1.4;

/// Steps in one extrapolation.
const ROWS: usize = 12;

/// First steps that are tried, relative to the argument. Functions of widely different scales each find a good one.
const FIRST_STEPS: [f64; 5] = [0.3, 0.05, 5e-3, 5e-4, 5e-5];

/// How often a first step may shrink to a tenth until it stays inside the domain.
const DOMAIN_SHRINKS: usize = 12;

/// From which side the difference quotients come.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Stencil {
    /// `(f(x+h) - f(x-h)) / 2h`; the error is a series in h².
    Both,
    /// `(f(x+h) - f(x)) / h` with `h > 0`; the error is a series in h.
    Right,
    /// The same with `h < 0`.
    Left,
}

/// The derivative of `f` at `x`. Where `f` is undefined on one side, the one-sided derivative; where the derivatives of
/// the two sides differ, their mean with an error that covers both.
pub fn derivative(f: &mut dyn FnMut(f64) -> f64, x: f64) -> Estimate {
    let here = f(x);
    if !x.is_finite() || !here.is_finite() {
        return Estimate::NONE;
    }
    let right = best_estimate(f, x, here, Stencil::Right);
    let left = best_estimate(f, x, here, Stencil::Left);
    match (right.value.is_nan(), left.value.is_nan()) {
        (false, false) => {}
        (true, false) => return left,
        (false, true) => return right,
        (true, true) => return Estimate::NONE,
    }
    let jump = libm::fabs(right.value - left.value);
    if jump > 4.0 * (right.error + left.error) {
        // A central difference would hide the kink of abs(x).
        return Estimate { value: 0.5 * (right.value + left.value), error: 0.5 * jump + right.error + left.error };
    }
    let central = best_estimate(f, x, here, Stencil::Both);
    // Near the edge of the domain the central steps may be too short.
    [central, right, left].into_iter().fold(Estimate::NONE, better)
}

/// The one with the smaller error.
fn better(best: Estimate, other: Estimate) -> Estimate {
    if other.error < best.error { other } else { best }
}

/// The best extrapolation over several first steps, from the finest on. The error of a fine step is rounding, which is
/// bounded; a coarse one can converge to a wrong value, so it is taken only if it does not contradict the finer ones.
fn best_estimate(f: &mut dyn FnMut(f64) -> f64, x: f64, here: f64, side: Stencil) -> Estimate {
    let size = libm::fabs(x);
    let mut best = Estimate::NONE;
    // At tiny arguments the function may vary on the scale of the argument or on that of one.
    let scales = if size < 1.0 && size > 0.0 { [size, 1.0] } else { [size.max(1.0), f64::NAN] };
    let mut steps: Vec<f64> = scales
        .into_iter()
        .filter(|scale| !scale.is_nan())
        .flat_map(|scale| FIRST_STEPS.map(|first| scale * first))
        .filter_map(|first| step_inside_domain(f, x, first, side))
        .collect();
    steps.sort_by(f64::total_cmp);
    for step in steps {
        let estimate = extrapolate(f, x, here, step, side);
        if best.value.is_nan() || best.agrees_with(estimate.value, 4.0) {
            best = better(best, estimate);
        }
    }
    best
}

/// The first step, shrunk until the function is defined at its end.
fn step_inside_domain(f: &mut dyn FnMut(f64) -> f64, x: f64, first: f64, side: Stencil) -> Option<f64> {
    let mut step = first;
    for _ in 0..DOMAIN_SHRINKS {
        if x + step == x || x - step == x {
            return None;
        }
        let defined = match side {
            Stencil::Both => f(x + step).is_finite() && f(x - step).is_finite(),
            Stencil::Right => f(x + step).is_finite(),
            Stencil::Left => f(x - step).is_finite(),
        };
        if defined {
            return Some(step);
        }
        step *= 0.1;
    }
    None
}

/// Ridders' table from one first step. It is always filled: his rule to stop when the error grows can be fooled by two
/// coarse quotients that agree by chance.
fn extrapolate(f: &mut dyn FnMut(f64) -> f64, x: f64, here: f64, first: f64, side: Stencil) -> Estimate {
    let ratio = if side == Stencil::Both { SHRINK * SHRINK } else { SHRINK };
    let mut table = [[0.0; ROWS]; ROWS];
    let mut best = Estimate::NONE;
    let mut step = first;
    for row in 0..ROWS {
        let (quotient, rounding) = difference(f, x, here, step, side);
        if !quotient.is_finite() {
            break;
        }
        table[row][0] = quotient;
        let mut factor = ratio;
        // Rounding errors of the quotients grow a little in each extrapolation.
        let mut noise = rounding;
        for order in 1..=row {
            let (fine, coarse) = (table[row][order - 1], table[row - 1][order - 1]);
            let value = (fine * factor - coarse) / (factor - 1.0);
            table[row][order] = value;
            noise *= (factor + 1.0 / SHRINK) / (factor - 1.0);
            factor *= ratio;
            let error = libm::fmax(libm::fabs(value - fine), libm::fabs(value - coarse)) + noise;
            best = better(best, Estimate { value, error });
        }
        step /= SHRINK;
    }
    best
}

/// A difference quotient and a bound on its rounding error.
fn difference(f: &mut dyn FnMut(f64) -> f64, x: f64, here: f64, step: f64, side: Stencil) -> (f64, f64) {
    // The ends are doubles, so their distance is exact and the step as used has no rounding error.
    let (high, low) = match side {
        Stencil::Both => (x + step, x - step),
        Stencil::Right => (x + step, x),
        Stencil::Left => (x, x - step),
    };
    let above = if side == Stencil::Left { here } else { f(high) };
    let below = if side == Stencil::Right { here } else { f(low) };
    let width = high - low;
    let quotient = (above - below) / width;
    // The function is taken to be right to two units in the last place, at an argument that is right to one: sin(1000x)
    // rounds its own argument.
    let values = 2.0 * f64::EPSILON * (libm::fabs(above) + libm::fabs(below));
    let argument = f64::EPSILON * (libm::fabs(x) + step) * libm::fabs(quotient);
    (quotient, (values + argument) / width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::real;

    /// A function, its derivative, and arguments.
    type Case = (&'static str, fn(f64) -> f64, fn(f64) -> f64, &'static [f64]);

    const SMOOTH: &[Case] = &[
        ("x^2", |x| x * x, |x| 2.0 * x, &[0.0, 1.0, -3.0, 1e6, 1e-6, 1e12]),
        ("sin", real::sin, real::cos, &[0.0, 1.0, -2.5, 30.0, std::f64::consts::FRAC_PI_2]),
        ("exp", real::exp, real::exp, &[0.0, 1.0, -30.0, 50.0, 300.0]),
        ("ln", real::ln, |x| 1.0 / x, &[1.0, 0.01, 1e-8, 1e8, 1e-100]),
        ("sqrt", real::sqrt, |x| 0.5 / real::sqrt(x), &[1.0, 1e-4, 1e-9, 1e9]),
        ("1/x", |x| 1.0 / x, |x| -1.0 / (x * x), &[1.0, -0.01, 1e-6, 1e6]),
        ("tan", real::tan, |x| 1.0 + real::tan(x) * real::tan(x), &[0.0, 1.5, 1.57, -1.2]),
        (
            "steep sigmoid",
            |x| real::sigmoid(50.0 * x),
            |x| 50.0 * real::sigmoid(50.0 * x) * real::sigmoid(-50.0 * x),
            &[0.0, 0.1, -0.3],
        ),
        ("fast", |x| real::sin(1000.0 * x), |x| 1000.0 * real::cos(1000.0 * x), &[0.0, 1.0, 0.333]),
        ("constant", |_| 3.0, |_| 0.0, &[0.0, 1e9, -1e-9]),
        ("asin", real::asin, |x| 1.0 / real::sqrt((1.0 - x) * (1.0 + x)), &[0.0, 0.9, 0.999, -0.99999]),
        ("x^x", |x| real::pow(x, x), |x| real::pow(x, x) * (1.0 + real::ln(x)), &[0.1, 1.0, 3.0, 20.0]),
        ("x ln x + 1e6", |x| x * real::ln(x) + 1e6, |x| 1.0 + real::ln(x), &[0.5, 2.0, 100.0]),
    ];

    #[test]
    fn smooth_functions() {
        for (name, f, slope, points) in SMOOTH {
            for &x in *points {
                let estimate = derivative(&mut |t| f(t), x);
                let (exact, scale) = (slope(x), libm::fabs(slope(x)).max(1e-3));
                assert!(estimate.agrees_with(exact, 3.0), "{name} at {x}: {estimate:?}, exactly {exact}");
                assert!(estimate.error <= 1e-6 * scale, "{name} at {x}: {estimate:?}, exactly {exact}");
                // A derivative that is off by a thousandth must not pass for right.
                assert!(!estimate.agrees_with(exact + 1e-3 * scale, 30.0), "{name} at {x}: {estimate:?}");
            }
        }
    }

    #[test]
    fn edges_of_the_domain_are_one_sided() {
        let mut half = |x: f64| {
            if x >= 0.0 { real::exp(2.0 * x) } else { f64::NAN }
        };
        let estimate = derivative(&mut half, 0.0);
        assert!(estimate.agrees_with(2.0, 3.0) && estimate.error < 1e-8, "{estimate:?}");
        let mut half = |x: f64| if x <= 1.0 { real::sin(x) } else { f64::NAN };
        let estimate = derivative(&mut half, 1.0);
        assert!(estimate.agrees_with(real::cos(1.0), 3.0) && estimate.error < 1e-8, "{estimate:?}");
    }

    #[test]
    fn kinks_are_not_smoothed_over() {
        let estimate = derivative(&mut real::abs, 0.0);
        assert!(libm::fabs(estimate.value) < 1e-6 && estimate.error >= 1.0, "{estimate:?}");
        let estimate = derivative(&mut real::relu, 0.0);
        assert!(estimate.agrees_with(0.0, 1.0) && estimate.agrees_with(1.0, 1.0), "{estimate:?}");
        let estimate = derivative(&mut |x| real::abs(x - 1.0) + x * x, 1.0);
        assert!(libm::fabs(estimate.value - 2.0) < 1e-6 && estimate.error >= 1.0, "{estimate:?}");
    }

    #[test]
    fn without_a_neighbourhood_there_is_no_estimate() {
        for (f, x) in [
            (real::ln as fn(f64) -> f64, -1.0),
            (real::ln, 0.0),
            (real::sin, f64::NAN),
            (real::sin, f64::INFINITY),
            (|x| if x == 2.0 { 1.0 } else { f64::NAN }, 2.0),
        ] {
            let estimate = derivative(&mut |t| f(t), x);
            assert!(estimate.value.is_nan() && estimate.error == f64::INFINITY, "{estimate:?} at {x}");
        }
    }

    #[test]
    fn the_vertical_tangent_of_a_root_has_no_small_error() {
        let estimate = derivative(&mut real::sqrt, 0.0);
        assert!(!estimate.value.is_finite() || estimate.error > 1e-3 * libm::fabs(estimate.value), "{estimate:?}");
    }
}
