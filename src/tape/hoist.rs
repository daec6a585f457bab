//! A tape in two parts: what is the same for all of many rows is computed once.

use super::{Slot, Tape};

/// A tape that is run on many rows of inputs, of which the first few are common to all rows.
#[derive(Clone, Debug)]
pub struct RowTape {
    tape: Tape,
    /// So many inputs are common.
    common: usize,
    /// So many operations depend on these alone, and stand in front.
    shared: usize,
    work: Vec<f64>,
}

impl RowTape {
    /// The rows' tape of this one.
    pub fn new(tape: &Tape, common: usize) -> RowTape {
        let first = tape.first_result();
        let mut varies: Vec<bool> = (0..tape.slots()).map(|slot| slot >= common && slot < tape.inputs()).collect();
        for (i, &op) in tape.ops().iter().enumerate() {
            let mut any = false;
            tape.for_each_operand(op, |slot| any |= varies[slot as usize]);
            varies[first + i] = any;
        }
        let (same, rows): (Vec<usize>, Vec<usize>) = (0..tape.ops().len()).partition(|&i| !varies[first + i]);
        let mut place: Vec<Slot> = (0..tape.slots() as Slot).collect();
        for (new, &old) in same.iter().chain(&rows).enumerate() {
            place[first + old] = (first + new) as Slot;
        }
        let ops = same.iter().chain(&rows).map(|&i| tape.ops()[i].map(|slot| place[slot as usize])).collect();
        let at = |slot: &Slot| place[*slot as usize];
        let tape = Tape {
            ops,
            outputs: tape.outputs.iter().map(at).collect(),
            arguments: tape.arguments.iter().map(at).collect(),
            ..tape.clone()
        };
        RowTape { tape, common, shared: same.len(), work: Vec::new() }
    }

    /// Computes what the rows have in common.
    pub fn start(&mut self, common: &[f64]) {
        self.work.resize(self.tape.work_size(), 0.0);
        self.work[..self.common].copy_from_slice(&common[..self.common]);
        let constants = self.tape.inputs()..self.tape.first_result();
        self.work[constants].copy_from_slice(self.tape.constants());
        self.tape.run_ops(0..self.shared, &mut self.work);
    }

    /// The place for an input of the next row, counted behind the common ones.
    pub fn input(&mut self, number: usize) -> &mut f64 {
        &mut self.work[self.common + number]
    }

    /// Computes a row from its inputs.
    pub fn run(&mut self) {
        self.tape.run_ops(self.shared..self.tape.ops().len(), &mut self.work);
    }

    /// An output of the row.
    pub fn output(&self, number: usize) -> f64 {
        self.work[self.tape.outputs[number] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tape::{lower, samples};

    #[test]
    fn rows_are_as_without_sharing() {
        let mut graph = samples::graph();
        let (symbols, nodes) = samples::symbols(&mut graph, &["a", "b", "x"]);
        let (a, b, x) = (nodes[0], nodes[1], nodes[2]);
        let shared = graph.raw_product(&[a, b]);
        let shared = graph.raw_call(samples::function("exp"), &[shared]);
        let mixed = graph.raw_sum(&[shared, x]);
        let highest = graph.raw_call(samples::function("max"), &[mixed, a, x]);
        let result = graph.raw_product(&[highest, shared]);
        let tape = lower(&graph, &[result, shared, x], &symbols).expect("all are inputs");
        let mut rows = RowTape::new(&tape, 2);
        let (mut work, mut wanted) = (Vec::new(), [0.0; 3]);
        for common in [[0.5, -1.0], [2.0, 0.25]] {
            rows.start(&common);
            for x in [-3.0, 0.0, 7.5] {
                *rows.input(0) = x;
                rows.run();
                tape.run(&[common[0], common[1], x], &mut work, &mut wanted);
                assert_eq!([rows.output(0), rows.output(1), rows.output(2)], wanted);
            }
        }
        assert_eq!(rows.shared, 2);
    }
}
