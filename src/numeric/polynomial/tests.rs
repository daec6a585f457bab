use super::*;
use proptest::prelude::*;
use std::cmp::Ordering;

fn poly(coefficients: &[i64]) -> Polynomial {
    Polynomial::new(coefficients.iter().map(|&c| Rational::from(c)).collect())
}

fn ratio(n: i64, d: i64) -> Rational {
    Rational::new(n, d).expect("a fraction")
}

/// `(x - r1)(x - r2)…`
fn with_roots(roots: &[Rational]) -> Polynomial {
    roots.iter().fold(poly(&[1]), |p, r| &p * &Polynomial::new(vec![-r, Rational::ONE]))
}

#[test]
fn arithmetic() {
    let p = poly(&[1, -3, 0, 2]);
    let (quotient, rest) = p.divide(&poly(&[1, 2])).expect("no zero divisor");
    assert_eq!(&(&quotient * &poly(&[1, 2])) + &rest, p);
    assert_eq!(rest, Polynomial::constant(ratio(9, 4)));
    assert_eq!(p.derivative(), poly(&[-3, 0, 6]));
    assert_eq!(poly(&[1, 1]).pow(3).expect("small"), poly(&[1, 3, 3, 1]));
    assert_eq!(poly(&[0, 0, 1]).compose(&poly(&[1, 1])).expect("small"), poly(&[1, 2, 1]));
    assert!(matches!(poly(&[1, 1]).pow(1 << 40), Err(PolynomialError::Degree { .. })));
    assert!(p.divide(&Polynomial::zero()).is_err());
    assert_eq!(Polynomial::new(vec![ratio(2, 3), ratio(4, 9)]).content(), ratio(2, 9));
}

fn rational_roots(p: &Polynomial) -> Vec<Rational> {
    p.real_roots().expect("small").iter().filter_map(|root| root.as_rational().cloned()).collect()
}

#[test]
fn counts_on_half_open_intervals() {
    let sturm = Sturm::new(&with_roots(&[ratio(-1, 1), ratio(0, 1), ratio(0, 1), ratio(5, 2)])).expect("small");
    let count = |a: i64, b: i64| sturm.count(&Rational::from(a), &Rational::from(b));
    assert_eq!((count(-1, 0), count(-2, 0), count(0, 3), count(3, 9)), (1, 2, 1, 0));
    assert_eq!(Sturm::new(&poly(&[1, 0, 1])).expect("small").count(&Rational::from(-9), &Rational::from(9)), 0);
    assert!(matches!(Sturm::new(&Polynomial::zero()), Err(PolynomialError::Zero)));
}

#[test]
fn wilkinson() {
    let roots: Vec<Rational> = (1..=20).map(Rational::from).collect();
    assert_eq!(rational_roots(&with_roots(&roots)), roots);
    // Disturbed by 2^-23 in the coefficient of x^19, ten of them leave the line (Wilkinson 1959).
    let mut coefficients = with_roots(&roots).coefficients().to_vec();
    coefficients[19] -= &ratio(1, 1 << 23);
    let disturbed = Polynomial::new(coefficients).real_roots().expect("small");
    assert_eq!(disturbed.len(), 10);
    let last = disturbed[9].to_f64();
    assert!((last - 20.846_908_101_48).abs() < 1e-10, "{last}");
}

#[test]
fn irrational_roots_in_doubles() {
    for (p, expected) in [
        (poly(&[-2, 0, 1]), vec![-std::f64::consts::SQRT_2, std::f64::consts::SQRT_2]),
        (poly(&[-1, -1, 0, 0, 0, 1]), vec![1.167_303_978_261_418_7]),
        (poly(&[1, -3, 0, 1]), vec![-1.879_385_241_571_816_8, 0.347_296_355_333_860_7, 1.532_088_886_237_956]),
        (poly(&[-70, 120, -42, 4]), vec![0.780_884_053_088_075_7, 3.761_921_261_953_949_7, 5.957_194_684_957_974]),
    ] {
        let found: Vec<f64> = p.real_roots().expect("small").iter().map(RealRoot::to_f64).collect();
        assert_eq!(found, expected);
    }
    // Of very different size: x^2 - 10^200 and 10^200 x^2 - 2.
    let huge = Rational::from(10).pow(200).expect("fits");
    let large = Polynomial::new(vec![huge.clone() * Rational::from(-2), Rational::ZERO, Rational::ONE]);
    assert_eq!(large.real_roots().expect("small")[1].to_f64(), 1.414_213_562_373_095e100);
    let tiny = Polynomial::new(vec![Rational::from(-2), Rational::ZERO, huge]);
    assert_eq!(tiny.real_roots().expect("small")[1].to_f64(), 1.414_213_562_373_095e-100);
}

/// `cos(n·acos(x))`
fn chebyshev(n: usize) -> Polynomial {
    let (mut last, mut next) = (poly(&[1]), poly(&[0, 1]));
    for _ in 1..n {
        (last, next) = (next.clone(), &(&poly(&[0, 2]) * &next) - &last);
    }
    next
}

#[test]
fn many_roots_of_long_coefficients() {
    for n in [31, 64, 100] {
        let found = chebyshev(n).real_roots().expect("within the limits");
        assert_eq!(found.len(), n);
        for (i, root) in found.iter().enumerate() {
            let expected = -f64::cos((2 * i + 1) as f64 * std::f64::consts::PI / (2 * n) as f64);
            assert!((root.to_f64() - expected).abs() < 1e-15, "root {i} of {n}: {} {expected}", root.to_f64());
        }
    }
}

#[test]
fn roots_that_nearly_touch() {
    // Mignotte's polynomial: two roots at 1e-6, some 1e-96 apart.
    let line = poly(&[-1, 1_000_000]).pow(2).expect("small").scaled(&Rational::from(2));
    let p = &poly(&[0, 1]).pow(30).expect("small") - &line;
    let mut roots = p.real_roots().expect("within the limits");
    assert_eq!(roots.len(), 4);
    assert_eq!(roots[1].compare_to(&ratio(1, 1_000_000)), Ordering::Less);
    assert_eq!(roots[2].compare_to(&ratio(1, 1_000_000)), Ordering::Greater);
    let fine = Rational::from(10).pow(-300).expect("fits");
    roots[1].refine(&fine);
    roots[2].refine(&fine);
    let gap = (roots[2].low() - roots[1].high()).to_f64();
    // (1e6 x - 1)^2 = x^30/2 at x = 1e-6.
    let expected = std::f64::consts::SQRT_2 * 1e-96;
    assert!((gap / expected - 1.0).abs() < 1e-6, "{gap}");
    // Of a higher degree they take too long, and that is said.
    let p = &poly(&[0, 1]).pow(100).expect("small") - &line;
    assert!(matches!(p.real_roots(), Err(PolynomialError::Exceeded(_))));
}

#[test]
fn hundreds_of_digits() {
    let mut root = poly(&[-2, 0, 1]).real_roots().expect("small").swap_remove(1);
    let ten = Rational::from(10);
    root.refine_relative(&ten.pow(-400).expect("fits"));
    // The square of an end is as near to 2 as the end to the root.
    for end in [root.low(), root.high()] {
        assert!((end * end - Rational::from(2)).abs() < ten.pow(-399).expect("fits"));
    }
    assert!(root.low() < root.high() && root.sign_of(&poly(&[-2, 0, 1])) == Ok(0));
}

#[test]
fn signs_at_irrational_numbers() {
    let mut root = poly(&[-2, 0, 1]).real_roots().expect("small").swap_remove(1);
    assert_eq!(root.sign_of(&poly(&[-2, 0, 1])).expect("small"), 0);
    assert_eq!(root.sign_of(&poly(&[4, 0, -4, 0, 1])).expect("small"), 0);
    // 577/408 and 1393/985 are on either side of sqrt(2).
    assert_eq!(root.sign_of(&poly(&[-577, 408])).expect("small"), -1);
    assert_eq!(root.sign_of(&poly(&[-1393, 985])).expect("small"), 1);
}

#[test]
fn factors_of_low_degree() {
    // (2x - 1)(x^2 - 2)(3x^2 - x - 1)(x^2 + 1)(x^3 - 2)
    let parts = [poly(&[-1, 2]), poly(&[-2, 0, 1]), poly(&[-1, -1, 3]), poly(&[1, 0, 1]), poly(&[-2, 0, 0, 1])];
    let p = parts.iter().fold(poly(&[1]), |p, q| &p * q);
    let (factors, rest) = p.low_degree_factors().expect("small");
    assert_eq!(factors.len(), 3);
    assert!(parts[..3].iter().all(|q| factors.contains(q)), "{factors:?}");
    assert_eq!(rest, &parts[3] * &parts[4]);
}

fn small() -> impl Strategy<Value = Rational> {
    (-12_i64..13, 1_i64..7).prop_map(|(n, d)| ratio(n, d))
}

fn dense(degree: usize) -> impl Strategy<Value = Polynomial> {
    prop::collection::vec(-20_i64..21, 1..degree + 2).prop_map(|c| poly(&c))
}

proptest! {
    #[test]
    fn rational_roots_are_found(mut roots in prop::collection::vec(small(), 1..6), factor in dense(3)) {
        let p = &with_roots(&roots) * &factor;
        if p.is_zero() {
            return Ok(());
        }
        let found = rational_roots(&p);
        roots.sort();
        roots.dedup();
        for root in &roots {
            prop_assert!(found.contains(root));
        }
        for root in &found {
            prop_assert!(p.at(root).is_zero());
        }
        prop_assert!(found.windows(2).all(|w| w[0] < w[1]));
    }

    #[test]
    fn roots_are_all_sign_changes(p in dense(7)) {
        if p.is_zero() {
            return Ok(());
        }
        let roots = p.real_roots().expect("small");
        for pair in roots.windows(2) {
            prop_assert_eq!(pair[0].compare(&pair[1]).expect("small"), Ordering::Less);
        }
        // Between neighbouring points of a grid, a change of sign is a root and each root lies in some cell.
        let sturm = Sturm::new(&p).expect("small");
        for k in -160_i64..160 {
            let (a, b) = (ratio(k, 8), ratio(k + 1, 8));
            let inside = sturm.count(&a, &b);
            let listed = roots
                .iter()
                .filter(|r| {
                    let (a, b) = (RealRoot::rational(a.clone()), RealRoot::rational(b.clone()));
                    r.compare(&a) == Ok(Ordering::Greater) && r.compare(&b) != Ok(Ordering::Greater)
                })
                .count();
            prop_assert_eq!(inside, listed);
            if p.sign_at(&a) * p.sign_at(&b) < 0 {
                prop_assert!(inside > 0);
            }
        }
        for root in &roots {
            let end = RealRoot::rational(ratio(7, 8));
            prop_assert_eq!(root.compare(&end).expect("small"), root.compare_to(&ratio(7, 8)));
            let x = root.to_f64();
            prop_assert!(root.low().to_f64() <= x && x <= root.high().to_f64());
            // The doubles next to x are on both sides of the root.
            let exact = |v: f64| RealRoot::rational(Rational::from_f64(v).expect("finite"));
            prop_assert_ne!(root.compare(&exact(x.next_up())).expect("small"), Ordering::Greater);
            prop_assert_ne!(root.compare(&exact(x.next_down())).expect("small"), Ordering::Less);
        }
    }

    #[test]
    fn gcd_divides(a in dense(4), b in dense(4), c in dense(3)) {
        let (p, q) = (&a * &c, &b * &c);
        let divisor = p.gcd(&q).expect("small");
        if p.is_zero() && q.is_zero() {
            prop_assert!(divisor.is_zero());
        } else {
            prop_assert!(p.divide_exactly(&divisor).is_some() && q.divide_exactly(&divisor).is_some());
            prop_assert!(c.is_zero() || divisor.divide_exactly(&c).is_some());
        }
    }
}
