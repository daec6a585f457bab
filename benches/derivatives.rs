//! W2: symbolic derivatives inside the process, by family and size, with the exponent by which each family grows, beside
//! the peers that a Python environment has.
//!
//! `cargo bench --bench derivatives`, or with the peers `THALWEG_PEERS=/path/to/python cargo bench --bench derivatives`; a
//! family or case after `--` measures that alone. Building the function and its normal form is not timed, the first
//! derivative of it is, on a graph that has not derived anything yet. Every figure is the least of some runs, ours and
//! theirs: what else the machine does only adds to it. Quote the ratios: absolute times differ from machine to machine.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its figures")]

use std::collections::BTreeMap;
use std::process::Command;
use std::time::{Duration, Instant};

use thalweg::algebra::{Differentiator, gradient, hessian, normalise};
use thalweg::calculus::CORE;
use thalweg::expr::{ExprId, Graph, Symbol};
use thalweg::functions::find;

/// The least and the most runs of a case, and the time after which the least will do.
const RUNS: (usize, usize) = (15, 1000);
const ENOUGH: Duration = Duration::from_millis(400);

/// From this long on the processor's time counts, not the clock: on a busy machine no such run goes uninterrupted.
const LONG: Duration = Duration::from_millis(1);

const PEERS: [&str; 3] = ["symengine", "casadi", "symbolica"];

const FAMILIES: [(&str, &[usize]); 7] = [
    ("prod", &[10, 30, 100, 300]),
    ("tower", &[10, 20, 40, 80]),
    ("polyu", &[10, 100, 1000]),
    ("polye", &[10, 100, 1000]),
    ("grad", &[10, 100, 1000, 10_000]),
    ("hess", &[10, 100, 1000]),
    ("d10", &[10]),
];

fn main() {
    let only: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let cases: Vec<(&str, usize)> = FAMILIES
        .iter()
        .flat_map(|&(family, sizes)| sizes.iter().map(move |&n| (family, n)))
        .filter(|&(f, n)| only.is_empty() || only.iter().any(|o| *o == f || *o == format!("{f}/{n}")))
        .collect();
    let mut figures: BTreeMap<(String, String), f64> = BTreeMap::new();
    for peer in PEERS {
        figures.extend(peer_figures(peer, &cases).into_iter().map(|(case, time)| ((peer.to_string(), case), time)));
    }
    print!("{:<12}{:>12}{:>10}", "case", "thalweg us", "exponent");
    PEERS.iter().for_each(|peer| print!("{peer:>14}"));
    println!("{:>16}", "to the quickest");
    let mut last: Option<(&str, usize, f64)> = None;
    for &(family, n) in &cases {
        let case = format!("{family}/{n}");
        let time = least_time(family, n);
        let exponent = last.filter(|l| l.0 == family).map(|(_, m, t)| (time / t).ln() / (n as f64 / m as f64).ln());
        last = Some((family, n, time));
        print!("{case:<12}{time:>12.2}{:>10}", exponent.map_or("-".into(), |e| format!("{e:.2}")));
        let theirs = PEERS.map(|peer| figures.get(&(peer.to_string(), case.clone())).copied());
        theirs.iter().for_each(|t| print!("{:>14}", t.map_or("-".into(), |t| format!("{t:.1}"))));
        let quickest = theirs.iter().flatten().copied().reduce(f64::min);
        println!("{:>16}", quickest.map_or("-".into(), |q| format!("{:.3}", time / q)));
    }
}

/// Microseconds by case, from the Python environment that `THALWEG_PEERS` names; empty where there is none.
fn peer_figures(peer: &str, cases: &[(&str, usize)]) -> BTreeMap<String, f64> {
    let Some(python) = std::env::var_os("THALWEG_PEERS") else { return BTreeMap::new() };
    let output = Command::new(python)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/derivative_peers.py"))
        .arg(peer)
        .args(cases.iter().map(|(family, n)| format!("{family}/{n}")))
        .output();
    let text = match output {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).into_owned(),
        Ok(output) => {
            eprintln!("{peer}: {}", String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or("no answer"));
            return BTreeMap::new();
        }
        Err(error) => {
            eprintln!("{peer}: {error}");
            return BTreeMap::new();
        }
    };
    let words = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    words
        .filter_map(|line| match line.as_slice() {
            [who, case, time] if *who == peer => Some((case.to_string(), time.parse().ok()?)),
            _ => None,
        })
        .collect()
}

/// The least time of the derivatives of a case, in microseconds.
fn least_time(family: &str, n: usize) -> f64 {
    let begun = Instant::now();
    let mut times: Vec<f64> = Vec::new();
    while times.len() < RUNS.0 || (times.len() < RUNS.1 && begun.elapsed() < ENOUGH) {
        let mut graph = Graph::new(&CORE);
        let (raw, symbols) = function(&mut graph, family, n);
        let f = normalise(&mut graph, raw);
        let (start_cpu, start) = (processor_time(), Instant::now());
        derive(&mut graph, family, f, &symbols);
        let elapsed = start.elapsed();
        let cpu = processor_time().zip(start_cpu).map(|(end, start)| end.saturating_sub(start));
        times.push(cpu.filter(|_| elapsed > LONG).unwrap_or(elapsed).as_secs_f64() * 1e6);
    }
    times.into_iter().fold(f64::INFINITY, f64::min)
}

/// The processor's time that this thread has had, where the system tells (Linux).
fn processor_time() -> Option<Duration> {
    // The system brings the figure up to date when the thread gives way.
    std::thread::yield_now();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

fn function(g: &mut Graph, family: &str, n: usize) -> (ExprId, Vec<Symbol>) {
    let x = g.symbol_id("x");
    match family {
        "prod" => (product_of_sines(g, n), vec![x]),
        "tower" => (tower(g, n), vec![x]),
        "polyu" => (power_of_sum(g, n), vec![x]),
        "polye" => (expanded_power(g, n), vec![x]),
        "d10" => (exp_sine_power(g), vec![x]),
        _ => rosenbrock(g, n),
    }
}

fn derive(graph: &mut Graph, family: &str, f: ExprId, symbols: &[Symbol]) {
    match (family, symbols) {
        ("d10", [x]) => {
            let mut differentiator = Differentiator::new(*x);
            (0..10).fold(f, |d, _| differentiator.derive(graph, d));
        }
        (_, [x]) => {
            Differentiator::new(*x).derive(graph, f);
        }
        ("hess", _) => {
            hessian(graph, f, symbols);
        }
        _ => {
            gradient(graph, f, symbols);
        }
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

/// `(1 + x + … + x^n)^5` multiplied out.
fn expanded_power(g: &mut Graph, n: usize) -> ExprId {
    let mut coefficients: Vec<i64> = vec![1];
    for _ in 0..5 {
        let mut wider = vec![0; coefficients.len() + n];
        for (i, c) in coefficients.iter().enumerate() {
            wider[i..=i + n].iter_mut().for_each(|sum| *sum += c);
        }
        coefficients = wider;
    }
    let x = g.symbol("x");
    let terms: Vec<ExprId> = (0..)
        .zip(coefficients)
        .map(|(k, c)| {
            let (c, k) = (g.integer(c), g.integer(k));
            let power = g.raw_power(x, k);
            g.raw_product(&[c, power])
        })
        .collect();
    g.raw_sum(&terms)
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

fn exp_sine_power(g: &mut Graph) -> ExprId {
    let x = g.symbol("x");
    let sine = call(g, "sin", x);
    let exp = call(g, "exp", sine);
    let five = g.integer(5);
    let power = g.raw_power(x, five);
    g.raw_product(&[exp, power])
}
