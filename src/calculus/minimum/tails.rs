//! Functions of one unknown that stay above a value all the way to infinity: outside of a bounded part nothing is least.
//!
//! A function has one sign beyond a place if bounds show it, or if all its factors have one, or if its derivative has one
//! and what the function starts with, or tends to, leaves no other.

use std::cmp::Ordering;

use super::Search;
use super::ends::short;
use super::order::order;
use super::pieces::between;
use crate::calculus::certify::{Program, Workspace, enclose_closed};
use crate::calculus::limit::{Limit, Toward, limit};
use crate::calculus::normal::{difference, normalise, power, product, sum};
use crate::calculus::{Function, Region, derivative, tidy};
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, evaluate, substitute, unfolded_size};
use crate::numeric::{Interval, Quality, Rational};

use super::super::argument::{NAME, Sentence, sentence};

/// So many derivatives are taken.
const DEPTH: usize = 6;
/// Larger formulas are not looked at.
const MOST_NODES: u64 = 300;
/// How far out the tails begin.
const REACHES: [i64; 4] = [4, 16, 64, 256];
/// Of so many places between the tails the one is taken where the function is lowest.
const PLACES: i64 = 64;

/// All beyond a number, away from 0 or toward the other infinity.
#[derive(Clone, Copy)]
struct Tail<'a> {
    x: Symbol,
    from: &'a Rational,
    rightward: bool,
    search: &'a Search<'a>,
}

/// A bounded part outside of which the function is greater than at a place inside, and why.
pub(super) fn bounded(graph: &mut Graph, f: ExprId, x: Symbol, search: &Search<'_>) -> Option<(Region, Sentence)> {
    let side = search.region.sides[0];
    let f = normalise(graph, f);
    REACHES.into_iter().find_map(|reach| {
        let low = end(graph, side.low, side.high, -reach)?;
        let high = end(graph, side.high, side.low, reach)?;
        let place = low_place(graph, f, x, (&low, &high))?;
        let place = graph.rational(place);
        let here = substitute(graph, f, &[(x, place)]);
        let most = Rational::from_f64(enclose_closed(graph, here)?.range.high())?;
        let most = graph.rational(most);
        let above = difference(graph, f, most);
        let mut inside = side;
        for (open, from, rightward) in [(side.low.is_none(), &low, false), (side.high.is_none(), &high, true)] {
            if !open {
                continue;
            }
            let tail = Tail { x, from, rightward, search };
            if tail.sign(graph, above, DEPTH)? != Ordering::Greater {
                return None;
            }
            let end = Some(graph.rational(from.clone()));
            if rightward { inside.high = end } else { inside.low = end }
        }
        let region = Region { sides: vec![inside] };
        let text = region.text(graph, &[x]);
        let place = short(graph, place);
        let name = graph.name(x).to_string();
        Some((region, sentence!["outside of ", text, " ", NAME, " is greater than at ", name, " = ", place]))
    })
}

/// Where a tail begins: so far from 0, and beyond the other end of the side; at a bounded end a number near it.
fn end(graph: &mut Graph, own: Option<ExprId>, other: Option<ExprId>, reach: i64) -> Option<Rational> {
    if let Some(own) = own {
        return match graph.as_rational(own) {
            Some(own) => Some(own.clone()),
            None => {
                let beside = graph.integer(reach.signum());
                let beside = difference(graph, own, beside);
                if reach > 0 {
                    between(graph, Some(beside), Some(own))
                } else {
                    between(graph, Some(own), Some(beside))
                }
            }
        };
    }
    let far = Rational::from(reach);
    let Some(other) = other else { return Some(far) };
    let beyond = enclose_closed(graph, other)?.range;
    let beyond = if reach > 0 { beyond.high().ceil().max(0.0) } else { beyond.low().floor().min(0.0) };
    Some(far + Rational::from_f64(beyond)?)
}

/// A place between the ends where the function is low.
fn low_place(graph: &Graph, f: ExprId, x: Symbol, (low, high): (&Rational, &Rational)) -> Option<Rational> {
    let step = (high - low) * Rational::new(1, PLACES)?;
    let places = (0..=PLACES).map(|i| low + &(&step * &Rational::from(i)));
    let values = places.map(|at| (evaluate(graph, f, &[(x, at.to_f64())]), at));
    values.filter(|(value, _)| value.is_finite()).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, at)| at)
}

impl Tail<'_> {
    fn interval(&self) -> Option<Interval> {
        let from = Interval::of_rational(self.from);
        let whole = if self.rightward {
            Interval::new(from.low(), f64::INFINITY)
        } else {
            Interval::new(f64::NEG_INFINITY, from.high())
        };
        from.is_bounded().then_some(whole)
    }

    /// The sign that a function has everywhere beyond; `None` where it may change, or that is not seen.
    fn sign(&self, graph: &mut Graph, g: ExprId, depth: usize) -> Option<Ordering> {
        if !depends_on(graph, g, self.x) {
            return order(graph, g);
        }
        if self.search.interrupt.is_set() || unfolded_size(graph, g).0 > MOST_NODES {
            return None;
        }
        let program = Program::new(graph, &[g], &[self.x]).ok()?;
        let mut workspace = Workspace::new(&program);
        program.evaluate(&mut workspace, &[self.interval()?], 1);
        let known = workspace.output(&program, 0);
        match known.range {
            _ if known.quality < Quality::Smooth => return None,
            range if range.low() > 0.0 => return Some(Ordering::Greater),
            range if range.high() < 0.0 => return Some(Ordering::Less),
            _ => {}
        }
        let factors = match graph.node(g) {
            Node::Product(factors) => factors.to_vec(),
            Node::Power(base, exponent) => {
                let odd = graph.as_integer(exponent).is_some_and(|n| n % 2 != 0);
                return match self.sign(graph, base, depth)? {
                    Ordering::Less if !odd => None,
                    sign => Some(sign),
                };
            }
            _ => return self.sign_by_derivative(graph, g, depth.checked_sub(1)?),
        };
        let mut sign = Ordering::Greater;
        for factor in factors {
            sign = match self.sign(graph, factor, depth)? {
                Ordering::Less => sign.reverse(),
                Ordering::Greater => sign,
                Ordering::Equal => return None,
            };
        }
        Some(sign)
    }

    fn sign_by_derivative(&self, graph: &mut Graph, g: ExprId, depth: usize) -> Option<Ordering> {
        let (g, flipped) = self.cleared(graph, g, depth)?;
        let slope = derivative(graph, g, self.x);
        let slope = tidy(graph, slope);
        let slope = self.sign(graph, slope, depth).filter(|sign| sign.is_ne())?;
        let rises = (slope == Ordering::Greater) == self.rightward;
        let from = graph.rational(self.from.clone());
        let start = substitute(graph, g, &[(self.x, from)]);
        let start = order(graph, start)?;
        let sign = match (rises, start) {
            (true, Ordering::Greater | Ordering::Equal) => Ordering::Greater,
            (false, Ordering::Less | Ordering::Equal) => Ordering::Less,
            _ => {
                let toward = if self.rightward { Toward::Infinity } else { Toward::NegativeInfinity };
                let function = Function::everywhere(g, &[self.x]);
                let Limit::Finite(end) = limit(graph, &function, toward, self.search.interrupt) else { return None };
                match (rises, order(graph, end)?) {
                    (true, Ordering::Less | Ordering::Equal) => Ordering::Less,
                    (false, Ordering::Greater | Ordering::Equal) => Ordering::Greater,
                    _ => return None,
                }
            }
        };
        Some(if flipped { sign.reverse() } else { sign })
    }

    /// A sum times the powers that its terms are divided by, and whether that changes its sign.
    fn cleared(&self, graph: &mut Graph, g: ExprId, depth: usize) -> Option<(ExprId, bool)> {
        let Node::Sum(terms) = graph.node(g) else { return Some((g, false)) };
        let terms = terms.to_vec();
        let mut below: Vec<(ExprId, Rational)> = Vec::new();
        for &term in &terms {
            let factors = match graph.node(term) {
                Node::Product(factors) => factors.to_vec(),
                _ => vec![term],
            };
            for factor in factors {
                let Node::Power(base, exponent) = graph.node(factor) else { continue };
                let Some(exponent) = graph.as_rational(exponent).filter(|e| e.is_negative()) else { continue };
                let exponent = exponent.abs();
                match below.iter_mut().find(|(known, _)| *known == base) {
                    Some((_, most)) if *most < exponent => *most = exponent,
                    Some(_) => {}
                    None => below.push((base, exponent)),
                }
            }
        }
        let mut flipped = false;
        let mut factors = Vec::new();
        for (base, exponent) in below {
            let odd = exponent.is_integer() && !exponent.is_even();
            match self.sign(graph, base, depth)? {
                Ordering::Less if exponent.is_integer() => flipped ^= odd,
                Ordering::Greater => {}
                _ => return None,
            }
            let exponent = graph.rational(exponent);
            factors.push(power(graph, base, exponent));
        }
        let mut cleared = Vec::new();
        for term in terms {
            let all: Vec<ExprId> = factors.iter().copied().chain([term]).collect();
            cleared.push(product(graph, &all));
        }
        Some((sum(graph, &cleared), flipped))
    }
}
