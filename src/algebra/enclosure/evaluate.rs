//! Forward evaluation on a box.

use super::IntervalProgram;
use super::program::Instruction;
use crate::expr::{IntervalValue, Relation};
use crate::interrupt::count;
use crate::numeric::interval::extension;
use crate::numeric::{Enclosure, Interval, Quality};

/// The values of a program's slots; made once, used for many boxes.
#[derive(Clone, Debug)]
pub struct Workspace {
    pub(crate) values: Vec<Enclosure>,
    /// Which slots the outputs that are being contracted depend on for certain.
    pub(crate) required: Vec<bool>,
    arguments: Vec<Interval>,
}

/// What an interval costs in the mean, and what a function of intervals costs besides.
pub const STEPS_PER_INTERVAL: usize = 25;
const STEPS_PER_CALL: usize = 120;

const FALSE: Interval = Interval::ZERO;
const TRUE: Interval = Interval::ONE;
const NOWHERE: Enclosure = Enclosure { range: Interval::EMPTY, quality: Quality::Partial };

impl Workspace {
    /// Room for the values of a program.
    pub fn new(program: &IntervalProgram) -> Workspace {
        let slots = program.first() + program.steps.len();
        let mut values = vec![NOWHERE; slots];
        for (i, constant) in program.constants.iter().enumerate() {
            values[program.unknowns + i] = Enclosure::smooth(*constant);
        }
        Workspace { values, required: vec![false; slots], arguments: Vec::new() }
    }

    /// The enclosure of an output after [`IntervalProgram::evaluate`].
    pub fn output(&self, program: &IntervalProgram, output: usize) -> Enclosure {
        self.values[program.outputs[output] as usize]
    }

    fn range(&self, slot: u32) -> Interval {
        self.values[slot as usize].range
    }

    /// A function of the values in these slots.
    fn call(&mut self, function: IntervalValue, slots: &[u32]) -> Enclosure {
        count(STEPS_PER_CALL);
        self.arguments.clear();
        let mut quality = Quality::Smooth;
        for &slot in slots {
            let argument = self.values[slot as usize];
            self.arguments.push(argument.range);
            quality = quality.min(argument.quality);
        }
        let is_nowhere = self.arguments.iter().any(Interval::is_empty);
        composed(quality, if is_nowhere { NOWHERE } else { function(&self.arguments) })
    }
}

impl IntervalProgram {
    /// Bounds the first outputs on a box.
    pub fn evaluate(&self, workspace: &mut Workspace, sides: &[Interval], outputs: usize) {
        for (i, side) in sides.iter().enumerate().take(self.unknowns) {
            workspace.values[i] = Enclosure::smooth(*side);
        }
        let steps = outputs.checked_sub(1).and_then(|last| self.needed.get(last)).copied().unwrap_or(0);
        count(STEPS_PER_INTERVAL * steps);
        let first = self.first();
        for (i, step) in self.steps[..steps].iter().enumerate() {
            workspace.values[first + i] = self.step(workspace, *step);
        }
    }

    #[inline]
    fn step(&self, w: &mut Workspace, step: Instruction) -> Enclosure {
        let two = |w: &Workspace, a: u32, b: u32| (w.values[a as usize], w.values[b as usize]);
        match step {
            Instruction::Add(a, b) => {
                let (a, b) = two(w, a, b);
                Enclosure { range: a.range + b.range, quality: a.quality.min(b.quality) }
            }
            // A value times itself is a square: not negative.
            Instruction::Multiply(a, b) if a == b => {
                let a = w.values[a as usize];
                Enclosure { range: Interval::powi(a.range, 2), quality: a.quality }
            }
            Instruction::Multiply(a, b) => {
                let (a, b) = two(w, a, b);
                Enclosure { range: a.range * b.range, quality: a.quality.min(b.quality) }
            }
            Instruction::Divide(a, b) => {
                let (a, b) = two(w, a, b);
                let pole = if b.range.contains(0.0) { Quality::Partial } else { Quality::Smooth };
                Enclosure { range: a.range / b.range, quality: a.quality.min(b.quality).min(pole) }
            }
            Instruction::Power(a, n) => {
                let a = w.values[a as usize];
                Enclosure { range: Interval::powi(a.range, n), quality: a.quality }
            }
            Instruction::Root(a, n, d) => {
                let a = w.values[a as usize];
                composed(a.quality, root(a.range, n, d))
            }
            Instruction::RealPower(a, b) => {
                let is_fixed = (self.unknowns..self.first()).contains(&(b as usize));
                let (a, b) = two(w, a, b);
                // Around a point at which a base is not positive, other exponents need not give it a value.
                let most = if is_fixed || a.range.is_positive() { Quality::Smooth } else { Quality::Continuous };
                composed(a.quality.min(b.quality).min(most), extension::pow(a.range, b.range))
            }
            Instruction::ExpPower(a, b) => {
                let (a, b) = two(w, a, b);
                composed(a.quality.min(b.quality), extension::exponential_power(a.range, b.range))
            }
            Instruction::Call(function, _, start, length) => w.call(function, self.list(start, length)),
            Instruction::Piecewise(start, length) => piecewise(w, self.list(start, length)),
            Instruction::Compare(relation, a, b) => {
                let (a, b) = two(w, a, b);
                let range = compare(relation, a.range, b.range);
                Enclosure { range, quality: a.quality.min(b.quality) }
            }
            Instruction::Not(a) => {
                let a = w.values[a as usize];
                Enclosure { range: TRUE - a.range, quality: a.quality }
            }
            Instruction::And(start, length) => junction(w, self.list(start, length), FALSE),
            Instruction::Or(start, length) => junction(w, self.list(start, length), TRUE),
            Instruction::Nowhere => NOWHERE,
        }
    }
}

fn composed(arguments: Quality, value: Enclosure) -> Enclosure {
    Enclosure { range: value.range, quality: value.quality.min(arguments) }
}

/// `x^(n/d)` for `x >= 0`.
fn root(x: Interval, n: i32, d: u32) -> Enclosure {
    let root = if d == 2 {
        extension::sqrt(x)
    } else {
        let inside = x.intersect(&Interval::new(0.0, f64::INFINITY));
        let quality = match (x.low() > 0.0, x.low() >= 0.0) {
            (true, _) => Quality::Smooth,
            (false, true) => Quality::Continuous,
            (false, false) => Quality::Partial,
        };
        Enclosure { range: extension::root(inside, Interval::point(f64::from(d))).range, quality }
    };
    let range = if n == 1 { root.range } else { Interval::powi(root.range, n) };
    // Where the base ends at 0, so does the power.
    let quality = if x.low() > 0.0 { root.quality } else { root.quality.min(Quality::Continuous) };
    Enclosure { range, quality }
}

/// What a comparison says of two ranges; nothing of empty ones.
fn compare(relation: Relation, a: Interval, b: Interval) -> Interval {
    if a.is_empty() || b.is_empty() {
        return Interval::EMPTY;
    }
    let below = (a.high() < b.low(), a.low() < b.high());
    let not_above = (a.high() <= b.low(), a.low() <= b.high());
    let same = (a.is_point() && a == b, a.low() <= b.high() && b.low() <= a.high());
    // For certain, and possibly.
    let (certain, possible) = match relation {
        Relation::Less => below,
        Relation::LessOrEqual => not_above,
        Relation::Greater => (b.high() < a.low(), b.low() < a.high()),
        Relation::GreaterOrEqual => (b.high() <= a.low(), b.low() <= a.high()),
        Relation::Equal => same,
        Relation::NotEqual => (!same.1, !same.0),
    };
    Interval::new(if certain { 1.0 } else { 0.0 }, if possible { 1.0 } else { 0.0 })
}

/// A conjunction (`decides` is false) or a disjunction (true) of conditions. The first part with that value decides, and the
/// parts after it do not matter, even if they have no value.
fn junction(w: &Workspace, parts: &[u32], decides: Interval) -> Enclosure {
    let mut range = TRUE - decides;
    let mut quality = Quality::Smooth;
    for &part in parts {
        let value = w.values[part as usize];
        quality = quality.min(value.quality);
        if value.range == decides {
            // What came before may have decided the same way, or, where it has no value, not at all.
            return Enclosure { range: decides, quality };
        }
        if value.range.is_empty() {
            // Only where an earlier part has decided is there a value.
            let range = if range.is_point() { Interval::EMPTY } else { decides };
            return Enclosure { range, quality: Quality::Partial };
        }
        if value.range.contains(decides.low()) {
            range = Interval::new(0.0, 1.0);
        }
    }
    Enclosure { range, quality }
}

/// The value of the branch that is taken, or the hull of all that may be taken: between these the value may jump.
fn piecewise(w: &Workspace, parts: &[u32]) -> Enclosure {
    let mut conditions = Quality::Smooth;
    let mut open: Option<Enclosure> = None;
    let join = |open: Option<Enclosure>, branch: Enclosure| match open {
        None => branch,
        Some(before) => Enclosure {
            range: before.range.hull(&branch.range),
            quality: before.quality.min(branch.quality).min(Quality::Defined),
        },
    };
    for pair in parts.chunks_exact(2) {
        let condition = w.values[pair[0] as usize];
        if condition.range.is_empty() {
            return stopped(open);
        }
        // A condition is decided by where its sides are; only whether they have a value matters.
        if condition.quality == Quality::Partial {
            conditions = Quality::Partial;
        }
        if condition.range == FALSE {
            continue;
        }
        open = Some(join(open, w.values[pair[1] as usize]));
        if condition.range == TRUE {
            return composed(conditions, open.unwrap_or(NOWHERE));
        }
    }
    let otherwise = parts.last().map_or(NOWHERE, |&last| w.values[last as usize]);
    composed(conditions, join(open, otherwise))
}

/// A condition has no value: the function has values only where one of the branches before it was taken.
fn stopped(open: Option<Enclosure>) -> Enclosure {
    Enclosure { range: open.map_or(Interval::EMPTY, |o| o.range), quality: Quality::Partial }
}

impl Workspace {
    /// The branch of the cases that is taken for certain, if one is.
    pub(crate) fn branch(&self, parts: &[u32]) -> Option<u32> {
        for pair in parts.chunks_exact(2) {
            let condition = self.range(pair[0]);
            if condition == TRUE {
                return Some(pair[1]);
            }
            if condition != FALSE {
                return None;
            }
        }
        parts.last().copied()
    }
}
