//! Families of minimisers: their members in a box, what their conditions say, and one member to show.

use super::found::{MinimiserFamily, MinimiserSet, Minimum, MinimumPoint};
use super::search::MinimumSearch;
use crate::algebra::closed::{double, truth};
use crate::algebra::normal::{and, compare, difference, normalise, or};
use crate::algebra::{expanded, present};
use crate::calculus::domain::{Component, Domain};
use crate::calculus::exact_value::{ExactValue, exact_value};
use crate::calculus::families::{self, Family, ParameterRange, defined_members};
use crate::calculus::solve::equation;
use crate::calculus::{Function, Region, Side};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, depends_on, substitute, symbols_of};
use crate::numeric::Rational;
use crate::numeric::budget::pieces;

impl MinimiserFamily {
    /// The members in a box, as families; `None` where that was not decided for all of them.
    pub(super) fn on_region(
        &self,
        graph: &mut Graph,
        region: &Region,
        search: &MinimumSearch<'_>,
    ) -> Option<Vec<MinimiserFamily>> {
        let mut parts = vec![self.members.clone()];
        for (i, side) in region.sides.iter().enumerate() {
            let mut next = Vec::new();
            for part in parts {
                let e = part.expressions[i];
                if part.parameters.iter().any(|&p| depends_on(graph, e, p)) {
                    next.extend(on_side(graph, &part, e, side)?);
                } else {
                    let value = match self.about[i] {
                        Some(value) => ExactValue { exact: None, value },
                        None => exact_value(graph, e),
                    };
                    next.extend(value.lies_on(graph, side)?.then_some(part));
                }
            }
            parts = next;
        }
        let parts: Vec<Family> = parts.into_iter().flat_map(|part| settled(graph, part, search)).collect();
        Some(parts.into_iter().map(|members| MinimiserFamily { members, about: self.about.clone() }).collect())
    }

    /// One member in a region, to stand for all of them.
    pub(super) fn sample(&self, graph: &mut Graph, value: ExactValue, region: &Region) -> Option<MinimumPoint> {
        let mut bindings = Vec::new();
        for &p in &self.members.parameters {
            let number = numbers(graph, &self.members, p).into_iter().find(|number| {
                let number = graph.rational(number.clone());
                let conditions = self.members.conditions.clone();
                let own = conditions.into_iter().filter(|&c| symbols_of(graph, &[c]) == [p]).collect::<Vec<_>>();
                own.into_iter().all(|c| {
                    let here = substitute(graph, c, &[(p, number)]);
                    truth(graph, here) == Some(true)
                })
            })?;
            bindings.push((p, graph.rational(number)));
        }
        for condition in self.members.conditions.clone() {
            let here = substitute(graph, condition, &bindings);
            if truth(graph, here) != Some(true) {
                return None;
            }
        }
        let mut x = Vec::new();
        for (&e, about) in self.members.expressions.iter().zip(&self.about) {
            let put = substitute(graph, e, &bindings);
            let form = normalise(graph, put);
            let form = expanded(graph, form);
            x.push(about.map_or_else(|| exact_value(graph, form), |value| ExactValue { exact: None, value }));
        }
        let lies_inside = x.iter().zip(&region.sides).all(|(v, side)| v.lies_on(graph, side) == Some(true));
        lies_inside.then_some(MinimumPoint { x, value, sample: true })
    }

    /// Is every member of another family, or a point, among the members, as their formulas show?
    fn covers(&self, graph: &mut Graph, other: &MinimiserFamily) -> bool {
        self.about == other.about && self.members.covers(graph, &other.members)
    }
}

/// The members of a family at which the function has a value, and that lie in the region.
pub(super) fn members(
    graph: &mut Graph,
    function: &Function,
    family: &MinimiserFamily,
    search: &MinimumSearch<'_>,
) -> Option<Vec<MinimiserFamily>> {
    // Nothing may depend on a coordinate of which only digits are known.
    let domain = function.domain(graph).clone();
    let asked = domain.conditions.iter().copied().chain(domain.excluded.iter().map(|e| e.argument));
    let asked = symbols_of(graph, &asked.collect::<Vec<_>>());
    let vague = function.unknowns().iter().zip(&family.about).any(|(x, about)| about.is_some() && asked.contains(x));
    if vague || !domain.complete {
        return None;
    }
    let mut found = Vec::new();
    for members in defined_members(graph, function, &family.members)? {
        let part = MinimiserFamily { members, about: family.about.clone() };
        found.extend(part.on_region(graph, search.region, search)?);
    }
    Some(found)
}

/// An answer gets its families, and one member of each among its points; what others cover is left out. What is all
/// that fulfils some conditions is said by these.
pub(super) fn tell(graph: &mut Graph, found: &mut Minimum, families: Vec<MinimiserFamily>, samples: Vec<MinimumPoint>) {
    let mut kept: Vec<MinimiserFamily> = Vec::new();
    for (i, family) in families.iter().enumerate() {
        let covered = kept.iter().chain(&families[i + 1..]).any(|other| other.covers(graph, family));
        if !covered {
            kept.push(family.clone());
        }
    }
    let unknowns = found.unknowns.clone();
    let mut points = Vec::new();
    for point in std::mem::take(&mut found.points) {
        let alone = as_family(graph, &point);
        let told = alone.is_some_and(|alone| {
            let before: Vec<MinimiserFamily> = points.iter().filter_map(|p| as_family(graph, p)).collect();
            kept.iter().chain(&before).any(|family| family.covers(graph, &alone))
        });
        if !told {
            points.push(point);
        }
    }
    if let ([only], true, None) = (kept.as_slice(), points.is_empty(), &found.set)
        && let Some(set) = as_set(graph, &only.members, &unknowns)
    {
        found.points = samples.into_iter().take(1).collect();
        found.set = Some(set);
        return;
    }
    points.extend(samples);
    found.points = points;
    found.families = kept;
}

/// A point as a family without parameters.
fn as_family(graph: &mut Graph, point: &MinimumPoint) -> Option<MinimiserFamily> {
    let expressions: Option<Vec<ExprId>> = point.x.iter().map(|v| v.exact).collect();
    let expressions = expressions?.into_iter().map(|id| normalise(graph, id)).collect();
    Some(Family { expressions, parameters: Vec::new(), range: ParameterRange::Real, conditions: Vec::new() }.into())
}

/// A family of all points with some property: every unknown is a parameter of its own.
fn as_set(graph: &mut Graph, family: &Family, unknowns: &[Symbol]) -> Option<MinimiserSet> {
    let mut bindings = Vec::new();
    for (&e, &x) in family.expressions.iter().zip(unknowns) {
        let Node::Symbol(p) = graph.node(e) else { return None };
        if !family.parameters.contains(&p) || bindings.iter().any(|&(other, _)| other == p) {
            return None;
        }
        bindings.push((p, graph.symbol_node(x)));
    }
    if family.range != ParameterRange::Real || family.conditions.is_empty() {
        return None;
    }
    let mut equations = Vec::new();
    for &condition in &family.conditions {
        let here = substitute(graph, condition, &bindings);
        let is_bound = matches!(graph.node(here), Node::Compare(Relation::Less | Relation::LessOrEqual, ..));
        equations.push(if is_bound { here } else { present(graph, here) });
    }
    Some(MinimiserSet { point: Vec::new(), directions: Vec::new(), equations })
}

/// The members with a coordinate on a side of the box.
fn on_side(graph: &mut Graph, family: &Family, coordinate: ExprId, side: &Side) -> Option<Vec<Family>> {
    let form = normalise(graph, coordinate);
    let free: Vec<Symbol> = family.parameters.iter().copied().filter(|&p| depends_on(graph, form, p)).collect();
    let (&[p], ParameterRange::Whole(_)) = (free.as_slice(), &family.range) else {
        let mut family = family.clone();
        family.conditions.extend(side.low.map(|low| compare(graph, Relation::LessOrEqual, low, form)));
        family.conditions.extend(side.high.map(|high| compare(graph, Relation::LessOrEqual, form, high)));
        return Some(vec![family]);
    };
    let own = Family { expressions: vec![coordinate], parameters: vec![p], ..family.clone() };
    let parts = families::on_side(graph, &own, side)?;
    Some(parts.iter().map(|part| family.clone().limited(graph, p, &part.range)).collect())
}

impl Family {
    /// Bounds for one of the whole numbers: in the range where it is the only one, else as conditions.
    pub(super) fn limited(mut self, graph: &mut Graph, p: Symbol, range: &ParameterRange) -> Family {
        let ParameterRange::Whole(set) = range else { return self };
        if self.parameters.len() == 1 {
            return Family { range: range.clone(), ..self };
        }
        self.conditions.extend(set.conditions(graph, p));
        self
    }
}

/// A family of real parameters whose conditions on one parameter alone are solved: those that hold for all numbers are
/// gone, those that hold for one leave that one, and others are bounds.
fn settled(graph: &mut Graph, family: Family, search: &MinimumSearch<'_>) -> Vec<Family> {
    if family.range != ParameterRange::Real {
        return vec![family];
    }
    for &p in &family.parameters {
        let own = |graph: &Graph, c: ExprId| symbols_of(graph, &[c]) == [p];
        let (mine, others): (Vec<ExprId>, Vec<ExprId>) = family.conditions.iter().partition(|&&c| own(graph, c));
        if mine.is_empty() || are_bounds(graph, &mine, p) {
            continue;
        }
        let Some(pieces) = pieces(graph, &mine, p, search).filter(|all| all.len() <= pieces::CONDITIONS) else {
            continue;
        };
        let family = Family { conditions: others, ..family.clone() };
        let parts: Vec<Family> = pieces.iter().map(|piece| on_piece(graph, &family, p, piece)).collect();
        return parts.into_iter().flat_map(|part| settled(graph, part, search)).collect();
    }
    vec![family]
}

/// Are these already as simple as bounds of a parameter can be?
fn are_bounds(graph: &Graph, conditions: &[ExprId], p: Symbol) -> bool {
    let is = |id, wanted: Relation, low: bool| match graph.node(id) {
        Node::Compare(r, a, b) => {
            let (node, end) = if low { (b, a) } else { (a, b) };
            let fits = r == wanted || r == Relation::Less && wanted == Relation::LessOrEqual;
            fits && graph.node(node) == Node::Symbol(p) && !depends_on(graph, end, p)
        }
        _ => false,
    };
    let (low, high) = (|id| is(id, Relation::LessOrEqual, true), |id| is(id, Relation::LessOrEqual, false));
    match *conditions {
        [one] => low(one) || high(one) || is(one, Relation::NotEqual, false),
        [a, b] => low(a) && high(b),
        _ => false,
    }
}

/// The numbers for which all conditions on a parameter hold; `None` where they are not all solved.
fn pieces(graph: &mut Graph, conditions: &[ExprId], p: Symbol, search: &MinimumSearch<'_>) -> Option<Vec<Component>> {
    let mut plain = Vec::new();
    for &condition in conditions {
        plain.push(match graph.node(condition) {
            Node::Compare(Relation::Equal, a, b) => solved(graph, (a, b), p, search).unwrap_or(condition),
            _ => condition,
        });
    }
    let domain = Domain { conditions: plain, ..Domain::default() };
    let set = domain.set(graph, p, search.means.interrupt)?;
    Some(set.pieces())
}

/// An equation as the conditions that its solutions fulfil.
fn solved(graph: &mut Graph, (a, b): (ExprId, ExprId), p: Symbol, search: &MinimumSearch<'_>) -> Option<ExprId> {
    let gap = difference(graph, a, b);
    let found = equation(graph, &Function::on_side(gap, p, Side::ENTIRE), &search.means.context());
    if !found.complete() || !found.families.is_empty() || !found.formulas.is_empty() || !found.conditions.is_empty() {
        return None;
    }
    let node = graph.symbol_node(p);
    let mut parts: Vec<ExprId> = found.sets.iter().map(|set| and(graph, set)).collect();
    for point in &found.points {
        let at = normalise(graph, point.first()?.exact?);
        parts.push(compare(graph, Relation::Equal, node, at));
    }
    Some(or(graph, &parts))
}

/// The members whose parameter lies in a piece.
fn on_piece(graph: &mut Graph, family: &Family, p: Symbol, piece: &Component) -> Family {
    let mut family = family.clone();
    if let (Some((low, _)), Some((high, _))) = (piece.low, piece.high)
        && low == high
    {
        let put = |graph: &mut Graph, id: ExprId| {
            let put = substitute(graph, id, &[(p, low)]);
            let form = normalise(graph, put);
            present(graph, form)
        };
        family.expressions = family.expressions.iter().map(|&e| put(graph, e)).collect();
        family.conditions = family.conditions.iter().map(|&c| put(graph, c)).collect();
        family.parameters.retain(|&other| other != p);
        return family;
    }
    let node = graph.symbol_node(p);
    let relation = |closed| if closed { Relation::LessOrEqual } else { Relation::Less };
    for (end, below) in [(piece.low, true), (piece.high, false)] {
        let Some((at, closed)) = end else { continue };
        let at = present(graph, at);
        let (a, b) = if below { (at, node) } else { (node, at) };
        family.conditions.push(graph.compare(relation(closed), a, b));
    }
    family
}

/// Numbers to try for a parameter: small ones, and those about its bounds.
fn numbers(graph: &mut Graph, family: &Family, p: Symbol) -> Vec<Rational> {
    let small = [1, 0, -1, 2, 5, -2].into_iter();
    let (whole, mut found): (bool, Vec<Rational>) = match &family.range {
        ParameterRange::Real => (false, small.map(Rational::from).collect()),
        ParameterRange::Whole(set) => {
            let ends = [set.least(), set.most()].into_iter().flatten();
            let near = ends.flat_map(|n| (0..=set.gaps().len() as i64).flat_map(move |i| [n + i, n - i]));
            (true, small.chain(near).filter(|&n| set.holds(n)).map(Rational::from).collect())
        }
    };
    let mut ends: Vec<Rational> = Vec::new();
    for &condition in &family.conditions {
        if let Node::Compare(_, a, b) = graph.node(condition)
            && [a, b].into_iter().any(|id| graph.node(id) == Node::Symbol(p))
        {
            let end = if graph.node(a) == Node::Symbol(p) { b } else { a };
            ends.extend(Rational::from_f64(double(graph, end)));
        }
    }
    if let [a, b] = ends.as_slice()
        && !whole
        && let Some(half) = Rational::new(1, 2)
    {
        found.push((a + b) * half);
    }
    for end in ends {
        let steps = [0, 1, -1].into_iter().map(Rational::from);
        found.extend(steps.map(|step| &end + &step));
    }
    found
}
