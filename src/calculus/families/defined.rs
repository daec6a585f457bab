//! At which members of a family a function is defined, decided for all members at once.

use super::family::{Equation, Family, Members, ParameterRange};
use super::membership;
use super::signs::IntegerRange;
use crate::algebra::normal::{compare, normalise, product, quotient};
use crate::calculus::Function;
use crate::calculus::domain::{Certainty, is_defined};
use crate::expr::{Constant, ExprId, Graph, Node, Relation, Symbol, substitute};
use crate::functions::SIN;

/// Is a function defined at a closed point?
pub fn defined_at(graph: &mut Graph, function: &Function, point: &[ExprId]) -> Certainty {
    let at = function.at(graph, point);
    is_defined(graph, at)
}

/// The members of a family at which a function is defined, as families; `None` where that was not decided for all of
/// them.
pub fn defined_members(graph: &mut Graph, function: &Function, family: &Family) -> Option<Vec<Family>> {
    if function.domain(graph).is_everything() {
        return Some(vec![family.clone()]);
    }
    match (&family.range, family.parameters.as_slice()) {
        (ParameterRange::Real, _) => among_real(graph, function, family),
        (ParameterRange::Whole { .. }, &[k]) => among_whole(graph, function, family, k),
        (ParameterRange::Whole { .. }, _) => {
            let found = among_real(graph, function, family)?;
            (found.len() == 1 && found[0].conditions == family.conditions).then_some(found)
        }
    }
}

/// The conditions that the domain imposes on the parameters join those of the family.
fn among_real(graph: &mut Graph, function: &Function, family: &Family) -> Option<Vec<Family>> {
    let bindings: Vec<(Symbol, ExprId)> =
        function.unknowns().iter().copied().zip(family.expressions.iter().copied()).collect();
    let domain = function.domain(graph).clone();
    if !domain.complete {
        return None;
    }
    let mut asked = domain.conditions;
    for excluded in domain.excluded {
        if excluded.one_way {
            return None;
        }
        // It is none of the points just where the sine of pi times the number of steps is not 0.
        let way = crate::algebra::normal::difference(graph, excluded.argument, excluded.from);
        let (steps, pi) = (quotient(graph, way, excluded.step), graph.constant(Constant::Pi));
        let turns = product(graph, &[pi, steps]);
        let wave = graph.raw_call(&SIN, &[turns]);
        let zero = graph.integer(0);
        asked.push(graph.compare(Relation::NotEqual, wave, zero));
    }
    let mut family = family.clone();
    for condition in asked {
        let here = substitute(graph, condition, &bindings);
        let here = plain(graph, here);
        match graph.node(here) {
            Node::Truth(true) => {}
            Node::Truth(false) => return Some(Vec::new()),
            _ if family.conditions.contains(&here) => {}
            _ => family.conditions.push(here),
        }
    }
    Some(vec![family])
}

/// The condition in normal form; of a power that must not be 0, or an odd one that must be positive, its base.
fn plain(graph: &mut Graph, condition: ExprId) -> ExprId {
    let form = normalise(graph, condition);
    if let Node::Compare(Relation::Less, a, b) = graph.node(form)
        && graph.is_zero(a)
        && let Node::Power(base, exponent) = graph.node(b)
        && graph.as_integer(exponent).is_some_and(|n| n % 2 != 0)
    {
        return compare(graph, Relation::Less, a, base);
    }
    let Node::Compare(Relation::NotEqual, a, b) = graph.node(form) else { return form };
    let gap = crate::algebra::normal::difference(graph, a, b);
    let gap = crate::algebra::expand(graph, gap, crate::algebra::terms::MAX_TERMS).unwrap_or(gap);
    match graph.node(gap) {
        Node::Power(base, exponent) if graph.as_rational(exponent).is_some() => {
            let zero = graph.integer(0);
            compare(graph, Relation::NotEqual, base, zero)
        }
        _ => {
            let zero = graph.integer(0);
            compare(graph, Relation::NotEqual, gap, zero)
        }
    }
}

/// An expression that is 0 wherever the function is defined: its solutions are the members sought.
fn among_whole(graph: &mut Graph, function: &Function, family: &Family, k: Symbol) -> Option<Vec<Family>> {
    let ParameterRange::Whole { least, most, except } = &family.range else { return None };
    let zero = graph.integer(0);
    let nothing = function.with_values_of(graph, zero);
    let f = nothing.at(graph, &family.expressions);
    let members = Members::new(graph.symbol_node(k), k);
    let own = IntegerRange { least: *least, most: *most };
    let found = membership::solutions(graph, &members, &Equation { f, x: k, holds: true })?;
    let mut kept = Vec::new();
    for part in found {
        let common = own.common(&IntegerRange { least: part.least, most: part.most });
        if common.is_empty() || part.formula != members.formula {
            if common.is_empty() {
                continue;
            }
            return None;
        }
        let inside = |n: &&i64| common.least.is_none_or(|l| **n >= l) && common.most.is_none_or(|m| **n <= m);
        let mut left_out: Vec<i64> = part.except.iter().chain(except).filter(inside).copied().collect();
        left_out.sort_unstable();
        left_out.dedup();
        if common.len() == Some(left_out.len() as i64) {
            continue;
        }
        let range = ParameterRange::Whole { least: common.least, most: common.most, except: left_out };
        kept.push(Family { range, ..family.clone() });
    }
    Some(kept)
}
