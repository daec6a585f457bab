//! The settings of a question about a function.

use super::solve::SolveContext;
use crate::interrupt::Interrupt;
use crate::numeric::format::PEOPLE_DIGITS;

/// The interrupt, and how thorough a search may be.
#[derive(Clone, Copy)]
pub struct Means<'a> {
    /// Asked in every long loop.
    pub interrupt: &'a Interrupt,
    /// Search boxes by numbers where formulas do not decide, for up to some seconds.
    pub thorough: bool,
}

impl<'a> Means<'a> {
    /// The context for `solve`.
    pub(super) fn context(&self) -> SolveContext<'a> {
        SolveContext { interrupt: self.interrupt, digits: PEOPLE_DIGITS }
    }
}
