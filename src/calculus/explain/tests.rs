use super::*;
use crate::algebra::derivative;
use crate::calculus::CORE;
use crate::expr::evaluate;
use crate::functions::tests::Stream;
use crate::functions::tests::reader::read;

/// Left side, right side, and the inner functions named in it.
type Line = (ExprId, ExprId, Vec<(Symbol, ExprId)>);

/// Every line is true: both sides have the same value where both are defined.
fn holds(text: &str) -> usize {
    let mut graph = Graph::new(&CORE);
    let f = read(&mut graph, text);
    let x = graph.symbol_id("x");
    let found = derivation(&mut graph, f, x).expect("short");
    let exact = derivative(&mut graph, f, x);
    let slots: Vec<(Symbol, ExprId)> = found.slots.iter().map(|&(s, of)| (s, derivative(&mut graph, of, x))).collect();
    let mut compared = 0;
    let mut lines: Vec<Line> =
        found.steps.iter().map(|s| (derivative(&mut graph, s.of, x), s.right, s.names.clone())).collect();
    lines.push((exact, found.together, Vec::new()));
    for (left, right, names) in lines {
        let right = substitute(&mut graph, right, &names);
        let right = substitute(&mut graph, right, &slots);
        for at in [0.317, 0.731, 1.37, 2.713, -0.41, -1.93] {
            let (a, b) = (evaluate(&graph, left, &[(x, at)]), evaluate(&graph, right, &[(x, at)]));
            if a.is_finite() && b.is_finite() && a.abs() < 1e8 {
                assert!((a - b).abs() <= 1e-8 * (1.0 + a.abs()), "{text} at {at}: {a} and {b}");
                compared += 1;
            }
        }
    }
    compared
}

#[test]
fn lines_are_true() {
    for text in [
        "x^2",
        "x^2*sin(x)",
        "(x^2 + 1)/(x - 3)",
        "1/(x^2 + 1)",
        "3/x^2",
        "sin(x^2 + 1)^3",
        "exp(-x^2/2)",
        "x^x",
        "sin(x)^x",
        "2^x*ln(x)",
        "|x^2 - 1|",
        "max(x, x^2)",
        "hypot(x, x^2)",
        "sqrt(1 + sqrt(x))",
        "ln(ln(x))/x",
        "tan(x)*cos(x)*x^3",
        "-x*exp(x)",
    ] {
        assert!(holds(text) > 0, "{text}: nothing compared");
    }
}

#[test]
fn lines_of_random_expressions_are_true() {
    let mut stream = Stream(7);
    let leaves = ["x", "2", "x^2", "3x", "sin(x)", "exp(x)", "ln(x)", "sqrt(x)", "1/x", "|x|", "(x + 1)"];
    let mut compared = 0;
    for _ in 0..300 {
        let mut text = leaves[stream.below(leaves.len())].to_string();
        for _ in 0..stream.below(4) + 1 {
            let other = leaves[stream.below(leaves.len())];
            text = match stream.below(8) {
                0 => format!("({text} + {other})"),
                1 => format!("({text})*{other}"),
                2 => format!("({text})/({other} + 3)"),
                3 => format!("sin({text})"),
                4 => format!("({text})^3"),
                5 => format!("exp(-({text})/9)"),
                6 => format!("({other} - ({text}))"),
                _ => format!("atan({text})*x"),
            };
        }
        compared += holds(&text);
    }
    assert!(compared > 2_000, "{compared}");
}

#[test]
fn plain_things_take_one_line() {
    for text in ["x^2", "5x^3", "7", "x", "3x", "sin(x)", "1/x", "2^x", "-4x^5"] {
        let mut graph = Graph::new(&CORE);
        let f = read(&mut graph, text);
        let x = graph.symbol_id("x");
        assert_eq!(derivation(&mut graph, f, x).expect("short").steps.len(), 1, "{text}");
    }
}
