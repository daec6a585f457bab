//! With what the questions about functions are answered.

use super::solve::SolveContext;
use crate::interrupt::Interrupt;

/// With what a question about a function is answered.
#[derive(Clone, Copy)]
pub struct Means<'a> {
    /// Asked in every long loop.
    pub interrupt: &'a Interrupt,
    /// Search boxes by numbers where formulas do not tell: up to some seconds.
    pub thorough: bool,
}

impl<'a> Means<'a> {
    /// With what equations are solved.
    pub(super) fn context(&self) -> SolveContext<'a> {
        SolveContext { interrupt: self.interrupt, digits: 12 }
    }
}
