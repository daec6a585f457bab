//! One unknown: the line is cut where the function has a kink, a jump or no value. On each piece the slope of its formula
//! decides; at a cut the slopes on both sides do, and the value there.

use super::joint::{self, Joint};
use super::kind::{Classification, CriticalPointKind, Judge};
use super::members::{inside, kinds_of_family, whole_number};
use super::part::LineQuestion;
use super::points::{CriticalPoint, CriticalPoints, KINK, judged, value};
use super::runs::{Neighbours, by_runs, tightened};
use crate::algebra::enclosure::{enclose_closed, is_smooth_around};
use crate::algebra::normal::{compare, difference, normalise, sum};
use crate::algebra::present::shown;
use crate::algebra::{closed, present};
use crate::calculus::argument::{Argument, NAME, SLOPE, Sentence, sentence};
use crate::calculus::cuts::pieces::is_at_end;
use crate::calculus::cuts::{Cut, Pieces, SmoothPiece, period};
use crate::calculus::families::{Family, rejoined};
use crate::calculus::means::Means;
use crate::calculus::solve::{Solution, SolveContext, closed_solution, equation};
use crate::calculus::{Function, Side};
use crate::expr::{ExprId, Graph, Relation, substitute};

/// The sentence about jumps.
pub(super) const JUMP: &str = "where the function jumps there is no gradient: see minimum";

impl LineQuestion<'_> {
    /// The critical points; `None` where the line cannot be cut up.
    pub fn critical(&self, graph: &mut Graph) -> Option<CriticalPoints> {
        self.in_pieces(graph).or_else(|| self.by_period(graph))
    }

    /// A function that repeats: one period, and every point comes back.
    fn by_period(&self, graph: &mut Graph) -> Option<CriticalPoints> {
        if self.side != Side::ENTIRE {
            return None;
        }
        let period = period::period(graph, self.f, self.x)?;
        if period::repeats_where_defined(graph, self.f, self.x, period) {
            return self.every_period(graph, period, sentence![NAME, " repeats: one period tells all"]);
        }
        let f = normalise(graph, self.f);
        if !period::repeats_where_defined(graph, f, self.x, period) {
            return None;
        }
        let said = sentence![NAME, " repeats where it has a value: one period tells all"];
        let all = LineQuestion { f, ..*self }.every_period(graph, period, said)?;
        self.where_defined(graph, all)
    }

    fn every_period(&self, graph: &mut Graph, period: ExprId, said: Sentence) -> Option<CriticalPoints> {
        let zero = graph.integer(0);
        let side = Side { low: Some(zero), high: Some(period) };
        let one = LineQuestion { side, ..*self }.in_pieces(graph)?;
        if !one.sets.is_empty() || !one.undecided.is_empty() {
            return None;
        }
        let k = whole_number(graph, &[self.x]);
        let argument = one.argument.since(Argument::exact(said));
        let mut all = CriticalPoints { argument, ..CriticalPoints::default() };
        for point in one.points {
            let at = normalise(graph, point.x[0].exact?);
            if at == period {
                continue;
            }
            all.families.push((Family::repeating(graph, at, period, k), point.judgement));
        }
        Some(all)
    }

    /// Of the critical points of the normal form those around which the function as it was written has a value.
    fn where_defined(&self, graph: &mut Graph, all: CriticalPoints) -> Option<CriticalPoints> {
        let SolveContext { interrupt, .. } = *self.context;
        let lost = Function::everywhere(self.f, &[self.x]).lost(graph);
        if !lost.complete || !lost.excluded.is_empty() {
            return None;
        }
        let pieces = lost.set(graph, self.x, interrupt)?.pieces();
        let mut families = Vec::new();
        for (family, judgement) in all.families {
            let mut own = Vec::new();
            for piece in &pieces {
                let [low, high] = [piece.low, piece.high].map(|end| end.map(|(at, _)| at));
                own.extend(inside(graph, &family, (&Side { low, high }, &self.side))?);
            }
            let own = rejoined(own);
            families.extend(own.into_iter().map(|family| (family, judgement.clone())));
        }
        Some(CriticalPoints { families, ..all })
    }

    fn in_pieces(&self, graph: &mut Graph) -> Option<CriticalPoints> {
        // The ends of the box are looked at from both sides.
        let one = graph.integer(1);
        let low = self.side.low.map(|id| difference(graph, id, one));
        let high = self.side.high.map(|id| sum(graph, &[id, one]));
        let wide = Side { low, high };
        let means = Means { interrupt: self.context.interrupt, thorough: false };
        let Pieces { cuts, pieces } = Pieces::of(graph, self.f, self.x, &wide, &means).ok()?;
        let parts = self.joined(graph, pieces, &cuts);
        let joints: Vec<Joint> = parts.windows(2).map(|pair| joint::at(graph, self, (&pair[0], &pair[1]))).collect();
        let mut work = CriticalOnLine { line: self, found: CriticalPoints::all() };
        for part in &parts {
            work.zeros(graph, part);
        }
        work.at_joints(graph, &parts, &joints);
        work.sets(graph, &parts, &joints);
        Some(work.finished())
    }

    /// The pieces, joined across cuts at which nothing happens.
    fn joined(&self, graph: &mut Graph, pieces: Vec<SmoothPiece>, cuts: &[Cut]) -> Vec<SmoothPiece> {
        let mut parts: Vec<SmoothPiece> = Vec::new();
        for piece in pieces {
            if let Some(last) = parts.last_mut()
                && last.formula == piece.formula
                && let (Some(at), Some(formula)) = (piece.low, piece.formula)
                && cuts.iter().any(|c| c.at == at && c.defined)
                && self.goes_on(graph, formula, at)
            {
                last.high = piece.high;
                continue;
            }
            parts.push(piece);
        }
        parts
    }

    /// Is the formula that the function has on both sides of a cut smooth there, and the function's value?
    fn goes_on(&self, graph: &mut Graph, formula: ExprId, at: ExprId) -> bool {
        let Some(bounds) = enclose_closed(graph, at) else { return false };
        if !is_smooth_around(graph, formula, &[self.x], &[bounds.range]) {
            return false;
        }
        let [there, own] = [self.f, formula].map(|g| {
            let put = substitute(graph, g, &[(self.x, at)]);
            normalise(graph, put)
        });
        closed::compare(graph, there, own).is_proved_equal()
    }
}

/// What is being found.
struct CriticalOnLine<'a> {
    line: &'a LineQuestion<'a>,
    found: CriticalPoints,
}

impl CriticalOnLine<'_> {
    /// The zeros of the slope inside a part.
    fn zeros(&mut self, graph: &mut Graph, part: &SmoothPiece) {
        let (Some(formula), Some(slope)) = (part.formula, part.slope) else { return };
        let line = self.line;
        let Some(side) = self.clipped(graph, part) else { return };
        if part.is_flat(graph) {
            return;
        }
        let found = equation(graph, &Function::on_side(slope, line.x, side), line.context);
        if !found.sets.is_empty() || !found.conditions.is_empty() {
            return self.found.lose("where the slope is 0 was not decided");
        }
        let alone = found.complete() && found.families.is_empty();
        let zeros = found.argument(graph);
        self.found.rest_on(self.slope_on(graph, part, slope).since(zeros));
        if !found.complete() {
            self.found.undecided.extend(found.undecided);
        } else if part.low.is_none() && part.high.is_none() {
            self.found.say(found.deciding());
        }
        let judge_symbols = [line.x];
        let judge = Judge::new(graph, formula, &judge_symbols);
        let points = found.points.into_iter().flatten();
        let points: Vec<Solution> = points.map(|p| tightened(graph, slope, line.x, p)).collect();
        for (i, point) in points.iter().enumerate() {
            match is_at_end(graph, (slope, line.x), &part.side(), point) {
                Some(true) => continue,
                Some(false) => {}
                None => {
                    self.found.lose("whether a zero of the slope is at a cut was not decided");
                    continue;
                }
            }
            let mut judgement = judged(graph, &judge, std::slice::from_ref(point));
            if judgement.kind == CriticalPointKind::Unknown {
                let neighbours = alone.then(|| Neighbours {
                    before: i.checked_sub(1).map(|j| &points[j]),
                    after: points.get(i + 1),
                    side,
                });
                judgement = by_runs(graph, line, slope, (point, neighbours));
            }
            self.push(graph, point.clone(), judgement);
        }
        for family in found.families {
            let Some(own) = inside(graph, &family, (&part.side(), &line.side)) else {
                let why = "which members of a family lie on a piece of the function was not decided";
                self.found.lose(why);
                continue;
            };
            for family in own {
                self.found.families.extend(kinds_of_family(graph, (&family, line.x), formula));
            }
        }
    }

    /// `f' = 2x for 0 < x < 1`
    fn slope_on(&self, graph: &mut Graph, part: &SmoothPiece, slope: ExprId) -> Argument {
        let name = graph.name(self.line.x).to_string();
        let mut said = sentence![SLOPE, " = ", present(graph, slope)];
        let [low, high] = [part.low, part.high].map(|end| end.map(|end| present(graph, end)));
        match (low, high) {
            (None, None) => {}
            (Some(low), None) => said.push(sentence![" for ", name, " > ", low]),
            (None, Some(high)) => said.push(sentence![" for ", name, " < ", high]),
            (Some(low), Some(high)) => said.push(sentence![" for ", low, " < ", name, " < ", high]),
        }
        Argument::exact(said)
    }

    /// The part of a piece in the box; `None` where they have no inner point in common.
    fn clipped(&mut self, graph: &mut Graph, part: &SmoothPiece) -> Option<Side> {
        let common = part.side().common(graph, &self.line.side);
        if common.is_none() {
            self.found.lose("whether a piece lies in the box was not decided");
        }
        common.flatten()
    }

    fn push(&mut self, graph: &mut Graph, point: Solution, judgement: Classification) {
        let line = self.line;
        let x = vec![point];
        let value = value(graph, line.f, &[line.x], &x);
        self.found.points.push(CriticalPoint { value, x, judgement });
    }

    /// Critical cuts, and what is said of the others.
    fn at_joints(&mut self, graph: &mut Graph, parts: &[SmoothPiece], joints: &[Joint]) {
        for (pair, joint) in parts.windows(2).zip(joints) {
            let Some(at) = pair[0].high else { continue };
            match joint {
                Joint::Critical(judgement) => {
                    // A flat part in the box has the cut as its end.
                    if !pair.iter().any(|p| p.is_flat(graph) && self.clipped(graph, p).is_some()) {
                        let point = closed_solution(graph, at);
                        self.push(graph, point, judgement.clone());
                    }
                }
                Joint::Passed => {}
                Joint::Kink => self.found.say(KINK),
                Joint::Jump => self.found.say(JUMP),
                Joint::Unknown => {
                    let text = shown(graph, at);
                    let name = graph.name(self.line.x);
                    self.found.lose(&format!("whether there is a gradient at {name} = {text} was not decided"));
                }
            }
        }
    }

    /// The stretches on which the function is constant.
    fn sets(&mut self, graph: &mut Graph, parts: &[SmoothPiece], joints: &[Joint]) {
        let is_critical = |i: Option<usize>| matches!(i.and_then(|i| joints.get(i)), Some(Joint::Critical(_)));
        let mut i = 0;
        while i < parts.len() {
            let first = i;
            i += 1;
            if !parts[first].is_flat(graph) {
                continue;
            }
            while i < parts.len() && parts[i].is_flat(graph) && is_critical(Some(i - 1)) {
                i += 1;
            }
            let whole = SmoothPiece { high: parts[i - 1].high, ..parts[first] };
            let Some(Side { low, high }) = self.clipped(graph, &whole) else { continue };
            let x = graph.symbol_node(self.line.x);
            let mut conditions = Vec::new();
            for (end, own, closed, relations) in [
                (whole.low, low, is_critical(first.checked_sub(1)), [Relation::Greater, Relation::GreaterOrEqual]),
                (whole.high, high, is_critical(Some(i - 1)), [Relation::Less, Relation::LessOrEqual]),
            ] {
                // The ends of the widened box are none of the function.
                if let Some(end) = end.filter(|_| end == own) {
                    conditions.push(compare(graph, relations[usize::from(closed)], x, end));
                }
            }
            self.found.sets.push(conditions);
        }
    }

    fn finished(mut self) -> CriticalPoints {
        self.found.sort();
        self.found
    }
}
