//! Critical points: where the gradient is 0, each with its kind, and whether these are all.

mod kind;

pub use kind::{Judge, Judgement, Kind, Place};

use super::certify::{self, Program, Workspace, enclose_closed};
use super::normal::normalise;
use super::solve::{Context, Family, Solution, Solutions, system};
use super::{Region, Side, gradient, tidy};
use crate::expr::{ExprId, Graph, Symbol};
use crate::interrupt::Interrupt;
use crate::numeric::{Interval, Quality};

/// A critical point.
#[derive(Clone, Debug)]
pub struct CriticalPoint {
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

/// Where the gradient of `f` is 0 and `f` is smooth, on a region.
pub fn critical(
    graph: &mut Graph,
    f: ExprId,
    symbols: &[Symbol],
    region: &Region,
    context: &Context<'_>,
) -> CriticalPoints {
    let slopes: Vec<ExprId> = gradient(graph, f, symbols).into_iter().map(|g| tidy(graph, g)).collect();
    let mut found = system(graph, &slopes, symbols, region, context);
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
    for x in found.points {
        match is_smooth(smooth.as_ref(), &x) {
            true => {
                let judgement = judged(graph, &judge, &x);
                answer.points.push(CriticalPoint { x, judgement });
            }
            // The formula of the derivative has a value at a kink, the function has no derivative there.
            false => answer.because = "where the function has a kink there is no gradient: see minimum".to_string(),
        }
    }
    for family in found.families {
        let judgement = family_judgement(graph, &judge, &family);
        answer.families.push((family, judgement));
    }
    answer
}

/// By branch and prune in a bounded box; `None` where that is not possible.
fn by_numbers(
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

fn is_smooth(program: Option<&Program>, x: &[Solution]) -> bool {
    let Some(program) = program else { return true };
    let mut workspace = Workspace::new(program);
    let place: Vec<Interval> = x.iter().map(|s| s.enclosure).collect();
    program.evaluate(&mut workspace, &place, 1);
    workspace.output(program, 0).quality == Quality::Smooth
}

fn judged(graph: &mut Graph, judge: &Judge<'_>, x: &[Solution]) -> Judgement {
    let exact: Vec<Option<ExprId>> = x.iter().map(|s| s.exact.map(|id| normalise(graph, id))).collect();
    let sides: Vec<Interval> = x.iter().map(|s| s.enclosure).collect();
    judge.judge(graph, Place { exact: &exact, sides: &sides })
}

/// The kind that several members of a family have in common.
fn family_judgement(graph: &mut Graph, judge: &Judge<'_>, family: &Family) -> Option<Judgement> {
    let mut common: Option<Judgement> = None;
    for number in [0, 1, -1, 2, 3] {
        let number = graph.integer(number);
        let bindings: Vec<(Symbol, ExprId)> = family.parameters.iter().map(|&p| (p, number)).collect();
        let mut exact = Vec::new();
        let mut sides = Vec::new();
        for &expression in &family.expressions {
            let put = crate::expr::substitute(graph, expression, &bindings);
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
