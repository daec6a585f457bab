//! The problem of a descent: a value and a gradient at every point.

use std::fmt;
use std::sync::Arc;

use super::kinks::{Corner, Kinks};
use crate::tape::{RayWork, Tape, TapeFault, Ties};

/// How often a problem was evaluated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evaluations {
    /// Values, with or without gradient.
    pub values: u64,
    /// Gradients.
    pub gradients: u64,
    /// Second derivatives.
    pub hessians: u64,
}

/// A function of some unknowns with its derivatives.
pub trait Problem {
    /// The number of unknowns.
    fn dimension(&self) -> usize;

    /// The value at a point; the gradient goes into the second argument.
    fn evaluate(&mut self, x: &[f64], gradient: &mut [f64]) -> f64;

    /// The value alone.
    fn value(&mut self, x: &[f64]) -> f64 {
        let mut gradient = vec![0.0; self.dimension()];
        self.evaluate(x, &mut gradient)
    }

    /// The second derivatives at a point, row by row; false where they are not known or not finite.
    fn hessian(&mut self, _x: &[f64], _entries: &mut [f64]) -> bool {
        false
    }

    /// The coefficients of the value at `x + t*d` in `t`, lowest first, where that is known to be a polynomial; else false.
    fn along(&mut self, _x: &[f64], _d: &[f64], _coefficients: &mut Vec<f64>) -> bool {
        false
    }

    /// An estimate of the rounding error of the value at a point.
    fn rounding(&mut self, x: &[f64]) -> f64 {
        4.0 * f64::EPSILON * self.value(x).abs()
    }

    /// Is it proved to be defined all the way between two points at which it is? Where nothing is known of its domain, it is
    /// taken to be. Otherwise the share of the way up to which the proof failed: no longer way is worth another question.
    fn joins(&mut self, _from: &[f64], _to: &[f64]) -> Result<(), f64> {
        Ok(())
    }

    /// The branches that meet within a distance of a point with this value; `None` where only one is known.
    fn corner(&mut self, _x: &[f64], _value: f64, _within: f64) -> Option<Corner> {
        None
    }

    /// How often it was evaluated since it was made.
    fn evaluations(&self) -> Evaluations {
        Evaluations::default()
    }

    /// Why value or gradient is not finite at a point, where that is known.
    fn fault(&self, x: &[f64]) -> Option<TapeFault>;
}

/// The domain of a function that is not defined everywhere.
pub trait DomainOracle: fmt::Debug + Send + Sync {
    /// Is the function proved to be defined on the straight way between two points at which it is? Otherwise the share of the
    /// way up to which the proof failed.
    fn joins(&self, from: &[f64], to: &[f64]) -> Result<(), f64>;
}

/// A problem given by a tape whose outputs are the value and then the gradient.
#[derive(Clone, Debug)]
pub struct TapeProblem {
    tape: Tape,
    value: Option<Tape>,
    hessian: Option<Tape>,
    domain: Option<Arc<dyn DomainOracle>>,
    kinks: Option<(Ties, Kinks)>,
    hides_poles: bool,
    work: Vec<f64>,
    results: Vec<f64>,
    ray: RayWork,
    errors: Vec<f64>,
    last: Option<Vec<f64>>,
    evaluations: Evaluations,
}

impl TapeProblem {
    /// The problem of a tape with one output more than it has inputs; `None` for any other tape.
    pub fn new(tape: Tape) -> Option<TapeProblem> {
        let (outputs, hides_poles) = (tape.outputs(), tape.may_hide_poles());
        (outputs == tape.inputs() + 1).then(|| TapeProblem {
            tape,
            value: None,
            hessian: None,
            domain: None,
            kinks: None,
            hides_poles,
            work: Vec::new(),
            results: vec![0.0; outputs],
            ray: RayWork::default(),
            errors: Vec::new(),
            last: None,
            evaluations: Evaluations::default(),
        })
    }

    /// With a shorter tape for the value alone; ignored unless it has one output of the same unknowns.
    pub fn with_value(mut self, tape: Tape) -> TapeProblem {
        self.value = Some(tape).filter(|t| t.inputs() == self.tape.inputs() && t.outputs() == 1);
        self
    }

    /// With a tape for the second derivatives, row by row; ignored if the numbers do not fit.
    pub fn with_hessian(mut self, tape: Tape) -> TapeProblem {
        let n = self.tape.inputs();
        self.hessian = Some(tape).filter(|t| t.inputs() == n && t.outputs() == n * n);
        self
    }

    /// With the domain of the function.
    pub fn with_domain(mut self, domain: Arc<dyn DomainOracle>) -> TapeProblem {
        self.domain = Some(domain);
        self
    }

    /// With the branches of the function: where they meet, the gradient is that of steepest descent.
    pub fn with_kinks(mut self, kinks: Kinks) -> TapeProblem {
        self.kinks = Some((self.tape.ties(), kinks));
        self
    }

    /// With a memory of the last point that was evaluated: a search mostly ends at the point from which the run goes on,
    /// which is then neither evaluated nor counted twice.
    pub fn with_memory(mut self) -> TapeProblem {
        self.last = Some(Vec::new());
        self
    }

    fn remembers(&self, x: &[f64]) -> bool {
        // By their bits: 1/0 and 1/-0 differ.
        let same =
            |last: &Vec<f64>| last.len() == x.len() && last.iter().zip(x).all(|(a, b)| a.to_bits() == b.to_bits());
        self.last.as_ref().is_some_and(same)
    }

    /// Where branches meet, the tape's gradient may be none of theirs.
    fn choose_at_kinks(&mut self, x: &[f64]) {
        let Some((ties, kinks)) = &mut self.kinks else { return };
        if !ties.any(&self.work) || !self.results[0].is_finite() {
            return;
        }
        let value = self.results[0];
        // Where no branch goes on from the value there is a gradient only if all around is higher: 0.
        if let Some(corner) = kinks.corner(x, value, 0.0).filter(|c| !c.gradients.is_empty() || c.lowest >= value) {
            self.results[1..].copy_from_slice(&corner.gradient);
        }
    }
}

impl Problem for TapeProblem {
    fn dimension(&self) -> usize {
        self.tape.inputs()
    }

    fn evaluate(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        if !self.remembers(x) {
            self.evaluations.values += 1;
            self.evaluations.gradients += 1;
            self.tape.run(x, &mut self.work, &mut self.results);
            if self.hides_poles && self.tape.hidden_pole(&self.work).is_some() {
                self.results[0] = f64::NAN;
            }
            self.choose_at_kinks(x);
            if let Some(last) = &mut self.last {
                last.clear();
                last.extend_from_slice(x);
            }
        }
        gradient.copy_from_slice(&self.results[1..]);
        self.results[0]
    }

    fn value(&mut self, x: &[f64]) -> f64 {
        if self.remembers(x) {
            return self.results[0];
        }
        self.evaluations.values += 1;
        let tape = self.value.as_ref().unwrap_or(&self.tape);
        let value = tape.value(x, &mut self.work);
        if self.hides_poles && tape.hidden_pole(&self.work).is_some() { f64::NAN } else { value }
    }

    fn hessian(&mut self, x: &[f64], entries: &mut [f64]) -> bool {
        let Some(tape) = &self.hessian else { return false };
        self.evaluations.hessians += 1;
        tape.run(x, &mut self.work, entries);
        entries.iter().all(|v| v.is_finite())
    }

    fn along(&mut self, x: &[f64], d: &[f64], coefficients: &mut Vec<f64>) -> bool {
        self.value.as_ref().unwrap_or(&self.tape).along(x, d, &mut self.ray, coefficients)
    }

    fn rounding(&mut self, x: &[f64]) -> f64 {
        self.value.as_ref().unwrap_or(&self.tape).rounding(x, &mut self.work, &mut self.errors)
    }

    fn corner(&mut self, x: &[f64], value: f64, within: f64) -> Option<Corner> {
        self.kinks.as_mut()?.1.corner(x, value, within)
    }

    fn joins(&mut self, from: &[f64], to: &[f64]) -> Result<(), f64> {
        self.domain.as_ref().map_or(Ok(()), |domain| domain.joins(from, to))
    }

    fn evaluations(&self) -> Evaluations {
        self.evaluations
    }

    fn fault(&self, x: &[f64]) -> Option<TapeFault> {
        self.tape.first_fault(x).or_else(|| {
            let mut slots = Vec::new();
            self.tape.value(x, &mut slots);
            self.tape.hidden_pole(&slots)
        })
    }
}
