//! Where kinks and jumps leave a function without a derivative, as conditions on its unknowns.

use super::domain::is_everywhere;
use super::function::Function;
use super::solve::{SolveContext, equation, system};
use crate::algebra::branches::{Branched, Switch, branched};
use crate::algebra::closed::{compare as closed_compare, sign};
use crate::algebra::decide::decide;
use crate::algebra::differentiate::derivative;
use crate::algebra::normal::{and, compare, difference, negation, normalise, or, piecewise, product, quotient};
use crate::expr::{ExprId, Fault, Graph, Node, Relation, Symbol, depends_on, reach, substitute, symbols_of};
use crate::interrupt::Interrupt;
use crate::numeric::budget::{nodes, pieces, steps};
use crate::numeric::format::PEOPLE_DIGITS;
use std::cmp::Ordering;

/// Where branches of a function meet.
#[derive(Default)]
pub struct Corners {
    /// What has a value where the function may have a derivative, and none at its kinks and jumps, as far as these are known.
    pub parts: Vec<ExprId>,
    /// Where branches go on smoothly into one another, and the slope there, if it is not that of the formula.
    pub joined: Vec<(ExprId, ExprId)>,
    /// May branches meet at other places, which were not looked into?
    pub others: bool,
}

/// Where branches of a function in normal form meet along an unknown.
///
/// The values at such places themselves may be conventions, as of the formula for a derivative: then they are left aside.
pub fn corners(graph: &mut Graph, f: ExprId, x: Symbol, by_convention: bool) -> Corners {
    let mut found = Corners::default();
    let branches = match BranchedFunction::of(graph, (f, by_convention), x) {
        Ok(Some(branches)) => branches,
        Ok(None) => return found,
        Err(TooInvolved) => return Corners { others: true, ..found },
    };
    let interrupt = Interrupt::here();
    interrupt.allow(steps::CORNERS);
    let context = &SolveContext { interrupt: &interrupt, digits: PEOPLE_DIGITS };
    let has_cases = reach(graph, &[f]).order.iter().any(|&id| matches!(graph.node(id), Node::Piecewise(_)));
    for gap in branches.gaps.iter().filter(|gap| depends_on(graph, gap.id, x)).collect::<Vec<_>>() {
        // In a case that is not taken it does not matter where a gap has no value.
        if has_cases && !is_everywhere(graph, gap.id) {
            found.others = true;
        } else {
            branches.corners(graph, gap.id, context, &mut found);
        }
    }
    found
}

/// Branches that are not looked into: too many of them, or within one another.
struct TooInvolved;

/// What a selector is the sign of.
#[derive(Clone, Copy)]
struct Gap {
    selector: Symbol,
    id: ExprId,
    /// Rather of an even power of it.
    is_even: bool,
}

/// What selectors are.
type SelectorValues = Vec<(Symbol, ExprId)>;

/// A function with a selector for each gap: its sign says which branch is taken.
struct BranchedFunction {
    /// As it was given, and whether its values where branches meet are conventions.
    given: (ExprId, bool),
    function: ExprId,
    x: Symbol,
    gaps: Vec<Gap>,
}

impl BranchedFunction {
    /// `None` where there are none, or the formula for the derivative knows what is to be known.
    fn of(graph: &mut Graph, given: (ExprId, bool), x: Symbol) -> Result<Option<BranchedFunction>, TooInvolved> {
        let f = given.0;
        let pins = |&id: &ExprId| {
            matches!(graph.node(id), Node::Compare(Relation::Equal | Relation::NotEqual, ..))
                && depends_on(graph, id, x)
        };
        if reach(graph, &[f]).order.iter().any(pins) {
            return Ok(None);
        }
        let breaks = |graph: &Graph, ids: &[ExprId]| {
            let breaks = |&id: &ExprId| matches!(graph.node(id), Node::Call(f, _) if !f.kink.is_empty());
            reach(graph, ids).order.iter().any(breaks)
        };
        let Some(Branched { function, selectors, switches }) = branched(graph, f) else {
            return if breaks(graph, &[f]) { Err(TooInvolved) } else { Ok(None) };
        };
        let mut gaps = Vec::new();
        for (switch, selector) in switches.into_iter().zip(selectors) {
            let Switch::Sign(gap) = switch else { return Ok(None) };
            let mut gap = normalise(graph, gap);
            let mut is_even = false;
            while let Node::Power(base, e) = graph.node(gap)
                && let Some(e) = graph.as_integer(e).filter(|e| *e > 0)
            {
                is_even |= e % 2 == 0;
                gap = base;
            }
            gaps.push(Gap { selector, id: gap, is_even });
        }
        let all: Vec<ExprId> = gaps.iter().map(|gap| gap.id).chain([function]).collect();
        let is_nested = gaps.iter().any(|a| gaps.iter().any(|b| depends_on(graph, a.id, b.selector)));
        let known = gaps.len() <= pieces::CORNERS && !is_nested && !breaks(graph, &all);
        if known { Ok(Some(BranchedFunction { given, function, x, gaps })) } else { Err(TooInvolved) }
    }

    /// What is known of the places where a gap is 0.
    fn corners(&self, graph: &mut Graph, gap: ExprId, context: &SolveContext<'_>, found: &mut Corners) {
        let mut parts = Vec::new();
        if let Some(places) = places(graph, gap, self.x, context) {
            let (node, mut are_all) = (graph.symbol_node(self.x), true);
            for place in places {
                let Some((asked, slope)) = self.asked(graph, gap, Some(place)) else {
                    (are_all, found.others) = (false, true);
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
        } else {
            found.others = true;
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
        let (asked, signs) = self.signs(graph, gap, place)?;
        let mut all: Vec<ExprId> = asked.iter().map(|&condition| decide(graph, condition)).collect();
        let sides = signs.map(|signs| self.side(graph, &signs, place));
        let known = |graph: &mut Graph, part: ExprId| match place {
            Some(_) => !graph.is_undefined(part),
            None => is_everywhere(graph, part),
        };
        if !sides.as_flattened().iter().chain(&asked).chain(&all).all(|&part| known(graph, part)) {
            return None;
        }
        let [[value, slope], other] = sides;
        let mut differ: Vec<ExprId> = Vec::new();
        for (a, b) in [value, slope].into_iter().zip(other) {
            differ.push(graph.compare(Relation::NotEqual, a, b));
        }
        if place.is_some() && !self.given.1 {
            let here = self.at(graph, self.given.0, place);
            // Where it has no value there is nothing to say.
            if graph.is_undefined(here) {
                return None;
            }
            differ.push(graph.compare(Relation::NotEqual, here, value));
        }
        let differ: Vec<ExprId> = differ.into_iter().map(|condition| decide(graph, condition)).collect();
        let differ = or(graph, &differ);
        let is_met = all.iter().all(|&condition| graph.node(condition) == Node::Truth(true));
        let mut joined = None;
        if place.is_some() && is_met && graph.node(differ) == Node::Truth(false) {
            let formula = derivative(graph, self.given.0, self.x);
            let formula = self.at(graph, formula, place);
            joined = (!closed_compare(graph, formula, slope).is_proved_equal()).then_some(slope);
        }
        all.push(differ);
        Some((all, joined))
    }

    /// What must hold where a gap is 0 for it to pass through 0 and the gaps that do not to keep their signs, and the selectors on
    /// either side then.
    fn signs(
        &self,
        graph: &mut Graph,
        gap: ExprId,
        place: Option<ExprId>,
    ) -> Option<(Vec<ExprId>, [SelectorValues; 2])> {
        let steepness = derivative(graph, gap, self.x);
        let steepness = self.at(graph, steepness, place);
        let mut all = vec![graph.compare(Relation::NotEqual, steepness, ExprId::ZERO)];
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for &Gap { selector, id: other, is_even } in &self.gaps {
            let there = self.at(graph, other, place);
            let way = match place {
                _ if other == gap => Ordering::Greater,
                None if other == negation(graph, gap) => Ordering::Less,
                Some(_) if depends_on(graph, other, self.x) && sign(graph, there).is_proved_equal() => {
                    let slope = derivative(graph, other, self.x);
                    let slope = self.at(graph, slope, place);
                    let turned = product(graph, &[slope, steepness]);
                    sign(graph, turned).proved().filter(|way| way.is_ne())?
                }
                _ => Ordering::Equal,
            };
            let (low, high) = match way {
                Ordering::Less | Ordering::Greater if is_even => (ExprId::ONE, ExprId::ONE),
                Ordering::Less => (ExprId::ONE, ExprId::MINUS_ONE),
                Ordering::Greater => (ExprId::MINUS_ONE, ExprId::ONE),
                Ordering::Equal => {
                    all.push(graph.compare(Relation::NotEqual, there, ExprId::ZERO));
                    let positive = compare(graph, Relation::Less, ExprId::ZERO, there);
                    let negative = if is_even { ExprId::ONE } else { ExprId::MINUS_ONE };
                    let sign = piecewise(graph, &[positive, ExprId::ONE, negative]);
                    (sign, sign)
                }
            };
            left.push((selector, low));
            right.push((selector, high));
        }
        Some((all, [left, right]))
    }

    /// The value and the slope of a branch.
    fn side(&self, graph: &mut Graph, signs: &[(Symbol, ExprId)], place: Option<ExprId>) -> [ExprId; 2] {
        let slope = derivative(graph, self.function, self.x);
        [self.function, slope].map(|part| {
            let branch = substitute(graph, part, signs);
            self.at(graph, branch, place)
        })
    }

    /// An expression where a gap is 0, decided as far as that is known.
    fn at(&self, graph: &mut Graph, id: ExprId, place: Option<ExprId>) -> ExprId {
        let put = place.map_or(id, |place| substitute(graph, id, &[(self.x, place)]));
        decide(graph, put)
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
fn places(graph: &mut Graph, gap: ExprId, x: Symbol, context: &SolveContext<'_>) -> Option<Vec<ExprId>> {
    let steepness = derivative(graph, gap, x);
    if graph.as_rational(steepness).is_some_and(|k| !k.is_zero()) {
        let (node, step) = (graph.symbol_node(x), quotient(graph, gap, steepness));
        let place = difference(graph, node, step);
        return (!depends_on(graph, place, x)).then(|| vec![place]);
    }
    if symbols_of(graph, &[gap]) != [x] || reach(graph, &[gap]).order.len() > nodes::CORNER {
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
    context: &SolveContext<'_>,
) -> Vec<ExprId> {
    if symbols_of(graph, &[gap]) != [x] || reach(graph, &[gap]).order.len() > nodes::CORNER {
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
