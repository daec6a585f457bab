//! The loop: evaluate, ask whether to stop, step.

use std::sync::atomic::{AtomicU64, Ordering};

use super::adjust::{Adjustments, Directed};
use super::rate::{Moment, RateMemory};
use super::stop::Progress;
use super::trace::{Iterate, Trace};
use super::{Evaluations, Halt, Method, Problem, Rate, Step, StopCondition, StopReason, Stopping};
use crate::interrupt::Interrupt;

/// The plan of a run.
pub struct Plan<'a> {
    /// The rule for the next point.
    pub method: &'a mut dyn Method,
    /// Where it starts: one number per unknown.
    pub start: Vec<f64>,
    /// The learning rate.
    pub rate: Rate,
    /// When it ends.
    pub stopping: Stopping,
    /// Adjustments of its steps.
    pub adjustments: Adjustments,
    /// The number of runs kept at the same time: the more, the fewer iterates each keeps.
    pub runs: usize,
}

/// What a run did, as numbers.
#[derive(Clone, Debug)]
pub struct Descent {
    /// The iterates kept; all of them finite.
    pub trace: Trace,
    /// The steps done; where the last one led to no finite value, it counts but has no iterate.
    pub steps: u64,
    /// Why it ended.
    pub stop: StopReason,
    /// How often the problem was evaluated.
    pub evaluations: Evaluations,
    /// Sentences about steps in which the method departed from its rule.
    pub notes: Vec<String>,
}

/// Runs a method on a problem. A step allocates nothing beyond what the trace keeps.
pub fn descend(problem: &mut dyn Problem, plan: &mut Plan<'_>, interrupt: &Interrupt) -> Descent {
    descend_watched(problem, plan, interrupt, &AtomicU64::new(0))
}

/// [`descend`], with a count of the steps that other threads can read.
pub(super) fn descend_watched(
    problem: &mut dyn Problem,
    plan: &mut Plan<'_>,
    interrupt: &Interrupt,
    watch: &AtomicU64,
) -> Descent {
    let (n, before) = (problem.dimension(), problem.evaluations());
    let mut x = plan.start.clone();
    x.resize(n, f64::NAN);
    plan.adjustments.project(&mut x);
    let previous = x.clone();
    let now = CurrentIterate { k: 0, x, value: f64::INFINITY, gradient: vec![0.0; n], norm: 0.0, rate: None };
    let mut trace = Trace::new(n, plan.runs);
    trace.reserve(plan.stopping.steps);
    let mut state =
        State { now, previous, work: Vec::new(), direction: Vec::new(), rates: RateMemory::default(), trace };
    plan.method.restart(n);
    let stop = loop {
        if let Some(stop) = state.arrive(problem, plan) {
            break stop;
        }
        // Polled after the iterate is kept, so that an interrupted run has at least its start.
        if interrupt.is_set() {
            break StopReason::Interrupted;
        }
        if state.now.k == plan.stopping.steps {
            break StopReason::StepsDone;
        }
        if let Some(stop) = state.step(problem, plan, interrupt) {
            break stop;
        }
        watch.store(state.now.k, Ordering::Relaxed);
    };
    watch.store(0, Ordering::Relaxed);
    let after = problem.evaluations();
    let evaluations = Evaluations {
        values: after.values - before.values,
        gradients: after.gradients - before.gradients,
        hessians: after.hessians - before.hessians,
    };
    Descent { trace: state.trace, steps: state.now.k, stop, evaluations, notes: plan.method.notes() }
}

/// Where the loop is: an [`Iterate`] that changes.
struct CurrentIterate {
    k: u64,
    x: Vec<f64>,
    value: f64,
    gradient: Vec<f64>,
    norm: f64,
    rate: Option<f64>,
}

impl CurrentIterate {
    fn iterate(&self) -> Iterate<'_> {
        let CurrentIterate { k, value, norm, rate, .. } = *self;
        Iterate { k, x: &self.x, value, gradient: &self.gradient, norm, rate }
    }
}

/// The state of the loop.
struct State {
    now: CurrentIterate,
    previous: Vec<f64>,
    work: Vec<f64>,
    /// The gradient as the method sees it.
    direction: Vec<f64>,
    rates: RateMemory,
    trace: Trace,
}

impl State {
    /// Evaluates at the present point, keeps it, and asks whether the run ends here.
    fn arrive(&mut self, problem: &mut dyn Problem, plan: &Plan<'_>) -> Option<StopReason> {
        let now = &mut self.now;
        if now.k > 0 && now.x.iter().any(|v| !v.is_finite()) {
            return Some(StopReason::PointNotFinite);
        }
        let value = problem.evaluate(&now.x, &mut now.gradient);
        if !value.is_finite() || now.gradient.iter().any(|g| !g.is_finite()) {
            let fault = problem.fault(&now.x);
            return Some(StopReason::ValueNotFinite { fault, at: now.x.clone(), step: now.k });
        }
        let decrease = now.value - value;
        now.value = value;
        now.norm = plan.adjustments.stationarity(&now.x, &now.gradient, &mut self.work);
        self.trace.push(now.iterate());
        let change = if now.k == 0 { f64::INFINITY } else { distance(&now.x, &self.previous) };
        let progress = Progress { gradient: now.norm, change, decrease, value, k: now.k };
        for condition in &plan.stopping.conditions {
            if condition.holds(&progress, &mut self.work) {
                let written = matches!(condition, StopCondition::Until { .. });
                return Some(StopReason::Condition { text: condition.to_string(), written });
            }
        }
        let still = now.norm == 0.0 && plan.method.nature().rests;
        still.then_some(StopReason::ZeroGradient)
    }

    /// Moves to the next point, unless the run ends instead.
    fn step(&mut self, problem: &mut dyn Problem, plan: &mut Plan<'_>, interrupt: &Interrupt) -> Option<StopReason> {
        let k = self.now.k + 1;
        let rate = plan.rate.at(Moment { k, value: self.now.value }, &mut self.rates);
        if !rate.is_finite() {
            return Some(StopReason::RateNotFinite(rate));
        }
        if rate < 0.0 && plan.rate.fixed().is_none() {
            return Some(StopReason::RateNegative(rate));
        }
        self.previous.copy_from_slice(&self.now.x);
        let CurrentIterate { x, gradient, value, .. } = &mut self.now;
        let (asked, method) = (&plan.adjustments, &mut *plan.method);
        let moved = if asked.is_none() {
            method.step(&mut Step { k, rate, value: *value, gradient, problem, interrupt }, x)
        } else {
            self.direction.clone_from(gradient);
            asked.direct(x, &mut self.direction);
            let mut directed = Directed { problem, asked };
            let value = *value + directed.penalty(x);
            let gradient = self.direction.as_slice();
            method.step(&mut Step { k, rate, value, gradient, problem: &mut directed, interrupt }, x)
        };
        let used = match moved {
            Ok(used) => used,
            Err(halt) => {
                x.copy_from_slice(&self.previous);
                return Some(match halt {
                    Halt::Interrupted => StopReason::Interrupted,
                    Halt::NoProgress(why) => StopReason::NoProgress { why, step: k },
                    Halt::Undefined(why) => StopReason::NoStep { why, step: k },
                    Halt::TooLarge => StopReason::TooLarge { step: k },
                });
            }
        };
        if !asked.is_none() {
            let tried = x.clone();
            asked.settle(x, used);
            // The adjustments may have moved the point out of the domain again.
            if method.nature().needs.searches && *x != tried && problem.joins(&self.previous, x).is_err() {
                x.copy_from_slice(&self.previous);
                let why = "penalty and box would take the step where the function is not defined all the way".into();
                return Some(StopReason::NoStep { why, step: k });
            }
        }
        let same = self.now.x == self.previous;
        if same && plan.method.nature().memoryless && plan.rate.fixed().is_some() {
            return Some(StopReason::Fixed);
        }
        self.now.k = k;
        self.now.rate = Some(used);
        None
    }
}

fn distance(a: &[f64], b: &[f64]) -> f64 {
    match (a, b) {
        ([x], [y]) => (x - y).abs(),
        _ => {
            let squares: f64 = a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum();
            squares.sqrt()
        }
    }
}
