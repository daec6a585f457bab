//! Functions that grow without bound in all directions: outside a box that is known they are greater than at 0.
//!
//! Give each unknown a weight `wᵢ` so that its highest power of its own has the weight `d`. With `xᵢ = r^wᵢ·uᵢ` and u on the
//! surface of the cube |u|∞ = 1 a polynomial is Σ rᵏ fₖ(u). If the form of the highest weight is at least m > 0 there, and the
//! others at most Mₖ in size, then f ≥ m rᵈ - Σ Mₖ rᵏ for every r. A factor that is bounded everywhere makes its term no
//! larger than its bound does, and a term that is never negative can be left out.

use super::search::MinimumSearch;
use crate::algebra::enclosure::{enclose_closed, enclose_on};
use crate::algebra::normal::{normalise, product, split_coefficient, sum};
use crate::algebra::{derivative, expand};
use crate::calculus::certify::global_minimum;
use crate::calculus::families::has_steps;
use crate::calculus::{Region, Side};
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, factors_of, substitute, terms_of};
use crate::functions::{MAX, MIN};
use crate::numeric::budget::{degrees, terms};
use crate::numeric::{Enclosure, Interval, Quality, Rational, gcd, real};

/// The largest box that is worth a search.
const LARGEST: f64 = 1e6;

/// A term as a product of powers of the unknowns and what is left.
struct GrowthTerm {
    id: ExprId,
    powers: Vec<usize>,
    /// Bounds of the rest, the coefficient in it, wherever it has a value.
    rest: Interval,
    /// Does the rest depend on no unknown?
    is_monomial: bool,
}

impl GrowthTerm {
    fn weight(&self, weights: &[usize]) -> usize {
        self.powers.iter().zip(weights).map(|(n, w)| n * w).sum()
    }

    fn is_never_negative(&self) -> bool {
        self.rest.low() >= 0.0 && self.powers.iter().all(|n| n % 2 == 0)
    }
}

/// A box outside of which the function is greater than its value at 0.
pub(super) fn cube(graph: &mut Graph, f: ExprId, symbols: &[Symbol], search: &MinimumSearch<'_>) -> Option<Region> {
    if !search.region.is_entire() {
        return None;
    }
    let terms = terms(graph, f, symbols)?;
    let weights = weights(&terms, symbols.len())?;
    let top = terms.iter().filter(|t| t.is_monomial).map(|t| t.weight(&weights)).max()?;
    let mut leading = Vec::new();
    // Bounds of the sizes of what has a lower weight, and of what has none from below.
    let (mut sizes, mut floor) = (vec![0.0_f64; top], 0.0);
    for term in &terms {
        let weight = term.weight(&weights);
        if term.is_monomial && weight == top {
            leading.push(term.id);
        } else if weight == 0 {
            floor += term.rest.low();
        } else if !term.is_never_negative() {
            *sizes.get_mut(weight)? += term.rest.magnitude();
        }
    }
    let form = sum(graph, &leading);
    let least = least_on_surface(graph, form, (symbols, &weights), search)?;
    // The constant term of a polynomial cancels against the value at 0.
    let gap = if terms.iter().all(|t| t.is_monomial) {
        0.0
    } else {
        let at_zero = enclosed(graph, f, symbols, Interval::point(0.0))?;
        if at_zero.quality < Quality::Defined || !at_zero.range.is_bounded() {
            return None;
        }
        (at_zero.range.high() - floor).max(0.0) * (1.0 + 1e-9) + 1e-9 * (1.0 + floor.abs())
    };
    let grows = |r: f64| {
        let others: f64 = sizes.iter().enumerate().map(|(k, m)| m * power(r, k) * (1.0 + 1e-9)).sum();
        least * power(r, top) * (1.0 - 1e-9) > others + gap
    };
    let (narrow, wide) = (*weights.iter().min()?, *weights.iter().max()?);
    let mut r = 1.0;
    while !grows(r) {
        r *= real::pow(2.0, 1.0 / narrow as f64);
        let widest = power(r, wide);
        if widest.is_nan() || widest > LARGEST {
            return None;
        }
    }
    // m r^d - Σ Mₖ rᵏ divided by r^d only grows with r, so what holds here holds further out.
    let mut side = |&w: &usize| {
        let reach = power(r, w);
        // A wider box does no harm.
        let reach = if reach.fract() == 0.0 { reach } else { (reach * (1.0 + 1e-9)).ceil() };
        let reach = Rational::from_f64(reach)?;
        Some(Side { low: Some(graph.rational(-&reach)), high: Some(graph.rational(reach)) })
    };
    Some(Region { sides: weights.iter().map(&mut side).collect::<Option<_>>()? })
}

/// The terms of the function multiplied out, where each but powers of unknowns is bounded in a way that helps.
fn terms(graph: &mut Graph, f: ExprId, symbols: &[Symbol]) -> Option<Vec<GrowthTerm>> {
    let expanded = expand(graph, f).ok()?;
    let ids = terms_of(graph, expanded);
    let mut terms = Vec::with_capacity(ids.len());
    for id in ids {
        let (powers, rest) = split(graph, id, symbols)?;
        let is_monomial = symbols.iter().all(|&s| !depends_on(graph, rest, s));
        let rest = enclosed(graph, rest, symbols, Interval::ENTIRE)?.range;
        let term = GrowthTerm { id, powers, rest, is_monomial };
        let alone = term.powers.iter().all(|n| *n == 0);
        let bounded = term.rest.is_bounded() || term.is_never_negative() || (alone && term.rest.low().is_finite());
        if bounded && !term.rest.is_empty() {
            terms.push(term);
            continue;
        }
        for (powers, size) in (GrowthBounds { symbols }).of(graph, id)? {
            terms.push(GrowthTerm { id, powers, rest: Interval::new(-size, size), is_monomial: false });
        }
    }
    Some(terms)
}

/// Powers of the unknowns, and a number.
type PowerTerm = (Vec<usize>, f64);

/// Sums of monomials that the sizes of functions are nowhere above.
struct GrowthBounds<'a> {
    symbols: &'a [Symbol],
}

impl GrowthBounds<'_> {
    fn of(&self, graph: &mut Graph, id: ExprId) -> Option<Vec<PowerTerm>> {
        let side = enclosed(graph, id, self.symbols, Interval::ENTIRE).map(|e| e.range);
        if let Some(range) = side.filter(|range| range.is_bounded() && !range.is_empty()) {
            return Some(vec![(vec![0; self.symbols.len()], range.magnitude())]);
        }
        let children = graph.children(id).to_vec();
        match graph.node(id) {
            Node::Symbol(s) => {
                let own = self.symbols.iter().map(|&t| usize::from(t == s)).collect();
                Some(vec![(own, 1.0)])
            }
            Node::Sum(_) => self.all(graph, &children),
            Node::Product(_) => self.product(graph, &children),
            Node::Power(base, exponent) => {
                let n = graph
                    .as_integer(exponent)
                    .and_then(|n| usize::try_from(n).ok())
                    .filter(|n| *n <= degrees::COERCIVE_POWER)?;
                self.product(graph, &vec![base; n])
            }
            Node::Piecewise(parts) => {
                let values: Vec<ExprId> = parts.iter().skip(1).step_by(2).chain(parts.last()).copied().collect();
                self.all(graph, &values)
            }
            Node::Call(f, _) if f == &MAX || f == &MIN => self.all(graph, &children),
            Node::Call(f, &[u]) if has_steps(f) => {
                // A whole number beside the argument.
                let mut found = self.of(graph, u)?;
                found.push((vec![0; self.symbols.len()], 1.0));
                Some(found)
            }
            Node::Call(f, &[u]) if f.domain.is_empty() => {
                // |f(u)| <= |f(0)| + L*|u|, where L bounds the slope.
                let x = graph.symbol_node(self.symbols[0]);
                let plain = graph.raw_call(f, &[x]);
                let slope = derivative(graph, plain, self.symbols[0]);
                let steepest = enclosed(graph, slope, self.symbols, Interval::ENTIRE)?.range.magnitude();
                let start = enclosed(graph, plain, self.symbols, Interval::ZERO)?.range.magnitude();
                let mut found = self.of(graph, u)?;
                found.iter_mut().for_each(|(_, size)| *size *= steepest);
                found.push((vec![0; self.symbols.len()], start));
                found.iter().all(|(_, size)| size.is_finite()).then_some(found)
            }
            _ => None,
        }
    }

    fn all(&self, graph: &mut Graph, parts: &[ExprId]) -> Option<Vec<PowerTerm>> {
        let mut found = Vec::new();
        for &part in parts {
            found.extend(self.of(graph, part)?);
        }
        (found.len() <= terms::COERCIVE).then_some(found)
    }

    fn product(&self, graph: &mut Graph, factors: &[ExprId]) -> Option<Vec<PowerTerm>> {
        let mut found = vec![(vec![0; self.symbols.len()], 1.0)];
        for &factor in factors {
            let other = self.of(graph, factor)?;
            let pairs = found.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
            let times =
                |((p, a), (q, b)): (&PowerTerm, &PowerTerm)| (p.iter().zip(q).map(|(m, n)| m + n).collect(), a * b);
            found = pairs.map(times).collect();
            if found.len() > terms::COERCIVE {
                return None;
            }
        }
        Some(found)
    }
}

/// Bounds of an expression where all unknowns lie in this interval.
fn enclosed(graph: &Graph, id: ExprId, symbols: &[Symbol], side: Interval) -> Option<Enclosure> {
    enclose_on(graph, id, symbols, &vec![side; symbols.len()])
}

/// The powers of the unknowns in a product, and the product of all else.
fn split(graph: &mut Graph, term: ExprId, symbols: &[Symbol]) -> Option<(Vec<usize>, ExprId)> {
    let (coefficient, rest) = split_coefficient(graph, term);
    let factors = factors_of(graph, rest);
    let mut powers = vec![0; symbols.len()];
    let mut left = vec![graph.number(coefficient)];
    for factor in factors {
        let (base, exponent) = match graph.node(factor) {
            Node::Power(base, exponent) => (base, graph.as_integer(exponent).and_then(|n| usize::try_from(n).ok())),
            _ => (factor, Some(1)),
        };
        let place = match graph.node(base) {
            Node::Symbol(s) => symbols.iter().position(|&t| t == s),
            _ => None,
        };
        match (place, exponent) {
            (Some(i), Some(n)) => powers[i] += n,
            _ => left.push(factor),
        }
    }
    Some((powers, product(graph, &left)))
}

/// Weights that make the highest power of each unknown alone equally heavy: `x^6 + y^4` asks for 2 and 3.
fn weights(terms: &[GrowthTerm], unknowns: usize) -> Option<Vec<usize>> {
    let mut highest = vec![0; unknowns];
    for term in terms.iter().filter(|t| t.is_monomial) {
        let mut present = term.powers.iter().enumerate().filter(|(_, n)| **n > 0);
        if let (Some((i, &n)), None) = (present.next(), present.next()) {
            highest[i] = highest[i].max(n);
        }
    }
    if highest.iter().any(|n| *n == 0 || n % 2 == 1) {
        return None;
    }
    let common = highest.iter().fold(1, |all, &n| all / gcd(all, n) * n);
    (common <= degrees::COERCIVE).then(|| highest.iter().map(|n| common / n).collect())
}

fn power(r: f64, n: usize) -> f64 {
    (0..n).fold(1.0, |p, _| p * r)
}

/// A positive number below all values of a form on the surface of the unit cube.
fn least_on_surface(
    graph: &mut Graph,
    form: ExprId,
    (symbols, weights): (&[Symbol], &[usize]),
    search: &MinimumSearch<'_>,
) -> Option<f64> {
    let mut least = f64::INFINITY;
    // A form of even degree is the same on opposite faces, where all weights are 1.
    let ends: &[i64] = if weights.iter().all(|w| *w == 1) { &[1] } else { &[1, -1] };
    let faces = symbols.iter().enumerate().flat_map(|(i, &symbol)| ends.iter().map(move |&end| (i, symbol, end)));
    for (i, symbol, end) in faces {
        let end = graph.integer(end);
        let face = substitute(graph, form, &[(symbol, end)]);
        let face = normalise(graph, face);
        let others: Vec<Symbol> =
            symbols.iter().copied().enumerate().filter(|(j, _)| *j != i).map(|(_, s)| s).collect();
        let low = if others.is_empty() {
            enclose_closed(graph, face)?.range.low()
        } else {
            let sides = vec![Interval::new(-1.0, 1.0); others.len()];
            let found = global_minimum(graph, face, &others, &sides, search.means.interrupt).ok()??;
            found.value.low()
        };
        least = least.min(low);
    }
    (least > 0.0 && least.is_finite()).then_some(least)
}
