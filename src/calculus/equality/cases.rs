//! Equality case by case: absolute values and conditions fall away where the sign of what they ask for is known.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::answer::{Equality, is_total};
use super::definitions::mapped;
use crate::algebra::derivative;
use crate::algebra::enclosure::{IntervalProgram, Workspace};
use crate::algebra::normal::{
    Applied, Term, difference, formed, is_nonnegative, is_positive, negation, normalise, split_coefficient, sum,
};
use crate::calculus::cuts::kinks::{branch, decider};
use crate::calculus::simplify::is_zero;
use crate::expr::{ExprId, Fault, Graph, Node, Symbol, depends_on, reach, symbols_of, terms_of};
use crate::interrupt::Interrupt;
use crate::numeric::budget::{pieces, rounds};
use crate::numeric::{Interval, Rational};

/// Stands for the logarithm of what is positive in a case.
const LOGARITHM: &str = "\u{2}t";

/// The signs of parts.
type PivotSigns = Vec<(ExprId, i32)>;

/// What is known in a case.
#[derive(Clone, Default)]
struct SignCell {
    /// The signs of pivots.
    signs: PivotSigns,
    /// What a part is there: a symbol a number, or a number plus or minus an exponential.
    put: Option<(ExprId, ExprId)>,
}

/// A proof by cases under way.
pub(super) struct Cases<'a> {
    interrupt: &'a Interrupt,
    /// How many cases were made.
    made: usize,
    /// Is there a case in which both sides may have values?
    met: bool,
}

impl<'a> Cases<'a> {
    pub(super) fn new(interrupt: &'a Interrupt) -> Cases<'a> {
        Cases { interrupt, made: 0, met: false }
    }

    /// Do both sides have the same value in every case, wherever both have one?
    pub(super) fn compared(&mut self, graph: &mut Graph, sides: [ExprId; 2]) -> Equality {
        match (self.equal_where(graph, sides, &Vec::new()), self.met) {
            (true, true) => Equality::Proved,
            (true, false) => Equality::Apart,
            (false, _) => Equality::Undecided,
        }
    }

    /// The same where parts have these signs. The innermost questions are answered first, all together that are asked of one
    /// symbol; what is left is asked again.
    fn equal_where(&mut self, graph: &mut Graph, sides: [ExprId; 2], known: &PivotSigns) -> bool {
        let Some(pivots) = pivots(graph, sides) else { return self.made > 0 && self.agree(graph, sides) };
        if pivots.is_empty() {
            return false;
        }
        let cells = self.cells(graph, &pivots, sides);
        self.made += cells.len();
        self.made <= pieces::EQUALITY
            && !self.interrupt.is_set()
            && cells.iter().all(|cell| self.equal_in(graph, sides, cell, known))
    }

    fn equal_in(&mut self, graph: &mut Graph, sides: [ExprId; 2], cell: &SignCell, known: &PivotSigns) -> bool {
        let put = |graph: &mut Graph, id: ExprId| match cell.put {
            Some((from, to)) => replaced(graph, id, from, to),
            None => id,
        };
        let known: PivotSigns =
            cell.signs.iter().chain(known).map(|&(pivot, sign)| (put(graph, pivot), sign)).collect();
        let sides = sides.map(|side| {
            let told = with_signs(graph, side, &cell.signs);
            // What was asked of the answer to another question is now asked of a known one.
            let told = with_signs(graph, told, &cell.signs);
            let told = put(graph, told);
            let told = with_signs(graph, told, &known);
            normalise(graph, told)
        });
        if sides.iter().any(|&side| has_no_value(graph, side)) || are_apart(graph, sides) {
            return true;
        }
        // Of what is too long to be written nothing is known.
        let same = sides[0] == sides[1] && !graph.is_undefined(sides[0]);
        self.met |= same;
        same || self.equal_where(graph, sides, &known)
    }

    fn agree(&mut self, graph: &mut Graph, [a, b]: [ExprId; 2]) -> bool {
        self.met = true;
        let gap = difference(graph, a, b);
        is_zero(graph, gap, self.interrupt)
    }

    /// The cases of the pivots that lie on one line, or else of the first pivot.
    fn cells(&self, graph: &mut Graph, pivots: &[ExprId], sides: [ExprId; 2]) -> Vec<SignCell> {
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
            None => by_sign(graph, pivots[0], t, sides),
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

/// Is there provably no point at which both sides have a value?
pub(super) fn are_apart(graph: &mut Graph, sides: [ExprId; 2]) -> bool {
    let [a, _] = sides;
    range(graph, sides, a).is_some_and(|range| range.is_empty())
}

/// Bounds for a part where both sides have values.
fn range(graph: &Graph, [a, b]: [ExprId; 2], part: ExprId) -> Option<Interval> {
    let symbols = symbols_of(graph, &[a, b, part]);
    let program = IntervalProgram::new(graph, &[a, b, part], &symbols).ok()?;
    let mut workspace = Workspace::new(&program);
    let mut sides = vec![Interval::ENTIRE; symbols.len()];
    for output in [0, 1].repeat(rounds::EQUALITY) {
        program.evaluate(&mut workspace, &sides, program.outputs());
        if !program.require(&mut workspace, output, Interval::ENTIRE) {
            return Some(Interval::EMPTY);
        }
        sides = (0..symbols.len()).map(|i| program.side(&workspace, i)).collect();
    }
    program.evaluate(&mut workspace, &sides, program.outputs());
    let empty = (0..2).any(|side| workspace.output(&program, side).range.is_empty());
    Some(if empty { Interval::EMPTY } else { workspace.output(&program, 2).range })
}

/// What signs are asked of, as far as one of the sides has no value where that has none, or it has one everywhere; `None` where
/// no sign is asked of anything.
fn pivots(graph: &mut Graph, sides: [ExprId; 2]) -> Option<Vec<ExprId>> {
    let always = asked_always(graph, sides);
    let (mut found, mut any) = (Vec::new(), false);
    for id in reach(graph, &sides).order {
        let Some(asked) = decider(graph, id) else { continue };
        any = true;
        if !always.contains(&id) && !is_total(graph, asked) {
            continue;
        }
        if sign_of(graph, asked, &found).is_none() {
            found.push((asked, 1));
        }
    }
    any.then(|| found.into_iter().map(|(pivot, _)| pivot).collect())
}

/// The parts without which a side has no value, whatever the case.
fn asked_always(graph: &Graph, sides: [ExprId; 2]) -> HashSet<ExprId> {
    let mut always = HashSet::new();
    let mut open = sides.to_vec();
    while let Some(id) = open.pop() {
        if always.insert(id) {
            let children = graph.children(id);
            let asked = match graph.node(id) {
                Node::Piecewise(_) | Node::And(_) | Node::Or(_) => &children[..1],
                _ => children,
            };
            open.extend_from_slice(asked);
        }
    }
    always
}

/// A pivot that is linear in one symbol and has no other: the symbol, where it is 0, and whether it rises there.
fn on_a_line(graph: &mut Graph, pivot: ExprId) -> Option<(Symbol, Rational, i32)> {
    let (x, slope, rest) = solved(graph, pivot)?;
    let root = (-graph.as_rational(rest)?).checked_div(&slope).ok()?;
    Some((x, root, slope.sign()))
}

/// The points where pivots are 0, and what lies between them.
fn along_a_line(graph: &mut Graph, (x, t): (Symbol, ExprId), known: &[(ExprId, Rational, i32)]) -> Vec<SignCell> {
    let mut roots: Vec<Rational> = known.iter().map(|(_, root, _)| root.clone()).collect();
    roots.sort();
    roots.dedup();
    let (positive, node) = (graph.core().exp.of(t), graph.symbol_node(x));
    let mut places: Vec<(Rational, i32)> = vec![(roots[0].clone(), -1)];
    places.extend(roots.iter().flat_map(|root| [(root.clone(), 0), (root.clone(), 1)]));
    let mut cells = Vec::with_capacity(places.len());
    for (root, side) in places {
        let at = Term::Number(root.clone());
        let value = match side {
            0 => at,
            1 => at + positive.clone(),
            _ => at - positive.clone(),
        };
        let value = formed(graph, value);
        let signs = known.iter().map(|(pivot, zero, direction)| {
            let order = match root.cmp(zero) {
                Ordering::Equal => side,
                Ordering::Less => -1,
                Ordering::Greater => 1,
            };
            (*pivot, order * direction)
        });
        cells.push(SignCell { signs: signs.collect(), put: Some((node, value)) });
    }
    cells
}

/// The signs of a pivot, as far as they can be where both sides have values. Where it is linear in a symbol, that is put by what
/// the pivot then is; where it is 0, one of its terms by the others.
fn by_sign(graph: &mut Graph, pivot: ExprId, t: ExprId, sides: [ExprId; 2]) -> Vec<SignCell> {
    let solved = solved(graph, pivot);
    let positive = graph.core().exp.of(t);
    let mut cells = Vec::new();
    for sign in possible_signs(graph, pivot, sides) {
        let put = match &solved {
            Some((x, slope, rest)) => {
                let inverse = Term::Number(slope.recip().unwrap_or_default());
                let value = inverse * (i64::from(sign) * positive.clone() - *rest);
                Some((graph.symbol_node(*x), formed(graph, value)))
            }
            None if sign == 0 => Some(of_zero(graph, pivot)),
            None => None,
        };
        cells.push(SignCell { signs: vec![(pivot, sign)], put });
    }
    cells
}

fn possible_signs(graph: &mut Graph, pivot: ExprId, sides: [ExprId; 2]) -> Vec<i32> {
    let turned = negation(graph, pivot);
    let range = range(graph, sides, pivot).unwrap_or(Interval::ENTIRE);
    let mut signs = vec![-1, 0, 1];
    signs.retain(|&sign| {
        let (against, met) = match sign {
            -1 => (is_nonnegative(graph, pivot), range.low() < 0.0),
            0 => (is_positive(graph, pivot) || is_positive(graph, turned), range.contains(0.0)),
            _ => (is_nonnegative(graph, turned), range.high() > 0.0),
        };
        !against && met && !range.is_empty()
    });
    signs
}

/// A term of what is 0, and what it is by the others: a call where there is one.
fn of_zero(graph: &mut Graph, pivot: ExprId) -> (ExprId, ExprId) {
    let terms = terms_of(graph, pivot);
    let is_call = |&&term: &&ExprId| {
        let (_, inner) = split_coefficient(graph, term);
        matches!(graph.node(inner), Node::Call(..))
    };
    let term = terms.iter().rev().find(is_call).or(terms.last()).copied().unwrap_or(pivot);
    let (coefficient, inner) = split_coefficient(graph, term);
    let scale = graph.number(coefficient.negated());
    (inner, formed(graph, (pivot - term) / scale))
}

/// A symbol that the pivot is linear in, with a number in front, and the rest.
fn solved(graph: &mut Graph, pivot: ExprId) -> Option<(Symbol, Rational, ExprId)> {
    for x in symbols_of(graph, &[pivot]) {
        let slope = derivative(graph, pivot, x);
        let Some(slope) = graph.as_rational(slope).filter(|c| !c.is_zero()).cloned() else { continue };
        let rest = pivot - Term::Number(slope.clone()) * graph.symbol_node(x);
        let rest = formed(graph, rest);
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
        let Some(asked) = decider(graph, id) else { continue };
        if let Some(sign) = sign_of(graph, asked, signs) {
            known.extend(branch(graph, id, sign.cmp(&0)).map(|found| (id, found)));
        }
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
    let u = scaled(graph, u);
    signs.iter().find_map(|&(pivot, sign)| {
        let pivot = scaled(graph, pivot);
        if pivot == u {
            return Some(sign);
        }
        let total = sum(graph, &[pivot, u]);
        graph.is_zero(total).then_some(-sign)
    })
}

/// A positive multiple, the same for all: of a sum the size of the first coefficient is 1.
fn scaled(graph: &mut Graph, u: ExprId) -> ExprId {
    let terms = terms_of(graph, u);
    let (first, _) = split_coefficient(graph, terms[0]);
    let Ok(scale) = first.value.abs().recip() else { return u };
    let terms = terms.into_iter().map(|t| Term::Number(scale.clone()) * t).collect();
    formed(graph, Term::Sum(terms))
}
