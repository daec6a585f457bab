//! Numbers as a reader of a picture wants them: short, without floating-point noise, with a real minus sign.

/// A number in at most this many significant digits, such as `−0.0625` or `1.2×10⁻⁹`.
pub fn short(x: f64, digits: usize) -> String {
    if x.is_nan() {
        return "undefined".to_string();
    }
    if x.is_infinite() {
        return if x > 0.0 { "∞" } else { "−∞" }.to_string();
    }
    let digits = digits.clamp(1, 17);
    // The exponent after rounding, so that 9.9996 becomes 10 and not 10.00.
    let scientific = format!("{:.*e}", digits - 1, x);
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if x == 0.0 {
        "0".to_string()
    } else if (-4..digits.max(6) as i32).contains(&exponent) {
        let decimals = (digits as i32 - 1 - exponent).max(0) as usize;
        signed(trimmed(&format!("{x:.decimals$}")))
    } else {
        format!("{}×10{}", signed(trimmed(mantissa)), superscript(exponent))
    }
}

/// Numbers of one axis, all multiples of `unit · 10^exponent`, with the same number of decimals.
pub fn aligned(multiples: &[i64], unit: i64, exponent: i32) -> Vec<String> {
    let largest = multiples.iter().map(|&m| m.saturating_mul(unit).unsigned_abs()).max().unwrap_or(0);
    let lead = if largest == 0 { 0 } else { largest.ilog10() as i32 + exponent };
    let plain = (-4..6).contains(&lead) || (lead - exponent > 4 && (-4..15).contains(&lead));
    multiples
        .iter()
        .map(|&m| {
            let whole = m.saturating_mul(unit);
            if whole == 0 {
                "0".to_string()
            } else if plain {
                signed(&fixed(whole, exponent))
            } else {
                format!("{}×10{}", signed(&fixed(whole, exponent - lead)), superscript(lead))
            }
        })
        .collect()
}

/// `10ⁿ`.
pub fn power_of_ten(exponent: i32) -> String {
    format!("10{}", superscript(exponent))
}

/// A whole number in raised digits.
pub fn superscript(n: i32) -> String {
    n.to_string()
        .chars()
        .map(|c| match c {
            '-' => '⁻',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            other => other.to_digit(10).and_then(|d| char::from_u32(0x2070 + d)).unwrap_or(other),
        })
        .collect()
}

/// `whole · 10^exponent`, digit by digit.
fn fixed(whole: i64, exponent: i32) -> String {
    let sign = if whole < 0 { "-" } else { "" };
    let digits = whole.unsigned_abs().to_string();
    if exponent >= 0 {
        return format!("{sign}{digits}{}", "0".repeat(exponent as usize));
    }
    let decimals = exponent.unsigned_abs() as usize;
    let padded = format!("{digits:0>width$}", width = decimals + 1);
    let (head, tail) = padded.split_at(padded.len() - decimals);
    format!("{sign}{head}.{tail}")
}

fn signed(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|b| b == b'0' || b == b'.') => rest.to_string(),
        Some(rest) => format!("−{rest}"),
        None => text.to_string(),
    }
}

fn trimmed(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_carry_no_noise() {
        assert_eq!(short(0.1 + 0.2, 5), "0.3");
        assert_eq!(short(-49.0, 5), "−49");
        assert_eq!(short(3.584, 4), "3.584");
        assert_eq!(short(9.99996, 4), "10");
        assert_eq!(short(123456.7, 4), "123457");
        assert_eq!(short(1.2e-9, 4), "1.2×10⁻⁹");
        assert_eq!(short(1e300, 4), "1×10³⁰⁰");
        assert_eq!(short(-0.0, 4), "0");
        assert_eq!(short(f64::NEG_INFINITY, 4), "−∞");
    }

    #[test]
    fn labels_of_an_axis_share_their_decimals() {
        assert_eq!(aligned(&[-1, 0, 1, 2], 5, -1), ["−0.5", "0", "0.5", "1.0"]);
        assert_eq!(aligned(&[0, 1, 2], 5, 6), ["0", "0.5×10⁷", "1.0×10⁷"]);
        assert_eq!(aligned(&[1, 2, 3], 2, -7), ["2×10⁻⁷", "4×10⁻⁷", "6×10⁻⁷"]);
        assert_eq!(aligned(&[1_000_001, 1_000_002], 1, 0), ["1000001", "1000002"]);
    }
}
