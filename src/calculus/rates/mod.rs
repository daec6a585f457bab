//! Which fixed rates of gradient descent converge, alternate, cycle or diverge, to which minimum, and the best one.
//!
//! Near a minimum with second derivative `c` a step of rate `r` multiplies the distance by `1 - r*c`, up to higher order.
//! At `r = 2/c` the third and fourth derivatives decide (the Schwarzian derivative of the step; Strogatz, Nonlinear Dynamics
//! and Chaos, 2015, chapter 10). Quadratic functions are decided wholly by their eigenvalues (Polyak 1964; Lessard, Recht,
//! Packard 2016).

mod certified;
mod found;
mod polynomial;
mod quadratic;

#[cfg(test)]
mod tests;

pub use found::{Behaviour, MinimumRates, RateRange, Rates, Suggestion};

use super::Function;
use crate::algebra::polynomial as forms;
use crate::expr::Graph;
use crate::interrupt::Interrupt;

/// What fixed rates do on a function.
pub fn rates(graph: &mut Graph, function: &Function, interrupt: &Interrupt) -> Rates {
    let f = function.written();
    if let Some(form) = forms::quadratic(graph, f, function.unknowns()) {
        return quadratic::rates(graph, &form, function.region());
    }
    let Some((x, side)) = function.unknown() else {
        let note = "known for functions of one unknown, and for quadratic functions of any number".to_string();
        return Rates { note, ..Rates::default() };
    };
    let mut found = match forms::univariate(graph, f, x).and_then(|p| polynomial::rates(graph, &p, side)) {
        Some(found) => found,
        None => certified::rates(graph, f, x, side, interrupt),
    };
    found.uncrossing = certified::uncrossing(graph, f, x, side, interrupt);
    found
}
