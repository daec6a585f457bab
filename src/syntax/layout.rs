//! Lines to cells and statements, in one linear pass that never fails.
//!
//! Blank lines separate cells. A block of whole-line comments is a prose cell, every other block a code cell. In a code
//! cell a statement goes on in the next line
//!
//! - where the next line is indented deeper than the line on which the statement started;
//! - after a sign, a comma or a word (`and`, `then`, …) that awaits an operand;
//! - while a bracket is open, except where the line ended with an operand and the next line starts, not indented, with a
//!   name: no expression can go on so, and the bracket was forgotten.
//!
//! A blank line ends a statement in every case. One missing bracket thus spoils its own statement and no other.

use super::lexer::{self, Token, TokenKind, is_closed_text};
use crate::source::Span;

/// A block between blank lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// From its first line's start to its last line's end, without the line end.
    pub span: Span,
    /// Prose or code.
    pub kind: CellKind,
    /// The statements of a code cell in order; none in prose.
    pub pieces: Vec<StatementText>,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Whole-line comments that read as Markdown.
    Prose,
    /// Statements.
    Code,
}

/// The text of one statement, without comments around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatementText {
    /// From its first token to its last, the `;` left out.
    pub span: Span,
    /// Ended by `;`.
    pub silent: bool,
}

/// The cells of a text.
pub fn cells(text: &str) -> Vec<Cell> {
    let mut out = Vec::new();
    let mut block: Vec<SourceLine> = Vec::new();
    for line in lines(text) {
        if line.kind == LineKind::Blank {
            out.extend(cell(text, &block));
            block.clear();
        } else {
            block.push(line);
        }
    }
    out.extend(cell(text, &block));
    out
}

/// The Markdown of a prose cell: one `#` and one blank less on every line.
pub fn markdown(prose: &str) -> String {
    let strip = |line: &str| {
        let line = line.trim();
        let line = line.strip_prefix('#').unwrap_or(line);
        line.strip_prefix(' ').unwrap_or(line).to_string()
    };
    prose.lines().map(strip).collect::<Vec<_>>().join("\n")
}

/// Whether the REPL should ask for another line: a bracket is open, a sign awaits its operand, or an `optimizer` block
/// has not had its blank line. A text without its closing quote is not incomplete, since a text ends on its line.
pub fn is_incomplete(text: &str) -> bool {
    let last_line = text.rsplit_once('\n').map(|(_, last)| last);
    if last_line.is_some_and(|line| line.trim().is_empty()) {
        return false;
    }
    let cells = cells(text);
    let Some(piece) = cells.last().and_then(|cell| cell.pieces.last()) else {
        return false;
    };
    if starts_optimizer(text, piece.span.start) {
        return true;
    }
    if piece.silent {
        return false;
    }
    let tokens = lexer::scan(text, piece.span);
    let mut open = Brackets::default();
    for token in &tokens {
        if token.kind == TokenKind::Text && !is_closed_text(token.text(text)) {
            return false;
        }
        open.take(text, token);
    }
    let awaits = |token: &Token| token.awaits_operand(text) && !token.is(text, "**");
    open.depth > 0 || tokens.iter().rfind(|t| t.kind != TokenKind::Comment).is_some_and(awaits)
}

/// Whether the statement that starts here is an `optimizer` block.
pub(super) fn starts_optimizer(text: &str, start: usize) -> bool {
    let word = lexer::next(text, start, text.len());
    let name = word.and_then(|w| lexer::next(text, w.span.end, text.len()));
    word.is_some_and(|w| w.is(text, "optimizer")) && name.is_some_and(|n| n.kind == TokenKind::Name)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LineKind {
    Blank,
    Comment,
    Code,
}

/// A line without its end.
#[derive(Clone, Copy)]
pub(super) struct SourceLine {
    span: Span,
    indent: usize,
    kind: LineKind,
}

fn lines(text: &str) -> impl Iterator<Item = SourceLine> + '_ {
    let mut start = 0;
    text.split('\n').enumerate().map(move |(number, raw)| {
        let begin = start;
        start += raw.len() + 1;
        let content = if number == 0 { raw.trim_start_matches('\u{FEFF}') } else { raw };
        let begin = begin + raw.len() - content.len();
        let line = content.trim_end();
        let code = line.trim_start();
        let indent = line[..line.len() - code.len()].chars().count();
        let kind = match code.chars().next() {
            // The line that makes a file runnable belongs to no cell.
            _ if number == 0 && code.starts_with("#!") => LineKind::Blank,
            None => LineKind::Blank,
            Some('#') => LineKind::Comment,
            Some(_) => LineKind::Code,
        };
        SourceLine { span: Span::new(begin, begin + line.len()), indent, kind }
    })
}

fn cell(text: &str, block: &[SourceLine]) -> Option<Cell> {
    let span = block.first()?.span.to(block.last()?.span);
    if block.iter().all(|line| line.kind == LineKind::Comment) {
        return Some(Cell { span, kind: CellKind::Prose, pieces: Vec::new() });
    }
    let mut statements = Statements { text, pieces: Vec::new(), current: None };
    for line in block.iter().filter(|line| line.kind == LineKind::Code) {
        statements.line(*line);
    }
    statements.end(false);
    Some(Cell { span, kind: CellKind::Code, pieces: statements.pieces })
}

/// How many brackets are open. Bars are left aside: which side a bar is takes more than a count.
#[derive(Default)]
struct Brackets {
    depth: usize,
}

impl Brackets {
    fn take(&mut self, text: &str, token: &Token) {
        if token.kind == TokenKind::Bracket {
            match token.text(text) {
                "(" | "[" => self.depth += 1,
                ")" | "]" => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }
}

/// The statement being collected.
struct Current {
    span: Span,
    indent: usize,
    brackets: Brackets,
    last: Token,
    optimizer: bool,
}

struct Statements<'t> {
    text: &'t str,
    pieces: Vec<StatementText>,
    current: Option<Current>,
}

impl Statements<'_> {
    fn line(&mut self, line: SourceLine) {
        if self.current.as_ref().is_some_and(|current| !self.continues(current, line)) {
            self.end(false);
        }
        let mut at = line.span.start;
        while let Some(token) = lexer::next(self.text, at, line.span.end) {
            at = token.span.end;
            if token.kind != TokenKind::Comment {
                self.token(token, line.indent);
            }
        }
    }

    fn token(&mut self, token: Token, indent: usize) {
        let semicolon = token.is(self.text, ";");
        match &mut self.current {
            // Inside an optimizer `;` separates its lines.
            Some(current) if semicolon && current.brackets.depth == 0 && !current.optimizer => self.end(true),
            Some(current) => {
                current.span.end = token.span.end;
                current.brackets.take(self.text, &token);
                current.last = token;
            }
            None if semicolon => {}
            None => {
                let mut brackets = Brackets::default();
                brackets.take(self.text, &token);
                let optimizer = starts_optimizer(self.text, token.span.start);
                self.current = Some(Current { span: token.span, indent, brackets, last: token, optimizer });
            }
        }
    }

    /// Whether the statement goes on in this line.
    fn continues(&self, current: &Current, line: SourceLine) -> bool {
        if line.indent > current.indent || current.last.awaits_operand(self.text) {
            return true;
        }
        if current.brackets.depth == 0 {
            return false;
        }
        let first = lexer::next(self.text, line.span.start, line.span.end);
        let new =
            |t: Token| t.kind == TokenKind::Name && !lexer::is_reserved(t.text(self.text)) && !t.is(self.text, "for");
        !(current.last.ends_operand(self.text) && first.is_some_and(new))
    }

    fn end(&mut self, silent: bool) {
        let Some(mut current) = self.current.take() else {
            return;
        };
        let mut silent = silent;
        if current.optimizer && current.last.is(self.text, ";") {
            silent = true;
            current.span.end = current.last.span.start;
        }
        self.pieces.push(StatementText { span: current.span, silent });
    }
}

/// The lines of an optimizer after its first, each with its continuations; `;` separates lines too.
pub(super) fn rule_lines(text: &str, span: Span) -> Vec<Span> {
    let mut statements = Statements { text, pieces: Vec::new(), current: None };
    let body = text.get(span.range()).unwrap_or("");
    for line in lines(body).skip(1).filter(|line| line.kind == LineKind::Code) {
        statements.line(SourceLine { span: line.span.shifted(span.start), ..line });
    }
    statements.end(false);
    statements.pieces.iter().map(|piece| piece.span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Vec<Vec<&str>> {
        let slices = |cell: &Cell| cell.pieces.iter().map(|p| &text[p.span.range()]).collect();
        cells(text).iter().filter(|c| c.kind == CellKind::Code).map(slices).collect()
    }

    #[test]
    fn blank_lines_separate_prose_from_code() {
        let text = "#!/usr/bin/env thalweg\n## Title\n#\n# Words.\n\nf(x) = x^2 # square\nf(2)\n\n  \n# more\na = 1\n";
        let found = cells(text);
        let kinds: Vec<_> = found.iter().map(|c| c.kind).collect();
        assert_eq!(kinds, [CellKind::Prose, CellKind::Code, CellKind::Code]);
        assert_eq!(markdown(&text[found[0].span.range()]), "# Title\n\nWords.");
        assert_eq!(code(text), [vec!["f(x) = x^2", "f(2)"], vec!["a = 1"]]);
    }

    #[test]
    fn a_statement_goes_on_where_it_must() {
        assert_eq!(code("a = [1,\n2]\nb"), [["a = [1,\n2]", "b"]]);
        assert_eq!(code("a = (1\n+ 2\n)\nb"), [["a = (1\n+ 2\n)", "b"]]);
        assert_eq!(code("a = 1 +\n2\nb = x and\ny"), [["a = 1 +\n2", "b = x and\ny"]]);
        assert_eq!(code("descend f\n  # why\n  from x = 7\nb"), [["descend f\n  # why\n  from x = 7", "b"]]);
        assert_eq!(code("  a = 1\n  b = 2\n    + 3"), [["a = 1", "b = 2\n    + 3"]]);
        assert_eq!(code("a = n!\nf'\n80%\nx²\nb"), [["a = n!", "f'", "80%", "x²", "b"]]);
    }

    #[test]
    fn a_missing_bracket_spoils_one_statement() {
        assert_eq!(code("a = (1 + 2\nb = 3\nplot f"), [["a = (1 + 2", "b = 3", "plot f"]]);
        assert_eq!(code("a = [1, 2,\n\nb"), [vec!["a = [1, 2,"], vec!["b"]]);
        assert_eq!(code("s = [k\nfor k in 1..2]\nb"), [["s = [k\nfor k in 1..2]", "b"]]);
    }

    #[test]
    fn semicolons_separate_and_silence() {
        let text = "a = 1; b = 2;; c # x; y\nd(\"; \";\n1);";
        let found = &cells(text)[0].pieces;
        let slices: Vec<_> = found.iter().map(|p| (&text[p.span.range()], p.silent)).collect();
        assert_eq!(slices, [("a = 1", true), ("b = 2", true), ("c", false), ("d(\"; \";\n1)", true)]);
    }

    #[test]
    fn windows_line_ends_and_byte_order_marks_leave_no_trace() {
        assert_eq!(code("\u{FEFF}a = 1\r\nb = 2\r\n\r\nc"), [vec!["a = 1", "b = 2"], vec!["c"]]);
        assert_eq!(cells("\u{FEFF}#!x\na")[0].pieces.len(), 1);
        assert_eq!(cells("\u{FEFF}# x")[0].kind, CellKind::Prose);
        assert!(cells("").is_empty() && cells("\n \n").is_empty());
    }

    #[test]
    fn the_repl_waits_for_what_is_missing_and_a_blank_line_ends_the_wait() {
        for text in
            ["f(", "a = [1,", "1 +", "x and", "a =", "if x then", "optimizer h()", "optimizer h()\n  v = 0", "a; (b"]
        {
            assert!(is_incomplete(text), "{text}");
            assert!(!is_incomplete(&format!("{text}\n")), "{text}");
        }
        for text in ["", "# (", "f(x)", "a = \"x", "a)", "a +;", "f'", "5!", "optimizer = 3", "a = (1 + 2\nb = 3", "x²"]
        {
            assert!(!is_incomplete(text), "{text}");
        }
    }
}
