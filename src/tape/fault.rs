//! Why a result is not a finite number: the first operation that made one from finite operands.

use std::fmt;

use super::{Op, Slot, Tape};
use crate::expr::FunctionDef;
use crate::numeric::format;

/// What an operation of a tape does, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// A sum or difference.
    Sum,
    /// A product.
    Product,
    /// A quotient.
    Quotient,
    /// A power.
    Power,
    /// A power with a varying or irrational exponent.
    ExponentialPower,
    /// A call.
    Call(&'static FunctionDef),
    /// No operation: an input or constant was not finite to begin with.
    Given,
}

/// The first operation that turned finite operands into something that is not a finite number.
#[derive(Clone, Debug, PartialEq)]
pub struct TapeFault {
    /// What it does.
    pub operation: Operation,
    /// Its operands.
    pub operands: Vec<f64>,
    /// What came out.
    pub result: f64,
}

impl TapeFault {
    /// Did numbers merely grow too large for doubles? Outside the domain of an operation its result is NaN.
    pub fn is_overflow(&self) -> bool {
        self.operation != Operation::Given && self.result.is_infinite()
    }
}

impl fmt::Display for TapeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: Vec<String> = self.operands.iter().map(|&x| format::significant(x, format::TABLE_DIGITS)).collect();
        let joined = |sign: &str| shown.iter().map(|t| bracketed(t)).collect::<Vec<_>>().join(sign);
        let too_large = "is too large for a double";
        let overflow = self.is_overflow();
        match self.operation {
            Operation::Sum => write!(f, "{} {too_large}", joined(" + ")),
            Operation::Product => write!(f, "{} {too_large}", joined("*")),
            Operation::Quotient if overflow => write!(f, "{} {too_large}", joined("/")),
            Operation::Quotient => write!(f, "{} is a division by zero", joined("/")),
            Operation::Power | Operation::ExponentialPower if overflow => write!(f, "{} {too_large}", joined("^")),
            Operation::Power if self.result.is_nan() && self.operands.first() != Some(&0.0) => {
                write!(f, "{} is no real number", joined("^"))
            }
            Operation::ExponentialPower => {
                let base = shown.first().map_or("", String::as_str);
                write!(
                    f,
                    "a power with a varying or irrational exponent needs a positive base, and the base was {base}"
                )
            }
            Operation::Power => write!(f, "{} is a division by zero", joined("^")),
            Operation::Call(function) if overflow => write!(f, "{}({}) {too_large}", function.name, shown.join(", ")),
            Operation::Call(function) => match (&shown[..], function.domain) {
                (all, "") => write!(f, "{}({}) is not defined", function.name, all.join(", ")),
                ([x], needs) => write!(f, "{}(x) needs {needs}, and x was {x}", function.name),
                (all, needs) => write!(f, "{}({}) is not defined: it needs {needs}", function.name, all.join(", ")),
            },
            Operation::Given => write!(f, "a value that is no finite number ({}) was given", shown.join(", ")),
        }
    }
}

impl Tape {
    /// Replays the tape and names the first operation that made NaN or ±∞ out of finite operands and spoiled an
    /// output; `None` where all outputs are finite. Branches that were not chosen do not count.
    pub fn first_fault(&self, inputs: &[f64]) -> Option<TapeFault> {
        let mut slots = Vec::new();
        self.fill(inputs, &mut slots);
        let spoilt = |slot: Slot| !slots[slot as usize].is_finite();
        let mut wanted = vec![false; self.slots()];
        self.outputs.iter().filter(|&&s| spoilt(s)).for_each(|&s| wanted[s as usize] = true);
        let mut first = None;
        for number in (0..self.ops.len()).rev() {
            if !wanted[self.first_result() + number] {
                continue;
            }
            let mut innocent = true;
            self.for_each_relevant(self.ops[number], &slots, |operand| {
                if spoilt(operand) {
                    wanted[operand as usize] = true;
                    innocent = false;
                }
            });
            if innocent {
                first = Some(number);
            }
        }
        if let Some(given) = (0..self.first_result()).find(|&slot| wanted[slot]) {
            let result = slots[given];
            return Some(TapeFault { operation: Operation::Given, operands: vec![result], result });
        }
        first.map(|number| self.fault_at(number, &slots))
    }

    /// May an operation give an infinity, at a pole, that what is done with it hides, as in `atan(1/x)`?
    pub fn may_hide_poles(&self) -> bool {
        let first = self.first_result();
        let mut infinite = vec![false; self.slots()];
        let mut hidden = false;
        for (slot, &op) in (first..).zip(&self.ops) {
            let mut above = false;
            self.for_each_operand(op, |a| above |= infinite[a as usize]);
            let variable = |a: Slot| a as usize >= first || (a as usize) < self.inputs;
            let (pole, hides) = match op {
                Op::Add(..) | Op::Sub(..) | Op::Neg(_) | Op::Mul(..) | Op::Select(..) => (false, false),
                Op::Div(_, b) => (variable(b), infinite[b as usize]),
                Op::PowI(_, n) => (n < 0, n < 0 && above),
                Op::Pow(..) | Op::ExpPow(..) => (true, above),
                Op::Call1(_, _, f) | Op::Call2(_, _, _, f) | Op::CallMany { function: f, .. } => {
                    (!self.functions[f as usize].domain.is_empty(), above)
                }
                Op::Compare(..) => (false, above),
            };
            hidden |= hides;
            infinite[slot] = above || pole;
        }
        hidden
    }

    /// The first operation that was at a pole though the first output, of these slots, does not show it.
    pub fn hidden_pole(&self, slots: &[f64]) -> Option<TapeFault> {
        let first = self.first_result();
        if !slots[first..self.slots()].iter().any(|v| v.is_infinite()) {
            return None;
        }
        let mut wanted = vec![false; self.slots()];
        wanted[*self.outputs.first()? as usize] = true;
        let mut found = None;
        for number in (0..self.ops.len()).rev() {
            if !wanted[first + number] {
                continue;
            }
            let mut finite = true;
            self.for_each_relevant(self.ops[number], slots, |operand| {
                wanted[operand as usize] = true;
                finite &= slots[operand as usize].is_finite();
            });
            if finite && !slots[first + number].is_finite() {
                found = Some(self.fault_at(number, slots)).filter(|f| !f.is_overflow()).or(found);
            }
        }
        found
    }

    /// The operands that decided the result: of a choice, the condition and what it chose.
    fn for_each_relevant(&self, op: Op, slots: &[f64], mut visit: impl FnMut(Slot)) {
        match op {
            Op::Select(condition, then, otherwise) => {
                let value = slots[condition as usize];
                visit(if value.is_nan() {
                    condition
                } else if value != 0.0 {
                    then
                } else {
                    otherwise
                });
            }
            other => self.for_each_operand(other, visit),
        }
    }

    fn fault_at(&self, number: usize, slots: &[f64]) -> TapeFault {
        let op = self.ops[number];
        let mut operands = Vec::new();
        self.for_each_operand(op, |slot| operands.push(slots[slot as usize]));
        let operation = match op {
            Op::Add(..) | Op::Sub(..) | Op::Neg(_) | Op::Compare(..) | Op::Select(..) => Operation::Sum,
            Op::Mul(..) => Operation::Product,
            Op::Div(..) => Operation::Quotient,
            Op::Pow(..) => Operation::Power,
            Op::ExpPow(..) => Operation::ExponentialPower,
            Op::PowI(_, n) => {
                operands.push(f64::from(n));
                Operation::Power
            }
            Op::Call1(_, _, f) | Op::Call2(_, _, _, f) => Operation::Call(self.functions[f as usize]),
            Op::CallMany { function, .. } => Operation::Call(self.functions[function as usize]),
        };
        if let Op::Sub(..) = op {
            // Shown as a sum.
            operands[1] = -operands[1];
        }
        TapeFault { operation, operands, result: slots[self.first_result() + number] }
    }
}

fn bracketed(text: &str) -> String {
    if text.starts_with('-') { format!("({text})") } else { text.to_string() }
}
