//! What is certified about random expressions holds at random points.

use proptest::prelude::*;

use super::trees::{NAMES, Tree, trees};
use crate::algebra::enclosure::{IntervalProgram, Workspace};
use crate::algebra::normal::{closed_bounds, normalise};
use crate::calculus::CORE;
use crate::calculus::certify::{Effort, Stop, minimum_within};
use crate::expr::{ExprId, Graph, Symbol, digits_of, evaluate, substitute};
use crate::interrupt::Interrupt;
use crate::numeric::{Interval, Quality, Rational};

fn sides() -> impl Strategy<Value = Vec<(f64, f64)>> {
    let end = prop_oneof![(-3..4_i32).prop_map(f64::from), -3.0..3.0_f64, -0.01..0.01_f64];
    let side = (end, prop_oneof![Just(0.0), 0.0..1e-6_f64, 0.0..2.0_f64]).prop_map(|(low, width)| (low, low + width));
    prop::collection::vec(side, 2)
}

fn symbols(graph: &mut Graph) -> Vec<Symbol> {
    NAMES[..2].iter().map(|n| graph.symbol_id(n)).collect()
}

fn at(sides: &[(f64, f64)], shares: &[f64]) -> Vec<f64> {
    sides.iter().zip(shares).map(|((low, high), share)| (low + share * (high - low)).clamp(*low, *high)).collect()
}

fn holds(range: Interval, value: &Rational) -> bool {
    // Thirty digits are known of the value.
    let slack = &value.abs() * &Rational::parse("1e-29").expect("a number");
    let above = Rational::from_f64(range.low()).is_none_or(|low| low <= value + &slack);
    !range.is_empty() && above && Rational::from_f64(range.high()).is_none_or(|high| value - &slack <= high)
}

fn check_enclosure(tree: &Tree, sides: &[(f64, f64)], shares: &[f64]) -> Result<(), TestCaseError> {
    let mut graph = Graph::new(&CORE);
    let symbols = symbols(&mut graph);
    let raw = tree.build(&mut graph);
    let point = at(sides, shares);
    for f in [raw, normalise(&mut graph, raw)] {
        let Ok(program) = IntervalProgram::new(&graph, &[f], &symbols) else { return Ok(()) };
        let mut w = Workspace::new(&program);
        let sides: Vec<Interval> = sides.iter().map(|&(low, high)| Interval::new(low, high)).collect();
        program.evaluate(&mut w, &sides, 1);
        let enclosure = w.output(&program, 0);
        let bindings: Vec<(Symbol, ExprId)> = symbols
            .iter()
            .zip(&point)
            .map(|(&s, &x)| (s, graph.rational(Rational::from_f64(x).expect("finite"))))
            .collect();
        let put = substitute(&mut graph, f, &bindings);
        // Digits take odd roots of negative numbers, which real powers have not.
        // Of normal forms: decimals of exact numbers such as e^0 within others have no precision to work with.
        let closed = normalise(&mut graph, put);
        let Ok(digits) = digits_of(&graph, closed, 30) else { continue };
        // And digits that are all 0 prove nothing of what is no exact number.
        let blank = digits.value.is_zero() && graph.as_rational(closed).is_none();
        if blank || evaluate(&graph, put, &[]).is_nan() {
            continue;
        }
        prop_assert!(holds(enclosure.range, &digits.value), "{:?} at {point:?} not in {enclosure:?}", digits.value);
        // Contraction keeps the points where the value is what is required.
        let near = Interval::of_rational(&digits.value);
        let target = Interval::new(near.low() - 1e-9 * near.magnitude(), near.high() + 1e-9 * near.magnitude());
        prop_assert!(program.require(&mut w, 0, target), "nothing left at {point:?}");
        for (i, &x) in point.iter().enumerate() {
            prop_assert!(program.side(&w, i).contains(x), "{x} is cut off from {:?}", program.side(&w, i));
        }
        // What an earlier box has narrowed is forgotten.
        program.evaluate(&mut w, &sides, 1);
        prop_assert_eq!(w.output(&program, 0), enclosure);
    }
    Ok(())
}

fn check_minimum(tree: &Tree, shares: &[[f64; 2]]) -> Result<(), TestCaseError> {
    let mut graph = Graph::new(&CORE);
    let symbols = symbols(&mut graph);
    let raw = tree.build(&mut graph);
    let f = normalise(&mut graph, raw);
    let sides = [(-1.0, 2.0), (-2.0, 1.5)];
    let region: Vec<Interval> = sides.iter().map(|&(low, high)| Interval::new(low, high)).collect();
    let effort = Effort { steps: 100_000, interrupt: &Interrupt::default() };
    let Ok(found) = minimum_within(&mut graph, f, &symbols, &region, effort) else { return Ok(()) };
    let value = |graph: &Graph, p: &[f64]| evaluate(graph, f, &[(symbols[0], p[0]), (symbols[1], p[1])]);
    // Rounding in the value itself: only what is well conditioned is compared.
    let program = IntervalProgram::new(&graph, &[f], &symbols).expect("enclosable");
    let mut w = Workspace::new(&program);
    let mut exact = |graph: &Graph, p: &[f64]| {
        program.evaluate(&mut w, &[Interval::point(p[0]), Interval::point(p[1])], 1);
        let e = w.output(&program, 0);
        let v = value(graph, p);
        (e.quality > Quality::Partial && e.range.contains(v)).then_some(e.range)
    };
    for share in shares {
        let p = at(&sides, share);
        let Some(range) = exact(&graph, &p) else { continue };
        let Some(found) = &found else {
            return Err(TestCaseError::fail(format!("said to have no value, but {range:?} at {p:?}")));
        };
        prop_assert!(range.high() >= found.value.low(), "{range:?} at {p:?} is below {:?}", found.value);
    }
    let Some(found) = found else { return Ok(()) };
    prop_assert!(found.stopped != Some(Stop::Interrupted));
    for c in found.candidates.iter().filter(|c| c.argument.is_proof()) {
        let p: Vec<f64> = c.place.iter().map(Interval::midpoint).collect();
        let Some(range) = exact(&graph, &p) else { continue };
        prop_assert!(range.high() >= c.value.low() - 1e-9 * c.value.magnitude(), "{range:?} at the minimiser {c:?}");
        // Nothing near is lower.
        for share in shares {
            let near: Vec<f64> = p
                .iter()
                .zip(share)
                .zip(&region)
                .map(|((x, s), side)| (x + 1e-4 * (s - 0.5)).clamp(side.low(), side.high()))
                .collect();
            if let Some(range) = exact(&graph, &near) {
                prop_assert!(range.high() >= c.value.low(), "{range:?} at {near:?} is below {c:?}");
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn values_are_enclosed_and_kept_by_contraction(tree in trees(4, 2), sides in sides(), a in 0.0..1.0_f64, b in prop_oneof![Just(0.0), 0.0..1.0_f64]) {
        check_enclosure(&tree, &sides, &[a, b])?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_below_a_certified_minimum(tree in trees(4, 2), shares in prop::collection::vec(prop::array::uniform2(0.0..1.0_f64), 60)) {
        check_minimum(&tree, &shares)?;
    }
}

#[test]
fn a_power_without_a_value_has_no_bounds() {
    let mut graph = Graph::new(&CORE);
    let half = graph.rational(Rational::new(1, 2).expect("not zero"));
    let [undefined, root] = [ExprId::E, half].map(|exponent| graph.raw_power(ExprId::ZERO, exponent));
    assert!(closed_bounds(&graph, undefined).is_none());
    assert!(closed_bounds(&graph, root).is_some());
}
