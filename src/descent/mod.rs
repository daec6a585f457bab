//! Gradient descent: problems, methods, the loop, when it stops, what it keeps, and what to say about it.
//!
//! Nothing here sees an expression. What a verdict may ask of the formula reaches it through [`Knowledge`].

mod adjust;
mod dense;
mod driver;
mod kinks;
mod knowledge;
mod line;
mod method;
pub mod methods;
mod parallel;
mod problem;
mod rate;
mod report;
pub mod rule;
mod run;
pub mod schedule;
mod stop;
mod suggest;
mod trace;
pub mod verdict;

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;

/// The methods that are a rule for each unknown, as text in the language.
pub const RULES: &str = include_str!("methods.gd");

pub use adjust::{Adjustments, Clip};
pub use driver::{Descent, Plan, descend};
pub use kinks::{Corner, Kinks, SwitchKind};
pub use knowledge::{
    Certificate, CycleCertificate, Knowledge, KnownPoint, KnownPointKind, Labels, LeastValue, NothingKnown,
    TrappingRegion,
};
pub use method::{GradientDescent, Halt, LinearRule, MAX_MATRIX, Method, Nature, Needs, Step};
pub use parallel::{Batch, Done, Job, descend_all};
pub use problem::{DomainOracle, Evaluations, Problem, TapeProblem};
pub use rate::{Moment, Rate, RateMemory};
pub use report::{closed_form, told};
pub use run::{Background, Run};
pub use stop::{DEFAULT_GRADIENT, DEFAULT_STEPS, Progress, StopCondition, StopReason, Stopping};
pub use suggest::{searched_rate, suggested_rate};
pub use trace::{Iterate, Iterates, Trace, norm};
pub use verdict::{Ending, Evidence, Judgement, Verdict, judge};
