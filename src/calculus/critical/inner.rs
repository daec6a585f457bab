//! A function of one inner value: it is critical where the inner value is, and where it takes a value at which the outer
//! function is.

use std::cmp::Ordering;

use super::kind::{Classification, CriticalPointKind};
use super::numbers::one_is_never_zero;
use super::part::Question;
use super::points::CriticalPoints;
use super::site::{Site, equalities};
use super::smooth::is_smooth;
use crate::algebra::closed::sign;
use crate::algebra::normal::{difference, is_positive, negation, normalise, split_coefficient};
use crate::algebra::terms::replace;
use crate::algebra::{derivative, present};
use crate::calculus::argument::{Argument, sentence};
use crate::calculus::families::values_at;
use crate::calculus::solve::equation;
use crate::calculus::{Function, Side};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, at_point, substitute, symbols_of, terms_of};

/// No name that a user can write.
const STAND_IN: &str = "\u{1}0";

/// The outer function of a symbol, and what the symbol stands for.
struct Composed {
    outer: ExprId,
    symbol: Symbol,
    inner: ExprId,
}

/// The critical points; `None` where the function is not composed so.
pub(super) fn critical(graph: &mut Graph, question: &Question<'_>) -> Option<CriticalPoints> {
    let Composed { outer, symbol, inner } = composed(graph, question)?;
    if !is_smooth(graph, question.f) || !question.has_value_everywhere(graph) {
        return None;
    }
    let slope = derivative(graph, outer, symbol);
    let zeros = equation(graph, &Function::on_side(slope, symbol, Side::ENTIRE), question.context);
    if !zeros.sets.is_empty() || !zeros.conditions.is_empty() {
        return None;
    }
    let inner_one = Function::new(inner, question.symbols, question.region.clone());
    let below = (question.whole)(graph, &inner_one, question.context);
    if !below.sets.is_empty() {
        return None;
    }
    let mut found = CriticalPoints::all();
    let levels = zeros.argument(graph);
    let shown = present(graph, inner);
    found.rest_on(Argument::exact("where the outer function of u0 has no slope").since(levels));
    found.rest_on(Argument::exact(sentence!["u0 = ", shown]).since(below.argument.clone().about(shown)));
    let work = Composition { question, inner };
    for point in zeros.points {
        match point[0].exact {
            Some(at) => {
                let at = normalise(graph, at);
                work.level(graph, at, &mut found);
            }
            None => found.lose("no closed form is known here for a curve of critical points"),
        }
    }
    let put = substitute(graph, slope, &[(symbol, inner)]);
    if !zeros.families.is_empty() && !one_is_never_zero(graph, &[put], question.symbols, question.region) {
        let form = normalise(graph, put);
        let (_, form) = split_coefficient(graph, form);
        let (shown, zero) = (present(graph, form), graph.integer(0));
        let curve = vec![graph.compare(Relation::Equal, shown, zero)];
        found.sets.push(curve);
    }
    work.inner_points(graph, put, &below, &mut found)?;
    found.sort();
    Some(found)
}

struct Composition<'a> {
    question: &'a Question<'a>,
    inner: ExprId,
}

impl Composition<'_> {
    /// The curve on which the inner value is a number, if it can be.
    fn level(&self, graph: &mut Graph, at: ExprId, found: &mut CriticalPoints) {
        let Question { symbols, region, .. } = *self.question;
        let gap = difference(graph, self.inner, at);
        let turned = negation(graph, gap);
        let is_passed = is_positive(graph, gap) || is_positive(graph, turned);
        if is_passed || one_is_never_zero(graph, &[gap], symbols, region) {
            return;
        }
        let (left, right) = (present(graph, self.inner), present(graph, at));
        let curve = vec![graph.compare(Relation::Equal, left, right)];
        found.sets.push(curve);
    }

    /// Critical points of the inner value at which the outer function rises or falls.
    fn inner_points(
        &self,
        graph: &mut Graph,
        slope: ExprId,
        below: &CriticalPoints,
        found: &mut CriticalPoints,
    ) -> Option<()> {
        let Question { f, symbols, .. } = *self.question;
        for point in &below.points {
            let exact: Vec<ExprId> = point.x.iter().map(|s| s.exact).collect::<Option<_>>()?;
            let put = at_point(graph, slope, symbols, &exact);
            let order = sign(graph, put).proved()?;
            if order.is_ne() {
                let mut site = Site::of_point(symbols, &point.x, point.judgement.clone());
                site.judgement = turned(site.judgement, order);
                site.list(graph, f, symbols, found);
            } else if found.sets.is_empty() {
                found.sets.push(equalities(graph, symbols, &exact));
            }
        }
        for (family, judgement) in &below.families {
            for (own, values) in values_at(graph, (family, symbols), &[slope])? {
                let order = sign(graph, values[0]).proved()?;
                if order.is_ne() {
                    let site = Site::of_family(symbols, &own, turned(judgement.clone(), order))?;
                    site.list(graph, f, symbols, found);
                }
            }
        }
        Some(())
    }
}

/// The outer function falls: a maximum of the inner value is a minimum.
fn turned(judgement: Classification, order: Ordering) -> Classification {
    let word = if order.is_lt() { "falls" } else { "rises" };
    let because = match judgement.kind {
        CriticalPointKind::Unknown => judgement.because,
        _ => format!("the outer function {word} there, and {}", inner_words(judgement.kind)),
    };
    Classification { kind: judgement.kind.turned(order), because }
}

fn inner_words(kind: CriticalPointKind) -> &'static str {
    match kind {
        CriticalPointKind::Minimum => "the inner one has a minimum",
        CriticalPointKind::Maximum => "the inner one has a maximum",
        CriticalPointKind::Saddle => "the inner one has a saddle",
        CriticalPointKind::Degenerate | CriticalPointKind::Unknown => "the inner one is degenerate",
    }
}

/// `c*g(u) + d` with one open part `u` in several unknowns.
fn composed(graph: &mut Graph, question: &Question<'_>) -> Option<Composed> {
    let form = normalise(graph, question.f);
    let terms = terms_of(graph, form);
    let open: Vec<ExprId> = terms.into_iter().filter(|&t| !symbols_of(graph, &[t]).is_empty()).collect();
    let &[term] = open.as_slice() else { return None };
    let (_, core) = split_coefficient(graph, term);
    let inner = match graph.node(core) {
        Node::Call(_, &[u]) => u,
        Node::Power(base, exponent) if symbols_of(graph, &[exponent]).is_empty() => base,
        Node::Power(base, exponent) if symbols_of(graph, &[base]).is_empty() => exponent,
        _ => return None,
    };
    if question.symbols.iter().any(|s| !symbols_of(graph, &[inner]).contains(s)) {
        return None;
    }
    let symbol = graph.symbol_id(STAND_IN);
    let node = graph.symbol_node(symbol);
    let outer = replace(graph, form, &[(inner, node)]);
    (symbols_of(graph, &[outer]) == [symbol]).then_some(Composed { outer, symbol, inner })
}
