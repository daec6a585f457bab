//! Powers and roots of numbers.

use super::coefficient::scaled;
use crate::expr::{ExprId, Fault, Graph, Number};
use crate::numeric::Rational;

pub(super) fn number_power(graph: &mut Graph, base: &Number, n: &Rational) -> ExprId {
    if base.value.is_zero() {
        return if n.is_negative() { graph.undefined(Fault::DivisionByZero) } else { graph.integer(0) };
    }
    if base.value.is_one() {
        return graph.integer(1);
    }
    match n.to_i64().map(|n| base.value.pow(n)) {
        Some(Ok(value)) => graph.number(Number::new(value, base.decimal)),
        None if base.value == Rational::from(-1) => graph.integer(if n.is_even() { 1 } else { -1 }),
        // Too long to be written out.
        Some(Err(_)) | None => {
            let (base, n) = (graph.number(base.clone()), graph.rational(n.clone()));
            graph.raw_power(base, n)
        }
    }
}

/// `b^(p/q)`: the whole part goes out, perfect powers go out, what stays is an integer under a root of degree q.
pub(super) fn root_of_number(graph: &mut Graph, b: &Rational, e: &Rational) -> ExprId {
    if b.is_one() {
        return graph.integer(1);
    }
    if b.is_zero() {
        return if e.is_negative() { graph.undefined(Fault::DivisionByZero) } else { graph.integer(0) };
    }
    if b.is_negative() {
        return graph.undefined(if Some(e) == Rational::new(1, 2).as_ref() {
            Fault::Domain { call: format!("{}({b})", graph.core().sqrt.name), needs: "x >= 0" }
        } else {
            Fault::NegativeBase
        });
    }
    let found = if is_unwieldy(b, e) {
        b.checked_pow(e).ok().flatten().map(|value| (Number::from(value), Rational::ONE, Rational::ONE))
    } else {
        parts_of_root(b, e)
    };
    let Some((coefficient, rest, degree)) = found else {
        let (b, e) = (graph.rational(b.clone()), graph.rational(e.clone()));
        return graph.raw_power(b, e);
    };
    if rest.is_one() {
        return graph.number(coefficient);
    }
    let (rest, e) = (graph.rational(rest), graph.rational(degree.recip().unwrap_or_default()));
    let root = graph.raw_power(rest, e);
    scaled(graph, &coefficient, root)
}

/// A number, an integer and the degree of its root, which together are `b^e`; nothing where these are too long.
fn parts_of_root(b: &Rational, e: &Rational) -> Option<(Number, Rational, Rational)> {
    let whole = e.floor();
    let broken = e - &whole;
    let (p, q) = (broken.numerator().to_i64()?, broken.denominator().to_i64()?);
    let outside = b.pow(whole.to_i64()?).ok()?;
    // b^(p/q) = (n/d)^(p/q) = (n^p * d^(q*k-p))^(1/q) / d^k with k = 1, since 0 < p < q.
    let radicand = &b.numerator().pow(p).ok()? * &b.denominator().pow(q - p).ok()?;
    let (factor, rest) = radicand.split_power(u32::try_from(q).ok()?)?;
    let coefficient = (&outside * &factor).checked_div(&b.denominator()).ok()?;
    let (rest, degree) = lower_degree(rest, q);
    Some((Number::from(coefficient), rest, degree))
}

/// Would the integer under the root be so long that the power as written says more? `0.01^0.47` is such a one.
pub(super) fn is_unwieldy(b: &Rational, e: &Rational) -> bool {
    // About 150 decimal digits.
    const MAX_RADICAND_BITS: f64 = 512.0;
    let degree = e.denominator().to_f64().max(e.abs().to_f64());
    // Numerator and denominator come under the root with powers that add up to the degree.
    degree * b.bits() as f64 > MAX_RADICAND_BITS
}

/// `4^(1/4)` is `2^(1/2)`: the least root that gives the same number.
fn lower_degree(mut rest: Rational, q: i64) -> (Rational, Rational) {
    let mut degree = q;
    let mut k = 2;
    while k <= degree && k <= 64 {
        if degree % k == 0
            && let Some(root) = rest.exact_root(k as u32)
        {
            rest = root;
            degree /= k;
        } else {
            k += 1;
        }
    }
    (rest, Rational::from(degree))
}
