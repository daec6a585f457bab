//! Text to syntax tree, and back.
//!
//! [`layout`] cuts a text into cells and statements, [`parse_statement`] reads one statement, and the tree's `Display`
//! writes the canonical text, which reads back as the same tree.

pub mod ast;
mod check;
mod expression;
mod grammar;
pub mod layout;
mod lexer;
mod mistakes;
mod names;
mod operand;
mod optimizer;
mod print;
mod statement;
#[cfg(test)]
mod tests;

pub use layout::is_incomplete;
pub use lexer::{RESERVED, TokenKind, continues_name, is_name, is_reserved, starts_name, tokens};
pub use names::{Names, names};
pub use statement::{parse_expression, parse_statement};

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// How deeply brackets, powers and marks may be nested; no syntax tree has more nodes on its longest way down.
pub const MAX_DEPTH: usize = 200;

/// How many bytes one statement may have. The grammar reads it to its end before anybody can stop it.
pub const MAX_STATEMENT: usize = 1 << 17;

/// The words that may follow an expression statement, as in `f(x) with x = 2` and `d.area where d.price > 0`. Any other
/// word there is a missing operator or a misspelt command.
pub const EXPRESSION_CLAUSES: [&str; 2] = ["with", "where"];

/// Reads all statements of a text, one result each: a statement with an error leaves the others alone.
pub fn parse(text: &str, is_command: &dyn Fn(&str) -> bool) -> Vec<Result<ast::Statement, Diagnostic>> {
    let cells = layout::cells(text);
    let pieces = cells.iter().flat_map(|cell| &cell.pieces);
    pieces.map(|piece| parse_statement(text, piece.span, piece.silent, is_command)).collect()
}

/// The word a text starts with, if it starts with one: what a misspelt command would be.
pub fn leading_word(text: &str) -> Option<(Span, &str)> {
    let token = lexer::next(text, 0, text.len())?;
    (token.kind == TokenKind::Name).then(|| (token.span, token.text(text)))
}
