use super::*;
use dashu_float::{FBig, round::mode::HalfEven};
use proptest::prelude::*;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::time::{Duration, Instant};

fn rational(text: &str) -> Rational {
    text.parse().expect("a rational number")
}

fn hash(value: &Rational) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The invariant behind structural equality.
fn assert_canonical(value: &Rational) {
    let big = value.to_big();
    let fits = i64::try_from(big.numerator()).is_ok() && i64::try_from(big.denominator()).is_ok();
    assert_eq!(fits, matches!(value.0, Repr::Small { .. }), "{value}");
    assert_eq!(*value, Rational::from_big(big));
}

/// Values of all sizes, dense around the edges of 64 bits.
fn any_rational() -> impl Strategy<Value = Rational> {
    let edge = prop_oneof![
        -20_i64..20,
        any::<i64>(),
        Just(i64::MIN),
        Just(i64::MAX),
        (0_i64..3).prop_map(|k| i64::MIN + k),
        any::<i32>().prop_map(i64::from),
    ];
    let small = (edge.clone(), edge.clone()).prop_filter_map("zero denominator", |(n, d)| Rational::new(n, d));
    let big = (any::<i128>(), any::<i128>(), edge).prop_filter_map("zero denominator", |(n, d, k)| {
        (d != 0 && k != 0)
            .then(|| Rational::from_big(RBig::from_parts_signed(IBig::from(n) * IBig::from(k), IBig::from(d))))
    });
    prop_oneof![3 => small, 2 => big]
}

proptest! {
    #[test]
    fn arithmetic_agrees_with_the_library(a in any_rational(), b in any_rational()) {
        let (x, y) = (a.to_big(), b.to_big());
        for (ours, theirs) in [(&a + &b, &x + &y), (&a - &b, &x - &y), (&a * &b, &x * &y)] {
            assert_canonical(&ours);
            prop_assert_eq!(ours.to_big(), theirs);
        }
        prop_assert_eq!(a.cmp(&b), x.cmp(&y));
        prop_assert_eq!((-&a).to_big(), -x.clone());
        match a.checked_div(&b) {
            Ok(quotient) => {
                assert_canonical(&quotient);
                prop_assert_eq!(&quotient * &b, a);
            }
            Err(error) => {
                prop_assert_eq!(error, ArithmeticError::DivisionByZero);
                prop_assert!(b.is_zero());
            }
        }
    }

    #[test]
    fn one_value_has_one_representation(a in any_rational(), b in any_rational()) {
        let detour = &(&a + &b) - &b;
        prop_assert_eq!(&detour, &a);
        prop_assert_eq!(hash(&detour), hash(&a));
    }

    #[test]
    fn rounding_agrees_with_the_library(a in any_rational()) {
        let x = a.to_big();
        prop_assert_eq!(a.floor().to_big(), RBig::from(x.floor()));
        prop_assert_eq!(a.ceil().to_big(), RBig::from(x.ceil()));
        prop_assert_eq!(a.round().to_big(), RBig::from(x.round()));
        prop_assert_eq!(a.numerator().checked_div(&a.denominator()), Ok(a.clone()));
        prop_assert_eq!(i64::from(a.sign()), a.cmp(&Rational::ZERO) as i64);
    }

    #[test]
    fn text_reads_back(a in any_rational()) {
        prop_assert_eq!(rational(&a.to_string()), a.clone());
        prop_assert_eq!(a.is_decimal(), a.decimal_text().is_some());
    }

    #[test]
    fn decimals_read_back(digits in any::<i64>(), exponent in -400_i32..400) {
        let value = rational(&format!("{digits}e{exponent}"));
        let text = value.decimal_text().expect("a decimal");
        prop_assert_eq!(Rational::parse(&text), Ok(value));
    }

    #[test]
    fn doubles_survive(bits in any::<u64>()) {
        let value = f64::from_bits(bits);
        match Rational::from_f64(value) {
            Some(exact) => {
                assert_canonical(&exact);
                prop_assert_eq!(exact.to_f64(), value);
                prop_assert_eq!(Rational::parse(&exact.decimal_text().expect("doubles are decimals")), Ok(exact));
            }
            None => prop_assert!(!value.is_finite()),
        }
    }

    /// The rounding of literals in Rust is correct and independent of ours.
    #[test]
    fn to_f64_rounds_as_literals_do(digits in any::<u64>(), more in any::<u32>(), exponent in -360_i32..320) {
        let text = format!("{digits}{more}e{exponent}");
        let expected: f64 = text.parse().expect("a literal");
        prop_assert_eq!(rational(&text).to_f64().to_bits(), expected.to_bits());
    }

    /// The rounding of doubles in Rust is correct and independent of ours.
    #[test]
    fn significant_digits_agree_with_the_formatting_of_doubles(bits in any::<u64>(), digits in 1_usize..25) {
        let value = f64::from_bits(bits);
        if let Some(exact) = Rational::from_f64(value) {
            prop_assert_eq!(exact.significant(digits), crate::numeric::format::significant(value, digits));
        }
    }

    #[test]
    fn to_f64_agrees_with_a_big_float(a in any_rational()) {
        let (num, den) = (a.to_big().numerator().clone(), a.to_big().denominator().clone());
        let precise = |n: IBig| FBig::<HalfEven, 2>::from(n).with_precision(600).value();
        let quotient = precise(num) / precise(den.into());
        // 600 bits cannot fall on the wrong side of a tie between fractions this short.
        prop_assert_eq!(a.to_f64(), quotient.to_f64().value());
    }

    #[test]
    fn to_f64_breaks_ties_to_even(mantissa in (1_u64 << 52)..(1 << 53), nudge in -1_i64..=1, scale in -900_i64..900) {
        // Halfway between two neighbours, or just beside it.
        let halfway = Rational::from(2 * mantissa + 1);
        let tiny = Rational::integer(2).pow(-200).expect("small");
        let value = (halfway + tiny * Rational::integer(nudge)) * Rational::integer(2).pow(scale).expect("in range");
        let below = mantissa as f64;
        let expected = match nudge {
            -1 => below,
            1 => below + 1.0,
            _ if mantissa % 2 == 0 => below,
            _ => below + 1.0,
        };
        prop_assert_eq!(value.to_f64(), libm::ldexp(expected, scale as i32 + 1));
        prop_assert_eq!((-value).to_f64(), -libm::ldexp(expected, scale as i32 + 1));
    }

    #[test]
    fn roots_undo_powers(a in any_rational(), n in 1_u32..7) {
        let power = a.pow(i64::from(n)).expect("short");
        let root = if n % 2 == 0 { a.abs() } else { a.clone() };
        prop_assert_eq!(power.exact_root(n), Some(root));
    }

    #[test]
    fn powers_are_split_completely(a in 1_i64..2_000, b in 1_i64..4_000, n in 2_u32..5) {
        let m = Rational::integer(a).pow(i64::from(n)).expect("short") * Rational::integer(-b);
        let (outside, inside) = m.split_power(n).expect("an integer");
        prop_assert_eq!(outside.pow(i64::from(n)).expect("short") * &inside, m);
        let inside = inside.to_i64().expect("small").unsigned_abs();
        for p in 2_u64..64 {
            prop_assert!(inside % p.pow(n) != 0, "{} is left in {}", p, inside);
        }
    }

    #[test]
    fn divisors_of_integers(a in any::<i64>(), b in any::<i64>(), k in any::<i64>()) {
        let (x, y) = (Rational::from(a) * Rational::from(k), Rational::from(b) * Rational::from(k));
        let divisor = x.gcd(&y).expect("integers");
        if !divisor.is_zero() {
            let (p, q) = (x.checked_div(&divisor).expect("nonzero"), y.checked_div(&divisor).expect("nonzero"));
            prop_assert!(p.is_integer() && q.is_integer());
            prop_assert_eq!(p.gcd(&q), Some(Rational::ONE));
            prop_assert_eq!(x.lcm(&y).expect("short") * divisor, (x * y).abs());
        } else {
            prop_assert!(x.is_zero() && y.is_zero());
        }
    }

    #[test]
    fn no_text_panics(text in "[-+]?[0-9]{0,4}[.]?[0-9]{0,4}([eE][-+]?[0-9]{0,12})?|\\PC{0,6}") {
        let _ = Rational::parse(&text);
        let _ = text.parse::<Rational>();
    }
}

#[test]
fn a_rational_is_two_words() {
    assert_eq!(size_of::<Rational>(), 16);
}

#[test]
fn literals_are_exact() {
    for (text, expected) in [
        ("12", "12"),
        ("0.1", "1/10"),
        ("1e-3", "1/1000"),
        (".5", "1/2"),
        ("5.", "5"),
        ("1.5E+10", "15000000000"),
        ("-0.25", "-1/4"),
        ("-0", "0"),
        ("0e999999999999999999999", "0"),
        ("007", "7"),
        ("9223372036854775808", "9223372036854775808"),
    ] {
        assert_eq!(Rational::parse(text).map(|value| value.to_string()), Ok(expected.to_string()), "{text}");
    }
    for text in ["", ".", "-", "e5", "1e", "1e+", "1.2.3", "1_0", "0x1", "1/2", " 1", "--1", "1e5.0", "٣"] {
        assert_eq!(Rational::parse(text), Err(ParseRationalError::Malformed), "{text}");
    }
    for text in ["1e999999999", "1e-999999999", "1e99999999999999999999999"] {
        assert_eq!(Rational::parse(text), Err(ParseRationalError::TooLong), "{text}");
    }
    assert_eq!(Rational::parse("1e-400"), Ok(Rational::integer(10).pow(-400).expect("short")));
    assert_eq!("3/0".parse::<Rational>(), Err(ParseRationalError::Malformed));
}

#[test]
fn decimals_look_natural() {
    for (text, expected) in [
        ("1/10", Some("0.1")),
        ("-493/4", Some("-123.25")),
        ("0.0001", Some("0.0001")),
        ("0.000001", Some("0.000001")),
        ("0.0000001", Some("1e-7")),
        ("-1.25e-12", Some("-1.25e-12")),
        ("100000000000000000000", Some("100000000000000000000")),
        ("1e30", Some("1e30")),
        ("-12e40", Some("-1.2e41")),
        ("1267650600228229401496703205376", Some("1267650600228229401496703205376")),
        ("0", Some("0")),
        ("1/3", None),
        ("7/14", Some("0.5")),
    ] {
        assert_eq!(rational(text).decimal_text().as_deref(), expected, "{text}");
    }
}

#[test]
fn powers_of_any_size_are_answered_or_refused() {
    let start = Instant::now();
    let huge = Rational::integer(6).pow(100).expect("short");
    assert!(matches!(Rational::integer(10).checked_pow(&huge), Err(ArithmeticError::TooLarge { digits: u64::MAX })));
    assert_eq!(
        Rational::integer(10).pow(6).and_then(|million| million.pow(100)).map(|value| value.to_string()),
        Ok(format!("1{}", "0".repeat(600)))
    );
    assert!(matches!(
        Rational::integer(10).pow(1_000_000),
        Err(ArithmeticError::TooLarge { digits: 1_000_000..=1_000_001 })
    ));
    assert!(matches!(Rational::new(1, 10).expect("nonzero").pow(i64::MIN), Err(ArithmeticError::TooLarge { .. })));
    assert_eq!(Rational::integer(-1).checked_pow(&huge), Ok(Some(Rational::ONE)));
    assert_eq!(Rational::integer(-1).pow(i64::MAX), Ok(Rational::integer(-1)));
    assert_eq!(Rational::integer(-1).checked_pow(&(huge.clone() + Rational::ONE)), Ok(Some(Rational::integer(-1))));
    assert_eq!(Rational::ZERO.pow(-1), Err(ArithmeticError::DivisionByZero));
    assert_eq!(Rational::ZERO.pow(0), Ok(Rational::ONE));
    assert_eq!(rational("4/9").checked_pow(&rational("-3/2")), Ok(Some(rational("27/8"))));
    assert_eq!(rational("8").checked_pow(&rational("2/3")), Ok(Some(rational("4"))));
    assert_eq!(rational("8").checked_pow(&rational("1/2")), Ok(None));
    assert_eq!(rational("-8").checked_pow(&rational("1/3")), Ok(None));
    assert_eq!(rational("-1").checked_pow(&rational("1/3")), Ok(None));
    assert_eq!(Rational::integer(2).checked_pow(&(Rational::ONE.checked_div(&huge).expect("nonzero"))), Ok(None));
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[test]
fn products_beyond_the_limit_are_refused() {
    let long = Rational::integer(3).pow(400_000).expect("within the limit");
    assert!(matches!(long.checked_mul(&long), Err(ArithmeticError::TooLarge { digits: 381_000..383_000 })));
    assert!(long.checked_mul(&Rational::integer(5)).is_ok());
    let inverse = long.recip().expect("nonzero");
    assert!(matches!(inverse.checked_add(&(&inverse + &Rational::ONE)), Err(ArithmeticError::TooLarge { .. })));
}

#[test]
fn square_roots_come_out() {
    for (m, n, outside, inside) in [
        ("8", 2, "2", "2"),
        ("12", 2, "2", "3"),
        ("-12", 2, "2", "-3"),
        ("16", 3, "2", "2"),
        ("72", 2, "6", "2"),
        ("1", 2, "1", "1"),
        ("0", 2, "1", "0"),
        ("-5", 1, "5", "-1"),
        // The square of a prime beyond the trial divisors, and a product of two.
        ("340282366920938461286658806734041124249", 2, "18446744073709551557", "1"),
        ("4295098369", 2, "65537", "1"),
    ] {
        assert_eq!(rational(m).split_power(n), Some((rational(outside), rational(inside))), "{m}");
    }
    assert_eq!(rational("1/2").split_power(2), None);
    assert_eq!(rational("2").split_power(0), None);
    assert_eq!(rational("-8").exact_root(3), Some(rational("-2")));
    assert_eq!(rational("-4").exact_root(2), None);
    assert_eq!(rational("4/9").exact_root(2), Some(rational("2/3")));
    assert_eq!(rational("2").exact_root(u32::MAX), None);
}

#[test]
fn huge_integers_are_split_in_bounded_time() {
    let start = Instant::now();
    let long = Rational::integer(3).pow(600_001).expect("within the limit");
    let (outside, inside) = long.split_power(2).expect("an integer");
    assert_eq!(inside, Rational::integer(3));
    assert_eq!(outside, Rational::integer(3).pow(300_000).expect("within the limit"));
    let hard = Rational::factorial(20_000).expect("within the limit") + Rational::ONE;
    assert!(hard.split_power(2).is_some());
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

#[test]
fn factorials() {
    assert_eq!(Rational::factorial(0), Ok(Rational::ONE));
    assert_eq!(Rational::factorial(1), Ok(Rational::ONE));
    assert_eq!(Rational::factorial(25).map(|value| value.to_string()), Ok("15511210043330985984000000".to_string()));
    assert!(Rational::factorial(65_000).is_ok());
    assert!(matches!(Rational::factorial(u64::MAX), Err(ArithmeticError::TooLarge { .. })));
    assert!(matches!(Rational::factorial(1_000_000), Err(ArithmeticError::TooLarge { digits: 5_565_709 })));
}

#[test]
fn extreme_doubles() {
    for (text, expected) in [
        ("1e400", f64::INFINITY),
        ("-1e400", f64::NEG_INFINITY),
        ("1e-400", 0.0),
        ("4.9e-324", 5e-324),
        ("2.4703282292062328e-324", 5e-324),
        ("2.4703282292062327e-324", 0.0),
        ("1.7976931348623158e308", f64::MAX),
        ("1.7976931348623159e308", f64::INFINITY),
        ("2.2250738585072011e-308", 2.225073858507201e-308),
    ] {
        assert_eq!(rational(text).to_f64(), expected, "{text}");
    }
    assert_eq!(Rational::from_f64(0.1).map(|v| v.to_string()).as_deref(), Some("3602879701896397/36028797018963968"));
    assert_eq!(Rational::from_f64(-0.0), Some(Rational::ZERO));
    assert_eq!(Rational::from_f64(f64::NAN), None);
}

#[test]
fn significant_digits() {
    for (text, digits, expected) in [
        ("1/3", 5, "0.33333"),
        ("2/3", 5, "0.66667"),
        ("0.15", 1, "0.2"),
        ("0.25", 1, "0.2"),
        ("9999999/1000", 4, "1e4"),
        ("-1e-400", 3, "-1e-400"),
        ("123456789012345678901", 21, "123456789012345678901"),
        ("0", 7, "0"),
        ("7", 0, "7"),
    ] {
        assert_eq!(rational(text).significant(digits), expected, "{text} to {digits}");
    }
}

#[test]
fn operations_at_the_limit_take_bounded_time() {
    let start = Instant::now();
    let long = Rational::integer(3).pow(630_000).expect("within the limit");
    let short =
        long.checked_div(&Rational::integer(2).pow(999_000).expect("within the limit")).expect("within the limit");
    assert_eq!(short.checked_mul(&short), Err(ArithmeticError::TooLarge { digits: 601_459 }));
    assert!((&short * &short.recip().expect("not zero")).is_one());
    assert_eq!(short.significant(20), "2.6595310809330563403e-143");
    assert_eq!(short.to_f64(), 2.659531080933056e-143);
    for n in [2, 3, 7, 1_001, 100_001, 999_999] {
        assert_eq!((&long * &Rational::integer(5)).exact_root(n), None);
    }
    assert_eq!(long.exact_root(210_000), Some(Rational::integer(27)));
    assert_eq!(rational(&long.to_string()), long);
    let thin = &long * &Rational::integer(2).pow(-500).expect("short");
    let text = thin.decimal_text().expect("a decimal");
    assert_eq!(Rational::parse(&text), Ok(thin));
    let thinner = &long * &Rational::integer(2).pow(-200_000).expect("within the limit");
    assert!(thinner.is_decimal() && thinner.decimal_text().is_none());
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
