use super::*;
use crate::calculus::CORE;
use crate::functions::tests::reader::read;

fn decided(text: &str) -> Decision {
    let mut graph = Graph::new(&CORE);
    let id = read(&mut graph, text);
    sign(&mut graph, id)
}

#[test]
fn numbers_that_are_zero_are_proved_to_be() {
    for text in [
        "sqrt(5 + 2*sqrt(6)) - sqrt(2) - sqrt(3)",
        "ln(8)/ln(2) - 3",
        "cbrt(2 + sqrt(5)) + cbrt(2 - sqrt(5)) - 1",
        "sin(1)^2 + cos(1)^2 - 1",
        "exp(ln(2)/3)^3 - 2",
        "sqrt(sqrt(5 + 2*sqrt(6)) - sqrt(2) - sqrt(3))",
        "cos(pi/7) - cos(2*pi/7) + cos(3*pi/7) - 1/2",
        "tan(3*pi/11) + 4*sin(2*pi/11) - sqrt(11)",
        "8/17 - sin(2*atan(4))",
        "cos(acos(2/3)/3)^3 - 3*cos(acos(2/3)/3)/4 - 1/6",
        "cos(atan(sqrt(2))/2)^2 - 1/2 - sqrt(3)/6",
        "4*atan(1/5) - atan(1/239) - pi/4",
        "asin(3/5) + asin(4/5) - pi/2",
        "acosh(3) - 2*asinh(1)",
        "atanh(1/2) - ln(3)/2",
        "cosh(ln(1 + sqrt(2))/2)^2 - 1/2 - sqrt(2)/2",
    ] {
        assert_eq!(decided(text), Decision::Proved(Ordering::Equal), "{text}");
    }
}

#[test]
fn near_ties_are_told_apart() {
    for k in [3, 10, 16, 40, 64, 65, 100, 150, 199, 200] {
        for number in ["sqrt(2)", "exp(1/3)", "ln(7)", "pi", "erf(1)", "gamma(1/3)"] {
            let text = format!("({number} + 10^(-{k})) - {number}*(sin(1)^2 + cos(1)^2)");
            assert_eq!(decided(&text), Decision::Proved(Ordering::Greater), "{text}");
        }
        for number in ["sqrt(2)", "2*cos(pi/7) - 2*cos(2*pi/7) + 2*cos(3*pi/7)", "sin(2*atan(4))"] {
            let text = format!("sqrt(({number})^2 + 10^(-{k})) - ({number})");
            assert_eq!(decided(&text), Decision::Proved(Ordering::Greater), "{text}");
        }
        let sum = format!("atan(1/2) + atan(1/3 + 10^(-{k})) - pi/4");
        assert_eq!(decided(&sum), Decision::Proved(Ordering::Greater), "{sum}");
    }
}

#[test]
fn what_has_no_value_has_no_sign() {
    for text in
        ["asin(1 + 10^(-100))", "0*ln(1 - sqrt(2))", "exp(ln(1 - sqrt(2)))", "sqrt(sqrt(2) - sqrt(2) - 10^(-150))"]
    {
        assert_eq!(decided(text), Decision::Undefined, "{text}");
    }
}

#[test]
fn what_is_not_proved_is_not_claimed() {
    // gamma(1/3)*gamma(2/3) is 2pi/sqrt(3), by a formula that is not known here.
    assert!(matches!(decided("gamma(1/3)*gamma(2/3) - 2*pi/sqrt(3)"), Decision::Looks { digits: 1_200..=1_300 }));
}
