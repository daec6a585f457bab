//! Critical points: where the gradient is 0, each with its kind, and whether these are all.

mod kind;

pub use kind::{Judge, Judgement, Kind, Place};

use super::certify::{self, Program, Workspace, enclose_closed};
use super::normal::{normalise, product, sum};
use super::solve::{Context, Family, Range, Solution, Solutions, system};
use super::{Function, Region, Side, expand, present};
use crate::expr::{ExprId, Graph, Symbol, substitute, unfolded_size};
use crate::interrupt::Interrupt;
use crate::numeric::{Interval, Quality};

/// A critical point.
#[derive(Clone, Debug)]
pub struct CriticalPoint {
    /// The function's value there: a formula where it is short, and bounds.
    pub value: (Option<ExprId>, Interval),
    /// A number for each unknown.
    pub x: Vec<Solution>,
    /// What it is.
    pub judgement: Judgement,
}

/// The critical points of a function on a region.
#[derive(Clone, Debug, Default)]
pub struct CriticalPoints {
    /// Single points, in the order of their first coordinate.
    pub points: Vec<CriticalPoint>,
    /// Points that go on without end in a pattern, with the kind of one of them.
    pub families: Vec<(Family, Option<Judgement>)>,
    /// Every point is critical that satisfies all conditions of one of these lists.
    pub sets: Vec<Vec<ExprId>>,
    /// These are provably all where the function is smooth.
    pub complete: bool,
    /// Boxes in which nothing was decided.
    pub undecided: Vec<Vec<Interval>>,
    /// What decided, or why not all is known.
    pub because: String,
}

/// Where the gradient of a function is 0 and the function is smooth, on its region.
pub fn critical(graph: &mut Graph, function: &Function, context: &Context<'_>) -> CriticalPoints {
    let (f, symbols, region) = (function.written(), function.unknowns(), function.region());
    let slopes = function.gradient(graph);
    let mut found = system(graph, &slopes, context);
    let slopes: Vec<ExprId> = slopes.iter().map(Function::written).collect();
    if !found.complete
        && let Some(numbers) = by_numbers(graph, &slopes, symbols, region, context.interrupt)
        && (numbers.complete || numbers.points.len() > found.points.len())
    {
        found = numbers;
    }
    let judge = Judge::new(graph, f, symbols);
    let smooth = Program::new(graph, &[f], symbols).ok();
    let mut answer = CriticalPoints {
        sets: found.sets,
        complete: found.complete,
        undecided: found.undecided,
        because: found.because,
        ..CriticalPoints::default()
    };
    // Between kinks and jumps the slope of |x| or floor(x) has a formula, at them it has a value only by convention.
    if !answer.sets.is_empty() && !is_smooth_throughout(smooth.as_ref(), symbols.len()) {
        answer.sets.clear();
        answer.complete = false;
        answer.because = "where the function has a kink or no value there is no gradient: see minimum".to_string();
    }
    for x in found.points {
        match is_smooth(smooth.as_ref(), &x) {
            true => {
                let judgement = judged(graph, &judge, &x);
                let value = value(graph, f, symbols, &x, smooth.as_ref());
                answer.points.push(CriticalPoint { value, x, judgement });
            }
            // The formula of the derivative has a value at a kink, the function has no derivative there.
            false => answer.because = "where the function has a kink there is no gradient: see minimum".to_string(),
        }
    }
    for family in found.families {
        match family_judgement(graph, &judge, &family, [0, 1, -1, 2, 3]) {
            Some(judgement) => answer.families.push((family, Some(judgement))),
            None => answer.families.extend(by_parity(graph, &judge, &family)),
        }
    }
    answer
}

/// Maxima and minima in turn: the members of even and of odd number apart.
fn by_parity(graph: &mut Graph, judge: &Judge<'_>, family: &Family) -> Vec<(Family, Option<Judgement>)> {
    let even = family_judgement(graph, judge, family, [0, 2, -2, 4, 6]);
    let odd = family_judgement(graph, judge, family, [1, -1, 3, 5, 7]);
    let (&[k], Range::Whole { least: None, most: None, .. }, true, true) =
        (family.parameters.as_slice(), &family.range, even.is_some(), odd.is_some())
    else {
        return vec![(family.clone(), None)];
    };
    let Range::Whole { except, .. } = &family.range else { return Vec::new() };
    let mut halves = Vec::new();
    for (rest, judgement) in [(0, even), (1, odd)] {
        let (two, rest_id, node) = (graph.integer(2), graph.integer(rest), graph.symbol_node(k));
        let double = product(graph, &[two, node]);
        let number = sum(graph, &[double, rest_id]);
        let mut expressions = Vec::new();
        for &expression in &family.expressions {
            let put = substitute(graph, expression, &[(k, number)]);
            let form = normalise(graph, put);
            let form = expand(graph, form, 200).unwrap_or(form);
            expressions.push(present(graph, form));
        }
        let except = except.iter().filter(|n| n.rem_euclid(2) == rest).map(|n| n.div_euclid(2)).collect();
        let range = Range::Whole { least: None, most: None, except };
        halves.push((Family { expressions, parameters: vec![k], range, conditions: Vec::new() }, judgement));
    }
    halves
}

/// The zeros of as many functions as unknowns, by branch and prune in a bounded box; `None` where that is not possible.
pub(super) fn by_numbers(
    graph: &mut Graph,
    slopes: &[ExprId],
    symbols: &[Symbol],
    region: &Region,
    interrupt: &Interrupt,
) -> Option<Solutions> {
    let sides = bounds(graph, region)?;
    let found = certify::roots(graph, slopes, symbols, &sides, interrupt).ok()?;
    let complete = found.complete();
    let mut points: Vec<Vec<Solution>> = Vec::new();
    for root in found.certified.iter().filter(|r| !r.at_end) {
        let number =
            |side: &Interval| Solution { exact: None, value: side.midpoint(), decimal: None, enclosure: *side };
        points.push(root.place.iter().map(number).collect());
    }
    let because = match (complete, found.stopped) {
        (true, _) => {
            "by interval arithmetic: each is the only one in its box, and the rest of the box has none".to_string()
        }
        (false, Some(_)) => "the search of the box was not finished".to_string(),
        (false, None) => "in some boxes nothing was decided".to_string(),
    };
    let undecided = found.undecided.into_iter().chain(found.unsearched).collect();
    Some(Solutions { unknowns: symbols.to_vec(), points, complete, undecided, because, ..Solutions::default() })
}

/// Bounds of the sides, if all are bounded.
fn bounds(graph: &Graph, region: &Region) -> Option<Vec<Interval>> {
    let bounded = |side: &Side| {
        let (low, high) = (enclose_closed(graph, side.low?)?, enclose_closed(graph, side.high?)?);
        Some(low.range.hull(&high.range))
    };
    region.sides.iter().map(bounded).collect()
}

/// The function's value at a point.
fn value(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    x: &[Solution],
    program: Option<&Program>,
) -> (Option<ExprId>, Interval) {
    let short = x.iter().all(|s| s.exact.is_some_and(|id| unfolded_size(graph, id).0 <= LONGEST));
    if short {
        let bindings: Vec<(Symbol, ExprId)> = symbols.iter().copied().zip(x.iter().filter_map(|s| s.exact)).collect();
        let put = substitute(graph, f, &bindings);
        let form = normalise(graph, put);
        let form = expand(graph, form, 500).unwrap_or(form);
        if unfolded_size(graph, form).0 <= 2 * LONGEST
            && let Some(bounds) = enclose_closed(graph, form)
        {
            return (Some(present(graph, form)), bounds.range);
        }
    }
    let Some(program) = program else { return (None, Interval::ENTIRE) };
    let mut workspace = Workspace::new(program);
    let place: Vec<Interval> = x.iter().map(|s| s.enclosure).collect();
    program.evaluate(&mut workspace, &place, 1);
    (None, workspace.output(program, 0).range)
}

fn is_smooth(program: Option<&Program>, x: &[Solution]) -> bool {
    let Some(program) = program else { return true };
    let mut workspace = Workspace::new(program);
    let place: Vec<Interval> = x.iter().map(|s| s.enclosure).collect();
    program.evaluate(&mut workspace, &place, 1);
    workspace.output(program, 0).quality == Quality::Smooth
}

/// Is the function smooth everywhere, as far as bounds tell?
fn is_smooth_throughout(program: Option<&Program>, unknowns: usize) -> bool {
    let Some(program) = program else { return false };
    let mut workspace = Workspace::new(program);
    program.evaluate(&mut workspace, &vec![Interval::ENTIRE; unknowns], 1);
    workspace.output(program, 0).quality == Quality::Smooth
}

/// Of formulas longer than this bounds tell the same, sooner.
const LONGEST: u64 = 30;

fn judged(graph: &mut Graph, judge: &Judge<'_>, x: &[Solution]) -> Judgement {
    let short = x.iter().all(|s| s.exact.is_some_and(|id| unfolded_size(graph, id).0 <= LONGEST));
    let exact: Vec<Option<ExprId>> =
        x.iter().map(|s| s.exact.filter(|_| short).map(|id| normalise(graph, id))).collect();
    let sides: Vec<Interval> = x.iter().map(|s| s.enclosure).collect();
    judge.judge(graph, Place { exact: &exact, sides: &sides })
}

/// The kind that several members of a family have in common.
fn family_judgement(graph: &mut Graph, judge: &Judge<'_>, family: &Family, numbers: [i64; 5]) -> Option<Judgement> {
    let mut common: Option<Judgement> = None;
    for number in numbers {
        let number = graph.integer(number);
        let bindings: Vec<(Symbol, ExprId)> = family.parameters.iter().map(|&p| (p, number)).collect();
        let mut exact = Vec::new();
        let mut sides = Vec::new();
        for &expression in &family.expressions {
            let put = substitute(graph, expression, &bindings);
            let form = normalise(graph, put);
            sides.push(enclose_closed(graph, form)?.range);
            exact.push(Some(form));
        }
        let next = judge.judge(graph, Place { exact: &exact, sides: &sides });
        match &common {
            Some(known) if known.kind != next.kind => return None,
            Some(_) => {}
            None => common = Some(next),
        }
    }
    common
}
