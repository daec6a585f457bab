//! Orders of growth: products of powers of x, ln x, ln ln x, … and of exponentials of such sums, compared as x → ∞.

use std::cmp::Ordering;

use crate::algebra::expand_to;
use crate::algebra::normal::{closed_sign, is_positive, negation, product, sum};
use crate::expr::{ExprId, Graph, Node, unfolded_size};
use crate::interrupt::Interrupt;
use crate::numeric::Rational;
use crate::numeric::budget::{depth, nodes, steps, terms};

/// The question was not decided: a sign is out of reach, a remainder hides the answer, or the work grew too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Undecided;

/// What was decided.
pub(super) type Expanded<T> = Result<T, Undecided>;

/// A product of powers of x, ln x, … with closed exponents, times the exponential of a sum of terms that grow without
/// bound. A sum's terms that are multiples of a logarithm are kept as powers.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct AsymptoticMonomial {
    /// The exponents of x, ln x, ln ln x, …; the last one is not 0.
    pub powers: Vec<ExprId>,
    /// What the exponential is of, the largest term first.
    pub exponent: Vec<AsymptoticTerm>,
}

/// A closed number times a monomial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AsymptoticTerm {
    /// The number; its sign is asked for only where it matters.
    pub coefficient: ExprId,
    /// What it stands before.
    pub monomial: AsymptoticMonomial,
}

/// Where coefficients live, and how much work is left.
pub(super) struct ExpansionContext<'a> {
    pub graph: &'a mut Graph,
    pub interrupt: &'a Interrupt,
    /// Up to this power of a small quantity a function is expanded.
    pub order: u32,
    left: usize,
}

impl AsymptoticMonomial {
    /// The constant 1.
    pub fn one() -> AsymptoticMonomial {
        AsymptoticMonomial::default()
    }

    /// Which iterated logarithm this is to the first power: 0 for x itself.
    pub fn as_logarithm(&self, graph: &Graph) -> Option<usize> {
        let (last, before) = self.powers.split_last()?;
        (self.exponent.is_empty() && graph.is_one(*last) && before.iter().all(|&p| graph.is_zero(p)))
            .then_some(before.len())
    }

    fn nesting(&self) -> usize {
        // Never deeper than `depth::EXPONENTIALS`, since a deeper one is never made.
        self.exponent.iter().map(|t| 1 + t.monomial.nesting()).max().unwrap_or(0)
    }
}

impl<'a> ExpansionContext<'a> {
    pub fn new(graph: &'a mut Graph, interrupt: &'a Interrupt, order: u32) -> ExpansionContext<'a> {
        ExpansionContext { graph, interrupt, order, left: steps::LIMIT }
    }

    pub fn spend(&mut self) -> Expanded<()> {
        self.left = self.left.checked_sub(1).ok_or(Undecided)?;
        if self.interrupt.is_set() { Err(Undecided) } else { Ok(()) }
    }

    /// A coefficient that is short enough to go on with.
    pub fn kept(&mut self, id: ExprId) -> Expanded<ExprId> {
        match self.graph.node(id) {
            Node::Number(_) => Ok(id),
            Node::Undefined(_) => Err(Undecided),
            _ if unfolded_size(self.graph, id).0 > nodes::LIMIT_COEFFICIENT => Err(Undecided),
            _ => Ok(id),
        }
    }

    pub fn plus(&mut self, a: ExprId, b: ExprId) -> Expanded<ExprId> {
        let id = sum(self.graph, &[a, b]);
        self.kept(id)
    }

    pub fn times(&mut self, a: ExprId, b: ExprId) -> Expanded<ExprId> {
        let id = product(self.graph, &[a, b]);
        self.kept(id)
    }

    /// The sign of a closed number, proved.
    pub fn sign(&mut self, id: ExprId) -> Expanded<Ordering> {
        self.spend()?;
        if let Some(value) = self.graph.as_rational(id) {
            return Ok(value.cmp(&Rational::zero()));
        }
        if is_positive(self.graph, id) {
            return Ok(Ordering::Greater);
        }
        let turned = negation(self.graph, id);
        if is_positive(self.graph, turned) {
            return Ok(Ordering::Less);
        }
        if let Some(sign) = closed_sign(self.graph, id) {
            return Ok(sign);
        }
        let expanded = expand_to(self.graph, id, terms::LIMIT_NUMBER).map_err(|_| Undecided)?;
        self.graph.as_rational(expanded).map(|value| value.cmp(&Rational::zero())).ok_or(Undecided)
    }

    /// The iterated logarithm of this number, 0 for x itself.
    pub fn logarithm(&mut self, k: usize) -> AsymptoticMonomial {
        let mut powers = vec![ExprId::ZERO; k];
        powers.push(ExprId::ONE);
        AsymptoticMonomial { powers, exponent: Vec::new() }
    }

    /// Which of two monomials is larger in the end.
    pub fn compare(&mut self, a: &AsymptoticMonomial, b: &AsymptoticMonomial) -> Expanded<Ordering> {
        self.spend()?;
        if a == b {
            return Ok(Ordering::Equal);
        }
        let inverse = self.power(b, ExprId::MINUS_ONE)?;
        let ratio = self.multiply(a, &inverse)?;
        self.against_one(&ratio)
    }

    /// Does a monomial grow without bound, vanish, or stay 1?
    pub fn against_one(&mut self, m: &AsymptoticMonomial) -> Expanded<Ordering> {
        let mut logarithmic = None;
        for (k, &power) in m.powers.iter().enumerate() {
            let sign = self.sign(power)?;
            if sign.is_ne() {
                logarithmic = Some((k, sign));
                break;
            }
        }
        let mut exponential = None;
        for term in &m.exponent {
            let sign = self.sign(term.coefficient)?;
            if sign.is_ne() {
                exponential = Some((term, sign));
                break;
            }
        }
        match (logarithmic, exponential) {
            (None, None) => Ok(Ordering::Equal),
            (Some((_, sign)), None) | (None, Some((_, sign))) => Ok(sign),
            (Some((k, small)), Some((term, large))) => {
                // x^a e^(cM) is e^(a ln x + cM): the larger of ln x and M decides.
                let log = self.logarithm(k + 1);
                match self.compare(&term.monomial, &log)? {
                    Ordering::Greater => Ok(large),
                    Ordering::Less => Ok(small),
                    Ordering::Equal => Err(Undecided),
                }
            }
        }
    }

    pub fn multiply(&mut self, a: &AsymptoticMonomial, b: &AsymptoticMonomial) -> Expanded<AsymptoticMonomial> {
        let (long, short) = if a.powers.len() >= b.powers.len() { (a, b) } else { (b, a) };
        let mut powers = long.powers.clone();
        for (power, &other) in powers.iter_mut().zip(&short.powers) {
            *power = self.plus(*power, other)?;
        }
        while powers.last().is_some_and(|&p| self.graph.is_zero(p)) {
            powers.pop();
        }
        let exponent = self.merge(&a.exponent, &b.exponent)?;
        Ok(AsymptoticMonomial { powers, exponent })
    }

    pub fn power(&mut self, m: &AsymptoticMonomial, exponent: ExprId) -> Expanded<AsymptoticMonomial> {
        if self.graph.is_zero(exponent) {
            return Ok(AsymptoticMonomial::one());
        }
        let mut powers = Vec::with_capacity(m.powers.len());
        for &power in &m.powers {
            powers.push(self.times(power, exponent)?);
        }
        let mut terms = Vec::with_capacity(m.exponent.len());
        for term in &m.exponent {
            let coefficient = self.times(term.coefficient, exponent)?;
            terms.push(AsymptoticTerm { coefficient, monomial: term.monomial.clone() });
        }
        Ok(AsymptoticMonomial { powers, exponent: terms })
    }

    /// The exponential of a sum of terms that grow without bound.
    pub fn exponential(&mut self, terms: &[AsymptoticTerm]) -> Expanded<AsymptoticMonomial> {
        let mut result = AsymptoticMonomial::one();
        for term in terms {
            match term.monomial.as_logarithm(self.graph) {
                Some(k) if k >= 1 => {
                    let log = self.logarithm(k - 1);
                    let power = self.power(&log, term.coefficient)?;
                    result = self.multiply(&result, &power)?;
                }
                _ => result.exponent.push(term.clone()),
            }
        }
        if result.nesting() > depth::EXPONENTIALS { Err(Undecided) } else { Ok(result) }
    }

    /// Two falling sums as one; terms that cancel are left out.
    pub fn merge(&mut self, a: &[AsymptoticTerm], b: &[AsymptoticTerm]) -> Expanded<Vec<AsymptoticTerm>> {
        let (mut i, mut j) = (0, 0);
        let mut merged = Vec::with_capacity(a.len() + b.len());
        while let (Some(left), Some(right)) = (a.get(i), b.get(j)) {
            match self.compare(&left.monomial, &right.monomial)? {
                Ordering::Greater => {
                    merged.push(left.clone());
                    i += 1;
                }
                Ordering::Less => {
                    merged.push(right.clone());
                    j += 1;
                }
                Ordering::Equal => {
                    let coefficient = self.plus(left.coefficient, right.coefficient)?;
                    if !self.graph.is_zero(coefficient) {
                        merged.push(AsymptoticTerm { coefficient, monomial: left.monomial.clone() });
                    }
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        merged.extend_from_slice(&a[i..]);
        merged.extend_from_slice(&b[j..]);
        Ok(merged)
    }
}
