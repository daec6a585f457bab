//! Completion with Tab: names, functions, commands, clause words, files, signs by name.

use super::greek;
use super::place::Place;
use crate::commands;
use crate::functions;
use crate::session::forms;
use crate::source::Span;
use crate::syntax::{RESERVED, TokenKind, continues_name, tokens};

/// A replacement for the word before the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The listed text.
    pub shown: String,
    /// The inserted text.
    pub text: String,
}

impl Completion {
    /// A word listed as itself.
    pub fn word(word: &str) -> Completion {
        Completion { shown: word.to_string(), text: word.to_string() }
    }
}

/// Names of the language outside of the tables.
const CONSTANTS: [&str; 5] = ["pi", "tau", "inf", "true", "false"];

/// A defined name, and the fields of its value.
#[derive(Clone, Debug, Default)]
pub struct DefinedName {
    /// The name.
    pub name: String,
    /// `x`, `steps`, … of a run; none where there are no fields.
    pub fields: Vec<String>,
}

/// Where the word before the cursor starts, and what may replace it.
pub fn candidates(text: &str, position: usize, defined: &[DefinedName]) -> (usize, Vec<Completion>) {
    let head = text.get(..position).unwrap_or(text);
    if let Some(start) = greek::start(head) {
        return (start, signs(&head[start + 1..]));
    }
    if in_comment(head) {
        return (position, Vec::new());
    }
    if let Some(topic) = help_topic(head) {
        let words = names(defined).chain(command_words()).chain(function_names());
        return (topic, offered(&head[topic..], words));
    }
    let place = Place::of(head, head.len());
    let typed = &head[place.word..];
    if let Some(fields) = fields_of(&head[..place.word], defined) {
        return (place.word, offered(typed, fields.iter().map(String::as_str)));
    }
    let clauses = place.clauses().iter().map(|clause| clause.word);
    let words = clauses.chain(names(defined)).chain(CONSTANTS).chain(RESERVED).chain(function_names());
    if place.at_start {
        return (place.word, offered(typed, words.chain(command_words())));
    }
    // After a complete operand, only a clause word can follow.
    if typed.is_empty() && place.before.ends_with(' ') && ends_operand(place.before) {
        return (place.word, offered(typed, place.clauses().iter().map(|clause| clause.word)));
    }
    (place.word, offered(typed, words))
}

fn names(defined: &[DefinedName]) -> impl Iterator<Item = &str> {
    defined.iter().map(|defined| defined.name.as_str())
}

/// The fields that may follow `r.`
fn fields_of<'d>(head: &str, defined: &'d [DefinedName]) -> Option<&'d [String]> {
    let owner = head.strip_suffix('.')?;
    let owner = &owner[owner.trim_end_matches(continues_name).len()..];
    let defined = defined.iter().find(|defined| defined.name == owner)?;
    (!defined.fields.is_empty()).then_some(&defined.fields)
}

/// A word that must be followed by another one is completed with a blank.
fn with_blank(mut found: Vec<Completion>) -> Vec<Completion> {
    if let [only] = found.as_mut_slice() {
        let clause = |word: &str| commands::ALL.iter().any(|c| c.clauses.iter().any(|clause| clause.word == word));
        let reserved = RESERVED.contains(&only.shown.as_str());
        if commands::find(&only.shown).is_some() && forms::find(&only.shown).is_none()
            || clause(&only.shown)
            || reserved
        {
            only.text.push(' ');
        }
    }
    found
}

/// Where the path starts, if the cursor is inside quotes.
pub fn quoted_path(head: &str) -> Option<usize> {
    let (span, kind) = tokens(head).pop()?;
    let text = &head[span.range()];
    let open = text.len() == 1 || !text.ends_with('"');
    (kind == TokenKind::Text && span.end == head.len() && open).then_some(span.start)
}

/// Where the name starts in `? name`.
fn help_topic(head: &str) -> Option<usize> {
    let rest = head.trim_start().strip_prefix('?')?.trim_start();
    rest.chars().all(continues_name).then_some(head.len() - rest.len())
}

fn in_comment(head: &str) -> bool {
    tokens(head).last().is_some_and(|&(span, kind)| kind == TokenKind::Comment && span.end == head.len())
}

fn ends_operand(before: &str) -> bool {
    let found = tokens(before);
    let Some(&(Span { start, end }, kind)) = found.last() else { return false };
    let word = &before[start..end];
    let more = place_continues(before, word);
    match kind {
        TokenKind::Number | TokenKind::Text => true,
        TokenKind::Name => !more,
        TokenKind::Bracket => word != "(" && word != "[",
        TokenKind::Operator => word == "'" || word == "!",
        TokenKind::Comment | TokenKind::Unknown => false,
    }
}

/// Must a word be followed by another one: is it a command, a clause word, a reserved word?
fn place_continues(before: &str, word: &str) -> bool {
    let clause = Place::of(before, before.len()).clauses().iter().any(|clause| clause.word == word);
    clause || RESERVED.contains(&word) || commands::find(word).is_some()
}

fn function_names<'a>() -> impl Iterator<Item = &'a str> {
    let functions = functions::ALL.iter().flat_map(|f| std::iter::once(f.name).chain(f.aliases.iter().copied()));
    functions.chain(forms::ALL.iter().map(|form| form.name))
}

fn command_words<'a>() -> impl Iterator<Item = &'a str> {
    commands::ALL.iter().map(|command| command.word)
}

fn offered<'a>(typed: &str, words: impl Iterator<Item = &'a str>) -> Vec<Completion> {
    let mut found: Vec<&str> = words.filter(|word| word.starts_with(typed)).collect();
    found.sort_unstable();
    found.dedup();
    with_blank(found.into_iter().map(Completion::word).collect())
}

/// A single sign is inserted itself; of several signs the names are offered, so that their common prefix is inserted.
fn signs(name: &str) -> Vec<Completion> {
    let found = greek::candidates(name);
    if let [(_, sign)] = found.as_slice() {
        return vec![Completion::word(sign)];
    }
    let listed =
        |(name, sign): (String, String)| Completion { shown: format!("\\{name} {sign}"), text: format!("\\{name}") };
    found.into_iter().map(listed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offers(text: &str) -> Vec<String> {
        let name = |name: &str, fields: &[&str]| DefinedName {
            name: name.into(),
            fields: fields.iter().map(|field| field.to_string()).collect(),
        };
        let defined = [name("rate_of_change", &[]), name("θ₁", &[]), name("r", &["steps", "value", "verdict", "x"])];
        candidates(text, text.len(), &defined).1.into_iter().map(|c| c.text.trim_end().to_string()).collect()
    }

    #[test]
    fn commands_come_where_statements_start() {
        assert_eq!(offers("tang"), ["tangent"]);
        assert_eq!(offers("a = 1; tang"), ["tangent"]);
        assert_eq!(offers("t = tang"), ["tangent"]);
        assert!(offers("1 + tang").is_empty());
        for command in commands::ALL {
            assert!(offers(&command.word[..2]).contains(&command.word.to_string()), "{}", command.word);
        }
    }

    #[test]
    fn clause_words_come_in_their_command() {
        for command in commands::ALL {
            for clause in command.clauses {
                let typed = format!("{} x^2 {}", command.word, &clause.word[..1]);
                assert!(offers(&typed).contains(&clause.word.to_string()), "{typed}");
            }
        }
        assert!(!offers("a + ov").contains(&"over".to_string()));
        assert_eq!(offers("table f "), ["over", "with"]);
        assert!(offers("table f over ").contains(&"sin".to_string()));
    }

    #[test]
    fn words_that_ask_for_more_come_with_a_blank() {
        assert_eq!(candidates("tang", 4, &[]).1, [Completion { shown: "tangent".into(), text: "tangent ".into() }]);
        assert_eq!(candidates("table x ov", 10, &[]).1[0].text, "over ");
        assert_eq!(candidates("sqr", 3, &[]).1[0].text, "sqrt");
    }

    #[test]
    fn names_and_functions_come_everywhere() {
        assert_eq!(offers("2 + rate_"), ["rate_of_change"]);
        assert_eq!(offers("2θ"), ["θ₁"]);
        assert!(offers("2arcs").contains(&"arcsin".to_string()));
        assert_eq!(offers("hess"), ["hessian"]);
        assert_eq!(offers("? tang"), ["tangent"]);
        assert!(offers("x # sq").is_empty());
    }

    #[test]
    fn fields_come_after_their_run() {
        assert_eq!(offers("2 + r.v"), ["value", "verdict"]);
        assert_eq!(offers("r."), ["steps", "value", "verdict", "x"]);
        assert!(offers("θ₁.").contains(&"sin".to_string()));
    }

    #[test]
    fn signs_come_by_name() {
        assert_eq!(offers("2\\alpha"), ["α"]);
        assert_eq!(candidates("2\\alpha", 7, &[]).0, 1);
        assert_eq!(offers("\\ph"), ["φ"]);
        assert_eq!(offers("\\ps"), ["ψ"]);
        assert_eq!(offers("\\Ps"), ["Ψ"]);
        let listed = candidates("\\p", 2, &[]).1;
        assert!(listed.contains(&Completion { shown: "\\pi π".into(), text: "\\pi".into() }));
    }

    #[test]
    fn paths_stand_in_open_quotes() {
        assert_eq!(quoted_path("read(\"da"), Some(5));
        assert_eq!(quoted_path("f' + read(\""), Some(10));
        assert_eq!(quoted_path("read(\"da\""), None);
        assert_eq!(quoted_path("read("), None);
    }
}
