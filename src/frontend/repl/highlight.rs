//! Colours while typing. The painted text is as wide as the typed one.

use std::ops::Range;

use super::place::command_of;
use crate::commands::{self, ClauseDef};
use crate::frontend::style::Style;
use crate::functions;
use crate::session::forms;
use crate::source::{Span, is_visible};
use crate::syntax::{TokenKind, is_reserved, layout, tokens};

/// Longer text is not coloured, so that typing stays quick.
const LONGEST: usize = 20_000;

/// How lines that go on are indented, and what is shown in place of that.
pub const INDENT: &str = "  ";
const CONTINUATION: &str = "… ";

/// The text with colours, and with a mark in place of the indentation of continued lines.
pub fn paint(text: &str, color: bool) -> String {
    if text.len() > LONGEST {
        return in_place(text);
    }
    let statements = statements(text);
    let mut brackets = Vec::new();
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for (span, kind) in tokens(text) {
        out += &blanks(&text[at..span.start], color);
        at = span.end;
        let statement = statements.iter().find(|s| s.range.contains(&span.start));
        let word = &text[span.range()];
        match style(word, kind, span, statement, &mut brackets) {
            Some(style) => out += &style.paint(&in_place(word), color),
            None => out += &in_place(word),
        }
    }
    out + &blanks(&text[at..], color)
}

struct HighlightedStatement {
    range: Range<usize>,
    /// The place of its command word.
    command: Option<Span>,
    clauses: &'static [ClauseDef],
}

fn statements(text: &str) -> Vec<HighlightedStatement> {
    let cells = layout::cells(text);
    let pieces = cells.iter().flat_map(|cell| &cell.pieces);
    let statement = |span: Span| {
        let found = command_of(&text[span.range()]);
        HighlightedStatement {
            range: span.range(),
            command: found.map(|(word, _)| word.shifted(span.start)),
            clauses: found.map_or(commands::EXPRESSION_CLAUSES, |(_, command)| command.clauses),
        }
    };
    pieces.map(|piece| statement(piece.span)).collect()
}

fn style(
    word: &str,
    kind: TokenKind,
    span: Span,
    statement: Option<&HighlightedStatement>,
    brackets: &mut Vec<char>,
) -> Option<Style> {
    match kind {
        TokenKind::Number => Some(Style::Number),
        TokenKind::Text => Some(Style::Text),
        TokenKind::Comment => Some(Style::Dim),
        // `\alpha` on its way to become `α`.
        TokenKind::Unknown if word == "\\" => Some(Style::Dim),
        TokenKind::Unknown => Some(Style::Wrong),
        TokenKind::Operator => None,
        TokenKind::Bracket => (!fits(word, brackets)).then_some(Style::Wrong),
        TokenKind::Name if statement.is_some_and(|s| s.command == Some(span)) => Some(Style::Command),
        TokenKind::Name if is_reserved(word) => Some(Style::Keyword),
        TokenKind::Name if statement.is_some_and(|s| s.clauses.iter().any(|c| c.word == word)) => Some(Style::Keyword),
        TokenKind::Name if functions::find(word).is_some() || forms::find(word).is_some() => Some(Style::Function),
        TokenKind::Name => None,
    }
}

/// Whether a bracket closes what is open. An open one may still be closed; bars can be either side.
fn fits(word: &str, open: &mut Vec<char>) -> bool {
    match word {
        "(" => open.push(')'),
        "[" => open.push(']'),
        ")" | "]" => return open.pop().is_some_and(|close| word.starts_with(close)),
        _ => {}
    }
    true
}

/// What cannot be seen as one sign each, so that the cursor stays where it belongs.
fn in_place(text: &str) -> String {
    let shown = |c: char| if is_visible(c) || c == '\n' { c } else { '␦' };
    text.chars().map(shown).collect()
}

/// Blanks between tokens; the indentation of a line that goes on becomes a mark of the same width.
fn blanks(text: &str, color: bool) -> String {
    in_place(text).replace(&format!("\n{INDENT}"), &format!("\n{}", Style::Dim.paint(CONTINUATION, color)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    /// The painted words, each with its code.
    fn painted(text: &str) -> Vec<String> {
        let shown = paint(text, true);
        shown.split("\x1b[").skip(1).filter(|p| !p.starts_with("0m")).map(|p| p.replace('m', " ")).collect()
    }

    #[test]
    fn words_are_known_from_the_tables() {
        assert_eq!(
            painted("t = table sin(x) over 0..1 # c"),
            ["1;34 table", "34 sin", "35 over", "36 0", "36 1", "2 # c"]
        );
        assert_eq!(painted("over + if"), ["35 if"]);
        assert_eq!(painted("help \"a"), ["1;34 help", "32 \"a"]);
    }

    #[test]
    fn brackets_that_close_nothing_are_wrong() {
        assert_eq!(painted("(a)) + [b)"), ["1;31 )", "1;31 )"]);
        assert!(painted("((a)").is_empty());
    }

    #[test]
    fn the_width_stays() {
        for text in ["θ₁ + √x \\al", "f(\n  x,\n  y)", "a = \"日本\" ) @ §", "\n\n  ", "x\t# é"] {
            assert_eq!(paint(text, false).width(), text.width(), "{text}");
        }
        assert_eq!(paint("f(\n  x)", false), "f(\n… x)");
    }
}
