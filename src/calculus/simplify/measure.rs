//! How long an expression is.

use std::collections::HashMap;

use crate::algebra::present::present;
use crate::expr::{ExprId, Graph, print, unfolded_size};

/// The length of what is printed, and of forms that print alike the number of nodes.
#[derive(Default)]
pub(super) struct Measure {
    known: HashMap<ExprId, (usize, u64)>,
}

impl Measure {
    /// How long the expression is.
    pub(super) fn of(&mut self, graph: &mut Graph, id: ExprId) -> (usize, u64) {
        if let Some(&known) = self.known.get(&id) {
            return known;
        }
        let shown = present(graph, id);
        let length =
            print::exact_text(graph, shown).map_or(usize::MAX, |text| text.chars().filter(|c| *c != ' ').count());
        let measured = (length, unfolded_size(graph, id).0);
        self.known.insert(id, measured);
        measured
    }

    /// Is the first expression shorter than the second?
    pub(super) fn is_shorter(&mut self, graph: &mut Graph, a: ExprId, b: ExprId) -> bool {
        self.of(graph, a) < self.of(graph, b)
    }
}
