//! Methods given by a rule that is the same for every unknown, as tapes: those of the language.

use std::sync::Arc;

use super::method::LinearRule;
use super::{Halt, Method, Nature, Needs, Step};
use crate::numeric::Rational;
use crate::numeric::polynomial::Polynomial;
use crate::tape::{RowTape, Tape};

/// A reduction over all unknowns that a rule may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reduction {
    /// The sum.
    Sum,
    /// The arithmetic mean.
    Mean,
    /// The Euclidean norm.
    Norm,
}

impl Reduction {
    /// The reduction of this name.
    pub fn find(name: &str) -> Option<Reduction> {
        match name {
            "sum" => Some(Reduction::Sum),
            "mean" => Some(Reduction::Mean),
            "norm" => Some(Reduction::Norm),
            _ => None,
        }
    }
}

/// A rule as data. The inputs of every tape are [`RuleCode::COMMON`], the results of the reductions so far, and then of one
/// unknown: the point, its gradient, and what is remembered of it.
#[derive(Clone, Debug)]
pub struct RuleCode {
    /// The reductions over all unknowns before the step, in order; each may use those before it.
    pub reductions: Vec<(Reduction, Tape)>,
    /// The new point and the new remembered variables of one unknown.
    pub update: Tape,
    /// The initial values of the remembered variables; tapes of the start alone.
    pub memory: Vec<Tape>,
    /// Does the rule use the step number?
    pub counts_steps: bool,
    /// Does a step leave the point where it is if the gradient is 0?
    pub rests: bool,
    /// Is it `x <- x - rate*g`?
    pub plain: bool,
    /// The rule as a matrix of polynomials in the rate, where it is one: the rows of [`LinearRule`].
    pub linear: Option<Vec<Vec<Polynomial>>>,
}

impl RuleCode {
    /// The inputs that are the same for all unknowns.
    pub const COMMON: [&'static str; 3] = ["k", "rate", "value"];
}

/// A method that follows a rule.
#[derive(Clone, Debug)]
pub struct UpdateRule {
    name: String,
    code: Arc<RuleCode>,
    reductions: Vec<(Reduction, RowTape)>,
    update: RowTape,
    /// The remembered variables, each with a number for every unknown.
    memory: Vec<Vec<f64>>,
    common: Vec<f64>,
    begun: bool,
}

impl UpdateRule {
    /// The method of this rule, shown under this name.
    pub fn new(name: String, code: RuleCode) -> UpdateRule {
        UpdateRule::of(name, Arc::new(code))
    }

    fn of(name: String, code: Arc<RuleCode>) -> UpdateRule {
        let first = RuleCode::COMMON.len();
        let reductions: Vec<(Reduction, RowTape)> =
            code.reductions.iter().enumerate().map(|(i, (r, tape))| (*r, RowTape::new(tape, first + i))).collect();
        let update = RowTape::new(&code.update, first + reductions.len());
        let memory = vec![Vec::new(); code.memory.len()];
        let common = vec![0.0; first + reductions.len()];
        UpdateRule { name, code, reductions, update, memory, common, begun: false }
    }

    /// Sets the remembered variables before the first step.
    fn begin(&mut self, x: &[f64]) {
        let mut work = Vec::new();
        for (column, tape) in self.memory.iter_mut().zip(&self.code.memory) {
            column.clear();
            column.extend(x.iter().map(|&x| tape.value(&[x], &mut work)));
        }
        self.begun = true;
    }
}

/// Puts an unknown in front of a tape.
fn load(tape: &mut RowTape, x: f64, gradient: f64, memory: &[Vec<f64>], i: usize) {
    *tape.input(0) = x;
    *tape.input(1) = gradient;
    for (j, column) in memory.iter().enumerate() {
        *tape.input(2 + j) = column[i];
    }
}

impl Method for UpdateRule {
    fn name(&self) -> &str {
        &self.name
    }

    fn nature(&self) -> Nature {
        let memoryless = self.code.memory.is_empty() && !self.code.counts_steps;
        Nature { plain: self.code.plain, memoryless, rests: memoryless && self.code.rests, needs: Needs::default() }
    }

    fn linear(&self, rate: &Rational) -> Option<LinearRule> {
        let rows = self.code.linear.as_ref()?;
        Some(LinearRule { rows: rows.iter().map(|row| row.iter().map(|p| p.at(rate)).collect()).collect() })
    }

    fn restart(&mut self, _dimension: usize) {
        self.begun = false;
    }

    fn step(&mut self, step: &mut Step<'_>, x: &mut [f64]) -> Result<f64, Halt> {
        if !self.begun {
            self.begin(x);
        }
        let first = RuleCode::COMMON.len();
        self.common[..first].copy_from_slice(&[step.k as f64, step.rate, step.value]);
        for (number, (reduction, tape)) in self.reductions.iter_mut().enumerate() {
            tape.start(&self.common[..first + number]);
            let (mut sum, norm) = (0.0, *reduction == Reduction::Norm);
            for (i, (&x, &g)) in x.iter().zip(step.gradient).enumerate() {
                load(tape, x, g, &self.memory, i);
                tape.run();
                let value = tape.output(0);
                sum += if norm { value * value } else { value };
            }
            self.common[first + number] = match reduction {
                Reduction::Sum => sum,
                Reduction::Mean => sum / x.len() as f64,
                Reduction::Norm => sum.sqrt(),
            };
        }
        self.update.start(&self.common);
        for (i, (x, &g)) in x.iter_mut().zip(step.gradient).enumerate() {
            load(&mut self.update, *x, g, &self.memory, i);
            self.update.run();
            *x = self.update.output(0);
            for (j, column) in self.memory.iter_mut().enumerate() {
                column[i] = self.update.output(1 + j);
            }
        }
        Ok(step.rate)
    }

    fn fresh(&self) -> Box<dyn Method> {
        Box::new(UpdateRule::of(self.name.clone(), Arc::clone(&self.code)))
    }
}
