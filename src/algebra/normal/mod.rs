//! Normal forms: constructors that collect like terms and powers, fold exact numbers and special values, and keep every
//! rewriting that would be wrong for some real value of a variable undone.
//!
//! A normal sum has its constant first, then terms in canonical order ([`Graph::order`], numbers in front of them not
//! counted), none of them a sum or a number times a sum. A normal product has its number first, then powers of distinct
//! bases in canonical order. A normal form may be defined where the expression it comes from is not (`x/x` is 1): the
//! domain is read from what was written.

mod call;
mod closed;
mod coefficient;
mod conditions;
mod distinct;
mod factors;
mod parts;
mod product;
mod root;
mod signs;
mod sum;
mod term;

pub use call::{call, outside_domain};
pub use closed::{Approximation, closed_bounds, closed_sign};
pub use coefficient::{scaled, split_coefficient};
pub use conditions::{and, compare, not, or, piecewise};
pub(crate) use distinct::bases_of;
pub(crate) use factors::{Factors, base_and_exponent};
pub(crate) use product::replaced;
pub use product::{difference, negation, power, power_of_integer, product, quotient};
pub use signs::{is_nonnegative, is_positive};
pub use sum::sum;
pub use term::{Applied, Powers, Term, formed, ratio};

use crate::expr::{ExprId, Graph, Node, Symbol, reach, substitute};
use crate::interrupt::count;

/// What the normal form of a node takes at least, besides the nodes that it makes.
const STEPS_PER_FORM: usize = 20;

/// The normal form of an expression.
pub fn normalise(graph: &mut Graph, root: ExprId) -> ExprId {
    if let Some(known) = known(graph, root) {
        return known;
    }
    let order = reach(graph, &[root]).order;
    let mut children = Vec::new();
    for id in order {
        if known(graph, id).is_some() {
            continue;
        }
        children.clear();
        children.extend(graph.children(id).iter().map(|&c| known(graph, c).unwrap_or(c)));
        count(STEPS_PER_FORM);
        let form = build(graph, id, &children);
        remember(graph, id, form);
        remember(graph, form, form);
    }
    known(graph, root).unwrap_or(root)
}

/// The normal form of an expression with values in the place of symbols.
pub fn normal_at(graph: &mut Graph, root: ExprId, bindings: &[(Symbol, ExprId)]) -> ExprId {
    let put = substitute(graph, root, bindings);
    normalise(graph, put)
}

fn known(graph: &Graph, id: ExprId) -> Option<ExprId> {
    graph.normal_forms.get(id.index()).copied().flatten()
}

fn remember(graph: &mut Graph, id: ExprId, form: ExprId) {
    if graph.normal_forms.len() <= id.index() {
        let len = graph.len();
        graph.normal_forms.resize(len, None);
    }
    graph.normal_forms[id.index()] = Some(form);
}

fn build(graph: &mut Graph, id: ExprId, children: &[ExprId]) -> ExprId {
    match graph.node(id) {
        Node::Number(_) | Node::Constant(_) | Node::Symbol(_) | Node::Truth(_) | Node::Undefined(_) => id,
        Node::Sum(_) => sum(graph, children),
        Node::Product(_) => product(graph, children),
        Node::Power(..) => power(graph, children[0], children[1]),
        Node::Call(function, _) => call(graph, function, children),
        Node::Piecewise(_) => piecewise(graph, children),
        Node::Compare(relation, ..) => compare(graph, relation, children[0], children[1]),
        Node::Not(_) => not(graph, children[0]),
        Node::And(_) => and(graph, children),
        Node::Or(_) => or(graph, children),
    }
}
