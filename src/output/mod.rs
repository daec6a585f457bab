//! What a statement returns: blocks for people, fields for programs, files. Nothing is written out before a front end asks for
//! text, LaTeX or JSON.

mod block;
mod datum;
mod derivation;
pub(crate) mod json;
mod notation;
mod table;
mod text;

use std::fmt;
use std::rc::Rc;

pub use block::{Block, Decimal};
pub(crate) use datum::push_number;
pub use datum::{Datum, LazyList};
pub use derivation::{DerivationLine, DerivativeNotation};
pub use notation::Notation;
pub use table::{Align, Table, TableCell, TableColumn, TableRow};
pub(crate) use text::lines;

use crate::calculus::CORE;
pub(crate) use crate::calculus::argument::sentence;
pub use crate::calculus::argument::{Argument, Part, Sentence, Standing};
pub use crate::descent::{Iterate, Run};
use crate::diagnostic::{Diagnostic, Severity};
use crate::expr::Graph;
use crate::plot::Figure;
use crate::source::Span;

/// The result of one statement. Front ends render it; none computes.
#[derive(Clone, Default)]
pub struct Output {
    /// The kind of result: `expression`, `run`, `minimum`, …
    pub kind: &'static str,
    /// The name that stands for the result: `a` of `a = 3`.
    pub head: Option<String>,
    /// The blocks for people.
    pub blocks: Vec<Block>,
    /// The fields of `--json` beyond `kind` and `text`.
    pub fields: Vec<(String, Datum)>,
    /// The files that the statement makes.
    pub files: Vec<OutputFile>,
    /// The graph that holds its expressions.
    graph: Option<Rc<Graph>>,
}

/// A file that a statement makes. A front end writes it.
#[derive(Clone, Debug)]
pub struct OutputFile {
    /// Its name, where one was given.
    pub name: Option<String>,
    /// Its content.
    pub content: Content,
    /// Where in the statement an error in writing it is reported.
    pub span: Span,
    /// Where it was written to, once it is.
    pub written: Option<String>,
}

/// The content of a file.
#[derive(Clone, Debug)]
pub enum Content {
    /// A picture; errors in drawing it are reported here.
    Figure(Rc<Figure>, Span),
    /// Text, piece by piece.
    Text(LazyList<String>),
    /// Data as JSON.
    Data(Datum),
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Output { kind, blocks, .. } = self;
        f.debug_struct("Output").field("kind", kind).field("blocks", &blocks.len()).finish_non_exhaustive()
    }
}

impl Output {
    /// The kind of a statement that failed.
    const ERROR: &'static str = "error";

    /// An output of this kind that shows nothing yet.
    pub(crate) fn new(kind: &'static str) -> Output {
        Output { kind, ..Output::default() }
    }

    /// The output of a statement that failed.
    pub(crate) fn failed(notes: Vec<Diagnostic>, error: Diagnostic) -> Output {
        Output::new(Output::ERROR).with_all(notes).with(error)
    }

    /// Has the statement no result? A check that does not hold has one, besides its error.
    pub fn is_failed(&self) -> bool {
        self.kind == Output::ERROR
    }

    /// Errors, warnings and notes.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Diagnostic(diagnostic) => Some(diagnostic),
            _ => None,
        })
    }

    /// Why the statement, or its check, failed.
    pub fn error(&self) -> Option<&Diagnostic> {
        self.diagnostics().find(|told| told.severity == Severity::Error)
    }

    /// Warnings and notes.
    pub fn notes(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics().filter(|told| told.severity != Severity::Error)
    }

    /// With another block.
    pub(crate) fn with(mut self, block: impl Into<Block>) -> Output {
        self.blocks.push(block.into());
        self
    }

    /// With other blocks.
    pub(crate) fn with_all<T: Into<Block>>(mut self, blocks: impl IntoIterator<Item = T>) -> Output {
        self.blocks.extend(blocks.into_iter().map(Into::into));
        self
    }

    /// With a field.
    pub(crate) fn field(mut self, name: &str, value: impl Into<Datum>) -> Output {
        self.fields.push((name.to_string(), value.into()));
        self
    }

    /// With a field that holds a double; see [`push_number`].
    pub(crate) fn number(mut self, name: &str, value: f64) -> Output {
        push_number(&mut self.fields, name, value);
        self
    }

    /// With a file that is to be written.
    pub(crate) fn file(mut self, name: Option<String>, content: Content, span: Span) -> Output {
        self.files.push(OutputFile { name, content, span, written: None });
        self
    }

    /// With the graph that its expressions are in.
    pub(crate) fn keeping(self, mut graph: Graph) -> Output {
        // Answers may be kept by the thousand.
        graph.shrink_to_fit();
        Output { graph: Some(Rc::new(graph)), ..self }
    }

    /// The graph that its expressions are in.
    pub fn graph(&self) -> Rc<Graph> {
        self.graph.clone().unwrap_or_else(|| Rc::new(Graph::new(&CORE)))
    }
}
