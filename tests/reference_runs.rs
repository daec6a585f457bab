//! Plain gradient descent against the numbers of the source articles and of PyTorch.

use serde_json::Value as Json;

use crate::notebook::{Notebook, near, rows};

const ARTICLES: &str = include_str!("data/articles.tsv");
const TRAJECTORIES: &str = include_str!("data/gd_trajectories.tsv");
const LEAST_SQUARES: &str = include_str!("data/gd_regression.tsv");
const REGRESSION: &str = include_str!("data/regression.tsv");

fn iterate(run: &Json, k: usize) -> &Json {
    let path = run["path"].as_array().expect("a path");
    let iterate = &path[k];
    assert_eq!(iterate["k"], k);
    iterate
}

#[test]
fn the_runs_of_the_articles() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in rows(ARTICLES) {
        let [target, start, rate, k, x, value] = row.as_slice() else { panic!("{row:?}") };
        let steps: usize = k.parse().expect("a step");
        let mut notebook = Notebook::new();
        let statement = format!("descend {target} from x = {start} rate {rate} steps {}", steps.max(1));
        let run = notebook.fields(&statement);
        let got = iterate(&run, steps);
        count += 1;
        if !near(got["x"]["x"].as_f64().expect("x"), x.parse().expect("a number"), 1e-12) {
            wrong.push(format!("{statement}: x = {}, not {x}", got["x"]["x"]));
        }
        if *value != "-" && !near(got["value"].as_f64().expect("f"), value.parse().expect("a number"), 1e-12) {
            wrong.push(format!("{statement}: f = {}, not {value}", got["value"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 50);
}

/// The problems that PyTorch ran, as a user writes them.
pub fn problem(name: &str) -> (String, &'static str) {
    match name {
        "x2" => ("f(x) = x^2".into(), "7"),
        "quad" => ("f(x) = x^2 + 4x + 9".into(), "-9.3"),
        "xcosx_left" => ("f(x) = x*cos(x)".into(), "-2"),
        "xcosx_right" => ("f(x) = x*cos(x)".into(), "1"),
        "beale" => ("f(x, y) = (1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2".into(), "(1, 1)"),
        "rosenbrock" => ("f(x, y) = (1-x)^2 + 100(y-x^2)^2".into(), "(-1.2, 1)"),
        "regression" => {
            let terms: Vec<String> = rows(REGRESSION).map(|r| format!("(w*{} + b - {})^2", r[0], r[1])).collect();
            (format!("f(w, b) = ({})/{}", terms.join(" + "), terms.len()), "(0, 0)")
        }
        _ => panic!("{name}"),
    }
}

#[test]
fn the_trajectories_of_pytorch() {
    let mut wrong = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    let mut run = Json::Null;
    for row in rows(TRAJECTORIES).skip(1).chain(rows(LEAST_SQUARES)) {
        let [name, rate, k, wanted @ ..] = row.as_slice() else { panic!("{row:?}") };
        if names.last() != Some(name) {
            names.push(name);
            let mut notebook = Notebook::new();
            let (definition, start) = problem(name);
            notebook.output(&definition);
            run = notebook.fields(&format!("descend f from {start} rate {rate} steps 25"));
        }
        let unknowns = run["unknowns"].as_array().expect("unknowns");
        let got = iterate(&run, k.parse().expect("a step"));
        let wanted: Vec<f64> = wanted.iter().filter(|w| !w.is_empty()).map(|w| w.parse().expect("a number")).collect();
        assert_eq!(unknowns.len(), wanted.len(), "{row:?}");
        for (unknown, wanted) in unknowns.iter().zip(wanted) {
            let got = got["x"][unknown.as_str().expect("a name")].as_f64().expect("a number");
            if !near(got, wanted, 1e-12) {
                wrong.push(format!("{name} at {k}: {unknown} = {got}, not {wanted}"));
            }
        }
    }
    assert_eq!(names, ["x2", "xcosx_left", "rosenbrock", "regression"]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_the_articles_say_and_what_is_true() {
    let mut notebook = Notebook::new();
    let verdict = |notebook: &mut Notebook, statement: &str| {
        notebook.fields(statement)["verdict"].as_str().expect("a verdict").to_string()
    };
    // "The minimum of 0 was reached within 9 steps": it never is.
    assert_eq!(verdict(&mut notebook, "descend x^2 from x = 7 rate 0.3 steps 9"), "descending");
    // A cycle of two, and it is named.
    let cycle = notebook.fields("descend x^2 from x = 7 rate 1 steps 9");
    assert_eq!(
        (cycle["verdict"].as_str(), cycle["cycle"].to_string().as_str()),
        (Some("oscillates"), r#"[{"x":7},{"x":-7}]"#)
    );
    // "Too large a rate, like 0.9": it converges, and exactly as fast as 0.1.
    assert_eq!(verdict(&mut notebook, "descend x^2 from x = 3 rate 0.9 steps 200"), "converged");
    assert_eq!(verdict(&mut notebook, "descend x^2 from x = 3 rate 1.1 steps 10"), "diverges");
    // "Once the gradient is zero, you have reached a minimum": at the saddle it rests too.
    let saddle = "descend x^4/4 - x^2/2 + y^2/2 from (x = 0, y = 1) rate 0.1 steps 2000";
    assert_eq!(verdict(&mut notebook, saddle), "stalled");
    // "It gets stuck in the closest local minimum": from 1 it goes to the farther one.
    let end = notebook.fields("descend x*cos(x) from x = 1 rate 0.1 steps 1000");
    assert!(near(end["x"]["x"].as_f64().expect("x"), 3.425_618_459_481_728, 1e-10), "{}", end["x"]);
    // (10^6)^100 has 601 digits, and 10^6^100 is something else.
    notebook.output("assert (10^6)^100 == 10^600");
    assert!(notebook.output("10^6^100").text().starts_with("10^65331862350007"));
    // The tangent at 7.
    assert_eq!(notebook.output("tangent x^2 at 7").text(), "y = 14x - 49");
}
