use super::*;
use crate::numeric::Rational;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Exact arguments and values to 20 digits, computed with mpmath by `tests/peers/real_functions.py`.
const REFERENCE: &str = include_str!("../../../tests/data/real_functions.tsv");

fn apply(name: &str, arguments: &[f64]) -> f64 {
    match (name, arguments) {
        ("sqrt", &[x]) => sqrt(x),
        ("cbrt", &[x]) => cbrt(x),
        ("exp", &[x]) => exp(x),
        ("expm1", &[x]) => expm1(x),
        ("ln", &[x]) => ln(x),
        ("log1p", &[x]) => log1p(x),
        ("log2", &[x]) => log2(x),
        ("log10", &[x]) => log10(x),
        ("sin", &[x]) => sin(x),
        ("cos", &[x]) => cos(x),
        ("tan", &[x]) => tan(x),
        ("sec", &[x]) => sec(x),
        ("csc", &[x]) => csc(x),
        ("cot", &[x]) => cot(x),
        ("asin", &[x]) => asin(x),
        ("acos", &[x]) => acos(x),
        ("atan", &[x]) => atan(x),
        ("asec", &[x]) => asec(x),
        ("acsc", &[x]) => acsc(x),
        ("acot", &[x]) => acot(x),
        ("sinh", &[x]) => sinh(x),
        ("cosh", &[x]) => cosh(x),
        ("tanh", &[x]) => tanh(x),
        ("sech", &[x]) => sech(x),
        ("csch", &[x]) => csch(x),
        ("coth", &[x]) => coth(x),
        ("asinh", &[x]) => asinh(x),
        ("acosh", &[x]) => acosh(x),
        ("atanh", &[x]) => atanh(x),
        ("asech", &[x]) => asech(x),
        ("acsch", &[x]) => acsch(x),
        ("acoth", &[x]) => acoth(x),
        ("sigmoid", &[x]) => sigmoid(x),
        ("softplus", &[x]) => softplus(x),
        ("gelu", &[x]) => gelu(x),
        ("erf", &[x]) => erf(x),
        ("erfc", &[x]) => erfc(x),
        ("gamma", &[x]) => gamma(x),
        ("lgamma", &[x]) => lgamma(x),
        ("digamma", &[x]) => digamma(x),
        ("lambert_w0", &[x]) => lambert_w0(x),
        ("lambert_wm1", &[x]) => lambert_wm1(x),
        ("pow", &[x, y]) => pow(x, y),
        ("log", &[x, base]) => log(x, base),
        ("root", &[x, n]) => root(x, n),
        ("atan2", &[y, x]) => atan2(y, x),
        ("hypot", &[x, y]) => hypot(x, y),
        ("powi", &[x, n]) => powi(x, n as i32),
        ("polygamma", &[n, x]) => polygamma(n as u32, x),
        _ => panic!("no function {name} of {} arguments", arguments.len()),
    }
}

/// The bound on the error in units of the last place.
fn bound(name: &str) -> f64 {
    match name {
        "sqrt" | "cbrt" => 0.5001,
        "gamma" | "lgamma" => 6.0,
        "digamma" => 20.0,
        "polygamma" => 20.0,
        "powi" => 12.0,
        _ => 4.0,
    }
}

/// The distance from the exact value in units of the last place of the nearest double.
fn ulps(value: f64, exact: &str) -> f64 {
    let exact = Rational::parse(exact).expect("a decimal");
    let Some(value) = Rational::from_f64(value) else {
        return f64::INFINITY;
    };
    let nearest = exact.to_f64();
    let unit = Rational::from_f64(libm::nextafter(abs(nearest), f64::INFINITY) - abs(nearest)).expect("finite");
    (value - exact).abs().checked_div(&unit).expect("not zero").to_f64()
}

#[test]
fn values_agree_with_the_reference() {
    let mut worst: BTreeMap<&str, (f64, &str)> = BTreeMap::new();
    let mut rows = 0;
    for line in REFERENCE.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let (name, numbers) = fields.split_first().expect("a name");
        let (exact, arguments) = numbers.split_last().expect("a value");
        let arguments: Vec<f64> = arguments.iter().map(|text| text.parse().expect("a double")).collect();
        let error = ulps(apply(name, &arguments), exact);
        let entry = worst.entry(name).or_insert((0.0, line));
        if error > entry.0 {
            *entry = (error, line);
        }
        rows += 1;
    }
    assert!(rows > 2_500 && worst.len() == 49, "{rows} rows of {} functions", worst.len());
    let failures: Vec<String> = worst
        .iter()
        .filter(|(name, (error, _))| *error > bound(name))
        .map(|(_, (error, line))| format!("{error:.1} ulp at {line}"))
        .collect();
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn outside_the_domain_there_is_no_value() {
    let undefined = [
        sqrt(-1.0),
        ln(-1.0),
        log2(-1.0),
        log10(-1.0),
        log1p(-2.0),
        log(2.0, 1.0),
        log(2.0, -3.0),
        log(-2.0, 3.0),
        log(2.0, 0.0),
        root(-8.0, 4.0),
        root(8.0, 0.0),
        root(-8.0, 2.5),
        pow(-8.0, 1.0 / 3.0),
        pow(f64::NEG_INFINITY, 0.5),
        pow(-1.0, f64::INFINITY),
        pow(f64::NAN, 0.0),
        pow(1.0, f64::NAN),
        powi(f64::NAN, 0),
        asin(1.5),
        acos(-1.5),
        asec(0.5),
        acsc(-0.5),
        acosh(0.5),
        acosh(-5.0),
        atanh(1.5),
        asech(1.5),
        asech(-0.5),
        acoth(0.5),
        modulo(1.0, 0.0),
        gamma(-3.0),
        gamma(0.0),
        digamma(0.0),
        digamma(-2.0),
        polygamma(1, -2.0),
        polygamma(101, 1.0),
        lambert_w0(-0.4),
        lambert_wm1(-0.4),
        lambert_wm1(0.1),
        sin(f64::INFINITY),
        hypot(f64::NAN, f64::INFINITY),
        min(f64::NAN, 1.0),
        min(1.0, f64::NAN),
        max(f64::NAN, 1.0),
        max(1.0, f64::NAN),
        clamp(1.0, f64::NAN, 2.0),
        relu(f64::NAN),
        step(f64::NAN),
        sign(f64::NAN),
        logsumexp(&[1.0, f64::NAN, f64::INFINITY]),
    ];
    for (index, value) in undefined.iter().enumerate() {
        assert!(value.is_nan(), "entry {index} gives {value}");
    }
}

#[test]
fn exact_values() {
    for (value, expected) in [
        (log10(1000.0), 3.0),
        (log10(1e22), 22.0),
        (log2(8.0), 3.0),
        (log2(0.125), -3.0),
        (log(243.0, 3.0), 5.0),
        (log(125.0, 5.0), 3.0),
        (log(0.125, 0.5), 3.0),
        (root(-243.0, 5.0), -3.0),
        (root(1e10, 10.0), 10.0),
        (root(16.0, -4.0), 0.5),
        (root(0.0, 5.0), 0.0),
        (cbrt(-27.0), -3.0),
        (pow(0.0, 0.0), 1.0),
        (pow(-2.0, 3.0), -8.0),
        (pow(-0.0, -1.0), f64::INFINITY),
        (powi(0.0, 0), 1.0),
        (powi(0.0, -1), f64::INFINITY),
        (powi(-2.0, 11), -2048.0),
        (powi(2.0, -3), 0.125),
        (powi(1.0, i32::MIN), 1.0),
        (gamma(6.0), 120.0),
        (gamma(23.0), 1124000727777607680000.0),
        (modulo(-1.0, 3.0), 2.0),
        (modulo(7.5, -2.0), -0.5),
        (modulo(6.0, 3.0), 0.0),
        (round(-2.5), -3.0),
        (round(0.49999999999999994), 0.0),
        (sign(-0.0), 0.0),
        (step(0.0), 0.0),
        (step(1e-300), 1.0),
        (relu(-1.0), 0.0),
        (min(1.0, 2.0), 1.0),
        (max(1.0, 2.0), 2.0),
        (clamp(5.0, 0.0, 1.0), 1.0),
        (sigmoid(0.0), 0.5),
        (sigmoid(-800.0), 0.0),
        (sigmoid(800.0), 1.0),
        (softplus(1e300), 1e300),
        (softplus(f64::NEG_INFINITY), 0.0),
        (gelu(0.0), 0.0),
        (gelu(f64::NEG_INFINITY), 0.0),
        (gelu(f64::INFINITY), f64::INFINITY),
        (gelu(-1e200), 0.0),
        (logsumexp(&[]), f64::NEG_INFINITY),
        (logsumexp(&[1000.0]), 1000.0),
        (logsumexp(&[f64::NEG_INFINITY; 3]), f64::NEG_INFINITY),
        (logsumexp(&[f64::INFINITY, f64::INFINITY]), f64::INFINITY),
        (logsumexp(&[0.0, 0.0]), std::f64::consts::LN_2),
        (logsumexp(&[-1000.0, -1000.0]), -1000.0 + std::f64::consts::LN_2),
        (lambert_w0(0.0), 0.0),
        (lambert_w0(std::f64::consts::E), 1.0),
        (lambert_w0(-1.0 / std::f64::consts::E), -1.0),
        (lambert_wm1(-1.0 / std::f64::consts::E), -1.0),
        (acot(0.0), std::f64::consts::FRAC_PI_2),
        (asec(1.0), 0.0),
        (asec(-1.0), std::f64::consts::PI),
        (acoth(1.0), f64::INFINITY),
        (acoth(-1.0), f64::NEG_INFINITY),
        (asech(0.0), f64::INFINITY),
        (acsch(f64::INFINITY), 0.0),
        (acoth(f64::INFINITY), 0.0),
        (csch(f64::INFINITY), 0.0),
        (ln(0.0), f64::NEG_INFINITY),
        (atan2(-0.0, -1.0), std::f64::consts::PI),
        (lambert_w0(f64::INFINITY), f64::INFINITY),
        (digamma(f64::INFINITY), f64::INFINITY),
        (polygamma(2, f64::INFINITY), 0.0),
    ] {
        assert_eq!(value, expected);
    }
}

#[test]
fn lambert_inverts_from_end_to_end() {
    let mut x = -0.367_879_441_171_442_3;
    while x < 1e300 {
        let w = lambert_w0(x);
        assert!(w >= -1.0 && abs(w * exp(w) - x) <= 1e-13 * abs(x) * (1.0 + abs(w)), "W({x}) = {w}");
        if x < 0.0 {
            let w = lambert_wm1(x);
            assert!(w <= -1.0 && abs(w * exp(w) - x) <= 1e-13 * abs(x) * abs(w), "W-1({x}) = {w}");
        }
        x += 1e-3 + abs(x) * 0.01;
    }
}

/// The functions of one variable in the table, and those of two.
const UNARY: &[&str] = &[
    "sqrt",
    "cbrt",
    "exp",
    "expm1",
    "ln",
    "log1p",
    "log2",
    "log10",
    "sin",
    "cos",
    "tan",
    "sec",
    "csc",
    "cot",
    "asin",
    "acos",
    "atan",
    "asec",
    "acsc",
    "acot",
    "sinh",
    "cosh",
    "tanh",
    "sech",
    "csch",
    "coth",
    "asinh",
    "acosh",
    "atanh",
    "asech",
    "acsch",
    "acoth",
    "sigmoid",
    "softplus",
    "gelu",
    "erf",
    "erfc",
    "gamma",
    "lgamma",
    "digamma",
    "lambert_w0",
    "lambert_wm1",
];
const BINARY: &[&str] = &["pow", "log", "root", "atan2", "hypot", "powi", "polygamma"];

proptest! {
    /// Any double at all, NaN and the infinities included, gives a value and soon.
    #[test]
    fn every_function_is_total(x in any::<u64>(), y in any::<u64>()) {
        let (x, y) = (f64::from_bits(x), f64::from_bits(y));
        for name in UNARY {
            prop_assert!(apply(name, &[f64::NAN]).is_nan(), "{}", name);
            apply(name, &[x]);
        }
        for name in BINARY {
            apply(name, &[x, y]);
            if !["powi", "polygamma"].contains(name) {
                prop_assert!(apply(name, &[x, f64::NAN]).is_nan() && apply(name, &[f64::NAN, y]).is_nan(), "{}", name);
            }
        }
    }

    #[test]
    fn remainders_have_the_sign_of_the_divisor(x in -1e6_f64..1e6, y in -1e3_f64..1e3) {
        let rest = modulo(x, y);
        prop_assert!(rest == 0.0 || (rest < 0.0) == (y < 0.0));
        prop_assert!(abs(rest) <= abs(y));
        let turns = (x - rest) / y;
        prop_assert!(abs(turns - round(turns)) < 1e-6, "{} turns", turns);
    }

    #[test]
    fn logsumexp_agrees_with_the_plain_form(terms in prop::collection::vec(-20_f64..20.0, 1..30)) {
        let plain = ln(terms.iter().map(|&term| exp(term)).sum());
        prop_assert!(abs(logsumexp(&terms) - plain) <= 1e-13 * (1.0 + abs(plain)));
        let shifted: Vec<f64> = terms.iter().map(|term| term + 1e5).collect();
        prop_assert!(abs(logsumexp(&shifted) - 1e5 - plain) <= 1e-9);
    }
}
