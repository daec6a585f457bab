//! Which fixed rates of gradient descent converge, alternate, cycle or diverge, to which minimum, and the best one.
//!
//! Near a minimum with second derivative `c` a step of rate `r` multiplies the distance by `1 - r*c`, up to higher order.
//! At `r = 2/c` the third and fourth derivatives decide (the Schwarzian derivative of the step; Strogatz, Nonlinear Dynamics
//! and Chaos, 2015, chapter 10). Quadratic functions are decided wholly by their eigenvalues (Polyak 1964; Lessard, Recht,
//! Packard 2016).

mod certified;
mod polynomial;
mod quadratic;

#[cfg(test)]
mod tests;

pub use quadratic::Suggestion;

use super::closed_form::Trigonometry;
use super::minimum::ExactValue;
use super::normal::{power_of_integer, product};
use super::{Function, polynomial as forms};
use crate::expr::{Graph, evaluate_closed};
use crate::interrupt::Interrupt;
use crate::numeric::Rational;

/// What a fixed rate does to starts near a minimum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// The distance falls, from one side.
    Monotone,
    /// The next step is the minimum itself.
    OneStep,
    /// The distance is squared, about.
    Quadratic,
    /// The distance falls, from side to side.
    Alternating,
    /// It goes back and forth between two points for ever.
    Cycle,
    /// It alternates, and the distance falls ever more slowly.
    SlowAlternating,
    /// It alternates, and the distance grows slowly.
    SlowlyLeaving,
    /// The derivatives that were looked at do not decide.
    Borderline,
    /// The distance grows without end.
    Diverges,
    /// It leaves the minimum; where it goes is another matter.
    Leaves,
    /// It leaves the minimum, and for rates not far above the lower end settles on two points around it.
    LeavesForCycle,
    /// The distance falls more slowly than any power of a number below 1.
    Sublinear,
}

/// Rates between two numbers, ends left out; one rate where both are the same.
#[derive(Clone, Debug, PartialEq)]
pub struct RateRange {
    /// The lower end.
    pub low: ExactValue,
    /// The upper end; `None` where there is none, or where it is not known.
    pub high: Option<ExactValue>,
    /// What they do.
    pub behaviour: Behaviour,
}

/// A minimum and what rates do near it.
#[derive(Clone, Debug, PartialEq)]
pub struct MinimumRates {
    /// Where it is, in the order of the unknowns.
    pub at: Vec<ExactValue>,
    /// The largest second derivative there.
    pub curvature: ExactValue,
    /// In rising order.
    pub ranges: Vec<RateRange>,
}

/// The answer to `rates f`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rates {
    /// The minima that were found.
    pub minima: Vec<MinimumRates>,
    /// What holds from every start, not only near: the function is quadratic.
    pub quadratic: bool,
    /// The minima fill a line or more, and the one that is given stands for all.
    pub flat: bool,
    /// The best fixed rate, and rates with momentum, for a quadratic function.
    pub best: Vec<Suggestion>,
    /// Up to this rate no step crosses a critical point: from every start in the box it goes downhill to the next one.
    pub uncrossing: Option<f64>,
    /// What is to be said besides: where minima were looked for, or why there are none.
    pub note: String,
}

/// What fixed rates do on a function.
pub fn rates(graph: &mut Graph, function: &Function, (trigonometry, interrupt): (&Trigonometry, &Interrupt)) -> Rates {
    let f = function.written();
    if let Some(form) = forms::quadratic(graph, f, function.unknowns()) {
        return quadratic::rates(graph, &form, function.region(), trigonometry);
    }
    let Some((x, side)) = function.unknown() else {
        let note = "known for functions of one unknown, and for quadratic functions of any number".to_string();
        return Rates { note, ..Rates::default() };
    };
    let mut found = match forms::univariate(graph, f, x).and_then(|p| polynomial::rates(graph, &p, side, trigonometry))
    {
        Some(found) => found,
        None => certified::rates(graph, f, x, side, (trigonometry, interrupt)),
    };
    found.uncrossing = certified::uncrossing(graph, f, x, side, interrupt);
    found
}

/// The ranges about a minimum with second derivative `c > 0`; `at_border` is what `2/c` does.
fn ranges(graph: &mut Graph, c: ExactValue, quadratic: bool, at_border: Behaviour) -> Vec<RateRange> {
    let zero = ExactValue { exact: Some(graph.integer(0)), value: 0.0 };
    let (one, two) = (over(graph, 1, c), over(graph, 2, c));
    let range = |low, high, behaviour| RateRange { low, high, behaviour };
    let beyond = match at_border {
        _ if quadratic => Behaviour::Diverges,
        Behaviour::SlowAlternating => Behaviour::LeavesForCycle,
        _ => Behaviour::Leaves,
    };
    vec![
        range(zero, Some(one), Behaviour::Monotone),
        range(one, Some(one), if quadratic { Behaviour::OneStep } else { Behaviour::Quadratic }),
        range(one, Some(two), Behaviour::Alternating),
        range(two, Some(two), at_border),
        range(two, None, beyond),
    ]
}

/// `n/c`
fn over(graph: &mut Graph, n: i64, c: ExactValue) -> ExactValue {
    let exact = c.exact.map(|c| {
        let (n, inverse) = (graph.integer(n), power_of_integer(graph, c, -1));
        product(graph, &[n, inverse])
    });
    let value = exact.map_or(n as f64 / c.value, |id| evaluate_closed(graph, id));
    ExactValue { exact, value }
}

fn rational(graph: &mut Graph, value: &Rational) -> ExactValue {
    ExactValue { exact: Some(graph.rational(value.clone())), value: value.to_f64() }
}
