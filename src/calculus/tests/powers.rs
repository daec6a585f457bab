//! Powers of one base among one another: every form that is made of them has their value, and so have its derivatives.

use proptest::prelude::*;

use super::trees::{NAMES, Tree, powers_of_few_bases, trees};
use super::{check_slope, same_value};
use crate::algebra::{derivative, expand, factor, gradient, normalise, present};
use crate::calculus::CORE;
use crate::calculus::{simplify, tidy, together};
use crate::expr::{ExprId, Graph, Symbol};
use crate::interrupt::Interrupt;
use crate::numeric::budget::Budget;

/// Every form that an expression is rewritten to.
fn forms(graph: &mut Graph, raw: ExprId) -> Vec<ExprId> {
    let interrupt = Interrupt::default();
    let budget = Budget::new(5_000_000, 1000, &interrupt);
    let normal = normalise(graph, raw);
    let mut forms = vec![normal, present(graph, normal), tidy(graph, normal)];
    forms.extend(expand(graph, raw).ok());
    forms.extend(simplify(graph, raw, &interrupt).ok());
    forms.extend(together(graph, raw, &interrupt).ok().flatten());
    forms.extend(factor::factored(graph, raw, &budget).ok().flatten().map(|f| f.expr));
    let x = graph.symbol(NAMES[0]);
    forms.extend(factor::collected(graph, raw, x, &budget).ok().flatten());
    forms
}

fn check_forms(tree: &Tree) -> Result<(), TestCaseError> {
    let mut graph = Graph::new(&CORE);
    let raw = tree.build(&mut graph);
    for form in forms(&mut graph, raw) {
        same_value(&mut graph, raw, form)?;
    }
    Ok(())
}

/// The derivative as it is shown, against difference quotients, and the next one against the first.
fn check_derivatives(tree: &Tree) -> Result<(), TestCaseError> {
    let mut graph = Graph::new(&CORE);
    let raw = tree.build(&mut graph);
    let symbols: Vec<Symbol> = NAMES[..2].iter().map(|n| graph.symbol_id(n)).collect();
    let first = derivative(&mut graph, raw, symbols[0]);
    let tidied = tidy(&mut graph, first);
    check_slope(&mut graph, raw, tidied)?;
    same_value(&mut graph, first, tidied)?;
    let second = derivative(&mut graph, tidied, symbols[0]);
    let tidied_twice = tidy(&mut graph, second);
    check_slope(&mut graph, tidied, tidied_twice)?;
    let slopes = gradient(&mut graph, raw, &symbols);
    for (slope, &symbol) in slopes.into_iter().zip(&symbols) {
        let partial = derivative(&mut graph, raw, symbol);
        let tidied = tidy(&mut graph, slope);
        same_value(&mut graph, partial, tidied)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn forms_of_powers_keep_the_value(tree in powers_of_few_bases()) {
        check_forms(&tree)?;
    }

    #[test]
    fn derivatives_of_powers_agree_with_differences(tree in powers_of_few_bases()) {
        check_derivatives(&tree)?;
    }

    #[test]
    fn forms_of_anything_keep_the_value(tree in trees(4, 2)) {
        check_forms(&tree)?;
    }

    #[test]
    fn shown_derivatives_agree_with_differences(tree in trees(4, 2)) {
        check_derivatives(&tree)?;
    }
}
