//! Every partial derivative against differences of the values.

use super::{Stream, counts};
use crate::algebra::derivative;
use crate::algebra::formula::instantiate;
use crate::calculus::CORE;
use crate::expr::{Derivative, ExprId, FunctionDef, Graph, Symbol, evaluate};
use crate::functions::{ALL, find};

/// A central difference and an estimate of its error, from two step widths.
pub(crate) fn slope(f: &dyn Fn(f64) -> f64, x: f64) -> (f64, f64) {
    let h = 1e-3 * (1.0 + x.abs());
    let at = |h: f64| (f(x + h) - f(x - h)) / (2.0 * h);
    let (wide, middle, narrow) = (at(h), at(h / 2.0), at(h / 4.0));
    let (first, second) = ((4.0 * middle - wide) / 3.0, (4.0 * narrow - middle) / 3.0);
    let best = (16.0 * second - first) / 15.0;
    // A width out of step with the others, so that a staircase cannot look straight.
    let odd = at(h / 5.3);
    (best, (best - odd).abs() / 10.0 + (best - second).abs() + (second - first).abs() + f(x).abs() * 1e-12 / h)
}

/// The call with symbols, or with a fixed order where an argument counts.
fn open_call(graph: &mut Graph, f: &'static FunctionDef, n: usize) -> (ExprId, Vec<ExprId>, Vec<Symbol>) {
    let symbols: Vec<Symbol> = (0..n).map(|i| graph.symbol_id(&format!("v{i}"))).collect();
    let arguments: Vec<ExprId> = symbols.iter().map(|&s| graph.symbol_node(s)).collect();
    (graph.raw_call(f, &arguments), arguments, symbols)
}

fn argument(stream: &mut Stream) -> f64 {
    match stream.below(3) {
        0 => stream.between(-4.0, 4.0),
        1 => stream.between(-1.0, 1.0),
        _ => stream.between(0.0, 6.0),
    }
}

#[test]
fn partial_derivatives_agree_with_differences() {
    let mut stream = Stream(7);
    for f in ALL {
        for n in counts(f) {
            for i in 0..n {
                if f == &find("polygamma").expect("polygamma") && i == 0 {
                    continue;
                }
                check(f, n, i, &mut stream);
            }
        }
    }
}

fn check(f: &'static FunctionDef, n: usize, i: usize, stream: &mut Stream) {
    let mut graph = Graph::new(&CORE);
    let (call, arguments, symbols) = open_call(&mut graph, f, n);
    let whole = derivative(&mut graph, call, symbols[i]);
    let formula = match f.derivative {
        Derivative::Formulas(formulas) => instantiate(&mut graph, &formulas[i], &arguments),
        Derivative::Partial(_) | Derivative::Total(_) => whole,
    };
    let mut told = 0;
    for _ in 0..600 {
        let mut point: Vec<f64> = (0..n).map(|_| argument(stream)).collect();
        if f.name == "polygamma" {
            point[0] = 1.0 + stream.below(4) as f64;
        }
        if f.name == "lambertwm1" {
            point[0] = stream.between(-0.36, -0.001);
        }
        let along = |x: f64| {
            let mut moved = point.clone();
            moved[i] = x;
            f.value.at(&moved)
        };
        let (difference, error) = slope(&along, point[i]);
        if !difference.is_finite() || error.is_nan() || error > 1e-5 * (1.0 + difference.abs()) {
            continue;
        }
        told += 1;
        let values: Vec<(Symbol, f64)> = symbols.iter().copied().zip(point.iter().copied()).collect();
        for id in [whole, formula] {
            let exact = evaluate(&graph, id, &values);
            assert!(
                (exact - difference).abs() <= 20.0 * error + 1e-7 * (1.0 + difference.abs()),
                "{} argument {i} at {point:?}: {exact} but differences give {difference} ± {error}",
                f.name
            );
        }
    }
    assert!(told > 60, "{} argument {i}: only {told} points say anything", f.name);
}

/// At kinks: the subgradient of least norm.
#[test]
fn derivatives_at_kinks() {
    let mut graph = Graph::new(&CORE);
    let x = graph.symbol_id("x");
    for (text, at, wanted) in [
        ("abs(x)", 0.0, 0.0),
        ("relu(x)", 0.0, 0.0),
        ("max(0, x)", 0.0, 0.0),
        ("max(x, 0)", 0.0, 0.0),
        ("min(x, 0)", 0.0, 0.0),
        ("max(x, 2x)", 0.0, 1.0),
        ("min(x, 2x)", 0.0, 1.0),
        ("max(x, -x)", 0.0, 0.0),
        ("max(-x, -3x, -2x)", 0.0, -1.0),
        ("max(x^2, 2x)", 2.0, 2.0),
        ("max(1 - x^2, 1 + x^3, sin(x) + 1)", 0.0, 0.0),
        ("clamp(x, 0, 1)", 1.0, 0.0),
        ("clamp(x, 0, 1)", 0.5, 1.0),
        ("sign(x)", 0.0, 0.0),
    ] {
        let raw = super::reader::read(&mut graph, text);
        let d = derivative(&mut graph, raw, x);
        assert_eq!(evaluate(&graph, d, &[(x, at)]), wanted, "{text} at {at}");
    }
}

#[test]
fn cases_of_a_maximum_read_well() {
    let mut graph = Graph::new(&CORE);
    let x = graph.symbol_id("x");
    for (text, wanted) in [
        ("max(0, x)", "if x > 0 then 1 else 0"),
        ("max(x, 0)", "if x > 0 then 1 else 0"),
        ("min(x, 1)", "if x < 1 then 1 else 0"),
        ("clamp(x, 0, 1)", "if x < 1 and x > 0 then 1 else 0"),
    ] {
        let raw = super::reader::read(&mut graph, text);
        let d = derivative(&mut graph, raw, x);
        let shown = crate::algebra::present(&mut graph, d);
        assert_eq!(crate::expr::print::text(&graph, shown), wanted, "{text}");
    }
}
