//! Clipped gradients, weight decay, proximal steps and boxes, against PyTorch, Optax and the published formulas; and what is
//! said of such runs.

use crate::notebook::{Notebook, near, rows};
use crate::reference_runs::problem;

const TRAJECTORIES: &str = include_str!("data/trajectories/adjusted.tsv");

#[test]
fn the_trajectories_of_adjusted_steps() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for row in rows(TRAJECTORIES) {
        let [name, clauses, peer, points] = row.as_slice() else { panic!("{row:?}") };
        let (definition, start) = problem(name);
        let mut notebook = Notebook::new();
        notebook.output(&definition);
        let run = notebook.fields(&format!("descend f from {start} {clauses} steps 25 until k < 0"));
        let unknowns: Vec<&str> =
            run["unknowns"].as_array().expect("a list").iter().filter_map(|u| u.as_str()).collect();
        for (k, point) in points.split(';').enumerate() {
            // A run that stands still for good ends before.
            let path = run["path"].as_array().expect("a path");
            let got = &path[k.min(path.len() - 1)]["x"];
            for (unknown, wanted) in unknowns.iter().zip(point.split(',')) {
                let (got, wanted) = (got[unknown].as_f64().expect("a number"), wanted.parse().expect("a number"));
                if !near(got, wanted, 1e-12) {
                    wrong.push(format!("{name}, {clauses}, {peer} at {k}: {unknown} = {got}, not {wanted}"));
                }
                count += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 500, "{count}");
}

/// What theory says of the ends of such runs.
#[test]
fn verdicts_on_adjusted_runs() {
    let mut notebook = Notebook::new();
    for (statement, verdict, x) in [
        // The edge of the box, and inside of it.
        ("descend x^2 from x = 5 over 2..9 rate 0.1", "converged", 2.0),
        ("descend (x - 3)^2 from x = 5 over 2..9 rate 0.1", "converged", 3.0),
        ("descend x*cos(x) from x = 1 over 0..2 rate 0.1", "converged", 2.0),
        ("descend -x^2 from x = 1 over -2..3 rate 0.1", "converged", 3.0),
        // On an edge where the function is flat it was not decided.
        ("descend x^3 from x = 0 over 0..1 rate 0.1", "stalled", 0.0),
        // A start outside.
        ("descend x^2 from x = 20 over 2..9 rate 0.1 steps 0", "stopped", 9.0),
        // Weight decay: (x - 3)^2 + x^2 is least at 3/2.
        ("descend (x - 3)^2 from x = 5 using gd(weight_decay = 2) rate 0.1", "converged", 1.5),
        // L1: (x - 3)^2 + 2|x| is least at 2, and with 7|x| at 0; x^2 - x with |x| is flat to the left of nothing.
        ("descend (x - 3)^2 from x = 5 using gd(l1 = 2) rate 0.1", "converged", 2.0),
        ("descend (x - 3)^2 from x = 5 using gd(l1 = 7) rate 0.1", "converged", 0.0),
        ("descend (x - 3)^2 from x = 5 using gd(l1 = 7) over -1..4 rate 0.1", "converged", 0.0),
        ("descend x^2 from x = 5 rate 0.1 clip norm 1 steps 500", "converged", 0.0),
        // A saddle inside of the box.
        ("descend x^4 - x^2 from x = 0 over -1..1 rate 0.1", "stalled", 0.0),
        ("descend x^2 from x = 5 over -9..9 rate 1 steps 50", "oscillates", 5.0),
    ] {
        let run = notebook.fields(statement);
        let end = run["x"]["x"].as_f64().expect("a number");
        assert!(
            run["verdict"] == verdict && near(end, x, 1e-9),
            "{statement}: {} at {end}: {}",
            run["verdict"],
            run["reason"]
        );
    }
}
