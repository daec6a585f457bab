//! Learning rates: constant, or a formula in the step number.

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

    /// The rate at step `k`, counted from 1.
    pub fn at(&self, k: u64, work: &mut Vec<f64>) -> f64 {
        match self {
            Rate::Constant { value, .. } => *value,
            Rate::Formula { tape, .. } => tape.value(&[k as f64], work),
        }
    }

    /// The rate if it never changes.
    pub fn fixed(&self) -> Option<f64> {
        match self {
            Rate::Constant { value, .. } => Some(*value),
            Rate::Formula { .. } => None,
        }
    }

    /// The exact rate if it never changes and is known exactly.
    pub fn fixed_exact(&self) -> Option<&Rational> {
        match self {
            Rate::Constant { exact, .. } => exact.as_ref(),
            Rate::Formula { .. } => None,
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
            Rate::Formula { text, .. } => text.clone(),
        }
    }
}
