//! Expressions as text: in the spelling of the language, in Unicode, in LaTeX.
//!
//! Printing is literal: terms and factors come in the order of the node. What comes out of a computation is put into
//! the order a teacher would write by `algebra::present` first.

mod latex;
mod text;

use super::{ExprId, Graph, unfolded_size};
use crate::interrupt::{MemoryUse, charge, count};
use crate::numeric::budget::nodes;

pub(crate) use text::describe;

/// An expression is too large to be written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("written out, this expression has {size} parts, {depth} levels deep")]
pub struct TooLong {
    /// Nodes of the unfolded tree.
    pub size: u64,
    /// Levels of nesting.
    pub depth: usize,
}

/// What it costs to write a character.
const STEPS_PER_BYTE: usize = 10;

/// The deepest nesting that is written out.
pub const MAX_LEVELS: usize = 1_500;

/// The spelling of the language: what it prints reads back as the same expression.
pub fn exact_text(graph: &Graph, id: ExprId) -> Result<String, TooLong> {
    fits(graph, id)?;
    Ok(counted(text::write(graph, id, &text::ASCII)))
}

/// With superscripts, `·`, `√`, `π` and true minus signs. It reads back too.
pub fn unicode(graph: &Graph, id: ExprId) -> Result<String, TooLong> {
    fits(graph, id)?;
    Ok(counted(text::write(graph, id, &text::UNICODE)))
}

/// For a paper.
pub fn latex(graph: &Graph, id: ExprId) -> Result<String, TooLong> {
    fits(graph, id)?;
    Ok(counted(latex::write(graph, id)))
}

fn counted(text: String) -> String {
    count(STEPS_PER_BYTE * text.len());
    charge(MemoryUse::Text, text.len());
    text
}

/// For messages: the exact text, or a description where that is too long.
pub fn text(graph: &Graph, id: ExprId) -> String {
    match exact_text(graph, id) {
        Ok(text) => text,
        Err(long) => format!("(an expression of {} parts)", long.size),
    }
}

/// Can it be written out?
pub fn fits(graph: &Graph, id: ExprId) -> Result<(), TooLong> {
    let (size, depth) = unfolded_size(graph, id);
    if size > nodes::WRITTEN_OUT || depth > MAX_LEVELS { Err(TooLong { size, depth }) } else { Ok(()) }
}
