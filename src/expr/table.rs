//! Side tables over the nodes of a graph that cost only what they hold.

use super::ExprId;

/// The nodes of a page.
const PAGE: usize = 256;

/// A number for some of the nodes, 0 for all others. It is kept in pages, so that a table for a small expression in a large
/// graph is small too.
#[derive(Default)]
pub(crate) struct NodeTable {
    /// Where each page begins, in pages from 1; 0 where there is none.
    directory: Vec<u32>,
    values: Vec<[u32; PAGE]>,
    /// The directory's entries in use.
    used: Vec<u32>,
}

impl NodeTable {
    /// What is kept for a node.
    #[inline]
    pub fn get(&self, id: ExprId) -> u32 {
        match self.directory.get(id.index() / PAGE) {
            Some(&page) if page != 0 => self.values[page as usize - 1][id.index() % PAGE],
            _ => 0,
        }
    }

    /// Keeps a value for a node.
    #[inline]
    pub fn set(&mut self, id: ExprId, value: u32) {
        let place = id.index() / PAGE;
        if self.directory.get(place).is_none_or(|&page| page == 0) {
            self.open_page(place);
        }
        self.values[self.directory[place] as usize - 1][id.index() % PAGE] = value;
    }

    fn open_page(&mut self, place: usize) {
        if self.directory.len() <= place {
            self.directory.resize((place + 1).next_power_of_two(), 0);
        }
        self.values.push([0; PAGE]);
        self.used.push(place as u32);
        self.directory[place] = self.values.len() as u32;
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        for place in self.used.drain(..) {
            self.directory[place as usize] = 0;
        }
        self.values.clear();
    }
}

/// A node for some of the nodes.
#[derive(Default)]
pub(crate) struct NodeMap(NodeTable);

impl NodeMap {
    /// The node that is kept for this one.
    #[inline]
    pub fn get(&self, id: ExprId) -> Option<ExprId> {
        self.0.get(id).checked_sub(1).map(ExprId::at)
    }

    /// Keeps a node for this one.
    #[inline]
    pub fn set(&mut self, id: ExprId, value: ExprId) {
        // A graph holds far less than 2^32 - 1 nodes.
        self.0.set(id, value.index() as u32 + 1);
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::{NodeMap, NodeTable, PAGE};
    use crate::expr::ExprId;

    #[test]
    fn a_table_holds_what_was_set_and_forgets_all_of_it() {
        let mut table = NodeTable::default();
        let ids: Vec<ExprId> = (0..5000).map(|i| ExprId::at(i * 37)).collect();
        for round in 1..3 {
            assert!(ids.iter().all(|&id| table.get(id) == 0));
            ids.iter().rev().for_each(|&id| table.set(id, id.index() as u32 + round));
            assert!(ids.iter().all(|&id| table.get(id) == id.index() as u32 + round));
            assert_eq!(table.get(ExprId::at(1)), 0);
            table.clear();
        }
    }

    #[test]
    fn a_far_node_costs_one_page() {
        let mut map = NodeMap::default();
        let far = ExprId::at(10_000_000);
        map.set(far, ExprId::ZERO);
        assert_eq!(map.get(far), Some(ExprId::ZERO));
        assert_eq!(map.get(ExprId::at(9_999_999)), None);
        assert_eq!(map.0.values.len() * PAGE, PAGE);
    }
}
