use proptest::prelude::*;

use super::{Interval, Quality, extension};
use crate::numeric::{Ball, Rational};

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

/// The doubles nearest to multiples of `π/2` of all sizes, and their neighbours: is the sign beside the multiple known?
#[test]
fn quarter_turns_are_told_apart() {
    let mut state = 7_u64;
    for round in 0..600 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let n = (state >> (14 + round % 50)) as i64 % 700_000_000_000_000 * if round % 2 == 0 { 1 } else { -1 };
        let multiple = Ball::pi(200).expect("bits").middle_value() * Rational::new(n, 2).expect("no zero");
        let nearest = multiple.to_f64();
        for x in [nearest.next_down(), nearest, nearest.next_up()] {
            let wide = Interval::new(nearest.next_down(), x);
            let beyond = exact(x) >= multiple;
            // A crest or trough of the sine for odd n, of the cosine for even n, is inside or it is not.
            let range = if n % 2 == 0 { wide.cos() } else { wide.sin() };
            let inside = beyond && exact(wide.low()) <= multiple;
            assert!(!inside || range.low() == -1.0 || range.high() == 1.0, "{n} {x}: {range:?}");
            if n % 2 != 0 && x != 0.0 {
                let crossed = inside && !wide.is_point();
                assert_eq!(wide.tan() == Interval::ENTIRE, crossed, "{n} {x}");
            }
        }
    }
}

proptest! {
    #[test]
    fn powers_hold_what_the_corners_give(x in 0.0..30.0_f64, y in -9.0..9.0_f64, w in 0.0..3.0_f64, h in 0.0..3.0_f64, s in 0.0..1.0_f64, t in 0.0..1.0_f64) {
        let enclosure = extension::pow(Interval::new(x, x + w), Interval::new(y, y + h));
        let (a, b) = ((x + s * w).min(x + w), (y + t * h).min(y + h));
        let ball = |v: f64| Ball::from_rational(&exact(v), 200).expect("in range");
        if let Ok(value) = ball(a).pow(&ball(b)) {
            prop_assert!(holds(enclosure.range, &value.middle_value()), "{a}^{b} in {enclosure:?}");
        }
        prop_assert!(enclosure.quality == Quality::Smooth || x == 0.0);
    }

    #[test]
    fn lambert_bounds_invert(w in -30.0..30.0_f64) {
        // w e^w between bounds, whose images must hold w again.
        let x = Interval::point(w) * Interval::point(w).exp();
        let branch = if w >= -1.0 { extension::lambert_w0(x) } else { extension::lambert_wm1(x) };
        prop_assert!(branch.range.contains(w), "{w}: {branch:?}");
        prop_assert!(branch.range.width() < 1e-6);
    }
}

#[test]
fn powers_know_their_domain() {
    let span = Interval::new;
    let at = |x: Interval, y: Interval| {
        let found = extension::pow(x, y);
        (found.range, found.quality)
    };
    assert_eq!(at(span(-2.0, 3.0), Interval::point(2.0)), (span(0.0, 9.0), Quality::Smooth));
    assert_eq!(at(span(-2.0, 3.0), Interval::point(3.0)), (span(-8.0, 27.0), Quality::Smooth));
    assert_eq!(at(span(0.0, 2.0), Interval::point(-1.0)), (span(0.5, f64::INFINITY), Quality::Partial));
    assert_eq!(at(span(-1.0, 4.0), Interval::point(0.5)), (span(0.0, 2.0), Quality::Partial));
    assert_eq!(at(span(0.0, 4.0), Interval::point(0.5)), (span(0.0, 2.0), Quality::Continuous));
    assert_eq!(at(span(0.0, 4.0), Interval::point(-0.5)), (span(0.5, f64::INFINITY), Quality::Partial));
    assert_eq!(at(span(0.0, 1.0), span(0.0, 1.0)), (span(0.0, 1.0), Quality::Defined));
    assert_eq!(at(span(-2.0, -1.0), span(0.1, 0.9)), (Interval::EMPTY, Quality::Partial));
    let negative = extension::pow(span(-2.0, -1.0), span(0.5, 3.5)).range;
    assert!(negative.contains(-8.0) && negative.contains(4.0) && negative.contains(-1.0));
    assert!(extension::pow(Interval::EMPTY, Interval::ONE).range.is_empty());
}

#[test]
fn arguments_far_out_stay_between_the_known_bounds() {
    let far = Interval::point(1e300);
    assert_eq!(far.sin(), Interval::new(-1.0, 1.0));
    assert_eq!(far.tan(), Interval::ENTIRE);
    assert_eq!(Interval::ENTIRE.cos(), Interval::new(-1.0, 1.0));
    assert_eq!(far.exp(), Interval::new(f64::MAX.next_down(), f64::INFINITY));
    assert_eq!(Interval::point(-1e300).exp(), Interval::new(0.0, 1e-323));
    assert!(Interval::ENTIRE.floor() == Interval::ENTIRE && Interval::ENTIRE.atan().high() < 1.58);
}
