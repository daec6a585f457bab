//! Certified numbers: bounds that hold for what expressions do on a box, zeros that are proved, global minima.
//!
//! Everything rests on [`IntervalProgram`](crate::algebra::enclosure::IntervalProgram), which encloses the values of
//! expressions on a box. [`roots()`] finds the zeros of a square system, [`global_minimum`] what is least.

#![allow(clippy::needless_range_loop, reason = "one index runs over the unknowns in several arrays")]

mod bound;
mod candidates;
mod contract;
mod cycle;
mod descend;
mod exact;
mod local;
mod minimum;
mod newton;
mod points;
mod roots;
mod segment;
mod sublevel;

pub use candidates::{FacePosition, MinimiserBox, MinimiserEvidence};
pub use cycle::CycleProof;
pub use local::{CriticalKind, CriticalProof, Local};
pub(in crate::calculus) use local::{inverse, is_positive_definite};
#[cfg(test)]
pub(in crate::calculus) use minimum::{Effort, minimum_within};
pub use minimum::{GlobalMinimum, Stop, global_minimum};
pub(in crate::calculus) use roots::roots_within;
pub use roots::{CertifiedRoot, Roots, roots};
pub use segment::DomainBounds;
pub use sublevel::SublevelBox;

#[cfg(test)]
mod tests;
