//! Products taken apart into powers of bases, and put together again.

use super::{power, product};
use crate::expr::{ExprId, Graph, Node};
use crate::numeric::Rational;

/// A factor as a base and a number as its exponent, the inverse of [`power()`]. A base with a symbolic exponent stays
/// together: `2^x` is the first power of `2^x`.
pub(crate) fn base_and_exponent(graph: &Graph, factor: ExprId) -> (ExprId, Rational) {
    match graph.node(factor) {
        Node::Power(base, e) => match graph.as_rational(e) {
            Some(e) => (base, e.clone()),
            None => (factor, Rational::ONE),
        },
        _ => (factor, Rational::ONE),
    }
}

/// A product as a number and powers of bases, every base once: rewritings that look a base up find all of it.
#[derive(Clone)]
pub(crate) struct Factors {
    /// The number in front.
    pub number: Rational,
    powers: Vec<(ExprId, Rational)>,
}

impl Factors {
    /// The factors of a normal form.
    pub fn of(graph: &Graph, id: ExprId) -> Factors {
        let parts = match graph.node(id) {
            Node::Product(factors) => factors,
            _ => &[id],
        };
        let mut factors = Factors::number(Rational::ONE);
        factors.powers.reserve(parts.len());
        for &part in parts {
            match graph.as_rational(part) {
                Some(n) => factors.number = &factors.number * n,
                None => {
                    let (base, e) = base_and_exponent(graph, part);
                    factors.multiply(base, &e);
                }
            }
        }
        factors
    }

    /// No factor but a number.
    pub fn number(number: Rational) -> Factors {
        Factors { number, powers: Vec::new() }
    }

    /// The bases, in the order in which they were found, and their exponents, of which some may be 0.
    pub fn powers(&self) -> &[(ExprId, Rational)] {
        &self.powers
    }

    /// The exponent of a base, 0 where it is no factor.
    pub fn exponent(&self, base: ExprId) -> Rational {
        self.powers.iter().find(|(b, _)| *b == base).map_or(Rational::ZERO, |(_, e)| e.clone())
    }

    /// Times a power of a base. The sum of two exponents is right wherever both powers have a value, as long as not all
    /// of them are roots whose join would be none: a normal form holds a base at most as `u` and as one root of `u`.
    pub fn multiply(&mut self, base: ExprId, exponent: &Rational) {
        match self.powers.iter_mut().find(|(b, _)| *b == base) {
            Some((_, e)) => *e = &*e + exponent,
            None => self.powers.push((base, exponent.clone())),
        }
    }

    /// The product in normal form.
    pub fn build(&self, graph: &mut Graph) -> ExprId {
        let mut parts = vec![graph.rational(self.number.clone())];
        for (base, e) in self.powers.iter().filter(|(_, e)| !e.is_zero()) {
            let e = graph.rational(e.clone());
            parts.push(power(graph, *base, e));
        }
        product(graph, &parts)
    }
}
