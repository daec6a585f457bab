//! What a search finds: candidates, each with what was assumed for it.

use super::guard::Guard;
use crate::expr::ExprId;

/// A number that may be a solution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// A closed number, or a formula in whole-number parameters or in names without a value.
    pub value: ExprId,
    /// The conditions under which it may be one.
    pub guard: Guard,
}

/// Numbers that are candidates together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CandidateSet {
    /// Conditions on the unknown.
    pub conditions: Vec<ExprId>,
    /// Conditions on names.
    pub guard: Guard,
}

/// What a search has found.
#[derive(Clone, Debug, Default)]
pub(super) struct Candidates {
    /// Single numbers.
    pub points: Vec<Candidate>,
    /// Every number is a candidate for which all conditions of one of these pieces hold.
    pub pieces: Vec<CandidateSet>,
    /// Equations whose zeros are candidates too, and which were not taken apart.
    pub rest: Vec<ExprId>,
}

impl Candidates {
    pub fn join(&mut self, other: Candidates) {
        for point in other.points {
            if !self.points.contains(&point) {
                self.points.push(point);
            }
        }
        for piece in other.pieces {
            if !self.pieces.contains(&piece) {
                self.pieces.push(piece);
            }
        }
        for rest in other.rest {
            if !self.rest.contains(&rest) {
                self.rest.push(rest);
            }
        }
    }

    /// Only complete answers: those of an equation that does not follow from one factor alone.
    pub fn whole(self) -> Option<Candidates> {
        self.rest.is_empty().then_some(self)
    }

    /// Only complete lists of single candidates.
    pub fn only_points(self) -> Option<Vec<Candidate>> {
        (self.rest.is_empty() && self.pieces.is_empty()).then_some(self.points)
    }
}
