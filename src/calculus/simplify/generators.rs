//! What rational arithmetic takes for unknowns: names, calls, roots, and units that angles and exponents are whole
//! multiples of.

use super::pattern::coefficient;
use crate::algebra::normal::{call, power, product, sum};
use crate::algebra::rule::CircularPair;
use crate::expr::{Constant, ExprId, Graph, Node, terms_of};
use crate::numeric::Rational;
use crate::numeric::budget::candidates;

/// An unknown of the polynomials.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum PolynomialUnknown {
    /// Whatever stands there.
    Atom(ExprId),
    /// The sine of a unit, for the circle of this number.
    Sine(usize, ExprId),
    /// Its cosine.
    Cosine(usize, ExprId),
    /// A positive base to a unit.
    Exponential(ExprId, ExprId),
    /// A base to one over a whole number.
    Root(ExprId, u32),
}

impl PolynomialUnknown {
    /// The expression that it stands for.
    pub(super) fn expression(&self, graph: &mut Graph, circles: &[CircularPair]) -> ExprId {
        match *self {
            PolynomialUnknown::Atom(id) => id,
            PolynomialUnknown::Sine(circle, unit) => call(graph, circles[circle].sine, &[unit]),
            PolynomialUnknown::Cosine(circle, unit) => call(graph, circles[circle].cosine, &[unit]),
            PolynomialUnknown::Exponential(base, unit) => power(graph, base, unit),
            PolynomialUnknown::Root(base, degree) => {
                let exponent = graph.rational(Rational::new(1, i64::from(degree)).unwrap_or_default());
                power(graph, base, exponent)
            }
        }
    }
}

/// A sum as multiples of terms without numbers; a plain number is a multiple of 1.
pub(super) type Combination = Vec<(ExprId, Rational)>;

/// The terms of a normal form as multiples.
pub(super) fn combination(graph: &mut Graph, id: ExprId) -> Combination {
    let terms = terms_of(graph, id);
    terms
        .into_iter()
        .map(|t| {
            let (number, rest) = coefficient(graph, t);
            (rest, number)
        })
        .collect()
}

/// Directions and, for each, what all its multiples are whole multiples of.
#[derive(Default)]
pub(super) struct Units {
    known: Vec<(Combination, Rational)>,
}

impl Units {
    /// Takes a multiple of a direction into account.
    pub(super) fn include(&mut self, direction: Combination, times: &Rational) -> Option<()> {
        let times = times.abs();
        match self.known.iter_mut().find(|(d, _)| *d == direction) {
            Some((_, measure)) => *measure = measure.common_measure(&times)?,
            None => self.known.push((direction, times)),
        }
        Some(())
    }

    /// How many units a multiple of a direction is.
    pub(super) fn count(&self, direction: &Combination, times: &Rational) -> Option<i64> {
        let (_, measure) = self.known.iter().find(|(d, _)| d == direction)?;
        let count = times.checked_div(measure).ok()?;
        if count.is_integer() { count.to_i64() } else { None }
    }

    /// The unit of a direction as an expression.
    pub(super) fn unit(&self, graph: &mut Graph, direction: &Combination) -> Option<ExprId> {
        let (_, measure) = self.known.iter().find(|(d, _)| d == direction)?;
        let terms: Vec<ExprId> = direction
            .iter()
            .map(|(rest, ratio)| {
                let number = graph.rational(ratio * measure);
                product(graph, &[number, *rest])
            })
            .collect();
        Some(sum(graph, &terms))
    }
}

/// A combination as multiples of directions: of one for the whole, or of one for each term.
pub(super) fn directions(combination: &Combination, split: bool) -> Vec<(Combination, Rational)> {
    if split {
        return combination.iter().map(|(rest, q)| (vec![(*rest, Rational::ONE)], q.clone())).collect();
    }
    let Some((_, first)) = combination.first() else { return Vec::new() };
    let Ok(inverse) = first.recip() else { return Vec::new() };
    vec![(combination.iter().map(|(rest, q)| (*rest, q * &inverse)).collect(), first.clone())]
}

/// A positive base and exponent as powers of bases that have nothing in common: primes, e, or the base itself.
pub(super) fn exponential(graph: &mut Graph, id: ExprId) -> Option<Vec<(ExprId, Combination)>> {
    match graph.node(id) {
        Node::Constant(Constant::E) => Some(vec![(id, vec![(ExprId::ONE, Rational::ONE)])]),
        Node::Call(f, arguments) if f == graph.core().exp => {
            let exponent = arguments[0];
            let e = graph.constant(Constant::E);
            Some(vec![(e, combination(graph, exponent))])
        }
        Node::Power(base, exponent) => {
            let bases = match graph.node(base) {
                Node::Number(n) if n.value.is_positive() => primes(&n.value.clone()),
                Node::Constant(Constant::Pi) => {
                    if graph.as_rational(exponent).is_some() {
                        return None;
                    }
                    return Some(vec![(base, combination(graph, exponent))]);
                }
                _ => return None,
            };
            let exponents = combination(graph, exponent);
            let scaled = |times: i64| -> Combination {
                exponents.iter().map(|(rest, q)| (*rest, q * &Rational::from(times))).collect()
            };
            Some(bases.into_iter().map(|(p, times)| (graph.rational(p), scaled(times))).collect())
        }
        _ => None,
    }
}

/// The primes of a positive number with their exponents; a long rest counts as one.
pub(super) fn primes(value: &Rational) -> Vec<(Rational, i64)> {
    let mut found: Vec<(Rational, i64)> = Vec::new();
    for (part, sign) in [(value.numerator(), 1), (value.denominator(), -1)] {
        let mut rest = part;
        let mut p = 2;
        while p <= candidates::PRIMES && !rest.is_one() {
            let prime = Rational::from(p);
            let mut times = 0;
            while let Ok(less) = rest.checked_div(&prime)
                && less.is_integer()
            {
                rest = less;
                times += 1;
            }
            if times > 0 {
                found.push((prime, sign * times));
            }
            p += 1;
        }
        if !rest.is_one() {
            found.push((rest, sign));
        }
    }
    found
}
