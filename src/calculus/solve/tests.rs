//! Equations with known answers.

use super::{Context, Range, Solutions, equation};
use crate::calculus::Side;
use crate::expr::{Graph, print};
use crate::functions::tests::reader;
use crate::functions::{CORE, VOCABULARY};
use crate::interrupt::Interrupt;

/// Points and families as text, `incomplete` in front where they may not be all.
fn solved(text: &str, side: Option<(&str, &str)>) -> String {
    let mut graph = Graph::new(&CORE);
    let f = reader::read(&mut graph, text);
    let x = graph.symbol_id("x");
    let interrupt = Interrupt::default();
    let context = Context { words: &VOCABULARY, interrupt: &interrupt, digits: 12 };
    let side = side.map_or(Side::ENTIRE, |(low, high)| {
        let (low, high) = (reader::read(&mut graph, low), reader::read(&mut graph, high));
        Side { low: Some(low), high: Some(high) }
    });
    let answer = equation(&mut graph, f, x, &side, &context);
    written(&graph, &answer)
}

fn written(graph: &Graph, answer: &Solutions) -> String {
    let mut parts = Vec::new();
    if !answer.complete {
        parts.push(format!("incomplete ({})", answer.because));
    }
    for point in &answer.points {
        parts.push(point[0].exact.map_or_else(|| format!("{}", point[0].value), |id| print::text(graph, id)));
    }
    for family in &answer.families {
        let mut text = print::text(graph, family.expressions[0]);
        if let Range::Whole { least, most, except } = &family.range {
            if let Some(n) = least {
                text += &format!(" k>={n}");
            }
            if let Some(n) = most {
                text += &format!(" k<={n}");
            }
            if !except.is_empty() {
                text += &format!(" k!={except:?}");
            }
        }
        parts.push(text);
    }
    for set in &answer.sets {
        let conditions: Vec<String> = set.iter().map(|&c| print::text(graph, c)).collect();
        parts.push(format!("every x {}", conditions.join(" and ")));
    }
    for &condition in &answer.conditions {
        parts.push(format!("if {}", print::text(graph, condition)));
    }
    parts.join("; ")
}

#[rustfmt::skip]
const CASES: &[(&str, &str)] = &[
    ("5", ""), ("0*x", "every x "), ("2x + 4", "-2"), ("x^2 - x - 1", "(1 - sqrt(5))/2; (sqrt(5) + 1)/2"),
    ("x^2 + x + 1", ""), ("x^2 - 2x + 1", "1"), ("x^5 - x - 1", "rootof(x^5 - x - 1, 1)"),
    ("x^3 - 3x + 1", ""), ("x^4 - 5x^2 + 6", ""), ("x^3 - 1", "1"), ("x^3 - 2", "2^(1/3)"),
    ("(x^2 - 1)/(x - 1)", "-1"), ("1/x + x - 2", "1"), ("1/(x-1) - 1/(x+1)", ""),
    ("exp(x) - 5", "ln(5)"), ("exp(2x) - 3exp(x) + 2", "0; ln(2)"), ("3exp(2x) - 5exp(-x)", "ln(5/3)/3"), ("exp(x) + exp(-x)", ""),
    ("exp(x) + 1", ""), ("x*exp(x) + exp(x)", "-1"), ("2^x - 8", "3"), ("4^x - 2^x - 2", "1"), ("exp(x) - exp(-x) - 2", ""),
    ("ln(x) - 2", "exp(2)"), ("ln(x) + ln(x - 1) - ln(6)", "3"), ("ln(x)^2 - 3ln(x) + 2", ""), ("x*ln(x)", "1"),
    ("sin(x)", "pi*k"), ("cos(x)", ""), ("sin(x) - 1/2", ""), ("2cos(x) - 1", ""), ("sin(x) - 2", ""), ("tan(x) - 1", ""),
    ("3sin(x) + 4cos(x)", ""), ("3sin(x) + 4cos(x) - 5", ""), ("sin(x) + cos(x) - 1", ""), ("2sin(x)^2 - sin(x) - 1", ""),
    ("cos(2x) - cos(x)", ""), ("sin(2x) - sin(x)", ""), ("sin(x)/x", ""), ("sin(x)*sqrt(x)", ""), ("sin(x)^2 - cos(x)^2", ""), ("tan(x) - 2sin(x)", ""),
    ("sin(x^2)", ""), ("asin(x) - pi/6", "1/2"), ("atan(x) - 2", ""), ("acos(x) - 1", "cos(1)"),
    ("x*exp(x) - 1", "lambertw(1)"), ("x*exp(x) + 1/5", ""), ("x + ln(x) - 2", ""), ("x^x - 2", ""), ("2x - exp(-x)", ""), ("x^2*exp(x) - 1/10", ""), ("x + 2 - exp(x)", ""),
    ("x*ln(x) - 1", ""), ("x^2*exp(-x) - x*exp(-x)", "0; 1"), ("2^x - x - 1", ""), ("2^x - 4x", ""), ("2^x - x^2", ""),
    ("sqrt(x) - 3", "9"), ("sqrt(x + 1) - x + 1", "3"), ("sqrt(x) + 1", ""), ("sqrt(x+3) + sqrt(x) - 3", "1"), ("x - sqrt(x) - 2", "4"), ("x^(2/3) - 4", "8"), ("cbrt(x) + 2", "-8"), ("sqrt(x - 1) + sqrt(x - 4) - sqrt(x + 4)", ""),
    ("|x| - 3", "-3; 3"), ("|x - 1| + |x + 2| - 5", "-3; 2"), ("|x - 1| + |x + 2| - 3", ""), ("max(x, 2) - 3", "3"), ("max(x, 1 - x) - 2", "-1; 2"), ("|x| - x", ""), ("sign(x) - 1", ""), ("min(x, 3) - x^2", "0; 1"),
    ("cosh(x) - 2", ""), ("tanh(x) - 1/2", ""), ("sinh(x) + cosh(x) - 3", ""), ("sigmoid(x) - 1/4", ""), ("softplus(x) - 1", ""),
    ("a*x + b", ""), ("a*x^2 + b*x + c", ""), ("a*exp(x) - b", ""), ("x^2 - pi", ""), ("sqrt(2)*x^2 - 3x + 1", ""),
    ("x - cos(x)", ""), ("x*(x - cos(x))", ""), ("x/x - 1", "every x "), ("(x^2 - 2)^3*(x^4 + 1)", ""), ("exp(sin(x))*cos(x)", ""), ("exp(exp(x)) - 2", ""), ("2*x*exp(-x^2)", "0"), ("(1 - 2x^2)*exp(-x^2)", ""),
    ("erf(x)", ""), ("x^3 - 2x - 5", ""), ("sin(x) - x", ""), ("cos(x) - 1/3", ""), ("x^2 - 5", "-sqrt(5); sqrt(5)"), ("x^4 + 4x - 1", ""), ("-sin(x) - 2*sin(2*x)", ""),
];

#[test]
fn table() {
    for (text, wanted) in CASES {
        let got = solved(text, None);
        let mark = if wanted.is_empty() || got == *wanted { " " } else { "X" };
        println!("{mark} {text}  →  {got}");
    }
}
