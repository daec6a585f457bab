//! How much may be spent on an answer, and how large a question a method takes up, by what is counted. What these limits
//! end is decided by another method, is said not to be decided, or is an error that names the limit; no clock ends
//! anything, so that every machine gives the same answers.

mod size;
mod work;

use std::cell::Cell;

use crate::interrupt::{Interrupt, count};

pub use size::{bits, bytes, degrees, depth, digits, nodes, parts, requests, terms, unknowns};
pub use work::{candidates, pieces, rounds, steps};

/// What is left of the work that a computation may take. A step is about an operation on machine words; the count does not
/// depend on the machine, so a computation that stops, stops everywhere.
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
    /// Too many products of two terms would be formed on the way.
    #[error("multiplying this out takes more than {limit} products of two terms")]
    Products {
        /// How many there may be.
        limit: u64,
    },
    /// The coefficients of the result would be too long.
    #[error("the coefficients of this, multiplied out, have more than {limit} digits together")]
    Digits {
        /// How many they may have.
        limit: u64,
    },
    /// Somebody asked to stop.
    #[error("interrupted")]
    Interrupted,
}

impl<'a> Budget<'a> {
    /// This many steps, and polynomials of this many terms.
    pub fn new(work: u64, terms: usize, interrupt: &'a Interrupt) -> Budget<'a> {
        Budget { interrupt, left: Cell::new(work), limit: work, terms }
    }

    /// A few seconds.
    pub fn generous(interrupt: &'a Interrupt) -> Budget<'a> {
        Budget::new(steps::EXACT, terms::EXPANDED, interrupt)
    }

    /// A few milliseconds: for one attempt among many.
    pub fn brief(interrupt: &'a Interrupt) -> Budget<'a> {
        Budget::new(steps::BRIEF, terms::BRIEF, interrupt)
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
