//! Functions whose normal form has values where they have none: `x^2*y/y + y^2`, `exp(ln(x)) + y^2`.
//!
//! Conditions of the domain on one unknown narrow its side; then the normal form is minimised, and it is decided whether the
//! points found lie in the domain. If the domain lacks a thin set only, a continuous function comes arbitrarily near to the
//! values that it would have there: the infimum stays the same, but need not be attained.

use super::families::{members, tell};
use super::found::{MinimiserFamily, MinimiserSet, Minimum, MinimumPoint, MinimumStatus};
use super::narrowed::{Narrowed, narrowed};
use super::search::MinimumSearch;
use crate::algebra::breaks::may_jump;
use crate::algebra::enclosure::enclose_on;
use crate::algebra::normal::normalise;
use crate::algebra::present;
use crate::algebra::present::shown;
use crate::calculus::Function;
use crate::calculus::argument::{Argument, NAME, sentence};
use crate::calculus::domain::Certainty;
use crate::calculus::domain::Domain;
use crate::calculus::exact_value::ExactValue;
use crate::calculus::families::defined_at;
use crate::calculus::means::Means;
use crate::expr::{ExprId, Graph, Node, Relation};
use crate::numeric::format::rounded_for_people;
use crate::numeric::{Interval, Quality, Rational};

/// Half the width of the box in which a place without a closed form lies, relative to 1 plus its size.
const DOUBT: f64 = 1e-8;

/// The least value of a function, by all arguments that there are.
type Whole = fn(&mut Graph, &Function, &Means<'_>) -> Minimum;

/// The answer for a function of which this was lost on the way to its normal form; `None` where nothing was decided.
pub(super) fn solve(
    graph: &mut Graph,
    function: &Function,
    lost: &Domain,
    (means, minimum): (&Means<'_>, Whole),
) -> Option<Minimum> {
    let form = function.normal(graph);
    let plain = Function::new(form, function.unknowns(), function.region().clone());
    // What the normal form reaches on a larger set is least on a part of it, too, where that holds the place.
    let quick = Means { thorough: false, ..*means };
    let whole = Narrowed { region: function.region().clone(), dense: false };
    let found = minimum(graph, &plain, &quick);
    if let Some(found) = inside(graph, function, found, &whole, means) {
        return Some(found);
    }
    let narrowed = narrowed(graph, function, lost, means)?;
    let found = minimum(graph, &plain.on(narrowed.region.clone()), means);
    inside(graph, function, found, &narrowed, means)
}

/// Is the normal form continuous, and defined on an open set, as its parts show? Then it has no value far from those that
/// it has at the other points nearby.
fn is_open_and_continuous(graph: &mut Graph, function: &Function) -> bool {
    let form = function.normal(graph);
    let domain = Function::everywhere(form, function.unknowns()).domain(graph).clone();
    let strict = |id: ExprId| matches!(graph.node(id), Node::Compare(Relation::Less | Relation::NotEqual, ..));
    !may_jump(graph, form) && domain.complete && domain.conditions.into_iter().all(strict)
}

/// What an answer about the normal form on a region says of the function, whose domain lies in the region.
fn inside(
    graph: &mut Graph,
    function: &Function,
    found: Minimum,
    narrowed: &Narrowed,
    means: &Means<'_>,
) -> Option<Minimum> {
    match found.status {
        MinimumStatus::Global => reached(graph, function, found, narrowed, means),
        MinimumStatus::Unbounded | MinimumStatus::None if narrowed.dense && is_open_and_continuous(graph, function) => {
            Some(simplified(Minimum { points: Vec::new(), ..found }))
        }
        MinimumStatus::Unbounded | MinimumStatus::None | MinimumStatus::Unknown => None,
    }
}

/// The minimisers that lie in the domain. If there is none, and the domain is dense, the infimum is not reached.
fn reached(
    graph: &mut Graph,
    function: &Function,
    mut found: Minimum,
    narrowed: &Narrowed,
    means: &Means<'_>,
) -> Option<Minimum> {
    let mut all = std::mem::take(&mut found.points);
    if let (Some(set), [first]) = (&found.set, all.as_slice()) {
        // Of a whole set any point will do.
        let others = others(graph, &set.point, &set.directions, first.value);
        all.extend(others);
    }
    let mut kept = Vec::new();
    for point in &all {
        match lies_inside(graph, function, point) {
            Certainty::Yes => kept.push(point.clone()),
            Certainty::No => {}
            Certainty::Unknown if found.set.is_some() => {}
            Certainty::Unknown => return None,
        }
    }
    let mut families = Vec::new();
    let mut samples = Vec::new();
    if !found.families.is_empty() {
        let value = all.first()?.value;
        kept.retain(|point| !point.sample);
        let all = std::mem::take(&mut found.families);
        for (part, point) in members_inside(graph, function, (&all, value), narrowed, means)? {
            if part.members.parameters.is_empty() {
                kept.push(MinimumPoint { sample: false, ..point });
            } else {
                samples.push(point);
                families.push(part);
            }
        }
    }
    if kept.is_empty() && samples.is_empty() {
        let dense = narrowed.dense && found.set.is_none() && found.complete && found.certified();
        return if dense { approached(graph, function, &found, &all) } else { None };
    }
    if let Some(set) = &mut found.set {
        kept.truncate(1);
        keep_inside(graph, function, set, kept.first())?;
    }
    if found.set.is_none() && found.complete && kept.len() + samples.len() < all.len() {
        found.add("; where it has no value nothing is reached");
    }
    found.points = kept;
    tell(graph, &mut found, families, samples);
    Some(simplified(found))
}

/// The members of families at which the function has a value, one of each to show; `None` where that was not decided for all.
fn members_inside(
    graph: &mut Graph,
    function: &Function,
    (families, value): (&[MinimiserFamily], ExactValue),
    narrowed: &Narrowed,
    means: &Means<'_>,
) -> Option<Vec<(MinimiserFamily, MinimumPoint)>> {
    let search = MinimumSearch { region: &narrowed.region, means: Means { thorough: false, ..*means } };
    let mut found = Vec::new();
    for family in families {
        for part in members(graph, function, family, &search)? {
            let point = part.sample(graph, value, &narrowed.region)?;
            if lies_inside(graph, function, &point) != Certainty::Yes {
                return None;
            }
            found.push((part, point));
        }
    }
    Some(found)
}

/// Says of a set of minimisers which of them are in the domain, where one is known.
fn keep_inside(
    graph: &mut Graph,
    function: &Function,
    set: &mut MinimiserSet,
    known: Option<&MinimumPoint>,
) -> Option<()> {
    let domain = function.domain(graph).clone();
    if domain.complete && domain.excluded.is_empty() && !set.equations.is_empty() {
        set.equations.extend(domain.conditions.into_iter().map(|c| present(graph, c)));
    } else {
        // Which of the others have a value only the function's own formula says.
        let value = known?.value.exact?;
        set.equations = vec![graph.compare(Relation::Equal, function.written(), value)];
    }
    set.directions.clear();
    Some(())
}

/// What was said is said of the normal form.
fn simplified(mut found: Minimum) -> Minimum {
    let inside = found.argument.sentence().clone();
    found.conclude(sentence!["simplified, ", inside], None);
    found
}

/// Points of a plane of minimisers beside the one that is known.
fn others(graph: &mut Graph, point: &[Rational], directions: &[Vec<Rational>], value: ExactValue) -> Vec<MinimumPoint> {
    let mut found = Vec::new();
    for direction in directions {
        for steps in [1, -1, 2] {
            let mut x = Vec::new();
            for (p, d) in point.iter().zip(direction) {
                let at = p + &(d * &Rational::from(steps));
                x.push(ExactValue { exact: Some(graph.rational(at.clone())), value: at.to_f64() });
            }
            found.push(MinimumPoint { x, value, sample: false });
        }
    }
    found
}

/// Is a point in the domain?
fn lies_inside(graph: &mut Graph, function: &Function, point: &MinimumPoint) -> Certainty {
    let exact: Option<Vec<ExprId>> = point.x.iter().map(|v| v.exact).collect();
    if let Some(exact) = exact {
        let exact: Vec<ExprId> = exact.into_iter().map(|id| normalise(graph, id)).collect();
        return defined_at(graph, function, &exact);
    }
    let around = |v: f64| Interval::new(v - DOUBT * (1.0 + v.abs()), v + DOUBT * (1.0 + v.abs()));
    let place: Vec<Interval> = point.x.iter().map(|v| around(v.value)).collect();
    let value = enclose_on(graph, function.written(), function.unknowns(), &place);
    if value.is_some_and(|v| v.quality >= Quality::Defined) { Certainty::Yes } else { Certainty::Unknown }
}

/// The function comes arbitrarily near to the value but never attains it: the normal form is continuous where it does.
fn approached(graph: &mut Graph, function: &Function, found: &Minimum, all: &[MinimumPoint]) -> Option<Minimum> {
    let first = all.first()?;
    let form = function.normal(graph);
    let around = |v: &ExactValue| Interval::around(v.value, v.value, 4);
    let place: Vec<Interval> = first.x.iter().map(around).collect();
    if enclose_on(graph, form, function.unknowns(), &place)?.quality < Quality::Continuous {
        return None;
    }
    let value = first.value.exact.map_or_else(|| rounded_for_people(first.value.value), |id| shown(graph, id));
    let mut parts = Vec::new();
    for (&s, v) in function.unknowns().iter().zip(&first.x) {
        let text = v.exact.map_or_else(|| rounded_for_people(v.value), |id| shown(graph, id));
        parts.push(format!("{} = {text}", graph.name(s)));
    }
    let sentence = sentence![
        "its infimum ",
        value,
        " is approached near ",
        parts.join(", "),
        ", where ",
        NAME,
        " has no value, and never reached; simplified, ",
        found.argument.sentence(),
    ];
    let argument = Argument::exact(sentence).since(found.argument.clone());
    Some(Minimum::without_points(MinimumStatus::None, function.unknowns(), argument))
}
