use proptest::prelude::*;

use super::*;
use crate::descent::samples::*;
use crate::descent::*;
use crate::numeric::Rational;
use crate::numeric::matrix::Matrix;
use crate::numeric::quadratic::Quadratic;
use crate::tape::{lower, samples};

const SQUARE: &[(&str, &[i64])] = &[("1", &[2])];
const BOWL: &[(&str, &[i64])] = &[("1", &[2, 0]), ("4", &[0, 2])];

/// The verdict is this one, and the text has these parts.
#[track_caller]
fn says(run: &Run, verdict: Verdict, parts: &[&str]) {
    let text = told(run).join("\n");
    assert_eq!(run.verdict, verdict, "{text}");
    for part in parts {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

fn quartic() -> TapeProblem {
    polynomial(&["x"], &[(1.0, &[4])])
}

fn hat() -> TapeProblem {
    polynomial(&["x", "y"], &[(0.25, &[4, 0]), (-0.5, &[2, 0]), (0.5, &[0, 2])])
}

fn unknown(problem: &mut TapeProblem, start: &[&str], rate: &str, steps: u64) -> Run {
    let names = &["x", "y"][..start.len()];
    run(problem, &Known::default(), names, start, rate, steps)
}

#[test]
fn one_unknown_by_theorem() {
    // Start, rate, steps; verdict, words of the reason, steps needed.
    type Case = (&'static str, &'static str, u64, Verdict, &'static str, Option<u64>);
    let cases: &[Case] = &[
        ("7", "0.1", 9, Verdict::Descending, "every step keeps 4/5 of the distance to x = 0, since f'' = 2", Some(71)),
        ("7", "0.3", 9, Verdict::Descending, "this run is 0.00183501 away", Some(18)),
        ("7", "1", 9, Verdict::Oscillates, "an exact cycle of period 2: 7, -7", None),
        ("3", "0.9", 10, Verdict::Descending, "every step crosses x = 0 and keeps 4/5 of the distance", Some(67)),
        ("3", "0.01", 10, Verdict::Descending, "1 - 0.01·2 = 49/50", Some(739)),
        ("3", "1.1", 10, Verdict::Diverges, "certain from step 0: the rate 1.1 exceeds 2/f'' = 1\n", None),
        (
            "3",
            "1.1",
            10_000,
            Verdict::Diverges,
            "multiplies the distance by 6/5, since f'' = 2 and 1 - 1.1·2 = -6/5",
            None,
        ),
        ("7", "0.5", 9, Verdict::Converged, "the first step arrives at x = 0", Some(1)),
        (
            "7",
            "0.1",
            1000,
            Verdict::Converged,
            "to within 4.01362e-11: gradient < 1e-10 held after 116 steps",
            Some(71),
        ),
        ("7", "0.1", 0, Verdict::Descending, "no step was asked for: at the start f is 49", Some(71)),
        ("0", "0.1", 5, Verdict::Converged, "the start is a critical point", None),
        ("7", "0", 5, Verdict::Stalled, "the rate is 0", None),
        ("7", "-0.1", 5, Verdict::Diverges, "the rate is negative, so every step climbs", None),
        ("7", "1e-320", 5, Verdict::Stalled, "stalled at a distance of 7 from the minimum x = 0: after 0 steps", None),
        ("7", "1/3", 3, Verdict::Descending, "1 - 1/3·2 = 1/3", Some(15)),
    ];
    for &(start, rate, steps, verdict, part, needed) in cases {
        let run = quadratic_run(SQUARE, &[start], rate, steps);
        says(
            &run,
            verdict,
            &[part, "closed form: minimum 0 at x = 0", "rates below 1 converge here; 1/2 arrives in one step"],
        );
        assert_eq!(run.steps_needed, needed, "start {start} rate {rate}");
    }
    let cycle = quadratic_run(SQUARE, &["7"], "1", 9).cycle;
    assert_eq!(cycle, Some(vec![vec![7.0], vec![-7.0]]));
}

/// Near the limit 1 and near 0 the factor differs from 1 by little: the count, by logarithms to 50 digits elsewhere.
#[test]
fn the_steps_are_counted_exactly_near_the_limit() {
    let needed = |start: &str, rate: &str| quadratic_run(SQUARE, &[start], rate, 3).steps_needed;
    assert_eq!(needed("7", "0.999999999999"), Some(7_880_710_353_502));
    assert_eq!(needed("7", "1e-12"), Some(7_880_710_353_502));
    // 1/10 a step, from 1 to 1e-6.
    assert_eq!(needed("1", "0.45"), Some(6));
}

#[test]
fn the_predicted_steps_are_the_steps_it_takes() {
    for (rate, needed) in [("0.1", 71), ("0.3", 18), ("0.9", 71)] {
        let distance = |steps| quadratic_run(SQUARE, &["7"], rate, steps).distance.expect("a minimum");
        assert!(distance(needed) <= 1e-6 && distance(needed - 1) > 1e-6, "{rate}");
    }
}

#[test]
fn parabolas_without_a_minimum() {
    let down = quadratic_run(&[("-1", &[2])], &["1"], "0.1", 5);
    says(
        &down,
        Verdict::Diverges,
        &["f bends downwards and falls without bound", "the maximum x = 0 by 6/5", "no rate converges"],
    );
    says(&quadratic_run(&[("-1", &[2])], &["0"], "0.1", 5), Verdict::Stalled, &["stalled at the maximum x = 0"]);
    says(
        &quadratic_run(&[("3", &[1])], &["1"], "0.1", 5),
        Verdict::Diverges,
        &["falls for ever along a straight line"],
    );
    says(&quadratic_run(&[("3", &[0])], &["1"], "0.1", 5), Verdict::Converged, &["after 0 steps"]);
}

#[test]
fn several_unknowns_by_theorem() {
    let near = quadratic_run(BOWL, &["1", "1"], "0.1", 5);
    says(
        &near,
        Verdict::Descending,
        &["keeps at most 4/5 of the distance", "rates below 1/4 converge here; 1/5 is best and keeps 3/5"],
    );
    says(
        &quadratic_run(BOWL, &["1", "1"], "0.1", 500),
        Verdict::Converged,
        &["converged to the minimum at (x = 0, y = 0)"],
    );
    let away = quadratic_run(BOWL, &["1", "1"], "0.3", 5);
    says(&away, Verdict::Diverges, &["the rate 0.3 exceeds 2/λ = 1/4 for the largest eigenvalue λ = 8", "by 7/5"]);
    // The start has no part in the direction that would grow.
    says(&quadratic_run(BOWL, &["1", "0"], "0.3", 100), Verdict::Converged, &["keeps at most 2/5"]);
    let cycle = quadratic_run(BOWL, &["1", "1"], "0.25", 50);
    says(&cycle, Verdict::Oscillates, &["tends to the cycle"]);
    assert_eq!(cycle.cycle, Some(vec![vec![0.0, 1.0], vec![0.0, -1.0]]));
    // x² + xy + 4y²: the eigenvalues are 5 ± √10.
    let irrational = quadratic_run(&[("1", &[2, 0]), ("1", &[1, 1]), ("4", &[0, 2])], &["1", "1"], "0.1", 5);
    says(&irrational, Verdict::Descending, &["eigenvalue ≈ 1.83772", "rates below ≈ 0.24503 converge"]);
}

/// The mean squared error of a line over twelve rows, from their exact sums.
#[test]
fn a_line_fit() {
    let fit: &[(&str, &[i64])] = &[
        ("253/24", &[2, 0]),
        ("11/2", &[1, 1]),
        ("1", &[0, 2]),
        ("-401/10", &[1, 0]),
        ("-164/15", &[0, 1]),
        ("11527/300", &[0, 0]),
    ];
    let known = quadratic(fit, 2);
    let mut problem = Plain(vec![vec![253.0 / 12.0, 5.5], vec![5.5, 2.0]], vec![-40.1, -164.0 / 15.0]);
    let known = Known { quadratic: Some(known), minimisers: Vec::new() };
    let run = run(&mut problem, &known, &["x", "y"], &["0", "0"], "0.05", 25);
    let parts = [
        "minimum 11743/128700 at (x = 1204/715, y = 163/195)",
        "rates below ≈ 0.0886722 converge here; ≈ 0.0866426 is best and keeps ≈ 0.954223",
        "eigenvalue ≈ 0.528338",
    ];
    says(&run, Verdict::Descending, &parts);
    // PyTorch, the same problem: steps 1 and 25.
    for (k, expected) in [(1, [2.005, 0.5466666666666667]), (25, [1.7331841465122153, 0.6517692932884804])] {
        let x = run.iterates.get(k).expect("an iterate").x;
        assert!((x[0] - expected[0]).abs() < 1e-12 && (x[1] - expected[1]).abs() < 1e-12, "{x:?}");
    }
    let too_fast = self::run(&mut problem, &known, &["x", "y"], &["0", "0"], "0.09", 25);
    says(&too_fast, Verdict::Diverges, &["the rate 0.09 exceeds 2/λ ≈ 0.0886722"]);
}

#[test]
fn saddles_and_valleys_by_theorem() {
    let saddle: &[(&str, &[i64])] = &[("1", &[2, 0]), ("-1", &[0, 2])];
    says(&quadratic_run(saddle, &["1", "1"], "0.1", 5), Verdict::Diverges, &["bends downwards", "eigenvalue -2"]);
    let on = quadratic_run(saddle, &["1", "0"], "0.1", 500);
    says(&on, Verdict::Stalled, &["stalled near the saddle (x = 0, y = 0)", "a start beside it falls away"]);
    let valley: &[(&str, &[i64])] = &[("1", &[2, 0]), ("2", &[1, 1]), ("1", &[0, 2])];
    let level = quadratic_run(valley, &["1", "2"], "0.1", 500);
    says(&level, Verdict::Converged, &["minimum 0 at (x = -1/2, y = 1/2)", "nearest to the start"]);
    let slide = quadratic_run(&[("1", &[2, 0]), ("1", &[0, 1])], &["1", "2"], "0.1", 5);
    says(&slide, Verdict::Diverges, &["falls for ever along a straight line"]);
}

/// In exact arithmetic this start never leaves the ridge; in doubles it does, and the verdict follows the run.
#[test]
fn rounding_that_takes_over_is_seen() {
    let ridge: &[(&str, &[i64])] = &[("-3/10", &[2, 0]), ("4/5", &[1, 1]), ("3/10", &[0, 2])];
    let run = quadratic_run(ridge, &["0.1", "0.2"], "0.3", 3000);
    assert!(matches!(run.verdict, Verdict::Diverges | Verdict::Stalled), "{}", told(&run).join("\n"));
    let lost = run.last().is_none_or(|i| i.norm > 1.0);
    assert_eq!(run.verdict == Verdict::Diverges, lost, "{}", told(&run).join("\n"));
}

#[test]
fn large_quadratics_get_the_general_fact() {
    let n = 12;
    let mut a = Matrix::zero(n, n);
    (0..n).for_each(|i| a.set(i, i, Rational::from(2 * i as i64 + 2)));
    let quadratic = Quadratic { a, b: vec![Rational::ZERO; n], c: Rational::ZERO };
    let names: Vec<String> = (0..n).map(|i| format!("x{i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let exponents: Vec<Vec<i64>> = (0..n).map(|i| (0..n).map(|j| if i == j { 2 } else { 0 }).collect()).collect();
    let terms: Vec<(f64, &[i64])> = exponents.iter().enumerate().map(|(i, e)| (i as f64 + 1.0, &e[..])).collect();
    let known = Known { quadratic: Some(quadratic), minimisers: Vec::new() };
    let run = run(&mut polynomial(&names, &terms), &known, &names, &vec!["1"; n], "0.1", 50);
    says(&run, Verdict::Diverges, &["the rate exceeds 2/λ ≈ 0.0833333", "λ ≈ 24", "unless its start lies exactly"]);
}

#[test]
fn runs_away_from_a_quartic() {
    let known = Known::at(&[0.0], 0.0);
    for steps in [2, 100] {
        let run = run(&mut quartic(), &known, &["x"], &["3"], "0.1", steps);
        says(
            &run,
            Verdict::Diverges,
            &["f has risen in every step since step 0", "more than 2.23607 from x = 0", "f'' = 108"],
        );
    }
    says(
        &run(&mut quartic(), &known, &["x"], &["2"], "0.1", 1000),
        Verdict::Descending,
        &["this run is 0.0352339 away"],
    );
    says(
        &unknown(&mut polynomial(&["x"], &[(-1.0, &[4])]), &["1"], "0.1", 100),
        Verdict::Diverges,
        &["fallen in every step"],
    );
    says(&unknown(&mut rosenbrock(), &["-1.2", "1"], "0.1", 100), Verdict::Diverges, &["asks for less than 0.0013277"]);
}

#[test]
fn settles_in_a_local_minimum() {
    let early = unknown(&mut x_cos_x(), &["-2"], "0.1", 50);
    says(&early, Verdict::Descending, &["|f'| is 1.78156e-5", "lately every step keeps 0.792"]);
    let late = unknown(&mut x_cos_x(), &["-2"], "0.1", 1000);
    says(
        &late,
        Verdict::Converged,
        &[
            "converged to x = -0.860334 to within about",
            "a local minimum, since f'' is 2.07722",
            "rates below about 0.962827",
        ],
    );
    let right = unknown(&mut x_cos_x(), &["1"], "0.1", 1000);
    says(&right, Verdict::Converged, &["converged to x = 3.42562"]);
    let valley = run(&mut rosenbrock(), &Known::at(&[1.0, 1.0], 0.0), &["x", "y"], &["-1.2", "1"], "0.001", 2000);
    says(&valley, Verdict::Descending, &["minimum 0 at (x = 1, y = 1); this run is 0.557076 away"]);
    let there = run(&mut rosenbrock(), &Known::at(&[1.0, 1.0], 0.0), &["x", "y"], &["-1.2", "1"], "0.001", 100_000);
    says(&there, Verdict::Converged, &["converged to the minimum at (x = 1, y = 1)"]);
}

#[test]
fn stalls_where_there_is_no_minimum() {
    let top = unknown(&mut x_cos_x(), &["0.8603335890193798"], "0.1", 5000);
    says(&top, Verdict::Stalled, &["the maximum x = 0.860334", "no minimum, since f'' is -2.07722"]);
    says(
        &unknown(&mut hat(), &["0", "1"], "0.1", 1000),
        Verdict::Stalled,
        &["near the saddle (x = 0,", "between -1 and 1"],
    );
    let slow = unknown(&mut hat(), &["0.00000001", "1"], "0.1", 100);
    says(&slow, Verdict::Stalled, &["stalled near the saddle", "grows by 1.1 per step"]);
    says(&unknown(&mut hat(), &["0.00000001", "1"], "0.1", 1000), Verdict::Converged, &["(x = 1,"]);
    let cubic = unknown(&mut polynomial(&["x"], &[(1.0, &[3])]), &["1"], "0.1", 1_000_000);
    says(&cubic, Verdict::Stalled, &["no minimum", "f falls on one side"]);
}

#[test]
fn plateaus() {
    let mut plateau = problem(&["x"], |graph, x| {
        let (inner, two) = (graph.raw_call(samples::function("tanh"), x), graph.integer(2));
        graph.raw_power(inner, two)
    });
    for start in ["20", "9"] {
        let run = run(&mut plateau, &Known::at(&[0.0], 0.0), &["x"], &[start], "0.1", 20);
        says(&run, Verdict::Stalled, &["on a plateau", "no global minimum: f is 1 here and 0 at x = 0"]);
    }
    let mut exponential = problem(&["x"], |graph, x| graph.raw_call(samples::function("exp"), x));
    says(&unknown(&mut exponential, &["-30"], "1", 100), Verdict::Stalled, &["on a plateau"]);
    says(&unknown(&mut exponential, &["0"], "1", 100), Verdict::Descending, &["still descending"]);
    // Flat, but a minimum.
    says(
        &unknown(&mut quartic(), &["0.0001"], "0.1", 100),
        Verdict::Converged,
        &["probably near a minimum", "rises on both sides"],
    );
}

#[test]
fn cycles_found_in_the_numbers() {
    let mut well = polynomial(&["x"], &[(0.25, &[4]), (-0.5, &[2])]);
    let two = unknown(&mut well, &["0.5"], "1.1", 1000);
    says(&two, Verdict::Oscillates, &["a cycle of period 2, which repeats to the last bit: 0.814552, 1.11606"]);
    says(&unknown(&mut well, &["0.5"], "1.25", 1000), Verdict::Oscillates, &["a cycle of period 4"]);
    assert_eq!(unknown(&mut well, &["0.5"], "1.4", 1000).verdict, Verdict::Oscillates);
    // At the limit it creeps to 1 from both sides, ever more slowly: that is no cycle.
    says(&unknown(&mut well, &["0.5"], "1", 1000), Verdict::Descending, &[]);
}

#[test]
fn kinks() {
    let mut kink = problem(&["x"], |graph, x| graph.raw_call(samples::function("abs"), x));
    let known = Known::at(&[0.0], 0.0);
    let swings = run(&mut kink, &known, &["x"], &["1"], "0.3", 20);
    says(&swings, Verdict::Oscillates, &["period 2", "near x = 0 the slope goes from -1 to 1", "swings by 0.3"]);
    let cycle: Vec<f64> = swings.cycle.expect("a cycle").concat();
    assert!((cycle[0] - 0.1).abs() < 1e-12 && (cycle[1] + 0.2).abs() < 1e-12);
    // 1, -1, 1, … of x^4 at this rate has a slope of 0 half-way, and no kink.
    let smooth = unknown(&mut polynomial(&["x"], &[(1.0, &[4])]), &["1"], "0.5", 20);
    says(&smooth, Verdict::Oscillates, &["period 2"]);
    assert!(!told(&smooth).join("\n").contains("jumps"), "{}", told(&smooth).join("\n"));
    // Here a step lands on the kink.
    says(&run(&mut kink, &known, &["x"], &["1"], "0.25", 20), Verdict::Converged, &["the minimum at x = 0"]);
}

#[test]
fn a_rate_too_small_for_doubles_is_no_arrival() {
    for start in ["-2", "0.3", "3"] {
        let run = unknown(&mut x_cos_x(), &[start], "1e-300", 100);
        says(&run, Verdict::Stalled, &["the rate 1e-300 is so small that no step moves the point"]);
    }
    // A gradient below the limit does not make a minimum of a place far from it.
    let faint = quadratic_run(&[("1e-13", &[2])], &["7"], "0.1", 10);
    says(&faint, Verdict::Stalled, &["at a distance of 7 from the minimum x = 0: gradient < 1e-10 held after 0 steps"]);
}

#[test]
fn leaves_the_domain() {
    let mut logarithm = problem(&["x"], |graph, x| graph.raw_call(samples::function("ln"), x));
    let run = unknown(&mut logarithm, &["1"], "0.8", 100);
    says(
        &run,
        Verdict::LeftDomain,
        &["in step 2: ln(x) needs x > 0, and x was -3.8", "the last point inside was x = 0.2"],
    );
    assert_eq!(run.last().map(|i| i.k), Some(1));
    says(&unknown(&mut logarithm, &["-1"], "0.8", 100), Verdict::LeftDomain, &["no value at the start"]);
}

#[test]
fn conditions_interrupts_and_awkward_rates() {
    let mut graph = samples::graph();
    let (names, nodes) = samples::symbols(&mut graph, &StopCondition::NAMES);
    let limit = number(&mut graph, 10.0);
    let below = graph.compare(crate::expr::Relation::Less, nodes[3], limit);
    let tape = lower(&graph, &[below], &names).expect("its names");
    let until = Stopping { steps: 100, conditions: vec![StopCondition::Until { tape, text: "value < 10".into() }] };
    let known = Known { quadratic: Some(quadratic(SQUARE, 1)), minimisers: Vec::new() };
    let mut square = polynomial(&["x"], &[(1.0, &[2])]);
    let stopped = run_until(&mut square, &known, &["x"], &["7"], Rate::constant(0.1), until);
    says(&stopped, Verdict::Stopped, &["stopped by its condition: value < 10 held after 4 steps", "keeps 4/5"]);
    for rate in [f64::NAN, f64::INFINITY] {
        let run = run_until(&mut square, &known, &["x"], &["7"], Rate::constant(rate), Stopping::default());
        says(&run, Verdict::Stopped, &["no finite number"]);
    }
    // A schedule gets no theorem for constant rates.
    let (names, nodes) = samples::symbols(&mut graph, &["k"]);
    let one = number(&mut graph, 1.0);
    let formula = graph.raw_quotient(one, nodes[0]);
    let tape = lower(&graph, &[formula], &names).expect("k");
    let rate = Rate::Formula { tape, text: "1/k".into() };
    let scheduled = run_until(&mut square, &known, &["x"], &["7"], rate, Stopping::after(1));
    assert!(!told(&scheduled).join("\n").contains("every step"), "{}", told(&scheduled).join("\n"));
    assert!(told(&scheduled).join("\n").contains("closed form: minimum 0 at x = 0"));
    let interrupt = crate::interrupt::Interrupt::default();
    interrupt.set();
    let labels = Labels { unknowns: vec!["x".into()], value: "x^2".into(), name: None };
    let background = Background { knowledge: &known, labels, exact_start: None };
    let mut plan = Plan {
        method: &mut GradientDescent,
        start: vec![7.0],
        rate: Rate::constant(0.1),
        stopping: Stopping::default(),
        adjustments: Adjustments::default(),
        runs: 1,
    };
    let run = judged(&mut square, &mut plan, background, &interrupt);
    says(&run, Verdict::Interrupted, &["interrupted: at the start the value is 49"]);
}

#[test]
fn verdicts_have_stable_names() {
    let all = [
        Verdict::Converged,
        Verdict::Descending,
        Verdict::Oscillates,
        Verdict::Diverges,
        Verdict::LeftDomain,
        Verdict::Stalled,
        Verdict::Stopped,
        Verdict::Interrupted,
    ];
    let names =
        ["converged", "descending", "oscillates", "diverges", "left_domain", "stalled", "stopped", "interrupted"];
    assert_eq!(all.map(Verdict::as_str), names);
}

/// `H diag(λ) H` with the reflection `H` along `v`, which is orthogonal and rational.
fn with_eigenvalues(eigenvalues: &[i64], v: &[i64]) -> (Matrix, Matrix) {
    let n = eigenvalues.len();
    let square: i64 = v[..n].iter().map(|x| x * x).sum();
    let mut h = Matrix::identity(n);
    if square > 0 {
        for i in 0..n {
            for j in 0..n {
                let entry = h.get(i, j) - &Rational::new(2 * v[i] * v[j], square).expect("not zero");
                h.set(i, j, entry);
            }
        }
    }
    let diagonal = Matrix::diagonal(&eigenvalues.iter().map(|&l| Rational::from(l)).collect::<Vec<_>>());
    let product = |a: &Matrix, b: &Matrix| {
        let columns = b.transpose();
        Matrix::from_rows((0..a.rows()).map(|i| columns.times(a.row(i))).collect()).expect("a square")
    };
    let a = product(&product(&h, &diagonal), &h);
    (a, h)
}

/// What happens to a start, component by component in the known eigenvectors.
fn expected(eigenvalues: &[i64], parts: &[Rational], rate: &Rational) -> Verdict {
    let mut cycle = false;
    for (&lambda, _) in eigenvalues.iter().zip(parts).filter(|(_, p)| !p.is_zero()) {
        let factor = (Rational::ONE - rate * &Rational::from(lambda)).abs();
        if factor > Rational::ONE {
            return Verdict::Diverges;
        }
        cycle |= factor.is_one() && lambda != 0;
    }
    match (cycle, eigenvalues.iter().any(|&l| l < 0)) {
        (true, _) => Verdict::Oscillates,
        (false, true) => Verdict::Stalled,
        (false, false) => Verdict::Converged,
    }
}

/// The quadratic as something to run on, without a tape.
struct Plain(Vec<Vec<f64>>, Vec<f64>);

impl Problem for Plain {
    fn dimension(&self) -> usize {
        self.1.len()
    }
    fn evaluate(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let mut value = 0.0;
        for (i, row) in self.0.iter().enumerate() {
            let image: f64 = row.iter().zip(x).map(|(a, x)| a * x).sum();
            gradient[i] = image + self.1[i];
            value += x[i] * (0.5 * image + self.1[i]);
        }
        value
    }
    fn fault(&self, _x: &[f64]) -> Option<crate::tape::TapeFault> {
        None
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The verdict by Krylov vectors and isolated roots is the one that the eigenvectors give, and what 20,000 steps show.
    #[test]
    fn random_quadratics(
        (eigenvalues, v, center, offset) in (1_usize..=6).prop_flat_map(|n| (
            prop_oneof![
                3 => prop::collection::vec(1_i64..7, n),
                1 => prop::collection::vec(0_i64..5, n),
                1 => prop::collection::vec(-2_i64..5, n),
            ],
            prop::collection::vec(-3_i64..4, n),
            prop::collection::vec(-4_i64..5, n),
            prop::collection::vec(-4_i64..5, n),
        )),
        (numerator, aligned) in (1_i64..6, any::<bool>()),
    ) {
        let n = eigenvalues.len();
        let exact = |v: &[i64]| v.iter().map(|&x| Rational::from(x)).collect::<Vec<_>>();
        let (a, h) = with_eigenvalues(&eigenvalues, &v);
        let center = exact(&center);
        let b: Vec<Rational> = a.times(&center).iter().map(|x| -x).collect();
        // Half, once, 3/2, twice, 5/2 of the inverse of the largest eigenvalue.
        let largest = eigenvalues.iter().copied().max().unwrap_or(1).max(1);
        let rate = Rational::new(numerator, 2 * largest).expect("not zero");
        // Aligned starts lie along an eigenvector, so they lack all other parts.
        let offset = if aligned { h.row(0).to_vec() } else { exact(&offset) };
        let start: Vec<Rational> = center.iter().zip(&offset).map(|(c, o)| c + o).collect();
        let want = expected(&eigenvalues, &h.times(&offset), &rate);
        let mut problem = Plain(
            (0..n).map(|i| a.row(i).iter().map(Rational::to_f64).collect()).collect(),
            b.iter().map(Rational::to_f64).collect(),
        );
        let quadratic = Quadratic { a, b, c: Rational::ZERO };
        let known = Known { quadratic: Some(quadratic), minimisers: Vec::new() };
        let labels = Labels { unknowns: (0..n).map(|i| format!("x{i}")).collect(), value: "f".into(), name: Some("f".into()) };
        let background = Background { knowledge: &known, labels, exact_start: Some(&start) };
        let x: Vec<f64> = start.iter().map(Rational::to_f64).collect();
        let stopping = Stopping::after(20_000);
        let mut plan = Plan { method: &mut GradientDescent, start: x, rate: Rate::exact(rate), stopping, adjustments: Adjustments::default(), runs: 1 };
        let run = judged(&mut problem, &mut plan, background, &crate::interrupt::Interrupt::default());
        // A direction that would grow and that the start lacks may come in by rounding.
        let bad = eigenvalues.iter().any(|&l| l < 0) || numerator > 4;
        let rounding = bad && run.verdict == Verdict::Diverges;
        prop_assert!(run.verdict == want || rounding, "{want:?} expected\n{}", told(&run).join("\n"));
        let last = run.last().expect("a start").norm;
        match run.verdict {
            Verdict::Converged | Verdict::Stalled => prop_assert!(last < 1e-9, "{last:e}"),
            Verdict::Oscillates => prop_assert!(last > 1e-3, "{last:e}"),
            _ => prop_assert!(last > 1e3 || !matches!(run.stop, StopReason::StepsDone), "{last:e}"),
        }
    }
}
