//! Polynomial equations: with rational coefficients of any degree, with others up to degree 2 by formula.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::search::{Found, Search};
use crate::calculus::closed::root_of::root_of;
use crate::calculus::closed::{Decision, sign};
use crate::calculus::closed_form::{closed_form, factored_roots};
use crate::calculus::normal::{difference, negation, power, power_of_integer, product, quotient, sum};
use crate::expr::{ExprId, Graph, symbols_of};
use crate::numeric::Rational;
use crate::numeric::polynomial::Polynomial;

impl Search<'_> {
    /// The real zeros of a polynomial with rational coefficients.
    pub(super) fn rational_polynomial(&mut self, graph: &mut Graph, p: &Polynomial) -> Option<Found> {
        match p.degree() {
            None => return Some(Found::everything()),
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
            found.points.push(exact);
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
        let Some((&low, _)) = collected.first_key_value() else { return Some(Found::everything()) };
        let mut coefficients: BTreeMap<i64, ExprId> = collected.iter().map(|(n, &c)| (n - low, c)).collect();
        let mut found = Found::default();
        if low > 0 {
            found.points.push(graph.integer(0));
        }
        let (&degree, &leading) = coefficients.last_key_value()?;
        if degree == 0 {
            return Some(found);
        }
        let written = coefficients.clone();
        // Coefficients that are rational multiples of one number.
        for c in coefficients.values_mut() {
            *c = quotient(graph, *c, leading);
        }
        let rational: Option<Vec<Rational>> = (0..=degree)
            .map(|n| coefficients.get(&n).map_or(Some(Rational::ZERO), |&c| graph.as_rational(c).cloned()))
            .collect();
        let closed = symbols_of(graph, &[leading]).is_empty();
        if degree == 2 && rational.is_none() {
            let names: Vec<ExprId> = written.values().copied().collect();
            if !symbols_of(graph, &names).is_empty() {
                found.join(self.quadratic_formula(graph, &written)?);
                return Some(found);
            }
        }
        if !closed {
            self.condition_not_zero(graph, leading);
        } else if !sign(graph, leading).is_proved_different() {
            return None;
        }
        let more = match rational {
            Some(values) => self.rational_polynomial(graph, &Polynomial::new(values))?,
            None => self.by_formula(graph, degree, &coefficients)?,
        };
        found.join(more);
        Some(found)
    }

    /// `(-b ± sqrt(b^2 - 4ac))/(2a)` with names in the coefficients.
    fn quadratic_formula(&mut self, graph: &mut Graph, written: &BTreeMap<i64, ExprId>) -> Option<Found> {
        let zero = graph.integer(0);
        let coefficient = |n: i64| written.get(&n).copied().unwrap_or(zero);
        let (a, b, c) = (coefficient(2), coefficient(1), coefficient(0));
        if symbols_of(graph, &[a]).is_empty() {
            if !sign(graph, a).is_proved_different() {
                return None;
            }
        } else {
            self.condition_not_zero(graph, a);
        }
        let (four, two) = (graph.integer(-4), graph.integer(2));
        let parts = [power_of_integer(graph, b, 2), product(graph, &[four, a, c])];
        let discriminant = sum(graph, &parts);
        let discriminant = crate::calculus::expand(graph, discriminant, super::terms::MAX_TERMS).ok()?;
        self.condition_not_negative(graph, discriminant);
        let half = graph.rational(Rational::new(1, 2)?);
        let root = power(graph, discriminant, half);
        let below = product(graph, &[two, a]);
        let minus = super::terms::minus(graph, b);
        let mut found = Found::default();
        for above in [difference(graph, minus, root), sum(graph, &[minus, root])] {
            found.points.push(super::terms::divided(graph, above, below));
        }
        Some(found)
    }

    /// Monic, of degree 1 or 2, or a power and a number.
    fn by_formula(&mut self, graph: &mut Graph, degree: i64, monic: &BTreeMap<i64, ExprId>) -> Option<Found> {
        let zero = graph.integer(0);
        let coefficient = |n: i64| monic.get(&n).copied().unwrap_or(zero);
        let mut found = Found::default();
        if degree == 1 {
            found.points.push(super::terms::minus(graph, coefficient(0)));
            return Some(found);
        }
        if monic.len() == 2 && monic.contains_key(&0) {
            let value = negation(graph, coefficient(0));
            found.points = self.real_roots_of(graph, value, degree)?;
            return Some(found);
        }
        if monic.keys().all(|n| n % 2 == 0) && degree == 4 {
            let halved = monic.iter().map(|(n, &c)| (n / 2, c)).collect();
            for square in self.by_formula(graph, 2, &halved)?.points {
                found.points.extend(self.real_roots_of(graph, square, 2)?);
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
        let quarter = crate::calculus::expand(graph, quarter, super::terms::MAX_TERMS).unwrap_or(quarter);
        if symbols_of(graph, &[quarter]).is_empty() {
            match sign(graph, quarter) {
                Decision::Proved(Ordering::Less) => return Some(found),
                Decision::Proved(Ordering::Equal) => {
                    found.points.push(middle);
                    return Some(found);
                }
                Decision::Proved(Ordering::Greater) => {}
                Decision::Looks { .. } | Decision::Undefined | Decision::Unknown => return None,
            }
        } else {
            self.condition_not_negative(graph, quarter);
        }
        let root = power(graph, quarter, half);
        found.points.push(difference(graph, middle, root));
        found.points.push(sum(graph, &[middle, root]));
        Some(found)
    }

    /// All real `u` with `u^n = value`, for `n >= 1`; `None` where the sign of the value is not known and matters.
    pub(super) fn real_roots_of(&mut self, graph: &mut Graph, value: ExprId, n: i64) -> Option<Vec<ExprId>> {
        if n == 1 {
            return Some(vec![value]);
        }
        let exponent = graph.rational(Rational::new(1, n)?);
        let open = !symbols_of(graph, &[value]).is_empty();
        let side = if open { Decision::Unknown } else { sign(graph, value) };
        match side {
            Decision::Proved(Ordering::Equal) => Some(vec![graph.integer(0)]),
            Decision::Proved(Ordering::Less) | Decision::Undefined if n % 2 == 0 => Some(Vec::new()),
            Decision::Proved(Ordering::Less) => {
                let size = negation(graph, value);
                let root = power(graph, size, exponent);
                Some(vec![negation(graph, root)])
            }
            Decision::Proved(Ordering::Greater) => {
                let root = power(graph, value, exponent);
                Some(if n % 2 == 0 { vec![negation(graph, root), root] } else { vec![root] })
            }
            Decision::Unknown if open && n == 3 => {
                Some(vec![crate::calculus::normal::call(graph, self.words.cbrt, &[value])])
            }
            Decision::Unknown if open && n % 2 == 0 => {
                self.condition_not_negative(graph, value);
                let root = power(graph, value, exponent);
                Some(vec![negation(graph, root), root])
            }
            Decision::Unknown | Decision::Looks { .. } | Decision::Undefined => None,
        }
    }
}
