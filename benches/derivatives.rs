//! W2: symbolic derivatives inside the process, by family and size, with the exponent by which each family grows.
//!
//! `cargo bench --bench derivatives`. Building the function is not timed; the first derivative of it is.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its figures")]

use std::time::Instant;

use thalweg::calculus::{Differentiator, gradient, normalise};
use thalweg::expr::{ExprId, Graph, Symbol};
use thalweg::functions::{CORE, find};

const RUNS: usize = 7;

fn main() {
    println!("{:<10}{:>8}{:>14}{:>12}", "family", "size", "median us", "exponent");
    family("prod", &[10, 30, 100, 300], &|g, n| (product_of_sines(g, n), vec![g.symbol_id("x")]));
    family("tower", &[10, 20, 40, 80, 320], &|g, n| (tower(g, n), vec![g.symbol_id("x")]));
    family("polyu", &[10, 100, 1000], &|g, n| (power_of_sum(g, n), vec![g.symbol_id("x")]));
    family("grad", &[10, 100, 1000, 10_000], &rosenbrock);
    family("d10", &[10], &|g, _| (repeated(g), vec![g.symbol_id("x")]));
}

type Build<'a> = &'a dyn Fn(&mut Graph, usize) -> (ExprId, Vec<Symbol>);

fn family(name: &str, sizes: &[usize], build: Build<'_>) {
    let mut last: Option<(usize, f64)> = None;
    for &n in sizes {
        let mut times: Vec<f64> = (0..RUNS)
            .map(|_| {
                let mut graph = Graph::new(&CORE);
                let (raw, symbols) = build(&mut graph, n);
                let f = normalise(&mut graph, raw);
                let start = Instant::now();
                match (name, symbols.as_slice()) {
                    ("d10", [x]) => {
                        let mut differentiator = Differentiator::new(*x);
                        let mut d = f;
                        for _ in 0..10 {
                            d = differentiator.derive(&mut graph, d);
                        }
                    }
                    (_, [x]) => {
                        Differentiator::new(*x).derive(&mut graph, f);
                    }
                    _ => {
                        gradient(&mut graph, f, &symbols);
                    }
                }
                start.elapsed().as_secs_f64() * 1e6
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let median = times[times.len() / 2];
        let exponent =
            last.map_or("–".to_string(), |(m, t)| format!("{:.2}", (median / t).ln() / (n as f64 / m as f64).ln()));
        println!("{name:<10}{n:>8}{median:>14.1}{exponent:>12}");
        last = Some((n, median));
    }
}

fn call(g: &mut Graph, name: &str, argument: ExprId) -> ExprId {
    match find(name) {
        Some(function) => g.raw_call(function, &[argument]),
        None => argument,
    }
}

fn product_of_sines(g: &mut Graph, n: usize) -> ExprId {
    let x = g.symbol("x");
    let factors: Vec<ExprId> = (1..=n)
        .map(|i| {
            let i = g.integer(i as i64);
            let angle = g.raw_product(&[i, x]);
            call(g, "sin", angle)
        })
        .collect();
    g.raw_product(&factors)
}

fn tower(g: &mut Graph, n: usize) -> ExprId {
    let x = g.symbol("x");
    (0..n).fold(x, |inner, i| call(g, if i % 2 == 0 { "sin" } else { "exp" }, inner))
}

fn power_of_sum(g: &mut Graph, n: usize) -> ExprId {
    let x = g.symbol("x");
    let mut terms = vec![g.integer(1)];
    for i in 1..=n {
        let i = g.integer(i as i64);
        terms.push(g.raw_power(x, i));
    }
    let sum = g.raw_sum(&terms);
    let five = g.integer(5);
    g.raw_power(sum, five)
}

fn rosenbrock(g: &mut Graph, n: usize) -> (ExprId, Vec<Symbol>) {
    let symbols: Vec<Symbol> = (0..n).map(|i| g.symbol_id(&format!("x{i}"))).collect();
    let nodes: Vec<ExprId> = symbols.iter().map(|&s| g.symbol_node(s)).collect();
    let (one, two, hundred) = (g.integer(1), g.integer(2), g.integer(100));
    let mut terms = Vec::new();
    for pair in nodes.windows(2) {
        let square = g.raw_power(pair[0], two);
        let minus = g.raw_negation(square);
        let gap = g.raw_sum(&[pair[1], minus]);
        let gap = g.raw_power(gap, two);
        terms.push(g.raw_product(&[hundred, gap]));
        let minus = g.raw_negation(pair[0]);
        let rest = g.raw_sum(&[one, minus]);
        terms.push(g.raw_power(rest, two));
    }
    (g.raw_sum(&terms), symbols)
}

fn repeated(g: &mut Graph) -> ExprId {
    let x = g.symbol("x");
    let sine = call(g, "sin", x);
    let exp = call(g, "exp", sine);
    let five = g.integer(5);
    let power = g.raw_power(x, five);
    g.raw_product(&[exp, power])
}
