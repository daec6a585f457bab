//! Runs against those of PyTorch and Optax: every iterate of 25 steps. Where a method of ours follows another form than a
//! peer, the row says how ours is made to follow it, or the peer's form is left out.

use std::path::Path;

use serde_json::Value as Json;

use crate::notebook::{Notebook, near, on_deep_stack};

/// How far from the peer's numbers, relative to 1 and to their size.
const TOLERANCE: f64 = 1e-12;

/// File, form, what is written for it: `RATE` stands for the rate of the peer's run.
const ROWS: &[(&str, &str, &str)] = &[
    ("gd", "plain", "using gd rate RATE"),
    ("heavy_ball", "torch form, constant rate", "using momentum rate RATE"),
    ("heavy_ball", "torch form, rate*0.8^t", "using momentum rate RATE*0.8^(k - 1)"),
    ("heavy_ball", "classical form", "using momentum(classical = true) rate RATE*0.8^(k - 1)"),
    ("nesterov", "torch form", "using nesterov rate RATE"),
    ("nesterov", "original", "using nesterov_original rate RATE"),
    ("nesterov", "FISTA", "using fista rate RATE"),
    ("adagrad", "torch", "using adagrad rate RATE"),
    ("rmsprop", "torch", "using rmsprop rate RATE"),
    ("rmsprop", "optax", "using rmsprop(decay = 0.9, eps_inside = true) rate RATE"),
    ("rmsprop", "torch centered", "using rmsprop(centered = true) rate RATE"),
    ("rmsprop", "optax centered", "using rmsprop(decay = 0.9, eps_inside = true, centered = true) rate RATE"),
    ("rmsprop", "torch momentum 0.9", "using rmsprop(momentum = 0.9) rate RATE"),
    ("adadelta", "common", "using adadelta rate RATE"),
    ("adam", "Kingma-Ba", "using adam rate RATE"),
    ("amsgrad", "torch", "using amsgrad rate RATE"),
    ("adamw", "decoupled", "using adamw rate RATE"),
    ("nadam", "torch 2.x", "using nadam rate RATE"),
    ("radam", "torch", "using radam rate RATE"),
    ("adamax", "common", "using adamax rate RATE"),
    ("adabelief", "optax", "using adabelief rate RATE"),
    ("yogi", "optax", "using yogi rate RATE"),
    ("lion", "common", "using lion rate RATE"),
    ("sign_gd", "common", "using sign_gd rate RATE"),
    ("rprop", "torch", "using rprop rate RATE"),
];

/// The runs of a form: the first whose name is this, or else starts so.
pub fn runs(file: &str, form: &str) -> Vec<Json> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/trajectories/{file}.json"));
    let text = std::fs::read_to_string(path).expect("the reference is there");
    let all: Json = serde_json::from_str(&text).expect("it is JSON");
    let forms = all["conventions"].as_array().expect("forms");
    let named = |exact: bool| {
        forms.iter().find(|c| {
            let name = c["convention"].as_str().unwrap_or("");
            if exact { name == form } else { name.starts_with(form) }
        })
    };
    let found = named(true).or_else(|| named(false)).unwrap_or_else(|| panic!("{file} has no {form}"));
    found["runs"].as_array().expect("runs").clone()
}

/// The target of a reference run as the language writes it, with its start.
pub fn target(run: &Json) -> (String, String) {
    let start: Vec<String> =
        run["start"].as_array().expect("a start").iter().map(|v| v.as_f64().expect("a number").to_string()).collect();
    let expression = match run["problem"].as_str() {
        Some("regression") => {
            let rows: Vec<String> = include_str!("data/regression.tsv")
                .lines()
                .filter_map(|l| l.split_once('\t'))
                .filter(|(x, _)| x.parse::<f64>().is_ok())
                .map(|(x, y)| format!("(w*{x} + b - {y})^2"))
                .collect();
            assert_eq!(rows.len(), 12);
            return (format!("({})/12", rows.join(" + ")), format!("(w = {}, b = {})", start[0], start[1]));
        }
        _ => run["expression"].as_str().expect("an expression").to_string(),
    };
    let start = match start.as_slice() {
        [x] => format!("x = {x}"),
        [x, y] => format!("(x = {x}, y = {y})"),
        _ => panic!("more unknowns than expected"),
    };
    (expression, start)
}

/// The differences between a run of ours and the reference beyond a tolerance, the first of each run.
pub fn differences(run: &Json, clauses: &str, tolerance: f64) -> Vec<String> {
    let (expression, start) = target(run);
    let rate = run["rate"].as_f64().expect("a rate");
    let clauses = clauses.replace("RATE", &rate.to_string());
    let wanted = run["iterates"].as_array().expect("iterates");
    let statement = format!("descend {expression} from {start} {clauses} steps {} until k < 0", wanted.len() - 1);
    let fields = Notebook::new().fields(&statement);
    let names: Vec<&str> = if start.contains("w =") { vec!["w", "b"] } else { vec!["x", "y"] };
    let path = fields["path"].as_array().expect("a path");
    for (k, (ours, theirs)) in path.iter().zip(wanted).enumerate() {
        for (name, theirs) in names.iter().zip(theirs.as_array().expect("a point")) {
            let (ours, theirs) = (ours["x"][name].as_f64().unwrap_or(f64::NAN), theirs.as_f64().expect("a number"));
            if !near(ours, theirs, tolerance) {
                return vec![format!("{clauses} on {}: step {k}: {name} = {ours}, not {theirs}", run["problem"])];
            }
        }
    }
    if path.len() < wanted.len() && fields["gradient"].as_f64() != Some(0.0) {
        return vec![format!("{clauses} on {}: {} points", run["problem"], path.len())];
    }
    Vec::new()
}

#[test]
fn rules_walk_as_those_of_pytorch_and_optax() {
    let wrong = on_deep_stack(|| {
        let mut wrong = Vec::new();
        for (file, form, clauses) in ROWS {
            for run in runs(file, form) {
                wrong.extend(differences(&run, clauses, TOLERANCE));
            }
        }
        wrong
    });
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_rule_of_the_users_is_as_good_as_one_of_the_library() {
    on_deep_stack(|| {
        for name in thalweg::session::library::names() {
            let built_in = thalweg::session::library::find(name).expect("it is in the list").optimizer.text;
            let mut notebook = Notebook::new();
            notebook.output(&built_in.replacen(name, "mine", 1));
            let mut path = |method: &str| {
                let run = format!("descend (1-x)^2 + 100(y-x^2)^2 from (-1.2, 1) using {method} rate 0.001 steps 20");
                notebook.fields(&run)["path"].to_string()
            };
            assert_eq!(path("mine"), path(name), "{name}");
        }
    });
}
