//! Verdicts against what a theorem says must have happened, over many random runs. Run by hand:
//!
//! `cargo test --release verdicts -- --ignored --nocapture`

use crate::notebook::Notebook;

/// A small generator, so that the runs are the same for ever.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn integer(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.below(u64::try_from(high - low + 1).unwrap())).unwrap()
    }
}

/// Orthogonal integer directions: the eigenvectors of the Hessians below.
fn directions(n: usize) -> Vec<Vec<i64>> {
    let blocks: &[Vec<Vec<i64>>] = &[
        vec![vec![1]],
        vec![vec![1, 1], vec![1, -1]],
        vec![vec![1, 1, 1], vec![1, -1, 0], vec![1, 1, -2]],
        vec![vec![1, 1, 1, 1], vec![1, -1, 1, -1], vec![1, 1, -1, -1], vec![1, -1, -1, 1]],
    ];
    let sizes: &[usize] = [&[][..], &[1], &[2], &[3], &[4], &[2, 3], &[2, 4]][n];
    let mut all = Vec::new();
    let mut from = 0;
    for &size in sizes {
        for direction in &blocks[size - 1] {
            let mut v = vec![0; n];
            v[from..from + size].copy_from_slice(direction);
            all.push(v);
        }
        from += size;
    }
    all
}

const NAMES: [&str; 6] = ["x", "y", "z", "u", "v", "w"];

struct Case {
    statement: String,
    truth: &'static str,
    why: String,
}

/// A quadratic with known eigenvalues, a start, and a rate that is `part`/1000 of the limit 2/λmax.
fn quadratic(random: &mut Random) -> Option<Case> {
    let n = usize::try_from(random.integer(1, 6)).unwrap();
    let directions = directions(n);
    let weights: Vec<i64> = directions.iter().map(|_| random.integer(1, 9)).collect();
    let centre: Vec<i64> = (0..n).map(|_| random.integer(-3, 3)).collect();
    let start: Vec<i64> = (0..n).map(|_| random.integer(-9, 9)).collect();
    let norm = |v: &[i64]| v.iter().map(|a| a * a).sum::<i64>();
    let eigenvalues: Vec<i64> = directions.iter().zip(&weights).map(|(v, w)| 2 * w * norm(v)).collect();
    let largest = *eigenvalues.iter().max()?;
    let part = [200, 500, 900, 990, 1000, 1001, 1010, 1500, 4000][usize::try_from(random.below(9)).unwrap()];
    let steps = [5, 50, 2000][usize::try_from(random.below(3)).unwrap()];
    let terms: Vec<String> = directions
        .iter()
        .zip(&weights)
        .map(|(v, w)| {
            let form: Vec<String> =
                v.iter().enumerate().map(|(i, a)| format!("({a})*({} - ({}))", NAMES[i], centre[i])).collect();
            format!("{w}*({})^2", form.join(" + "))
        })
        .collect();
    let point: Vec<String> = start.iter().enumerate().map(|(i, s)| format!("{} = {s}", NAMES[i])).collect();
    let point = if n == 1 { point[0].clone() } else { format!("({})", point.join(", ")) };
    let rate = format!("{}/{}", 2 * part, 1000 * largest);
    let statement = format!("descend {} from {point} rate {rate} steps {steps}", terms.join(" + "));

    let eta = 2.0 * part as f64 / (1000.0 * largest as f64);
    let mut top = false;
    let mut error = 0.0;
    for (v, &eigenvalue) in directions.iter().zip(&eigenvalues) {
        let along: i64 = v.iter().zip(&start).zip(&centre).map(|((v, s), c)| v * (s - c)).sum();
        let amplitude = along as f64 / (norm(v) as f64).sqrt();
        top |= eigenvalue == largest && along != 0;
        error += (amplitude * (1.0 - eta * eigenvalue as f64).powi(steps)).powi(2);
    }
    let error = error.sqrt();
    let at_centre = start == centre;
    let truth = match part {
        _ if at_centre => "converged",
        1000 if top => "oscillates",
        1001.. if top => "diverges",
        1000.. => return None,
        _ if error < 1e-9 => "converged",
        _ if error > 1e-4 => "descending",
        _ => return None,
    };
    Some(Case { statement, truth, why: format!("{part}/1000 of the limit, distance {error:e}") })
}

fn known() -> Vec<Case> {
    let cases: &[(&str, &str, &str)] = &[
        ("x^4/4 from x = 1 rate 2 steps 50", "oscillates", "1, -1 is a cycle"),
        ("x^4/4 from x = 2 rate 2 steps 50", "diverges", "beyond the cycle"),
        ("x^4/4 from x = 1/2 rate 2 steps 50", "descending", "inside the cycle, sublinear"),
        ("x^4 from x = 3 rate 0.1 steps 20", "diverges", "|x| > sqrt(1/(2*rate))"),
        ("x^4 from x = 2.2 rate 0.1 steps 2000", "descending", "|x| < sqrt(1/(2*rate)), sublinear"),
        ("x^2/2 from x = 3 rate 2 steps 7", "oscillates", "factor -1"),
        ("abs(x) from x = 0.5 rate 1 steps 7", "oscillates", "1/2, -1/2"),
        ("x^4/4 - x^2/2 from x = 1 rate 0.1 steps 9", "converged", "starts on the minimum"),
        ("x^4/4 - x^2/2 from x = 0 rate 0.1 steps 9", "stalled", "starts on the maximum"),
        ("x^2 - y^2 from (x = 0, y = 0) rate 0.1 steps 9", "stalled", "starts on the saddle"),
        ("x^2 - y^2 from (x = 1, y = 0) rate 0.1 steps 900", "stalled", "runs into the saddle"),
        ("x^2 - y^2 from (x = 1, y = 1e-3) rate 0.1 steps 900", "diverges", "unbounded below"),
        ("-x^2 from x = 1 rate 0.1 steps 900", "diverges", "unbounded below"),
        ("-x^2 from x = 0 rate 0.1 steps 9", "stalled", "the maximum"),
        ("x^3 from x = 0 rate 0.1 steps 9", "stalled", "an inflection"),
        ("x^3 from x = -1 rate 0.1 steps 900", "diverges", "unbounded below"),
        ("cos(x) from x = 0 rate 0.1 steps 9", "stalled", "the maximum"),
        ("cos(x) from x = 1 rate 0.1 steps 900", "converged", "to pi"),
        ("cos(x) from x = 1 rate 0.1 steps 9", "descending", "on the way to pi"),
        ("x*cos(x) from x = 0.8603335890193798 rate 0.1 steps 20", "stalled", "the maximum, to the last bit"),
        ("sin(x) + sin(y) from (x = pi/2, y = pi/2) rate 0.1 steps 9", "stalled", "the maximum"),
        ("ln(x) from x = 1 rate 2 steps 9", "left_domain", "1 - 2"),
        ("sqrt(x) from x = 1 rate 1 steps 900", "left_domain", "runs below 0"),
        ("x*ln(x) from x = 2 rate 3 steps 9", "left_domain", "overshoots below 0"),
        ("x*ln(x) from x = 2 rate 0.1 steps 900", "converged", "to 1/e"),
        ("-ln(1 - x^2) from x = 0.9 rate 2 steps 9", "left_domain", "overshoots past -1"),
        ("-ln(1 - x^2) from x = 0.5 rate 0.1 steps 900", "converged", "to 0"),
        ("acos(x) from x = 0.5 rate 1 steps 9", "left_domain", "past 1"),
        ("x - ln(x) from x = 0.1 rate 0.1 steps 900", "converged", "to 1"),
        ("1/x + x from x = 0.1 rate 0.1 steps 900", "converged", "jumps to 10, then to 1"),
        ("ln(1 + exp(x)) from x = 0 rate 0.5 steps 100", "descending", "no minimum"),
        ("exp(x) from x = 0 rate 0.5 steps 100", "descending", "no minimum"),
        ("exp(-x^2) from x = 0 rate 0.5 steps 100", "stalled", "the maximum"),
        ("exp(-x^2) from x = 6 rate 0.5 steps 100", "stalled", "a plateau"),
        ("x + sin(x) from x = 1 rate 0.1 steps 3000", "descending", "slows at the inflection -pi"),
        ("(1-x)^2 + 100(y-x^2)^2 from (x = -1.2, y = 1) rate 1e-3 steps 100000", "converged", "Rosenbrock"),
        ("(1-x)^2 + 100(y-x^2)^2 from (x = -1.2, y = 1) rate 1e-2 steps 100", "diverges", "rate too large"),
        (
            "max(0, x) from x = -1 rate 0.1 steps 9",
            "stalled",
            "flat: whether it is a minimiser cannot be seen from here",
        ),
    ];
    let case = |&(text, truth, why): &(&str, &'static str, &str)| Case {
        statement: format!("descend {text}"),
        truth,
        why: why.to_string(),
    };
    cases.iter().map(case).collect()
}

#[test]
#[ignore = "many runs; by hand"]
fn verdicts_agree_with_theorems() {
    let mut random = Random(20_240_611);
    let mut cases = known();
    while cases.len() < 3000 {
        cases.extend(quadratic(&mut random));
    }
    let mut wrong = 0;
    let mut counts = std::collections::BTreeMap::new();
    for case in &cases {
        let run = Notebook::new().fields(&case.statement);
        let verdict = run["verdict"].as_str().unwrap_or("none").to_string();
        *counts.entry(case.truth).or_insert(0) += 1;
        if verdict != case.truth {
            wrong += 1;
            let reason = run["reason"].as_str().unwrap_or_default();
            println!("{}\n    {verdict}, not {}: {}\n    {reason}", case.statement, case.truth, case.why);
        }
    }
    println!("{wrong} of {} verdicts wrong; by truth: {counts:?}", cases.len());
    assert_eq!(wrong, 0);
}
