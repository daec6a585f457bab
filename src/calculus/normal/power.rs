//! Normal powers.

use std::cmp::Ordering;

use super::{call, closed_sign, first_undefined, is_nonnegative, is_positive, one, product, scaled, split_coefficient};
use crate::expr::{Constant, ExprId, Fault, Graph, Node, Number, factors_of, is_apart_from_integers};
use crate::numeric::Rational;

/// `base^n`
pub fn power_of_integer(graph: &mut Graph, base: ExprId, n: i64) -> ExprId {
    let exponent = graph.integer(n);
    power(graph, base, exponent)
}

/// The power of a normal base and a normal exponent. `0^0` is 1, as IEEE and the binomial theorem have it.
pub fn power(graph: &mut Graph, base: ExprId, exponent: ExprId) -> ExprId {
    if let Some(undefined) = first_undefined(graph, &[base, exponent]) {
        return undefined;
    }
    if graph.is_infinite(base) || graph.is_infinite(exponent) {
        return graph.undefined(Fault::Infinity);
    }
    if let Some(n) = graph.as_number(exponent) {
        return if !n.value.is_integer() {
            let n = n.clone();
            broken_power(graph, base, &n)
        } else if exponent != ExprId::ZERO && matches!(graph.node(base), Node::Symbol(_) | Node::Sum(_)) {
            if exponent == ExprId::ONE { base } else { graph.raw_power(base, exponent) }
        } else {
            let n = n.value.clone();
            whole_power(graph, base, &n)
        };
    }
    match graph.node(base) {
        Node::Constant(Constant::E) => {
            let exp = graph.core().exp;
            call(graph, exp, &[exponent])
        }
        Node::Call(f, arguments) if f == graph.core().exp => {
            let argument = arguments[0];
            exponential(graph, argument, exponent)
        }
        Node::Number(n) if n.value.is_one() => base,
        // An exponent that is no fraction asks for a positive base.
        Node::Number(n) if n.value.is_zero() && is_apart_from_integers(graph, exponent) => {
            let written = graph.raw_power(base, exponent);
            let call = crate::expr::print::text(graph, written);
            graph.undefined(Fault::Domain { call, needs: "a positive base" })
        }
        Node::Power(inner, e) if is_positive(graph, inner) => {
            let total = product(graph, &[e, exponent]);
            power(graph, inner, total)
        }
        _ => graph.raw_power(base, exponent),
    }
}

/// `exp(u)^v = exp(u*v)`, for every real u and v.
fn exponential(graph: &mut Graph, argument: ExprId, exponent: ExprId) -> ExprId {
    let total = product(graph, &[argument, exponent]);
    let exp = graph.core().exp;
    call(graph, exp, &[total])
}

fn whole_power(graph: &mut Graph, base: ExprId, n: &Rational) -> ExprId {
    if n.is_zero() {
        return graph.integer(1);
    }
    if n.is_one() {
        return base;
    }
    let exponent = graph.rational(n.clone());
    match graph.node(base) {
        Node::Number(b) => {
            let b = b.clone();
            number_power(graph, &b, n)
        }
        Node::Constant(Constant::E) => {
            let exp = graph.core().exp;
            call(graph, exp, &[exponent])
        }
        Node::Power(inner, e) => {
            let joined = match graph.as_rational(e) {
                // (x^(1/2))^2 has no value for x < 0, x has: not joined.
                Some(r) => r.is_integer() || !(r * n).is_integer() || is_positive(graph, inner),
                None => true,
            };
            if joined {
                let total = product(graph, &[e, exponent]);
                power(graph, inner, total)
            } else {
                graph.raw_power(base, exponent)
            }
        }
        Node::Product(factors) => {
            let factors = factors.to_vec();
            let powers: Vec<ExprId> = factors.iter().map(|&f| whole_power(graph, f, n)).collect();
            product(graph, &powers)
        }
        Node::Call(f, arguments) if f == graph.core().exp => {
            let argument = arguments[0];
            exponential(graph, argument, exponent)
        }
        Node::Call(f, arguments) if f == graph.core().abs && n.is_even() => {
            let argument = arguments[0];
            whole_power(graph, argument, n)
        }
        _ => graph.raw_power(base, exponent),
    }
}

fn number_power(graph: &mut Graph, base: &Number, n: &Rational) -> ExprId {
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

/// A power whose exponent is a fraction: roots.
fn broken_power(graph: &mut Graph, base: ExprId, exponent: &Number) -> ExprId {
    if matches!(graph.node(base), Node::Sum(_)) && closed_sign(graph, base) == Some(Ordering::Less) {
        return graph.undefined(Fault::NegativeBase);
    }
    let e = &exponent.value;
    let raw_exponent = graph.number(exponent.clone());
    match graph.node(base) {
        Node::Number(b) => {
            let b = b.value.clone();
            root_of_number(graph, &b, e)
        }
        Node::Constant(Constant::E) => {
            let exp = graph.core().exp;
            call(graph, exp, &[raw_exponent])
        }
        Node::Call(f, arguments) if f == graph.core().exp => {
            let argument = arguments[0];
            exponential(graph, argument, raw_exponent)
        }
        Node::Power(inner, inner_exponent) => match graph.as_rational(inner_exponent).cloned() {
            Some(r) if r.is_integer() && r.is_even() => {
                // sqrt(x^2) is |x|, never x.
                let abs = graph.core().abs;
                let size = call(graph, abs, &[inner]);
                let total = graph.rational(&r * e);
                power(graph, size, total)
            }
            // (x^3)^(1/3) has no value for x < 0, x has: not joined.
            Some(r) if r.is_integer() && (&r * e).is_integer() && !is_nonnegative(graph, inner) => {
                graph.raw_power(base, raw_exponent)
            }
            Some(r) => {
                let total = graph.rational(&r * e);
                power(graph, inner, total)
            }
            None if is_positive(graph, inner) => {
                let total = product(graph, &[inner_exponent, raw_exponent]);
                power(graph, inner, total)
            }
            None => graph.raw_power(base, raw_exponent),
        },
        Node::Product(_) => root_of_product(graph, base, e, raw_exponent),
        _ => graph.raw_power(base, raw_exponent),
    }
}

/// Takes what is certainly positive out of a root: numbers and exponentials, but no variables.
fn root_of_product(graph: &mut Graph, base: ExprId, e: &Rational, exponent: ExprId) -> ExprId {
    let (coefficient, rest) = split_coefficient(graph, base);
    let factors = factors_of(graph, rest);
    // A factor that may be 0 must not leave a root that it makes 0: the others may be negative then. Below a fraction
    // bar it has no value there anyway.
    let all_nonnegative = !coefficient.value.is_negative() && factors.iter().all(|&f| is_nonnegative(graph, f));
    let (outside, inside): (Vec<ExprId>, Vec<ExprId>) = factors
        .into_iter()
        .partition(|&f| is_positive(graph, f) || ((all_nonnegative || e.is_negative()) && is_nonnegative(graph, f)));
    let size = coefficient.value.abs();
    if (outside.is_empty() && size.is_one()) || is_unwieldy(&size, e) {
        return graph.raw_power(base, exponent);
    }
    let mut result = vec![root_of_number(graph, &size, e)];
    for f in outside {
        result.push(power(graph, f, exponent));
    }
    let inside = graph.raw_product(&inside);
    let sign = if coefficient.value.is_negative() { Number::integer(-1) } else { one() };
    let inside = scaled(graph, &sign, inside);
    result.push(power(graph, inside, exponent));
    product(graph, &result)
}

/// `b^(p/q)`: the whole part goes out, perfect powers go out, what stays is an integer under a root of degree q.
fn root_of_number(graph: &mut Graph, b: &Rational, e: &Rational) -> ExprId {
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
fn is_unwieldy(b: &Rational, e: &Rational) -> bool {
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
