//! Which members of a family are solutions, decided for all whole numbers at once.
//!
//! The formula is put into the equation as it was written. Sines of whole turns repeat, so that what is left depends on
//! the number in few places; cases are decided where their conditions change sign, what the equation needs is asked,
//! and what remains is 0 everywhere or where its sign says so. No answer rests on members that were tried.

use super::family::Family;
use super::integers::IntegerSet;
use super::members::by_remainders;
use super::rewriting::{flattened, repeated};
use super::signs::{ORDERS, signs};
use crate::algebra::closed::sign;
use crate::algebra::formula::instantiate;
use crate::algebra::normal::{call, difference, is_nonnegative, is_positive, normalise, quotient};
use crate::algebra::terms::{collect, kernels};
use crate::calculus::cuts::kinks::{branch, decider};
use crate::calculus::domain::{Certainty, holds, is_defined, needs, undecided_part};
use crate::expr::{
    ExprId, FunctionDef, Graph, MustBe, Node, Relation, Symbol, depends_on, reach, replaced, substitute,
};
use crate::numeric::budget::candidates;

/// An equation as it was written.
pub struct Equation {
    /// What is 0.
    pub f: ExprId,
    /// The unknown.
    pub x: Symbol,
    /// Is it 0 at all members at which it has a value: did steps that add no solutions give them?
    pub holds: bool,
}

/// The members of a family of one unknown and one whole number that are solutions, as families; `None` if it was not decided
/// for all.
pub fn solutions(graph: &mut Graph, family: &Family, equation: &Equation) -> Option<Vec<Family>> {
    let (formula, k, set) = family.in_one()?;
    if [equation.f, formula].into_iter().any(|id| undecided_part(graph, id).is_some()) {
        return None;
    }
    let start =
        family.on(if *set == IntegerSet::all() { without_mirror_images(graph, formula, k) } else { set.clone() });
    let Some(parts) = by_remainders(graph, &start, |graph, part| decide(graph, equation, part)) else {
        let found = by_steps(graph, &start, equation)?;
        return Some(family.runs_on(&found));
    };
    let sets: Vec<&IntegerSet> = parts.iter().map(|(_, set)| set).collect();
    Some(match IntegerSet::of_remainders(&sets) {
        Some(whole) => vec![family.on(whole)],
        None => parts.iter().flat_map(|(part, set)| part.runs_on(set)).collect(),
    })
}

/// The values of a formula that has a value for few numbers only: `acos(pi*k)` for 0.
pub fn few_values(graph: &mut Graph, formula: ExprId, k: Symbol) -> Option<Vec<ExprId>> {
    let needed = needs(graph, formula, k)?;
    let found = IntegerSearch { k, questions: 0 }.meeting(graph, &needed, IntegerSet::all())?;
    Family::whole(formula, k).on(found).members(graph, candidates::FEW_VALUES)
}

/// All numbers; where the formula is a parabola in its number that has every value twice, one of its halves.
fn without_mirror_images(graph: &mut Graph, formula: ExprId, k: Symbol) -> IntegerSet {
    let node = graph.symbol_node(k);
    let collected = collect(graph, formula, node, k).filter(|c| c.keys().all(|n| (0..=2).contains(n)));
    let mirror = collected.and_then(|collected| {
        let slope = collected.get(&1).copied().unwrap_or(ExprId::ZERO);
        let ratio = quotient(graph, slope, *collected.get(&2)?);
        graph.as_integer(ratio).filter(|c| c.abs() < 1 << 40)
    });
    mirror.map_or_else(IntegerSet::all, |c| IntegerSet::between(Some(-c.div_euclid(2)), None))
}

/// The numbers for which the formula is a solution.
fn decide(graph: &mut Graph, equation: &Equation, family: &Family) -> Option<IntegerSet> {
    let (formula, k, on) = family.in_one()?;
    let mut work = IntegerSearch { k, questions: 0 };
    let needed = needs(graph, formula, k)?;
    let at = substitute(graph, equation.f, &[(equation.x, formula)]);
    // As it was written: `sin(pi*k)^sin(pi*k)` has no value, `0^0` has.
    let own = needs(graph, at, k).unwrap_or_default();
    let on = work.meeting(graph, &needed, on.clone())?;
    let on = IntegerSearch { k, questions: 0 }.meeting(graph, &own, on.clone()).unwrap_or(on);
    let found = work.written(graph, at, on)?;
    all_hold(graph, equation, family, &found).then_some(found)
}

/// Do none of the first members of a family with these numbers miss the equation?
fn all_hold(graph: &mut Graph, equation: &Equation, family: &Family, on: &IntegerSet) -> bool {
    on.ranges().iter().flat_map(|range| range.samples(candidates::CHECKED_MEMBERS)).all(|n| {
        let member = family.at(graph, n);
        let at = substitute(graph, equation.f, &[(equation.x, member[0])]);
        holds(graph, at) != Certainty::No
    })
}

/// Where no step on the way to the candidates adds any, the members for which the equation has a value are solutions.
fn by_steps(graph: &mut Graph, family: &Family, equation: &Equation) -> Option<IntegerSet> {
    let (formula, k, on) = family.in_one().filter(|_| equation.holds)?;
    let mut needed = needs(graph, formula, k)?;
    let at = substitute(graph, equation.f, &[(equation.x, formula)]);
    let at = repeated(graph, at, k);
    needed.extend(needs(graph, at, k)?);
    let found = IntegerSearch { k, questions: 0 }.meeting(graph, &needed, on.clone())?;
    all_hold(graph, equation, family, &found).then_some(found)
}

/// The whole number and what has been spent.
struct IntegerSearch {
    k: Symbol,
    questions: usize,
}

impl IntegerSearch {
    fn may_ask(&mut self) -> Option<()> {
        self.questions += 1;
        (self.questions <= candidates::QUESTIONS).then_some(())
    }

    /// The zeros of an equation as it was written, where it has a value.
    fn written(&mut self, graph: &mut Graph, at: ExprId, on: IntegerSet) -> Option<IntegerSet> {
        self.may_ask()?;
        let at = repeated(graph, at, self.k);
        let Some(needed) = needs(graph, at, self.k) else {
            let mut found = IntegerSet::default();
            for (other, on) in self.cases(graph, at, &on)? {
                found = found.or(&self.written(graph, other, on)?);
            }
            return Some(found);
        };
        let on = self.meeting(graph, &needed, on)?;
        let Some(n) = on.ranges().first().and_then(|range| range.samples(1).pop()) else { return Some(on) };
        // What does not depend on the number has a value for one member or for none.
        let number = graph.integer(n);
        let member = substitute(graph, at, &[(self.k, number)]);
        match is_defined(graph, member) {
            Certainty::Yes => self.met(graph, at, Relation::Equal, on),
            Certainty::No => Some(IntegerSet::default()),
            Certainty::Unknown => None,
        }
    }

    /// The numbers for which all these conditions hold.
    fn meeting(&mut self, graph: &mut Graph, needed: &[(ExprId, MustBe)], on: IntegerSet) -> Option<IntegerSet> {
        needed.iter().try_fold(on, |on, &(part, must_be)| self.met(graph, part, must_be.relation(), on))
    }

    /// The numbers for which what has a value has this relation to 0.
    fn met(&mut self, graph: &mut Graph, part: ExprId, relation: Relation, on: IntegerSet) -> Option<IntegerSet> {
        self.may_ask()?;
        let form = self.plain(graph, part);
        if on.is_empty() || always(graph, relation, form) {
            return Some(on);
        }
        if let Some(parts) = self.cases(graph, form, &on) {
            let mut found = IntegerSet::default();
            for (other, on) in parts {
                found = found.or(&self.met(graph, other, relation, on)?);
            }
            return Some(found);
        }
        match relation {
            Relation::Equal => self.zeros(graph, form, &on),
            _ => Some(signs(graph, form, self.k, &on)?.meeting(|order| relation.holds_for(order))),
        }
    }

    /// The normal form of what has a value, without whole turns.
    fn plain(&self, graph: &mut Graph, id: ExprId) -> ExprId {
        let form = normalise(graph, id);
        let form = flattened(graph, form);
        let form = repeated(graph, form, self.k);
        normalise(graph, form)
    }

    /// The zeros of a formula without cases.
    fn zeros(&self, graph: &mut Graph, form: ExprId, on: &IntegerSet) -> Option<IntegerSet> {
        if !depends_on(graph, form, self.k) {
            let found = sign(graph, form);
            return match (found.is_proved_equal(), found.is_proved_different()) {
                (true, _) => Some(on.clone()),
                (_, true) => Some(IntegerSet::default()),
                _ => None,
            };
        }
        if is_positive(graph, form) {
            return Some(IntegerSet::default());
        }
        match graph.node(form) {
            Node::Product(factors) => {
                let factors = factors.to_vec();
                let parts: Vec<Option<IntegerSet>> = factors.into_iter().map(|f| self.zeros(graph, f, on)).collect();
                let undecided = parts.iter().any(Option::is_none);
                let found = parts.iter().flatten().fold(IntegerSet::default(), |all, part| all.or(part));
                (!undecided || found == *on).then_some(found)
            }
            Node::Power(base, exponent) => match graph.as_rational(exponent) {
                Some(e) if e.is_positive() => self.zeros(graph, base, on),
                _ => Some(IntegerSet::default()),
            },
            Node::Call(f, _) if f == graph.core().exp => Some(IntegerSet::default()),
            Node::Call(f, &[u]) => self.zeros_of_call(graph, (f, u), on),
            _ => self.zeros_of_sum(graph, form, on),
        }
    }

    /// A function is 0 where its argument has one of the values that its inverse has at 0.
    fn zeros_of_call(
        &self,
        graph: &mut Graph,
        (function, u): (&'static FunctionDef, ExprId),
        on: &IntegerSet,
    ) -> Option<IntegerSet> {
        let inverse = function.inverse.as_ref().filter(|inverse| inverse.period.is_none())?;
        let mut found = IntegerSet::default();
        for branch in inverse.branches {
            let target = instantiate(graph, branch, &[ExprId::ZERO]);
            let value = call(graph, function, &[target]);
            if graph.is_zero(value) {
                let gap = difference(graph, u, target);
                found = found.or(&self.zeros(graph, gap, on)?);
            }
        }
        Some(found)
    }

    fn zeros_of_sum(&self, graph: &mut Graph, form: ExprId, on: &IntegerSet) -> Option<IntegerSet> {
        let k = graph.symbol_node(self.k);
        let kernel = match kernels(graph, form, self.k) {
            (found, true) if found.is_empty() => Some(k),
            (found, false) if found.len() == 1 => Some(found[0]),
            _ => None,
        };
        // Coefficients that are 0 to many digits.
        if let Some(collected) = kernel.and_then(|kernel| collect(graph, form, kernel, self.k))
            && collected.values().all(|&c| sign(graph, c).is_proved_equal())
        {
            return Some(on.clone());
        }
        Some(signs(graph, form, self.k, on)?.meeting(|order| order.is_eq()))
    }

    /// The formula with its innermost case that can be decided replaced, for the numbers for which it is each one.
    fn cases(&self, graph: &mut Graph, at: ExprId, on: &IntegerSet) -> Option<Vec<(ExprId, IntegerSet)>> {
        for id in reach(graph, &[at]).order {
            if let Some(value) = settled(graph, id) {
                return Some(vec![(replaced(graph, at, &[(id, value)]), on.clone())]);
            }
            let Some(found) = self.asked(graph, id).and_then(|q| signs(graph, q, self.k, on)) else { continue };
            let mut parts = Vec::new();
            for order in ORDERS.into_iter().filter(|&order| !found.of(order).is_empty()) {
                let value = branch(graph, id, order)?;
                parts.push((replaced(graph, at, &[(id, value)]), found.of(order).clone()));
            }
            return Some(parts);
        }
        None
    }

    /// The expression whose sign decides a piecewise part.
    fn asked(&self, graph: &mut Graph, id: ExprId) -> Option<ExprId> {
        if !matches!(graph.node(id), Node::Compare(..)) && !depends_on(graph, id, self.k) {
            return None;
        }
        let asked = decider(graph, id)?;
        Some(normalise(graph, asked))
    }
}

/// Conditions and cases whose conditions are known.
fn settled(graph: &mut Graph, id: ExprId) -> Option<ExprId> {
    let truth = |id: ExprId| match graph.node(id) {
        Node::Truth(t) => Some(t),
        _ => None,
    };
    let known = match graph.node(id) {
        Node::Not(a) => Some(!truth(a)?),
        Node::And(parts) if parts.iter().any(|&p| truth(p) == Some(false)) => Some(false),
        Node::Or(parts) if parts.iter().any(|&p| truth(p) == Some(true)) => Some(true),
        Node::And(parts) | Node::Or(parts) => {
            let all: Vec<bool> = parts.iter().map(|&p| truth(p)).collect::<Option<_>>()?;
            all.first().copied()
        }
        _ => None,
    };
    if let Some(known) = known {
        return Some(graph.truth(known));
    }
    let Node::Piecewise(parts) = graph.node(id) else { return None };
    let parts = parts.to_vec();
    match parts.as_slice() {
        &[value] => Some(value),
        &[first, value, ..] if truth(first)? => Some(value),
        &[_, _, last] => Some(last),
        [_, _, rest @ ..] => Some(graph.raw_piecewise(rest)),
        [] => None,
    }
}
/// Does `value` have this relation to 0 wherever it has a value, as its form shows?
pub fn always(graph: &Graph, relation: Relation, value: ExprId) -> bool {
    match relation {
        Relation::Equal => graph.is_zero(value),
        Relation::NotEqual | Relation::Greater => is_positive(graph, value),
        Relation::GreaterOrEqual => is_nonnegative(graph, value),
        Relation::Less | Relation::LessOrEqual => false,
    }
}
