//! The answer of `solve`, and what solving needs from outside.

use super::trail::Deduction;
use crate::algebra::normal::is_nonnegative;
use crate::algebra::present;
use crate::calculus::argument::{Argument, Sentence, sentence};
use crate::calculus::families::{Family, is_member};
use crate::expr::{ExprId, Graph, Node, Symbol, depends_on, reach, symbols_of};
use crate::interrupt::Interrupt;
use crate::numeric::Interval;

/// What solving needs from outside.
#[derive(Clone, Copy)]
pub struct SolveContext<'a> {
    /// Checked in every long loop.
    pub interrupt: &'a Interrupt,
    /// How many digits decimals are to have that are no exact solutions.
    pub digits: usize,
}

/// The value of one unknown.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// As it is to be shown; `None` where only digits are known.
    pub exact: Option<ExprId>,
    /// The nearest double.
    pub value: f64,
    /// Where no exact form is known: the number to this many digits, all of them certified.
    pub decimal: Option<(String, usize)>,
    /// Bounds for it.
    pub enclosure: Interval,
    /// That it is a solution is not proved: both sides are equal to so many digits.
    pub looks: Option<usize>,
}

/// A solution in names without a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParametricSolution {
    /// For each unknown, as it is to be shown.
    pub expressions: Vec<ExprId>,
    /// Conditions on the names under which it is one.
    pub conditions: Vec<ExprId>,
}

/// The answer to `solve`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Solutions {
    /// The unknowns.
    pub unknowns: Vec<Symbol>,
    /// Single solutions in rising order, those in the box only; a number for each unknown.
    pub points: Vec<Vec<Solution>>,
    /// Solutions in names without a value.
    pub formulas: Vec<ParametricSolution>,
    /// Families, where the side is not bounded on both ends; in a bounded box their members are points.
    pub families: Vec<Family>,
    /// Every number that satisfies all conditions of one of these lists is a solution; an empty list is every number for
    /// which the equation has a value.
    pub sets: Vec<Vec<ExprId>>,
    /// Conditions on names without a value that all solutions share.
    pub conditions: Vec<ExprId>,
    /// Boxes in which nothing was decided, an interval for each unknown.
    pub undecided: Vec<Vec<Interval>>,
    /// The box that was searched by numbers, where the question named none.
    pub searched: Option<(f64, f64)>,
    /// The argument that these are all.
    pub(super) argument: Argument,
    /// The steps of the search, each of which keeps all solutions.
    pub(super) steps: Vec<Deduction>,
    /// Candidates that the steps gave and that do not solve the equation as it was written.
    pub(super) rejected: Vec<ExprId>,
}

impl Solutions {
    /// No solutions so far, with the argument that these are all.
    pub(in crate::calculus) fn new(unknowns: &[Symbol], argument: Argument) -> Solutions {
        Solutions { unknowns: unknowns.to_vec(), argument, ..Solutions::default() }
    }

    /// Are these provably all solutions (in the box)?
    pub fn complete(&self) -> bool {
        self.argument.standing().is_proved()
    }

    /// What decided, or why not all is known; may be empty.
    pub fn deciding(&self) -> Sentence {
        match self.argument.premises() {
            [first, ..] if self.complete() && self.argument.sentence().is_empty() => first.conclusion("it"),
            _ => self.argument.deciding("it"),
        }
    }

    /// The argument that these are all, with the steps of the search.
    pub fn argument(&self, graph: &mut Graph) -> Argument {
        let mut steps: Vec<Argument> = self.steps.iter().map(|step| step.argument(graph)).collect();
        for place in self.rejected_places(graph) {
            steps.push(Argument::exact(format!("{place} does not solve what was written")));
        }
        self.argument.clone().after(steps)
    }

    /// `x = 1`, for each rejected candidate.
    pub(super) fn rejected_places(&self, graph: &mut Graph) -> Vec<String> {
        let &[x] = self.unknowns.as_slice() else { return Vec::new() };
        let name = graph.name(x).to_string();
        let mut place = |&value: &ExprId| {
            let value = present(graph, value);
            format!("{name} = {}", crate::expr::print::text(graph, value))
        };
        self.rejected.iter().map(&mut place).collect()
    }

    /// A sentence that a few candidates are no solutions; nothing if there were none, or many.
    pub(super) fn rejected_text(&self, graph: &mut Graph) -> Option<String> {
        match self.rejected_places(graph).as_slice() {
            [] => None,
            [place] => Some(format!("only {place} could be one, and it does not satisfy the equation as written")),
            [one, other] => {
                Some(format!("only {one} and {other} could be, and they do not satisfy the equation as written"))
            }
            many => Some(format!("none of the {} candidates satisfies the equation as written", many.len())),
        }
    }

    /// Says what a power is where the answer rests on it: of a negative number, too, one could take single powers.
    pub(super) fn for_positive_bases(mut self, graph: &Graph, equations: &[ExprId]) -> Solutions {
        let varies = |id: ExprId| self.unknowns.iter().any(|&x| depends_on(graph, id, x));
        let of_any_sign = |id: &ExprId| match graph.node(*id) {
            Node::Power(base, exponent) => varies(base) && varies(exponent) && !is_nonnegative(graph, base),
            _ => false,
        };
        if reach(graph, equations).order.iter().any(of_any_sign) {
            let remark = "a power whose base and exponent both vary is defined for positive bases only";
            let reason = self.deciding();
            let said = if reason.is_empty() { remark.into() } else { sentence![reason, "; ", remark] };
            self.argument = self.argument.saying(said);
        }
        self
    }

    /// Takes away the points, and formulas without conditions, that families without conditions hold.
    pub(super) fn without_members(&mut self, graph: &mut Graph) {
        let families = std::mem::take(&mut self.families);
        let is_apart =
            |graph: &mut Graph, point: &[ExprId]| !families.iter().any(|family| is_member(graph, family, point));
        self.points.retain(|point| {
            let exact: Option<Vec<ExprId>> = point.iter().map(|number| number.exact).collect();
            exact.is_none_or(|exact| is_apart(graph, &exact))
        });
        self.formulas.retain(|formula| {
            !symbols_of(graph, &formula.expressions).is_empty() || is_apart(graph, &formula.expressions)
        });
        self.families = families;
    }

    /// Gathers the conditions on names that all solutions share.
    pub(super) fn share_conditions(&mut self, graph: &Graph) {
        let formulas = self.formulas.iter().map(|f| &f.conditions);
        let families = self.families.iter().map(|f| &f.conditions);
        let lists: Vec<&Vec<ExprId>> = formulas.chain(families).chain(&self.sets).collect();
        let Some((first, others)) = lists.split_first().filter(|_| self.points.is_empty()) else { return };
        let own: Vec<Symbol> =
            self.unknowns.iter().chain(self.families.iter().flat_map(|f| &f.parameters)).copied().collect();
        let shared =
            |c: &ExprId| others.iter().all(|list| list.contains(c)) && !own.iter().any(|&s| depends_on(graph, *c, s));
        self.conditions = first.iter().filter(|c| shared(c)).copied().collect();
    }

    /// Is it proved that there is no solution?
    pub fn is_none(&self) -> bool {
        self.complete()
            && self.points.is_empty()
            && self.formulas.is_empty()
            && self.families.is_empty()
            && self.sets.is_empty()
    }
}
