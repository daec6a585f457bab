//! What can be said about a statement from its tokens alone, before the grammar sees it: characters the language does
//! not use, texts and brackets without their end, nesting too deep for anyone.

use std::borrow::Cow;

use super::lexer::{self, Token, TokenKind, is_closed_text};
use super::{MAX_DEPTH, MAX_STATEMENT};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// What replaces a bar that opens an absolute value; as long in bytes as the bar.
pub(super) const BAR_OPEN: char = '\u{1}';
/// What replaces a bar that closes one.
pub(super) const BAR_CLOSE: char = '\u{2}';

/// A statement that is fit for the grammar.
pub(super) struct Checked<'t> {
    /// As written.
    pub source: &'t str,
    /// With its bars told apart; offsets are the same as in `source`.
    pub text: Cow<'t, str>,
    /// Its tokens without comments.
    pub tokens: Vec<Token>,
}

/// Checks the text of one statement. Spans count from its start.
pub(super) fn check(source: &str) -> Result<Checked<'_>, Diagnostic> {
    if source.len() > MAX_STATEMENT {
        let end = source.chars().next().map_or(0, char::len_utf8);
        return Err(Diagnostic::error("statement-too-long", "this statement is too long", Span::new(0, end))
            .label(format!("{} bytes, of at most {MAX_STATEMENT}", source.len()))
            .help("split it into several definitions, or read the numbers from a file"));
    }
    let mut nesting = Nesting { source, open: Vec::new(), ifs: vec![0], depth: 0, bars: Vec::new() };
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(token) = lexer::next(source, at, source.len()) {
        at = token.span.end;
        if token.kind == TokenKind::Comment {
            continue;
        }
        known(source, &token)?;
        nesting.take(&token, tokens.last())?;
        tokens.push(token);
    }
    if let Some(open) = nesting.open.last() {
        return Err(unclosed(source, *open));
    }
    let text =
        if nesting.bars.is_empty() { Cow::Borrowed(source) } else { Cow::Owned(with_bars(source, &nesting.bars)) };
    Ok(Checked { source, text, tokens })
}

fn with_bars(source: &str, bars: &[(usize, char)]) -> String {
    let mut out = String::with_capacity(source.len());
    let mut from = 0;
    for &(at, mark) in bars {
        out.push_str(&source[from..at]);
        out.push(mark);
        from = at + 1;
    }
    out.push_str(&source[from..]);
    out
}

/// Refuses tokens that no statement may hold.
fn known(source: &str, token: &Token) -> Result<(), Diagnostic> {
    let word = token.text(source);
    let error = |code, headline: &str, help: &str| Err(Diagnostic::error(code, headline, token.span).help(help));
    match (token.kind, word) {
        (TokenKind::Text, _) if !is_closed_text(word) => {
            Err(Diagnostic::error("unclosed-text", "this text has no closing quote", token.span)
                .help("write \" at its end; a text ends on its own line"))
        }
        // A terminal would obey them wherever the text is shown.
        (TokenKind::Text, _) => match word.char_indices().find(|(_, c)| c.is_control()) {
            Some((at, c)) => {
                let place = Span::new(at, at + c.len_utf8()).shifted(token.span.start);
                Err(unknown(&word[at..at + c.len_utf8()], place))
            }
            None => Ok(()),
        },
        (TokenKind::Operator, "**") => error("power-operator", "`**` is not the power sign", "write ^, as in x^2"),
        (TokenKind::Operator, ":=") => {
            error("unexpected-text", "`:=` is not a sign here", "a definition is written with =, as in a = 3")
        }
        (TokenKind::Unknown, _) => Err(unknown(word, token.span)),
        _ => Ok(()),
    }
}

fn unknown(word: &str, span: Span) -> Diagnostic {
    let first = word.chars().next().unwrap_or(' ');
    let headline = if first.is_control()
        || matches!(first, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    {
        format!("an invisible character (U+{:04X}) stands here", u32::from(first))
    } else {
        format!("`{word}` is not a sign of the language")
    };
    let help = match first {
        '{' | '}' => "group with ( ) and write lists with [ ]",
        '&' => "write and",
        '~' => "write not",
        '“' | '”' | '„' | '«' | '»' | '`' => "quote texts with \"",
        '\\' => "in the REPL, \\alpha then Tab gives α",
        '∞' => "write inf",
        '…' => "write .. for a range",
        '→' => "write =",
        '⁺' | 'ⁿ' | 'ⁱ' => "write ^, as in x^n",
        '°' => "angles are in radians: 60° is 60*pi/180",
        _ => "take it out",
    };
    Diagnostic::error("unexpected-text", headline, span).help(help)
}

fn unclosed(source: &str, open: Token) -> Diagnostic {
    let (name, close) = match open.text(source) {
        "[" => ("`[`", "]"),
        "|" => ("`|`", "| (or write abs(…))"),
        _ => ("`(`", ")"),
    };
    Diagnostic::error("unclosed-bracket", format!("{name} is never closed"), open.span)
        .label("opened here")
        .help(format!("write the closing {close}"))
}

/// The brackets open at a place, and the `if`s whose end only a comma or a bracket can bring.
struct Nesting<'t> {
    source: &'t str,
    open: Vec<Token>,
    ifs: Vec<usize>,
    depth: usize,
    bars: Vec<(usize, char)>,
}

impl Nesting<'_> {
    fn take(&mut self, token: &Token, before: Option<&Token>) -> Result<(), Diagnostic> {
        match (token.kind, token.text(self.source)) {
            (TokenKind::Bracket, "(" | "[") => self.push(token),
            (TokenKind::Bracket, "|") => {
                let inside = self.open.last().is_some_and(|t| t.is(self.source, "|"));
                if inside && before.is_some_and(|t| self.ends_operand(t)) {
                    self.bars.push((token.span.start, BAR_CLOSE));
                    self.pop();
                    return Ok(());
                }
                self.bars.push((token.span.start, BAR_OPEN));
                self.push(token)
            }
            (TokenKind::Bracket, close) => self.close(token, close),
            (TokenKind::Operator, ";") if !self.open.is_empty() => {
                Err(Diagnostic::error("unexpected-text", "`;` stands inside brackets", token.span)
                    .help("separate with , or close the bracket before ;"))
            }
            (TokenKind::Operator, ",") => {
                if let Some(ifs) = self.ifs.last_mut() {
                    self.depth -= std::mem::take(ifs);
                }
                Ok(())
            }
            (TokenKind::Name, "if") => {
                if let Some(ifs) = self.ifs.last_mut() {
                    *ifs += 1;
                }
                self.deeper(token)
            }
            _ => Ok(()),
        }
    }

    /// Like [`Token::ends_operand`], with bars told apart.
    fn ends_operand(&self, token: &Token) -> bool {
        if token.is(self.source, "|") {
            return self.bars.last().is_some_and(|&(at, mark)| at == token.span.start && mark == BAR_CLOSE);
        }
        token.ends_operand(self.source)
    }

    fn push(&mut self, token: &Token) -> Result<(), Diagnostic> {
        self.open.push(*token);
        self.ifs.push(0);
        self.deeper(token)
    }

    fn pop(&mut self) {
        self.open.pop();
        self.depth -= 1 + self.ifs.pop().unwrap_or(0);
    }

    fn close(&mut self, token: &Token, close: &str) -> Result<(), Diagnostic> {
        let Some(open) = self.open.last() else {
            return Err(Diagnostic::error("unexpected-bracket", format!("`{close}` closes nothing"), token.span)
                .help("take it out, or write the bracket that opens"));
        };
        let matches = matches!((open.text(self.source), close), ("(", ")") | ("[", "]"));
        if !matches {
            return Err(unclosed(self.source, *open).label(format!("not closed before `{close}`")));
        }
        self.pop();
        Ok(())
    }

    fn deeper(&mut self, token: &Token) -> Result<(), Diagnostic> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(too_deep(token.span)) } else { Ok(()) }
    }
}

/// The error for nesting beyond [`MAX_DEPTH`].
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error("too-deep", "this is nested too deeply", span)
        .label(format!("the limit MAX_DEPTH is {MAX_DEPTH}"))
        .help("name a part of it in a definition of its own")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars(text: &str) -> String {
        let checked = check(text).expect(text);
        checked.text.replace(BAR_OPEN, "<").replace(BAR_CLOSE, ">")
    }

    #[test]
    fn bars_are_told_apart() {
        assert_eq!(bars("|x| + |y|"), "<x> + <y>");
        assert_eq!(bars("||x| - 1|"), "<<x> - 1>");
        assert_eq!(bars("|x - |y||"), "<x - <y>>");
        assert_eq!(bars("2|f(|x|)|!"), "2<f(<x>)>!");
        assert_eq!(bars("plot |x| over"), "plot <x> over");
    }

    #[test]
    fn brackets_report_where_they_open() {
        let place = |text: &str| check(text).map(|_| ()).map_err(|d| (d.code, d.span.start));
        assert_eq!(place("a = (1 + 2"), Err(("unclosed-bracket", 4)));
        assert_eq!(place("a = (1 + [2)"), Err(("unclosed-bracket", 9)));
        assert_eq!(place("a = |x"), Err(("unclosed-bracket", 4)));
        assert_eq!(place("(a))"), Err(("unexpected-bracket", 3)));
        assert_eq!(place("a \"b"), Err(("unclosed-text", 2)));
        assert_eq!(place("x**2"), Err(("power-operator", 1)));
        assert_eq!(place("a\u{200B}b"), Err(("unexpected-text", 1)));
    }

    #[test]
    fn many_ifs_in_a_list_are_not_deep_but_nested_ones_are() {
        let item = "if a then b else c";
        assert!(check(&format!("[{}]", [item; 500].join(", "))).is_ok());
        assert_eq!(check(&"if ".repeat(500)).map(|_| ()).map_err(|d| d.code), Err("too-deep"));
    }
}
