//! Adjustments of steps beside the method's rule: clipping, weight decay, the proximal step of L1, projection.
//!
//! In this order: the gradient is clipped; weight decay adds `weight_decay·x` to it; the method moves the point; every
//! unknown is moved towards 0 by `rate·l1`, and stays there if it would pass it; the point is put back into its box.

use super::trace::norm;
use super::{Evaluations, Problem};
use crate::tape::TapeFault;

/// The clipping of gradients.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Clip {
    /// A longer one is shortened to this Euclidean norm; its direction stays.
    Norm(f64),
    /// Every entry is cut to this size.
    Value(f64),
}

impl Clip {
    fn apply(self, gradient: &mut [f64]) {
        match self {
            Clip::Norm(most) => {
                let size = norm(gradient);
                if size > most {
                    gradient.iter_mut().for_each(|g| *g = *g / size * most);
                }
            }
            Clip::Value(most) => gradient.iter_mut().for_each(|g| *g = g.clamp(-most, most)),
        }
    }
}

/// The adjustments of a run; none by default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Adjustments {
    /// How the gradient is clipped.
    pub clip: Option<Clip>,
    /// The weight of `|x|²/2`, added to the gradient as `weight_decay·x`.
    pub weight_decay: f64,
    /// The weight of the sum of all `|x|`.
    pub l1: f64,
    /// The box: least and greatest value of each unknown, infinite where it has none.
    pub bounds: Option<Vec<(f64, f64)>>,
}

impl Adjustments {
    /// Are there none? Then the theorems about the method hold.
    pub fn is_none(&self) -> bool {
        *self == Adjustments::default()
    }

    /// Does the run minimise something else than its function: with a penalty, or in a box?
    pub fn shifts(&self) -> bool {
        self.has_penalty() || self.bounds.is_some()
    }

    /// Is something added to the function?
    pub fn has_penalty(&self) -> bool {
        self.weight_decay != 0.0 || self.l1 != 0.0
    }

    /// The point of the box that is nearest.
    pub fn project(&self, x: &mut [f64]) {
        for (x, &(low, high)) in x.iter_mut().zip(self.bounds.iter().flatten()) {
            // `clamp` would panic at bounds out of order, and there is no such box.
            *x = if *x < low {
                low
            } else if *x > high {
                high
            } else {
                *x
            };
        }
    }

    /// The gradient as the method sees it.
    pub fn direct(&self, x: &[f64], gradient: &mut [f64]) {
        if let Some(clip) = self.clip {
            clip.apply(gradient);
        }
        if self.weight_decay != 0.0 {
            gradient.iter_mut().zip(x).for_each(|(g, x)| *g += self.weight_decay * x);
        }
    }

    /// The adjustments after the method's step at this rate.
    pub(super) fn settle(&self, x: &mut [f64], rate: f64) {
        self.shrink(x, rate);
        self.project(x);
    }

    /// The proximal step of L1: every unknown goes towards 0 by `rate·l1`.
    pub fn shrink(&self, x: &mut [f64], rate: f64) {
        if self.l1 != 0.0 {
            x.iter_mut().for_each(|x| *x = soft(*x, rate * self.l1));
        }
    }

    /// The penalty at a point.
    pub fn penalty(&self, x: &[f64]) -> f64 {
        let squares: f64 = if self.weight_decay == 0.0 { 0.0 } else { x.iter().map(|x| x * x).sum() };
        let sizes: f64 = if self.l1 == 0.0 { 0.0 } else { x.iter().map(|x| x.abs()).sum() };
        self.weight_decay / 2.0 * squares + self.l1 * sizes
    }

    /// How far the point is from being stationary: the norm of the gradient, with the penalties, and without what only
    /// pushes against an edge of the box. It is the length of the step that a rate of 1 would do.
    pub fn stationarity(&self, x: &[f64], gradient: &[f64], work: &mut Vec<f64>) -> f64 {
        if !self.shifts() {
            return norm(gradient);
        }
        work.clear();
        work.extend(x.iter().zip(gradient).enumerate().map(|(i, (&x, &g))| self.entry(i, x, g)));
        norm(work)
    }

    /// Its component along unknown `i`. A difference of points would lose digits far from 0.
    fn entry(&self, i: usize, x: f64, gradient: f64) -> f64 {
        let g = gradient + self.weight_decay * x;
        let moved = x - g;
        let (target, step) = if self.l1 == 0.0 {
            (moved, g)
        } else if moved > self.l1 {
            (moved - self.l1, g + self.l1)
        } else if moved < -self.l1 {
            (moved + self.l1, g - self.l1)
        } else {
            (0.0, x)
        };
        match self.bounds.as_ref().and_then(|b| b.get(i)) {
            Some(&(low, _)) if target < low => x - low,
            Some(&(_, high)) if target > high => x - high,
            _ => step,
        }
    }

    /// The name of the size of the gradient.
    pub fn gradient_name(&self) -> &'static str {
        match (&self.bounds, self.l1 != 0.0, self.weight_decay != 0.0) {
            (Some(_), false, false) => "the projected gradient",
            (Some(_), _, _) => "the projected gradient with the penalty",
            (None, true, _) => "the proximal gradient",
            (None, false, true) => "the gradient with weight decay",
            (None, false, false) => "the gradient",
        }
    }
}

/// Moves a number towards 0, not beyond it.
fn soft(x: f64, by: f64) -> f64 {
    if x > by {
        x - by
    } else if x < -by {
        x + by
    } else if x.is_nan() {
        x
    } else {
        0.0
    }
}

/// A problem as line searches see it: with weight decay, and gradients clipped.
pub(super) struct Directed<'a> {
    /// The problem without adjustments.
    pub problem: &'a mut dyn Problem,
    /// The adjustments.
    pub asked: &'a Adjustments,
}

impl Directed<'_> {
    /// What weight decay adds to the value.
    pub fn penalty(&self, x: &[f64]) -> f64 {
        match self.asked.weight_decay {
            0.0 => 0.0,
            weight => weight / 2.0 * x.iter().map(|x| x * x).sum::<f64>(),
        }
    }
}

impl Problem for Directed<'_> {
    fn dimension(&self) -> usize {
        self.problem.dimension()
    }

    fn evaluate(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let value = self.problem.evaluate(x, gradient);
        self.asked.direct(x, gradient);
        value + self.penalty(x)
    }

    fn value(&mut self, x: &[f64]) -> f64 {
        self.problem.value(x) + self.penalty(x)
    }

    fn hessian(&mut self, x: &[f64], entries: &mut [f64]) -> bool {
        let known = self.problem.hessian(x, entries);
        entries.iter_mut().step_by(x.len() + 1).for_each(|entry| *entry += self.asked.weight_decay);
        known
    }

    fn rounding(&mut self, x: &[f64]) -> f64 {
        self.problem.rounding(x) + 4.0 * f64::EPSILON * self.penalty(x)
    }

    fn joins(&mut self, from: &[f64], to: &[f64]) -> Result<(), f64> {
        self.problem.joins(from, to)
    }

    fn evaluations(&self) -> Evaluations {
        self.problem.evaluations()
    }

    fn fault(&self, x: &[f64]) -> Option<TapeFault> {
        self.problem.fault(x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clipping_keeps_short_gradients_and_shortens_long_ones() {
        let clipped = |clip: Clip, gradient: &[f64]| {
            let mut g = gradient.to_vec();
            clip.apply(&mut g);
            g
        };
        assert_eq!(clipped(Clip::Norm(1.0), &[0.3, -0.4]), [0.3, -0.4]);
        assert_eq!(clipped(Clip::Norm(1.0), &[3.0, -4.0]), [0.6, -0.8]);
        let far = clipped(Clip::Norm(1.0), &[3e200, -4e200]);
        assert!((far[0] - 0.6).abs() < 1e-15 && (far[1] + 0.8).abs() < 1e-15, "{far:?}");
        assert_eq!(clipped(Clip::Value(0.5), &[3.0, -0.4, -9.0]), [0.5, -0.4, -0.5]);
    }

    #[test]
    fn the_measure_is_the_length_of_a_step_of_rate_one() {
        let gradients = [-7.0, -3.0, -0.2, 0.0, 0.5, 2.0, 9.0];
        let points = [-2.0, -0.5, 0.0, 0.25, 1.0];
        for (weight_decay, l1) in [(0.0, 0.0), (0.5, 0.0), (0.0, 0.75), (0.25, 1.0)] {
            for bounds in [None, Some(vec![(-2.0, 1.0)]), Some(vec![(f64::NEG_INFINITY, 1.0)])] {
                let asked = Adjustments { clip: None, weight_decay, l1, bounds };
                for (x, g) in points.iter().flat_map(|x| gradients.iter().map(move |g| (*x, *g))) {
                    let mut direction = [g];
                    asked.direct(&[x], &mut direction);
                    let mut there = [x - direction[0]];
                    asked.settle(&mut there, 1.0);
                    let measure = asked.stationarity(&[x], &[g], &mut Vec::new());
                    assert!((measure - (x - there[0]).abs()).abs() < 1e-14, "{asked:?} at {x} with {g}: {measure}");
                }
            }
        }
    }

    #[test]
    fn small_gradients_far_from_zero_are_seen() {
        let boxed = Adjustments { bounds: Some(vec![(0.0, 1e12)]), ..Adjustments::default() };
        assert_eq!(boxed.stationarity(&[1e11], &[1e-9], &mut Vec::new()), 1e-9);
        assert_eq!(boxed.stationarity(&[0.0], &[3.0], &mut Vec::new()), 0.0);
        assert_eq!(boxed.stationarity(&[0.0], &[-3.0], &mut Vec::new()), 3.0);
    }
}
