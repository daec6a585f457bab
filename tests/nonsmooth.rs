//! Verdicts of runs on random functions with kinks, cases and jumps, against the values around where the runs ended.
//!
//! A few with a new seed each time; many by hand:
//! `cargo test --release --test main nonsmooth -- --ignored --nocapture`

use std::hash::{BuildHasher, RandomState};

use crate::notebook::Notebook;
use crate::random::Random;

const NAMES: [&str; 3] = ["x", "y", "z"];

/// A function of up to three unknowns, which can be written down and computed by itself.
enum Function {
    Linear(Vec<i64>, i64),
    Quadratic(Vec<i64>, Vec<i64>),
    Power(Box<Function>, i32),
    Largest(Vec<Function>),
    Least(Vec<Function>),
    Size(Box<Function>),
    Positive(Box<Function>),
    Clamped(Box<Function>),
    Length(Box<Function>, Box<Function>),
    Product(Box<Function>, Box<Function>),
    Sum(Vec<(i64, Function)>),
    /// Where the first is negative the second, else the third.
    Cases(Box<Function>, Box<Function>, Box<Function>),
    /// At one point a value of its own.
    Apart(Vec<i64>, i64, Box<Function>),
}

use Function::*;

impl Function {
    fn linear(random: &mut Random, n: usize) -> Function {
        let mut a: Vec<i64> = (0..n).map(|_| random.integer(-3, 3)).collect();
        if a.iter().all(|a| *a == 0) {
            a[0] = 1;
        }
        Linear(a, random.integer(-3, 3))
    }

    fn quadratic(random: &mut Random, n: usize) -> Function {
        let mut a: Vec<i64> = (0..n).map(|_| random.pick(&[0, 1, 1, 2, -1])).collect();
        if a.iter().all(|a| *a == 0) {
            a[0] = 1;
        }
        Quadratic(a, (0..n).map(|_| random.integer(-2, 2)).collect())
    }

    fn smooth(random: &mut Random, n: usize) -> Function {
        if random.below(3) == 0 { Function::quadratic(random, n) } else { Function::linear(random, n) }
    }

    fn random(random: &mut Random, n: usize, depth: usize) -> Function {
        let smooth = |random: &mut Random| Function::smooth(random, n);
        let boxed = |random: &mut Random| Box::new(Function::smooth(random, n));
        let line = |random: &mut Random| Box::new(Function::linear(random, n));
        let kinds = if depth > 1 { 6 } else { 16 };
        match random.below(kinds) {
            0 => Largest(vec![smooth(random), smooth(random)]),
            1 => Sum(vec![(random.pick(&[1, 1, 2, -1]), Size(boxed(random)))]),
            2 => Sum(vec![(random.pick(&[1, 1, -1]), Positive(boxed(random)))]),
            3 => Function::linear(random, n),
            4 => Function::quadratic(random, n),
            5 => Least(vec![smooth(random), smooth(random)]),
            6 => Largest(vec![smooth(random), smooth(random), smooth(random)]),
            7 => Clamped(boxed(random)),
            8 => Power(line(random), random.pick(&[3, 4])),
            9 => Size(Box::new(Product(line(random), line(random)))),
            10 => Positive(Box::new(Product(line(random), line(random)))),
            11 => {
                let rest = Function::random(random, n, depth + 1);
                Sum(vec![(random.pick(&[1, 1, -1]), Length(line(random), line(random))), (1, rest)])
            }
            12 => {
                let other = Function::random(random, n, depth + 1);
                Sum(vec![(1, Function::random(random, n, depth + 1)), (random.pick(&[1, -1]), other)])
            }
            13 => Cases(line(random), Box::new(Function::quadratic(random, n)), boxed(random)),
            14 => {
                let place = (0..n).map(|_| random.integer(-2, 2)).collect();
                Apart(place, random.integer(-5, 5), Box::new(Function::quadratic(random, n)))
            }
            _ => Largest(vec![Function::quadratic(random, n), Linear(vec![0; n], random.integer(0, 3))]),
        }
    }

    fn text(&self) -> String {
        let all = |parts: &[Function]| parts.iter().map(Function::text).collect::<Vec<_>>().join(", ");
        match self {
            Linear(a, c) => {
                let terms = a.iter().zip(NAMES).filter(|(a, _)| **a != 0).map(|(a, x)| format!("({a})*{x} + "));
                format!("{}({c})", terms.collect::<String>())
            }
            Quadratic(a, m) => {
                let terms = a.iter().zip(m).zip(NAMES).filter(|((a, _), _)| **a != 0);
                terms.map(|((a, m), x)| format!("({a})*({x} - ({m}))^2")).collect::<Vec<_>>().join(" + ")
            }
            Power(u, k) => format!("({})^{k}", u.text()),
            Largest(parts) => format!("max({})", all(parts)),
            Least(parts) => format!("min({})", all(parts)),
            Size(u) => format!("abs({})", u.text()),
            Positive(u) => format!("relu({})", u.text()),
            Clamped(u) => format!("clamp({}, -1, 2)", u.text()),
            Length(u, v) => format!("hypot({}, {})", u.text(), v.text()),
            Product(u, v) => format!("({})*({})", u.text(), v.text()),
            Sum(terms) => terms.iter().map(|(c, u)| format!("({c})*({})", u.text())).collect::<Vec<_>>().join(" + "),
            Cases(g, u, v) => format!("if {} < 0 then {} else {}", g.text(), u.text(), v.text()),
            Apart(place, value, u) => {
                let equations = place.iter().zip(NAMES).map(|(c, x)| format!("{x} == ({c})"));
                format!("if {} then {value} else {}", equations.collect::<Vec<_>>().join(" and "), u.text())
            }
        }
    }

    fn at(&self, x: &[f64]) -> f64 {
        match self {
            Linear(a, c) => a.iter().zip(x).map(|(a, x)| *a as f64 * x).sum::<f64>() + *c as f64,
            Quadratic(a, m) => {
                a.iter().zip(m).zip(x).map(|((a, m), x)| *a as f64 * (x - *m as f64) * (x - *m as f64)).sum()
            }
            Power(u, k) => u.at(x).powi(*k),
            Largest(parts) => parts.iter().map(|u| u.at(x)).fold(f64::NEG_INFINITY, f64::max),
            Least(parts) => parts.iter().map(|u| u.at(x)).fold(f64::INFINITY, f64::min),
            Size(u) => u.at(x).abs(),
            Positive(u) => u.at(x).max(0.0),
            Clamped(u) => u.at(x).clamp(-1.0, 2.0),
            Length(u, v) => u.at(x).hypot(v.at(x)),
            Product(u, v) => u.at(x) * v.at(x),
            Sum(terms) => terms.iter().map(|(c, u)| *c as f64 * u.at(x)).sum(),
            Cases(g, u, v) => if g.at(x) < 0.0 { u } else { v }.at(x),
            Apart(place, value, u) => {
                let there = place.iter().zip(x).all(|(c, x)| *x == *c as f64);
                if there { *value as f64 } else { u.at(x) }
            }
        }
    }
}

/// In how many directions the values around a point rise and fall: the first change that can be measured counts.
fn around(f: &Function, x: &[f64], slope: f64, random: &mut Random) -> (usize, usize) {
    let (value, size) = (f.at(x), 1.0 + x.iter().map(|v| v * v).sum::<f64>().sqrt());
    let (mut rises, mut falls) = (0, 0);
    for k in 0..[2, 160, 400][x.len() - 1] {
        let mut d: Vec<f64> = match k {
            k if k < 2 * x.len() => (0..x.len()).map(|i| f64::from(u8::from(i == k / 2))).collect(),
            _ => x.iter().map(|_| random.unit() - 0.5).collect(),
        };
        let length = d.iter().map(|v| v * v).sum::<f64>().sqrt() * if k % 2 == 0 { 1.0 } else { -1.0 };
        d.iter_mut().for_each(|v| *v /= length);
        for part in [1e-6, 1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2] {
            let y: Vec<f64> = x.iter().zip(&d).map(|(x, d)| x + part * size * d).collect();
            let change = f.at(&y) - value;
            // Up to the tolerance the point may be off the one that is meant.
            let off = if slope < 1e-6 { part } else { 1e-6 } * size;
            if change.abs() > 3.0 * slope * off + 1e-13 * (1.0 + value.abs()) {
                *if change > 0.0 { &mut rises } else { &mut falls } += 1;
                break;
            }
        }
    }
    (rises, falls)
}

/// What is wrong with a verdict, if anything.
fn mistake(f: &Function, run: &serde_json::Map<String, serde_json::Value>, random: &mut Random) -> Option<String> {
    let (verdict, ends_at) = (run["verdict"].as_str()?, run.get("ends_at").and_then(|e| e.as_str()).unwrap_or("none"));
    let reason = run["reason"].as_str()?;
    let x: Vec<f64> = run.get("x")?.as_object()?.values().map(|v| v.as_f64()).collect::<Option<_>>()?;
    if !matches!(verdict, "converged" | "stalled") {
        return None;
    }
    let (rises, falls) = around(f, &x, run["gradient"].as_f64()?, random);
    // Values of single points stand at whole numbers.
    let whole: Vec<f64> = x.iter().map(|v| v.round()).collect();
    let near = whole.iter().zip(&x).all(|(a, b)| (a - b).abs() < 1e-6);
    let apart = near && f.at(&whole) < f.at(&x) - 1e-6;
    // Beside a jump up the values fall on towards it, by less than can be measured.
    let jumps_up = near && f.at(&whole) > f.at(&x) + 1e-6;
    let claims = reason.contains("no minimum")
        && !reason.contains("plateau")
        && !reason.contains("with the slope")
        && !reason.contains(" and at ");
    let wrong = match (verdict, ends_at) {
        ("converged", _) => falls > 0 || apart,
        (_, "saddle") => falls == 0 || rises == 0,
        (_, "maximum") => falls == 0 || rises > 0,
        _ => claims && falls == 0 && !apart && !jumps_up || reason.contains("level ground") && rises + falls > 0,
    };
    let wrong = wrong || x.len() == 1 && reason.contains("rises on both sides") && rises < 2;
    wrong.then(|| format!("{verdict} at {ends_at} ({x:?}): rises {rises} times, falls {falls}: {reason}"))
}

const METHODS: [&str; 11] = [
    "rate 0.1",
    "rate 1/4",
    "rate 0.5",
    "rate 0.05",
    "using linesearch",
    "using bfgs",
    "using momentum rate 0.05",
    "using adam rate 0.1",
    "using cg",
    "using lbfgs",
    "using wolfe",
];

fn wrong_of(seed: u64, runs: usize) -> usize {
    let mut random = Random(seed);
    let mut wrong = 0;
    for _ in 0..runs {
        let n = random.pick(&[1, 1, 1, 2, 2, 3]);
        let f = Function::random(&mut random, n, 0);
        let start: Vec<String> = (0..n)
            .map(|i| {
                let at = match random.below(3) {
                    0 => random.integer(-3, 3).to_string(),
                    1 => format!("{}/2", random.integer(-6, 6)),
                    _ => format!("{:.3}", 6.0 * random.unit() - 3.0),
                };
                format!("{} = {at}", NAMES[i])
            })
            .collect();
        let method = random.pick(&METHODS);
        let statement = format!("descend {} from ({}) {method} steps 300", f.text(), start.join(", "));
        let response = Notebook::new().run(&statement).1.remove(0);
        // Not every method can begin everywhere.
        if response.output.is_failed() {
            continue;
        }
        let run = response.output.data();
        if let Some(what) = mistake(&f, &run, &mut random) {
            println!("{statement}\n    {what}");
            wrong += 1;
        }
    }
    wrong
}

#[test]
fn a_few_verdicts_on_functions_with_kinks() {
    let seed = RandomState::new().hash_one(0_u8);
    assert_eq!(wrong_of(seed, 40), 0, "seed {seed}");
}

#[test]
#[ignore = "many runs; by hand"]
fn verdicts_on_functions_with_kinks() {
    assert_eq!(wrong_of(20_261_129, 6_000), 0);
}
