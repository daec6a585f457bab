//! Expressions as products of irreducible factors, or ordered by the powers of one of their parts.

use std::collections::BTreeMap;

use super::normal::{
    base_and_exponent, call, normalise, power, power_of_integer, product, quotient, split_coefficient, sum,
};
use super::rational_form::{Fraction, RationalForm};
use crate::expr::{ExprId, Graph, Node, factors_of, terms_of};
use crate::numeric::Rational;
use crate::numeric::budget::Budget;
use crate::numeric::multivariate::{AlgebraError, Multivariate};

/// An expression as a product.
#[derive(Clone, Copy, Debug)]
pub struct Factored {
    /// The product, in normal form.
    pub expr: ExprId,
    /// Is it proved that no factor can be factored further over the rational numbers?
    pub complete: bool,
}

/// The expression, which is read as a fraction of polynomials in its symbols and functions, with both parts factored
/// over the rational numbers; `None` where it has no value.
pub fn factored(graph: &mut Graph, id: ExprId, budget: &Budget<'_>) -> Result<Option<Factored>, AlgebraError> {
    let Some(form) = RationalForm::of(graph, id, budget)? else { return Ok(None) };
    let (above, above_complete) = factors(graph, &form, &form.fraction.above, budget)?;
    let (below, below_complete) = factors(graph, &form, &form.fraction.below, budget)?;
    let (above, below) = (product(graph, &above), product(graph, &below));
    let expr = quotient(graph, above, below);
    Ok(Some(Factored { expr, complete: above_complete && below_complete }))
}

/// The number and the powers that a polynomial is the product of, and whether all factors are known to be irreducible.
fn factors(
    graph: &mut Graph,
    form: &RationalForm,
    p: &Multivariate,
    budget: &Budget<'_>,
) -> Result<(Vec<ExprId>, bool), AlgebraError> {
    let number = if p.leading().is_negative() { -p.content() } else { p.content() };
    let mut all = vec![form.number_to_expr(graph, &number)];
    let mut complete = true;
    for factor in p.factors(budget)? {
        complete &= factor.irreducible;
        let single = factor.polynomial.terms().len() == 1;
        match factor.polynomial.unknowns().as_slice() {
            [only] if single => all.push(form.generators[*only].power(graph, factor.multiplicity)),
            _ => {
                let base = form.polynomial_to_expr(graph, &factor.polynomial);
                all.push(power_of_integer(graph, base, i64::from(factor.multiplicity)));
            }
        }
    }
    Ok((all, complete))
}

/// The expression, read as a fraction of polynomials, with what belongs to each power of a symbol or call put together.
/// `None` where it has no value, or is no polynomial in that part.
pub fn collected(
    graph: &mut Graph,
    id: ExprId,
    part: ExprId,
    budget: &Budget<'_>,
) -> Result<Option<ExprId>, AlgebraError> {
    let root = normalise(graph, id);
    let Some(form) = RationalForm::of(graph, root, budget)? else { return Ok(None) };
    let Some(index) = form.generator_of(graph, part) else {
        // It does not occur as a generator: all of the expression is the coefficient of the power 0.
        return Ok(Some(root));
    };
    if form.fraction.below.degree_in(index) > 0 {
        let above = by_powers(graph, &form, &form.fraction.above, (index, &Multivariate::one()), budget)?;
        let below = by_powers(graph, &form, &form.fraction.below, (index, &Multivariate::one()), budget)?;
        return Ok(Some(quotient(graph, above, below)));
    }
    by_powers(graph, &form, &form.fraction.above, (index, &form.fraction.below), budget).map(Some)
}

/// The sum of the powers of a generator, each times its coefficient over a denominator that does not hold it.
fn by_powers(
    graph: &mut Graph,
    form: &RationalForm,
    p: &Multivariate,
    (index, denominator): (usize, &Multivariate),
    budget: &Budget<'_>,
) -> Result<ExprId, AlgebraError> {
    let mut terms = Vec::new();
    for (exponent, part) in p.coefficients_in(index).into_iter().enumerate().filter(|(_, part)| !part.is_zero()) {
        let coefficient = Fraction { above: part, below: denominator.clone() }.cancelled(budget)?;
        let coefficient = form.over_same_generators(coefficient).to_expr(graph);
        let power = match u32::try_from(exponent) {
            Ok(0) | Err(_) => graph.rational(Rational::ONE),
            Ok(exponent) => form.generators[index].power(graph, exponent),
        };
        terms.push(product(graph, &[coefficient, power]));
    }
    Ok(sum(graph, &terms))
}

/// The powers that all terms of a sum have in common, or are divided by.
pub(crate) fn shared_powers(graph: &mut Graph, id: ExprId) -> Vec<(ExprId, Rational)> {
    let each: Vec<BTreeMap<ExprId, Rational>> = terms_of(graph, id).into_iter().map(|t| powers(graph, t)).collect();
    let mut bases: Vec<ExprId> = each.iter().flat_map(|p| p.keys().copied()).collect();
    bases.sort_by(|&a, &b| graph.order(a, b));
    bases.dedup();
    let least = |base: ExprId| each.iter().map(|p| p.get(&base).cloned().unwrap_or_default()).min();
    bases.into_iter().filter_map(|base| Some((base, least(base).filter(|e| !e.is_zero())?))).collect()
}

/// A sum with every term divided by these powers.
pub(crate) fn divided(graph: &mut Graph, id: ExprId, powers: &[(ExprId, Rational)]) -> ExprId {
    let mut factors = Vec::new();
    for (base, exponent) in powers {
        let exponent = graph.rational(-exponent);
        factors.push(power(graph, *base, exponent));
    }
    let terms: Vec<ExprId> =
        terms_of(graph, id).into_iter().map(|term| product(graph, &[&factors[..], &[term]].concat())).collect();
    sum(graph, &terms)
}

/// A term's factors as powers of bases, its number left out; `exp(k*u)` counts as a power of `exp(u)`.
fn powers(graph: &mut Graph, term: ExprId) -> BTreeMap<ExprId, Rational> {
    let (_, rest) = split_coefficient(graph, term);
    let mut found: BTreeMap<ExprId, Rational> = BTreeMap::new();
    for factor in factors_of(graph, rest).into_iter().filter(|&f| graph.as_number(f).is_none()).collect::<Vec<_>>() {
        let (base, exponent) = base_and_exponent(graph, factor);
        let (base, times) = match graph.node(base) {
            Node::Call(f, arguments) if f == graph.core().exp => {
                let argument = arguments[0];
                let (k, u) = split_coefficient(graph, argument);
                (call(graph, f, &[u]), k.value)
            }
            _ => (base, Rational::ONE),
        };
        let entry = found.entry(base).or_default();
        *entry = &*entry + &exponent * &times;
    }
    found
}
