use super::*;
use crate::algebra::present;
use crate::expr::print;
use crate::interpreter;
use crate::interrupt::Interrupt;
use crate::session::{MemoryHost, Session, Value};
use crate::source::{Source, Span};

/// The expression as one cancelled fraction, as text.
fn cancelled(text: &str) -> String {
    let (mut session, mut host) = (Session::new(), MemoryHost::default());
    let source = Source { name: "test".to_string(), text: text.to_string() };
    let span = Span { start: 0, end: text.len() };
    let response = interpreter::run(&mut session, &mut host, &source, span, false);
    assert!(response.output.error().is_none(), "{text}: {:?}", response.output.error());
    let Some(Value::Expr(id)) = session.value("ans") else { panic!("{text} is no expression") };
    let interrupt = Interrupt::default();
    let budget = Budget::generous(&interrupt);
    let form = RationalForm::of(&mut session.graph, id, &budget).expect("small").expect("has a value");
    let expr = form.to_expr(&mut session.graph);
    let shown = present(&mut session.graph, expr);
    print::exact_text(&session.graph, shown).expect("short")
}

#[test]
fn fractions_are_cancelled() {
    for (text, expected) in [
        ("(x^2 - 1)/(x - 1)", "x + 1"),
        ("1/x + 1/y", "(x + y)/(x*y)"),
        ("x/2 + 1/3", "x/2 + 1/3"),
        ("1/(x - 1) - 1/(x + 1)", "2/(x^2 - 1)"),
        ("(x^2 - y^2)/(2y - 2x)", "-x/2 - y/2"),
        ("(sin(x)^2 - 1)/(sin(x) + 1)", "sin(x) - 1"),
        ("(exp(2x) - 1)/(exp(x) - 1)", "exp(x) + 1"),
        ("exp(x + 1)/(exp(x) + exp(x + 2))", "e/(exp(2) + 1)"),
        ("(x - 1)/(sqrt(x) - 1)", "sqrt(x) + 1"),
        ("(x - 1)/(x^(1/3) - 1)", "x^(2/3) + x^(1/3) + 1"),
        ("(sqrt(x + 1)^3 - sqrt(x + 1))/x", "sqrt(x + 1)"),
        // Roots of different things are independent: what they have in common with numbers is not seen.
        ("(x^2 - 2)/(x - sqrt(2))", "(x^2 - 2)/(x - sqrt(2))"),
        ("(4^x - 1)/(2^x - 1)", "(4^x - 1)/(2^x - 1)"),
        ("(2^(2x) - 1)/(2^x - 1)", "2^x + 1"),
        ("2^(x + 1)/(2^x*x)", "2/x"),
        ("(x^(2n) - 1)/(x^n - 1)", "(x^(2n) - 1)/(x^n - 1)"),
        ("0.5x + 0.25/x", "(0.5x^2 + 0.25)/x"),
        ("((x + y + z)^3 - x^3 - y^3 - z^3)/((x + y)*(y + z)*(z + x))", "3"),
    ] {
        assert_eq!(cancelled(text), expected, "{text}");
    }
}

#[test]
fn what_has_no_value_is_no_fraction() {
    let mut graph = Graph::new(&crate::calculus::CORE);
    let interrupt = Interrupt::default();
    let budget = Budget::generous(&interrupt);
    let x = graph.symbol("x");
    let one = graph.integer(1);
    let below = graph.raw_sum(&[x, one]);
    // 1/((x + 1)^2 - x^2 - 2x - 1)
    let terms = {
        let square = super::super::normal::power_of_integer(&mut graph, below, 2);
        let x2 = super::super::normal::power_of_integer(&mut graph, x, 2);
        let (minus_one, minus_two) = (graph.integer(-1), graph.integer(-2));
        [square, product(&mut graph, &[minus_one, x2]), product(&mut graph, &[minus_two, x]), minus_one]
    };
    let zero = sum(&mut graph, &terms);
    let fraction = quotient(&mut graph, one, zero);
    assert!(RationalForm::of(&mut graph, fraction, &budget).expect("small").is_none());
}
