//! Exact line search: the best length of a step.

use super::polynomial::{self, Least};
use super::{Halt, Ray, Sample};

/// The most doublings in search of an end of the way down.
const MAX_EXPANSIONS: usize = 200;
/// The number of first steps of equal length, which keep the search from passing the first minimiser or a pole behind it.
const EVEN: usize = 16;
/// The most points between two ends.
const MAX_POINTS: usize = 300;

/// The length that makes the value least: of all lengths where the value is a polynomial of them; else the first local
/// minimiser that doubling from the first length finds, to the last digits.
pub fn exact(ray: &mut Ray<'_>, first: f64) -> Result<f64, Halt> {
    if let Some(t) = of_polynomial(ray)? {
        return Ok(t);
    }
    let (mut low, mut t) = (ray.start, first);
    for round in 0..MAX_EXPANSIONS {
        if !ray.place(t) {
            // A length so short makes no difference; a longer one may.
            t *= 2.0;
            continue;
        }
        match ray.sample(t)? {
            None => return narrow(ray, low, (t, None)),
            Some(at) if at.slope >= 0.0 || is_higher(ray, at, low) => return narrow(ray, low, (t, Some(at))),
            Some(at) => low = at,
        }
        t += if round < EVEN { first } else { t };
    }
    Err(falls_without_end())
}

/// The length that makes the value least, if it is a quadratic along the line.
pub fn quadratic(ray: &mut Ray<'_>) -> Result<Option<f64>, Halt> {
    let t = match (along(ray), &ray.room.coefficients[..]) {
        (true, &[_, c1, c2]) if c2 > 0.0 => -c1 / (2.0 * c2),
        _ => return Ok(None),
    };
    Ok(if is_good(ray, t)? { Some(t) } else { None })
}

/// The same for any polynomial; none where the value is no polynomial, or rounding spoils it.
fn of_polynomial(ray: &mut Ray<'_>) -> Result<Option<f64>, Halt> {
    if !along(ray) {
        return Ok(None);
    }
    let t = match polynomial::least(&ray.room.coefficients) {
        Least::At(t) | Least::Unbounded(Some(t)) => t,
        Least::Unbounded(None) => return Err(falls_without_end()),
        Least::Nowhere => return Ok(None),
    };
    Ok(if is_good(ray, t)? { Some(t) } else { None })
}

/// Fetches the coefficients along the line, if there are any.
fn along(ray: &mut Ray<'_>) -> bool {
    let Ray { problem, from, direction, room, start, .. } = ray;
    let known = problem.along(from, direction, &mut room.coefficients);
    if let Some(c1) = room.coefficients.get_mut(1) {
        // The gradient is known with less rounding than the expanded polynomial.
        *c1 = start.slope;
    }
    known
}

/// Does this length lead to another point, with a value that is no higher?
fn is_good(ray: &mut Ray<'_>, t: f64) -> Result<bool, Halt> {
    let start = ray.start;
    if !t.is_finite() || !ray.place(t) {
        return Ok(false);
    }
    Ok(ray.sample(t)?.is_some_and(|at| !is_higher(ray, at, start)))
}

fn falls_without_end() -> Halt {
    Halt::Undefined("along the direction the value falls without end, so no step is the best".into())
}

/// Is the value higher, beyond rounding?
fn is_higher(ray: &mut Ray<'_>, at: Sample, than: Sample) -> bool {
    at.value > than.value && at.value > than.value + ray.noise()
}

/// A local minimiser between a point where the value falls and one where it has risen, rises, or is not defined.
///
/// Regula falsi on the slopes in the Illinois form (Dowell and Jarratt 1971, BIT 11, p. 168), with bisection wherever it
/// has no two slopes or is slow.
fn narrow(ray: &mut Ray<'_>, low: Sample, high: (f64, Option<Sample>)) -> Result<f64, Halt> {
    let (mut low, mut end, mut high) = (low, high.0, high.1);
    let (mut left, mut right) = (low.slope, slope_of(high));
    let (mut last_was_low, mut width) = (None, end - low.t);
    for round in 0..MAX_POINTS {
        if end - low.t <= 2.0 * f64::EPSILON * end {
            break;
        }
        let middle = low.t + (end - low.t) / 2.0;
        let slow = round % 3 == 2 && end - low.t > width / 2.0;
        if round % 3 == 2 {
            width = end - low.t;
        }
        let secant = low.t - left * (end - low.t) / (right - left);
        let usable = !slow && right > 0.0 && secant > low.t && secant < end;
        let t = if usable { secant } else { middle };
        if t <= low.t || t >= end {
            break;
        }
        match ray.sample(t)? {
            Some(at) if at.slope == 0.0 && !is_higher(ray, at, low) => return Ok(t),
            Some(at) if at.slope < 0.0 && !is_higher(ray, at, low) => {
                low = at;
                left = at.slope;
                right = if last_was_low == Some(true) { right / 2.0 } else { slope_of(high) };
                last_was_low = Some(true);
            }
            at => {
                (end, high) = (t, at);
                right = slope_of(high);
                left = if last_was_low == Some(false) { left / 2.0 } else { low.slope };
                last_was_low = Some(false);
            }
        }
    }
    let start = ray.start;
    match high {
        Some(at) if at.slope >= 0.0 && at.slope < -low.slope && !is_higher(ray, at, start) && ray.place(at.t) => {
            Ok(at.t)
        }
        _ if low.t > 0.0 && ray.place(low.t) => Ok(low.t),
        _ => Err(ray.no_progress()),
    }
}

/// The slope where there is one, for the line through two of them; not above 0 where it is of no use.
fn slope_of(end: Option<Sample>) -> f64 {
    end.map_or(0.0, |at| at.slope.max(0.0))
}
