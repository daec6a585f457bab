//! One equation in one unknown.

use super::candidate::{Candidate, CandidateSet, Candidates};
use super::check::{is_proved_zero, is_solution, looks_zero};
use super::closed_solution::closed_solution;
use super::formulas::{Named, Validity};
use super::guard::Guard;
use super::keeps::keeps_solutions;
use super::numeric::refined;
use super::powers::named_powers;
use super::remaining::remaining;
use super::search::EquationSearch;
use super::solutions::{ParametricSolution, Solution, Solutions, SolveContext};
use crate::algebra::closed::{Decision, compare};
use crate::algebra::enclosure::enclose_closed;
use crate::algebra::present;
use crate::calculus::argument::{Argument, Sentence};
use crate::calculus::domain::Certainty;
use crate::calculus::families::{Equation, Family, merged, on_side, solutions, values_at};
use crate::calculus::{Function, Side};
use crate::expr::{ExprId, Graph, Relation, Symbol, depends_on, digits_of, substitute, symbols_of};
use crate::numeric::budget::{candidates, digits};
use crate::numeric::{Interval, Rational};

/// A family of no more members is listed as points.
pub(super) const FEW: i64 = 3;

/// Where a function of one unknown is 0, on its side. Other free names stay in the solutions.
pub fn equation(graph: &mut Graph, function: &Function, context: &SolveContext<'_>) -> Solutions {
    let Some((x, side)) = function.unknown() else { return Solutions::default() };
    let f = function.written();
    let mut search = EquationSearch::new(graph, context.interrupt, &[f]);
    let found = search.solved(graph, f, x);
    let solutions = Solutions { steps: search.trail.split_off(0), ..Solutions::new(&[x], Argument::default()) };
    let named = named_powers(graph, &[f], &[x]);
    let premises = named.into_iter().chain(search.lost.drain(..)).map(Argument::open).collect();
    let (looks, sure) = (Vec::new(), search.sure.split_off(0));
    let mut answer = Answering { f, x, side, context, solutions, premises, looks, sure, is_outside: false };
    answer.take(graph, found, &search.parameters);
    let is_outside = answer.is_outside;
    let mut found = answer.solutions;
    // What was said of the roots tells nothing where they are not the solutions.
    let remark = search.remark.filter(|_| !is_outside && found.rejected.is_empty());
    found.argument = Argument::exact(remark.unwrap_or_default()).since_all(answer.premises);
    if found.is_none() && found.deciding().is_empty() {
        let why = match is_outside {
            true => "all its solutions lie outside".to_string(),
            false => search.impossible.or_else(|| found.rejected_text(graph)).unwrap_or_default(),
        };
        found.argument = Argument::exact(why);
    }
    found.for_positive_bases(graph, &[f])
}

/// Closed numbers, each once.
#[derive(Default)]
pub(super) struct DistinctNumbers {
    values: Vec<ExprId>,
    /// Bounds for each.
    bounds: Vec<Option<Interval>>,
}

impl DistinctNumbers {
    /// Adds a number unless it is there already; where that was not decided, it is added, and the result is `None`.
    fn add(&mut self, graph: &mut Graph, value: ExprId) -> Option<bool> {
        let bounds = enclose_closed(graph, value).map(|found| found.range);
        let mut decided = Some(true);
        for i in 0..self.values.len() {
            let apart = |a: Interval, b: Interval| a.intersect(&b).is_empty();
            if self.bounds[i].zip(bounds).is_some_and(|(a, b)| apart(a, b)) {
                continue;
            }
            match compare(graph, self.values[i], value).satisfies(Relation::Equal) {
                Some(true) => return Some(false),
                Some(false) => {}
                None => decided = None,
            }
        }
        self.values.push(value);
        self.bounds.push(bounds);
        decided
    }
}

/// From candidates to an answer.
pub(super) struct Answering<'a> {
    pub f: ExprId,
    pub x: Symbol,
    pub side: Side,
    pub context: &'a SolveContext<'a>,
    pub solutions: Solutions,
    /// The premises of the claim that these are all solutions: bounds, and reasons why some may be missing.
    premises: Vec<Argument>,
    /// Solutions whose two sides are equal to so many digits, which is no proof.
    looks: Vec<(ExprId, usize)>,
    /// See [`EquationSearch::sure`].
    sure: Vec<Candidate>,
    /// Does a solution lie outside of the box?
    is_outside: bool,
}

impl Answering<'_> {
    fn take(&mut self, graph: &mut Graph, found: Candidates, parameters: &[Symbol]) {
        let free = symbols_of(graph, &[self.f]).iter().any(|&s| s != self.x);
        let pieces = self.bound_sets(graph, found.pieces, parameters);
        let candidates = without_repetitions(found.points, |c| (&c.value, &c.guard));
        let everywhere: Vec<&Guard> = pieces.iter().filter(|p| p.conditions.is_empty()).map(|p| &p.guard).collect();
        let everywhere: Vec<Guard> = everywhere.into_iter().cloned().collect();
        let (mut points, mut families, mut formulas) = (DistinctNumbers::default(), Vec::new(), Vec::new());
        let mut named_families: Vec<Family> = Vec::new();
        let sure = std::mem::take(&mut self.sure);
        let named = Named { f: self.f, x: self.x, side: self.side, context: self.context, sure: &sure };
        self.sets(graph, &named, pieces);
        self.sets_as_intervals(graph, &mut points);
        for candidate in candidates {
            if self.context.interrupt.is_set() {
                self.lose("interrupted");
                break;
            }
            let value = candidate.value;
            let symbols = symbols_of(graph, &[value]);
            let whole: Vec<Symbol> = symbols.iter().copied().filter(|s| parameters.contains(s)).collect();
            let apart = |k: &Symbol| !symbols.contains(k) && candidate.guard.mentions(graph, *k);
            match (symbols.len(), whole.as_slice()) {
                _ if parameters.iter().any(apart) => self.lost_family(graph, value),
                (0, _) if free => formulas.push(candidate),
                (0, _) => self.point(graph, value, sure.contains(&candidate), &mut points),
                (_, []) if free => formulas.push(candidate),
                (_, &[k]) if free => match named.of_family(graph, &candidate, k) {
                    Validity::Where(cases) => {
                        for guard in cases {
                            let (formula, conditions) = (guard.under(graph, value), guard.conditions(graph));
                            named_families.push(Family { conditions, ..Family::whole(formula, k) });
                        }
                    }
                    Validity::Never => {}
                    Validity::Unknown => self.lost_family(graph, value),
                },
                (1, &[k]) if candidate.guard.is_empty() => families.push(Family::whole(value, k)),
                (_, [_]) => self.lost_family(graph, value),
                _ => self.lose("a family with several parameters was not followed"),
            }
        }
        for family in named_families {
            self.family(graph, family);
        }
        self.formulas(graph, &named, (&formulas, &everywhere));
        self.families(graph, families, &mut points);
        self.sorted(graph, points.values);
        if !found.rest.is_empty() {
            if free {
                self.lose("no closed form is known here for all solutions");
            } else {
                self.numbers(graph, &found.rest);
            }
        }
        self.solutions.without_members(graph);
        self.solutions.share_conditions(graph);
    }

    /// Sets of candidates, each once, without those that leave a whole-number parameter free.
    fn bound_sets(&mut self, graph: &Graph, pieces: Vec<CandidateSet>, parameters: &[Symbol]) -> Vec<CandidateSet> {
        let pieces = without_repetitions(pieces, |p| (&p.conditions, &p.guard));
        // A number of a family that stands in conditions alone is bound by nothing.
        let is_loose = |piece: &CandidateSet| {
            let stands = |&k: &Symbol| piece.conditions.iter().any(|&c| depends_on(graph, c, k));
            parameters.iter().any(|k| stands(k) || piece.guard.mentions(graph, *k))
        };
        let (loose, pieces): (Vec<CandidateSet>, Vec<CandidateSet>) = pieces.into_iter().partition(is_loose);
        if !loose.is_empty() {
            self.lose("for which values of the names every x is a solution was not decided");
        }
        pieces
    }

    /// Notes a reason why solutions may be missing.
    pub fn lose(&mut self, why: impl Into<Sentence>) {
        self.premises.push(Argument::open(why));
    }

    /// A closed candidate.
    pub fn point(&mut self, graph: &mut Graph, candidate: ExprId, sure: bool, points: &mut DistinctNumbers) {
        match is_solution(graph, self.f, self.x, candidate) {
            Certainty::Yes => self.solution(graph, candidate, points),
            Certainty::No => self.solutions.rejected.push(candidate),
            Certainty::Unknown => self.uncertain(graph, candidate, sure, points),
        }
    }

    /// A candidate that is not proved to be a solution by its value: where no step on the way to it adds any, the steps
    /// prove it.
    fn uncertain(&mut self, graph: &mut Graph, candidate: ExprId, sure: bool, points: &mut DistinctNumbers) {
        let at = substitute(graph, self.f, &[(self.x, candidate)]);
        let text = shown(graph, candidate);
        let Some(digits) = looks_zero(graph, at) else {
            self.lose(format!("whether {text} is a solution was not decided"));
            return;
        };
        if !sure && !keeps_solutions(graph, (self.f, self.x), true) {
            let said = format!("that {text} is a solution is not proved: both sides agree to {digits} digits");
            self.premises.push(Argument::compared(said, Decision::Looks { digits }));
            self.looks.push((candidate, digits));
        }
        self.solution(graph, candidate, points);
    }

    /// A closed number that is a solution: is it in the box, and new?
    fn solution(&mut self, graph: &mut Graph, candidate: ExprId, points: &mut DistinctNumbers) {
        match self.side.holds(graph, candidate) {
            Some(true) => {}
            Some(false) => {
                self.is_outside = true;
                return;
            }
            None => {
                let text = shown(graph, candidate);
                self.lose(format!("whether {text} lies in the box was not decided"));
                return;
            }
        }
        if self.in_sets(graph, candidate) {
            return;
        }
        match points.add(graph, candidate) {
            Some(_) => {}
            None => self.lose("whether two solutions are the same was not decided"),
        }
    }

    /// Certified roots of what was not taken apart.
    fn numbers(&mut self, graph: &mut Graph, rest: &[ExprId]) {
        for &equation in rest {
            let Some(found) = remaining(graph, (self.f, self.x), equation, &self.side, self.context) else {
                self.lose("no closed form is known here, and no bounds for the values");
                continue;
            };
            let (known, argument) = (self.solutions.points.len(), found.argument());
            for solution in found.solutions {
                match is_inside(graph, &solution, &self.side) {
                    Some(true) => {}
                    Some(false) => continue,
                    None => {
                        self.solutions.undecided.push(vec![solution.enclosure]);
                        self.lose("whether a root lies in the box was not decided");
                        continue;
                    }
                }
                match self.is_listed(graph, equation, &solution, known) {
                    Some(true) => continue,
                    Some(false) => {}
                    None => self.lose("whether two solutions are the same was not decided"),
                }
                let solution = self.told_apart(graph, equation, solution, known);
                self.solutions.points.push(vec![solution]);
            }
            self.solutions.undecided.extend(found.undecided.into_iter().map(|part| vec![part]));
            self.solutions.searched = found.searched.or(self.solutions.searched);
            self.premises.push(argument);
        }
        self.solutions.points.sort_by(|a, b| a[0].value.total_cmp(&b[0].value));
    }

    /// A root with as many digits as tell it from the exact solutions.
    fn told_apart(&self, graph: &mut Graph, rest: ExprId, solution: Solution, known: usize) -> Solution {
        let mut found = solution;
        let mut digits = self.context.digits;
        let exact: Vec<ExprId> = self.solutions.points[..known].iter().filter_map(|point| point[0].exact).collect();
        while digits <= digits::TOLD_APART
            && let Some((text, _)) = &found.decimal
            && exact.iter().any(|&id| digits_of(graph, id, digits).is_ok_and(|n| n.value.significant(digits) == *text))
        {
            digits *= 2;
            found = refined(graph, rest, self.x, found.enclosure, digits);
        }
        found
    }

    /// Is the only zero of an equation in an interval one of the solutions listed before, or a member of a family?
    fn is_listed(&self, graph: &mut Graph, rest: ExprId, solution: &Solution, known: usize) -> Option<bool> {
        let part = solution.enclosure;
        let mut near: Vec<Option<ExprId>> = Vec::new();
        for point in &self.solutions.points[..known] {
            if !point[0].enclosure.intersect(&part).is_empty() {
                near.push(point[0].exact);
            }
        }
        for family in &self.solutions.families {
            let mut ends = [part.low(), part.high()].into_iter().map(Rational::from_f64);
            let mut end = || Some(graph.rational(ends.next()??));
            let side = Side { low: Some(end()?), high: Some(end()?) };
            for close in on_side(graph, family, &side)? {
                near.extend(close.members(graph, candidates::MEMBERS)?.into_iter().map(Some));
            }
        }
        let mut decided = Some(false);
        for exact in near {
            match exact.and_then(|exact| self.is_this_zero(graph, rest, solution, exact)) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => decided = None,
            }
        }
        decided
    }

    /// Is a number the only zero of an equation in an interval?
    fn is_this_zero(&self, graph: &mut Graph, rest: ExprId, solution: &Solution, exact: ExprId) -> Option<bool> {
        if let Some(other) = solution.exact {
            return compare(graph, exact, other).satisfies(Relation::Equal);
        }
        let bounds = enclose_closed(graph, exact)?.range;
        if bounds.intersect(&solution.enclosure).is_empty() {
            return Some(false);
        }
        let at = substitute(graph, rest, &[(self.x, exact)]);
        let zero = is_proved_zero(graph, at)?;
        let inside = solution.enclosure.low() <= bounds.low() && bounds.high() <= solution.enclosure.high();
        if zero && !inside { None } else { Some(zero) }
    }

    fn families(&mut self, graph: &mut Graph, families: Vec<Family>, points: &mut DistinctNumbers) {
        let (mut kept, mut varied) = (Vec::new(), Vec::new());
        let node = graph.symbol_node(self.x);
        for family in families {
            match values_at(graph, (&family, &[self.x]), &[node]) {
                Some(parts) => {
                    let mut values: Vec<ExprId> = Vec::new();
                    for value in parts.into_iter().flat_map(|(_, values)| values) {
                        if !values.contains(&value) {
                            values.push(value);
                            self.point(graph, value, false, points);
                        }
                    }
                }
                None => varied.push(family),
            }
        }
        let equation = Equation { f: self.f, x: self.x, holds: keeps_solutions(graph, (self.f, self.x), false) };
        for family in merged(graph, varied) {
            if self.context.interrupt.is_set() {
                self.lose("interrupted");
                return;
            }
            match solutions(graph, &family, &equation) {
                Some(more) => kept.extend(more),
                None => self.lost_family(graph, family.expressions[0]),
            }
        }
        for family in merged(graph, kept) {
            let parts = match family.members(graph, FEW) {
                Some(_) => Some(vec![family.clone()]),
                None => on_side(graph, &family, &self.side),
            };
            let Some(parts) = parts else {
                let text = shown(graph, family.expressions[0]);
                self.lose(format!("which members of x = {text} lie in the box was not decided"));
                continue;
            };
            for part in parts {
                match part.members(graph, candidates::MEMBERS) {
                    Some(members) => members.into_iter().for_each(|member| self.solution(graph, member, points)),
                    None => self.family(graph, part),
                }
            }
        }
    }

    fn lost_family(&mut self, graph: &mut Graph, formula: ExprId) {
        let text = shown(graph, formula);
        self.lose(format!("which of x = {text} are solutions was not decided"));
    }

    fn family(&mut self, graph: &mut Graph, family: Family) {
        let entry = family.presented(graph);
        if !self.solutions.families.contains(&entry) {
            self.solutions.families.push(entry);
        }
    }

    /// Formulas in names without a value, each with what it asks of the names.
    fn formulas(&mut self, graph: &mut Graph, named: &Named<'_>, (candidates, everywhere): (&[Candidate], &[Guard])) {
        let mut found: Vec<Candidate> = Vec::new();
        for candidate in candidates {
            match named.verdict(graph, candidate) {
                Validity::Never => {}
                Validity::Unknown => {
                    let text = shown(graph, candidate.value);
                    self.lose(format!("whether {text} is a solution was not decided"));
                }
                Validity::Where(mut cases) => {
                    cases.retain(|guard| !everywhere.iter().any(|e| guard.implies(e)));
                    for guard in cases {
                        found.push(Candidate { value: guard.under(graph, candidate.value), guard });
                    }
                }
            }
        }
        for Candidate { value, guard } in not_among_others(graph, found) {
            let (exact, conditions) = (present(graph, value), guard.conditions(graph));
            self.solutions.formulas.push(ParametricSolution { expressions: vec![exact], conditions });
        }
    }

    fn sorted(&mut self, graph: &mut Graph, points: Vec<ExprId>) {
        let mut solutions: Vec<Solution> = Vec::with_capacity(points.len());
        for point in points {
            if self.context.interrupt.is_asked() {
                self.lose("interrupted");
                break;
            }
            let looks = self.looks.iter().find(|(value, _)| *value == point).map(|(_, digits)| *digits);
            solutions.push(Solution { looks, ..closed_solution(graph, point) });
        }
        solutions.sort_by(|a, b| a.value.total_cmp(&b.value));
        self.solutions.points.extend(solutions.into_iter().map(|s| vec![s]));
    }
}

/// Formulas without those that are others wherever their conditions hold: `x = 0 if a == 0` beside `x = sqrt(a) if a >= 0`.
fn not_among_others(graph: &mut Graph, all: Vec<Candidate>) -> Vec<Candidate> {
    let mut kept = without_repetitions(all, |c| (&c.value, &c.guard));
    let mut i = 0;
    while i < kept.len() {
        let Candidate { value, guard } = kept[i].clone();
        let is_value =
            |graph: &mut Graph, c: &Candidate| guard.implies(&c.guard) && guard.under(graph, c.value) == value;
        if (0..kept.len()).any(|j| j != i && is_value(graph, &kept[j])) {
            kept.remove(i);
        } else {
            i += 1;
        }
    }
    kept
}

/// A formula that also stands there under weaker conditions is left out.
pub(super) fn without_repetitions<T: Clone, K: PartialEq>(all: Vec<T>, parts: impl Fn(&T) -> (&K, &Guard)) -> Vec<T> {
    let is_weaker = |a: &T, b: &T| parts(a).0 == parts(b).0 && parts(b).1.implies(parts(a).1);
    let repeats = |i: usize| {
        let twin = |j: usize| is_weaker(&all[j], &all[i]) && (j < i || !is_weaker(&all[i], &all[j]));
        (0..all.len()).any(|j| j != i && twin(j))
    };
    (0..all.len()).filter(|&i| !repeats(i)).map(|i| all[i].clone()).collect()
}

/// Does a root found by numbers lie in the box?
pub(super) fn is_inside(graph: &mut Graph, solution: &Solution, side: &Side) -> Option<bool> {
    if let Some(exact) = solution.exact {
        return side.holds(graph, exact);
    }
    side.holds_within(graph, &solution.enclosure)
}

fn shown(graph: &mut Graph, id: ExprId) -> String {
    let ordered = present(graph, id);
    crate::expr::print::text(graph, ordered)
}
