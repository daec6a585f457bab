use super::{Unsimplified, simplify, together};
use crate::algebra::{normalise, present};
use crate::calculus::CORE;
use crate::calculus::equality::is_total;
use crate::calculus::{Equality, equality, tidy};
use crate::expr::{ExprId, Graph, digits_of, print};
use crate::functions::tests::reader::read;
use crate::interrupt::Interrupt;
use crate::numeric::Rational;
use crate::numeric::budget::nodes;

fn shown(graph: &mut Graph, id: ExprId) -> String {
    let shown = present(graph, id);
    print::exact_text(graph, shown).expect("short")
}

fn simplified(text: &str) -> String {
    let mut graph = Graph::new(&CORE);
    let id = read(&mut graph, text);
    let simple = simplify(&mut graph, id, &Interrupt::default()).expect("short");
    shown(&mut graph, simple)
}

#[test]
fn identities_are_found() {
    for (text, wanted) in [
        ("sin(x)^2 + cos(x)^2", "1"),
        ("3sin(x)^2 + 5cos(x)^2 - 2cos(x)^2", "3"),
        ("sin(x)^4 + 2sin(x)^2*cos(x)^2 + cos(x)^4", "1"),
        ("sin(x)^4 - cos(x)^4", "-cos(2x)"),
        ("1 + tan(x)^2", "1/cos(x)^2"),
        ("sec(x)^2 - tan(x)^2", "1"),
        ("(1 - cos(x)^2)/sin(x)", "sin(x)"),
        ("sin(2x) - 2sin(x)*cos(x)", "0"),
        ("sin(3x) - 3sin(x) + 4sin(x)^3", "0"),
        ("cos(2x) + 2sin(x)^2", "1"),
        ("sin(x + y) - sin(x)*cos(y) - cos(x)*sin(y)", "0"),
        ("sin(x)*cos(y) + cos(x)*sin(y)", "sin(x + y)"),
        ("tan(x)*cos(x)", "sin(x)"),
        ("asin(x) + acos(x)", "pi/2"),
        ("cosh(x)^2 - sinh(x)^2", "1"),
        ("1 - tanh(x)^2", "1/cosh(x)^2"),
        ("(exp(x) - exp(-x))/(exp(x) + exp(-x))", "tanh(x)"),
        ("exp(x)*exp(-x)", "1"),
        ("ln(exp(x))", "x"),
        ("exp(ln(x) + ln(y))", "x*y"),
        ("exp(2x) - 2exp(x) + 1", "(exp(x) - 1)^2"),
        ("2^x*4^x/8^x", "1"),
        ("sigmoid(x) + sigmoid(-x)", "1"),
        ("1/(1 + exp(-x))", "sigmoid(x)"),
        ("ln(6) - ln(2) - ln(3)", "0"),
        ("log10(x)*ln(10)", "ln(x)"),
        ("erf(x) + erf(-x)", "0"),
        ("gamma(x + 1)/gamma(x)", "x"),
        ("|x|*sign(x)", "x"),
        ("max(x, y) + min(x, y)", "x + y"),
        ("cbrt(x + 1)^3", "x + 1"),
        ("|x*y| - |x|*|y|", "0"),
    ] {
        assert_eq!(simplified(text), wanted, "{text}");
    }
}

#[test]
fn fractions_are_cancelled() {
    for (text, wanted) in [
        ("(x^2 - 1)/(x - 1)", "x + 1"),
        ("(x^2 + 3x + 2)/(x^2 - 1)", "(x + 2)/(x - 1)"),
        ("3/(5x + 7) - 5(3x - 2)/(5x + 7)^2", "31/(5x + 7)^2"),
        ("1/(1 + 1/(1 + 1/x))", "(x + 1)/(2x + 1)"),
        ("x/(x + 1) + 1/(x + 1)", "1"),
        ("(1 - x)/(x - 1)", "-1"),
        ("(a + b)^2 - a^2 - 2a*b - b^2", "0"),
        ("(x^3 - y^3)/(x - y)", "x^2 + x*y + y^2"),
        ("(0.5x^2 - 0.5)/(x - 1)", "0.5x + 0.5"),
        ("sqrt(x^2 + 2x + 1)", "|x + 1|"),
        // At -1 the root is 0, and sqrt(x) has no value.
        ("sqrt(x^3 + 2x^2 + x)", "sqrt(x*(x + 1)^2)"),
        ("x*x/sqrt(1 - x^2) + sqrt(1 - x^2)", "1/sqrt(1 - x^2)"),
        ("(x - 1)/(sqrt(x) + 1)", "sqrt(x) - 1"),
        ("sqrt(6)/sqrt(2) - sqrt(3)", "0"),
    ] {
        assert_eq!(simplified(text), wanted, "{text}");
    }
}

/// `1/tan(x)` has no value at pi/2, `cos(x)/sin(x)` has.
#[test]
fn no_value_is_lost() {
    for (text, place, value) in [
        ("cos(x)/sin(x)", "pi/2", "0"),
        ("cot(x)*x", "pi/2", "0"),
        ("cos(x)^2/sin(x)^2", "pi/2", "0"),
        ("cos(x)/sin(x) + cos(x)", "pi/2", "0"),
        ("tan(x)", "0", "0"),
        ("x*|x|", "0", "0"),
        ("x*sign(x)", "0", "0"),
        ("sign(x)^3", "0", "0"),
        ("sqrt(x)*x", "0", "0"),
        ("gamma(x)*x", "1", "1"),
        ("log10(x)*ln(10)", "1", "0"),
        ("asin(x)", "1", "pi/2"),
    ] {
        let mut graph = Graph::new(&CORE);
        let (id, place, value) = (read(&mut graph, text), read(&mut graph, place), read(&mut graph, value));
        let simple = simplify(&mut graph, id, &Interrupt::default()).expect("short");
        let x = graph.symbol_id("x");
        let there = crate::expr::substitute(&mut graph, simple, &[(x, place)]);
        let (there, value) = (normalise(&mut graph, there), normalise(&mut graph, value));
        assert_eq!(print::text(&graph, there), print::text(&graph, value), "{text}");
    }
}

#[test]
fn one_fraction_is_made() {
    for (text, wanted) in [
        ("1/x + 1/y", "(x + y)/(x*y)"),
        ("a/b + c/d", "(a*d + b*c)/(b*d)"),
        ("1/(x - 1) - 1/(x + 1)", "2/(x^2 - 1)"),
        ("1 + 1/x", "(x + 1)/x"),
        ("x^2/(x - 1) - 1/(x - 1)", "x + 1"),
    ] {
        let mut graph = Graph::new(&CORE);
        let id = read(&mut graph, text);
        let fraction = together(&mut graph, id, &Interrupt::default()).expect("short").expect("a fraction");
        assert_eq!(shown(&mut graph, fraction), wanted, "{text}");
    }
}

#[test]
fn derivatives_of_fractions_are_cancelled() {
    let mut graph = Graph::new(&CORE);
    let id = read(&mut graph, "(x^2 - 4)/(x - 2)");
    let x = graph.symbol_id("x");
    let derivative = crate::algebra::derivative(&mut graph, id, x);
    let tidied = tidy(&mut graph, derivative);
    assert_eq!(shown(&mut graph, tidied), "1");
}

#[test]
fn limits_are_named() {
    let mut graph = Graph::new(&CORE);
    let mut tower = graph.symbol("x");
    for _ in 0..20 {
        let inverse = normalise(&mut graph, tower);
        let minus_one = graph.integer(-1);
        let inverse = graph.raw_power(inverse, minus_one);
        tower = graph.raw_sum(&[tower, inverse]);
    }
    let refused = simplify(&mut graph, tower, &Interrupt::default());
    assert_eq!(refused, Err(Unsimplified::TooLong { limit: nodes::SIMPLIFIED }));
    let interrupt = Interrupt::default();
    interrupt.set();
    let id = read(&mut graph, "(x^2 - 1)/(x - 1)");
    assert_eq!(simplify(&mut graph, id, &interrupt), Err(Unsimplified::Interrupted));
}

fn compared(a: &str, b: &str) -> (Equality, Graph) {
    let mut graph = Graph::new(&CORE);
    let (a, b) = (read(&mut graph, a), read(&mut graph, b));
    let found = equality(&mut graph, a, b, &Interrupt::default());
    (found, graph)
}

#[test]
fn what_has_no_value_anywhere_equals_nothing() {
    for (a, b) in [("0*sqrt(-x^2 - 1)", "0"), ("1/(max(x, 0)*max(-x, 0))", "1"), ("|x|/(x - x)", "|x|/(x - x)")] {
        assert_eq!(compared(a, b).0, Equality::Apart, "{a} and {b}");
    }
}

#[test]
fn equal_functions_are_proved_so() {
    for (a, b) in [
        ("sin(x)^2 + cos(x)^2", "1"),
        ("cosh(x)", "(exp(x) + exp(-x))/2"),
        ("sin(x + y)", "sin(x)*cos(y) + cos(x)*sin(y)"),
        ("tan(2x)", "2tan(x)/(1 - tan(x)^2)"),
        ("max(x, y)", "(x + y + |x - y|)/2"),
        ("max(x, y)", "(x + y + |y - x|)/2"),
        ("ln(x^2)", "2ln(x)"),
        ("ln(x*y)", "ln(x) + ln(y)"),
        ("log2(x)", "ln(x)/ln(2)"),
        ("softplus(x)", "ln(1 + exp(x))"),
        ("sigmoid(x)", "(1 + tanh(x/2))/2"),
        ("exp(x)*exp(y)", "exp(x + y)"),
        ("(x^2 - 1)/(x - 1)", "x + 1"),
        ("sin(pi/7)^2", "1 - cos(pi/7)^2"),
        ("x*(-0.01) + (3/5)*4", "2.4 - 0.01x"),
        ("0.5", "1/2"),
    ] {
        assert_eq!(compared(a, b).0, Equality::Proved, "{a} == {b}");
    }
}

#[test]
fn different_functions_have_a_witness() {
    for (a, b) in [
        ("sin(x)", "x"),
        ("sqrt(x^2)", "x"),
        ("atan(x) + atan(1/x)", "pi/2"),
        ("sign(x)^2", "1"),
        ("ln(x)", "log10(x)"),
        ("asin(sin(x))", "x"),
        ("x*y", "x + y"),
        ("1.4142135623730951", "sqrt(2)"),
    ] {
        let (found, graph) = compared(a, b);
        let Equality::Different(witness) = found else { panic!("{a} == {b}: {found:?}") };
        match (digits_of(&graph, witness.left, 40), digits_of(&graph, witness.right, 40)) {
            (Ok(l), Ok(r)) => assert_ne!(l.value, r.value, "{a} == {b}"),
            _ => assert_ne!(witness.left, witness.right, "{a} == {b}"),
        }
    }
    // Where one side has no value there is no difference.
    assert_eq!(compared("x/x", "1").0, Equality::Proved);
    assert_eq!(compared("sqrt(x)^2", "x").0, Equality::Proved);
    assert!(!matches!(compared("x*ln(x)/ln(x)", "|x|").0, Equality::Different(_)));
}

#[test]
fn total_functions_are_known() {
    for (text, total) in [
        ("x^2 + sin(x)", true),
        ("sqrt(x^2 + 1)", true),
        ("1/(1 + exp(x))", true),
        ("1/x", false),
        ("sqrt(x)", false),
        ("tan(x)", false),
        ("ln(1 + x^2)", true),
        ("x^y", false),
    ] {
        let mut graph = Graph::new(&CORE);
        let id = read(&mut graph, text);
        assert_eq!(is_total(&mut graph, id), total, "{text}");
    }
}

/// Fractions of random polynomials, built with a common factor, against exact values.
#[test]
fn random_fractions_keep_their_values() {
    let mut stream = crate::functions::tests::Stream(3);
    for _ in 0..150 {
        let mut graph = Graph::new(&CORE);
        let polynomial = |graph: &mut Graph, stream: &mut crate::functions::tests::Stream| {
            let mut terms = Vec::new();
            for _ in 0..3 {
                let mut factors = vec![graph.integer(stream.below(9) as i64 - 4)];
                for name in ["x", "y"] {
                    let (symbol, exponent) = (graph.symbol(name), graph.integer(stream.below(3) as i64));
                    factors.push(graph.raw_power(symbol, exponent));
                }
                terms.push(graph.raw_product(&factors));
            }
            graph.raw_sum(&terms)
        };
        let [a, b, c, d] = [0; 4].map(|_| polynomial(&mut graph, &mut stream));
        let (above, below) = (graph.raw_product(&[a, c]), graph.raw_product(&[b, c]));
        let (first, second) = (graph.raw_quotient(above, below), graph.raw_quotient(d, b));
        let whole = graph.raw_sum(&[first, second]);
        let simple = simplify(&mut graph, whole, &Interrupt::default()).expect("short");
        let again = simplify(&mut graph, simple, &Interrupt::default()).expect("short");
        assert_eq!(simple, again);
        let point: Vec<_> = [("x", 17, 7), ("y", -23, 11)]
            .into_iter()
            .map(|(name, n, d)| (graph.symbol_id(name), graph.rational(Rational::new(n, d).expect("not zero"))))
            .collect();
        let at = |graph: &mut Graph, id: ExprId| {
            let placed = crate::expr::substitute(graph, id, &point);
            let value = normalise(graph, placed);
            graph.as_rational(value).cloned()
        };
        if let Some(before) = at(&mut graph, whole) {
            assert_eq!(at(&mut graph, simple), Some(before), "{}", print::text(&graph, whole));
        }
    }
}
