//! Verdicts on runs with a penalty or within a box, which do not minimise the function alone.

use super::around::around;
use super::corner::jumps;
use super::judgement::{Ending, Evidence, Judgement, TOLERANCE, Verdict, at_rest};
use super::rest::{MAX_UNKNOWNS, block, flaw, hessian, keeps_bending};
use super::words::{number, point, steps, stop};
use crate::descent::trace::norm;
use crate::descent::{Adjustments, Iterate, StopReason};
use crate::numeric::eigen::symmetric_eigenvalues;

/// An unknown counts as held where the slopes on both sides push it back by at least this much, relative to one plus the
/// size of the gradient and of the L1 penalty.
const STRICT: f64 = 1e-6;

/// Second derivatives smaller than this part of the largest count as zero.
const FLAT: f64 = 1e-6;

/// The verdict on such a run, if it neither diverges nor cycles.
pub fn judge(evidence: &mut Evidence<'_>, first: Iterate<'_>, last: Iterate<'_>) -> Judgement {
    let name = evidence.adjustments.gradient_name();
    if let Some((held, branches)) = minimum(evidence, last) {
        let (target, place) = (evidence.labels.target(), point(evidence, last.x));
        let (value, size) = (number(last.value), number(last.norm));
        let what = format!("converged: {target} is {value} at {place}, where {name} is {size}");
        let all = last.x.len();
        let why = match held {
            _ if branches => format!("probably a minimum: {target} falls in none of the directions that were tried"),
            0 => "the second derivative is positive there in every direction".to_string(),
            n if n == all => format!("{} there: every way that is open leads up", holding(evidence, n, all)),
            n => {
                let held = holding(evidence, n, all);
                format!("{held} there; in the directions left the second derivative is positive")
            }
        };
        let reason = vec![what, why];
        return Judgement::new(Verdict::Converged, reason).at(Ending::Minimum);
    }
    let progress = progress(evidence, first, last);
    match &evidence.descent.stop {
        StopReason::NoStep { .. } | StopReason::TooLarge { .. } => {
            Judgement::new(Verdict::Stopped, vec![format!("stopped: {}", stop(evidence)), progress])
        }
        StopReason::Condition { written: true, .. } => {
            let text = format!("stopped by its condition: {}", stop(evidence));
            Judgement::new(Verdict::Stopped, vec![text, progress])
        }
        rest if at_rest(rest) => {
            let text = format!("stands still: {}", stop(evidence));
            let why = "whether that is a minimum was not decided".to_string();
            Judgement::new(Verdict::Stalled, vec![text, progress, why])
        }
        _ if sought(evidence.adjustments, last) < sought(evidence.adjustments, first) => {
            Judgement::new(Verdict::Descending, vec![format!("still descending: {progress}")]).at(Ending::UnderWay)
        }
        _ => Judgement::new(Verdict::Stopped, vec![format!("stopped: {}", stop(evidence)), progress]),
    }
}

/// `an edge of the box holds x`, in words that fit any number of unknowns.
fn holding(evidence: &Evidence<'_>, held: usize, all: usize) -> String {
    let asked = evidence.adjustments;
    let by = match (asked.bounds.is_some(), asked.l1 != 0.0) {
        (true, false) => "the edge of the box holds",
        (false, _) => "the weight on |x| holds",
        (true, true) => "the edge of the box or the weight on |x| holds",
    };
    match (&evidence.labels.unknowns[..], held) {
        ([one], _) => format!("{by} {one}"),
        _ if held == all => format!("{by} all unknowns"),
        _ => format!("{by} {held} of {all} unknowns"),
    }
}

/// What the run minimises: the function with its penalties.
fn sought(asked: &Adjustments, at: Iterate<'_>) -> f64 {
    at.value + asked.penalty(at.x)
}

fn progress(evidence: &Evidence<'_>, first: Iterate<'_>, last: Iterate<'_>) -> String {
    let (asked, target) = (evidence.adjustments, evidence.labels.target());
    let what = if asked.has_penalty() { format!("{target} with the penalty") } else { target.to_string() };
    let (from, to) = (number(sought(asked, first)), number(sought(asked, last)));
    let size = format!("{} is {}", asked.gradient_name(), number(last.norm));
    match last.k {
        0 => format!("at the start {what} is {from} and {size}"),
        k => format!("after {} {what} has gone from {from} to {to} and {size}", steps(k)),
    }
}

/// Is the end a minimum of the penalised function on the box, as far as second derivatives tell? Returns the number of unknowns
/// that an edge of the box or L1 holds in place, and whether branches meet there, so that derivatives say little.
fn minimum(evidence: &mut Evidence<'_>, last: Iterate<'_>) -> Option<(usize, bool)> {
    let n = last.x.len();
    if n == 0 || n > MAX_UNKNOWNS {
        return None;
    }
    let asked = evidence.adjustments;
    let size = 1.0 + norm(last.x);
    let corner = evidence.problem.corner(last.x, last.value, TOLERANCE * size);
    if corner.as_ref().is_some_and(|c| jumps(c, last)) {
        return None;
    }
    let free: Vec<usize> = (0..n).filter(|&i| !is_held(asked, last, i)).collect();
    if free.is_empty() {
        return (last.norm == 0.0 && !falls(evidence, last, 0.0)).then_some((n, corner.is_some()));
    }
    let mut part = block(&hessian(evidence, last.x), n, &free);
    part.iter_mut().step_by(free.len() + 1).for_each(|bend| *bend += asked.weight_decay);
    let (eigenvalues, direction) = symmetric_eigenvalues(&part, free.len())?;
    let (lowest, highest) = (eigenvalues[0], eigenvalues[eigenvalues.len() - 1]);
    let offset = last.norm / lowest;
    let bowl = lowest > FLAT * highest.max(1.0) && offset <= TOLERANCE * size;
    let mut whole = vec![0.0; n];
    free.iter().zip(&direction).for_each(|(&i, d)| whole[i] = *d);
    let flawed = !asked.has_penalty() && flaw(evidence, last, &free).is_some();
    let sound = !flawed
        && keeps_bending(evidence.problem, (last.x, &whole), lowest, 1e-4 * size, asked.weight_decay)
        && !falls(evidence, last, offset);
    (bowl && sound).then_some((n - free.len(), corner.is_some()))
}

/// Is the minimised quantity smaller at a point nearby that lies in the box? Derivatives tell nothing of jumps.
fn falls(evidence: &mut Evidence<'_>, last: Iterate<'_>, offset: f64) -> bool {
    let (asked, rounding) = (evidence.adjustments, evidence.problem.rounding(last.x));
    let problem = &mut *evidence.problem;
    let mut values = |at: &[f64]| {
        let mut at = at.to_vec();
        asked.project(&mut at);
        problem.value(&at) + asked.penalty(&at)
    };
    let off = offset.max(TOLERANCE * (1.0 + norm(last.x)));
    let bounds = (last.norm, off);
    around(&mut values, last.x, (sought(asked, last), rounding), bounds, &[last.gradient]).falls > 0
}

/// Does an edge of the box or the L1 penalty keep this unknown where it is, by a clear margin?
pub fn is_held(asked: &Adjustments, at: Iterate<'_>, i: usize) -> bool {
    let x = at.x[i];
    let g = at.gradient[i] + asked.weight_decay * x;
    let spare = STRICT * (1.0 + g.abs() + asked.l1);
    // The one-sided slopes of the penalised function.
    let (left, right) = match x.total_cmp(&0.0) {
        _ if x == 0.0 => (g - asked.l1, g + asked.l1),
        std::cmp::Ordering::Less => (g - asked.l1, g - asked.l1),
        std::cmp::Ordering::Equal | std::cmp::Ordering::Greater => (g + asked.l1, g + asked.l1),
    };
    let (low, high) = asked.bounds.as_ref().map_or((f64::NEG_INFINITY, f64::INFINITY), |b| b[i]);
    (x <= low || left < -spare) && (x >= high || right > spare)
}
