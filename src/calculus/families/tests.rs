//! Sets of whole numbers against lists, and signs of formulas against their values at each number of a window.

use super::integers::{IntegerRange, IntegerSet};
use super::signs::{ORDERS, signs};
use crate::calculus::CORE;
use crate::expr::{Graph, evaluate};
use crate::functions::tests::reader;

const WINDOW: std::ops::RangeInclusive<i64> = -40..=40;

fn set(ranges: &[(Option<i64>, Option<i64>)]) -> IntegerSet {
    IntegerSet::of(ranges.iter().map(|&(least, most)| IntegerRange { least, most }).collect())
}

fn sets() -> Vec<IntegerSet> {
    let (few, half, single) = ((Some(-3), Some(4)), (Some(6), None), (Some(2), Some(2)));
    vec![
        IntegerSet::all(),
        set(&[]),
        set(&[few]),
        set(&[half, few]),
        set(&[(None, Some(-5)), single, half]),
        set(&[(None, Some(1)), (Some(3), None)]),
        set(&[single, (Some(4), Some(4)), (Some(3), Some(2))]),
    ]
}

#[test]
fn sets_hold_what_they_say() {
    let all = sets();
    for a in &all {
        for b in &all {
            let (both, either) = (a.common(b), a.or(b));
            assert!(WINDOW.into_iter().all(|n| both.holds(n) == (a.holds(n) && b.holds(n))), "{a:?} {b:?}");
            assert!(WINDOW.into_iter().all(|n| either.holds(n) == (a.holds(n) || b.holds(n))), "{a:?} {b:?}");
        }
        for (n, r) in [(1, 0), (2, 1), (3, 0), (12, 7)] {
            let part = a.remainder((n, r));
            assert!((-3..=3).all(|j| part.holds(j) == a.holds(n * j + r)), "{a:?} {n} {r}");
        }
        let runs = a.runs();
        assert!(
            WINDOW.into_iter().all(|n| runs.iter().filter(|run| run.holds(n)).count() == usize::from(a.holds(n))),
            "{a:?}"
        );
        for n in [1, 2, 3, 6] {
            let parts: Vec<IntegerSet> = (0..n).map(|r| a.remainder((n, r))).collect();
            let whole = IntegerSet::of_remainders(&parts.iter().collect::<Vec<_>>());
            assert!(whole.is_none_or(|whole| whole == *a), "{a:?} {n}");
        }
    }
    assert_eq!(set(&[(None, Some(1)), (Some(3), None)]).gaps(), [2]);
    assert_eq!(set(&[(Some(3), Some(5))]).few(3), Some(vec![3, 4, 5]));
}

#[test]
fn wide_gaps_are_not_walked_through() {
    let apart = set(&[(None, Some(-(1 << 50))), (Some(1 << 50), None)]);
    assert_eq!((apart.gaps(), apart.runs().len()), (Vec::new(), 2));
    assert_eq!(IntegerSet::of_remainders(&[&apart, &apart]), None);
    let far = set(&[(Some(1 << 62), None)]);
    assert_eq!(IntegerSet::of_remainders(&[&far; 12]), None);
}

#[test]
fn signs_are_those_of_the_values() {
    for text in [
        "3*k - 7",
        "12 - 4*k",
        "pi*k - 10",
        "sqrt(2)*k + 5*sqrt(2)",
        "k^2 - 9",
        "2*k^2 + 3*k - 27",
        "-k^2 + 100 + k",
        "(k - 3)*(k + 5)*(10 - k)",
        "(k - 3)^2*(k + 2)",
        "sqrt(k + 41) - 6",
        "exp(k) - 1000",
        "atan(k) - 3/2",
        "pi^2*(2*k + 1)^2/4 - 50",
        "7",
    ] {
        let mut graph = Graph::new(&CORE);
        let form = reader::read(&mut graph, text);
        let k = graph.symbol_id("k");
        let found = signs(&mut graph, form, k, &IntegerSet::between(Some(-40), None));
        let found = found.unwrap_or_else(|| panic!("{text}"));
        for n in WINDOW {
            let value = evaluate(&graph, form, &[(k, n as f64)]);
            let order = if value.abs() < 1e-9 { std::cmp::Ordering::Equal } else { value.total_cmp(&0.0) };
            assert!(ORDERS.into_iter().all(|o| found.of(o).holds(n) == (o == order)), "{text} at {n}");
        }
    }
}
