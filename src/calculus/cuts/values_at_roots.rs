//! Values of a polynomial at algebraic numbers, compared exactly.

use std::cmp::Ordering;

use super::polynomial::polynomial_of;
use crate::algebra::closed_form::{FactoredRoot, is_short};
use crate::algebra::expand;
use crate::calculus::exact_value::{self};
use crate::expr::{ExprId, Graph, evaluate_closed};
use crate::interrupt::Interrupt;
use crate::numeric::Rational;
use crate::numeric::budget::{degrees, rounds};
use crate::numeric::matrix::Matrix;
use crate::numeric::polynomial::{Polynomial, PolynomialError, RealRoot};

/// The value of a polynomial at a root of another.
#[derive(Clone, Debug)]
pub(in crate::calculus) struct ValueAtRoot {
    root: RealRoot,
    factor: Polynomial,
    /// The polynomial's remainder by the factor: the same value, a lower degree.
    reduced: Polynomial,
}

impl ValueAtRoot {
    pub fn new(p: &Polynomial, at: &FactoredRoot) -> Result<ValueAtRoot, PolynomialError> {
        let mut root = at.root.clone();
        let mut reduced = match root.as_rational() {
            Some(x) => Polynomial::constant(p.at(x)),
            None => p.divide(&at.factor)?.1,
        };
        // A factor that could not be split may hide that the value is 0.
        if !reduced.is_constant() && root.sign_of(&reduced)? == 0 {
            reduced = Polynomial::zero();
        }
        Ok(ValueAtRoot { root, factor: at.factor.clone(), reduced })
    }

    /// A short formula of the value, from one of the root and a way to write numbers.
    pub fn formula(
        &self,
        graph: &mut Graph,
        x: ExprId,
        number: impl Fn(&mut Graph, &Rational) -> ExprId,
    ) -> Option<ExprId> {
        let formula = polynomial_of(graph, &self.reduced, x, number);
        let formula = expand(graph, formula).ok()?;
        self.recognised(graph, formula)
    }

    /// The formula, if it is short and its double near the value.
    pub fn recognised(&self, graph: &Graph, formula: ExprId) -> Option<ExprId> {
        let value = self.to_f64();
        let is_near = (evaluate_closed(graph, formula) - value).abs() <= 1e-11 * (1.0 + value.abs());
        (is_near && is_short(graph, formula)).then_some(formula)
    }

    /// The value, if it is seen to be rational.
    pub fn as_rational(&self) -> Option<Rational> {
        self.reduced.is_constant().then(|| self.reduced.coefficient(0))
    }

    /// The nearest double, but for rare near-ties.
    pub fn to_f64(&self) -> f64 {
        let mut root = self.root.clone();
        let fine = Rational::from_f64(5.4e-20).unwrap_or_default();
        loop {
            let (low, high) = root.enclose(&self.reduced);
            let clear = low.sign() * high.sign() > 0;
            let asked = Interrupt::here().is_set();
            if asked || low == high || (clear && &high - &low <= low.abs().min(high.abs()) * &fine) {
                return ((low + high) * Rational::new(1, 2).unwrap_or_default()).to_f64();
            }
            root.bisect();
        }
    }

    /// The value as a root of a polynomial of its own; `None` above [`degrees::NUMBER_FIELD`].
    pub fn as_root(&self) -> Result<Option<FactoredRoot>, PolynomialError> {
        let Some(degree) = self.factor.degree().filter(|&n| n <= degrees::NUMBER_FIELD) else { return Ok(None) };
        // The matrix of "times the value" in the basis 1, x, x^2, … has the value as an eigenvalue.
        let mut rows = Vec::new();
        let mut image = self.reduced.clone();
        for _ in 0..degree {
            rows.push((0..degree).map(|n| image.coefficient(n)).collect());
            image = (&image * &Polynomial::unknown()).divide(&self.factor)?.1;
        }
        let Some(matrix) = Matrix::from_rows(rows) else { return Ok(None) };
        let factor = matrix.characteristic_polynomial()?.square_free()?;
        let mut candidates: Vec<(usize, RealRoot)> = (1..).zip(factor.real_roots()?).collect();
        let mut root = self.root.clone();
        loop {
            let (low, high) = root.enclose(&self.reduced);
            candidates.retain(|(_, c)| *c.low() <= high && low <= *c.high());
            if let [(number, only)] = candidates.as_slice() {
                return Ok(Some(FactoredRoot { root: only.clone(), factor, number: *number }));
            }
            if candidates.is_empty() {
                return Ok(None);
            }
            root.bisect();
            candidates.iter_mut().for_each(|(_, c)| c.bisect());
        }
    }

    /// Compares two values of the same polynomial; `None` if it cannot be decided.
    fn compare(&mut self, other: &mut ValueAtRoot) -> Result<Option<Ordering>, PolynomialError> {
        if let (Some(a), Some(b)) = (self.as_rational(), other.as_rational()) {
            return Ok(Some(a.cmp(&b)));
        }
        for _ in 0..rounds::ALGEBRAIC_VALUES {
            if Interrupt::here().is_set() {
                return Ok(None);
            }
            let (low, high) = self.root.enclose(&self.reduced);
            let (other_low, other_high) = other.root.enclose(&other.reduced);
            if high < other_low {
                return Ok(Some(Ordering::Less));
            }
            if other_high < low {
                return Ok(Some(Ordering::Greater));
            }
            self.root.bisect();
            other.root.bisect();
        }
        let (Some(a), Some(b)) = (self.number()?, other.number()?) else { return Ok(None) };
        a.compare(&b).map(Some)
    }

    fn number(&self) -> Result<Option<RealRoot>, PolynomialError> {
        match self.as_rational() {
            Some(value) => Ok(Some(RealRoot::rational(value))),
            None => Ok(self.as_root()?.map(|found| found.root)),
        }
    }
}

/// The positions of the least values, all that are equal.
pub(in crate::calculus) fn least(
    mut values: Vec<&mut ValueAtRoot>,
    interrupt: &Interrupt,
) -> Result<Vec<usize>, Failure> {
    exact_value::least(values.len(), |i, best| {
        if interrupt.is_set() {
            return Err(Failure::Interrupted);
        }
        let (before, after) = values.split_at_mut(i);
        after[0].compare(before[best])?.ok_or(Failure::TooClose)
    })
}

/// Why there is no answer.
pub(in crate::calculus) enum Failure {
    Interrupted,
    /// Two values agree to many digits, and whether they are equal was not decided.
    TooClose,
    Polynomial(PolynomialError),
}

impl From<PolynomialError> for Failure {
    fn from(error: PolynomialError) -> Failure {
        Failure::Polynomial(error)
    }
}
