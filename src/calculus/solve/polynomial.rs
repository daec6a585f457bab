//! Polynomial equations: with rational coefficients of any degree, with others up to degree 2 by formula.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::search::{Candidate, Found, Search};
use crate::calculus::closed::root_of::root_of;
use crate::calculus::closed::{Decision, sign};
use crate::calculus::closed_form::{closed_form, factored_roots};
use crate::calculus::expand;
use crate::calculus::factor::factored;
use crate::calculus::normal::{
    difference, negation, power, power_of_integer, product, quotient, split_coefficient, sum,
};
use crate::expr::{ExprId, Graph, Node, Relation, symbols_of};
use crate::numeric::Rational;
use crate::numeric::budget::Budget;
use crate::numeric::polynomial::Polynomial;

/// Steps of exact arithmetic for factoring a discriminant.
const MAX_STEPS: u64 = 2_000_000;

impl Search<'_> {
    /// The real zeros of a polynomial with rational coefficients.
    pub(super) fn rational_polynomial(&mut self, graph: &mut Graph, p: &Polynomial) -> Option<Found> {
        match p.degree() {
            None => return Some(self.everything()),
            Some(0) => return Some(Found::default()),
            Some(_) => {}
        }
        let roots = factored_roots(p).ok()?;
        let mut found = Found::default();
        for root in &roots {
            if self.interrupt.is_set() {
                return None;
            }
            let exact = match closed_form(graph, &self.words.trigonometry, root) {
                Some(exact) => exact,
                None => root_of(graph, self.words.root_of, &root.factor, root.number),
            };
            found.join(self.point(exact));
        }
        Some(found)
    }

    /// What is said of the polynomial that decides, if it is the first.
    pub(super) fn describe(&mut self, p: &Polynomial) {
        if let [c, b, a] = p.coefficients() {
            let d = b * b - Rational::from(4) * a * c;
            self.remark = Some(match d.sign() {
                1 => format!("the discriminant is {d} > 0"),
                0 => "the discriminant is 0: one double root".to_string(),
                _ => format!("the discriminant is {d} < 0"),
            });
        }
    }

    /// Zeros of `sum of c_n * t^n` as values of `t`; the coefficients do not depend on the unknown.
    pub(super) fn collected(&mut self, graph: &mut Graph, collected: &BTreeMap<i64, ExprId>) -> Option<Found> {
        let mut settled = BTreeMap::new();
        for (&n, &c) in collected {
            let c = self.guard.under(graph, c);
            let c = expand(graph, c, super::terms::MAX_TERMS).unwrap_or(c);
            if !graph.is_zero(c) {
                settled.insert(n, c);
            }
        }
        let Some((&low, &lowest)) = settled.first_key_value() else { return Some(self.everything()) };
        let coefficients: BTreeMap<i64, ExprId> = settled.iter().map(|(n, &c)| (n - low, c)).collect();
        let mut found = Found::default();
        if low > 0 {
            let zero = graph.integer(0);
            found.join(self.point(zero));
        }
        let (&degree, &leading) = coefficients.last_key_value()?;
        let more = if degree == 0 {
            self.unless_zero(graph, lowest, |_, _| Some(Found::default()), |search, _| Some(search.everything()))?
        } else {
            let lower: BTreeMap<i64, ExprId> =
                coefficients.iter().filter(|(n, _)| **n < degree).map(|(&n, &c)| (n, c)).collect();
            self.unless_zero(
                graph,
                leading,
                |search, graph| search.with_leading(graph, degree, &coefficients),
                |search, graph| search.collected(graph, &lower),
            )?
        };
        found.join(more);
        Some(found)
    }

    /// The same where the leading coefficient is not 0.
    fn with_leading(&mut self, graph: &mut Graph, degree: i64, written: &BTreeMap<i64, ExprId>) -> Option<Found> {
        let leading = *written.get(&degree)?;
        let mut coefficients = written.clone();
        // Coefficients that are rational multiples of one number.
        for c in coefficients.values_mut() {
            *c = quotient(graph, *c, leading);
        }
        let rational: Option<Vec<Rational>> = (0..=degree)
            .map(|n| coefficients.get(&n).map_or(Some(Rational::ZERO), |&c| graph.as_rational(c).cloned()))
            .collect();
        if let Some(values) = rational {
            return self.rational_polynomial(graph, &Polynomial::new(values));
        }
        let all: Vec<ExprId> = written.values().copied().collect();
        if degree == 2 && !symbols_of(graph, &all).is_empty() {
            return self.quadratic_formula(graph, written);
        }
        if let Some(found) = self.by_formula(graph, degree, &coefficients) {
            return Some(found);
        }
        if symbols_of(graph, &all).is_empty() {
            return None;
        }
        if let Some(found) = self.by_factors(graph, written) {
            return Some(found);
        }
        let zero = graph.integer(0);
        let [a, b, c] = [2, 1, 0].map(|n| coefficients.get(&n).copied().unwrap_or(zero));
        let whole = symbols_of(graph, &all).iter().any(|s| self.parameters.contains(s));
        if degree == 3 && !whole { self.cubic(graph, [a, b, c]) } else { None }
    }

    /// `(-b ± sqrt(b^2 - 4ac))/(2a)` with names in the coefficients.
    fn quadratic_formula(&mut self, graph: &mut Graph, written: &BTreeMap<i64, ExprId>) -> Option<Found> {
        let zero = graph.integer(0);
        let coefficient = |n: i64| written.get(&n).copied().unwrap_or(zero);
        let (mut a, mut b, mut c) = (coefficient(2), coefficient(1), coefficient(0));
        let negative = |graph: &mut Graph, t| split_coefficient(graph, t).0.value.is_negative();
        if super::terms::terms(graph, a).into_iter().all(|t| negative(graph, t)) {
            (a, b, c) = (super::terms::minus(graph, a), super::terms::minus(graph, b), super::terms::minus(graph, c));
        }
        // With half of `b` the fours and twos go.
        let whole = super::terms::terms(graph, b).into_iter().all(|t| {
            let (number, _) = split_coefficient(graph, t);
            number.value.is_even()
        });
        let (four, two) = (graph.integer(if whole { -1 } else { -4 }), graph.integer(if whole { 1 } else { 2 }));
        let half = graph.rational(Rational::new(1, if whole { 2 } else { 1 })?);
        let b = product(graph, &[half, b]);
        let b = expand(graph, b, super::terms::MAX_TERMS).ok()?;
        let parts = [power_of_integer(graph, b, 2), product(graph, &[four, a, c])];
        let discriminant = sum(graph, &parts);
        let discriminant = expand(graph, discriminant, super::terms::MAX_TERMS).ok()?;
        let Some(guard) = self.assumed(graph, Relation::GreaterOrEqual, discriminant) else {
            return Some(Found::default());
        };
        let root = self.square_root(graph, discriminant);
        let below = product(graph, &[two, a]);
        let minus = super::terms::minus(graph, b);
        Some(self.within(guard, |search| {
            let mut found = Found::default();
            for above in [difference(graph, minus, root), sum(graph, &[minus, root])] {
                let above = expand(graph, above, super::terms::MAX_TERMS).unwrap_or(above);
                let root = super::terms::divided(graph, above, below);
                found.join(search.point(root));
            }
            found
        }))
    }

    /// The square root, of the size of what a square is the square of.
    fn square_root(&self, graph: &mut Graph, value: ExprId) -> ExprId {
        let half = graph.rational(Rational::new(1, 2).unwrap_or_default());
        let budget = Budget::new(MAX_STEPS, super::terms::MAX_TERMS, self.interrupt);
        let factored = factored(graph, value, &budget).ok().flatten().map(|found| found.expr);
        match factored {
            Some(whole) if graph.as_number(value).is_none() => {
                let root = power(graph, whole, half);
                // Only a root that is gone is worth another form.
                let plain = crate::expr::reach(graph, &[root]).order.into_iter().all(|id| match graph.node(id) {
                    Node::Power(_, e) => graph.as_rational(e).is_none_or(Rational::is_integer),
                    _ => true,
                });
                if plain { root } else { power(graph, value, half) }
            }
            _ => power(graph, value, half),
        }
    }

    /// Monic, of degree 1 or 2, or a power and a number.
    fn by_formula(&mut self, graph: &mut Graph, degree: i64, monic: &BTreeMap<i64, ExprId>) -> Option<Found> {
        let zero = graph.integer(0);
        let coefficient = |n: i64| monic.get(&n).copied().unwrap_or(zero);
        if degree == 1 {
            let root = super::terms::minus(graph, coefficient(0));
            return Some(self.point(root));
        }
        if monic.len() == 2 && monic.contains_key(&0) {
            let value = super::terms::minus(graph, coefficient(0));
            return Some(Found { points: self.real_roots_of(graph, value, degree)?, ..Found::default() });
        }
        if monic.keys().all(|n| n % 2 == 0) && degree == 4 {
            let halved = monic.iter().map(|(n, &c)| (n / 2, c)).collect();
            let mut found = Found::default();
            for square in self.by_formula(graph, 2, &halved)?.points {
                found.points.extend(self.within(square.guard, |s| s.real_roots_of(graph, square.value, 2))?);
            }
            return Some(found);
        }
        if degree != 2 {
            return None;
        }
        let half = graph.rational(Rational::new(1, 2)?);
        let middle = product(graph, &[half, coefficient(1)]);
        let middle = negation(graph, middle);
        let square = power_of_integer(graph, middle, 2);
        let quarter = difference(graph, square, coefficient(0));
        let quarter = expand(graph, quarter, super::terms::MAX_TERMS).unwrap_or(quarter);
        if symbols_of(graph, &[quarter]).is_empty() {
            match sign(graph, quarter) {
                Decision::Proved(Ordering::Less) => return Some(Found::default()),
                Decision::Proved(Ordering::Equal) => return Some(self.point(middle)),
                Decision::Proved(Ordering::Greater) => {}
                Decision::Looks { .. } | Decision::Undefined | Decision::Unknown => return None,
            }
        }
        let Some(guard) = self.assumed(graph, Relation::GreaterOrEqual, quarter) else {
            return Some(Found::default());
        };
        let root = self.square_root(graph, quarter);
        let roots = [difference(graph, middle, root), sum(graph, &[middle, root])];
        let points = roots.into_iter().map(|value| Candidate { value, guard: guard.clone() }).collect();
        Some(Found { points, ..Found::default() })
    }

    /// All real `u` with `u^n = value`, for `n >= 1`; `None` where the sign of the value is not known and matters.
    pub(super) fn real_roots_of(&mut self, graph: &mut Graph, value: ExprId, n: i64) -> Option<Vec<Candidate>> {
        let here = |search: &Self, value: ExprId| Candidate { value, guard: search.guard.clone() };
        if n == 1 {
            return Some(vec![here(self, value)]);
        }
        let exponent = graph.rational(Rational::new(1, n)?);
        let value = self.guard.under(graph, value);
        if !symbols_of(graph, &[value]).is_empty() {
            return self.real_roots_in_names(graph, value, n);
        }
        match sign(graph, value) {
            Decision::Proved(Ordering::Equal) => Some(vec![here(self, value)]),
            Decision::Proved(Ordering::Less) | Decision::Undefined if n % 2 == 0 => Some(Vec::new()),
            Decision::Proved(Ordering::Less) => {
                let size = negation(graph, value);
                let root = power(graph, size, exponent);
                let root = negation(graph, root);
                Some(vec![here(self, root)])
            }
            Decision::Proved(Ordering::Greater) => {
                let root = power(graph, value, exponent);
                let mut roots = vec![here(self, root)];
                if n % 2 == 0 {
                    let other = negation(graph, root);
                    roots.insert(0, here(self, other));
                }
                Some(roots)
            }
            Decision::Unknown | Decision::Looks { .. } | Decision::Undefined => None,
        }
    }

    /// The same for a value with names.
    fn real_roots_in_names(&mut self, graph: &mut Graph, value: ExprId, n: i64) -> Option<Vec<Candidate>> {
        if n == 3 {
            let value = crate::calculus::normal::call(graph, self.words.cbrt, &[value]);
            return Some(vec![Candidate { value, guard: self.guard.clone() }]);
        }
        let exponent = graph.rational(Rational::new(1, n)?);
        let mut found = Vec::new();
        if let Some(guard) = self.assumed(graph, Relation::GreaterOrEqual, value) {
            let root = if n == 2 { self.square_root(graph, value) } else { power(graph, value, exponent) };
            if n % 2 == 0 {
                found.push(Candidate { value: negation(graph, root), guard: guard.clone() });
            }
            found.push(Candidate { value: root, guard });
        }
        if n % 2 == 1
            && let Some(guard) = self.assumed(graph, Relation::Less, value)
        {
            let size = negation(graph, value);
            let root = power(graph, size, exponent);
            found.push(Candidate { value: negation(graph, root), guard });
        }
        Some(found)
    }
}
