//! Problems for the tests of this folder.

use super::TapeProblem;
use crate::calculus::{gradient, normalise};
use crate::expr::{ExprId, Graph};
use crate::numeric::Rational;
use crate::tape::{lower, samples};

/// The problem of a function of these unknowns, differentiated symbolically.
pub fn problem(names: &[&str], build: impl FnOnce(&mut Graph, &[ExprId]) -> ExprId) -> TapeProblem {
    let mut graph = samples::graph();
    let (symbols, nodes) = samples::symbols(&mut graph, names);
    let written = build(&mut graph, &nodes);
    let f = normalise(&mut graph, written);
    let mut outputs = vec![written];
    outputs.extend(gradient(&mut graph, f, &symbols));
    let tape = lower(&graph, &outputs, &symbols).expect("all names are unknowns");
    TapeProblem::new(tape).expect("a value and its gradient")
}

/// `c·∏ base^n` summed: each term a coefficient and the exponents of the unknowns.
pub fn polynomial(names: &[&str], terms: &[(f64, &[i64])]) -> TapeProblem {
    problem(names, |graph, unknowns| {
        let sum: Vec<ExprId> = terms
            .iter()
            .map(|&(c, exponents)| {
                let mut factors = vec![number(graph, c)];
                for (&x, &n) in unknowns.iter().zip(exponents).filter(|(_, n)| **n != 0) {
                    let exponent = graph.integer(n);
                    factors.push(if n == 1 { x } else { graph.raw_power(x, exponent) });
                }
                graph.raw_product(&factors)
            })
            .collect();
        graph.raw_sum(&sum)
    })
}

/// A number as it prints.
pub fn number(graph: &mut Graph, value: f64) -> ExprId {
    let exact = Rational::parse(&crate::numeric::format::shortest(value)).expect("a decimal");
    graph.rational(exact)
}

/// `x*cos(x)`
pub fn x_cos_x() -> TapeProblem {
    problem(&["x"], |graph, x| {
        let cosine = graph.raw_call(&samples::COS, x);
        graph.raw_product(&[x[0], cosine])
    })
}

/// `(1 - x)^2 + 100*(y - x^2)^2`
pub fn rosenbrock() -> TapeProblem {
    problem(&["x", "y"], |graph, xy| {
        let (one, two, hundred) = (graph.integer(1), graph.integer(2), graph.integer(100));
        let (x, y) = (xy[0], xy[1]);
        let minus_x = graph.raw_negation(x);
        let left = graph.raw_sum(&[one, minus_x]);
        let left = graph.raw_power(left, two);
        let square = graph.raw_power(x, two);
        let minus_square = graph.raw_negation(square);
        let right = graph.raw_sum(&[y, minus_square]);
        let right = graph.raw_power(right, two);
        let right = graph.raw_product(&[hundred, right]);
        graph.raw_sum(&[left, right])
    })
}
