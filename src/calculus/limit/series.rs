//! Sums of falling terms with a bound for the rest, and arithmetic with them.

use std::cmp::Ordering;

use super::monomial::{AsymptoticMonomial, AsymptoticTerm, Expanded, ExpansionContext, Undecided};
use crate::algebra::normal;
use crate::expr::ExprId;
use crate::numeric::Rational;
use crate::numeric::budget::terms;

/// A function near the end of its path: its largest terms, and a monomial that bounds what is left times a number.
#[derive(Clone, Debug, Default)]
pub(super) struct AsymptoticSeries {
    /// Falling.
    pub terms: Vec<AsymptoticTerm>,
    /// Smaller than every term; `None` where the terms are all there is.
    pub rest: Option<AsymptoticMonomial>,
}

/// What comes first in a series.
pub(super) enum Lead {
    /// The series is 0.
    Zero,
    /// Its first term, with its sign.
    Term(AsymptoticTerm, Ordering),
    /// Only a bound is known.
    Hidden(AsymptoticMonomial),
}

impl AsymptoticSeries {
    pub fn zero() -> AsymptoticSeries {
        AsymptoticSeries::default()
    }

    pub fn term(coefficient: ExprId, monomial: AsymptoticMonomial) -> AsymptoticSeries {
        AsymptoticSeries { terms: vec![AsymptoticTerm { coefficient, monomial }], rest: None }
    }

    /// Something that stays below a multiple of a monomial.
    pub fn bounded(monomial: AsymptoticMonomial) -> AsymptoticSeries {
        AsymptoticSeries { terms: Vec::new(), rest: Some(monomial) }
    }
}

impl ExpansionContext<'_> {
    pub fn constant(&mut self, value: ExprId) -> Expanded<AsymptoticSeries> {
        let value = self.kept(value)?;
        Ok(if self.graph.is_zero(value) {
            AsymptoticSeries::zero()
        } else {
            AsymptoticSeries::term(value, AsymptoticMonomial::one())
        })
    }

    /// The first term that is not 0.
    pub fn lead(&mut self, s: &AsymptoticSeries) -> Expanded<Lead> {
        for term in &s.terms {
            let sign = self.sign(term.coefficient)?;
            if sign.is_ne() {
                return Ok(Lead::Term(term.clone(), sign));
            }
        }
        Ok(s.rest.clone().map_or(Lead::Zero, Lead::Hidden))
    }

    /// A bound for all of it; `None` for 0.
    pub fn size(&mut self, s: &AsymptoticSeries) -> Expanded<Option<AsymptoticMonomial>> {
        Ok(match self.lead(s)? {
            Lead::Zero => None,
            Lead::Term(term, _) => Some(term.monomial),
            Lead::Hidden(monomial) => Some(monomial),
        })
    }

    fn larger(
        &mut self,
        a: Option<AsymptoticMonomial>,
        b: Option<AsymptoticMonomial>,
    ) -> Expanded<Option<AsymptoticMonomial>> {
        Ok(match (a, b) {
            (Some(a), Some(b)) => Some(if self.compare(&a, &b)?.is_lt() { b } else { a }),
            (a, b) => a.or(b),
        })
    }

    /// With another bound for the rest, which swallows the terms below it.
    pub fn with_rest(
        &mut self,
        mut s: AsymptoticSeries,
        rest: Option<AsymptoticMonomial>,
    ) -> Expanded<AsymptoticSeries> {
        s.rest = self.larger(s.rest.take(), rest)?;
        if let Some(rest) = &s.rest {
            while let Some(last) = s.terms.last() {
                if self.compare(&last.monomial, rest)?.is_gt() {
                    break;
                }
                s.terms.pop();
            }
        }
        Ok(s)
    }

    pub fn add(&mut self, a: &AsymptoticSeries, b: &AsymptoticSeries) -> Expanded<AsymptoticSeries> {
        let terms = self.merge(&a.terms, &b.terms)?;
        let sum = AsymptoticSeries { terms, rest: a.rest.clone() };
        self.with_rest(sum, b.rest.clone())
    }

    pub fn scale(&mut self, s: &AsymptoticSeries, factor: ExprId) -> Expanded<AsymptoticSeries> {
        if self.graph.is_zero(factor) {
            return Ok(AsymptoticSeries::zero());
        }
        let mut scaled = s.clone();
        for term in &mut scaled.terms {
            term.coefficient = self.times(term.coefficient, factor)?;
        }
        Ok(scaled)
    }

    pub fn negative(&mut self, s: &AsymptoticSeries) -> Expanded<AsymptoticSeries> {
        self.scale(s, ExprId::MINUS_ONE)
    }

    pub fn mul(&mut self, a: &AsymptoticSeries, b: &AsymptoticSeries) -> Expanded<AsymptoticSeries> {
        let (Some(size_a), Some(size_b)) = (self.size(a)?, self.size(b)?) else { return Ok(AsymptoticSeries::zero()) };
        let mut rest = None;
        for (bound, size) in [(&a.rest, &size_b), (&b.rest, &size_a)] {
            if let Some(bound) = bound {
                let error = self.multiply(bound, size)?;
                rest = self.larger(rest, Some(error))?;
            }
        }
        let mut product = AsymptoticSeries { terms: Vec::new(), rest };
        for left in &a.terms {
            let mut row = Vec::with_capacity(b.terms.len());
            for right in &b.terms {
                let coefficient = self.times(left.coefficient, right.coefficient)?;
                row.push(AsymptoticTerm { coefficient, monomial: self.multiply(&left.monomial, &right.monomial)? });
            }
            product.terms = self.merge(&product.terms, &row)?;
        }
        let rest = product.terms.get(terms::LIMIT_SERIES).map(|t| t.monomial.clone());
        product.terms.truncate(terms::LIMIT_SERIES);
        self.with_rest(product, rest)
    }

    /// `c`, `m` and a vanishing `s` with the series equal to `c*m*(1 + s)`, and the sign of `c`.
    fn unit(&mut self, s: &AsymptoticSeries) -> Expanded<(AsymptoticTerm, Ordering, AsymptoticSeries)> {
        let Lead::Term(term, sign) = self.lead(s)? else { return Err(Undecided) };
        let inverse = normal::quotient(self.graph, ExprId::ONE, term.coefficient);
        let inverse = self.kept(inverse)?;
        let monomial = self.power(&term.monomial, ExprId::MINUS_ONE)?;
        let mut rest = s.clone();
        let first = rest.terms.iter().position(|t| t.monomial == term.monomial).ok_or(Undecided)?;
        rest.terms.drain(..=first);
        let small = self.mul(&rest, &AsymptoticSeries::term(inverse, monomial))?;
        Ok((term, sign, small))
    }

    /// `a0 + a1*s + a2*s^2 + …` for a vanishing `s`.
    pub fn compose(&mut self, coefficients: &[ExprId], s: &AsymptoticSeries) -> Expanded<AsymptoticSeries> {
        let mut power = AsymptoticSeries::term(ExprId::ONE, AsymptoticMonomial::one());
        let mut total = AsymptoticSeries::zero();
        for &coefficient in coefficients {
            let part = self.scale(&power, coefficient)?;
            total = self.add(&total, &part)?;
            power = self.mul(&power, s)?;
        }
        let rest = self.size(&power)?;
        self.with_rest(total, rest)
    }

    /// A power with a closed exponent.
    pub fn raise(&mut self, s: &AsymptoticSeries, exponent: ExprId) -> Expanded<AsymptoticSeries> {
        let whole = self.graph.as_integer(exponent);
        match (whole, self.lead(s)?) {
            (Some(0), _) => {
                return self.constant(ExprId::ONE);
            }
            (_, Lead::Zero) if self.sign(exponent)?.is_gt() => return Ok(AsymptoticSeries::zero()),
            (_, Lead::Zero) => return Err(Undecided),
            (Some(n), Lead::Hidden(size)) if n > 0 => {
                return Ok(AsymptoticSeries::bounded(self.power(&size, exponent)?));
            }
            (_, Lead::Hidden(_)) => return Err(Undecided),
            (None, Lead::Term(_, Ordering::Less)) => return Err(Undecided),
            (_, Lead::Term(..)) => {}
        }
        let (term, _, small) = self.unit(s)?;
        let coefficient = normal::power(self.graph, term.coefficient, exponent);
        let coefficient = self.kept(coefficient)?;
        let outer = AsymptoticSeries::term(coefficient, self.power(&term.monomial, exponent)?);
        let binomial = self.binomial(exponent)?;
        let inner = self.compose(&binomial, &small)?;
        self.mul(&outer, &inner)
    }

    fn binomial(&mut self, exponent: ExprId) -> Expanded<Vec<ExprId>> {
        let mut coefficients = vec![self.graph.integer(1)];
        for k in 1..=i64::from(self.order) {
            let shift = self.graph.integer(1 - k);
            let next = self.plus(exponent, shift)?;
            let share = self.graph.rational(Rational::new(1, k).unwrap_or_default());
            let factor = self.times(next, share)?;
            let last = coefficients[coefficients.len() - 1];
            coefficients.push(self.times(last, factor)?);
        }
        Ok(coefficients)
    }

    pub fn logarithm_of(&mut self, s: &AsymptoticSeries) -> Expanded<AsymptoticSeries> {
        let (term, Ordering::Greater, small) = self.unit(s)? else { return Err(Undecided) };
        let ln = self.graph.core().ln;
        let first = normal::call(self.graph, ln, &[term.coefficient]);
        let mut total = self.constant(first)?;
        for (k, &power) in term.monomial.powers.iter().enumerate() {
            if !self.graph.is_zero(power) {
                let part = AsymptoticSeries::term(power, self.logarithm(k + 1));
                total = self.add(&total, &part)?;
            }
        }
        total = self.add(&total, &AsymptoticSeries { terms: term.monomial.exponent, rest: None })?;
        let mut coefficients = vec![self.graph.integer(0)];
        for k in 1..=i64::from(self.order) {
            let share = Rational::new(if k % 2 == 0 { -1 } else { 1 }, k).unwrap_or_default();
            coefficients.push(self.graph.rational(share));
        }
        let inner = self.compose(&coefficients, &small)?;
        self.add(&total, &inner)
    }

    pub fn exponential_of(&mut self, s: &AsymptoticSeries) -> Expanded<AsymptoticSeries> {
        let (mut large, mut constant) = (Vec::new(), self.graph.integer(0));
        let mut small = AsymptoticSeries { terms: Vec::new(), rest: s.rest.clone() };
        for term in &s.terms {
            match self.against_one(&term.monomial)? {
                Ordering::Greater => large.push(term.clone()),
                Ordering::Equal => constant = self.plus(constant, term.coefficient)?,
                Ordering::Less => small.terms.push(term.clone()),
            }
        }
        match s.rest.as_ref().map(|r| self.against_one(r)).transpose()? {
            None | Some(Ordering::Less) => {}
            Some(Ordering::Equal) => return Ok(AsymptoticSeries::bounded(self.exponential(&large)?)),
            Some(Ordering::Greater) => return self.falling_exp(s),
        }
        let exp = self.graph.core().exp;
        let factor = normal::call(self.graph, exp, &[constant]);
        let outer = AsymptoticSeries::term(self.kept(factor)?, self.exponential(&large)?);
        let mut coefficients = Vec::new();
        for k in 0..=u64::from(self.order) {
            let share = Rational::factorial(k).and_then(|f| f.recip()).map_err(|_| Undecided)?;
            coefficients.push(self.graph.rational(share));
        }
        let inner = self.compose(&coefficients, &small)?;
        self.mul(&outer, &inner)
    }

    /// Where the exponent falls below every number, though not all of it is known: half of its first term bounds it.
    fn falling_exp(&mut self, s: &AsymptoticSeries) -> Expanded<AsymptoticSeries> {
        let Lead::Term(first, Ordering::Less) = self.lead(s)? else { return Err(Undecided) };
        let half = self.graph.rational(Rational::new(1, 2).unwrap_or_default());
        let coefficient = self.times(first.coefficient, half)?;
        let bound = self.exponential(&[AsymptoticTerm { coefficient, ..first }])?;
        Ok(AsymptoticSeries::bounded(bound))
    }
}
