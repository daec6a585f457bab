//! Strong Wolfe conditions: low enough, and flat enough.

use super::{Halt, Ray, Sample};

/// The most doublings in search of an end of the way down; then the value has no least one that doubles could find.
const MAX_EXPANSIONS: usize = 200;
/// The most points between two ends, once one that is low enough is known; before, no length that moves the point is too
/// short, but no more than these are tried.
const MAX_ZOOM: usize = 100;
const MAX_TRIALS: usize = 2_200;
/// A new point stays away from the ends by this share of their distance.
const MARGIN: f64 = 0.1;

/// The settings of a Wolfe search.
#[derive(Clone, Copy, Debug)]
pub struct Wolfe {
    /// The first length tried.
    pub first: f64,
    /// The share of the decrease promised by the slope that is enough.
    pub share: f64,
    /// The share of the slope that may be left.
    pub flat: f64,
}

/// One end of an interval: a sample, or only a length where the function is not defined there.
#[derive(Clone, Copy, Debug)]
enum BracketEnd {
    Sample(Sample),
    Outside(f64),
}

impl BracketEnd {
    fn t(self) -> f64 {
        match self {
            BracketEnd::Sample(sample) => sample.t,
            BracketEnd::Outside(t) => t,
        }
    }
}

/// A step with `f(x + t*d) <= f(x) + share*t*slope` and `|slope there| <= flat*|slope|` (Nocedal and Wright 2006, alg. 3.5).
/// Where the value falls without end the last of [`MAX_EXPANSIONS`] doublings is taken.
pub fn wolfe(ray: &mut Ray<'_>, asked: Wolfe) -> Result<f64, Halt> {
    let (mut before, mut t) = (ray.start, asked.first);
    for _ in 0..MAX_EXPANSIONS {
        if !ray.place(t) {
            // A length so short makes no difference; a longer one may.
            t *= 2.0;
            continue;
        }
        let Some(at) = ray.sample(t)? else {
            return zoom(ray, asked, before, BracketEnd::Outside(t));
        };
        if !ray.is_low(at, asked.share) || before.t > 0.0 && is_above(ray, at, before) {
            return zoom(ray, asked, before, BracketEnd::Sample(at));
        }
        if at.slope.abs() <= -asked.flat * ray.start.slope {
            return Ok(t);
        }
        if at.slope >= 0.0 {
            return zoom(ray, asked, at, BracketEnd::Sample(before));
        }
        before = at;
        t *= 2.0;
    }
    if before.t > 0.0 { Ok(before.t) } else { Err(ray.no_progress()) }
}

/// Looks between the lower end and the other (Nocedal and Wright 2006, alg. 3.6).
fn zoom(ray: &mut Ray<'_>, asked: Wolfe, low: Sample, other: BracketEnd) -> Result<f64, Halt> {
    let (mut low, mut other) = (low, other);
    let mut zooms = 0;
    for _ in 0..MAX_TRIALS {
        let width = (other.t() - low.t).abs();
        if width <= 4.0 * f64::EPSILON * low.t.max(other.t()) {
            break;
        }
        zooms += usize::from(low.t > 0.0);
        let t = between(ray, low, other);
        if zooms > MAX_ZOOM || !ray.place(t) {
            break;
        }
        match ray.sample(t)? {
            None => other = BracketEnd::Outside(t),
            Some(at) if !ray.is_low(at, asked.share) || is_above(ray, at, low) => other = BracketEnd::Sample(at),
            Some(at) => {
                if at.slope.abs() <= -asked.flat * ray.start.slope {
                    return Ok(at.t);
                }
                if at.slope * (other.t() - low.t) >= 0.0 {
                    other = BracketEnd::Sample(low);
                }
                low = at;
            }
        }
    }
    // Low enough, if not flat enough.
    if low.t > 0.0 && ray.place(low.t) { Ok(low.t) } else { Err(ray.no_progress()) }
}

/// Is the value higher, so far as rounding lets us know? Where it does not, the slopes decide.
fn is_above(ray: &mut Ray<'_>, at: Sample, low: Sample) -> bool {
    at.value >= low.value
        && (at.value - low.value > 1e-6 * low.value.abs().max(1.0) || at.value > low.value + ray.noise())
}

/// The next length to try: the minimiser of the cubic through values and slopes, or, where rounding has the better of the
/// values, the zero of the line through the slopes; kept away from the ends.
fn between(ray: &mut Ray<'_>, low: Sample, other: BracketEnd) -> f64 {
    let middle = low.t + (other.t() - low.t) / 2.0;
    let BracketEnd::Sample(high) = other else { return middle };
    let alike = (high.value - low.value).abs() <= 1e-6 * low.value.abs().max(1.0)
        && (high.value - low.value).abs() <= ray.noise();
    let t = if alike { low.t - low.slope * (high.t - low.t) / (high.slope - low.slope) } else { cubic(low, high) };
    let margin = MARGIN * (high.t - low.t).abs();
    let (left, right) = (low.t.min(high.t) + margin, low.t.max(high.t) - margin);
    if t.is_finite() { t.clamp(left, right) } else { middle }
}

/// The minimiser of the cubic with these values and slopes (Nocedal and Wright 2006, 3.59); NaN if it has none.
fn cubic(a: Sample, b: Sample) -> f64 {
    let d1 = a.slope + b.slope - 3.0 * (a.value - b.value) / (a.t - b.t);
    let d2 = (b.t - a.t).signum() * (d1 * d1 - a.slope * b.slope).sqrt();
    b.t - (b.t - a.t) * (b.slope + d2 - d1) / (b.slope - a.slope + 2.0 * d2)
}
