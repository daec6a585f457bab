//! Equations taken apart: terms, factors, powers of one part, denominators.

use std::collections::BTreeMap;

use crate::algebra::expand;
use crate::algebra::formula::definition;
use crate::algebra::normal::{Powers, Term, formed, normalise, product, quotient, sum};
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, reach, replaced};
pub use crate::expr::{factors_of as factors, terms_of as terms};
use crate::numeric::Rational;
use crate::numeric::budget::degrees;

/// `root` with nodes replaced, in normal form.
pub fn replace(graph: &mut Graph, root: ExprId, pairs: &[(ExprId, ExprId)]) -> ExprId {
    let whole = replaced(graph, root, pairs);
    normalise(graph, whole)
}

/// `-id`, term by term.
pub fn minus(graph: &mut Graph, id: ExprId) -> ExprId {
    divided(graph, id, ExprId::MINUS_ONE)
}

/// `a/b`, term by term where `a` is a sum and `b` a number.
pub fn divided(graph: &mut Graph, a: ExprId, b: ExprId) -> ExprId {
    if graph.as_number(b).is_none() {
        return quotient(graph, a, b);
    }
    let parts = terms(graph, a).into_iter().map(|t| t / b).collect();
    formed(graph, Term::Sum(parts))
}

/// A sum as the part that depends on the symbol and the part that does not.
pub fn split_sum(graph: &mut Graph, id: ExprId, x: Symbol) -> (ExprId, ExprId) {
    let all = terms(graph, id);
    let (open, closed): (Vec<ExprId>, Vec<ExprId>) = all.into_iter().partition(|&t| depends_on(graph, t, x));
    (sum(graph, &open), sum(graph, &closed))
}

/// A product as the part that depends on the symbol and the part that does not.
pub fn split_product(graph: &mut Graph, id: ExprId, x: Symbol) -> (ExprId, ExprId) {
    let all = factors(graph, id);
    let (open, closed): (Vec<ExprId>, Vec<ExprId>) = all.into_iter().partition(|&t| depends_on(graph, t, x));
    (product(graph, &open), product(graph, &closed))
}

/// Base and whole exponent of a factor.
fn whole_power(graph: &Graph, factor: ExprId) -> (ExprId, i64) {
    match graph.node(factor) {
        Node::Power(base, exponent) => match graph.as_integer(exponent) {
            Some(n) => (base, n),
            None => (factor, 1),
        },
        _ => (factor, 1),
    }
}

/// The expression multiplied out and collected by powers of `kernel`; `None` where something else depends on `x`.
pub fn collect(graph: &mut Graph, id: ExprId, kernel: ExprId, x: Symbol) -> Option<BTreeMap<i64, ExprId>> {
    let expanded = expand(graph, id).ok()?;
    let mut parts: BTreeMap<i64, Vec<ExprId>> = BTreeMap::new();
    for term in terms(graph, expanded) {
        let (mut degree, mut rest) = (0_i64, Vec::new());
        for factor in factors(graph, term) {
            let (base, n) = whole_power(graph, factor);
            if base == kernel {
                degree = degree.checked_add(n).filter(|d| d.abs() <= degrees::COLLECTED)?;
            } else if depends_on(graph, factor, x) {
                return None;
            } else {
                rest.push(factor);
            }
        }
        let rest = product(graph, &rest);
        parts.entry(degree).or_default().push(rest);
    }
    let mut collected = BTreeMap::new();
    for (degree, rest) in parts {
        let coefficient = sum(graph, &rest);
        if !graph.is_zero(coefficient) {
            collected.insert(degree, coefficient);
        }
    }
    Some(collected)
}

/// `a*x + b` as `a` and `b`.
pub fn linear(graph: &mut Graph, id: ExprId, x: Symbol) -> Option<(ExprId, ExprId)> {
    let node = graph.symbol_node(x);
    let collected = collect(graph, id, node, x).filter(|c| c.keys().all(|n| (0..=1).contains(n)))?;
    Some((*collected.get(&1)?, collected.get(&0).copied().unwrap_or(ExprId::ZERO)))
}

/// The largest parts other than `x` itself that depend on it and are neither sums, products nor whole powers; whether `x`
/// stands outside them.
pub fn kernels(graph: &Graph, id: ExprId, x: Symbol) -> (Vec<ExprId>, bool) {
    let (mut found, mut bare) = (Vec::new(), false);
    let mut open = vec![id];
    let mut seen = std::collections::HashSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) || !depends_on(graph, id, x) {
            continue;
        }
        match graph.node(id) {
            Node::Symbol(_) => bare = true,
            Node::Sum(children) | Node::Product(children) => open.extend_from_slice(children),
            Node::Power(base, exponent) if graph.as_integer(exponent).is_some() => open.push(base),
            _ => found.push(id),
        }
    }
    found.sort_by(|&a, &b| graph.order(a, b));
    (found, bare)
}

/// A sum times what stands below its fraction bars; `None` if nothing does. It has the zeros of the sum, and perhaps more.
pub fn cleared(graph: &mut Graph, id: ExprId, x: Symbol) -> Option<ExprId> {
    let all = terms(graph, id);
    let mut below: Vec<(ExprId, i64)> = Vec::new();
    for &term in &all {
        for factor in factors(graph, term) {
            let (base, n) = whole_power(graph, factor);
            if n < 0 && depends_on(graph, base, x) {
                match below.iter_mut().find(|(b, _)| *b == base) {
                    Some((_, most)) => *most = (*most).max(-n),
                    None => below.push((base, -n)),
                }
            }
        }
    }
    if below.is_empty() {
        return None;
    }
    let scale = formed(graph, Term::Product(below.iter().map(|&(base, n)| base.pow(n)).collect()));
    Some(formed(graph, Term::Sum(all.into_iter().map(|term| term * scale).collect())))
}

/// The factors with their powers that all terms of a sum share, and what is left of it.
pub fn common_factor(graph: &mut Graph, id: ExprId, x: Symbol) -> Option<(ExprId, ExprId)> {
    let all = terms(graph, id);
    let (first, others) = all.split_first()?;
    let mut shared = Vec::new();
    for factor in factors(graph, *first) {
        let (base, n) = whole_power(graph, factor);
        if n < 1 || !depends_on(graph, base, x) {
            continue;
        }
        let mut least = n;
        for &other in others {
            let found = factors(graph, other).into_iter().map(|f| whole_power(graph, f)).find(|(b, _)| *b == base);
            least = least.min(found.map_or(0, |(_, m)| m));
        }
        if least > 0 {
            shared.push(base.pow(least));
        }
    }
    if shared.is_empty() || others.is_empty() {
        return None;
    }
    let outside = formed(graph, Term::Product(shared));
    let inside = all.into_iter().map(|term| term / outside).collect();
    Some((outside, formed(graph, Term::Sum(inside))))
}

/// Arguments written as whole multiples of one unit plus a part without the symbol; `None` if they are no rational
/// multiples of each other.
pub fn common_unit(graph: &mut Graph, arguments: &[ExprId], x: Symbol) -> Option<(ExprId, Vec<(i64, ExprId)>)> {
    let mut parts = Vec::new();
    for &argument in arguments {
        let argument = expand(graph, argument).ok()?;
        parts.push(split_sum(graph, argument, x));
    }
    let first = parts.first()?.0;
    let mut ratios = Vec::new();
    for &(open, _) in &parts {
        let ratio = quotient(graph, open, first);
        let ratio = match graph.as_rational(ratio) {
            Some(r) => r.clone(),
            None => proportion(graph, open, first)?,
        };
        ratios.push(ratio);
    }
    let unit = ratios.iter().try_fold(Rational::ZERO, |all, r| all.common_measure(r))?;
    let inverse = unit.recip().ok()?;
    let multiples: Option<Vec<(i64, ExprId)>> =
        ratios.iter().zip(&parts).map(|(r, &(_, closed))| Some(((r * &inverse).to_i64()?, closed))).collect();
    let multiples = multiples?;
    if multiples.iter().any(|(n, _)| n.abs() > degrees::COLLECTED) {
        return None;
    }
    let open = formed(graph, Term::Number(unit) * first);
    let open = expand(graph, open).ok()?;
    Some((open, multiples))
}

/// The number that one sum is of another, term by term.
fn proportion(graph: &mut Graph, a: ExprId, b: ExprId) -> Option<Rational> {
    let (a, b) = (terms(graph, a), terms(graph, b));
    if a.len() != b.len() {
        return None;
    }
    let mut ratio: Option<Rational> = None;
    for (&s, &t) in a.iter().zip(&b) {
        let q = quotient(graph, s, t);
        let q = graph.as_rational(q)?.clone();
        if ratio.as_ref().is_some_and(|r| *r != q) {
            return None;
        }
        ratio = Some(q);
    }
    ratio
}

/// `root` with every call of functions that others write replaced by its definition, in normal form; `None` if there is
/// none.
pub fn defined_by_others(graph: &mut Graph, root: ExprId, x: Symbol) -> Option<ExprId> {
    let mut pairs = Vec::new();
    for id in reach(graph, &[root]).order {
        let Node::Call(function, arguments) = graph.node(id) else { continue };
        let arguments = arguments.to_vec();
        if function.definition.is_some() && depends_on(graph, id, x) {
            let arguments: Vec<ExprId> = arguments.into_iter().map(|a| replace(graph, a, &pairs)).collect();
            pairs.extend(definition(graph, function, &arguments).map(|written| (id, written)));
        }
    }
    (!pairs.is_empty()).then(|| replace(graph, root, &pairs))
}
