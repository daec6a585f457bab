//! Problems for the tests of this folder.

use std::sync::Arc;

use super::{
    Adjustments, Background, GradientDescent, Knowledge, KnownPoint, Labels, Method, Plan, Problem, Rate, Run,
    Stopping, TapeProblem, descend,
};
use crate::algebra::{gradient, hessian, normalise};
use crate::calculus::certify::DomainBounds;
use crate::expr::{ExprId, Graph};
use crate::interrupt::Interrupt;
use crate::numeric::Rational;
use crate::numeric::matrix::Matrix;
use crate::numeric::quadratic::Quadratic;
use crate::tape::{lower, samples};

/// The problem of a function of these unknowns, differentiated symbolically.
pub fn problem(names: &[&str], build: impl FnOnce(&mut Graph, &[ExprId]) -> ExprId) -> TapeProblem {
    let mut graph = samples::graph();
    let (symbols, nodes) = samples::symbols(&mut graph, names);
    let written = build(&mut graph, &nodes);
    let f = normalise(&mut graph, written);
    let mut outputs = vec![written];
    outputs.extend(gradient(&mut graph, f, &symbols));
    let entries = hessian(&mut graph, f, &symbols).concat();
    let tape = |outputs: &[ExprId]| lower(&graph, outputs, &symbols).expect("all names are unknowns");
    let problem = TapeProblem::new(tape(&outputs)).expect("a value and its gradient");
    let problem = problem.with_value(tape(&[written])).with_hessian(tape(&entries));
    match DomainBounds::new(&graph, written, &symbols).expect("bounds are known") {
        Some(domain) => problem.with_domain(Arc::new(domain)),
        None => problem,
    }
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
        let cosine = graph.raw_call(samples::function("cos"), x);
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

/// Knowledge for tests: what the command would find out from the expression.
#[derive(Default)]
pub struct Known {
    pub quadratic: Option<Quadratic>,
    pub minimisers: Vec<KnownPoint>,
}

impl Knowledge for Known {
    fn quadratic(&self) -> Option<&Quadratic> {
        self.quadratic.as_ref()
    }
    fn minimisers(&self) -> &[KnownPoint] {
        &self.minimisers
    }
}

impl Known {
    /// One global minimiser.
    pub fn at(x: &[f64], value: f64) -> Known {
        let text = |v: &f64| crate::numeric::format::shortest(*v);
        let point = KnownPoint {
            x: x.to_vec(),
            exact: x.iter().map(text).collect(),
            value,
            value_exact: text(&value),
            global: true,
            proved: true,
        };
        Known { quadratic: None, minimisers: vec![point] }
    }
}

/// A decimal or fraction.
pub fn rational(text: &str) -> Rational {
    match text.split_once('/') {
        Some((a, b)) => rational(a).checked_div(&rational(b)).expect("a fraction"),
        None => Rational::parse(text).expect("a decimal"),
    }
}

/// Runs plain gradient descent with exact start and rate.
pub fn run(problem: &mut dyn Problem, known: &Known, names: &[&str], start: &[&str], rate: &str, steps: u64) -> Run {
    run_until(problem, known, names, start, Rate::exact(rational(rate)), Stopping::after(steps))
}

/// The same with any rate and any stop rules.
pub fn run_until(
    problem: &mut dyn Problem,
    known: &Known,
    names: &[&str],
    start: &[&str],
    rate: Rate,
    stopping: Stopping,
) -> Run {
    run_with(&mut GradientDescent, problem, known, (names, start), (rate, stopping))
}

/// The same with any method.
pub fn run_with(
    method: &mut dyn Method,
    problem: &mut dyn Problem,
    known: &Known,
    (names, start): (&[&str], &[&str]),
    (rate, stopping): (Rate, Stopping),
) -> Run {
    let exact: Vec<Rational> = start.iter().map(|t| rational(t)).collect();
    let start = exact.iter().map(Rational::to_f64).collect();
    let labels = Labels {
        unknowns: names.iter().map(|n| n.to_string()).collect(),
        value: format!("f({})", names.join(", ")),
        name: Some("f".into()),
    };
    let background = Background { knowledge: known, labels, exact_start: Some(&exact) };
    let mut plan = Plan { method, start, rate, stopping, adjustments: Adjustments::default(), runs: 1 };
    judged(problem, &mut plan, background, &Interrupt::default())
}

/// Runs a plan and judges what came of it.
pub fn judged(
    problem: &mut dyn Problem,
    plan: &mut Plan<'_>,
    background: Background<'_>,
    interrupt: &Interrupt,
) -> Run {
    let descent = descend(problem, plan, interrupt);
    Run::judged(descent, problem, plan, background)
}

/// A run on a polynomial of degree two in x (and y, z, …), given as terms: coefficient and exponents.
pub fn quadratic_run(terms: &[(&str, &[i64])], start: &[&str], rate: &str, steps: u64) -> Run {
    let names = &["x", "y", "z", "u", "v", "w"][..start.len()];
    let quadratic = quadratic(terms, start.len());
    let floats: Vec<(f64, &[i64])> = terms.iter().map(|&(c, e)| (rational(c).to_f64(), e)).collect();
    let mut problem = polynomial(names, &floats);
    run(&mut problem, &Known { quadratic: Some(quadratic), minimisers: Vec::new() }, names, start, rate, steps)
}

/// The quadratic with these terms.
pub fn quadratic(terms: &[(&str, &[i64])], n: usize) -> Quadratic {
    let mut result = Quadratic { a: Matrix::zero(n, n), b: vec![Rational::ZERO; n], c: Rational::ZERO };
    for &(coefficient, exponents) in terms {
        let c = rational(coefficient);
        let present: Vec<usize> = exponents.iter().enumerate().flat_map(|(i, &e)| vec![i; e as usize]).collect();
        match present[..] {
            [] => result.c += &c,
            [i] => result.b[i] += &c,
            [i, j] => {
                let (one, other) = (result.a.get(i, j) + &c, result.a.get(j, i) + &c);
                if i == j {
                    result.a.set(i, i, one + c);
                } else {
                    result.a.set(i, j, one);
                    result.a.set(j, i, other);
                }
            }
            _ => panic!("degree above two"),
        }
    }
    result
}
