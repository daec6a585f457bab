//! The methods on problems whose solutions are known, and on problems that lie in wait for them.

use proptest::prelude::*;

use super::super::samples::{number, polynomial, problem, quadratic, rosenbrock, x_cos_x};
use super::super::{Adjustments, Descent, Plan, Problem, Rate, StopReason, Stopping, TapeProblem, descend};
use super::{ALL, MINIMUM, MethodDef, RateUse, find};
use crate::expr::{ExprId, Graph};
use crate::interrupt::Interrupt;
use crate::numeric::matrix::LinearSolution;
use crate::tape::samples::function;

/// The usual settings; the least value is this.
fn settings(method: &MethodDef, minimum: f64) -> Vec<f64> {
    method.parameters.iter().map(|p| if p.name == MINIMUM { minimum } else { p.default }).collect()
}

/// Those that search, and so need no rate.
fn searching() -> impl Iterator<Item = &'static MethodDef> {
    ALL.iter().copied().filter(|m| m.make(&settings(m, 0.0)).nature().needs.searches && m.rate != RateUse::Scale)
}

fn run_from(
    problem: TapeProblem,
    method: &'static MethodDef,
    settings: &[f64],
    start: &[f64],
    stopping: Stopping,
) -> Descent {
    let mut method = method.make(settings);
    let rate = Rate::constant(1.0);
    let mut plan = Plan {
        method: method.as_mut(),
        start: start.to_vec(),
        rate,
        stopping,
        adjustments: Adjustments::default(),
        runs: 1,
    };
    let mut problem = problem.with_memory();
    descend(&mut problem, &mut plan, &Interrupt::default())
}

fn run(problem: TapeProblem, name: &str, start: &[f64], steps: u64) -> Descent {
    let method = find(name).expect("a method");
    run_from(problem, method, &settings(method, 0.0), start, Stopping::after(steps))
}

fn end(descent: &Descent) -> (&[f64], f64) {
    let last = descent.trace.last().expect("an iterate");
    (last.x, last.norm)
}

/// Those whose value never rises.
const DESCEND: &[&str] =
    &["linesearch", "armijo", "wolfe", "cg", "bfgs", "lbfgs", "damped_newton", "trust_region", "coordinate_descent"];

/// Never higher than before, but for rounding.
fn falls(descent: &Descent) -> bool {
    let values: Vec<f64> = descent.trace.iterates().iter().map(|i| i.value).collect();
    values.windows(2).all(|w| w[1] <= w[0] + 1e-13 * (1.0 + w[0].abs()))
}

#[test]
fn every_method_has_its_place() {
    for (i, method) in ALL.iter().enumerate() {
        assert!(ALL[..i].iter().all(|m| m.name != method.name), "{}", method.name);
        let made = method.make(&settings(method, f64::NAN));
        assert_eq!(made.name(), method.name);
        assert!(method.source.chars().any(|c| c.is_ascii_digit()), "{}", method.source);
        for p in method.parameters {
            assert!(p.default.is_nan() || p.least <= p.default && p.default <= p.most, "{}: {}", method.name, p.name);
        }
    }
    assert_eq!(find("lbfgs").expect("it").make(&[5.0, 1.0]).name(), "lbfgs(memory = 5)");
    assert!(find("armijo").is_some_and(|m| m.rate == RateUse::First));
}

#[test]
fn newton_goes_to_any_critical_point() {
    let maximum = run(x_cos_x(), "newton", &[1.0], 50);
    assert!((end(&maximum).0[0] - 0.860_333_589_019_379_8).abs() < 1e-10);
    assert_eq!(maximum.evaluations.hessians, maximum.steps);
    assert_eq!(maximum.evaluations.gradients, maximum.steps + 1);
    // (1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2
    let saddle = run(beale(), "newton", &[1.0, 1.0], 50);
    let (x, norm) = end(&saddle);
    assert!(x[0].abs() < 1e-10 && (x[1] - 1.0).abs() < 1e-10 && norm < 1e-10, "{x:?}");
    // x^3 at 0: nothing to divide by.
    let flat = run(polynomial(&["x"], &[(1.0, &[3]), (1.0, &[1])]), "newton", &[0.0], 5);
    assert!(matches!(&flat.stop, StopReason::NoStep { why, step: 1 } if why == "the second derivative is 0"));
    let ridge = run(polynomial(&["x", "y"], &[(1.0, &[2, 0]), (1.0, &[0, 1])]), "newton", &[1.0, 0.0], 5);
    assert!(matches!(&ridge.stop, StopReason::NoStep { why, .. } if why.contains("no inverse")), "{:?}", ridge.stop);
}

fn beale() -> TapeProblem {
    problem(&["x", "y"], |graph, v| {
        let terms: Vec<ExprId> = [(1.5, 1), (2.25, 2), (2.625, 3)]
            .iter()
            .map(|&(c, n)| {
                let (c, n, two) = (number(graph, c), graph.integer(n), graph.integer(2));
                let power = graph.raw_power(v[1], n);
                let product = graph.raw_product(&[v[0], power]);
                let minus = graph.raw_negation(v[0]);
                let inner = graph.raw_sum(&[c, minus, product]);
                graph.raw_power(inner, two)
            })
            .collect();
        graph.raw_sum(&terms)
    })
}

#[test]
fn well_known_valleys() {
    for name in DESCEND {
        let steps = if ["linesearch", "armijo", "wolfe", "coordinate_descent"].contains(name) { 60_000 } else { 300 };
        let descent = run(rosenbrock(), name, &[-1.2, 1.0], steps);
        let (x, norm) = end(&descent);
        assert!(norm < 1e-10 && (x[0] - 1.0).abs() < 1e-8, "{name}: {x:?} {norm} {:?} {}", descent.stop, descent.steps);
        assert!(falls(&descent), "{name}");
    }
}

#[test]
fn one_step_for_a_parabola() {
    let parabola = || polynomial(&["x"], &[(1.0, &[2]), (4.0, &[1]), (9.0, &[0])]);
    for name in ["linesearch", "cg", "newton", "damped_newton", "coordinate_descent"] {
        let descent = run(parabola(), name, &[-9.3], 5);
        assert_eq!((descent.steps, end(&descent).0), (1, &[-2.0][..]), "{name}");
    }
}

#[test]
fn without_end_or_way() {
    let straight = run(polynomial(&["x"], &[(1.0, &[1])]), "linesearch", &[0.0], 5);
    assert!(matches!(&straight.stop, StopReason::NoStep { why, .. } if why.contains("falls without end")));
    let known = find("polyak").expect("it");
    let unknown = run_from(x_cos_x(), known, &settings(known, f64::NAN), &[1.0], Stopping::after(5));
    assert!(matches!(unknown.stop, StopReason::NoStep { .. }));
    let below = run_from(x_cos_x(), known, &settings(known, 5.0), &[1.0], Stopping::after(5));
    assert!(matches!(below.stop, StopReason::NoProgress { .. }));
}

#[test]
fn searches_can_be_interrupted() {
    for method in ALL {
        let mut made = method.make(&settings(method, 0.0));
        let interrupt = Interrupt::default();
        let mut plan = Plan {
            method: made.as_mut(),
            start: vec![-1.2, 1.0],
            rate: Rate::constant(0.01),
            stopping: Stopping::after(1000),
            adjustments: Adjustments::default(),
            runs: 1,
        };
        let mut problem = Presses { inner: rosenbrock(), after: 3, interrupt: interrupt.clone() };
        let descent = descend(&mut problem, &mut plan, &interrupt);
        assert!(matches!(descent.stop, StopReason::Interrupted), "{}: {:?}", method.name, descent.stop);
        assert!(descent.steps < 5);
    }
}

/// A problem during whose evaluation Ctrl-C is pressed.
struct Presses {
    inner: TapeProblem,
    after: u64,
    interrupt: Interrupt,
}

impl Problem for Presses {
    fn dimension(&self) -> usize {
        self.inner.dimension()
    }
    fn evaluate(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        self.after = self.after.saturating_sub(1);
        if self.after == 0 {
            self.interrupt.set();
        }
        self.inner.evaluate(x, gradient)
    }
    fn hessian(&mut self, x: &[f64], entries: &mut [f64]) -> bool {
        self.inner.hessian(x, entries)
    }
    fn fault(&self, x: &[f64]) -> Option<crate::tape::TapeFault> {
        self.inner.fault(x)
    }
}

/// `x - ln(x)`, `x + 1/x`, `sqrt(x) + 1/sqrt(x)`, `-sqrt(1 - x^2)`: they end where their unknown does.
fn bounded(which: usize) -> TapeProblem {
    problem(&["x"], |graph, v| {
        let x = v[0];
        let minus_one = graph.integer(-1);
        let root = |graph: &mut Graph, of: ExprId| graph.raw_call(function("sqrt"), &[of]);
        match which {
            0 => {
                let logarithm = graph.raw_call(function("ln"), &[x]);
                let minus = graph.raw_negation(logarithm);
                graph.raw_sum(&[x, minus])
            }
            1 => {
                let inverse = graph.raw_power(x, minus_one);
                graph.raw_sum(&[x, inverse])
            }
            2 => {
                let root = root(graph, x);
                let inverse = graph.raw_power(root, minus_one);
                graph.raw_sum(&[root, inverse])
            }
            _ => {
                let (one, two) = (graph.integer(1), graph.integer(2));
                let square = graph.raw_power(x, two);
                let minus = graph.raw_negation(square);
                let inner = graph.raw_sum(&[one, minus]);
                let root = root(graph, inner);
                graph.raw_negation(root)
            }
        }
    })
}

/// A quadratic with these entries in `B` of `½xᵀ(BᵀB + I/2)x - bᵀx`, with small whole numbers: exactly solvable.
fn convex(n: usize, entries: &[i8], b: &[i8]) -> (TapeProblem, Vec<f64>, f64) {
    let names = &["x", "y", "z", "u", "v", "w", "p", "q"][..n];
    let mut terms: Vec<(f64, Vec<i64>)> = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    for i in 0..n {
        for j in 0..=i {
            let product: i64 = (0..n).map(|k| i64::from(entries[k * 8 + i]) * i64::from(entries[k * 8 + j])).sum();
            let c = product as f64 * if i == j { 0.5 } else { 1.0 } + if i == j { 0.25 } else { 0.0 };
            let exponents = (0..n).map(|m| i64::from(m == i) + i64::from(m == j)).collect();
            terms.push((c, exponents));
        }
        terms.push((-f64::from(b[i]), (0..n).map(|m| i64::from(m == i)).collect()));
    }
    terms.retain(|(c, _)| *c != 0.0);
    texts.extend(terms.iter().map(|(c, _)| c.to_string()));
    let exact: Vec<(&str, &[i64])> = texts.iter().zip(&terms).map(|(c, (_, e))| (c.as_str(), e.as_slice())).collect();
    let form = quadratic(&exact, n);
    let minus: Vec<_> = form.b.iter().map(|b| -b.clone()).collect();
    let Ok(LinearSolution::Unique(x)) = form.a.solve(&minus) else { panic!("positive definite") };
    let least = form.at(&x).to_f64();
    let floats: Vec<(f64, &[i64])> = terms.iter().map(|(c, e)| (*c, e.as_slice())).collect();
    (polynomial(names, &floats), x.iter().map(|v| v.to_f64()).collect(), least)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn convex_quadratics_are_solved(
        n in 1_usize..9,
        entries in prop::collection::vec(-3_i8..=3, 64),
        b in prop::collection::vec(-5_i8..=5, 8),
        start in prop::collection::vec(-4.0..4.0_f64, 8),
    ) {
        let mut wrong = Vec::new();
        for method in searching() {
            let (problem, solution, least) = convex(n, &entries, &b);
            let settings = settings(method, least);
            let descent = run_from(problem, method, &settings, &start[..n], Stopping::after(200_000));
            let (x, norm) = end(&descent);
            // Polyak's step needs the difference of the value to the least one, which rounding takes first.
            let (gradient, distance) = if method.name == "polyak" { (1e-4, 1e-3) } else { (1e-10, 1e-8) };
            let far = x.iter().zip(&solution).fold(0.0, |far: f64, (x, s)| far.max((x - s).abs()));
            let slow = method.name == "cg" && descent.steps > 3 * n as u64 + 3;
            let rises = DESCEND.contains(&method.name) && !falls(&descent);
            if norm >= gradient || far >= distance || slow || rises {
                let steps = descent.steps;
                wrong.push(format!("{}: {norm} {far} {rises} {:?} after {steps}", method.name, descent.stop));
            }
        }
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// Sums of sines, exponentials and quartics.
    #[test]
    fn smooth_functions_never_rise(
        c in prop::collection::vec(-2.0..2.0_f64, 8),
        start in prop::collection::vec(-3.0..3.0_f64, 2),
    ) {
        let smooth = || problem(&["x", "y"], |graph, v| {
            let mut terms = Vec::new();
            for (i, name) in ["sin", "cos", "tanh"].into_iter().enumerate() {
                let (a, b) = (number(graph, c[i]), number(graph, c[i + 3]));
                let product = graph.raw_product(&[a, v[1]]);
                let inner = graph.raw_sum(&[v[0], product]);
                let call = graph.raw_call(function(name), &[inner]);
                terms.push(graph.raw_product(&[b, call]));
            }
            for &x in v {
                let (four, c) = (graph.integer(4), number(graph, 0.1 + c[6].abs()));
                let power = graph.raw_power(x, four);
                terms.push(graph.raw_product(&[c, power]));
            }
            graph.raw_sum(&terms)
        });
        let mut wrong = Vec::new();
        for name in DESCEND {
            let descent = run(smooth(), name, &start, 20_000);
            if !falls(&descent) || end(&descent).1 >= 1e-8 {
                wrong.push(format!("{name}: {} {:?} {:?}", falls(&descent), end(&descent), descent.stop));
            }
        }
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn domains_are_never_left(which in 0_usize..4, start in 0.01..8.0_f64) {
        let start = if which == 3 { start / 9.0 } else { start };
        for method in searching() {
            let least = [1.0, 2.0, 2.0, -1.0][which];
            let descent = run_from(bounded(which), method, &settings(method, least), &[start], Stopping::after(20_000));
            let left = matches!(descent.stop, StopReason::ValueNotFinite { .. } | StopReason::PointNotFinite);
            prop_assert!(!left, "{} leaves: {:?}", method.name, descent.stop);
            if DESCEND.contains(&method.name) {
                prop_assert!(falls(&descent), "{}", method.name);
                prop_assert!(end(&descent).1 < 1e-7, "{}: {:?} {:?}", method.name, end(&descent), descent.stop);
            }
        }
    }

    /// `c·x^2 ± 1/(x - p)^n`: whatever lies beyond the pole, nobody gets there.
    #[test]
    fn poles_are_never_crossed(
        c in 0_u8..4,
        sign in prop::bool::ANY,
        n in 1_i64..4,
        pole in -30_i32..30,
        start in 0.001..20.0_f64,
        right in prop::bool::ANY,
    ) {
        let p = f64::from(pole) / 10.0;
        let start = if right { p + start } else { p - start };
        let barred = || problem(&["x"], |graph, v| {
            let (two, c, shift) = (graph.integer(2), number(graph, f64::from(c)), number(graph, -p));
            let (minus_n, sign) = (graph.integer(-n), number(graph, if sign { 1.0 } else { -1.0 }));
            let square = graph.raw_power(v[0], two);
            let square = graph.raw_product(&[c, square]);
            let apart = graph.raw_sum(&[v[0], shift]);
            let wall = graph.raw_power(apart, minus_n);
            let wall = graph.raw_product(&[sign, wall]);
            graph.raw_sum(&[square, wall])
        });
        for method in searching() {
            let descent = run_from(barred(), method, &settings(method, -10.0), &[start], Stopping::after(300));
            let crossed = descent.trace.iterates().iter().any(|it| (it.x[0] > p) != right);
            prop_assert!(!crossed, "{} crosses {p} from {start}: {:?}", method.name, descent.stop);
        }
    }
}
