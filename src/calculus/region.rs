//! A box: between which numbers each unknown lies.

use super::present;
use crate::expr::{ExprId, Graph, Symbol, print};

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

    /// As it is written: `x in -2..2, y in 0..inf`; unknowns without bounds are left out.
    pub fn text(&self, graph: &mut Graph, unknowns: &[Symbol]) -> String {
        let mut parts = Vec::new();
        for (side, &unknown) in self.sides.iter().zip(unknowns) {
            if *side == Side::ENTIRE {
                continue;
            }
            let mut end = |end: Option<ExprId>, infinite: &str| match end {
                Some(id) => {
                    let shown = present(graph, id);
                    print::text(graph, shown)
                }
                None => infinite.to_string(),
            };
            let (low, high) = (end(side.low, "-inf"), end(side.high, "inf"));
            parts.push(format!("{} in {low}..{high}", graph.name(unknown)));
        }
        parts.join(", ")
    }
}
