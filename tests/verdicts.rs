//! Verdicts against what a theorem says must have happened, over many random runs. Run by hand:
//!
//! `cargo test --release --test main verdicts -- --ignored --nocapture`

use crate::notebook::Notebook;
use crate::random::Random;

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
    /// What the run must be said to end at, where the theory tells.
    ends_at: Option<&'static str>,
    why: String,
}

impl Case {
    fn new(statement: String, truth: &'static str, ends_at: &'static str, why: &str) -> Case {
        Case { statement, truth, ends_at: Some(ends_at), why: why.to_string() }
    }
}

/// A quadratic by its eigenvectors, each with a weight, and where it is least.
struct Bowl {
    directions: Vec<Vec<i64>>,
    weights: Vec<i64>,
    centre: Vec<i64>,
    start: Vec<i64>,
}

impl Bowl {
    fn random(random: &mut Random) -> Bowl {
        let n = usize::try_from(random.integer(1, 6)).unwrap();
        let directions = directions(n);
        let weights = directions.iter().map(|_| random.integer(1, 9)).collect();
        let centre = (0..n).map(|_| random.integer(-3, 3)).collect();
        let start = (0..n).map(|_| random.integer(-9, 9)).collect();
        Bowl { directions, weights, centre, start }
    }

    fn formula(&self) -> String {
        let terms = self.directions.iter().zip(&self.weights).map(|(v, w)| {
            let form: Vec<String> =
                v.iter().enumerate().map(|(i, a)| format!("({a})*({} - ({}))", NAMES[i], self.centre[i])).collect();
            format!("{w}*({})^2", form.join(" + "))
        });
        terms.collect::<Vec<_>>().join(" + ")
    }

    fn from(&self) -> String {
        let point: Vec<String> = self.start.iter().enumerate().map(|(i, s)| format!("{} = {s}", NAMES[i])).collect();
        if point.len() == 1 { point[0].clone() } else { format!("({})", point.join(", ")) }
    }

    /// Eigenvalues of the Hessian, each with the part of the start along it.
    fn modes(&self) -> Vec<(i64, f64)> {
        let mode = |(v, w): (&Vec<i64>, &i64)| {
            let size: i64 = v.iter().map(|a| a * a).sum();
            let along: i64 = v.iter().zip(&self.start).zip(&self.centre).map(|((v, s), c)| v * (s - c)).sum();
            (2 * w * size, along as f64 / (size as f64).sqrt())
        };
        self.directions.iter().zip(&self.weights).map(mode).collect()
    }
}

const PARTS: [i64; 9] = [200, 500, 900, 990, 1000, 1001, 1010, 1500, 4000];
const STEPS: [i32; 3] = [5, 50, 2000];

/// Gradient descent on a quadratic at a rate that is `part`/1000 of the limit 2/λmax.
fn quadratic(random: &mut Random) -> Option<Case> {
    let bowl = Bowl::random(random);
    let modes = bowl.modes();
    let largest = modes.iter().map(|m| m.0).max()?;
    let part = PARTS[usize::try_from(random.below(9)).unwrap()];
    let steps = STEPS[usize::try_from(random.below(3)).unwrap()];
    let rate = format!("{}/{}", 2 * part, 1000 * largest);
    let statement = format!("descend {} from {} rate {rate} steps {steps}", bowl.formula(), bowl.from());
    let eta = 2.0 * part as f64 / (1000.0 * largest as f64);
    let error: f64 = modes.iter().map(|&(l, e)| (e * (1.0 - eta * l as f64).powi(steps)).powi(2)).sum();
    decided(&bowl, statement, part, error.sqrt())
}

/// Heavy ball and Nesterov's method, whose limits are 2(1 + β)/λmax and 2(1 + β)/((1 + 2β)λmax).
fn momentum(random: &mut Random) -> Option<Case> {
    let bowl = Bowl::random(random);
    let modes = bowl.modes();
    let largest = modes.iter().map(|m| m.0).max()?;
    let part = PARTS[usize::try_from(random.below(9)).unwrap()];
    let steps = STEPS[usize::try_from(random.below(3)).unwrap()];
    let (tenths, nesterov) = (random.integer(1, 9), random.below(2) == 0);
    let (above, below) = if nesterov { (2 * (10 + tenths), 10 + 2 * tenths) } else { (2 * (10 + tenths), 10) };
    let rate = format!("{}/{}", above * part, 1000 * below * largest);
    let method = if nesterov { "nesterov" } else { "momentum" };
    let statement = format!(
        "descend {} from {} using {method}(beta = 0.{tenths}) rate {rate} steps {steps}",
        bowl.formula(),
        bowl.from()
    );
    let (eta, beta) = ((above * part) as f64 / (1000 * below * largest) as f64, tenths as f64 / 10.0);
    let (mut error, mut moved) = (0.0, 0.0);
    for &(eigenvalue, start) in &modes {
        let (mut x, mut v, mut last) = (start, 0.0, start);
        for _ in 0..steps {
            let g = eigenvalue as f64 * x;
            last = x;
            v = beta * v + g;
            x -= eta * if nesterov { g + beta * v } else { v };
        }
        error += x * x;
        moved += (x - last) * (x - last);
    }
    // It must be near and slow.
    if (error.sqrt() < 1e-9) != (moved.sqrt() < 1e-7) && part < 1000 {
        return None;
    }
    decided(&bowl, statement, part, error.sqrt())
}

/// The truth at `part`/1000 of the limit, where this error is left after the steps.
fn decided(bowl: &Bowl, statement: String, part: i64, error: f64) -> Option<Case> {
    let modes = bowl.modes();
    let largest = modes.iter().map(|m| m.0).max()?;
    let top = modes.iter().any(|&(l, e)| l == largest && e != 0.0);
    let (truth, ends_at) = match part {
        _ if bowl.start == bowl.centre => ("converged", "minimum"),
        1000 if top => ("oscillates", "cycle"),
        1001.. if top => ("diverges", "infinity"),
        1000.. => return None,
        _ if error < 1e-9 => ("converged", "minimum"),
        _ if error > 1e-4 => ("descending", "under_way"),
        _ => return None,
    };
    Some(Case::new(statement, truth, ends_at, &format!("{part}/1000 of the limit, distance {error:e}")))
}

/// A number of thousandths as exact text.
fn thousandths(n: i64) -> String {
    format!("({n}/1000)")
}

/// A cubic with a cycle of period 2 through p and q: `f' = (2x - p - q)/η + a(x - p)(x - q)`, whose multiplier is
/// `1 - s²` with `s = ηa(p - q)`. It attracts where s² < 2.
fn cycle(random: &mut Random) -> Case {
    let (p, q) = (random.integer(-4000, 0), random.integer(500, 4000));
    let (eta, s) = (random.integer(50, 1500), random.integer(400, 1250));
    let sign = if random.below(2) == 0 { "" } else { "-" };
    let (p, q, eta, s) = (thousandths(p), thousandths(q), thousandths(eta), thousandths(s));
    let a = format!("({sign}{s}/({eta}*({p} - {q})))");
    let f = format!("(x^2 - ({p} + {q})*x)/{eta} + {a}*(x^3/3 - ({p} + {q})*x^2/2 + {p}*{q}*x)");
    let statement = format!("descend {f} from x = {p} + ({q} - {p})/100 rate {eta} steps 4000");
    Case::new(statement, "oscillates", "cycle", &format!("the cycle {p}, {q} attracts: s = {s}"))
}

/// Starts exactly on saddles and maxima that are not those of a quadratic.
fn on_top(random: &mut Random) -> Case {
    let (a, b, c) = (random.integer(1, 9), random.integer(1, 9), random.integer(-5, 5));
    let (p, q) = (random.integer(-9, 9), random.integer(-9, 9));
    let (x, y) = (format!("(x - ({p}))"), format!("(y - ({q}))"));
    let steps = random.integer(1, 300);
    match random.below(4) {
        0 => {
            let f = format!("{a}*{x}^2 - {b}*{y}^2 + ({c})*{x}^2*{y} + {x}^4");
            let statement = format!("descend {f} from (x = {p}, y = {q}) rate 0.01 steps {steps}");
            Case::new(statement, "stalled", "saddle", "starts on the saddle")
        }
        1 => {
            let f = format!("{x}^4/{a} - {b}*{x}^2 + ({c})*{x}^3");
            let statement = format!("descend {f} from x = {p} rate 0.01 steps {steps}");
            Case::new(statement, "stalled", "maximum", "starts on the maximum")
        }
        2 => {
            let f = format!("{a}*cos({x}) + {b}*cos({y})");
            let statement = format!("descend {f} from (x = {p}, y = {q}) rate 0.1 steps {steps}");
            Case::new(statement, "stalled", "maximum", "starts on the maximum")
        }
        _ => {
            // Along y = q it is a bowl in x, so the run goes into the saddle.
            let f = format!("{a}*{x}^2 - {b}*{y}^2 + {y}^4");
            let start = p + random.integer(1, 5);
            let rate = format!("1/{}", 4 * a);
            let statement = format!("descend {f} from (x = {start}, y = {q}) rate {rate} steps 400");
            Case::new(statement, "stalled", "saddle", "runs into the saddle along its valley")
        }
    }
}

/// Functions that end somewhere: what the steps do is followed here.
fn domain(random: &mut Random) -> Option<Case> {
    let (a, p) = (random.integer(1, 9), random.integer(-5, 5));
    let (d, eta) = (random.integer(1, 40) as f64 / 8.0, random.integer(1, 64) as f64 / 32.0);
    let which = random.below(3);
    let (f, slope): (String, fn(f64, f64) -> f64) = match which {
        0 => (format!("{a}*ln(x - ({p}))"), |a, u| a / u),
        1 => (format!("{a}*sqrt(x - ({p}))"), |a, u| a / (2.0 * u.sqrt())),
        _ => (format!("{a}*(x - ({p})) - ln(x - ({p}))"), |a, u| a - 1.0 / u),
    };
    let (mut u, a) = (d, a as f64);
    let mut left = false;
    for _ in 0..1000 {
        if slope(a, u).abs() < 1e-9 {
            break;
        }
        u -= eta * slope(a, u);
        left = u <= 0.0;
        // Too near to the end of the domain to tell.
        if u.abs() < 1e-6 {
            return None;
        }
        if left {
            break;
        }
    }
    let statement = format!("descend {f} from x = {} rate {eta} steps 1000", d + p as f64);
    if left {
        return Some(Case::new(statement, "left_domain", "outside", "a step leads out"));
    }
    let arrived = which == 2 && (u - 1.0 / a).abs() < 1e-9;
    arrived.then(|| Case::new(statement, "converged", "minimum", "to p + 1/a"))
}

/// A kink that a constant rate jumps over for ever, and quartics inside and outside of their border 1/√(2aη).
fn kink_or_quartic(random: &mut Random) -> Case {
    let (a, p) = (random.integer(1, 9), random.integer(-5, 5));
    if random.below(2) == 0 {
        // In quarters of a step: never on the kink itself, and exact in doubles.
        let (eighths, m) = (random.integer(1, 16), random.integer(0, 40));
        let eta = format!("{eighths}/8");
        let start = format!("{p} + ({m} + 1/4)*{a}*{eta}");
        let statement = format!("descend {a}*abs(x - ({p})) from x = {start} rate {eta} steps 200");
        return Case::new(statement, "oscillates", "kink", "the slope jumps there");
    }
    let (eta, part) =
        (random.integer(1, 500) as f64 / 1000.0, [0.3, 0.9, 0.99, 1.01, 1.1, 3.0][random.below(6) as usize]);
    let start = p as f64 + part / (2.0 * a as f64 * eta).sqrt();
    let statement = format!("descend {a}*(x - ({p}))^4 from x = {start} rate {eta} steps 3000");
    match part > 1.0 {
        true => Case::new(statement, "diverges", "infinity", "outside of the border"),
        false => Case::new(statement, "descending", "under_way", "inside of the border, slower than any factor"),
    }
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
        ends_at: None,
        why: why.to_string(),
    };
    cases.iter().map(case).collect()
}

const SEED: u64 = 20_240_611;
const RUNS: usize = 2_000;

#[test]
#[ignore = "many runs; by hand"]
fn verdicts_agree_with_theorems() {
    let mut random = Random(SEED);
    let mut cases = known();
    while cases.len() < RUNS {
        match random.below(20) {
            0..9 => cases.extend(quadratic(&mut random)),
            9..13 => cases.extend(momentum(&mut random)),
            13..15 => cases.push(cycle(&mut random)),
            15..17 => cases.push(on_top(&mut random)),
            17..19 => cases.extend(domain(&mut random)),
            _ => cases.push(kink_or_quartic(&mut random)),
        }
    }
    let (mut wrong, mut certified) = (0, 0);
    let mut counts = std::collections::BTreeMap::new();
    for case in &cases {
        let run = Notebook::new().fields(&case.statement);
        let verdict = run["verdict"].as_str().unwrap_or("none").to_string();
        let ends_at = run["ends_at"].as_str().unwrap_or("none").to_string();
        certified += usize::from(run["certified"] == true);
        *counts.entry((case.truth, case.ends_at.unwrap_or("any"))).or_insert(0) += 1;
        if verdict != case.truth || case.ends_at.is_some_and(|e| e != ends_at) {
            wrong += 1;
            let reason = run["reason"].as_str().unwrap_or_default();
            let truth = format!("{} at {}", case.truth, case.ends_at.unwrap_or("any"));
            println!("{}\n    {verdict} at {ends_at}, not {truth}: {}\n    {reason}", case.statement, case.why);
        }
    }
    println!("seed {SEED}: {wrong} of {} verdicts wrong, {certified} certified; by truth: {counts:?}", cases.len());
    assert_eq!(wrong, 0);
}
