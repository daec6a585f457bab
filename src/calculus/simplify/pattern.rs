//! Where a rule applies: parts of sums and products that match a formula.

use crate::algebra::formula::instantiate;
use crate::algebra::normal::{Factors, power, product, split_coefficient, sum};
use crate::algebra::rule::RewriteRule;
use crate::expr::{ExprId, Formula, Graph, Node};
use crate::numeric::Rational;
use crate::numeric::budget::{candidates, parts};

/// No rule has more arguments.
const MAX_ARGUMENTS: usize = 3;

/// What the arguments of a rule stand for, as far as that is known.
#[derive(Clone, Copy, Default)]
struct Bindings([Option<ExprId>; MAX_ARGUMENTS]);

impl Bindings {
    fn with(mut self, index: usize, value: ExprId) -> Bindings {
        self.0[index] = Some(value);
        self
    }

    /// The formula over the arguments, if all that it needs are known.
    fn fill(&self, graph: &mut Graph, formula: &Formula) -> Option<ExprId> {
        if !self.covers(formula) {
            return None;
        }
        let arguments = self.0.map(|bound| bound.unwrap_or(ExprId::ZERO));
        Some(instantiate(graph, formula, &arguments))
    }

    fn covers(&self, formula: &Formula) -> bool {
        match formula {
            Formula::Arg(i) => self.0.get(*i).is_some_and(Option::is_some),
            Formula::Int(_) | Formula::Const(_) => true,
            Formula::Sum(parts) | Formula::Product(parts) | Formula::Call(_, parts) => {
                parts.iter().all(|p| self.covers(p))
            }
            Formula::Power(base, ..) => self.covers(base),
        }
    }
}

/// The factors of a formula: its number, and bases with whole exponents.
struct Pattern {
    number: Rational,
    powers: Vec<(&'static Formula, Rational)>,
}

impl Pattern {
    fn of(formula: &'static Formula) -> Pattern {
        let mut pattern = Pattern { number: Rational::ONE, powers: Vec::new() };
        match formula {
            Formula::Product(parts) => parts.iter().for_each(|p| pattern.add(p)),
            _ => pattern.add(formula),
        }
        pattern
    }

    fn add(&mut self, formula: &'static Formula) {
        match formula {
            Formula::Int(n) => self.number = &self.number * &Rational::from(*n),
            Formula::Power(Formula::Int(n), p, 1) => {
                let power = Rational::from(*n).pow(*p).unwrap_or(Rational::ONE);
                self.number = &self.number * &power;
            }
            Formula::Power(base, p, q) => self.powers.push((base, Rational::new(*p, *q).unwrap_or_default())),
            _ => self.powers.push((formula, Rational::ONE)),
        }
    }
}

/// Every form that a rule gives for a node at its top.
pub(super) fn rewritten(graph: &mut Graph, id: ExprId, rule: &'static RewriteRule) -> Vec<ExprId> {
    match (&rule.from, graph.node(id)) {
        (Formula::Sum(patterns), Node::Sum(terms))
            if terms.len() <= parts::MATCHED && terms.len() >= patterns.len() =>
        {
            let terms = terms.to_vec();
            in_sum(graph, &terms, patterns, rule)
        }
        (Formula::Sum(_), _) => Vec::new(),
        (_, Node::Product(_) | Node::Power(..) | Node::Call(..)) => in_product(graph, id, rule),
        _ => Vec::new(),
    }
}

/// Terms that are a common factor times the terms of the pattern.
fn in_sum(
    graph: &mut Graph,
    terms: &[ExprId],
    patterns: &'static [Formula],
    rule: &'static RewriteRule,
) -> Vec<ExprId> {
    let mut found = Vec::new();
    let first = Pattern::of(&patterns[0]);
    for (i, &term) in terms.iter().enumerate() {
        let factors = Factors::of(graph, term);
        for (bindings, rest) in readings(graph, &first, &factors, Bindings::default()) {
            let common = rest.build(graph);
            let used = vec![i];
            let Some((bindings, used)) = remaining_terms(graph, terms, &patterns[1..], (bindings, used), common) else {
                continue;
            };
            let Some(to) = bindings.fill(graph, &rule.to) else { continue };
            let mut kept: Vec<ExprId> =
                terms.iter().enumerate().filter(|(k, _)| !used.contains(k)).map(|(_, &t)| t).collect();
            kept.push(product(graph, &[common, to]));
            found.push(sum(graph, &kept));
        }
    }
    found
}

/// The other terms of a pattern among the terms of a sum.
fn remaining_terms(
    graph: &mut Graph,
    terms: &[ExprId],
    patterns: &'static [Formula],
    (bindings, used): (Bindings, Vec<usize>),
    common: ExprId,
) -> Option<(Bindings, Vec<usize>)> {
    let Some((next, others)) = patterns.split_first() else { return Some((bindings, used)) };
    let extended = |used: &[usize], i: usize| -> Vec<usize> { used.iter().copied().chain([i]).collect() };
    if let Some(wanted) = bindings.fill(graph, next) {
        let wanted = product(graph, &[common, wanted]);
        let at = (0..terms.len()).find(|i| terms[*i] == wanted && !used.contains(i))?;
        return remaining_terms(graph, terms, others, (bindings, extended(&used, at)), common);
    }
    let pattern = Pattern::of(next);
    for (i, &term) in terms.iter().enumerate().filter(|(i, _)| !used.contains(i)) {
        let factors = Factors::of(graph, term);
        for (bindings, _) in readings(graph, &pattern, &factors, bindings) {
            let Some(wanted) = bindings.fill(graph, next) else { continue };
            if product(graph, &[common, wanted]) != term {
                continue;
            }
            let found = remaining_terms(graph, terms, others, (bindings, extended(&used, i)), common);
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// Factors that are a whole power of the pattern.
fn in_product(graph: &mut Graph, id: ExprId, rule: &'static RewriteRule) -> Vec<ExprId> {
    let factors = Factors::of(graph, id);
    if factors.powers().len() > parts::MATCHED {
        return Vec::new();
    }
    let pattern = Pattern::of(&rule.from);
    let mut found = Vec::new();
    // `cos(x)/sin(x)` is no `1/tan(x)` at pi/2: what divides in a pattern may be 0 where the inverse has a value.
    let divides = pattern.powers.iter().any(|(_, e)| e.is_negative());
    let directions: &[i64] = if divides { &[1] } else { &[1, -1] };
    for &times in directions {
        let Ok(number) = pattern.number.pow(times) else { continue };
        let powers: Vec<_> = pattern.powers.iter().map(|(f, e)| (*f, e * &Rational::from(times))).collect();
        let turned = Pattern { number, powers };
        for (bindings, rest) in readings(graph, &turned, &factors, Bindings::default()) {
            let Some(to) = bindings.fill(graph, &rule.to) else { continue };
            let exponent = graph.integer(times);
            let to = power(graph, to, exponent);
            let rest = rest.build(graph);
            found.push(product(graph, &[rest, to]));
        }
    }
    found
}

/// The ways to find the factors of a pattern among factors, with what is left of them.
fn readings(graph: &mut Graph, pattern: &Pattern, factors: &Factors, bindings: Bindings) -> Vec<(Bindings, Factors)> {
    let Ok(number) = factors.number.checked_div(&pattern.number) else { return Vec::new() };
    let mut left = factors.clone();
    left.number = number;
    let mut open = vec![(bindings, left)];
    for (base, exponent) in &pattern.powers {
        let mut next = Vec::new();
        for (bindings, left) in open {
            take(graph, (base, exponent), (bindings, left), &mut next);
        }
        next.truncate(candidates::READINGS);
        open = next;
    }
    open
}

/// Takes a power of the pattern out of the factors.
fn take(
    graph: &mut Graph,
    (base, exponent): (&'static Formula, &Rational),
    (bindings, left): (Bindings, Factors),
    into: &mut Vec<(Bindings, Factors)>,
) {
    if let (Formula::Arg(_), Some(known)) = (base, bindings.fill(graph, base)) {
        // An argument may be a product: all its factors must be there.
        let mut left = left;
        let known = Factors::of(graph, known);
        for (b, e) in known.powers() {
            let (have, wanted) = (left.exponent(*b), e * exponent);
            if have.sign() != wanted.sign() || have.abs() < wanted.abs() {
                return;
            }
            left.multiply(*b, &-wanted);
        }
        if let Some(number) = exponent.to_i64().and_then(|n| known.number.pow(n).ok())
            && let Ok(number) = left.number.checked_div(&number)
        {
            left.number = number;
            into.push((bindings, left));
        }
        return;
    }
    for (have_base, have) in left.powers() {
        let fits = have.is_negative() == exponent.is_negative()
            && have.abs() >= exponent.abs()
            && (have.is_integer() || have == exponent);
        if !fits {
            continue;
        }
        for bindings in unified(graph, base, *have_base, bindings) {
            let mut rest = left.clone();
            rest.multiply(*have_base, &-exponent);
            into.push((bindings, rest));
        }
    }
}

/// The ways in which a formula is this node.
fn unified(graph: &mut Graph, formula: &'static Formula, id: ExprId, bindings: Bindings) -> Vec<Bindings> {
    if let Some(filled) = bindings.fill(graph, formula) {
        return if filled == id { vec![bindings] } else { Vec::new() };
    }
    match formula {
        Formula::Arg(i) => vec![bindings.with(*i, id)],
        Formula::Int(_) | Formula::Const(_) => Vec::new(),
        Formula::Call(function, patterns) => {
            let arguments = match graph.node(id) {
                Node::Call(f, arguments) if f == *function && arguments.len() == patterns.len() => arguments.to_vec(),
                _ => return Vec::new(),
            };
            let mut open = vec![bindings];
            for (pattern, argument) in patterns.iter().zip(arguments) {
                open = open.into_iter().flat_map(|b| unified(graph, pattern, argument, b)).collect();
            }
            open
        }
        Formula::Product(parts) => {
            let pattern = Pattern::of(formula);
            if let [(Formula::Arg(i), one)] = pattern.powers.as_slice()
                && one.is_one()
                && parts.len() == 2
            {
                // `2X` is any expression: X is half of it.
                let Ok(inverse) = pattern.number.recip() else { return Vec::new() };
                let inverse = graph.rational(inverse);
                let value = product(graph, &[inverse, id]);
                return vec![bindings.with(*i, value)];
            }
            let factors = Factors::of(graph, id);
            let whole = |left: &Factors| left.number.is_one() && left.powers().iter().all(|(_, e)| e.is_zero());
            readings(graph, &pattern, &factors, bindings)
                .into_iter()
                .filter(|(_, left)| whole(left))
                .map(|(b, _)| b)
                .collect()
        }
        Formula::Power(base, p, q) => match graph.node(id) {
            Node::Power(inner, e) if graph.as_rational(e) == Rational::new(*p, *q).as_ref() => {
                unified(graph, base, inner, bindings)
            }
            _ => Vec::new(),
        },
        Formula::Sum(patterns) => unified_sum(graph, patterns, id, bindings),
    }
}

/// The ways in which a sum of these formulas is this node, each formula one term.
fn unified_sum(graph: &mut Graph, patterns: &'static [Formula], id: ExprId, bindings: Bindings) -> Vec<Bindings> {
    let terms = match graph.node(id) {
        Node::Sum(terms) if terms.len() == patterns.len() => terms.to_vec(),
        _ => return Vec::new(),
    };
    let mut open = vec![(bindings, Vec::new())];
    for pattern in patterns.iter() {
        let mut next: Vec<(Bindings, Vec<usize>)> = Vec::new();
        for (bindings, used) in open {
            for (i, &term) in terms.iter().enumerate().filter(|(i, _)| !used.contains(i)) {
                for bindings in unified(graph, pattern, term, bindings) {
                    next.push((bindings, used.iter().copied().chain([i]).collect()));
                }
            }
        }
        next.truncate(candidates::READINGS);
        open = next;
    }
    open.into_iter().map(|(b, _)| b).collect()
}

/// The number in front of a normal form that is a sum's term, and the rest.
pub(super) fn coefficient(graph: &mut Graph, term: ExprId) -> (Rational, ExprId) {
    let (number, rest) = split_coefficient(graph, term);
    (number.value, rest)
}
