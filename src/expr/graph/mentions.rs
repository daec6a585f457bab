//! Which symbols an expression mentions, kept with each node.

use crate::expr::Symbol;

/// A set of symbols, exact for the first fifteen of a graph; the others share a mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::expr) struct Mentions(u16);

/// The mark of all symbols that have none of their own.
const SHARED: u32 = u16::BITS - 1;

impl Mentions {
    pub(super) fn of(symbol: Symbol) -> Mentions {
        Mentions(1 << symbol.0.min(SHARED))
    }

    /// Those of either.
    pub(in crate::expr) fn and(self, other: Mentions) -> Mentions {
        Mentions(self.0 | other.0)
    }

    /// Are there none?
    pub(in crate::expr) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Is the symbol among them, where the marks tell?
    pub(in crate::expr) fn has(self, symbol: Symbol) -> Option<bool> {
        let marked = self.0 & Mentions::of(symbol).0 != 0;
        (!marked || symbol.0 < SHARED).then_some(marked)
    }

    /// All of them, where the marks tell.
    pub(in crate::expr) fn all(self) -> Option<Vec<Symbol>> {
        let is_marked = |&i: &u32| self.0 & 1 << i != 0;
        (!is_marked(&SHARED)).then(|| (0..SHARED).filter(is_marked).map(Symbol).collect())
    }
}
