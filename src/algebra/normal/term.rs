//! Arithmetic of normal forms as it is written on paper: `formed(graph, (a - 1)/(2*b))`.

use std::ops::{Add, Div, Mul, Neg, Sub};

use super::{call, negation, power, product, quotient, sum};
use crate::expr::{Constant, ExprId, FunctionDef, Graph};
use crate::numeric::Rational;

/// What is to be computed of normal forms.
#[derive(Clone, Debug)]
pub enum Term {
    /// A normal form.
    Node(ExprId),
    /// A number.
    Number(Rational),
    /// Pi or e.
    Constant(Constant),
    /// Terms, added.
    Sum(Vec<Term>),
    /// Factors.
    Product(Vec<Term>),
    /// With the other sign.
    Negated(Box<Term>),
    /// A fraction.
    Quotient(Box<[Term; 2]>),
    /// Base and exponent.
    Power(Box<[Term; 2]>),
    /// A function of one argument.
    Call(&'static FunctionDef, Box<Term>),
}

/// The normal form of a term.
pub fn formed(graph: &mut Graph, term: impl Into<Term>) -> ExprId {
    match term.into() {
        Term::Node(id) => id,
        Term::Number(value) => graph.rational(value),
        Term::Constant(constant) => graph.constant(constant),
        Term::Sum(terms) => {
            let terms = all_formed(graph, terms);
            sum(graph, &terms)
        }
        Term::Product(factors) => {
            let factors = all_formed(graph, factors);
            product(graph, &factors)
        }
        Term::Negated(inner) => {
            let inner = formed(graph, *inner);
            negation(graph, inner)
        }
        Term::Quotient(parts) => {
            let [above, below] = parts.map(|part| formed(graph, part));
            quotient(graph, above, below)
        }
        Term::Power(parts) => {
            let [base, exponent] = parts.map(|part| formed(graph, part));
            power(graph, base, exponent)
        }
        Term::Call(function, argument) => {
            let argument = formed(graph, *argument);
            call(graph, function, &[argument])
        }
    }
}

fn all_formed(graph: &mut Graph, terms: Vec<Term>) -> Vec<ExprId> {
    terms.into_iter().map(|term| formed(graph, term)).collect()
}

/// `above/below` as a number.
pub fn ratio(above: i64, below: i64) -> Term {
    Term::Number(Rational::new(above, below).unwrap_or_default())
}

/// Powers of terms.
pub trait Powers: Into<Term> {
    /// `self^exponent`
    fn pow(self, exponent: impl Into<Term>) -> Term {
        Term::Power(Box::new([self.into(), exponent.into()]))
    }

    /// The square root.
    fn sqrt(self) -> Term {
        self.pow(ratio(1, 2))
    }
}

impl<T: Into<Term>> Powers for T {}

/// Functions of terms.
pub trait Applied {
    /// The function of this argument.
    fn of(self, argument: impl Into<Term>) -> Term;
}

impl Applied for &'static FunctionDef {
    fn of(self, argument: impl Into<Term>) -> Term {
        Term::Call(self, Box::new(argument.into()))
    }
}

impl From<ExprId> for Term {
    fn from(id: ExprId) -> Term {
        Term::Node(id)
    }
}

impl From<i64> for Term {
    fn from(n: i64) -> Term {
        Term::Number(n.into())
    }
}

impl From<Rational> for Term {
    fn from(value: Rational) -> Term {
        Term::Number(value)
    }
}

impl From<Constant> for Term {
    fn from(constant: Constant) -> Term {
        Term::Constant(constant)
    }
}

fn added(a: Term, b: Term) -> Term {
    match a {
        Term::Sum(mut terms) => {
            terms.push(b);
            Term::Sum(terms)
        }
        _ => Term::Sum(vec![a, b]),
    }
}

fn multiplied(a: Term, b: Term) -> Term {
    match a {
        Term::Product(mut factors) => {
            factors.push(b);
            Term::Product(factors)
        }
        _ => Term::Product(vec![a, b]),
    }
}

fn subtracted(a: Term, b: Term) -> Term {
    added(a, -b)
}

fn divided(a: Term, b: Term) -> Term {
    Term::Quotient(Box::new([a, b]))
}

/// An operator with a node or a term on the left, and with a number there.
macro_rules! operator {
    ($trait:ident, $method:ident, $join:ident) => {
        operator!($trait, $method, $join, Term, [T: Into<Term>], T);
        operator!($trait, $method, $join, ExprId, [T: Into<Term>], T);
        operator!($trait, $method, $join, i64, [], Term);
        operator!($trait, $method, $join, i64, [], ExprId);
        operator!($trait, $method, $join, i64, [], Constant);
        operator!($trait, $method, $join, Constant, [T: Into<Term>], T);
    };
    ($trait:ident, $method:ident, $join:ident, $left:ty, [$($bound:tt)*], $right:ty) => {
        impl<$($bound)*> $trait<$right> for $left {
            type Output = Term;
            fn $method(self, other: $right) -> Term {
                $join(self.into(), other.into())
            }
        }
    };
}

operator!(Add, add, added);
operator!(Sub, sub, subtracted);
operator!(Mul, mul, multiplied);
operator!(Div, div, divided);

impl Neg for Term {
    type Output = Term;
    fn neg(self) -> Term {
        Term::Negated(Box::new(self))
    }
}

impl Neg for ExprId {
    type Output = Term;
    fn neg(self) -> Term {
        -Term::Node(self)
    }
}
