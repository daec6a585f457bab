//! Buffers that are used again: building one small node must not cost several allocations.

use super::ExprId;

/// Empty buffers for those who build nodes. A builder that calls another one while it holds a buffer gets a second one.
#[derive(Default)]
pub(crate) struct Scratch {
    ids: Vec<Vec<ExprId>>,
    triples: Vec<Vec<[ExprId; 3]>>,
    keys: Vec<u64>,
}

/// What a new buffer has room for, so that most never grow.
const ROOM: usize = 32;

/// Longer buffers are not kept.
const KEPT: usize = 1 << 16;

impl Scratch {
    /// An empty list of nodes; give it back when done.
    #[inline]
    pub fn take_ids(&mut self) -> Vec<ExprId> {
        self.ids.pop().unwrap_or_else(|| Vec::with_capacity(ROOM))
    }

    /// Takes back what [`Scratch::take_ids`] gave.
    #[inline]
    pub fn give_ids(&mut self, mut ids: Vec<ExprId>) {
        if ids.capacity() <= KEPT {
            ids.clear();
            self.ids.push(ids);
        }
    }

    /// An empty list of three nodes each; give it back when done.
    #[inline]
    pub fn take_triples(&mut self) -> Vec<[ExprId; 3]> {
        self.triples.pop().unwrap_or_else(|| Vec::with_capacity(ROOM))
    }

    /// Takes back what [`Scratch::take_triples`] gave.
    #[inline]
    pub fn give_triples(&mut self, mut triples: Vec<[ExprId; 3]>) {
        if triples.capacity() <= KEPT {
            triples.clear();
            self.triples.push(triples);
        }
    }

    /// An empty list of keys to sort by; give it back when done.
    #[inline]
    pub fn take_keys(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.keys)
    }

    /// Takes back what [`Scratch::take_keys`] gave.
    #[inline]
    pub fn give_keys(&mut self, mut keys: Vec<u64>) {
        if keys.capacity() <= KEPT {
            keys.clear();
            self.keys = keys;
        }
    }
}
