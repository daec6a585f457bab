//! The REPL: a line editor around the interpreter. Inputs may have several lines and several statements.

mod complete;
mod editor;
mod greek;
mod highlight;
mod hint;
mod history;
mod input;
mod journal;
mod place;
mod private;

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use self::complete::DefinedName;
use self::editor::{LineEditor, Typed};
use self::input::Input;
use self::journal::Journal;
use super::host::SystemHost;
use super::script::{self, Options, ScriptOutcome, Streams};
use super::signals::Signals;
use crate::session::{Session, Value, record};
use crate::source::{Source, escape_controls};

/// The name of the input in errors.
const NAME: &str = "<input>";

/// A line editor that fails so often before one input will always fail.
const MOST_DEFECTS: u32 = 3;

/// Reads and runs inputs until the user leaves, or somebody asks the program to end.
/// `before` are the statements that were run in the session already.
pub fn run(
    session: &mut Session,
    host: &mut SystemHost,
    options: Options,
    before: String,
) -> io::Result<ScriptOutcome> {
    let editor = editor::new(options.color_out)?;
    let options = Options { keep_going: true, echo: false, interactive: true, ..options };
    let history = history::path().filter(|path| host.may_write(path));
    let mut repl = Repl { session, host, options, editor, history, journal: None };
    repl.open(before)?;
    while let Some(text) = repl.read()? {
        if !repl.answer(&text)? {
            break;
        }
        if repl.host.signals().is_ending() {
            return Ok(ScriptOutcome::Interrupted);
        }
    }
    if !io::stdin().is_terminal() {
        // Not the user has ended the session, but the terminal has gone.
        repl.host.signals().hang_up();
        return Ok(ScriptOutcome::Interrupted);
    }
    if let Some(journal) = repl.journal {
        journal.remove();
    }
    Ok(ScriptOutcome::Fine)
}

struct Repl<'a> {
    session: &'a mut Session,
    host: &'a mut SystemHost,
    options: Options,
    editor: LineEditor,
    history: Option<PathBuf>,
    journal: Option<Journal>,
}

impl Repl<'_> {
    fn open(&mut self, before: String) -> io::Result<()> {
        if !self.options.quiet {
            let version = env!("CARGO_PKG_VERSION");
            writeln!(io::stdout(), "Thalweg {version}. ? for help, Ctrl-D to leave.")?;
        }
        let Some(path) = self.history.take() else { return Ok(()) };
        if let Some(folder) = path.parent() {
            // Without the folder there is no history, which is no reason to stop.
            let _ = private::create_folder(folder);
        }
        match history::open(&path) {
            Ok(earlier) => {
                self.editor.load_history(earlier.entries);
                earlier.note.iter().for_each(|note| self.tell(note));
                for lost in journal::lost(&path) {
                    let lost = lost.display();
                    self.tell(&format!(
                        "an earlier session was cut off; this runs again what was typed in it:\n  \
                         thalweg --interactive --keep-going '{lost}'"
                    ));
                }
                self.journal = Some(Journal::new(&path, before));
                self.history = Some(path);
            }
            Err(why) => self.tell(&why),
        }
        Ok(())
    }

    /// A note on the error stream; nothing depends on it.
    fn tell(&self, note: &str) {
        let word = if self.options.color_err { "\x1b[1;36mnote\x1b[0m" } else { "note" };
        let _ = writeln!(io::stderr(), "{word}: {}", escape_controls(note));
    }

    /// The next input; `None` when the user leaves.
    fn read(&mut self) -> io::Result<Option<String>> {
        let mut defects = 0;
        loop {
            let defined = self.defined();
            let signals = self.host.signals().clone();
            match signals.at_prompt(|| self.editor.read("> ", defined)) {
                Ok(Typed::Text(text)) => return Ok(Some(text)),
                Ok(Typed::Cleared) => {}
                Ok(Typed::Garbled) => {
                    Signals::discard_input();
                    self.tell("the line was cleared: it held bytes that are not UTF-8 text");
                }
                Ok(Typed::Defect) if defects < MOST_DEFECTS => {
                    defects += 1;
                    self.tell("the line editor met a defect in Thalweg, so the line was cleared; please report what you typed");
                }
                Ok(Typed::Defect) => return Err(io::Error::other("the line editor does not work on this terminal")),
                Ok(Typed::End) => return Ok(None),
                // The terminal has gone.
                Err(_) if !io::stdin().is_terminal() => return Ok(None),
                Err(error) => return Err(error),
            }
        }
    }

    /// The names that can be completed, with their fields.
    fn defined(&mut self) -> Vec<DefinedName> {
        let names: Vec<String> = self.session.names().chain([Session::LAST]).map(str::to_string).collect();
        let fields = |session: &mut Session, name: &str| match session.value(name) {
            // A request for an impossible field returns the names of all fields.
            Some(Value::Run(run)) => record::run_field(&mut session.graph, &run, "").err(),
            Some(Value::Minimum(minimum)) => record::minimum_field(&mut session.graph, &minimum, "").err(),
            Some(Value::Point(entries)) => Some(entries.into_iter().filter_map(|(name, _)| name).collect()),
            _ => None,
        };
        let with_fields = |name: String| DefinedName { fields: fields(self.session, &name).unwrap_or_default(), name };
        names.into_iter().map(with_fields).collect()
    }

    /// Runs an input; false where the user wants to leave.
    fn answer(&mut self, text: &str) -> io::Result<bool> {
        let is_secret = text.starts_with(char::is_whitespace);
        let is_new = !is_secret && history::is_kept(text) && self.editor.remember(text);
        if let Some(path) = self.history.as_deref().filter(|_| is_new) {
            // If it cannot be written, it is still there in this session.
            let _ = history::append(path, text.trim_end());
        }
        match input::read(text, self.session) {
            Input::Empty => {}
            Input::Leave => return Ok(false),
            Input::Overview => {
                self.run_text("help")?;
                writeln!(io::stdout(), "\n{}", input::KEYS)?;
            }
            Input::Help(topic) => match input::help(&topic, self.session) {
                Some(page) => writeln!(io::stdout(), "{}", escape_controls(&page))?,
                // The command has an error for unknown names.
                None => self.run_text(&format!("help {topic}"))?,
            },
            Input::Statements(text) => {
                if let Some(journal) = self.journal.as_mut().filter(|_| !is_secret) {
                    journal.note(&text);
                }
                self.run_text(&text)?;
            }
        }
        Ok(true)
    }

    fn run_text(&mut self, text: &str) -> io::Result<()> {
        let source = Source::new(NAME, text);
        let mut out = BufWriter::new(io::stdout().lock());
        // Not locked: who asks a statement to stop is told so.
        let streams = Streams { out: &mut out, err: &mut io::stderr() };
        script::run(self.session, self.host, &source, self.options, streams).map(|_| ())
    }
}
