//! Every rule at random points of its domain, to 40 digits where the functions have them.

use super::{RULES, exponential, hyperbolic, inverse, sizes, trigonometric};
use crate::algebra::formula::instantiate;
use crate::algebra::normal::closed_bounds;
use crate::algebra::normalise;
use crate::algebra::rule::RewriteRule;
use crate::calculus::CORE;
use crate::calculus::simplify::simplify;
use crate::expr::{ExprId, Formula, Graph, digits_of, print, substitute};
use crate::functions::tests::{Stream, reader};
use crate::interrupt::Interrupt;
use crate::numeric::Rational;

const TABLES: [(&str, &[RewriteRule]); 10] = [
    ("trigonometric", trigonometric::SHORTER),
    ("hyperbolic", hyperbolic::SHORTER),
    ("exponential", exponential::SHORTER),
    ("inverse", inverse::SHORTER),
    ("sizes", sizes::SHORTER),
    ("by sine and cosine", trigonometric::DEFINITIONS),
    ("by sinh and cosh", hyperbolic::DEFINITIONS),
    ("by exponentials", hyperbolic::EXPONENTIALS),
    ("by logarithms", exponential::LOGARITHMS),
    ("by sizes", sizes::DEFINITIONS),
];

/// The formula as it stands: no normal form may do the rule's work.
fn raw(graph: &mut Graph, formula: &Formula, arguments: &[ExprId]) -> ExprId {
    let all = |graph: &mut Graph, parts: &[Formula]| -> Vec<ExprId> {
        parts.iter().map(|p| raw(graph, p, arguments)).collect()
    };
    match formula {
        Formula::Arg(i) => arguments[*i],
        Formula::Int(n) => graph.integer(*n),
        Formula::Const(c) => graph.constant(*c),
        Formula::Sum(parts) => {
            let parts = all(graph, parts);
            graph.raw_sum(&parts)
        }
        Formula::Product(parts) => {
            let parts = all(graph, parts);
            graph.raw_product(&parts)
        }
        Formula::Power(base, p, q) => {
            let base = raw(graph, base, arguments);
            let exponent = graph.rational(Rational::new(*p, *q).expect("not zero"));
            graph.raw_power(base, exponent)
        }
        Formula::Call(f, parts) => {
            let parts = all(graph, parts);
            graph.raw_call(f, &parts)
        }
    }
}

/// Do both sides have the same value here? `None` where the left side has none.
fn agree(graph: &Graph, left: ExprId, right: ExprId) -> Option<bool> {
    if let Ok(l) = digits_of(graph, left, 40)
        && let Ok(r) = digits_of(graph, right, 40)
    {
        let gap = (&l.value - &r.value).abs();
        return Some(gap.to_f64() <= 1e-37 * (1.0 + l.value.abs().to_f64()));
    }
    let l = closed_bounds(graph, left)?;
    let r = closed_bounds(graph, right);
    Some(r.is_some_and(|r| (l.value - r.value).abs() <= 4.0 * (l.error + r.error) + 1e-12 * (1.0 + l.value.abs())))
}

fn argument(graph: &mut Graph, stream: &mut Stream) -> ExprId {
    let size = [1.0, 0.3, 5.0][stream.below(3)];
    let value = Rational::from_f64(stream.between(-size, size)).expect("finite");
    graph.rational(value)
}

#[test]
fn every_rule_holds_where_its_left_side_is_defined() {
    let mut stream = Stream(5);
    for (table, rules) in TABLES {
        for rule in rules {
            let mut seen = 0;
            for _ in 0..60 {
                let mut graph = Graph::new(&CORE);
                let arguments: Vec<ExprId> = (0..3).map(|_| argument(&mut graph, &mut stream)).collect();
                let (left, right) = (raw(&mut graph, &rule.from, &arguments), raw(&mut graph, &rule.to, &arguments));
                match agree(&graph, left, right) {
                    Some(true) => seen += 1,
                    Some(false) => panic!("{table}, {}: {}", rule.name, print::text(&graph, left)),
                    None => {}
                }
            }
            assert!(seen >= 8, "{table}, {}: only {seen} points", rule.name);
        }
    }
}

/// At the special points 0, 1 and -1 too, where a rule could lose or change a value.
#[test]
fn every_rule_holds_at_whole_numbers() {
    for (table, rules) in TABLES {
        for rule in rules {
            for k in 0..27 {
                let mut graph = Graph::new(&CORE);
                let arguments: Vec<ExprId> = [k % 3, k / 3 % 3, k / 9].map(|n| graph.integer(n - 1)).to_vec();
                let (left, right) = (raw(&mut graph, &rule.from, &arguments), raw(&mut graph, &rule.to, &arguments));
                let (left, right) = (normalise(&mut graph, left), normalise(&mut graph, right));
                if matches!(graph.node(left), crate::expr::Node::Undefined(_)) {
                    continue;
                }
                let same = left == right || agree(&graph, left, right) == Some(true);
                assert!(
                    same,
                    "{table}, {}: {} and {}",
                    rule.name,
                    print::text(&graph, left),
                    print::text(&graph, right)
                );
            }
        }
    }
}

#[test]
fn names_say_which_rule_it_is() {
    let mut names: Vec<&str> = TABLES.iter().flat_map(|(_, rules)| rules.iter().map(|r| r.name)).collect();
    names.extend(RULES.procedures.iter().map(|p| p.name));
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}

/// What a rule shortens is found.
#[test]
fn every_shortening_is_found() {
    for rule in RULES.shorter.iter().flat_map(|table| table.iter()) {
        let mut graph = Graph::new(&CORE);
        let arguments: Vec<ExprId> = ["x", "y", "z"].map(|name| graph.symbol(name)).to_vec();
        let (left, right) =
            (instantiate(&mut graph, &rule.from, &arguments), instantiate(&mut graph, &rule.to, &arguments));
        let simple = simplify(&mut graph, left, &Interrupt::default()).expect("short");
        let length = |graph: &Graph, id| print::text(graph, id).replace(' ', "").len();
        assert!(
            simple == right || length(&graph, simple) <= length(&graph, right).min(length(&graph, left)),
            "{}: {} became {}",
            rule.name,
            print::text(&graph, left),
            print::text(&graph, simple)
        );
    }
}

#[test]
fn procedures_keep_the_value() {
    let mut stream = Stream(9);
    for procedure in RULES.procedures {
        for text in procedure.examples {
            let mut graph = Graph::new(&CORE);
            let read = reader::read(&mut graph, text);
            let left = normalise(&mut graph, read);
            let right = (procedure.apply)(&mut graph, left);
            let right = right.unwrap_or_else(|| panic!("{}: nothing for {text}", procedure.name));
            let mut seen = 0;
            for _ in 0..30 {
                let point: Vec<_> = ["x", "y"]
                    .into_iter()
                    .map(|name| (graph.symbol_id(name), argument(&mut graph, &mut stream)))
                    .collect();
                let (l, r) = (substitute(&mut graph, left, &point), substitute(&mut graph, right, &point));
                if let Some(same) = agree(&graph, l, r) {
                    assert!(same, "{}: {text}", procedure.name);
                    seen += 1;
                }
            }
            assert!(seen > 5, "{}: {text}", procedure.name);
        }
    }
}

/// The list of rewritings that are wrong over the reals: none of them happens.
#[test]
fn what_is_wrong_for_some_real_number_stays() {
    for text in [
        "ln(x^2)",
        "ln(x*y)",
        "ln(x) + ln(y)",
        "asin(sin(x))",
        "acos(cos(x))",
        "atan(tan(x))",
        "sqrt(x)*sqrt(x)",
        "sqrt(x*y)",
        "(x^3)^(1/3)",
        "atan(x) + atan(1/x)",
        "sign(x)^2",
        "sqrt(x)*sqrt(y)",
        "|x + y|",
        "(x^2)^y",
        "sqrt(x - 1)*sqrt(x + 1)",
    ] {
        let mut graph = Graph::new(&CORE);
        let read = reader::read(&mut graph, text);
        let normal = normalise(&mut graph, read);
        let simple = simplify(&mut graph, normal, &Interrupt::default()).expect("short");
        assert_eq!(print::text(&graph, simple), print::text(&graph, normal));
    }
}
