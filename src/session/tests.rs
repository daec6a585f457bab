//! What is printed reads back as what it was.

use proptest::prelude::*;

use super::{Builder, Session};
use crate::algebra::{decide, normalise, present};
use crate::expr::{ExprId, Node, Relation, print};
use crate::syntax::parse_expression;

fn build(session: &mut Session, text: &str) -> ExprId {
    let expr = parse_expression(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    let mut builder = Builder::new(session, super::forms::ALL);
    builder.scalar(&expr).unwrap_or_else(|e| panic!("{text}: {e:?}"))
}

/// Formulas as people write them, brackets and all.
fn formulas() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("x".to_string()),
        Just("y".to_string()),
        Just("θ".to_string()),
        Just("pi".to_string()),
        Just("e".to_string()),
        (0_u32..20).prop_map(|n| n.to_string()),
        (0_u32..2000).prop_map(|n| format!("{}.{:02}", n / 100, n % 100)),
        (1_u32..9).prop_map(|n| format!("{n}x")),
    ];
    leaf.prop_recursive(5, 24, 3, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            pair.clone().prop_map(|(a, b)| format!("{a} + {b}")),
            pair.clone().prop_map(|(a, b)| format!("{a} - ({b})")),
            pair.clone().prop_map(|(a, b)| format!("({a})*({b})")),
            pair.clone().prop_map(|(a, b)| format!("({a})/({b})")),
            pair.clone().prop_map(|(a, b)| format!("(({a}) + 1)({b} - 1)")),
            inner.clone().prop_map(|a| format!("-({a})")),
            (inner.clone(), -4_i32..5).prop_map(|(a, n)| format!("({a})^({n})")),
            pair.clone().prop_map(|(a, b)| format!("({a})^({b})")),
            inner.clone().prop_map(|a| format!("sin({a})")),
            inner.clone().prop_map(|a| format!("3exp({a})")),
            inner.clone().prop_map(|a| format!("sqrt({a})")),
            inner.clone().prop_map(|a| format!("abs({a})")),
            pair.prop_map(|(a, b)| format!("max({a}, {b})")),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| format!("(if {a} <= {b} then {c} else {a})")),
        ]
    })
}

#[test]
fn a_number_without_known_digits_shows_none() {
    let mut session = Session::new();
    let zero = build(&mut session, "gamma(1/3)*gamma(2/3) - 2pi/sqrt(3)");
    let shown = super::display::show(&mut session, zero).expect("a number");
    assert_eq!(shown.value, None);
    let text = shown.text(&session.graph);
    assert!(text.contains("(0 to 12"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_was_written_prints_and_reads_back(text in formulas()) {
        let mut session = Session::new();
        let id = build(&mut session, &text);
        for style in [print::exact_text, print::unicode] {
            let printed = style(&session.graph, id).expect("short");
            let again = build(&mut session, &printed);
            prop_assert_eq!(id, again, "{} printed as {}", text, printed);
        }
    }

    #[test]
    fn results_print_and_read_back(text in formulas()) {
        let mut session = Session::new();
        let id = build(&mut session, &text);
        let form = normalise(&mut session.graph, id);
        prop_assume!(!matches!(session.graph.node(form), Node::Undefined(_)));
        let shown = present(&mut session.graph, form);
        let printed = print::exact_text(&session.graph, shown).expect("short");
        let again = build(&mut session, &printed);
        let again = normalise(&mut session.graph, again);
        if again != form {
            // A turned sign (`2(x - 1)` for `-2(1 - x)`) is another normal form of the same expression.
            let equal = session.graph.compare(Relation::Equal, form, again);
            let equal = decide(&mut session.graph, equal);
            prop_assert!(matches!(session.graph.node(equal), Node::Truth(true)), "{} printed as {}", text, printed);
        }
    }
}
