//! Products of factors whose bases all differ: nothing is joined in them.

use super::coefficient::number_product;
use crate::expr::{ExprId, Graph, Node};

/// What a factor is a power of, and the exponent.
pub(super) fn as_power_of(graph: &Graph, factor: ExprId) -> (ExprId, ExprId) {
    let exponential = || graph.as_exp(factor).map(|exponent| (ExprId::E, exponent));
    graph.as_power(factor).or_else(exponential).unwrap_or((factor, ExprId::ONE))
}

/// The product of two factors whose bases all differ, one of them no product itself: nothing is joined then.
pub(super) fn inserted(graph: &mut Graph, a: ExprId, b: ExprId) -> Option<ExprId> {
    let (new, old) = if graph.is_product(a) { (b, a) } else { (a, b) };
    let base = as_power_of(graph, new).0;
    let is_radical = |graph: &Graph, f: ExprId| graph.is_number(as_power_of(graph, f).0);
    let alone = |graph: &Graph, f: ExprId| as_power_of(graph, f).0 != base && !graph.is_infinite(f);
    if graph.is_product(new) || graph.is_nested_product(old) || is_radical(graph, new) || graph.is_infinite(new) {
        return None;
    }
    if !graph.is_product(old) {
        let apart = alone(graph, old) && !graph.is_number(old);
        return apart.then(|| {
            let pair = if graph.order(new, old).is_lt() { [new, old] } else { [old, new] };
            graph.raw_product(&pair)
        });
    }
    if !graph.children(old).iter().all(|&f| alone(graph, f)) {
        return None;
    }
    let mut all = graph.scratch.take_ids();
    all.extend_from_slice(graph.children(old));
    let start = usize::from(graph.is_number(all[0]));
    let place = start + all[start..].partition_point(|&f| graph.order(f, new).is_lt());
    all.insert(place, new);
    let product = graph.raw_product(&all);
    graph.scratch.give_ids(all);
    Some(product)
}

/// The bases of the factors of a normal product, as `product::replaced` asks for them.
pub(crate) fn bases_of(graph: &Graph, factors: &[ExprId], bases: &mut Vec<ExprId>) {
    bases.extend(factors.iter().map(|&f| as_power_of(graph, f).0));
}

/// Puts the factors of the new product into `all`, where a number and a factor of another base than all others take the
/// place of the old factor, and returns the number of the product; nothing where more is to be done.
pub(super) fn set_beside(
    graph: &mut Graph,
    factors: &[ExprId],
    bases: &[ExprId],
    place: usize,
    new: ExprId,
    all: &mut Vec<ExprId>,
) -> Option<ExprId> {
    let (number, rest) = match graph.node(new) {
        Node::Number(_) => (new, None),
        Node::Product(&[number, rest]) if graph.is_number(number) => (number, Some(rest)),
        Node::Undefined(_) | Node::Product(_) => return None,
        _ => (ExprId::ONE, Some(new)),
    };
    let special = |f: ExprId| graph.is_product(f) || graph.is_infinite(f) || graph.is_undefined(f);
    if factors.iter().copied().chain(rest).any(special) {
        return None;
    }
    if let Some(base) = rest.map(|r| as_power_of(graph, r).0)
        && (graph.is_number(base) || bases.iter().enumerate().any(|(i, &b)| b == base && i != place))
    {
        return None;
    }
    let start = usize::from(graph.is_number(factors[0]));
    let number = if start == 1 { number_product(graph, &[factors[0], number])? } else { number };
    all.extend(Some(number).filter(|&n| n != ExprId::ONE));
    // The old factor is in order too, so it does not disturb the search.
    let at = rest.map_or(place, |rest| start + factors[start..].partition_point(|&f| graph.order(f, rest).is_lt()));
    all.extend_from_slice(&factors[start..at.min(place)]);
    if at <= place {
        all.extend(rest);
        all.extend_from_slice(&factors[at..place]);
        all.extend_from_slice(&factors[place + 1..]);
    } else {
        all.extend_from_slice(&factors[place + 1..at]);
        all.extend(rest);
        all.extend_from_slice(&factors[at..]);
    }
    Some(number)
}
