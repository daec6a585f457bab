//! Shortening a step until it is good enough.

use super::{Halt, Ray};

/// A double cannot be halved more often and still be one.
const MAX_TRIALS: usize = 2_200;

/// The settings of a search.
#[derive(Clone, Copy, Debug)]
pub struct Backtrack {
    /// The first length tried.
    pub first: f64,
    /// The factor that shortens a length.
    pub shrink: f64,
    /// The share of the decrease promised by the slope that is enough.
    pub share: f64,
    /// Where rounding hides the decrease, must the slope confirm it? Else a value that looks the same is low enough, as the
    /// bare rule has it, and a point may jump to and fro around a minimiser.
    pub strict: bool,
}

/// Armijo's rule (1966, Pacific J. Math. 16, p. 1; Nocedal and Wright 2006, alg. 3.1): the first of
/// `first, first*shrink, first*shrink², …` that lowers the value by a share of what the slope promises. Returns too
/// whether rounding hides the decrease.
pub fn backtrack(ray: &mut Ray<'_>, asked: Backtrack) -> Result<(f64, bool), Halt> {
    let mut t = asked.first;
    for _ in 0..MAX_TRIALS {
        if !ray.place(t) {
            break;
        }
        match ray.value(t)? {
            None => {}
            Some(value) => {
                let hidden = ray.is_hidden(t, value, asked.share);
                let plainly = ray.falls_enough(t, value, asked.share) && !(hidden && asked.strict);
                if plainly || hidden {
                    match ray.sample(t)? {
                        Some(at) if plainly || ray.is_flatter(at, asked.share) => return Ok((t, hidden)),
                        Some(_) | None => {}
                    }
                }
            }
        }
        t *= asked.shrink;
    }
    Err(ray.no_progress())
}

/// The first of `first, first/2, first/4, …` whose point has a finite value and gradient, whatever they are. A step that
/// moves nothing is left as it is.
pub fn inside(ray: &mut Ray<'_>, first: f64) -> Result<f64, Halt> {
    let mut t = first;
    for _ in 0..MAX_TRIALS {
        if !ray.place(t) && t != first {
            break;
        }
        if ray.sample(t)?.is_some() {
            return Ok(t);
        }
        t /= 2.0;
    }
    Err(Halt::NoProgress("the function is not defined along the direction, however short the step".into()))
}
