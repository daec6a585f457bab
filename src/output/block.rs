//! The blocks of a result.

use std::rc::Rc;

use super::{Notation, Sentence, Table};
use crate::calculus::argument::Argument;
use crate::descent::Run;
use crate::diagnostic::Diagnostic;
use crate::plot::Figure;

/// A part of a result, as data that a front end lays out.
#[derive(Clone, Debug)]
pub enum Block {
    /// A line of words, formulas and numbers.
    Sentence {
        /// What it says.
        sentence: Sentence,
        /// Its indentation, in columns.
        indent: usize,
    },
    /// A value as it is written.
    Formula {
        /// The value.
        notation: Notation,
        /// Its decimals, where these say more.
        decimal: Option<Decimal>,
        /// A remark that follows it, with the blank before it.
        remark: String,
    },
    /// A table.
    Table(Table),
    /// A picture.
    Figure(Rc<Figure>),
    /// A run, and the blocks that describe it: its iterates, its verdict and why.
    Run {
        /// What happened.
        run: Rc<Run>,
        /// The blocks that describe it.
        told: Vec<Block>,
    },
    /// The argument behind a result, a tree of steps.
    Proof {
        /// The name of the function: `f`.
        name: String,
        /// The argument; its root is the conclusion.
        argument: Rc<Argument>,
        /// Its indentation, in columns.
        indent: usize,
    },
    /// An error, a warning or a note, with its place in the text of the statement.
    Diagnostic(Diagnostic),
    /// An empty line between the blocks before and after it.
    Break,
}

/// The decimals of a number.
#[derive(Clone, Debug)]
pub struct Decimal {
    /// The digits.
    pub text: String,
    /// Are they the number itself, proved?
    pub equal: bool,
}

impl Block {
    /// A value without decimals and remark.
    pub(crate) fn formula(notation: Notation) -> Block {
        Block::Formula { notation, decimal: None, remark: String::new() }
    }

    /// A line that begins so many columns to the right.
    pub(crate) fn indented(sentence: impl Into<Sentence>, indent: usize) -> Block {
        Block::Sentence { sentence: sentence.into(), indent }
    }

    /// The lines of a text such as a help page, with their indentation; an empty line becomes a break.
    pub(crate) fn page(text: &str) -> Vec<Block> {
        let line = |line: &str| match line.trim_start() {
            "" => Block::Break,
            words => Block::indented(words, line.len() - words.len()),
        };
        text.lines().map(line).collect()
    }
}

impl<T: Into<Sentence>> From<T> for Block {
    fn from(line: T) -> Block {
        Block::indented(line, 0)
    }
}

impl From<Diagnostic> for Block {
    fn from(diagnostic: Diagnostic) -> Block {
        Block::Diagnostic(diagnostic)
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Block {
        Block::Table(table)
    }
}
