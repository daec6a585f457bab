//! Functions of one unknown by cases: convex on each piece, and where pieces meet the value is reached from both sides and
//! the slope does not fall (Hiriart-Urruty, Lemaréchal, Convex Analysis and Minimization Algorithms I, 1993, chapter I).

use std::cmp::Ordering;

use super::fact::{Assumptions, inside};
use super::{shown, univariate};
use crate::algebra::closed::{Decision, sign};
use crate::algebra::derivative;
use crate::algebra::normal::{difference, normal_at};
use crate::calculus::cuts::{Cut, Pieces, SmoothPiece};
use crate::calculus::limit::{Limit, Toward, limit};
use crate::calculus::means::Means;
use crate::calculus::{Function, Side};
use crate::expr::{ExprId, Graph, Node, Symbol, reach, rewrite, symbols_of};

/// More pieces than this are not listed in the argument.
const MOST_TOLD: usize = 4;

/// Has the function parts that are not smooth everywhere?
pub(super) fn has_kinks(graph: &Graph, f: ExprId) -> bool {
    reach(graph, &[f]).order.into_iter().any(|id| match graph.node(id) {
        Node::Piecewise(_) => true,
        Node::Call(function, _) => !function.kink.is_empty(),
        _ => false,
    })
}

/// Why a function with kinks is convex, or concave, on a side, its ends included; `None` where that is not proved.
pub(super) fn argument(
    graph: &mut Graph,
    (f, x): (ExprId, Symbol),
    side: Side,
    convex: bool,
    means: Means<'_>,
) -> Option<String> {
    let Pieces { cuts, pieces } = Pieces::of(graph, f, x, &side, &means).ok()?;
    if cuts.iter().any(|c| !c.defined) || pieces.iter().any(|p| p.formula.is_none()) {
        return None;
    }
    let work = PiecewiseConvexity { f, x, convex, means };
    for piece in &pieces {
        work.bends(graph, piece)?;
    }
    for cut in &cuts {
        work.joins(graph, *cut, &pieces)?;
    }
    Some(work.told(graph, &pieces, cuts.len()))
}

struct PiecewiseConvexity<'a> {
    f: ExprId,
    x: Symbol,
    /// Else concave.
    convex: bool,
    means: Means<'a>,
}

impl PiecewiseConvexity<'_> {
    fn bends(&self, graph: &mut Graph, piece: &SmoothPiece) -> Option<()> {
        let formula = piece.formula?;
        let side = Side { low: piece.low, high: piece.high };
        let mut given = Assumptions::default();
        given.symbols.insert(self.x, inside(graph, side));
        let bend = univariate::bend(graph, formula, self.x, side, &given)?;
        let holds = if self.convex { bend.sign.nonnegative } else { bend.sign.nonpositive };
        holds.then_some(())
    }

    /// The value at a cut is the limit from each side, and the slope does not fall there, or does not rise.
    fn joins(&self, graph: &mut Graph, cut: Cut, pieces: &[SmoothPiece]) -> Option<()> {
        let value = normal_at(graph, self.f, &[(self.x, cut.at)]);
        let mut slopes = Vec::new();
        for (piece, toward) in pieces.iter().filter_map(|p| match cut.at {
            at if p.high == Some(at) => Some((p, Toward::FromLeft(at))),
            at if p.low == Some(at) => Some((p, Toward::FromRight(at))),
            _ => None,
        }) {
            let formula = piece.formula?;
            let reached = self.limit(graph, formula, toward)?;
            let gap = difference(graph, reached, value);
            if sign(graph, gap) != Decision::Proved(Ordering::Equal) {
                return None;
            }
            let slope = derivative(graph, formula, self.x);
            slopes.push((slope, toward));
        }
        // At an end of the box there is one slope.
        let &[(before, left), (after, right)] = slopes.as_slice() else { return Some(()) };
        let (before, after) = (self.limit(graph, before, left)?, self.limit(graph, after, right)?);
        let step = difference(graph, after, before);
        let wanted = if self.convex { Ordering::Less } else { Ordering::Greater };
        match sign(graph, step) {
            Decision::Proved(order) if order != wanted => Some(()),
            _ => None,
        }
    }

    fn limit(&self, graph: &mut Graph, f: ExprId, toward: Toward) -> Option<ExprId> {
        match limit(graph, &Function::everywhere(f, &[self.x]), toward, self.means.interrupt) {
            Limit::Finite(value) => Some(value),
            Limit::Infinity | Limit::NegativeInfinity | Limit::Unknown => None,
        }
    }

    fn told(&self, graph: &mut Graph, pieces: &[SmoothPiece], cuts: usize) -> String {
        let (word, falls) = if self.convex { ("convex", "fall") } else { ("concave", "rise") };
        let joints = if cuts > 0 {
            format!("; where pieces meet, the value is the same from both sides and the slope does not {falls}")
        } else {
            String::new()
        };
        // Where the formula stays the same, a cut is not told.
        let mut told: Vec<SmoothPiece> = Vec::new();
        for piece in pieces {
            match told.last_mut() {
                Some(last) if last.formula == piece.formula => last.high = piece.high,
                _ => told.push(*piece),
            }
        }
        if told.len() > MOST_TOLD {
            return format!("it is {word} on each of its {} pieces{joints}", told.len());
        }
        let mut parts = Vec::new();
        for piece in &told {
            let formula = piece.formula.unwrap_or(self.f);
            parts.push(format!("{} for {}", shown(graph, formula), self.place(graph, piece)));
        }
        format!("each of its pieces is {word}: {}{joints}", parts.join(", "))
    }

    /// `-1 < x < 1`
    fn place(&self, graph: &mut Graph, piece: &SmoothPiece) -> String {
        let name = graph.name(self.x).to_string();
        let low = piece.low.map(|id| shown(graph, id));
        let high = piece.high.map(|id| shown(graph, id));
        match (low, high) {
            (Some(low), Some(high)) => format!("{low} < {name} < {high}"),
            (Some(low), None) => format!("{name} > {low}"),
            (None, Some(high)) => format!("{name} < {high}"),
            (None, None) => format!("every {name}"),
        }
    }
}

/// A function of one affine part of several unknowns, as one of a symbol that stands for it, and the part. Nothing where there
/// are several such parts.
pub(super) fn of_one_affine_part(
    graph: &mut Graph,
    f: ExprId,
    is_affine: impl Fn(ExprId) -> bool,
) -> Option<(ExprId, Symbol, ExprId)> {
    let order = reach(graph, &[f]);
    let mut parts: Vec<ExprId> = Vec::new();
    for &id in &order.order {
        if is_affine(id) {
            continue;
        }
        for &child in graph.children(id) {
            let open = !symbols_of(graph, &[child]).is_empty();
            if open && is_affine(child) && !parts.contains(&child) {
                parts.push(child);
            }
        }
    }
    let &[part] = parts.as_slice() else { return None };
    let taken = symbols_of(graph, &[f]);
    let names = ["u", "v", "w"].map(|name| graph.symbol_id(name));
    let symbol = names.into_iter().find(|s| !taken.contains(s))?;
    let node = graph.symbol_node(symbol);
    let whole = rewrite(graph, f, |_, id, _| (id == part).then_some(node));
    (symbols_of(graph, &[whole]) == [symbol]).then_some((whole, symbol, part))
}
