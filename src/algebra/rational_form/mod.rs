//! Expressions read as ratios of polynomials over what they are built from, and written back in normal form.
//!
//! The value is the same wherever the expression has one; what cancels may leave the form with a value at more points.

mod fraction;
mod generators;
#[cfg(test)]
mod tests;

pub use fraction::{Fraction, PowerRelation};
pub use generators::Generator;

use std::collections::HashMap;

use generators::{Reading, Survey};

use super::normal::{normalise, product, quotient, sum};
use crate::expr::{ExprId, Graph, Node, Number};
use crate::numeric::budget::Budget;
use crate::numeric::multivariate::{AlgebraError, Multivariate};
use crate::numeric::{ArithmeticError, Rational};

/// A ratio of polynomials over generators.
#[derive(Clone, Debug)]
pub struct RationalForm {
    /// The ratio, cancelled.
    pub fraction: Fraction,
    /// What the unknowns of the polynomials stand for.
    pub generators: Vec<Generator>,
    /// A number comes from a decimal, so numbers are written as decimals.
    decimal: bool,
}

impl RationalForm {
    /// The expression as one cancelled fraction; `None` where it has no value.
    pub fn of(graph: &mut Graph, id: ExprId, budget: &Budget<'_>) -> Result<Option<RationalForm>, AlgebraError> {
        let root = normalise(graph, id);
        let Some(survey) = Survey::of(graph, root)? else { return Ok(None) };
        let mut relations = Vec::new();
        let mut known: HashMap<ExprId, Fraction> = HashMap::new();
        for (id, reading) in &survey.nodes {
            let value = match read(graph, &survey, &known, (*id, reading), budget) {
                Ok(Some(value)) => value,
                Ok(None) | Err(AlgebraError::Arithmetic(ArithmeticError::DivisionByZero)) => return Ok(None),
                Err(error) => return Err(error),
            };
            // The base of a root that is no generator itself: the root's power gives it back.
            if let Some((unknown, degree)) = survey.place_of(*id).filter(|_| !matches!(reading, Reading::Plain)) {
                relations.push(PowerRelation { unknown, degree, value: value.clone() });
            }
            known.insert(*id, value);
        }
        let Some(whole) = known.remove(&root) else { return Ok(None) };
        match whole.reduced(&relations, budget).and_then(|whole| whole.cancelled(budget)) {
            Ok(fraction) => Ok(Some(RationalForm { fraction, generators: survey.generators, decimal: survey.decimal })),
            Err(AlgebraError::Arithmetic(ArithmeticError::DivisionByZero)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Another fraction over the same generators.
    pub fn over_same_generators(&self, fraction: Fraction) -> RationalForm {
        RationalForm { fraction, ..self.clone() }
    }

    /// The expression in normal form, both parts multiplied out.
    pub fn to_expr(&self, graph: &mut Graph) -> ExprId {
        if let Some(number) = self.fraction.below.as_constant().and_then(|c| c.recip().ok()) {
            return self.polynomial_to_expr(graph, &self.fraction.above.scaled(&number));
        }
        // Whole numbers above the bar, what they were divided by below; decimals stay where they are.
        let below = if self.decimal { Rational::ONE } else { self.fraction.above.content().denominator() };
        let above = self.polynomial_to_expr(graph, &self.fraction.above.scaled(&below));
        let denominator = self.polynomial_to_expr(graph, &self.fraction.below);
        let number = self.number_to_expr(graph, &below.recip().unwrap_or(Rational::ONE));
        let fraction = quotient(graph, above, denominator);
        product(graph, &[number, fraction])
    }

    /// A polynomial over the generators as an expression in normal form.
    pub fn polynomial_to_expr(&self, graph: &mut Graph, p: &Multivariate) -> ExprId {
        let mut terms = Vec::with_capacity(p.terms().len());
        for (monomial, coefficient) in p.terms() {
            let mut factors = vec![self.number_to_expr(graph, coefficient)];
            for (i, generator) in self.generators.iter().enumerate() {
                match monomial.exponent(i) {
                    0 => {}
                    exponent => factors.push(generator.power(graph, exponent)),
                }
            }
            terms.push(product(graph, &factors));
        }
        sum(graph, &terms)
    }

    /// A number, as a decimal where the expression had one.
    pub fn number_to_expr(&self, graph: &mut Graph, value: &Rational) -> ExprId {
        graph.number(Number::new(value.clone(), self.decimal))
    }

    /// The number of the generator that this expression is, or is a root or power of.
    pub fn generator_of(&self, graph: &mut Graph, id: ExprId) -> Option<usize> {
        let normal = normalise(graph, id);
        self.generators.iter().enumerate().find_map(|(i, g)| (g.whole(graph) == normal).then_some(i))
    }
}

/// The fraction of a node whose children are known; `None` for a part without a generator.
fn read(
    graph: &Graph,
    survey: &Survey,
    known: &HashMap<ExprId, Fraction>,
    (id, reading): (ExprId, &Reading),
    budget: &Budget<'_>,
) -> Result<Option<Fraction>, AlgebraError> {
    let mut children = graph.children(id).iter().filter_map(|c| known.get(c));
    let power = |(index, degree): (usize, u32), share: &Rational| {
        let exponent = (share * Rational::from(i64::from(degree))).to_i64().ok_or(AlgebraError::Degree)?;
        Fraction::unknown(index)?.power(exponent, budget)
    };
    Ok(match reading {
        Reading::Number => Some(Fraction::number(graph.as_rational(id).cloned().unwrap_or_default())),
        Reading::Sum => Some(children.try_fold(Fraction::number(Rational::ZERO), |all, c| all.plus(c, budget))?),
        Reading::Product => Some(children.try_fold(Fraction::number(Rational::ONE), |all, c| all.times(c, budget))?),
        Reading::Whole(n) => children.next().map(|base| base.power(*n, budget)).transpose()?,
        Reading::Broken(exponent) => {
            let Node::Power(base, _) = graph.node(id) else { return Ok(None) };
            survey.place_of(base).map(|place| power(place, exponent)).transpose()?
        }
        Reading::Exponential { base, parts, factor } => {
            let mut total = Fraction::number(factor.clone());
            for (rest, number) in parts {
                let Some(place) = survey.exponential(*base, *rest) else { return Ok(None) };
                total = total.times(&power(place, number)?, budget)?;
            }
            Some(total)
        }
        Reading::Plain => survey.place_of(id).map(|place| power(place, &Rational::ONE)).transpose()?,
    })
}
