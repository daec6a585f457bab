//! Learning rates by name: a record per schedule, with its formula and where it comes from.
//!
//! In all of them `t` is the number of steps done before, so `t = k - 1` and the first rate is the one at `t = 0`.

use std::f64::consts::PI;

use super::rate::{HUGE, Moment, RateMemory};
pub use super::rate::{ParameterDomain, Schedule, ScheduleDef, ScheduleParameter, Settings};
use crate::numeric::real;

/// The schedules.
pub const ALL: &[ScheduleDef] = &[
    ScheduleDef {
        name: "step",
        example: "step(0.1, 100, 0.5)",
        formula: "rate·factor^⌊t/every⌋",
        source: "PyTorch StepLR; Optax exponential_decay with staircase",
        parameters: &[RATE, count("every"), FACTOR],
        at: |s, now, _| s.number(0) * power(s.number(2), (now.t() / s.number(1)).floor()),
    },
    ScheduleDef {
        name: "multi_step",
        example: "multi_step(0.1, [30, 80], 0.1)",
        formula: "rate·factor^(how many of the steps are ≤ t)",
        source: "PyTorch MultiStepLR; Optax piecewise_constant_schedule",
        parameters: &[RATE, ScheduleParameter { name: "steps", takes: ParameterDomain::Steps, default: None }, FACTOR],
        at: |s, now, _| {
            let passed = s.steps.iter().filter(|&&step| step < now.k).count();
            s.number(0) * power(s.number(2), passed as f64)
        },
    },
    ScheduleDef {
        name: "exponential",
        example: "exponential(0.1, 0.99)",
        formula: "rate·factor^t",
        source: "PyTorch ExponentialLR; Optax exponential_decay",
        parameters: &[RATE, ScheduleParameter { default: None, ..FACTOR }],
        at: |s, now, _| s.number(0) * power(s.number(1), now.t()),
    },
    ScheduleDef {
        name: "inverse_time",
        example: "inverse_time(0.1, 0.01)",
        formula: "rate/(1 + decay·t)",
        source: "Robbins and Monro 1951: the rates sum to infinity, their squares do not; Keras InverseTimeDecay",
        parameters: &[
            RATE,
            ScheduleParameter {
                name: "decay",
                takes: ParameterDomain::Number { least: 0.0, most: HUGE },
                default: None,
            },
        ],
        at: |s, now, _| s.number(0) / (1.0 + s.number(1) * now.t()),
    },
    ScheduleDef {
        name: "polynomial",
        example: "polynomial(0.1, 0.001, 100, power = 2)",
        formula: "end + (rate - end)·(1 - t/steps)^power, from t = steps on: end",
        source: "PyTorch LinearLR and PolynomialLR; Optax polynomial_schedule",
        parameters: &[
            RATE,
            END,
            STEPS,
            ScheduleParameter {
                name: "power",
                takes: ParameterDomain::Number { least: 0.0, most: HUGE },
                default: Some(1.0),
            },
        ],
        at: |s, now, _| {
            let left = 1.0 - now.t() / s.number(2);
            if left <= 0.0 { s.number(1) } else { between(s.number(1), s.number(0), power(left, s.number(3))) }
        },
    },
    ScheduleDef {
        name: "cosine",
        example: "cosine(0.1, 0, 1000)",
        formula: "end + (rate - end)·(1 + cos(π·t/steps))/2, from t = steps on: end",
        source: "Loshchilov and Hutter 2017; it stays at its end as in Optax, where PyTorch CosineAnnealingLR rises again",
        parameters: &[RATE, END, STEPS],
        at: |s, now, _| cosine(s.number(0), s.number(1), now.t() / s.number(2)),
    },
    ScheduleDef {
        name: "restarts",
        example: "restarts(0.1, 0, 50, 2)",
        formula: "cosine(rate, end, steps) again and again, each time with mult times the steps",
        source: "Loshchilov and Hutter 2017 (SGDR); PyTorch CosineAnnealingWarmRestarts",
        parameters: &[RATE, END, STEPS, ScheduleParameter { default: Some(1.0), ..count("mult") }],
        at: |s, now, _| {
            let (t, length) = since_restart(now.t(), s.number(2), s.number(3));
            cosine(s.number(0), s.number(1), t / length)
        },
    },
    ScheduleDef {
        name: "warmup",
        example: "warmup(10, cosine(0.1, 0, 1000))",
        formula: "start + (rate - start)·t/steps, from t = steps on the schedule that was given, from its first step; \
                  start is rate/steps unless it is given",
        source: "Goyal et al. 2017; PyTorch LinearLR before another in SequentialLR; Optax warmup_cosine_decay_schedule",
        parameters: &[
            STEPS,
            ScheduleParameter { name: "rate", takes: ParameterDomain::Rate, default: None },
            ScheduleParameter {
                name: "start",
                takes: ParameterDomain::Number { least: 0.0, most: HUGE },
                default: Some(f64::NAN),
            },
        ],
        at: warmup,
    },
    ScheduleDef {
        name: "one_cycle",
        example: "one_cycle(0.1, 1000)",
        formula: "from rate/div up to rate in rise·steps - 1 steps and down to rate/(div·final) at t = steps - 1, \
                  both by half a cosine, then constant",
        source: "Smith and Topin 2018; PyTorch OneCycleLR with total_steps; Optax counts its steps otherwise",
        parameters: &[
            RATE,
            STEPS,
            ScheduleParameter {
                name: "rise",
                takes: ParameterDomain::Number { least: 0.0, most: 1.0 },
                default: Some(0.3),
            },
            ScheduleParameter {
                name: "div",
                takes: ParameterDomain::Number { least: 1.0, most: HUGE },
                default: Some(25.0),
            },
            ScheduleParameter {
                name: "final",
                takes: ParameterDomain::Number { least: 1.0, most: HUGE },
                default: Some(1e4),
            },
        ],
        at: |s, now, _| one_cycle(s, now.t()),
    },
    ScheduleDef {
        name: "on_plateau",
        example: "on_plateau(0.1, factor = 0.1, patience = 10)",
        formula: "rate, times factor whenever more than patience steps in turn have not lowered the least value so far \
                  by threshold of its size; never below least, nor changed by eps or less",
        source: "PyTorch ReduceLROnPlateau",
        parameters: &[
            RATE,
            FACTOR,
            ScheduleParameter { name: "patience", takes: ParameterDomain::Whole { least: 0.0 }, default: Some(10.0) },
            ScheduleParameter {
                name: "threshold",
                takes: ParameterDomain::Number { least: 0.0, most: 1.0 },
                default: Some(1e-4),
            },
            ScheduleParameter { name: "cooldown", takes: ParameterDomain::Whole { least: 0.0 }, default: Some(0.0) },
            ScheduleParameter {
                name: "least",
                takes: ParameterDomain::Number { least: 0.0, most: HUGE },
                default: Some(0.0),
            },
            ScheduleParameter {
                name: "eps",
                takes: ParameterDomain::Number { least: 0.0, most: HUGE },
                default: Some(1e-8),
            },
        ],
        at: |s, now, memory| memory.plateau.rate(s, now),
    },
];

const RATE: ScheduleParameter = ScheduleParameter { name: "rate", takes: ParameterDomain::Positive, default: None };
const END: ScheduleParameter =
    ScheduleParameter { name: "end", takes: ParameterDomain::Number { least: 0.0, most: HUGE }, default: None };
const STEPS: ScheduleParameter = count("steps");
const FACTOR: ScheduleParameter =
    ScheduleParameter { name: "factor", takes: ParameterDomain::Number { least: 0.0, most: HUGE }, default: Some(0.1) };

const fn count(name: &'static str) -> ScheduleParameter {
    ScheduleParameter { name, takes: ParameterDomain::Whole { least: 1.0 }, default: None }
}

/// The schedule of this name.
pub fn find(name: &str) -> Option<&'static ScheduleDef> {
    ALL.iter().find(|s| s.name == name)
}

/// A power, with the same bits on every machine.
fn power(base: f64, exponent: f64) -> f64 {
    real::pow(base, exponent)
}

/// `from` at 0, `to` at 1.
fn between(from: f64, to: f64, part: f64) -> f64 {
    from + (to - from) * part
}

/// Half a cosine from `from` at 0 to `to` at 1; it stays there.
fn cosine(from: f64, to: f64, part: f64) -> f64 {
    if part >= 1.0 { to } else { between(to, from, (1.0 + real::cos(PI * part)) / 2.0) }
}

/// The steps since the last restart, and the length of the period.
fn since_restart(t: f64, first: f64, mult: f64) -> (f64, f64) {
    if mult <= 1.0 {
        return (t % first, first);
    }
    let (mut t, mut length) = (t, first);
    while t >= length {
        t -= length;
        length *= mult;
    }
    (t, length)
}

fn warmup(s: &Settings, now: Moment, memory: &mut RateMemory) -> f64 {
    let Some(then) = &s.then else { return f64::NAN };
    let (t, steps) = (now.t(), s.number(0));
    if t >= steps {
        return then.at(Moment { k: now.k - steps as u64, ..now }, memory);
    }
    // The first rate of the schedule that follows, which must not count this query as a step.
    let rate = then.at(Moment { k: 1, value: f64::INFINITY }, &mut RateMemory::default());
    let start = if s.number(2).is_nan() { rate / steps } else { s.number(2) };
    between(start, rate, t / steps)
}

fn one_cycle(s: &Settings, t: f64) -> f64 {
    let (highest, steps, rise) = (s.number(0), s.number(1), s.number(2));
    let first = highest / s.number(3);
    let (top, end) = (rise * steps - 1.0, steps - 1.0);
    if t < top {
        cosine(first, highest, t / top)
    } else if t >= end {
        first / s.number(4)
    } else {
        cosine(highest, first / s.number(4), (t - top.max(0.0)) / (end - top.max(0.0)))
    }
}
