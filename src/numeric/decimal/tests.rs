use super::*;
use std::time::{Duration, Instant};

/// Arguments and values to 50 digits, computed with mpmath by `tests/peers/real_functions.py`.
const REFERENCE: &str = include_str!("../../../tests/data/decimal_functions.tsv");

fn decimal(text: &str, digits: usize) -> Decimal {
    Decimal::from_rational(&text.parse().expect("a number"), digits).expect("in range")
}

fn apply(name: &str, x: &Decimal) -> Result<Decimal> {
    match name {
        "sqrt" => x.sqrt(),
        "cbrt" => x.root(3),
        "exp" => x.exp(),
        "ln" => x.ln(),
        "sin" => x.sin(),
        "cos" => x.cos(),
        "tan" => x.tan(),
        "asin" => x.asin(),
        "acos" => x.acos(),
        "atan" => x.atan(),
        "sinh" => x.sinh(),
        "cosh" => x.cosh(),
        "tanh" => x.tanh(),
        "asinh" => x.asinh(),
        "acosh" => x.acosh(),
        "atanh" => x.atanh(),
        _ => panic!("no function {name}"),
    }
}

#[test]
fn fifty_digits_agree_with_the_reference() {
    let mut rows = 0;
    for line in REFERENCE.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, x, expected] = fields[..] else { panic!("{line}") };
        let expected = Rational::parse(expected).expect("a decimal").significant(50);
        let found = stable_digits(50, &mut |digits| apply(name, &decimal(x, digits)));
        assert_eq!(found.as_deref(), Ok(expected.as_str()), "{line}");
        rows += 1;
    }
    assert!(rows > 50);
}

#[test]
fn constants_and_arithmetic() {
    assert_eq!(
        Decimal::pi(50).map(|pi| pi.to_string_digits(50)).as_deref(),
        Ok("3.1415926535897932384626433832795028841971693993751")
    );
    assert_eq!(
        Decimal::e(50).map(|e| e.to_string_digits(50)).as_deref(),
        Ok("2.7182818284590452353602874713526624977572470937")
    );
    let (third, seven) = (decimal("1/3", 30), decimal("7", 30));
    let text = |value: Result<Decimal>| value.map(|value| value.to_string_digits(30));
    assert_eq!(text(third.mul(&seven)).as_deref(), Ok("2.33333333333333333333333333333"));
    assert_eq!(text(seven.div(&third)).as_deref(), Ok("21"));
    assert_eq!(text(seven.sub(&seven)).as_deref(), Ok("0"));
    assert_eq!(text(seven.neg().add(&third)).as_deref(), Ok("-6.66666666666666666666666666667"));
    assert_eq!(text(seven.powi(-3)).as_deref(), Ok("0.00291545189504373177842565597668"));
    assert_eq!(text(seven.powi(40)).as_deref(), Ok("6.36680576090902798574143513922e33"));
    assert_eq!(text(seven.pow(&third)).as_deref(), Ok("1.91293118277238910119911683955"));
    assert_eq!(text(seven.neg().root(3)).as_deref(), Ok("-1.91293118277238910119911683955"));
    assert_eq!(text(seven.neg().root(101)).as_deref(), Ok("-1.01945323261839256376474682573"));
    assert_eq!(text(decimal("1e200000", 30).root(u32::MAX)).as_deref(), Ok("1.00010722822241379435644858243"));
    assert_eq!(text(decimal("4", 30).sqrt()).as_deref(), Ok("2"));
    assert_eq!(third.to_f64(), 1.0 / 3.0);
    assert!(third < seven && seven.neg() < third && third == decimal("1/3", 30));
}

#[test]
fn exact_special_points() {
    for (name, x, expected) in [
        ("exp", "0", "1"),
        ("ln", "1", "0"),
        ("sin", "0", "0"),
        ("cos", "0", "1"),
        ("asin", "1", "1.5707963267948966192"),
        ("acos", "1", "0"),
        ("acos", "-1", "3.1415926535897932385"),
        ("asin", "1/2", "0.52359877559829887308"),
        ("atan", "1", "0.78539816339744830962"),
        ("acosh", "1", "0"),
        ("atanh", "0", "0"),
        ("sqrt", "0", "0"),
        ("cbrt", "27", "3"),
        ("tanh", "1000", "1"),
        ("sin", "1e-1000", "1e-1000"),
    ] {
        let found = stable_digits(20, &mut |digits| apply(name, &decimal(x, digits)));
        assert_eq!(found.as_deref(), Ok(expected), "{name}({x})");
    }
}

#[test]
fn outside_the_domain_there_is_no_value() {
    for (name, x) in [
        ("sqrt", "-1"),
        ("ln", "0"),
        ("ln", "-1"),
        ("asin", "2"),
        ("acos", "-2"),
        ("acosh", "1/2"),
        ("atanh", "1"),
        ("atanh", "-2"),
    ] {
        assert_eq!(apply(name, &decimal(x, 20)), Err(DecimalError::OutOfDomain), "{name}({x})");
    }
    let (zero, one) = (decimal("0", 20), decimal("1", 20));
    for value in [
        one.div(&zero),
        zero.div(&zero),
        zero.powi(-1),
        zero.pow(&one.neg()),
        one.neg().pow(&decimal("1/2", 20)),
        one.neg().root(2),
        one.root(0),
    ] {
        assert_eq!(value, Err(DecimalError::OutOfDomain));
    }
    assert_eq!(zero.pow(&zero), Ok(one.clone()));
    assert_eq!(zero.powi(0), Ok(one));
}

#[test]
fn enormous_values_are_refused_quickly() {
    let start = Instant::now();
    let large = decimal("1e200000", 20);
    for value in [
        large.exp(),
        large.neg().exp(),
        large.sinh(),
        large.cosh(),
        large.sin(),
        large.tan(),
        large.mul(&large),
        large.powi(i64::MAX),
        large.powi(-3),
        large.pow(&large),
        decimal("1e6", 20).exp(),
    ] {
        assert_eq!(value, Err(DecimalError::OutOfRange));
    }
    for value in [large.ln(), large.atan(), large.tanh(), large.asinh(), large.sqrt(), large.root(7)] {
        assert!(value.is_ok());
    }
    assert_eq!(Decimal::pi(1_000_000), Err(DecimalError::OutOfRange));
    assert_eq!(stable_digits(1_000_000, &mut Decimal::pi), Err(DecimalError::OutOfRange));
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn angles_are_reduced_exactly() {
    let large = Rational::integer(2).pow(40_000).expect("within the limit");
    let found = stable_digits(30, &mut |digits| Decimal::from_rational(&large, digits)?.sin());
    assert_eq!(found.as_deref(), Ok("-0.257784928614375152652463927219"));
    // This power of ten is not a binary number of so few digits, so its sine is noise.
    let rounded = stable_digits(30, &mut |digits| decimal("1e1000", digits).sin());
    assert_eq!(rounded, Err(DecimalError::Undecided));
}

#[test]
fn cancellation_is_worked_around_or_admitted() {
    // sin(π + 10^-40) loses 40 digits.
    let shifted = stable_digits(20, &mut |digits| Decimal::pi(digits)?.add(&decimal("1e-40", digits))?.sin());
    assert_eq!(shifted.as_deref(), Ok("-1e-40"));
    assert_eq!(stable_digits(20, &mut |digits| Decimal::pi(digits)?.sin()), Err(DecimalError::Undecided));
}

#[test]
fn a_thousand_digits_come_quickly() {
    let start = Instant::now();
    let value = stable_digits(1000, &mut |digits| decimal("2", digits).ln()?.sin()?.atan()?.exp());
    assert!(value.is_ok_and(|text| text.len() == 1001));
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}
