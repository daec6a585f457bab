//! Conditions in one unknown as sets of numbers.

use std::collections::HashMap;

use super::RealSet;
use crate::algebra::closed_form::{FactoredRoot, closed_form, factored_roots};
use crate::algebra::normal::{
    and, call, compare, difference, is_nonnegative, is_positive, negation, or, power, quotient, split_coefficient, sum,
};
use crate::algebra::{closed, polynomial};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, depends_on, factors_of, reach, terms_of};
use crate::interrupt::Interrupt;
use crate::numeric::Rational;
use crate::numeric::budget::{depth, nodes};
use crate::numeric::polynomial::Polynomial;

pub(super) struct Solver<'a> {
    pub x: Symbol,
    pub interrupt: &'a Interrupt,
}

impl Solver<'_> {
    /// The numbers for which a condition holds, if all its parts can be solved.
    pub fn solve(&self, graph: &mut Graph, condition: ExprId) -> Option<RealSet> {
        self.at_depth(graph, condition, depth::PEELED)
    }

    fn at_depth(&self, graph: &mut Graph, root: ExprId, depth: usize) -> Option<RealSet> {
        let order = reach(graph, &[root]).order;
        if order.len() > nodes::CONDITION {
            return None;
        }
        let mut known: HashMap<ExprId, RealSet> = HashMap::new();
        for id in order {
            if self.interrupt.is_set() {
                return None;
            }
            let children = graph.children(id).to_vec();
            let set = match graph.node(id) {
                Node::Truth(member) => Some(RealSet::constant(member)),
                Node::Compare(relation, a, b) => self.comparison(graph, (relation, a, b), depth),
                Node::Not(a) => known.get(&a).map(|set| set.clone().complement()),
                Node::And(_) => joined(graph, &children, &known, true),
                Node::Or(_) => joined(graph, &children, &known, false),
                _ => None,
            };
            known.extend(set.map(|set| (id, set)));
        }
        known.remove(&root)
    }

    fn comparison(&self, graph: &mut Graph, asked: (Relation, ExprId, ExprId), depth: usize) -> Option<RealSet> {
        let (relation, a, b) = asked;
        let gap = difference(graph, a, b);
        if let Some(set) = self.polynomial(graph, relation, gap) {
            return Some(set);
        }
        let isolated = self.isolated(graph, relation, gap);
        if let Some(Isolated { relation, inner, level, .. }) = isolated
            && graph.node(inner) == Node::Symbol(self.x)
        {
            let ends = [-1, 1].map(|sign| relation.holds_for_sign(sign)).to_vec();
            return Some(RealSet::new(vec![level], vec![relation.holds_for_sign(0)], ends));
        }
        let depth = depth.checked_sub(1)?;
        let easier = by_sign(graph, relation, gap).or_else(|| peeled(graph, isolated?))?;
        self.at_depth(graph, easier, depth)
    }

    /// The sign of a product of polynomials and their inverses. Where an inverse has a pole nothing holds.
    fn polynomial(&self, graph: &mut Graph, relation: Relation, gap: ExprId) -> Option<RealSet> {
        let factors = factors_of(graph, gap);
        let (mut total, mut poles) = (Polynomial::constant(Rational::one()), Polynomial::constant(Rational::one()));
        for factor in factors {
            let inverse = match graph.node(factor) {
                Node::Power(base, e) => graph.as_integer(e).filter(|n| *n < 0).map(|n| (base, n)),
                _ => None,
            };
            let p = match inverse {
                Some((base, n)) => {
                    let p = polynomial::univariate(graph, base, self.x)?;
                    poles = &poles * &p;
                    if n % 2 == 0 { p.pow(2).ok()? } else { p }
                }
                None => polynomial::univariate(graph, factor, self.x)?,
            };
            total = &total * &p;
        }
        if total.is_zero() {
            return Some(RealSet::constant(relation.holds_for_sign(0)));
        }
        if total.is_constant() {
            return Some(RealSet::constant(relation.holds_for_sign(total.leading().sign())));
        }
        let roots = factored_roots(&total).ok()?;
        let mut points = Vec::with_capacity(roots.len());
        let mut at = Vec::with_capacity(roots.len());
        for root in &roots {
            points.push(self.closed(graph, root)?);
            let mut place = root.root.clone();
            let pole = !poles.is_constant() && place.sign_of(&poles).ok()? == 0;
            at.push(!pole && relation.holds_for_sign(0));
        }
        let signs = total.signs_between(roots.iter().map(|found| &found.root));
        let between = signs.into_iter().map(|sign| relation.holds_for_sign(sign)).collect();
        Some(RealSet::new(points, at, between))
    }

    fn closed(&self, graph: &mut Graph, root: &FactoredRoot) -> Option<ExprId> {
        match root.root.as_rational() {
            Some(value) => Some(graph.rational(value.clone())),
            None => closed_form(graph, root),
        }
    }

    /// `a*F + b R 0` with one part `F` in which the unknown stands as `F R' -b/a`.
    fn isolated(&self, graph: &mut Graph, relation: Relation, gap: ExprId) -> Option<Isolated> {
        let terms = terms_of(graph, gap);
        let (moving, fixed): (Vec<ExprId>, Vec<ExprId>) =
            terms.into_iter().partition(|&t| depends_on(graph, t, self.x));
        let [term] = moving.as_slice() else { return None };
        let (coefficient, inner) = split_coefficient(graph, *term);
        let rest = sum(graph, &fixed);
        let scale = graph.number(coefficient.negated());
        let level = quotient(graph, rest, scale);
        let relation = if coefficient.value.is_negative() { relation.turned() } else { relation };
        let sign = closed::sign(graph, level).proved()? as i32;
        Some(Isolated { relation, inner, level, sign })
    }
}

/// A part compared with a closed number, whose sign is known.
#[derive(Clone, Copy)]
struct Isolated {
    relation: Relation,
    inner: ExprId,
    level: ExprId,
    sign: i32,
}

/// `F(u) R level` without the `F`, as a condition that is the same wherever `F(u)` has a value.
fn peeled(graph: &mut Graph, Isolated { relation, inner, level, sign }: Isolated) -> Option<ExprId> {
    let core = graph.core();
    let (u, edge) = match graph.node(inner) {
        Node::Call(f, &[u]) if f == core.ln => (u, call(graph, core.exp, &[level])),
        Node::Call(f, &[u]) if f == core.exp && sign > 0 => (u, call(graph, core.ln, &[level])),
        Node::Call(f, &[u]) if f == core.abs => return Some(of_size(graph, relation, u, level, sign)),
        Node::Power(u, e) => {
            let e = graph.as_rational(e).filter(|e| e.is_positive() && !e.is_integer())?.clone();
            // Fractional powers are not negative and rise.
            if sign < 0 {
                return Some(graph.truth(relation.holds_for_sign(1)));
            }
            let inverse = graph.rational(e.recip().ok()?);
            (u, power(graph, level, inverse))
        }
        _ => return None,
    };
    Some(compare(graph, relation, u, edge))
}

/// What is decided by the sign of a part that never changes it.
fn by_sign(graph: &mut Graph, relation: Relation, gap: ExprId) -> Option<ExprId> {
    let turned = negation(graph, gap);
    let truth = if is_positive(graph, gap) {
        relation.holds_for_sign(1)
    } else if is_positive(graph, turned) {
        relation.holds_for_sign(-1)
    } else if is_nonnegative(graph, gap) && matches!(relation, Relation::GreaterOrEqual | Relation::Less) {
        relation == Relation::GreaterOrEqual
    } else if is_nonnegative(graph, turned) && matches!(relation, Relation::LessOrEqual | Relation::Greater) {
        relation == Relation::LessOrEqual
    } else {
        return None;
    };
    Some(graph.truth(truth))
}

/// `|u| R level`
fn of_size(graph: &mut Graph, relation: Relation, u: ExprId, level: ExprId, sign: i32) -> ExprId {
    if sign < 0 {
        return graph.truth(relation.holds_for_sign(1));
    }
    let below = negation(graph, level);
    let (up, down) = (compare(graph, relation, u, level), compare(graph, relation.turned(), u, below));
    match relation {
        Relation::Less | Relation::LessOrEqual | Relation::NotEqual => and(graph, &[up, down]),
        Relation::Greater | Relation::GreaterOrEqual | Relation::Equal => or(graph, &[up, down]),
    }
}

fn joined(graph: &mut Graph, parts: &[ExprId], known: &HashMap<ExprId, RealSet>, every: bool) -> Option<RealSet> {
    let join: fn(bool, bool) -> bool = if every { |a, b| a && b } else { |a, b| a || b };
    let mut total = RealSet::constant(every);
    for part in parts {
        total = total.joined(known.get(part)?, graph, join)?;
    }
    Some(total)
}
