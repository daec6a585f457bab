//! Methods that search along lines or use second derivatives, against published trajectories and SciPy's end points.

use serde_json::Value as Json;

use crate::notebook::{Notebook, near, rows};
use crate::reference_runs::problem;

const TRAJECTORIES: &str = include_str!("data/trajectories/search.tsv");
const SCIPY: &str = include_str!("data/trajectories/scipy_endpoints.tsv");

/// A run of 25 steps that nothing but rest ends earlier.
fn run(method: &str, name: &str, rate: &str) -> Json {
    let mut notebook = Notebook::new();
    let (definition, start) = problem(name);
    notebook.output(&definition);
    let rate = if rate == "-" { String::new() } else { format!(" rate {rate}") };
    notebook.fields(&format!("descend f from {start} using {method}{rate} steps 25 until gradient < 0"))
}

/// How close a step must come: what the notes of the reference say; and where a rule amplifies rounding, what it makes of
/// two ways to write the same gradient. On Rosenbrock's function, `-2(1 - x) - 400x(y - x^2)` and its expanded form, put
/// through the same code in Python, part by 4e-9 and 4e-7 (relative; the two variants of Barzilai and Borwein) and 1e-10
/// (BFGS) within 25 steps.
fn tolerance(method: &str, problem: &str, step: usize, gradient: f64) -> f64 {
    match (method.split('(').next(), problem) {
        (Some("cg"), "x2") if step > 1 => 1e-10,
        (Some("cg"), "regression") if step > 2 => 1e-10,
        (Some("barzilai_borwein"), "rosenbrock") if method.contains("variant = 1") => 1e-8,
        (Some("barzilai_borwein"), "rosenbrock") => 2e-6,
        (Some("barzilai_borwein"), "regression") => 1e-11,
        (Some("bfgs"), "rosenbrock") => 2e-10,
        (Some("damped_newton"), "rosenbrock") => 1e-11,
        (Some("bfgs"), _) if gradient < 1e-6 => 1e-8,
        (Some("lbfgs"), "rosenbrock") => 1e-10,
        (Some("polyak"), "rosenbrock") => 1e-8,
        (Some("polyak"), "regression") => 1e-11,
        _ => 1e-12,
    }
}

#[test]
fn published_trajectories() {
    let mut wrong = Vec::new();
    let mut present = (String::new(), Json::Null);
    let mut runs = 0;
    for row in rows(TRAJECTORIES) {
        let [method, problem, rate, k, wanted @ ..] = row.as_slice() else { panic!("{row:?}") };
        let key = [*method, *problem, *rate].join(" ");
        if present.0 != key {
            present = (key, run(method, problem, rate));
            runs += 1;
        }
        let path = present.1["path"].as_array().expect("a path");
        let k: usize = k.parse().expect("a step");
        // At rest all further points are the same.
        let got = &path[k.min(path.len() - 1)];
        let unknowns = present.1["unknowns"].as_array().expect("unknowns");
        let gradient = got["gradient"].as_f64().unwrap_or(0.0);
        for (unknown, wanted) in unknowns.iter().zip(wanted) {
            let got = got["x"][unknown.as_str().expect("a name")].as_f64().expect("a number");
            if !near(got, wanted.parse().expect("a number"), tolerance(method, problem, k, gradient)) {
                wrong.push(format!("{} at {k}: {unknown} = {got}, not {wanted}", present.0));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(runs, 46);
}

#[test]
fn the_ends_of_scipy() {
    let mut wrong = Vec::new();
    for row in rows(SCIPY) {
        let [name, method, _, wanted @ ..] = row.as_slice() else { panic!("{row:?}") };
        let method = match *method {
            "BFGS" => "bfgs(wolfe = 1)",
            "CG" => "cg",
            "L-BFGS-B" => "lbfgs",
            "trust-exact" => "trust_region",
            _ => continue,
        };
        let mut notebook = Notebook::new();
        let (definition, start) = problem(name);
        notebook.output(&definition);
        let run = notebook.fields(&format!("descend f from {start} using {method} steps 300"));
        let unknowns = run["unknowns"].as_array().expect("unknowns");
        for (unknown, wanted) in unknowns.iter().zip(wanted) {
            let got = run["x"][unknown.as_str().expect("a name")].as_f64().expect("a number");
            if !near(got, wanted.parse().expect("a number"), 1e-4) {
                wrong.push(format!("{name} {method}: {unknown} = {got}, not {wanted}"));
            }
        }
        if run["gradient"].as_f64().is_none_or(|g| g > 1e-9) {
            wrong.push(format!("{name} {method}: gradient {}", run["gradient"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
