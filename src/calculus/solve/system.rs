//! Systems of equations: linear ones exactly; others by taking the equations apart, solving those in one unknown, and
//! putting what is found into the rest.
//!
//! As for one equation, every step keeps all solutions, and what it adds the check against the equations as they were
//! written takes away.

use super::check::{is_proved_zero, looks_zero};
use super::closed_solution::closed_solution;
use super::guard::Guard;
use super::linear_system::{PARAMETERS, linear};
use super::named_system::linear_in_names;
use super::overdetermined::in_one_unknown;
use super::powers::named_powers;
use super::single::{equation, without_repetitions};
use super::solutions::{ParametricSolution, Solution, Solutions, SolveContext};
use crate::algebra::closed::{Decision, compare};
use crate::algebra::normal::{difference, normal_at, normalise};
use crate::algebra::terms::cleared;
use crate::algebra::{expanded, present};
use crate::calculus::argument::Argument;
use crate::calculus::domain::{Certainty, holds, needs, undecided_part};
use crate::calculus::families::flattened;
use crate::calculus::families::{Family, ParameterRange};
use crate::calculus::{Function, Region};
use crate::expr::{ExprId, Graph, MustBe, Node, Relation, Symbol, depends_on, fresh_symbol, substitute, symbols_of};
use crate::numeric::budget::pieces;

/// The equations that are left, and the unknowns already expressed by those that are solved for later or stay free.
#[derive(Clone, Debug)]
pub(super) struct SystemBranch {
    pub equations: Vec<ExprId>,
    pub unknowns: Vec<Symbol>,
    pub known: Vec<(Symbol, ExprId)>,
    /// What is assumed of names without a value.
    pub guard: Guard,
    /// No step added solutions but where an equation has no value.
    pub sure: bool,
}

/// Where all of these functions are 0. They have the same unknowns and the same region.
pub fn system(graph: &mut Graph, functions: &[Function], context: &SolveContext<'_>) -> Solutions {
    let Some(first) = functions.first() else { return Solutions::default() };
    if functions.len() == 1 && first.unknown().is_some() {
        return equation(graph, first, context);
    }
    let (unknowns, region) = (first.unknowns(), first.region());
    let equations: &[ExprId] = &functions.iter().map(Function::written).collect::<Vec<_>>();
    let named = named_powers(graph, equations, unknowns);
    if named.is_empty()
        && let Some(found) = in_one_unknown(graph, functions, context)
    {
        return found.for_positive_bases(graph, equations);
    }
    if let Some(part) = equations.iter().find_map(|&f| undecided_part(graph, f)) {
        let text = crate::expr::print::text(graph, part);
        return Solutions::new(unknowns, Argument::open(format!("whether {text} has a value was not decided")));
    }
    if has_no_needs(graph, equations)
        && let Some(found) = linear(graph, equations, unknowns, region)
    {
        return found;
    }
    let mut work = SystemElimination {
        equations,
        unknowns,
        region,
        context,
        solutions: Solutions::new(unknowns, Argument::exact("")),
        exact: Vec::new(),
        named: Vec::new(),
        isolated: Vec::new(),
    };
    work.everything(graph);
    for why in named {
        work.lose(&why);
    }
    work.finished(graph).for_positive_bases(graph, equations)
}

/// Have the equations a value for all values of their symbols?
fn has_no_needs(graph: &mut Graph, equations: &[ExprId]) -> bool {
    equations.iter().all(|&f| needs_of(graph, f).is_some_and(|needed| needed.is_empty()))
}

/// What an equation needs to have a value, for every symbol in it.
fn needs_of(graph: &mut Graph, f: ExprId) -> Option<Vec<(ExprId, MustBe)>> {
    let mut found = Vec::new();
    for symbol in symbols_of(graph, &[f]) {
        for need in needs(graph, f, symbol)? {
            if !found.contains(&need) {
                found.push(need);
            }
        }
    }
    Some(found)
}

pub(super) struct SystemElimination<'a> {
    pub equations: &'a [ExprId],
    pub unknowns: &'a [Symbol],
    pub region: &'a Region,
    pub context: &'a SolveContext<'a>,
    pub solutions: Solutions,
    /// The points found, in normal form.
    exact: Vec<Vec<ExprId>>,
    /// Points in names without a value, with what they ask of the names.
    named: Vec<(Vec<ExprId>, Guard)>,
    /// Points whose numbers were isolated by bounds.
    pub isolated: Vec<Vec<Solution>>,
}

impl SystemElimination<'_> {
    /// Solves the whole system: by Cramer's rule where it is linear with names in its coefficients, else branch by branch.
    fn everything(&mut self, graph: &mut Graph) {
        let mut first = SystemBranch {
            equations: self.equations.to_vec(),
            unknowns: self.unknowns.to_vec(),
            known: Vec::new(),
            guard: Guard::default(),
            sure: true,
        };
        let free = symbols_of(graph, self.equations).into_iter().any(|s| !self.unknowns.contains(&s));
        if free && let Some(cramer) = linear_in_names(graph, self.equations, self.unknowns, self.context) {
            if cramer.guard.is_empty() {
                self.solutions.argument = Argument::exact("the equations are linear, and their determinant is not 0");
            }
            self.formula(graph, cramer.point, &cramer.guard);
            match Guard::default().vanishing(graph, self.context.interrupt, cramer.determinant, &[]) {
                Some(cases) => {
                    for guard in cases {
                        first.guard = guard;
                        self.all(graph, first.clone());
                    }
                }
                None => self.lose("where the determinant is 0 was not decided"),
            }
        } else {
            self.all(graph, first);
        }
    }

    pub fn lose(&mut self, why: &str) {
        self.rest_on(Argument::open(why));
    }

    pub fn rest_on(&mut self, premise: Argument) {
        let argument = std::mem::take(&mut self.solutions.argument);
        self.solutions.argument = argument.since(premise);
    }

    fn all(&mut self, graph: &mut Graph, first: SystemBranch) {
        let mut open = vec![first];
        let mut steps = 0;
        while let Some(branch) = open.pop() {
            steps += 1;
            if steps > pieces::SYSTEM || self.context.interrupt.is_set() {
                self.lose("the search was given up");
                return;
            }
            match self.step(graph, branch) {
                Some(more) => open.extend(more),
                None => self.lose("no method for a part of this system is known here"),
            }
        }
    }

    /// Branches that together have all solutions of this one; `None` if there is no method.
    fn step(&mut self, graph: &mut Graph, branch: SystemBranch) -> Option<Vec<SystemBranch>> {
        let SystemBranch { equations, unknowns, known, guard, sure } = branch;
        let mut left = Vec::new();
        for (i, &f) in equations.iter().enumerate() {
            let f = guard.under(graph, f);
            let form = self.simplified(graph, f, &unknowns);
            let depends = unknowns.iter().any(|&u| depends_on(graph, form, u));
            if depends {
                if !left.contains(&form) {
                    left.push(form);
                }
                continue;
            }
            if symbols_of(graph, &[form]).is_empty() {
                match is_proved_zero(graph, form) {
                    Some(true) => continue,
                    Some(false) => return Some(Vec::new()),
                    None => return None,
                }
            }
            let ways = guard.vanishing(graph, self.context.interrupt, form, &[])?;
            left.extend_from_slice(&equations[i + 1..]);
            let next = |guard| SystemBranch {
                equations: left.clone(),
                unknowns: unknowns.clone(),
                known: known.clone(),
                guard,
                sure,
            };
            return Some(ways.into_iter().map(next).collect());
        }
        let branch = SystemBranch { equations: left, unknowns, known, guard, sure };
        if branch.equations.is_empty() {
            self.arrived(graph, branch);
            return Some(Vec::new());
        }
        self.by_factor(graph, &branch)
            .or_else(|| self.by_signs(graph, &branch))
            .or_else(|| self.by_one_unknown(graph, &branch))
            .or_else(|| self.by_linear_unknown(graph, &branch, true))
            .or_else(|| self.by_pairs(graph, &branch))
            .or_else(|| self.by_linear_unknown(graph, &branch, false))
            .or_else(|| self.by_peeling(graph, &branch))
            .or_else(|| self.by_cases(graph, &branch))
            .or_else(|| self.by_numbers(graph, &branch))
    }

    /// All unknowns, expressed by those that are left.
    pub fn values_of(
        &self,
        graph: &mut Graph,
        branch: &SystemBranch,
        mut values: Vec<(Symbol, ExprId)>,
    ) -> Option<Vec<(Symbol, ExprId)>> {
        for &(u, value) in branch.known.iter().rev() {
            let form = normal_at(graph, value, &values);
            let form = expanded(graph, form);
            values.push((u, form));
        }
        self.unknowns.iter().map(|u| values.iter().find(|(s, _)| s == u).copied()).collect()
    }

    /// Denominators cleared, multiplied out.
    fn simplified(&self, graph: &mut Graph, f: ExprId, unknowns: &[Symbol]) -> ExprId {
        let mut form = normalise(graph, f);
        for &u in unknowns {
            if let Some(other) = cleared(graph, form, u) {
                form = other;
            }
        }
        if matches!(graph.node(form), Node::Sum(_)) { expanded(graph, form) } else { form }
    }

    /// Nothing is left to be solved: a point, or a family where unknowns are free.
    fn arrived(&mut self, graph: &mut Graph, branch: SystemBranch) {
        let mut values: Vec<(Symbol, ExprId)> = Vec::new();
        let mut parameters = Vec::new();
        for &free in &branch.unknowns {
            let name = self.parameter(graph, &parameters);
            parameters.push(name);
            values.push((free, graph.symbol_node(name)));
        }
        let Some(values) = self.values_of(graph, &branch, values) else { return self.lose("a value was lost") };
        let point: Vec<ExprId> = values.into_iter().map(|(_, value)| value).collect();
        let closed = branch.guard.is_empty() && symbols_of(graph, &point).is_empty();
        let free = symbols_of(graph, self.equations).iter().any(|s| !self.unknowns.contains(s));
        if !parameters.is_empty() {
            self.family(graph, point, parameters, &branch.guard);
        } else if closed && !free {
            self.point(graph, point, branch.sure);
        } else {
            self.formula(graph, point, &branch.guard);
        }
    }

    fn parameter(&self, graph: &mut Graph, known: &[Symbol]) -> Symbol {
        let taken = [self.unknowns, known, &symbols_of(graph, self.equations)].concat();
        fresh_symbol(graph, &PARAMETERS, &taken)
    }

    fn point(&mut self, graph: &mut Graph, point: Vec<ExprId>, sure: bool) {
        let values: Vec<(Symbol, ExprId)> = self.unknowns.iter().copied().zip(point.iter().copied()).collect();
        let mut looks = None;
        for &f in self.equations {
            let at = substitute(graph, f, &values);
            match holds(graph, at) {
                Certainty::Yes => {}
                Certainty::No => return,
                Certainty::Unknown => match looks_zero(graph, at) {
                    Some(_) if sure => {}
                    Some(digits) => looks = Some(looks.map_or(digits, |d: usize| d.min(digits))),
                    _ => return self.lose("whether a point is a solution was not decided"),
                },
            }
        }
        for (&value, side) in point.iter().zip(&self.region.sides) {
            match side.holds(graph, value) {
                Some(true) => {}
                Some(false) => return,
                None => return self.lose("whether a point lies in the box was not decided"),
            }
        }
        for i in 0..self.exact.len() {
            let known = self.exact[i].clone();
            let equal: Vec<Option<bool>> =
                known.iter().zip(&point).map(|(&a, &b)| compare(graph, a, b).satisfies(Relation::Equal)).collect();
            if equal.iter().all(|e| *e == Some(true)) {
                return;
            }
            if !equal.contains(&Some(false)) {
                return self.lose("whether two points are the same was not decided");
            }
        }
        if let Some(digits) = looks {
            let said = format!("that a point is a solution is not proved: both sides agree to {digits} digits");
            self.rest_on(Argument::compared(said, Decision::Looks { digits }));
        }
        let mut solutions = Vec::new();
        for &value in &point {
            solutions.push(Solution { looks, ..closed_solution(graph, value) });
        }
        self.exact.push(point);
        self.solutions.points.push(solutions);
    }

    /// What the names, and the parameters of a family, must satisfy for all equations to hold at a point in them.
    /// `None` where that is not known; an empty list where they never do.
    fn conditions_at(&mut self, graph: &mut Graph, point: &[ExprId], guard: &Guard) -> Option<Vec<Guard>> {
        let interrupt = self.context.interrupt;
        let values: Vec<(Symbol, ExprId)> = self.unknowns.iter().copied().zip(point.iter().copied()).collect();
        let mut asked: Vec<(Relation, ExprId)> = Vec::new();
        for &value in point {
            for (part, must_be) in needs_of(graph, value)? {
                asked.push((must_be.relation(), part));
            }
        }
        for &f in self.equations {
            for (part, must_be) in needs_of(graph, f)? {
                let part = normalise(graph, part);
                asked.push((must_be.relation(), substitute(graph, part, &values)));
            }
        }
        for &f in self.equations {
            let raw = substitute(graph, f, &values);
            let form = guard.under(graph, raw);
            let form = expanded(graph, form);
            let form = flattened(graph, form);
            asked.push((Relation::Equal, form));
        }
        for (&value, side) in point.iter().zip(&self.region.sides) {
            for (end, upper) in [(side.low, false), (side.high, true)] {
                let Some(end) = end else { continue };
                let gap = if upper { difference(graph, end, value) } else { difference(graph, value, end) };
                asked.push((Relation::GreaterOrEqual, gap));
            }
        }
        let mut cases = vec![guard.clone()];
        for (relation, value) in asked {
            let mut next = Vec::new();
            for case in cases {
                let at = case.under(graph, value);
                if relation == Relation::Equal && !symbols_of(graph, &[at]).is_empty() {
                    next.extend(case.vanishing(graph, interrupt, at, &[])?);
                } else {
                    next.extend(case.and(graph, interrupt, relation, at));
                }
            }
            cases = next;
        }
        Some(cases)
    }

    /// A point in names without a value.
    fn formula(&mut self, graph: &mut Graph, point: Vec<ExprId>, guard: &Guard) {
        match self.conditions_at(graph, &point, guard) {
            Some(cases) => self.named.extend(cases.into_iter().map(|guard| (point.clone(), guard))),
            None => self.lose("whether a point is a solution was not decided"),
        }
    }

    /// A family that makes all equations identities; anything else is not followed.
    fn family(&mut self, graph: &mut Graph, point: Vec<ExprId>, parameters: Vec<Symbol>, guard: &Guard) {
        let Some(cases) = self.conditions_at(graph, &point, guard) else {
            return self.lose("a family of solutions was not followed");
        };
        for guard in cases {
            let mut expressions = Vec::new();
            for &value in &point {
                let value = guard.under(graph, value);
                expressions.push(present(graph, value));
            }
            let conditions = guard.conditions(graph);
            let family =
                Family { expressions, parameters: parameters.clone(), range: ParameterRange::Real, conditions };
            if !self.solutions.families.contains(&family) {
                self.solutions.families.push(family);
            }
        }
    }

    fn finished(mut self, graph: &mut Graph) -> Solutions {
        self.solutions.without_members(graph);
        for point in std::mem::take(&mut self.isolated) {
            let meets = |other: &Vec<Solution>| {
                other.iter().zip(&point).all(|(a, b)| !a.enclosure.intersect(&b.enclosure).is_empty())
            };
            if self.solutions.points.iter().any(meets) {
                self.lose("whether two points are the same was not decided");
            }
            self.solutions.points.push(point);
        }
        self.sorted();
        for (point, guard) in without_repetitions(std::mem::take(&mut self.named), |(point, guard)| (point, guard)) {
            let mut expressions = Vec::new();
            for value in point {
                let value = guard.under(graph, value);
                expressions.push(present(graph, value));
            }
            let conditions = guard.conditions(graph);
            self.solutions.formulas.push(ParametricSolution { expressions, conditions });
        }
        self.solutions.share_conditions(graph);
        self.solutions
    }

    fn sorted(&mut self) {
        self.solutions.points.sort_by(|a, b| {
            let pairs = a.iter().zip(b).map(|(p, q)| p.value.total_cmp(&q.value));
            pairs.into_iter().find(|o| o.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
        });
    }
}
