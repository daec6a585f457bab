//! Whether an expression is 0 wherever it is defined.
//!
//! Here, unlike in what is shown, forms may be defined for more values on the way: `ln(x^2)` is `2ln|x|`, and so is
//! `2ln(x)` where it has a value.

use super::generators::primes;
use super::lens::{Lens, defined, view, with_calls};
use crate::algebra::normal::{Factors, call, product, sum};
use crate::expr::{ExprId, Graph};
use crate::functions::RULES;
use crate::numeric::budget::Budget;

/// A lens gets this part of the steps that are left.
const SHARE: u64 = 4;

/// Does the expression vanish where it is defined?
pub(super) fn vanishes(graph: &mut Graph, id: ExprId, budget: &Budget<'_>) -> bool {
    let common = defined(graph, id, RULES.in_common);
    let common = split_logarithms(graph, common);
    let whole = Lens { circles: RULES.circles, exponentials: true, widens: true, keeps_cosine: false, ..Lens::PLAIN };
    let looks = [
        (id, Lens { exponentials: true, widens: true, ..Lens::PLAIN }),
        (common, whole),
        (common, Lens { splits: true, ..whole }),
        (id, Lens { definitions: RULES.in_circles, splits: true, ..whole }),
    ];
    looks.iter().any(|(form, lens)| {
        if graph.is_zero(*form) {
            return true;
        }
        let Ok(seen) = view(graph, *form, lens, &budget.share(SHARE)) else { return false };
        if seen.fraction.is_zero() {
            return true;
        }
        // Special values may have come to light.
        let known = seen.expressions(graph, lens);
        let above = seen.sum(graph, &seen.fraction.above, &known);
        graph.is_zero(above)
    })
}

/// Every logarithm by the logarithms of the sizes of the factors inside, numbers by those of their primes.
fn split_logarithms(graph: &mut Graph, root: ExprId) -> ExprId {
    let ln = graph.core().ln;
    with_calls(graph, root, |graph, f, arguments| (f == ln).then(|| of_factors(graph, arguments[0])))
}

/// The logarithm of the size of a product.
fn of_factors(graph: &mut Graph, argument: ExprId) -> ExprId {
    let (ln, abs) = (graph.core().ln, graph.core().abs);
    let factors = Factors::of(graph, argument);
    let mut terms = Vec::new();
    for (prime, times) in primes(&factors.number.abs()) {
        let (prime, times) = (graph.rational(prime), graph.integer(times));
        let logarithm = graph.raw_call(ln, &[prime]);
        terms.push(product(graph, &[times, logarithm]));
    }
    for (base, exponent) in factors.powers() {
        let size = call(graph, abs, &[*base]);
        let logarithm = call(graph, ln, &[size]);
        let exponent = graph.rational(exponent.clone());
        terms.push(product(graph, &[exponent, logarithm]));
    }
    sum(graph, &terms)
}
