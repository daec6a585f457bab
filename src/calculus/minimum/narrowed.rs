//! Regions narrowed to where a function has a value, by those conditions of its domain that are on one unknown each.

use crate::algebra::closed::sign;
use crate::algebra::normal::difference;
use crate::algebra::polynomial;
use crate::calculus::domain::{Component, Domain};
use crate::calculus::means::Means;
use crate::calculus::{Function, Region, Side};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, reach, substitute, symbols_of};

/// A region that holds the domain.
pub(super) struct Narrowed {
    pub region: Region,
    /// Is the domain all of the region but a thin set?
    pub dense: bool,
}

/// The sides narrowed by the conditions on one unknown each; `None` where nothing is left of one, or no side is known.
pub(super) fn narrowed(graph: &mut Graph, function: &Function, lost: &Domain, means: &Means<'_>) -> Option<Narrowed> {
    let mut found = Narrowed { region: function.region().clone(), dense: lost.complete };
    let mut own: Vec<Vec<ExprId>> = vec![Vec::new(); function.unknowns().len()];
    for &condition in &lost.conditions {
        let symbols = symbols_of(graph, &[condition]);
        let at = match symbols.as_slice() {
            &[x] => function.unknowns().iter().position(|&s| s == x),
            _ => None,
        };
        match at {
            Some(at) => own[at].push(condition),
            None => found.dense &= is_thin(graph, condition, function.unknowns()),
        }
    }
    for excluded in &lost.excluded {
        found.dense &= polynomial::is_polynomial(graph, excluded.argument, function.unknowns());
    }
    for (at, conditions) in own.into_iter().enumerate() {
        if conditions.is_empty() {
            continue;
        }
        let x = function.unknowns()[at];
        let thin = conditions.iter().all(|&c| is_thin(graph, c, &[x]));
        let domain = Domain { conditions, ..Domain::default() };
        let set = domain.set(graph, x, means.interrupt);
        match set.map(|set| hull(&set.pieces())) {
            Some(Hull::Nothing) => return None,
            Some(Hull::Side(side, whole)) => {
                found.region.sides[at] = found.region.sides[at].common(graph, &side)??;
                found.dense &= whole;
            }
            None => found.dense &= thin,
        }
    }
    Some(found)
}

enum Hull {
    Nothing,
    /// The side, and whether only single points of it are left out.
    Side(Side, bool),
}

fn hull(pieces: &[Component]) -> Hull {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return Hull::Nothing };
    let side = Side { low: first.low.map(|e| e.0), high: last.high.map(|e| e.0) };
    let whole = pieces.windows(2).all(|pair| match (pair[0].high, pair[1].low) {
        (Some((end, _)), Some((start, _))) => end == start,
        _ => false,
    });
    Hull::Side(side, whole)
}

/// Does a condition leave out a thin set only? The zeros of an analytic function that is somewhere not 0.
fn is_thin(graph: &mut Graph, condition: ExprId, symbols: &[Symbol]) -> bool {
    let Node::Compare(Relation::NotEqual, a, b) = graph.node(condition) else { return false };
    let gap = difference(graph, a, b);
    if !is_entire(graph, gap, symbols) {
        return false;
    }
    [0, 1, 2].into_iter().any(|shift| {
        let bindings: Vec<(Symbol, ExprId)> =
            symbols.iter().enumerate().map(|(i, &s)| (s, graph.integer(shift + 3 * i as i64))).collect();
        let here = substitute(graph, gap, &bindings);
        sign(graph, here).is_proved_different()
    })
}

/// Is it analytic on all of space, as its parts show?
fn is_entire(graph: &Graph, root: ExprId, symbols: &[Symbol]) -> bool {
    reach(graph, &[root]).order.into_iter().all(|id| match graph.node(id) {
        Node::Symbol(s) => symbols.contains(&s),
        Node::Number(_) | Node::Constant(_) | Node::Sum(_) | Node::Product(_) => true,
        Node::Power(base, exponent) => {
            graph.as_integer(exponent).is_some_and(|n| n >= 0) || symbols_of(graph, &[base, exponent]).is_empty()
        }
        Node::Call(function, arguments) => {
            function.kink.is_empty() && function.domain.is_empty() || symbols_of(graph, arguments).is_empty()
        }
        _ => false,
    })
}
