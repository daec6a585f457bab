//! Where kinks and jumps leave a function without a derivative, as conditions on its unknowns.

use super::branches::{Branched, Switch, branched};
use super::closed::sign;
use super::decide::decide;
use super::differentiate::derivative;
use super::domain::is_everywhere;
use super::function::Function;
use super::normal::{and, compare, difference, negation, normalise, or, piecewise, product, quotient};
use super::solve::{Context, equation, system};
use crate::expr::{ExprId, Fault, Graph, Node, Relation, Symbol, depends_on, reach, substitute, symbols_of};
use std::cmp::Ordering;

/// With more places where branches may meet, none is looked at.
const MOST_GAPS: usize = 8;
/// Of parts larger than this it is not asked where they are 0.
const MOST_PARTS: usize = 24;

/// Expressions that have a value where a function in normal form may have a derivative with respect to an unknown, and none at its
/// kinks and jumps, as far as these are known; `None` for a function that has no branches, or too many.
pub fn without_corners(graph: &mut Graph, f: ExprId, x: Symbol, context: &Context<'_>) -> Option<Vec<ExprId>> {
    let branches = Branches::of(graph, f, x)?;
    let mut found = Vec::new();
    for &(_, gap) in &branches.gaps {
        if !depends_on(graph, gap, x) {
            continue;
        }
        for part in branches.parts(graph, gap, context) {
            if !found.contains(&part) {
                found.push(part);
            }
        }
    }
    Some(found)
}

/// A function with a selector for each gap: its sign says which branch is taken.
struct Branches {
    function: ExprId,
    x: Symbol,
    gaps: Vec<(Symbol, ExprId)>,
}

impl Branches {
    fn of(graph: &mut Graph, f: ExprId, x: Symbol) -> Option<Branches> {
        let pins = |&id: &ExprId| {
            matches!(graph.node(id), Node::Compare(Relation::Equal | Relation::NotEqual, ..))
                && depends_on(graph, id, x)
        };
        if reach(graph, &[f]).order.iter().any(pins) {
            return None;
        }
        let Branched { function, selectors, switches } = branched(graph, f)?;
        let mut gaps = Vec::new();
        for (switch, symbol) in switches.into_iter().zip(selectors) {
            let Switch::Sign(gap) = switch else { return None };
            gaps.push((symbol, normalise(graph, gap)));
        }
        let all: Vec<ExprId> = gaps.iter().map(|gap| gap.1).chain([function]).collect();
        let breaks = |&id: &ExprId| matches!(graph.node(id), Node::Call(f, _) if !f.kink.is_empty());
        let is_nested = gaps.iter().any(|&(_, gap)| gaps.iter().any(|&(symbol, _)| depends_on(graph, gap, symbol)));
        let known = gaps.len() <= MOST_GAPS && !is_nested && !reach(graph, &all).order.iter().any(breaks);
        known.then_some(Branches { function, x, gaps })
    }

    /// What has no value at the corners where a gap is 0, as far as they are known.
    fn parts(&self, graph: &mut Graph, gap: ExprId, context: &Context<'_>) -> Vec<ExprId> {
        let Some(places) = places(graph, gap, self.x, context) else {
            let Some(asked) = self.asked(graph, gap, None) else { return Vec::new() };
            let asked = left_open(graph, asked, (gap, self.x), context);
            return self.part(graph, gap, asked).into_iter().collect();
        };
        let asked: Vec<Option<ExprId>> =
            places.iter().map(|&place| self.asked(graph, gap, Some(place)).map(|all| and(graph, &all))).collect();
        let always = graph.truth(true);
        if asked.iter().all(|&asked| asked == Some(always)) {
            return self.part(graph, gap, vec![always]).into_iter().collect();
        }
        let node = graph.symbol_node(self.x);
        places
            .into_iter()
            .zip(asked)
            .filter_map(|(place, asked)| {
                let way = difference(graph, node, place);
                self.part(graph, way, vec![asked?])
            })
            .collect()
    }

    /// What has no value where a gap is 0 and all of this holds.
    fn part(&self, graph: &mut Graph, gap: ExprId, asked: Vec<ExprId>) -> Option<ExprId> {
        let asked = and(graph, &asked);
        let here = compare(graph, Relation::Equal, gap, ExprId::ZERO);
        let corner = and(graph, &[here, asked]);
        if graph.node(corner) == Node::Truth(false) {
            return None;
        }
        let none = graph.undefined(Fault::NoDerivative);
        Some(graph.raw_piecewise(&[corner, none, ExprId::ZERO]))
    }

    /// What must hold where a gap is 0, or at one such place, for the function to have no derivative there; `None` where that is
    /// not known.
    ///
    /// Where the gap passes through 0 the function is the formula of a branch on either side. If both formulas have values and
    /// slopes there, it has a derivative only where these agree.
    fn asked(&self, graph: &mut Graph, gap: ExprId, place: Option<ExprId>) -> Option<Vec<ExprId>> {
        let at = |graph: &mut Graph, id: ExprId| {
            let put = place.map_or(id, |place| substitute(graph, id, &[(self.x, place)]));
            decide(graph, put)
        };
        let steepness = derivative(graph, gap, self.x);
        let steepness = at(graph, steepness);
        let minus_one = graph.integer(-1);
        let (mut left, mut right, mut fixed) = (Vec::new(), Vec::new(), Vec::new());
        let mut all = vec![graph.compare(Relation::NotEqual, steepness, ExprId::ZERO)];
        for &(selector, other) in &self.gaps {
            let there = at(graph, other);
            let way = match place {
                _ if other == gap => Ordering::Greater,
                None if other == negation(graph, gap) => Ordering::Less,
                Some(_) if depends_on(graph, other, self.x) && sign(graph, there).is_proved_equal() => {
                    let slope = derivative(graph, other, self.x);
                    let slope = at(graph, slope);
                    let turned = product(graph, &[slope, steepness]);
                    sign(graph, turned).proved().filter(|way| way.is_ne())?
                }
                _ => Ordering::Equal,
            };
            let (low, high) = match way {
                Ordering::Less => (ExprId::ONE, minus_one),
                Ordering::Greater => (minus_one, ExprId::ONE),
                Ordering::Equal => {
                    all.push(graph.compare(Relation::NotEqual, there, ExprId::ZERO));
                    let positive = compare(graph, Relation::Less, ExprId::ZERO, there);
                    let sign = piecewise(graph, &[positive, ExprId::ONE, minus_one]);
                    fixed.push((selector, sign));
                    continue;
                }
            };
            left.push((selector, low));
            right.push((selector, high));
        }
        let mut differ = Vec::new();
        let sides = [left, right].map(|side| {
            let f = substitute(graph, self.function, &side);
            let f = normalise(graph, f);
            [f, derivative(graph, f, self.x)].map(|part| {
                let part = substitute(graph, part, &fixed);
                at(graph, part)
            })
        });
        let known = |graph: &mut Graph, part: ExprId| match place {
            Some(_) => !graph.is_undefined(part),
            None => is_everywhere(graph, part),
        };
        if !sides.as_flattened().iter().all(|&part| known(graph, part)) {
            return None;
        }
        for (a, b) in sides[0].into_iter().zip(sides[1]) {
            differ.push(graph.compare(Relation::NotEqual, a, b));
        }
        let differ: Vec<ExprId> = differ.into_iter().map(|condition| decide(graph, condition)).collect();
        all.push(or(graph, &differ));
        Some(all.into_iter().map(|condition| decide(graph, condition)).collect())
    }
}

/// Where a gap is 0: one place, of one that is linear, or all of them, where they are few closed numbers; else `None`.
fn places(graph: &mut Graph, gap: ExprId, x: Symbol, context: &Context<'_>) -> Option<Vec<ExprId>> {
    let steepness = derivative(graph, gap, x);
    if graph.as_rational(steepness).is_some_and(|k| !k.is_zero()) {
        let (node, step) = (graph.symbol_node(x), quotient(graph, gap, steepness));
        let place = difference(graph, node, step);
        return (!depends_on(graph, place, x)).then(|| vec![place]);
    }
    if symbols_of(graph, &[gap]) != [x] || reach(graph, &[gap]).order.len() > MOST_PARTS {
        return None;
    }
    let found = equation(graph, &Function::everywhere(gap, &[x]), context);
    let is_plain = found.formulas.is_empty() && found.families.is_empty() && found.sets.is_empty();
    if !found.complete() || !is_plain {
        return None;
    }
    found.points.iter().map(|point| point[0].exact).collect()
}

/// The conditions that do not hold wherever a gap is 0.
fn left_open(
    graph: &mut Graph,
    mut asked: Vec<ExprId>,
    (gap, x): (ExprId, Symbol),
    context: &Context<'_>,
) -> Vec<ExprId> {
    if symbols_of(graph, &[gap]) != [x] || reach(graph, &[gap]).order.len() > MOST_PARTS {
        return asked;
    }
    asked.retain(|&condition| {
        let ways = if let Node::Or(ways) = graph.node(condition) { ways.to_vec() } else { vec![condition] };
        !ways.into_iter().any(|way| {
            let Node::Compare(Relation::NotEqual, a, b) = graph.node(way) else { return false };
            let both = [gap, difference(graph, a, b)].map(|part| Function::everywhere(part, &[x]));
            system(graph, &both, context).is_none()
        })
    });
    asked
}
