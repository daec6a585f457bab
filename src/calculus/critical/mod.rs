//! Critical points.

mod kind;

pub use kind::{Judge, Judgement, Kind, Place};
