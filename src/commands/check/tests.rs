//! Every function of the table by its own check, and claims that are wrong.

use super::derivative::{Seen, compare};
use super::points::Points;
use super::quotient::Claim;
use crate::algebra::derivative;
use crate::calculus::CORE;
use crate::calculus::Function;
use crate::expr::{Arity, ExprId, FunctionDef, Graph};
use crate::functions::ALL;
use crate::functions::tests::reader::read;
use crate::interrupt::Interrupt;

/// What is seen of a claim about a function of `x`; without a claim, of its derivative.
fn seen(text: &str, claim: Option<&str>) -> Option<Seen> {
    let mut graph = Graph::new(&CORE);
    let function = read(&mut graph, text);
    let x = graph.symbol_id("x");
    let claimed: ExprId = match claim {
        Some(claim) => read(&mut graph, claim),
        None => derivative(&mut graph, function, x),
    };
    let interrupt = Interrupt::default();
    let unknowns = [x];
    let points = Points::of(&mut graph, &Function::everywhere(function, &unknowns), &interrupt)?;
    let claim = Claim { function, claimed, unknowns: &unknowns, index: 0 };
    let mut seen = Seen::default();
    compare(&mut graph, &claim, &points, 60, &interrupt, &mut seen).expect("a formula");
    Some(seen)
}

fn holds(text: &str) -> Seen {
    let seen = seen(text, None).expect("a domain");
    for (at, comparison) in &seen.compared {
        assert!(comparison.agrees, "{text} at {at:?}: {comparison:?}");
    }
    seen
}

/// Calls with `x` as one of the arguments, for each number of arguments.
fn calls(f: &FunctionDef) -> Vec<String> {
    let (low, high) = match f.arity {
        Arity::Exactly(n) => (n, n),
        Arity::Between(low, high) => (low, high),
        Arity::AtLeast(low) => (low, low + 2),
    };
    let others = ["2", "3", "5"];
    let call = |n: usize, i: usize| {
        let arguments: Vec<&str> = (0..n).map(|j| if i == j { "x" } else { others[j % 3] }).collect();
        format!("{}({})", f.name, arguments.join(", "))
    };
    (low..=high).flat_map(|n| (0..n).map(|i| call(n, i)).collect::<Vec<String>>()).collect()
}

#[test]
fn every_function_by_its_own_check() {
    for f in ALL {
        let mut arguments = 0;
        for call in calls(f) {
            let seen = holds(&call);
            // Where an argument must be whole, nothing is differentiated by it.
            assert!(seen.compared.is_empty() || seen.compared.len() >= 30, "{call}: {seen:?}");
            arguments += usize::from(seen.compared.iter().filter(|(_, c)| c.proved).count() >= 30);
        }
        assert!(arguments > 0, "{}", f.name);
    }
}

#[test]
fn poles_kinks_ends_and_steps() {
    for text in [
        "1/x",
        "tan(x)",
        "abs(x)",
        "relu(x)",
        "ln(x)",
        "sqrt(x - 3)",
        "asin(x)",
        "x^x",
        "lgamma(x)",
        "floor(x)",
        "sin(1000*x)",
        "x^2*exp(-x)/(x - 1)",
        "abs(x - 1)*x^(1/3)",
        "ln(x^2 - 1)",
        "1/(x^2 - 2)",
        "sin(x)^2 + cos(x)^2",
        "sqrt(2)*x + pi",
        "x^2/x",
    ] {
        let seen = holds(text);
        let proved = seen.compared.iter().filter(|(_, c)| c.proved).count();
        assert!(seen.compared.len() >= 50 && proved >= 50, "{text}: {seen:?}");
    }
}

#[test]
fn wrong_claims_are_caught() {
    for (text, claim) in [
        ("x^2", "2*x + 1/10^18"),
        ("x^2", "2*x*(1 + 1/10^20)"),
        ("sin(x)", "-cos(x)"),
        ("sin(x)", "sin(x)"),
        ("exp(x)", "x*exp(x)"),
        ("1/x", "1/x^2"),
        ("tan(x)", "1 - tan(x)^2"),
        ("abs(x)", "1"),
        ("floor(x)", "1"),
        ("lgamma(x)", "ln(x)"),
        ("ln(x)", "1/x + 1/10^9"),
        ("relu(x)", "x"),
        ("sqrt(x)", "1/sqrt(x)"),
        ("x^3", "3*x^2 + ln(x) - ln(x + 1)"),
        ("max(x^2, 2*x + 3)", "2*x"),
    ] {
        let seen = seen(text, Some(claim)).expect("a domain");
        assert!(seen.compared.iter().any(|(_, c)| !c.agrees && c.proved), "{text}: {claim}: {seen:?}");
    }
}

#[test]
fn nowhere_is_no_domain() {
    assert!(seen("ln(-1 - x^2)", None).is_none());
    assert!(seen("sqrt(-x^2)", None).is_none());
}
