//! Real roots of polynomials as expressions: fractions, square roots, real cube roots, cosines; never complex numbers.

use std::cmp::Ordering;

use super::normal::{Applied, Powers, Term, formed, ratio};
use crate::expr::{Constant, ExprId, Graph, digits_of, evaluate_closed, reach, terms_of};
use crate::interrupt::Interrupt;
use crate::numeric::budget::{Budget, steps, terms};
use crate::numeric::polynomial::{Polynomial, PolynomialError, RealRoot};
use crate::numeric::{Rational, gcd};

/// How far the value of a formula may be from the root, relative to 1 plus its size.
const TOLERANCE: f64 = 1e-12;
/// Digits of a formula whose double is too far from the root.
const DIGITS: usize = 17;

/// Formulas with longer integers than this are not given: the decimals say more.
const MAX_FORMULA_BITS: usize = 160;

/// A real root with the factor of its polynomial that it belongs to.
#[derive(Clone, Debug)]
pub struct FactoredRoot {
    /// The root.
    pub root: RealRoot,
    /// A polynomial with rational coefficients that has the root: the one of least degree, unless factoring took too
    /// much work; but always of degree 1 for a rational root, 2 for a quadratic one. No root of it is multiple.
    pub factor: Polynomial,
    /// Which of the factor's real roots this is, from 1 in rising order.
    pub number: usize,
}

/// The different real roots in rising order.
pub fn factored_roots(p: &Polynomial) -> Result<Vec<FactoredRoot>, PolynomialError> {
    let (factors, rest) = all_factors(p)?;
    let mut roots: Vec<FactoredRoot> = Vec::new();
    for factor in factors.into_iter().chain([rest]).filter(|f| !f.is_constant()) {
        // Only what is linear has rational roots: nothing is left to recognise.
        for (i, root) in factor.isolated_roots()?.into_iter().enumerate() {
            roots.push(FactoredRoot { root, factor: factor.clone(), number: i + 1 });
        }
    }
    let mut failed = None;
    roots.sort_by(|a, b| {
        a.root.compare(&b.root).unwrap_or_else(|error| {
            failed = Some(error);
            Ordering::Equal
        })
    });
    for i in 1..roots.len() {
        let (before, after) = roots.split_at_mut(i);
        let (Some(a), Some(b)) = (before.last_mut(), after.first_mut()) else { continue };
        a.root.part(&mut b.root);
    }
    failed.map_or(Ok(roots), Err)
}

/// The irreducible factors and nothing left; where they take too much work, those of degree 1 and 2 and the rest.
fn all_factors(p: &Polynomial) -> Result<(Vec<Polynomial>, Polynomial), PolynomialError> {
    let interrupt = Interrupt::here();
    let budget = Budget::new(steps::CLOSED_FORM, terms::EXPANDED, &interrupt);
    match p.irreducible_factors(&budget) {
        Ok(factors) => Ok((factors.into_iter().map(|f| f.0).collect(), Polynomial::constant(Rational::ONE))),
        Err(_) => p.low_degree_factors(),
    }
}

/// A formula for the root, in normal form and checked against it; `None` where no short one is known here.
pub fn closed_form(graph: &mut Graph, root: &FactoredRoot) -> Option<ExprId> {
    let formula = match root.root.as_rational() {
        Some(value) => graph.rational(value.clone()),
        None => formula(graph, &root.factor, &root.root)?,
    };
    let expected = root.root.to_f64();
    let is_close = |value: f64| (value - expected).abs() <= TOLERANCE * (1.0 + expected.abs());
    // Where large terms cancel, doubles say little.
    let close = is_close(evaluate_closed(graph, formula))
        || digits_of(graph, formula, DIGITS).is_ok_and(|number| is_close(number.value.to_f64()));
    (close && (root.root.as_rational().is_some() || is_short(graph, formula))).then_some(formula)
}

/// Has the formula no integer of more than `MAX_FORMULA_BITS`?
pub fn is_short(graph: &Graph, formula: ExprId) -> bool {
    let nodes = reach(graph, &[formula]).order;
    nodes.iter().all(|&id| graph.as_rational(id).is_none_or(|n| n.bits() <= MAX_FORMULA_BITS))
}

/// The root of `p` that `root` is; `p` has no root that is rational.
fn formula(graph: &mut Graph, p: &Polynomial, root: &RealRoot) -> Option<ExprId> {
    let degree = p.degree()?;
    if degree == 2 {
        return surd(graph, p, root);
    }
    if !is_solvable_here(p) {
        return None;
    }
    let (shift, depressed) = depressed(p)?;
    let place = RootPosition::of(p, root, &shift).ok()?;
    let step = common_step(&depressed);
    let y = if step > 1 { radical(graph, &depressed, step, &place)? } else { cubic(graph, &depressed, &place)? };
    Some(formed(graph, Term::Number(shift) + y))
}

/// Do shifts and substitutions `y = x^k` lead down to a cubic or a quadratic?
fn is_solvable_here(p: &Polynomial) -> bool {
    if p.degree().is_none_or(|n| n <= 3) {
        return true;
    }
    let Some((_, depressed)) = depressed(p) else { return false };
    let step = common_step(&depressed);
    step > 1 && is_solvable_here(&every(&depressed, step))
}

/// With `x = y + shift` there is no power of degree `n - 1`: the shift, and the polynomial in `y`.
fn depressed(p: &Polynomial) -> Option<(Rational, Polynomial)> {
    let degree = p.degree()?;
    let shift = p.coefficient(degree.checked_sub(1)?).checked_div(&(p.leading() * Rational::from(degree))).ok()?;
    let shift = -shift;
    let inner = Polynomial::new(vec![shift.clone(), Rational::ONE]);
    Some((shift, p.compose(&inner).ok()?.monic()))
}

/// `h` with `p(y) = h(y^step)`.
fn every(p: &Polynomial, step: usize) -> Polynomial {
    Polynomial::new(p.coefficients().iter().step_by(step).cloned().collect())
}

/// Where a root is among the real roots of its polynomial.
struct RootPosition {
    /// How many real roots there are.
    total: usize,
    /// How many of them are smaller.
    below: usize,
    /// Whether it is above the centre.
    positive: bool,
    /// How many of them lie between the centre and this root.
    nearer: usize,
}

impl RootPosition {
    fn of(p: &Polynomial, root: &RealRoot, centre: &Rational) -> Result<RootPosition, PolynomialError> {
        let positive = root.compare_to(centre).is_gt();
        let all = p.isolated_roots()?;
        let mut place = RootPosition { total: all.len(), below: 0, positive, nearer: 0 };
        for other in &all {
            let smaller = other.compare(root)?;
            let above = other.compare_to(centre).is_gt();
            place.below += usize::from(smaller.is_lt());
            place.nearer += usize::from(above == positive && if positive { smaller.is_lt() } else { smaller.is_gt() });
        }
        Ok(place)
    }
}

/// The greatest `k` for which the polynomial is one in `y^k`.
fn common_step(p: &Polynomial) -> usize {
    let powers = p.coefficients().iter().enumerate().filter(|(_, c)| !c.is_zero());
    powers.fold(0, |divisor, (n, _)| gcd(divisor, n))
}

/// `(-b ± sqrt(b^2 - 4ac))/(2a)`
fn surd(graph: &mut Graph, p: &Polynomial, root: &RealRoot) -> Option<ExprId> {
    let [c, b, a] = p.coefficients() else { return None };
    let twice = a * Rational::from(2);
    let centre = (-b).checked_div(&twice).ok()?;
    let discriminant = b * b - a * c * Rational::from(4);
    let mut scale = twice.abs().recip().ok()?;
    if root.compare_to(&centre).is_lt() {
        scale = -scale;
    }
    Some(formed(graph, Term::Number(centre) + Term::Number(scale) * Powers::sqrt(discriminant)))
}

/// A root of `h(y^k)` as the `k`-th root of a root of `h`.
fn radical(graph: &mut Graph, depressed: &Polynomial, step: usize, place: &RootPosition) -> Option<ExprId> {
    let outer = every(depressed, step);
    let wants_positive = place.positive || step.is_multiple_of(2);
    let mut same_side = Vec::new();
    for candidate in factored_roots(&outer).ok()? {
        if candidate.root.compare_to(&Rational::ZERO).is_gt() == wants_positive {
            same_side.push(candidate);
        }
    }
    if !wants_positive {
        same_side.reverse();
    }
    // Roots grow with their radicands, so both are in the same order from 0 outwards.
    let inside = closed_form(graph, same_side.get(place.nearer)?)?;
    let size = if wants_positive { inside.into() } else { -inside };
    let value = size.pow(ratio(1, i64::try_from(step).ok()?));
    Some(formed(graph, if place.positive { value } else { -value }))
}

/// A root of `y^3 + py + q` with `p` and `q` not 0: by Cardano's formula if it is the only real one, else by cosines.
fn cubic(graph: &mut Graph, depressed: &Polynomial, place: &RootPosition) -> Option<ExprId> {
    let (p, q) = (depressed.coefficient(1), depressed.coefficient(0));
    if place.total == 3 {
        return three_real_roots(graph, &p, &q, place.below);
    }
    let half = (-&q).checked_div(&Rational::from(2)).ok()?;
    let third = p.checked_div(&Rational::from(3)).ok()?;
    let radicand = &half * &half + Rational::pow(&third, 3).ok()?;
    let radical = formed(graph, Powers::sqrt(radicand));
    // The square root is larger than |q/2| just if p > 0, which gives the signs of what is under the cube roots.
    let outer = formed(graph, Term::Number(half.clone()) + radical);
    let inner = formed(graph, Term::Number(half.clone()) - radical);
    let plus = cube_root(graph, outer, p.is_positive() || half.is_positive());
    let minus = cube_root(graph, inner, !p.is_positive() && half.is_positive());
    Some(formed(graph, plus + minus))
}

/// The real cube root; a fractional power has no value where what is below is negative.
fn cube_root(graph: &mut Graph, radicand: ExprId, positive: bool) -> Term {
    if positive {
        return radicand.pow(ratio(1, 3));
    }
    let turned = terms_of(graph, radicand).into_iter().map(|term| -term).collect();
    -Term::Sum(turned).pow(ratio(1, 3))
}

/// `2 sqrt(-p/3) cos(acos(3q/(2p) sqrt(-3/p))/3 - 2πk/3)`; `k = 0` is the largest (Viète).
fn three_real_roots(graph: &mut Graph, p: &Rational, q: &Rational, below: usize) -> Option<ExprId> {
    let size = (-p).checked_div(&Rational::from(3)).ok()?;
    let share = (q * Rational::from(3)).checked_div(&(p * Rational::from(2))).ok()?;
    let angle = graph.core().acos.of(Term::Number(share) * Powers::sqrt(size.recip().ok()?));
    let turn = ratio(-2 * (2 - i64::try_from(below).ok()?), 3) * Constant::Pi;
    let cosine = graph.core().cos.of(ratio(1, 3) * angle + turn);
    Some(formed(graph, 2 * Powers::sqrt(size) * cosine))
}
