//! Where a function of several unknowns may have a kink: that a point or family is none, and that no kink is critical.

use super::numbers::one_is_never_zero;
use super::part::{LineQuestion, Question};
use super::smooth::{creases, is_smooth, jumps_lie_apart};
use crate::algebra::closed::{compare, sign, truth};
use crate::algebra::enclosure::{enclose_on, is_smooth_around};
use crate::algebra::formula::definition;
use crate::algebra::gradient;
use crate::algebra::normal::{and, difference, is_positive, negation, normalise, or, sum};
use crate::calculus::cuts::kinks::ties;
use crate::calculus::domain::{Certainty, is_defined};
use crate::calculus::domain::{Domain, domain, of_call};
use crate::calculus::families::{Family, signs_at};
use crate::calculus::solve::{Solution, system};
use crate::calculus::{Function, Side};
use crate::expr::{ExprId, Graph, MustBe, Node, Relation, Symbol, reach, rewrite, substitute, symbols_of, terms_of};
use crate::numeric::Interval;

/// A function as written and without formal kinks.
#[derive(Clone, Copy)]
pub(super) struct KinkTest<'a> {
    pub question: Question<'a>,
    pub form: ExprId,
}

impl KinkTest<'_> {
    /// Is the function smooth around a point? `Some(false)` where it has no value.
    pub fn is_smooth_around(&self, graph: &mut Graph, x: &[Solution]) -> Option<bool> {
        let place: Vec<Interval> = x.iter().map(|s| s.enclosure).collect();
        if is_smooth_around(graph, self.question.f, self.question.symbols, &place) {
            return Some(true);
        }
        let exact: Vec<ExprId> = x.iter().map(|s| s.exact).collect::<Option<_>>()?;
        let bindings = self.bindings(graph, &exact);
        let put = substitute(graph, self.question.f, &bindings);
        match is_defined(graph, put) {
            Certainty::Yes => {}
            Certainty::No => return Some(false),
            Certainty::Unknown => return None,
        }
        let (conditions, are_all) = self.question.interior(graph)?;
        let mut holds = Some(true);
        for condition in conditions {
            let put = substitute(graph, condition, &bindings);
            match truth(graph, put) {
                Some(true) => {}
                Some(false) if are_all => return Some(false),
                _ => holds = None,
            }
        }
        holds.filter(|_| is_smooth_around(graph, self.form, self.question.symbols, &place))
    }

    /// The members of a family in real numbers around which the function has a value: none, or those that satisfy
    /// conditions, and whether these are all; `None` where that was not decided.
    pub fn where_defined(&self, graph: &mut Graph, family: &Family) -> Option<(Option<Family>, bool)> {
        let mut family = family.clone();
        let bindings = self.bindings(graph, &family.expressions);
        let (conditions, are_all) = self.question.interior(graph)?;
        for condition in conditions {
            let put = substitute(graph, condition, &bindings);
            let form = normalise(graph, put);
            match graph.node(form) {
                Node::Truth(true) => {}
                Node::Truth(false) => return Some((None, are_all)),
                _ => family.conditions.push(form),
            }
        }
        Some((Some(family), are_all))
    }

    fn bindings(&self, graph: &mut Graph, values: &[ExprId]) -> Vec<(Symbol, ExprId)> {
        self.question.symbols.iter().zip(values).map(|(&s, &v)| (s, normalise(graph, v))).collect()
    }

    /// Does no member of a family lie on the border of the domain?
    pub fn members_avoid_border(&self, graph: &mut Graph, family: &Family) -> bool {
        let known = domain(graph, self.question.f);
        known.conditions.into_iter().all(|condition| match graph.node(condition) {
            Node::Compare(Relation::LessOrEqual | Relation::GreaterOrEqual, a, b) => {
                let edge = difference(graph, a, b);
                self.is_nonzero_at_all(graph, family, edge)
            }
            Node::And(_) | Node::Or(_) | Node::Not(_) => false,
            _ => true,
        })
    }

    /// Do all members of a family stay away from what may be a kink?
    pub fn members_avoid_all(&self, graph: &mut Graph, family: &Family) -> bool {
        creases(graph, self.form).into_iter().all(|crease| {
            let Some(edges) = edges(graph, crease) else { return false };
            edges.into_iter().all(|edge| self.is_nonzero_at_all(graph, family, edge))
        })
    }

    fn is_nonzero_at_all(&self, graph: &mut Graph, family: &Family, edge: ExprId) -> bool {
        signs_at(graph, (family, self.question.symbols), edge)
            .is_some_and(|parts| parts.iter().all(|(_, order)| order.is_ne()))
    }

    /// Does a partial derivative stay away from 0 wherever it exists? Then so do the difference quotients where the function is
    /// continuous, and no kink has the gradient 0; unless there is a jump as near as one likes.
    pub fn a_slope_is_never_zero(&self, graph: &mut Graph, slopes: &[ExprId]) -> bool {
        one_is_never_zero(graph, slopes, self.question.symbols, self.question.region)
            && jumps_lie_apart(graph, self.question.f)
    }

    /// Is it proved that no place where the function may have a kink is a critical point?
    pub fn none_is_critical(&self, graph: &mut Graph) -> bool {
        creases(graph, self.form).into_iter().all(|crease| {
            if let Some(needed) = needed(graph, crease) {
                return needed
                    .into_iter()
                    .all(|value| self.question.is_left(graph, value) || self.is_passed(graph, value));
            }
            let Some(edges) = edges(graph, crease) else { return false };
            edges.into_iter().all(|edge| self.is_passed(graph, edge))
        })
    }

    /// Is a part never 0, or at single points only, at which the function has no gradient that is 0?
    fn is_passed(&self, graph: &mut Graph, edge: ExprId) -> bool {
        let edge = normalise(graph, edge);
        let turned = negation(graph, edge);
        if is_positive(graph, edge) || is_positive(graph, turned) {
            return true;
        }
        let Some(components) = squares(graph, edge) else { return false };
        let functions: Vec<Function> =
            components.iter().map(|&c| Function::new(c, self.question.symbols, self.question.region.clone())).collect();
        let places = system(graph, &functions, self.question.context);
        let alone = places.complete() && places.families.is_empty() && places.sets.is_empty();
        alone && places.points.iter().all(|point| self.is_no_critical_point(graph, point))
    }

    /// Along one of the unknowns the derivative at the point does not exist, or is not 0.
    fn is_no_critical_point(&self, graph: &mut Graph, point: &[Solution]) -> bool {
        let Some(exact) = point.iter().map(|s| s.exact).collect::<Option<Vec<ExprId>>>() else { return false };
        let bindings = self.bindings(graph, &exact);
        (0..self.question.symbols.len()).any(|i| {
            let (x, at) = bindings[i];
            let others: Vec<(Symbol, ExprId)> = bindings.iter().copied().filter(|(s, _)| *s != x).collect();
            let f = substitute(graph, self.question.f, &others);
            let one = graph.integer(1);
            let (low, high) = (difference(graph, at, one), sum(graph, &[at, one]));
            let side = Side { low: Some(low), high: Some(high) };
            let Some(found) = (LineQuestion { f, x, side, context: self.question.context }).critical(graph) else {
                return false;
            };
            found.complete()
                && found.sets.is_empty()
                && found.points.iter().all(|p| {
                    let Some(other) = p.x[0].exact else { return false };
                    compare(graph, other, at).is_proved_different()
                })
        })
    }
}

impl Question<'_> {
    /// Conditions at whose points the function as written has a value all around, and whether they hold at all such points.
    pub fn interior(&self, graph: &mut Graph) -> Option<(Vec<ExprId>, bool)> {
        let known = domain(graph, self.f);
        if !known.complete || !known.excluded.is_empty() {
            return None;
        }
        let (mut conditions, mut are_all) = (Vec::new(), true);
        for condition in known.conditions {
            let (inside, is_all) = self.inside(graph, condition)?;
            conditions.push(inside);
            are_all &= is_all;
        }
        Some((conditions, are_all))
    }

    /// A condition that holds around every point at which it holds, and implies the given one; and whether it holds wherever the
    /// given one holds all around.
    fn inside(&self, graph: &mut Graph, condition: ExprId) -> Option<(ExprId, bool)> {
        let strict = strict(graph, condition);
        if strict == Some(condition) {
            return Some((condition, true));
        }
        if let &[x] = symbols_of(graph, &[condition]).as_slice()
            && let Some(pieces) = self.intervals(graph, x, condition)
        {
            if let Some(strict) = strict.filter(|&strict| self.intervals(graph, x, strict).as_ref() == Some(&pieces)) {
                return Some((strict, true));
            }
            return Some((or(graph, &pieces), true));
        }
        let is_all = match graph.node(condition) {
            Node::Compare(Relation::LessOrEqual, a, b) => {
                let gap = difference(graph, b, a);
                let range = enclose_on(graph, gap, self.symbols, &self.region.ranges(graph));
                if range.is_some_and(|gap| gap.range.low() >= 0.0) {
                    return Some((graph.truth(true), true));
                }
                self.is_left(graph, gap)
            }
            _ => false,
        };
        Some((strict?, is_all))
    }

    /// Conditions for the intervals, without their ends, in which a condition on one name holds.
    fn intervals(&self, graph: &mut Graph, x: Symbol, condition: ExprId) -> Option<Vec<ExprId>> {
        let own = Domain { conditions: vec![condition], ..Domain::default() };
        let set = own.set(graph, x, self.context.interrupt)?;
        let node = graph.symbol_node(x);
        let mut intervals = Vec::new();
        for piece in set.pieces().into_iter().filter(|piece| piece.only().is_none()) {
            let bounds = piece.bounds(graph, node, true);
            intervals.push(and(graph, &bounds));
        }
        Some(intervals)
    }

    /// Is a part, without which the function has no value where it is negative, 0 only where it has a slope, so that there is no
    /// value on one side?
    fn is_left(&self, graph: &mut Graph, value: ExprId) -> bool {
        let value = normalise(graph, value);
        if !is_smooth(graph, value) {
            return false;
        }
        let mut parts = gradient(graph, value, self.symbols);
        parts.push(value);
        if parts.iter().any(|&part| symbols_of(graph, &[part]).is_empty() && sign(graph, part).is_proved_different()) {
            return true;
        }
        let functions: Vec<Function> =
            parts.iter().map(|&part| Function::new(part, self.symbols, self.region.clone())).collect();
        system(graph, &functions, self.context).is_none()
    }
}

/// What must not be negative for a part to have a value, where it is smooth otherwise; `None` for other parts.
fn needed(graph: &mut Graph, crease: ExprId) -> Option<Vec<ExprId>> {
    match graph.node(crease) {
        Node::Power(base, exponent) if graph.as_rational(exponent).is_some() => Some(vec![base]),
        Node::Call(f, &[u]) if f == graph.core().sqrt => Some(vec![u]),
        Node::Call(f, arguments) if f.kink.is_empty() => {
            let arguments: Vec<ExprId> = arguments.to_vec();
            let found = of_call(graph, f, &arguments)?;
            Some(
                found
                    .into_iter()
                    .filter(|(_, must_be)| *must_be == MustBe::NotNegative)
                    .map(|(part, _)| part)
                    .collect(),
            )
        }
        _ => None,
    }
}

/// What is 0 where a part may have a kink; `None` where that is not known.
fn edges(graph: &mut Graph, crease: ExprId) -> Option<Vec<ExprId>> {
    match graph.node(crease) {
        Node::Power(base, _) => Some(vec![base]),
        Node::Call(f, arguments) => {
            let arguments = arguments.to_vec();
            if f == graph.core().sqrt {
                return Some(arguments);
            }
            if let Some(ties) = ties(graph, crease) {
                return Some(ties);
            }
            let meaning = definition(graph, f, &arguments)?;
            if meaning == crease { None } else { edges(graph, meaning) }
        }
        _ => None,
    }
}

/// The parts whose even powers, with positive factors, make up a sum: it is 0 where all of them are.
fn squares(graph: &mut Graph, id: ExprId) -> Option<Vec<ExprId>> {
    let terms = terms_of(graph, id);
    let mut found = Vec::new();
    for term in terms {
        let (number, rest) = crate::algebra::normal::split_coefficient(graph, term);
        let Node::Power(base, exponent) = graph.node(rest) else { return None };
        let even = graph.as_integer(exponent).is_some_and(|n| n > 0 && n % 2 == 0);
        if !even || !number.value.is_positive() {
            return None;
        }
        found.push(base);
    }
    Some(found)
}

/// A condition that holds around every point at which it holds, and implies the given one; `None` where none is known.
fn strict(graph: &mut Graph, condition: ExprId) -> Option<ExprId> {
    let is_thin = |&id: &ExprId| matches!(graph.node(id), Node::Compare(Relation::Equal, ..) | Node::Not(_));
    if reach(graph, &[condition]).order.iter().any(is_thin) {
        return None;
    }
    Some(rewrite(graph, condition, |graph, id, children| match (graph.node(id), children) {
        (Node::Compare(Relation::LessOrEqual, ..), &[a, b]) => Some(graph.compare(Relation::Less, a, b)),
        (Node::Compare(Relation::GreaterOrEqual, ..), &[a, b]) => Some(graph.compare(Relation::Greater, a, b)),
        _ => None,
    }))
}
