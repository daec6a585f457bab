//! Doubles as text.
//!
//! Small exponents are written plainly and large ones as `1.2e-7`; infinities and undefined values as `inf`, `-inf`, `nan`;
//! a negative zero as `0`. Rounding is exact: the digits shown are those of the decimal nearest to the double.

/// Significant digits of a table cell.
pub const TABLE_DIGITS: usize = 6;

/// Significant digits after `≈`.
pub const PEOPLE_DIGITS: usize = 12;

/// The shortest text that reads back as the same double: `7`, `0.1`, `1e-7`, `1e21`.
pub fn shortest(value: f64) -> String {
    match special(value) {
        Some(text) => text.to_string(),
        // The limits are those of JavaScript.
        None => lay_out(&format!("{value:e}"), -6, 20),
    }
}

/// Rounded to this many significant digits, at least one, without trailing zeros: `56.84`, `-0.79204`, `1.2e-7`.
pub fn significant(value: f64, digits: usize) -> String {
    match special(value) {
        Some(text) => text.to_string(),
        None => {
            // No double has more significant digits than this.
            let digits = digits.clamp(1, 767);
            let rounded = format!("{value:.*e}", digits - 1);
            // The limits are those of printf's `%g`: nothing is shown that was not computed.
            lay_out(&rounded, -4, digits as i32 - 1)
        }
    }
}

/// `≈` and the number; one that no double holds by the bound it is beyond.
pub fn approximately(value: f64) -> String {
    match value {
        f64::INFINITY => "> 1.79e308".to_string(),
        f64::NEG_INFINITY => "< -1.79e308".to_string(),
        _ => format!("≈ {}", rounded_for_people(value)),
    }
}

/// Rounded for a line such as `sqrt(2) ≈ 1.41421356237`: 12 significant digits.
pub fn rounded_for_people(value: f64) -> String {
    significant(value, PEOPLE_DIGITS)
}

/// The names of the values that have no digits, and zero.
fn special(value: f64) -> Option<&'static str> {
    if value.is_nan() {
        Some("nan")
    } else if value.is_infinite() {
        Some(if value > 0.0 { "inf" } else { "-inf" })
    } else if value == 0.0 {
        Some("0")
    } else {
        None
    }
}

/// Turns `-d.ddde±x` into plain digits if the exponent lies within the bounds, and drops trailing zeros.
pub(super) fn lay_out(scientific: &str, lowest: i32, highest: i32) -> String {
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((scientific, "0"));
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (first, rest) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let rest = rest.trim_end_matches('0');
    if exponent < lowest || exponent > highest {
        let point = if rest.is_empty() { "" } else { "." };
        return format!("{sign}{first}{point}{rest}e{exponent}");
    }
    if exponent < 0 {
        let zeros = "0".repeat(exponent.unsigned_abs() as usize - 1);
        return format!("{sign}0.{zeros}{first}{rest}");
    }
    let whole = exponent as usize;
    if rest.len() <= whole {
        let zeros = "0".repeat(whole - rest.len());
        return format!("{sign}{first}{rest}{zeros}");
    }
    let (whole, fraction) = rest.split_at(whole);
    format!("{sign}{first}{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shortest_looks_natural() {
        for (value, expected) in [
            (7.0, "7"),
            (0.1, "0.1"),
            (-2.5, "-2.5"),
            (1e-6, "0.000001"),
            (1e-7, "1e-7"),
            (1.5e-9, "1.5e-9"),
            (1e20, "100000000000000000000"),
            (1e21, "1e21"),
            (123456.789, "123456.789"),
            (f64::MAX, "1.7976931348623157e308"),
            (5e-324, "5e-324"),
            (-0.0, "0"),
            (f64::NAN, "nan"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            assert_eq!(shortest(value), expected);
        }
    }

    #[test]
    fn table_cells() {
        for (value, expected) in [
            (7.0, "7"),
            (56.84, "56.84"),
            (-0.792_04, "-0.79204"),
            (6.459_174, "6.45917"),
            (1.207_959_9, "1.20796"),
            (2.415_919_1, "2.41592"),
            (1.2e-7, "1.2e-7"),
            (0.000_123_456_78, "0.000123457"),
            (123_456.0, "123456"),
            (1_234_567.0, "1.23457e6"),
            (999_999.5, "1e6"),
            (0.999_999_96, "1"),
            (-0.0, "0"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            assert_eq!(significant(value, TABLE_DIGITS), expected);
        }
        assert_eq!(rounded_for_people(std::f64::consts::SQRT_2), "1.41421356237");
        // The double below 0.15 rounds down, the tie 0.125 to even.
        assert_eq!(significant(0.15, 1), "0.1");
        assert_eq!(significant(0.125, 2), "0.12");
        assert_eq!(significant(5.0, 0), "5");
        assert_eq!(significant(0.1, usize::MAX), significant(0.1, 767));
    }

    proptest! {
        #[test]
        fn shortest_reads_back(bits in any::<u64>()) {
            let value = f64::from_bits(bits);
            let text = shortest(value);
            let back: f64 = text.parse().expect("a number");
            prop_assert!(back == value || value.is_nan(), "{}", text);
        }

        #[test]
        fn seventeen_digits_read_back(bits in any::<u64>()) {
            let value = f64::from_bits(bits);
            let back: f64 = significant(value, 17).parse().expect("a number");
            prop_assert!(back == value || value.is_nan());
        }

        #[test]
        fn rounding_is_within_half_a_digit(value in -1e12_f64..1e12, digits in 1_usize..15) {
            let text = significant(value, digits);
            let back: f64 = text.parse().expect("a number");
            let unit = 10_f64.powi(libm::floor(libm::log10(libm::fabs(value))) as i32 + 1 - digits as i32);
            prop_assert!(libm::fabs(back - value) <= 0.501 * unit, "{} for {}", text, value);
            let shown = text.bytes().filter(u8::is_ascii_digit).count();
            prop_assert!(text.contains('e') || text.contains("0.") || shown <= digits);
        }
    }
}
