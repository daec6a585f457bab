//! All first and second partial derivatives: each by itself where there are few unknowns, else in one reverse sweep.

use super::differentiate::Differentiator;
use super::normal::normalise;
use super::reverse::reverse;
use crate::expr::{ExprId, Graph, Node, Symbol, reach};

/// Above this many unknowns a gradient is taken in one reverse sweep.
const FORWARD_UNKNOWNS: usize = 4;

/// All first partial derivatives, in normal form.
pub fn gradient(graph: &mut Graph, root: ExprId, symbols: &[Symbol]) -> Vec<ExprId> {
    partials(graph, root, symbols).into_iter().map(|(entry, _)| entry).collect()
}

/// The partial derivatives, and whether each comes from the reverse sweep.
fn partials(graph: &mut Graph, root: ExprId, symbols: &[Symbol]) -> Vec<(ExprId, bool)> {
    let root = normalise(graph, root);
    let swept = if symbols.len() > FORWARD_UNKNOWNS { reverse(graph, root, symbols) } else { None };
    let swept = swept.unwrap_or_else(|| vec![None; symbols.len()]);
    let several = symbols.len();
    let entry = |(&s, found): (&Symbol, Option<ExprId>)| match found {
        Some(entry) => (entry, true),
        None => (Differentiator::of_several(s, several).derive(graph, root), false),
    };
    symbols.iter().zip(swept).map(entry).collect()
}

/// The matrix of second partial derivatives, row by row, in normal form.
pub fn hessian(graph: &mut Graph, root: ExprId, symbols: &[Symbol]) -> Vec<Vec<ExprId>> {
    let mut gradient = partials(graph, root, symbols);
    let mut places: Vec<(Symbol, usize)> = symbols.iter().copied().zip(0..).collect();
    places.sort_unstable();
    // For each unknown, the partial derivatives in the upper half that mention it.
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); symbols.len()];
    for (i, (g, is_swept)) in gradient.iter_mut().enumerate() {
        if !*is_swept {
            // The rules of long products and deep chains leave raw nodes; the reverse sweep has none.
            *g = normalise(graph, *g);
        }
        for &id in &reach(graph, &[*g]).order {
            let Node::Symbol(s) = graph.node(id) else { continue };
            let from = places.partition_point(|&(t, _)| t < s);
            let of_symbol = places[from..].iter().take_while(|&&(t, _)| t == s);
            of_symbol.filter(|&&(_, j)| j >= i).for_each(|&(_, j)| columns[j].push(i));
        }
    }
    let mut rows = vec![vec![ExprId::ZERO; symbols.len()]; symbols.len()];
    let Some(&first) = symbols.first() else { return rows };
    let mut differentiator = Differentiator::of_several(first, symbols.len());
    for (j, column) in columns.iter().enumerate() {
        differentiator.restart(symbols[j]);
        for &i in column {
            let entry = differentiator.derive(graph, gradient[i].0);
            rows[i][j] = entry;
            rows[j][i] = entry;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::calculus::CORE;
    use crate::calculus::tests::trees::{NAMES, of_branches};
    use crate::expr::{Relation, evaluate};
    use crate::numeric::Rational;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        /// At whole numbers branches tie all the time: then both take the first one.
        #[test]
        fn a_sweep_through_branches_finds_what_single_passes_find(
            tree in of_branches(6),
            places in prop::collection::vec(prop::array::uniform7(-2_i32..3), 8),
        ) {
            let mut graph = Graph::new(&CORE);
            let raw = tree.build(&mut graph);
            let root = normalise(&mut graph, raw);
            let symbols: Vec<Symbol> = NAMES[..6].iter().map(|n| graph.symbol_id(n)).collect();
            let swept = reverse(&mut graph, root, &symbols).unwrap_or_else(|| vec![None; 6]);
            for (&symbol, entry) in symbols.iter().zip(swept) {
                let Some(entry) = entry else { continue };
                let single = Differentiator::of_several(symbol, 6).derive(&mut graph, root);
                for place in &places {
                    let at: Vec<(Symbol, f64)> = symbols.iter().zip(place).map(|(&s, &v)| (s, f64::from(v))).collect();
                    let (one, other) = (evaluate(&graph, single, &at), evaluate(&graph, entry, &at));
                    prop_assert!(one == other || one.is_nan(), "{one} {other} at {place:?}");
                }
            }
        }
    }

    /// `sum of huber(x_i - x_(i+1))` has neighbours in each entry, and nothing else.
    #[test]
    fn gradients_of_long_sums_by_cases_are_short() {
        let mut graph = Graph::new(&CORE);
        let symbols: Vec<Symbol> = (0..300).map(|i| graph.symbol_id(&format!("x{i}"))).collect();
        let nodes: Vec<ExprId> = symbols.iter().map(|&s| graph.symbol_node(s)).collect();
        let half = Rational::new(1, 2).map(|h| graph.rational(h)).expect("a number");
        let (one, two) = (graph.integer(1), graph.integer(2));
        let terms: Vec<ExprId> = nodes
            .windows(2)
            .map(|pair| {
                let minus = graph.raw_negation(pair[1]);
                let gap = graph.raw_sum(&[pair[0], minus]);
                let size = graph.raw_call(CORE.abs, &[gap]);
                let near = graph.compare(Relation::LessOrEqual, size, one);
                let square = graph.raw_power(gap, two);
                let (inside, lowered) = (graph.raw_product(&[half, square]), graph.raw_negation(half));
                let outside = graph.raw_sum(&[size, lowered]);
                graph.raw_piecewise(&[near, inside, outside])
            })
            .collect();
        let whole = graph.raw_sum(&terms);
        let before = graph.len();
        let found = gradient(&mut graph, whole, &symbols);
        assert!(graph.len() - before < 60 * symbols.len(), "{} nodes", graph.len() - before);
        let at: Vec<(Symbol, f64)> = symbols.iter().enumerate().map(|(i, &s)| (s, (i * i % 7) as f64 / 2.0)).collect();
        let slope = |i: usize| ((at[i].1 - at[i + 1].1).clamp(-1.0, 1.0), (at[i - 1].1 - at[i].1).clamp(-1.0, 1.0));
        for (i, &entry) in found.iter().enumerate().take(299).skip(1) {
            let (right, left) = slope(i);
            assert_eq!(evaluate(&graph, entry, &at), right - left, "at {i}");
        }
    }
}
