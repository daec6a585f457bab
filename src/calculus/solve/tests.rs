//! Equations with known answers; random polynomials against Sturm's count; answers that call themselves complete against
//! a dense scan for changes of sign.

use proptest::prelude::*;

use super::{Solutions, SolveContext, equation, system};
use crate::algebra::polynomial;
use crate::calculus::families::ParameterRange;
use crate::calculus::{CORE, Function, Side};
use crate::expr::{ExprId, Graph, Symbol, evaluate, print};
use crate::functions::tests::reader;
use crate::interrupt::Interrupt;
use crate::numeric::Rational;
use crate::numeric::polynomial::Sturm;

fn with_answer<T>(text: &str, side: Option<(&str, &str)>, look: impl FnOnce(&mut Graph, &Solutions) -> T) -> T {
    let mut graph = Graph::new(&CORE);
    let f = reader::read(&mut graph, text);
    let x = graph.symbol_id("x");
    let interrupt = Interrupt::default();
    let context = SolveContext { interrupt: &interrupt, digits: 12 };
    let side = side.map_or(Side::ENTIRE, |(low, high)| {
        let (low, high) = (reader::read(&mut graph, low), reader::read(&mut graph, high));
        Side { low: Some(low), high: Some(high) }
    });
    let answer = equation(&mut graph, &Function::on_side(f, x, side), &context);
    look(&mut graph, &answer)
}

fn functions(equations: &[ExprId], unknowns: &[Symbol]) -> Vec<Function> {
    equations.iter().map(|&f| Function::everywhere(f, unknowns)).collect()
}

/// Points and families as text, `incomplete` in front where they may not be all.
fn solved(text: &str) -> String {
    with_answer(text, None, |graph, answer| written(graph, answer))
}

fn written(graph: &Graph, answer: &Solutions) -> String {
    let mut parts = Vec::new();
    if !answer.complete() {
        parts.push("incomplete".to_string());
    }
    for point in &answer.points {
        let exact = point[0].exact.map(|id| print::text(graph, id));
        parts.push(exact.or_else(|| Some(point[0].decimal.clone()?.0)).unwrap_or_default());
    }
    for formula in &answer.formulas {
        let mut text = print::text(graph, formula.expressions[0]);
        for (i, &c) in formula.conditions.iter().filter(|c| !answer.conditions.contains(c)).enumerate() {
            text += &format!(" {} {}", if i == 0 { "where" } else { "and" }, print::text(graph, c));
        }
        parts.push(text);
    }
    for family in &answer.families {
        let mut text = print::text(graph, family.expressions[0]);
        if let ParameterRange::Whole(set) = &family.range {
            text += &set.least().map_or_else(String::new, |n| format!(" from {n}"));
            text += &set.most().map_or_else(String::new, |n| format!(" to {n}"));
            text += &set.gaps().iter().map(|n| format!(" but {n}")).collect::<String>();
        }
        let own = family.conditions.iter().filter(|c| !answer.conditions.contains(c));
        text += &own.map(|&c| format!(" where {}", print::text(graph, c))).collect::<String>();
        parts.push(text);
    }
    for set in &answer.sets {
        let own = set.iter().filter(|c| !answer.conditions.contains(c));
        let conditions: Vec<String> = own.map(|&c| print::text(graph, c)).collect();
        parts.push(format!("every x {}", conditions.join(" and ")).trim_end().to_string());
    }
    for &condition in &answer.conditions {
        parts.push(format!("if {}", print::text(graph, condition)));
    }
    parts.join("; ")
}

#[rustfmt::skip]
const CASES: &[(&str, &str)] = &[
    ("5", ""), ("0*x", "every x"), ("2x + 4", "-2"), ("x^2 - x - 1", "(1 - sqrt(5))/2; (1 + sqrt(5))/2"), ("x^2 + x + 1", ""), ("x^2 - 2x + 1", "1"),
    ("x^5 - x - 1", "rootof(x^5 - x - 1, 1)"), ("x^3 - 3x + 1", "-2cos(pi/9); 2cos(4pi/9); 2cos(2pi/9)"), ("x^4 - 5x^2 + 6", "-sqrt(3); -sqrt(2); sqrt(2); sqrt(3)"),
    ("(x^2 - 1)/(x - 1)", "-1"), ("1/(x-1) - 1/(x+1)", ""), ("x/x - 1", "every x x != 0"), ("(x^2 - 2)^3*(x^4 + 1)", "-sqrt(2); sqrt(2)"),
    ("3exp(2x) - 5exp(-x)", "ln(5/3)/3"), ("exp(2x) - 3exp(x) + 2", "0; ln(2)"), ("exp(x) + exp(-x)", ""), ("2^x - 8", "3"), ("4^x - 2^x - 2", "1"), ("5*2^x - 7*3^x", "incomplete?"),
    ("ln(x) + ln(x - 1) - ln(6)", "3"), ("ln(x)^2 - 3ln(x) + 2", "e; exp(2)"), ("x*ln(x)", "1"), ("log2(x) + log2(x + 2) - 3", "2"),
    ("sin(x)", "pi*k"), ("sin(x) - 2", ""), ("tan(x) - 1", "pi*k + pi/4"), ("3sin(x) + 4cos(x)", "pi*k - atan(4/3)"), ("3sin(x) + 4cos(x) - 5", "2pi*k + atan(3/4)"),
    ("sin(x)/x", "pi*k but 0"), ("sin(x)*sqrt(x)", "pi*k from 0"), ("tan(x) - 2sin(x)", "pi*k; 2pi*k + pi/3; 2pi*k - pi/3"), ("sin(x)*cos(x) - 1/4", "pi*k + pi/12; pi*k + 5pi/12"),
    ("sin(x^2)", "-sqrt(pi)*sqrt(k) from 0; sqrt(pi)*sqrt(k) from 0"), ("atan(x) - 2", ""), ("acos(x) - 1", "cos(1)"),
    ("x*exp(x) + 1/5", "lambertwm1(-1/5); lambertw(-1/5)"), ("x + ln(x) - 2", "exp(2 - lambertw(exp(2)))"), ("x^x - 2", "exp(lambertw(ln(2)))"), ("2x - exp(-x)", "lambertw(1/2)"),
    ("2^x - x - 1", "0; 1"), ("x^2*exp(x) - 1/10", "2lambertwm1(-sqrt(10)/20); 2lambertw(-sqrt(10)/20); 2lambertw(sqrt(10)/20)"), ("2^x - x^2", "-2lambertw(ln(2)/2)/ln(2); 2; 4"),
    ("sqrt(x + 1) - x + 1", "3"), ("sqrt(x) + 1", ""), ("sqrt(x+3) + sqrt(x) - 3", "1"), ("sqrt(x - 1) + sqrt(x - 4) - sqrt(x + 4)", "5"), ("cbrt(x) + 2", "-8"), ("x^(2/3) - 4", "8"),
    ("|x - 1| + |x + 2| - 5", "-3; 2"), ("|x - 1| + |x + 2| - 3", "every x x >= -2 and x <= 1"), ("max(x, 1 - x) - 2", "-1; 2"), ("|x| - x", "every x x >= 0"),
    ("cosh(x) - 2", "-acosh(2); acosh(2)"), ("sigmoid(x) - 1/4", "-ln(3)"), ("softplus(x) - 1", "ln(e - 1)"),
    ("a*x + b", "-b/a where a != 0; every x a == 0 and b == 0"), ("a*x^2 + b*x + c", "(-b - sqrt(b^2 - 4a*c))/(2a) where a != 0 and -4a*c + b^2 >= 0; (sqrt(b^2 - 4a*c) - b)/(2a) where a != 0 and -4a*c + b^2 >= 0; -c/b where a == 0 and b != 0; every x a == 0 and b == 0 and c == 0"),
    ("|x| - a", "a; -a; if a >= 0"), ("sqrt(x) - a", "a^2; if a >= 0"), ("(x - a)/(x - b)", "a; if a - b != 0"), ("x/a - 1", "a; if a != 0"),
    ("x^2 - 2a*x + a^2", "a"), ("x^x - 1", "1"),
    ("max(sin(x), x - 30)", "30; pi*k to 9"), ("min(sin(x), x + 30)", "-30; pi*k from -9"), ("sqrt(sin(x)^2 + (x - 50)^2) - 50 + x", "pi*k to 15"),
    ("ln(tan(x))", "pi*k + pi/4"), ("cos(sqrt(x))", "(pi*k + pi/2)^2 from 0"), ("sin(sqrt(x)) - 1/2", "(2pi*k + pi/6)^2 from 0; (2pi*k + 5pi/6)^2 from 0"), ("sin(acos(x)) - 1/2", "-sqrt(3)/2; sqrt(3)/2"),
    ("sin(|x|) - 1/2", "2pi*k + pi/6 from 0; 2pi*k + 7pi/6 to -1; -2pi*k - pi/6 from 0; -2pi*k - 7pi/6 to -1"), ("sin(x)/(x^2 - 400pi^2)", "pi*k but -20 but 20"),
    ("(sin(x) - 1/2)*ln(sin(x - 1))", "2pi*k + 5pi/6; 2pi*k + 1 + pi/2"), ("sin(cos(x))", "pi*k + pi/2"), ("sin(x^2) + atan(5)", ""),
    ("floor(x) - 2", "every x x >= 2 and x < 3"), ("floor(1 - 2x) - 3", "every x x > -3/2 and x <= -1"), ("ceil(x) - 1/2", ""), ("sqrt(x)^2 - x", "every x x >= 0"),
    ("x*exp(x) - a", "lambertwm1(a) where a < 0; lambertw(a); if 1 + e*a >= 0"), ("x + ln(x) - a", "exp(a - lambertw(exp(a)))"),
    ("sin(exp(x)) - a", "ln(2pi*k + asin(a)) where 2pi*k + asin(a) > 0; ln(2pi*k - asin(a) + pi) where pi + 2pi*k - asin(a) > 0; if 1 - a^2 >= 0"), ("x/a + 1/b", "-a/b; if a != 0; if b != 0"),
    ("x - cos(x)", "0.739085133215"), ("sin(x) - x", "0"), ("erf(x)", "0"), ("1 - exp(x) - x^2", "-0.714556384743; 0"),
];

#[test]
fn known_answers() {
    let mut wrong = Vec::new();
    for (text, wanted) in CASES.iter().filter(|(_, wanted)| *wanted != "incomplete?") {
        let got = solved(text);
        if got != *wanted {
            wrong.push(format!("{text}: wanted {wanted:?}, got {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Equations whose answers are scanned.
const SCANNED: &[&str] = &[
    "x^3 - 6x^2 + 11x - 6",
    "x^6 - 3x + 1",
    "exp(x) - 3x",
    "x*exp(x) + 1/3",
    "x*ln(x) + 1/4",
    "2^x - x^2",
    "sin(3x) - cos(2x)",
    "2cos(2x) + sin(x)",
    "sin(x) + sin(2x) + sin(3x)",
    "3sin(x) - 4cos(x) + 2",
    "tan(x) - x",
    "cos(x) - x*sin(x)",
    "x*cos(x)",
    "sin(x^2) - 1/2",
    "sqrt(x + 5) - x + 1",
    "sqrt(2x + 3) - sqrt(x + 1) - 1",
    "|x - 2| - x/2",
    "max(x, 2 - x) - 3",
    "ln(x)^2 - 2",
    "exp(2x) - 5exp(x) + 3exp(-x)",
    "x^x - 3",
    "cosh(x) - 3sinh(x) + 1",
    "1/x + 1/(x - 1) - 1/3",
    "x^(3/2) - x - 1",
    "cbrt(x) - x/2",
    "sin(x)^3 - sin(x)/2",
    "sin(x)*cos(x)^2 - 1/8",
    "exp(-x^2) - 1/3",
    "(x^2 - 3)*exp(x)*sin(2x)",
    "tan(2x) - sqrt(3)",
    "1/cos(x) - 2",
    "sin(x) + cos(x) - 1/2",
    "x^2 - 2^(1 - x)",
    "ln(1 + x^2) - 2",
    "sqrt(x/(x + 1)) + x - pi/3",
    "(x^2 - x)^(3/2)/(x + 2) - pi",
    "atan(2^(3x) - 3^(1 - x)) - 5",
    "atan(x) - x/3",
    "tanh(x) - x/2",
];

#[test]
fn complete_answers_have_every_change_of_sign() {
    let mut wrong = Vec::new();
    for text in SCANNED {
        with_answer(text, Some(("-20", "20")), |graph, answer| {
            let f = reader::read(graph, text);
            let x = graph.symbol_id("x");
            let at = |v: f64| evaluate(graph, f, &[(x, v)]);
            let points: Vec<f64> = answer.points.iter().map(|p| p[0].value).collect();
            for &p in &points {
                let slope = (at(p + 1e-7) - at(p - 1e-7)).abs() / 2e-7;
                let value = at(p);
                if value.is_finite() && value.abs() > 1e-12 * (1.0 + p.abs()) * (1.0 + slope) * 100.0 {
                    wrong.push(format!("{text}: {p} gives {value}"));
                }
            }
            let step = 1e-3;
            let mut last = at(-20.0);
            for i in 1..=40_000 {
                let v = -20.0 + f64::from(i) * step + 1e-7;
                let value = at(v);
                // A pole changes the sign with large values.
                let crosses = last * value < 0.0 && (last - value).abs() < 10.0;
                if crosses && !points.iter().any(|p| *p > v - 2.0 * step && *p < v + step) {
                    wrong.push(format!("{text}: a root near {v} is missing, complete = {}", answer.complete()));
                }
                last = value;
            }
        });
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_not_known_is_not_called_complete() {
    for text in ["gamma(x) - 3", "floor(x) - x^3/2 - 1/4", "asin(x) + acos(x) - pi/2"] {
        with_answer(text, None, |_, answer| assert!(!answer.complete(), "{text}"));
    }
    with_answer("x*sin(x) - 1", None, |_, answer| {
        assert!(!answer.complete() && answer.points.len() > 50, "there are roots beyond every box");
    });
}

fn system_of(texts: &[&str], names: &[&str]) -> String {
    let mut graph = Graph::new(&CORE);
    let equations: Vec<_> = texts.iter().map(|t| reader::read(&mut graph, t)).collect();
    let unknowns: Vec<_> = names.iter().map(|n| graph.symbol_id(n)).collect();
    let interrupt = Interrupt::default();
    let context = SolveContext { interrupt: &interrupt, digits: 12 };
    let answer = system(&mut graph, &functions(&equations, &unknowns), &context);
    let mut parts = Vec::new();
    if !answer.complete() {
        parts.push(format!("incomplete ({})", answer.deciding().text(&graph)));
    }
    for point in &answer.points {
        let values: Vec<String> = point.iter().map(|s| crate::numeric::format::significant(s.value, 8)).collect();
        parts.push(format!("({})", values.join(", ")));
    }
    for family in &answer.families {
        let values: Vec<String> = family.expressions.iter().map(|&e| print::text(&graph, e)).collect();
        parts.push(format!("({}) for all", values.join(", ")));
    }
    parts.join(" ")
}

#[test]
fn sets_outside_the_box_are_left_out() {
    let sets =
        |text, low, high| with_answer(text, Some((low, high)), |_, answer| (answer.sets.len(), answer.complete()));
    assert_eq!(sets("floor(x) - 2", "0", "1"), (0, true));
    assert_eq!(sets("floor(x) - 2", "3", "4"), (0, true));
    assert_eq!(sets("floor(x) - 2", "0", "5/2"), (1, true));
    assert_eq!(sets("floor(x) - 2", "0", "2"), (0, true), "the point 2 is left");
    assert_eq!(sets("|x| - x", "-3", "-1"), (0, true));
}

#[test]
fn systems_with_names() {
    let cases: [(&[&str], &str); 3] = [
        (&["a*x + y - 1", "x - y - a"], "1; 1 - a; if a != -1"),
        (&["x + y - a", "x - y - b"], "a/2 + b/2; a/2 - b/2"),
        (&["a*x + a*y - 1", "x + y - a"], ""),
    ];
    for (texts, wanted) in cases {
        let mut graph = Graph::new(&CORE);
        let equations: Vec<_> = texts.iter().map(|t| reader::read(&mut graph, t)).collect();
        let unknowns = ["x", "y"].map(|n| graph.symbol_id(n));
        let interrupt = Interrupt::default();
        let context = SolveContext { interrupt: &interrupt, digits: 12 };
        let answer = system(&mut graph, &functions(&equations, &unknowns), &context);
        let mut parts: Vec<String> = (!answer.complete()).then(|| "incomplete".to_string()).into_iter().collect();
        for formula in &answer.formulas {
            parts.extend(formula.expressions.iter().map(|&id| print::text(&graph, id)));
            parts.extend(formula.conditions.iter().map(|&c| format!("if {}", print::text(&graph, c))));
        }
        assert_eq!(parts.join("; "), wanted, "{texts:?}");
    }
}

#[test]
fn systems() {
    assert_eq!(system_of(&["x + y - 3", "x - y - 1"], &["x", "y"]), "(2, 1)");
    assert_eq!(system_of(&["x + y - 3", "2x + 2y - 6"], &["x", "y"]), "(3 - t, t) for all");
    assert_eq!(system_of(&["x + y - 3", "x + y - 4"], &["x", "y"]), "");
    assert_eq!(system_of(&["x^2 + y^2 - 5", "x*y - 2"], &["x", "y"]), "(-2, -1) (-1, -2) (1, 2) (2, 1)");
    assert_eq!(system_of(&["x*y", "x*(y - 1)"], &["x", "y"]), "(0, t) for all");
    assert_eq!(system_of(&["exp(x) - 2y", "y - 1"], &["x", "y"]), "(0.69314718, 1)");
    // The gradient of Rosenbrock's function.
    assert_eq!(system_of(&["-400x*(y - x^2) - 2(1 - x)", "200(y - x^2)"], &["x", "y"]), "(1, 1)");
    // The gradient of Himmelblau's function has nine zeros.
    let himmelblau =
        system_of(&["4x*(x^2 + y - 11) + 2(x + y^2 - 7)", "2(x^2 + y - 11) + 4y*(x + y^2 - 7)"], &["x", "y"]);
    assert_eq!(himmelblau.matches('(').count(), 9, "{himmelblau}");
    assert!(himmelblau.contains("(3, 2)") && himmelblau.contains("(-3.7793103, -3.283186)"), "{himmelblau}");
    // That of the six-hump camel back has fifteen.
    let camel = system_of(&["8x - 42x^3/5 + 2x^5 + y", "x - 8y + 16y^3"], &["x", "y"]);
    assert_eq!(camel.matches('(').count(), 15, "{camel}");
}

#[test]
fn what_only_looks_zero_is_no_solution() {
    // The sum of both roots to 80 digits: no fraction is the sum itself.
    let near = "2.70217062020228154708884891805833793896212071820085855762839130669698727334395682";
    let third = format!("x + y - {near}");
    let found = system_of(&["x^3 - 2", "y^3 - 3", &third], &["x", "y"]);
    assert!(!found.contains("(1.2") && !found.contains("(1."), "{found}");
    // Double zeros are proved by bounds on algebraic numbers.
    assert_eq!(system_of(&["x^2 + y^2 - 2", "x*y - 1"], &["x", "y"]), "(-1, -1) (1, 1)");
    assert_eq!(system_of(&["y^2 - x^3 + x", "x^2 + y^2 - 1"], &["x", "y"]), "(-1, 0) (1, 0)");
}

#[test]
fn sums_of_squares() {
    assert_eq!(system_of(&["x^2 + y^2"], &["x", "y"]), "(0, 0)");
    assert_eq!(system_of(&["x^2 + y^2 + 1"], &["x", "y"]), "");
    assert_eq!(system_of(&["|x| + sqrt(y - 2)"], &["x", "y"]), "(0, 2)");
}

#[test]
fn several_equations_in_one_unknown() {
    let both = |texts: [&str; 2]| {
        let mut graph = Graph::new(&CORE);
        let equations = texts.map(|text| reader::read(&mut graph, text));
        let x = graph.symbol_id("x");
        let interrupt = Interrupt::default();
        let context = SolveContext { interrupt: &interrupt, digits: 12 };
        let answer = system(&mut graph, &functions(&equations, &[x]), &context);
        written(&graph, &answer)
    };
    assert_eq!(both(["sin(x)", "cos(x) - 1"]), solved("cos(x) - 1"));
    assert_eq!(both(["sin(x)", "cos(x)"]), "");
    assert_eq!(both(["sin(x)", "x^2 - pi^2"]), solved("x^2 - pi^2"));
    assert_eq!(both(["cos(x) - x", "sin(x) - 1"]), "");
    assert_eq!(both(["sin(x) - 1/2", "cos(x) - sqrt(3)/2"]), "2pi*k + pi/6");
}

/// The sets as conditions, and the points.
fn sets_of(text: &str) -> String {
    with_answer(text, None, |graph, answer| {
        let set = |set: &Vec<ExprId>| set.iter().map(|&c| print::text(graph, c)).collect::<Vec<_>>().join(" and ");
        let mut all: Vec<String> = answer.sets.iter().map(set).collect();
        all.extend(answer.points.iter().filter_map(|p| p[0].exact).map(|id| print::text(graph, id)));
        all.join(", ")
    })
}

#[test]
fn sets_are_intervals() {
    assert_eq!(sets_of("sign(x) + sign(x - 1) - 1"), "1");
    assert_eq!(sets_of("sign(x) + floor(x)"), "0");
    assert_eq!(sets_of("sign(x)*sign(x - 2) + 1"), "x > 0 and x < 2");
    assert_eq!(sets_of("step(x) - 1"), "x > 0");
    assert_eq!(sets_of("round(x) - 2"), "x >= 3/2 and x < 5/2");
    assert_eq!(sets_of("round(x) + 2"), "x > -5/2 and x <= -3/2");
    assert_eq!(sets_of("round(2x)"), "x > -1/4 and x < 1/4");
    assert_eq!(sets_of("max(x, 2) - 2"), "x <= 2");
    assert_eq!(sets_of("x/(x - 1)*(x - 1) - x"), "x != 1");
    assert_eq!(sets_of("x/(x^2 - 1)*(x^2 - 1) - x"), "x != -1 and x != 1");
    assert_eq!(sets_of("|x - 1| + |x + 2| - 3"), "x >= -2 and x <= 1");
}

/// How many points there are, where these are all.
fn count_of(text: &str, side: Option<(&str, &str)>) -> Option<usize> {
    with_answer(text, side, |_, answer| answer.complete().then_some(answer.points.len()))
}

#[test]
fn a_root_near_a_number_is_not_the_number() {
    assert_eq!(count_of("x*(x + cos(x) - 1 + 10^(-14))", None), Some(2));
    assert_eq!(count_of("(x - 1)*(x + cos(x) - 1 - cos(1) + 2*10^(-15))", None), Some(2));
    assert_eq!(count_of("(x - pi/2)*(x + sin(x) - pi/2 - 1 - 10^(-16))", None), Some(2));
    assert_eq!(count_of("(x - 1)*(x + cos(x) - 1 - cos(1))", None), Some(1));
    let close = with_answer("(x - 1)*(x + cos(x) - 1 - cos(1) + 2*10^(-15))", None, |_, answer| answer.points.clone());
    let shown = close.iter().find_map(|point| point[0].decimal.clone());
    assert!(shown.is_some_and(|(digits, _)| digits.starts_with("0.9999999999999873840129")));
}

#[test]
fn ends_of_a_box_are_the_numbers_that_are_written() {
    // 1/2 and 1: the difference of doubles is 0, and so is that of their neighbours.
    assert_eq!(count_of("cos(3x) - 3x", Some(("0", "sqrt(10^32 + 10^16) - 10^16"))), Some(1));
    assert_eq!(count_of("cos(x) - x", Some(("sqrt(10^40 + 10^20) - 10^20 + 1/2", "2"))), Some(0));
    assert_eq!(count_of("cos(x) - x", Some(("sqrt(2) + sqrt(3) - sqrt(5 + 2sqrt(6))", "1"))), Some(1));
    assert_eq!(count_of("cos(x) - x", Some(("0", "exp(1/10^20) - 1"))), Some(0));
}

#[test]
fn what_decided_is_a_reason() {
    for (text, side) in [("(x^2 - 2)^2/(x^2 - 2)", None), ("x^2 - 1/4", Some(("2", "3")))] {
        let why = with_answer(text, side, |graph, answer| answer.deciding().text(graph));
        assert!(!why.is_empty() && !why.contains("discriminant"), "{why}");
    }
}

#[test]
fn squares_of_tangents() {
    // The domain repeats every two members of the family only.
    assert_eq!(solved("tan(x)^2 - 1"), "pi*k/2 - pi/4");
    // Every second member is a pole of the equation: no family of all members.
    assert!(!solved("tan(x)*cot(x) - sin(2*x)^2").contains("incomplete pi"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn as_many_roots_as_sturm_counts(coefficients in prop::collection::vec(-9_i64..10, 2..8)) {
        let text = coefficients.iter().enumerate().map(|(n, c)| format!("({c})*x^{n}")).collect::<Vec<_>>().join(" + ");
        with_answer(&text, None, |graph, answer| {
            let f = reader::read(graph, &text);
            let x = graph.symbol_id("x");
            let p = polynomial::univariate(graph, f, x).expect("a polynomial");
            if p.is_constant() {
                return;
            }
            let far = Rational::from(1_000_000_000);
            let count = Sturm::new(&p).expect("small").count(&-&far, &far);
            assert!(answer.complete(), "{text}");
            assert_eq!(answer.points.len(), count, "{text}");
            for point in &answer.points {
                let exact = point[0].exact.expect("an exact form");
                let digits = crate::expr::digits_of(graph, exact, 30).expect("digits");
                assert_eq!(digits.value.to_f64(), point[0].value, "{text}");
            }
        });
    }
}
