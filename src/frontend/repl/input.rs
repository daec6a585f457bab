//! Reading an input of the REPL: help, leaving, going on from the last result, or statements.

use crate::commands::{self, help_page};
use crate::session::{Definition, Session};
use crate::syntax::{TokenKind, tokens};

/// An input.
#[derive(Debug, PartialEq, Eq)]
pub enum Input {
    /// Nothing.
    Empty,
    /// `exit` or `quit`, unless defined.
    Leave,
    /// `?`
    Overview,
    /// `? name`
    Help(String),
    /// Statements.
    Statements(String),
}

/// Signs that need something before them: an input that starts with one goes on from the last result. A minus may as well
/// start a number.
const CONTINUING: [&str; 20] =
    ["+", "*", "/", "^", "**", "·", "×", "÷", "²", "³", "!", "<", "<=", "≤", ">", ">=", "≥", "==", "!=", "≠"];

/// Reads an input.
pub fn read(text: &str, session: &Session) -> Input {
    let trimmed = text.trim();
    if let Some(topic) = trimmed.strip_prefix('?') {
        let topic = topic.trim();
        return if topic.is_empty() { Input::Overview } else { Input::Help(topic.to_string()) };
    }
    match trimmed {
        "" => Input::Empty,
        "exit" | "quit" | "exit()" | "quit()" if session.definition(&trimmed[..4]).is_none() => Input::Leave,
        _ if goes_on(trimmed) => Input::Statements(format!("{}{}{trimmed}", Session::LAST, gap(trimmed))),
        _ => Input::Statements(text.to_string()),
    }
}

fn goes_on(text: &str) -> bool {
    let first = tokens(text).first().map(|(span, kind)| (&text[span.range()], *kind));
    first.is_some_and(|(word, kind)| kind == TokenKind::Operator && CONTINUING.contains(&word))
}

/// Powers and marks directly follow their operand.
fn gap(text: &str) -> &'static str {
    if text.starts_with(['^', '²', '³', '!']) && !text.starts_with("!=") { "" } else { " " }
}

/// The help on a name: of a command, form or function, of a definition, or of a clause word.
pub fn help(topic: &str, session: &Session) -> Option<String> {
    match session.definition(topic) {
        Some(Definition::Function(f)) => return Some(format!("{}({}) = {}", f.name, f.parameters.join(", "), f.text)),
        Some(Definition::Optimizer(optimizer)) => return Some(optimizer.text.clone()),
        Some(Definition::Value(value)) => return Some(format!("{topic} is {}; its name alone shows it", value.kind())),
        None => {}
    }
    help_page(topic).or_else(|| clause_help(topic))
}

fn clause_help(topic: &str) -> Option<String> {
    let with_clause = commands::ALL.iter().filter_map(|command| {
        let clause = command.clauses.iter().find(|clause| clause.word == topic)?;
        Some(format!("{:<12}{}", command.word, clause.usage))
    });
    let lines: Vec<String> = with_clause.collect();
    (!lines.is_empty()).then(|| format!("`{topic}` is part of\n  {}", lines.join("\n  ")))
}

/// The keys, shown below the overview of the language.
pub const KEYS: &str = "\
Keys
  Tab         complete a name; \\alpha then Tab gives α, \\_1 gives ₁, \\sqrt gives √
  →           take over the grey text; Ctrl-R searches what was typed before
  Alt-Enter   a new line; Enter ends a complete input, an empty line ends any
  Ctrl-C      clear the line, or stop what runs and keep what it has; Ctrl-D leaves

ans is the last result, and + 3 goes on from it; a line that starts with a blank is not remembered";

#[cfg(test)]
mod tests {
    use super::*;

    fn statements(text: &str) -> String {
        match read(text, &Session::new()) {
            Input::Statements(text) => text,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_sign_in_front_goes_on_from_the_last_result() {
        assert_eq!(statements("+ 3"), "ans + 3");
        assert_eq!(statements("/2"), "ans /2");
        assert_eq!(statements("^2"), "ans^2");
        assert_eq!(statements("²"), "ans²");
        assert_eq!(statements("<= 4"), "ans <= 4");
        for text in ["-3", "- 3", "−3", "√2", "∇f", "(1)", "|x|", "'a"] {
            assert_eq!(statements(text), text);
        }
    }

    #[test]
    fn questions_ask_for_help() {
        let session = Session::new();
        assert_eq!(read(" ? ", &session), Input::Overview);
        assert_eq!(read("?sin", &session), Input::Help("sin".into()));
        assert_eq!(read("? table ", &session), Input::Help("table".into()));
        assert_eq!(read(" \n", &session), Input::Empty);
        assert_eq!(read("quit", &session), Input::Leave);
    }

    #[test]
    fn help_knows_all_tables() {
        let session = Session::new();
        for command in commands::ALL {
            assert!(help(command.word, &session).is_some_and(|page| page.contains(command.help)));
            for clause in command.clauses {
                assert!(help(clause.word, &session).is_some(), "{}", clause.word);
            }
        }
        assert_eq!(help("no such thing", &session), None);
    }
}
