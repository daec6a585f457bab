//! Running a tape on doubles, one point at a time.

use super::{Op, Slot, Tape};
use crate::expr::holds;
use crate::interrupt::count;
use crate::numeric::real;

/// What an operation costs in the mean.
const STEPS_PER_OPERATION: usize = 4;

impl Tape {
    /// Computes the outputs at a point. `work` grows to [`Tape::work_size`] the first time; after that nothing is
    /// allocated. Missing inputs are NaN; inputs or outputs beyond those of the tape are left alone.
    pub fn run(&self, inputs: &[f64], work: &mut Vec<f64>, outputs: &mut [f64]) {
        self.fill(inputs, work);
        for (output, &slot) in outputs.iter_mut().zip(&self.outputs) {
            *output = work[slot as usize];
        }
    }

    /// The first output, for tapes that have one.
    pub fn value(&self, inputs: &[f64], work: &mut Vec<f64>) -> f64 {
        self.fill(inputs, work);
        self.outputs.first().map_or(f64::NAN, |&slot| work[slot as usize])
    }

    /// Computes every slot.
    pub(super) fn fill(&self, inputs: &[f64], work: &mut Vec<f64>) {
        if work.len() < self.work_size() {
            work.resize(self.work_size(), 0.0);
        }
        count(STEPS_PER_OPERATION * self.ops.len());
        let given = inputs.len().min(self.inputs);
        work[..given].copy_from_slice(&inputs[..given]);
        work[given..self.inputs].fill(f64::NAN);
        work[self.inputs..self.first_result()].copy_from_slice(&self.constants);
        self.run_ops(0..self.ops.len(), work);
    }

    /// Does these operations; what they read has been computed.
    pub(super) fn run_ops(&self, range: std::ops::Range<usize>, work: &mut [f64]) {
        let (slots, gather) = work.split_at_mut(self.slots());
        for (target, &op) in (self.first_result() + range.start..).zip(&self.ops[range]) {
            slots[target] = self.apply(op, slots, gather);
        }
    }

    /// The result of one operation.
    fn apply(&self, op: Op, slots: &[f64], gather: &mut [f64]) -> f64 {
        let at = |slot: Slot| slots[slot as usize];
        match op {
            Op::Add(a, b) => at(a) + at(b),
            Op::Sub(a, b) => at(a) - at(b),
            Op::Mul(a, b) => at(a) * at(b),
            Op::Div(a, b) => real::quotient(at(a), at(b)),
            Op::Neg(a) => -at(a),
            Op::PowI(a, n) => real::defined_power_of_integer(at(a), n),
            Op::Pow(a, b) => real::defined_power(at(a), at(b)),
            Op::ExpPow(a, b) => real::exponential_power(at(a), at(b)),
            Op::Call1(f, a, _) => f(at(a)),
            Op::Call2(f, a, b, _) => f(at(a), at(b)),
            Op::CallMany { value, first, count, .. } => {
                let operands = &self.arguments[first as usize..(first + count) as usize];
                for (place, &slot) in gather.iter_mut().zip(operands) {
                    *place = at(slot);
                }
                value(&gather[..operands.len()])
            }
            Op::Compare(relation, a, b) => match holds(relation, at(a), at(b)) {
                Some(true) => 1.0,
                Some(false) => 0.0,
                None => f64::NAN,
            },
            Op::Select(condition, then, otherwise) => select(at(condition), at(then), at(otherwise)),
        }
    }
}

/// The branch that a condition chooses.
fn select(condition: f64, then: f64, otherwise: f64) -> f64 {
    if condition.is_nan() {
        f64::NAN
    } else if condition != 0.0 {
        then
    } else {
        otherwise
    }
}
