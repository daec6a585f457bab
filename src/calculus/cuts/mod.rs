//! Functions of one unknown on pieces of the line: cut where they have kinks, jumps or no value, smooth in between; which way
//! they run there, which sign they keep, and after which length they repeat.

pub(super) mod kinks;
pub mod landmarks;
pub(super) mod period;
pub(super) mod pieces;
pub(super) mod polynomial;
pub(super) mod steps;
mod tails;
pub(super) mod values_at_roots;
pub(super) mod variation;

pub(super) use pieces::{Cut, Pieces, SmoothPiece};

/// Why a function cannot be cut up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::calculus) enum Obstacle {
    /// The cuts or the critical points go on for ever; the function may be periodic.
    Families,
    /// The cuts or slopes could not be decided.
    Unknown,
}
