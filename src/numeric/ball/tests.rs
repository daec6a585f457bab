use super::*;

/// Names, digits, arguments and values of all functions, computed with mpmath by `tests/peers/ball_functions.py`.
const REFERENCE: &str = include_str!("../../../tests/data/decimal_functions.tsv");

fn ball(text: &str, bits: usize) -> Ball {
    Ball::from_rational(&text.parse().expect("a number"), bits).expect("in range")
}

#[test]
fn digits_agree_with_the_reference() {
    let mut rows = 0;
    for line in REFERENCE.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, digits, arguments, expected] = fields[..] else { panic!("{line}") };
        let digits: usize = digits.parse().expect("a count");
        let function = crate::functions::find(name).expect("a function");
        let found = settled_digits(digits, &mut |bits| {
            let arguments: Vec<Ball> = arguments.split(',').map(|a| ball(a, bits)).collect();
            (function.ball)(&arguments)
        });
        match expected {
            "undef" => assert_eq!(found, Err(BallError::OutOfDomain), "{line}"),
            _ => {
                let expected = Rational::parse(expected).expect("a decimal").significant(digits);
                assert_eq!(found.map(|v| v.significant(digits)).as_deref(), Ok(expected.as_str()), "{line}");
            }
        }
        rows += 1;
    }
    assert!(rows > 1000);
}

#[test]
fn radii_hold_what_arguments_may_be() {
    // Of wide balls around x, the value at every point of them.
    for function in crate::functions::ALL.iter().filter(|f| f.arity.accepts(1)) {
        for middle in ["0.3", "0.7", "1.2", "2.4", "-0.6", "-1.7", "13.1", "-0.3"] {
            for exponent in [4, 8, 20] {
                let wide = ball(middle, 120).with_radius(Radius::power_of_two(-exponent));
                let Ok(value) = (function.ball)(std::slice::from_ref(&wide)) else { continue };
                let (low, high) = wide.ends().expect("ends");
                for point in [low, wide.middle(), high] {
                    let Ok(inner) = (function.ball)(&[point.with_bits(200)]) else { continue };
                    let off = inner.sub(&value.middle()).expect("a difference");
                    let beyond = Ball::from_rational(&exact_radius(&value), 300).expect("a number").sub(&off.abs());
                    let inside = beyond.expect("a difference").sign() != Some(Ordering::Less);
                    assert!(inside, "{} of {middle} ± 2^-{exponent}", function.name);
                }
            }
        }
    }
}

#[test]
fn what_more_bits_find_lies_in_the_ball() {
    let near = |base: i64, exponent: isize, bits| {
        let exact = Ball::integer(base, 2000).add(&Ball::power_of_two(exponent, 2000)).expect("in range");
        [exact.clone(), exact.neg()].map(|ball| ball.with_bits(bits))
    };
    let check = |what: &str, f: &dyn Fn(usize) -> BallResult| {
        let (Ok(rough), Ok(fine)) = (f(80), f(2000)) else { return };
        let apart = rough.sub(&fine).expect("a difference").sign().filter(|sign| sign.is_ne());
        assert_eq!(apart, None, "{what}: {rough:?}, {fine:?}");
    };
    for (base, exponent) in [0, 1, 2, 7].into_iter().flat_map(|b| [-1, -70, -90, -150, -333, -700].map(|e| (b, e))) {
        for sign in [0, 1] {
            let x = |bits| near(base, exponent, bits)[sign].clone();
            for function in crate::functions::ALL.iter().filter(|f| f.arity.accepts(1)) {
                let what = format!("{} of ±({base} + 2^{exponent})", function.name);
                check(&what, &|bits| (function.ball)(&[x(bits)]));
            }
            for (other, e) in [(0, -200), (1, -333), (3, -60)] {
                let y = |bits| near(other, e, bits)[0].clone();
                for function in crate::functions::ALL.iter().filter(|f| f.arity.accepts(2)) {
                    let what = format!("{} of ±({base} + 2^{exponent}), {other} + 2^{e}", function.name);
                    check(&what, &|bits| (function.ball)(&[x(bits), y(bits)]));
                    check(&what, &|bits| (function.ball)(&[y(bits), x(bits)]));
                }
                check("a sum", &|bits| x(bits).add(&y(bits)));
                check("a difference", &|bits| x(bits).sub(&y(bits)));
                check("a product", &|bits| x(bits).mul(&y(bits)));
                check("a quotient", &|bits| x(bits).div(&y(bits)));
            }
        }
    }
}

fn exact_radius(value: &Ball) -> Rational {
    exact_value(&Float::from_repr(value.radius.to_repr(), Context::new(64)))
}

#[test]
fn every_function_has_a_ball() {
    for function in crate::functions::ALL {
        let count = (1..=4).find(|&n| function.arity.accepts(n)).expect("a count");
        let arguments: Vec<Ball> = ["1", "2", "3", "4"][..count].iter().map(|a| ball(a, 100)).collect();
        assert_ne!((function.ball)(&arguments).map(|_| ()), Err(BallError::Undecided), "{}", function.name);
    }
}

#[test]
fn jumps_are_decided_or_not() {
    let near = ball("3", 80).with_radius(Radius::power_of_two(-60));
    assert_eq!(near.floor().map(|_| ()), Err(BallError::Undecided));
    assert_eq!(near.round().ok().and_then(|b| b.to_whole()), Some(3));
    assert_eq!(ball("-7/2", 80).floor().ok().and_then(|b| b.to_whole()), Some(-4));
    assert_eq!(ball("-7/2", 80).ceil().ok().and_then(|b| b.to_whole()), Some(-3));
    assert_eq!(ball("-7/2", 80).round().ok().and_then(|b| b.to_whole()), Some(-4));
    assert_eq!(ball("-1/4", 80).ceil().ok().and_then(|b| b.to_whole()), Some(0));
    let zero = ball("0", 80).with_radius(Radius::power_of_two(-60));
    assert_eq!(zero.signum().map(|_| ()), Err(BallError::Undecided));
    assert_eq!(zero.ln().map(|_| ()), Err(BallError::Undecided));
    assert_eq!(ball("-1", 80).ln().map(|_| ()), Err(BallError::OutOfDomain));
    assert_eq!(ball("1", 80).div(&ball("0", 80)).map(|_| ()), Err(BallError::OutOfDomain));
}
