//! Reading and writing.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use dashu_base::{BitTest, DivRem};
use dashu_int::UBig;

use super::{Rational, Repr, UNIT, steps};
use crate::interrupt::count;
use crate::numeric::budget::digits;
use crate::numeric::format::lay_out;

/// Written plainly, a decimal may have this many zeros between point and digits.
const MAX_LEADING_ZEROS: usize = 5;

/// Written plainly, an integer may have this many zeros at its end.
const MAX_TRAILING_ZEROS: usize = 20;

/// Why a text is not a rational number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseRationalError {
    /// Not of the form `12`, `0.1`, `1e-3`.
    #[error("not a number")]
    Malformed,
    /// Too many digits when written out in full.
    #[error("the number has more than {} digits", digits::NUMBER)]
    TooLong,
}

impl Rational {
    /// Reads `12`, `0.1`, `.5`, `5.`, `1.5E+10`, with an optional sign, exactly.
    pub fn parse(text: &str) -> Result<Rational, ParseRationalError> {
        let (negative, unsigned) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
            Some(at) => (&unsigned[..at], parse_exponent(&unsigned[at + 1..])?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let only_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !only_digits(whole) || !only_digits(fraction) {
            return Err(ParseRationalError::Malformed);
        }
        let value = decimal_value(whole, fraction, exponent)?;
        Ok(if negative { -value } else { value })
    }

    /// Whether the decimal expansion ends: the denominator has no prime factor but 2 and 5.
    pub fn is_decimal(&self) -> bool {
        self.decimal_places().is_some()
    }

    /// The exact decimal expansion, if it ends: `0.0001`, `-123.25`, `1e-12`. [`Rational::parse`] reads it back;
    /// what would be too long for that has no such text.
    pub fn decimal_text(&self) -> Option<String> {
        let places = self.decimal_places()?;
        if places > digits::NUMBER {
            return None;
        }
        if let Some(integer) = self.to_i64()
            && integer.unsigned_abs() < 1_000_000_000
        {
            return Some(integer.to_string());
        }
        let (num, den) = self.magnitudes();
        let scaled = num * UBig::from(10_u8).pow(places) / den;
        let digits = scaled.to_string();
        if digits.len() > digits::NUMBER {
            return None;
        }
        let text = place_point(&digits, places);
        Some(if self.is_negative() { format!("-{text}") } else { text })
    }

    /// Rounded to this many significant digits, at least one, ties to even, laid out as
    /// [`format::significant`](crate::numeric::format::significant) does.
    pub fn significant(&self, digits: usize) -> String {
        if self.is_zero() {
            return "0".to_string();
        }
        let digits = digits.clamp(1, digits::NUMBER);
        let (num, den) = self.magnitudes();
        // The power of ten of the first digit; the estimate is off by one at most.
        let log2 = num.bit_len() as f64 - den.bit_len() as f64;
        let mut exponent = libm::floor(log2 * std::f64::consts::LOG10_2) as i64 - 1;
        let text = loop {
            let text = rounded_quotient(&num, &den, digits as i64 - 1 - exponent).to_string();
            if text.len() <= digits {
                break text;
            }
            exponent += 1;
        };
        let (first, rest) = text.split_at(1);
        // Short by a digit only if the first guess was a power of ten too high, which its -1 rules out.
        let sign = if self.is_negative() { "-" } else { "" };
        lay_out(&format!("{sign}{first}.{rest}e{exponent}"), -4, digits as i32 - 1)
    }

    /// Digits after the point in the exact decimal expansion, if it ends.
    fn decimal_places(&self) -> Option<usize> {
        if let Repr::Small { den: UNIT, .. } = self.0 {
            return Some(0);
        }
        let (_, mut den) = self.magnitudes();
        let twos = den.trailing_zeros().unwrap_or(0);
        den >>= twos;
        let fives = den.remove(&UBig::from(5_u8)).unwrap_or(0);
        den.is_one().then_some(twos.max(fives))
    }
}

/// The integer nearest to `num / den * 10^scale`, ties to even.
fn rounded_quotient(num: &UBig, den: &UBig, scale: i64) -> UBig {
    let power = UBig::from(10_u8).pow(scale.unsigned_abs() as usize);
    let (num, den) = if scale >= 0 { (num * power, den.clone()) } else { (num.clone(), den * power) };
    let (quotient, rest) = num.div_rem(&den);
    match (rest << 1_usize).cmp(&den) {
        Ordering::Less => quotient,
        Ordering::Equal if !quotient.bit(0) => quotient,
        Ordering::Equal | Ordering::Greater => quotient + UBig::ONE,
    }
}

/// The exponent after `e`; beyond any limit it saturates.
fn parse_exponent(text: &str) -> Result<i64, ParseRationalError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ParseRationalError::Malformed);
    }
    // Only overflow is left to fail.
    let magnitude = digits.parse::<i64>().unwrap_or(i64::MAX);
    Ok(if text.starts_with('-') { -magnitude } else { magnitude })
}

/// The value of `whole.fraction` times a power of ten; both parts are digits.
fn decimal_value(whole: &str, fraction: &str, exponent: i64) -> Result<Rational, ParseRationalError> {
    if whole.len().saturating_add(fraction.len()) > digits::NUMBER {
        return Err(ParseRationalError::TooLong);
    }
    let fraction = fraction.trim_end_matches('0');
    let digits = [whole, fraction].concat();
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Ok(Rational::ZERO);
    }
    let power = exponent.saturating_sub(fraction.len() as i64);
    let room = if power >= 0 { digits::NUMBER - digits.len() } else { digits::NUMBER };
    if power.unsigned_abs() > room as u64 {
        return Err(ParseRationalError::TooLong);
    }
    if power == 0
        && let Ok(small) = digits.parse::<i64>()
    {
        return Ok(Rational::integer(small));
    }
    let mantissa = UBig::from_str_radix(digits, 10).map_err(|_| ParseRationalError::Malformed)?;
    let scale = UBig::from(10_u8).pow(power.unsigned_abs() as usize);
    Ok(if power >= 0 {
        Rational::from_magnitude(false, mantissa * scale)
    } else {
        Rational::reduced_beside(mantissa.into(), scale)
    })
}

/// Writes the integer `digits` divided by ten to the `places`.
fn place_point(digits: &str, places: usize) -> String {
    let significant = digits.trim_end_matches('0');
    // The power of ten of the first digit, and how the plain form would look.
    let exponent = digits.len() as i64 - 1 - places as i64;
    let trailing_zeros = (digits.len() - significant.len()).saturating_sub(places);
    if places > digits.len() + MAX_LEADING_ZEROS || trailing_zeros > MAX_TRAILING_ZEROS {
        let (first, rest) = significant.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        return format!("{first}{point}{rest}e{exponent}");
    }
    if places == 0 {
        return digits.to_string();
    }
    if places >= digits.len() {
        return format!("0.{}{digits}", "0".repeat(places - digits.len()));
    }
    let (whole, fraction) = digits.split_at(digits.len() - places);
    format!("{whole}.{fraction}")
}

impl FromStr for Rational {
    type Err = ParseRationalError;

    /// Reads a decimal, or a fraction of two integers as [`fmt::Display`] writes it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Some((num, den)) = text.split_once('/') else {
            return Self::parse(text);
        };
        let digits = num.strip_prefix('-').unwrap_or(num);
        if ![digits, den].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
            return Err(ParseRationalError::Malformed);
        }
        let (num, den) = (Self::parse(num)?, Self::parse(den)?);
        num.checked_div(&den).map_err(|error| match error {
            super::ArithmeticError::DivisionByZero => ParseRationalError::Malformed,
            super::ArithmeticError::TooLarge { .. } => ParseRationalError::TooLong,
        })
    }
}

impl fmt::Display for Rational {
    /// `31/7`, `-5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match &self.0 {
            Repr::Small { num, den: UNIT } => num.to_string(),
            Repr::Small { num, den } => format!("{num}/{den}"),
            Repr::Big(big) => {
                count(steps(self.bits()));
                big.to_string()
            }
        };
        f.pad(&text)
    }
}
