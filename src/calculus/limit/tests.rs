use super::*;
use crate::algebra::derivative;
use crate::algebra::formula::simpler;
use crate::calculus::CORE;
use crate::expr::{evaluate, evaluate_closed, print};
use crate::functions::ALL;
use crate::functions::tests::reader::read;
use crate::numeric::Rational;

/// What SymPy says: expression, where x goes, and the limit; undefined where only its complex numbers have one.
const PEER: &str = include_str!("limits.tsv");

fn toward(graph: &mut Graph, text: &str) -> Toward {
    match text {
        "inf" => Toward::Infinity,
        "-inf" => Toward::NegativeInfinity,
        _ => {
            let (at, side) = text.split_at(text.len() - 1);
            let at = read(graph, at);
            if side == "+" { Toward::FromRight(at) } else { Toward::FromLeft(at) }
        }
    }
}

fn limit_of(text: &str, to: &str) -> (String, Approach) {
    let mut graph = Graph::new(&CORE);
    let f = read(&mut graph, text);
    let x = graph.symbol_id("x");
    let to = toward(&mut graph, to);
    let (found, side) = limit_with_side(&mut graph, &Function::everywhere(f, &[x]), to, &Interrupt::default());
    let words = match found {
        Limit::Finite(value) => {
            let shown = crate::algebra::present(&mut graph, value);
            print::exact_text(&graph, shown).expect("short")
        }
        Limit::Infinity => "inf".to_string(),
        Limit::NegativeInfinity => "-inf".to_string(),
        Limit::Unknown => "?".to_string(),
    };
    (words, side)
}

#[test]
fn limits() {
    let cases = [
        ("x^2 - 3x", "inf", "inf"),
        ("x^3 + x", "-inf", "-inf"),
        ("(2x^2 + 1)/(3x^2 - x)", "inf", "2/3"),
        ("ln(1 + exp(x))", "-inf", "0"),
        ("ln(1 + exp(x)) - x", "inf", "0"),
        ("softplus(x)", "-inf", "0"),
        ("sigmoid(x)", "inf", "1"),
        ("tanh(x)", "-inf", "-1"),
        ("atan(x)", "-inf", "-pi/2"),
        ("x*(atan(x) - pi/2)", "inf", "-1"),
        ("erf(x)", "inf", "1"),
        ("x^3*erfc(x)", "inf", "0"),
        ("gelu(x)", "-inf", "0"),
        ("x^100*exp(-x)", "inf", "0"),
        ("exp(x)/x^100", "inf", "inf"),
        ("x^2*exp(x)", "-inf", "0"),
        ("ln(x)^10/x^0.1", "inf", "0"),
        ("x*ln(x)", "0+", "0"),
        ("ln(x)", "0+", "-inf"),
        ("1/x", "0-", "-inf"),
        ("x^x", "0+", "1"),
        ("(1 + 1/x)^x", "inf", "e"),
        ("sqrt(x^2 + x) - x", "inf", "1/2"),
        ("sin(x)/x", "inf", "0"),
        ("sin(x)/x", "0+", "1"),
        ("(1 - cos(x))/x^2", "0-", "1/2"),
        ("x^2 + x*sin(x)", "-inf", "inf"),
        ("x^2 - 10cos(2pi*x)", "inf", "inf"),
        ("x*cos(x)", "inf", "?"),
        ("sin(x)", "inf", "?"),
        ("|x| - x", "-inf", "inf"),
        ("|x - 1|/(x - 1)", "1-", "-1"),
        ("max(x, 1 - x)", "inf", "inf"),
        ("relu(x)", "-inf", "0"),
        ("floor(x)/x", "inf", "1"),
        ("exp(-x^2)", "inf", "0"),
        ("exp(x) - exp(2x)", "inf", "-inf"),
        ("exp(exp(x))/exp(x^5)", "inf", "inf"),
        ("tan(x)", "pi/2-", "inf"),
        ("gamma(x)/exp(x)", "inf", "inf"),
        ("lgamma(x) - x*ln(x)", "inf", "-inf"),
        ("digamma(x) - ln(x)", "inf", "0"),
        ("asinh(x)", "-inf", "-inf"),
        ("cbrt(x)", "-inf", "-inf"),
        ("(x^2 - 1)/(x - 1)", "1+", "2"),
        ("logsumexp(x, 2x) - 2x", "inf", "0"),
        ("hypot(x, 1) - x", "inf", "0"),
        ("2^x/3^x", "inf", "0"),
        ("x^pi/x^3", "inf", "inf"),
        // Not defined on the way there.
        ("ln(x)", "-inf", "?"),
        ("sqrt(x)", "-inf", "?"),
        ("sinh(ln(x))", "-inf", "?"),
        ("0*ln(x)", "-inf", "?"),
        ("asin(x)", "inf", "?"),
        ("atanh(x)", "1-", "inf"),
        ("x/(x - x)", "inf", "?"),
        ("exp(sqrt(x)) - tanh(x)", "1+", "e + (exp(-1) - e)/(exp(-1) + e)"),
    ];
    for (text, to, expected) in cases {
        assert_eq!(limit_of(text, to).0, expected, "{text} toward {to}");
    }
}

#[test]
fn sides() {
    for (text, to, side) in [
        ("ln(1 + exp(x))", "-inf", Approach::Above),
        ("tanh(x)", "inf", Approach::Below),
        ("exp(-x)*sin(x)", "inf", Approach::Unknown),
        ("relu(x)", "-inf", Approach::Equal),
        ("atan(x)", "-inf", Approach::Above),
        ("erf(x)", "inf", Approach::Below),
        ("gelu(x)", "-inf", Approach::Below),
    ] {
        assert_eq!(limit_of(text, to).1, side, "{text} toward {to}");
    }
}

#[test]
fn another_program_agrees() {
    let (mut decided, mut all) = (0, 0);
    for line in PEER.lines() {
        let [text, to, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let mut graph = Graph::new(&CORE);
        let f = read(&mut graph, text);
        let x = graph.symbol_id("x");
        let to_ = toward(&mut graph, to);
        let found = limit(&mut graph, &Function::everywhere(f, &[x]), to_, &Interrupt::default());
        if expected == "undefined" {
            assert_eq!(found, Limit::Unknown, "{text} toward {to}");
            continue;
        }
        all += 1;
        let found = match found {
            Limit::Unknown => continue,
            Limit::Infinity => f64::INFINITY,
            Limit::NegativeInfinity => f64::NEG_INFINITY,
            Limit::Finite(value) => evaluate_closed(&graph, value),
        };
        decided += 1;
        let expected: f64 = expected.parse().unwrap_or(f64::NAN);
        let same = found == expected || (found - expected).abs() <= 1e-9 * (1.0 + expected.abs());
        assert!(same, "{text} toward {to}: {found}, not {expected}");
    }
    assert!(decided * 20 >= all * 19, "{decided} of {all}");
}

#[test]
fn simpler_functions_are_the_same() {
    for function in ALL {
        let mut graph = Graph::new(&CORE);
        for k in -40..40 {
            let mut values: Vec<ExprId> = (0..2)
                .map(|i| {
                    let n = if i == 0 { k * 17 + 3 } else { 3 };
                    graph.rational(Rational::new(n, if i == 0 { 97 } else { 1 }).expect("not 0"))
                })
                .collect();
            while !function.arity.accepts(values.len()) {
                if values.len() > 2 {
                    break;
                }
                let five = graph.integer(5);
                if function.arity.accepts(1) { values.truncate(1) } else { values.push(five) }
            }
            let Some(other) = simpler(&mut graph, function, &values) else { continue };
            let call = graph.raw_call(function, &values);
            let (a, b) = (evaluate_closed(&graph, call), evaluate_closed(&graph, other));
            let same = (a.is_nan() && b.is_nan()) || a == b || (a - b).abs() <= 1e-9 * (1.0 + a.abs());
            assert!(same, "{} at {values:?}: {a}, simpler {b}", function.name);
        }
    }
}

#[test]
fn ends_are_near_the_function() {
    for function in ALL {
        for end in function.ends {
            let mut graph = Graph::new(&CORE);
            for size in [5_i64, 12, 25] {
                let u = graph.integer(if end.positive { size } else { -size });
                let off = graph.rational(Rational::new(1, 3).expect("not 0"));
                let u = crate::algebra::normal::sum(&mut graph, &[u, off]);
                let value = crate::algebra::formula::instantiate(&mut graph, &end.value, &[u]);
                let rest = end.rest.as_ref().map_or(0.0, |rest| {
                    let rest = crate::algebra::formula::instantiate(&mut graph, rest, &[u]);
                    evaluate_closed(&graph, rest).abs()
                });
                let call = graph.raw_call(function, &[u]);
                let (exact, near) = (evaluate_closed(&graph, call), evaluate_closed(&graph, value));
                let allowed = rest + 1e-13 * exact.abs();
                assert!((exact - near).abs() <= allowed, "{} at {size}: {exact}, {near}", function.name);
            }
        }
    }
}

#[test]
fn periods_repeat() {
    for function in ALL {
        let Some(period) = &function.period else { continue };
        let mut graph = Graph::new(&CORE);
        let period = crate::algebra::formula::instantiate(&mut graph, period, &[]);
        let period = evaluate_closed(&graph, period);
        for x in [0.3, 1.1, 2.0, -4.0] {
            let (a, b) = (function.value.at(&[x]), function.value.at(&[x + period]));
            assert!((a - b).abs() < 1e-9 * (1.0 + a.abs()), "{}", function.name);
            let half = function.value.at(&[x + period / 2.0]);
            assert!((a - half).abs() > 1e-6, "{}", function.name);
        }
    }
}

#[test]
fn oscillating_functions_fall_along_sequences() {
    for (text, falls) in [
        ("x*cos(x)", true),
        ("x*sin(2x + 1) + 3sin(x)", true),
        ("x^2*cos(3x)*exp(-1/x) + x", true),
        ("x + 2x*sin(x)", true),
        ("x^2 + x*sin(x)", false),
        ("sin(x)", false),
        ("x*(2 + cos(x))^2 + exp(x)", true),
        ("x^2*(1 + sin(x)) + sqrt(1 + x^2)", false),
    ] {
        let mut graph = Graph::new(&CORE);
        let f = read(&mut graph, text);
        let x = graph.symbol_id("x");
        let found = falls_along(&mut graph, &Function::everywhere(f, &[x]), &Interrupt::default());
        assert_eq!(found.is_some(), falls, "{text}");
        let Some(found) = found else { continue };
        let mut last = f64::INFINITY;
        for k in [10, 1_000, 100_000] {
            let at = oscillation::point(&mut graph, &found, k);
            let at = evaluate_closed(&graph, at);
            let value = evaluate(&graph, f, &[(x, at)]);
            let frozen = evaluate(&graph, found.values, &[(x, at)]);
            assert!((value - frozen).abs() <= 1e-6 * (1.0 + value.abs()), "{text}: {value}, {frozen}");
            assert!(value < last && value < -(k as f64).sqrt(), "{text} at {at}: {value}");
            last = value;
        }
    }
}

#[test]
fn a_slope_that_vanishes() {
    // Used together: the derivative of a function that levels out goes to 0.
    let mut graph = Graph::new(&CORE);
    let f = read(&mut graph, "x^2/(1 + x^2)");
    let x = graph.symbol_id("x");
    let slope = derivative(&mut graph, f, x);
    let slope = Function::everywhere(slope, &[x]);
    let zero = graph.integer(0);
    assert_eq!(limit(&mut graph, &slope, Toward::Infinity, &Interrupt::default()), Limit::Finite(zero));
}
