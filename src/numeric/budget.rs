//! How much work an exact computation may take, and who may stop it.

use std::cell::Cell;

use crate::interrupt::{Interrupt, count};

/// What is left of the work that a computation may take. A step is about an operation on machine words; the count does not depend on the machine, so a computation that stops, stops everywhere.
#[derive(Debug)]
pub struct Budget<'a> {
    interrupt: &'a Interrupt,
    left: Cell<u64>,
    limit: u64,
    terms: usize,
}

/// Why a computation was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Exceeded {
    /// All steps are spent.
    #[error("this takes more than {limit} steps of exact arithmetic")]
    Work {
        /// How many there were.
        limit: u64,
    },
    /// A polynomial would have too many terms.
    #[error("this takes a polynomial of more than {limit} terms")]
    Terms {
        /// How many it may have.
        limit: usize,
    },
    /// Somebody asked to stop.
    #[error("interrupted")]
    Interrupted,
}

impl<'a> Budget<'a> {
    /// Steps that take a few seconds at most.
    pub const DEFAULT_WORK: u64 = 400_000_000;
    /// The most terms of a polynomial unless asked otherwise.
    pub const DEFAULT_TERMS: usize = 20_000;

    /// Steps that take a few milliseconds at most, and the terms that they are for.
    const BRIEF: (u64, usize) = (2_000_000, 300);

    /// This many steps, and polynomials of this many terms.
    pub fn new(work: u64, terms: usize, interrupt: &'a Interrupt) -> Budget<'a> {
        Budget { interrupt, left: Cell::new(work), limit: work, terms }
    }

    /// A few seconds.
    pub fn generous(interrupt: &'a Interrupt) -> Budget<'a> {
        Budget::new(Budget::DEFAULT_WORK, Budget::DEFAULT_TERMS, interrupt)
    }

    /// A few milliseconds: for one attempt among many.
    pub fn brief(interrupt: &'a Interrupt) -> Budget<'a> {
        Budget::new(Budget::BRIEF.0, Budget::BRIEF.1, interrupt)
    }

    /// Takes steps away; an error when none are left or somebody asked to stop.
    #[inline]
    pub fn spend(&self, steps: usize) -> Result<(), Exceeded> {
        count(steps);
        if self.interrupt.is_set() {
            return Err(Exceeded::Interrupted);
        }
        match self.left.get().checked_sub(steps as u64) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => {
                self.left.set(0);
                Err(self.exhausted())
            }
        }
    }

    /// The error that no steps are left.
    pub fn exhausted(&self) -> Exceeded {
        Exceeded::Work { limit: self.limit }
    }

    /// An error for more terms than a polynomial may have.
    pub fn admit(&self, terms: usize) -> Result<(), Exceeded> {
        if terms > self.terms { Err(Exceeded::Terms { limit: self.terms }) } else { Ok(()) }
    }

    /// A part of what is left, for an attempt that must not spend it all.
    pub fn share(&self, part: u64) -> Budget<'a> {
        let work = self.left.get() / part.max(1);
        Budget { interrupt: self.interrupt, left: Cell::new(work), limit: work, terms: self.terms }
    }

    /// How many steps are left.
    pub fn left(&self) -> u64 {
        self.left.get()
    }
}
