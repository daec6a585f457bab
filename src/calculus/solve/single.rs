//! One equation in one unknown.

use std::cmp::Ordering;

use super::check::{Answer, is_solution};
use super::exact::{Sign, same, sign};
use super::family::{Equation, Members, merged};
use super::search::{Found, Search};
use super::{Context, Family, Solution, Solutions};
use crate::calculus::normal::{difference, normalise};
use crate::calculus::{Side, present};
use crate::expr::{ExprId, Graph, Symbol, digits_of, evaluate_closed, symbols_of};
use crate::numeric::Interval;

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
        let unknown = !found.rest.is_empty();
        let free = symbols_of(graph, &[self.f]).iter().any(|&s| s != self.x);
        if found.everything {
            self.solutions.sets.push(Vec::new());
        }
        self.solutions.sets.extend(found.pieces);
        let (mut points, mut families) = (Vec::new(), Vec::new());
        for candidate in found.points {
            let symbols = symbols_of(graph, &[candidate]);
            let whole: Vec<Symbol> = symbols.iter().copied().filter(|s| parameters.contains(s)).collect();
            match (symbols.len(), whole.as_slice()) {
                (0, _) => self.point(graph, candidate, &mut points),
                (1, &[k]) => families.push(Members::new(candidate, k)),
                (_, []) if free => self.formula(graph, candidate),
                (_, &[k]) if free => self.family(graph, &Members::new(candidate, k)),
                _ => self.lost.push("a family with several parameters was not followed".to_string()),
            }
        }
        self.families(graph, families, &mut points);
        self.sorted(graph, points);
        if unknown {
            self.lost.push("no closed form is known here for all solutions".to_string());
        }
        self.solutions.complete = self.lost.is_empty();
        if let Some(first) = self.lost.first() {
            self.solutions.because = first.clone();
        }
    }

    /// A closed candidate.
    fn point(&mut self, graph: &mut Graph, candidate: ExprId, points: &mut Vec<ExprId>) {
        let free = symbols_of(graph, &[self.f]).iter().any(|&s| s != self.x);
        if free {
            self.formula(graph, candidate);
            return;
        }
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
        for &known in points.iter() {
            match same(graph, known, candidate) {
                Some(true) => return,
                Some(false) => {}
                None => self.lost.push("whether two solutions are the same was not decided".to_string()),
            }
        }
        points.push(candidate);
    }

    fn families(&mut self, graph: &mut Graph, families: Vec<Members>, points: &mut Vec<ExprId>) {
        let mut kept = Vec::new();
        for family in families {
            if self.context.interrupt.is_set() {
                self.lost.push("interrupted".to_string());
                return;
            }
            let equation = Equation { f: self.f, x: self.x, words: self.context.words };
            let text = shown(graph, family.formula);
            match family.solutions(graph, &equation) {
                Some(more) => kept.extend(more),
                None => self.lost.push(format!("which of x = {text} are solutions was not decided")),
            }
        }
        for family in merged(graph, kept) {
            match (self.side.low, self.side.high) {
                (Some(low), Some(high)) => {
                    let (low, high) = (evaluate_closed(graph, low), evaluate_closed(graph, high));
                    let Some(numbers) = family.numbers_between(graph, low, high) else {
                        self.lost.push("the box holds more members of a family than are listed".to_string());
                        self.family(graph, &family);
                        continue;
                    };
                    for k in numbers {
                        let member = family.at(graph, k);
                        self.point(graph, member, points);
                    }
                }
                _ => self.family(graph, &family),
            }
        }
    }

    fn family(&mut self, graph: &mut Graph, family: &Members) {
        let ordered = present(graph, family.formula);
        let entry = Family { expressions: vec![ordered], parameters: vec![family.k], range: family.range() };
        if !self.solutions.families.contains(&entry) {
            self.solutions.families.push(entry);
        }
    }

    /// A formula in names without a value.
    fn formula(&mut self, graph: &mut Graph, candidate: ExprId) {
        let exact = present(graph, candidate);
        let solution = Solution { exact: Some(exact), value: f64::NAN, decimal: None, enclosure: Interval::ENTIRE };
        self.solutions.points.push(vec![solution]);
    }

    fn sorted(&mut self, graph: &mut Graph, points: Vec<ExprId>) {
        let mut solutions: Vec<Solution> = points.into_iter().map(|p| closed_solution(graph, p)).collect();
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
            Sign::Proved(Ordering::Less) => return Some(false),
            Sign::Proved(_) | Sign::LooksZero => {}
            Sign::Undefined | Sign::Unknown => return None,
        }
    }
    Some(true)
}

/// A closed number as a solution.
pub(super) fn closed_solution(graph: &mut Graph, exact: ExprId) -> Solution {
    let form = normalise(graph, exact);
    let (value, enclosure) = enclosed(graph, form);
    Solution { exact: Some(present(graph, form)), value, decimal: None, enclosure }
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
