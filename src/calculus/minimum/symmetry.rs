//! Values proved equal by a symmetry: `f(-x, y) = f(x, y)`, `f(y, x) = f(x, y)`, `f(x + 2π) = f(x)`.

use crate::calculus::normal::{difference, normalise, product, sum};
use crate::calculus::{decide, expand};
use crate::expr::{Constant, ExprId, Graph, Node, Relation, Symbol, substitute};
use crate::numeric::Rational;

/// All orders of the unknowns are tried for so many.
const MOST_PERMUTED: usize = 4;

/// How near the image of a point must come to the other, relative to 1 plus their size.
const NEAR: f64 = 1e-7;

/// The largest multiple of π/2 that a shift may be.
const LARGEST_SHIFT: f64 = 400.0;

/// Terms in the difference of both sides.
const MAX_TERMS: usize = 2_000;

/// Is the function the same after a change of the unknowns that takes one point to the other? The points may be rounded: the
/// change is proved as an identity of formulas.
pub(super) fn maps_to(graph: &mut Graph, f: ExprId, symbols: &[Symbol], from: &[f64], to: &[f64]) -> bool {
    let still: Vec<ExprId> = symbols.iter().map(|&x| graph.symbol_node(x)).collect();
    for order in orders(symbols.len()) {
        for signs in 0..1_u32 << symbols.len() {
            if let Some(change) = change(graph, symbols, &order, signs, from, to)
                && change != still
                && is_symmetry(graph, f, symbols, &change)
            {
                return true;
            }
        }
    }
    false
}

/// The new unknowns `±x_j + shift` that take one point to the other; `None` if no shift by a multiple of π/2 does.
fn change(
    graph: &mut Graph,
    symbols: &[Symbol],
    order: &[usize],
    signs: u32,
    from: &[f64],
    to: &[f64],
) -> Option<Vec<ExprId>> {
    let quarter = std::f64::consts::FRAC_PI_2;
    let mut shifts = Vec::new();
    for (i, &j) in order.iter().enumerate() {
        let sign = if signs >> i & 1 == 1 { -1.0 } else { 1.0 };
        let gap = to[i] - sign * from[j];
        let turns = (gap / quarter).round();
        let near = (gap - turns * quarter).abs() <= NEAR * (1.0 + to[i].abs());
        if !near || turns.abs() > LARGEST_SHIFT {
            return None;
        }
        shifts.push(turns as i64);
    }
    let pi = graph.constant(Constant::Pi);
    let mut change = Vec::new();
    for (i, (&j, turns)) in order.iter().zip(shifts).enumerate() {
        let sign = graph.integer(if signs >> i & 1 == 1 { -1 } else { 1 });
        let x = graph.symbol_node(symbols[j]);
        let turned = product(graph, &[sign, x]);
        let half = graph.rational(Rational::new(turns, 2)?);
        let shift = product(graph, &[half, pi]);
        change.push(sum(graph, &[turned, shift]));
    }
    Some(change)
}

/// Is the function the same with these in the place of its unknowns?
pub(super) fn is_symmetry(graph: &mut Graph, f: ExprId, symbols: &[Symbol], change: &[ExprId]) -> bool {
    let bindings: Vec<(Symbol, ExprId)> = symbols.iter().copied().zip(change.iter().copied()).collect();
    let moved = substitute(graph, f, &bindings);
    same(graph, moved, f)
}

/// Are these the same function? Proved, or no.
pub(super) fn same(graph: &mut Graph, moved: ExprId, still: ExprId) -> bool {
    let (moved, still) = (normalise(graph, moved), normalise(graph, still));
    if moved == still {
        return true;
    }
    let gap = difference(graph, moved, still);
    if expand(graph, gap, MAX_TERMS).is_ok_and(|gap| graph.is_zero(gap)) {
        return true;
    }
    let equal = graph.compare(Relation::Equal, moved, still);
    let decided = decide(graph, equal);
    graph.node(decided) == Node::Truth(true)
}

/// All orders of so many things; the plain one first, and alone where they would be many.
fn orders(n: usize) -> Vec<Vec<usize>> {
    let plain: Vec<usize> = (0..n).collect();
    if n > MOST_PERMUTED {
        return vec![plain];
    }
    let mut found = vec![Vec::new()];
    for size in 0..n {
        let mut longer = Vec::new();
        for order in &found {
            let order: &Vec<usize> = order;
            for next in (0..n).filter(|i| !order.contains(i)) {
                let mut order = order.clone();
                order.push(next);
                longer.push(order);
            }
        }
        debug_assert!(longer.iter().all(|o: &Vec<usize>| o.len() == size + 1));
        found = longer;
    }
    found
}
