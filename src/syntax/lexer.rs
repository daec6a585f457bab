//! Characters to tokens: linear, and never fails. Layout, checking, highlighting and completion read these; the
//! grammar itself reads characters.

use crate::source::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// `12`, `0.1`, `1e-3`.
    Number,
    /// A word: name, keyword or word operator.
    Name,
    /// A sign such as `+`, `<=`, `,`, `'` or `²`.
    Operator,
    /// `( ) [ ] |`
    Bracket,
    /// A quoted text, with its quotes; the closing one may be missing.
    Text,
    /// From `#` to the end of the line.
    Comment,
    /// A character that the language does not use.
    Unknown,
}

/// A token with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub span: Span,
    pub kind: TokenKind,
}

impl Token {
    /// The token's text.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.span.range()).unwrap_or("")
    }

    /// Whether the token is this sign or word.
    pub fn is(&self, text: &str, what: &str) -> bool {
        self.text(text) == what
    }

    /// Whether an operand may end with this token. A bar counts: the caller knows which side it is.
    pub fn ends_operand(&self, text: &str) -> bool {
        let word = self.text(text);
        match self.kind {
            TokenKind::Number | TokenKind::Text => true,
            TokenKind::Name => !is_reserved(word),
            TokenKind::Bracket => matches!(word, ")" | "]" | "|"),
            TokenKind::Operator => {
                word.starts_with(['!', '%', '\'', '’', '′', '″', '‴', '⁻']) && word != "!=" || is_superscript(word)
            }
            TokenKind::Comment | TokenKind::Unknown => false,
        }
    }

    /// Whether an operand may start with this token, leaving prefix minus aside.
    pub fn starts_operand(&self, text: &str) -> bool {
        let word = self.text(text);
        match self.kind {
            TokenKind::Number | TokenKind::Text => true,
            TokenKind::Name => !is_reserved(word) || matches!(word, "not" | "if"),
            TokenKind::Bracket => matches!(word, "(" | "[" | "|"),
            TokenKind::Operator => matches!(word, "√" | "∇"),
            TokenKind::Comment | TokenKind::Unknown => false,
        }
    }

    /// Whether this is a sign or word that needs an operand to its right.
    pub fn awaits_operand(&self, text: &str) -> bool {
        match self.kind {
            TokenKind::Operator => !self.ends_operand(text) && !matches!(self.text(text), ";" | "."),
            TokenKind::Name => is_reserved(self.text(text)),
            TokenKind::Number | TokenKind::Bracket | TokenKind::Text | TokenKind::Comment | TokenKind::Unknown => false,
        }
    }
}

/// Words that cannot be names.
pub const RESERVED: [&str; 8] = ["and", "or", "not", "if", "then", "else", "in", "by"];

/// Whether a word is one of [`RESERVED`].
pub fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word)
}

/// Whether a text is one name: letters, digits, subscripts and `_`, not a digit first, not reserved.
pub fn is_name(word: &str) -> bool {
    let letters = word.chars().next().is_some_and(starts_name) && word.chars().all(continues_name);
    letters && !is_reserved(word)
}

fn is_superscript(word: &str) -> bool {
    word.chars().next().is_some_and(superscript_char)
}

fn superscript_char(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁻')
}

/// Whether a name may start with this character.
pub fn starts_name(c: char) -> bool {
    c == '_' || c.is_ascii_alphabetic() || (!c.is_ascii() && c.is_alphabetic() && !matches!(c, '\u{2070}'..='\u{207F}'))
}

/// Whether a name may go on with this character.
pub fn continues_name(c: char) -> bool {
    starts_name(c) || c.is_ascii_digit() || matches!(c, '₀'..='₉' | '\u{300}'..='\u{36F}' | '\u{20D0}'..='\u{20FF}')
}

/// The tokens of a text for highlighting and completion. Blanks have none; spans do not overlap and come in order.
pub fn tokens(text: &str) -> Vec<(Span, TokenKind)> {
    scan(text, Span::new(0, text.len())).into_iter().map(|t| (t.span, t.kind)).collect()
}

/// The tokens inside a span, with offsets in the whole text.
pub(super) fn scan(text: &str, within: Span) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = within.start;
    while let Some(token) = next(text, at, within.end) {
        at = token.span.end;
        out.push(token);
    }
    out
}

/// The first token at or after `at`, comments included.
pub(super) fn next(text: &str, at: usize, end: usize) -> Option<Token> {
    let area = text.get(at..end)?;
    let skipped = area.len() - area.trim_start_matches(|c: char| c.is_whitespace()).len();
    // A byte order mark is no part of the text.
    let skipped = if at == 0 && area.starts_with('\u{FEFF}') {
        let rest = &area['\u{FEFF}'.len_utf8()..];
        area.len() - rest.trim_start_matches(|c: char| c.is_whitespace()).len()
    } else {
        skipped
    };
    let rest = &area[skipped..];
    let first = rest.chars().next()?;
    let (length, kind) = classify(rest, first);
    let start = at + skipped;
    Some(Token { span: Span::new(start, start + length), kind })
}

fn classify(rest: &str, first: char) -> (usize, TokenKind) {
    let run = |test: fn(char) -> bool| rest.find(|c| !test(c)).unwrap_or(rest.len());
    if first == '#' {
        let line = rest.find('\n').unwrap_or(rest.len());
        return (rest[..line].trim_end_matches('\r').len(), TokenKind::Comment);
    }
    if first == '"' {
        return (text_length(rest), TokenKind::Text);
    }
    if let Some(length) = number_length(rest) {
        return (length, TokenKind::Number);
    }
    if starts_name(first) {
        return (run(continues_name), TokenKind::Name);
    }
    if matches!(first, '(' | ')' | '[' | ']' | '|') {
        return (1, TokenKind::Bracket);
    }
    if superscript_char(first) {
        return (run(superscript_char), TokenKind::Operator);
    }
    const PAIRS: [&str; 8] = ["**", ":=", "<-", "<=", ">=", "==", "!=", ".."];
    if PAIRS.iter().any(|pair| rest.starts_with(pair)) {
        return (2, TokenKind::Operator);
    }
    const SINGLE: &str = "+-*/^=<>,.!%;'’′″‴√∇·×⋅÷−≤≥≠←";
    let kind = if SINGLE.contains(first) { TokenKind::Operator } else { TokenKind::Unknown };
    (first.len_utf8(), kind)
}

/// The bytes of a quoted text at the start, up to its closing quote or the end of the line.
fn text_length(rest: &str) -> usize {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => return rest[..i].trim_end_matches('\r').len(),
            '"' if !escaped => return i + 1,
            c => escaped = c == '\\' && !escaped,
        }
    }
    rest.len()
}

/// Whether a text token has its closing quote.
pub(super) fn is_closed_text(word: &str) -> bool {
    let body = word.strip_prefix('"').and_then(|w| w.strip_suffix('"'));
    body.is_some_and(|b| (b.len() - b.trim_end_matches('\\').len()).is_multiple_of(2))
}

/// The bytes of the number at the start, if there is one. `1..5` starts with `1`, `2e` with `2`.
fn number_length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let digits = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
    let whole = digits(0);
    let fraction = if bytes.get(whole) == Some(&b'.') { digits(whole + 1) } else { 0 };
    if whole + fraction == 0 {
        return None;
    }
    let mantissa = if fraction > 0 { whole + 1 + fraction } else { whole };
    if !matches!(bytes.get(mantissa), Some(b'e' | b'E')) {
        return Some(mantissa);
    }
    let after = &rest[mantissa + 1..];
    let sign = ["+", "-", "−"].iter().find(|s| after.starts_with(**s)).map_or(0, |s| s.len());
    let exponent = digits(mantissa + 1 + sign);
    Some(if exponent > 0 { mantissa + 1 + sign + exponent } else { mantissa })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|(span, _)| &text[span.range()]).collect()
    }

    #[test]
    fn numbers_end_where_a_range_or_a_name_starts() {
        assert_eq!(words("1..5"), ["1", "..", "5"]);
        assert_eq!(words("1...5"), ["1", "..", ".5"]);
        assert_eq!(words("2e 2e3 2e-3x 1e−3 .5.x"), ["2", "e", "2e3", "2e-3", "x", "1e−3", ".5", ".", "x"]);
    }

    #[test]
    fn names_take_greek_letters_and_subscripts_but_no_superscripts_and_no_middle_dot() {
        assert_eq!(words("θ₀·x_1²ⁿ"), ["θ₀", "·", "x_1", "²", "ⁿ"]);
        assert_eq!(tokens("xⁿ")[1].1, TokenKind::Unknown);
    }

    #[test]
    fn a_hash_inside_a_text_is_no_comment() {
        let text = "\"a # \\\" b\" # c\r\n\"open";
        assert_eq!(words(text), ["\"a # \\\" b\"", "# c", "\"open"]);
        assert!(is_closed_text("\"a\\\\\"") && !is_closed_text("\"a\\\"") && !is_closed_text("\""));
    }

    #[test]
    fn every_byte_of_junk_is_skipped_or_covered_once() {
        let text = "\u{FEFF}a\0\u{200B}{€}\r\n\u{A0}b";
        let found = tokens(text);
        assert!(found.windows(2).all(|w| w[0].0.end <= w[1].0.start));
        assert_eq!(words(text), ["a", "\0", "\u{200B}", "{", "€", "}", "b"]);
    }
}
