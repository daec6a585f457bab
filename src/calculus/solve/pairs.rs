//! Two polynomial equations in two unknowns: resultants give the values that each unknown can have, and every pair of
//! values is tried. A pair at which both are 0 to many digits is believed only with a proof: a bound on how small an
//! algebraic number can be, or a box that holds a common zero and no other pair.

use super::check::is_proved_zero;
use super::solutions::SolveContext;
use crate::algebra::closed::root_of::root_of;
use crate::algebra::closed::sign;
use crate::algebra::closed_form::{closed_form, factored_roots};
use crate::algebra::expand;
use crate::calculus::certify;
use crate::expr::{ExprId, Graph, Node, Symbol, factors_of, substitute, terms_of};
use crate::functions::ROOT_OF;
use crate::numeric::budget::Budget;
use crate::numeric::multivariate::{Monomial, Multivariate};
use crate::numeric::polynomial::Polynomial;
use crate::numeric::{Interval, Rational};

/// Pairs whose residual in doubles, relative to the size of the terms, is above this are no solutions.
const FAR: f64 = 1e-6;
/// Half the side of a box around a pair, relative to 1 plus its size, or to how far other values are.
const BOX: f64 = 1e-5;

/// Pairs of values of two unknowns.
#[derive(Default)]
pub(super) struct Pairs {
    /// Both equations are proved to hold.
    pub proved: Vec<(ExprId, ExprId)>,
    /// Both equations hold to many digits.
    pub undecided: Vec<(ExprId, ExprId)>,
}

/// The common zeros of two polynomials in `x` and `y`: every common zero is among the pairs. `None` if they are no
/// polynomials, or have infinitely many.
pub(super) fn polynomial_pairs(
    graph: &mut Graph,
    equations: (ExprId, ExprId),
    unknowns: (Symbol, Symbol),
    context: &SolveContext<'_>,
) -> Option<Pairs> {
    let (x, y) = unknowns;
    let f = read(graph, equations.0, x, y)?;
    let g = read(graph, equations.1, x, y)?;
    let budget = Budget::generous(context.interrupt);
    let in_y = f.resultant(&g, 0, &budget).ok()?.to_univariate(1)?;
    let in_x = f.resultant(&g, 1, &budget).ok()?.to_univariate(0)?;
    if in_x.is_zero() || in_y.is_zero() {
        return None;
    }
    let (at_x, at_y) = (values(graph, &in_x)?, values(graph, &in_y)?);
    let mut pairs = Pairs::default();
    for &(a, a_value) in &at_x {
        for &(b, b_value) in &at_y {
            if context.interrupt.is_set() {
                return None;
            }
            let near = |p: &Multivariate| is_near(p, a_value, b_value);
            if !near(&f) || !near(&g) {
                continue;
            }
            let proved = is_zero(graph, equations, ((x, a), (y, b))).or_else(|| {
                let sides = [side((a, a_value), &at_x), side((b, b_value), &at_y)];
                holds_a_zero(graph, equations, unknowns, sides, context).then_some(true)
            });
            match proved {
                Some(true) => pairs.proved.push((a, b)),
                Some(false) => {}
                None => pairs.undecided.push((a, b)),
            }
        }
    }
    Some(pairs)
}

/// The polynomial in `x` (0) and `y` (1) with rational coefficients.
fn read(graph: &mut Graph, id: ExprId, x: Symbol, y: Symbol) -> Option<Multivariate> {
    let expanded = expand(graph, id).ok()?;
    let mut found = Vec::new();
    for term in terms_of(graph, expanded) {
        let (mut coefficient, mut exponents) = (Rational::ONE, [0_u32; 2]);
        for factor in factors_of(graph, term) {
            if let Some(number) = graph.as_rational(factor) {
                coefficient = &coefficient * number;
                continue;
            }
            let (base, n) = match graph.node(factor) {
                Node::Power(base, exponent) => (base, u32::try_from(graph.as_integer(exponent)?).ok()?),
                _ => (factor, 1),
            };
            match graph.node(base) {
                Node::Symbol(s) if s == x => exponents[0] += n,
                Node::Symbol(s) if s == y => exponents[1] += n,
                _ => return None,
            }
        }
        let monomial = Monomial::power(0, exponents[0])?.times(&Monomial::power(1, exponents[1])?)?;
        found.push((monomial, coefficient));
    }
    Some(Multivariate::from_terms(found))
}

/// The real roots as expressions, with their doubles.
fn values(graph: &mut Graph, p: &Polynomial) -> Option<Vec<(ExprId, f64)>> {
    if p.is_constant() {
        return Some(Vec::new());
    }
    let mut found = Vec::new();
    for root in factored_roots(p).ok()? {
        // The roots of cubics are longer than what they say here, and slower to compare.
        let simple = root.factor.degree().is_some_and(|n| n <= 2);
        let exact = if simple { closed_form(graph, &root) } else { None };
        let exact = match exact {
            Some(exact) => exact,
            None => root_of(graph, &ROOT_OF, &root.factor, root.number),
        };
        found.push((exact, root.root.to_f64()));
    }
    Some(found)
}

/// May the polynomial be 0 at a point, as far as doubles tell? They tell nothing where they are too large or too small.
fn is_near(p: &Multivariate, x: f64, y: f64) -> bool {
    let (mut value, mut size) = (0.0, 0.0);
    for (monomial, coefficient) in p.terms() {
        let power = |base: f64, n: u32| (0..n).fold(1.0, |all, _| all * base);
        let term = coefficient.to_f64() * power(x, monomial.exponent(0)) * power(y, monomial.exponent(1));
        value += term;
        size += term.abs();
    }
    !(f64::MIN_POSITIVE / FAR..f64::INFINITY).contains(&size) || value.abs() <= FAR * size
}

/// Are both 0 at a pair of algebraic numbers? `None` if they are to many digits, without a proof.
fn is_zero(graph: &mut Graph, equations: (ExprId, ExprId), at: ((Symbol, ExprId), (Symbol, ExprId))) -> Option<bool> {
    let mut values = Vec::new();
    for f in [equations.0, equations.1] {
        let value = substitute(graph, f, &[at.0, at.1]);
        if sign(graph, value).is_proved_different() {
            return Some(false);
        }
        values.push(value);
    }
    let proved: Vec<Option<bool>> = values.into_iter().map(|value| is_proved_zero(graph, value)).collect();
    if proved.contains(&Some(false)) {
        return Some(false);
    }
    proved.iter().all(|p| *p == Some(true)).then_some(true)
}

/// A side around a value that holds no other one; a point where another one is too near for doubles.
fn side((id, value): (ExprId, f64), all: &[(ExprId, f64)]) -> Interval {
    let gaps = all.iter().filter(|(other, _)| *other != id).map(|(_, other)| (other - value).abs());
    let half = BOX * gaps.fold(1.0 + value.abs(), f64::min);
    Interval::new(value - half, value + half)
}

/// Is there a common zero in a box?
fn holds_a_zero(
    graph: &mut Graph,
    equations: (ExprId, ExprId),
    unknowns: (Symbol, Symbol),
    sides: [Interval; 2],
    context: &SolveContext<'_>,
) -> bool {
    if sides.iter().any(|side| side.width() == 0.0) {
        return false;
    }
    let found =
        certify::roots(graph, &[equations.0, equations.1], &[unknowns.0, unknowns.1], &sides, context.interrupt);
    found.is_ok_and(|found| found.certified.iter().any(|root| !root.at_end))
}
