//! The context of the cursor in the text being typed: the statement and its command.

use crate::commands::{self, ClauseDef, CommandDef};
use crate::source::Span;
use crate::syntax::{TokenKind, continues_name, layout, starts_name, tokens};

/// The context of the cursor.
#[derive(Debug)]
pub struct Place<'t> {
    /// Where the word before the cursor starts; the cursor itself where there is none.
    pub word: usize,
    /// The statement before that word.
    pub before: &'t str,
    /// Nothing but a name and `=` stands before the word.
    pub at_start: bool,
    /// The command of the statement.
    pub command: Option<&'static CommandDef>,
}

impl Place<'_> {
    /// The place of the cursor at `position`.
    pub fn of(text: &str, position: usize) -> Place<'_> {
        let head = text.get(..position).unwrap_or(text);
        let run = head.trim_end_matches(continues_name).len();
        // In `2x` the word is `x`.
        let word = run + head[run..].find(starts_name).unwrap_or(head.len() - run);
        // The statement that a word at the cursor would belong to.
        let probe = format!("{}a", &head[..word]);
        let cells = layout::cells(&probe);
        let start = cells.last().and_then(|cell| cell.pieces.last()).map_or(word, |piece| piece.span.start.min(word));
        let before = &head[start..word];
        let action = action_start(before);
        let command = command_at(before, action).map(|(_, command)| command);
        Place { word, before, at_start: before[action..].trim().is_empty(), command }
    }

    /// The clauses that may follow here.
    pub fn clauses(&self) -> &'static [ClauseDef] {
        match self.command {
            Some(command) => command.clauses,
            None if self.at_start => &[],
            None => commands::EXPRESSION_CLAUSES,
        }
    }
}

/// The command of a statement and the place of its word.
pub fn command_of(statement: &str) -> Option<(Span, &'static CommandDef)> {
    command_at(statement, action_start(statement))
}

fn command_at(statement: &str, action: usize) -> Option<(Span, &'static CommandDef)> {
    let found = tokens(&statement[action..]);
    let mut found = found.iter();
    let (span, kind) = found.next()?;
    let span = span.shifted(action);
    let command = commands::find(&statement[span.range()]).filter(|_| *kind == TokenKind::Name)?;
    // `table = 3` defines a name.
    let next = found.next().map(|(next, _)| &statement[next.shifted(action).range()]);
    (next != Some("=")).then_some((span, command))
}

/// Where the right side of `name =` or `name, name =` starts, or 0.
fn action_start(statement: &str) -> usize {
    let mut name_is_next = true;
    for (span, kind) in tokens(statement) {
        match (&statement[span.range()], kind) {
            ("=", _) if !name_is_next => return span.end,
            (",", _) if !name_is_next => {}
            (_, TokenKind::Name) if name_is_next => {}
            _ => return 0,
        }
        name_is_next = !name_is_next;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_where_statements_start() {
        let place = Place::of("a = 1; t = tab", 14);
        assert!(place.at_start && place.command.is_none());
        assert_eq!((place.before, place.word), ("t = ", 11));
        let place = Place::of("table f ov", 10);
        assert_eq!(place.command.map(|c| c.word), Some("table"));
        assert!(!place.at_start && place.clauses().iter().any(|c| c.word == "over"));
    }

    #[test]
    fn a_statement_may_have_several_lines() {
        let text = "x = 3\ntable f\n  ov";
        assert_eq!(Place::of(text, text.len()).command.map(|c| c.word), Some("table"));
        let text = "table f\nov";
        assert!(Place::of(text, text.len()).at_start);
    }

    #[test]
    fn definitions_of_command_words_are_no_commands() {
        assert!(command_of("table = 3").is_none());
        assert!(command_of("t = table f").is_some());
        assert!(command_of("a, b = table f").is_some());
        assert!(command_of("table f with x = 7").is_some());
        assert!(command_of("f(x) = x").is_none());
        assert!(Place::of("", 0).at_start);
    }

    #[test]
    fn no_position_is_out_of_bounds() {
        for position in 0..12 {
            Place::of("θ₁ + (x;", position);
        }
    }
}
