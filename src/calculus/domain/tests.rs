use super::*;
use crate::calculus::CORE;
use crate::expr::{Condition, Formula, Relation, evaluate, evaluate_closed, print};
use crate::functions::ALL;
use crate::functions::tests::Stream;
use crate::functions::tests::reader::read;
use crate::numeric::{Ball, BallError, Interval, Quality, Rational};

fn domain_of(graph: &mut Graph, text: &str) -> (ExprId, Domain, Option<RealSet>) {
    let f = read(graph, text);
    let x = graph.symbol_id("x");
    let found = domain(graph, f);
    let set = found.set(graph, x, &Interrupt::default());
    (f, found, set)
}

fn contains(graph: &Graph, set: &RealSet, x: f64) -> bool {
    set.pieces().iter().any(|p| {
        let above = p.low.is_none_or(|(l, included)| {
            let l = evaluate_closed(graph, l);
            x > l || (included && x == l)
        });
        let below = p.high.is_none_or(|(h, included)| {
            let h = evaluate_closed(graph, h);
            x < h || (included && x == h)
        });
        above && below
    })
}

#[test]
fn functions_have_values_where_their_domains_say() {
    for text in [
        "ln(x^2 - 1)",
        "(x^2 - 1)/(x - 1)",
        "sqrt(4 - x^2)",
        "ln(x)/(x - 2)",
        "sqrt((x - 1)/(x + 2))",
        "1/(x^3 - 2x)",
        "ln(ln(x))",
        "ln(2 - exp(x))",
        "sqrt(1 - |x|)",
        "asin(2x - 1) + acosh(x + 1)",
        "1/sqrt(x^2 + 1)",
        "ln(-x^2 - 1)",
        "x^(1/3) + (1 - x)^(-1/2)",
        "sqrt(sqrt(x) - 1)",
        "ln(x^3 - 3x + 1)",
        "sqrt(-x^2)",
        "1/x - 1/x",
        "atanh(x/3)*acoth(x)",
        "log(x, 2)",
    ] {
        let mut graph = Graph::new(&CORE);
        let (f, found, set) = domain_of(&mut graph, text);
        assert!(found.complete && found.excluded.is_empty(), "{text}");
        let set = set.unwrap_or_else(|| panic!("{text}: {:?}", found.conditions));
        let x = graph.symbol_id("x");
        for i in -400..400 {
            let at = f64::from(i) * 0.0125;
            let value = evaluate(&graph, f, &[(x, at)]);
            let inside = contains(&graph, &set, at);
            assert_eq!(value.is_finite(), inside, "{text} at {at}: {value}");
        }
    }
}

#[test]
fn families_and_open_conditions() {
    let mut graph = Graph::new(&CORE);
    let (_, found, _) = domain_of(&mut graph, "tan(2x) + gamma(x)");
    assert_eq!(found.excluded.len(), 2);
    assert!(found.conditions.is_empty() && found.complete);
    let (_, found, set) = domain_of(&mut graph, "sqrt(sin(x))");
    assert!(set.is_none());
    assert_eq!(print::text(&graph, found.conditions[0]), "0 <= sin(x)");
    let (_, _, set) = domain_of(&mut graph, "x^2 + sin(x)");
    assert_eq!(set, Some(RealSet::constant(true)));
}

/// Is a call of these numbers defined? `None` where only words say so.
fn is_defined(graph: &mut Graph, call: ExprId) -> Option<bool> {
    let found = domain(graph, call);
    let avoided = found.excluded.iter().any(|e| {
        let part = |id| evaluate_closed(graph, id);
        let k = (part(e.argument) - part(e.from)) / part(e.step);
        k == k.round() && (!e.one_way || k >= 0.0)
    });
    found.complete.then_some(found.conditions.is_empty() && !avoided)
}

/// A record states its domain once: its value, its digits and its bounds agree with that at many points.
#[test]
fn what_records_require_is_what_their_values_digits_and_bounds_need() {
    let mut stream = Stream(3);
    for function in ALL {
        let mut graph = Graph::new(&CORE);
        // Of a polynomial that has no root there is none.
        for count in (1..=3).filter(|&n| function.arity.accepts(n) && function.name != "rootof") {
            for _ in 0..200 {
                let numbers: Vec<Rational> =
                    (0..count).map(|_| Rational::new(stream.below(81) as i64 - 40, 8).expect("not 0")).collect();
                let arguments: Vec<ExprId> = numbers.iter().map(|n| graph.rational(n.clone())).collect();
                let call = graph.raw_call(function, &arguments);
                let Some(defined) = is_defined(&mut graph, call) else { continue };
                let value = evaluate_closed(&graph, call);
                assert_eq!(!value.is_nan(), defined, "{} of {numbers:?}: {value}", function.name);
                let balls: Vec<Ball> = numbers.iter().map(|n| Ball::from_rational(n, 100).expect("short")).collect();
                match (function.ball)(&balls) {
                    Ok(_) => assert!(defined, "{} of {numbers:?} has digits", function.name),
                    Err(BallError::OutOfDomain) => assert!(!defined, "{} of {numbers:?}", function.name),
                    Err(_) => {}
                }
                if let Some(interval) = function.interval {
                    let sides: Vec<Interval> = numbers.iter().map(Interval::of_rational).collect();
                    let bounds = interval(&sides);
                    assert!(defined || bounds.quality < Quality::Defined, "{} of {numbers:?}", function.name);
                    assert!(!defined || !bounds.range.is_empty(), "{} of {numbers:?}", function.name);
                }
            }
        }
    }
}

fn formula_text(formula: &Formula) -> String {
    match formula {
        Formula::Arg(0) => "x".into(),
        Formula::Arg(_) => "y".into(),
        Formula::Int(n) => n.to_string(),
        Formula::Const(c) => if *c == Constant::Pi { "pi" } else { "e" }.into(),
        Formula::Product([Formula::Int(-1), Formula::Power(a, -1, 1)]) => format!("-1/{}", formula_text(a)),
        Formula::Product([Formula::Power(a, -1, 1), b]) => format!("{}/{}", formula_text(b), formula_text(a)),
        _ => "?".into(),
    }
}

fn condition_text(condition: &Condition) -> String {
    let sign = |relation: &Relation| match relation {
        Relation::Less => "<",
        Relation::LessOrEqual => "<=",
        Relation::Greater => ">",
        Relation::GreaterOrEqual => ">=",
        Relation::Equal => "==",
        Relation::NotEqual => "!=",
    };
    let turned = |relation: &Relation| if *relation == Relation::Greater { "<" } else { "<=" };
    match condition {
        Condition::Compare(a, relation, b) => format!("{} {} {}", formula_text(a), sign(relation), formula_text(b)),
        Condition::All([Condition::Compare(a, above, low), Condition::Compare(_, below, high)]) => {
            let (low, x, high) = (formula_text(low), formula_text(a), formula_text(high));
            format!("{low} {} {x} {} {high}", turned(above), sign(below))
        }
        Condition::All(parts) => parts.iter().map(condition_text).collect::<Vec<_>>().join(", "),
        Condition::Any(parts) => parts.iter().map(condition_text).collect::<Vec<_>>().join(" or "),
        Condition::Apart { one_way: true, .. } => "x not 0, -1, -2, ...".into(),
        Condition::Apart { from: Formula::Int(0), step, .. } => format!("x != k*{}", formula_text(step)),
        Condition::Apart { from, step, .. } => format!("x != {} + k*{}", formula_text(from), formula_text(step)),
        Condition::Unsaid => "?".into(),
    }
}

/// The words of a record say what it requires.
#[test]
fn words_say_what_records_require() {
    // Their arguments have names, or the order decides.
    let named = ["log", "mod", "root", "polygamma"];
    for function in ALL.iter().filter(|f| !named.contains(&f.name)) {
        let mut graph = Graph::new(&CORE);
        let symbols: Vec<ExprId> = ["x", "y", "z"].into_iter().map(|name| graph.symbol(name)).collect();
        let count = (1..=3).find(|&n| function.arity.accepts(n)).expect("few arguments");
        let words = (function.requires)(&graph, &symbols[..count]).map_or_else(String::new, condition_text);
        assert_eq!(function.domain, words, "{}", function.name);
    }
}
