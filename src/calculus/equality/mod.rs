//! Are two expressions the same function?

mod answer;
mod cases;
mod definitions;

use std::cmp::Ordering;

pub use answer::{Counterexample, Equality, is_total};

use cases::Cases;

use crate::algebra::normal::{difference, normalise};
use crate::calculus::domain;
use crate::calculus::simplify::{is_zero, simplify};
use crate::expr::{ExprId, Graph, Node, enclose, substitute, symbols_of};
use crate::interrupt::Interrupt;
use crate::numeric::Rational;
use crate::numeric::budget::candidates;

/// Where sides are compared, as numerators and denominators: small numbers first, for they make short witnesses.
const PLACES: [(i64, i64); 19] = [
    (1, 1),
    (2, 1),
    (1, 2),
    (-1, 1),
    (3, 1),
    (1, 3),
    (-2, 1),
    (0, 1),
    (-1, 2),
    (5, 1),
    (7, 10),
    (10, 1),
    (-1, 10),
    (-5, 1),
    (100, 1),
    (-3, 1),
    (1, 100),
    (-100, 1),
    (-20, 1),
];
/// Bits with which values are told apart.
const BITS: [usize; 3] = [128, 256, 1_400];

/// Do two expressions have the same value wherever both have one?
pub fn equality(graph: &mut Graph, a: ExprId, b: ExprId, interrupt: &Interrupt) -> Equality {
    let written = (a, b);
    let (a, b) = (normalise(graph, a), normalise(graph, b));
    // Normal forms may have values where what was written has none.
    if a != b
        && let Some(witness) = witness(graph, written.0, written.1, interrupt)
    {
        return Equality::Different(witness);
    }
    if cases::are_apart(graph, [written.0, written.1]) || has_no_value(graph, written) {
        Equality::Apart
    } else if a == b || vanishes(graph, (a, b), interrupt) {
        Equality::Proved
    } else {
        by_definitions(graph, [a, b], interrupt)
    }
}

/// Does what the sides need, as they are written, hold nowhere?
fn has_no_value(graph: &mut Graph, (a, b): (ExprId, ExprId)) -> bool {
    let both = graph.raw_sum(&[a, b]);
    let needed = domain::domain(graph, both).conditions;
    needed.iter().any(|&condition| graph.node(condition) == Node::Truth(false))
}

/// By exact arithmetic over what stands there, before and after it was simplified.
fn vanishes(graph: &mut Graph, (a, b): (ExprId, ExprId), interrupt: &Interrupt) -> bool {
    let gap = difference(graph, a, b);
    if is_zero(graph, gap, interrupt) {
        return true;
    }
    let Ok(gap) = simplify(graph, gap, interrupt) else { return false };
    is_zero(graph, gap, interrupt)
}

/// As they stand case by case, then with all functions by their definitions. A definition holds wherever the function has a
/// value, and has none elsewhere.
fn by_definitions(graph: &mut Graph, sides: [ExprId; 2], interrupt: &Interrupt) -> Equality {
    let by_cases = |graph: &mut Graph, sides| Cases::new(interrupt).compared(graph, sides);
    let found = by_cases(graph, sides);
    if found != Equality::Undecided {
        return found;
    }
    let defined = sides.map(|side| definitions::written_out(graph, side));
    let shifted = definitions::shifted(graph, defined);
    if shifted == sides {
        Equality::Undecided
    } else if vanishes(graph, (shifted[0], shifted[1]), interrupt) {
        Equality::Proved
    } else {
        by_cases(graph, shifted)
    }
}

/// A point where the sides differ for sure.
fn witness(graph: &mut Graph, a: ExprId, b: ExprId, interrupt: &Interrupt) -> Option<Counterexample> {
    let symbols = symbols_of(graph, &[a, b]);
    let tries = if symbols.is_empty() { 1 } else { candidates::COUNTEREXAMPLES };
    for k in 0..tries {
        if interrupt.is_set() {
            return None;
        }
        let mut point = Vec::with_capacity(symbols.len());
        let mut bindings = Vec::with_capacity(symbols.len());
        for (i, &symbol) in symbols.iter().enumerate() {
            let (n, d) = PLACES[(k * (i + 1) + i + k / PLACES.len()) % PLACES.len()];
            let value = Rational::new(n, d)?;
            bindings.push((symbol, graph.rational(value.clone())));
            point.push((symbol, value));
        }
        let mut at = |side: ExprId| substitute(graph, side, &bindings);
        let (placed_a, placed_b) = (at(a), at(b));
        let (left, right) = (normalise(graph, placed_a), normalise(graph, placed_b));
        if left != right && differ(graph, placed_a, placed_b) {
            return Some(Counterexample { point, left, right });
        }
    }
    None
}

/// Have two closed expressions, as written, values for sure, and different ones?
fn differ(graph: &mut Graph, a: ExprId, b: ExprId) -> bool {
    let negated = graph.raw_negation(b);
    let gap = graph.raw_sum(&[a, negated]);
    BITS.iter().any(|&bits| enclose(graph, gap, bits).is_ok_and(|ball| ball.sign().is_some_and(Ordering::is_ne)))
}
