//! With what the questions about functions are answered.

use super::solve::{Context, Vocabulary};
use crate::interrupt::Interrupt;

/// With what a question about a function is answered.
#[derive(Clone, Copy)]
pub struct Means<'a> {
    /// The functions that equations are solved with.
    pub words: &'a Vocabulary,
    /// Asked in every long loop.
    pub interrupt: &'a Interrupt,
    /// Search boxes by numbers where formulas do not tell: up to some seconds.
    pub thorough: bool,
}

impl<'a> Means<'a> {
    /// With what equations are solved.
    pub(super) fn context(&self) -> Context<'a> {
        Context { words: self.words, interrupt: self.interrupt, digits: 12 }
    }
}
