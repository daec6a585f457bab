//! Methods: how the next point follows from the gradient.

use super::Problem;
use crate::interrupt::Interrupt;
use crate::numeric::Rational;

/// A rule that acts on every unknown, at every step, by the same matrix.
///
/// It has a row for the point and one for each remembered number; the columns are the point, these numbers, and the gradient.
/// The remembered numbers are 0 at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinearRule {
    /// The rows.
    pub rows: Vec<Vec<Rational>>,
}

/// The input of a step.
pub struct Step<'a> {
    /// The number of the step, from 1.
    pub k: u64,
    /// The rate of this step, from the schedule; methods that search along a line may use it as the first length they try.
    pub rate: f64,
    /// The value at the point.
    pub value: f64,
    /// The gradient there, clipped and with weight decay if these were asked for.
    pub gradient: &'a [f64],
    /// The problem, for methods that evaluate it before they move.
    pub problem: &'a mut dyn Problem,
    /// Asked to stop? To be polled in searches.
    pub interrupt: &'a Interrupt,
}

/// Why a method cannot go on.
#[derive(Clone, Debug, PartialEq)]
pub enum Halt {
    /// No step that it may do lowers the value: in doubles this is a place of rest. The sentence says what was tried.
    NoProgress(String),
    /// It cannot do its step here: the sentence says why (`the second derivative is 0`).
    Undefined(String),
    /// Its numbers are too large for doubles, so it cannot tell whether a step is good.
    TooLarge,
    /// Somebody asked to stop during a search.
    Interrupted,
}

/// A need of a method beside value and gradient.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The second derivatives.
    pub hessian: bool,
    /// Room for a matrix with a row for every unknown: at most [`MAX_MATRIX`] of them.
    pub matrix: bool,
    /// The least value, by [`Method::set_minimum`].
    pub minimum: bool,
    /// It evaluates the problem before it moves: a tape for the value alone and a memory of the last point help.
    pub searches: bool,
}

impl Needs {
    /// The needs of both.
    pub fn and(self, other: Needs) -> Needs {
        Needs {
            hessian: self.hessian || other.hessian,
            matrix: self.matrix || other.matrix,
            minimum: self.minimum || other.minimum,
            searches: self.searches || other.searches,
        }
    }
}

/// The most unknowns of a method that works with a full matrix: beyond this a step takes seconds.
pub const MAX_MATRIX: usize = 500;

/// Properties that the driver and the verdicts may rely on; by default none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Nature {
    /// The steps are `x <- x - rate*g` and nothing else: the theorems on gradient descent are about these.
    pub plain: bool,
    /// A step depends on the point and the rate alone: a point that stays once stays for ever.
    pub memoryless: bool,
    /// No step moves the point where the gradient is zero.
    pub rests: bool,
    /// Its needs beside value and gradient.
    pub needs: Needs,
}

/// A rule for the next point, with whatever it remembers between steps.
pub trait Method: Send {
    /// The name it is shown under, with the parameters that are not the usual ones: `adam(beta1 = 0.8)`.
    fn name(&self) -> &str;

    /// Its properties.
    fn nature(&self) -> Nature;

    /// The rule as a matrix, where it is one at this rate.
    fn linear(&self, _rate: &Rational) -> Option<LinearRule> {
        None
    }

    /// Tells a method that needs it the least value, and whether that is known to be the least anywhere.
    fn set_minimum(&mut self, _value: f64, _global: bool) {}

    /// Forgets what it remembers, for a run with this many unknowns.
    fn restart(&mut self, dimension: usize);

    /// Moves the point. Returns the length that was used in place of the rate (the rate itself, unless the method chooses).
    fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt>;

    /// Its departures from its rule, a sentence each: `at 3 steps, first at step 17, it fell back to the gradient`.
    fn notes(&self) -> Vec<String> {
        Vec::new()
    }

    /// A copy with nothing remembered, for another run.
    fn fresh(&self) -> Box<dyn Method>;
}

/// `x <- x - rate*g`
#[derive(Clone, Copy, Debug, Default)]
pub struct GradientDescent;

impl Method for GradientDescent {
    fn name(&self) -> &str {
        "gd"
    }

    fn nature(&self) -> Nature {
        Nature { plain: true, memoryless: true, rests: true, needs: Needs::default() }
    }

    fn linear(&self, rate: &Rational) -> Option<LinearRule> {
        Some(LinearRule { rows: vec![vec![Rational::ONE, -rate]] })
    }

    fn restart(&mut self, _dimension: usize) {}

    fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        for (xi, gi) in x.iter_mut().zip(step.gradient) {
            *xi -= step.rate * gi;
        }
        Ok(step.rate)
    }

    fn fresh(&self) -> Box<dyn Method> {
        Box::new(*self)
    }
}
