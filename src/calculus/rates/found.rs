//! Rates and how runs with them behave, as found.

use crate::algebra::normal::{power_of_integer, product};
use crate::calculus::exact_value::ExactValue;
use crate::expr::{Graph, evaluate_closed};
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

/// The ranges about a minimum with second derivative `c > 0`; `at_border` is what `2/c` does.
pub(super) fn ranges(graph: &mut Graph, c: ExactValue, quadratic: bool, at_border: Behaviour) -> Vec<RateRange> {
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
pub(super) fn over(graph: &mut Graph, n: i64, c: ExactValue) -> ExactValue {
    let exact = c.exact.map(|c| {
        let (n, inverse) = (graph.integer(n), power_of_integer(graph, c, -1));
        product(graph, &[n, inverse])
    });
    let value = exact.map_or(n as f64 / c.value, |id| evaluate_closed(graph, id));
    ExactValue { exact, value }
}

pub(super) fn rational(graph: &mut Graph, value: &Rational) -> ExactValue {
    ExactValue { exact: Some(graph.rational(value.clone())), value: value.to_f64() }
}

/// A way to go down a quadratic function.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// `gd`, `momentum`, `nesterov`
    pub method: &'static str,
    /// The rate.
    pub rate: ExactValue,
    /// The momentum, if the method has one.
    pub momentum: Option<ExactValue>,
    /// What a step leaves of the distance, in the long run.
    pub factor: ExactValue,
}
