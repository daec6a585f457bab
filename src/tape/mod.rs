//! Straight-line programs: a function of doubles as plain data, ready to be run many times.
//!
//! [`lower()`] turns expressions into a [`Tape`]; running it gives the same bits as [`crate::expr::evaluate`]. A tape knows
//! no expressions: it can be kept, cloned and sent to another thread.

mod fault;
mod fold;
mod hoist;
mod lower;
mod ray;
mod rounding;
mod run;
mod ties;

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;

pub use fault::{Operation, TapeFault};
pub use hoist::RowTape;
pub use lower::{LowerError, lower};
pub use ray::RayWork;
pub use ties::Ties;

use crate::expr::{FunctionDef, Relation};

/// A place for one double: inputs first, then constants, then the result of each operation in order.
pub type Slot = u32;

/// One operation. Every operand of a tape is an earlier slot; operation number `i` writes slot `first_result + i`, and nothing
/// else ever writes there.
#[derive(Clone, Copy, Debug)]
pub enum Op<S = Slot> {
    /// `a + b`
    Add(S, S),
    /// `a - b`
    Sub(S, S),
    /// `a * b`
    Mul(S, S),
    /// `a / b` by [`crate::numeric::real::quotient`].
    Div(S, S),
    /// `-a`
    Neg(S),
    /// `a^n` by [`crate::numeric::real::defined_power_of_integer`].
    PowI(S, i32),
    /// `a^b` by [`crate::numeric::real::defined_power`].
    Pow(S, S),
    /// `a^b` by [`crate::numeric::real::exponential_power`].
    ExpPow(S, S),
    /// A function of one argument; the number is its place in [`Tape::functions`].
    Call1(fn(f64) -> f64, S, u32),
    /// A function of two arguments.
    Call2(fn(f64, f64) -> f64, S, S, u32),
    /// A function of any number of arguments: they are the slots `first .. first + count` of [`Tape::arguments`].
    CallMany {
        /// The function.
        value: fn(&[f64]) -> f64,
        /// Where its operands start in [`Tape::arguments`].
        first: u32,
        /// How many there are.
        count: u32,
        /// Its place in [`Tape::functions`].
        function: u32,
    },
    /// 1 where `a R b` holds, 0 where not, NaN where a side is NaN.
    Compare(Relation, S, S),
    /// The second slot where the first, a condition, is not 0, else the third; NaN where the condition is NaN. The slot
    /// that is not chosen has been computed and does not matter.
    Select(S, S, S),
}

impl<S: Copy> Op<S> {
    /// The same operation on other operands; those of `CallMany` stand elsewhere.
    fn map<R>(self, at: impl Fn(S) -> R) -> Op<R> {
        match self {
            Op::Add(a, b) => Op::Add(at(a), at(b)),
            Op::Sub(a, b) => Op::Sub(at(a), at(b)),
            Op::Mul(a, b) => Op::Mul(at(a), at(b)),
            Op::Div(a, b) => Op::Div(at(a), at(b)),
            Op::Neg(a) => Op::Neg(at(a)),
            Op::PowI(a, n) => Op::PowI(at(a), n),
            Op::Pow(a, b) => Op::Pow(at(a), at(b)),
            Op::ExpPow(a, b) => Op::ExpPow(at(a), at(b)),
            Op::Call1(f, a, n) => Op::Call1(f, at(a), n),
            Op::Call2(f, a, b, n) => Op::Call2(f, at(a), at(b), n),
            Op::CallMany { value, first, count, function } => Op::CallMany { value, first, count, function },
            Op::Compare(relation, a, b) => Op::Compare(relation, at(a), at(b)),
            Op::Select(condition, then, otherwise) => Op::Select(at(condition), at(then), at(otherwise)),
        }
    }

    /// Its operands, with those of `CallMany` among these.
    fn for_each_operand(self, arguments: &[S], mut visit: impl FnMut(S)) {
        match self {
            Op::Add(a, b)
            | Op::Sub(a, b)
            | Op::Mul(a, b)
            | Op::Div(a, b)
            | Op::Pow(a, b)
            | Op::ExpPow(a, b)
            | Op::Call2(_, a, b, _)
            | Op::Compare(_, a, b) => {
                visit(a);
                visit(b);
            }
            Op::Neg(a) | Op::PowI(a, _) | Op::Call1(_, a, _) => visit(a),
            Op::CallMany { first, count, .. } => {
                let first = first as usize;
                arguments[first..first + count as usize].iter().for_each(|&a| visit(a));
            }
            Op::Select(condition, then, otherwise) => {
                visit(condition);
                visit(then);
                visit(otherwise);
            }
        }
    }
}

/// A straight-line program. Running it touches each operation once, in order.
#[derive(Clone, Debug, Default)]
pub struct Tape {
    inputs: usize,
    constants: Vec<f64>,
    ops: Vec<Op>,
    outputs: Vec<Slot>,
    arguments: Vec<Slot>,
    functions: Vec<&'static FunctionDef>,
    widest_call: usize,
}

impl Tape {
    /// How many numbers it reads.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// How many numbers it gives.
    pub fn outputs(&self) -> usize {
        self.outputs.len()
    }

    /// The constants, which fill the slots after the inputs.
    pub fn constants(&self) -> &[f64] {
        &self.constants
    }

    /// The operations in the order they run.
    pub fn ops(&self) -> &[Op] {
        &self.ops
    }

    /// The operands of the calls with any number of arguments.
    pub fn arguments(&self) -> &[Slot] {
        &self.arguments
    }

    /// The records of the functions that calls name by number.
    pub fn functions(&self) -> &[&'static FunctionDef] {
        &self.functions
    }

    /// The slot of the first operation's result.
    pub fn first_result(&self) -> usize {
        self.inputs + self.constants.len()
    }

    /// How many slots there are in all.
    pub fn slots(&self) -> usize {
        self.first_result() + self.ops.len()
    }

    /// How many doubles of working space a run takes: the slots, and room to gather the arguments of the widest call.
    pub fn work_size(&self) -> usize {
        self.slots() + self.widest_call
    }

    /// The operands of an operation, for passes over the program.
    pub fn for_each_operand(&self, op: Op, visit: impl FnMut(Slot)) {
        op.for_each_operand(&self.arguments, visit);
    }
}
