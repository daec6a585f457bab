//! Methods: how the next point follows from the gradient.

/// A rule for the next point, with whatever it remembers between steps.
pub trait Method {
    /// The name it is shown under.
    fn name(&self) -> &str;

    /// Does the step depend on nothing but the gradient and the rate? Then a point that stays once stays for ever.
    fn is_memoryless(&self) -> bool;

    /// Forgets what it remembers, for a run with this many unknowns.
    fn restart(&mut self, dimension: usize);

    /// Moves the point: step number `k` (from 1) at this rate.
    fn step(&mut self, k: u64, rate: f64, gradient: &[f64], x: &mut [f64]);
}

/// `x <- x - rate*g`
#[derive(Clone, Copy, Debug, Default)]
pub struct GradientDescent;

impl Method for GradientDescent {
    fn name(&self) -> &str {
        "gd"
    }

    fn is_memoryless(&self) -> bool {
        true
    }

    fn restart(&mut self, _dimension: usize) {}

    fn step(&mut self, _k: u64, rate: f64, gradient: &[f64], x: &mut [f64]) {
        for (xi, gi) in x.iter_mut().zip(gradient) {
            *xi -= rate * gi;
        }
    }
}
