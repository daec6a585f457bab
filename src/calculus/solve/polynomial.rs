//! Polynomial equations: with rational coefficients of any degree, with others up to degree 2 by formula.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::candidate::{Candidate, Candidates};
use super::search::EquationSearch;
use crate::algebra::closed::root_of::root_of;
use crate::algebra::closed::{Decision, sign};
use crate::algebra::closed_form::{closed_form, factored_roots};
use crate::algebra::factor::factored;
use crate::algebra::normal::{Applied, Powers, formed, quotient, ratio, split_coefficient};
use crate::algebra::terms::{divided, minus, terms};
use crate::algebra::{expand, expanded};
use crate::expr::{ExprId, Graph, Node, Relation, symbols_of};
use crate::functions::{CBRT, ROOT_OF};
use crate::numeric::Rational;
use crate::numeric::budget::Budget;
use crate::numeric::polynomial::Polynomial;

impl EquationSearch<'_> {
    /// The real zeros of a polynomial with rational coefficients.
    pub(super) fn rational_polynomial(&mut self, graph: &mut Graph, p: &Polynomial) -> Option<Candidates> {
        match p.degree() {
            None => return Some(self.everything()),
            Some(0) => return Some(Candidates::default()),
            Some(_) => {}
        }
        let roots = factored_roots(p).ok()?;
        let mut found = Candidates::default();
        for root in &roots {
            if self.interrupt.is_set() {
                return None;
            }
            let exact = match closed_form(graph, root) {
                Some(exact) => exact,
                None => root_of(graph, &ROOT_OF, &root.factor, root.number),
            };
            found.join(self.point(exact));
        }
        Some(found)
    }

    /// A sentence about the polynomial that decides, unless one was said before.
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
    pub(super) fn collected(&mut self, graph: &mut Graph, collected: &BTreeMap<i64, ExprId>) -> Option<Candidates> {
        let mut settled = BTreeMap::new();
        for (&n, &c) in collected {
            let c = self.guard.under(graph, c);
            let c = expanded(graph, c);
            if !graph.is_zero(c) {
                settled.insert(n, c);
            }
        }
        let Some((&low, &lowest)) = settled.first_key_value() else { return Some(self.everything()) };
        let coefficients: BTreeMap<i64, ExprId> = settled.iter().map(|(n, &c)| (n - low, c)).collect();
        let mut found = Candidates::default();
        if low > 0 {
            found.join(self.point(ExprId::ZERO));
        }
        let (&degree, &leading) = coefficients.last_key_value()?;
        let more = if degree == 0 {
            self.unless_zero(graph, lowest, |_, _| Some(Candidates::default()), |search, _| Some(search.everything()))?
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
    fn with_leading(&mut self, graph: &mut Graph, degree: i64, written: &BTreeMap<i64, ExprId>) -> Option<Candidates> {
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
        let [a, b, c] = [2, 1, 0].map(|n| coefficients.get(&n).copied().unwrap_or(ExprId::ZERO));
        let whole = symbols_of(graph, &all).iter().any(|s| self.parameters.contains(s));
        if degree == 3 && !whole { self.cubic(graph, [a, b, c]) } else { None }
    }

    /// `(-b ± sqrt(b^2 - 4ac))/(2a)` with names in the coefficients.
    fn quadratic_formula(&mut self, graph: &mut Graph, written: &BTreeMap<i64, ExprId>) -> Option<Candidates> {
        let [mut c, mut b, mut a] = [0, 1, 2].map(|n| written.get(&n).copied().unwrap_or(ExprId::ZERO));
        let negative = |graph: &mut Graph, t| split_coefficient(graph, t).0.value.is_negative();
        if terms(graph, a).into_iter().all(|t| negative(graph, t)) {
            [a, b, c] = [a, b, c].map(|coefficient| minus(graph, coefficient));
        }
        // With half of `b` the fours and twos go.
        let whole = terms(graph, b).into_iter().all(|t| split_coefficient(graph, t).0.value.is_even());
        let (four, two) = if whole { (-1, 1) } else { (-4, 2) };
        let b = formed(graph, ratio(1, if whole { 2 } else { 1 }) * b);
        let b = expand(graph, b).ok()?;
        let discriminant = formed(graph, b.pow(2) + four * a * c);
        let discriminant = expand(graph, discriminant).ok()?;
        let Some(guard) = self.assumed(graph, Relation::GreaterOrEqual, discriminant) else {
            return Some(Candidates::default());
        };
        let root = self.square_root(graph, discriminant);
        let below = formed(graph, two * a);
        let minus = minus(graph, b);
        let mut points = Vec::new();
        for above in [minus - root, minus + root] {
            let above = formed(graph, above);
            let above = expanded(graph, above);
            points.push(Candidate { value: divided(graph, above, below), guard: guard.clone() });
        }
        Some(Candidates { points, ..Candidates::default() })
    }

    /// The square root; of a square, its base up to sign.
    fn square_root(&self, graph: &mut Graph, value: ExprId) -> ExprId {
        let budget = Budget::brief(self.interrupt);
        let factored = factored(graph, value, &budget).ok().flatten().map(|found| found.expr);
        if let Some(whole) = factored.filter(|_| graph.as_number(value).is_none()) {
            let root = formed(graph, whole.sqrt());
            // Only a root that is gone is worth another form.
            let plain = crate::expr::reach(graph, &[root]).order.into_iter().all(|id| match graph.node(id) {
                Node::Power(_, e) => graph.as_rational(e).is_none_or(Rational::is_integer),
                _ => true,
            });
            if plain {
                return root;
            }
        }
        formed(graph, value.sqrt())
    }

    /// Monic, of degree 1 or 2, or a power and a number.
    fn by_formula(&mut self, graph: &mut Graph, degree: i64, monic: &BTreeMap<i64, ExprId>) -> Option<Candidates> {
        let coefficient = |n: i64| monic.get(&n).copied().unwrap_or(ExprId::ZERO);
        if degree == 1 {
            let root = minus(graph, coefficient(0));
            return Some(self.point(root));
        }
        if monic.len() == 2 && monic.contains_key(&0) {
            let value = minus(graph, coefficient(0));
            return Some(Candidates { points: self.real_roots_of(graph, value, degree)?, ..Candidates::default() });
        }
        if monic.keys().all(|n| n % 2 == 0) && degree == 4 {
            let halved = monic.iter().map(|(n, &c)| (n / 2, c)).collect();
            let mut found = Candidates::default();
            for square in self.by_formula(graph, 2, &halved)?.points {
                found.points.extend(self.within(square.guard, |s| s.real_roots_of(graph, square.value, 2))?);
            }
            return Some(found);
        }
        if degree != 2 {
            return None;
        }
        let middle = formed(graph, -(ratio(1, 2) * coefficient(1)));
        let quarter = formed(graph, middle.pow(2) - coefficient(0));
        let quarter = expanded(graph, quarter);
        if symbols_of(graph, &[quarter]).is_empty() {
            match sign(graph, quarter) {
                Decision::Proved(Ordering::Less) => return Some(Candidates::default()),
                Decision::Proved(Ordering::Equal) => return Some(self.point(middle)),
                Decision::Proved(Ordering::Greater) => {}
                Decision::Looks { .. } | Decision::Undefined | Decision::Unknown => return None,
            }
        }
        let Some(guard) = self.assumed(graph, Relation::GreaterOrEqual, quarter) else {
            return Some(Candidates::default());
        };
        let root = self.square_root(graph, quarter);
        let roots = [middle - root, middle + root].map(|value| formed(graph, value));
        let points = roots.into_iter().map(|value| Candidate { value, guard: guard.clone() }).collect();
        Some(Candidates { points, ..Candidates::default() })
    }

    /// All real `u` with `u^n = value`, for `n >= 1`; `None` where the sign of the value is not known and matters.
    pub(super) fn real_roots_of(&mut self, graph: &mut Graph, value: ExprId, n: i64) -> Option<Vec<Candidate>> {
        let here = |search: &Self, value: ExprId| Candidate { value, guard: search.guard.clone() };
        if n == 1 {
            return Some(vec![here(self, value)]);
        }
        let value = self.guard.under(graph, value);
        if !symbols_of(graph, &[value]).is_empty() {
            return Some(self.real_roots_in_names(graph, value, n));
        }
        let exponent = ratio(1, n);
        let roots = match sign(graph, value) {
            Decision::Proved(Ordering::Equal) => vec![value.into()],
            Decision::Proved(Ordering::Less) | Decision::Undefined if n % 2 == 0 => Vec::new(),
            Decision::Proved(Ordering::Less) => vec![-(-value).pow(exponent)],
            Decision::Proved(Ordering::Greater) if n % 2 == 0 => {
                vec![-value.pow(exponent.clone()), value.pow(exponent)]
            }
            Decision::Proved(Ordering::Greater) => vec![value.pow(exponent)],
            Decision::Unknown | Decision::Looks { .. } | Decision::Undefined => return None,
        };
        Some(roots.into_iter().map(|root| here(self, formed(graph, root))).collect())
    }

    /// The same for a value with names.
    fn real_roots_in_names(&mut self, graph: &mut Graph, value: ExprId, n: i64) -> Vec<Candidate> {
        if n == 3 {
            let value = formed(graph, CBRT.of(value));
            return vec![Candidate { value, guard: self.guard.clone() }];
        }
        let mut found = Vec::new();
        if let Some(guard) = self.assumed(graph, Relation::GreaterOrEqual, value) {
            let root = if n == 2 { self.square_root(graph, value) } else { formed(graph, value.pow(ratio(1, n))) };
            if n % 2 == 0 {
                found.push(Candidate { value: formed(graph, -root), guard: guard.clone() });
            }
            found.push(Candidate { value: root, guard });
        }
        if n % 2 == 1
            && let Some(guard) = self.assumed(graph, Relation::Less, value)
        {
            found.push(Candidate { value: formed(graph, -(-value).pow(ratio(1, n))), guard });
        }
        found
    }
}
