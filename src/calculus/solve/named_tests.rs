//! Equations with names without a value: for numbers in their place, the solutions are those of the equation with the
//! numbers, no more and no fewer.

use proptest::prelude::*;

use super::{Solutions, SolveContext, equation};
use crate::calculus::families::ParameterRange;
use crate::calculus::{CORE, Function, Side};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, evaluate, substitute, symbols_of};
use crate::functions::tests::reader;
use crate::interrupt::Interrupt;
use crate::numeric::Rational;

/// Between these, members of families are compared.
const WINDOW: f64 = 8.0;
/// Numbers in place of the names, so that all conditions are decided in doubles.
const VALUES: [f64; 7] = [-2.0, -1.0, -0.5, 0.0, 0.25, 1.0, 2.0];

type Values = [(Symbol, f64)];

fn hold(graph: &Graph, conditions: &[ExprId], values: &Values) -> bool {
    conditions.iter().all(|&c| evaluate(graph, c, values) == 1.0)
}

/// The single solutions in the window.
fn listed(graph: &Graph, answer: &Solutions, values: &Values) -> Vec<f64> {
    let mut found: Vec<f64> = answer.points.iter().map(|p| p[0].value).collect();
    for formula in &answer.formulas {
        if hold(graph, &formula.conditions, values) {
            found.push(evaluate(graph, formula.expressions[0], values));
        }
    }
    for family in &answer.families {
        let ParameterRange::Whole(set) = &family.range else { continue };
        for k in -30..=30 {
            let mut all = values.to_vec();
            all.push((family.parameters[0], k as f64));
            if set.holds(k) && hold(graph, &family.conditions, &all) {
                found.push(evaluate(graph, family.expressions[0], &all));
            }
        }
    }
    found.retain(|v| v.is_nan() || v.abs() <= WINDOW);
    found
}

fn in_sets(graph: &Graph, answer: &Solutions, x: Symbol, at: f64, values: &Values) -> bool {
    let mut all = values.to_vec();
    all.push((x, at));
    answer.sets.iter().any(|set| hold(graph, set, &all))
}

/// What is wrong with the answer for an equation in `a` and `b`, for numbers in their place.
fn differences(text: &str) -> Vec<String> {
    let mut graph = Graph::new(&CORE);
    let f = reader::read(&mut graph, text);
    let [x, a, b] = ["x", "a", "b"].map(|name| graph.symbol_id(name));
    let interrupt = Interrupt::default();
    let context = SolveContext { interrupt: &interrupt, digits: 12 };
    let general = equation(&mut graph, &Function::on_side(f, x, Side::ENTIRE), &context);
    let mut wrong = Vec::new();
    let has_b = symbols_of(&graph, &[f]).contains(&b);
    for (i, j) in (0..VALUES.len()).flat_map(|i| (0..VALUES.len()).map(move |j| (i, j))) {
        if !has_b && j > 0 {
            continue;
        }
        let values = [(a, VALUES[i]), (b, VALUES[j])];
        let numbers = values.map(|(name, v)| (name, graph.rational(Rational::from_f64(v).unwrap_or_default())));
        let instance = substitute(&mut graph, f, &numbers);
        let single = equation(&mut graph, &Function::on_side(instance, x, Side::ENTIRE), &context);
        let (all, wanted) = (listed(&graph, &general, &values), listed(&graph, &single, &[]));
        let near = |list: &[f64], v: f64| list.iter().any(|w| (w - v).abs() < 1e-7 * (1.0 + v.abs()));
        for &v in &all {
            if v.is_nan() || (single.complete() && !near(&wanted, v) && !in_sets(&graph, &single, x, v, &[])) {
                wrong.push(format!("{text} at {values:?}: {v} is no solution"));
            }
        }
        for &v in &wanted {
            if general.complete() && !near(&all, v) && !in_sets(&graph, &general, x, v, &values) {
                wrong.push(format!("{text} at {values:?}: {v} is lost"));
            }
        }
        for n in -9..9 {
            let v = 0.7 * f64::from(n) + 0.05;
            let (one, other) = (in_sets(&graph, &general, x, v, &values), in_sets(&graph, &single, x, v, &[]));
            if one != other && general.complete() && single.complete() {
                wrong.push(format!("{text} at {values:?}: {v} is in a set of one answer only"));
            }
        }
    }
    wrong
}

#[test]
fn conditions_belong_to_each_solution() {
    let texts = [
        "x^3 - b*x",
        "x^3 + a*x + b",
        "a*x^3 + x^2 - b",
        "x^3 + a*x^2 + b*x + a*b",
        "(cos(x) - a)*(1/x - b)",
        "(ln(x + 3) - a)*(sin(x) - b*cos(x))",
        "(x^2 - b)*(x^2 - 4)",
        "(x^2 - a)*(x^2 - b)",
        "x*(cos(x) - a)",
        "(a - b)*x^2 + x",
        "exp(x) + a^2",
        "a*x - b",
        "a*x^2 + b*x + 1",
        "a*x^2 + a*x + b",
        "|x| - a",
        "sqrt(x) - a",
        "sqrt(x - a) - x",
        "(x - a)/(x - b)",
        "(x - a)*(x - b)/(x - a)",
        "min(x, a) - 1",
        "max(x, a) - 2",
        "ln(x) + ln(x - a)",
        "atan(x) - a",
        "asin(x) - a - 1",
        "a*sqrt(x) - 1",
        "sqrt(x) + a*x",
        "(x^2 - a^2)/(x - a)",
        "a*|x| - 1",
        "|x - 1| - a",
        "exp(2x) - a*exp(x) + b",
        "x^4 - a",
        "x^5 - a",
        "x^4 + a*x^2 + b",
        "acos(x) - a",
        "|x - a| - b*x",
        "x^(2/3) - a",
        "1/(x - a) - 1/(x - b) - 1",
        "ln(x)/(x - a)",
        "sin(x) - a*cos(x)",
        "a*sin(x) + b*cos(x)",
        "a*sin(x) + b*cos(x) - 1",
        "x*exp(a*x) - b",
        "a/x - b",
        "x/a - b",
        "2^x - a",
        "a*b*x - a",
        "x*(x - a)/(x - a) - a",
    ];
    let wrong: Vec<String> = texts.iter().flat_map(|text| differences(text)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn members_need_what_inner_parts_need() {
    let texts = [
        "sin(exp(ln(x))) - a",
        "tan(exp(ln(x))) - a",
        "tan(sin(asin(x))) - a",
        "tan(cosh(acosh(x))) - a",
        "tan(tanh(atanh(x))) - a",
        "tan(2^log2(x)) - a",
        "sin((x^(2/3))^(3/2)) - a",
        "sin(exp(2ln(x))) - a",
        "sin(1/(1/x)) - a",
        "sin(x^(1/27)) - a",
        "sin(sqrt(x)) - a",
        "tan(sqrt(x)) - a",
        "sin(x^(3/2)) - a",
        "sin(2x)/sin(x) - a",
        "sin(3x)/sin(x) - a",
        "cos(sqrt(x - 1)) - a",
        "tan(ln(x)) - a",
        "tan(1/x) - a",
        "sec(sqrt(x)) - a",
        "sin(x^2/x) - a",
        "cos(exp(ln(x)/2)) - a",
        "tan(ln(x^2 - 1)) - a",
        "x^(2/3) - a",
        "x^2 + a^2",
    ];
    let wrong: Vec<String> = texts.iter().flat_map(|text| differences(text)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Is a condition between two numbers an equation?
fn is_equation(graph: &Graph, condition: ExprId) -> bool {
    matches!(graph.node(condition), Node::Compare(Relation::Equal, ..))
}

#[test]
fn degenerate_cases_stand_for_themselves() {
    let mut graph = Graph::new(&CORE);
    let f = reader::read(&mut graph, "a*x - b");
    let x = graph.symbol_id("x");
    let interrupt = Interrupt::default();
    let context = SolveContext { interrupt: &interrupt, digits: 12 };
    let answer = equation(&mut graph, &Function::on_side(f, x, Side::ENTIRE), &context);
    assert!(answer.complete() && answer.formulas.len() == 1 && answer.sets.len() == 1);
    assert!(answer.sets[0].len() == 2 && answer.sets[0].iter().all(|&c| is_equation(&graph, c)));
}

fn coefficient() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "2", "a^2", "(a + b)", "(a - b)", "(-a)", "a*b", "1", "3", "(-1)", "abs(a)"])
        .prop_map(str::to_string)
}

fn factor() -> impl Strategy<Value = String> {
    let forms = [
        "(x^2 - A)",
        "(x - A)",
        "(A*x - B)",
        "(cos(x) - A)",
        "(exp(x) - A)",
        "(|x| - A)",
        "(x^3 - A*x)",
        "(sqrt(x) - A)",
        "(ln(x) - A)",
        "(A*x^2 + B*x)",
        "(x^2 + A*x + B)",
        "(A*x^2 + B*x + C)",
        "(sin(x) - A*cos(x))",
        "(x^3 - A)",
        "(1/x - A)",
        "(x/(x - A) - B)",
        "(tanh(x) - A)",
        "(2^x - A)",
        "(x*(x - A)/(x - A) - B)",
        "(atan(x) - A)",
        "(A/x - B)",
    ];
    (prop::sample::select(forms.to_vec()), coefficient(), coefficient(), coefficient())
        .prop_map(|(form, a, b, c)| form.replace('A', &a).replace('B', &b).replace('C', &c))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 25, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numbers_in_place_of_names(factors in prop::collection::vec(factor(), 1..3)) {
        let wrong = differences(&factors.join("*"));
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
