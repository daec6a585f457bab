//! Every row of a table of rates against the iteration itself.

use super::*;
use crate::calculus::CORE;
use crate::expr::{ExprId, Symbol, evaluate};

fn polynomial_of(graph: &mut Graph, x: ExprId, coefficients: &[i64]) -> ExprId {
    let terms: Vec<ExprId> = coefficients
        .iter()
        .enumerate()
        .map(|(n, &c)| {
            let (c, n) = (graph.integer(c), graph.integer(n as i64));
            let power = graph.raw_power(x, n);
            graph.raw_product(&[c, power])
        })
        .collect();
    graph.raw_sum(&terms)
}

/// The distances from a minimum of steps with this rate.
fn distances(graph: &Graph, slope: ExprId, x: Symbol, (at, rate): (f64, f64), start: f64) -> Vec<f64> {
    let mut found = vec![start];
    let mut here = at + start;
    for _ in 0..60 {
        here -= rate * evaluate(graph, slope, &[(x, here)]);
        found.push(here - at);
    }
    found
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    #[test]
    fn steps_do_what_the_table_says(coefficients in proptest::collection::vec(-9_i64..10, 3..7)) {
        let mut graph = Graph::new(&CORE);
        let node = graph.symbol("x");
        let x = graph.symbol_id("x");
        let f = polynomial_of(&mut graph, node, &coefficients);
            let found = rates(&mut graph, &Function::everywhere(f, &[x]), &Interrupt::default());
        let form = crate::algebra::normalise(&mut graph, f);
        let slope = crate::algebra::derivative(&mut graph, form, x);
        for minimum in &found.minima {
            let at = minimum.at[0].value;
            proptest::prop_assert!(evaluate(&graph, slope, &[(x, at)]).abs() < 1e-6 * (1.0 + at.abs().powi(5)));
            for range in &minimum.ranges {
                let Some(high) = range.high else { continue };
                let rate = 0.5 * (range.low.value + high.value);
                let d = distances(&graph, slope, x, (at, rate), 1e-4);
                let ratio = d[1] / d[0];
                match range.behaviour {
                    Behaviour::Monotone => proptest::prop_assert!(ratio > 0.0 && ratio < 1.0),
                    Behaviour::OneStep => proptest::prop_assert!(ratio.abs() < 1e-9),
                    Behaviour::Quadratic => proptest::prop_assert!(ratio.abs() < 0.1),
                    Behaviour::Alternating => proptest::prop_assert!(ratio < 0.0 && ratio > -1.0),
                    Behaviour::Cycle => proptest::prop_assert!((ratio + 1.0).abs() < 1e-9),
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn the_border_is_decided_by_the_schwarzian_derivative() {
    // x^4/4 - x^2/2 at rate 1 creeps to 1.
    let mut graph = Graph::new(&CORE);
    let node = graph.symbol("x");
    let x = graph.symbol_id("x");
    let f = polynomial_of(&mut graph, node, &[0, 0, -2, 0, 1]);
    let found = rates(&mut graph, &Function::everywhere(f, &[x]), &Interrupt::default());
    assert_eq!(found.minima.len(), 2);
    for minimum in &found.minima {
        assert_eq!(minimum.ranges[3].behaviour, Behaviour::SlowAlternating);
        assert!((minimum.ranges[3].low.value - 0.25).abs() < 1e-12);
    }
    // x^2/2 + x^4 leaves: 3f'''^2 - f''f'''' = -24 < 0.
    let f = polynomial_of(&mut graph, node, &[0, 0, 1, 0, 1]);
    let found = rates(&mut graph, &Function::everywhere(f, &[x]), &Interrupt::default());
    assert_eq!(found.minima[0].ranges[3].behaviour, Behaviour::SlowlyLeaving);
}

#[test]
fn a_minimum_halfway_is_narrowed_down() {
    // The slope's sign is not seen at 0, the middle of the box.
    for (square, wave, curvature) in [(1, 1, 1.0), (3, -1, 7.0), (5, 2, 8.0)] {
        let mut graph = Graph::new(&CORE);
        let node = graph.symbol("x");
        let x = graph.symbol_id("x");
        let f = polynomial_of(&mut graph, node, &[0, 0, square]);
        let (wave_id, cosine) = (graph.integer(wave), graph.raw_call(CORE.cos, &[node]));
        let term = graph.raw_product(&[wave_id, cosine]);
        let f = graph.raw_sum(&[f, term]);
        let found = rates(&mut graph, &Function::everywhere(f, &[x]), &Interrupt::default());
        assert_eq!(found.minima.len(), 1);
        let last = found.minima[0].ranges.last().unwrap();
        assert!((last.low.value - 2.0 / curvature).abs() < 1e-9, "{square} {wave}: {last:?}");
    }
}
