use proptest::prelude::*;

use super::Interval;
use crate::numeric::Rational;

fn exact(x: f64) -> Rational {
    Rational::from_f64(x).expect("finite")
}

fn holds(x: Interval, value: &Rational) -> bool {
    let above = x.low() == f64::NEG_INFINITY || exact(x.low()) <= *value;
    let below = x.high() == f64::INFINITY || *value <= exact(x.high());
    above && below
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![(-1e3..1e3), (-1e-3..1e-3), (-1e200..1e200), (-8..8_i32).prop_map(f64::from), Just(0.0)]
}

proptest! {
    #[test]
    fn sums_products_quotients_and_powers_enclose_the_exact_value(a in number(), b in number(), c in number(), n in 1..6_i32) {
        let x = Interval::new(a.min(b), a.max(b));
        let y = Interval::point(c);
        let inside = [a, b, x.midpoint()];
        for value in inside {
            prop_assert!(x.contains(value));
            let (v, w) = (exact(value), exact(c));
            prop_assert!(holds(x + y, &(&v + &w)));
            prop_assert!(holds(x - y, &(&v - &w)));
            prop_assert!(holds(x * y, &(&v * &w)));
            if c != 0.0 {
                prop_assert!(holds(x / y, &v.checked_div(&w).expect("no zero")));
            }
            if value != 0.0 {
                prop_assert!(holds(y / x, &w.checked_div(&v).expect("no zero")));
            }
            prop_assert!(holds(x.powi(n), &v.pow(i64::from(n)).expect("small")));
        }
    }
}

#[test]
fn what_is_exact_stays_a_point() {
    let two = Interval::point(2.0);
    assert_eq!(two + two, Interval::point(4.0));
    assert_eq!(two * Interval::point(-3.0), Interval::point(-6.0));
    assert_eq!(two.powi(10), Interval::point(1024.0));
    assert_eq!(Interval::of_rational(&Rational::new(1, 4).unwrap_or_default()), Interval::point(0.25));
    assert_ne!(Interval::of_rational(&Rational::new(1, 10).unwrap_or_default()).width(), 0.0);
}

#[test]
fn divisors_with_zero() {
    let one = Interval::ONE;
    assert_eq!(one / Interval::new(-1.0, 1.0), Interval::ENTIRE);
    assert_eq!((one / Interval::new(0.0, 1.0)).high(), f64::INFINITY);
    assert!((one / Interval::new(0.0, 1.0)).low() <= 1.0 && (one / Interval::new(0.0, 1.0)).low() > 0.999);
    assert_eq!((Interval::new(-1.0, 1.0) / Interval::new(0.0, 1.0)), Interval::ENTIRE);
    assert!((one / Interval::ZERO).is_empty());
}
