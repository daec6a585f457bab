//! `minimum` and `critical` on the functions of the reference.

use serde_json::Value as Json;

use crate::notebook::{Notebook, near, rows};

const MINIMA: &str = include_str!("data/minima.tsv");
const CRITICAL: &str = include_str!("data/critical.tsv");

/// Not decided: a flat valley around a sphere in four unknowns, which a search by boxes does not come to the end of.
const NOT_DECIDED: [&str; 1] = ["penalty1_4"];

/// Values that no symmetry makes equal are listed without being called certified.
const NOT_CERTIFIED: [&str; 2] = ["schaffer_4", "alpine1_2"];

fn doubles(text: &str) -> Vec<Vec<f64>> {
    let number = |word: &str| word.trim().parse().expect("a number");
    let point = |text: &str| text.trim().trim_matches(['(', ')']).split(',').map(number).collect();
    text.split(';').map(point).collect()
}

fn points(answer: &Json, names: &[&str]) -> Vec<Vec<f64>> {
    let coordinate = |point: &Json, name: &str| point["x"][name]["value"].as_f64().unwrap_or(f64::NAN);
    let point = |p: &Json| names.iter().map(|n| coordinate(p, n)).collect();
    answer["points"].as_array().expect("points").iter().map(point).collect()
}

fn same(a: &[f64], b: &[f64]) -> bool {
    a.iter().zip(b).all(|(&a, &b)| near(a, b, 1e-9))
}

/// `x:[-2,2]; y:[0,1]` as `x in -2..2, y in 0..1`
fn over(region: &str) -> String {
    let side = |text: &str| {
        let (name, ends) = text.trim().split_once(':').expect("a name");
        let (low, high) = ends.trim_matches(['[', ']']).split_once(',').expect("two ends");
        format!("{name} in {low}..{high}")
    };
    region.split(';').map(side).collect::<Vec<_>>().join(", ")
}

#[test]
fn minima_of_the_reference_functions() {
    let mut wrong = Vec::new();
    let mut decided = 0;
    for row in rows(MINIMA) {
        let [id, kind, names, expression, region, minimisers, value] = row.as_slice() else { panic!("{row:?}") };
        if NOT_DECIDED.contains(id) {
            continue;
        }
        let names: Vec<&str> = names.split(' ').collect();
        let mut notebook = Notebook::new();
        notebook.output(&format!("f({}) = {expression}", names.join(", ")));
        let answer = match *kind {
            "none" => notebook.fields("minimum f"),
            "localmin" => notebook.fields(&format!("critical f over {}", over(region))),
            _ => notebook.fields(&format!("minimum f over {}", over(region))),
        };
        decided += 1;
        let agrees = match *kind {
            "none" => ["none", "unbounded"].contains(&answer["status"].as_str().expect("a status")),
            "localmin" => {
                let minimum = |at: &Vec<f64>| {
                    let all = answer["points"].as_array().expect("points");
                    points(&answer, &names).iter().zip(all).any(|(p, json)| same(p, at) && json["type"] == "minimum")
                };
                doubles(minimisers).iter().all(minimum)
            }
            _ => {
                let found = points(&answer, &names);
                let least = answer["points"][0]["value"]["value"].as_f64().unwrap_or(f64::NAN);
                answer["status"] == "global"
                    && (answer["certified"] == true || NOT_CERTIFIED.contains(id))
                    && doubles(minimisers).iter().all(|w| found.iter().any(|f| same(f, w)))
                    && near(least, value.parse().expect("a number"), 1e-9)
            }
        };
        if !agrees {
            wrong.push(format!("{id}: {answer}, not {kind} {minimisers} {value}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(decided > 115, "{decided}");
}

#[test]
fn critical_points_of_the_reference_functions() {
    let mut wrong = Vec::new();
    let all: Vec<Vec<&str>> = rows(CRITICAL).collect();
    let mut ids: Vec<&str> = all.iter().map(|r| r[0]).collect();
    ids.dedup();
    for id in ids {
        let own: Vec<_> = all.iter().filter(|r| r[0] == id).collect();
        let names: Vec<&str> = own[0][1].split(' ').collect();
        let mut notebook = Notebook::new();
        notebook.output(&format!("f({}) = {}", names.join(", "), own[0][2]));
        let answer = notebook.fields("critical f");
        let found = points(&answer, &names);
        let kinds = answer["points"].as_array().expect("points");
        for row in &own {
            let at = &doubles(row[3])[0];
            let right = found.iter().zip(kinds).any(|(p, json)| same(p, at) && json["type"] == row[4]);
            if !right {
                wrong.push(format!("{id}: {} {} is not among {answer}", row[3], row[4]));
            }
        }
        if found.len() != own.len() || answer["complete"] != true {
            wrong.push(format!("{id}: {} points, complete: {}", found.len(), answer["complete"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
