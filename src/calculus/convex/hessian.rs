//! Bounds for the matrix of second derivatives on the pieces of a box.

use super::fact::{Assumptions, Fact, Facts};
use crate::algebra::hessian;
use crate::algebra::normal::normalise;
use crate::calculus::Region;
use crate::calculus::certify::is_positive_definite;
use crate::expr::{ExprId, Graph, Symbol, unfolded_size};
use crate::interrupt::Interrupt;
use crate::numeric::Interval;
use crate::numeric::budget::{nodes, pieces, unknowns};

/// What bounds on a box prove.
pub(super) struct BoxProof {
    /// How many pieces it took.
    pub pieces: usize,
}

/// Is the Hessian of a twice differentiable function positive semidefinite all over a bounded box?
pub(super) fn is_convex_on_box(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    region: &Region,
    interrupt: &Interrupt,
) -> Option<BoxProof> {
    let whole = region.ranges(graph);
    if symbols.len() > unknowns::CONVEX_HESSIAN || !whole.iter().all(Interval::is_bounded) {
        return None;
    }
    let form = normalise(graph, f);
    let rows = hessian(graph, form, symbols);
    let entries: Vec<ExprId> = rows.concat();
    if entries.iter().map(|&e| unfolded_size(graph, e).0).fold(0, u64::saturating_add) > nodes::HESSIAN {
        return None;
    }
    let mut open = vec![whole];
    let mut pieces = 0;
    while let Some(piece) = open.pop() {
        pieces += 1;
        if pieces > pieces::HESSIAN || interrupt.is_set() {
            return None;
        }
        let bounds = bounds(graph, &entries, symbols, &piece);
        if is_semidefinite(&bounds, symbols.len()) {
            continue;
        }
        if is_refuted(&bounds, symbols.len()) {
            return None;
        }
        let (at, widest) = widest(&piece)?;
        let middle = widest.midpoint();
        if !(widest.low() < middle && middle < widest.high()) {
            return None;
        }
        for half in [Interval::new(middle, widest.high()), Interval::new(widest.low(), middle)] {
            let mut part = piece.clone();
            part[at] = half;
            open.push(part);
        }
    }
    Some(BoxProof { pieces })
}

fn bounds(graph: &Graph, entries: &[ExprId], symbols: &[Symbol], piece: &[Interval]) -> Vec<Interval> {
    let mut given = Assumptions::default();
    given.symbols.extend(symbols.iter().copied().zip(piece.iter().map(|&side| Fact::of(side))));
    let facts = Facts::of(graph, entries, &given);
    entries.iter().map(|&e| facts.get(e).range).collect()
}

/// A diagonal entry that is negative all over the piece ends the search.
fn is_refuted(bounds: &[Interval], n: usize) -> bool {
    (0..n).any(|i| bounds[i * n + i].is_negative())
}

fn widest(piece: &[Interval]) -> Option<(usize, Interval)> {
    let sides = piece.iter().copied().enumerate();
    sides.max_by(|a, b| a.1.width().total_cmp(&b.1.width()))
}

/// Are all symmetric matrices within these bounds positive semidefinite?
fn is_semidefinite(bounds: &[Interval], n: usize) -> bool {
    bounds.iter().all(Interval::is_bounded) && (is_dominant(bounds, n) || vertices_are_definite(bounds, n))
}

/// Gershgorin's discs lie right of 0.
fn is_dominant(bounds: &[Interval], n: usize) -> bool {
    (0..n).all(|i| {
        let others = (0..n).filter(|&j| j != i).map(|j| Interval::point(bounds[i * n + j].magnitude()));
        let radius = others.fold(Interval::ZERO, |total, r| total + r);
        (Interval::point(bounds[i * n + i].low()) - radius).low() >= 0.0
    })
}

/// Hertz: the least eigenvalue of an interval matrix is that of one of `2^(n-1)` vertices.
fn vertices_are_definite(bounds: &[Interval], n: usize) -> bool {
    (0..1_u32 << (n - 1)).all(|signs| {
        let side = |i: usize| i > 0 && signs >> (i - 1) & 1 == 1;
        let vertex: Vec<Interval> = (0..n * n)
            .map(|k| {
                let (i, j) = (k / n, k % n);
                // Symmetric entries come from the same formula; the tighter of their bounds holds for both.
                let both = bounds[k].intersect(&bounds[j * n + i]);
                Interval::point(if i == j || side(i) == side(j) { both.low() } else { both.high() })
            })
            .collect();
        is_positive_definite(&vertex, n)
    })
}
