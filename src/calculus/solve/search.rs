//! The search for all candidates: every real solution of the equation is among them; the check against the equation as it
//! was written comes afterwards.
//!
//! Each step replaces `g = 0` by equations that hold wherever it does. So products fall apart, functions are inverted,
//! denominators and roots are cleared, and nothing is lost; what a step adds, the check takes away.

use super::candidate::{Candidate, CandidateSet, Candidates};
use super::guard::Guard;
use super::keeps::keeps_solutions;
use super::trail::Deduction;
use crate::algebra::closed::{Decision, sign};
use crate::algebra::formula::instantiate;
use crate::algebra::normal::{difference, normal_at, normalise, product, sum};
use crate::algebra::terms::{
    cleared, collect, common_factor, defined_by_others, divided, kernels, minus, split_product, split_sum,
};
use crate::algebra::{expand, polynomial};
use crate::calculus::domain::{Certainty, has_no_value, is_defined, needs};
use crate::calculus::families::{few_values, has_steps, period_of_both};
use crate::expr::{ExprId, Graph, Inverse, MustBe, Node, Relation, Symbol, depends_on, fresh_symbol, symbols_of};
use crate::interrupt::Interrupt;
use crate::numeric::budget::{candidates, depth, pieces, rounds};

/// A way to take a sum apart; `None` where it does not apply.
type SumMethod<'a> = fn(&mut EquationSearch<'a>, &mut Graph, ExprId, Symbol) -> Option<Candidates>;

/// What was found, and how: `a product is 0 where one of its factors is`.
type ExplainedCandidates = Option<(Candidates, &'static str)>;

/// One search.
pub(super) struct EquationSearch<'a> {
    pub interrupt: &'a Interrupt,
    /// Parameters that stand for whole numbers.
    pub parameters: Vec<Symbol>,
    /// What is assumed of names without a value in the case that is looked at.
    pub guard: Guard,
    /// Cases that a step could not treat, to be solved from the start.
    open: Vec<Guard>,
    /// A condition that no values of the names satisfy.
    pub impossible: Option<String>,
    /// Why there may be solutions that no candidate stands for.
    pub lost: Vec<String>,
    /// A sentence about what decided: the discriminant, a substitution.
    pub remark: Option<String>,
    /// The steps so far: what led to the candidates.
    pub trail: Vec<Deduction>,
    /// Candidates that solve one factor of the equation by steps that add none: where the equation has a value, it holds.
    pub sure: Vec<Candidate>,
    pub depth: usize,
    steps: usize,
    /// Names that parameters and substitutions must not take.
    taken: Vec<Symbol>,
    fresh: usize,
}

impl<'a> EquationSearch<'a> {
    pub fn new(graph: &Graph, interrupt: &'a Interrupt, f: &[ExprId]) -> EquationSearch<'a> {
        let taken = symbols_of(graph, f);
        EquationSearch {
            interrupt,
            parameters: Vec::new(),
            guard: Guard::default(),
            open: Vec::new(),
            impossible: None,
            lost: Vec::new(),
            remark: None,
            trail: Vec::new(),
            sure: Vec::new(),
            depth: 0,
            steps: 0,
            taken,
            fresh: 0,
        }
    }

    /// All candidates for `f = 0` as it was written. In a case that a step could not treat, the equation becomes
    /// another one, which is solved from the start.
    pub fn solved(&mut self, graph: &mut Graph, f: ExprId, x: Symbol) -> Candidates {
        let mut found = self.zeros(graph, f, x);
        let mut cases = 0;
        while let Some(guard) = self.open.pop() {
            cases += 1;
            let other = guard.under(graph, f);
            let form = normalise(graph, f);
            if has_no_value(graph, other) {
                continue;
            }
            if cases > pieces::SOLVED_CASES || other == form {
                self.lost.push("a case in which the equation is another one was not decided".to_string());
                continue;
            }
            found.join(self.within(guard, |search| search.zeros(graph, other, x)));
        }
        found
    }

    /// All candidates for `g = 0`, or equations that none of the methods here takes apart.
    pub fn zeros(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Candidates {
        let form = normalise(graph, g);
        match self.attempt(graph, form, x) {
            Some(found) if found.points.len() <= candidates::SOLUTIONS => found,
            _ => {
                let found = Candidates { rest: vec![form], ..Candidates::default() };
                self.trail.push(Deduction::new(form, x, "no further step is known", &found));
                found
            }
        }
    }

    fn attempt(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        self.steps += 1;
        if self.steps > rounds::SOLVING || self.depth >= depth::SOLVING || self.interrupt.is_set() {
            return None;
        }
        self.depth += 1;
        let before = self.trail.len();
        let taken = self.by_node(graph, g, x);
        self.depth -= 1;
        let next = self.trail.split_off(before);
        let (found, how) = taken?;
        // That x - 2 is 0 for x = 2 needs no words, nor that -2 is not.
        let (open, _) = split_sum(graph, g, x);
        if !next.is_empty() || !matches!(graph.node(open), Node::Symbol(_) | Node::Number(_)) {
            self.trail.push(Deduction { next, ..Deduction::new(g, x, how, &found) });
        }
        Some(found)
    }

    fn by_node(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> ExplainedCandidates {
        if !depends_on(graph, g, x) {
            return Some((self.closed(graph, g)?, ""));
        }
        match graph.node(g) {
            Node::Symbol(_) => Some((self.point(ExprId::ZERO), "")),
            Node::Product(factors) => {
                let factors = factors.to_vec();
                let mut found = Candidates::default();
                for factor in factors {
                    let more = self.zeros(graph, factor, x);
                    if self.depth == 1 && keeps_solutions(graph, (factor, x), true) {
                        self.sure.extend(more.points.iter().cloned());
                    }
                    found.join(more);
                }
                Some((found, "a product is 0 where one of its factors is"))
            }
            Node::Power(base, exponent) => match graph.as_rational(exponent) {
                Some(e) if e.is_negative() => Some((Candidates::default(), "one divided by something is never 0")),
                _ if depends_on(graph, base, x) => Some((self.zeros(graph, base, x), "a power is 0 where its base is")),
                // A base without the unknown is positive where the power has a value for every exponent.
                _ => (!symbols_of(graph, &[base]).is_empty() || sign(graph, base).is_proved_different())
                    .then(|| (Candidates::default(), "a power of a number that is not 0 is never 0")),
            },
            Node::Call(f, _) if f == graph.core().exp => Some((Candidates::default(), "an exponential is never 0")),
            Node::Sum(_) | Node::Call(..) | Node::Piecewise(_) => self.sum(graph, g, x),
            _ => None,
        }
    }

    /// An equation without the unknown.
    pub fn closed(&mut self, graph: &mut Graph, g: ExprId) -> Option<Candidates> {
        self.unless_zero(graph, g, |_, _| Some(Candidates::default()), |search, _| Some(search.everything()))
    }

    /// A candidate in the case that is looked at.
    pub fn point(&self, value: ExprId) -> Candidates {
        Candidates { points: vec![Candidate { value, guard: self.guard.clone() }], ..Candidates::default() }
    }

    /// Every number is a candidate in the case that is looked at.
    pub fn everything(&self) -> Candidates {
        Candidates {
            pieces: vec![CandidateSet { conditions: Vec::new(), guard: self.guard.clone() }],
            ..Candidates::default()
        }
    }

    /// In the case of a guard, which is that of the search or follows from it.
    pub fn within<T>(&mut self, guard: Guard, look: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.guard, guard);
        let found = look(self);
        self.guard = outer;
        found
    }

    /// Where a value without the unknown is not 0, and where it is. `None` where its zeros are not known.
    pub fn unless_zero(
        &mut self,
        graph: &mut Graph,
        value: ExprId,
        otherwise: impl FnOnce(&mut Self, &mut Graph) -> Option<Candidates>,
        mut at_zero: impl FnMut(&mut Self, &mut Graph) -> Option<Candidates>,
    ) -> Option<Candidates> {
        let value = self.guard.under(graph, value);
        if symbols_of(graph, &[value]).is_empty() {
            return match sign(graph, value) {
                Decision::Proved(std::cmp::Ordering::Equal) => at_zero(self, graph),
                Decision::Proved(_) => otherwise(self, graph),
                Decision::Undefined => Some(Candidates::default()),
                Decision::Looks { .. } | Decision::Unknown => None,
            };
        }
        let ways = self.guard.vanishing(graph, self.interrupt, value, &self.parameters)?;
        let mut found = Candidates::default();
        if let Some(guard) = self.assumed(graph, Relation::NotEqual, value) {
            found.join(self.within(guard, |search| otherwise(search, graph))?);
        }
        for guard in ways {
            match self.within(guard.clone(), |search| at_zero(search, graph)) {
                Some(more) => found.join(more),
                None => self.open.push(guard),
            }
        }
        Some(found)
    }

    /// The case in which a value has a relation to 0; `None` where there is none. Conditions on whole-number parameters
    /// alone are found by the check.
    pub fn assumed(&self, graph: &mut Graph, relation: Relation, value: ExprId) -> Option<Guard> {
        let value = self.guard.under(graph, value);
        let symbols = symbols_of(graph, &[value]);
        let of_numbers = !symbols.is_empty() && symbols.iter().all(|s| self.parameters.contains(s));
        if of_numbers || symbols.iter().any(|&s| graph.name(s).starts_with('\u{1}')) {
            return Some(self.guard.clone());
        }
        self.guard.and(graph, self.interrupt, relation, value)
    }

    /// The methods for sums, tried in turn; one that fails leaves no step in the trail.
    fn sum(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> ExplainedCandidates {
        let methods: [(SumMethod<'a>, &'static str); 14] = [
            (Self::polynomial, "the roots of a polynomial, exactly"),
            (Self::in_one_term, "only one part contains the unknown, and it is solved by inverse functions"),
            (Self::without_common_factor, "a product is 0 where one of its factors is"),
            (Self::cases, "case by case"),
            (Self::without_denominators, "both sides are multiplied by the denominators"),
            (Self::by_kernel, "a polynomial in one part: first the part is solved for"),
            (Self::by_definition, "its functions are replaced by their definitions"),
            (Self::with_steps, "a function with steps takes whole values, one case for each"),
            (Self::exponential, "a polynomial in one exponential"),
            (Self::trigonometric, "rewritten with the sine and cosine of one angle"),
            (Self::logarithmic, "by logarithms"),
            (Self::radical, "a root is isolated, and both sides are raised to its power"),
            (Self::lambert, "by Lambert's W"),
            (Self::multiplied_out, "multiplied out"),
        ];
        methods.into_iter().find_map(|(method, how)| {
            let before = self.trail.len();
            let found = method(self, graph, g, x);
            if found.is_none() {
                self.trail.truncate(before);
            }
            found.map(|found| (found, how))
        })
    }

    fn polynomial(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let p = polynomial::univariate(graph, g, x)?;
        if self.depth == 1 {
            self.describe(&p);
        }
        self.rational_polynomial(graph, &p)
    }

    /// `t + c = 0`, where only one term depends on the unknown.
    fn in_one_term(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let (open, closed) = split_sum(graph, g, x);
        if matches!(graph.node(open), Node::Sum(_)) {
            return None;
        }
        let value = minus(graph, closed);
        self.isolated(graph, open, value, x)
    }

    fn without_common_factor(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let (outside, inside) = common_factor(graph, g, x)?;
        let mut found = self.zeros(graph, outside, x);
        found.join(self.zeros(graph, inside, x));
        Some(found)
    }

    fn without_denominators(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let other = cleared(graph, g, x)?;
        self.zeros(graph, other, x).whole()
    }

    fn by_definition(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let other = defined_by_others(graph, g, x)?;
        self.zeros(graph, other, x).whole()
    }

    /// The equation multiplied out, if that makes another of it.
    fn multiplied_out(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let expanded = expand(graph, g).ok()?;
        if expanded == g { None } else { self.attempt(graph, expanded, x)?.whole() }
    }

    /// A polynomial in one part: first the values of the part, then the unknown.
    fn by_kernel(&mut self, graph: &mut Graph, g: ExprId, x: Symbol) -> Option<Candidates> {
        let x_node = graph.symbol_node(x);
        let kernel = match kernels(graph, g, x) {
            (found, true) if found.is_empty() => x_node,
            (found, false) if found.len() == 1 => found[0],
            _ => return None,
        };
        let collected = collect(graph, g, kernel, x)?;
        if collected.is_empty() {
            return Some(self.everything());
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
    pub fn undo(&mut self, graph: &mut Graph, values: Candidates, kernel: ExprId, x: Symbol) -> Option<Candidates> {
        // Where every value will do, every number does.
        if values.pieces.iter().any(|piece| !piece.conditions.is_empty()) || !values.rest.is_empty() {
            return None;
        }
        let mut found = Candidates { pieces: values.pieces, ..Candidates::default() };
        for Candidate { value, guard } in values.points {
            match self.within(guard, |search| search.isolated(graph, kernel, value, x)) {
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
    pub fn at_targets(&mut self, graph: &mut Graph, u: ExprId, targets: &[Candidate], x: Symbol) -> Candidates {
        let mut found = Candidates::default();
        for Candidate { value: target, guard } in targets {
            let closed = symbols_of(graph, &[*target]).is_empty();
            if closed && is_defined(graph, *target) == Certainty::No {
                continue;
            }
            let other = difference(graph, u, *target);
            found.join(self.within(guard.clone(), |search| search.zeros(graph, other, x)));
        }
        found
    }

    /// `t = value`, where `t` is one term that depends on the unknown.
    pub fn isolated(&mut self, graph: &mut Graph, t: ExprId, value: ExprId, x: Symbol) -> Option<Candidates> {
        let (open, closed) = split_product(graph, t, x);
        if open != t {
            return self.unless_zero(
                graph,
                closed,
                |search, graph| {
                    let value = divided(graph, value, closed);
                    search.isolated(graph, open, value, x)
                },
                |search, graph| search.closed(graph, value),
            );
        }
        match graph.node(t) {
            Node::Symbol(_) => Some(self.point(value)),
            Node::Power(base, exponent) => self.isolated_power(graph, (base, exponent), value, x),
            Node::Call(function, &[u]) if has_steps(function) => self.on_step(graph, (function, u), value, x),
            Node::Call(function, arguments) => {
                let Some(inverse) = &function.inverse else {
                    let other = difference(graph, t, value);
                    let other = defined_by_others(graph, other, x)?;
                    return self.zeros(graph, other, x).whole();
                };
                let &[u] = arguments else { return None };
                let targets = self.branches(graph, inverse, value);
                Some(self.at_targets(graph, u, &targets, x))
            }
            _ => None,
        }
    }

    /// The values of an inverse function.
    pub fn branches(&mut self, graph: &mut Graph, inverse: &Inverse, value: ExprId) -> Vec<Candidate> {
        let mut asked = Vec::new();
        for requirement in inverse.range {
            let part = instantiate(graph, &requirement.formula, &[value]);
            asked.push((part, requirement.must_be));
        }
        match self.case_of(graph, &asked) {
            Some(guard) => self.within(guard, |search| search.branches_within(graph, inverse, value)),
            None => Vec::new(),
        }
    }

    fn branches_within(&mut self, graph: &mut Graph, inverse: &Inverse, value: ExprId) -> Vec<Candidate> {
        let mut values: Vec<Candidate> = Vec::new();
        for formula in inverse.branches {
            let branch = instantiate(graph, formula, &[value]);
            if values.iter().any(|v| v.value == branch) {
                continue;
            }
            let closed = symbols_of(graph, &[branch]).is_empty();
            if closed && is_defined(graph, branch) == Certainty::No {
                continue;
            }
            let Some(guard) = self.required(graph, branch) else { continue };
            let inside = symbols_of(graph, &[branch]);
            let few = match inside.as_slice() {
                &[k] if self.parameters.contains(&k) => few_values(graph, branch, k),
                _ => None,
            };
            let few = few.unwrap_or_else(|| vec![branch]).into_iter();
            values.extend(few.map(|value| Candidate { value, guard: guard.clone() }));
        }
        let Some(period) = &inverse.period else { return values };
        let mut period = instantiate(graph, period, &[]);
        if let [first, second] = values.as_slice()
            && first.guard == second.guard
        {
            let apart = difference(graph, second.value, first.value);
            if let Some(shorter) = period_of_both(graph, apart, period) {
                values.truncate(1);
                period = shorter;
            }
        }
        let inside = if values.iter().all(|v| symbols_of(graph, &[v.value]).is_empty()) { period } else { value };
        let k = self.parameter(graph, inside);
        let shift = product(graph, &[period, k]);
        let moved = |v: Candidate| Candidate { value: sum(graph, &[v.value, shift]), guard: v.guard };
        values.into_iter().map(moved).collect()
    }

    /// A name for a whole number that does not stand in the formula.
    pub fn parameter(&mut self, graph: &mut Graph, formula: ExprId) -> ExprId {
        let taken = [self.taken.as_slice(), &symbols_of(graph, &[formula])].concat();
        let symbol = fresh_symbol(graph, &["k", "n", "m", "j"], &taken);
        if !self.parameters.contains(&symbol) {
            self.parameters.push(symbol);
        }
        graph.symbol_node(symbol)
    }

    /// The case in which a formula in names has a value.
    pub fn required(&mut self, graph: &mut Graph, formula: ExprId) -> Option<Guard> {
        let mut asked = Vec::new();
        for name in symbols_of(graph, &[formula]) {
            asked.extend(needs(graph, formula, name).unwrap_or_default());
        }
        self.case_of(graph, &asked)
    }

    /// The case in which values satisfy conditions.
    fn case_of(&mut self, graph: &mut Graph, asked: &[(ExprId, MustBe)]) -> Option<Guard> {
        let outer = self.guard.clone();
        for &(id, must_be) in asked {
            let Some(guard) = self.assumed(graph, must_be.relation(), id) else {
                let condition = Guard::stated(graph, must_be.relation(), id);
                let names: Vec<String> = symbols_of(graph, &[id]).iter().map(|&s| graph.name(s).to_string()).collect();
                let text = crate::expr::print::text(graph, condition);
                let why =
                    if names.is_empty() { "is false".into() } else { format!("holds for no {}", names.join(", ")) };
                self.impossible.get_or_insert(format!("it would need {text}, which {why}"));
                self.guard = outer;
                return None;
            };
            self.guard = guard;
        }
        Some(std::mem::replace(&mut self.guard, outer))
    }

    /// A new name for a part.
    pub fn substitution(&mut self, graph: &mut Graph) -> Symbol {
        self.fresh += 1;
        graph.symbol_id(&format!("\u{1}{}", self.fresh))
    }

    /// Values of a substituted name put into a formula of it.
    pub fn put(&mut self, graph: &mut Graph, formula: ExprId, name: Symbol, value: ExprId) -> ExprId {
        normal_at(graph, formula, &[(name, value)])
    }
}
