//! Formulas with roots or step functions in the forms that other modules read.

use crate::algebra::expanded;
use crate::algebra::normal::{Powers, formed, normalise, product, quotient};
use crate::algebra::terms::{linear, replace};
use crate::expr::{Constant, ExprId, FunctionDef, Graph, Node, Symbol, rewrite};
use crate::functions::{CBRT, MOD, ROUND};
use crate::numeric::Rational;

/// `sqrt(u)^2` and `cbrt(u)^3` as `u`: the same where it has a value.
pub(in crate::calculus) fn flattened(graph: &mut Graph, id: ExprId) -> ExprId {
    let mut pairs = Vec::new();
    for node in crate::expr::reach(graph, &[id]).order {
        let Node::Power(inner, exponent) = graph.node(node) else { continue };
        if let Node::Call(f, &[u]) = graph.node(inner)
            && f == &CBRT
            && let Some(n) = graph.as_integer(exponent).filter(|n| n % 3 == 0)
        {
            pairs.push((node, formed(graph, u.pow(n / 3))));
            continue;
        }
        let Node::Power(base, root) = graph.node(inner) else { continue };
        let (Some(n), Some(r)) = (graph.as_rational(exponent), graph.as_rational(root)) else { continue };
        // A root of an even power forgets a sign.
        if !n.is_integer() && r.is_integer() && r.is_even() {
            continue;
        }
        let total = n * r;
        pairs.push((node, formed(graph, base.pow(total))));
    }
    if pairs.is_empty() {
        return id;
    }
    let other = replace(graph, id, &pairs);
    expanded(graph, other)
}

/// Has a function whole values only, each between two ends?
pub(in crate::calculus) fn has_steps(function: &FunctionDef) -> bool {
    function.steps.is_some() || function == &ROUND
}

/// Functions with a period, of whole turns and a shift, are those of the shift.
pub(in crate::calculus) fn repeated(graph: &mut Graph, root: ExprId, k: Symbol) -> ExprId {
    rewrite(graph, root, |graph, id, children| {
        let Node::Call(f, _) = graph.node(id) else { return None };
        if let Some(rest) = without_whole_steps(graph, f, children, k) {
            return Some(rest);
        }
        let &[argument] = children else { return None };
        let inverse = f.inverse.as_ref()?;
        inverse.period.as_ref()?;
        let argument = normalise(graph, argument);
        let (rate, shift) = linear(graph, argument, k)?;
        let pi = graph.constant(Constant::Pi);
        let two = graph.integer(2);
        let turn = product(graph, &[two, pi]);
        let turns = quotient(graph, rate, turn);
        graph.as_rational(turns).filter(|t| t.is_integer())?;
        Some(graph.raw_call(f, &[shift]))
    })
}

/// A call of whole steps and a rest, as one of the rest: `floor(3k + 1/2)` is `3k + floor(1/2)`. `None` for other calls.
fn without_whole_steps(
    graph: &mut Graph,
    function: &'static FunctionDef,
    arguments: &[ExprId],
    k: Symbol,
) -> Option<ExprId> {
    let argument = normalise(graph, *arguments.first()?);
    let (rate, shift) = linear(graph, argument, k)?;
    if function == &MOD {
        let divisor = *arguments.get(1)?;
        let steps = quotient(graph, rate, divisor);
        return graph
            .as_rational(steps)
            .is_some_and(Rational::is_integer)
            .then(|| graph.raw_call(function, &[shift, divisor]));
    }
    let halves = graph.as_rational(shift).map(|s| s * &Rational::from(2));
    let between = halves.is_some_and(|h| !h.is_integer() || h.is_even());
    let known = function.steps.is_some() || (function == &ROUND && between);
    if !known || !graph.as_rational(rate).is_some_and(Rational::is_integer) {
        return None;
    }
    let node = graph.symbol_node(k);
    let steps = product(graph, &[rate, node]);
    let rest = graph.raw_call(function, &[shift]);
    Some(graph.raw_sum(&[steps, rest]))
}
