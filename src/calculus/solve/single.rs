//! One equation in one unknown.

use std::cmp::Ordering;

use super::check::{Answer, is_solution, needs, relation_of};
use super::family::{Equation, Members, merged};
use super::formulas::{Named, Verdict};
use super::membership;
use super::remaining::remaining;
use super::search::{Found, Search};
use super::vocabulary::MustBe;
use super::{Context, Family, Solution, Solutions};
use crate::calculus::certify::enclose_closed;
use crate::calculus::closed::{Decision, compare, sign, truth};
use crate::calculus::normal::{difference, is_nonnegative, normalise};
use crate::calculus::{Side, present};
use crate::expr::{
    ExprId, Graph, Node, Relation, Symbol, depends_on, digits_of, evaluate, evaluate_closed, substitute, symbols_of,
};
use crate::numeric::{Interval, Rational};

/// Numbers at which a set of solutions is tried, on each side of 0.
const SAMPLES: i32 = 40;

/// A family of no more members is listed as points.
const FEW: i64 = 3;

/// Solves `f = 0` for `x` on one side of a box. Other free names stay in the solutions.
pub fn equation(graph: &mut Graph, f: ExprId, x: Symbol, side: &Side, context: &Context<'_>) -> Solutions {
    let mut search = Search::new(graph, context.words, context.interrupt, &[f]);
    let found = search.zeros(graph, f, x);
    let mut answer = Answering { f, x, side: *side, context, solutions: Solutions::default(), lost: Vec::new() };
    answer.solutions.unknowns = vec![x];
    answer.solutions.conditions = std::mem::take(&mut search.conditions);
    answer.solutions.because = search.remark.take().unwrap_or_default();
    answer.take(graph, found, &search.parameters);
    answer.solutions
}

/// From candidates to an answer.
struct Answering<'a> {
    f: ExprId,
    x: Symbol,
    side: Side,
    context: &'a Context<'a>,
    solutions: Solutions,
    /// Why something may be missing.
    lost: Vec<String>,
}

impl Answering<'_> {
    fn take(&mut self, graph: &mut Graph, found: Found, parameters: &[Symbol]) {
        let free = symbols_of(graph, &[self.f]).iter().any(|&s| s != self.x);
        if found.everything {
            self.solutions.sets.push(Vec::new());
        }
        self.solutions.sets.extend(found.pieces);
        self.check_sets(graph);
        let sets = std::mem::take(&mut self.solutions.sets);
        self.solutions.sets = sets.into_iter().filter(|set| !self.lies_outside(graph, set)).collect();
        let (mut points, mut families, mut formulas) = (Vec::new(), Vec::new(), Vec::new());
        let mut named_families: Vec<(Members, Vec<ExprId>)> = Vec::new();
        let named = Named { f: self.f, x: self.x, side: self.side, context: self.context };
        for candidate in found.points {
            if self.context.interrupt.is_set() {
                self.lost.push("interrupted".to_string());
                break;
            }
            let symbols = symbols_of(graph, &[candidate]);
            let whole: Vec<Symbol> = symbols.iter().copied().filter(|s| parameters.contains(s)).collect();
            match (symbols.len(), whole.as_slice()) {
                (0, _) if free => formulas.push(candidate),
                (0, _) => self.point(graph, candidate, &mut points),
                (1, &[k]) => families.push(Members::new(candidate, k)),
                (_, []) if free => formulas.push(candidate),
                (_, &[k]) if free && named.has_all_members(graph) => match named.conditions_of(graph, candidate) {
                    Some(conditions) => named_families.push((Members::new(candidate, k), conditions)),
                    None => self.lost_family(graph, candidate),
                },
                (_, [_]) if free => self.lost_family(graph, candidate),
                _ => self.lost.push("a family with several parameters was not followed".to_string()),
            }
        }
        // What all of them ask of the names alone stands beside the list.
        if let Some((first, asked)) = named_families.first() {
            let shared = asked.iter().filter(|&&c| !depends_on(graph, c, first.k));
            let shared = shared.filter(|c| named_families.iter().all(|(_, own)| own.contains(c)));
            let new: Vec<ExprId> = shared.copied().filter(|c| !self.solutions.conditions.contains(c)).collect();
            self.solutions.conditions.extend(new);
        }
        for (family, mut conditions) in named_families {
            conditions.retain(|c| !self.solutions.conditions.contains(c));
            self.family(graph, &family, conditions);
        }
        self.formulas(graph, &named, &formulas);
        self.families(graph, families, &mut points);
        self.sorted(graph, points);
        if !found.rest.is_empty() {
            if free {
                self.lost.push("no closed form is known here for all solutions".to_string());
            } else {
                self.numbers(graph, &found.rest);
            }
        }
        self.solutions.complete = self.lost.is_empty();
        if let Some(first) = self.lost.first() {
            self.solutions.because = first.clone();
        }
    }

    /// A closed candidate.
    fn point(&mut self, graph: &mut Graph, candidate: ExprId, points: &mut Vec<(ExprId, Interval)>) {
        match is_solution(graph, self.context.words, self.f, self.x, candidate) {
            Answer::Yes => {}
            Answer::No => return,
            Answer::Unknown => {
                let text = shown(graph, candidate);
                self.lost.push(format!("whether {text} is a solution was not decided"));
                return;
            }
        }
        match lies_in(graph, candidate, &self.side) {
            Some(true) => {}
            Some(false) => return,
            None => {
                let text = shown(graph, candidate);
                self.lost.push(format!("whether {text} lies in the box was not decided"));
                return;
            }
        }
        if self.in_sets(graph, candidate) {
            return;
        }
        // Of thousands of points few are so near that more than bounds must tell.
        let bounds = enclose_closed(graph, candidate).map_or(Interval::ENTIRE, |e| e.range);
        for (known, _) in points.iter().filter(|(_, other)| !other.intersect(&bounds).is_empty()) {
            match compare(graph, *known, candidate).proved() {
                Some(Ordering::Equal) => return,
                Some(_) => {}
                None => self.lost.push("whether two solutions are the same was not decided".to_string()),
            }
        }
        points.push((candidate, bounds));
    }

    /// Sets hold where the equation has a value: what that needs joins their conditions. A set whose members seen are no
    /// solutions is not believed.
    fn check_sets(&mut self, graph: &mut Graph) {
        if self.solutions.sets.is_empty() {
            return;
        }
        let zero = graph.integer(0);
        let mut conditions = Vec::new();
        match needs(graph, self.context.words, self.f, self.x) {
            Some(found) => {
                for (id, must_be) in found {
                    let relation = relation_of(must_be);
                    let form = normalise(graph, id);
                    if must_be == MustBe::NotNegative && is_nonnegative(graph, form) {
                        continue;
                    }
                    let condition = crate::calculus::normal::compare(graph, relation, form, zero);
                    if !matches!(graph.node(condition), Node::Truth(true)) && !conditions.contains(&condition) {
                        conditions.push(condition);
                    }
                }
            }
            None => self.lost.push("where both sides have a value was not decided".to_string()),
        }
        for set in &mut self.solutions.sets {
            set.extend(conditions.iter().filter(|c| !set.contains(c)).copied().collect::<Vec<_>>());
        }
        let f = self.f;
        for n in -SAMPLES..=SAMPLES {
            let at = 0.7 * f64::from(n) + 0.01;
            let value = evaluate(graph, f, &[(self.x, at)]);
            let inside =
                self.solutions.sets.iter().any(|set| set.iter().all(|&c| evaluate(graph, c, &[(self.x, at)]) == 1.0));
            if inside && value.abs() > 1e-6 {
                self.solutions.sets.clear();
                self.lost.push("no closed form is known here for all solutions".to_string());
                return;
            }
        }
    }

    /// Does a condition `x < 2` of a set hold nowhere in the box?
    fn lies_outside(&self, graph: &mut Graph, set: &[ExprId]) -> bool {
        let x = graph.symbol_node(self.x);
        set.iter().any(|&condition| {
            let Node::Compare(relation, a, b) = graph.node(condition) else { return false };
            let strict = match relation {
                Relation::Less | Relation::Greater => true,
                Relation::LessOrEqual | Relation::GreaterOrEqual => false,
                Relation::Equal | Relation::NotEqual => return false,
            };
            let rising = matches!(relation, Relation::Less | Relation::LessOrEqual);
            let (bound, is_upper) = if a == x { (b, rising) } else { (a, !rising) };
            let end = if is_upper { self.side.low } else { self.side.high };
            let Some(end) = end.filter(|_| (a == x || b == x) && symbols_of(graph, &[bound]).is_empty()) else {
                return false;
            };
            let gap = if is_upper { difference(graph, end, bound) } else { difference(graph, bound, end) };
            match sign(graph, gap) {
                Decision::Proved(Ordering::Greater) => true,
                Decision::Proved(Ordering::Equal) => strict,
                _ => false,
            }
        })
    }

    /// Is a number among the sets?
    fn in_sets(&self, graph: &mut Graph, value: ExprId) -> bool {
        let sets = self.solutions.sets.clone();
        sets.iter().any(|set| {
            set.iter().all(|&condition| {
                let at = substitute(graph, condition, &[(self.x, value)]);
                truth(graph, at) == Some(true)
            })
        })
    }

    /// Certified roots of what was not taken apart.
    fn numbers(&mut self, graph: &mut Graph, rest: &[ExprId]) {
        for &equation in rest {
            let Some(found) = remaining(graph, (self.f, self.x), equation, &self.side, self.context) else {
                self.lost.push("no closed form is known here, and no bounds for the values".to_string());
                continue;
            };
            for solution in found.solutions {
                match self.is_inside(graph, &solution) {
                    Some(true) => {}
                    Some(false) => continue,
                    None => {
                        self.solutions.undecided.push(vec![solution.enclosure]);
                        self.lost.push("whether a root lies in the box was not decided".to_string());
                        continue;
                    }
                }
                let inside = |known: f64| solution.enclosure.contains(known);
                let listed =
                    self.solutions.points.iter().any(|p| inside(p[0].value) || p[0].enclosure.contains(solution.value));
                if !listed && !self.in_families(graph, solution.enclosure) {
                    self.solutions.points.push(vec![solution]);
                }
            }
            self.solutions.undecided.extend(found.undecided.into_iter().map(|part| vec![part]));
            if let Some(span) = found.searched {
                self.solutions.searched = Some(span);
                self.lost.push(format!("the roots in {}..{} were isolated by bounds", span.0, span.1));
            } else if found.complete {
                self.solutions.because =
                    "the roots were isolated by bounds, each the only one in its interval".to_string();
            } else {
                self.lost.push("bounds did not decide everything".to_string());
            }
        }
        self.solutions.points.sort_by(|a, b| a[0].value.total_cmp(&b[0].value));
    }

    /// Does a root found by numbers lie in the box?
    fn is_inside(&self, graph: &mut Graph, solution: &Solution) -> Option<bool> {
        if let Some(exact) = solution.exact {
            return lies_in(graph, exact, &self.side);
        }
        for (end, upper) in [(self.side.low, false), (self.side.high, true)] {
            let Some(end) = end else { continue };
            let (value, part) = (evaluate_closed(graph, end), solution.enclosure);
            let margin = 4.0 * f64::EPSILON * (1.0 + value.abs());
            let (inside, outside) = if upper {
                (part.high() < value - margin, part.low() > value + margin)
            } else {
                (part.low() > value + margin, part.high() < value - margin)
            };
            match (inside, outside) {
                (true, _) => {}
                (_, true) => return Some(false),
                _ => return None,
            }
        }
        Some(true)
    }

    /// Is a member of a family in an interval?
    fn in_families(&self, graph: &mut Graph, part: Interval) -> bool {
        self.solutions.families.iter().any(|family| {
            let &[k] = family.parameters.as_slice() else { return false };
            let members = Members::new(family.expressions[0], k);
            let numbers =
                members.numbers_between(graph, self.context.words, (part.low(), part.high())).unwrap_or_default();
            numbers.into_iter().any(|n| {
                let value = evaluate(graph, family.expressions[0], &[(k, n as f64)]);
                (value - part.midpoint()).abs() <= 1e-9 * (1.0 + value.abs())
            })
        })
    }

    fn families(&mut self, graph: &mut Graph, families: Vec<Members>, points: &mut Vec<(ExprId, Interval)>) {
        let (mut kept, mut varied) = (Vec::new(), Vec::new());
        for family in families {
            match membership::values(graph, &family, self.context.words) {
                Some(values) => values.into_iter().for_each(|v| self.point(graph, v, points)),
                None => varied.push(family),
            }
        }
        for family in merged(graph, varied) {
            if self.context.interrupt.is_set() {
                self.lost.push("interrupted".to_string());
                return;
            }
            let equation = Equation { f: self.f, x: self.x, words: self.context.words };
            match membership::solutions(graph, &family, &equation) {
                Some(more) => kept.extend(more),
                None => self.lost_family(graph, family.formula),
            }
        }
        for family in merged(graph, kept) {
            if let Some(numbers) = family.few(FEW) {
                for k in numbers {
                    let member = family.at(graph, k);
                    self.point(graph, member, points);
                }
                continue;
            }
            match (self.side.low, self.side.high) {
                (Some(low), Some(high)) => {
                    let (low, high) = (evaluate_closed(graph, low), evaluate_closed(graph, high));
                    let Some(numbers) = family.numbers_between(graph, self.context.words, (low, high)) else {
                        self.lost.push("the box holds more members of a family than are listed".to_string());
                        self.family(graph, &family, Vec::new());
                        continue;
                    };
                    for k in numbers {
                        let member = family.at(graph, k);
                        self.point(graph, member, points);
                    }
                }
                _ => self.family(graph, &family, Vec::new()),
            }
        }
    }

    fn lost_family(&mut self, graph: &mut Graph, formula: ExprId) {
        let text = shown(graph, formula);
        self.lost.push(format!("which of x = {text} are solutions was not decided"));
    }

    fn family(&mut self, graph: &mut Graph, family: &Members, conditions: Vec<ExprId>) {
        let ordered = present(graph, family.formula);
        let (parameters, range) = (vec![family.k], family.range());
        let entry = Family { expressions: vec![ordered], parameters, range, conditions };
        if !self.solutions.families.contains(&entry) {
            self.solutions.families.push(entry);
        }
    }

    /// Formulas in names without a value. What all of them ask of the names stands beside the list; otherwise each that
    /// asks for something is a set of its own.
    fn formulas(&mut self, graph: &mut Graph, named: &Named<'_>, candidates: &[ExprId]) {
        let mut found: Vec<(ExprId, Vec<ExprId>)> = Vec::new();
        for &candidate in candidates {
            match named.verdict(graph, candidate) {
                Verdict::Never => {}
                Verdict::Unknown => {
                    let text = shown(graph, candidate);
                    self.lost.push(format!("whether {text} is a solution was not decided"));
                }
                Verdict::Where(mut conditions) => {
                    conditions.retain(|c| !self.solutions.conditions.contains(c));
                    conditions.sort_by(|&a, &b| graph.order(a, b));
                    found.push((candidate, conditions));
                }
            }
        }
        let shared = found.iter().all(|(_, conditions)| *conditions == found[0].1);
        if let (true, Some((_, conditions))) = (shared, found.first()) {
            self.solutions.conditions.extend(conditions.clone());
        }
        for (candidate, mut conditions) in found {
            if shared || conditions.is_empty() {
                self.formula(graph, candidate);
                continue;
            }
            let x = graph.symbol_node(self.x);
            conditions.insert(0, graph.compare(Relation::Equal, x, candidate));
            self.solutions.sets.push(conditions);
        }
    }

    /// A formula in names without a value.
    fn formula(&mut self, graph: &mut Graph, candidate: ExprId) {
        let exact = present(graph, candidate);
        let solution = Solution { exact: Some(exact), value: f64::NAN, decimal: None, enclosure: Interval::ENTIRE };
        self.solutions.points.push(vec![solution]);
    }

    fn sorted(&mut self, graph: &mut Graph, points: Vec<(ExprId, Interval)>) {
        let mut solutions: Vec<Solution> = Vec::with_capacity(points.len());
        for (point, _) in points {
            if self.context.interrupt.is_asked() {
                self.lost.push("interrupted".to_string());
                break;
            }
            solutions.push(closed_solution(graph, point));
        }
        solutions.sort_by(|a, b| a.value.total_cmp(&b.value));
        self.solutions.points.extend(solutions.into_iter().map(|s| vec![s]));
    }
}

/// Does a closed number lie on a side of a box, ends included? `None` if that was not decided.
pub(super) fn lies_in(graph: &mut Graph, value: ExprId, side: &Side) -> Option<bool> {
    for (end, upper) in [(side.low, false), (side.high, true)] {
        let Some(end) = end else { continue };
        let gap = if upper { difference(graph, end, value) } else { difference(graph, value, end) };
        match sign(graph, gap) {
            Decision::Proved(Ordering::Less) => return Some(false),
            Decision::Proved(_) => {}
            Decision::Looks { .. } | Decision::Undefined | Decision::Unknown => return None,
        }
    }
    Some(true)
}

/// A closed number as a solution.
pub(in crate::calculus) fn closed_solution(graph: &mut Graph, exact: ExprId) -> Solution {
    let form = normalise(graph, exact);
    let (value, enclosure) = enclosed(graph, form);
    Solution { exact: Some(written(graph, form)), value, decimal: None, enclosure }
}

/// For people: `(1 - sqrt(5))/2`, where all terms have the same denominator.
fn written(graph: &mut Graph, form: ExprId) -> ExprId {
    let Node::Sum(terms) = graph.node(form) else { return present(graph, form) };
    let terms = terms.to_vec();
    let mut below: Option<Rational> = None;
    for &term in &terms {
        let (number, _) = crate::calculus::normal::split_coefficient(graph, term);
        let own = number.value.denominator();
        if number.decimal || own.is_one() || below.as_ref().is_some_and(|b| *b != own) {
            return present(graph, form);
        }
        below = Some(own);
    }
    let Some(below) = below else { return present(graph, form) };
    let below = graph.rational(below);
    let mut whole = Vec::new();
    for term in terms {
        whole.push(crate::calculus::normal::product(graph, &[below, term]));
    }
    let above = crate::calculus::normal::sum(graph, &whole);
    let above = present(graph, above);
    graph.raw_quotient(above, below)
}

/// The nearest double, and bounds.
fn enclosed(graph: &Graph, form: ExprId) -> (f64, Interval) {
    if let Some(value) = graph.as_rational(form) {
        return (value.to_f64(), Interval::of_rational(value));
    }
    match digits_of(graph, form, 25) {
        Ok(number) => {
            let value = number.value.to_f64();
            (value, Interval::of_rational(&number.value).hull(&Interval::around(value, value, 1)))
        }
        Err(_) => {
            let value = evaluate_closed(graph, form);
            (value, Interval::around(value, value, 64))
        }
    }
}

fn shown(graph: &mut Graph, id: ExprId) -> String {
    let ordered = present(graph, id);
    crate::expr::print::text(graph, ordered)
}
