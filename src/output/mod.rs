//! What a statement returns: blocks for people, fields for programs, files. Nothing is written out before somebody wants it,
//! as text, as [JSON](json) or in LaTeX.

mod block;
mod datum;
mod derivation;
pub mod json;
mod notation;
mod table;
mod text;

use std::fmt;
use std::rc::Rc;

pub use block::{Block, Decimal};
pub use datum::{Datum, push_number};
pub use derivation::{DerivationLine, DerivativeNotation};
pub use notation::Notation;
pub use table::{Align, Table, TableCell, TableColumn, TableRow};
pub use text::lines;

use crate::calculus::CORE;
pub(crate) use crate::calculus::argument::sentence;
pub use crate::calculus::argument::{Part, Sentence};
use crate::expr::Graph;
use crate::source::Span;

/// The result of one statement. Front ends render it; none computes.
#[derive(Clone, Default)]
pub struct Output {
    /// The kind of result: `expression`, `run`, `minimum`, …
    pub kind: &'static str,
    /// The name that stands for the result: `a` of `a = 3`.
    pub head: Option<String>,
    /// What a person is shown.
    pub blocks: Vec<Block>,
    /// The fields of `--json` beyond `kind` and `text`.
    pub fields: Vec<(String, Datum)>,
    /// What is to be written.
    pub files: Vec<OutputFile>,
    /// The graph that holds its expressions.
    graph: Option<Rc<Graph>>,
}

/// A file that a statement makes. A front end writes it.
#[derive(Clone, Debug)]
pub struct OutputFile {
    /// Its name, where one was given.
    pub name: Option<String>,
    /// What it holds.
    pub content: Content,
    /// Where in the statement an error in writing it is reported.
    pub span: Span,
    /// Where it was written to, once it is.
    pub written: Option<String>,
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// The figure among the blocks; errors in drawing it are reported here.
    Figure(Span),
    /// Text.
    Text(String),
    /// Data as JSON.
    Data(Datum),
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Output").field("kind", &self.kind).field("text", &self.text()).finish_non_exhaustive()
    }
}

impl Output {
    /// An output of this kind that shows nothing yet.
    pub fn new(kind: &'static str) -> Output {
        Output { kind, ..Output::default() }
    }

    /// With another block.
    pub fn with(mut self, block: impl Into<Block>) -> Output {
        self.blocks.push(block.into());
        self
    }

    /// With other blocks.
    pub fn with_all<T: Into<Block>>(mut self, blocks: impl IntoIterator<Item = T>) -> Output {
        self.blocks.extend(blocks.into_iter().map(Into::into));
        self
    }

    /// With a field.
    pub fn field(mut self, name: &str, value: impl Into<Datum>) -> Output {
        self.fields.push((name.to_string(), value.into()));
        self
    }

    /// With a field that holds a double; see [`push_number`].
    pub fn number(mut self, name: &str, value: f64) -> Output {
        push_number(&mut self.fields, name, value);
        self
    }

    /// With a file that is to be written.
    pub fn file(mut self, name: Option<String>, content: Content, span: Span) -> Output {
        self.files.push(OutputFile { name, content, span, written: None });
        self
    }

    /// With the graph that its expressions are in.
    pub fn keeping(self, mut graph: Graph) -> Output {
        // Answers may be kept by the thousand.
        graph.shrink_to_fit();
        Output { graph: Some(Rc::new(graph)), ..self }
    }

    /// The graph that its expressions are in.
    pub fn graph(&self) -> Rc<Graph> {
        self.graph.clone().unwrap_or_else(|| Rc::new(Graph::new(&CORE)))
    }
}
