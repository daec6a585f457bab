//! Colours and styles of the terminal.

use std::env;

/// The values of `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorWish {
    /// Colour on a terminal, unless the environment objects.
    #[default]
    Auto,
    /// Colour everywhere.
    Always,
    /// No colour.
    Never,
}

impl ColorWish {
    /// Whether a stream that is or is not a terminal gets colour. An explicit wish wins over the environment.
    pub fn paints(self, terminal: bool) -> bool {
        match self {
            ColorWish::Always => true,
            ColorWish::Never => false,
            ColorWish::Auto => wanted(terminal, &|name| env::var(name).ok()),
        }
    }
}

/// The conventions: `NO_COLOR` set to anything but nothing forbids, `CLICOLOR_FORCE` forces, a dumb terminal has none.
fn wanted(terminal: bool, variable: &dyn Fn(&str) -> Option<String>) -> bool {
    let filled = |name: &str| variable(name).filter(|value| !value.is_empty());
    if filled("NO_COLOR").is_some() {
        return false;
    }
    if filled("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    terminal
        && filled("CLICOLOR").is_none_or(|value| value != "0")
        && filled("TERM").is_none_or(|value| value != "dumb")
}

/// A style of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Prose, hints, prompts.
    Dim,
    /// Titles.
    Bold,
    /// Commands.
    Command,
    /// Clause words and reserved words.
    Keyword,
    /// Functions and forms.
    Function,
    /// Numbers.
    Number,
    /// Quoted text.
    Text,
    /// Errors.
    Wrong,
}

impl Style {
    /// The text in this style, or as it is without colour.
    pub fn paint(self, text: &str, color: bool) -> String {
        if color && !text.is_empty() { format!("\x1b[{}m{text}\x1b[0m", self.code()) } else { text.to_string() }
    }

    fn code(self) -> &'static str {
        match self {
            Style::Dim => "2",
            Style::Bold => "1",
            Style::Command => "1;34",
            Style::Keyword => "35",
            Style::Function => "34",
            Style::Number => "36",
            Style::Text => "32",
            Style::Wrong => "1;31",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(terminal: bool, set: &[(&str, &str)]) -> bool {
        wanted(terminal, &|name| set.iter().find(|(n, _)| *n == name).map(|(_, v)| v.to_string()))
    }

    #[test]
    fn colour_follows_the_conventions() {
        assert!(with(true, &[("TERM", "xterm")]));
        assert!(!with(false, &[("TERM", "xterm")]));
        assert!(!with(true, &[("TERM", "dumb")]));
        assert!(!with(true, &[("NO_COLOR", "1")]));
        assert!(with(true, &[("NO_COLOR", "")]));
        assert!(with(false, &[("CLICOLOR_FORCE", "1")]));
        assert!(!with(false, &[("CLICOLOR_FORCE", "0")]));
        assert!(!with(false, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
        assert!(!with(true, &[("CLICOLOR", "0")]));
        assert!(ColorWish::Always.paints(false) && !ColorWish::Never.paints(true));
    }

    #[test]
    fn nothing_is_painted_without_colour() {
        assert_eq!(Style::Number.paint("1", true), "\x1b[36m1\x1b[0m");
        assert_eq!(Style::Number.paint("1", false), "1");
        assert_eq!(Style::Number.paint("", true), "");
    }
}
