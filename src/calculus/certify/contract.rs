//! Contraction: what is left of a box when an output must lie between bounds (HC4-revise: the program forward, then
//! backward).
//!
//! Source: Benhamou, Goualard, Granvilliers, Puget, Revising hull and box consistency, 1999.

use crate::algebra::enclosure::{Instruction, InvertibleFunction};
use crate::algebra::enclosure::{IntervalProgram, STEPS_PER_INTERVAL, Workspace};
use crate::interrupt::count;
use crate::numeric::Interval;

impl IntervalProgram {
    /// After [`IntervalProgram::evaluate`]: narrows the unknowns' slots to where the output may lie in the target. False if it lies
    /// there nowhere. Points of the box where the output has no value may be lost. Several outputs may be required in turn.
    pub fn require(&self, workspace: &mut Workspace, output: usize, target: Interval) -> bool {
        let slot = self.outputs[output] as usize;
        workspace.required.fill(false);
        workspace.required[slot] = true;
        if !self.narrow(workspace, slot as u32, target) {
            return false;
        }
        let first = self.first();
        let steps = self.needed[output];
        count(STEPS_PER_INTERVAL * steps);
        for i in (0..steps).rev() {
            if workspace.required[first + i] && !self.undo(workspace, self.steps[i], (first + i) as u32) {
                return false;
            }
        }
        true
    }

    /// What is left of a side after [`IntervalProgram::require`].
    pub fn side(&self, workspace: &Workspace, unknown: usize) -> Interval {
        workspace.values[unknown].range
    }

    /// Narrows the operands of a step by its value; false if nothing is left.
    fn undo(&self, w: &mut Workspace, step: Instruction, slot: u32) -> bool {
        let value = w.values[slot as usize].range;
        let of = |w: &Workspace, s: u32| w.values[s as usize].range;
        match step {
            Instruction::Add(a, b) => self.narrow(w, a, value - of(w, b)) && self.narrow(w, b, value - of(w, a)),
            Instruction::Multiply(a, b) => {
                let left = quotient(value, of(w, b), of(w, a));
                self.narrow(w, a, left) && {
                    let right = quotient(value, of(w, a), of(w, b));
                    self.narrow(w, b, right)
                }
            }
            Instruction::Divide(a, b) => {
                self.narrow(w, a, value * of(w, b)) && {
                    let divisor = quotient(of(w, a), value, of(w, b));
                    self.narrow(w, b, divisor)
                }
            }
            Instruction::Power(a, n) => {
                let base = power_base(value, n, of(w, a));
                self.narrow(w, a, base)
            }
            Instruction::Root(a, n, d) => {
                let exponent = Interval::point(f64::from(d)) / Interval::point(f64::from(n));
                let base = Interval::pow(value.intersect(&nonnegative()), exponent);
                self.narrow(w, a, base)
            }
            Instruction::Call(_, inverse, start, length) => self.undo_call(w, inverse, value, self.list(start, length)),
            Instruction::Piecewise(start, length) => match w.branch(self.list(start, length)) {
                Some(branch) => self.narrow(w, branch, value),
                None => true,
            },
            Instruction::RealPower(a, b) | Instruction::ExpPower(a, b) => {
                // Both have a value, but what it is decides little.
                w.required[a as usize] = true;
                w.required[b as usize] = true;
                true
            }
            Instruction::Compare(..) | Instruction::Not(_) | Instruction::And(..) | Instruction::Or(..) => true,
            Instruction::Nowhere => false,
        }
    }

    /// Narrows a slot; false if nothing is left. Constants stay as they are: the next evaluation needs them.
    fn narrow(&self, w: &mut Workspace, slot: u32, to: Interval) -> bool {
        let at = slot as usize;
        w.required[at] = true;
        let left = w.values[at].range.intersect(&to);
        if at < self.unknowns || at >= self.first() {
            w.values[at].range = left;
        }
        !left.is_empty()
    }

    fn undo_call(&self, w: &mut Workspace, inverse: InvertibleFunction, value: Interval, arguments: &[u32]) -> bool {
        let Some(&first) = arguments.first() else { return true };
        match inverse {
            InvertibleFunction::Exp => self.narrow(w, first, Interval::ln(value)),
            InvertibleFunction::Ln => self.narrow(w, first, Interval::exp(value)),
            InvertibleFunction::Sqrt => self.narrow(w, first, value.intersect(&nonnegative()).square()),
            InvertibleFunction::Abs => {
                let size = value.intersect(&nonnegative());
                let base = mirrored(size, w.values[first as usize].range);
                self.narrow(w, first, base)
            }
            InvertibleFunction::Unknown => {
                for &argument in arguments {
                    w.required[argument as usize] = true;
                }
                true
            }
        }
    }
}

/// The numbers `x` of a range for which some `x*y` with `y` of the divisor is in the product.
pub(super) fn quotient(product: Interval, divisor: Interval, range: Interval) -> Interval {
    if !divisor.contains(0.0) {
        return product / divisor;
    }
    if product.contains(0.0) {
        return range;
    }
    let below = divisor.intersect(&Interval::new(f64::NEG_INFINITY, 0.0));
    let above = divisor.intersect(&nonnegative());
    (product / below).intersect(&range).hull(&(product / above).intersect(&range))
}

/// The numbers of a range whose positive integer power is in the value.
fn power_base(value: Interval, n: i32, range: Interval) -> Interval {
    if n == 1 {
        return value;
    }
    let degree = Interval::point(f64::from(n));
    if n % 2 == 0 {
        let size = root_of(value.intersect(&nonnegative()), n, degree);
        return mirrored(size, range);
    }
    let above = root_of(value.intersect(&nonnegative()), n, degree);
    let below = root_of((-value).intersect(&nonnegative()), n, degree);
    above.hull(&-below)
}

fn root_of(value: Interval, n: i32, degree: Interval) -> Interval {
    if n == 2 { Interval::sqrt(value) } else { Interval::root(value, degree) }
}

/// The numbers of a range whose size is in an interval.
fn mirrored(size: Interval, range: Interval) -> Interval {
    size.intersect(&range).hull(&(-size).intersect(&range))
}

/// The numbers from 0 on.
fn nonnegative() -> Interval {
    Interval::new(0.0, f64::INFINITY)
}
