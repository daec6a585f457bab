//! The order in which a teacher would write the terms and factors of a normal form.
//!
//! Terms by falling degree, then alphabetically, constants last; numbers, constants, names, brackets, functions within
//! a product; negative powers below a fraction bar; `x^(1/2)` as `sqrt(x)`. A sum that is no polynomial starts with a
//! positive term if it has one: `cos(x) - x*sin(x)`.

use std::cmp::Ordering;

use crate::expr::{Constant, ExprId, Graph, Node, Number, print, rewrite};
use crate::numeric::Rational;

/// The text of an expression in the order for people.
pub fn shown(graph: &mut Graph, id: ExprId) -> String {
    let ordered = present(graph, id);
    print::text(graph, ordered)
}

/// The expression in the order for people. It has the same value.
pub fn present(graph: &mut Graph, root: ExprId) -> ExprId {
    rewrite(graph, root, |graph, id, children| match graph.node(id) {
        Node::Sum(terms) => {
            let originals = terms.to_vec();
            Some(ordered_sum(graph, &originals, children))
        }
        Node::Product(factors) => {
            let originals = factors.to_vec();
            Some(ordered_product(graph, &originals, children))
        }
        Node::Power(_, exponent) => match graph.as_number(exponent).cloned() {
            Some(e) if e.value.is_negative() => {
                let below = positive_power(graph, children[0], &e.negated());
                Some(graph.raw_power(below, ExprId::MINUS_ONE))
            }
            Some(e) => Some(positive_power(graph, children[0], &e)),
            None => None,
        },
        Node::Compare(relation, a, _) if graph.as_number(a).is_some() => {
            Some(graph.compare(relation.turned(), children[1], children[0]))
        }
        _ => None,
    })
}

/// `base^e` for `e > 0`, with `sqrt` for the power 1/2.
fn positive_power(graph: &mut Graph, base: ExprId, e: &Number) -> ExprId {
    if e.value.is_one() {
        return base;
    }
    if !e.decimal && Rational::new(1, 2).as_ref() == Some(&e.value) {
        let sqrt = graph.core().sqrt;
        return graph.raw_call(sqrt, &[base]);
    }
    let exponent = graph.number(e.clone());
    graph.raw_power(base, exponent)
}

fn ordered_sum(graph: &mut Graph, originals: &[ExprId], presented: &[ExprId]) -> ExprId {
    let mut order: Vec<(TermRank, ExprId, ExprId)> =
        originals.iter().zip(presented).map(|(&o, &p)| (TermRank::of(graph, o), o, p)).collect();
    order.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| structure(graph, a.1, b.1)));
    let polynomial = order.iter().all(|(shape, ..)| shape.is_monomial);
    if (!polynomial || order.len() == 2)
        && let Some(first) = order.iter().position(|(_, o, _)| !is_negative(graph, *o))
    {
        order[..=first].rotate_right(1);
    }
    let terms: Vec<ExprId> = order.into_iter().map(|(.., p)| p).collect();
    graph.raw_sum(&terms)
}

fn is_negative(graph: &Graph, term: ExprId) -> bool {
    match graph.node(term) {
        Node::Number(n) => n.value.is_negative(),
        Node::Product(factors) => graph.as_rational(factors[0]).is_some_and(Rational::is_negative),
        _ => false,
    }
}

/// How a term sorts within a sum.
struct TermRank {
    degree: Rational,
    is_number: bool,
    is_monomial: bool,
    /// Exponents by name, for terms of equal degree.
    powers: Vec<(String, Rational)>,
}

impl TermRank {
    fn of(graph: &Graph, term: ExprId) -> TermRank {
        let mut shape = TermRank { degree: Rational::zero(), is_number: true, is_monomial: true, powers: Vec::new() };
        match graph.node(term) {
            Node::Product(factors) => factors.iter().for_each(|&f| shape.add(graph, f)),
            _ => shape.add(graph, term),
        }
        shape.powers.sort_by(|a, b| a.0.cmp(&b.0));
        shape
    }

    fn add(&mut self, graph: &Graph, factor: ExprId) {
        let (base, exponent) = match graph.node(factor) {
            Node::Power(base, exponent) => (base, graph.as_rational(exponent).cloned()),
            _ => (factor, Some(Rational::one())),
        };
        match (graph.node(base), exponent) {
            (Node::Number(_) | Node::Constant(_), Some(_)) => {}
            (Node::Symbol(s), Some(e)) => {
                self.is_number = false;
                self.degree = &self.degree + &e;
                self.powers.push((graph.name(s).to_string(), e));
            }
            _ => {
                self.is_number = false;
                self.is_monomial = false;
            }
        }
    }

    fn cmp(&self, other: &TermRank) -> Ordering {
        self.is_number
            .cmp(&other.is_number)
            .then_with(|| other.degree.cmp(&self.degree))
            .then_with(|| other.is_monomial.cmp(&self.is_monomial))
            .then_with(|| {
                for ((name, e), (other_name, f)) in self.powers.iter().zip(&other.powers) {
                    let order = name.cmp(other_name).then_with(|| f.cmp(e));
                    if order != Ordering::Equal {
                        return order;
                    }
                }
                other.powers.len().cmp(&self.powers.len())
            })
    }
}

fn ordered_product(graph: &mut Graph, originals: &[ExprId], presented: &[ExprId]) -> ExprId {
    let mut coefficient = Number::integer(1);
    let mut factors: Vec<(ExprId, ExprId)> = Vec::new();
    for (&o, &p) in originals.iter().zip(presented) {
        match graph.as_number(o) {
            Some(n) => coefficient = coefficient.times(n),
            None => factors.push((o, p)),
        }
    }
    factors.sort_by(|a, b| factor_order(graph, a.0, b.0));
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for (original, shown) in factors {
        // A negative power has been presented as `1/…`: its inside goes below the bar.
        match graph.node(original) {
            Node::Power(_, e) if graph.as_rational(e).is_some_and(Rational::is_negative) => {
                below.push(graph.children(shown)[0]);
            }
            _ => above.push(shown),
        }
    }
    turn_signs(graph, &mut coefficient, &mut above);
    place_number(graph, coefficient, &mut above, &mut below);
    let mut all = above;
    if !below.is_empty() {
        let below = graph.raw_product(&below);
        all.push(graph.raw_power(below, ExprId::MINUS_ONE));
    }
    graph.raw_product(&all)
}

/// Fractions longer than this stay one number: their parts alone would leave the range of doubles.
const MAX_SPLIT_BITS: usize = 1000;

/// The number of a product: decimals in front, fractions as numerator and denominator.
fn place_number(graph: &mut Graph, coefficient: Number, above: &mut Vec<ExprId>, below: &mut Vec<ExprId>) {
    let (numerator, denominator) = if coefficient.decimal || coefficient.value.bits() > MAX_SPLIT_BITS {
        (coefficient, Number::integer(1))
    } else {
        (Number::from(coefficient.value.numerator()), Number::from(coefficient.value.denominator()))
    };
    if !denominator.value.is_one() {
        below.insert(0, graph.number(denominator));
    }
    // `x/2`, not `1x/2`; but `1/(2x)` has nothing else above, and prints its 1 by itself.
    if !numerator.value.is_one() {
        above.insert(0, graph.number(numerator));
    }
}

/// `-2(1 - x)` as `2(x - 1)`, where the bracket then starts with a positive term.
fn turn_signs(graph: &mut Graph, coefficient: &mut Number, above: &mut [ExprId]) {
    if !coefficient.value.is_negative() {
        return;
    }
    for factor in above {
        if let Node::Sum(terms) = graph.node(*factor) {
            let terms = terms.to_vec();
            if terms.len() == 2 && !is_negative(graph, terms[0]) && is_negative(graph, terms[1]) {
                let turned: Vec<ExprId> = terms.iter().rev().map(|&t| graph.raw_negation(t)).collect();
                let turned: Vec<ExprId> = turned.into_iter().map(|t| without_unit(graph, t)).collect();
                *factor = graph.raw_sum(&turned);
                *coefficient = coefficient.negated();
                return;
            }
        }
    }
}

/// `1*x` as `x`
fn without_unit(graph: &mut Graph, term: ExprId) -> ExprId {
    match graph.node(term) {
        Node::Product(factors) if graph.is_one(factors[0]) => {
            let rest = factors[1..].to_vec();
            graph.raw_product(&rest)
        }
        _ => term,
    }
}

fn factor_order(graph: &Graph, a: ExprId, b: ExprId) -> Ordering {
    let base = |id: ExprId| match graph.node(id) {
        Node::Power(base, _) => base,
        _ => id,
    };
    let (x, y) = (base(a), base(b));
    rank(graph, x).cmp(&rank(graph, y)).then_with(|| structure(graph, x, y)).then_with(|| structure(graph, a, b))
}

fn rank(graph: &Graph, id: ExprId) -> u8 {
    match graph.node(id) {
        Node::Number(_) => 0,
        Node::Constant(_) => 1,
        Node::Symbol(_) => 2,
        Node::Sum(_) => 3,
        Node::Product(_) | Node::Power(..) => 4,
        Node::Call(..) => 5,
        Node::Piecewise(_) => 6,
        Node::Compare(..) | Node::Not(_) | Node::And(_) | Node::Or(_) | Node::Truth(_) | Node::Undefined(_) => 7,
    }
}

/// An order of expressions that depends on nothing but what they are. Different ids differ somewhere, so following the
/// first difference down takes no longer than the expression is deep.
pub fn structure(graph: &Graph, mut a: ExprId, mut b: ExprId) -> Ordering {
    loop {
        if a == b {
            return Ordering::Equal;
        }
        let here = rank(graph, a).cmp(&rank(graph, b)).then_with(|| match (graph.node(a), graph.node(b)) {
            (Node::Number(x), Node::Number(y)) => x.value.cmp(&y.value).then(x.decimal.cmp(&y.decimal)),
            (Node::Constant(x), Node::Constant(y)) => constant_rank(x).cmp(&constant_rank(y)),
            (Node::Symbol(x), Node::Symbol(y)) => graph.name(x).cmp(graph.name(y)),
            (Node::Call(f, _), Node::Call(g, _)) => f.name.cmp(g.name),
            (Node::Compare(r, ..), Node::Compare(s, ..)) => r.cmp(&s),
            _ => Ordering::Equal,
        });
        if here != Ordering::Equal {
            return here;
        }
        let (xs, ys) = (graph.children(a), graph.children(b));
        match xs.iter().zip(ys).find(|(x, y)| x != y) {
            Some((&x, &y)) => (a, b) = (x, y),
            None => return xs.len().cmp(&ys.len()).then_with(|| graph.order(a, b)),
        }
    }
}

fn constant_rank(constant: Constant) -> u8 {
    match constant {
        Constant::Pi => 0,
        Constant::E => 1,
        Constant::Infinity => 2,
    }
}
