//! Every method on every problem: what holds whatever the method.

use std::time::Duration;

use serde_json::Value as Json;
use thalweg::interrupt::stop_after;
use thalweg::session::Host;

use crate::notebook::{Notebook, on_deep_stack};

/// All methods that there are, and whether they never end above their start (they look before they step).
const METHODS: &[(&str, bool)] = &[
    ("gd", false),
    ("momentum", false),
    ("nesterov", false),
    ("adagrad", false),
    ("rmsprop", false),
    ("adadelta", false),
    ("adam", false),
    ("amsgrad", false),
    ("adamw", false),
    ("nadam", false),
    ("radam", false),
    ("adamax", false),
    ("adabelief", false),
    ("yogi", false),
    ("lion", false),
    ("sign_gd", false),
    ("rprop", false),
    ("nesterov_original", false),
    ("fista", false),
    ("linesearch", true),
    ("armijo", true),
    ("wolfe", true),
    ("barzilai_borwein", false),
    ("polyak", false),
    ("cg", true),
    ("bfgs", true),
    ("lbfgs", true),
    ("newton", false),
    ("damped_newton", true),
    ("trust_region", true),
    ("coordinate_descent", true),
    ("diagonal_newton", false),
];

struct Problem {
    name: &'static str,
    definition: String,
    start: String,
    rate: &'static str,
}

/// `sum 10^(4(i-1)/49)*x_i^2` in fifty unknowns: condition number 1e4.
fn stiff() -> Problem {
    let unknowns: Vec<String> = (1..=50).map(|i| format!("x{i}")).collect();
    let terms: Vec<String> =
        (1..=50).map(|i| format!("{}*x{i}^2", 10_f64.powf(4.0 * f64::from(i - 1) / 49.0).round())).collect();
    Problem {
        name: "stiff",
        definition: format!("stiff({}) = {}", unknowns.join(", "), terms.join(" + ")),
        start: format!("({})", vec!["1"; 50].join(", ")),
        rate: "1e-5",
    }
}

fn problems() -> Vec<Problem> {
    let simple = |name, definition: &str, start: &str, rate| Problem {
        name,
        definition: format!("{name}{definition}"),
        start: start.into(),
        rate,
    };
    let rows: Vec<(f64, f64)> = include_str!("data/regression.tsv")
        .lines()
        .filter_map(|l| {
            let (x, y) = l.split_once('\t')?;
            Some((x.parse().ok()?, y.parse().ok()?))
        })
        .collect();
    assert!(rows.len() >= 10);
    let squares: Vec<String> = rows.iter().map(|(x, y)| format!("(w*{x} + b - {y})^2")).collect();
    vec![
        simple("square", "(x) = x^2", "x = 7", "0.1"),
        simple("quad", "(x) = x^2 + 4x + 9", "x = -9.3", "0.1"),
        simple("wave", "(x) = x*cos(x)", "x = 1", "0.1"),
        simple("rosenbrock", "(x, y) = (1-x)^2 + 100(y-x^2)^2", "(-1.2, 1)", "1e-3"),
        simple("beale", "(x, y) = (1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2", "(1, 1)", "1e-3"),
        simple("himmelblau", "(x, y) = (x^2+y-11)^2 + (x+y^2-7)^2", "(0, 0)", "1e-3"),
        stiff(),
        Problem {
            name: "regression",
            definition: format!("regression(w, b) = ({})/{}", squares.join(" + "), rows.len()),
            start: "(0, 0)".into(),
            rate: "0.01",
        },
    ]
}

/// The run as a program reads it, without what depends on the machine.
fn run(notebook: &mut Notebook, problem: &Problem, using: &str, steps: u64) -> Json {
    // A rate is no error for a method that takes none: the matrix asks every method the same.
    let with_rate =
        format!("descend {} from {} using {using} rate {} steps {steps}", problem.name, problem.start, problem.rate);
    let without = format!("descend {} from {} using {using} steps {steps}", problem.name, problem.start);
    let (_, mut responses) = notebook.run(&with_rate);
    if responses[0].output.error().is_some_and(|e| e.code == "unused-rate") {
        responses = notebook.run(&without).1;
    }
    let response = responses.remove(0);
    if let Some(error) = response.output.error() {
        panic!("{} on {}: {}", using, problem.name, error.headline);
    }
    Json::Object(response.output.data())
}

fn notebook(problem: &Problem) -> Notebook {
    let mut notebook = Notebook::new();
    notebook.output(&problem.definition);
    notebook
}

fn check(problem: &Problem, method: &str, descends: bool) -> Result<(), String> {
    let fail = |what: String| Err(format!("{method} on {}: {what}", problem.name));
    let mut book = notebook(problem);
    let first = run(&mut book, problem, method, 60);
    let again = run(&mut notebook(problem), problem, method, 60);
    if first != again {
        return fail("two runs differ".into());
    }
    let verdict = first["verdict"].as_str().unwrap_or("");
    let known =
        ["converged", "descending", "oscillates", "diverges", "left_domain", "stalled", "stopped", "interrupted"];
    if !known.contains(&verdict) || first["reason"].as_str().is_none_or(str::is_empty) {
        return fail(format!("verdict {verdict:?}"));
    }
    let path = first["path"].as_array().ok_or("no path")?;
    let value = |i: usize| path.get(i).and_then(|it| it["value"].as_f64());
    let (Some(start), Some(end)) = (value(0), value(path.len().saturating_sub(1))) else {
        return fail("no values on the path".into());
    };
    if descends && end > start {
        return fail(format!("rose from {start} to {end}"));
    }
    let moved = path.iter().any(|it| it["x"] != path[0]["x"]);
    if !moved && !["stalled", "converged"].contains(&verdict) {
        return fail(format!("did not move, and is {verdict}"));
    }
    // Asked to stop before the first step, a run still has its start.
    book.host.interrupt().set();
    // What looks for the least value is asked to stop as well.
    let method = if method == "polyak" { "polyak(minimum = -100)" } else { method };
    let stopped = run(&mut book, problem, method, 60);
    if stopped["verdict"] != "interrupted" || stopped["steps"] != 0 {
        return fail(format!("interrupted it says {} after {}", stopped["verdict"], stopped["steps"]));
    }
    Ok(())
}

#[test]
fn every_method_on_every_problem() {
    let failures = on_deep_stack(|| {
        // However slow the machine is, a run that is asked to stop has the time to come to its end.
        stop_after(u64::MAX, Duration::from_secs(600));
        let mut failures = Vec::new();
        for problem in problems() {
            for &(method, descends) in METHODS {
                // x·cos(x) has no least value to aim at.
                let aimless = (method, problem.name) == ("polyak", "wave");
                let method = if aimless { "polyak(minimum = -100)" } else { method };
                failures.extend(check(&problem, method, descends).err());
            }
        }
        failures
    });
    assert!(failures.is_empty(), "{} of the matrix\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn parameters_that_are_none() {
    on_deep_stack(|| {
        for &(method, _) in METHODS {
            let mut book = notebook(&problems()[1]);
            let error = book.error(&format!("descend quad from x = 1 using {method}(weight_dekay = 1) rate 0.1"));
            let help = error.help.clone().unwrap_or_default();
            assert_eq!(error.code, "unknown-parameter", "{method}: {}", error.headline);
            assert!(help.contains("weight_decay"), "{method}: {help}");
            let misspelt = format!("{}q", method);
            let error = book.error(&format!("descend quad from x = 1 using {misspelt} rate 0.1"));
            assert_eq!(error.code, "unknown-method", "{misspelt}: {}", error.headline);
            assert!(error.help.clone().unwrap_or_default().contains(method), "{misspelt}: {:?}", error.help);
        }
    });
}
