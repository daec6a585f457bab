//! The steps that take a system apart: each gives branches that together have all solutions of one.

use super::candidate::Candidate;
use super::check::is_proved_zero;
use super::keeps::keeps_solutions;
use super::last_unknown::ReducedSystem;
use super::pairs::polynomial_pairs;
use super::peel::peeled;
use super::search::EquationSearch;
use super::single::is_inside;
use super::system::{SystemBranch, SystemElimination};
use super::trail::Deduction;
use crate::algebra::closed::sign;
use crate::algebra::normal::{is_nonnegative, negation, normalise};
use crate::algebra::terms::{common_factor, divided, linear, minus, replace, terms};
use crate::expr::{ExprId, Graph, Node, Relation, Symbol, depends_on, reach, substitute, symbols_of};

impl SystemElimination<'_> {
    /// `x^2 + y^2 = 0` as `x^2 = 0` and `y^2 = 0`: a sum of what is nowhere negative is 0 where every term is.
    pub fn by_signs(&self, graph: &mut Graph, branch: &SystemBranch) -> Option<Vec<SystemBranch>> {
        let mut of_one_sign = |f: ExprId| {
            let all = terms(graph, f);
            let turned: Vec<ExprId> = all.iter().map(|&term| negation(graph, term)).collect();
            let is_one = |list: &[ExprId]| list.iter().all(|&term| is_nonnegative(graph, term));
            (all.len() > 1 && (is_one(&all) || is_one(&turned))).then_some(all)
        };
        let (i, parts) = branch.equations.iter().enumerate().find_map(|(i, &f)| Some((i, of_one_sign(f)?)))?;
        let mut equations = branch.equations.clone();
        equations.splice(i..=i, parts);
        Some(vec![SystemBranch { equations, ..branch.clone() }])
    }

    /// A product is 0 where one of its factors is.
    pub fn by_factor(&mut self, graph: &mut Graph, branch: &SystemBranch) -> Option<Vec<SystemBranch>> {
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
            parts.retain(|&p| !symbols_of(graph, &[p]).is_empty() || !sign(graph, p).is_proved_different());
            self.note(f, branch.unknowns[0], "a product is 0 where one of its factors is");
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
    pub fn by_one_unknown(&mut self, graph: &mut Graph, branch: &SystemBranch) -> Option<Vec<SystemBranch>> {
        for (i, &f) in branch.equations.iter().enumerate() {
            let inside: Vec<Symbol> = branch.unknowns.iter().copied().filter(|&u| depends_on(graph, f, u)).collect();
            let &[u] = inside.as_slice() else { continue };
            let mut search = EquationSearch::new(graph, self.context.interrupt, self.equations);
            search.guard = branch.guard.clone();
            let found = search.solved(graph, f, u);
            let has_numbers = found
                .points
                .iter()
                .any(|p| symbols_of(graph, &[p.value]).iter().any(|s| search.parameters.contains(s)));
            let has_conditions = found.pieces.iter().any(|p| !p.conditions.is_empty());
            if has_conditions || has_numbers || !found.rest.is_empty() {
                continue;
            }
            if let Some(why) = search.lost.first() {
                self.lose(why);
            }
            self.solutions.steps.append(&mut search.trail);
            let sure = branch.sure && keeps_solutions(graph, (f, u), true);
            let mut branches = Vec::new();
            for Candidate { value, guard } in found.points {
                branches.push(SystemBranch { guard, sure, ..put(graph, branch, Some(i), u, value) });
            }
            for piece in found.pieces {
                let mut free = branch.clone();
                free.equations.remove(i);
                branches.push(SystemBranch { guard: piece.guard, ..free });
            }
            return Some(branches);
        }
        None
    }

    /// An equation `a*u + b = 0`, where `a` is a number or, if `numbers` is not asked for, an expression: then where it is
    /// 0, `b` is too.
    pub fn by_linear_unknown(
        &mut self,
        graph: &mut Graph,
        branch: &SystemBranch,
        numbers: bool,
    ) -> Option<Vec<SystemBranch>> {
        for (i, &f) in branch.equations.iter().enumerate() {
            for &u in &branch.unknowns {
                let Some((a, b)) = linear(graph, f, u) else { continue };
                if numbers != graph.as_number(a).is_some() {
                    continue;
                }
                let value = minus(graph, b);
                let value = divided(graph, value, a);
                let mut branches = Vec::new();
                let in_names = !branch.unknowns.iter().any(|&v| depends_on(graph, a, v));
                let apart = if in_names {
                    branch.guard.and(graph, self.context.interrupt, Relation::NotEqual, a)
                } else {
                    Some(branch.guard.clone())
                };
                let how = "solved for one unknown, which is put into the others";
                let values = Some(apart.iter().map(|guard| (value, guard.clone())).collect());
                self.solutions.steps.push(Deduction { equation: f, unknown: u, how, values, next: Vec::new() });
                if let Some(guard) = apart {
                    branches.push(SystemBranch { guard, ..put(graph, branch, Some(i), u, value) });
                }
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

    /// Two polynomials in two unknowns that no other equation holds.
    pub fn by_pairs(&mut self, graph: &mut Graph, branch: &SystemBranch) -> Option<Vec<SystemBranch>> {
        let (&[f, g, ..], &[x, y]) = (branch.equations.as_slice(), branch.unknowns.as_slice()) else { return None };
        let pairs = polynomial_pairs(graph, (f, g), (x, y), self.context)?;
        if !pairs.undecided.is_empty() {
            self.lose("whether both equations hold at a pair of roots was not proved");
        }
        for (equation, unknown) in [(f, x), (g, y)] {
            self.note(equation, unknown, "resultants give the values of each unknown, and every pair of them is tried");
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
            branches.push(SystemBranch { equations: Vec::new(), ..put(graph, &next, None, y, at_y) });
        }
        Some(branches)
    }

    /// An equation that is a function of one inner value.
    pub fn by_peeling(&mut self, graph: &mut Graph, branch: &SystemBranch) -> Option<Vec<SystemBranch>> {
        for (i, &f) in branch.equations.iter().enumerate() {
            let Some(found) = peeled(graph, f, &branch.unknowns, self.context) else { continue };
            self.note(f, branch.unknowns[0], "a function of one inner value, which is undone");
            let branches = found.equations.into_iter().map(|equation| {
                let mut next = SystemBranch { sure: branch.sure && found.sure, ..branch.clone() };
                next.equations[i] = equation;
                next
            });
            return Some(branches.collect());
        }
        None
    }

    /// Each value that a part with cases can have; what the case asks for is left to the check.
    pub fn by_cases(&mut self, graph: &mut Graph, branch: &SystemBranch) -> Option<Vec<SystemBranch>> {
        let search = EquationSearch::new(graph, self.context.interrupt, self.equations);
        let order = reach(graph, &branch.equations).order;
        let open = |graph: &Graph, id: ExprId| branch.unknowns.iter().any(|&u| depends_on(graph, id, u));
        let part = order.into_iter().find(|&id| search.has_cases(graph, id) && open(graph, id))?;
        let mut branches = Vec::new();
        for (value, _) in search.case_values(graph, part)? {
            let equations = branch.equations.iter().map(|&f| replace(graph, f, &[(part, value)])).collect();
            branches.push(SystemBranch { equations, sure: false, ..branch.clone() });
        }
        Some(branches)
    }

    /// One equation in the last unknown: its roots by bounds.
    pub fn by_numbers(&mut self, graph: &mut Graph, branch: &SystemBranch) -> Option<Vec<SystemBranch>> {
        let (&[rest], &[last]) = (branch.equations.as_slice(), branch.unknowns.as_slice()) else { return None };
        if !branch.sure || !branch.guard.is_empty() || symbols_of(graph, &[rest]) != [last] {
            return None;
        }
        let node = graph.symbol_node(last);
        let values = self.values_of(graph, branch, vec![(last, node)])?;
        let sides = self.region.sides.clone();
        let side = sides[self.unknowns.iter().position(|&u| u == last)?];
        let left = ReducedSystem { equations: self.equations, values: &values, rest, last };
        let found = left.points(graph, &side, self.context)?;
        self.note(rest, last, "no step here takes this apart");
        for point in found.points {
            let inside: Option<Vec<bool>> =
                point.iter().zip(&sides).map(|(number, side)| is_inside(graph, number, side)).collect();
            match inside.map(|all| all.into_iter().all(|i| i)) {
                Some(true) => self.isolated.push(point),
                Some(false) => {}
                None => self.lose("whether a point lies in the box was not decided"),
            }
        }
        if found.unclear {
            self.lose("whether both sides have a value at a root was not decided");
        }
        self.solutions.searched = found.searched.or(self.solutions.searched);
        self.rest_on(found.argument);
        Some(found.exact.into_iter().map(|number| put(graph, branch, Some(0), last, number)).collect())
    }

    /// A step that gives no values.
    fn note(&mut self, equation: ExprId, unknown: Symbol, how: &'static str) {
        self.solutions.steps.push(Deduction { equation, unknown, how, values: None, next: Vec::new() });
    }
}

/// The branch where an unknown has a value, without the equation that gave it.
fn put(graph: &mut Graph, branch: &SystemBranch, without: Option<usize>, u: Symbol, value: ExprId) -> SystemBranch {
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
    SystemBranch { equations, unknowns, known, guard: branch.guard.clone(), sure: branch.sure }
}
