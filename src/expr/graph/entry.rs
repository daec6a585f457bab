//! What the arena keeps of a node besides its children.

use super::mentions::Mentions;

/// What kind of node it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tag {
    Number,
    Constant,
    Symbol,
    Sum,
    Product,
    Power,
    Call,
    Piecewise,
    Compare,
    Not,
    And,
    Or,
    Truth,
    Undefined,
}

/// A node in the arena; its children lie side by side in another vector.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub tag: Tag,
    pub marks: u8,
    pub mentions: Mentions,
    pub payload: u32,
    pub start: u32,
    pub len: u32,
    /// What comes first in the canonical order; see [`OrderKey`].
    pub key: OrderKey,
}

/// Height up to the largest number there is room for, kind, number of children up to 255, and rank of an expression, in one
/// number.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OrderKey(u64);

impl OrderKey {
    pub fn new(height: u16, tag: Tag, children: usize, rank: u32) -> OrderKey {
        let shape = u64::from(height) << 16 | u64::from(tag as u8) << 8 | children.min(255) as u64;
        OrderKey(shape << 32 | u64::from(rank))
    }

    /// How deep the expression is.
    pub fn height(self) -> u16 {
        (self.0 >> 48) as u16
    }

    /// Where it comes among expressions of its shape; see `Graph::rank`.
    pub fn rank(self) -> u32 {
        self.0 as u32
    }

    /// Its start in the upper 48 bits, as far as there is room, and 0 below: it never puts two into another order than their
    /// keys do.
    pub fn start(self) -> u64 {
        let (height, tag, len) = (self.0 >> 48, self.0 >> 40 & 0xFF, self.0 >> 32 & 0xFF);
        match (height, len) {
            (255.., _) => 255 << 56,
            (_, 63..) => height << 56 | tag << 52 | 63 << 46,
            _ => height << 56 | tag << 52 | len << 46 | (self.0 >> 2 & 0x3FFF_FFFF) << 16,
        }
    }
}
