//! Isolation of real roots by Descartes' rule of signs and bisection (Collins and Akritas, SYMSAC 1976).

use dashu_base::{BitTest, Sign};
use dashu_int::IBig;

use super::{Polynomial, Rational};
use crate::numeric::budget::{Budget, Exceeded};

/// What a sum costs besides its words.
const STEPS_PER_SUM: usize = 4;

/// What holds one real root: a number, or an open interval with nothing else in it.
#[derive(Clone, Debug)]
pub(super) enum IsolatedRoot {
    Exact(Rational),
    Between(Rational, Rational),
}

/// The real roots of a polynomial with integer coefficients and without multiple roots, in rising order.
pub(super) fn isolate(p: &Polynomial, budget: &Budget<'_>) -> Result<Vec<IsolatedRoot>, Exceeded> {
    let mut coefficients: Vec<IBig> = p.coefficients().iter().filter_map(Rational::to_integer).collect();
    let zero = coefficients.first().is_some_and(IBig::is_zero);
    if zero {
        coefficients.remove(0);
    }
    let mirrored: Vec<IBig> =
        coefficients.iter().enumerate().map(|(i, c)| if i % 2 == 1 { -c } else { c.clone() }).collect();
    let mut found: Vec<IsolatedRoot> = positive(mirrored, budget)?.into_iter().rev().map(negated).collect();
    if zero {
        found.push(IsolatedRoot::Exact(Rational::ZERO));
    }
    found.extend(positive(coefficients, budget)?);
    Ok(found)
}

fn negated(root: IsolatedRoot) -> IsolatedRoot {
    match root {
        IsolatedRoot::Exact(value) => IsolatedRoot::Exact(-value),
        IsolatedRoot::Between(low, high) => IsolatedRoot::Between(-high, -low),
    }
}

/// A part of the positive axis still to be looked at.
enum Open {
    /// The polynomial's roots between `place` and `place + 1` in units of `2^unit`, moved to between 0 and 1.
    Piece {
        polynomial: Vec<IBig>,
        place: IBig,
        unit: i64,
    },
    Root(Rational),
}

/// The positive roots of a polynomial that is not zero at zero.
fn positive(coefficients: Vec<IBig>, budget: &Budget<'_>) -> Result<Vec<IsolatedRoot>, Exceeded> {
    let mut found = Vec::new();
    let Some(unit) = bound_exponent(&coefficients) else { return Ok(found) };
    // The leftmost is on top.
    let mut open = vec![Open::Piece { polynomial: scaled(coefficients, unit), place: IBig::ZERO, unit }];
    while let Some(next) = open.pop() {
        let (polynomial, place, unit) = match next {
            Open::Root(value) => {
                found.push(IsolatedRoot::Exact(value));
                continue;
            }
            Open::Piece { polynomial, place, unit } => (polynomial, place, unit),
        };
        // Two triangles of sums at most.
        let words = 1 + polynomial.iter().map(IBig::bit_len).max().unwrap_or(0) / 64;
        budget.spend(polynomial.len() * polynomial.len() * (STEPS_PER_SUM + words))?;
        match variations_within(&polynomial) {
            0 => {}
            1 => found.push(IsolatedRoot::Between(dyadic(&place, unit), dyadic(&(&place + 1), unit))),
            _ => {
                let left = scaled(polynomial, -1);
                let mut right = left.clone();
                shift_by_one(&mut right);
                let (low, middle, unit) = (&place * 2, &place * 2 + 1, unit - 1);
                let exact = right.first().is_some_and(IBig::is_zero).then(|| dyadic(&middle, unit));
                if exact.is_some() {
                    right.remove(0);
                }
                open.push(Open::Piece { polynomial: right, place: middle, unit });
                open.extend(exact.map(Open::Root));
                open.push(Open::Piece { polynomial: left, place: low, unit });
            }
        }
    }
    Ok(found)
}

/// `place·2^unit`
fn dyadic(place: &IBig, unit: i64) -> Rational {
    Rational::from_integer(place.clone()) * Rational::from(2).pow(unit).unwrap_or_default()
}

/// A power of two above all positive roots, by its exponent: twice the largest `(|aᵢ|/|aₙ|)^(1/(n-i))` over coefficients
/// of the sign that the leading one has not (Kioustelidis 1986). None if there is no such coefficient, and so no root.
fn bound_exponent(coefficients: &[IBig]) -> Option<i64> {
    let (leading, lower) = coefficients.split_last()?;
    let bits = |c: &IBig| c.bit_len() as i64;
    let opposite = lower.iter().enumerate().filter(|(_, c)| !c.is_zero() && c.sign() != leading.sign());
    let exponents = opposite.map(|(i, c)| {
        let above = bits(c) - bits(leading) + 1;
        let n = (lower.len() - i) as i64;
        above.div_euclid(n) + i64::from(above.rem_euclid(n) != 0)
    });
    Some(exponents.max()? + 1)
}

/// A positive multiple of `p(2^exponent·x)`, as small as it can be made by powers of two.
fn scaled(mut p: Vec<IBig>, exponent: i64) -> Vec<IBig> {
    let degree = p.len().saturating_sub(1);
    for (i, c) in p.iter_mut().enumerate() {
        let power = if exponent >= 0 { i } else { degree - i };
        *c <<= power * exponent.unsigned_abs() as usize;
    }
    let common = p.iter().filter_map(IBig::trailing_zeros).min().unwrap_or(0);
    if common > 0 {
        p.iter_mut().for_each(|c| *c >>= common);
    }
    p
}

/// `p(x + 1)`
fn shift_by_one(p: &mut [IBig]) {
    (0..p.len()).for_each(|k| settle(p, k));
}

/// Horner's scheme at 1 with what lies above `k`: the shifted polynomial's coefficient of `x^k`, when those before are.
fn settle(p: &mut [IBig], k: usize) {
    for i in (k + 1..p.len()).rev() {
        let (low, high) = p.split_at_mut(i);
        low[i - 1] += &high[0];
    }
}

/// Descartes' count for the roots between 0 and 1: changes of sign of `(x + 1)^n p(1/(x + 1))`. It is right where it is 0
/// or 1, else an upper bound; more than 2 count as 2.
fn variations_within(p: &[IBig]) -> usize {
    // No change here means no positive root at all.
    if variations(p.iter()) == 0 {
        return 0;
    }
    let mut q: Vec<IBig> = p.iter().rev().cloned().collect();
    let mut count = 0;
    let mut last: Option<Sign> = None;
    for k in 0..q.len() {
        settle(&mut q, k);
        if q[k].is_zero() {
            continue;
        }
        count += usize::from(last.is_some_and(|sign| sign != q[k].sign()));
        last = Some(q[k].sign());
        if count > 1 {
            return count;
        }
    }
    count
}

/// Changes of sign, zeros left out.
fn variations<'a>(coefficients: impl Iterator<Item = &'a IBig>) -> usize {
    let signs: Vec<Sign> = coefficients.filter(|c| !c.is_zero()).map(IBig::sign).collect();
    signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
}
