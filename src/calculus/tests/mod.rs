//! Random expressions: what is rewritten keeps its value, derivatives agree with differences.

mod enclosures;
mod powers;
pub(crate) mod trees;

use proptest::prelude::*;

use super::{Equality, equality, simplify};
use crate::algebra::normal::closed_bounds;
use crate::algebra::{RationalForm, derivative, expand, gradient, normalise, present};
use crate::calculus::CORE;
use crate::expr::{ExprId, Graph, Symbol, evaluate, evaluate_closed, print, substitute};
use crate::interrupt::Interrupt;
use crate::numeric::Rational;
use crate::numeric::budget::Budget;
use trees::{NAMES, Tree, trees};

/// Odd fractions, so that no kink or jump is hit by accident.
const POINTS: [[i64; 7]; 4] = [
    [731, 402, 955, 1203, 310, 666, 871],
    [-611, 1733, -207, 488, 1999, -950, 123],
    [2203, -1409, 377, -1511, 820, 1404, -333],
    [-1873, -533, -1201, 2411, -1009, 77, 1660],
];

fn point(graph: &mut Graph, k: usize) -> Vec<(Symbol, ExprId)> {
    NAMES
        .iter()
        .zip(POINTS[k])
        .map(|(name, n)| {
            let value = Rational::new(n, 997).expect("not zero");
            (graph.symbol_id(name), graph.rational(value))
        })
        .collect()
}

/// The rewritten expression has the value of the first wherever doubles are sure that it has one.
fn same_value(graph: &mut Graph, before: ExprId, after: ExprId) -> Result<(), TestCaseError> {
    for k in 0..POINTS.len() {
        let point = point(graph, k);
        let (a, b) = (substitute(graph, before, &point), substitute(graph, after, &point));
        let Some(was) = closed_bounds(graph, a) else {
            continue;
        };
        // Where doubles miss a pole they show something huge.
        if was.error > 1e-6 * (1.0 + was.value.abs())
            || was.value.abs() > 1e14
            || (0.0 < was.value.abs() && was.value.abs() < 1e-100)
        {
            continue;
        }
        let is = closed_bounds(graph, b);
        let (value, error) = match is {
            Some(v) => (v.value, v.error),
            None => {
                let value = evaluate_closed(graph, b);
                if was.value == 0.0 && value.is_nan() {
                    // Factors that left the range of doubles, one up, one down.
                    continue;
                }
                // Near an edge only the existence of a value can be asked for.
                (value, if value.is_nan() { 0.0 } else { f64::INFINITY })
            }
        };
        let close = (value - was.value).abs() <= 1e-9 * (1.0 + was.value.abs()) + 4.0 * (error + was.error);
        prop_assert!(
            close || error == f64::INFINITY,
            "{}\nbecame {}\n{} is now {value} ± {error} at {k}",
            print::text(graph, before),
            print::text(graph, after),
            was.value
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, max_shrink_iters: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn normal_forms_keep_the_value(tree in trees(5, 2)) {
        let mut graph = Graph::new(&CORE);
        let raw = tree.build(&mut graph);
        let normal = normalise(&mut graph, raw);
        same_value(&mut graph, raw, normal)?;
    }

    #[test]
    fn normal_forms_are_their_own(tree in trees(5, 2)) {
        let mut graph = Graph::new(&CORE);
        let raw = tree.build(&mut graph);
        let normal = normalise(&mut graph, raw);
        // What is remembered as normal must come out again without the memory.
        graph.normal_forms.clear();
        let again = normalise(&mut graph, normal);
        prop_assert_eq!(print::text(&graph, normal), print::text(&graph, again));
        prop_assert_eq!(normal, again);
    }

    #[test]
    fn presented_forms_keep_the_value(tree in trees(5, 2)) {
        let mut graph = Graph::new(&CORE);
        let raw = tree.build(&mut graph);
        let normal = normalise(&mut graph, raw);
        let shown = present(&mut graph, normal);
        prop_assert!(!print::text(&graph, shown).is_empty());
        same_value(&mut graph, normal, shown)?;
        let again = normalise(&mut graph, shown);
        same_value(&mut graph, normal, again)?;
    }

    #[test]
    fn expanded_forms_keep_the_value(tree in trees(5, 2)) {
        let mut graph = Graph::new(&CORE);
        let raw = tree.build(&mut graph);
        if let Ok(expanded) = expand(&mut graph, raw) {
            same_value(&mut graph, raw, expanded)?;
        }
    }

    #[test]
    fn fractions_keep_the_value(tree in trees(5, 2)) {
        let (mut graph, interrupt) = (Graph::new(&CORE), Interrupt::default());
        let budget = Budget::new(20_000_000, 2000, &interrupt);
        let raw = tree.build(&mut graph);
        let Ok(Some(form)) = RationalForm::of(&mut graph, raw, &budget) else { return Ok(()) };
        let whole = form.to_expr(&mut graph);
        same_value(&mut graph, raw, whole)?;
    }

    #[test]
    fn simplified_forms_keep_the_value_and_are_no_longer(tree in trees(4, 2)) {
        let mut graph = Graph::new(&CORE);
        let raw = tree.build(&mut graph);
        let normal = normalise(&mut graph, raw);
        if let Ok(simple) = simplify(&mut graph, raw, &Interrupt::default()) {
            same_value(&mut graph, raw, simple)?;
            let mut length = |id| {
                let shown = present(&mut graph, id);
                print::exact_text(&graph, shown).map_or(usize::MAX, |t| t.chars().filter(|c| *c != ' ').count())
            };
            prop_assert!(length(simple) <= length(normal));
            let again = simplify(&mut graph, simple, &Interrupt::default());
            prop_assert_eq!(again, Ok(simple), "{}", print::text(&graph, simple));
        }
    }

    #[test]
    fn equal_and_different_are_what_they_say(tree in trees(3, 2)) {
        let mut graph = Graph::new(&CORE);
        let raw = tree.build(&mut graph);
        let Ok(simple) = simplify(&mut graph, raw, &Interrupt::default()) else { return Ok(()) };
        let found = equality(&mut graph, raw, simple, &Interrupt::default());
        prop_assert!(!matches!(found, Equality::Different(_)), "{} is not {}", print::text(&graph, raw), print::text(&graph, simple));
    }

    #[test]
    fn derivatives_agree_with_differences(tree in trees(4, 2)) {
        check_derivative(&tree)?;
    }

    #[test]
    fn a_factor_in_the_place_of_another_is_their_product(tree in trees(4, 4), other in trees(3, 4)) {
        let mut graph = Graph::new(&CORE);
        let (raw, raw_other) = (tree.build(&mut graph), other.build(&mut graph));
        let (normal, new) = (normalise(&mut graph, raw), normalise(&mut graph, raw_other));
        let crate::expr::Node::Product(factors) = graph.node(normal) else { return Ok(()) };
        let factors = factors.to_vec();
        let mut bases = Vec::new();
        crate::algebra::normal::bases_of(&graph, &factors, &mut bases);
        for place in (0..factors.len()).filter(|&i| graph.as_number(factors[i]).is_none()).collect::<Vec<_>>() {
            let mut changed = factors.clone();
            changed[place] = new;
            let slow = crate::algebra::normal::product(&mut graph, &changed);
            prop_assert_eq!(crate::algebra::normal::replaced(&mut graph, &factors, &bases, place, new), slow);
        }
    }

    #[test]
    fn second_derivatives_are_derivatives_of_derivatives(tree in trees(4, 6)) {
        let mut graph = Graph::new(&CORE);
        let raw = tree.build(&mut graph);
        let symbols: Vec<Symbol> = NAMES.iter().map(|n| graph.symbol_id(n)).collect();
        let rows = crate::algebra::hessian(&mut graph, raw, &symbols);
        for (i, row) in rows.iter().enumerate() {
            let first = derivative(&mut graph, raw, symbols[i]);
            for (j, &entry) in row.iter().enumerate().skip(i) {
                prop_assert_eq!(entry, rows[j][i]);
                let second = derivative(&mut graph, first, symbols[j]);
                same_value(&mut graph, second, entry)?;
            }
        }
    }

    #[test]
    fn gradients_in_reverse_are_derivatives(tree in trees(5, 6)) {
        let mut graph = Graph::new(&CORE);
        let raw = tree.build(&mut graph);
        let symbols: Vec<Symbol> = NAMES.iter().map(|n| graph.symbol_id(n)).collect();
        let reverse = gradient(&mut graph, raw, &symbols);
        for (&symbol, &partial) in symbols.iter().zip(&reverse) {
            let forward = derivative(&mut graph, raw, symbol);
            same_value(&mut graph, forward, partial)?;
        }
    }
}

fn check_derivative(tree: &Tree) -> Result<(), TestCaseError> {
    let mut graph = Graph::new(&CORE);
    let raw = tree.build(&mut graph);
    let symbol = graph.symbol_id(NAMES[0]);
    let d = derivative(&mut graph, raw, symbol);
    check_slope(&mut graph, raw, d)
}

/// The derivative in the first name is what difference quotients say, where they say something.
fn check_slope(graph: &mut Graph, raw: ExprId, d: ExprId) -> Result<(), TestCaseError> {
    for (k, coordinates) in POINTS.iter().enumerate() {
        let values: Vec<(Symbol, f64)> =
            NAMES.iter().zip(coordinates).map(|(name, &n)| (graph.symbol_id(name), n as f64 / 997.0)).collect();
        let along = |x: f64| {
            let mut moved = values.clone();
            moved[0].1 = x;
            evaluate(graph, raw, &moved)
        };
        let (difference, error) = crate::functions::tests::derivatives::slope(&along, values[0].1);
        if !difference.is_finite() || error.is_nan() || error > 1e-5 * (1.0 + difference.abs()) {
            continue;
        }
        // Infinities may cancel in doubles (`x/(x/0)`): then there is no derivative to speak of.
        let point = point(graph, k);
        let closed = substitute(graph, raw, &point);
        if closed_bounds(graph, closed).is_none() {
            continue;
        }
        let exact = evaluate(graph, d, &values);
        // `0^v` is flat, but the rule asks for ln(0) where the base happens to be 0.
        if exact.is_nan() && difference == 0.0 {
            continue;
        }
        prop_assert!(
            (exact - difference).abs() <= 50.0 * error + 1e-6 * (1.0 + difference.abs()),
            "({})'\n= {}\n{exact} but differences give {difference} ± {error} at {k}",
            print::text(graph, raw),
            print::text(graph, d)
        );
    }
    Ok(())
}
