//! Functions whose normal form has values where they have none: `x^2*y/y + y^2`, `exp(ln(x)) + y^2`.
//!
//! What the domain asks of one unknown narrows its side; then the normal form is minimised, and what is found is asked for
//! its place in the domain. Where only a thin set is left out, a continuous function comes as near to every value that it
//! would have there as one likes: its infimum stays, and its minimum may be gone.

use super::families::{members, tell};
use super::{ExactValue, Means, Minimum, MinimumPoint, Search, Status};
use crate::calculus::argument::{Argument, NAME, sentence};
use crate::calculus::certify::enclose_on;
use crate::calculus::closed::sign;
use crate::calculus::domain::{Component, Domain};
use crate::calculus::meeting::may_jump;
use crate::calculus::normal::{difference, normalise};
use crate::calculus::present::shown;
use crate::calculus::solve::check::Answer;
use crate::calculus::solve::defined_at;
use crate::calculus::{Function, Region, Side, polynomial, present};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, substitute, symbols_of};
use crate::numeric::format::rounded_for_people;
use crate::numeric::{Interval, Quality, Rational};

/// Half the width of the box in which a place without a closed form lies, relative to 1 plus its size.
const DOUBT: f64 = 1e-8;

/// A region that holds the domain.
pub(super) struct Narrowed {
    pub region: Region,
    /// Is the domain all of the region but a thin set?
    dense: bool,
}

/// The answer for a function of which this was lost on the way to its normal form; `None` where nothing was decided.
pub(super) fn solve(graph: &mut Graph, function: &Function, lost: &Domain, means: &Means<'_>) -> Option<Minimum> {
    let form = function.normal(graph);
    let plain = Function::new(form, function.unknowns(), function.region().clone());
    // What the normal form reaches on a larger set is least on a part of it, too, where that holds the place.
    let quick = Means { thorough: false, ..*means };
    let whole = Narrowed { region: function.region().clone(), dense: false };
    let found = super::minimum(graph, &plain, &quick);
    if let Some(found) = inside(graph, function, found, &whole, means) {
        return Some(found);
    }
    let narrowed = narrowed(graph, function, lost, means)?;
    let found = super::minimum(graph, &plain.on(narrowed.region.clone()), means);
    inside(graph, function, found, &narrowed, means)
}

/// The sides narrowed by the conditions on one unknown each; `None` where nothing is left of one, or no side is known.
pub(super) fn narrowed(graph: &mut Graph, function: &Function, lost: &Domain, means: &Means<'_>) -> Option<Narrowed> {
    let mut found = Narrowed { region: function.region().clone(), dense: lost.complete };
    let mut own: Vec<Vec<ExprId>> = vec![Vec::new(); function.unknowns().len()];
    for &condition in &lost.conditions {
        let symbols = symbols_of(graph, &[condition]);
        let at = match symbols.as_slice() {
            &[x] => function.unknowns().iter().position(|&s| s == x),
            _ => None,
        };
        match at {
            Some(at) => own[at].push(condition),
            None => found.dense &= is_thin(graph, condition, function.unknowns()),
        }
    }
    for excluded in &lost.excluded {
        found.dense &= polynomial::is_polynomial(graph, excluded.argument, function.unknowns());
    }
    for (at, conditions) in own.into_iter().enumerate() {
        if conditions.is_empty() {
            continue;
        }
        let x = function.unknowns()[at];
        let thin = conditions.iter().all(|&c| is_thin(graph, c, &[x]));
        let domain = Domain { conditions, ..Domain::default() };
        let set = domain.set(graph, x, means.interrupt);
        match set.map(|set| hull(&set.pieces())) {
            Some(Hull::Nothing) => return None,
            Some(Hull::Side(side, whole)) => {
                found.region.sides[at] = found.region.sides[at].common(graph, &side)??;
                found.dense &= whole;
            }
            None => found.dense &= thin,
        }
    }
    Some(found)
}

enum Hull {
    Nothing,
    /// The side, and whether only single points of it are left out.
    Side(Side, bool),
}

fn hull(pieces: &[Component]) -> Hull {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return Hull::Nothing };
    let side = Side { low: first.low.map(|e| e.0), high: last.high.map(|e| e.0) };
    let whole = pieces.windows(2).all(|pair| match (pair[0].high, pair[1].low) {
        (Some((end, _)), Some((start, _))) => end == start,
        _ => false,
    });
    Hull::Side(side, whole)
}

/// Does a condition leave out a thin set only? The zeros of an analytic function that is somewhere not 0.
fn is_thin(graph: &mut Graph, condition: ExprId, symbols: &[Symbol]) -> bool {
    let Node::Compare(Relation::NotEqual, a, b) = graph.node(condition) else { return false };
    let gap = difference(graph, a, b);
    if !is_entire(graph, gap, symbols) {
        return false;
    }
    [0, 1, 2].into_iter().any(|shift| {
        let bindings: Vec<(Symbol, ExprId)> =
            symbols.iter().enumerate().map(|(i, &s)| (s, graph.integer(shift + 3 * i as i64))).collect();
        let here = substitute(graph, gap, &bindings);
        sign(graph, here).is_proved_different()
    })
}

/// Is it analytic on all of space, as its parts show?
fn is_entire(graph: &Graph, root: ExprId, symbols: &[Symbol]) -> bool {
    crate::expr::reach(graph, &[root]).order.into_iter().all(|id| match graph.node(id) {
        Node::Symbol(s) => symbols.contains(&s),
        Node::Number(_) | Node::Constant(_) | Node::Sum(_) | Node::Product(_) => true,
        Node::Power(base, exponent) => {
            graph.as_integer(exponent).is_some_and(|n| n >= 0) || symbols_of(graph, &[base, exponent]).is_empty()
        }
        Node::Call(function, arguments) => {
            function.kink.is_empty() && function.domain.is_empty() || symbols_of(graph, arguments).is_empty()
        }
        _ => false,
    })
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
        Status::Global => reached(graph, function, found, narrowed, means),
        Status::Unbounded | Status::None if narrowed.dense && is_open_and_continuous(graph, function) => {
            Some(simplified(Minimum { points: Vec::new(), ..found }))
        }
        Status::Unbounded | Status::None | Status::Local | Status::Unknown => None,
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
        match lies_inside(graph, function, point, means) {
            Answer::Yes => kept.push(point.clone()),
            Answer::No => {}
            Answer::Unknown if found.set.is_some() => {}
            Answer::Unknown => return None,
        }
    }
    let mut families = Vec::new();
    let mut samples = Vec::new();
    if !found.families.is_empty() {
        let value = all.first()?.value;
        kept.retain(|point| !point.sample);
        let search =
            Search { region: &narrowed.region, words: means.words, interrupt: means.interrupt, thorough: false };
        for family in std::mem::take(&mut found.families) {
            for part in members(graph, function, &family, &search)? {
                let point = part.sample(graph, value, &narrowed.region)?;
                if lies_inside(graph, function, &point, means) != Answer::Yes {
                    return None;
                }
                if part.members.parameters.is_empty() {
                    kept.push(MinimumPoint { sample: false, ..point });
                } else {
                    samples.push(point);
                    families.push(part);
                }
            }
        }
    }
    if kept.is_empty() && samples.is_empty() {
        let dense = narrowed.dense && found.set.is_none() && found.complete && found.certified();
        return if dense { approached(graph, function, &found, &all) } else { None };
    }
    if let Some(set) = &mut found.set {
        kept.truncate(1);
        let domain = function.domain(graph).clone();
        if domain.complete && domain.excluded.is_empty() && !set.equations.is_empty() {
            set.equations.extend(domain.conditions.into_iter().map(|c| present(graph, c)));
        } else {
            // Which of the others have a value only the function's own formula says.
            let value = kept.first()?.value.exact?;
            set.equations = vec![graph.compare(Relation::Equal, function.written(), value)];
        }
        set.directions.clear();
    }
    if found.set.is_none() && found.complete && kept.len() + samples.len() < all.len() {
        found.add("; where it has no value nothing is reached");
    }
    found.points = kept;
    tell(graph, &mut found, families, samples);
    Some(simplified(found))
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
fn lies_inside(graph: &mut Graph, function: &Function, point: &MinimumPoint, means: &Means<'_>) -> Answer {
    let exact: Option<Vec<ExprId>> = point.x.iter().map(|v| v.exact).collect();
    if let Some(exact) = exact {
        let exact: Vec<ExprId> = exact.into_iter().map(|id| normalise(graph, id)).collect();
        return defined_at(graph, means.words, function, &exact);
    }
    let around = |v: f64| Interval::new(v - DOUBT * (1.0 + v.abs()), v + DOUBT * (1.0 + v.abs()));
    let place: Vec<Interval> = point.x.iter().map(|v| around(v.value)).collect();
    let value = enclose_on(graph, function.written(), function.unknowns(), &place);
    if value.is_some_and(|v| v.quality >= Quality::Defined) { Answer::Yes } else { Answer::Unknown }
}

/// The function comes as near to the value as one likes, and never has it: the normal form is continuous where it would.
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
    Some(Minimum::without_points(Status::None, function.unknowns(), argument))
}
