//! Functions of one unknown that repeat.

use super::steps;
use crate::algebra::derivative;
use crate::algebra::normal::{normalise, power, product, quotient, sum};
use crate::calculus::Function;
use crate::calculus::domain::needs;
use crate::calculus::symmetry::{is_symmetry, same};
use crate::expr::{Constant, ExprId, Graph, MustBe, Node, Symbol, depends_on, reach, substitute};
use crate::functions::{COS, SIN};
use crate::numeric::Rational;
use crate::numeric::budget::candidates;

/// Has the function a value after this length where it has one before? What it asks for must repeat, too.
pub(in crate::calculus) fn repeats_where_defined(graph: &mut Graph, f: ExprId, x: Symbol, length: ExprId) -> bool {
    let plain = steps::without_remainders(graph, f);
    let Some(needs) = needs(graph, plain, x) else {
        return Function::everywhere(plain, &[x]).domain(graph).is_everything();
    };
    let node = graph.symbol_node(x);
    let moved = sum(graph, &[node, length]);
    needs.into_iter().all(|(need, must_be)| {
        // Of what must not be 0 the sign may change: the cosine under a tangent.
        let two = graph.integer(2);
        let need = if must_be == MustBe::NotZero { power(graph, need, two) } else { need };
        is_symmetry(graph, need, &[x], &[moved])
    })
}

/// A period of the function, proved as an identity.
pub(in crate::calculus) fn period(graph: &mut Graph, f: ExprId, x: Symbol) -> Option<ExprId> {
    let (mut waves, mut lengths): (Vec<ExprId>, Vec<ExprId>) = Default::default();
    let plain = steps::without_remainders(graph, f);
    let form = normalise(graph, plain);
    for id in reach(graph, &[form]).order {
        if let Some(length) = steps::length(graph, id, x) {
            lengths.push(length);
        } else if let Node::Call(function, &[argument]) = graph.node(id)
            && (function == &SIN || function == &COS || !function.kink.is_empty())
            && depends_on(graph, argument, x)
        {
            waves.push(argument);
        }
    }
    let turn = graph.constant(Constant::Pi);
    let two = graph.integer(2);
    let turn = product(graph, &[two, turn]);
    let mut first: Option<ExprId> = None;
    let mut multiple = Rational::ONE;
    for argument in waves {
        let slope = derivative(graph, argument, x);
        if !depends_on(graph, slope, x) && !graph.is_zero(slope) {
            lengths.push(quotient(graph, turn, slope));
        }
    }
    for length in lengths {
        let Some(base) = first else {
            first = Some(length);
            continue;
        };
        let ratio = quotient(graph, length, base);
        multiple = multiple
            .lcm(&graph.as_rational(ratio)?.abs().numerator())
            .filter(|n| *n <= Rational::from(candidates::PERIODS))?;
    }
    let base = first.unwrap_or(turn);
    let sign = crate::algebra::normal::closed_sign(graph, base)? as i64;
    let factor = graph.rational(multiple * Rational::from(sign));
    let whole = product(graph, &[factor, base]);
    let node = graph.symbol_node(x);
    // A half of it may do as well: sin(x)^2.
    for share in [2, 1] {
        let share = graph.rational(Rational::new(1, share)?);
        let length = product(graph, &[share, whole]);
        let moved = sum(graph, &[node, length]);
        let still = steps::shifted_out(graph, form);
        let shifted = substitute(graph, form, &[(x, moved)]);
        let shifted = steps::shifted_out(graph, shifted);
        if is_symmetry(graph, form, &[x], &[moved]) || same(graph, shifted, still) {
            return Some(length);
        }
    }
    None
}
