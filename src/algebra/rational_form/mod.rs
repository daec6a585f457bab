//! Expressions read as ratios of polynomials over what they are built from, and written back in normal form.
//!
//! The value is the same wherever the expression has one; what cancels may leave the form with a value at more points.

mod generators;
#[cfg(test)]
mod tests;

pub use generators::Generator;

use std::collections::HashMap;

use generators::{Reading, Survey};

use super::normal::{normalise, product, quotient, sum};
use crate::expr::{ExprId, Graph, Node, Number};
use crate::numeric::Rational;
use crate::numeric::budget::Budget;
use crate::numeric::multivariate::{AlgebraError, MAX_EXPONENT, Monomial, Multivariate};

/// A ratio of polynomials over generators.
#[derive(Clone, Debug)]
pub struct RationalForm {
    /// Above the fraction bar.
    pub numerator: Multivariate,
    /// Below it; not 0.
    pub denominator: Multivariate,
    /// What the unknowns of the polynomials stand for.
    pub generators: Vec<Generator>,
    /// A root's number, and what its power by its degree is, for roots of what is no generator itself.
    relations: Vec<(usize, u32, PolynomialRatio)>,
    /// A number comes from a decimal, so numbers are written as decimals.
    decimal: bool,
}

/// Numerator and denominator.
#[derive(Clone, Debug)]
struct PolynomialRatio {
    above: Multivariate,
    below: Multivariate,
}

impl RationalForm {
    /// The expression as one fraction, not yet cancelled; `None` where it has no value.
    pub fn of(graph: &mut Graph, id: ExprId, budget: &Budget<'_>) -> Result<Option<RationalForm>, AlgebraError> {
        let root = normalise(graph, id);
        let Some(survey) = Survey::of(graph, root)? else { return Ok(None) };
        let mut relations = Vec::new();
        let mut known: HashMap<ExprId, PolynomialRatio> = HashMap::new();
        for (id, reading) in &survey.nodes {
            let Some(ratio) = read(graph, &survey, &known, (*id, reading), budget)? else { return Ok(None) };
            let place = survey.place_of(*id);
            match place {
                // The base of a root that is no generator itself: the root's power gives it back.
                Some((index, degree)) if !matches!(reading, Reading::Plain) => {
                    relations.push((index, degree, ratio.clone()));
                }
                Some(_) | None => {}
            }
            known.insert(*id, ratio);
        }
        let Some(PolynomialRatio { above, below }) = known.remove(&root) else { return Ok(None) };
        let Survey { generators, decimal, .. } = survey;
        let form = RationalForm { numerator: above, denominator: below, generators, relations, decimal };
        form.reduced(budget)
    }

    /// Another fraction over the same generators; the denominator is not 0.
    pub fn over_same_generators(&self, numerator: Multivariate, denominator: Multivariate) -> RationalForm {
        RationalForm { numerator, denominator, ..self.clone() }
    }

    /// Without what numerator and denominator have in common: the denominator has whole coefficients without common
    /// factor, and its leading one is positive.
    pub fn cancelled(self, budget: &Budget<'_>) -> Result<RationalForm, AlgebraError> {
        let (_, above, below) = self.numerator.gcd_with_cofactors(&self.denominator, budget)?;
        let mut scale = below.content();
        if below.leading().is_negative() {
            scale = -scale;
        }
        let inverse = scale.recip()?;
        Ok(RationalForm { numerator: above.scaled(&inverse), denominator: below.scaled(&inverse), ..self })
    }

    /// The expression in normal form, both parts multiplied out.
    pub fn to_expr(&self, graph: &mut Graph) -> ExprId {
        if let Some(number) = self.denominator.as_constant().and_then(|c| c.recip().ok()) {
            return self.polynomial_to_expr(graph, &self.numerator.scaled(&number));
        }
        // Whole numbers above the bar, what they were divided by below; decimals stay where they are.
        let below = if self.decimal { Rational::ONE } else { self.numerator.content().denominator() };
        let above = self.polynomial_to_expr(graph, &self.numerator.scaled(&below));
        let denominator = self.polynomial_to_expr(graph, &self.denominator);
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

    /// With no higher power of a root than needed: `sqrt(x + 1)^3` as `(x + 1)*sqrt(x + 1)`. `None` where the
    /// denominator turns out to be 0.
    fn reduced(mut self, budget: &Budget<'_>) -> Result<Option<RationalForm>, AlgebraError> {
        // Outer roots first: inner ones stand in their bases.
        for at in (0..self.relations.len()).rev() {
            let (index, degree, base) = &self.relations[at];
            let above = lowered(&self.numerator, *index, *degree, base, budget)?;
            let below = lowered(&self.denominator, *index, *degree, base, budget)?;
            self.numerator = above.above.times(&below.below, budget)?;
            self.denominator = below.above.times(&above.below, budget)?;
        }
        if self.denominator.is_zero() {
            return Ok(None);
        }
        Ok(Some(self))
    }
}

/// The polynomial with powers of an unknown from `degree` on replaced by powers of `base`.
fn lowered(
    p: &Multivariate,
    index: usize,
    degree: u32,
    base: &PolynomialRatio,
    budget: &Budget<'_>,
) -> Result<PolynomialRatio, AlgebraError> {
    let highest = p.degree_in(index) / degree;
    if highest == 0 {
        return Ok(PolynomialRatio { above: p.clone(), below: Multivariate::one() });
    }
    let mut above = Multivariate::zero();
    for (power, part) in p.coefficients_in(index).iter().enumerate().filter(|(_, part)| !part.is_zero()) {
        let (whole, left) = (power as u32 / degree, power as u32 % degree);
        let factor = base.above.pow(whole, budget)?.times(&base.below.pow(highest - whole, budget)?, budget)?;
        above = above.plus(&factor.times(&part.shifted(&Monomial::ONE.with(index, left))?, budget)?);
    }
    Ok(PolynomialRatio { above, below: base.below.pow(highest, budget)? })
}

/// The ratio of a node whose children are known; `None` for a division by 0.
fn read(
    graph: &Graph,
    survey: &Survey,
    known: &HashMap<ExprId, PolynomialRatio>,
    (id, reading): (ExprId, &Reading),
    budget: &Budget<'_>,
) -> Result<Option<PolynomialRatio>, AlgebraError> {
    let children = || graph.children(id).iter().filter_map(|c| known.get(c));
    Ok(match reading {
        Reading::Number => {
            let value = graph.as_rational(id).cloned().unwrap_or_default();
            Some(PolynomialRatio::whole(Multivariate::constant(value)))
        }
        Reading::Sum => {
            let mut total = PolynomialRatio::whole(Multivariate::zero());
            for child in children() {
                total = total.plus(child, budget)?;
            }
            Some(total)
        }
        Reading::Product => {
            let mut total = PolynomialRatio::whole(Multivariate::one());
            for child in children() {
                total = PolynomialRatio {
                    above: total.above.times(&child.above, budget)?,
                    below: total.below.times(&child.below, budget)?,
                };
            }
            Some(total)
        }
        Reading::Whole(n) => {
            let Some(base) = children().next() else { return Ok(None) };
            let exponent = n.unsigned_abs() as u32;
            let (above, below) = (base.above.pow(exponent, budget)?, base.below.pow(exponent, budget)?);
            PolynomialRatio { above, below }.turned(*n < 0)
        }
        Reading::Broken(n, d) => {
            let Node::Power(base, _) = graph.node(id) else { return Ok(None) };
            let Some((index, degree)) = survey.place_of(base) else { return Ok(None) };
            PolynomialRatio::power_of(index, n.unsigned_abs() * u64::from(degree / d))?.turned(*n < 0)
        }
        Reading::Exponential { base, parts, factor } => exponential(survey, *base, parts, factor, budget)?,
        Reading::Plain => {
            let Some((index, degree)) = survey.place_of(id) else { return Ok(None) };
            Some(PolynomialRatio::power_of(index, u64::from(degree))?)
        }
    })
}

/// `factor * base^(sum of number*rest)`, by the generators of its parts; `None` if one has none.
fn exponential(
    survey: &Survey,
    base: ExprId,
    parts: &[(ExprId, Rational)],
    factor: &Rational,
    budget: &Budget<'_>,
) -> Result<Option<PolynomialRatio>, AlgebraError> {
    let mut total = PolynomialRatio::whole(Multivariate::constant(factor.clone()));
    for (rest, number) in parts {
        let Some((index, degree)) = survey.exponential(base, *rest) else { return Ok(None) };
        let scaled = number * Rational::from(i64::from(degree));
        let size = scaled.abs().to_i64().map_or(u64::MAX, i64::unsigned_abs);
        let power = PolynomialRatio::power_of(index, size)?;
        if scaled.is_negative() {
            total.below = total.below.times(&power.above, budget)?;
        } else {
            total.above = total.above.times(&power.above, budget)?;
        }
    }
    Ok(Some(total))
}

impl PolynomialRatio {
    fn whole(above: Multivariate) -> PolynomialRatio {
        PolynomialRatio { above, below: Multivariate::one() }
    }

    fn power_of(index: usize, exponent: u64) -> Result<PolynomialRatio, AlgebraError> {
        let exponent = u32::try_from(exponent).ok().filter(|&e| e <= MAX_EXPONENT).ok_or(AlgebraError::Degree)?;
        let monomial = Monomial::power(index, exponent).ok_or(AlgebraError::Unknowns)?;
        Ok(PolynomialRatio::whole(Multivariate::term(monomial, Rational::ONE)))
    }

    /// The same or its inverse, which 0 does not have.
    fn turned(self, inverse: bool) -> Option<PolynomialRatio> {
        match (inverse, self.above.is_zero()) {
            (false, _) => Some(self),
            (true, true) => None,
            (true, false) => Some(PolynomialRatio { above: self.below, below: self.above }),
        }
    }

    /// The sum over the least common denominator.
    fn plus(&self, other: &PolynomialRatio, budget: &Budget<'_>) -> Result<PolynomialRatio, AlgebraError> {
        if self.below == other.below {
            return Ok(PolynomialRatio { above: self.above.plus(&other.above), below: self.below.clone() });
        }
        let (_, left, right) = self.below.gcd_with_cofactors(&other.below, budget)?;
        let above = self.above.times(&right, budget)?.plus(&other.above.times(&left, budget)?);
        Ok(PolynomialRatio { above, below: self.below.times(&right, budget)? })
    }
}
