//! Building a tape: one slot per value, constants folded, operations that nobody reads dropped.

use std::collections::HashMap;

use super::{Op, Slot, Tape};
use crate::expr::{DoubleFunction, FunctionDef, Relation};
use crate::numeric::real;

/// A value while the tape is being built.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Operand {
    /// Input number.
    Input(u32),
    /// Known now.
    Constant(f64),
    /// The result of operation number.
    Result(u32),
}

/// What makes two operations the same: kind and operands.
type OperationKey = (u8, [Code; 3]);

/// A term as something that can be compared and hashed: which kind, and which.
type Code = (u8, u64);

const NOTHING: Code = (u8::MAX, 0);

/// Builds the operations over terms; slots are numbered at the end, when the constants are known.
#[derive(Default)]
pub(super) struct TapeBuilder {
    steps: Vec<PendingOperation>,
    known: HashMap<OperationKey, u32>,
    functions: Vec<&'static FunctionDef>,
    /// The operands of the calls with any number of arguments.
    arguments: Vec<Operand>,
}

/// An operation over terms.
type PendingOperation = Op<Operand>;

impl TapeBuilder {
    /// `a + b`; adding a negated value becomes a subtraction, which rounds alike.
    pub fn add(&mut self, a: Operand, b: Operand) -> Operand {
        if let Operand::Result(i) = b
            && let PendingOperation::Neg(inner) = self.steps[i as usize]
        {
            return self.sub(a, inner);
        }
        self.arithmetic(0, a, b, |x, y| x + y, PendingOperation::Add)
    }

    /// `a - b`
    pub fn sub(&mut self, a: Operand, b: Operand) -> Operand {
        self.arithmetic(1, a, b, |x, y| x - y, PendingOperation::Sub)
    }

    /// `a * b`; times −1 becomes a change of sign and times 1 nothing, which are exact.
    pub fn mul(&mut self, a: Operand, b: Operand) -> Operand {
        match (a, b) {
            (Operand::Constant(-1.0), Operand::Input(_) | Operand::Result(_)) => self.neg(b),
            (Operand::Input(_) | Operand::Result(_), Operand::Constant(-1.0)) => self.neg(a),
            (Operand::Constant(1.0), other) | (other, Operand::Constant(1.0)) => other,
            _ => self.arithmetic(2, a, b, |x, y| x * y, PendingOperation::Mul),
        }
    }

    /// `a / b`
    pub fn div(&mut self, a: Operand, b: Operand) -> Operand {
        self.arithmetic(3, a, b, real::quotient, PendingOperation::Div)
    }

    /// `-a`
    fn neg(&mut self, a: Operand) -> Operand {
        self.push((4, [code(a), NOTHING, NOTHING]), || PendingOperation::Neg(a))
    }

    /// `a^n`
    pub fn powi(&mut self, a: Operand, n: i32) -> Operand {
        match a {
            Operand::Constant(x) if foldable(&[x], real::defined_power_of_integer(x, n)) => {
                Operand::Constant(real::defined_power_of_integer(x, n))
            }
            _ => self.push((5, [code(a), number_code(n as u32), NOTHING]), || PendingOperation::PowI(a, n)),
        }
    }

    /// `a^b`
    pub fn pow(&mut self, a: Operand, b: Operand) -> Operand {
        self.arithmetic(6, a, b, real::defined_power, PendingOperation::Pow)
    }

    /// `a^b` of a positive `a`
    pub fn exp_pow(&mut self, a: Operand, b: Operand) -> Operand {
        self.arithmetic(16, a, b, real::exponential_power, PendingOperation::ExpPow)
    }

    /// A call of a function; a wrong number of arguments has no value.
    pub fn call(&mut self, function: &'static FunctionDef, arguments: &[Operand]) -> Operand {
        if let Some(values) = arguments.iter().map(|&t| constant(t)).collect::<Option<Vec<f64>>>() {
            let value = function.value.at(&values);
            if foldable(&values, value) {
                return Operand::Constant(value);
            }
        }
        let number = self.function(function);
        match (function.value, arguments) {
            (DoubleFunction::One(f), &[a]) => {
                self.push((7, [number_code(number), code(a), NOTHING]), || PendingOperation::Call1(f, a, number))
            }
            (DoubleFunction::Two(f), &[a, b]) => {
                self.push((8, [number_code(number), code(a), code(b)]), || PendingOperation::Call2(f, a, b, number))
            }
            (DoubleFunction::Many(value), all) => {
                let first = self.arguments.len() as u32;
                self.arguments.extend_from_slice(all);
                self.steps.push(PendingOperation::CallMany { value, first, count: all.len() as u32, function: number });
                Operand::Result(self.steps.len() as u32 - 1)
            }
            (DoubleFunction::One(_) | DoubleFunction::Two(_), _) => Operand::Constant(f64::NAN),
        }
    }

    /// A comparison.
    pub fn compare(&mut self, relation: Relation, a: Operand, b: Operand) -> Operand {
        if let (Operand::Constant(x), Operand::Constant(y)) = (a, b)
            && let Some(holds) = crate::expr::holds(relation, x, y)
        {
            return Operand::Constant(f64::from(u8::from(holds)));
        }
        self.push((10 + relation as u8, [code(a), code(b), NOTHING]), || PendingOperation::Compare(relation, a, b))
    }

    /// A choice between two values.
    pub fn select(&mut self, condition: Operand, then: Operand, otherwise: Operand) -> Operand {
        match condition {
            Operand::Constant(c) if c.is_nan() => Operand::Constant(f64::NAN),
            Operand::Constant(0.0) => otherwise,
            Operand::Constant(_) => then,
            _ => self.push((9, [code(condition), code(then), code(otherwise)]), || {
                PendingOperation::Select(condition, then, otherwise)
            }),
        }
    }

    fn arithmetic(
        &mut self,
        kind: u8,
        a: Operand,
        b: Operand,
        fold: fn(f64, f64) -> f64,
        step: fn(Operand, Operand) -> PendingOperation,
    ) -> Operand {
        if let (Operand::Constant(x), Operand::Constant(y)) = (a, b)
            && foldable(&[x, y], fold(x, y))
        {
            return Operand::Constant(fold(x, y));
        }
        self.push((kind, [code(a), code(b), NOTHING]), || step(a, b))
    }

    fn function(&mut self, function: &'static FunctionDef) -> u32 {
        let found = self.functions.iter().position(|f| std::ptr::eq(*f, function));
        found.unwrap_or_else(|| {
            self.functions.push(function);
            self.functions.len() - 1
        }) as u32
    }

    fn push(&mut self, key: OperationKey, step: impl FnOnce() -> PendingOperation) -> Operand {
        let next = self.steps.len() as u32;
        let number = *self.known.entry(key).or_insert(next);
        if number == next {
            self.steps.push(step());
        }
        Operand::Result(number)
    }

    /// The tape that computes these terms.
    pub fn finish(self, inputs: usize, outputs: &[Operand]) -> Tape {
        let live = self.live(outputs);
        let mut slots = Slots { inputs, constants: Vec::new(), places: HashMap::new(), results: Vec::new() };
        for (step, _) in self.steps.iter().zip(&live).filter(|(_, live)| **live) {
            step.for_each_operand(&self.arguments, |term| slots.intern(term));
        }
        outputs.iter().for_each(|&term| slots.intern(term));
        let mut tape = Tape { inputs, functions: self.functions, ..Tape::default() };
        let mut next = (inputs + slots.constants.len()) as Slot;
        for (step, live) in self.steps.iter().zip(live) {
            slots.results.push(next);
            if live {
                next += 1;
                let mut op = step.map(|term| slots.of(term));
                if let Op::CallMany { first, count, .. } = &mut op {
                    let from = *first as usize;
                    *first = tape.arguments.len() as u32;
                    let operands = &self.arguments[from..from + *count as usize];
                    tape.arguments.extend(operands.iter().map(|&term| slots.of(term)));
                    tape.widest_call = tape.widest_call.max(operands.len());
                }
                tape.ops.push(op);
            }
        }
        tape.outputs = outputs.iter().map(|&t| slots.of(t)).collect();
        tape.constants = slots.constants;
        tape
    }

    /// Which steps the outputs need.
    fn live(&self, outputs: &[Operand]) -> Vec<bool> {
        let mut live = vec![false; self.steps.len()];
        let mark = |live: &mut Vec<bool>, term: Operand| {
            if let Operand::Result(i) = term {
                live[i as usize] = true;
            }
        };
        outputs.iter().for_each(|&t| mark(&mut live, t));
        for i in (0..self.steps.len()).rev() {
            if live[i] {
                self.steps[i].for_each_operand(&self.arguments, |t| mark(&mut live, t));
            }
        }
        live
    }
}

/// Where the terms end up.
struct Slots {
    inputs: usize,
    constants: Vec<f64>,
    places: HashMap<u64, Slot>,
    results: Vec<Slot>,
}

impl Slots {
    fn intern(&mut self, term: Operand) {
        if let Operand::Constant(value) = term {
            let next = (self.inputs + self.constants.len()) as Slot;
            if *self.places.entry(value.to_bits()).or_insert(next) == next {
                self.constants.push(value);
            }
        }
    }

    fn of(&self, term: Operand) -> Slot {
        match term {
            Operand::Input(i) => i,
            Operand::Constant(value) => self.places[&value.to_bits()],
            Operand::Result(i) => self.results[i as usize],
        }
    }
}

fn code(term: Operand) -> Code {
    match term {
        Operand::Input(i) => (0, u64::from(i)),
        Operand::Result(i) => (1, u64::from(i)),
        Operand::Constant(value) => (2, value.to_bits()),
    }
}

/// A number that is part of the operation itself: an exponent, a function.
fn number_code(number: u32) -> Code {
    (3, u64::from(number))
}

fn constant(term: Operand) -> Option<f64> {
    match term {
        Operand::Constant(value) => Some(value),
        Operand::Input(_) | Operand::Result(_) => None,
    }
}

/// Is this folded now? What leaves its domain is kept, so that the run can say where it did.
fn foldable(operands: &[f64], value: f64) -> bool {
    value.is_finite() || operands.iter().any(|x| !x.is_finite())
}
