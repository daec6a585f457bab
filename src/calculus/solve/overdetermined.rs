//! Several equations in one unknown: the solutions of one of them that solve the others too.

use super::check::is_solution;
use super::closed_solution::closed_solution;
use super::single::{FEW, equation};
use super::solutions::{Solutions, SolveContext};
use crate::algebra::present;
use crate::calculus::Function;
use crate::calculus::domain::Certainty;
use crate::calculus::families::{Equation, Family, Members, ParameterRange, membership, merged};
use crate::expr::{ExprId, Graph, Symbol};

/// `None` where no equation is solved completely by numbers and families, or where it was not decided which of these solve
/// the others.
pub(super) fn in_one_unknown(
    graph: &mut Graph,
    functions: &[Function],
    context: &SolveContext<'_>,
) -> Option<Solutions> {
    let (x, _) = functions.first()?.unknown()?;
    (0..functions.len()).find_map(|i| {
        let found = equation(graph, &functions[i], context);
        let (mut others, is_plain) = (functions.to_vec(), found.formulas.is_empty() && found.sets.is_empty());
        others.remove(i);
        let others: Vec<ExprId> = others.iter().map(Function::written).collect();
        (found.complete() && is_plain).then(|| common(graph, found, (&others, x)))?
    })
}

/// What of these solutions the other equations have too.
fn common(graph: &mut Graph, found: Solutions, (others, x): (&[ExprId], Symbol)) -> Option<Solutions> {
    let argument = found.argument(graph).saying("the solutions of one equation were put into the others");
    let mut kept = Solutions::new(&[x], argument);
    'points: for point in found.points {
        for &f in others {
            match is_solution(graph, f, x, point[0].exact?) {
                Certainty::Yes => {}
                Certainty::No => continue 'points,
                Certainty::Unknown => return None,
            }
        }
        kept.points.push(point);
    }
    let mut families = Vec::new();
    for family in found.families {
        families.extend(members_in_all(graph, &family, (others, x))?);
    }
    for members in merged(graph, families) {
        if let Some(numbers) = members.few(FEW) {
            for number in numbers {
                let member = members.at(graph, number);
                kept.points.push(vec![closed_solution(graph, member)]);
            }
            continue;
        }
        let formula = present(graph, members.formula);
        let (parameters, range) = (vec![members.k], members.range());
        kept.families.push(Family { expressions: vec![formula], parameters, range, conditions: Vec::new() });
    }
    kept.without_members(graph);
    kept.points.sort_by(|a, b| a[0].value.total_cmp(&b[0].value));
    Some(kept)
}

/// The members of a whole family that all the equations have as solutions.
fn members_in_all(graph: &mut Graph, family: &Family, (others, x): (&[ExprId], Symbol)) -> Option<Vec<Members>> {
    let is_whole =
        matches!(&family.range, ParameterRange::Whole { least: None, most: None, except } if except.is_empty());
    let (&[k], true) = (family.parameters.as_slice(), is_whole && family.conditions.is_empty()) else { return None };
    let mut kept = vec![Members::new(family.expressions[0], k)];
    for &f in others {
        let mut next = Vec::new();
        for members in kept {
            let is_whole = members.least.is_none() && members.most.is_none() && members.except.is_empty();
            let equation = Equation { f, x, holds: false };
            next.extend(is_whole.then(|| membership::solutions(graph, &members, &equation))??);
        }
        kept = next;
    }
    Some(kept)
}
