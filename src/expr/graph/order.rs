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
    /// deep, then by kind, then names by the alphabet and numbers by size; large sums and products by their hashes, which
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

    /// Where a node comes among those of its shape, as far as 32 bits tell: mostly spares looking at the children.
    pub(super) fn rank(&self, entry: &Entry) -> u32 {
        let child = |i: u32| {
            if i < entry.len { self.entries[self.children[(entry.start + i) as usize].index()].rank } else { 0 }
        };
        match entry.tag {
            Tag::Number => {
                let bits = self.numbers[entry.payload as usize].value.to_f64().to_bits();
                // The bits of doubles above 0 run as the doubles do, those of doubles below 0 the other way.
                let rising = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
                (rising >> 32) as u32
            }
            Tag::Symbol => self.symbols[entry.payload as usize]
                .0
                .bytes()
                .chain([0; 4])
                .take(4)
                .fold(0, |r, b| r << 8 | u32::from(b)),
            Tag::Constant | Tag::Truth => entry.payload,
            Tag::Undefined => 0,
            Tag::Sum | Tag::Product if entry.is_large() => entry.hash,
            Tag::Call => {
                let name = self.functions[entry.payload as usize].0.name.as_bytes()[0];
                u32::from(name) << 24 | child(0) >> 8
            }
            _ => child(0) & 0xFFFF_0000 | child(1) >> 16,
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
            Tag::Symbol => self.symbols[i].0.cmp(&self.symbols[j].0),
            Tag::Call => self.functions[i].0.name.cmp(self.functions[j].0.name),
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
