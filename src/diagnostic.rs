//! Errors, warnings and notes as a person reads them: a headline, the place underlined, and the text to write instead.

use unicode_width::UnicodeWidthStr;

use crate::source::{Source, Span, escape_controls, push_visibly};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The statement failed.
    Error,
    /// The statement worked, but probably not as meant.
    Warning,
    /// Something the reader may want to know.
    Note,
}

/// What went wrong, where, and what to write instead.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Error, warning or note.
    pub severity: Severity,
    /// A stable kebab-case name such as `undefined-name`.
    pub code: &'static str,
    /// One line that names the problem in the user's terms.
    pub headline: String,
    /// The place.
    pub span: Span,
    /// What to say at the place; may be empty.
    pub label: String,
    /// What to write instead; may be several lines.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error with this stable code, headline and place.
    pub fn error(code: &'static str, headline: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code,
            headline: headline.into(),
            span,
            label: String::new(),
            help: None,
        }
    }

    /// A note: the same shape, nothing failed.
    pub fn note(code: &'static str, headline: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic { severity: Severity::Note, ..Diagnostic::error(code, headline, span) }
    }

    /// A warning: the same shape, nothing failed.
    pub fn warning(code: &'static str, headline: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, headline, span) }
    }

    /// With words at the underlined place.
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// With the likely fix.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// With the candidate that the word may have meant, else with this help.
    pub fn did_you_mean<'a>(
        self,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str>,
        otherwise: impl Into<String>,
    ) -> Diagnostic {
        match nearest(word, candidates) {
            Some(near) => self.help(format!("did you mean {near}?")),
            None => self.help(otherwise),
        }
    }

    /// The same diagnostic in a text that has `offset` more bytes in front.
    pub fn shifted(mut self, offset: usize) -> Diagnostic {
        self.span = self.span.shifted(offset);
        self
    }

    /// The picture of the place, for a terminal: headline, source line, underline, label, help. Ends without a newline.
    pub fn render(&self, source: &Source, color: bool) -> String {
        let (word, tint) = match self.severity {
            Severity::Error => ("error", "31"),
            Severity::Warning => ("warning", "33"),
            Severity::Note => ("note", "36"),
        };
        let paint = |text: &str, style: &str| {
            if color { format!("\x1b[{style}m{text}\x1b[0m") } else { text.to_string() }
        };
        let position = source.position(self.span.start);
        let (line, line_start) = source.line_at(self.span.start);
        let excerpt = Excerpt::of(
            line,
            self.span.start - line_start.min(self.span.start),
            self.span.end.saturating_sub(line_start),
        );

        let number = position.line.to_string();
        let margin = " ".repeat(number.len());
        let bar = paint("│", "2");
        let mut out =
            format!("{}: {}\n", paint(word, &format!("1;{tint}")), paint(&escape_controls(&self.headline), "1"));
        let name = escape_controls(&source.name);
        let place = format!("╭─[{name}:{}:{}]", position.line, position.column);
        out += &format!("{margin} {}\n", paint(&place, "2"));
        out += &format!("{} {bar} {}\n", paint(&number, "2"), excerpt.text);
        let stem = excerpt.width / 2;
        let underline: String =
            (0..excerpt.width).map(|i| if i == stem && !self.label.is_empty() { '┬' } else { '─' }).collect();
        out += &format!("{margin} {bar} {}{}", " ".repeat(excerpt.column), paint(&underline, tint));
        if !self.label.is_empty() {
            let arm = " ".repeat(excerpt.column + stem);
            let label = escape_controls(&self.label);
            let mut lines = label.lines();
            out += &format!("\n{margin} {bar} {arm}{} {}", paint("╰──", tint), lines.next().unwrap_or(""));
            for more in lines {
                out += &format!("\n{margin} {bar} {arm}    {more}");
            }
        }
        let help = escape_controls(self.help.as_deref().unwrap_or_default());
        for (i, help) in help.lines().enumerate() {
            let lead = if i == 0 { paint("help:", "32") } else { "     ".to_string() };
            out += &format!("\n{margin} {lead} {help}");
        }
        out
    }
}

/// The part of a source line that is shown: at most [`Excerpt::WIDEST`] columns, tabs as spaces.
struct Excerpt {
    text: String,
    /// Display column of the underline.
    column: usize,
    /// Display width of the underline, at least 1.
    width: usize,
}

impl Excerpt {
    /// Wider excerpts wrap in most terminals.
    const WIDEST: usize = 120;
    /// Columns from one tab stop to the next.
    const TAB: usize = 4;

    fn of(line: &str, from: usize, to: usize) -> Excerpt {
        // Cells of the line: each character with its bytes' start and its text on the screen.
        let begin = line[..floor_boundary(line, from)].char_indices().rev().nth(Self::WIDEST / 2).map_or(0, |(i, _)| i);
        let mut text = if begin > 0 { "…".to_string() } else { String::new() };
        let mut at = text.chars().count();
        let (mut column, mut end) = (None, 0);
        for (i, c) in line[begin..].char_indices() {
            let i = begin + i;
            if i >= from && column.is_none() {
                column = Some(at);
            }
            if at >= Self::WIDEST {
                text.push('…');
                break;
            }
            let before = text.len();
            match c {
                '\t' => text.push_str(&" ".repeat(Self::TAB - at % Self::TAB)),
                c => push_visibly(&mut text, c),
            }
            at += text[before..].width();
            if i < to {
                end = at;
            }
        }
        let column = column.unwrap_or(at);
        Excerpt { text, column, width: end.saturating_sub(column).max(1) }
    }
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The candidate nearest to a misspelt word, if one is near enough to be what was meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let limit = word.chars().count().div_ceil(3);
    candidates
        .into_iter()
        .filter(|c| *c != word)
        .map(|c| (strsim::damerau_levenshtein(&lower, &c.to_lowercase()), c))
        .filter(|&(d, _)| d <= limit.max(1) && d < word.chars().count())
        .min_by_key(|&(d, c)| (d, c.chars().next() != word.chars().next(), c.len()))
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_underlined_with_its_label_and_help() {
        let source = Source::new("fit.gd", "a\nb\ndescend f from x = 7\n");
        let shown = Diagnostic::error("no-value", "`a` has no value", Span::new(12, 13))
            .label("f(x) = a*x^2 depends on a")
            .help("define it above (a = 2)")
            .render(&source, false);
        assert_eq!(
            shown,
            "error: `a` has no value\n  ╭─[fit.gd:3:9]\n3 │ descend f from x = 7\n  │         ┬\n  │         ╰── f(x) = a*x^2 depends on a\n  help: define it above (a = 2)"
        );
    }

    #[test]
    fn tabs_and_greek_letters_do_not_move_the_caret() {
        let source = Source::new("t", "\tθ₁ + q");
        let at = source.text.find('q').expect("q");
        let shown = Diagnostic::error("x", "h", Span::new(at, at + 1)).render(&source, false);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[2], "1 │     θ₁ + q");
        assert_eq!(lines[3], "  │          ─");
    }

    #[test]
    fn a_very_long_line_is_shown_around_the_place() {
        let source = Source::new("t", format!("{}q{}", "(".repeat(100_000), ")".repeat(100_000)));
        let shown = Diagnostic::error("x", "h", Span::new(100_000, 100_001)).label("here").render(&source, false);
        assert!(shown.len() < 1_000, "{}", shown.len());
        assert!(shown.contains('q'));
    }

    #[test]
    fn only_near_words_are_offered() {
        let words = ["descend", "minimum", "sin"];
        assert_eq!(nearest("decend", words), Some("descend"));
        assert_eq!(nearest("minimun", words), Some("minimum"));
        assert_eq!(nearest("banana", words), None);
    }
}
