//! A light touch after a derivative was taken.
//!
//! `3/(5x + 7) - 5(3x - 2)/(5x + 7)^2` becomes `31/(5x + 7)^2`: what the terms of a sum have in common, numerators or
//! denominators, is pulled out, what is left is multiplied out, and the result is kept where it prints shorter.

use crate::algebra::expand::expand_to;
use crate::algebra::normal::{Factors, piecewise, product, split_coefficient, sum};
use crate::algebra::present::present;
use crate::expr::{ExprId, Graph, Node, print, unfolded_size};
use crate::numeric::Rational;
use crate::numeric::budget::{nodes, terms};

/// Common factors and denominators in front, what is left multiplied out, where that prints shorter.
pub(in crate::calculus) fn light(graph: &mut Graph, root: ExprId) -> ExprId {
    // Most entries of a large Hessian are numbers.
    if graph.children(root).is_empty() || unfolded_size(graph, root).0 > nodes::LIGHTLY_SIMPLIFIED {
        return root;
    }
    match graph.node(root) {
        Node::Sum(terms) => {
            let terms: Vec<ExprId> = terms.to_vec();
            let terms: Vec<ExprId> = terms.into_iter().map(|t| tidy_product(graph, t)).collect();
            let collected = sum(graph, &terms);
            let collected = shorter(graph, root, collected);
            tidy_sum(graph, collected)
        }
        Node::Product(_) => tidy_product(graph, root),
        Node::Piecewise(parts) => {
            let mut parts = parts.to_vec();
            let last = parts.len() - 1;
            for i in (0..parts.len()).filter(|i| i % 2 == 1 || *i == last) {
                parts[i] = light(graph, parts[i]);
            }
            piecewise(graph, &parts)
        }
        _ => root,
    }
}

/// A product with the sums among its factors made shorter.
fn tidy_product(graph: &mut Graph, root: ExprId) -> ExprId {
    let Node::Product(factors) = graph.node(root) else { return root };
    let factors = factors.to_vec();
    let tidied: Vec<ExprId> = factors.iter().map(|&f| tidy_sum(graph, f)).collect();
    let candidate = product(graph, &tidied);
    let best = shorter(graph, root, candidate);
    let reduced = reduced(graph, best);
    shorter(graph, best, reduced)
}

/// `(6b + 10w - 26)/4` as `(3b + 5w - 13)/2`: what the terms of a sum have in common goes into the number in front.
fn reduced(graph: &mut Graph, root: ExprId) -> ExprId {
    let Node::Product(factors) = graph.node(root) else { return root };
    let mut factors = factors.to_vec();
    let Some(position) = factors.iter().position(|&f| matches!(graph.node(f), Node::Sum(_))) else { return root };
    let terms = graph.children(factors[position]).to_vec();
    let mut content: Option<Rational> = None;
    for &term in &terms {
        let (coefficient, _) = split_coefficient(graph, term);
        if !coefficient.value.is_integer() {
            return root;
        }
        content = match content {
            None => Some(coefficient.value.abs()),
            Some(c) => c.gcd(&coefficient.value),
        };
    }
    let Some(content) = content.filter(|c| !c.is_one() && !c.is_zero()) else { return root };
    let Ok(inverse) = content.recip() else { return root };
    let inverse = graph.rational(inverse);
    let terms: Vec<ExprId> = terms.into_iter().map(|t| product(graph, &[inverse, t])).collect();
    factors[position] = sum(graph, &terms);
    factors.push(graph.rational(content));
    product(graph, &factors)
}

fn tidy_sum(graph: &mut Graph, root: ExprId) -> ExprId {
    let Node::Sum(terms) = graph.node(root) else { return root };
    let terms = terms.to_vec();
    match pulled_out(graph, &terms) {
        Some(candidate) => shorter(graph, root, candidate),
        None => root,
    }
}

/// The second expression if it prints shorter, else the first.
pub(in crate::calculus) fn shorter(graph: &mut Graph, old: ExprId, new: ExprId) -> ExprId {
    if old == new || printed_length(graph, new) >= printed_length(graph, old) { old } else { new }
}

fn printed_length(graph: &mut Graph, id: ExprId) -> usize {
    let shown = present(graph, id);
    print::exact_text(graph, shown).map_or(usize::MAX, |text| text.chars().filter(|c| *c != ' ').count())
}

/// The sum with common factors and common denominators in front.
fn pulled_out(graph: &mut Graph, terms: &[ExprId]) -> Option<ExprId> {
    let split: Vec<Factors> = terms.iter().map(|&t| Factors::of(graph, t)).collect();
    let common = common_powers(graph, &split);
    if common.powers().is_empty() {
        return None;
    }
    let mut inner = Vec::with_capacity(terms.len());
    for (&term, mut rest) in terms.iter().zip(split) {
        let (coefficient, _) = split_coefficient(graph, term);
        let coefficient = graph.number(coefficient);
        rest.number = Rational::ONE;
        common.powers().iter().for_each(|(base, e)| rest.multiply(*base, &-e));
        let rest = rest.build(graph);
        inner.push(product(graph, &[coefficient, rest]));
    }
    let inner = sum(graph, &inner);
    let inner = expand_to(graph, inner, terms::TIDIED).ok()?;
    let common = common.build(graph);
    Some(product(graph, &[inner, common]))
}

/// Denominators of any term, and factors of all terms if one of them is more than a plain variable.
fn common_powers(graph: &Graph, split: &[Factors]) -> Factors {
    let mut bases: Vec<ExprId> = split.iter().flat_map(Factors::powers).map(|(b, _)| *b).collect();
    bases.sort_by(|&a, &b| graph.order(a, b));
    bases.dedup();
    let mut common = Factors::number(Rational::ONE);
    for base in bases {
        if let Some(least) = split.iter().map(|term| term.exponent(base)).min().filter(|e| !e.is_zero()) {
            common.multiply(base, &least);
        }
    }
    let plain = |base: ExprId| matches!(graph.node(base), Node::Symbol(_) | Node::Constant(_) | Node::Number(_));
    if common.powers().iter().all(|(base, least)| plain(*base) && !least.is_negative()) {
        return Factors::number(Rational::ONE);
    }
    common
}
