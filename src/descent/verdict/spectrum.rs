//! Gradient descent at a constant rate on a quadratic, exactly.
//!
//! With `f = ½xᵀAx + bᵀx + c` the gradient obeys `g ← (I - ηA)g`: each eigenvalue λ of `A` that is present in the first
//! gradient has its part multiplied by `1 - ηλ` per step. Which are present is decided over the rationals, by the
//! polynomial of least degree with `m(A)g = 0`, and where they lie by counting its roots.

use std::cmp::Ordering;

use super::Ending;
use crate::numeric::Rational;
use crate::numeric::matrix::{LinearSolution, Matrix};
use crate::numeric::polynomial::{Polynomial, RealRoot};
use crate::numeric::quadratic::Quadratic;

/// Exact analysis is for up to this many unknowns.
pub const MAX_UNKNOWNS: usize = 8;

/// Exact analysis is for numbers up to this long.
const MAX_BITS: usize = 1_200;

/// The eigenvalues that govern a run, and the point it tends to.
#[derive(Clone, Debug)]
pub struct Spectrum {
    /// The eigenvalues present in the first gradient, rising.
    pub present: Vec<RealRoot>,
    /// All eigenvalues of the Hessian, rising, each once.
    pub all: Vec<RealRoot>,
    /// The critical point whose distance the run multiplies; none where the gradient has a part that never changes.
    pub center: Option<Vec<Rational>>,
    /// How the present eigenvalues compare with the rate.
    pub counts: Counts,
    /// The part of the first distance with λ = 2/η, which changes its sign at every step.
    pub swing: Option<Vec<Rational>>,
}

/// How many of the present eigenvalues act in each way at a rate η > 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// λ < 0: grows without changing sides.
    pub negative: usize,
    /// λ = 0: the gradient there never changes.
    pub zero: usize,
    /// 0 < λ < 1/η: shrinks without changing sides.
    pub monotone: usize,
    /// λ = 1/η: gone after one step.
    pub immediate: usize,
    /// 1/η < λ < 2/η: shrinks, changing sides.
    pub alternating: usize,
    /// λ = 2/η: changes sides for ever.
    pub cycling: usize,
    /// λ > 2/η: grows, changing sides.
    pub growing: usize,
}

impl Counts {
    /// Does the run end at a critical point, given enough steps?
    pub fn converges(&self) -> bool {
        self.negative + self.zero + self.cycling + self.growing == 0
    }

    /// Does the run go away for ever?
    pub fn diverges(&self) -> bool {
        self.negative + self.zero + self.growing > 0
    }
}

impl Spectrum {
    /// Analyses a run from `start` at rate `η > 0`; `None` where that is too much work or a number is too long.
    pub fn new(quadratic: &Quadratic, start: &[Rational], rate: &Rational) -> Option<Spectrum> {
        let n = quadratic.unknowns();
        if n == 0 || n > MAX_UNKNOWNS || start.len() != n || !rate.is_positive() {
            return None;
        }
        let a = &quadratic.a;
        let numbers = (0..n).flat_map(|i| a.row(i)).chain(&quadratic.b).chain(start).chain([rate]);
        if numbers.into_iter().any(|v| v.bits() > MAX_BITS) {
            return None;
        }
        let gradient = quadratic.gradient(start);
        let (minimal, powers) = minimal_polynomial(a, &gradient)?;
        let center = center(&minimal, &powers, start);
        let cycle_at = Rational::from(2).checked_div(rate).ok()?;
        let present = match minimal.degree() {
            Some(0) | None => Vec::new(),
            Some(_) => minimal.real_roots().ok()?,
        };
        let all = a.characteristic_polynomial().ok()?.real_roots().ok()?;
        let counts = counts(&present, rate)?;
        let swing = match (counts.cycling, &center) {
            (1.., Some(_)) => Some(swing(&minimal, &powers, &cycle_at)?),
            _ => None,
        };
        Some(Spectrum { present, all, center, counts, swing })
    }
}

impl Spectrum {
    /// What the critical point is.
    pub fn kind(&self) -> Ending {
        let sign = |r: Option<&RealRoot>| r.map_or(0, sign_of);
        match (sign(self.all.first()), sign(self.all.last())) {
            (0 | 1, _) => Ending::Minimum,
            (_, -1 | 0) => Ending::Maximum,
            (_, _) => Ending::Saddle,
        }
    }
}

/// The monic polynomial of least degree with `m(A)v = 0`, and `v, Av, A²v, …` up to one below its degree.
pub(super) fn minimal_polynomial(a: &Matrix, v: &[Rational]) -> Option<(Polynomial, Vec<Vec<Rational>>)> {
    let mut powers: Vec<Vec<Rational>> = Vec::new();
    let mut next = v.to_vec();
    if next.iter().all(Rational::is_zero) {
        return Some((Polynomial::constant(Rational::ONE), powers));
    }
    while powers.len() < a.rows() {
        powers.push(next);
        next = a.times(powers.last()?);
        let columns = Matrix::from_rows(powers.clone())?.transpose();
        let combination = match columns.solve(&next).ok()? {
            LinearSolution::Unique(c) => c,
            LinearSolution::Affine { particular, .. } => particular,
            LinearSolution::Inconsistent { .. } => continue,
        };
        let mut coefficients: Vec<Rational> = combination.iter().map(|c| -c).collect();
        coefficients.push(Rational::ONE);
        return Some((Polynomial::new(coefficients), powers));
    }
    None
}

/// `x₀ - u` with `Au = g₀` and `u` among the powers; none if 0 is a root.
fn center(minimal: &Polynomial, powers: &[Vec<Rational>], start: &[Rational]) -> Option<Vec<Rational>> {
    let inverse = minimal.coefficient(0).recip().ok()?;
    let weights: Vec<Rational> = (0..powers.len()).map(|i| minimal.coefficient(i + 1) * &inverse).collect();
    // u is minus this combination.
    let combination = combine(powers, &weights, start.len());
    Some(start.iter().zip(combination).map(|(x, c)| x + &c).collect())
}

/// The part of the first distance in the eigenspace of this root: `q(A)g / (q(λ)λ)` where `m = (x - λ)q`.
fn swing(minimal: &Polynomial, powers: &[Vec<Rational>], root: &Rational) -> Option<Vec<Rational>> {
    let factor = Polynomial::new(vec![-root, Rational::ONE]);
    let quotient = minimal.divide_exactly(&factor)?;
    let scale = (quotient.at(root) * root).recip().ok()?;
    let weights: Vec<Rational> = (0..powers.len()).map(|i| quotient.coefficient(i) * &scale).collect();
    Some(combine(powers, &weights, powers.first()?.len()))
}

fn combine(vectors: &[Vec<Rational>], weights: &[Rational], length: usize) -> Vec<Rational> {
    let mut sum = vec![Rational::ZERO; length];
    for (vector, weight) in vectors.iter().zip(weights) {
        for (entry, v) in sum.iter_mut().zip(vector) {
            *entry += &(v * weight);
        }
    }
    sum
}

fn counts(present: &[RealRoot], rate: &Rational) -> Option<Counts> {
    let (once, twice) = (rate.recip().ok()?, Rational::from(2).checked_div(rate).ok()?);
    let mut counts = Counts::default();
    for root in present {
        let to = |value: &Rational| root.compare_to(value);
        *match (to(&Rational::ZERO), to(&once), to(&twice)) {
            (Ordering::Less, _, _) => &mut counts.negative,
            (Ordering::Equal, _, _) => &mut counts.zero,
            (_, Ordering::Less, _) => &mut counts.monotone,
            (_, Ordering::Equal, _) => &mut counts.immediate,
            (_, _, Ordering::Less) => &mut counts.alternating,
            (_, _, Ordering::Equal) => &mut counts.cycling,
            (_, _, Ordering::Greater) => &mut counts.growing,
        } += 1;
    }
    Some(counts)
}

/// The sign of an algebraic number.
pub(super) fn sign_of(value: &RealRoot) -> i32 {
    match value.as_rational() {
        Some(rational) => rational.sign(),
        // The interval of an irrational root may reach across 0; its nearest double has the right sign.
        None => {
            if value.to_f64() < 0.0 {
                -1
            } else {
                1
            }
        }
    }
}
