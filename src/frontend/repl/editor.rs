//! The line editor: the only file that implements the traits of rustyline for completion, hints, colours and line ends.

use std::borrow::Cow;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustyline::completion::{Candidate, Completer, FilenameCompleter, Pair};
use rustyline::config::BellStyle;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::history::{History, MemHistory};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{
    Cmd, ColorMode, CompletionType, ConditionalEventHandler, Config, Context, Editor, Event, EventContext,
    EventHandler, Helper, KeyCode, KeyEvent, Modifiers, Movement, RepeatCount,
};

use super::complete::{self, Completion, DefinedName};
use super::highlight::{self, INDENT};
use super::hint::{self, Hint};
use super::history;
use crate::frontend::style::Style;
use crate::source::escape_controls;
use crate::syntax::is_incomplete;

/// The most candidates that are listed.
const MOST_CANDIDATES: usize = 1_000;

/// The editor with everything it offers.
pub struct LineEditor {
    editor: Editor<Assistant, MemHistory>,
    cleared: Arc<AtomicBool>,
}

/// The outcome of reading a line.
pub enum Typed {
    /// An input.
    Text(String),
    /// Ctrl-C.
    Cleared,
    /// Bytes that are no text.
    Garbled,
    /// The editor met a defect in itself.
    Defect,
    /// Ctrl-D.
    End,
}

impl LineEditor {
    /// Reads an input.
    pub fn read(&mut self, prompt: &str, defined: Vec<DefinedName>) -> io::Result<Typed> {
        if let Some(assistant) = self.editor.helper_mut() {
            assistant.defined = defined;
        }
        self.cleared.store(false, Ordering::Relaxed);
        // Whatever happens in the editor, the session is not its to lose.
        let typed = panic::catch_unwind(AssertUnwindSafe(|| self.editor.readline(prompt)));
        let Ok(typed) = typed else { return Ok(Typed::Defect) };
        match typed {
            Ok(_) if self.cleared.load(Ordering::Relaxed) => Ok(Typed::Cleared),
            Ok(text) => Ok(Typed::Text(text)),
            Err(ReadlineError::Interrupted) => Ok(Typed::Cleared),
            Err(ReadlineError::Eof) => Ok(Typed::End),
            Err(ReadlineError::Io(error)) if error.kind() == io::ErrorKind::InvalidData => Ok(Typed::Garbled),
            Err(ReadlineError::Io(error)) => Err(error),
            Err(error) => Err(io::Error::other(error.to_string())),
        }
    }

    /// Takes over the inputs of earlier sessions.
    pub fn load_history(&mut self, entries: impl IntoIterator<Item = String>) {
        for entry in entries {
            let _ = self.editor.history_mut().add_owned(entry);
        }
    }

    /// Remembers an input. Is it another than the last one?
    pub fn remember(&mut self, text: &str) -> bool {
        self.editor.history_mut().add(text.trim_end()).unwrap_or(false)
    }
}

/// An editor for this terminal.
pub fn new(color: bool) -> io::Result<LineEditor> {
    build(color).map_err(|error| match error {
        ReadlineError::Io(error) => error,
        other => io::Error::other(other.to_string()),
    })
}

fn build(color: bool) -> Result<LineEditor, ReadlineError> {
    let config = Config::builder()
        .max_history_size(history::MOST)?
        .history_ignore_space(true)
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        // Instead of a question that only y and n answer, the list stops where the screen is full.
        .completion_prompt_limit(MOST_CANDIDATES)
        .bell_style(BellStyle::None)
        // Whether there is colour is decided here; the editor shall always ask.
        .color_mode(ColorMode::Forced)
        .tab_stop(4)
        .build();
    let listing = Arc::new(AtomicBool::new(false));
    let earlier = MemHistory::with_config(&config);
    let mut editor: Editor<Assistant, MemHistory> = Editor::with_history(config, earlier)?;
    editor.set_helper(Some(Assistant {
        defined: Vec::new(),
        color,
        files: FilenameCompleter::new(),
        history: HistoryHinter::new(),
        listing: Arc::clone(&listing),
    }));
    let cleared = Arc::new(AtomicBool::new(false));
    for enter in [KeyEvent(KeyCode::Enter, Modifiers::NONE), KeyEvent::ctrl('J')] {
        let enter_key = EnterKey { cleared: Arc::clone(&cleared) };
        editor.bind_sequence(enter, EventHandler::Conditional(Box::new(enter_key)));
    }
    for newline in [KeyCode::Enter, KeyCode::Char('\r'), KeyCode::Char('\n')] {
        editor.bind_sequence(KeyEvent(newline, Modifiers::ALT), EventHandler::Simple(Cmd::Newline));
    }
    let ctrl_c = ClearKey { cleared: Arc::clone(&cleared), listing };
    editor.bind_sequence(KeyEvent::ctrl('C'), EventHandler::Conditional(Box::new(ctrl_c)));
    Ok(LineEditor { editor, cleared })
}

/// Ctrl-C accepts the line and discards it: so the editor removes the grey text from the screen. Where the editor asks whether to
/// list more candidates, it is a no.
struct ClearKey {
    cleared: Arc<AtomicBool>,
    listing: Arc<AtomicBool>,
}

impl ConditionalEventHandler for ClearKey {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, _: &EventContext<'_>) -> Option<Cmd> {
        if self.listing.swap(false, Ordering::Relaxed) {
            return Some(Cmd::Kill(Movement::BackwardChar(1)));
        }
        self.cleared.store(true, Ordering::Relaxed);
        Some(Cmd::AcceptLine)
    }
}

/// Enter ends an input that is complete, and starts an indented line otherwise.
struct EnterKey {
    cleared: Arc<AtomicBool>,
}

impl ConditionalEventHandler for EnterKey {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext<'_>) -> Option<Cmd> {
        // A search may have taken Ctrl-C for its own end.
        self.cleared.store(false, Ordering::Relaxed);
        if !is_incomplete(context.line()) {
            return Some(Cmd::AcceptLine);
        }
        Some(Cmd::Insert(1, format!("\n{INDENT}")))
    }
}

/// The helper that the editor queries while the user types.
pub struct Assistant {
    defined: Vec<DefinedName>,
    color: bool,
    files: FilenameCompleter,
    history: HistoryHinter,
    /// Many candidates were found and the line was not drawn since: the editor may be asking whether to list more.
    listing: Arc<AtomicBool>,
}

impl Helper for Assistant {}

impl Candidate for Completion {
    fn display(&self) -> &str {
        &self.shown
    }

    fn replacement(&self) -> &str {
        &self.text
    }
}

impl Completer for Assistant {
    type Candidate = Completion;

    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> Result<(usize, Vec<Completion>), ReadlineError> {
        let (start, mut found) = match line.get(..pos).and_then(complete::quoted_path) {
            Some(quote) => {
                // Only the quoted part: a derivative mark before it looks like a quote to others.
                let (start, paths) = self.files.complete_path(&line[quote..pos], pos - quote)?;
                let listed = |pair: Pair| Completion {
                    shown: escape_controls(&pair.display).into_owned(),
                    text: pair.replacement,
                };
                (quote + start, paths.into_iter().map(listed).collect())
            }
            None => complete::candidates(line, pos, &self.defined),
        };
        found.truncate(MOST_CANDIDATES);
        self.listing.store(found.len() > 1, Ordering::Relaxed);
        Ok((start, found))
    }
}

impl rustyline::hint::Hint for Hint {
    fn display(&self) -> &str {
        &self.shown
    }

    fn completion(&self) -> Option<&str> {
        self.taken.as_deref()
    }
}

impl Hinter for Assistant {
    type Hint = Hint;

    fn hint(&self, line: &str, pos: usize, context: &Context<'_>) -> Option<Hint> {
        if pos < line.len() || line.trim().is_empty() {
            return None;
        }
        match self.history.hint(line, pos, context) {
            Some(rest) => Some(hint::from_history(&rest)),
            None => hint::usage(line),
        }
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        self.listing.store(false, Ordering::Relaxed);
        Cow::Owned(highlight::paint(line, self.color))
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        Cow::Owned(Style::Bold.paint(prompt, self.color))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(Style::Dim.paint(hint, self.color))
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        kind != CmdKind::MoveCursor
    }
}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext<'_>) -> Result<ValidationResult, ReadlineError> {
        let waits = is_incomplete(context.input().trim_end_matches(['\r', '\n']));
        let empty_line = context.input().trim_end_matches(['\r', ' ']).ends_with("\n\n");
        Ok(if waits && !empty_line { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}
