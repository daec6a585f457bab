//! The search for all candidates: every real solution of the equation is among them; the check against the equation as it
//! was written comes afterwards.
//!
//! Each step replaces `g = 0` by equations that hold wherever it does. So products fall apart, functions are inverted,
//! denominators and roots are cleared, and nothing is lost; what a step adds, the check takes away.

use super::check::{Answer, is_defined, needs, relation_of};
use super::formulas::{always, stated};
use super::membership::few_values;
use super::terms::{
    cleared, collect, common_factor, defined_by_others, divided, gap, kernels, minus, split_product, split_sum,
};
use super::vocabulary::{Inverse, Vocabulary};
use crate::calculus::closed::{Decision, sign};
use crate::calculus::differentiate::instantiate;
use crate::calculus::normal::{call, difference, normalise, power, product, quotient, sum};
use crate::calculus::{expand, polynomial};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, depends_on, substitute, symbols_of};
use crate::interrupt::Interrupt;
use crate::numeric::Rational;

/// Steps of one search.
const MAX_STEPS: usize = 400;
/// Steps inside one another.
const MAX_DEPTH: usize = 24;
/// Candidates of one search.
const MAX_CANDIDATES: usize = 2_000;

/// Candidates.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Closed numbers, or formulas in whole-number parameters or in names without a value.
    pub points: Vec<ExprId>,
    /// Every number is a candidate.
    pub everything: bool,
    /// Every number is a candidate where all the conditions of one of these lists hold.
    pub pieces: Vec<Vec<ExprId>>,
    /// Equations whose zeros are candidates too, and which were not taken apart.
    pub rest: Vec<ExprId>,
}

impl Found {
    pub fn everything() -> Found {
        Found { everything: true, ..Found::default() }
    }

    pub fn point(value: ExprId) -> Found {
        Found { points: vec![value], ..Found::default() }
    }

    pub fn join(&mut self, other: Found) {
        for point in other.points {
            if !self.points.contains(&point) {
                self.points.push(point);
            }
        }
        self.everything |= other.everything;
        self.pieces.extend(other.pieces);
        for rest in other.rest {
            if !self.rest.contains(&rest) {
                self.rest.push(rest);
            }
        }
    }

    /// Only complete answers: those of an equation that does not follow from one factor alone.
    pub fn whole(self) -> Option<Found> {
        self.rest.is_empty().then_some(self)
    }
}

/// A way to take a sum apart; `None` where it does not apply.
type Method<'a> = fn(&mut Search<'a>, &mut Graph, ExprId, Symbol) -> Option<Found>;

/// One search.
pub(super) struct Search<'a> {
    pub words: &'a Vocabulary,
    pub interrupt: &'a Interrupt,
    /// Parameters that stand for whole numbers.
    pub parameters: Vec<Symbol>,
    /// Conditions on names without a value (comparisons).
    pub conditions: Vec<ExprId>,
    /// A sentence about what decided: the discriminant, a substitution.
    pub remark: Option<String>,
    pub depth: usize,
    steps: usize,
    /// Names that parameters and substitutions must not take.
    taken: Vec<String>,
    fresh: usize,
}

impl<'a> Search<'a> {
    pub fn new(graph: &Graph, words: &'a Vocabulary, interrupt: &'a Interrupt, f: &[ExprId]) -> Search<'a> {
        let taken = symbols_of(graph, f).into_iter().map(|s| graph.name(s).to_string()).collect();
        Search {
            words,
            interrupt,
            parameters: Vec::new(),
            conditions: Vec::new(),
            remark: None,
            depth: 0,
            steps: 0,
            taken,
            fresh: 0,
        }
    }

    /// All candidates for `g = 0`, or equations that none of the methods here takes apart.
    pub fn zeros(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Found {
        let form = normalise(graph, g);
        match self.attempt(graph, form, x) {
            Some(found) if found.points.len() <= MAX_CANDIDATES => found,
            _ => Found { rest: vec![form], ..Found::default() },
        }
    }

    fn attempt(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Found> {
        self.steps += 1;
        if self.steps > MAX_STEPS || self.depth >= MAX_DEPTH || self.interrupt.is_set() {
            return None;
        }
        self.depth += 1;
        let found = self.by_node(graph, g, x);
        self.depth -= 1;
        found
    }

    fn by_node(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Found> {
        if !depends_on(graph, g, x) {
            return self.closed(graph, g);
        }
        match graph.node(g) {
            Node::Symbol(_) => Some(Found::point(graph.integer(0))),
            Node::Product(factors) => {
                let factors = factors.to_vec();
                let mut found = Found::default();
                for factor in factors {
                    if depends_on(graph, factor, x) {
                        found.join(self.zeros(graph, factor, x));
                    } else if !symbols_of(graph, &[factor]).is_empty() {
                        self.condition_not_zero(graph, factor);
                    }
                }
                Some(found)
            }
            Node::Power(base, exponent) => match graph.as_rational(exponent) {
                Some(e) if e.is_negative() => Some(Found::default()),
                _ if depends_on(graph, base, x) => Some(self.zeros(graph, base, x)),
                // A constant base that is not 0 has no power that is.
                _ => sign(graph, base).is_proved_different().then(Found::default),
            },
            Node::Call(f, _) if f == graph.core().exp => Some(Found::default()),
            Node::Sum(_) => self.sum(graph, g, x),
            Node::Call(..) | Node::Piecewise(_) => {
                let zero = graph.integer(0);
                match self.isolated(graph, g, zero, x) {
                    Some(found) => Some(found),
                    None => self.sum(graph, g, x),
                }
            }
            _ => None,
        }
    }

    /// An equation without the unknown.
    fn closed(&mut self, graph: &mut Graph, g: ExprId) -> Option<Found> {
        if !symbols_of(graph, &[g]).is_empty() {
            let expanded = expand(graph, g, super::terms::MAX_TERMS).unwrap_or(g);
            if graph.is_zero(expanded) {
                return Some(Found::everything());
            }
            if symbols_of(graph, &[g]).iter().any(|s| self.parameters.contains(s)) {
                return None;
            }
            self.condition_not_zero(graph, expanded);
            return Some(Found::default());
        }
        match sign(graph, g) {
            Decision::Proved(std::cmp::Ordering::Equal) => Some(Found::everything()),
            Decision::Proved(_) | Decision::Undefined => Some(Found::default()),
            Decision::Looks { .. } | Decision::Unknown => None,
        }
    }

    /// The methods for sums, each tried in turn.
    fn sum(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Found> {
        if let Some(p) = polynomial::univariate(graph, g, x) {
            if self.depth == 1 {
                self.describe(&p);
            }
            return self.rational_polynomial(graph, &p);
        }
        let (open, closed) = split_sum(graph, g, x);
        if !matches!(graph.node(open), Node::Sum(_)) {
            let value = minus(graph, closed);
            if let Some(found) = self.isolated(graph, open, value, x) {
                return Some(found);
            }
        }
        if let Some((outside, inside)) = common_factor(graph, g, x) {
            let mut found = self.zeros(graph, outside, x);
            found.join(self.zeros(graph, inside, x));
            return Some(found);
        }
        if let Some(found) = self.cases(graph, g, x) {
            return Some(found);
        }
        if let Some(other) = cleared(graph, g, x) {
            return self.zeros(graph, other, x).whole();
        }
        if let Some(found) = self.by_kernel(graph, g, x) {
            return Some(found);
        }
        if let Some(other) = defined_by_others(graph, self.words, g, x) {
            return self.zeros(graph, other, x).whole();
        }
        let methods: [Method<'a>; 6] = [
            Self::exponential,
            Self::trigonometric,
            Self::logarithmic,
            Self::radical,
            Self::lambert,
            Self::multiplied_out,
        ];
        methods.into_iter().find_map(|method| method(self, graph, g, x))
    }

    /// The equation multiplied out, if that makes another of it.
    fn multiplied_out(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Found> {
        let expanded = expand(graph, g, super::terms::MAX_TERMS).ok()?;
        if expanded == g { None } else { self.attempt(graph, expanded, x)?.whole() }
    }

    /// A polynomial in one part: first the values of the part, then the unknown.
    fn by_kernel(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Found> {
        let x_node = graph.symbol_node(x);
        let kernel = match kernels(graph, g, x) {
            (found, true) if found.is_empty() => x_node,
            (found, false) if found.len() == 1 => found[0],
            _ => return None,
        };
        let collected = collect(graph, g, kernel, x)?;
        if collected.is_empty() {
            return Some(Found::everything());
        }
        if kernel == x_node {
            return self.collected(graph, &collected);
        }
        if collected.len() < 2 {
            return None;
        }
        let values = self.collected(graph, &collected)?;
        self.undo(graph, values, kernel, x)
    }

    /// `kernel = value` for each of the values.
    pub fn undo(&mut self, graph: &mut Graph, values: Found, kernel: ExprId, x: Symbol) -> Option<Found> {
        if values.everything || !values.pieces.is_empty() || !values.rest.is_empty() {
            return None;
        }
        let mut found = Found::default();
        for value in values.points {
            match self.isolated(graph, kernel, value, x) {
                Some(more) => found.join(more),
                None => {
                    let gap = difference(graph, kernel, value);
                    found.rest.push(gap);
                }
            }
        }
        Some(found)
    }

    /// The zeros of `u - target` for each target that may have a value.
    pub fn at_targets(&mut self, graph: &mut Graph, u: ExprId, targets: &[ExprId], x: Symbol) -> Found {
        let mut found = Found::default();
        for &target in targets {
            let closed = symbols_of(graph, &[target]).is_empty();
            if closed && is_defined(graph, self.words, target) == Answer::No {
                continue;
            }
            let other = gap(graph, u, target);
            found.join(self.zeros(graph, other, x));
        }
        found
    }

    /// `t = value`, where `t` is one term that depends on the unknown.
    pub fn isolated(&mut self, graph: &mut Graph, t: ExprId, value: ExprId, x: Symbol) -> Option<Found> {
        let (open, closed) = split_product(graph, t, x);
        if open != t {
            if !symbols_of(graph, &[closed]).is_empty() {
                self.condition_not_zero(graph, closed);
            } else if !sign(graph, closed).is_proved_different() {
                return None;
            }
            let value = divided(graph, value, closed);
            return self.isolated(graph, open, value, x);
        }
        match graph.node(t) {
            Node::Symbol(_) => Some(Found::point(value)),
            Node::Power(base, exponent) => self.isolated_power(graph, (base, exponent), value, x),
            Node::Call(function, &[u]) if self.words.steps.iter().any(|s| s.function == function) => {
                self.on_step(graph, (function, u), value, x)
            }
            Node::Call(function, arguments) => {
                let (_, inverse) = self.words.inverses.iter().find(|(f, _)| *f == function)?;
                let &[u] = arguments else { return None };
                let targets = self.branches(graph, inverse, value);
                Some(self.at_targets(graph, u, &targets, x))
            }
            _ => None,
        }
    }

    /// The values of an inverse function.
    pub fn branches(&mut self, graph: &mut Graph, inverse: &Inverse, value: ExprId) -> Vec<ExprId> {
        let mut values: Vec<ExprId> = Vec::new();
        for formula in inverse.branches {
            let branch = instantiate(graph, formula, &[value]);
            if matches!(graph.node(branch), Node::Undefined(_)) || values.contains(&branch) {
                continue;
            }
            let closed = symbols_of(graph, &[branch]).is_empty();
            if closed && is_defined(graph, self.words, branch) == Answer::No {
                continue;
            }
            self.require(graph, branch);
            let inside = symbols_of(graph, &[branch]);
            let few = match inside.as_slice() {
                &[k] if self.parameters.contains(&k) => few_values(graph, self.words, branch, k),
                _ => None,
            };
            values.extend(few.unwrap_or_else(|| vec![branch]));
        }
        let Some(period) = &inverse.period else { return values };
        let mut period = instantiate(graph, period, &[]);
        if let &[first, second] = values.as_slice() {
            // Branches a whole or half period apart are one.
            let apart = difference(graph, second, first);
            let apart = quotient(graph, apart, period);
            let halves = graph.as_rational(apart).map(|r| r * Rational::from(2)).filter(Rational::is_integer);
            if let Some(halves) = halves {
                values.truncate(1);
                if !halves.is_even() {
                    let half = graph.rational(Rational::new(1, 2).unwrap_or_default());
                    period = product(graph, &[half, period]);
                }
            }
        }
        let inside = if values.iter().all(|&v| symbols_of(graph, &[v]).is_empty()) { period } else { value };
        let k = self.parameter(graph, inside);
        let shift = product(graph, &[period, k]);
        values.into_iter().map(|v| sum(graph, &[v, shift])).collect()
    }

    fn isolated_power(&mut self, graph: &mut Graph, t: (ExprId, ExprId), value: ExprId, x: Symbol) -> Option<Found> {
        let (base, exponent) = t;
        if depends_on(graph, exponent, x) {
            // u^v = value: both are positive, and v*ln(u) = ln(value).
            let ln = graph.core().ln;
            if symbols_of(graph, &[value]).is_empty()
                && sign(graph, value) != Decision::Proved(std::cmp::Ordering::Greater)
            {
                return match sign(graph, value) {
                    Decision::Proved(std::cmp::Ordering::Less) => Some(Found::default()),
                    _ => None,
                };
            }
            if let Some(exact) = exact_logarithm(graph, base, value) {
                let exact = graph.rational(exact);
                let other = gap(graph, exponent, exact);
                return Some(self.zeros(graph, other, x));
            }
            if depends_on(graph, base, x) && self.remark.is_none() {
                self.remark = Some("a power with a varying exponent has a value for positive bases".to_string());
            }
            let logarithm = call(graph, ln, &[base]);
            let left = product(graph, &[exponent, logarithm]);
            let right = call(graph, ln, &[value]);
            let other = gap(graph, left, right);
            return Some(self.zeros(graph, other, x));
        }
        let e = graph.as_rational(exponent)?.clone();
        let (n, d) = e.to_i64_fraction()?;
        let (n, value) = if n < 0 {
            if graph.is_zero(value) {
                return Some(Found::default());
            }
            let minus_one = graph.integer(-1);
            (n.checked_neg()?, power(graph, value, minus_one))
        } else {
            (n, value)
        };
        let closed = symbols_of(graph, &[value]).is_empty();
        if matches!(graph.node(value), Node::Undefined(_)) {
            return Some(Found::default());
        }
        if d > 1 && closed && sign(graph, value) == Decision::Proved(std::cmp::Ordering::Less) {
            return Some(Found::default());
        }
        let raised = crate::calculus::normal::power_of_integer(graph, value, d);
        let targets = self.real_roots_of(graph, raised, n)?;
        Some(self.at_targets(graph, base, &targets, x))
    }

    /// A name for a whole number that does not stand in the formula.
    pub fn parameter(&mut self, graph: &mut Graph, formula: ExprId) -> ExprId {
        const NAMES: [&str; 8] = ["k", "n", "m", "j", "k1", "k2", "k3", "k4"];
        let inside = symbols_of(graph, &[formula]);
        let mut name = "k".to_string();
        for i in 0.. {
            name = NAMES.get(i).map_or_else(|| format!("k{}", i - 3), |n| n.to_string());
            let used = inside.iter().any(|&s| graph.name(s) == name);
            if !used && !self.taken.contains(&name) {
                break;
            }
        }
        let symbol = graph.symbol_id(&name);
        if !self.parameters.contains(&symbol) {
            self.parameters.push(symbol);
        }
        graph.symbol_node(symbol)
    }

    /// What a formula in names without a value needs to have a value, as conditions.
    fn require(&mut self, graph: &mut Graph, formula: ExprId) {
        for name in symbols_of(graph, &[formula]) {
            for (id, must_be) in needs(graph, self.words, formula, name).unwrap_or_default() {
                self.condition(graph, relation_of(must_be), id);
            }
        }
    }

    /// A new name for a part.
    pub fn substitution(&mut self, graph: &mut Graph) -> Symbol {
        self.fresh += 1;
        graph.symbol_id(&format!("\u{1}{}", self.fresh))
    }

    pub fn condition_not_zero(&mut self, graph: &mut Graph, id: ExprId) {
        self.condition(graph, Relation::NotEqual, id);
    }

    pub fn condition_not_negative(&mut self, graph: &mut Graph, id: ExprId) {
        self.condition(graph, Relation::GreaterOrEqual, id);
    }

    /// Conditions on whole-number parameters are found by the check.
    fn condition(&mut self, graph: &mut Graph, relation: Relation, id: ExprId) {
        let symbols = symbols_of(graph, &[id]);
        if symbols.iter().any(|s| self.parameters.contains(s) || graph.name(*s).starts_with('\u{1}')) {
            return;
        }
        let expanded = expand(graph, id, super::terms::MAX_TERMS).unwrap_or(id);
        if always(graph, relation, expanded) {
            return;
        }
        let condition = stated(graph, relation, id);
        if !self.conditions.contains(&condition) {
            self.conditions.push(condition);
        }
    }

    /// Values of a substituted name put into a formula of it.
    pub fn put(&mut self, graph: &mut Graph, formula: ExprId, name: Symbol, value: ExprId) -> ExprId {
        let raw = substitute(graph, formula, &[(name, value)]);
        normalise(graph, raw)
    }
}

/// The rational `r` with `base^r = value`, for positive rational numbers, if there is one.
fn exact_logarithm(graph: &Graph, base: ExprId, value: ExprId) -> Option<Rational> {
    let (base, value) = (graph.as_rational(base)?, graph.as_rational(value)?);
    let ((root, n), (other, m)) = (perfect_power(base)?, perfect_power(value)?);
    let ratio = Rational::new(m, n)?;
    if root == other {
        return Some(ratio);
    }
    (root.recip().ok()? == other).then(|| -ratio)
}

/// A positive rational number other than 1 as the highest power that it is.
pub(super) fn perfect_power(value: &Rational) -> Option<(Rational, i64)> {
    if !value.is_positive() || value.is_one() {
        return None;
    }
    let most = u32::try_from(value.bits().min(400)).ok()?;
    let found = (2..=most).rev().find_map(|n| Some((value.exact_root(n)?, i64::from(n))));
    Some(found.unwrap_or_else(|| (value.clone(), 1)))
}
