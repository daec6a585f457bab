//! The language in a program of one's own: text in, answers out.

use std::rc::Rc;

use serde_json::Value as Json;

use crate::diagnostic::Diagnostic;
use crate::frontend::{files, json};
use crate::interpreter::{self, Response};
use crate::interrupt::Interrupt;
use crate::output::Output;
pub use crate::session::Snapshot;
use crate::session::{Host, MemoryHost, Session};
use crate::source::{Source, Span};
pub use crate::syntax::Names;
use crate::syntax::layout;

/// A notebook in memory: its definitions, and what its statements wrote.
///
/// ```
/// use thalweg::notebook::Notebook;
///
/// let mut notebook = Notebook::new();
/// let answers = notebook.eval("f(x) = x^2 + 4x + 9\nminimum f");
/// assert_eq!(answers[1].json()["points"][0]["value"]["exact"], "5");
/// assert!(answers[1].text().starts_with("minimum 5 at x = -2"));
/// ```
#[derive(Default)]
pub struct Notebook {
    session: Session,
    host: MemoryHost,
}

impl Notebook {
    /// A notebook without definitions.
    pub fn new() -> Notebook {
        Notebook::default()
    }

    /// Runs the statements of a text in order and answers each. One that fails leaves all definitions as they were, and
    /// those after it run all the same. Statements may be nested as deeply as the language allows, whatever is left of the
    /// caller's stack.
    ///
    /// ```
    /// # use thalweg::notebook::Notebook;
    /// let answers = Notebook::new().eval("a = 1/0\n1/2 + 1/3");
    /// assert_eq!(answers[0].error().expect("an error").code, "undefined-value");
    /// assert!(answers[1].text().starts_with("5/6"));
    /// ```
    pub fn eval(&mut self, text: &str) -> Vec<Answer> {
        let source = Rc::new(Source::new("notebook", text));
        let pieces = layout::cells(text).into_iter().flat_map(|cell| cell.pieces);
        deep(|| pieces.map(|piece| self.answer(&source, piece.span, piece.silent)).collect())
    }

    /// The names that each statement of a text defines, and those that it needs the meaning of: which statements depend on
    /// which is seen without running any. A statement that cannot be read has none.
    ///
    /// ```
    /// # use thalweg::notebook::Notebook;
    /// let names = Notebook::names("f(x) = a*x^2\nminimum f");
    /// assert!(names[0].defines.contains("f") && names[0].uses.contains("a"));
    /// assert!(names[1].defines.is_empty() && names[1].uses.contains("f"));
    /// ```
    pub fn names(text: &str) -> Vec<Names> {
        let statements = deep(|| crate::syntax::parse(text, &interpreter::is_command));
        statements.iter().map(|read| read.as_ref().map_or_else(|_| Names::default(), interpreter::names_of)).collect()
    }

    fn answer(&mut self, source: &Rc<Source>, span: Span, silent: bool) -> Answer {
        let before = self.host.files.len();
        let response = files::run(&mut self.session, &mut self.host, source, span, silent);
        Answer { response, source: Rc::clone(source), span, files: self.host.files[before..].to_vec() }
    }

    /// Asks the running statement to stop when it is set, from another thread. It stays set until it is cleared.
    ///
    /// ```
    /// # use thalweg::notebook::Notebook;
    /// let interrupt = Notebook::new().interrupt();
    /// std::thread::spawn(move || interrupt.set());
    /// ```
    pub fn interrupt(&self) -> Interrupt {
        self.host.interrupt().clone()
    }

    /// All definitions as they are now, for [`Notebook::go_back`]. A snapshot shares them and costs next to nothing.
    ///
    /// ```
    /// # use thalweg::notebook::Notebook;
    /// let mut notebook = Notebook::new();
    /// notebook.eval("a = 3");
    /// let before = notebook.snapshot();
    /// notebook.eval("a = 4");
    /// notebook.go_back(&before);
    /// assert_eq!(notebook.eval("a + 1")[0].text(), "4");
    /// ```
    pub fn snapshot(&self) -> Snapshot {
        self.session.snapshot()
    }

    /// Restores the definitions of a snapshot. Files written meanwhile stay readable.
    pub fn go_back(&mut self, to: &Snapshot) {
        self.session.go_back(to);
    }

    /// The seed of random starts from here on; 0 at first.
    pub fn set_seed(&mut self, seed: u64) {
        self.session.seed = seed;
    }

    /// How much memory a statement may take, in bytes; 256 MiB at first. One that takes more is an error.
    ///
    /// ```
    /// # use thalweg::notebook::Notebook;
    /// let mut notebook = Notebook::new();
    /// notebook.set_memory(8 << 20);
    /// assert_eq!(notebook.eval("[2^k for k in 1..20000];")[0].error().expect("an error").code, "too-large");
    /// ```
    pub fn set_memory(&mut self, bytes: u64) {
        self.session.memory = bytes;
    }

    /// How many runs of a sweep are done at the same time; 1 at first.
    pub fn set_threads(&mut self, threads: usize) {
        self.host.threads = threads;
    }
}

/// The stack that no expression within the limits of the language can exhaust, in bytes.
#[cfg(not(target_family = "wasm"))]
const STACK: usize = 256 << 20;

/// Does work that may recurse deeply, on a stack of its own where the caller's is small.
#[cfg(not(target_family = "wasm"))]
fn deep<T>(work: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(STACK / 2, STACK, work)
}

/// A page cannot grow its stack.
#[cfg(target_family = "wasm")]
fn deep<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// The answer to one statement.
pub struct Answer {
    response: Response,
    source: Rc<Source>,
    span: Span,
    files: Vec<(String, Vec<u8>)>,
}

impl Answer {
    /// The statement as it was written.
    pub fn statement(&self) -> &str {
        self.source.slice(self.span)
    }

    /// For people: the result, or the error with its place.
    pub fn text(&self) -> String {
        let output = self.output();
        match output.error() {
            Some(error) if output.is_failed() => error.render(&self.source, false),
            _ => output.text(),
        }
    }

    /// For programs: the object of `--json`.
    pub fn json(&self) -> Json {
        let line = self.source.position(self.span.start).line;
        let statement = json::StatementReport { source: &self.source, line, text: self.statement(), seconds: None };
        json::of_response(&statement, &self.response)
    }

    /// Was it asked to stop, by [`Notebook::interrupt`]? What there was of a result then is its output.
    pub fn is_interrupted(&self) -> bool {
        self.response.interrupted
    }

    /// The result as LaTeX, where it is a formula or a derivation.
    ///
    /// ```
    /// # use thalweg::notebook::Notebook;
    /// let answers = Notebook::new().eval("tangent x^2 at 1\nexplain diff(x^3, x)\nminimum x^2");
    /// assert_eq!(answers[0].latex().as_deref(), Some("y = 2 x - 1"));
    /// assert!(answers[1].latex().is_some_and(|derivation| derivation.contains("3 x^{2}")));
    /// assert_eq!(answers[2].latex(), None);
    /// ```
    pub fn latex(&self) -> Option<String> {
        self.output().latex()
    }

    /// The result as blocks and data, to be laid out in another way.
    ///
    /// ```
    /// # use thalweg::notebook::Notebook;
    /// # use thalweg::output::Block;
    /// let answers = Notebook::new().eval("table x^2 over 0..1 by 1/4");
    /// let Some(Block::Table(table)) = answers[0].output().blocks.first() else { panic!() };
    /// assert_eq!((table.columns.len(), table.rows.len()), (2, 5));
    /// ```
    pub fn output(&self) -> &Output {
        &self.response.output
    }

    /// Why it failed. A check that does not hold has a result all the same.
    pub fn error(&self) -> Option<&Diagnostic> {
        self.output().error()
    }

    /// Warnings and notes.
    pub fn notes(&self) -> impl Iterator<Item = &Diagnostic> {
        self.output().notes()
    }

    /// The pictures and files that the statement wrote, each with its name.
    ///
    /// ```
    /// # use thalweg::notebook::Notebook;
    /// let answers = Notebook::new().eval("plot x^2 over -1..1");
    /// let (name, svg) = &answers[0].files()[0];
    /// assert!(name.ends_with(".svg") && svg.starts_with(b"<svg"));
    /// ```
    pub fn files(&self) -> &[(String, Vec<u8>)] {
        &self.files
    }
}
