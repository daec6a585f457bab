//! Functions of several unknowns that depend on one linear form of them only, such as `cos(x - y)`.

use super::exact::line;
use super::found::{MinimiserSet, Minimum, MinimumPoint, MinimumStatus};
use super::search::MinimumSearch;
use crate::algebra::normal::{normalise, product, quotient, sum};
use crate::algebra::{polynomial, present};
use crate::calculus::argument::{Argument, NAME, sentence};
use crate::calculus::exact_value::{ExactValue, exact_value};
use crate::calculus::{Function, Region};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, depends_on, rewrite};
use crate::numeric::Rational;

/// The answer for such a function on all of space.
pub(super) fn solve(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &MinimumSearch<'_>) -> Option<Minimum> {
    if symbols.len() < 2 || !search.region.is_entire() {
        return None;
    }
    let s = super::rays::parameter(graph, symbols);
    let (form, weights) = along(graph, f, symbols, s)?;
    let region = Region::entire(1);
    let inner = MinimumSearch { region: &region, ..*search };
    let found = line(graph, form, s, &inner)?;
    let terms: Vec<ExprId> = symbols
        .iter()
        .zip(&weights)
        .map(|(&symbol, w)| {
            let (w, node) = (graph.rational(w.clone()), graph.symbol_node(symbol));
            product(graph, &[w, node])
        })
        .collect();
    let linear = sum(graph, &terms);
    let (shown, inner_form) = (present(graph, linear), present(graph, form));
    let name = graph.name(s).to_string();
    let why = found.argument.sentence().named(inner_form);
    let beginning = sentence![NAME, " depends on ", &name, " = ", shown, " only, and that takes every value: "];
    let premise = found.argument.clone().about(inner_form);
    let argument = Argument::exact(sentence![beginning, why]).since(premise);
    let mut answer = Minimum::without_points(found.status, symbols, argument);
    answer.infimum = found.infimum;
    match found.status {
        MinimumStatus::Unbounded | MinimumStatus::None => return Some(answer),
        MinimumStatus::Global => {}
        MinimumStatus::Unknown => return None,
    }
    let first = found.points.first()?;
    let place = first.x[0].exact?;
    let place = normalise(graph, place);
    answer.points.push(MinimumPoint { x: point(graph, place, &weights), value: first.value, sample: false });
    answer.set = Some(minimisers(graph, f, linear, &found, &weights)?);
    Some(answer)
}

/// The function of the linear form, and its coefficients; `None` where the unknowns are not only in multiples of one form.
fn along(graph: &mut Graph, f: ExprId, symbols: &[Symbol], s: Symbol) -> Option<(ExprId, Vec<Rational>)> {
    let form = normalise(graph, f);
    let node = graph.symbol_node(s);
    let mut weights: Option<Vec<Rational>> = None;
    let image = rewrite(graph, form, |graph, id, _| {
        let is_sum = matches!(graph.node(id), Node::Sum(_)) && symbols.iter().any(|&x| depends_on(graph, id, x));
        let linear = if is_sum { polynomial::quadratic(graph, id, symbols) } else { None };
        let q = linear.filter(|q| (0..q.a.rows()).all(|i| q.a.row(i).iter().all(Rational::is_zero)))?;
        // Of another form the unknowns stay.
        let ratio = ratio(&q.b, weights.get_or_insert_with(|| q.b.clone()))?;
        let (ratio, rest) = (graph.rational(ratio), graph.rational(q.c.clone()));
        let multiple = product(graph, &[ratio, node]);
        Some(sum(graph, &[multiple, rest]))
    });
    // Multiples of one form cancel where nothing cancelled before, and with them where the function has no value.
    if !Function::everywhere(image, &[s]).lost(graph).is_everything() {
        return None;
    }
    let found = normalise(graph, image);
    let free = symbols.iter().all(|&x| !depends_on(graph, found, x));
    let weights = weights.filter(|w| free && w.iter().filter(|c| !c.is_zero()).count() > 1)?;
    Some((found, weights))
}

/// The factor λ with `a = λ·b`.
fn ratio(b: &[Rational], weights: &[Rational]) -> Option<Rational> {
    let i = weights.iter().position(|w| !w.is_zero())?;
    let ratio = b[i].checked_div(&weights[i]).ok()?;
    b.iter().zip(weights).all(|(b, w)| *b == w * &ratio).then_some(ratio)
}

/// A point where the form has this value: on the axis of the first unknown in it.
fn point(graph: &mut Graph, place: ExprId, weights: &[Rational]) -> Vec<ExactValue> {
    let first = weights.iter().position(|w| !w.is_zero());
    let mut x = Vec::new();
    for (i, w) in weights.iter().enumerate() {
        let at = if Some(i) == first {
            let w = graph.rational(w.clone());
            quotient(graph, place, w)
        } else {
            graph.integer(0)
        };
        x.push(exact_value(graph, at));
    }
    x
}

/// All minimisers, as equations.
fn minimisers(
    graph: &mut Graph,
    f: ExprId,
    linear: ExprId,
    found: &Minimum,
    weights: &[Rational],
) -> Option<MinimiserSet> {
    let places: Option<Vec<ExprId>> = found.points.iter().map(|p| p.x[0].exact).collect();
    let listed = found.families.is_empty() && found.set.is_none();
    let equations = match places.filter(|_| listed) {
        Some(places) => {
            let linear = present(graph, linear);
            let parts: Vec<ExprId> = places.into_iter().map(|at| graph.compare(Relation::Equal, linear, at)).collect();
            if parts.len() == 1 { parts } else { vec![graph.or(&parts)] }
        }
        None => {
            let value = found.points.first()?.value.exact?;
            let written = present(graph, f);
            vec![graph.compare(Relation::Equal, written, value)]
        }
    };
    // In the plane one equation leaves a line.
    let line = weights.len() == 2 && listed && found.points.len() == 1;
    let directions = if line { vec![vec![weights[1].clone(), -&weights[0]]] } else { Vec::new() };
    Some(MinimiserSet { point: Vec::new(), directions, equations })
}
