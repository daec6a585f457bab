//! Whether a normal form has values only where what was written has.

use super::Search;
use super::order::order;
use crate::calculus::certify::{Program, Workspace};
use crate::calculus::normal::{negation, normalise};
use crate::calculus::solve::check::{Answer, needs, satisfies};
use crate::calculus::solve::vocabulary::MustBe;
use crate::calculus::solve::{Family, Range};
use crate::calculus::{derivative, expand};
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, reach, substitute};
use crate::numeric::{Interval, Quality};

/// Has every part of the function a value everywhere, whichever branches are chosen?
pub(super) fn needs_nothing(graph: &Graph, f: ExprId, symbols: &[Symbol]) -> bool {
    let open = |graph: &Graph, id: ExprId| symbols.iter().any(|&s| depends_on(graph, id, s));
    reach(graph, &[f]).order.into_iter().all(|id| match graph.node(id) {
        _ if !open(graph, id) => true,
        Node::Power(_, exponent) => graph.as_integer(exponent).is_some_and(|n| n >= 0),
        Node::Call(function, _) => function.domain.is_empty(),
        Node::Undefined(_) => false,
        _ => true,
    })
}

/// Is the normal form defined just where the function is? What either asks for is the same, or holds everywhere in the
/// region.
pub(super) fn keeps_domain(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    sides: &[Interval],
    search: &Search<'_>,
) -> bool {
    let form = normalise(graph, f);
    if form == f || needs_nothing(graph, f, symbols) {
        return true;
    }
    symbols.iter().all(|&x| {
        let Some(asked) = needs(graph, search.words, f, x) else { return false };
        let Some(kept) = needs(graph, search.words, form, x) else { return false };
        let kept: Vec<(ExprId, MustBe)> = kept.into_iter().map(|(e, m)| (normalise(graph, e), m)).collect();
        asked.into_iter().all(|(need, must_be)| {
            let need = normalise(graph, need);
            kept.contains(&(need, must_be)) || holds(graph, need, must_be, (symbols, sides))
        })
    })
}

/// Does a condition hold wherever the symbols lie in these intervals? Proved, or no.
pub(super) fn holds(
    graph: &mut Graph,
    need: ExprId,
    must_be: MustBe,
    (symbols, sides): (&[Symbol], &[Interval]),
) -> bool {
    if !symbols.iter().any(|&s| depends_on(graph, need, s)) {
        return satisfies(graph, need, must_be) == Answer::Yes;
    }
    let Ok(program) = Program::new(graph, &[need], symbols) else { return false };
    let mut workspace = Workspace::new(&program);
    program.evaluate(&mut workspace, sides, 1);
    let found = workspace.output(&program, 0);
    if found.quality < Quality::Defined || found.range.is_empty() {
        return false;
    }
    let range = found.range;
    match must_be {
        MustBe::Positive => range.low() > 0.0,
        MustBe::NotNegative => range.low() >= 0.0,
        MustBe::NotZero => range.low() > 0.0 || range.high() < 0.0,
    }
}

/// The members of a family at which the function has a value, as a family; `None` where that is not decided, or there are
/// none. Conditions that are linear in a whole number bound it; all others must hold whatever the parameters are.
pub(super) fn members(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    family: &Family,
    search: &Search<'_>,
) -> Option<Family> {
    let bindings: Vec<(Symbol, ExprId)> = symbols.iter().copied().zip(family.expressions.iter().copied()).collect();
    let here = substitute(graph, f, &bindings);
    let mut family = family.clone();
    for p in family.parameters.clone() {
        for (need, must_be) in needs(graph, search.words, here, p)? {
            let need = normalise(graph, need);
            let need = expand(graph, need, super::MAX_TERMS).unwrap_or(need);
            let sides = sides(&family);
            if holds(graph, need, must_be, (&family.parameters, &sides)) {
                continue;
            }
            family.range = narrowed(graph, need, must_be, &family)?;
        }
    }
    match &family.range {
        Range::Whole { least: Some(least), most: Some(most), .. } if least > most => None,
        _ => Some(family),
    }
}

/// Between which numbers the parameters lie.
fn sides(family: &Family) -> Vec<Interval> {
    let side = match &family.range {
        Range::Whole { least, most, .. } => {
            Interval::new(least.map_or(f64::NEG_INFINITY, |n| n as f64), most.map_or(f64::INFINITY, |n| n as f64))
        }
        Range::Real => Interval::ENTIRE,
    };
    vec![side; family.parameters.len()]
}

/// The range of the only parameter, a whole number, on which a condition that is linear in it holds.
fn narrowed(graph: &mut Graph, need: ExprId, must_be: MustBe, family: &Family) -> Option<Range> {
    let (&[k], Range::Whole { least, most, except }) = (family.parameters.as_slice(), &family.range) else {
        return None;
    };
    let slope = derivative(graph, need, k);
    if depends_on(graph, slope, k) {
        return None;
    }
    let rises = order(graph, slope)?;
    if must_be == MustBe::NotZero || rises.is_eq() {
        return None;
    }
    // The condition holds on one side of a number; which whole number is the first is proved at it and at the next.
    let zero = graph.integer(0);
    let start = substitute(graph, need, &[(k, zero)]);
    let middle = {
        let ratio = crate::calculus::normal::quotient(graph, start, slope);
        let ratio = negation(graph, ratio);
        super::order::number(graph, ratio).round()
    };
    if middle.abs() > 1e15 {
        return None;
    }
    let satisfied = |graph: &mut Graph, n: i64| {
        let n = graph.integer(n);
        let at = substitute(graph, need, &[(k, n)]);
        let order = order(graph, at)?;
        Some(if must_be == MustBe::Positive { order.is_gt() } else { order.is_ge() })
    };
    let middle = middle as i64;
    for n in middle - 1..=middle + 1 {
        let (here, next) = (satisfied(graph, n)?, satisfied(graph, n + 1)?);
        if rises.is_gt() && !here && next {
            let least = Some(least.map_or(n + 1, |l| l.max(n + 1)));
            return Some(Range::Whole { least, most: *most, except: except.clone() });
        }
        if rises.is_lt() && here && !next {
            let most = Some(most.map_or(n, |m| m.min(n)));
            return Some(Range::Whole { least: *least, most, except: except.clone() });
        }
    }
    None
}
