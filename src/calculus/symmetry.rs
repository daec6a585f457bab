//! Values proved equal by a symmetry: `f(-x, y) = f(x, y)`, `f(y, x) = f(x, y)`, `f(x + 2π) = f(x)`.

use crate::algebra::closed::compare;
use crate::algebra::normal::{difference, normalise, product, sum};
use crate::algebra::{decide, expand};
use crate::calculus::{Region, Side};
use crate::expr::{Constant, ExprId, Graph, Node, Relation, Symbol, at_point};
use crate::numeric::budget::unknowns;
use crate::numeric::{Interval, Rational};

/// How near the image of a point must come to the other, relative to 1 plus their size.
const NEAR: f64 = 1e-7;

/// The largest multiple of π/2 that a shift may be.
const LARGEST_SHIFT: f64 = 400.0;

/// A change of the unknowns under which a function is the same: each becomes ± one of them, and a number of quarter turns π/2
/// more.
pub(in crate::calculus) struct Symmetry {
    parts: Vec<SignedShift>,
}

#[derive(Clone, Copy)]
struct SignedShift {
    from: usize,
    sign: i64,
    turns: i64,
}

/// Is there a symmetry that takes one point to the other, and of which this holds? The points may be rounded: the change is proved
/// as an identity of formulas.
pub(in crate::calculus) fn maps_to(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    (from, to): (&[f64], &[f64]),
    mut holds: impl FnMut(&mut Graph, &Symmetry) -> bool,
) -> bool {
    let still: Vec<ExprId> = symbols.iter().map(|&x| graph.symbol_node(x)).collect();
    for order in orders(symbols.len()) {
        for signs in 0..1_u32 << symbols.len() {
            let Some(change) = Symmetry::between(&order, signs, from, to) else { continue };
            let moved = change.image(graph, &still);
            if moved != still && is_symmetry(graph, f, symbols, &moved) && holds(graph, &change) {
                return true;
            }
        }
    }
    false
}

impl Symmetry {
    /// The change with these signs that takes one point to the other; `None` if no number of quarter turns does.
    fn between(order: &[usize], signs: u32, from: &[f64], to: &[f64]) -> Option<Symmetry> {
        let quarter = std::f64::consts::FRAC_PI_2;
        let part = |(i, &j): (usize, &usize)| {
            let sign = if signs >> i & 1 == 1 { -1 } else { 1 };
            let gap = to[i] - sign as f64 * from[j];
            let turns = (gap / quarter).round();
            let near = (gap - turns * quarter).abs() <= NEAR * (1.0 + to[i].abs());
            (near && turns.abs() <= LARGEST_SHIFT).then_some(SignedShift { from: j, sign, turns: turns as i64 })
        };
        Some(Symmetry { parts: order.iter().enumerate().map(part).collect::<Option<_>>()? })
    }

    /// Where a point goes.
    pub fn image(&self, graph: &mut Graph, point: &[ExprId]) -> Vec<ExprId> {
        self.parts.iter().map(|part| part.image(graph, point[part.from])).collect()
    }

    /// A box that holds the image of another.
    pub fn bounds(&self, place: &[Interval]) -> Vec<Interval> {
        let quarter = Interval::around(std::f64::consts::FRAC_PI_2, std::f64::consts::FRAC_PI_2, 1);
        let number = |n: i64| Interval::point(n as f64);
        self.parts.iter().map(|p| number(p.sign) * place[p.from] + number(p.turns) * quarter).collect()
    }

    /// Does it take a box to itself?
    pub fn keeps(&self, graph: &mut Graph, region: &Region) -> bool {
        self.parts.iter().zip(&region.sides).all(|(part, side)| {
            let Side { low, high } = region.sides[part.from];
            let (low, high) = if part.sign > 0 { (low, high) } else { (high, low) };
            [(low, side.low), (high, side.high)].into_iter().all(|ends| match ends {
                (Some(from), Some(to)) => {
                    let image = part.image(graph, from);
                    compare(graph, image, to).is_proved_equal()
                }
                (from, to) => from == to,
            })
        })
    }
}

impl SignedShift {
    fn image(self, graph: &mut Graph, x: ExprId) -> ExprId {
        let (sign, pi) = (graph.integer(self.sign), graph.constant(Constant::Pi));
        let half = graph.rational(Rational::new(self.turns, 2).unwrap_or_default());
        let (turned, shift) = (product(graph, &[sign, x]), product(graph, &[half, pi]));
        sum(graph, &[turned, shift])
    }
}

/// Is the function the same with these in the place of its unknowns?
pub(in crate::calculus) fn is_symmetry(graph: &mut Graph, f: ExprId, symbols: &[Symbol], change: &[ExprId]) -> bool {
    let moved = at_point(graph, f, symbols, change);
    same(graph, moved, f)
}

/// Are these the same function? Proved, or no.
pub(in crate::calculus) fn same(graph: &mut Graph, moved: ExprId, still: ExprId) -> bool {
    let (moved, still) = (normalise(graph, moved), normalise(graph, still));
    if moved == still {
        return true;
    }
    let gap = difference(graph, moved, still);
    if expand(graph, gap).is_ok_and(|gap| graph.is_zero(gap)) {
        return true;
    }
    let equal = graph.compare(Relation::Equal, moved, still);
    let decided = decide(graph, equal);
    graph.node(decided) == Node::Truth(true)
}

/// All orders of so many things; the plain one first, and alone where they would be many.
fn orders(n: usize) -> Vec<Vec<usize>> {
    let plain: Vec<usize> = (0..n).collect();
    if n > unknowns::PERMUTED {
        return vec![plain];
    }
    let mut found = vec![Vec::new()];
    for _ in 0..n {
        let mut longer = Vec::new();
        for order in &found {
            let order: &Vec<usize> = order;
            for next in (0..n).filter(|i| !order.contains(i)) {
                let mut order = order.clone();
                order.push(next);
                longer.push(order);
            }
        }
        found = longer;
    }
    found
}
