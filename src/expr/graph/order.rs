//! The canonical order of expressions.

use std::cmp::Ordering;

use super::{Entry, Graph, Tag};
use crate::expr::ExprId;

impl Entry {
    /// Height, kind, number of children up to 255, and rank in one number.
    #[inline]
    fn key(&self) -> u64 {
        let shape = u64::from(self.height) << 16 | u64::from(self.tag as u8) << 8 | u64::from(self.len.min(255));
        shape << 32 | u64::from(self.rank)
    }

    /// Is it so large that nobody looks for an order in it?
    fn is_large(&self) -> bool {
        self.height > 2 || self.len > 8
    }
}

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
        let keys = self.entries[a.index()].key().cmp(&self.entries[b.index()].key());
        if keys.is_ne() { keys } else { self.tied(a, b) }
    }

    /// Sorts by the first of each; of equal ones the order stays.
    pub(crate) fn sort_by_first<const N: usize>(&mut self, items: &mut [[ExprId; N]]) {
        let mut keys = self.scratch.take_keys();
        keys.extend((0..).zip(&*items).map(|(i, item)| (self.entries[item[0].index()].key(), i)));
        if !keys.is_sorted_by(|a, b| a.0 < b.0) {
            keys.sort_unstable_by(|&(k, i), &(l, j)| {
                let tied = || self.tied(items[i as usize][0], items[j as usize][0]);
                k.cmp(&l).then_with(tied).then(i.cmp(&j))
            });
            for i in 0..items.len() {
                // Where the item that belongs here was, and where it has been put since.
                let mut from = keys[i].1 as usize;
                while from < i {
                    from = keys[from].1 as usize;
                }
                items.swap(i, from);
            }
        }
        self.scratch.give_keys(keys);
    }

    /// The order of two expressions that may have the same key.
    fn tied(&self, mut a: ExprId, mut b: ExprId) -> Ordering {
        while a != b {
            let (x, y) = (&self.entries[a.index()], &self.entries[b.index()]);
            let mut here = x.key().cmp(&y.key()).then(x.len.cmp(&y.len));
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

    /// Where a node comes among those of its shape, as far as 32 bits tell: mostly spares looking at the children. `mixed`
    /// is a hash of the children's ranks.
    pub(super) fn rank(&self, entry: &Entry, mixed: u32) -> u32 {
        let payload = entry.payload as usize;
        let child = |i: usize| self.entries[self.children[entry.start as usize + i].index()].rank;
        match entry.tag {
            Tag::Number => {
                let bits = self.numbers[payload].value.to_f64().to_bits();
                // The bits of doubles above 0 run as the doubles do, those of doubles below 0 the other way.
                let rising = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
                (rising >> 32) as u32
            }
            Tag::Symbol => {
                let start = self.symbols[payload].bytes().chain([0; 4]).take(4);
                start.fold(0, |rank, byte| rank << 8 | u32::from(byte))
            }
            Tag::Call if entry.len > 0 => {
                let name = self.functions[payload].name.bytes().next().unwrap_or_default();
                u32::from(name) << 24 | child(0) >> 8
            }
            Tag::Sum | Tag::Product if entry.is_large() => mixed,
            // As many bits of the exponent as tell whole numbers up to 512 apart.
            Tag::Power => child(0) & 0xFFF0_0000 | child(1) >> 12,
            _ if entry.len > 1 => child(0) & 0xFFFF_F000 | child(1) >> 20,
            _ => entry.payload << 24,
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
    use crate::functions::CORE;
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
