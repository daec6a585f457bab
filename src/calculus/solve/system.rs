//! Systems of equations: linear ones exactly; others by taking the equations apart, solving those in one unknown, and
//! putting what is found into the rest.
//!
//! As for one equation, every step keeps all solutions, and what it adds the check against the equations as they were
//! written takes away.

use super::check::{Answer, holds, is_proved_zero};
use super::linear_system::linear;
use super::named_system::linear_in_names;
use super::pairs::polynomial_pairs;
use super::search::Search;
use super::single::{closed_solution, equation, lies_in};
use super::terms::{cleared, collect, common_factor, divided, minus};
use super::{Context, Family, Range, Solutions};
use crate::calculus::closed::compare;
use crate::calculus::normal::normalise;
use crate::calculus::{Region, expand, present};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, depends_on, substitute, symbols_of};

/// Branches of the search.
const MAX_BRANCHES: usize = 2_000;
/// Terms of equations on the way.
const MAX_TERMS: usize = 2_000;

/// Equations that are left, and what is known already, each in unknowns that are known later or not at all.
#[derive(Clone, Debug)]
struct Branch {
    equations: Vec<ExprId>,
    unknowns: Vec<Symbol>,
    known: Vec<(Symbol, ExprId)>,
}

/// Solves `f = 0` for each of the equations, in a box.
pub fn system(
    graph: &mut Graph,
    equations: &[ExprId],
    unknowns: &[Symbol],
    region: &Region,
    context: &Context<'_>,
) -> Solutions {
    if let (&[f], &[x], [side]) = (equations, unknowns, region.sides.as_slice()) {
        return equation(graph, f, x, side, context);
    }
    if let Some(found) = linear(graph, equations, unknowns, region) {
        return found;
    }
    let solutions = Solutions { unknowns: unknowns.to_vec(), complete: true, ..Solutions::default() };
    let mut work = Work { equations, unknowns, region, context, solutions, exact: Vec::new() };
    let free = symbols_of(graph, equations).into_iter().any(|s| !unknowns.contains(&s));
    if free {
        if region.is_entire()
            && let Some(found) = linear_in_names(graph, equations, unknowns, context)
        {
            return found;
        }
        work.lose("names without a value stand in the equations");
        return work.solutions;
    }
    let first = Branch { equations: equations.to_vec(), unknowns: unknowns.to_vec(), known: Vec::new() };
    work.all(graph, first);
    work.without_members(graph);
    work.sorted();
    work.solutions
}

struct Work<'a> {
    equations: &'a [ExprId],
    unknowns: &'a [Symbol],
    region: &'a Region,
    context: &'a Context<'a>,
    solutions: Solutions,
    /// The points found, in normal form.
    exact: Vec<Vec<ExprId>>,
}

impl Work<'_> {
    fn lose(&mut self, why: &str) {
        self.solutions.complete = false;
        if self.solutions.because.is_empty() {
            self.solutions.because = why.to_string();
        }
    }

    fn all(&mut self, graph: &mut Graph, first: Branch) {
        let mut open = vec![first];
        let mut steps = 0;
        while let Some(branch) = open.pop() {
            steps += 1;
            if steps > MAX_BRANCHES || self.context.interrupt.is_set() {
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
    fn step(&mut self, graph: &mut Graph, branch: Branch) -> Option<Vec<Branch>> {
        let Branch { equations, unknowns, known } = branch;
        let mut left = Vec::new();
        for f in equations {
            let form = self.simplified(graph, f, &unknowns);
            let depends = unknowns.iter().any(|&u| depends_on(graph, form, u));
            if depends {
                if !left.contains(&form) {
                    left.push(form);
                }
                continue;
            }
            match is_proved_zero(graph, form) {
                Some(true) => {}
                Some(false) => return Some(Vec::new()),
                None => return None,
            }
        }
        let branch = Branch { equations: left, unknowns, known };
        if branch.equations.is_empty() {
            self.arrived(graph, branch);
            return Some(Vec::new());
        }
        self.by_factor(graph, &branch)
            .or_else(|| self.by_one_unknown(graph, &branch))
            .or_else(|| by_linear_unknown(graph, &branch, true))
            .or_else(|| self.by_pairs(graph, &branch))
            .or_else(|| by_linear_unknown(graph, &branch, false))
    }

    /// Denominators cleared, multiplied out.
    fn simplified(&self, graph: &mut Graph, f: ExprId, unknowns: &[Symbol]) -> ExprId {
        let mut form = normalise(graph, f);
        for &u in unknowns {
            if let Some(other) = cleared(graph, form, u) {
                form = other;
            }
        }
        if matches!(graph.node(form), Node::Sum(_)) { expand(graph, form, MAX_TERMS).unwrap_or(form) } else { form }
    }

    /// A product is 0 where one of its factors is.
    fn by_factor(&self, graph: &mut Graph, branch: &Branch) -> Option<Vec<Branch>> {
        for (i, &f) in branch.equations.iter().enumerate() {
            let mut parts = Vec::new();
            match graph.node(f) {
                Node::Product(factors) => parts = factors.to_vec(),
                Node::Power(base, exponent) => match graph.as_rational(exponent) {
                    Some(e) if e.is_negative() => return Some(Vec::new()),
                    Some(_) => parts = vec![base],
                    None => {}
                },
                Node::Call(g, _) if g == graph.core().exp => return Some(Vec::new()),
                Node::Sum(_) => {
                    for &u in &branch.unknowns {
                        if let Some((outside, inside)) = common_factor(graph, f, u) {
                            parts = vec![outside, inside];
                            break;
                        }
                    }
                }
                _ => {}
            }
            if parts.is_empty() {
                continue;
            }
            parts.retain(|&p| branch.unknowns.iter().any(|&u| depends_on(graph, p, u)));
            let branches = parts.into_iter().map(|part| {
                let mut next = branch.clone();
                next.equations[i] = part;
                next
            });
            return Some(branches.collect());
        }
        None
    }

    /// An equation in one unknown: its solutions, put into the others.
    fn by_one_unknown(&self, graph: &mut Graph, branch: &Branch) -> Option<Vec<Branch>> {
        for (i, &f) in branch.equations.iter().enumerate() {
            let inside: Vec<Symbol> = branch.unknowns.iter().copied().filter(|&u| depends_on(graph, f, u)).collect();
            let &[u] = inside.as_slice() else { continue };
            let mut search = Search::new(graph, self.context.words, self.context.interrupt, self.equations);
            let found = search.zeros(graph, f, u);
            let closed = found.points.iter().all(|&p| symbols_of(graph, &[p]).is_empty());
            if found.everything || !found.pieces.is_empty() || !found.rest.is_empty() || !closed {
                continue;
            }
            let mut branches = Vec::new();
            for value in found.points {
                branches.push(put(graph, branch, Some(i), u, value));
            }
            return Some(branches);
        }
        None
    }

    /// Two polynomials in two unknowns that no other equation holds.
    fn by_pairs(&mut self, graph: &mut Graph, branch: &Branch) -> Option<Vec<Branch>> {
        let (&[f, g, ..], &[x, y]) = (branch.equations.as_slice(), branch.unknowns.as_slice()) else { return None };
        let pairs = polynomial_pairs(graph, (f, g), (x, y), self.context)?;
        if !pairs.undecided.is_empty() {
            self.lose("whether both equations hold at a pair of roots was not proved");
        }
        let mut branches = Vec::new();
        for (at_x, at_y) in pairs.proved {
            let at = [(x, at_x), (y, at_y)];
            let others: Vec<ExprId> = branch.equations[2..].iter().map(|&h| substitute(graph, h, &at)).collect();
            let proved: Vec<Option<bool>> = others.into_iter().map(|h| is_proved_zero(graph, h)).collect();
            if proved.contains(&Some(false)) {
                continue;
            }
            if proved.contains(&None) {
                self.lose("whether a third equation holds at a pair of roots was not proved");
                continue;
            }
            let next = put(graph, branch, None, x, at_x);
            branches.push(Branch { equations: Vec::new(), ..put(graph, &next, None, y, at_y) });
        }
        Some(branches)
    }

    /// Nothing is left to be solved: a point, or a family where unknowns are free.
    fn arrived(&mut self, graph: &mut Graph, branch: Branch) {
        let mut values: Vec<(Symbol, ExprId)> = Vec::new();
        let mut parameters = Vec::new();
        for &free in &branch.unknowns {
            let name = self.parameter(graph, parameters.len());
            parameters.push(name);
            values.push((free, graph.symbol_node(name)));
        }
        for &(u, value) in branch.known.iter().rev() {
            let raw = substitute(graph, value, &values);
            let form = normalise(graph, raw);
            let form = expand(graph, form, MAX_TERMS).unwrap_or(form);
            values.push((u, form));
        }
        let point: Option<Vec<ExprId>> =
            self.unknowns.iter().map(|u| values.iter().find(|(s, _)| s == u).map(|v| v.1)).collect();
        let Some(point) = point else { return self.lose("a value was lost") };
        if parameters.is_empty() { self.point(graph, point) } else { self.family(graph, point, parameters) }
    }

    fn parameter(&self, graph: &mut Graph, number: usize) -> Symbol {
        let taken: Vec<String> =
            symbols_of(graph, self.equations).iter().chain(self.unknowns).map(|&s| graph.name(s).to_string()).collect();
        let names = ["t", "s", "r", "q", "p"].iter().map(|n| n.to_string()).chain((1..).map(|i| format!("t{i}")));
        let name = names.filter(|n| !taken.contains(n)).nth(number).unwrap_or_default();
        graph.symbol_id(&name)
    }

    fn point(&mut self, graph: &mut Graph, point: Vec<ExprId>) {
        let values: Vec<(Symbol, ExprId)> = self.unknowns.iter().copied().zip(point.iter().copied()).collect();
        for &f in self.equations {
            let at = substitute(graph, f, &values);
            match holds(graph, self.context.words, at) {
                Answer::Yes => {}
                Answer::No => return,
                Answer::Unknown => return self.lose("whether a point is a solution was not decided"),
            }
        }
        for (&value, side) in point.iter().zip(&self.region.sides) {
            match lies_in(graph, value, side) {
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
        let mut solutions = Vec::new();
        for &value in &point {
            solutions.push(closed_solution(graph, value));
        }
        self.exact.push(point);
        self.solutions.points.push(solutions);
    }

    /// A family that makes all equations identities; anything else is not followed.
    fn family(&mut self, graph: &mut Graph, point: Vec<ExprId>, parameters: Vec<Symbol>) {
        let values: Vec<(Symbol, ExprId)> = self.unknowns.iter().copied().zip(point.iter().copied()).collect();
        for &f in self.equations {
            let raw = substitute(graph, f, &values);
            let form = normalise(graph, raw);
            let form = expand(graph, form, MAX_TERMS).unwrap_or(form);
            if !graph.is_zero(form) {
                return self.lose("a family of solutions was not followed");
            }
        }
        if !self.region.is_entire() {
            self.lose("a family of solutions was not cut by the box");
        }
        let expressions = point.into_iter().map(|p| present(graph, p)).collect();
        let family = Family { expressions, parameters, range: Range::Real, conditions: Vec::new() };
        if !self.solutions.families.contains(&family) {
            self.solutions.families.push(family);
        }
    }

    /// Takes away the points that families hold.
    fn without_members(&mut self, graph: &mut Graph) {
        let families = self.solutions.families.clone();
        let mut kept = Vec::new();
        for (point, solution) in self.exact.clone().into_iter().zip(std::mem::take(&mut self.solutions.points)) {
            if !families.iter().any(|family| is_member(graph, family, &point)) {
                kept.push(solution);
            }
        }
        self.solutions.points = kept;
    }

    fn sorted(&mut self) {
        self.solutions.points.sort_by(|a, b| {
            let pairs = a.iter().zip(b).map(|(p, q)| p.value.total_cmp(&q.value));
            pairs.into_iter().find(|o| o.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
        });
    }
}

/// Is a point in a family in which each parameter is an unknown itself?
fn is_member(graph: &mut Graph, family: &Family, point: &[ExprId]) -> bool {
    let mut values = Vec::new();
    for &parameter in &family.parameters {
        let node = graph.symbol_node(parameter);
        let Some(at) = family.expressions.iter().position(|&e| e == node) else { return false };
        values.push((parameter, point[at]));
    }
    family.expressions.iter().zip(point).all(|(&expression, &coordinate)| {
        let raw = substitute(graph, expression, &values);
        let form = normalise(graph, raw);
        compare(graph, form, coordinate).is_proved_equal()
    })
}

/// The branch where an unknown has a value, without the equation that gave it.
fn put(graph: &mut Graph, branch: &Branch, without: Option<usize>, u: Symbol, value: ExprId) -> Branch {
    let mut equations = Vec::new();
    for (i, &f) in branch.equations.iter().enumerate() {
        if Some(i) != without {
            let raw = substitute(graph, f, &[(u, value)]);
            equations.push(normalise(graph, raw));
        }
    }
    let unknowns = branch.unknowns.iter().copied().filter(|&s| s != u).collect();
    let mut known = branch.known.clone();
    known.push((u, value));
    Branch { equations, unknowns, known }
}

/// An equation `a*u + b = 0`, where `a` is a number or, if `numbers` is not asked for, an expression: then where it is 0,
/// `b` is too.
fn by_linear_unknown(graph: &mut Graph, branch: &Branch, numbers: bool) -> Option<Vec<Branch>> {
    for (i, &f) in branch.equations.iter().enumerate() {
        for &u in &branch.unknowns {
            let node = graph.symbol_node(u);
            let Some(collected) = collect(graph, f, node, u) else { continue };
            if collected.keys().any(|n| !(0..=1).contains(n)) {
                continue;
            }
            let Some(&a) = collected.get(&1) else { continue };
            if numbers != graph.as_number(a).is_some() {
                continue;
            }
            let zero = graph.integer(0);
            let b = collected.get(&0).copied().unwrap_or(zero);
            let value = minus(graph, b);
            let value = divided(graph, value, a);
            let mut branches = vec![put(graph, branch, Some(i), u, value)];
            if !numbers {
                let mut other = branch.clone();
                other.equations[i] = a;
                other.equations.push(b);
                branches.push(other);
            }
            return Some(branches);
        }
    }
    None
}
