//! Learning rates: constant, a formula in the step number, or a schedule.

use super::schedule::{Plateau, Schedule};
use crate::numeric::{Rational, format};
use crate::tape::Tape;

/// The rate of a run. Lists of rates are several runs, which is the caller's business.
#[derive(Clone, Debug)]
pub enum Rate {
    /// The same at every step.
    Constant {
        /// Its value.
        value: f64,
        /// Its exact value, where it was written as one: theorems need it.
        exact: Option<Rational>,
    },
    /// A tape with one input, the step number `k` from 1.
    Formula {
        /// What computes it.
        tape: Tape,
        /// How it was written.
        text: String,
    },
    /// One of the schedules that have a name.
    Schedule {
        /// Which, with its settings.
        schedule: Schedule,
        /// How it was written.
        text: String,
    },
}

/// What a rate may look at.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The number of the step that is about to be done, from 1.
    pub k: u64,
    /// The value at the point where it begins.
    pub value: f64,
}

impl Moment {
    /// The number of steps done.
    pub(super) fn t(&self) -> f64 {
        self.k.saturating_sub(1) as f64
    }
}

/// What a rate remembers from step to step of one run. It is asked once for every step, in order.
#[derive(Clone, Debug, Default)]
pub struct RateMemory {
    work: Vec<f64>,
    pub(super) plateau: Plateau,
}

impl Rate {
    /// A constant rate given as a double; 0.1 means one tenth, as it prints.
    pub fn constant(value: f64) -> Rate {
        Rate::Constant { value, exact: Rational::parse(&format::shortest(value)).ok() }
    }

    /// A constant rate given exactly.
    pub fn exact(value: Rational) -> Rate {
        Rate::Constant { value: value.to_f64(), exact: Some(value) }
    }

    /// The rate of a step.
    pub fn at(&self, now: Moment, memory: &mut RateMemory) -> f64 {
        match self {
            Rate::Constant { value, .. } => *value,
            Rate::Formula { tape, .. } => tape.value(&[now.k as f64], &mut memory.work),
            Rate::Schedule { schedule, .. } => schedule.at(now, memory),
        }
    }

    /// The first of so many steps with a rate that no step can have: negative, infinite, or no number at all.
    pub fn first_fault(&self, steps: u64) -> Option<(u64, f64)> {
        let mut memory = RateMemory::default();
        let rates = (1..=steps).map(|k| (k, self.at(Moment { k, value: f64::INFINITY }, &mut memory)));
        rates.into_iter().find(|(_, rate)| !(rate.is_finite() && *rate >= 0.0))
    }

    /// The rate if it never changes.
    pub fn fixed(&self) -> Option<f64> {
        match self {
            Rate::Constant { value, .. } => Some(*value),
            Rate::Formula { .. } | Rate::Schedule { .. } => None,
        }
    }

    /// The exact rate if it never changes and is known exactly.
    pub fn fixed_exact(&self) -> Option<&Rational> {
        match self {
            Rate::Constant { exact, .. } => exact.as_ref(),
            Rate::Formula { .. } | Rate::Schedule { .. } => None,
        }
    }

    /// How it is shown: `0.1`, `1/3`, `0.1/(1 + 0.01*k)`.
    pub fn text(&self) -> String {
        match self {
            Rate::Constant { value, exact } => match exact.as_ref().and_then(Rational::decimal_text) {
                Some(text) if text.len() <= 20 => text,
                _ => match exact.as_ref().and_then(Rational::to_i64_fraction) {
                    Some((num, den)) => format!("{num}/{den}"),
                    None => format::shortest(*value),
                },
            },
            Rate::Formula { text, .. } | Rate::Schedule { text, .. } => text.clone(),
        }
    }
}
