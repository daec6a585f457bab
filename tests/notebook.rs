//! A notebook in memory: text in, what a person would be shown out.

use serde_json::Value as Json;
use thalweg::diagnostic::Diagnostic;
use thalweg::frontend::files;
use thalweg::interpreter::Response;
use thalweg::output::Output;
use thalweg::session::{MemoryHost, Session};
use thalweg::source::Source;
use thalweg::syntax::layout;

/// A session with a host that keeps what is written.
pub struct Notebook {
    /// The definitions.
    pub session: Session,
    /// The outside world.
    pub host: MemoryHost,
}

impl Notebook {
    pub fn new() -> Notebook {
        Notebook { session: Session::new(), host: MemoryHost::default() }
    }

    /// Runs every statement of a text, whatever becomes of those before it.
    pub fn run(&mut self, text: &str) -> (Source, Vec<Response>) {
        self.run_each(text, || ())
    }

    /// The same, with something to do before each of them.
    pub fn run_each(&mut self, text: &str, before: impl Fn()) -> (Source, Vec<Response>) {
        let source = Source::new("test", text);
        let pieces: Vec<layout::StatementText> = layout::cells(text).into_iter().flat_map(|cell| cell.pieces).collect();
        let run = |piece: &layout::StatementText| {
            before();
            files::run(&mut self.session, &mut self.host, &source, piece.span, piece.silent)
        };
        let responses = pieces.iter().map(run).collect();
        (source, responses)
    }

    /// The output of one statement that must work.
    pub fn output(&mut self, statement: &str) -> Output {
        let (source, mut responses) = self.run(statement);
        assert_eq!(responses.len(), 1, "not one statement: {statement}");
        let response = responses.remove(0);
        if let Some(error) = response.output.error() {
            panic!("{statement}\n{}", error.render(&source, false));
        }
        response.output
    }

    /// The fields of `--json` of one statement that must work.
    pub fn fields(&mut self, statement: &str) -> Json {
        Json::Object(self.output(statement).data())
    }

    /// The error of one statement that must fail.
    pub fn error(&mut self, statement: &str) -> Diagnostic {
        let (_, mut responses) = self.run(statement);
        assert_eq!(responses.len(), 1, "not one statement: {statement}");
        responses.remove(0).output.error().cloned().unwrap_or_else(|| panic!("no error: {statement}"))
    }
}

/// Runs on the stack that the program itself runs on; the limits of the language are made for it.
pub fn on_deep_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(work).expect("a thread");
    thread.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause))
}

/// The rows of a table of test data: no comments, no empty lines, cells between tabs.
pub fn rows(data: &str) -> impl Iterator<Item = Vec<&str>> {
    data.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}

/// Are these the same number, up to the tolerance relative to 1 and to its size?
pub fn near(got: f64, wanted: f64, tolerance: f64) -> bool {
    (got - wanted).abs() <= tolerance * wanted.abs().max(1.0)
}
