//! Critical points: where the gradient is 0, each with its kind, and whether these are all.
//!
//! What is said holds for the function as it was written. One unknown: the line is cut into pieces with one formula each
//! (`line`), and a cut is critical where the derivative exists, seen from both sides, and is 0 (`joint`). Several: a sum or
//! product of functions of different unknowns, or a function of one inner value, falls apart (`apart`, `inner`), and one with
//! kinks is a smooth formula in each region (`regions`); else the gradient is solved as a system. A kink has no gradient, and is
//! no critical point even where the function is least.

mod apart;
mod inner;
mod joint;
mod kind;
mod kinks;
mod line;
mod members;
mod numbers;
mod part;
mod points;
mod regions;
mod runs;
mod site;
mod smooth;

pub use kind::{CandidatePoint, Classification, CriticalPointKind, Judge};
pub(super) use numbers::by_numbers;
pub use points::{CriticalPoint, CriticalPoints};

use super::argument::{Argument, SLOPE, Sentence, sentence};
use super::families::{Family, ParameterRange};
use super::solve::{Solution, Solutions, SolveContext, system};
use super::{Function, Side, tidy};
use crate::algebra::normal::normalise;
use crate::algebra::polynomial::is_polynomial;
use crate::algebra::{gradient, present};
use crate::expr::{ExprId, Graph};
use kinks::KinkTest;
use part::{LineQuestion, Question};
use points::{UNDECIDED_KINK, judged, value};

/// Where the gradient of a function exists and is 0, on its region.
pub fn critical(graph: &mut Graph, function: &Function, context: &SolveContext<'_>) -> CriticalPoints {
    let mut found = by_methods(graph, function, context);
    // Of one unknown, the pieces of the line are cut where it has no value.
    if !found.sets.is_empty() && function.unknowns().len() > 1 {
        let (f, symbols, region) = (function.written(), function.unknowns(), function.region());
        let interior = Question { f, symbols, region, context, whole: critical }.interior(graph);
        if interior.is_none() {
            found.sets.clear();
        }
        let (conditions, are_all) = interior.unwrap_or_default();
        if !are_all {
            found.lose("there are sets of critical points, of which it was not decided where the function has a value");
        }
        found.sets.iter_mut().for_each(|set| set.extend(&conditions));
    }
    tidied(graph, function, context, &mut found);
    found
}

/// A family of one member is a point, conditions are written plainly, and what never holds is gone.
fn tidied(graph: &mut Graph, function: &Function, context: &SolveContext<'_>, found: &mut CriticalPoints) {
    let count = found.points.len();
    found.sets = std::mem::take(&mut found.sets)
        .into_iter()
        .filter_map(|conditions| members::put_plainly(graph, &conditions, context))
        .collect();
    for (mut family, judgement) in std::mem::take(&mut found.families) {
        let Some(conditions) = members::put_plainly(graph, &family.conditions, context) else { continue };
        family.conditions = conditions;
        match members::only_member(graph, &family) {
            Some(x) => {
                let value = value(graph, function.written(), function.unknowns(), &x);
                found.points.push(CriticalPoint { value, x, judgement });
            }
            None => found.families.push((family, judgement)),
        }
    }
    if found.points.len() > count {
        found.sort();
    }
}

fn by_methods(graph: &mut Graph, function: &Function, context: &SolveContext<'_>) -> CriticalPoints {
    let (f, symbols, region) = (function.written(), function.unknowns(), function.region());
    if let &[x] = symbols
        && !smooth::is_smooth(graph, f)
        && let Some(found) = (LineQuestion { f, x, side: region.sides[0], context }).critical(graph)
    {
        return found;
    }
    let question = Question { f, symbols, region, context, whole: critical };
    let form = normalise(graph, f);
    if symbols.len() == 1 {
        return question.by_gradient(graph);
    }
    if is_polynomial(graph, form, symbols) {
        let found = question.by_gradient(graph);
        return match found.complete() {
            true => found,
            false => by_structure(graph, &question).filter(|other| other.complete()).unwrap_or(found),
        };
    }
    let mut best = by_structure(graph, &question);
    if best.as_ref().is_none_or(|found| !found.complete()) {
        best = regions::critical(graph, &question).filter(|found| found.complete() || best.is_none()).or(best);
    }
    match best {
        Some(found) if found.complete() => found,
        Some(found) => Some(question.by_gradient(graph)).filter(|other| other.complete()).unwrap_or(found),
        None => question.by_gradient(graph),
    }
}

/// Sums, products and functions of one inner value.
fn by_structure(graph: &mut Graph, question: &Question<'_>) -> Option<CriticalPoints> {
    apart::critical(graph, question).or_else(|| inner::critical(graph, question))
}

impl Question<'_> {
    /// Where the gradient, solved as it is, is 0.
    fn by_gradient(&self, graph: &mut Graph) -> CriticalPoints {
        let form = normalise(graph, self.f);
        let form = smooth::without_formal_kinks(graph, form);
        let slopes: Vec<ExprId> = gradient(graph, form, self.symbols).into_iter().map(|g| tidy(graph, g)).collect();
        let found = self.zeros(graph, &slopes);
        let argument = self.argument(graph, &slopes, &found);
        let mut answer =
            CriticalPoints { sets: found.sets, undecided: found.undecided, argument, ..CriticalPoints::default() };
        // In one unknown the line could not be cut up where the function may have a kink.
        let is_smooth = match self.symbols {
            [_] => smooth::is_smooth(graph, self.f),
            _ => smooth::is_smooth(graph, form),
        };
        // Between kinks and jumps the slope of floor(x) has a formula, at them it has a value only by convention.
        if !answer.sets.is_empty() && !is_smooth {
            answer.sets.clear();
            answer.lose(UNDECIDED_KINK);
        }
        let kinks = KinkTest { question: *self, form };
        let judge = Judge::new(graph, form, self.symbols);
        for mut x in found.points {
            if let (&[unknown], Some(only)) = (self.symbols, x.first().cloned()) {
                x = vec![runs::tightened(graph, slopes[0], unknown, only)];
            }
            self.point(graph, (&judge, &kinks), x, &mut answer);
        }
        for family in found.families {
            self.family(graph, (&judge, &kinks), family, is_smooth, &mut answer);
        }
        if !is_smooth
            && !kinks.a_slope_is_never_zero(graph, &slopes)
            && (self.symbols.len() == 1 || !kinks.none_is_critical(graph))
        {
            answer.lose(UNDECIDED_KINK);
        }
        answer
    }

    /// Where the slopes are 0, step by step.
    fn argument(&self, graph: &mut Graph, slopes: &[ExprId], found: &Solutions) -> Argument {
        let zeros = found.argument(graph);
        let (last, zeros) = match found.complete() {
            true => (Argument::exact(found.deciding()), zeros.saying("")),
            false => (Argument::exact(""), zeros),
        };
        let mut parts = Vec::new();
        for (&x, &slope) in self.symbols.iter().zip(slopes) {
            let slope = present(graph, slope);
            parts.push(match self.symbols {
                [_] => sentence![SLOPE, " = ", slope],
                _ => sentence![format!("the slope along {} is ", graph.name(x)), slope],
            });
        }
        last.since(Argument::exact(Sentence::list(&parts)).since(zeros))
    }

    /// Where the slopes are 0 and the function has a value.
    fn zeros(&self, graph: &mut Graph, slopes: &[ExprId]) -> Solutions {
        // What is multiplied by 0 says where the function as it was written has a value.
        let zero = graph.integer(0);
        let nothing = graph.raw_product(&[zero, self.f]);
        let equations: Vec<ExprId> = slopes.iter().map(|&s| graph.raw_sum(&[s, nothing])).collect();
        let functions: Vec<Function> =
            equations.iter().map(|&e| Function::new(e, self.symbols, self.region.clone())).collect();
        let found = system(graph, &functions, self.context);
        if !found.complete()
            && let Some(numbers) = by_numbers(graph, slopes, self.symbols, self.region, self.context.interrupt)
            && (numbers.complete() || numbers.points.len() > found.points.len())
        {
            return numbers;
        }
        found
    }

    fn point(
        &self,
        graph: &mut Graph,
        (judge, kinks): (&Judge<'_>, &KinkTest<'_>),
        x: Vec<Solution>,
        answer: &mut CriticalPoints,
    ) {
        match kinks.is_smooth_around(graph, &x) {
            Some(true) => {
                let judgement = judged(graph, judge, &x);
                let value = value(graph, self.f, self.symbols, &x);
                answer.points.push(CriticalPoint { value, x, judgement });
            }
            Some(false) => {}
            // The formula of the derivative has a value at a kink, the function need not have a derivative there.
            None => answer.lose(UNDECIDED_KINK),
        }
    }

    fn family(
        &self,
        graph: &mut Graph,
        (judge, kinks): (&Judge<'_>, &KinkTest<'_>),
        family: Family,
        is_smooth: bool,
        answer: &mut CriticalPoints,
    ) {
        match (&family.range, self.symbols) {
            (ParameterRange::Real, _) => {
                let inside = kinks.where_defined(graph, &family).filter(|(inside, _)| is_smooth || inside.is_none());
                let (inside, are_all) = inside.unwrap_or((None, false));
                // Along a curve of critical points the gradient stays 0, so that one eigenvalue is 0.
                let because = "an eigenvalue of the second derivatives is 0 along a line".to_string();
                let judgement = Classification { kind: CriticalPointKind::Degenerate, because };
                answer.families.extend(inside.map(|family| (family, judgement)));
                if !are_all {
                    answer.lose("where the function is smooth on a line of critical points was not decided");
                }
            }
            (ParameterRange::Whole(_), _) if !is_smooth && !kinks.members_avoid_all(graph, &family) => {
                answer.lose(UNDECIDED_KINK);
            }
            (ParameterRange::Whole(_), _) if !kinks.members_avoid_border(graph, &family) => {
                answer.lose("which members of a family lie on the border of the domain was not decided");
            }
            (ParameterRange::Whole(_), &[x]) => {
                match members::inside(graph, &family, (&Side::ENTIRE, &self.region.sides[0])) {
                    Some(own) => own.iter().for_each(|family| {
                        answer.families.extend(members::kinds_of_family(graph, (family, x), kinks.form));
                    }),
                    None => answer.lose("which members of a family lie in the box was not decided"),
                }
            }
            (ParameterRange::Whole(_), _) => {
                answer.families.extend(members::kinds_by_hessian(graph, &family, judge));
            }
        }
    }
}
