//! At which members of a family a function is defined, decided for all members at once.

use super::family::{Family, ParameterRange};
use super::membership::{Equation, solutions};
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
        (ParameterRange::Whole(_), &[k]) => among_whole(graph, function, family, k),
        (ParameterRange::Whole(_), _) => {
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
    let gap = crate::algebra::expanded(graph, gap);
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
    let zero = graph.integer(0);
    let nothing = function.with_values_of(graph, zero);
    let f = nothing.at(graph, &family.expressions);
    let numbers = Family::whole(graph.symbol_node(k), k).on(family.numbers());
    let found = solutions(graph, &numbers, &Equation { f, x: k, holds: true })?;
    let of_numbers = |part: Family| (part.expressions == numbers.expressions).then(|| family.on(part.numbers()));
    found.into_iter().map(of_numbers).collect()
}
