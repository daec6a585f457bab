//! Equality case by case: absolute values and conditions fall away where the sign of what they ask for is known.

use std::cmp::Ordering;

use super::definitions::mapped;
use super::is_total;
use crate::calculus::derivative;
use crate::calculus::normal::{call, difference, is_nonnegative, is_positive, negation, normalise, product, sum};
use crate::calculus::simplify::{Rulebook, is_zero};
use crate::expr::{ExprId, Fault, Graph, Node, Relation, Symbol, depends_on, reach, substitute, symbols_of};
use crate::interrupt::Interrupt;
use crate::numeric::Rational;

/// So many cases are looked at at most.
const MAX_CELLS: usize = 60;
/// Stands for the logarithm of what is positive in a case.
const LOGARITHM: &str = "\u{2}t";

/// What is known in a case.
#[derive(Clone, Default)]
struct Cell {
    /// The signs of pivots.
    signs: Vec<(ExprId, i32)>,
    /// What a symbol is there: a number, or a number plus or minus an exponential.
    put: Option<(Symbol, ExprId)>,
}

/// A proof by cases under way.
pub(super) struct Cases<'a> {
    rules: &'static Rulebook,
    interrupt: &'a Interrupt,
    /// How many cases were made.
    made: usize,
}

impl<'a> Cases<'a> {
    pub(super) fn new(rules: &'static Rulebook, interrupt: &'a Interrupt) -> Cases<'a> {
        Cases { rules, interrupt, made: 0 }
    }

    /// Do both sides have the same value in every case, wherever both have one? The innermost questions are answered first,
    /// all together that are asked of one symbol; what is left is asked again.
    pub(super) fn equal(&mut self, graph: &mut Graph, sides: [ExprId; 2]) -> bool {
        let Some(pivots) = pivots(graph, &sides) else { return false };
        if pivots.is_empty() {
            return self.made > 0 && self.agree(graph, sides);
        }
        let cells = self.cells(graph, &pivots);
        self.made += cells.len();
        self.made <= MAX_CELLS
            && !self.interrupt.is_set()
            && cells.iter().all(|cell| {
                let sides = sides.map(|side| {
                    let known = with_signs(graph, side, &cell.signs);
                    // What was asked of the answer to another question is now asked of a known one.
                    let known = with_signs(graph, known, &cell.signs);
                    let put = cell.put.map_or(known, |put| substitute(graph, known, &[put]));
                    normalise(graph, put)
                });
                sides.iter().any(|&side| has_no_value(graph, side)) || sides[0] == sides[1] || self.equal(graph, sides)
            })
    }

    fn agree(&self, graph: &mut Graph, [a, b]: [ExprId; 2]) -> bool {
        let gap = difference(graph, a, b);
        is_zero(graph, gap, self.rules, self.interrupt)
    }

    /// The cases of the pivots that lie on one line, or else of the first pivot.
    fn cells(&self, graph: &mut Graph, pivots: &[ExprId]) -> Vec<Cell> {
        let mut line: Option<Symbol> = None;
        let mut known = Vec::new();
        for &pivot in pivots {
            if let Some((x, root, direction)) = on_a_line(graph, pivot)
                && *line.get_or_insert(x) == x
            {
                known.push((pivot, root, direction));
            }
        }
        let t = graph.symbol(&format!("{LOGARITHM}{}", self.made));
        match line {
            Some(x) => along_a_line(graph, (x, t), &known),
            None => by_sign(graph, pivots[0], t),
        }
    }
}

/// Has it no value for a reason of mathematics, not of size?
fn has_no_value(graph: &Graph, id: ExprId) -> bool {
    match graph.node(id) {
        Node::Undefined(fault) => {
            matches!(fault, Fault::DivisionByZero | Fault::Domain { .. } | Fault::NegativeBase)
        }
        _ => false,
    }
}

/// What signs are asked of. None where one may have no value while the whole has: then there is one more case.
fn pivots(graph: &mut Graph, roots: &[ExprId]) -> Option<Vec<ExprId>> {
    let order = reach(graph, roots).order;
    let by_cases = order.iter().any(|&id| matches!(graph.node(id), Node::Piecewise(_)));
    let mut found = Vec::new();
    for id in order {
        let asked = match graph.node(id) {
            Node::Call(f, &[u]) if f == graph.core().abs => u,
            Node::Compare(_, x, y) => difference(graph, x, y),
            _ => continue,
        };
        if by_cases && !is_total(graph, asked) {
            return None;
        }
        let turned = negation(graph, asked);
        if !found.contains(&asked) && !found.contains(&turned) {
            found.push(asked);
        }
    }
    Some(found)
}

/// A pivot that is linear in one symbol and has no other: the symbol, where it is 0, and whether it rises there.
fn on_a_line(graph: &mut Graph, pivot: ExprId) -> Option<(Symbol, Rational, i32)> {
    let (x, slope, rest) = solved(graph, pivot)?;
    let root = (-graph.as_rational(rest)?).checked_div(&slope).ok()?;
    Some((x, root, slope.sign()))
}

/// The points where pivots are 0, and what lies between them.
fn along_a_line(graph: &mut Graph, (x, t): (Symbol, ExprId), known: &[(ExprId, Rational, i32)]) -> Vec<Cell> {
    let mut roots: Vec<Rational> = known.iter().map(|(_, root, _)| root.clone()).collect();
    roots.sort();
    roots.dedup();
    let exp = graph.core().exp;
    let positive = call(graph, exp, &[t]);
    let negative = negation(graph, positive);
    let mut places: Vec<(Rational, i32)> = vec![(roots[0].clone(), -1)];
    places.extend(roots.iter().flat_map(|root| [(root.clone(), 0), (root.clone(), 1)]));
    let mut cells = Vec::with_capacity(places.len());
    for (root, side) in places {
        let at = graph.rational(root.clone());
        let value = match side {
            0 => at,
            1 => sum(graph, &[at, positive]),
            _ => sum(graph, &[at, negative]),
        };
        let signs = known.iter().map(|(pivot, zero, direction)| {
            let order = match root.cmp(zero) {
                Ordering::Equal => side,
                Ordering::Less => -1,
                Ordering::Greater => 1,
            };
            (*pivot, order * direction)
        });
        cells.push(Cell { signs: signs.collect(), put: Some((x, value)) });
    }
    cells
}

/// The three signs of a pivot, as far as they can be. Where it is linear in a symbol, that is put by what the pivot then is.
fn by_sign(graph: &mut Graph, pivot: ExprId, t: ExprId) -> Vec<Cell> {
    let (solved, turned) = (solved(graph, pivot), negation(graph, pivot));
    let exp = graph.core().exp;
    let positive = call(graph, exp, &[t]);
    let mut cells = Vec::new();
    for sign in [-1, 0, 1] {
        let against = if sign > 0 { turned } else { pivot };
        if sign != 0 && is_nonnegative(graph, against)
            || sign == 0 && (is_positive(graph, pivot) || is_positive(graph, turned))
        {
            continue;
        }
        let put = solved.as_ref().map(|(x, slope, rest)| {
            let (sign, inverse) = (graph.integer(i64::from(sign)), slope.recip().unwrap_or_default());
            let size = product(graph, &[sign, positive]);
            let above = difference(graph, size, *rest);
            let inverse = graph.rational(inverse);
            (*x, product(graph, &[inverse, above]))
        });
        cells.push(Cell { signs: vec![(pivot, sign)], put });
    }
    cells
}

/// A symbol that the pivot is linear in, with a number in front, and the rest.
fn solved(graph: &mut Graph, pivot: ExprId) -> Option<(Symbol, Rational, ExprId)> {
    for x in symbols_of(graph, &[pivot]) {
        let slope = derivative(graph, pivot, x);
        let Some(slope) = graph.as_rational(slope).filter(|c| !c.is_zero()).cloned() else { continue };
        let (node, number) = (graph.symbol_node(x), graph.rational(slope.clone()));
        let linear = product(graph, &[number, node]);
        let rest = difference(graph, pivot, linear);
        if !depends_on(graph, rest, x) {
            return Some((x, slope, rest));
        }
    }
    None
}

/// Absolute values and conditions by the signs of what they ask for.
fn with_signs(graph: &mut Graph, root: ExprId, signs: &[(ExprId, i32)]) -> ExprId {
    // What is asked for is recognised as it stood, before parts of it were replaced: so from the outside in.
    let mut known: Vec<(ExprId, ExprId)> = Vec::new();
    for id in reach(graph, &[root]).order {
        let found = match graph.node(id) {
            Node::Call(f, &[u]) if f == graph.core().abs => sign_of(graph, u, signs).map(|sign| {
                let sign = graph.integer(i64::from(sign));
                product(graph, &[sign, u])
            }),
            Node::Compare(relation, x, y) => {
                let gap = difference(graph, x, y);
                sign_of(graph, gap, signs).map(|sign| graph.truth(meets(relation, sign)))
            }
            _ => None,
        };
        known.extend(found.map(|found| (id, found)));
    }
    let mut current = root;
    for (from, to) in known.into_iter().rev() {
        current = replaced(graph, current, from, to);
    }
    current
}

fn replaced(graph: &mut Graph, root: ExprId, from: ExprId, to: ExprId) -> ExprId {
    mapped(graph, root, &mut |_, id| if id == from { to } else { id })
}

fn sign_of(graph: &mut Graph, u: ExprId, signs: &[(ExprId, i32)]) -> Option<i32> {
    if let Some((_, sign)) = signs.iter().find(|(pivot, _)| *pivot == u) {
        return Some(*sign);
    }
    let turned = negation(graph, u);
    signs.iter().find(|(pivot, _)| *pivot == turned).map(|(_, sign)| -sign)
}

fn meets(relation: Relation, sign: i32) -> bool {
    match relation {
        Relation::Equal => sign == 0,
        Relation::NotEqual => sign != 0,
        Relation::Less => sign < 0,
        Relation::LessOrEqual => sign <= 0,
        Relation::Greater => sign > 0,
        Relation::GreaterOrEqual => sign >= 0,
    }
}
