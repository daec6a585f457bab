//! A verdict with its reasons, and the evidence for it.

use crate::descent::trace::norm;
use crate::descent::{
    Adjustments, Descent, Knowledge, KnownPoint, Labels, LinearRule, Method, Problem, Rate, StopReason,
};
use crate::numeric::Rational;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// At a minimum, or as near as doubles or the tolerance allow.
    Converged,
    /// On its way down when the steps were done.
    Descending,
    /// Repeats itself without coming nearer.
    Oscillates,
    /// Diverges.
    Diverges,
    /// Stepped to where the function has no value.
    LeftDomain,
    /// Stands still where there is no minimum.
    Stalled,
    /// Ended by the condition it was given.
    Stopped,
    /// Ended by the user.
    Interrupted,
}

impl Verdict {
    /// Its name for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Converged => "converged",
            Verdict::Descending => "descending",
            Verdict::Oscillates => "oscillates",
            Verdict::Diverges => "diverges",
            Verdict::LeftDomain => "left_domain",
            Verdict::Stalled => "stalled",
            Verdict::Stopped => "stopped",
            Verdict::Interrupted => "interrupted",
        }
    }
}

/// The kind of place that a run ended at: finer than its verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A minimum.
    Minimum,
    /// A critical point that is lower on some sides and higher on others.
    Saddle,
    /// A maximum.
    Maximum,
    /// A critical point in one direction of which the function falls on one side only.
    Inflection,
    /// Where the function hardly changes, far from any minimum.
    Plateau,
    /// Where the slope jumps.
    Kink,
    /// Where the value jumps.
    Jump,
    /// A cycle.
    Cycle,
    /// Moving about a minimum without coming nearer.
    Hovering,
    /// Farther and farther away.
    Infinity,
    /// Outside of the domain.
    Outside,
    /// On the way.
    UnderWay,
}

impl Ending {
    /// Its name for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Ending::Minimum => "minimum",
            Ending::Saddle => "saddle",
            Ending::Maximum => "maximum",
            Ending::Inflection => "inflection",
            Ending::Plateau => "plateau",
            Ending::Kink => "kink",
            Ending::Jump => "jump",
            Ending::Cycle => "cycle",
            Ending::Hovering => "hovering",
            Ending::Infinity => "infinity",
            Ending::Outside => "outside",
            Ending::UnderWay => "under_way",
        }
    }
}

/// Within this distance of a minimiser, relative to one plus its size, a run counts as there.
pub const TOLERANCE: f64 = 1e-6;

/// A verdict with its reasons.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// What happened.
    pub verdict: Verdict,
    /// What it ended at, where that can be said.
    pub ending: Option<Ending>,
    /// Where it is proved what the run ended at: it is at most so far from the last point.
    pub certified: Option<f64>,
    /// Sentences: what happened, with numbers, then why.
    pub reason: Vec<String>,
    /// What other rates would do, where that is known.
    pub rates: Option<String>,
    /// The points of the cycle that the run is in or tends to.
    pub cycle: Option<Vec<Vec<f64>>>,
    /// The known minimiser that the run is compared with.
    pub target: Option<KnownPoint>,
    /// The steps after which the distance is below [`TOLERANCE`], where a theorem says so.
    pub steps_needed: Option<u64>,
    /// The number of steps after which the run is probably there, judged by its pace.
    pub steps_predicted: Option<u64>,
}

impl Judgement {
    /// A verdict with its reasons and nothing else.
    pub(super) fn new(verdict: Verdict, reason: Vec<String>) -> Judgement {
        Judgement {
            verdict,
            ending: None,
            certified: None,
            reason,
            rates: None,
            cycle: None,
            target: None,
            steps_needed: None,
            steps_predicted: None,
        }
    }

    /// With the kind of place that the run ended at.
    pub(super) fn at(self, ending: Ending) -> Judgement {
        Judgement { ending: Some(ending), ..self }
    }
}

/// The evidence for a verdict.
pub struct Evidence<'a> {
    /// What the run did.
    pub descent: &'a Descent,
    /// The problem, for examining the surroundings of the end.
    pub problem: &'a mut dyn Problem,
    /// What is known of the formula.
    pub knowledge: &'a dyn Knowledge,
    /// The names of the target and its unknowns.
    pub labels: &'a Labels,
    /// The rate.
    pub rate: &'a Rate,
    /// The exact start, if the user gave it exactly.
    pub start: Option<&'a [Rational]>,
    /// The steps are `x <- x - rate*g`, so the theorems apply.
    pub plain: bool,
    /// The adjustments of its steps.
    pub adjustments: &'a Adjustments,
    /// The method.
    pub method: &'a dyn Method,
}

impl Evidence<'_> {
    /// The steps as a matrix, where the method is one and nothing else is done to a step.
    pub(super) fn linear(&self, rate: &Rational) -> Option<LinearRule> {
        self.method.linear(rate).filter(|_| self.adjustments.is_none())
    }
}

/// The known minimiser to compare with: the nearest global one, or else the nearest.
pub(super) fn nearest<'k>(evidence: &Evidence<'k>) -> Option<&'k KnownPoint> {
    let known = evidence.knowledge.minimisers();
    let last = evidence.descent.trace.last()?;
    let distance = |point: &KnownPoint| distance(&point.x, last.x);
    let any_global = known.iter().any(|p| p.global);
    known.iter().filter(|p| p.global || !any_global).min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// The Euclidean distance.
pub fn distance(a: &[f64], b: &[f64]) -> f64 {
    let difference: Vec<f64> = a.iter().zip(b).map(|(x, y)| x - y).collect();
    norm(&difference)
}

/// Was the run ended although the method would still move, because the gradient happened to be practically zero on its way?
pub(super) fn in_passing(evidence: &Evidence<'_>) -> Option<f64> {
    let mut recent = evidence.descent.trace.recent().rev();
    let (last, before) = (recent.next()?, recent.next()?);
    let moved = distance(last.x, before.x);
    let size = 1.0 + norm(last.x);
    // A run in which nothing can change does not go on.
    let goes_on = !evidence.method.nature().rests && !matches!(evidence.descent.stop, StopReason::Fixed);
    (goes_on && moved > 10.0 * TOLERANCE * size).then_some(moved)
}

/// Is the run over because nothing moves any more, or because the default condition found the gradient as good as zero?
pub(super) fn at_rest(stop: &StopReason) -> bool {
    match stop {
        StopReason::ZeroGradient
        | StopReason::Fixed
        | StopReason::NoProgress { .. }
        | StopReason::Condition { written: false, .. } => true,
        StopReason::StepsDone
        | StopReason::Condition { written: true, .. }
        | StopReason::PointNotFinite
        | StopReason::RateNotFinite(_)
        | StopReason::RateNegative(_)
        | StopReason::NoStep { .. }
        | StopReason::TooLarge { .. }
        | StopReason::ValueNotFinite { .. }
        | StopReason::Interrupted => false,
    }
}
