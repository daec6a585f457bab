//! How much may be spent on an answer: the steps of counted work, the terms, digits and nodes. What these limits end is said not
//! to be decided, or is an error that names the limit; no clock ends anything, so that every machine gives the same answers.

use std::cell::Cell;

use crate::interrupt::{Interrupt, count};

/// Steps of counted work that a search or an attempt may take. A step takes about a nanosecond.
pub mod steps {
    /// A statement whose search has no natural end: about four seconds on a common machine. Runs, checks and pictures have
    /// limits of their own.
    pub const STATEMENT: u64 = 4_000_000_000;
    /// After so many a statement is left that has not ended by itself when its search should.
    pub const STATEMENT_AT_MOST: u64 = STATEMENT + STATEMENT / 10;
    /// A table, a picture or a check, which have smaller limits for their parts: about half a minute.
    pub const COMMAND: u64 = 30_000_000_000;
    /// What is found out about a formula before its run: about a second.
    pub const BEFORE_A_RUN: u64 = 1_000_000_000;
    /// Exact algebra that was asked for: some tenths of a second.
    pub const EXACT: u64 = 400_000_000;
    /// Making a formula simpler, over all attempts.
    pub const SIMPLIFY: u64 = 300_000_000;
    /// Finding the intervals in which a polynomial's real roots lie.
    pub const REAL_ROOTS: u64 = 100_000_000;
    /// Finding where the branches of a function meet.
    pub const CORNERS: u64 = 50_000_000;
    /// The factors of a polynomial, in search of a formula for one of its roots.
    pub const CLOSED_FORM: u64 = 30_000_000;
    /// One attempt among many: a few milliseconds.
    pub const BRIEF: u64 = 2_000_000;
    /// Interval programs in a search for all solutions of a system: about two seconds.
    pub const INTERVAL_ROOTS: usize = 40_000_000;
    /// Interval programs in a search for a minimum: about half a second.
    pub const INTERVAL_MINIMUM: usize = 12_000_000;
    /// Interval programs on one way between two points.
    pub const INTERVAL_SEGMENT: usize = 1 << 22;
    /// A question about a limit.
    pub const LIMIT: usize = 60_000;
    /// Trial divisors of a long integer: bits times divisors.
    pub const TRIAL_DIVISION: usize = 1 << 25;
}

/// Terms of sums that are multiplied out.
pub mod terms {
    /// What `expand` makes, and the polynomials of exact algebra that was asked for.
    pub const EXPANDED: usize = 20_000;
    /// One step among many of a longer computation.
    pub const STEP: usize = 2_000;
    /// Polynomials on the way to a simpler form.
    pub const SIMPLIFIED: usize = 1_500;
    /// Multiplied out to see that a number is 0.
    pub const CLOSED_NUMBER: usize = 300;
    /// One attempt among many.
    pub const BRIEF: usize = 300;
    /// What is left after a factor was pulled out.
    pub const TIDIED: usize = 200;
}

/// The bits of exact numbers; ten bits are three digits.
pub mod bits {
    /// From here on the greatest common divisor is computed beside the statement, which can be stopped meanwhile: some
    /// milliseconds.
    pub const UNATTENDED: usize = 1 << 17;
    /// Numerators and denominators of every result: some 300,000 digits.
    pub const NUMBER: usize = 1_000_000;
    /// Coefficients of resultants, by their bound.
    pub const RESULTANT: usize = 1_000_000;
    /// Coefficients of polynomials in several unknowns.
    pub const COEFFICIENT: usize = 200_000;
    /// Entries of a matrix in elimination.
    pub const MATRIX_ENTRY: usize = 100_000;
    /// Whole numbers that `floor` and its kin form.
    pub const WHOLE_NUMBER: i64 = 100_000;
    /// Coefficients of formulas that are read as polynomials.
    pub const READ_COEFFICIENT: usize = 20_000;
    /// Values that are followed exactly beside their decimals.
    pub const FOLLOWED_EXACTLY: usize = 4_096;
}

/// Memory.
pub mod bytes {
    /// What one statement may take, unless asked otherwise: formulas, digits, text, values.
    pub const STATEMENT: u64 = 256 << 20;
}

/// Nodes of formulas and what is like them.
pub mod nodes {
    /// What one statement may add to the graph: about 1 GiB. Who builds nodes asks.
    pub const STATEMENT: usize = 20_000_000;
    /// What all points of a `check` together may add; for long formulas there are fewer points.
    pub const CHECKED: usize = 2_000_000;
    /// Instructions of an interval program.
    pub const INTERVAL_PROGRAM: usize = 1 << 20;
    /// What the derivatives of one expression may add.
    pub const DERIVATIVES: usize = 1_000_000;
    /// Parts that an expression is written out with.
    pub const WRITTEN_OUT: u64 = 500_000;
    /// Elements that the ranges of one statement may have together.
    pub const ELEMENTS: usize = 100_000;
}

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
