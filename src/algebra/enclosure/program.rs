//! Expressions as straight-line programs of intervals.

use crate::expr::{
    Constant, ExprId, FunctionDef, Graph, IntervalValue, Node, Reach, Relation, Symbol, is_exponential, reach,
};
use crate::interrupt::count;
use crate::numeric::budget::nodes;
use crate::numeric::{Interval, Rational};

/// Why an expression has no enclosing program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotEnclosable {
    /// No bounds are known for the function.
    #[error("no bounds are known for {0}")]
    Function(&'static str),
    /// A name that is none of the unknowns.
    #[error("{0} has no value")]
    Unbound(String),
    /// Infinity is no number.
    #[error("infinity is no number")]
    Infinity,
    /// The program would have too many instructions.
    #[error("the expression is too large to enclose")]
    TooLarge,
}

/// What it costs to compile a node.
const STEPS_PER_NODE: usize = 150;

/// Rational exponents with denominators up to this are roots of powers.
const MAX_ROOT: i64 = 64;

/// Which function a call is, of those that contraction can invert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InvertibleFunction {
    Exp,
    Ln,
    Abs,
    Sqrt,
    /// Any other.
    Unknown,
}

/// One instruction; its operands are slots of earlier values. Slots of lists stand in [`IntervalProgram::operands`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Instruction {
    Add(u32, u32),
    Multiply(u32, u32),
    Divide(u32, u32),
    /// A positive integer power.
    Power(u32, i32),
    /// A positive power that is no integer, as a fraction in lowest terms: the root, then the power.
    Root(u32, i32, u32),
    /// Any power.
    RealPower(u32, u32),
    /// A power of a positive base.
    ExpPower(u32, u32),
    Call(IntervalValue, InvertibleFunction, u32, u32),
    Piecewise(u32, u32),
    Compare(Relation, u32, u32),
    Not(u32),
    And(u32, u32),
    Or(u32, u32),
    /// An expression without a value.
    Nowhere,
}

/// A straight-line program that bounds the values of expressions on boxes. Shared subexpressions are computed once.
///
/// The values stand in slots: the unknowns first, then the constants, then the result of each instruction.
#[derive(Clone, Debug)]
pub struct IntervalProgram {
    pub(crate) unknowns: usize,
    pub(crate) constants: Vec<Interval>,
    pub(crate) steps: Vec<Instruction>,
    pub(crate) operands: Vec<u32>,
    pub(crate) outputs: Vec<u32>,
    /// For each output, how many instructions it and the outputs before it need.
    pub(crate) needed: Vec<usize>,
}

impl IntervalProgram {
    /// Compiles some expressions, the first of which can be computed without those behind.
    pub fn new(graph: &Graph, outputs: &[ExprId], symbols: &[Symbol]) -> Result<IntervalProgram, NotEnclosable> {
        let mut builder = ProgramBuilder::new(graph, outputs, symbols);
        for &output in outputs {
            builder.output(output)?;
        }
        Ok(builder.program)
    }

    /// How many unknowns it has.
    pub fn unknowns(&self) -> usize {
        self.unknowns
    }

    /// How many outputs it has.
    pub fn outputs(&self) -> usize {
        self.outputs.len()
    }

    /// How many instructions compute the first outputs: the unit in which effort is counted.
    pub fn cost(&self, outputs: usize) -> usize {
        outputs.checked_sub(1).and_then(|last| self.needed.get(last)).map_or(0, |n| n + 1)
    }

    /// The slot of the first instruction's result.
    pub(crate) fn first(&self) -> usize {
        self.unknowns + self.constants.len()
    }

    pub(crate) fn list(&self, start: u32, length: u32) -> &[u32] {
        &self.operands[start as usize..(start + length) as usize]
    }
}

/// Where a value will stand: the slots of constants are only final when all are known.
struct ProgramBuilder<'g> {
    graph: &'g Graph,
    reach: Reach,
    symbols: &'g [Symbol],
    slots: Vec<Option<u32>>,
    program: IntervalProgram,
}

impl<'g> ProgramBuilder<'g> {
    fn new(graph: &'g Graph, outputs: &[ExprId], symbols: &'g [Symbol]) -> ProgramBuilder<'g> {
        let reach = reach(graph, outputs);
        count(STEPS_PER_NODE * reach.order.len());
        let constants = constants_of(graph, &reach);
        let slots = vec![None; reach.slots()];
        let program = IntervalProgram {
            unknowns: symbols.len(),
            constants,
            steps: Vec::new(),
            operands: Vec::new(),
            outputs: Vec::new(),
            needed: Vec::new(),
        };
        ProgramBuilder { graph, reach, symbols, slots, program }
    }

    /// Appends the instructions of an output that are not there yet, children before parents.
    fn output(&mut self, output: ExprId) -> Result<(), NotEnclosable> {
        for id in reach(self.graph, &[output]).order {
            let at = self.reach.slot(id);
            if self.slots[at].is_none() {
                self.slots[at] = Some(self.node(id)?);
            }
            if self.program.steps.len() > nodes::INTERVAL_PROGRAM {
                return Err(NotEnclosable::TooLarge);
            }
        }
        let slot = self.slot(output);
        self.program.outputs.push(slot);
        self.program.needed.push(self.program.steps.len());
        Ok(())
    }

    fn slot(&self, id: ExprId) -> u32 {
        self.slots[self.reach.slot(id)].unwrap_or(0)
    }

    fn slots_of(&mut self, ids: &[ExprId]) -> (u32, u32) {
        let start = self.program.operands.len() as u32;
        let slots: Vec<u32> = ids.iter().map(|&id| self.slot(id)).collect();
        self.program.operands.extend(slots);
        (start, ids.len() as u32)
    }

    fn push(&mut self, step: Instruction) -> u32 {
        self.program.steps.push(step);
        (self.program.first() + self.program.steps.len() - 1) as u32
    }

    fn constant(&self, value: Interval) -> u32 {
        let found = self.program.constants.iter().position(|c| *c == value);
        (self.program.unknowns + found.unwrap_or(0)) as u32
    }

    fn node(&mut self, id: ExprId) -> Result<u32, NotEnclosable> {
        let graph = self.graph;
        Ok(match graph.node(id) {
            Node::Number(n) => self.constant(Interval::of_rational(&n.value)),
            Node::Constant(c) => self.constant(of_constant(c).ok_or(NotEnclosable::Infinity)?),
            Node::Truth(t) => self.constant(truth(t)),
            Node::Symbol(s) => match self.symbols.iter().position(|known| *known == s) {
                Some(i) => i as u32,
                None => return Err(NotEnclosable::Unbound(graph.name(s).to_string())),
            },
            Node::Sum(terms) => {
                let first = self.slot(terms[0]);
                terms[1..].iter().fold(first, |sum, &t| {
                    let term = self.slot(t);
                    self.push(Instruction::Add(sum, term))
                })
            }
            Node::Product(factors) => self.product(factors),
            Node::Power(base, exponent) => self.power(base, exponent),
            Node::Call(function, arguments) => {
                let interval = function.interval.ok_or(NotEnclosable::Function(function.name))?;
                let (start, length) = self.slots_of(arguments);
                self.push(Instruction::Call(interval, inverse(graph, function), start, length))
            }
            Node::Piecewise(parts) => {
                let (start, length) = self.slots_of(parts);
                self.push(Instruction::Piecewise(start, length))
            }
            Node::Compare(relation, a, b) => {
                let (a, b) = (self.slot(a), self.slot(b));
                self.push(Instruction::Compare(relation, a, b))
            }
            Node::Not(a) => {
                let a = self.slot(a);
                self.push(Instruction::Not(a))
            }
            Node::And(parts) => {
                let (start, length) = self.slots_of(parts);
                self.push(Instruction::And(start, length))
            }
            Node::Or(parts) => {
                let (start, length) = self.slots_of(parts);
                self.push(Instruction::Or(start, length))
            }
            Node::Undefined(_) => self.push(Instruction::Nowhere),
        })
    }

    /// Factors to negative powers divide, so that `a/b` is rounded once.
    fn product(&mut self, factors: &[ExprId]) -> u32 {
        let mut above: Option<u32> = None;
        let mut below: Vec<u32> = Vec::new();
        for &factor in factors {
            if let Some(divisor) = self.divisor(factor) {
                below.push(divisor);
                continue;
            }
            let slot = self.slot(factor);
            above = Some(match above {
                Some(product) => self.push(Instruction::Multiply(product, slot)),
                None => slot,
            });
        }
        let one = self.constant(Interval::ONE);
        below.into_iter().fold(above.unwrap_or(one), |product, d| self.push(Instruction::Divide(product, d)))
    }

    /// `b` of a factor `1/b` that has been compiled as a quotient.
    fn divisor(&self, factor: ExprId) -> Option<u32> {
        if !matches!(self.graph.node(factor), Node::Power(..)) {
            return None;
        }
        let slot = self.slot(factor) as usize;
        match slot.checked_sub(self.program.first()).map(|i| self.program.steps[i]) {
            Some(Instruction::Divide(one, b)) if one == self.constant(Interval::ONE) => Some(b),
            _ => None,
        }
    }

    fn power(&mut self, base: ExprId, exponent: ExprId) -> u32 {
        let (base_slot, exponent_slot) = (self.slot(base), self.slot(exponent));
        let one = self.constant(Interval::ONE);
        let fraction = self.graph.as_rational(exponent).and_then(Rational::to_i64_fraction);
        let (n, d) = match fraction {
            Some((n, d)) if n != 0 && n.unsigned_abs() < 1 << 30 && d <= MAX_ROOT => (n, d),
            _ if is_exponential(self.graph, base, exponent) => {
                return self.push(Instruction::ExpPower(base_slot, exponent_slot));
            }
            _ => return self.push(Instruction::RealPower(base_slot, exponent_slot)),
        };
        let size = n.unsigned_abs() as i32;
        let upright = match (size, d) {
            (1, 1) => base_slot,
            (_, 1) => self.push(Instruction::Power(base_slot, size)),
            _ => self.push(Instruction::Root(base_slot, size, d as u32)),
        };
        if n > 0 { upright } else { self.push(Instruction::Divide(one, upright)) }
    }
}

/// The distinct constants, 1 among them.
fn constants_of(graph: &Graph, reach: &Reach) -> Vec<Interval> {
    let mut constants = vec![Interval::ONE];
    for &id in &reach.order {
        let value = match graph.node(id) {
            Node::Number(n) => Some(Interval::of_rational(&n.value)),
            Node::Constant(c) => of_constant(c),
            Node::Truth(t) => Some(truth(t)),
            _ => None,
        };
        if let Some(value) = value.filter(|v| !constants.contains(v)) {
            constants.push(value);
        }
    }
    constants
}

fn of_constant(constant: Constant) -> Option<Interval> {
    // Each lies just above the nearest double.
    let above = |nearest: f64| Interval::new(nearest, nearest.next_up());
    match constant {
        Constant::Pi => Some(above(std::f64::consts::PI)),
        Constant::E => Some(above(std::f64::consts::E)),
        Constant::Infinity => None,
    }
}

fn inverse(graph: &Graph, function: &'static FunctionDef) -> InvertibleFunction {
    let core = graph.core();
    [
        (core.exp, InvertibleFunction::Exp),
        (core.ln, InvertibleFunction::Ln),
        (core.abs, InvertibleFunction::Abs),
        (core.sqrt, InvertibleFunction::Sqrt),
    ]
    .into_iter()
    .find(|(f, _)| *f == function)
    .map_or(InvertibleFunction::Unknown, |(_, inverse)| inverse)
}

/// A condition as an interval: 1 where it holds, 0 where not, both where that is open.
pub(crate) fn truth(holds: bool) -> Interval {
    if holds { Interval::ONE } else { Interval::ZERO }
}
