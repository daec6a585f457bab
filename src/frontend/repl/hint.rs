//! Grey text after the cursor: the rest of an earlier input, or the usage of the command being typed.

use super::place::{Place, command_of};
use crate::commands::{self, ClauseDef, CommandDef};
use crate::session::forms;
use crate::source::escape_controls;
use crate::syntax::{TokenKind, tokens};

/// A hint, and the text that the right arrow inserts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The grey text, on one line.
    pub shown: String,
    /// The inserted text; `None` where the hint only explains.
    pub taken: Option<String>,
}

/// The widest explanation.
const WIDEST: usize = 60;

/// The rest of an earlier input, of which only the first line is shown.
pub fn from_history(rest: &str) -> Hint {
    let first = rest.lines().next().unwrap_or("");
    let shown = if first.len() < rest.trim_end().len() { format!("{first} …") } else { first.to_string() };
    Hint { shown: escape_controls(&shown).into_owned(), taken: Some(rest.to_string()) }
}

/// The continuation of the text being typed.
pub fn usage(text: &str) -> Option<Hint> {
    let place = Place::of(text, text.len());
    let word = &text[place.word..];
    if word.is_empty() && !text.ends_with([' ', '(']) {
        return None;
    }
    let shown = match place.command {
        Some(command) => in_command(command, &place, word)?,
        None if place.at_start => rest_of_command(word)?,
        None => rest_of_form(text)?,
    };
    let short: String = shown.chars().take(WIDEST).collect();
    let shown = if short.len() < shown.len() { format!("{short}…") } else { short };
    (!shown.trim().is_empty()).then_some(Hint { shown, taken: None })
}

/// `desc` goes on as `end f from x = 7`, once it can be nothing else.
fn rest_of_command(word: &str) -> Option<String> {
    if word.len() < 2 {
        return None;
    }
    let mut found = commands::ALL.iter().filter(|command| command.word.starts_with(word));
    match (found.next(), found.next()) {
        (Some(command), None) => first_usage(command.word, command.usage).strip_prefix(word).map(str::to_string),
        _ => None,
    }
}

/// `diff(` goes on as `e, x)`.
fn rest_of_form(text: &str) -> Option<String> {
    let called = text.strip_suffix('(')?;
    let (span, kind) = tokens(called).pop()?;
    let name = &called[span.range()];
    let form = forms::find(name).filter(|_| kind == TokenKind::Name && span.end == called.len())?;
    form.usage.strip_prefix(name)?.strip_prefix('(').map(|rest| first_usage_in_brackets(rest).to_string())
}

/// After the command word its usage; after its target the clauses that are not there yet.
fn in_command(command: &'static CommandDef, place: &Place<'_>, word: &str) -> Option<String> {
    let (span, _) = command_of(place.before)?;
    let given = &place.before[span.end..];
    if given.trim().is_empty() {
        let rest = first_usage(command.word, command.usage).strip_prefix(command.word)?.trim_start();
        return word.is_empty().then(|| rest.to_string());
    }
    let here = tokens(given);
    let used = |clause: &str| here.iter().any(|(s, kind)| *kind == TokenKind::Name && &given[s.range()] == clause);
    let mut open = command.clauses.iter().filter(|clause| !used(clause.word));
    if word.is_empty() {
        // Right after a clause word its own usage, else what may follow.
        let last = here.last().map(|(s, _)| &given[s.range()]).unwrap_or("");
        if let Some(clause) = command.clauses.iter().find(|clause| clause.word == last) {
            return first_usage(clause.word, clause.usage)
                .strip_prefix(clause.word)
                .map(|rest| rest.trim_start().to_string());
        }
        return Some(listed(open));
    }
    let clause = open.find(|clause| clause.word.starts_with(word) && word.len() > 1)?;
    first_usage(clause.word, clause.usage).strip_prefix(word).map(str::to_string)
}

/// As many clauses as are short together.
fn listed<'c>(clauses: impl Iterator<Item = &'c ClauseDef>) -> String {
    let mut out = String::new();
    for clause in clauses {
        let next = format!("[{}] ", first_usage(clause.word, clause.usage));
        if out.chars().count() + next.chars().count() > WIDEST {
            return out + "…";
        }
        out += &next;
    }
    out.trim_end().to_string()
}

/// The first of several ways to write it, as in `help, help sin`.
fn first_usage(word: &str, usage: &'static str) -> &'static str {
    usage.split(&format!(", {word}")).next().unwrap_or(usage)
}

/// `e, x), diff(e, x, 3)` up to its bracket.
fn first_usage_in_brackets(rest: &str) -> &str {
    rest.find(')').map_or(rest, |end| &rest[..=end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        usage(text).map(|hint| hint.shown)
    }

    #[test]
    fn a_command_shows_how_it_is_written() {
        assert_eq!(shown("tange").as_deref(), Some("nt f at 7"));
        assert_eq!(shown("tangent ").as_deref(), Some("f at 7"));
        assert_eq!(shown("a = tangent ").as_deref(), Some("f at 7"));
        assert_eq!(shown("x"), None);
        assert_eq!(shown("t"), None);
    }

    #[test]
    fn clauses_are_offered_until_they_are_there() {
        assert_eq!(shown("table f ").as_deref(), Some("[over 0..1 by 0.1] [with a = 2]"));
        assert_eq!(shown("table f ov").as_deref(), Some("er 0..1 by 0.1"));
        assert_eq!(shown("table f over ").as_deref(), Some("0..1 by 0.1"));
        assert_eq!(shown("table f over 0..1 ").as_deref(), Some("[with a = 2]"));
    }

    #[test]
    fn a_form_shows_its_arguments() {
        assert_eq!(shown("1 + diff(").as_deref(), Some("e, x)"));
        assert_eq!(shown("sin("), None);
    }

    #[test]
    fn history_shows_one_line_and_takes_all() {
        let hint = from_history(" + 1\n  + 2");
        assert_eq!((hint.shown.as_str(), hint.taken.as_deref()), (" + 1 …", Some(" + 1\n  + 2")));
        assert_eq!(from_history("x").shown, "x");
    }

    #[test]
    fn a_hint_is_one_short_line() {
        for command in commands::ALL {
            for text in [format!("{} ", command.word), format!("{} x^2 ", command.word)] {
                if let Some(hint) = usage(&text) {
                    assert!(hint.shown.chars().count() <= WIDEST + 1 && !hint.shown.contains('\n'), "{text}");
                }
            }
        }
    }
}
