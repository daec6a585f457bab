//! The REPL: a line editor around the interpreter. Inputs may have several lines and several statements.

mod complete;
mod editor;
mod greek;
mod highlight;
mod hint;
mod history;
mod input;
mod place;

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use self::complete::DefinedName;
use self::editor::{LineEditor, Typed};
use self::input::Input;
use super::host::SystemHost;
use super::script::{self, Options, Streams};
use crate::session::{Session, Value, record};
use crate::source::Source;

/// The name of the input in errors.
const NAME: &str = "<input>";

/// Reads and runs inputs until the user leaves.
pub fn run(session: &mut Session, host: &mut SystemHost, options: Options) -> io::Result<()> {
    let editor = editor::new(options.color_out)?;
    let options = Options { keep_going: true, echo: false, interactive: true, ..options };
    let mut repl = Repl { session, host, options, editor, history: history::file() };
    repl.open()?;
    while let Some(text) = repl.read()? {
        if !repl.answer(&text)? {
            break;
        }
    }
    Ok(())
}

struct Repl<'a> {
    session: &'a mut Session,
    host: &'a mut SystemHost,
    options: Options,
    editor: LineEditor,
    history: Option<PathBuf>,
}

impl Repl<'_> {
    fn open(&mut self) -> io::Result<()> {
        if let Some(path) = &self.history {
            if let Some(folder) = path.parent() {
                // Without the folder there is no history, which is no reason to stop.
                let _ = fs::create_dir_all(folder);
            }
            self.editor.load_history(path);
        }
        if !self.options.quiet {
            let version = env!("CARGO_PKG_VERSION");
            writeln!(io::stdout(), "Thalweg {version}. ? for help, Ctrl-D to leave.")?;
        }
        Ok(())
    }

    /// The next input; `None` when the user leaves.
    fn read(&mut self) -> io::Result<Option<String>> {
        loop {
            let defined = self.defined();
            self.host.signals().set_idle(true);
            let typed = self.editor.read("> ", defined);
            self.host.signals().set_idle(false);
            match typed? {
                Typed::Text(text) => return Ok(Some(text)),
                Typed::Cleared => {}
                Typed::End => return Ok(None),
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
        self.editor.remember(text, self.history.as_deref());
        match input::read(text, self.session) {
            Input::Empty => {}
            Input::Leave => return Ok(false),
            Input::Overview => {
                self.run_text("help")?;
                writeln!(io::stdout(), "\n{}", input::KEYS)?;
            }
            Input::Help(topic) => match input::help(&topic, self.session) {
                Some(page) => writeln!(io::stdout(), "{page}")?,
                // The command has an error for unknown names.
                None => self.run_text(&format!("help {topic}"))?,
            },
            Input::Statements(text) => self.run_text(&text)?,
        }
        Ok(true)
    }

    fn run_text(&mut self, text: &str) -> io::Result<()> {
        let source = Source::new(NAME, text);
        let mut out = BufWriter::new(io::stdout().lock());
        let streams = Streams { out: &mut out, err: &mut io::stderr().lock() };
        script::run(self.session, self.host, &source, self.options, streams).map(|_| ())
    }
}
