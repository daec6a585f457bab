//! Normal products and powers, which are made of one another: powers of the same base are joined, and a power is taken into
//! a product, where that is right for every real value.

use std::cmp::Ordering;

use super::call::call;
use super::closed::closed_sign;
use super::coefficient::{number_product, number_times, scaled, split_coefficient};
use super::distinct::{as_power_of, inserted, set_beside};
use super::parts::{first_undefined, half, one};
use super::root::{is_unwieldy, number_power, root_of_number};
use super::signs::{is_nonnegative, is_positive};
use super::sum::sum;
use crate::expr::{Constant, ExprId, Fault, Graph, Node, Number, factors_of, is_apart_from_integers};
use crate::numeric::Rational;

/// `a / b`
pub fn quotient(graph: &mut Graph, a: ExprId, b: ExprId) -> ExprId {
    let inverse = power(graph, b, ExprId::MINUS_ONE);
    product(graph, &[a, inverse])
}

/// The product of normal factors.
pub fn product(graph: &mut Graph, factors: &[ExprId]) -> ExprId {
    if let [single] = factors {
        return *single;
    }
    if let Some(undefined) = first_undefined(graph, factors) {
        return undefined;
    }
    if let [a, b] = *factors {
        if graph.is_number(a) && graph.is_number(b) {
            return number_product(graph, factors).unwrap_or_else(|| graph.undefined(Fault::TooLarge));
        }
        let simple = |graph: &Graph, f: ExprId| !graph.is_infinite(f) && !graph.is_nested_product(f);
        if graph.is_number(a) && simple(graph, b) {
            return number_times(graph, a, b);
        }
        if graph.is_number(b) && simple(graph, a) {
            return number_times(graph, b, a);
        }
        if let Some(inserted) = inserted(graph, a, b) {
            return inserted;
        }
    }
    let mut found = ProductParts { numbers: graph.scratch.take_ids(), parts: graph.scratch.take_triples() };
    for &factor in factors {
        if graph.is_product(factor) {
            for &inner in graph.children(factor) {
                found.add(graph, inner);
            }
        } else {
            found.add(graph, factor);
        }
    }
    let result = found.joined(graph);
    graph.scratch.give_ids(found.numbers);
    graph.scratch.give_triples(found.parts);
    result
}

/// A normal product with another normal factor in place of one that is no number.
pub(crate) fn replaced(graph: &mut Graph, factors: &[ExprId], bases: &[ExprId], place: usize, new: ExprId) -> ExprId {
    let mut all = graph.scratch.take_ids();
    let simple = set_beside(graph, factors, bases, place, new, &mut all);
    let product = match simple {
        Some(ExprId::ZERO) => ExprId::ZERO,
        Some(_) => graph.raw_product(&all),
        None => {
            all.clear();
            all.extend_from_slice(factors);
            all[place] = new;
            product(graph, &all)
        }
    };
    graph.scratch.give_ids(all);
    product
}

/// Among so few factors equal bases are looked for pair by pair.
const FEW_FACTORS: usize = 8;

/// What a product is made of.
struct ProductParts {
    /// Numbers.
    numbers: Vec<ExprId>,
    /// For every other factor: its base, its exponent, and the factor itself.
    parts: Vec<[ExprId; 3]>,
}

impl ProductParts {
    fn add(&mut self, graph: &Graph, factor: ExprId) {
        if graph.is_number(factor) {
            self.numbers.push(factor);
        } else {
            let (base, exponent) = as_power_of(graph, factor);
            self.parts.push([base, exponent, factor]);
        }
    }

    /// Are they few factors of bases that all differ?
    fn bases_differ(&self) -> bool {
        let known_before = |i: usize| self.parts[..i].iter().any(|&[base, ..]| base == self.parts[i][0]);
        self.parts.len() <= FEW_FACTORS && !(1..self.parts.len()).any(known_before)
    }

    /// The normal product.
    fn joined(&mut self, graph: &mut Graph) -> ExprId {
        let Some(number) = number_product(graph, &self.numbers) else { return graph.undefined(Fault::TooLarge) };
        if self.parts.iter().any(|&[base, ..]| graph.is_infinite(base)) {
            return infinite_product(graph, number, &self.parts);
        }
        if number == ExprId::ZERO {
            return number;
        }
        // Only to bring equal bases together: the factors are put in order at the end.
        if !self.bases_differ() {
            self.parts.sort_by_key(|&[base, ..]| base);
        }
        let mut factors = graph.scratch.take_ids();
        factors.push(number);
        join(graph, &self.parts, &mut factors);
        let result = if factors[1..].iter().any(|&f| graph.is_number(f) || graph.is_product(f)) {
            // Joining made numbers or products (`sqrt(2)*sqrt(2)`): they have fewer roots, so this ends.
            product(graph, &factors)
        } else {
            finish(graph, &mut factors)
        };
        graph.scratch.give_ids(factors);
        result
    }
}

/// The normal product of a number and factors of distinct bases.
fn finish(graph: &mut Graph, factors: &mut [ExprId]) -> ExprId {
    graph.sort_by_first(factors[1..].as_chunks_mut::<1>().0);
    if let Some(undefined) = first_undefined(graph, factors) {
        return undefined;
    }
    let from = usize::from(factors[0] == ExprId::ONE);
    graph.raw_product(&factors[from..])
}

/// `-inf` is an end of a range; anything more is arithmetic with infinity, which has no value.
fn infinite_product(graph: &mut Graph, number: ExprId, parts: &[[ExprId; 3]]) -> ExprId {
    let [[base, ExprId::ONE, _]] = *parts else { return graph.undefined(Fault::Infinity) };
    match graph.as_rational(number).map_or(0, Rational::sign) {
        0 => graph.undefined(Fault::Infinity),
        sign => scaled(graph, &Number::integer(i64::from(sign)), base),
    }
}

/// One factor for every base, from parts sorted by base.
fn join(graph: &mut Graph, parts: &[[ExprId; 3]], out: &mut Vec<ExprId>) {
    let radicals = parts.iter().filter(|p| graph.is_number(p[0]) && graph.is_number(p[1])).count();
    let mut roots: Vec<(Rational, Rational)> = Vec::new();
    for like in parts.chunk_by(|a, b| a[0] == b[0]) {
        let [base, exponent, factor] = like[0];
        if like.len() > 1 {
            join_base(graph, base, like, out);
        } else if radicals > 1
            && let (Some(b), Some(e)) = (graph.as_rational(base), graph.as_rational(exponent))
        {
            roots.push((e.clone(), b.clone()));
        } else {
            out.push(factor);
        }
    }
    join_radicals(graph, roots, out);
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
fn join_base(graph: &mut Graph, base: ExprId, like: &[[ExprId; 3]], out: &mut Vec<ExprId>) {
    let positive = is_nonnegative(graph, base) || matches!(graph.node(base), Node::Constant(_));
    let (mut whole, mut broken) = (Rational::zero(), Rational::zero());
    let mut broken_parts = 0;
    let mut symbolic = graph.scratch.take_ids();
    for &[_, e, _] in like {
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
    graph.scratch.give_ids(symbolic);
}

/// `a - b`
pub fn difference(graph: &mut Graph, a: ExprId, b: ExprId) -> ExprId {
    let negated = negation(graph, b);
    sum(graph, &[a, negated])
}

/// `-a`
pub fn negation(graph: &mut Graph, a: ExprId) -> ExprId {
    product(graph, &[ExprId::MINUS_ONE, a])
}

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
