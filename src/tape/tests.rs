use proptest::prelude::*;

use super::samples::{self, function};
use super::*;
use crate::expr::{ExprId, Graph, evaluate};
use crate::numeric::Rational;

fn at(graph: &Graph, roots: &[ExprId], names: &[Symbol], point: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let tape = lower(graph, roots, names).expect("all names are inputs");
    let mut outputs = vec![0.0; roots.len()];
    tape.run(point, &mut Vec::new(), &mut outputs);
    let values: Vec<(Symbol, f64)> = names.iter().copied().zip(point.iter().copied()).collect();
    let expected = roots.iter().map(|&r| evaluate(graph, r, &values)).collect();
    (outputs, expected)
}

use crate::expr::Symbol;

/// Grows a random expression over x and y from bytes that choose what comes next; every node may be shared.
fn grow(graph: &mut Graph, recipe: &[(u8, u8, u8)]) -> Vec<ExprId> {
    let mut pool = vec![graph.symbol("x"), graph.symbol("y"), graph.constant(crate::expr::Constant::Pi)];
    for n in [-2, -1, 0, 1, 3] {
        pool.push(graph.integer(n));
    }
    pool.push(graph.rational(Rational::new(1, 3).expect("a fraction")));
    let tiny = Rational::from_f64(5e-324).expect("finite");
    pool.push(graph.rational(tiny));
    for &(kind, i, j) in recipe {
        let a = pool[usize::from(i) % pool.len()];
        let b = pool[usize::from(j) % pool.len()];
        let c = pool[usize::from(i ^ j) % pool.len()];
        let relation = [Relation::Less, Relation::LessOrEqual, Relation::Equal, Relation::NotEqual][usize::from(j % 4)];
        let new = match kind % 18 {
            0 | 1 => graph.raw_sum(&[a, b, c]),
            2 | 3 => graph.raw_product(&[a, b, c]),
            4 => graph.raw_quotient(a, b),
            5 => graph.raw_negation(a),
            6 => graph.raw_power(a, b),
            7 => {
                let n = graph.integer(i64::from(i % 9) - 4);
                graph.raw_power(b, n)
            }
            8 => graph.raw_call(function(["exp", "ln", "sqrt", "abs"][usize::from(j % 4)]), &[a]),
            9 => graph.raw_call(function(["sin", "cos"][usize::from(j % 2)]), &[a]),
            10 => graph.raw_call(function("hypot"), &[a, b]),
            11 => graph.raw_call(function("max"), &[a, b, c]),
            12 | 13 => {
                let condition = graph.compare(relation, a, b);
                graph.raw_piecewise(&[condition, b, c])
            }
            14 => {
                let (p, q) = (graph.compare(relation, a, b), graph.compare(Relation::Less, b, c));
                let both = graph.and(&[p, q]);
                graph.raw_piecewise(&[both, a, q, b, c])
            }
            15 => {
                let (p, q) = (graph.compare(relation, a, b), graph.compare(Relation::Less, b, c));
                let (either, none) = (graph.or(&[p, q]), graph.not(p));
                graph.raw_piecewise(&[either, c, none, a, b])
            }
            _ => {
                let minus = graph.raw_negation(b);
                graph.raw_sum(&[a, minus])
            }
        };
        pool.push(new);
    }
    let all = pool.len();
    pool.drain(..all.saturating_sub(4));
    pool
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// The same bits as the evaluator, NaN for NaN, at ordinary and awkward points.
    #[test]
    fn runs_like_the_evaluator(
        recipe in prop::collection::vec(any::<(u8, u8, u8)>(), 1..40),
        x in prop_oneof![-5.0..5.0_f64, Just(0.0), Just(-0.0), Just(1e200), Just(f64::NAN), Just(-1.0)],
        y in -3.0..3.0_f64,
    ) {
        let mut graph = samples::graph();
        let roots = grow(&mut graph, &recipe);
        let (names, _) = samples::symbols(&mut graph, &["x", "y"]);
        let (got, expected) = at(&graph, &roots, &names, &[x, y]);
        for (g, e) in got.iter().zip(&expected) {
            prop_assert!(g.to_bits() == e.to_bits() || (g.is_nan() && e.is_nan()), "{g:e} {e:e}");
        }
    }

    /// Where an output is not finite somebody is to blame, and only there; and the blamed operation had finite operands.
    #[test]
    fn faults_are_found(recipe in prop::collection::vec(any::<(u8, u8, u8)>(), 1..40), x in -5.0..5.0_f64, y in -3.0..3.0_f64) {
        let mut graph = samples::graph();
        let roots = grow(&mut graph, &recipe);
        let (names, _) = samples::symbols(&mut graph, &["x", "y"]);
        let tape = lower(&graph, &roots, &names).expect("all names are inputs");
        let (got, _) = at(&graph, &roots, &names, &[x, y]);
        let fault = tape.first_fault(&[x, y]);
        prop_assert_eq!(fault.is_some(), got.iter().any(|v| !v.is_finite()));
        if let Some(fault) = fault {
            prop_assert!(!fault.result.is_finite());
            prop_assert!(fault.operation == Operation::Given || fault.operands.iter().all(|v| v.is_finite()), "{fault:?}");
            prop_assert!(!fault.to_string().is_empty());
        }
    }
}

#[test]
fn shared_parts_are_computed_once_and_constants_folded() {
    let mut graph = samples::graph();
    let (names, nodes) = samples::symbols(&mut graph, &["x"]);
    let (two, three) = (graph.integer(2), graph.integer(3));
    let square = graph.raw_power(nodes[0], two);
    let constant = graph.raw_product(&[two, three]);
    let f = graph.raw_sum(&[square, constant]);
    let g = graph.raw_call(function("sin"), &[square]);
    let tape = lower(&graph, &[f, g, square], &names).expect("x is an input");
    assert_eq!(tape.ops().len(), 3, "{:?}", tape.ops());
    assert_eq!(tape.constants(), &[6.0]);
    let mut outputs = [0.0; 3];
    tape.run(&[3.0], &mut Vec::new(), &mut outputs);
    assert_eq!(outputs, [15.0, crate::numeric::real::sin(9.0), 9.0]);
}

#[test]
fn quotients_are_single_divisions() {
    let mut graph = samples::graph();
    let (names, nodes) = samples::symbols(&mut graph, &["x", "y"]);
    let f = graph.raw_quotient(nodes[0], nodes[1]);
    let tape = lower(&graph, &[f], &names).expect("inputs");
    assert!(matches!(tape.ops(), [Op::Div(0, 1)]), "{:?}", tape.ops());
}

#[test]
fn unknown_names_are_named() {
    let mut graph = samples::graph();
    let a = graph.symbol("a");
    assert_eq!(lower(&graph, &[a], &[]).err(), Some(LowerError::NoInput { name: "a".into() }));
}

#[test]
fn faults_in_words() {
    let mut graph = samples::graph();
    let (names, nodes) = samples::symbols(&mut graph, &["x"]);
    let (x, half) = (nodes[0], graph.rational(Rational::new(1, 2).expect("a half")));
    let one = graph.integer(1);
    let logarithm = graph.raw_call(function("ln"), &[x]);
    let quotient = graph.raw_quotient(one, x);
    let power = graph.raw_power(x, half);
    let exponential = graph.raw_call(function("exp"), &[x]);
    let choice = {
        let positive = graph.compare(Relation::Less, nodes[0], one);
        graph.raw_piecewise(&[positive, one, logarithm])
    };
    for (root, point, text, overflow) in [
        (logarithm, -0.12, "ln(x) needs x > 0, and x was -0.12", false),
        (logarithm, 0.0, "ln(x) needs x > 0, and x was 0", false),
        (quotient, 0.0, "1/0 is a division by zero", false),
        (power, -4.0, "(-4)^0.5 is no real number", false),
        (exponential, 800.0, "exp(800) is too large for a double", true),
        (logarithm, f64::NAN, "a value that is no finite number (nan) was given", false),
    ] {
        let tape = lower(&graph, &[root], &names).expect("x is an input");
        let fault = tape.first_fault(&[point]).expect("a fault");
        assert_eq!((fault.to_string().as_str(), fault.is_overflow()), (text, overflow));
    }
    // The branch that is not chosen may be undefined.
    assert_eq!(lower(&graph, &[choice], &names).expect("x is an input").first_fault(&[-1.0]), None);
}

#[test]
fn a_run_allocates_only_once_and_long_sums_do_not_recurse() {
    let mut graph = samples::graph();
    let (names, nodes) = samples::symbols(&mut graph, &["x"]);
    let mut nested = nodes[0];
    for _ in 0..200_000 {
        let one = graph.integer(1);
        nested = graph.raw_sum(&[one, nested]);
    }
    let tape = lower(&graph, &[nested], &names).expect("x is an input");
    let mut work = Vec::new();
    assert_eq!(tape.value(&[0.5], &mut work), 200_000.5);
    let (place, capacity) = (work.as_ptr(), work.capacity());
    tape.value(&[0.25], &mut work);
    assert_eq!((work.as_ptr(), work.capacity()), (place, capacity));
}
