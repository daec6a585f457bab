//! W4: nanoseconds a step of `descend`, by function and method, beside the same loop written out by hand in Rust.
//!
//! `cargo bench --bench methods`. A step's time is the difference of two runs of different lengths: reading the statement,
//! deriving and the verdict are in both. `own` is a rule that the script defines as the built-in one is defined: the two must
//! be equally fast. Quote the ratios: absolute times differ from machine to machine.

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::hint::black_box;
use std::time::Instant;

use thalweg::interpreter;
use thalweg::session::{MemoryHost, Session};
use thalweg::source::{Source, Span};

/// Steps of the shorter and the longer run: neither ends by itself.
const STEPS: (usize, usize) = (50_000, 450_000);
/// Runs of each, of which the quickest counts.
const RUNS: usize = 7;

const OWN_ADAM: &str = "optimizer own(beta1 = 9/10, beta2 = 999/1000, eps = 1e-8)\n    m = 0\n    v = 0\n    \
    m <- beta1*m + (1 - beta1)*g\n    v <- beta2*v + (1 - beta2)*g^2\n    \
    x <- x - rate*(m/(1 - beta1^k))/(sqrt(v/(1 - beta2^k)) + eps)";
const OWN_GD: &str = "optimizer own()\n    x <- x - rate*g";

/// A method as a loop written by hand: does so many steps.
type ByHand = fn(&Problem, usize) -> f64;

/// A function with its start, rate and, by hand, its gradient.
struct Problem {
    name: &'static str,
    definition: &'static str,
    start: &'static str,
    first: &'static [f64],
    gradient: fn(&[f64], &mut [f64]),
}

const PROBLEMS: [Problem; 2] = [
    Problem {
        name: "x cos x",
        definition: "f(x) = x*cos(x)",
        start: "x = 1",
        first: &[1.0],
        gradient: |x, g| g[0] = x[0].cos() - x[0] * x[0].sin(),
    },
    Problem {
        name: "Rosenbrock",
        definition: "f(x, y) = 100*(y - x^2)^2 + (1 - x)^2",
        start: "(x = -1.2, y = 1)",
        first: &[-1.2, 1.0],
        gradient: |x, g| {
            let t = x[1] - x[0] * x[0];
            g[0] = -400.0 * x[0] * t - 2.0 * (1.0 - x[0]);
            g[1] = 200.0 * t;
        },
    },
];

fn main() {
    println!("{:<12}{:<8}{:>10}{:>10}{:>10}{:>10}", "function", "method", "built-in", "own", "own/built", "by hand");
    for problem in &PROBLEMS {
        let loops: [(&str, &str, ByHand); 2] = [("gd", OWN_GD, gradient_descent), ("adam", OWN_ADAM, adam)];
        for (method, own, by_hand) in loops {
            let built_in = per_step(&|steps| descend(problem, method, own, steps));
            let own = per_step(&|steps| descend(problem, "own", own, steps));
            let by_hand = per_step(&|steps| {
                let start = Instant::now();
                black_box(by_hand(problem, steps));
                start.elapsed().as_secs_f64()
            });
            let name = problem.name;
            println!("{name:<12}{method:<8}{built_in:>10.1}{own:>10.1}{:>10.2}{by_hand:>10.1}", own / built_in);
        }
    }
}

/// Nanoseconds a step, of what takes so many seconds for so many steps.
fn per_step(seconds: &dyn Fn(usize) -> f64) -> f64 {
    let least = |steps: usize| (0..RUNS).map(|_| seconds(steps)).fold(f64::INFINITY, f64::min);
    (least(STEPS.1) - least(STEPS.0)) * 1e9 / (STEPS.1 - STEPS.0) as f64
}

fn descend(problem: &Problem, method: &str, own: &str, steps: usize) -> f64 {
    let (mut session, mut host) = (Session::new(), MemoryHost::default());
    let mut run = |text: &str| {
        let source = Source::new("bench", text);
        let span = Span::new(0, source.text.len());
        let start = Instant::now();
        let response = interpreter::run(&mut session, &mut host, &source, span, false);
        assert!(response.output.error().is_none(), "{text}: {:?}", response.output.error());
        start.elapsed().as_secs_f64()
    };
    run(problem.definition);
    run(own);
    // A gradient is never below 0: the run takes all steps.
    run(&format!(
        "descend f from {} using {method} rate 0.00001 steps {steps} until gradient < 0 every {steps}",
        problem.start
    ))
}

fn gradient_descent(problem: &Problem, steps: usize) -> f64 {
    let (mut x, mut g) = (problem.first.to_vec(), vec![0.0; problem.first.len()]);
    for _ in 0..steps {
        (problem.gradient)(&x, &mut g);
        x.iter_mut().zip(&g).for_each(|(x, g)| *x -= 0.00001 * g);
    }
    x[0]
}

fn adam(problem: &Problem, steps: usize) -> f64 {
    let n = problem.first.len();
    let (mut x, mut g, mut m, mut v) = (problem.first.to_vec(), vec![0.0; n], vec![0.0; n], vec![0.0; n]);
    for k in 1..=steps {
        (problem.gradient)(&x, &mut g);
        let (first, second) = (1.0 - 0.9_f64.powf(k as f64), 1.0 - 0.999_f64.powf(k as f64));
        for i in 0..n {
            m[i] = 0.9 * m[i] + 0.1 * g[i];
            v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
            x[i] -= 0.00001 * (m[i] / first) / ((v[i] / second).sqrt() + 1e-8);
        }
    }
    x[0]
}
