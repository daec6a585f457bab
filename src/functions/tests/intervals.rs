//! Bounds on boxes: against values to 40 digits at points inside, and what is said of the behaviour there.

use proptest::prelude::*;

use super::{Stream, counts};
use crate::expr::{DoubleFunction, FunctionDef};
use crate::functions::{ALL, find};
use crate::numeric::{Ball, Interval, Quality, Rational};

/// Enough for 40 digits after any cancellation, down to the least doubles.
const BITS: usize = 1_400;

/// Exact arguments and values to 20 digits, computed with mpmath by `tests/peers/real_functions.py`.
const REFERENCE: &str = include_str!("../../../tests/data/real_functions.tsv");

fn exact(x: f64) -> Rational {
    Rational::from_f64(x).expect("finite")
}

/// Is the number between the ends, which may be infinite, or beyond them by no more than the slack?
fn holds(range: Interval, value: &Rational, slack: &Rational) -> bool {
    let above = range.low() == f64::NEG_INFINITY || range.low() < f64::INFINITY && exact(range.low()) <= value + slack;
    let below =
        range.high() == f64::INFINITY || range.high() > f64::NEG_INFINITY && value - slack <= exact(range.high());
    above && below
}

/// The value to many digits.
fn value(f: &FunctionDef, point: &[f64]) -> Option<(Rational, Rational)> {
    let arguments: Option<Vec<Ball>> = point.iter().map(|&x| Ball::from_rational(&exact(x), BITS).ok()).collect();
    let value = (f.ball)(&arguments?).ok()?.middle_value();
    // The last of the digits, which of a 0 are those that all these bits show.
    let slack = value.abs().checked_div(&Rational::from(10).pow(60).ok()?).ok()? + Rational::from(10).pow(-400).ok()?;
    Some((value, slack))
}

/// An end of an interval: of many sizes, and often where something happens.
fn end(stream: &mut Stream) -> f64 {
    let size = [1e-9, 1e-3, 1.0, 1.0, 4.0, 30.0, 300.0, 1e6][stream.below(8)];
    let x = stream.between(-size, size);
    match stream.below(4) {
        0 => x.round(),
        1 => (2.0 * x).round() / 2.0,
        _ => x,
    }
}

fn side(stream: &mut Stream) -> Interval {
    let low = end(stream);
    let width = [0.0, 1e-12, 1e-6, 0.1, 1.0, 3.0, 20.0][stream.below(7)] * stream.between(0.5, 1.0);
    match stream.below(12) {
        0 => Interval::new(low, f64::INFINITY),
        1 => Interval::new(f64::NEG_INFINITY, low),
        2 => Interval::new(low.min(0.0), low.max(0.0)),
        _ => Interval::new(low, low + width),
    }
}

fn inside(stream: &mut Stream, x: Interval) -> f64 {
    let (low, high) = (x.low().max(x.high().min(0.0) - 1e3), x.high().min(x.low().max(0.0) + 1e3));
    let point = match stream.below(4) {
        0 => low,
        1 => high,
        _ => stream.between(low, high).clamp(low, high),
    };
    // A negative zero is no other number.
    point + 0.0
}

fn check(f: &FunctionDef, sides: &[Interval], stream: &mut Stream) -> Result<(), TestCaseError> {
    let Some(interval) = f.interval else {
        return Ok(());
    };
    let enclosure = interval(sides);
    for _ in 0..3 {
        let point: Vec<f64> = sides.iter().map(|&x| inside(stream, x)).collect();
        let double = f.value.at(&point);
        if enclosure.quality >= Quality::Defined {
            prop_assert!(!double.is_nan(), "{} is said to have values on {:?}, not at {:?}", f.name, sides, point);
        }
        if let Some((value, slack)) = value(f, &point) {
            prop_assert!(
                holds(enclosure.range, &value, &slack),
                "{} at {:?} is {:?}, outside {:?} on {:?}",
                f.name,
                point,
                value.to_f64(),
                enclosure.range,
                sides
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ranges_hold_the_values(seed in any::<u64>()) {
        let mut stream = Stream(seed);
        for f in ALL {
            for n in counts(f) {
                let sides: Vec<Interval> = (0..n).map(|_| side(&mut stream)).collect();
                check(f, &sides, &mut stream)?;
            }
        }
    }

    /// A short interval has a short range where the function is smooth and not steep.
    #[test]
    fn short_boxes_have_short_ranges(seed in any::<u64>()) {
        let mut stream = Stream(seed);
        for f in ALL.iter().filter(|f| matches!(f.value, DoubleFunction::One(_))) {
            let low = stream.between(-9.0, 9.0);
            let enclosure = f.interval.expect("known")(&[Interval::new(low, low + 1e-12)]);
            let value = f.value.at(&[low]);
            if enclosure.quality == Quality::Smooth && value.abs() < 1e3 {
                let width = enclosure.range.width();
                let allowed = 1e-9 * (value.abs() + 1e-3) + 2.0 * (f.value.at(&[low + 1e-12]) - value).abs();
                prop_assert!(width <= allowed, "{} at {}: {}", f.name, low, width);
            }
        }
    }
}

#[test]
fn every_function_has_bounds() {
    for f in ALL {
        assert!(f.interval.is_some(), "{}", f.name);
        for n in counts(f).into_iter().filter(|n| *n > 0) {
            let nowhere = f.interval.expect("known")(&vec![Interval::EMPTY; n]);
            assert!(nowhere.range.is_empty() && nowhere.quality == Quality::Partial, "{}", f.name);
        }
    }
}

#[test]
fn points_of_the_reference_lie_in_their_bounds() {
    let mut rows = 0;
    for line in REFERENCE.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let Some(f) = find(fields[0]) else { continue };
        let (value, arguments) = fields[1..].split_last().expect("a value");
        let sides: Vec<Interval> = arguments.iter().map(|t| Interval::point(t.parse().expect("a double"))).collect();
        let value = Rational::parse(value).expect("a decimal");
        let slack = value.abs() * Rational::new(1, 1_000_000_000_000_000_000).unwrap_or_default();
        let range = f.interval.expect("known")(&sides).range;
        assert!(holds(range, &value, &slack), "{line}: {range:?}");
        rows += 1;
    }
    assert!(rows > 2_000, "{rows}");
}

type Ends = (f64, f64);
type Known = (&'static str, Ends, Ends, Quality);

/// Function, interval, the range to be held by the bounds and nearly to be theirs, and the quality.
#[rustfmt::skip]
const KNOWN: &[Known] = {
    use Quality::{Continuous, Defined, Partial, Smooth};
    const INFINITY: f64 = f64::INFINITY;
    const QUARTER: f64 = std::f64::consts::FRAC_PI_2;
    &[
        ("sqrt", (0.0, 4.0), (0.0, 2.0), Continuous), ("sqrt", (9.0, 16.0), (3.0, 4.0), Smooth), ("sqrt", (-1.0, 4.0), (0.0, 2.0), Partial),
        ("cbrt", (-8.0, 27.0), (-2.0, 3.0), Continuous), ("exp", (0.0, 0.0), (1.0, 1.0), Smooth), ("exp", (-INFINITY, 0.0), (0.0, 1.0), Smooth),
        ("ln", (1.0, 1.0), (0.0, 0.0), Smooth), ("ln", (0.0, 1.0), (-INFINITY, 0.0), Partial), ("log2", (0.125, 8.0), (-3.0, 3.0), Smooth),
        ("log10", (1.0, 1000.0), (0.0, 3.0), Smooth), ("log1p", (-1.0, 0.0), (-INFINITY, 0.0), Partial),
        ("sin", (0.0, 0.0), (0.0, 0.0), Smooth), ("sin", (1.0, 2.0), (0.841_470_984_807_896_5, 1.0), Smooth), ("sin", (0.0, 7.0), (-1.0, 1.0), Smooth),
        ("cos", (0.0, 0.0), (1.0, 1.0), Smooth), ("cos", (-1.0, 1.0), (0.540_302_305_868_139_8, 1.0), Smooth), ("cos", (3.0, 3.5), (-1.0, -0.936_456_687_290_796_3), Smooth),
        ("tan", (1.0, 2.0), (-INFINITY, INFINITY), Partial), ("tan", (-QUARTER, 0.0), (-1.633_123_935_319_537e16, 0.0), Smooth),
        ("cot", (0.0, 1.0), (0.642_092_615_934_330_7, INFINITY), Partial), ("csc", (0.0, 1.0), (1.188_395_105_778_121_2, INFINITY), Partial),
        ("sec", (-1.0, 1.0), (1.0, 1.850_815_717_680_925_6), Smooth), ("sec", (1.0, 2.0), (-INFINITY, INFINITY), Partial),
        ("asin", (-1.0, 1.0), (-QUARTER, QUARTER), Continuous), ("asin", (-0.5, 0.0), (-std::f64::consts::FRAC_PI_6, 0.0), Smooth),
        ("acos", (1.0, 1.0), (0.0, 0.0), Continuous), ("asec", (1.0, 2.0), (0.0, 1.047_197_551_196_597_7), Continuous), ("acsc", (0.0, 1.0), (QUARTER, QUARTER), Partial),
        ("acot", (-1.0, 1.0), (-QUARTER, QUARTER), Defined), ("acosh", (1.0, 1.0), (0.0, 0.0), Continuous), ("asech", (0.0, 1.0), (0.0, INFINITY), Partial),
        ("atanh", (-1.0, 0.0), (-INFINITY, 0.0), Partial), ("acoth", (1.0, 2.0), (0.549_306_144_334_054_8, INFINITY), Partial),
        ("csch", (-1.0, 0.0), (-INFINITY, -0.850_918_128_239_321_5), Partial), ("coth", (-1.0, 1.0), (-INFINITY, INFINITY), Partial),
        ("tanh", (-INFINITY, INFINITY), (-1.0, 1.0), Smooth), ("cosh", (-1.0, 2.0), (1.0, 3.762_195_691_083_631_4), Smooth), ("sech", (0.0, INFINITY), (0.0, 1.0), Smooth),
        ("abs", (-1.0, 2.0), (0.0, 2.0), Continuous), ("abs", (-2.0, -1.0), (1.0, 2.0), Smooth), ("relu", (-2.0, -1.0), (0.0, 0.0), Smooth), ("relu", (-1.0, 1.0), (0.0, 1.0), Continuous),
        ("sign", (-1.0, 1.0), (-1.0, 1.0), Defined), ("sign", (0.0, 0.0), (-1.0, 1.0), Defined), ("sign", (0.5, 1.0), (1.0, 1.0), Smooth),
        ("step", (-1.0, 1.0), (0.0, 1.0), Defined), ("step", (-1.0, 0.0), (0.0, 1.0), Defined), ("step", (-2.0, -1.0), (0.0, 0.0), Smooth),
        ("floor", (0.5, 0.7), (0.0, 0.0), Smooth), ("floor", (0.5, 1.0), (0.0, 1.0), Defined), ("floor", (1.0, 1.5), (1.0, 1.0), Defined), ("ceil", (1.0, 1.5), (1.0, 2.0), Defined),
        ("round", (0.5, 0.7), (1.0, 1.0), Defined), ("round", (0.6, 1.4), (1.0, 1.0), Smooth), ("round", (-0.7, -0.5), (-1.0, -1.0), Defined),
        ("sigmoid", (-INFINITY, 0.0), (0.0, 0.5), Smooth), ("gelu", (-INFINITY, 0.0), (-0.169_971_207_479_903_67, 0.0), Smooth), ("erfc", (0.0, INFINITY), (0.0, 1.0), Smooth),
        ("gamma", (1.0, 3.0), (0.885_603_194_410_888_7, 2.0), Smooth), ("gamma", (0.0, 1.0), (1.0, INFINITY), Partial), ("gamma", (4.0, 5.0), (6.0, 24.0), Smooth),
        ("gamma", (-0.75, -0.25), (-4.901_666_809_860_711, -3.544_643_611_155_005), Smooth), ("gamma", (-1.0, -0.5), (-INFINITY, -3.544_643_611_155_005), Partial), ("gamma", (-0.5, 0.5), (-INFINITY, INFINITY), Partial),
        ("lgamma", (1.0, 3.0), (-0.121_486_290_535_849_6, std::f64::consts::LN_2), Smooth), ("digamma", (0.0, 1.0), (-INFINITY, -0.577_215_664_901_532_9), Partial),
    ]
};

#[test]
fn ranges_and_qualities_at_special_places() {
    for &(name, (low, high), (least, greatest), quality) in KNOWN {
        let found = find(name).and_then(|f| f.interval).expect("known")(&[Interval::new(low, high)]);
        assert_eq!(found.quality, quality, "{name} on [{low}, {high}]");
        for (end, wanted) in [(found.range.low(), least), (found.range.high(), greatest)] {
            let close = end == wanted || (end - wanted).abs() <= 2e-14 * wanted.abs();
            assert!(close, "{name} on [{low}, {high}]: {end}, not {wanted}");
        }
    }
}

#[test]
fn boxes_of_several_arguments() {
    let at = |name: &str, sides: &[(f64, f64)]| {
        let sides: Vec<Interval> = sides.iter().map(|s| Interval::new(s.0, s.1)).collect();
        let found = find(name).and_then(|f| f.interval).expect("known")(&sides);
        (found.range, found.quality)
    };
    let span = Interval::new;
    assert_eq!(at("max", &[(0.0, 1.0), (2.0, 3.0)]), (span(2.0, 3.0), Quality::Smooth));
    assert_eq!(at("max", &[(0.0, 2.0), (2.0, 3.0)]), (span(2.0, 3.0), Quality::Continuous));
    assert_eq!(at("min", &[(0.0, 2.0), (-1.0, 3.0), (4.0, 4.0)]), (span(-1.0, 2.0), Quality::Continuous));
    assert_eq!(at("clamp", &[(-1.0, 0.5), (0.0, 0.0), (1.0, 1.0)]), (span(0.0, 0.5), Quality::Continuous));
    assert_eq!(at("clamp", &[(0.25, 0.5), (0.0, 0.0), (1.0, 1.0)]), (span(0.25, 0.5), Quality::Smooth));
    assert_eq!(at("clamp", &[(-1.0, 0.5), (0.0, 0.0), (-2.0, -2.0)]), (span(-2.0, -2.0), Quality::Smooth));
    assert_eq!(at("mod", &[(6.0, 6.0), (3.0, 3.0)]), (Interval::ZERO, Quality::Defined));
    assert_eq!(at("mod", &[(5.0, 7.0), (3.0, 3.0)]), (span(0.0, 3.0), Quality::Defined));
    assert_eq!(at("mod", &[(4.0, 5.0), (3.0, 3.0)]), (span(1.0, 2.0), Quality::Smooth));
    assert_eq!(at("mod", &[(4.0, 5.0), (-1.0, 3.0)]), (span(-1.0, 3.0), Quality::Partial));
    assert_eq!(at("hypot", &[(-3.0, 3.0), (0.0, 4.0)]), (span(0.0, 5.0), Quality::Continuous));
    assert_eq!(at("root", &[(-32.0, 32.0), (5.0, 5.0)]), (span(-2.0, 2.0), Quality::Continuous));
    assert_eq!(at("root", &[(-1.0, 16.0), (4.0, 4.0)]), (span(0.0, 2.0), Quality::Partial));
    assert_eq!(at("root", &[(1.0, 4.0), (-2.0, -2.0)]), (span(0.5, 1.0), Quality::Smooth));
    assert_eq!(at("log", &[(1.0, 8.0), (2.0, 2.0)]), (span(0.0, 3.0), Quality::Smooth));
    assert_eq!(at("log", &[(1.0, 8.0), (0.5, 2.0)]).1, Quality::Partial);
    assert_eq!(at("logsumexp", &[(1.0, 2.0)]), (span(1.0, 2.0), Quality::Smooth));
    assert_eq!(at("atan2", &[(-1.0, 1.0), (-1.0, 1.0)]).1, Quality::Defined);
    assert_eq!(at("atan2", &[(-1.0, 1.0), (0.5, 1.0)]).1, Quality::Smooth);
    assert_eq!(at("atan2", &[(0.0, 0.0), (2.0, 3.0)]), (Interval::ZERO, Quality::Smooth));
    assert_eq!(at("polygamma", &[(0.5, 0.5), (1.0, 2.0)]), (Interval::EMPTY, Quality::Partial));
}
