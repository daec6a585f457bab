//! Conditions that end runs.

use std::fmt;

use crate::tape::{Tape, TapeFault};

/// The default number of steps.
pub const DEFAULT_STEPS: u64 = 1000;

/// The gradient norm below which a run without a condition ends.
pub const DEFAULT_GRADIENT: f64 = 1e-10;

/// A condition that ends a run.
#[derive(Clone, Debug)]
pub enum StopCondition {
    /// The Euclidean norm of the gradient is below this; the default.
    GradientBelow(f64),
    /// What the user wrote after `until`: a tape whose inputs are [`StopCondition::NAMES`] and whose output is not 0 where
    /// it holds.
    Until {
        /// What computes it.
        tape: Tape,
        /// How it was written.
        text: String,
    },
}

/// The quantities that a condition may use.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// The Euclidean norm of the gradient.
    pub gradient: f64,
    /// The length of the last step; infinite at the start.
    pub change: f64,
    /// The decrease of the value in the last step; infinite at the start.
    pub decrease: f64,
    /// The value.
    pub value: f64,
    /// The number of steps done.
    pub k: u64,
}

impl StopCondition {
    /// The names a written condition may use, in the order of its tape's inputs.
    pub const NAMES: [&'static str; 5] = ["gradient", "change", "decrease", "value", "k"];

    /// Does it hold? A comparison with NaN does not.
    pub fn holds(&self, now: &Progress, work: &mut Vec<f64>) -> bool {
        match self {
            StopCondition::GradientBelow(limit) => now.gradient < *limit,
            StopCondition::Until { tape, .. } => {
                let truth = tape.value(&[now.gradient, now.change, now.decrease, now.value, now.k as f64], work);
                truth != 0.0 && !truth.is_nan()
            }
        }
    }
}

impl fmt::Display for StopCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StopCondition::GradientBelow(limit) => {
                write!(f, "gradient < {}", crate::numeric::format::significant(*limit, 6))
            }
            StopCondition::Until { text, .. } => f.write_str(text),
        }
    }
}

/// When a run is to end.
#[derive(Clone, Debug)]
pub struct Stopping {
    /// The most steps it does.
    pub steps: u64,
    /// Conditions that end it earlier; the first that holds is named.
    pub conditions: Vec<StopCondition>,
}

impl Stopping {
    /// This many steps, unless the gradient is practically zero before.
    pub fn after(steps: u64) -> Stopping {
        Stopping { steps, conditions: vec![StopCondition::GradientBelow(DEFAULT_GRADIENT)] }
    }
}

impl Default for Stopping {
    fn default() -> Stopping {
        Stopping::after(DEFAULT_STEPS)
    }
}

/// Why a run ended.
#[derive(Clone, Debug)]
pub enum StopReason {
    /// All steps were done.
    StepsDone,
    /// A condition held: its text, and whether the user wrote it.
    Condition {
        /// How it reads.
        text: String,
        /// It was written by the user, not the default.
        written: bool,
    },
    /// The gradient is exactly zero, so no step can move the point.
    ZeroGradient,
    /// A step gave the very same doubles again, so all further steps would.
    Fixed,
    /// The point itself is no longer finite after a step.
    PointNotFinite,
    /// The rate at this step is no finite number.
    RateNotFinite(f64),
    /// The rate at this step, from a formula, is negative: it would walk uphill.
    RateNegative(f64),
    /// Value or gradient are no finite numbers: why, and where.
    ValueNotFinite {
        /// The operation that failed, where it can be named.
        fault: Option<TapeFault>,
        /// The point.
        at: Vec<f64>,
        /// The number of the step that led there; 0 for the start.
        step: u64,
    },
    /// No step that the method may do lowers the value: in doubles this is a place of rest.
    NoProgress {
        /// What was tried, a sentence.
        why: String,
        /// The number of the step that was not done.
        step: u64,
    },
    /// The method cannot do its step here.
    NoStep {
        /// Why, a sentence.
        why: String,
        /// The number of the step that was not done.
        step: u64,
    },
    /// The numbers of a search are too large for doubles.
    TooLarge {
        /// The number of the step that was not done.
        step: u64,
    },
    /// Somebody asked to stop.
    Interrupted,
}
