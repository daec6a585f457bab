//! Building a tape: one slot per value, constants folded, operations that nobody reads dropped.

use std::collections::HashMap;

use super::{Op, Slot, Tape};
use crate::expr::{FunctionDef, Relation, Value};
use crate::numeric::real;

/// A value while the tape is being built.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Term {
    /// Input number.
    Input(u32),
    /// Known now.
    Constant(f64),
    /// The result of operation number.
    Result(u32),
}

/// What makes two operations the same: kind and operands.
type Key = (u8, [Code; 3]);

/// A term as something that can be compared and hashed: which kind, and which.
type Code = (u8, u64);

const NOTHING: Code = (u8::MAX, 0);

/// Builds the operations over terms; slots are numbered at the end, when the constants are known.
#[derive(Default)]
pub(super) struct Builder {
    steps: Vec<Step>,
    known: HashMap<Key, u32>,
    functions: Vec<&'static FunctionDef>,
    /// The operands of the calls with any number of arguments.
    arguments: Vec<Term>,
}

/// An operation over terms.
type Step = Op<Term>;

impl Builder {
    /// `a + b`; adding a negated value becomes a subtraction, which rounds alike.
    pub fn add(&mut self, a: Term, b: Term) -> Term {
        if let Term::Result(i) = b
            && let Step::Neg(inner) = self.steps[i as usize]
        {
            return self.sub(a, inner);
        }
        self.arithmetic(0, a, b, |x, y| x + y, Step::Add)
    }

    /// `a - b`
    pub fn sub(&mut self, a: Term, b: Term) -> Term {
        self.arithmetic(1, a, b, |x, y| x - y, Step::Sub)
    }

    /// `a * b`; times −1 becomes a change of sign and times 1 nothing, which are exact.
    pub fn mul(&mut self, a: Term, b: Term) -> Term {
        match (a, b) {
            (Term::Constant(-1.0), Term::Input(_) | Term::Result(_)) => self.neg(b),
            (Term::Input(_) | Term::Result(_), Term::Constant(-1.0)) => self.neg(a),
            (Term::Constant(1.0), other) | (other, Term::Constant(1.0)) => other,
            _ => self.arithmetic(2, a, b, |x, y| x * y, Step::Mul),
        }
    }

    /// `a / b`
    pub fn div(&mut self, a: Term, b: Term) -> Term {
        self.arithmetic(3, a, b, real::quotient, Step::Div)
    }

    /// `-a`
    fn neg(&mut self, a: Term) -> Term {
        self.push((4, [code(a), NOTHING, NOTHING]), || Step::Neg(a))
    }

    /// `a^n`
    pub fn powi(&mut self, a: Term, n: i32) -> Term {
        match a {
            Term::Constant(x) if foldable(&[x], real::defined_power_of_integer(x, n)) => {
                Term::Constant(real::defined_power_of_integer(x, n))
            }
            _ => self.push((5, [code(a), number_code(n as u32), NOTHING]), || Step::PowI(a, n)),
        }
    }

    /// `a^b`
    pub fn pow(&mut self, a: Term, b: Term) -> Term {
        self.arithmetic(6, a, b, real::defined_power, Step::Pow)
    }

    /// `a^b` of a positive `a`
    pub fn exp_pow(&mut self, a: Term, b: Term) -> Term {
        self.arithmetic(16, a, b, real::exponential_power, Step::ExpPow)
    }

    /// A call of a function; a wrong number of arguments has no value.
    pub fn call(&mut self, function: &'static FunctionDef, arguments: &[Term]) -> Term {
        if let Some(values) = arguments.iter().map(|&t| constant(t)).collect::<Option<Vec<f64>>>() {
            let value = function.value.at(&values);
            if foldable(&values, value) {
                return Term::Constant(value);
            }
        }
        let number = self.function(function);
        match (function.value, arguments) {
            (Value::One(f), &[a]) => {
                self.push((7, [number_code(number), code(a), NOTHING]), || Step::Call1(f, a, number))
            }
            (Value::Two(f), &[a, b]) => {
                self.push((8, [number_code(number), code(a), code(b)]), || Step::Call2(f, a, b, number))
            }
            (Value::Many(value), all) => {
                let first = self.arguments.len() as u32;
                self.arguments.extend_from_slice(all);
                self.steps.push(Step::CallMany { value, first, count: all.len() as u32, function: number });
                Term::Result(self.steps.len() as u32 - 1)
            }
            (Value::One(_) | Value::Two(_), _) => Term::Constant(f64::NAN),
        }
    }

    /// A comparison.
    pub fn compare(&mut self, relation: Relation, a: Term, b: Term) -> Term {
        if let (Term::Constant(x), Term::Constant(y)) = (a, b)
            && let Some(holds) = crate::expr::holds(relation, x, y)
        {
            return Term::Constant(f64::from(u8::from(holds)));
        }
        self.push((10 + relation as u8, [code(a), code(b), NOTHING]), || Step::Compare(relation, a, b))
    }

    /// A choice between two values.
    pub fn select(&mut self, condition: Term, then: Term, otherwise: Term) -> Term {
        match condition {
            Term::Constant(c) if c.is_nan() => Term::Constant(f64::NAN),
            Term::Constant(0.0) => otherwise,
            Term::Constant(_) => then,
            _ => self
                .push((9, [code(condition), code(then), code(otherwise)]), || Step::Select(condition, then, otherwise)),
        }
    }

    fn arithmetic(
        &mut self,
        kind: u8,
        a: Term,
        b: Term,
        fold: fn(f64, f64) -> f64,
        step: fn(Term, Term) -> Step,
    ) -> Term {
        if let (Term::Constant(x), Term::Constant(y)) = (a, b)
            && foldable(&[x, y], fold(x, y))
        {
            return Term::Constant(fold(x, y));
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

    fn push(&mut self, key: Key, step: impl FnOnce() -> Step) -> Term {
        let next = self.steps.len() as u32;
        let number = *self.known.entry(key).or_insert(next);
        if number == next {
            self.steps.push(step());
        }
        Term::Result(number)
    }

    /// The tape that computes these terms.
    pub fn finish(self, inputs: usize, outputs: &[Term]) -> Tape {
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
    fn live(&self, outputs: &[Term]) -> Vec<bool> {
        let mut live = vec![false; self.steps.len()];
        let mark = |live: &mut Vec<bool>, term: Term| {
            if let Term::Result(i) = term {
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
    fn intern(&mut self, term: Term) {
        if let Term::Constant(value) = term {
            let next = (self.inputs + self.constants.len()) as Slot;
            if *self.places.entry(value.to_bits()).or_insert(next) == next {
                self.constants.push(value);
            }
        }
    }

    fn of(&self, term: Term) -> Slot {
        match term {
            Term::Input(i) => i,
            Term::Constant(value) => self.places[&value.to_bits()],
            Term::Result(i) => self.results[i as usize],
        }
    }
}

fn code(term: Term) -> Code {
    match term {
        Term::Input(i) => (0, u64::from(i)),
        Term::Result(i) => (1, u64::from(i)),
        Term::Constant(value) => (2, value.to_bits()),
    }
}

/// A number that is part of the operation itself: an exponent, a function.
fn number_code(number: u32) -> Code {
    (3, u64::from(number))
}

fn constant(term: Term) -> Option<f64> {
    match term {
        Term::Constant(value) => Some(value),
        Term::Input(_) | Term::Result(_) => None,
    }
}

/// Is this folded now? What leaves its domain is kept, so that the run can say where it did.
fn foldable(operands: &[f64], value: f64) -> bool {
    value.is_finite() || operands.iter().any(|x| !x.is_finite())
}
