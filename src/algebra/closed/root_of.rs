//! Algebraic numbers as expressions: the k-th real root of a polynomial with integer coefficients.
//!
//! The call's arguments are the root's number, how many pieces each coefficient has, and the pieces: coefficients, the
//! constant first, in base 2^50 with the coefficient's sign on every piece, so that doubles hold them without error.

use std::cell::RefCell;
use std::collections::VecDeque;

use crate::expr::{ExprId, FunctionDef, Graph};
use crate::numeric::polynomial::{Polynomial, RealRoot};
use crate::numeric::{Ball, BallError, BallResult, Enclosure, Interval, Rational};

/// Bits of a piece.
const PIECE_BITS: i64 = 50;
/// Units in the last place by which the double of a root may be off.
const ROOT_ULPS: u32 = 2;

/// The `k`-th real root, from 1, of a polynomial without multiple roots, as a call of the function of such roots.
pub fn root_of(graph: &mut Graph, function: &'static FunctionDef, p: &Polynomial, k: usize) -> ExprId {
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
    graph.raw_call(function, &arguments)
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

/// A root as it was isolated, and what was asked of it: its double, and its bounds for so many bits. What is known never
/// changes an answer, so that none depends on what was asked before.
struct KnownRoot {
    root: RealRoot,
    double: Option<f64>,
    refined: Option<(usize, RealRoot)>,
}

impl KnownRoot {
    fn new(root: RealRoot) -> KnownRoot {
        KnownRoot { root, double: None, refined: None }
    }

    fn double(&mut self) -> f64 {
        let root = &self.root;
        *self.double.get_or_insert_with(|| {
            let mut root = root.clone();
            root.settle_if_rational();
            root.to_f64()
        })
    }

    fn refined(&mut self, bits: usize) -> &RealRoot {
        let fits = self.refined.take().filter(|(b, _)| *b == bits);
        let root = &self.root;
        let fresh = || {
            let mut root = root.clone();
            root.refine_relative(&small(bits));
            (bits, root)
        };
        &self.refined.insert(fits.unwrap_or_else(fresh)).1
    }
}

thread_local! {
    /// Roots that were isolated lately, the latest last: formulas ask for the same ones again and again.
    static KEPT: RefCell<VecDeque<(Polynomial, Vec<KnownRoot>)>> = const { RefCell::new(VecDeque::new()) };
}

/// A statement begins: what it costs must not depend on what others asked.
pub fn forget_roots() {
    KEPT.with_borrow_mut(VecDeque::clear);
}

/// Asks the `k`-th real root, from 1; what it learns is kept.
fn with_root<T>(p: &Polynomial, k: usize, ask: impl FnOnce(&mut KnownRoot) -> T) -> Option<T> {
    KEPT.with_borrow_mut(|kept| {
        let (q, mut roots) = match kept.iter().position(|(q, _)| q == p) {
            Some(at) => kept.remove(at)?,
            None => (p.clone(), p.isolated_roots().ok()?.into_iter().map(KnownRoot::new).collect()),
        };
        let answer = k.checked_sub(1).and_then(|i| roots.get_mut(i)).map(ask);
        kept.push_back((q, roots));
        if kept.len() > MAX_KEPT {
            kept.pop_front();
        }
        answer
    })
}

/// The `k`-th real root, from 1.
pub fn isolated_root(p: &Polynomial, k: usize) -> Option<RealRoot> {
    with_root(p, k, |kept| kept.root.clone())
}

/// The value in doubles.
pub fn double_root(arguments: &[f64]) -> f64 {
    let numbers: Option<Vec<Rational>> = arguments.iter().map(|&a| Rational::from_f64(a)).collect();
    let found = numbers.and_then(|n| polynomial_of(&n)).and_then(|(p, k)| with_root(&p, k, KnownRoot::double));
    found.unwrap_or(f64::NAN)
}

/// Bounds: around the double of the exactly isolated root.
pub fn root_enclosure(arguments: &[Interval]) -> Enclosure {
    let points: Vec<f64> = arguments.iter().filter(|a| a.is_point()).map(|a| a.low()).collect();
    let value = if points.len() == arguments.len() { double_root(&points) } else { f64::NAN };
    let range = if value.is_finite() { Interval::around(value, value, ROOT_ULPS) } else { Interval::ENTIRE };
    Enclosure::smooth(range)
}

/// Bounds to any precision.
pub fn root_ball(arguments: &[Ball]) -> BallResult {
    let bits = arguments.first().map_or(0, Ball::bits);
    let numbers: Option<Vec<Rational>> = arguments.iter().map(Ball::to_rational).collect();
    let (p, k) = numbers.and_then(|n| polynomial_of(&n)).ok_or(BallError::OutOfDomain)?;
    let ends = with_root(&p, k, |kept| {
        let root = kept.refined(bits);
        (root.low().clone(), root.high().clone())
    });
    let (low, high) = ends.ok_or(BallError::OutOfDomain)?;
    Ball::between(&low, &high, bits)
}

/// `2^-bits`
fn small(bits: usize) -> Rational {
    Rational::from(2).pow(-i64::try_from(bits).unwrap_or(i64::MAX)).unwrap_or_default()
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
