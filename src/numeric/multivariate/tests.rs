use super::*;
use crate::interrupt::Interrupt;
use crate::numeric::budget::Budget;
use proptest::prelude::*;

fn x(index: usize) -> Multivariate {
    Multivariate::unknown(index).expect("few unknowns")
}

/// Terms as a coefficient and exponents.
fn from(terms: &[(i64, Vec<u32>)]) -> Multivariate {
    let terms = terms.iter().map(|(c, exponents)| {
        let powers = exponents.iter().enumerate();
        (powers.fold(Monomial::ONE, |m, (i, &e)| m.with(i, e)), Rational::from(*c))
    });
    Multivariate::from_terms(terms.collect())
}

#[test]
fn monomials_are_ordered_and_divide() {
    let m = Monomial::ONE.with(0, 3).with(5, 7).with(15, 1);
    assert_eq!((m.exponent(0), m.exponent(5), m.exponent(15), m.exponent(1)), (3, 7, 1, 0));
    assert_eq!(m.degree(), 11);
    let square = m.times(&m).expect("low");
    assert_eq!(square.over(&m), Some(m));
    assert_eq!(m.over(&square), None);
    assert!(Monomial::ONE.with(0, 1) > Monomial::ONE.with(1, MAX_EXPONENT));
    let high = Monomial::ONE.with(3, MAX_EXPONENT);
    assert_eq!(high.times(&Monomial::ONE.with(3, 1)), None);
    assert!(high.times(&Monomial::ONE.with(2, 1)).is_some());
    assert_eq!(Monomial::power(MAX_UNKNOWNS, 1), None);
}

#[test]
fn limits_stop() {
    let interrupt = Interrupt::default();
    let p = (0..6).fold(Multivariate::one(), |p, i| p.plus(&x(i)));
    let few = Budget::new(1_000_000, 1000, &interrupt);
    assert!(matches!(p.pow(30, &few), Err(AlgebraError::Exceeded(Exceeded::Terms { limit: 1000 }))));
    let little = Budget::new(10_000, 1_000_000, &interrupt);
    assert!(matches!(p.pow(30, &little), Err(AlgebraError::Exceeded(Exceeded::Work { limit: 10_000 }))));
    interrupt.set();
    assert_eq!(p.pow(30, &Budget::generous(&interrupt)), Err(AlgebraError::Exceeded(Exceeded::Interrupted)));
}

#[test]
fn powers_of_one_unknown_have_a_limit() {
    let interrupt = Interrupt::default();
    let budget = Budget::generous(&interrupt);
    assert_eq!(x(0).pow(40_000, &budget), Err(AlgebraError::Degree));
    assert!(x(0).pow(30_000, &budget).is_ok());
    assert_eq!(Multivariate::unknown(16), Err(AlgebraError::Unknowns));
}

#[test]
fn large_coefficients_take_several_primes() {
    let interrupt = Interrupt::default();
    let budget = Budget::generous(&interrupt);
    let big = |n: i64| Multivariate::constant(Rational::from(n).pow(9).expect("fits"));
    let common = x(0).times(&big(1_234_567), &budget).and_then(|p| p.plus(&x(1)).pow(3, &budget)).expect("small");
    let common = common.plus(&big(-987_654_321));
    let a = common.times(&x(0).plus(&big(77_777)), &budget).expect("small");
    let b = common.times(&x(1).minus(&big(55_555)), &budget).expect("small");
    assert_eq!(a.gcd(&b, &budget), Ok(common.primitive()));
}

/// Factors, divisors and resultants by SymPy: terms as a coefficient and exponents.
const REFERENCE: &str = include_str!("../../../tests/data/multivariate.tsv");

fn read(text: &str) -> Multivariate {
    let term = |term: &str| {
        let (c, exponents) = term.split_once('*').unwrap_or((term, "0"));
        let powers = exponents.split(',').map(|e| e.parse().expect("an exponent")).enumerate();
        (powers.fold(Monomial::ONE, |m, (i, e)| m.with(i, e)), Rational::parse(c).expect("an integer"))
    };
    Multivariate::from_terms(text.split_whitespace().map(term).collect())
}

fn check(line: &str) {
    let interrupt = Interrupt::default();
    let budget = Budget::generous(&interrupt);
    let (input, output) = line[4..].split_once('=').expect("a row");
    if let Some((a, b)) = input.split_once('|') {
        let (a, b) = (read(a), read(b));
        let found = if line.starts_with('G') { a.gcd(&b, &budget) } else { a.resultant(&b, 0, &budget) };
        assert_eq!(found, Ok(read(output)), "{line}");
        return;
    }
    let mut expected: Vec<(Multivariate, u32)> = output
        .split(';')
        .map(|f| f.split_once('^').expect("a factor"))
        .map(|(f, m)| (read(f), m.trim().parse().expect("a number")))
        .collect();
    let found = read(input).factors(&budget).expect(line);
    assert!(found.iter().all(|f| f.irreducible), "undecided: {line}");
    let mut found: Vec<(Multivariate, u32)> = found.into_iter().map(|f| (f.polynomial, f.multiplicity)).collect();
    let order = |f: &(Multivariate, u32)| format!("{f:?}");
    expected.sort_by_key(order);
    found.sort_by_key(order);
    assert_eq!(found, expected, "{line}");
}

#[test]
fn the_reference_agrees() {
    assert!(REFERENCE.lines().count() > 300);
    REFERENCE.lines().for_each(check);
}

fn sparse(unknowns: usize, degree: u32, terms: usize) -> impl Strategy<Value = Multivariate> {
    let term = (-9_i64..10, prop::collection::vec(0..=degree, unknowns));
    prop::collection::vec(term, 1..=terms).prop_map(|terms| from(&terms))
}

proptest! {
    #[test]
    fn arithmetic_agrees_with_values(
        a in sparse(3, 3, 6), b in sparse(3, 3, 6), point in prop::collection::vec(-5_i64..6, 3),
    ) {
        let interrupt = Interrupt::default();
        let budget = Budget::generous(&interrupt);
        let value = |p: &Multivariate| {
            let mut p = p.clone();
            for (i, &v) in point.iter().enumerate() {
                p = p.at(i, &Rational::from(v)).expect("small");
            }
            p.as_constant().cloned().expect("no unknown is left")
        };
        let product = a.times(&b, &budget).expect("small");
        prop_assert_eq!(value(&product), value(&a) * value(&b));
        prop_assert_eq!(value(&a.minus(&b)), value(&a) - value(&b));
        prop_assert_eq!(value(&a.pow(3, &budget).expect("small")), value(&a).pow(3).expect("small"));
        if !b.is_zero() {
            prop_assert_eq!(product.divide_exactly(&b, &budget), Ok(Some(a.clone())));
            if !b.is_constant() {
                prop_assert_eq!(product.plus(&Multivariate::one()).divide_exactly(&b, &budget), Ok(None));
            }
        }
        let (inner, outer) = (a.substitute(1, &b, &budget).expect("small"), value(&b));
        let moved = a.at(1, &outer).expect("small");
        prop_assert_eq!(value(&inner), value(&moved));
        prop_assert_eq!(Multivariate::from_coefficients(&a.coefficients_in(2), 2), a);
    }

    #[test]
    fn the_gcd_divides_and_nothing_is_left(
        a in sparse(4, 3, 6), b in sparse(4, 3, 6), c in sparse(4, 2, 5),
    ) {
        let interrupt = Interrupt::default();
        let budget = Budget::generous(&interrupt);
        let (p, q) = (a.times(&c, &budget).expect("small"), b.times(&c, &budget).expect("small"));
        let (divisor, left, right) = p.gcd_with_cofactors(&q, &budget).expect("small");
        prop_assert_eq!(left.times(&divisor, &budget), Ok(p.clone()));
        prop_assert_eq!(right.times(&divisor, &budget), Ok(q.clone()));
        if !p.is_zero() && !q.is_zero() {
            prop_assert!(divisor.divide_exactly(&c, &budget).expect("small").is_some());
            prop_assert_eq!(left.gcd(&right, &budget), Ok(Multivariate::one()));
        }
    }

    #[test]
    fn square_free_factors_multiply_back(a in sparse(3, 2, 4), b in sparse(3, 2, 4), c in sparse(3, 1, 3)) {
        let interrupt = Interrupt::default();
        let budget = Budget::generous(&interrupt);
        let power = |p: &Multivariate, n| p.pow(n, &budget).expect("small");
        let p = a.times(&power(&b, 2), &budget).and_then(|p| p.times(&power(&c, 3), &budget)).expect("small");
        let factors = p.square_free_factors(&budget).expect("small");
        let mut product = Multivariate::one();
        for (i, (factor, multiplicity)) in factors.iter().enumerate() {
            product = product.times(&power(factor, *multiplicity), &budget).expect("small");
            prop_assert!(factor.square_free_factors(&budget).expect("small").iter().all(|f| f.1 == 1));
            for (other, _) in &factors[..i] {
                prop_assert_eq!(factor.gcd(other, &budget), Ok(Multivariate::one()));
            }
        }
        prop_assert_eq!(product, if p.is_zero() { Multivariate::one() } else { p.primitive() });
    }

    #[test]
    fn resultants_vanish_at_common_zeros(
        a in sparse(3, 2, 5), b in sparse(3, 2, 5), point in prop::collection::vec(-4_i64..5, 3),
    ) {
        let interrupt = Interrupt::default();
        let budget = Budget::generous(&interrupt);
        let at = |p: &Multivariate| {
            let put = |p: Multivariate, i: usize| p.at(i, &Rational::from(point[i])).expect("small");
            put(put(put(p.clone(), 0), 1), 2)
        };
        // Both vanish at the point.
        let (a, b) = (a.minus(&at(&a)), b.minus(&at(&b)));
        for index in 0..3 {
            let found = a.resultant(&b, index, &budget).expect("small");
            prop_assert_eq!(found.degree_in(index), 0);
            // Where neither holds the unknown there is nothing to eliminate.
            let held = a.degree_in(index) + b.degree_in(index) > 0;
            prop_assert!(at(&found).is_zero() || !held);
            let shared = a.gcd(&b, &budget).expect("small").degree_in(index) > 0;
            prop_assert_eq!(found.is_zero(), shared || a.is_zero() || b.is_zero());
        }
    }
}
