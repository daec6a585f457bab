//! The real branches of Lambert's W.

use std::cmp::Ordering;

use super::radius::Radius;
use super::{Ball, BallError, BallResult};
use crate::numeric::Rational;

/// Steps of Newton's iteration, of which each doubles the digits.
const MAX_STEPS: usize = 200;
/// How often the bounds around what Newton's iteration found are made wider.
const MAX_WIDER: i64 = 40;

impl Ball {
    fn from_f64(value: f64, bits: usize) -> BallResult {
        Ball::from_rational(&Rational::from_f64(value).ok_or(BallError::OutOfRange)?, bits)
    }

    /// The number `w >= -1` with `w*exp(w) = x`.
    pub fn lambert_upper(&self) -> BallResult {
        self.above_branch_point()?;
        self.monotone(|x| {
            if x.is_zero() {
                return Ok(x.clone());
            }
            let start = if x.to_f64_near() > 3.0 {
                // w is near ln(x) - ln(ln(x)).
                let log = x.ln()?;
                log.sub(&log.ln()?)?
            } else {
                let x = x.to_f64_near();
                let start = near_branch_point(x, 1.0).unwrap_or(if x > 0.5 { 0.5 } else { x * (1.0 - x) });
                Ball::from_f64(start, self.bits)?
            };
            x.lambert_from(&start, true)
        })
    }

    /// The number `w <= -1` with `w*exp(w) = x`.
    pub fn lambert_lower(&self) -> BallResult {
        self.above_branch_point()?;
        match self.sign() {
            Some(Ordering::Less) => {}
            Some(_) => return Err(BallError::OutOfDomain),
            None => return Err(BallError::Undecided),
        }
        self.monotone(|x| {
            let start = match near_branch_point(x.to_f64_near(), -1.0) {
                Some(start) => Ball::from_f64(start, self.bits)?,
                None => {
                    // w is near ln(-x) - ln(-ln(-x)).
                    let log = x.neg().ln()?;
                    log.sub(&log.neg().ln()?)?
                }
            };
            x.lambert_from(&start, false)
        })
    }

    /// An error unless it is certainly -1/e or more.
    fn above_branch_point(&self) -> Result<(), BallError> {
        let gap = self.add(&self.like(-1).exp()?)?;
        match gap.sign() {
            Some(Ordering::Less) => Err(BallError::OutOfDomain),
            Some(_) => Ok(()),
            None => Err(BallError::Undecided),
        }
    }

    /// The value of a branch at a point that is no ball, near a number: what Newton's iteration gives is proved by the sign
    /// of `w*exp(w) - x` on both sides of it, for that is monotone on each side of -1.
    fn lambert_from(&self, start: &Ball, upper: bool) -> BallResult {
        let x = self.with_bits(self.bits + 32);
        let mut w = start.middle().with_bits(x.bits);
        for _ in 0..MAX_STEPS {
            let e = w.exp()?.middle();
            let slope = e.mul(&w.add(&x.like(1))?)?.middle();
            if slope.is_zero() {
                break;
            }
            let off = w.mul(&e)?.sub(&x)?.middle();
            // Halley's step, which does not leave the branch.
            let bend = w.add(&x.like(2))?.mul(&off)?.div(&w.add(&x.like(1))?.times(2)?)?.middle();
            let Ok(step) = off.div(&slope.sub(&bend)?.middle()) else { break };
            w = w.sub(&step.middle())?.middle();
            if step.middle().is_zero() || step.top() < w.top() - x.bits as i64 + 8 {
                break;
            }
        }
        let side = x.like(-1);
        for wider in 0..MAX_WIDER {
            let radius = Radius::power_of_two(w.top() - self.bits as i64 + wider * self.bits as i64 / MAX_WIDER);
            let (low, high) = w.clone().with_radius(radius).ends()?;
            let beyond = if upper { low.order(&side) } else { side.order(&high) };
            let off = |w: &Ball| -> Result<Option<Ordering>, BallError> { Ok(w.mul(&w.exp()?)?.sub(&x)?.sign()) };
            // Beyond -1 lies the other branch, and the bound there is -1 itself.
            let inner_end = beyond != Some(Ordering::Greater);
            let (below, above) = (off(&low)?, off(&high)?);
            let rising = (below == Some(Ordering::Less) || (upper && inner_end)) && above == Some(Ordering::Greater);
            let falling = below == Some(Ordering::Greater) && (above == Some(Ordering::Less) || (!upper && inner_end));
            if if upper { rising } else { falling } {
                return w.with_radius(radius).cut(self.bits);
            }
        }
        Err(BallError::Undecided)
    }
}

/// `-1 ± sqrt(2(e*x + 1))`, near the branch point.
fn near_branch_point(x: f64, side: f64) -> Option<f64> {
    let p = 2.0 * (std::f64::consts::E * x + 1.0);
    (p < 0.6).then(|| {
        let root = side * libm::sqrt(p.max(1e-18));
        -1.0 + root - root * root / 3.0
    })
}
