//! Which members of a family are solutions, decided for all whole numbers at once.
//!
//! The formula is put into the equation as it was written. Sines of whole turns repeat, so that what is left depends on
//! the number in few places; cases are decided where their conditions change sign, what the equation needs is asked,
//! and what remains is 0 everywhere or where its sign says so. No answer rests on members that were tried.

use std::cmp::Ordering;

use super::family::{Equation, Members};
use super::rewriting::flattened;
use super::rewriting::repeated;
use super::signs::{IntegerRange, signs, united};
use crate::algebra::closed::sign;
use crate::algebra::formula::instantiate;
use crate::algebra::normal::{difference, formed, is_nonnegative, is_positive, normalise, quotient};
use crate::algebra::terms::{collect, kernels};
use crate::calculus::cuts::kinks::{branch, decider};
use crate::calculus::domain::{Certainty, holds, is_defined, needs, undecided_part};
use crate::expr::{ExprId, Graph, MustBe, Node, Relation, Symbol, depends_on, reach, replaced, substitute};

/// By how many remainders of its number a family is split, tried in this order.
pub(in crate::calculus) const SPLITS: [i64; 6] = [1, 2, 3, 4, 6, 12];
/// Stretches of one family.
const MAX_STRETCHES: usize = 60;
/// A formula with at most this many values is followed for each of them.
const MAX_VALUES: i64 = 20;
/// Members that are put into the equation beside the argument.
const CHECKED: i64 = 5;

/// The members that are solutions, as families; `None` if it was not decided for all.
pub(in crate::calculus) fn solutions(
    graph: &mut Graph,
    members: &Members,
    equation: &Equation,
) -> Option<Vec<Members>> {
    if [equation.f, members.formula].into_iter().any(|id| undecided_part(graph, id).is_some()) {
        return None;
    }
    let start = without_mirror_images(graph, members)?;
    for n in SPLITS {
        let mut all = Vec::new();
        for r in 0..n {
            let part = remainder(graph, members, (n, r))?;
            let on = IntegerRange { least: start.least.map(|l| ceiling(l - r, n)), most: None };
            match decide(graph, equation, (part, members.k), on) {
                Some(found) => all.push((part, found)),
                None => break,
            }
        }
        if all.len() < n as usize {
            continue;
        }
        let parts: Vec<Vec<Members>> =
            all.into_iter().map(|(formula, found)| gathered(formula, members.k, &found)).collect();
        return Some(match together(&parts, n) {
            Some(range) => vec![Members { formula: members.formula, ..range }],
            None => parts.into_iter().flatten().collect(),
        });
    }
    Some(gathered(members.formula, members.k, &by_steps(graph, members, equation, start)?))
}

/// The values of a formula that has only so many: `cos(pi*k)` is 1 or -1.
pub(in crate::calculus) fn values(graph: &mut Graph, members: &Members) -> Option<Vec<ExprId>> {
    SPLITS.into_iter().find_map(|n| {
        let mut values = Vec::new();
        for r in 0..n {
            let part = remainder(graph, members, (n, r))?;
            let part = repeated(graph, part, members.k);
            let value = normalise(graph, part);
            if depends_on(graph, value, members.k) {
                return None;
            }
            if !values.contains(&value) {
                values.push(value);
            }
        }
        Some(values)
    })
}

/// The values of a formula that has a value for few numbers only: `acos(pi*k)` for 0.
pub(in crate::calculus) fn few_values(graph: &mut Graph, formula: ExprId, k: Symbol) -> Option<Vec<ExprId>> {
    let needed = needs(graph, formula, k)?;
    let mut work = IntegerSearch { k, stretches: 0 };
    let found = work.meeting(graph, &needed, IntegerRange::ALL)?;
    let mut values = Vec::new();
    for stretch in found {
        let count = stretch.len().filter(|n| *n <= MAX_VALUES)?;
        for n in stretch.samples(count) {
            let number = graph.integer(n);
            let raw = substitute(graph, formula, &[(k, number)]);
            values.push(normalise(graph, raw));
        }
    }
    Some(values)
}

pub(in crate::calculus) fn ceiling(a: i64, n: i64) -> i64 {
    -(-a).div_euclid(n)
}

/// Where a formula is a parabola in its number that has every value twice, one of its halves.
fn without_mirror_images(graph: &mut Graph, members: &Members) -> Option<IntegerRange> {
    let k = graph.symbol_node(members.k);
    let Some(collected) = collect(graph, members.formula, k, members.k) else { return Some(IntegerRange::ALL) };
    if collected.keys().any(|n| !(0..=2).contains(n)) {
        return Some(IntegerRange::ALL);
    }
    let Some(&square) = collected.get(&2) else { return Some(IntegerRange::ALL) };
    let slope = collected.get(&1).copied().unwrap_or(ExprId::ZERO);
    let ratio = quotient(graph, slope, square);
    let mirror = graph.as_integer(ratio).filter(|c| c.abs() < 1 << 40);
    Some(mirror.map_or(IntegerRange::ALL, |c| IntegerRange { least: Some(ceiling(-c, 2)), most: None }))
}

/// The formula of the members whose numbers leave the remainder `r` when divided by `n`.
fn remainder(graph: &mut Graph, members: &Members, (n, r): (i64, i64)) -> Option<ExprId> {
    if n == 1 {
        return Some(members.formula);
    }
    let k = graph.symbol_node(members.k);
    let number = formed(graph, n * k + r);
    let raw = substitute(graph, members.formula, &[(members.k, number)]);
    let form = normalise(graph, raw);
    // `(2pi*k + pi/2)^2` stays a square.
    Some(match members.period(graph) {
        Some(_) => crate::algebra::expand(graph, form, crate::algebra::terms::MAX_TERMS).unwrap_or(form),
        None => form,
    })
}

/// The numbers of all remainders as those of one family, if they are.
fn together(parts: &[Vec<Members>], n: i64) -> Option<Members> {
    let (mut least, mut most, mut except) = (Vec::new(), Vec::new(), Vec::new());
    for (r, found) in parts.iter().enumerate() {
        let [one] = found.as_slice() else { return None };
        let number = |k: i64| n * k + r as i64;
        least.push(one.least.map(number));
        most.push(one.most.map(number));
        except.extend(one.except.iter().copied().map(number));
    }
    except.sort_unstable();
    let one = parts.first()?.first()?;
    Some(Members { least: end(&least, Ordering::Less)?, most: end(&most, Ordering::Greater)?, except, ..one.clone() })
}

/// The outermost of ends that follow on one another, or none if none has one.
fn end(ends: &[Option<i64>], outermost: Ordering) -> Option<Option<i64>> {
    if ends.iter().all(Option::is_none) {
        return Some(None);
    }
    let all: Vec<i64> = ends.iter().copied().collect::<Option<_>>()?;
    let (first, last) = (*all.iter().min()?, *all.iter().max()?);
    let follow = last - first == ends.len() as i64 - 1;
    follow.then_some(Some(if outermost.is_lt() { first } else { last }))
}

/// Stretches as families; gaps of one number are left out of one family.
fn gathered(formula: ExprId, k: Symbol, found: &[IntegerRange]) -> Vec<Members> {
    let mut families: Vec<Members> = Vec::new();
    for stretch in found {
        if let (Some(last), Some(least)) = (families.last_mut(), stretch.least)
            && last.most.is_some_and(|m| m + 2 == least)
            && (last.most != last.least || stretch.len() != Some(1))
        {
            last.except.push(least - 1);
            last.most = stretch.most;
            continue;
        }
        families.push(Members { formula, k, least: stretch.least, most: stretch.most, except: Vec::new() });
    }
    families
}

/// The stretches of the numbers for which the formula is a solution.
fn decide(
    graph: &mut Graph,
    equation: &Equation,
    (formula, k): (ExprId, Symbol),
    on: IntegerRange,
) -> Option<Vec<IntegerRange>> {
    let mut work = IntegerSearch { k, stretches: 0 };
    let needed = needs(graph, formula, k)?;
    let mut found = Vec::new();
    let at = substitute(graph, equation.f, &[(equation.x, formula)]);
    // As it was written: `sin(pi*k)^sin(pi*k)` has no value, `0^0` has.
    let own = needs(graph, at, k).unwrap_or_default();
    for stretch in work.meeting(graph, &needed, on)? {
        let mut first = IntegerSearch { k, stretches: 0 };
        for stretch in first.meeting(graph, &own, stretch).unwrap_or_else(|| vec![stretch]) {
            found.extend(work.written(graph, at, stretch)?);
        }
    }
    let found = united(found);
    let right = found.iter().all(|s| all_hold(graph, equation, (formula, k), s));
    right.then_some(found)
}

/// Do none of the first members of a stretch miss the equation?
fn all_hold(graph: &mut Graph, equation: &Equation, (formula, k): (ExprId, Symbol), on: &IntegerRange) -> bool {
    on.samples(CHECKED).into_iter().all(|n| {
        let number = graph.integer(n);
        let member = substitute(graph, formula, &[(k, number)]);
        let member = normalise(graph, member);
        let at = substitute(graph, equation.f, &[(equation.x, member)]);
        holds(graph, at) != Certainty::No
    })
}

/// Where no step on the way to the candidates adds any, the members for which the equation has a value are solutions.
fn by_steps(graph: &mut Graph, members: &Members, equation: &Equation, on: IntegerRange) -> Option<Vec<IntegerRange>> {
    if !equation.holds {
        return None;
    }
    let mut work = IntegerSearch { k: members.k, stretches: 0 };
    let mut needed = needs(graph, members.formula, members.k)?;
    let at = substitute(graph, equation.f, &[(equation.x, members.formula)]);
    let at = repeated(graph, at, members.k);
    needed.extend(needs(graph, at, members.k)?);
    let found = work.meeting(graph, &needed, on)?;
    let right = found.iter().all(|s| all_hold(graph, equation, (members.formula, members.k), s));
    right.then_some(found)
}

/// The whole number and what has been spent.
struct IntegerSearch {
    k: Symbol,
    stretches: usize,
}

impl IntegerSearch {
    /// The zeros of an equation as it was written, where it has a value.
    fn written(&mut self, graph: &mut Graph, at: ExprId, on: IntegerRange) -> Option<Vec<IntegerRange>> {
        self.stretches += 1;
        if self.stretches > MAX_STRETCHES {
            return None;
        }
        let at = repeated(graph, at, self.k);
        let mut found = Vec::new();
        match needs(graph, at, self.k) {
            Some(needed) => {
                for stretch in self.meeting(graph, &needed, on)? {
                    // What does not depend on the number has a value for one member or for none.
                    match self.sample_is_defined(graph, at, stretch) {
                        Certainty::Yes => found.extend(self.zeros(graph, at, stretch)?),
                        Certainty::No => {}
                        Certainty::Unknown => return None,
                    }
                }
            }
            None => {
                for (other, stretch) in self.cases(graph, at, on)? {
                    found.extend(self.written(graph, other, stretch)?);
                }
            }
        }
        Some(united(found))
    }

    fn sample_is_defined(&self, graph: &mut Graph, at: ExprId, on: IntegerRange) -> Certainty {
        let Some(&n) = on.samples(1).first() else { return Certainty::No };
        let number = graph.integer(n);
        let member = substitute(graph, at, &[(self.k, number)]);
        is_defined(graph, member)
    }

    /// The numbers for which all these conditions hold.
    fn meeting(
        &mut self,
        graph: &mut Graph,
        needed: &[(ExprId, MustBe)],
        on: IntegerRange,
    ) -> Option<Vec<IntegerRange>> {
        let mut left = vec![on];
        for &(part, must_be) in needed {
            let relation = must_be.relation();
            let mut next = Vec::new();
            for stretch in left {
                next.extend(self.where_met(graph, part, relation, stretch)?);
            }
            left = united(next);
        }
        Some(left)
    }

    /// Where one condition holds.
    fn where_met(
        &mut self,
        graph: &mut Graph,
        part: ExprId,
        relation: Relation,
        on: IntegerRange,
    ) -> Option<Vec<IntegerRange>> {
        self.stretches += 1;
        if self.stretches > MAX_STRETCHES {
            return None;
        }
        let form = self.plain(graph, part);
        if always(graph, relation, form) {
            return Some(vec![on]);
        }
        if let Some(parts) = self.cases(graph, form, on) {
            let mut found = Vec::new();
            for (other, stretch) in parts {
                found.extend(self.where_met(graph, other, relation, stretch)?);
            }
            return Some(united(found));
        }
        let found = signs(graph, form, (self.k, on))?;
        Some(found.into_iter().filter(|(_, order)| relation.holds_for(*order)).map(|(s, _)| s).collect())
    }

    /// The normal form of what has a value, without whole turns.
    fn plain(&self, graph: &mut Graph, id: ExprId) -> ExprId {
        let form = normalise(graph, id);
        let form = flattened(graph, form);
        let form = repeated(graph, form, self.k);
        normalise(graph, form)
    }

    /// The zeros of what has a value.
    fn zeros(&mut self, graph: &mut Graph, at: ExprId, on: IntegerRange) -> Option<Vec<IntegerRange>> {
        self.stretches += 1;
        if self.stretches > MAX_STRETCHES {
            return None;
        }
        let form = self.plain(graph, at);
        if let Some(parts) = self.cases(graph, form, on) {
            let mut found = Vec::new();
            for (other, stretch) in parts {
                found.extend(self.zeros(graph, other, stretch)?);
            }
            return Some(united(found));
        }
        self.zeros_of(graph, form, on)
    }

    /// The zeros of a formula without cases.
    fn zeros_of(&mut self, graph: &mut Graph, form: ExprId, on: IntegerRange) -> Option<Vec<IntegerRange>> {
        if !depends_on(graph, form, self.k) {
            return Some(if sign(graph, form).is_proved_equal() {
                vec![on]
            } else if sign(graph, form).is_proved_different() {
                Vec::new()
            } else {
                return None;
            });
        }
        if is_positive(graph, form) {
            return Some(Vec::new());
        }
        match graph.node(form) {
            Node::Product(factors) => {
                let factors = factors.to_vec();
                let parts: Vec<Option<Vec<IntegerRange>>> =
                    factors.into_iter().map(|f| self.zeros_of(graph, f, on)).collect();
                let undecided = parts.iter().any(Option::is_none);
                let found = united(parts.into_iter().flatten().flatten().collect());
                (!undecided || found == [on]).then_some(found)
            }
            Node::Power(base, exponent) => match graph.as_rational(exponent) {
                Some(e) if e.is_positive() => self.zeros_of(graph, base, on),
                _ => Some(Vec::new()),
            },
            Node::Call(f, _) if f == graph.core().exp => Some(Vec::new()),
            Node::Call(f, &[u]) => self.zeros_of_call(graph, (f, u), on),
            _ => self.zeros_of_sum(graph, form, on),
        }
    }

    /// A function is 0 where its argument has one of the values that its inverse has at 0.
    fn zeros_of_call(
        &mut self,
        graph: &mut Graph,
        (function, u): (&'static crate::expr::FunctionDef, ExprId),
        on: IntegerRange,
    ) -> Option<Vec<IntegerRange>> {
        let inverse = function.inverse.as_ref().filter(|inverse| inverse.period.is_none())?;
        let mut found = Vec::new();
        for branch in inverse.branches {
            let target = instantiate(graph, branch, &[ExprId::ZERO]);
            let value = crate::algebra::normal::call(graph, function, &[target]);
            if graph.is_zero(value) {
                let gap = difference(graph, u, target);
                found.extend(self.zeros_of(graph, gap, on)?);
            }
        }
        Some(united(found))
    }

    fn zeros_of_sum(&mut self, graph: &mut Graph, form: ExprId, on: IntegerRange) -> Option<Vec<IntegerRange>> {
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
            return Some(vec![on]);
        }
        let found = signs(graph, form, (self.k, on))?;
        Some(found.into_iter().filter(|(_, order)| order.is_eq()).map(|(s, _)| s).collect())
    }

    /// The formula with its innermost case that can be decided replaced, for each stretch on which it is the same one.
    fn cases(&mut self, graph: &mut Graph, at: ExprId, on: IntegerRange) -> Option<Vec<(ExprId, IntegerRange)>> {
        for id in reach(graph, &[at]).order {
            if let Some(value) = self.settled(graph, id) {
                return Some(vec![(replaced(graph, at, &[(id, value)]), on)]);
            }
            let Some(q) = self.asked(graph, id) else { continue };
            let Some(found) = signs(graph, q, (self.k, on)) else { continue };
            let mut parts = Vec::new();
            for (stretch, order) in found {
                let value = branch(graph, id, order)?;
                parts.push((replaced(graph, at, &[(id, value)]), stretch));
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

    /// Conditions and cases whose conditions are known.
    fn settled(&self, graph: &mut Graph, id: ExprId) -> Option<ExprId> {
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
}

/// Does `value` have this relation to 0 wherever it has a value, as its form shows?
pub(in crate::calculus) fn always(graph: &Graph, relation: Relation, value: ExprId) -> bool {
    match relation {
        Relation::Equal => graph.is_zero(value),
        Relation::NotEqual | Relation::Greater => is_positive(graph, value),
        Relation::GreaterOrEqual => is_nonnegative(graph, value),
        Relation::Less | Relation::LessOrEqual => false,
    }
}
