//! Every way to make a node finds the one that is there.

use super::{Constant, ExprId, Graph, Node, Number, reach};
use crate::calculus::CORE;
use crate::numeric::Rational;

#[test]
fn a_graph_begins_with_its_fixed_nodes() {
    let mut graph = Graph::new(&CORE);
    assert!(graph.is_empty());
    assert_eq!(graph.integer(0), ExprId::ZERO);
    assert_eq!(graph.rational(Rational::ONE), ExprId::ONE);
    assert_eq!(graph.number(Number::integer(-1)), ExprId::MINUS_ONE);
    assert_eq!(graph.constant(Constant::E), ExprId::E);
    assert!(graph.is_empty());
    graph.symbol("x");
    assert!(!graph.is_empty());
}

#[test]
fn a_number_is_one_node_however_it_is_made() {
    let mut graph = Graph::new(&CORE);
    for n in [-257, -256, -2, 2, 1023, 1024, i64::MIN, i64::MAX] {
        let first = graph.number(Number::integer(n));
        assert_eq!(graph.integer(n), first);
        assert_eq!(graph.rational(Rational::from(n)), first);
        assert_eq!(graph.as_integer(first), Some(n));
    }
    let half = Rational::new(1, 2).unwrap();
    let fraction = graph.rational(half.clone());
    let decimal = graph.number(Number::new(half, true));
    // They print differently.
    assert_ne!(fraction, decimal);
    let long = Rational::from(3).pow(200).unwrap();
    assert_eq!(graph.rational(long.clone()), graph.rational(long));
}

#[test]
fn products_made_of_products_are_the_same_nodes() {
    let mut graph = Graph::new(&CORE);
    let ids: Vec<ExprId> = (0..6).map(|i| graph.symbol(&format!("x{i}"))).collect();
    let seven = graph.integer(7);
    let plain = graph.raw_product(&ids);
    let led: Vec<ExprId> = std::iter::once(seven).chain(ids.iter().copied()).collect();
    // Found where it is there, made where it is not.
    let with = graph.product_with_first(seven, plain);
    assert_eq!(graph.raw_product(&led), with);
    assert_eq!(graph.product_without_first(with), plain);
    let tail = graph.product_without_first(plain);
    assert_eq!(graph.raw_product(&ids[1..]), tail);
    assert_eq!(graph.children(tail), &ids[1..]);
    let pair = graph.raw_product(&[seven, ids[0]]);
    assert_eq!(graph.product_without_first(pair), ids[0]);
}

#[test]
fn marks_tell_what_has_no_value_and_what_is_infinite() {
    let mut graph = Graph::new(&CORE);
    let (x, infinity) = (graph.symbol("x"), graph.constant(Constant::Infinity));
    let negative = graph.raw_negation(infinity);
    let nested = graph.raw_product(&[x, negative]);
    let sum = graph.raw_sum(&[x, infinity]);
    assert!([infinity, negative, nested].iter().all(|&id| graph.is_infinite(id)));
    assert!([x, sum, ExprId::E].iter().all(|&id| !graph.is_infinite(id)));
    assert!(graph.is_nested_product(nested) && !graph.is_nested_product(negative));
    let fault = graph.undefined(super::Fault::DivisionByZero);
    assert!(graph.is_undefined(fault) && !graph.is_undefined(x));
}

#[test]
fn what_is_reached_comes_in_ascending_order_once() {
    let mut graph = Graph::new(&CORE);
    let symbols: Vec<ExprId> = (0..300).map(|i| graph.symbol(&format!("x{i}"))).collect();
    let pairs: Vec<ExprId> = symbols.windows(2).map(|w| graph.raw_product(&[w[1], w[0]])).collect();
    let some: Vec<ExprId> = pairs.iter().copied().step_by(40).collect();
    // Nearly all nodes, and few of them.
    for terms in [&pairs, &some] {
        let root = graph.raw_sum(terms);
        let order = reach(&graph, &[root]).order;
        assert!(order.windows(2).all(|w| w[0] < w[1]));
        assert_eq!(order.last(), Some(&root));
        let products = order.iter().filter(|&&id| matches!(graph.node(id), Node::Product(_))).count();
        assert_eq!(products, terms.len());
    }
}
