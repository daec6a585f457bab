//! Where kinks and jumps leave a function without a derivative, as conditions on its unknowns.

use super::branches::{Branched, Switch, branched};
use super::closed::{compare as closed_compare, sign};
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

/// Where branches of a function meet.
#[derive(Default)]
pub struct Corners {
    /// What has a value where the function may have a derivative, and none at its kinks and jumps, as far as these are known.
    pub parts: Vec<ExprId>,
    /// Where branches go on smoothly into one another, and the slope there, if it is not that of the formula.
    pub joined: Vec<(ExprId, ExprId)>,
}

/// Where branches of a function in normal form meet along an unknown; `None` for one that has none, or too many.
///
/// The values at such places themselves may be conventions, as of the formula for a derivative: then they are left aside.
pub fn corners(graph: &mut Graph, f: ExprId, x: Symbol, by_convention: bool, context: &Context<'_>) -> Option<Corners> {
    let branches = Branches::of(graph, (f, by_convention), x)?;
    let mut found = Corners::default();
    for &(_, gap) in &branches.gaps {
        if depends_on(graph, gap, x) {
            branches.corners(graph, gap, context, &mut found);
        }
    }
    Some(found)
}

/// A function with a selector for each gap: its sign says which branch is taken.
struct Branches {
    /// As it was given, and whether its values where branches meet are conventions.
    given: (ExprId, bool),
    function: ExprId,
    x: Symbol,
    gaps: Vec<(Symbol, ExprId)>,
}

impl Branches {
    fn of(graph: &mut Graph, given: (ExprId, bool), x: Symbol) -> Option<Branches> {
        let f = given.0;
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
        known.then_some(Branches { given, function, x, gaps })
    }

    /// What is known of the places where a gap is 0.
    fn corners(&self, graph: &mut Graph, gap: ExprId, context: &Context<'_>, found: &mut Corners) {
        let mut parts = Vec::new();
        if let Some(places) = places(graph, gap, self.x, context) {
            let (node, mut are_all) = (graph.symbol_node(self.x), true);
            for place in places {
                let Some((asked, slope)) = self.asked(graph, gap, Some(place)) else {
                    are_all = false;
                    continue;
                };
                let asked = and(graph, &asked);
                are_all &= graph.node(asked) == Node::Truth(true);
                let way = difference(graph, node, place);
                parts.extend(part(graph, way, asked));
                let here = compare(graph, Relation::Equal, node, place);
                let known = found.joined.iter().any(|(other, _)| *other == here);
                found.joined.extend(slope.filter(|_| !known).map(|slope| (here, slope)));
            }
            if are_all {
                let always = graph.truth(true);
                parts = part(graph, gap, always).into_iter().collect();
            }
        } else if let Some((asked, _)) = self.asked(graph, gap, None) {
            let asked = left_open(graph, asked, (gap, self.x), context);
            let asked = and(graph, &asked);
            parts.extend(part(graph, gap, asked));
        }
        parts.retain(|part| !found.parts.contains(part));
        found.parts.extend(parts);
    }

    /// What must hold where a gap is 0, or at one such place, for the function to have no derivative there; and the
    /// slope there, if it has one that is not that of its formula. `None` where that is not known.
    ///
    /// Where the gap passes through 0 the function is the formula of a branch on either side. If both formulas have values and
    /// slopes there, it has a derivative only where these agree.
    fn asked(&self, graph: &mut Graph, gap: ExprId, place: Option<ExprId>) -> Option<(Vec<ExprId>, Option<ExprId>)> {
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
        let [[value, slope], _] = sides;
        for (a, b) in sides[0].into_iter().zip(sides[1]) {
            differ.push(graph.compare(Relation::NotEqual, a, b));
        }
        if place.is_some() && !self.given.1 {
            let here = at(graph, self.given.0);
            differ.push(graph.compare(Relation::NotEqual, here, value));
        }
        let differ: Vec<ExprId> = differ.into_iter().map(|condition| decide(graph, condition)).collect();
        let differ = or(graph, &differ);
        let all: Vec<ExprId> = all.into_iter().map(|condition| decide(graph, condition)).collect();
        let is_met = all.iter().all(|&condition| graph.node(condition) == Node::Truth(true));
        let mut joined = None;
        if place.is_some() && is_met && graph.node(differ) == Node::Truth(false) {
            let formula = derivative(graph, self.given.0, self.x);
            let formula = at(graph, formula);
            joined = (!closed_compare(graph, formula, slope).is_proved_equal()).then_some(slope);
        }
        Some((all.into_iter().chain([differ]).collect(), joined))
    }
}

/// What has no value where a gap is 0 and this holds.
fn part(graph: &mut Graph, gap: ExprId, asked: ExprId) -> Option<ExprId> {
    let here = compare(graph, Relation::Equal, gap, ExprId::ZERO);
    let corner = and(graph, &[here, asked]);
    if graph.node(corner) == Node::Truth(false) {
        return None;
    }
    let none = graph.undefined(Fault::NoDerivative);
    Some(graph.raw_piecewise(&[corner, none, ExprId::ZERO]))
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
