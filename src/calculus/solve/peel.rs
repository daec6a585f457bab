//! An equation in several unknowns that is a function of one inner value: what that value must be.

use std::cmp::Ordering;

use super::keeps::keeps_solutions;
use super::search::EquationSearch;
use super::solutions::SolveContext;
use crate::algebra::closed::{Decision, sign};
use crate::algebra::normal::{Applied, difference, formed};
use crate::algebra::terms::{divided, minus, replace, split_product, terms};
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, symbols_of};

/// Equations one of which holds where the given one does.
pub(super) struct Peeled {
    pub equations: Vec<ExprId>,
    /// Where one of them holds and the given one has a value, it holds too.
    pub sure: bool,
}

/// `ln(x*y) = 2` as `x*y = exp(2)`, and `x^y = 2` as `y*ln(x) = ln(2)`.
pub(super) fn peeled(graph: &mut Graph, f: ExprId, unknowns: &[Symbol], context: &SolveContext<'_>) -> Option<Peeled> {
    let is_open = |graph: &Graph, id: ExprId| unknowns.iter().any(|&u| depends_on(graph, id, u));
    let (open, rest): (Vec<ExprId>, Vec<ExprId>) = terms(graph, f).into_iter().partition(|&t| is_open(graph, t));
    let &[term] = open.as_slice() else { return None };
    let mut core = term;
    for &u in unknowns {
        core = split_product(graph, core, u).0;
    }
    let (_, scale) = split_closed(graph, term, core)?;
    let rest = crate::algebra::normal::sum(graph, &rest);
    let value = minus(graph, rest);
    let value = divided(graph, value, scale);
    if let Node::Power(base, exponent) = graph.node(core)
        && is_open(graph, exponent)
    {
        return of_power(graph, (base, exponent), value);
    }
    let inner = match graph.node(core) {
        Node::Call(_, &[u]) => u,
        Node::Power(base, _) => base,
        _ => return None,
    };
    let mut search = EquationSearch::new(graph, context.interrupt, &[f]);
    let symbol = search.substitution(graph);
    let stand_in = graph.symbol_node(symbol);
    let outer = replace(graph, core, &[(inner, stand_in)]);
    if is_open(graph, outer) {
        return None;
    }
    let outer = difference(graph, outer, value);
    let found = search.solved(graph, outer, symbol).only_points().filter(|_| search.lost.is_empty())?;
    let mut equations = Vec::new();
    for candidate in found {
        let numbers = symbols_of(graph, &[candidate.value]).iter().any(|s| search.parameters.contains(s));
        if numbers || !candidate.guard.is_empty() {
            return None;
        }
        equations.push(difference(graph, inner, candidate.value));
    }
    Some(Peeled { equations, sure: keeps_solutions(graph, (outer, symbol), true) })
}

/// The factor of a term beside its part with unknowns.
fn split_closed(graph: &mut Graph, term: ExprId, core: ExprId) -> Option<(ExprId, ExprId)> {
    let scale = crate::algebra::normal::quotient(graph, term, core);
    (symbols_of(graph, &[scale]).is_empty() && sign(graph, scale).is_proved_different()).then_some((core, scale))
}

/// A power of which base and exponent vary has a value for positive bases, and is positive.
fn of_power(graph: &mut Graph, (base, exponent): (ExprId, ExprId), value: ExprId) -> Option<Peeled> {
    // Of a fixed base that is not positive it may have a value at single exponents.
    if symbols_of(graph, &[base]).is_empty() && sign(graph, base) != Decision::Proved(Ordering::Greater) {
        return None;
    }
    if !sign(graph, value).proved()?.is_gt() {
        return Some(Peeled { equations: Vec::new(), sure: true });
    }
    let ln = graph.core().ln;
    let logarithm = formed(graph, exponent * ln.of(base) - ln.of(value));
    Some(Peeled { equations: vec![logarithm], sure: true })
}
