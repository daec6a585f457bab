//! Several unknowns and kinks: the function is piecewise smooth, with one formula for each combination of signs of the
//! expressions that decide its branches. A critical point of a formula counts where the signs are those of the formula; where
//! one of the expressions is 0, the formulas on all sides must agree.

use std::cmp::Ordering;

use super::kind::{Classification, undecided};
use super::part::Question;
use super::points::{CriticalPoints, KINK, UNDECIDED_KINK};
use super::site::Site;
use super::smooth::{creases, without_formal_kinks};
use crate::algebra::closed::{Decision, compare as compare_numbers, sign};
use crate::algebra::enclosure::enclose_on;
use crate::algebra::normal::{compare, difference, is_nonnegative, negation, normalise, sum};
use crate::algebra::terms::replace;
use crate::algebra::{gradient, present};
use crate::calculus::Function;
use crate::calculus::argument::{Argument, sentence};
use crate::calculus::cuts::kinks::{branch, decider, defined_by_cases};
use crate::calculus::families::{Family, ParameterRange, values_at};
use crate::calculus::solve::Solution;
use crate::expr::{ExprId, Graph, Node, Relation, at_point};
use crate::numeric::Interval;
use crate::numeric::budget::pieces;

/// A formula, and the signs that belong to it.
#[derive(Clone)]
struct SignRegion {
    formula: ExprId,
    signs: Vec<(ExprId, Ordering)>,
}

/// How a point lies in a region.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lies {
    Inside,
    /// This many signs are 0.
    OnEdge(usize),
    Outside,
    Unknown,
}

/// The critical points; `None` where the function has other kinks than such, or need not have a value everywhere.
pub(super) fn critical(graph: &mut Graph, question: &Question<'_>) -> Option<CriticalPoints> {
    if !question.has_value_everywhere(graph) {
        return None;
    }
    let form = normalise(graph, question.f);
    let form = without_formal_kinks(graph, form);
    let form = defined_by_cases(graph, form);
    let regions = regions(graph, form)?;
    let total = |graph: &mut Graph, f: ExprId| Question { f, ..*question }.has_value_everywhere(graph);
    if regions.len() < 2 || !regions.iter().all(|r| total(graph, r.formula)) {
        return None;
    }
    let mut work = RegionSearch { question, regions, found: CriticalPoints::all() };
    let mut each = Vec::new();
    for i in 0..work.regions.len() {
        let formula = work.regions[i].formula;
        each.push((question.whole)(
            graph,
            &Function::new(formula, question.symbols, question.region.clone()),
            question.context,
        ));
    }
    for (i, own) in each.iter().enumerate() {
        work.take(graph, i, own, &each);
    }
    work.found.sort();
    work.found.say(KINK);
    Some(work.found)
}

/// The formulas of all combinations of signs.
fn regions(graph: &mut Graph, form: ExprId) -> Option<Vec<SignRegion>> {
    let mut open = vec![SignRegion { formula: form, signs: Vec::new() }];
    let mut done = Vec::new();
    while let Some(region) = open.pop() {
        let Some(&crease) = creases(graph, region.formula).first() else {
            done.push(region);
            continue;
        };
        if open.len() + done.len() > pieces::SIGN_REGIONS {
            return None;
        }
        // A condition that holds on a thin set decides about gradients there.
        if matches!(graph.node(crease), Node::Compare(Relation::Equal | Relation::NotEqual, ..)) {
            return None;
        }
        let asked = decider(graph, crease)?;
        let known = region.signs.iter().find_map(|&(part, order)| {
            let (gap, total) = (difference(graph, part, asked), sum(graph, &[part, asked]));
            if graph.is_zero(gap) { Some(order) } else { graph.is_zero(total).then(|| order.reverse()) }
        });
        for order in [Ordering::Less, Ordering::Greater] {
            if known.is_some_and(|known| known != order) {
                continue;
            }
            let value = branch(graph, crease, order)?;
            let formula = replace(graph, region.formula, &[(crease, value)]);
            let mut signs = region.signs.clone();
            signs.extend(known.is_none().then_some((asked, order)));
            open.push(SignRegion { formula, signs });
        }
    }
    Some(done)
}

struct RegionSearch<'a> {
    question: &'a Question<'a>,
    regions: Vec<SignRegion>,
    found: CriticalPoints,
}

impl RegionSearch<'_> {
    /// Keeps those critical points of one formula that are critical points of the function.
    fn take(&mut self, graph: &mut Graph, i: usize, own: &CriticalPoints, each: &[CriticalPoints]) {
        let Question { f, symbols, .. } = *self.question;
        let shown = present(graph, self.regions[i].formula);
        let here = Argument::exact(sentence!["the formula ", shown, " of one of the regions"]);
        self.found.rest_on(here.since(own.argument.clone().about(shown)));
        for point in &own.points {
            match self.lies(graph, i, &point.x) {
                Lies::Inside => {
                    let site = Site::of_point(symbols, &point.x, point.judgement.clone());
                    site.list(graph, f, symbols, &mut self.found);
                }
                Lies::Outside => {}
                Lies::OnEdge(_) => self.on_edge(graph, i, &point.x),
                Lies::Unknown => self.found.lose(UNDECIDED_KINK),
            }
        }
        let mut is_curve = !own.sets.is_empty();
        for (family, judgement) in &own.families {
            match family.range {
                ParameterRange::Whole(_) => self.family(graph, i, family, judgement),
                ParameterRange::Real => {
                    is_curve = true;
                    self.curve(graph, i, family, judgement);
                }
            }
        }
        // On the edge of a set the formula on the other side decides, if there is but one.
        let others_have_none = each.iter().enumerate().all(|(j, other)| i == j || other.is_none());
        if is_curve && !(self.regions.len() == 2 && others_have_none) {
            self.found.lose(UNDECIDED_KINK);
        }
        for set in &own.sets {
            let zero = graph.integer(0);
            let mut conditions = set.clone();
            for (part, order) in self.regions[i].signs.clone() {
                let relation = if order.is_lt() { Relation::Less } else { Relation::Greater };
                conditions.push(compare(graph, relation, part, zero));
            }
            conditions.retain(|&c| graph.node(c) != Node::Truth(true));
            if !conditions.iter().any(|&c| graph.node(c) == Node::Truth(false)) {
                self.found.sets.push(conditions);
            }
        }
    }

    fn lies(&self, graph: &mut Graph, i: usize, x: &[Solution]) -> Lies {
        let mut zeros = 0;
        let mut unknown = false;
        for &(part, wanted) in &self.regions[i].signs {
            match self.sign_at(graph, part, x) {
                Some(Ordering::Equal) => zeros += 1,
                Some(order) if order == wanted => {}
                Some(_) => return Lies::Outside,
                None => unknown = true,
            }
        }
        match (unknown, zeros) {
            (true, _) => Lies::Unknown,
            (_, 0) => Lies::Inside,
            _ => Lies::OnEdge(zeros),
        }
    }

    fn sign_at(&self, graph: &mut Graph, part: ExprId, x: &[Solution]) -> Option<Ordering> {
        let symbols = self.question.symbols;
        if let Some(exact) = x.iter().map(|s| s.exact).collect::<Option<Vec<ExprId>>>() {
            let put = at_point(graph, part, symbols, &exact);
            if let Decision::Proved(order) = sign(graph, put) {
                return Some(order);
            }
        }
        let place: Vec<Interval> = x.iter().map(|s| s.enclosure).collect();
        let range = enclose_on(graph, part, symbols, &place)?.range;
        range.order()
    }

    /// A critical point of a formula at an edge of its region: it is one if all formulas around it have the function's value and
    /// no slope there.
    fn on_edge(&mut self, graph: &mut Graph, i: usize, x: &[Solution]) {
        let Question { f, symbols, .. } = *self.question;
        let Some(exact) = x.iter().map(|s| s.exact).collect::<Option<Vec<ExprId>>>() else {
            return self.found.lose(UNDECIDED_KINK);
        };
        let mut all_agree = true;
        for j in 0..self.regions.len() {
            match self.lies(graph, j, x) {
                Lies::Outside => continue,
                Lies::Unknown => return self.found.lose(UNDECIDED_KINK),
                Lies::Inside | Lies::OnEdge(_) => {}
            }
            match self.agrees(graph, j, &exact) {
                Some(true) => {}
                Some(false) => all_agree = false,
                None => return self.found.lose(UNDECIDED_KINK),
            }
        }
        if !all_agree {
            // With one edge whose part has a slope there, all these formulas are met around the point.
            if !self.is_plain_edge(graph, i, x, &exact) {
                self.found.lose(UNDECIDED_KINK);
            }
            return;
        }
        let listed = self.found.points.iter().any(|p| p.x.iter().zip(x).all(|(a, b)| a.exact == b.exact));
        if !listed {
            let site = Site::of_point(symbols, x, undecided());
            site.list(graph, f, symbols, &mut self.found);
        }
    }

    /// Has the formula of a region the function's value at a point, and the gradient 0?
    fn agrees(&self, graph: &mut Graph, j: usize, exact: &[ExprId]) -> Option<bool> {
        let Question { f, symbols, .. } = *self.question;
        let formula = self.regions[j].formula;
        let [own, there] = [formula, f].map(|g| at_point(graph, g, symbols, exact));
        if !compare_numbers(graph, own, there).proved()?.is_eq() {
            return Some(false);
        }
        for slope in gradient(graph, formula, symbols) {
            let put = at_point(graph, slope, symbols, exact);
            if !sign(graph, put).proved()?.is_eq() {
                return Some(false);
            }
        }
        Some(true)
    }

    /// Is one sign 0 at the point, and has what it is the sign of a gradient there that is not?
    fn is_plain_edge(&self, graph: &mut Graph, i: usize, x: &[Solution], exact: &[ExprId]) -> bool {
        let alone = (0..self.regions.len())
            .all(|j| matches!(self.lies(graph, j, x), Lies::Outside | Lies::Inside | Lies::OnEdge(1)));
        if !alone {
            return false;
        }
        let signs = self.regions[i].signs.clone();
        signs.into_iter().any(|(part, _)| {
            self.sign_at(graph, part, x) == Some(Ordering::Equal)
                && gradient(graph, part, self.question.symbols).into_iter().any(|slope| {
                    let put = at_point(graph, slope, self.question.symbols, exact);
                    sign(graph, put).is_proved_different()
                })
        })
    }

    /// The part of a curve that lies in the region of its formula.
    fn curve(&mut self, graph: &mut Graph, i: usize, family: &Family, judgement: &Classification) {
        let symbols = self.question.symbols;
        let zero = graph.integer(0);
        let mut own = family.clone();
        for (part, order) in self.regions[i].signs.clone() {
            let put = at_point(graph, part, symbols, &family.expressions);
            let value = normalise(graph, put);
            let relation = if order.is_lt() { Relation::Less } else { Relation::Greater };
            let turned = if order.is_lt() { value } else { negation(graph, value) };
            if is_nonnegative(graph, turned) {
                return;
            }
            let condition = compare(graph, relation, value, zero);
            match graph.node(condition) {
                Node::Truth(true) => {}
                Node::Truth(false) => return,
                _ if own.conditions.contains(&condition) => {}
                _ => own.conditions.push(condition),
            }
        }
        self.found.families.push((own, judgement.clone()));
    }

    /// The members of a family that lie in the region of its formula.
    fn family(&mut self, graph: &mut Graph, i: usize, family: &Family, judgement: &Classification) {
        let Question { f, symbols, .. } = *self.question;
        let signs = self.regions[i].signs.clone();
        let parts: Vec<ExprId> = signs.iter().map(|(part, _)| *part).collect();
        let Some(split) = values_at(graph, (family, symbols), &parts) else {
            return self.found.lose(UNDECIDED_KINK);
        };
        for (own, values) in split {
            let mut inside = true;
            for (value, (_, wanted)) in values.iter().zip(&signs) {
                match sign(graph, *value) {
                    Decision::Proved(order) if order == *wanted => {}
                    Decision::Proved(order) if order.is_ne() => inside = false,
                    _ => return self.found.lose(UNDECIDED_KINK),
                }
            }
            if inside {
                let Some(site) = Site::of_family(symbols, &own, judgement.clone()) else {
                    return self.found.lose(UNDECIDED_KINK);
                };
                site.list(graph, f, symbols, &mut self.found);
            }
        }
    }
}
