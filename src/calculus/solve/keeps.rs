//! Equations whose search adds no solutions.

use crate::algebra::normal::normalise;
use crate::algebra::terms::defined_by_others;
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, reach};
use crate::functions::{COS, SIN};
use crate::numeric::Rational;

/// Does no step towards a solution add solutions, other than where a part has no value? Squaring may add some, and so may
/// cases and, unless their `ranges` are checked on the way, inverses that do not take all values.
pub(super) fn keeps_solutions(graph: &mut Graph, (f, x): (ExprId, Symbol), ranges: bool) -> bool {
    let form = normalise(graph, f);
    let written = defined_by_others(graph, form, x).unwrap_or(form);
    let functions = [graph.core().exp, graph.core().ln, &SIN, &COS];
    reach(graph, &[written]).order.into_iter().all(|id| {
        !depends_on(graph, id, x)
            || match graph.node(id) {
                Node::Symbol(_) | Node::Sum(_) | Node::Product(_) => true,
                // Any other power than that to a fraction has one logarithm where it has a value.
                Node::Power(_, exponent) => graph.as_rational(exponent).is_none_or(Rational::is_integer),
                Node::Call(f, _) => {
                    let inverted = f.inverse.is_some() && f != graph.core().abs;
                    functions.contains(&f) || (ranges && inverted)
                }
                _ => false,
            }
    })
}
