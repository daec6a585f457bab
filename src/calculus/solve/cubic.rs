//! Polynomials of degree 3 and more whose coefficients hold names: by their factors, and cubic ones by Cardano's formulas, with
//! a case for each sign of the discriminant.

use std::collections::BTreeMap;

use super::candidate::Candidates;
use super::search::EquationSearch;
use crate::algebra::expanded;
use crate::algebra::factor::factored;
use crate::algebra::normal::{Applied, Powers, Term, formed, ratio};
use crate::algebra::terms::{collect, factors};
use crate::expr::{Constant, ExprId, Graph, Node, Relation, depends_on};
use crate::functions::{ACOS, CBRT, COS};
use crate::numeric::budget::Budget;

impl EquationSearch<'_> {
    /// The zeros of a polynomial by those of its factors; `None` where it has none.
    pub(super) fn by_factors(&mut self, graph: &mut Graph, written: &BTreeMap<i64, ExprId>) -> Option<Candidates> {
        let name = self.substitution(graph);
        let t = graph.symbol_node(name);
        let terms = written.iter().map(|(&n, &c)| c * t.pow(n)).collect();
        let whole = formed(graph, Term::Sum(terms));
        let budget = Budget::brief(self.interrupt);
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
        let mut all = Candidates::default();
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
    pub(super) fn cubic(&mut self, graph: &mut Graph, [a, b, c]: [ExprId; 3]) -> Option<Candidates> {
        let mut multiplied = |term: Term| {
            let whole = formed(graph, term);
            expanded(graph, whole)
        };
        // s^3 + p*s + q for s = t + a/3.
        let p = multiplied(b + ratio(-1, 3) * a.pow(2));
        let q = multiplied(ratio(2, 27) * a.pow(3) + ratio(-1, 3) * a * b + c);
        let discriminant = multiplied(ratio(1, 27) * p.pow(3) + ratio(1, 4) * q.pow(2));
        let (shift, middle, cbrt) = (ratio(-1, 3) * a, formed(graph, ratio(-1, 2) * q), &CBRT);
        let mut found = Candidates::default();
        let root = discriminant.sqrt();
        let one = cbrt.of(middle + root.clone()) + cbrt.of(middle - root) + shift.clone();
        let two = [2, -1].map(|n| n * cbrt.of(middle) + shift.clone());
        let three = self.three_roots((p, q), &shift);
        let cases = [(Relation::Greater, vec![one]), (Relation::Equal, two.to_vec()), (Relation::Less, three.to_vec())];
        for (relation, values) in cases {
            let Some(guard) = self.assumed(graph, relation, discriminant) else { continue };
            for value in values {
                let value = formed(graph, value);
                found.join(self.within(guard.clone(), |search| search.point(value)));
            }
        }
        Some(found)
    }

    /// `2*sqrt(-p/3)*cos((acos(3q/(2p)*sqrt(-3/p)) - 2pi*k)/3)` for k = 0, 1, 2, where all roots are real.
    fn three_roots(&self, (p, q): (ExprId, ExprId), shift: &Term) -> [Term; 3] {
        let angle = ACOS.of(ratio(3, 2) * (q / p) * (-3 / p).sqrt());
        [0, 1, 2].map(|k| {
            let inside = ratio(1, 3) * angle.clone() + ratio(-2 * k, 3) * Constant::Pi;
            2 * (ratio(-1, 3) * p).sqrt() * COS.of(inside) + shift.clone()
        })
    }
}
