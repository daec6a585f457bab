//! Where branches of a function meet: operations whose operands tie.

use super::{Op, Slot, Tape};

/// Operations that choose between branches by their operands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ties {
    /// Where one of these slots is 0, branches meet.
    zero: Vec<Slot>,
    /// And where both of these hold the same number.
    equal: Vec<(Slot, Slot)>,
}

impl Tape {
    /// What to look at, to see whether a point lies where branches meet.
    pub fn ties(&self) -> Ties {
        let mut ties = Ties::default();
        for (slot, &op) in (self.first_result()..).zip(&self.ops) {
            let has_branches = |f: u32| self.functions[f as usize].branches.is_some();
            match op {
                Op::Compare(_, a, b) => ties.equal.push((a, b)),
                Op::Call1(_, a, f) if has_branches(f) => ties.zero.push(a),
                Op::Call2(_, _, _, f) if has_branches(f) => ties.zero.push(slot as Slot),
                Op::CallMany { first, count, function, .. } if has_branches(function) => {
                    let operands = &self.arguments[first as usize..(first + count) as usize];
                    let pairs =
                        operands.iter().enumerate().flat_map(|(i, &a)| operands[..i].iter().map(move |&b| (a, b)));
                    ties.equal.extend(pairs);
                }
                _ => {}
            }
        }
        ties.equal.sort_unstable();
        ties.equal.dedup();
        ties
    }
}

impl Ties {
    /// Do branches meet at the point whose slots these are?
    pub fn any(&self, slots: &[f64]) -> bool {
        self.zero.iter().any(|&a| slots[a as usize] == 0.0)
            || self.equal.iter().any(|&(a, b)| slots[a as usize] == slots[b as usize])
    }
}
