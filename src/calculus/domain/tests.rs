use super::*;
use crate::expr::{evaluate, evaluate_closed, print};
use crate::functions::tests::Stream;
use crate::functions::tests::reader::read;
use crate::functions::{ALL, CORE, TRIGONOMETRY};
use crate::numeric::Rational;

fn domain_of(graph: &mut Graph, text: &str) -> (ExprId, Domain, Option<RealSet>) {
    let f = read(graph, text);
    let x = graph.symbol_id("x");
    let found = domain(graph, f);
    let set = found.set(graph, x, &TRIGONOMETRY, &Interrupt::default());
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

#[test]
fn records_need_what_their_values_need() {
    let mut stream = Stream(3);
    for function in ALL {
        let mut graph = Graph::new(&CORE);
        for count in 1..=3 {
            if !function.arity.accepts(count) || function.domain.is_empty() {
                continue;
            }
            for _ in 0..200 {
                let arguments: Vec<ExprId> = (0..count)
                    .map(|_| {
                        let n = stream.below(81) as i64 - 40;
                        graph.rational(Rational::new(n, 8).expect("not 0"))
                    })
                    .collect();
                let call = graph.raw_call(function, &arguments);
                let value = evaluate_closed(&graph, call);
                let found = domain(&mut graph, call);
                let avoided = found.excluded.iter().any(|e| {
                    let part = |id| evaluate_closed(&graph, id);
                    let k = (part(e.argument) - part(e.from)) / part(e.step);
                    k == k.round() && (!e.one_way || k >= 0.0)
                });
                if !found.complete {
                    continue;
                }
                let defined = found.conditions.is_empty() && !avoided;
                assert_eq!(!value.is_nan(), defined, "{} of {arguments:?}: {value}", function.name);
            }
        }
    }
}
