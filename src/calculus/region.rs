//! A box: between which numbers each unknown lies.

use crate::expr::ExprId;

/// Between which numbers an unknown lies, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// The least value: a closed number in normal form; `None` where there is none.
    pub low: Option<ExprId>,
    /// The greatest value.
    pub high: Option<ExprId>,
}

impl Side {
    /// All real numbers.
    pub const ENTIRE: Side = Side { low: None, high: None };
}

/// A side for each unknown, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// See [`Side`].
    pub sides: Vec<Side>,
}

impl Region {
    /// Everything, for so many unknowns.
    pub fn entire(unknowns: usize) -> Region {
        Region { sides: vec![Side::ENTIRE; unknowns] }
    }

    /// Is no unknown bounded?
    pub fn is_entire(&self) -> bool {
        self.sides.iter().all(|s| *s == Side::ENTIRE)
    }
}
