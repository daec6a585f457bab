//! Whether a normal form has values only where what was written has.

use super::Search;
use crate::calculus::certify::{Program, Workspace};
use crate::calculus::normal::normalise;
use crate::calculus::solve::check::{Answer, needs, satisfies};
use crate::calculus::solve::vocabulary::MustBe;
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, reach};
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
