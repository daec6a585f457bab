//! Learning rates: constant, a formula in the step number, or a schedule.

use crate::numeric::{Rational, format};
use crate::tape::Tape;

/// The rate of a run. A list of rates makes several runs.
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

/// The quantities that a rate may depend on.
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

/// The state of a rate in one run. It is queried once for every step, in order.
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

    /// The first of `steps` steps with an impossible rate: negative, infinite, or no number.
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

/// Larger than any number that makes sense, and finite.
pub(super) const HUGE: f64 = 1e100;

/// A schedule: its name, what is to be given, and its formula.
#[derive(Debug)]
pub struct ScheduleDef {
    /// The name.
    pub name: &'static str,
    /// How it may be written.
    pub example: &'static str,
    /// The rate at `t = k - 1`, in words of its parameters.
    pub formula: &'static str,
    /// Where it comes from, and who counts otherwise.
    pub source: &'static str,
    /// Its parameters.
    pub parameters: &'static [ScheduleParameter],
    pub(super) at: fn(&Settings, Moment, &mut RateMemory) -> f64,
}

/// A parameter of a schedule.
#[derive(Clone, Copy, Debug)]
pub struct ScheduleParameter {
    /// Its name.
    pub name: &'static str,
    /// What it may be.
    pub takes: ParameterDomain,
    /// Its default; `None` where it is required. NaN stands for the value of a formula.
    pub default: Option<f64>,
}

/// The domain of a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ParameterDomain {
    /// A number above 0.
    Positive,
    /// A number in a range, ends included.
    Number {
        /// The least.
        least: f64,
        /// The greatest.
        most: f64,
    },
    /// A whole number.
    Whole {
        /// The least.
        least: f64,
    },
    /// A list of step numbers that increase.
    Steps,
    /// A rate: a number, a formula or a schedule.
    Rate,
}

impl ParameterDomain {
    /// Is this number in the domain?
    pub fn allows(self, value: f64) -> bool {
        match self {
            ParameterDomain::Positive => value > 0.0 && value <= HUGE,
            ParameterDomain::Number { least, most } => (least..=most).contains(&value),
            ParameterDomain::Whole { least } => value >= least && value.fract() == 0.0 && value <= HUGE,
            ParameterDomain::Steps | ParameterDomain::Rate => false,
        }
    }

    /// The domain in words.
    pub fn words(self) -> String {
        let number = crate::numeric::format::shortest;
        match self {
            ParameterDomain::Positive => "a positive number".into(),
            ParameterDomain::Number { least, most } if most < HUGE => {
                format!("a number from {} to {}", number(least), number(most))
            }
            ParameterDomain::Number { least, .. } => format!("a number, at least {}", number(least)),
            ParameterDomain::Whole { least } => format!("a whole number, at least {}", number(least)),
            ParameterDomain::Steps => "a list of step numbers that increase, such as [30, 80]".into(),
            ParameterDomain::Rate => "a rate: a number, a formula in k or a schedule".into(),
        }
    }
}

/// The arguments of a schedule.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The numbers, one for each parameter.
    pub numbers: Vec<f64>,
    /// The list of steps, for a schedule that takes one.
    pub steps: Vec<u64>,
    /// The rate that follows, for a schedule that takes one.
    pub then: Option<Box<Rate>>,
}

impl Settings {
    pub(super) fn number(&self, i: usize) -> f64 {
        self.numbers.get(i).copied().unwrap_or(f64::NAN)
    }
}

/// A schedule with its settings.
#[derive(Clone, Debug)]
pub struct Schedule {
    definition: &'static ScheduleDef,
    settings: Settings,
}

impl Schedule {
    /// A schedule with these settings, one number for each parameter, each as [`ParameterDomain`] allows it.
    pub fn new(definition: &'static ScheduleDef, settings: Settings) -> Schedule {
        Schedule { definition, settings }
    }

    /// Which it is.
    pub fn definition(&self) -> &'static ScheduleDef {
        self.definition
    }

    /// The rate now.
    pub(super) fn at(&self, now: Moment, memory: &mut RateMemory) -> f64 {
        (self.definition.at)(&self.settings, now, memory)
    }
}

/// The state of `on_plateau`.
#[derive(Clone, Debug, Default)]
pub(super) struct Plateau {
    /// The rate now, and the least value so far; none before the first step.
    now: Option<(f64, f64)>,
    bad: f64,
    cooling: f64,
}

impl Plateau {
    pub(super) fn rate(&mut self, s: &Settings, now: Moment) -> f64 {
        let [factor, patience, threshold, cooldown, least, eps] = [1, 2, 3, 4, 5, 6].map(|i| s.number(i));
        let Some((rate, best)) = &mut self.now else {
            self.now = Some((s.number(0), now.value));
            return s.number(0);
        };
        // PyTorch compares with best·(1 - threshold), by which a value below 0 seems better when it stays the same.
        let bar = if best.is_finite() { *best - best.abs() * threshold } else { *best };
        if now.value < bar {
            *best = now.value;
            self.bad = 0.0;
        } else {
            self.bad += 1.0;
        }
        if self.cooling > 0.0 {
            self.cooling -= 1.0;
            self.bad = 0.0;
        }
        if self.bad > patience {
            let reduced = (*rate * factor).max(least);
            if *rate - reduced > eps {
                *rate = reduced;
            }
            (self.cooling, self.bad) = (cooldown, 0.0);
        }
        *rate
    }
}
