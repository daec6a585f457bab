//! Cutting the line where a function of one unknown has kinks, jumps or no value: on each piece it is smooth, or nowhere
//! defined.

use std::cmp::Ordering;

use super::kinks::{defined_by_cases, kinks, resolved};
use super::{Obstacle, steps, tails};
use crate::algebra::closed::{compare, double};
use crate::algebra::enclosure::enclose_closed;
use crate::algebra::normal::{difference, normalise, power};
use crate::algebra::{derivative, expand, expanded};
use crate::calculus::domain::{Certainty, is_defined, satisfies, values_needed};
use crate::calculus::exact_value::order;
use crate::calculus::means::Means;
use crate::calculus::solve::{Solution, equation};
use crate::calculus::{Function, Side, tidy};
use crate::expr::{ExprId, Graph, MustBe, Node, Symbol, depends_on, reach, rewrite, substitute};
use crate::numeric::budget::pieces;
use crate::numeric::{Interval, Rational};

/// How near to a whole number a value must be for equality to be asked, and how large such a number may be.
const NEAR: f64 = 1e-6;
const MOST_KNOWN: f64 = 1e9;

/// A number on the line where something happens.
#[derive(Clone, Copy, Debug)]
pub(in crate::calculus) struct Cut {
    /// A closed number in normal form.
    pub at: ExprId,
    pub value: f64,
    /// The function with the number put in, not rewritten but for parts whose value there is known.
    pub here: ExprId,
    /// Has the function a value there?
    pub defined: bool,
    /// It may jump there.
    pub jump: bool,
}

/// What lies between two cuts.
#[derive(Clone, Copy, Debug)]
pub(in crate::calculus) struct SmoothPiece {
    pub low: Option<ExprId>,
    pub high: Option<ExprId>,
    /// The smooth formula that the function is there, in normal form; `None` where it has no value.
    pub formula: Option<ExprId>,
    /// The slope of that formula.
    pub slope: Option<ExprId>,
}

/// Cuts in rising order, and the pieces before, between and behind them.
pub(in crate::calculus) struct Pieces {
    pub cuts: Vec<Cut>,
    pub pieces: Vec<SmoothPiece>,
}

/// Where a function may have cuts, as equations.
pub(super) struct CutEquations {
    /// The function with its remainders written by `floor`.
    pub plain: ExprId,
    /// Its normal form, by cases.
    pub form: ExprId,
    pub needs: Vec<(ExprId, MustBe)>,
    /// The cuts are zeros of these; the function may jump there.
    pub zeros: Vec<(ExprId, bool)>,
}

impl CutEquations {
    pub fn of(graph: &mut Graph, f: ExprId, x: Symbol, side: &Side) -> Result<CutEquations, Obstacle> {
        let plain = steps::without_remainders(graph, f);
        let form = normalise(graph, plain);
        let form = defined_by_cases(graph, form);
        let needs = values_needed(graph, plain, x).ok_or(Obstacle::Unknown)?;
        let mut zeros: Vec<(ExprId, bool)> = Vec::new();
        for &(need, _) in &needs {
            let need = normalise(graph, need);
            zeros.push((need, false));
            // What is needed may jump where the normal form of the whole does not.
            let by_cases = defined_by_cases(graph, need);
            zeros.extend(kinks(graph, by_cases, x, side)?);
        }
        zeros.extend(kinks(graph, form, x, side)?);
        zeros.sort_by(|a, b| graph.order(a.0, b.0).then(a.1.cmp(&b.1)));
        zeros.dedup();
        Ok(CutEquations { plain, form, needs, zeros })
    }
}

impl Pieces {
    pub fn of(graph: &mut Graph, f: ExprId, x: Symbol, side: &Side, means: &Means<'_>) -> Result<Pieces, Obstacle> {
        let CutEquations { plain, form, needs, mut zeros } = CutEquations::of(graph, f, x, side)?;
        let context = means.context();
        let mut cuts: Vec<FoundCut> = [side.low, side.high].into_iter().flatten().map(FoundCut::end).collect();
        let mut seen = 0;
        while let Some(&(zero, jump)) = zeros.get(seen) {
            seen += 1;
            let found = equation(graph, &Function::on_side(zero, x, *side), &context);
            if !found.families.is_empty() {
                return Err(Obstacle::Families);
            }
            if !found.complete() || !found.conditions.is_empty() || seen > pieces::CUTS {
                return Err(Obstacle::Unknown);
            }
            // Where it is 0 on whole intervals, their ends are cuts.
            for condition in found.sets.into_iter().flatten() {
                let Node::Compare(_, a, b) = graph.node(condition) else { return Err(Obstacle::Unknown) };
                let end = (difference(graph, a, b), jump);
                if !zeros.contains(&end) {
                    zeros.push(end);
                }
            }
            for point in found.points {
                let exact = point.first().and_then(|s| s.exact).ok_or(Obstacle::Unknown)?;
                cuts.push(FoundCut { at: normalise(graph, exact), jump, zeros: vec![zero] });
            }
        }
        let cuts = sorted(graph, cuts)?;
        if cuts.len() > pieces::CUTS {
            return Err(Obstacle::Unknown);
        }
        let cuts = cuts.into_iter().map(|found| cut(graph, plain, x, found)).collect::<Result<_, _>>()?;
        Pieces { cuts, pieces: Vec::new() }.filled(graph, (plain, &needs, form), x, side)
    }

    fn filled(
        mut self,
        graph: &mut Graph,
        (f, needs, form): (ExprId, &[(ExprId, MustBe)], ExprId),
        x: Symbol,
        side: &Side,
    ) -> Result<Pieces, Obstacle> {
        let ends: Vec<Option<ExprId>> =
            [None].into_iter().chain(self.cuts.iter().map(|c| Some(c.at))).chain([None]).collect();
        for pair in ends.windows(2) {
            let outside = pair[0].is_none() && side.low.is_some() || pair[1].is_none() && side.high.is_some();
            if outside {
                continue;
            }
            let sample = between(graph, pair[0], pair[1]).ok_or(Obstacle::Unknown)?;
            let at = graph.rational(sample);
            let formula = match has_value(graph, (f, needs), x, at)? {
                Certainty::Yes => Some(resolved(graph, form, x, at).ok_or(Obstacle::Unknown)?),
                Certainty::No => None,
                Certainty::Unknown => return Err(Obstacle::Unknown),
            };
            let slope = formula.map(|formula| {
                let slope = derivative(graph, formula, x);
                tidy(graph, slope)
            });
            self.pieces.push(SmoothPiece { low: pair[0], high: pair[1], formula, slope });
        }
        Ok(self)
    }
}

/// Has the function a value at a number that is no cut? A power such as `x^x` counts as undefined for all x < 0, whole
/// numbers too.
fn has_value(
    graph: &mut Graph,
    (f, needs): (ExprId, &[(ExprId, MustBe)]),
    x: Symbol,
    at: ExprId,
) -> Result<Certainty, Obstacle> {
    let has_cases = reach(graph, &[f]).order.into_iter().any(|id| matches!(graph.node(id), Node::Piecewise(_)));
    if has_cases {
        let here = substitute(graph, f, &[(x, at)]);
        return match is_defined(graph, here) {
            Certainty::Yes if leaves_powers(graph, f, x, at)? => Ok(Certainty::No),
            answer => Ok(answer),
        };
    }
    let mut answer = Certainty::Yes;
    for &(need, must_be) in needs {
        let here = substitute(graph, need, &[(x, at)]);
        match satisfies(graph, here, must_be) {
            Certainty::Yes => {}
            Certainty::No => return Ok(Certainty::No),
            Certainty::Unknown => answer = Certainty::Unknown,
        }
    }
    Ok(answer)
}

/// A cut that was found.
struct FoundCut {
    at: ExprId,
    jump: bool,
    /// The expressions whose zero it is.
    zeros: Vec<ExprId>,
}

impl FoundCut {
    fn end(at: ExprId) -> FoundCut {
        FoundCut { at, jump: false, zeros: Vec::new() }
    }
}

fn cut(graph: &mut Graph, f: ExprId, x: Symbol, found: FoundCut) -> Result<Cut, Obstacle> {
    let FoundCut { at, jump, zeros } = found;
    let known = with_known_values(graph, f, x, at, &zeros);
    let here = substitute(graph, known, &[(x, at)]);
    let defined = match is_defined(graph, here) {
        Certainty::Yes => !leaves_powers(graph, f, x, at)?,
        Certainty::No => false,
        Certainty::Unknown => return Err(Obstacle::Unknown),
    };
    Ok(Cut { at, value: double(graph, at), here, defined, jump })
}

/// Replaces each sum or call whose value at a cut follows from what is 0 there: at a root of `x^3 + x = 1`, where the
/// domain of `asin(x^3 + x)` ends, this is `asin(1)`, whatever the root looks like.
fn with_known_values(graph: &mut Graph, f: ExprId, x: Symbol, at: ExprId, zeros: &[ExprId]) -> ExprId {
    rewrite(graph, f, |graph, id, _| {
        let may_be_known = matches!(graph.node(id), Node::Sum(_) | Node::Call(..)) && depends_on(graph, id, x);
        if may_be_known { known_value(graph, id, x, at, zeros) } else { None }
    })
}

/// The whole number `n` that a part equals at a cut, if `part - n` or `part^2 - n^2` is among what is 0 there.
fn known_value(graph: &mut Graph, part: ExprId, x: Symbol, at: ExprId, zeros: &[ExprId]) -> Option<ExprId> {
    let here = substitute(graph, part, &[(x, at)]);
    let range = enclose_closed(graph, here)?.range;
    let whole = range.midpoint().round();
    // Far from its negative, which has the same square.
    if range.width() > NEAR
        || !range.is_bounded()
        || whole.abs() > MOST_KNOWN
        || (range.midpoint() - whole).abs() > NEAR
    {
        return None;
    }
    let (whole, two) = (graph.integer(whole as i64), graph.integer(2));
    let squares = [part, whole].map(|id| power(graph, id, two));
    for (a, b) in [(part, whole), (squares[0], squares[1])] {
        for gap in [difference(graph, a, b), difference(graph, b, a)] {
            let gap = expanded(graph, gap);
            if zeros.iter().any(|&zero| zero == gap || expand(graph, zero).is_ok_and(|z| z == gap)) {
                return Some(whole);
            }
        }
    }
    None
}

/// Is the base of a power whose exponent varies negative here? Such a power is looked at for positive bases only: as at
/// the whole numbers between two cuts, it has no value at a cut.
fn leaves_powers(graph: &mut Graph, f: ExprId, x: Symbol, at: ExprId) -> Result<bool, Obstacle> {
    for id in reach(graph, &[f]).order {
        if let Node::Power(base, exponent) = graph.node(id)
            && depends_on(graph, exponent, x)
        {
            let here = substitute(graph, base, &[(x, at)]);
            if order(graph, here).ok_or(Obstacle::Unknown)?.is_lt() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// In rising order, equal ones once.
fn sorted(graph: &mut Graph, cuts: Vec<FoundCut>) -> Result<Vec<FoundCut>, Obstacle> {
    let mut cuts: Vec<(f64, FoundCut)> = cuts.into_iter().map(|cut| (double(graph, cut.at), cut)).collect();
    cuts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut kept: Vec<FoundCut> = Vec::new();
    for (_, found) in cuts {
        if let Some(last) = kept.last_mut() {
            match compare(graph, found.at, last.at).proved().ok_or(Obstacle::Unknown)? {
                Ordering::Greater => {}
                Ordering::Equal => {
                    last.jump |= found.jump;
                    last.zeros.extend(found.zeros);
                    continue;
                }
                Ordering::Less => return Err(Obstacle::Unknown),
            }
        }
        kept.push(found);
    }
    Ok(kept)
}

/// Numbers before and after a point that are as near as is known: the number itself, where it has a formula.
pub(in crate::calculus) fn ends(graph: &mut Graph, point: &Solution) -> [Option<ExprId>; 2] {
    if let Some(exact) = point.exact {
        let at = normalise(graph, exact);
        return [Some(at), Some(at)];
    }
    [point.enclosure.low(), point.enclosure.high()].map(|end| Rational::from_f64(end).map(|r| graph.rational(r)))
}

/// A number between two others, with few digits where there is room.
pub(in crate::calculus) fn between(graph: &mut Graph, low: Option<ExprId>, high: Option<ExprId>) -> Option<Rational> {
    let ends = [low, high].map(|id| id.map(|id| double(graph, id)));
    let sample = match (ends[0], ends[1]) {
        (None, None) => 0.0,
        (Some(a), None) => a.floor() + 2.0,
        (None, Some(b)) => b.ceil() - 2.0,
        (Some(a), Some(b)) => {
            let middle = 0.5 * a + 0.5 * b;
            // The ends are doubles near the numbers meant; the sample must be clear of both.
            if b - a <= 1e-14 * (a.abs() + b.abs()) {
                return None;
            }
            let short = (0..17).map(|d| format!("{middle:.d$}").parse().unwrap_or(middle));
            short.into_iter().find(|v: &f64| (v - middle).abs() < 0.25 * (b - a)).unwrap_or(middle)
        }
    };
    let sample = Rational::from_f64(sample)?;
    let lies_between =
        is_beyond(graph, high, &sample, Ordering::Less) && is_beyond(graph, low, &sample, Ordering::Greater);
    lies_between.then_some(sample)
}

/// Is the number proved to be on this side of the end, if there is one?
fn is_beyond(graph: &mut Graph, end: Option<ExprId>, sample: &Rational, side: Ordering) -> bool {
    let Some(end) = end else { return true };
    if let Some(range) = enclose_closed(graph, end).map(|e| e.range) {
        let at = Interval::of_rational(sample);
        let apart = if side == Ordering::Less { at.high() < range.low() } else { at.low() > range.high() };
        if apart {
            return true;
        }
    }
    let sample = graph.rational(sample.clone());
    compare(graph, sample, end).proved() == Some(side)
}

/// The zeros of the derivative strictly inside a smooth piece, or that it vanishes identically.
pub(in crate::calculus) enum SlopeZeros {
    Points(Vec<Solution>),
    Constant,
}

impl SmoothPiece {
    /// The open interval between its ends.
    pub fn side(&self) -> Side {
        Side { low: self.low, high: self.high }
    }

    /// Is the function constant there?
    pub fn is_flat(&self, graph: &Graph) -> bool {
        self.slope.is_some_and(|slope| graph.is_zero(slope))
    }

    /// The zeros of the slope inside.
    pub fn critical(&self, graph: &mut Graph, x: Symbol, means: &Means<'_>) -> Result<SlopeZeros, Obstacle> {
        let Some(slope) = self.slope else { return Ok(SlopeZeros::Points(Vec::new())) };
        if !depends_on(graph, slope, x) {
            return Ok(if self.is_flat(graph) { SlopeZeros::Constant } else { SlopeZeros::Points(Vec::new()) });
        }
        let side = self.side();
        if tails::keeps_sign(graph, slope, x, &side, true) {
            return Ok(SlopeZeros::Points(Vec::new()));
        }
        let context = means.context();
        let mut found = equation(graph, &Function::on_side(slope, x, side), &context);
        if !found.complete()
            && means.thorough
            && let Some(inner) = tails::inner(graph, slope, x, &side, means)
        {
            found = equation(graph, &Function::on_side(slope, x, inner), &context);
        }
        // The zeros of an analytic function are single points: a slope of one sign between them changes nothing.
        let solved = found.complete() && found.families.is_empty() && found.conditions.is_empty();
        if !solved && tails::keeps_sign(graph, slope, x, &side, false) {
            return Ok(SlopeZeros::Points(Vec::new()));
        }
        if !found.families.is_empty() {
            return Err(Obstacle::Families);
        }
        if !solved {
            return Err(Obstacle::Unknown);
        }
        if !found.sets.is_empty() {
            let everywhere = found.sets.iter().any(Vec::is_empty);
            return if everywhere { Ok(SlopeZeros::Constant) } else { Err(Obstacle::Unknown) };
        }
        let mut inside = Vec::new();
        for point in found.points {
            let Some(solution) = point.into_iter().next() else { continue };
            if !is_at_end(graph, (slope, x), &side, &solution).ok_or(Obstacle::Unknown)? {
                inside.push(solution);
            }
        }
        Ok(SlopeZeros::Points(inside))
    }
}

/// Is a zero of a slope one of the ends of a side? `None` where that was not decided.
pub(in crate::calculus) fn is_at_end(
    graph: &mut Graph,
    (slope, x): (ExprId, Symbol),
    side: &Side,
    zero: &Solution,
) -> Option<bool> {
    for end in [side.low, side.high].into_iter().flatten() {
        let order = match zero.exact {
            Some(exact) => compare(graph, exact, end).proved()?,
            None if enclose_closed(graph, end).is_some_and(|e| e.range.intersect(&zero.enclosure).is_empty()) => {
                continue;
            }
            // Where the slope has another value at the end, it is not 0 there.
            None => {
                let here = substitute(graph, slope, &[(x, end)]);
                order(graph, here)?
            }
        };
        if order.is_eq() {
            return Some(true);
        }
    }
    Some(false)
}
