//! Where text stands: byte spans, and named source texts that turn them into lines and columns.

use std::borrow::Cow;
use std::ops::Range;

/// A half-open range of bytes in a [`Source`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same span in a text that has `offset` more bytes in front.
    pub fn shifted(self, offset: usize) -> Span {
        Span::new(self.start + offset, self.end + offset)
    }

    /// The bytes as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// A text with the name under which errors mention it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// A file name, `<stdin>`, `<command line>` or the like.
    pub name: String,
    /// The text.
    pub text: String,
}

/// A place a person can find: both count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line number from 1.
    pub line: usize,
    /// Column in characters from 1.
    pub column: usize,
}

impl Source {
    /// A source of this name and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Source {
        Source { name: name.into(), text: text.into() }
    }

    /// Line and column of a byte offset; an offset past the end is the end.
    pub fn position(&self, offset: usize) -> Position {
        let before = &self.text[..self.boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        Position {
            line: before.bytes().filter(|&b| b == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// The line (without its end) that holds a byte offset, and where that line starts.
    pub fn line_at(&self, offset: usize) -> (&str, usize) {
        let offset = self.boundary(offset);
        let start = self.text[..offset].rfind('\n').map_or(0, |i| i + 1);
        let end = self.text[offset..].find('\n').map_or(self.text.len(), |i| offset + i);
        (self.text[start..end].trim_end_matches('\r'), start)
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[self.boundary(span.start)..self.boundary(span.end)]
    }

    fn boundary(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// Does this character show what it is? Not so control characters, which move the cursor or start a sequence that a terminal obeys,
/// and those that turn the direction of the text around them or end a line unseen.
pub fn is_visible(c: char) -> bool {
    let is_unseen = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    !is_unseen && (!c.is_control() || c == '\t')
}

/// The text with a symbol in place of each character that [`is_visible`] does not hold for: ␛ for the escape character, `\u{9b}` for
/// those that have none. The ends of lines stay. Whatever was read from a file or typed goes through this on its way to a
/// terminal, a pipe or a picture.
pub fn escape_controls(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| is_visible(c) || c == '\n') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' => out.push(c),
            c => push_visibly(&mut out, c),
        }
    }
    Cow::Owned(out)
}

/// Appends a character, or what [`escape_controls`] shows in its place.
pub fn push_visibly(out: &mut String, c: char) {
    match c {
        c if is_visible(c) => out.push(c),
        // Unicode has pictures of the first 32 control characters in the same order.
        '\0'..='\x1f' => out.extend(char::from_u32(0x2400 + u32::from(c))),
        '\x7f' => out.push('␡'),
        c => out.extend(c.escape_unicode()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_shown() {
        assert_eq!(escape_controls("a\x1b[31mb\r\n\tc\x07"), "a␛[31mb␍\n\tc␇");
        assert_eq!(escape_controls("\u{9b}2J \x7f \u{202e}x\u{2066}"), "\\u{9b}2J ␡ \\u{202e}x\\u{2066}");
        assert!(matches!(escape_controls("θ₁ + √x ∞ 日本 é\n"), Cow::Borrowed(_)));
    }
}
