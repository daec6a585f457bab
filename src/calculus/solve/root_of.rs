//! Algebraic numbers as expressions: the k-th real root of a polynomial with integer coefficients.
//!
//! The call's arguments are the root's number, how many pieces each coefficient has, and the pieces: coefficients, the
//! constant first, in base 2^50 with the coefficient's sign on every piece, so that doubles hold them without error.

use std::cell::RefCell;
use std::collections::VecDeque;

use super::vocabulary::Vocabulary;
use crate::expr::{ExprId, Graph};
use crate::numeric::polynomial::{Polynomial, RealRoot, Sturm};
use crate::numeric::{Decimal, DecimalError, Enclosure, Interval, Rational};

/// Bits of a piece.
const PIECE_BITS: i64 = 50;
/// Units in the last place by which the double of a root may be off.
const ROOT_ULPS: u32 = 2;

/// The `k`-th real root, from 1, of a polynomial without multiple roots.
pub fn root_of(graph: &mut Graph, words: &Vocabulary, p: &Polynomial, k: usize) -> ExprId {
    let p = p.primitive();
    let p = if p.leading().is_negative() { -&p } else { p };
    let base = Rational::from(1_i64 << PIECE_BITS);
    let longest = p.coefficients().iter().map(Rational::bits).max().unwrap_or(1);
    let pieces = longest / PIECE_BITS as usize + 1;
    let mut arguments = vec![graph.integer(k as i64), graph.integer(pieces as i64)];
    for c in p.coefficients() {
        let (sign, mut rest) = (Rational::from(c.sign()), c.abs());
        for _ in 0..pieces {
            let higher = rest.checked_div(&base).unwrap_or_default().floor();
            let piece = (&rest - &(&higher * &base)) * &sign;
            arguments.push(graph.rational(piece));
            rest = higher;
        }
    }
    graph.raw_call(words.root_of, &arguments)
}

/// The polynomial and the root's number that arguments stand for.
fn polynomial_of(arguments: &[Rational]) -> Option<(Polynomial, usize)> {
    let [k, pieces, rest @ ..] = arguments else { return None };
    let (k, pieces) = (usize::try_from(k.to_i64()?).ok()?, usize::try_from(pieces.to_i64()?).ok()?);
    if pieces == 0 || rest.len() % pieces != 0 || k == 0 {
        return None;
    }
    let base = Rational::from(1_i64 << PIECE_BITS);
    let coefficients = rest.chunks(pieces).map(|c| c.iter().rev().fold(Rational::ZERO, |sum, p| sum * &base + p));
    Some((Polynomial::new(coefficients.collect()), k))
}

/// The polynomial and the root's number of a call.
pub fn read_root(graph: &Graph, arguments: &[ExprId]) -> Option<(Polynomial, usize)> {
    let numbers: Option<Vec<Rational>> = arguments.iter().map(|&a| graph.as_rational(a).cloned()).collect();
    polynomial_of(&numbers?)
}

/// The most polynomials whose roots are kept.
const MAX_KEPT: usize = 32;

/// A root and its double.
type Settled = (RealRoot, f64);

thread_local! {
    /// Roots that were isolated lately, the latest last: formulas ask for the same ones again and again.
    static KEPT: RefCell<VecDeque<(Polynomial, Vec<Option<Settled>>)>> = const { RefCell::new(VecDeque::new()) };
}

fn real_root(p: &Polynomial, k: usize) -> Option<Settled> {
    let known = |(_, roots): &(Polynomial, Vec<Option<Settled>>)| roots.get(k - 1).cloned().flatten();
    if let Some(found) = KEPT.with_borrow(|kept| kept.iter().find(|(q, _)| q == p).and_then(known)) {
        return Some(found);
    }
    let root = Sturm::new(p).ok()?.root(k)?;
    let double = root.to_f64();
    KEPT.with_borrow_mut(|kept| {
        let at = kept.iter().position(|(q, _)| q == p);
        let (q, mut roots) = at.and_then(|i| kept.remove(i)).unwrap_or_else(|| (p.clone(), Vec::new()));
        roots.resize(roots.len().max(k), None);
        roots[k - 1] = Some((root.clone(), double));
        kept.push_back((q, roots));
        if kept.len() > MAX_KEPT {
            kept.pop_front();
        }
    });
    Some((root, double))
}

/// The value in doubles.
pub fn double_root(arguments: &[f64]) -> f64 {
    let numbers: Option<Vec<Rational>> = arguments.iter().map(|&a| Rational::from_f64(a)).collect();
    let found = numbers.and_then(|n| polynomial_of(&n)).and_then(|(p, k)| real_root(&p, k));
    found.map_or(f64::NAN, |(_, double)| double)
}

/// Bounds: around the double of the exactly isolated root.
pub fn root_enclosure(arguments: &[Interval]) -> Enclosure {
    let points: Vec<f64> = arguments.iter().filter(|a| a.is_point()).map(|a| a.low()).collect();
    let value = if points.len() == arguments.len() { double_root(&points) } else { f64::NAN };
    let range = if value.is_finite() { Interval::around(value, value, ROOT_ULPS) } else { Interval::ENTIRE };
    Enclosure::smooth(range)
}

/// The value to this many digits: Newton's iteration from the double; the sign on both sides is asked at the end.
pub fn decimal_root(arguments: &[Decimal], digits: usize) -> Result<Decimal, DecimalError> {
    let numbers: Vec<Rational> = arguments.iter().map(|a| a.to_rational().round()).collect();
    let (p, k) = polynomial_of(&numbers).ok_or(DecimalError::OutOfDomain)?;
    let (mut root, double) = real_root(&p, k).ok_or(DecimalError::OutOfDomain)?;
    if let Some(value) = root.as_rational() {
        return Decimal::from_rational(value, digits);
    }
    if let Some(value) = newton(&p, (&root, double), digits) {
        return Ok(value);
    }
    let size = double.abs().max(1e-300);
    root.refine(&(Rational::from_f64(size).unwrap_or(Rational::ONE) * small(digits)));
    let middle = (root.low() + root.high()) * Rational::new(1, 2).unwrap_or_default();
    Decimal::from_rational(&middle, digits)
}

/// `10^-digits`
fn small(digits: usize) -> Rational {
    Rational::from(10).pow(-i64::try_from(digits).unwrap_or(i64::MAX)).unwrap_or_default()
}

/// Newton's iteration in decimals, believed only where exact signs on both sides confirm it.
fn newton(p: &Polynomial, (root, double): (&RealRoot, f64), digits: usize) -> Option<Decimal> {
    let number = |value: &Rational| Decimal::from_rational(value, digits + 5).ok();
    let (values, slopes): (Vec<Decimal>, Vec<Decimal>) = (
        p.coefficients().iter().map(number).collect::<Option<_>>()?,
        p.derivative().coefficients().iter().map(number).collect::<Option<_>>()?,
    );
    let at = |coefficients: &[Decimal], x: &Decimal| {
        let (last, rest) = coefficients.split_last()?;
        rest.iter().rev().try_fold(last.clone(), |value, c| value.mul(x).ok()?.add(c).ok())
    };
    let mut x = number(&Rational::from_f64(double)?)?;
    for _ in 0..usize::BITS - digits.leading_zeros() {
        x = x.sub(&at(&values, &x)?.div(&at(&slopes, &x)?).ok()?).ok()?;
    }
    let found = x.to_rational();
    let reach = found.abs() * small(digits.saturating_sub(3));
    let (low, high) = (&found - &reach, &found + &reach);
    let inside = *root.low() < low && high < *root.high();
    (inside && p.sign_at(&low) * p.sign_at(&high) < 0).then_some(x)
}

/// As it is read: `rootof(x^5 - x - 1, 1)`.
pub fn spelled(graph: &Graph, arguments: &[ExprId], latex: bool) -> Option<String> {
    let (p, k) = read_root(graph, arguments)?;
    let text = formula(&p, latex);
    Some(if latex {
        format!("\\operatorname{{rootof}}\\left({text}, {k}\\right)")
    } else {
        format!("rootof({text}, {k})")
    })
}

/// A polynomial with integer coefficients in `x`, the highest power first.
pub fn formula(p: &Polynomial, latex: bool) -> String {
    let mut text = String::new();
    for (n, c) in p.coefficients().iter().enumerate().rev().filter(|(_, c)| !c.is_zero()) {
        let size = c.abs();
        match (text.is_empty(), c.is_negative()) {
            (true, true) => text.push('-'),
            (true, false) => {}
            (false, negative) => text += if negative { " - " } else { " + " },
        }
        if n == 0 || !size.is_one() {
            text += &size.to_string();
        }
        match n {
            0 => {}
            1 => text.push('x'),
            _ if latex => text += &format!("x^{{{n}}}"),
            _ => text += &format!("x^{n}"),
        }
    }
    text
}
