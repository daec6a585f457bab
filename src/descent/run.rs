//! A finished run with its verdict.

use super::verdict::{self, Ending, Evidence, Verdict};
use super::{
    Adjustments, Descent, Evaluations, Iterate, Iterates, Knowledge, KnownPoint, Labels, Plan, Problem, Rate,
    StopReason,
};
use crate::numeric::Rational;

/// A run with its verdict.
#[derive(Clone, Debug)]
pub struct Run {
    /// The names of the target and its unknowns.
    pub labels: Labels,
    /// The name of the method.
    pub method: String,
    /// The rate.
    pub rate: Rate,
    /// The adjustments of its steps.
    pub adjustments: Adjustments,
    /// The start.
    pub start: Vec<f64>,
    /// The iterates kept: all steps up to 10,000, then evenly thinned; the last always.
    pub iterates: Iterates,
    /// The first iterates without gaps.
    pub opening: Iterates,
    /// The last iterates without gaps, oldest first.
    pub recent: Iterates,
    /// The steps done.
    pub steps: u64,
    /// How often the problem was evaluated.
    pub evaluations: Evaluations,
    /// Sentences about steps in which the method departed from its rule.
    pub notes: Vec<String>,
    /// Why it ended.
    pub stop: StopReason,
    /// The rule that ended it, in words: `all 9 steps were done`.
    pub ended: String,
    /// How it ended.
    pub verdict: Verdict,
    /// What it ended at, where that can be said.
    pub ending: Option<Ending>,
    /// Where it is proved what it ended at: the distance is at most this.
    pub certified: Option<f64>,
    /// What happened and why, a sentence each.
    pub reason: Vec<String>,
    /// What other rates would do, where that is known.
    pub rates: Option<String>,
    /// The known minimiser it is compared with.
    pub closed_form: Option<KnownPoint>,
    /// How far from it the run ended.
    pub distance: Option<f64>,
    /// The points of the cycle that it is in or tends to.
    pub cycle: Option<Vec<Vec<f64>>>,
    /// The steps after which the distance is below [`verdict::TOLERANCE`], where a theorem says so.
    pub steps_needed: Option<u64>,
    /// The number of steps after which the run is probably there, judged by its pace.
    pub steps_predicted: Option<u64>,
}

/// The background of a verdict.
pub struct Background<'a> {
    /// Knowledge about the formula.
    pub knowledge: &'a dyn Knowledge,
    /// Names for sentences.
    pub labels: Labels,
    /// The exact start, where the user gave it exactly.
    pub exact_start: Option<&'a [Rational]>,
}

impl Run {
    /// The run of a plan, with its verdict.
    pub fn judged(descent: Descent, problem: &mut dyn Problem, plan: &Plan<'_>, background: Background<'_>) -> Run {
        let plain = plan.method.nature().plain && plan.adjustments.is_none();
        let Background { knowledge, labels, exact_start } = background;
        let evidence = Evidence {
            descent: &descent,
            problem,
            knowledge,
            labels: &labels,
            rate: &plan.rate,
            start: exact_start,
            plain,
            adjustments: &plan.adjustments,
            method: &*plan.method,
        };
        let ended = verdict::ended(&evidence);
        let judgement = verdict::judge(evidence);
        let Descent { trace, steps, stop, evaluations, notes } = descent;
        let last = trace.last().map(|i| i.x);
        let distance = judgement.target.as_ref().zip(last).map(|(t, x)| verdict::distance(&t.x, x));
        let [iterates, opening, recent] = trace.into_parts();
        Run {
            labels,
            method: plan.method.name().to_string(),
            rate: plan.rate.clone(),
            adjustments: plan.adjustments.clone(),
            start: plan.start.clone(),
            iterates,
            opening,
            recent,
            steps,
            evaluations,
            notes,
            stop,
            ended,
            verdict: judgement.verdict,
            ending: judgement.ending,
            certified: judgement.certified,
            reason: judgement.reason,
            rates: judgement.rates,
            closed_form: judgement.target,
            distance,
            cycle: judgement.cycle,
            steps_needed: judgement.steps_needed,
            steps_predicted: judgement.steps_predicted,
        }
    }

    /// The name of the quantity that the run makes small: the size of the gradient, with penalties and box.
    pub fn gradient_size(&self) -> String {
        if self.adjustments.shifts() { self.adjustments.gradient_name().into() } else { self.labels.gradient_size() }
    }

    /// Were steps of different rates done?
    pub fn rate_changes(&self) -> bool {
        let mut rates = self.iterates.iter().filter_map(|i| i.rate);
        rates.next().is_some_and(|first| rates.any(|rate| rate != first))
    }

    /// The last iterate with a finite value; none if there is none even at the start.
    pub fn last(&self) -> Option<Iterate<'_>> {
        self.iterates.last()
    }
}
