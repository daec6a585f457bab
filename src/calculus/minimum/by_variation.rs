//! Functions of one unknown by their variation table, as on paper: critical points, kinks, ends, and whether the function rises
//! or falls in between.

use std::cmp::Ordering;

use super::ends::words;
use super::found::{MinimiserSet, Minimum, MinimumPoint, MinimumStatus};
use crate::algebra::closed::short;
use crate::algebra::closed::{Decision, compare, double};
use crate::algebra::enclosure::enclose_closed;
use crate::algebra::present;
use crate::algebra::present::shown;
use crate::calculus::argument::{Argument, NAME, Sentence, sentence};
use crate::calculus::cuts::Obstacle;
use crate::calculus::cuts::variation::{LinePoint, MonotonePiece, Trend, VariationTable, open_ends};
use crate::calculus::exact_value::{ExactValue, exact_value, least};
use crate::calculus::limit::{Limit, limit};
use crate::calculus::means::Means;
use crate::calculus::symmetry::maps_to;
use crate::calculus::{Function, Side};
use crate::expr::{ExprId, Graph, Relation, Symbol};
use crate::numeric::format::rounded_for_people;
use crate::numeric::{Interval, Rational};

/// Bounds of a value this narrow, relative to it, leave the digits that are shown.
const TOLD: f64 = 1e-12;

/// Marks are so far apart, relative to 1 plus their size, that a symmetry cannot take one to the neighbour of another.
const APART: f64 = 1e-6;

/// More pieces than this are not listed in the argument.
const MOST_TOLD: usize = 5;

/// The minimum that the variation table shows.
pub(super) fn solve(
    graph: &mut Graph,
    f: ExprId,
    x: Symbol,
    side: &Side,
    means: &Means<'_>,
) -> Result<Minimum, Obstacle> {
    let line = VariationTable::of(graph, f, x, side, means)?;
    let told = LineTeller { f, x, means };
    told.tell(graph, &line)
}

/// A value, or a limit that is only approached.
#[derive(Clone, Debug)]
struct InfimumCandidate {
    formula: Option<ExprId>,
    bounds: Interval,
    place: InfimumPlace,
}

/// Where a function has a value.
#[derive(Clone, Debug)]
enum InfimumPlace {
    Mark(usize),
    /// All along a piece.
    Piece(usize),
    /// It is a limit only; where the unknown goes.
    Toward(String),
}

struct LineTeller<'a> {
    f: ExprId,
    x: Symbol,
    means: &'a Means<'a>,
}

impl LineTeller<'_> {
    fn tell(&self, graph: &mut Graph, line: &VariationTable) -> Result<Minimum, Obstacle> {
        let mut levels = self.levels(graph, line)?;
        let defined =
            line.pieces.iter().any(|s| s.trend != Trend::Undefined) || line.marks.iter().any(|m| m.height.is_some());
        if !defined {
            return Ok(Minimum::nowhere(&[self.x], Argument::exact));
        }
        let story = self.story(graph, line);
        let locals = self.local_minima(graph, line);
        if let Some(words) = self.open_levels(graph, line, &mut levels)? {
            let sentence = sentence![NAME, " -> -inf as ", words, "; ", &story];
            let argument = Argument::exact(sentence).since(Argument::exact(story));
            let found = Minimum::without_points(MinimumStatus::Unbounded, &[self.x], argument);
            return Ok(Minimum { points: locals, ..found });
        }
        if line.marks.is_empty() && line.pieces.iter().all(|s| s.trend == Trend::Constant) {
            return Ok(self.constant(graph, line));
        }
        let (least, doubt) = self.least(graph, line, &levels)?;
        let Some(&first) = least.first() else { return Err(Obstacle::Unknown) };
        let (mut reached, mut level) = (Vec::new(), Vec::new());
        for &i in &least {
            match levels[i].place {
                InfimumPlace::Mark(mark) => reached.push(mark),
                InfimumPlace::Piece(piece) => level.push(piece),
                InfimumPlace::Toward(_) => {}
            }
        }
        if let (true, true, InfimumPlace::Toward(words)) = (reached.is_empty(), level.is_empty(), &levels[first].place)
        {
            let found = self.approached(graph, (&levels[first], words), story, doubt);
            return Ok(Minimum { points: locals, ..found });
        }
        Ok(self.taken(graph, line, (&reached, &level), story, doubt))
    }

    /// The values that are taken at marks and on whole pieces.
    fn levels(&self, graph: &mut Graph, line: &VariationTable) -> Result<Vec<InfimumCandidate>, Obstacle> {
        let mut levels: Vec<InfimumCandidate> = Vec::new();
        for (i, mark) in line.marks.iter().enumerate() {
            if let Some((formula, bounds)) = mark.height {
                levels.push(InfimumCandidate { formula, bounds, place: InfimumPlace::Mark(i) });
            }
        }
        for (i, piece) in line.pieces.iter().enumerate() {
            if let MonotonePiece { trend: Trend::Constant, formula: Some(formula), .. } = piece {
                let bounds = enclose_closed(graph, *formula).ok_or(Obstacle::Unknown)?.range;
                levels.push(InfimumCandidate { formula: Some(*formula), bounds, place: InfimumPlace::Piece(i) });
            }
        }
        Ok(levels)
    }

    /// Adds the limits at open ends; where one is −∞, says where the unknown goes.
    fn open_levels(
        &self,
        graph: &mut Graph,
        line: &VariationTable,
        levels: &mut Vec<InfimumCandidate>,
    ) -> Result<Option<String>, Obstacle> {
        for (toward, formula) in open_ends(line) {
            let words = words(graph, self.x, toward);
            match limit(graph, &Function::everywhere(formula, &[self.x]), toward, self.means.interrupt) {
                Limit::NegativeInfinity => return Ok(Some(words)),
                // Toward an end where it falls it cannot rise above everything.
                Limit::Infinity | Limit::Unknown => return Err(Obstacle::Unknown),
                Limit::Finite(value) => {
                    let bounds = enclose_closed(graph, value).ok_or(Obstacle::Unknown)?.range;
                    levels.push(InfimumCandidate { formula: Some(value), bounds, place: InfimumPlace::Toward(words) });
                }
            }
        }
        Ok(None)
    }

    /// The least level is a limit.
    fn approached(
        &self,
        graph: &mut Graph,
        (level, words): (&InfimumCandidate, &str),
        story: Sentence,
        doubt: Option<Argument>,
    ) -> Minimum {
        let value = level.formula.map_or_else(|| rounded_for_people(level.bounds.midpoint()), |id| shown(graph, id));
        let sentence = sentence!["the infimum ", value, " is approached as ", words, " but never reached: ", &story];
        let argument = Argument::exact(sentence).since(Argument::exact(story)).since_all(doubt);
        let found = Minimum::without_points(MinimumStatus::None, &[self.x], argument);
        Minimum { infimum: level.formula, ..found }
    }

    /// The least level is taken at these marks and on these pieces.
    fn taken(
        &self,
        graph: &mut Graph,
        line: &VariationTable,
        (reached, level): (&[usize], &[usize]),
        story: Sentence,
        doubt: Option<Argument>,
    ) -> Minimum {
        let mut argument = Argument::exact(&story);
        if let Some(doubt) = doubt {
            argument =
                Argument::exact(sentence![&story, "; ", doubt.sentence()]).since(Argument::exact(story)).since(doubt);
        }
        let mut found = Minimum::without_points(MinimumStatus::Global, &[self.x], argument);
        found.points = reached.iter().map(|&i| self.point(graph, &line.marks[i])).collect();
        if level.is_empty() {
            self.border(graph, line, reached, &mut found);
        }
        let is_told = |&i: &usize| {
            let told = |(formula, bounds): (Option<ExprId>, Interval)| {
                formula.is_some() || bounds.width() <= TOLD * bounds.mignitude()
            };
            line.marks[i].height.is_some_and(told)
        };
        if found.points.iter().any(|p| p.x[0].exact.is_none()) && reached.iter().all(is_told) {
            found.add("; all digits shown are certified");
        }
        if !level.is_empty() {
            self.flat(graph, line, level, reached, &mut found);
        }
        found
    }

    /// The positions of the least levels, all that are equal, and what is not proved of that.
    fn least(
        &self,
        graph: &mut Graph,
        line: &VariationTable,
        levels: &[InfimumCandidate],
    ) -> Result<(Vec<usize>, Option<Argument>), Obstacle> {
        let mut doubt = None;
        let chosen = least(levels.len(), |i, best| {
            let decision = match compared(graph, &levels[i], &levels[best]) {
                Decision::Unknown if self.are_mirrored(graph, line, &levels[i], &levels[best]) => {
                    Decision::Proved(Ordering::Equal)
                }
                decision => decision,
            };
            if decision == Decision::Proved(Ordering::Less) {
                doubt = None;
            } else if let Decision::Looks { digits } = decision {
                let sentence = format!("that the least values are equal is seen to {digits} digits, and not proved");
                doubt = Some(Argument::compared(sentence, decision));
            }
            decision.apparent().ok_or(Obstacle::Unknown)
        })?;
        Ok((chosen, doubt))
    }

    /// Does a symmetry take one critical point to the other? Its image is one, too, and this is the only mark near.
    fn are_mirrored(
        &self,
        graph: &mut Graph,
        line: &VariationTable,
        a: &InfimumCandidate,
        b: &InfimumCandidate,
    ) -> bool {
        let (&InfimumPlace::Mark(a), &InfimumPlace::Mark(b)) = (&a.place, &b.place) else { return false };
        if !(line.marks[a].critical && line.marks[b].critical) {
            return false;
        }
        let [from, to] = [a, b].map(|i| line.marks[i].value);
        let near = |i: usize| (line.marks[i].value - to).abs() <= APART * (1.0 + to.abs());
        (0..line.marks.len()).all(|i| i == b || !near(i))
            && maps_to(graph, self.f, &[self.x], (&[from], &[to]), |_, _| true)
    }

    fn constant(&self, graph: &mut Graph, line: &VariationTable) -> Minimum {
        let formula = line.pieces.first().and_then(|s| s.formula).unwrap_or(self.f);
        let value = exact_value(graph, formula);
        Minimum::constant(graph, self.x, value)
    }

    fn point(&self, graph: &mut Graph, mark: &LinePoint) -> MinimumPoint {
        let x = ExactValue { exact: mark.exact.map(|id| present(graph, id)), value: mark.value };
        let (formula, bounds) = mark.height.unwrap_or((None, Interval::ENTIRE));
        let value = match formula {
            Some(id) if crate::algebra::closed_form::is_short(graph, id) => exact_value(graph, id),
            Some(id) => ExactValue { exact: None, value: double(graph, id) },
            None => ExactValue { exact: None, value: bounds.roundest() },
        };
        MinimumPoint { x: vec![x], value, sample: false }
    }

    /// Marks inside, before which the function falls and behind which it rises.
    fn local_minima(&self, graph: &mut Graph, line: &VariationTable) -> Vec<MinimumPoint> {
        let mut found = Vec::new();
        for (i, mark) in line.marks.iter().enumerate() {
            let falls = line.piece_before(i).is_some_and(|s| s.trend == Trend::Falls);
            let rises = line.piece_after(i).is_some_and(|s| s.trend == Trend::Rises);
            if falls && rises && mark.height.is_some() && !line.jumps[i] {
                found.push(self.point(graph, mark));
            }
        }
        found
    }

    /// `f falls for x < -1, rises for x > -1`
    fn story(&self, graph: &mut Graph, line: &VariationTable) -> Sentence {
        let name = graph.name(self.x).to_string();
        let places: Vec<String> = line.marks.iter().map(|m| place(graph, m)).collect();
        let mut parts = Vec::new();
        let mut first = 0;
        for (i, piece) in line.pieces.iter().enumerate() {
            let next = line.ends(i).1;
            let goes_on = line.pieces.get(i + 1).is_some_and(|other| other.trend == piece.trend);
            if goes_on && next.is_some_and(|mark| line.continues_at(mark, piece.trend)) {
                continue;
            }
            let range = match (line.ends(first).0, next) {
                (None, None) => "everywhere".to_string(),
                (None, Some(high)) => format!("for {name} < {}", places[high]),
                (Some(low), None) => format!("for {name} > {}", places[low]),
                (Some(low), Some(high)) => format!("for {} < {name} < {}", places[low], places[high]),
            };
            let verb = match (piece.trend, piece.formula) {
                (Trend::Falls, _) => sentence!["falls"],
                (Trend::Rises, _) => sentence!["rises"],
                (Trend::Constant, Some(formula)) => sentence!["is ", present(graph, formula)],
                (Trend::Constant, None) => sentence!["is constant"],
                (Trend::Undefined, _) => sentence!["has no value"],
            };
            parts.push(sentence![verb, " ", range]);
            first = i + 1;
        }
        if parts.len() > MOST_TOLD {
            return sentence![
                NAME,
                " runs up and down in ",
                parts.len().to_string(),
                " stretches, whose ends are all known: the least of its values there decides"
            ];
        }
        sentence![NAME, " ", Sentence::list(&parts)]
    }

    /// Where the only minimiser is an end of the range.
    fn border(&self, graph: &mut Graph, line: &VariationTable, reached: &[usize], found: &mut Minimum) {
        let [only] = reached else { return };
        let low = *only == 0 && line.piece_before(*only).is_none();
        let high = *only + 1 == line.marks.len() && line.piece_after(*only).is_none();
        let mark = &line.marks[*only];
        if (low || high) && !mark.critical {
            let (name, at) = (graph.name(self.x).to_string(), place(graph, mark));
            found.add(sentence!["; the minimum is on the boundary ", name, " = ", at]);
        }
    }

    /// Pieces where the function is constant at the least value, and the marks where it has it, too.
    fn flat(&self, graph: &mut Graph, line: &VariationTable, level: &[usize], reached: &[usize], found: &mut Minimum) {
        let x = graph.symbol_node(self.x);
        let mut left: Vec<usize> = reached.to_vec();
        let mut parts = Vec::new();
        let mut rest = level;
        while let Some((&first, mut others)) = rest.split_first() {
            let mut last = first;
            // Neighbours are one where the mark between them belongs to both.
            while let Some((&next, more)) = others.split_first()
                && next == last + 1
                && line.ends(last).1.is_some_and(|mark| reached.contains(&mark))
            {
                left.retain(|&mark| Some(mark) != line.ends(last).1);
                (last, others) = (next, more);
            }
            rest = others;
            let mut bounds = Vec::new();
            for (mark, below) in [(line.ends(first).0, true), (line.ends(last).1, false)] {
                let Some(mark) = mark else { continue };
                let Some(at) = line.marks[mark].exact else { continue };
                let at = present(graph, at);
                left.retain(|&other| other != mark);
                let relation = if reached.contains(&mark) { Relation::LessOrEqual } else { Relation::Less };
                bounds.push(if below { graph.compare(relation, at, x) } else { graph.compare(relation, x, at) });
            }
            parts.push(bounds);
        }
        for mark in left {
            let Some(at) = line.marks[mark].exact else { continue };
            let at = present(graph, at);
            parts.push(vec![graph.compare(Relation::Equal, x, at)]);
        }
        let Some(piece) = level.first().and_then(|&i| line.pieces.get(i)) else { return };
        if let (true, Some(formula)) = (found.points.is_empty(), piece.formula) {
            let place = graph.rational(piece.sample.clone());
            let (place, value) = (exact_value(graph, place), exact_value(graph, formula));
            found.points.push(MinimumPoint { x: vec![place], value, sample: false });
        }
        let equations = match parts.as_slice() {
            [one] => one.clone(),
            _ => {
                let parts: Vec<ExprId> = parts.iter().map(|bounds| graph.and(bounds)).collect();
                vec![graph.or(&parts)]
            }
        };
        let directions = vec![vec![Rational::ONE]];
        found.set = Some(MinimiserSet { point: vec![piece.sample.clone()], directions, equations });
    }
}

fn place(graph: &mut Graph, mark: &LinePoint) -> String {
    mark.exact.map_or_else(|| rounded_for_people(mark.value), |id| short(graph, id))
}

fn compared(graph: &mut Graph, a: &InfimumCandidate, b: &InfimumCandidate) -> Decision {
    if a.bounds.high() < b.bounds.low() {
        return Decision::Proved(Ordering::Less);
    }
    if b.bounds.high() < a.bounds.low() {
        return Decision::Proved(Ordering::Greater);
    }
    let (Some(u), Some(v)) = (a.formula, b.formula) else { return Decision::Unknown };
    compare(graph, u, v)
}
