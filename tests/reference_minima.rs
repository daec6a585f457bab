//! `minimum` on all of R^n: right where it answers, silent where it cannot know.

use serde_json::Value as Json;

use crate::notebook::{Notebook, near, rows};

const DATA: &str = include_str!("data/minima.tsv");

fn doubles(text: &str) -> Vec<Vec<f64>> {
    let number = |word: &str| word.trim().parse().expect("a number");
    let point = |text: &str| text.trim().trim_matches(['(', ')']).split(',').map(number).collect();
    text.split(';').map(point).collect()
}

fn points(minimum: &Json, names: &[&str]) -> Vec<Vec<f64>> {
    let coordinate = |point: &Json, name: &str| point["x"][name]["value"].as_f64().unwrap_or(f64::NAN);
    let point = |p: &Json| names.iter().map(|n| coordinate(p, n)).collect();
    minimum["points"].as_array().expect("points").iter().map(point).collect()
}

fn same_points(got: &[Vec<f64>], wanted: &[Vec<f64>]) -> bool {
    let found = |w: &Vec<f64>| got.iter().any(|g| g.iter().zip(w).all(|(&g, &w)| near(g, w, 1e-9)));
    got.len() == wanted.len() && wanted.iter().all(found)
}

#[test]
fn minima_of_the_reference_functions() {
    let mut wrong = Vec::new();
    let (mut decided, mut outside) = (0, 0);
    for row in rows(DATA) {
        let [id, names, expression, status, minimisers, value] = row.as_slice() else { panic!("{row:?}") };
        let names: Vec<&str> = names.split(' ').collect();
        let mut notebook = Notebook::new();
        notebook.output(&format!("f({}) = {expression}", names.join(", ")));
        let minimum = notebook.fields("minimum f");
        let got = minimum["status"].as_str().expect("a status");
        let agrees = match *status {
            "global" => {
                decided += 1;
                let points = points(&minimum, &names);
                let least = minimum["points"][0]["value"]["value"].as_f64().unwrap_or(f64::NAN);
                got == "global"
                    && minimum["certified"] == true
                    && same_points(&points, &doubles(minimisers))
                    && near(least, value.parse().expect("a number"), 1e-9)
            }
            "unbounded" => {
                decided += 1;
                got == "unbounded"
            }
            // A flat valley: the value, and one of the listed points among those said.
            "line" => {
                decided += 1;
                let least = minimum["points"][0]["value"]["value"].as_f64().unwrap_or(f64::NAN);
                got == "global" && minimum["set"].is_array() && near(least, value.parse().expect("a number"), 1e-9)
            }
            "outside" => {
                outside += 1;
                got == "unknown"
            }
            _ => panic!("{row:?}"),
        };
        if !agrees {
            wrong.push(format!("{id}: {minimum}, not {status} {minimisers} {value}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(decided > 20 && outside > 100, "{decided} decided, {outside} outside");
}
