//! Polynomials of degree 3 and more whose coefficients hold names: by their factors, and cubic ones by Cardano's formulas, with
//! a case for each sign of the discriminant.

use std::collections::BTreeMap;

use super::search::{Found, Search};
use super::terms::{collect, factors};
use crate::calculus::expand;
use crate::calculus::factor::factored;
use crate::calculus::normal::{call, negation, power, power_of_integer, product, quotient, sum};
use crate::expr::{Constant, ExprId, Graph, Node, Relation, depends_on};
use crate::numeric::Rational;
use crate::numeric::budget::Budget;

/// Steps of exact arithmetic for factoring.
const MAX_STEPS: u64 = 2_000_000;
/// Terms that are multiplied out.
const MAX_TERMS: usize = 300;

impl Search<'_> {
    /// The zeros of a polynomial by those of its factors; `None` where it has none.
    pub(super) fn by_factors(&mut self, graph: &mut Graph, written: &BTreeMap<i64, ExprId>) -> Option<Found> {
        let name = self.substitution(graph);
        let t = graph.symbol_node(name);
        let mut terms = Vec::new();
        for (&n, &c) in written {
            let monomial = power_of_integer(graph, t, n);
            terms.push(product(graph, &[c, monomial]));
        }
        let whole = sum(graph, &terms);
        let budget = Budget::new(MAX_STEPS, MAX_TERMS, self.interrupt);
        let found = factored(graph, whole, &budget).ok()??;
        let mut parts = Vec::new();
        for factor in factors(graph, found.expr) {
            if depends_on(graph, factor, name) {
                parts.push(match graph.node(factor) {
                    Node::Power(base, _) => base,
                    _ => factor,
                });
            }
        }
        let degree = written.last_key_value().map_or(0, |(n, _)| *n);
        let mut all = Found::default();
        for part in parts {
            let coefficients = collect(graph, part, t, name)?;
            if coefficients.keys().any(|n| !(0..degree).contains(n)) {
                return None;
            }
            all.join(self.collected(graph, &coefficients)?);
        }
        Some(all)
    }

    /// Cardano's formulas for `t^3 + a*t^2 + b*t + c`.
    pub(super) fn cubic(&mut self, graph: &mut Graph, [a, b, c]: [ExprId; 3]) -> Option<Found> {
        let shift = scaled(graph, (-1, 3), &[a]);
        let square = power_of_integer(graph, a, 2);
        let cube = power_of_integer(graph, a, 3);
        // s^3 + p*s + q for s = t + a/3.
        let less = scaled(graph, (-1, 3), &[square]);
        let p = expanded(graph, &[b, less]);
        let (first, second) = (scaled(graph, (2, 27), &[cube]), scaled(graph, (-1, 3), &[a, b]));
        let q = expanded(graph, &[first, second, c]);
        let (cubed, squared) = (power_of_integer(graph, p, 3), power_of_integer(graph, q, 2));
        let (third, half) = (scaled(graph, (1, 27), &[cubed]), scaled(graph, (1, 4), &[squared]));
        let discriminant = expanded(graph, &[third, half]);
        let middle = scaled(graph, (-1, 2), &[q]);
        let mut found = Found::default();
        if let Some(guard) = self.assumed(graph, Relation::Greater, discriminant) {
            let half = graph.rational(Rational::new(1, 2)?);
            let root = power(graph, discriminant, half);
            let minus = negation(graph, root);
            let mut roots = Vec::new();
            for side in [root, minus] {
                let inside = sum(graph, &[middle, side]);
                roots.push(call(graph, self.words.cbrt, &[inside]));
            }
            let value = sum(graph, &[roots[0], roots[1], shift]);
            found.join(self.within(guard, |search| search.point(value)));
        }
        if let Some(guard) = self.assumed(graph, Relation::Equal, discriminant) {
            let root = call(graph, self.words.cbrt, &[middle]);
            for n in [2, -1] {
                let multiple = scaled(graph, (n, 1), &[root]);
                let value = sum(graph, &[multiple, shift]);
                found.join(self.within(guard.clone(), |search| search.point(value)));
            }
        }
        if let Some(guard) = self.assumed(graph, Relation::Less, discriminant) {
            for value in self.three_roots(graph, (p, q), shift)? {
                found.join(self.within(guard.clone(), |search| search.point(value)));
            }
        }
        Some(found)
    }

    /// `2*sqrt(-p/3)*cos((acos(3q/(2p)*sqrt(-3/p)) - 2pi*k)/3)` for k = 0, 1, 2, where all roots are real.
    fn three_roots(&mut self, graph: &mut Graph, (p, q): (ExprId, ExprId), shift: ExprId) -> Option<Vec<ExprId>> {
        let half = graph.rational(Rational::new(1, 2)?);
        let size = scaled(graph, (-1, 3), &[p]);
        let radius = power(graph, size, half);
        let three = graph.integer(-3);
        let inverse = quotient(graph, three, p);
        let inverse = power(graph, inverse, half);
        let ratio = quotient(graph, q, p);
        let cosine = scaled(graph, (3, 2), &[ratio, inverse]);
        let angle = call(graph, self.words.trigonometry.acos, &[cosine]);
        let pi = graph.constant(Constant::Pi);
        let mut values = Vec::new();
        for k in 0..3 {
            let (part, turn) = (scaled(graph, (1, 3), &[angle]), scaled(graph, (-2 * k, 3), &[pi]));
            let inside = sum(graph, &[part, turn]);
            let along = call(graph, self.words.trigonometry.cos, &[inside]);
            let value = scaled(graph, (2, 1), &[radius, along]);
            values.push(sum(graph, &[value, shift]));
        }
        Some(values)
    }
}

fn scaled(graph: &mut Graph, (above, below): (i64, i64), parts: &[ExprId]) -> ExprId {
    let number = graph.rational(Rational::new(above, below).unwrap_or_default());
    let mut all = vec![number];
    all.extend_from_slice(parts);
    product(graph, &all)
}

fn expanded(graph: &mut Graph, terms: &[ExprId]) -> ExprId {
    let whole = sum(graph, terms);
    expand(graph, whole, MAX_TERMS).unwrap_or(whole)
}
