//! Several equations in one unknown: the solutions of one of them that solve the others too.

use super::check::is_solution;
use super::closed_solution::closed_solution;
use super::single::{FEW, equation};
use super::solutions::{Solutions, SolveContext};
use crate::calculus::Function;
use crate::calculus::domain::Certainty;
use crate::calculus::families::{Equation, Family, merged, solutions};
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
        families.extend(members_in_all(graph, family, (others, x))?);
    }
    for family in merged(graph, families) {
        match family.members(graph, FEW) {
            Some(few) => kept.points.extend(few.into_iter().map(|member| vec![closed_solution(graph, member)])),
            None => kept.families.push(family.presented(graph)),
        }
    }
    kept.without_members(graph);
    kept.points.sort_by(|a, b| a[0].value.total_cmp(&b[0].value));
    Some(kept)
}

/// The members of a family that all the equations have as solutions.
fn members_in_all(graph: &mut Graph, family: Family, (others, x): (&[ExprId], Symbol)) -> Option<Vec<Family>> {
    if !family.conditions.is_empty() {
        return None;
    }
    let mut kept = vec![family.normalised(graph)];
    for &f in others {
        let mut next = Vec::new();
        for family in kept {
            next.extend(solutions(graph, &family, &Equation { f, x, holds: false })?);
        }
        kept = next;
    }
    Some(kept)
}
