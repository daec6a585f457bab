use super::*;
use crate::interrupt::Interrupt;
use crate::numeric::budget::{Budget, Exceeded};
use crate::numeric::multivariate::AlgebraError;
use proptest::prelude::*;

/// A polynomial and its factors with multiplicities, by SymPy: coefficients with the constant first.
const REFERENCE: &str = include_str!("../../../../tests/data/univariate_factors.tsv");

fn poly(coefficients: &str) -> Polynomial {
    let numbers = coefficients.split_whitespace().map(|c| Rational::parse(c).expect("an integer"));
    Polynomial::new(numbers.collect())
}

fn check(line: &str) {
    let interrupt = Interrupt::default();
    let budget = Budget::generous(&interrupt);
    let (p, factors) = line.split_once('=').expect("a row");
    let mut expected: Vec<(Polynomial, usize)> = factors
        .split(';')
        .map(|f| f.split_once('^').expect("a factor"))
        .map(|(f, m)| (poly(f), m.trim().parse().expect("a number")))
        .collect();
    let mut found = poly(p).irreducible_factors(&budget).expect(line);
    let order = |f: &(Polynomial, usize)| format!("{f:?}");
    expected.sort_by_key(order);
    found.sort_by_key(order);
    assert_eq!(found, expected, "{line}");
}

#[test]
fn factors_agree_with_the_reference() {
    assert!(REFERENCE.lines().count() > 300);
    REFERENCE.lines().for_each(check);
}

fn small(degree: usize) -> impl Strategy<Value = Polynomial> {
    prop::collection::vec(-9_i64..10, 1..degree + 2)
        .prop_map(|c| Polynomial::new(c.into_iter().map(Rational::from).collect()))
}

proptest! {
    #[test]
    fn irreducible_factors_multiply_back(a in small(5), b in small(4), c in small(3)) {
        let interrupt = Interrupt::default();
        let budget = Budget::generous(&interrupt);
        let p = &(&a * &b) * &c.pow(2).expect("small");
        let factors = p.irreducible_factors(&budget).expect("small");
        let mut product = Polynomial::constant(p.leading());
        for (factor, multiplicity) in &factors {
            product = &product * &factor.monic().pow(*multiplicity).expect("small");
            // What cannot be factored is its own only factor.
            let again = factor.irreducible_factors(&budget).expect("small");
            prop_assert_eq!(&again, &vec![(factor.clone(), 1)]);
        }
        prop_assert_eq!(product, p);
    }
}

#[test]
fn limits_stop() {
    let interrupt = Interrupt::default();
    let p = poly("1 1 0 0 0 1 0 0 0 0 0 0 0 3 0 0 0 0 0 5 7");
    let little = Budget::new(500, 1000, &interrupt);
    let stopped = p.irreducible_factors(&little);
    assert_eq!(stopped, Err(AlgebraError::Exceeded(Exceeded::Work { limit: 500 })));
    interrupt.set();
    let stopped = p.irreducible_factors(&Budget::generous(&interrupt));
    assert_eq!(stopped, Err(AlgebraError::Exceeded(Exceeded::Interrupted)));
}
