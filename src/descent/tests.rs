use super::samples::{polynomial, problem, rosenbrock, x_cos_x};
use super::*;
use crate::expr::Relation;
use crate::interrupt::Interrupt;
use crate::tape::{lower, samples};

pub(super) fn run(problem: &mut dyn Problem, start: &[f64], rate: f64, stopping: Stopping) -> Descent {
    let mut plan = Plan {
        method: &mut GradientDescent,
        start: start.to_vec(),
        rate: Rate::constant(rate),
        stopping,
        adjustments: Adjustments::default(),
        runs: 1,
    };
    descend(problem, &mut plan, &Interrupt::default())
}

/// Exactly so many steps, no default condition.
pub(super) fn steps(n: u64) -> Stopping {
    Stopping { steps: n, conditions: Vec::new() }
}

fn close(got: f64, expected: f64) -> bool {
    (got - expected).abs() <= 1e-12 * expected.abs().max(1.0)
}

fn kept(descent: Descent) -> Iterates {
    let [iterates, ..] = descent.trace.into_parts();
    iterates
}

fn at(iterates: &Iterates, k: u64) -> Iterate<'_> {
    iterates.get(k as usize).expect("an iterate")
}

fn path(problem: &mut dyn Problem, start: f64, rate: f64, n: u64) -> Iterates {
    kept(run(problem, &[start], rate, steps(n)))
}

fn square() -> TapeProblem {
    polynomial(&["x"], &[(1.0, &[2])])
}

#[test]
fn follows_the_reference_trajectories() {
    let data = include_str!("../../tests/data/gd_trajectories.tsv");
    let mut seen = 0;
    let mut current: (String, Iterates) = Default::default();
    for line in data.lines().filter(|l| !l.starts_with('#')).skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let numbers: Vec<f64> = fields[1..].iter().map(|t| t.parse().expect("a number")).collect();
        let (rate, k, expected) = (numbers[0], numbers[1] as u64, &numbers[2..]);
        if current.0 != fields[0] {
            let mut problem: TapeProblem = match fields[0] {
                "x2" => square(),
                "xcosx_left" => x_cos_x(),
                "rosenbrock" => rosenbrock(),
                other => panic!("unknown problem {other}"),
            };
            current = (fields[0].to_string(), kept(run(&mut problem, expected, rate, steps(25))));
        }
        for (got, want) in at(&current.1, k).x.iter().zip(expected) {
            assert!(close(*got, *want), "{} step {k}: {got} instead of {want}", fields[0]);
            seen += 1;
        }
    }
    assert_eq!(seen, 26 * 4);
}

/// The numbers of the articles: start, rate, step, iterate.
#[test]
fn reproduces_the_articles() {
    for (start, rate, k, expected) in [
        (7.0, 0.1, 1, 5.6),
        (7.0, 0.1, 2, 4.4799999999999995),
        (7.0, 0.1, 5, 2.29376),
        (7.0, 0.1, 8, 1.1744051199999999),
        (7.0, 0.1, 9, 0.9395240959999999),
        (7.0, 0.3, 8, 0.0045875199999999994),
        (7.0, 0.3, 9, 0.001835008),
        (7.0, 1.0, 9, -7.0),
        (3.0, 0.01, 10, 2.45121842066264),
        (3.0, 0.1, 10, 0.32212254720000005),
        (3.0, 0.9, 10, 0.32212254720000033),
        (3.0, 0.9, 3, -1.536),
        (3.0, 1.1, 1, -3.6),
        (3.0, 1.1, 9, -15.479341056),
        (3.0, 1.1, 10, 18.57520926720003),
        (8.0, 0.1, 3, 4.096),
        (8.0, 0.1, 20, 0.09223372036854777),
        (10.0, 0.1, 50, 0.00014272476927059603),
    ] {
        let got = at(&path(&mut square(), start, rate, k), k).x[0];
        assert!((got - expected).abs() <= 1e-12 * expected.abs(), "{start} {rate} {k}: {got}");
    }
    let mut shifted = polynomial(&["x"], &[(1.0, &[2]), (4.0, &[1]), (9.0, &[0])]);
    for (start, k, x, value) in [
        (-9.3, 1, -7.840000000000001, None),
        (-9.3, 2, -6.672000000000001, None),
        (-9.3, 5, -4.392064, None),
        (-9.3, 25, -2.0275786202599586, Some(5.000760580295443)),
        (-9.3, 50, -2.0001041890815676, Some(5.000000010855365)),
        (10.0, 50, -1.9998287302768754, None),
        (0.0, 50, -1.9999714550461458, None),
    ] {
        let path = path(&mut shifted, start, 0.1, k);
        let got = at(&path, k);
        assert!(close(got.x[0], x), "{start} {k}: {}", got.x[0]);
        assert!(value.is_none_or(|v| close(got.value, v)), "{}", got.value);
    }
    for (start, k, x) in [
        (-2.0, 1, -1.7765258309801495),
        (-2.0, 25, -0.8632300522310643),
        (-2.0, 50, -0.8603421656445451),
        (1.0, 1, 1.0301168678939756),
        (1.0, 25, 3.4212335431208523),
        (1.0, 50, 3.4256184362167335),
    ] {
        let got = at(&path(&mut x_cos_x(), start, 0.1, k), k).x[0];
        assert!(close(got, x), "{start} {k}: {got}");
    }
}

#[test]
fn underflow_ends_a_run_that_never_arrives_exactly() {
    // Rate 0.3 first gives zero by underflow; rate 0.1 sticks at a denormal.
    let fast = run(&mut square(), &[7.0], 0.3, steps(5000));
    assert_eq!(fast.steps, 816);
    assert!(matches!(fast.stop, StopReason::ZeroGradient));
    let slow = run(&mut square(), &[7.0], 0.1, steps(5000));
    assert!(matches!(slow.stop, StopReason::Fixed), "{:?}", slow.stop);
    assert_eq!(slow.trace.last().map(|i| i.x[0]), Some(1e-323));
}

#[test]
fn a_run_does_the_steps_it_was_asked_for() {
    let run = run(&mut square(), &[7.0], 0.1, Stopping::after(9));
    assert_eq!((run.steps, run.trace.iterates().len()), (9, 10));
    assert!(matches!(run.stop, StopReason::StepsDone));
    assert_eq!(run.trace.first().and_then(|i| i.rate), None);
    assert_eq!(run.trace.last().and_then(|i| i.rate), Some(0.1));
}

#[test]
fn the_default_condition_is_a_small_gradient() {
    let run = run(&mut square(), &[7.0], 0.1, Stopping::default());
    let StopReason::Condition { text, written } = run.stop else { panic!("{:?}", run.stop) };
    assert_eq!((text.as_str(), written), ("gradient < 1e-10", false));
    // 14 · 0.8^k < 1e-10 first at k = 116.
    assert_eq!(run.steps, 116);
}

#[test]
fn written_conditions() {
    let mut graph = samples::graph();
    let (names, nodes) = samples::symbols(&mut graph, &StopCondition::NAMES);
    let limit = super::samples::number(&mut graph, 10.0);
    let below = graph.compare(Relation::Less, nodes[3], limit);
    let until =
        |tape| Stopping { steps: 100, conditions: vec![StopCondition::Until { tape, text: "value < 10".into() }] };
    let tape = lower(&graph, &[below], &names).expect("its names");
    // 49 · 0.64^k < 10 first at k = 4.
    let stopped = run(&mut square(), &[7.0], 0.1, until(tape));
    assert_eq!(stopped.steps, 4);
    assert!(matches!(stopped.stop, StopReason::Condition { written: true, .. }));
    // At the start nothing has changed yet: a small change is not claimed there.
    let small = graph.compare(Relation::Less, nodes[1], limit);
    let tape = lower(&graph, &[small], &names).expect("its names");
    assert_eq!(run(&mut square(), &[7.0], 0.1, until(tape)).steps, 1);
}

#[test]
fn rates_by_formula_see_the_step_from_one() {
    let mut graph = samples::graph();
    let (names, nodes) = samples::symbols(&mut graph, &["k"]);
    let one = super::samples::number(&mut graph, 1.0);
    let formula = graph.raw_quotient(one, nodes[0]);
    let tape = lower(&graph, &[formula], &names).expect("k");
    let rate = Rate::Formula { tape, text: "1/k".into() };
    let mut plan = Plan {
        method: &mut GradientDescent,
        start: vec![3.0],
        rate,
        stopping: steps(3),
        adjustments: Adjustments::default(),
        runs: 1,
    };
    let run = descend(&mut square(), &mut plan, &Interrupt::default());
    let seen: Vec<(f64, Option<f64>)> = run.trace.iterates().iter().map(|i| (i.x[0], i.rate)).collect();
    // At rate 1/2 the factor is 0.
    assert_eq!(seen, [(3.0, None), (-3.0, Some(1.0)), (0.0, Some(0.5))]);
}

#[test]
fn leaving_the_domain_keeps_the_last_good_iterate() {
    let mut logarithm = problem(&["x"], |graph, x| graph.raw_call(samples::function("ln"), x));
    let run = run(&mut logarithm, &[1.0], 0.8, steps(100));
    let StopReason::ValueNotFinite { fault: Some(fault), at, step } = &run.stop else { panic!("{:?}", run.stop) };
    assert_eq!((*step, run.steps), (2, 2));
    assert!(at[0] < 0.0 && fault.to_string().starts_with("ln(x) needs x > 0, and x was -"), "{fault}");
    assert_eq!(run.trace.last().map(|i| i.k), Some(1));
}

#[test]
fn awkward_input_ends_at_once() {
    let nan = run(&mut square(), &[f64::NAN], 0.1, steps(10));
    assert!(matches!(nan.stop, StopReason::ValueNotFinite { step: 0, .. }));
    assert!(nan.trace.is_empty());
    for rate in [f64::NAN, f64::INFINITY] {
        assert!(matches!(run(&mut square(), &[7.0], rate, steps(10)).stop, StopReason::RateNotFinite(_)));
    }
    assert!(matches!(run(&mut square(), &[7.0], 0.0, steps(10)).stop, StopReason::Fixed));
    assert!(matches!(run(&mut square(), &[], 0.1, steps(10)).stop, StopReason::ValueNotFinite { .. }));
    assert!(matches!(run(&mut square(), &[1e200], 0.1, steps(10)).stop, StopReason::ValueNotFinite { .. }));
    assert!(matches!(run(&mut square(), &[1.0], -5.0, steps(10_000)).stop, StopReason::ValueNotFinite { .. }));
}

#[test]
fn an_interrupt_keeps_the_iterates() {
    struct Presses<'a>(TapeProblem, &'a Interrupt, u32);
    impl Problem for Presses<'_> {
        fn dimension(&self) -> usize {
            1
        }
        fn evaluate(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
            self.2 += 1;
            if self.2 == 5000 {
                self.1.set();
            }
            self.0.evaluate(x, gradient)
        }
        fn fault(&self, x: &[f64]) -> Option<crate::tape::TapeFault> {
            self.0.fault(x)
        }
    }
    let interrupt = Interrupt::default();
    let mut problem = Presses(square(), &interrupt, 0);
    let rate = Rate::constant(1.0);
    let mut plan = Plan {
        method: &mut GradientDescent,
        start: vec![7.0],
        rate,
        stopping: steps(10_u64.pow(18)),
        adjustments: Adjustments::default(),
        runs: 1,
    };
    let run = descend(&mut problem, &mut plan, &interrupt);
    assert!(matches!(run.stop, StopReason::Interrupted));
    assert_eq!((run.steps, run.trace.iterates().len()), (4999, 5000));
}
