//! More digits of a zero that is proved.
//!
//! With the matrix `Y` near the inverse of the Jacobian matrix `J` on the box that holds the zero `z`, every `y` of the box has
//! `|z - y| <= |Y F(y)| / (1 - |I - Y J|)` in the maximum norm: digits of `F(y)` prove digits of `z`.

use super::MAX_UNKNOWNS;
use super::exact::{self, clean};
use super::newton::{Active, Sides, System, inverse_of_middle};
use crate::algebra::enclosure::{NotEnclosable, Workspace};
use crate::algebra::normal::normalise;
use crate::expr::{ExprId, Graph, Symbol, digits_of, substitute};
use crate::interrupt::Interrupt;
use crate::numeric::{Interval, Rational};

/// Approximations of the unknowns at a zero, each with an error of at most `error`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits {
    /// The approximations.
    pub values: Vec<Rational>,
    /// How far each may be from the zero at most; 0 where they are the zero.
    pub error: Rational,
}

impl Digits {
    /// The digits that are certain: both ends of what the value may be round to them. `None` where so many are not known.
    pub fn text(&self, unknown: usize, digits: usize) -> Option<String> {
        let value = self.values.get(unknown)?;
        let text = (value - &self.error).significant(digits);
        (text == (value + &self.error).significant(digits)).then_some(text)
    }
}

/// Steps are taken at most so often; each gives about fifteen digits more.
const MAX_STEPS: usize = 80;
/// Digits asked for beyond those wanted, so that they round right.
const SPARE: usize = 4;
/// The digits of a residual that are looked at.
const RESIDUAL_DIGITS: usize = 20;
/// The digits of a number that is called short.
const SHORT: usize = 9;
/// The most digits.
const MAX_DIGITS: usize = 1_000;

/// So many certified significant digits of the zero of a system that is proved to be the only one in a box (a
/// [`super::CertifiedRoot`], or the gradient at a [`super::MinimiserBox`] inside the region). `None` where they cannot be proved.
pub fn refine(
    graph: &mut Graph,
    equations: &[ExprId],
    symbols: &[Symbol],
    place: &[Interval],
    digits: usize,
    interrupt: &Interrupt,
) -> Result<Option<Digits>, NotEnclosable> {
    let n = symbols.len();
    if place.len() != n || digits > MAX_DIGITS {
        return Err(NotEnclosable::TooLarge);
    }
    let system = System::of(graph, equations, symbols)?;
    let Some(norm) = Norm::on(&system, place) else { return Ok(None) };
    // A zero with short coordinates is exact, and a 0 has no significant digits to find.
    let short = place.iter().map(|s| exact::short(clean(s.midpoint()), SHORT)).collect::<Option<Vec<Rational>>>();
    if let Some(short) = short.filter(|s| s.iter().zip(place).all(|(x, side)| within(x, side))) {
        let zero = Interval::ZERO;
        if equations.iter().all(|&e| exact::value_at(graph, e, symbols, &short) == Some(zero)) {
            return Ok(Some(Digits { values: short, error: Rational::zero() }));
        }
    }
    let Some(mut at) = place.iter().map(|s| Rational::from_f64(s.midpoint())).collect::<Option<Vec<Rational>>>() else {
        return Ok(None);
    };
    for _ in 0..MAX_STEPS {
        if interrupt.is_set() {
            return Ok(None);
        }
        let Some(residual) = residual(graph, equations, symbols, &at, digits) else { return Ok(None) };
        let Some(found) = norm.bound(&at, &residual) else { return Ok(None) };
        if (0..n).all(|i| found.text(i, digits).is_some()) {
            return Ok(Some(found));
        }
        at = norm.step(&at, &residual, digits);
        if !at.iter().zip(place).all(|(x, side)| within(x, side)) {
            return Ok(None);
        }
    }
    Ok(None)
}

/// The equations at a point: each to some digits, 0 only if that is proved.
fn residual(
    graph: &mut Graph,
    equations: &[ExprId],
    symbols: &[Symbol],
    at: &[Rational],
    digits: usize,
) -> Option<Vec<Rational>> {
    let bindings: Vec<(Symbol, ExprId)> =
        symbols.iter().zip(at).map(|(&s, v)| (s, graph.rational(v.clone()))).collect();
    let mut residual = Vec::with_capacity(equations.len());
    for &equation in equations {
        let put = substitute(graph, equation, &bindings);
        let value = normalise(graph, put);
        let exact = graph.as_rational(value).cloned();
        let number = match exact {
            Some(exact) => exact,
            // What cancels takes as many digits more as are wanted.
            None => digits_of(graph, value, RESIDUAL_DIGITS.max(digits / 4)).ok()?.value,
        };
        if number.is_zero() && graph.as_rational(value).is_none() {
            return None;
        }
        residual.push(number);
    }
    Some(residual)
}

fn within(x: &Rational, side: &Interval) -> bool {
    let above = Rational::from_f64(side.low()).is_some_and(|low| low <= *x);
    above && Rational::from_f64(side.high()).is_some_and(|high| *x <= high)
}

/// The inverse of the Jacobian matrix, and how good it is on the whole box.
struct Norm {
    inverse: Vec<Vec<Rational>>,
    /// `1 / (1 - |I - Y J|)` or more.
    factor: Rational,
}

impl Norm {
    fn on(system: &System, place: &[Interval]) -> Option<Norm> {
        let n = place.len();
        let mut sides: Sides = [Interval::ZERO; MAX_UNKNOWNS];
        for (i, side) in place.iter().enumerate() {
            // A little around, so that steps stay inside.
            let slack = 1e-12 * side.magnitude().max(1.0);
            sides[i] = Interval::new(side.low() - slack, side.high() + slack);
        }
        let mut w = Workspace::new(&system.program);
        let jacobian = system.jacobian(&mut w, &sides, &Active::all(n))?;
        let inverse = inverse_of_middle(&jacobian, n)?;
        let mut worst = 0.0_f64;
        for (i, row) in inverse.iter().enumerate().take(n) {
            let mut sum = Interval::ZERO;
            for j in 0..n {
                let entry = (0..n).fold(Interval::ZERO, |s, k| s + Interval::point(row[k]) * jacobian[k][j]);
                let identity = if i == j { Interval::ONE } else { Interval::ZERO };
                sum = sum + Interval::point((identity - entry).magnitude());
            }
            worst = worst.max(sum.high());
        }
        if worst.is_nan() || worst >= 0.5 {
            return None;
        }
        let inverse = inverse[..n].iter().map(|row| row[..n].iter().map(|&v| Rational::from_f64(v)).collect());
        Some(Norm { inverse: inverse.collect::<Option<_>>()?, factor: Rational::from(2) })
    }

    fn times(&self, residual: &[Rational]) -> Vec<Rational> {
        let row = |row: &Vec<Rational>| row.iter().zip(residual).fold(Rational::zero(), |sum, (a, b)| &sum + &(a * b));
        self.inverse.iter().map(row).collect()
    }

    /// What the residual proves of the distance to the zero.
    fn bound(&self, at: &[Rational], residual: &[Rational]) -> Option<Digits> {
        // The residual is known to twenty digits: its size may be greater by far less than one part in a million.
        let slack = Rational::new(1, 1_000_000)?;
        let mut error = Rational::zero();
        for row in &self.inverse {
            let size = row.iter().zip(residual).fold(Rational::zero(), |sum, (a, b)| &sum + &(a * b).abs());
            let shift = row.iter().zip(residual).fold(Rational::zero(), |sum, (a, b)| &sum + &(a * b)).abs();
            let total = &shift + &(&slack * &size);
            if total > error {
                error = total;
            }
        }
        Some(Digits { values: at.to_vec(), error: &error * &self.factor })
    }

    /// The next point, with a few digits more than are wanted.
    fn step(&self, at: &[Rational], residual: &[Rational], digits: usize) -> Vec<Rational> {
        let shifts = self.times(residual);
        at.iter()
            .zip(&shifts)
            .map(|(x, shift)| {
                let next = x - shift;
                Rational::parse(&next.significant(digits + 2 * SPARE)).unwrap_or(next)
            })
            .collect()
    }
}
