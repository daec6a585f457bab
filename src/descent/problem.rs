//! What a descent walks on: a value and a gradient at every point.

use crate::tape::{Tape, TapeFault};

/// A function of some unknowns with its gradient.
pub trait Problem {
    /// The number of unknowns.
    fn dimension(&self) -> usize;

    /// The value at a point; the gradient goes into the second argument.
    fn evaluate(&mut self, x: &[f64], gradient: &mut [f64]) -> f64;

    /// Why value or gradient is no finite number there, where that can be said.
    fn fault(&self, x: &[f64]) -> Option<TapeFault>;
}

/// A problem given by a tape whose outputs are the value and then the gradient.
#[derive(Clone, Debug)]
pub struct TapeProblem {
    tape: Tape,
    work: Vec<f64>,
    results: Vec<f64>,
}

impl TapeProblem {
    /// The problem of a tape with one output more than it has inputs; `None` for any other tape.
    pub fn new(tape: Tape) -> Option<TapeProblem> {
        let outputs = tape.outputs();
        (outputs == tape.inputs() + 1).then(|| TapeProblem { tape, work: Vec::new(), results: vec![0.0; outputs] })
    }

    /// Its tape.
    pub fn tape(&self) -> &Tape {
        &self.tape
    }
}

impl Problem for TapeProblem {
    fn dimension(&self) -> usize {
        self.tape.inputs()
    }

    fn evaluate(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        self.tape.run(x, &mut self.work, &mut self.results);
        gradient.copy_from_slice(&self.results[1..]);
        self.results[0]
    }

    fn fault(&self, x: &[f64]) -> Option<TapeFault> {
        self.tape.first_fault(x)
    }
}
