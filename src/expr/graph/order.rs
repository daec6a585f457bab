//! The canonical order of expressions.

use std::cmp::Ordering;

use super::Graph;
use super::entry::{Entry, OrderKey, Tag};
use super::hash::mix;
use crate::expr::ExprId;

/// Up to so many are sorted by insertion.
const FEW: usize = 16;
/// Up to so many have room for their places in the lower 16 bits of a key.
const MANY: usize = 0xFFFF;

impl Graph {
    /// The canonical order of expressions: it depends on what they are, and not on when they were built. Shallow before
    /// deep, then by kind, then names by the alphabet and numbers by size; large sums and products by hashes, which
    /// spares a walk.
    ///
    /// Equal expressions are one node; so two that differ differ at the first pair of children that are not the same
    /// node, and following that pair down takes no longer than the expressions are deep.
    #[inline]
    pub fn order(&self, a: ExprId, b: ExprId) -> Ordering {
        if a == b {
            return Ordering::Equal;
        }
        let keys = self.key(a).cmp(&self.key(b));
        if keys.is_ne() { keys } else { self.tied(a, b) }
    }

    /// Sorts by the first of each; of equal ones the order stays.
    pub(crate) fn sort_by_first<const N: usize>(&mut self, items: &mut [[ExprId; N]]) {
        match items.len() {
            _ if items.is_sorted_by(|a, b| self.order(a[0], b[0]).is_lt()) => {}
            few if few <= FEW => self.insert_in_order(items),
            many if many <= MANY => self.sort_by_places(items),
            _ => items.sort_by(|a, b| self.order(a[0], b[0])),
        }
    }

    /// Sorts by insertion: the quickest for a few, and for lists put together from sorted ones.
    fn insert_in_order<const N: usize>(&self, items: &mut [[ExprId; N]]) {
        let mut keys = [OrderKey::default(); FEW];
        for i in 0..items.len() {
            let item = items[i];
            let key = self.key(item[0]);
            let mut place = i;
            while place > 0
                && (key < keys[place - 1] || key == keys[place - 1] && self.tied(item[0], items[place - 1][0]).is_lt())
            {
                (keys[place], items[place]) = (keys[place - 1], items[place - 1]);
                place -= 1;
            }
            (keys[place], items[place]) = (key, item);
        }
    }

    /// Sorts plain numbers made of the start of a key and of a place; those with the same start are compared afterwards.
    fn sort_by_places<const N: usize>(&mut self, items: &mut [[ExprId; N]]) {
        let mut keys = self.scratch.take_keys();
        keys.extend((0..).zip(&*items).map(|(i, item)| self.key(item[0]).start() | i));
        keys.sort_unstable();
        let place = |key: u64| (key & MANY as u64) as usize;
        for alike in keys.chunk_by_mut(|a, b| a ^ b <= MANY as u64).filter(|alike| alike.len() > 1) {
            alike.sort_by(|&a, &b| self.order(items[place(a)][0], items[place(b)][0]));
        }
        for i in 0..items.len() {
            // Where the item that belongs here was, and where it has been put since.
            let mut from = place(keys[i]);
            while from < i {
                from = place(keys[from]);
            }
            items.swap(i, from);
        }
        self.scratch.give_keys(keys);
    }

    /// The order of two expressions that may have the same key.
    fn tied(&self, mut a: ExprId, mut b: ExprId) -> Ordering {
        while a != b {
            let (x, y) = (&self.entries[a.index()], &self.entries[b.index()]);
            let mut here = x.key.cmp(&y.key).then(x.len.cmp(&y.len));
            if here.is_eq() && x.payload != y.payload {
                here = self.payloads(x, y);
            }
            if here.is_ne() {
                return here;
            }
            let pairs = self.children(a).iter().zip(self.children(b));
            match pairs.into_iter().find(|(p, q)| p != q) {
                Some((&p, &q)) => (a, b) = (p, q),
                None => return Ordering::Equal,
            }
        }
        Ordering::Equal
    }

    #[inline]
    fn key(&self, id: ExprId) -> OrderKey {
        self.entries[id.index()].key
    }

    /// Where a node comes among those of its shape, as far as 32 bits tell: mostly spares looking at the children.
    #[inline]
    pub(super) fn rank(&self, tag: Tag, payload: u32, height: u16, children: &[ExprId]) -> u32 {
        let payload = payload as usize;
        let rank = |child: ExprId| self.key(child).rank();
        match (tag, children) {
            (Tag::Number, _) => {
                let bits = self.numbers[payload].value.to_f64().to_bits();
                // The bits of doubles above 0 run as the doubles do, those of doubles below 0 the other way.
                let rising = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
                (rising >> 32) as u32
            }
            (Tag::Symbol, _) => {
                let start = self.symbols[payload].bytes().chain([0; 4]).take(4);
                start.fold(0, |rank, byte| rank << 8 | u32::from(byte))
            }
            (Tag::Call, &[first, ..]) => {
                let name = self.functions[payload].name.bytes().next().unwrap_or_default();
                u32::from(name) << 24 | rank(first) >> 8
            }
            // In large ones nobody looks for an order.
            (Tag::Sum | Tag::Product, &[first, second, .., last]) if height > 2 || children.len() > 8 => {
                let middle = children[children.len() / 2];
                mix(mix(mix(rank(first), rank(second)), rank(middle)), rank(last))
            }
            // As many bits of the exponent as tell whole numbers up to 512 apart.
            (Tag::Power, &[base, exponent]) => rank(base) & 0xFFF0_0000 | rank(exponent) >> 12,
            (_, &[first, second, ..]) => rank(first) & 0xFFFF_F000 | rank(second) >> 20,
            _ => (payload as u32) << 24,
        }
    }

    /// The order of two nodes of the same kind by what they hold besides children.
    fn payloads(&self, x: &Entry, y: &Entry) -> Ordering {
        let (i, j) = (x.payload as usize, y.payload as usize);
        match x.tag {
            Tag::Number => {
                let (x, y) = (&self.numbers[i], &self.numbers[j]);
                x.value.cmp(&y.value).then(x.decimal.cmp(&y.decimal))
            }
            Tag::Symbol => self.symbols[i].cmp(&self.symbols[j]),
            Tag::Call => self.functions[i].name.cmp(self.functions[j].name),
            Tag::Undefined => self.faults[i].cmp(&self.faults[j]),
            _ => i.cmp(&j),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calculus::CORE;
    use crate::functions::tests::reader::read;

    #[test]
    fn the_order_is_that_of_structures_and_not_of_building() {
        let texts = [
            "2",
            "3",
            "pi",
            "x",
            "y",
            "x + 1",
            "x + y",
            "x^2",
            "x^3",
            "y^2",
            "exp(x)",
            "sin(x)",
            "sin(y)",
            "sin(x)^2",
            "sin(y)^2",
            "x*exp(x)",
            "exp(exp(x))",
        ];
        let sorted = |order: &[usize]| {
            let mut graph = Graph::new(&CORE);
            let mut ids: Vec<(ExprId, usize)> = order.iter().map(|&i| (read(&mut graph, texts[i]), i)).collect();
            ids.sort_by(|a, b| graph.order(a.0, b.0));
            let all_differ = ids.windows(2).all(|pair| graph.order(pair[0].0, pair[1].0).is_lt());
            assert!(all_differ);
            ids.into_iter().map(|(_, i)| i).collect::<Vec<usize>>()
        };
        let forward: Vec<usize> = (0..texts.len()).collect();
        let backward: Vec<usize> = forward.iter().rev().copied().collect();
        let mixed: Vec<usize> = forward.iter().map(|i| i * 5 % texts.len()).collect();
        assert_eq!(sorted(&forward), sorted(&backward));
        assert_eq!(sorted(&forward), sorted(&mixed));
    }
}
