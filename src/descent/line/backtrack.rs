//! Shortening a step until it is good enough.

use super::{Halt, Ray, no_progress};

/// A double cannot be halved more often and still be one.
const MAX_TRIALS: usize = 2_200;

/// Armijo's rule (1966, Pacific J. Math. 16, p. 1; Nocedal and Wright 2006, alg. 3.1): the first of
/// `first, first*shrink, first*shrink², …` that lowers the value by a share of what the slope promises.
pub fn backtrack(ray: &mut Ray<'_>, first: f64, shrink: f64, share: f64) -> Result<f64, Halt> {
    let mut t = first;
    for _ in 0..MAX_TRIALS {
        if !ray.place(t) {
            break;
        }
        match ray.value(t)? {
            None => ray.note_outside(),
            Some(value) => {
                let plainly = ray.falls_enough(t, value, share);
                if plainly || ray.is_hidden(t, value, share) {
                    match ray.sample(t)? {
                        None => ray.note_outside(),
                        Some(at) if plainly || ray.is_low(at, share) => return Ok(t),
                        Some(_) => {}
                    }
                }
            }
        }
        t *= shrink;
    }
    Err(no_progress())
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
        ray.note_outside();
        t /= 2.0;
    }
    Err(Halt::NoProgress("the function is not defined along the direction, however short the step".into()))
}
