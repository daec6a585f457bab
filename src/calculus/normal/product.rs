//! Normal products: powers of the same base are joined where that is right for every real value.

use super::{first_undefined, half, is_nonnegative, joined, one, power, sum};
use crate::expr::{ExprId, Fault, Graph, Node, Number};
use crate::numeric::Rational;
use crate::numeric::rational::MAX_BITS;

/// A term as number and rest: `3x*y` is 3 and `x*y`; the rest of a plain number is 1.
pub fn split_coefficient(graph: &mut Graph, term: ExprId) -> (Number, ExprId) {
    if let Some(n) = graph.as_number(term) {
        return (n.clone(), ExprId::ONE);
    }
    match graph.node(term) {
        Node::Product(factors) => match graph.as_number(factors[0]) {
            Some(n) => {
                let n = n.clone();
                (n, graph.product_without_first(term))
            }
            None => (one(), term),
        },
        _ => (one(), term),
    }
}

/// A normal `rest`, which carries no number of its own, times a number.
pub fn scaled(graph: &mut Graph, coefficient: &Number, rest: ExprId) -> ExprId {
    let number = graph.number(coefficient.clone());
    times_number(graph, number, rest)
}

/// `a / b`
pub fn quotient(graph: &mut Graph, a: ExprId, b: ExprId) -> ExprId {
    let minus_one = graph.integer(-1);
    let inverse = power(graph, b, minus_one);
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

/// The product of two factors whose bases all differ, one of them no product itself: nothing is joined then.
fn inserted(graph: &mut Graph, a: ExprId, b: ExprId) -> Option<ExprId> {
    let (new, old) = if graph.is_product(a) { (b, a) } else { (a, b) };
    let base = as_power_of(graph, new).0;
    let is_radical = |graph: &Graph, f: ExprId| graph.is_number(as_power_of(graph, f).0);
    let alone = |graph: &Graph, f: ExprId| as_power_of(graph, f).0 != base && !graph.is_infinite(f);
    if graph.is_product(new) || graph.is_nested_product(old) || is_radical(graph, new) || graph.is_infinite(new) {
        return None;
    }
    if !graph.is_product(old) {
        let apart = alone(graph, old) && !graph.is_number(old);
        return apart.then(|| {
            let pair = if graph.order(new, old).is_lt() { [new, old] } else { [old, new] };
            graph.raw_product(&pair)
        });
    }
    if !graph.children(old).iter().all(|&f| alone(graph, f)) {
        return None;
    }
    let mut all = graph.scratch.take_ids();
    all.extend_from_slice(graph.children(old));
    let start = usize::from(graph.is_number(all[0]));
    let place = start + all[start..].partition_point(|&f| graph.order(f, new).is_lt());
    all.insert(place, new);
    let product = graph.raw_product(&all);
    graph.scratch.give_ids(all);
    Some(product)
}

/// The bases of the factors of a normal product, for [`replaced`].
pub(in crate::calculus) fn bases_of(graph: &Graph, factors: &[ExprId], bases: &mut Vec<ExprId>) {
    bases.extend(factors.iter().map(|&f| as_power_of(graph, f).0));
}

/// A normal product with another normal factor in place of one that is no number.
pub(in crate::calculus) fn replaced(
    graph: &mut Graph,
    factors: &[ExprId],
    bases: &[ExprId],
    place: usize,
    new: ExprId,
) -> ExprId {
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

/// Puts the factors of the new product into `all`, where a number and a factor of another base than all others take the
/// place of the old factor, and returns the number of the product; nothing where more is to be done.
fn set_beside(
    graph: &mut Graph,
    factors: &[ExprId],
    bases: &[ExprId],
    place: usize,
    new: ExprId,
    all: &mut Vec<ExprId>,
) -> Option<ExprId> {
    let (number, rest) = match graph.node(new) {
        Node::Number(_) => (new, None),
        Node::Product(&[number, rest]) if graph.is_number(number) => (number, Some(rest)),
        Node::Undefined(_) | Node::Product(_) => return None,
        _ => (ExprId::ONE, Some(new)),
    };
    let special = |f: ExprId| graph.is_product(f) || graph.is_infinite(f) || graph.is_undefined(f);
    if factors.iter().copied().chain(rest).any(special) {
        return None;
    }
    if let Some(base) = rest.map(|r| as_power_of(graph, r).0)
        && (graph.is_number(base) || bases.iter().enumerate().any(|(i, &b)| b == base && i != place))
    {
        return None;
    }
    let start = usize::from(graph.is_number(factors[0]));
    let number = if start == 1 { number_product(graph, &[factors[0], number])? } else { number };
    all.extend(Some(number).filter(|&n| n != ExprId::ONE));
    // The old factor is in order too, so it does not disturb the search.
    let at = rest.map_or(place, |rest| start + factors[start..].partition_point(|&f| graph.order(f, rest).is_lt()));
    all.extend_from_slice(&factors[start..at.min(place)]);
    if at <= place {
        all.extend(rest);
        all.extend_from_slice(&factors[at..place]);
        all.extend_from_slice(&factors[place + 1..]);
    } else {
        all.extend_from_slice(&factors[place + 1..at]);
        all.extend(rest);
        all.extend_from_slice(&factors[at..]);
    }
    Some(number)
}

/// What a factor is a power of, and the exponent.
fn as_power_of(graph: &Graph, factor: ExprId) -> (ExprId, ExprId) {
    let exponential = || graph.as_exp(factor).map(|exponent| (ExprId::E, exponent));
    graph.as_power(factor).or_else(exponential).unwrap_or((factor, ExprId::ONE))
}

/// A number times a normal factor that may carry a number itself and holds neither ∞ nor a product in a product.
fn number_times(graph: &mut Graph, number: ExprId, factor: ExprId) -> ExprId {
    let own = graph.children(factor).first().copied().filter(|&f| graph.is_product(factor) && graph.is_number(f));
    let Some(own) = own else { return times_number(graph, number, factor) };
    if number == ExprId::ONE {
        return factor;
    }
    let Some(number) = number_product(graph, &[number, own]) else { return graph.undefined(Fault::TooLarge) };
    let rest = graph.product_without_first(factor);
    times_number(graph, number, rest)
}

/// A number times a normal factor that carries none.
pub(super) fn times_number(graph: &mut Graph, number: ExprId, rest: ExprId) -> ExprId {
    if rest == ExprId::ONE || number == ExprId::ZERO {
        number
    } else if number == ExprId::ONE {
        rest
    } else if graph.is_product(rest) {
        graph.product_with_first(number, rest)
    } else {
        graph.raw_product(&[number, rest])
    }
}

/// The product of some numbers, unless it is too long.
fn number_product(graph: &mut Graph, numbers: &[ExprId]) -> Option<ExprId> {
    match *numbers {
        [] => return Some(ExprId::ONE),
        [a, b] if a == ExprId::ONE => return Some(b),
        [a, b] if b == ExprId::ONE => return Some(a),
        [a, b] => {
            let integers = graph.as_integer(a).zip(graph.as_integer(b));
            if let Some(product) = integers.and_then(|(a, b)| a.checked_mul(b)) {
                return Some(graph.integer(product));
            }
        }
        _ => {}
    }
    // What the product could need at most is known before it is formed.
    let bits: usize = numbers.iter().filter_map(|&n| graph.as_number(n)).map(|n| n.value.bits()).sum();
    if bits > 4 * MAX_BITS {
        return None;
    }
    let product = joined(graph, numbers, one(), Number::times);
    let fits = bits <= MAX_BITS || graph.as_number(product).is_some_and(|n| n.value.bits() <= MAX_BITS);
    fits.then_some(product)
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
