//! Normal products: powers of the same base are joined where that is right for every real value.

use super::{balanced, first_undefined, half, is_infinite, is_nonnegative, one, power, sum};
use crate::expr::{Constant, ExprId, Fault, Graph, Node, Number};
use crate::numeric::Rational;
use crate::numeric::rational::MAX_BITS;

/// A term as number and rest: `3x*y` is 3 and `x*y`; the rest of a plain number is 1.
pub fn split_coefficient(graph: &mut Graph, term: ExprId) -> (Number, ExprId) {
    match graph.node(term) {
        Node::Number(n) => {
            let n = n.clone();
            (n, graph.integer(1))
        }
        Node::Product(factors) => match graph.as_number(factors[0]) {
            Some(n) => {
                let (n, rest) = (n.clone(), factors[1..].to_vec());
                (n, graph.raw_product(&rest))
            }
            None => (one(), term),
        },
        _ => (one(), term),
    }
}

/// A normal `rest`, which carries no number of its own, times a number.
pub fn scaled(graph: &mut Graph, coefficient: &Number, rest: ExprId) -> ExprId {
    if coefficient.value.is_one() {
        return rest;
    }
    if coefficient.value.is_zero() {
        return graph.integer(0);
    }
    let number = graph.number(coefficient.clone());
    if graph.is_one(rest) {
        return number;
    }
    let mut factors = vec![number];
    match graph.node(rest) {
        Node::Product(more) => factors.extend_from_slice(more),
        _ => factors.push(rest),
    }
    graph.raw_product(&factors)
}

/// `a / b`
pub fn quotient(graph: &mut Graph, a: ExprId, b: ExprId) -> ExprId {
    let minus_one = graph.integer(-1);
    let inverse = power(graph, b, minus_one);
    product(graph, &[a, inverse])
}

/// Longer sums are not compared with their negatives.
const MAX_OPPOSITE: usize = 40;

/// A factor as base and exponent.
struct Part {
    base: ExprId,
    exponent: ExprId,
}

/// The product of normal factors.
pub fn product(graph: &mut Graph, factors: &[ExprId]) -> ExprId {
    if let [single] = factors {
        return *single;
    }
    if let Some(undefined) = first_undefined(graph, factors) {
        return undefined;
    }
    let mut numbers = Vec::new();
    let mut parts = Vec::with_capacity(factors.len());
    for &factor in factors {
        if let Node::Product(inner) = graph.node(factor) {
            let inner = inner.to_vec();
            for &f in &inner {
                split(graph, f, &mut numbers, &mut parts);
            }
        } else {
            split(graph, factor, &mut numbers, &mut parts);
        }
    }
    // What the product could need at most is known before it is formed.
    if numbers.iter().map(|n: &Number| n.value.bits()).sum::<usize>() > 4 * MAX_BITS {
        return graph.undefined(Fault::TooLarge);
    }
    let coefficient = balanced(&numbers, one(), Number::times);
    if coefficient.value.bits() > MAX_BITS {
        return graph.undefined(Fault::TooLarge);
    }
    if parts.iter().any(|p| is_infinite(graph, p.base)) {
        return infinite_product(graph, &coefficient, &parts);
    }
    if coefficient.value.is_zero() {
        return graph.integer(0);
    }
    let coefficient = if join_opposites(graph, &mut parts) { coefficient.negated() } else { coefficient };
    parts.sort_by_key(|p| p.base);
    let joined = join(graph, parts);
    if joined.iter().any(|&f| matches!(graph.node(f), Node::Number(_) | Node::Product(_))) {
        // Joining made numbers or products (`sqrt(2)*sqrt(2)`): they have fewer roots, so this ends.
        let mut again = vec![graph.number(coefficient)];
        again.extend(joined);
        return product(graph, &again);
    }
    finish(graph, coefficient, joined)
}

/// `(1 - x)^2*(x - 1)` over one base: sums that are the negatives of others become these. Does the sign change?
fn join_opposites(graph: &mut Graph, parts: &mut [Part]) -> bool {
    let mut negative = false;
    let sums: Vec<usize> = (0..parts.len()).filter(|&i| matches!(graph.node(parts[i].base), Node::Sum(_))).collect();
    for (k, &i) in sums.iter().enumerate() {
        for &j in &sums[..k] {
            let Some(even) = graph.as_rational(parts[i].exponent).filter(|e| e.is_integer()).map(Rational::is_even)
            else {
                continue;
            };
            let (base, other) = (parts[i].base, parts[j].base);
            if base != other && graph.as_integer(parts[j].exponent).is_some() && are_opposite(graph, base, other) {
                parts[i].base = other;
                negative ^= !even;
                break;
            }
        }
    }
    negative
}

/// Is one sum the negative of the other, term by term?
fn are_opposite(graph: &mut Graph, a: ExprId, b: ExprId) -> bool {
    let (Node::Sum(a), Node::Sum(b)) = (graph.node(a), graph.node(b)) else { return false };
    if a.len() != b.len() || a.len() > MAX_OPPOSITE {
        return false;
    }
    let constants = [a[0], b[0]].map(|t| graph.as_rational(t));
    let constants_fit = match constants {
        [Some(x), Some(y)] => *x == -y,
        [None, None] => true,
        _ => false,
    };
    if !constants_fit {
        return false;
    }
    let (a, b) = (a.to_vec(), b.to_vec());
    let mut left: Vec<(ExprId, Number)> = Vec::with_capacity(a.len());
    for term in a {
        let (number, rest) = split_coefficient(graph, term);
        left.push((rest, number.negated()));
    }
    b.into_iter().all(|term| {
        let (number, rest) = split_coefficient(graph, term);
        left.iter().any(|(r, n)| *r == rest && n.value == number.value)
    })
}

fn finish(graph: &mut Graph, coefficient: Number, mut factors: Vec<ExprId>) -> ExprId {
    if let Some(undefined) = first_undefined(graph, &factors) {
        return undefined;
    }
    factors.sort_unstable();
    if !coefficient.value.is_one() {
        let number = graph.number(coefficient);
        factors.insert(0, number);
    }
    graph.raw_product(&factors)
}

/// `-inf` is an end of a range; anything more is arithmetic with infinity, which has no value.
fn infinite_product(graph: &mut Graph, coefficient: &Number, parts: &[Part]) -> ExprId {
    let [only] = parts else { return graph.undefined(Fault::Infinity) };
    if coefficient.value.is_zero() || !graph.is_one(only.exponent) {
        return graph.undefined(Fault::Infinity);
    }
    let sign = Number::integer(if coefficient.value.is_negative() { -1 } else { 1 });
    scaled(graph, &sign, only.base)
}

fn split(graph: &mut Graph, factor: ExprId, numbers: &mut Vec<Number>, parts: &mut Vec<Part>) {
    let unit = graph.integer(1);
    let part = match graph.node(factor) {
        Node::Number(n) => {
            numbers.push(n.clone());
            return;
        }
        Node::Power(base, exponent) => Part { base, exponent },
        Node::Call(f, arguments) if f == graph.core().exp => {
            let exponent = arguments[0];
            Part { base: graph.constant(Constant::E), exponent }
        }
        _ => Part { base: factor, exponent: unit },
    };
    parts.push(part);
}

/// One factor for every base, from parts sorted by base.
fn join(graph: &mut Graph, parts: Vec<Part>) -> Vec<ExprId> {
    let mut out = Vec::with_capacity(parts.len());
    let mut radicals: Vec<(Rational, Rational)> = Vec::new();
    let mut parts = parts.into_iter().peekable();
    while let Some(first) = parts.next() {
        let base = first.base;
        let mut exponents = vec![first.exponent];
        while let Some(more) = parts.next_if(|p| p.base == base) {
            exponents.push(more.exponent);
        }
        if let (Some(b), [only]) = (graph.as_rational(base), exponents.as_slice())
            && let Some(e) = graph.as_rational(*only)
        {
            radicals.push((e.clone(), b.clone()));
        } else if let [only] = exponents.as_slice() {
            let only = *only;
            out.push(if graph.is_one(only) { base } else { power(graph, base, only) });
        } else {
            join_base(graph, base, &exponents, &mut out);
        }
    }
    join_radicals(graph, radicals, &mut out);
    out
}

/// `sqrt(2)*sqrt(3)` is `sqrt(6)`: numbers under the same root become one.
fn join_radicals(graph: &mut Graph, mut radicals: Vec<(Rational, Rational)>, out: &mut Vec<ExprId>) {
    radicals.sort();
    let mut radicals = radicals.into_iter().peekable();
    while let Some((exponent, mut base)) = radicals.next() {
        while let Some((_, more)) = radicals.next_if(|(e, b)| *e == exponent && !b.is_negative()) {
            base = &base * &more;
        }
        let base = graph.rational(base);
        let exponent = graph.rational(exponent);
        out.push(power(graph, base, exponent));
    }
}

/// `x^a * x^b * …`. Integers are joined, and with them one fractional or symbolic exponent; roots whose join would be
/// defined for more values than they are (`sqrt(x)*sqrt(x)`) become a power of the root instead.
fn join_base(graph: &mut Graph, base: ExprId, exponents: &[ExprId], out: &mut Vec<ExprId>) {
    let positive = is_nonnegative(graph, base) || matches!(graph.node(base), Node::Constant(_));
    let (mut whole, mut broken) = (Rational::zero(), Rational::zero());
    let mut broken_parts = 0;
    let mut symbolic = Vec::new();
    for &e in exponents {
        match graph.as_rational(e) {
            Some(r) if r.is_integer() || positive => whole = &whole + r,
            Some(r) => {
                broken = &broken + r;
                broken_parts += 1;
            }
            None => symbolic.push(e),
        }
    }
    if broken_parts > 0 && broken.is_integer() && !broken.is_zero() {
        let half = graph.rational(half());
        let root = power(graph, base, half);
        let twice = &broken + &broken;
        let twice = graph.rational(twice);
        out.push(graph.raw_power(root, twice));
    } else {
        whole = &whole + &broken;
    }
    if !symbolic.is_empty() {
        // A symbolic exponent needs a positive base wherever it is no integer, with or without the number.
        if !whole.is_zero() {
            symbolic.push(graph.rational(whole));
        }
        let total = sum(graph, &symbolic);
        out.push(power(graph, base, total));
    } else if !whole.is_zero() {
        let total = graph.rational(whole);
        out.push(power(graph, base, total));
    }
}
