//! Proofs against random chords, and functions whose answer is known.

use super::*;
use crate::calculus::CORE;
use crate::calculus::tests::trees::trees;
use crate::calculus::{Function, Side, convexity};
use crate::expr::{RealInterval, evaluate};
use crate::functions::ALL;
use crate::numeric::Rational;
use proptest::prelude::*;

fn answer(graph: &mut Graph, f: ExprId, symbols: &[Symbol], region: &Region) -> Convexity {
    convexity(graph, &Function::new(f, symbols, region.clone()), &Interrupt::default())
}

fn box_of(graph: &mut Graph, sides: &[(i64, i64)]) -> Region {
    let side = |&(low, high): &(i64, i64)| Side { low: Some(graph.integer(low)), high: Some(graph.integer(high)) };
    Region { sides: sides.iter().map(side).collect() }
}

/// How far the middle of a chord is above its ends' mean, in units of rounding.
fn excess(graph: &Graph, f: ExprId, symbols: &[Symbol], (a, middle, b): (&[f64], &[f64], &[f64])) -> Option<f64> {
    let at = |point: &[f64]| {
        let values: Vec<(Symbol, f64)> = symbols.iter().copied().zip(point.iter().copied()).collect();
        evaluate(graph, f, &values)
    };
    let (fa, fm, fb) = (at(a), at(middle), at(b));
    let gap = fm - (0.5 * fa + 0.5 * fb);
    let size = fa.abs() + fm.abs() + fb.abs();
    (gap.is_finite() && size < 1e100).then(|| gap / (1e-12 + 1e-9 * size))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_chord_is_below_a_function_proved_convex(
        tree in trees(3, 2),
        whole in any::<bool>(),
        chords in prop::collection::vec(prop::array::uniform4(0.0_f64..1.0), 40),
    ) {
        let mut graph = Graph::new(&CORE);
        let f = tree.build(&mut graph);
        let symbols = [graph.symbol_id("x"), graph.symbol_id("y")];
        let sides = [(-2, 1), (0, 3)];
        let region = if whole { Region::entire(2) } else { box_of(&mut graph, &sides) };
        let found = answer(&mut graph, f, &symbols, &region);
        if found.status == ConvexityStatus::Proved {
            for c in &chords {
                let place = |i: usize, t: f64| sides[i].0 as f64 + t * (sides[i].1 - sides[i].0) as f64;
                let (a, b) = ([place(0, c[0]), place(1, c[1])], [place(0, c[2]), place(1, c[3])]);
                let middle = [0.5 * a[0] + 0.5 * b[0], 0.5 * a[1] + 0.5 * b[1]];
                if let Some(excess) = excess(&graph, f, &symbols, (&a, &middle, &b)) {
                    prop_assert!(excess < 1.0, "{:?} between {:?} and {:?}: {}", found, a, b, excess);
                }
            }
        }
        if let Some(witness) = &found.witness && witness.value.is_some() {
            let [a, b] = &witness.ends;
            let [a, m, b] = [a, &witness.middle, b].map(|e| e.iter().map(Rational::to_f64).collect::<Vec<f64>>());
            if let Some(excess) = excess(&graph, f, &symbols, (&a, &m, &b)) {
                prop_assert!(excess > 0.0, "{:?}", found);
            }
        }
    }

    #[test]
    fn shapes_are_those_of_the_functions(u in -1.0_f64..1.0, v in -1.0_f64..1.0, scale in 0.1_f64..6.0) {
        for f in ALL.iter().filter(|f| f.arity.accepts(1)) {
            let Some(shape) = f.shape else { continue };
            let at = |x: f64| f.value.at(&[x]);
            let both = |spans: &[RealInterval], a: f64, b: f64| {
                spans.iter().any(|s| [a, b].iter().all(|&x| s.low <= x && x <= s.high))
            };
            let (a, b) = (u.min(v) * scale, u.max(v) * scale);
            let (low, middle, high) = (at(a), at(0.5 * a + 0.5 * b), at(b));
            if !(low.is_finite() && high.is_finite()) {
                continue;
            }
            let slack = 1e-12 * (1.0 + low.abs() + high.abs());
            let mean = 0.5 * low + 0.5 * high;
            prop_assert!(!both(shape.convex, a, b) || middle <= mean + slack, "{} convex {} {}", f.name, a, b);
            prop_assert!(!both(shape.concave, a, b) || middle >= mean - slack, "{} concave {} {}", f.name, a, b);
            prop_assert!(!both(shape.rising, a, b) || low <= high + slack, "{} rising {} {}", f.name, a, b);
            prop_assert!(!both(shape.falling, a, b) || low >= high - slack, "{} falling {} {}", f.name, a, b);
            let logs = 0.5 * low.ln() + 0.5 * high.ln();
            prop_assert!(!shape.log_convex || middle.ln() <= logs + 1e-9, "{} log-convex {} {}", f.name, a, b);
            prop_assert!(!shape.log_concave || middle.ln() >= logs - 1e-9, "{} log-concave {} {}", f.name, a, b);
        }
    }
}

#[test]
fn a_quadratic_knows_its_constant() {
    let mut graph = Graph::new(&CORE);
    let (x, y) = (graph.symbol("x"), graph.symbol("y"));
    let symbols = [graph.symbol_id("x"), graph.symbol_id("y")];
    let two = graph.integer(2);
    let (xx, yy, xy) = (graph.raw_power(x, two), graph.raw_power(y, two), graph.raw_product(&[x, y]));
    let f = graph.raw_sum(&[xx, xy, yy]);
    let found = answer(&mut graph, f, &symbols, &Region::entire(2));
    assert_eq!(found.status, ConvexityStatus::Proved);
    assert_eq!(found.modulus.map(|m| m.value), Some(1.0));
    let saddle = answer(&mut graph, xy, &symbols, &Region::entire(2));
    assert_eq!(saddle.status, ConvexityStatus::Refuted);
    assert!(saddle.witness.is_some());
}
