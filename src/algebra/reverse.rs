//! All first partial derivatives in one sweep from the result down to the unknowns (Griewank and Walther, Evaluating
//! Derivatives, 2008, chapter 3). What goes down through a function by cases remembers where it holds: there alone it meets
//! the derivatives below, which may have no value elsewhere.

use std::collections::BTreeMap;

use super::differentiate::{exponent_partial, is_flat, lower_power, multiple_of_power, partial};
use super::normal::{piecewise, product, sum};
use crate::expr::{Derivative, ExprId, Graph, Node, NodeTable, Relation, Symbol, Tie, reach};
use crate::numeric::budget::pieces;

/// The first of the characters that stand for the derivatives of arguments; nobody types them.
const FIRST_SLOT: u32 = 0xE800;

/// The partial derivatives of a normal expression; `None` for those, or for all, that only a forward pass can tell.
pub fn reverse(graph: &mut Graph, root: ExprId, symbols: &[Symbol]) -> Option<Vec<Option<ExprId>>> {
    let order = reach(graph, &[root]).order;
    if order.iter().any(|&id| is_pinned(graph, id)) {
        return None;
    }
    let mut sweep = ReverseSweep::new(active_nodes(graph, &order, symbols));
    // The entry of an unknown, as a position in `entries` from 1.
    let (mut entries, mut entry_of) = (Vec::with_capacity(symbols.len()), NodeTable::default());
    let mut totals = Vec::new();
    sweep.add(root, Case::EVERYWHERE, ExprId::ONE);
    graph.reserve(order.len());
    for &id in order.iter().rev() {
        if sweep.active.get(id) == 0 {
            continue;
        }
        sweep.totals(graph, id, &mut totals);
        if totals.len() > pieces::REVERSE_CASES {
            return None;
        }
        if graph.is_symbol(id) {
            // A derivative without a value may have met a zero on the way down: forward, it is never asked for.
            if !totals.iter().any(|&(_, d)| graph.is_undefined(d)) {
                entries.push(sweep.joined(graph, &totals));
                entry_of.set(id, entries.len() as u32);
            }
            continue;
        }
        for &(case, adjoint) in &totals {
            sweep.pass_on(graph, id, case, adjoint)?;
        }
    }
    let entry = |&s: &Symbol| {
        let node = graph.symbol_node(s);
        let reached = sweep.last.get(node) != 0;
        if reached { Some(entries[(entry_of.get(node) as usize).checked_sub(1)?]) } else { Some(ExprId::ZERO) }
    };
    Some(symbols.iter().map(entry).collect())
}

/// Does a condition hold at single points, where the slope is not that of the case?
fn is_pinned(graph: &Graph, id: ExprId) -> bool {
    matches!(graph.node(id), Node::Compare(Relation::Equal | Relation::NotEqual, ..))
}

/// Which nodes depend on one of the unknowns.
fn active_nodes(graph: &mut Graph, order: &[ExprId], symbols: &[Symbol]) -> NodeTable {
    let mut active = NodeTable::default();
    for &s in symbols {
        let node = graph.symbol_node(s);
        active.set(node, 1);
    }
    for &id in order {
        let is_active = match graph.node(id) {
            Node::Symbol(_) => continue,
            Node::Call(f, _) if is_flat(f) => false,
            Node::Power(base, _) if graph.is_zero(base) => false,
            _ => graph.children(id).iter().any(|&c| active.get(c) != 0),
        };
        if is_active {
            active.set(id, 1);
        }
    }
    active
}

/// A case of a fork within the cases around it, as a position in `ReverseSweep::cases` from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Case(u32);

impl Case {
    const EVERYWHERE: Case = Case(0);
}

/// Where branches part, within one case.
struct Fork {
    within: Case,
    conditions: Vec<ExprId>,
    /// The case of the first condition; those of the others and what is left follow.
    first: Case,
}

impl Fork {
    fn case(&self, i: usize) -> Case {
        Case(self.first.0 + i as u32)
    }
}

/// A part of the derivative of the whole that a node has received.
struct Contribution {
    case: Case,
    adjoint: ExprId,
    /// The one that the node received before it, as a position from 1.
    before: u32,
}

struct ReverseSweep {
    /// Does the node depend on one of the unknowns? 1 if so.
    active: NodeTable,
    /// The last part that a node has received, as a position in `parts` from 1.
    last: NodeTable,
    parts: Vec<Contribution>,
    forks: Vec<Fork>,
    /// The fork of each case.
    cases: Vec<u32>,
}

impl ReverseSweep {
    fn new(active: NodeTable) -> ReverseSweep {
        ReverseSweep { active, last: NodeTable::default(), parts: Vec::new(), forks: Vec::new(), cases: Vec::new() }
    }

    /// Adds to what a node has received, if it depends on an unknown.
    fn add(&mut self, id: ExprId, case: Case, adjoint: ExprId) {
        if self.active.get(id) != 0 {
            self.parts.push(Contribution { case, adjoint, before: self.last.get(id) });
            self.last.set(id, self.parts.len() as u32);
        }
    }

    /// The sum of what a node has received in each case.
    fn totals(&self, graph: &mut Graph, id: ExprId, totals: &mut Vec<(Case, ExprId)>) {
        totals.clear();
        let parts = std::iter::successors(self.part(self.last.get(id)), |part| self.part(part.before));
        let mut received = graph.scratch.take_ids();
        if self.forks.is_empty() {
            received.extend(parts.map(|part| part.adjoint));
            if !received.is_empty() {
                totals.push((Case::EVERYWHERE, sum(graph, &received)));
            }
        } else {
            let mut parts: Vec<&Contribution> = parts.collect();
            parts.sort_by_key(|part| part.case);
            for of_case in parts.chunk_by(|a, b| a.case == b.case) {
                received.clear();
                received.extend(of_case.iter().map(|part| part.adjoint));
                totals.push((of_case[0].case, sum(graph, &received)));
            }
        }
        graph.scratch.give_ids(received);
    }

    fn part(&self, position: u32) -> Option<&Contribution> {
        self.parts.get((position as usize).checked_sub(1)?)
    }

    /// One expression of what holds in each case.
    fn joined(&self, graph: &mut Graph, totals: &[(Case, ExprId)]) -> ExprId {
        if let &[(Case::EVERYWHERE, whole)] = totals {
            return whole;
        }
        let mut sums: BTreeMap<Case, Vec<ExprId>> = totals.iter().map(|&(case, d)| (case, vec![d])).collect();
        // What lies within a case comes after it.
        while let Some(case) = sums.last_key_value().map(|(&case, _)| case).filter(|&c| c != Case::EVERYWHERE) {
            let fork = &self.forks[self.cases[case.0 as usize - 1] as usize];
            let mut parts = Vec::with_capacity(2 * fork.conditions.len() + 1);
            for i in 0..=fork.conditions.len() {
                parts.extend(fork.conditions.get(i));
                let here = sums.remove(&fork.case(i)).unwrap_or_default();
                parts.push(sum(graph, &here));
            }
            sums.entry(fork.within).or_default().push(piecewise(graph, &parts));
        }
        let all = sums.pop_last().map(|(_, all)| all).unwrap_or_default();
        sum(graph, &all)
    }

    /// A fork with these conditions within a case.
    fn fork(&mut self, within: Case, conditions: Vec<ExprId>) -> usize {
        let (number, first) = (self.forks.len() as u32, Case(self.cases.len() as u32 + 1));
        self.cases.resize(self.cases.len() + conditions.len() + 1, number);
        self.forks.push(Fork { within, conditions, first });
        number as usize
    }

    /// Passes on to each child of a node: the adjoint times the local partial derivative.
    fn pass_on(&mut self, graph: &mut Graph, id: ExprId, case: Case, adjoint: ExprId) -> Option<()> {
        if let Some((number, base, exponent)) = multiple_of_power(graph, id) {
            if self.active.get(base) != 0 {
                let lower = lower_power(graph, base, exponent);
                let part = product(graph, &[adjoint, number, exponent, lower]);
                self.add(base, case, part);
            }
            return Some(());
        }
        let mut children = graph.scratch.take_ids();
        children.extend_from_slice(graph.children(id));
        let passed = match graph.node(id) {
            Node::Sum(_) => {
                children.iter().for_each(|&child| self.add(child, case, adjoint));
                Some(())
            }
            Node::Product(_) => {
                self.through_factors(graph, &mut children, case, adjoint);
                Some(())
            }
            Node::Power(base, exponent) => {
                self.through_power(graph, (id, base, exponent), case, adjoint);
                Some(())
            }
            Node::Call(..) => self.through_arguments(graph, id, &children, (case, adjoint)),
            Node::Piecewise(_) => {
                self.through_cases(&children, case, adjoint);
                Some(())
            }
            _ => Some(()),
        };
        graph.scratch.give_ids(children);
        passed
    }

    fn through_factors(&mut self, graph: &mut Graph, factors: &mut [ExprId], case: Case, adjoint: ExprId) {
        for i in 0..factors.len() {
            let factor = factors[i];
            if self.active.get(factor) != 0 {
                factors[i] = adjoint;
                let part = product(graph, factors);
                factors[i] = factor;
                self.add(factor, case, part);
            }
        }
    }

    fn through_power(
        &mut self,
        graph: &mut Graph,
        (whole, base, exponent): (ExprId, ExprId, ExprId),
        case: Case,
        adjoint: ExprId,
    ) {
        if self.active.get(base) != 0 {
            let lower = lower_power(graph, base, exponent);
            let part = product(graph, &[adjoint, exponent, lower]);
            self.add(base, case, part);
        }
        if self.active.get(exponent) != 0 {
            let outer = exponent_partial(graph, whole, base);
            let part = product(graph, &[adjoint, outer]);
            self.add(exponent, case, part);
        }
    }

    fn through_arguments(
        &mut self,
        graph: &mut Graph,
        id: ExprId,
        arguments: &[ExprId],
        (case, adjoint): (Case, ExprId),
    ) -> Option<()> {
        let Node::Call(function, _) = graph.node(id) else { return Some(()) };
        if let Derivative::Total(rule) = function.derivative {
            let slots = self.slots(graph, arguments);
            let slope = rule(graph, arguments, &slots, Tie::First);
            return self.through_branches(graph, slope, arguments, &slots, (case, adjoint));
        }
        for (i, &argument) in arguments.iter().enumerate() {
            if self.active.get(argument) != 0 {
                let outer = partial(graph, function, arguments, i);
                let part = product(graph, &[adjoint, outer]);
                self.add(argument, case, part);
            }
        }
        Some(())
    }

    /// What stands for the derivative of each argument: a symbol, or 0.
    fn slots(&self, graph: &mut Graph, arguments: &[ExprId]) -> Vec<ExprId> {
        let slot = |(i, &argument): (usize, &ExprId)| match char::from_u32(FIRST_SLOT + i as u32) {
            Some(name) if self.active.get(argument) != 0 => {
                let symbol = graph.symbol_id(&name.to_string());
                graph.symbol_node(symbol)
            }
            _ => ExprId::ZERO,
        };
        arguments.iter().enumerate().map(slot).collect()
    }

    /// Passes on by the derivative of the whole, which chooses among those of the arguments.
    fn through_branches(
        &mut self,
        graph: &Graph,
        slope: ExprId,
        arguments: &[ExprId],
        slots: &[ExprId],
        (case, adjoint): (Case, ExprId),
    ) -> Option<()> {
        let mut open = vec![(slope, case)];
        while let Some((slope, case)) = open.pop() {
            if let Node::Piecewise(parts) = graph.node(slope) {
                let fork = self.fork(case, conditions(parts));
                open.extend(values(parts).enumerate().map(|(i, value)| (value, self.forks[fork].case(i))));
            } else if slope != ExprId::ZERO {
                let i = slots.iter().position(|&slot| slot == slope)?;
                self.add(arguments[i], case, adjoint);
            }
        }
        Some(())
    }

    fn through_cases(&mut self, parts: &[ExprId], case: Case, adjoint: ExprId) {
        let fork = self.fork(case, conditions(parts));
        for (i, value) in values(parts).enumerate() {
            self.add(value, self.forks[fork].case(i), adjoint);
        }
    }
}

/// The conditions of a function by cases: condition, value, condition, value, …, and the value elsewhere.
fn conditions(parts: &[ExprId]) -> Vec<ExprId> {
    parts.chunks_exact(2).map(|pair| pair[0]).collect()
}

/// Its values.
fn values(parts: &[ExprId]) -> impl Iterator<Item = ExprId> {
    parts.chunks_exact(2).map(|pair| pair[1]).chain(parts.last().copied())
}
