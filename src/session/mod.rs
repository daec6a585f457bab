//! Definitions, the meaning of names, and what statements return.

pub mod acceptance;
pub mod build;
pub mod closed_value;
pub mod display;
pub mod equality;
pub mod forms;
pub mod host;
pub mod kept;
pub mod knowledge;
pub mod library;
pub mod narrative;
pub mod optimizer;
pub mod record;
pub mod target;
#[cfg(test)]
mod tests;
pub mod value;

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::algebra;
use crate::calculus;
use crate::expr::{ExprId, Graph};
use crate::interrupt::Interrupt;
use crate::numeric::budget::bytes;
use crate::syntax::ast;

pub use build::Builder;
pub use host::{Host, HostError, MAX_FILE_BYTES, MemoryHost};
pub use kept::Kept;
pub use optimizer::Optimizer;
pub use value::Value;

/// Words that the language reserves and this version does not implement.
pub const PLANNED: &[&str] = &["animate", "standardize"];

/// The definition of a name.
#[derive(Clone, Debug)]
pub enum Definition {
    /// `a = 3`
    Value(Rc<Kept>),
    /// `f(x) = …`
    Function(Rc<UserFunction>),
    /// `optimizer heavy_ball(beta = 9/10)` with its lines.
    Optimizer(Rc<Optimizer>),
}

/// A user's function. Its body is built anew at every use, so that later definitions of free names count.
#[derive(Debug)]
pub struct UserFunction {
    /// Its name.
    pub name: String,
    /// Its parameters.
    pub parameters: Vec<String>,
    /// What it is.
    pub body: ast::Expr,
    /// The body as it was written.
    pub text: String,
}

/// The definitions of a notebook, and the graph of the running statement.
pub struct Session {
    /// The expressions of the running statement.
    pub graph: Graph,
    definitions: Rc<BTreeMap<String, Definition>>,
    /// The last result, under the name `ans`.
    last: Option<Rc<Kept>>,
    /// The values of names that the running statement has used, in its graph.
    opened: BTreeMap<String, Value>,
    /// Values of the running statement with a form of their own to be shown in.
    written: Vec<(ExprId, ExprId)>,
    /// The seed of random starts where a statement gives none.
    pub seed: u64,
    /// How many bytes a statement may take.
    pub memory: u64,
    /// The flag that asks the running statement to stop: the host's.
    pub interrupt: Interrupt,
}

/// All definitions at some moment. Taking and copying one costs next to nothing, as it shares them.
#[derive(Clone)]
pub struct Snapshot {
    definitions: Rc<BTreeMap<String, Definition>>,
    last: Option<Rc<Kept>>,
    seed: u64,
}

impl Default for Session {
    fn default() -> Session {
        Session::new()
    }
}

impl Session {
    /// The name of the last result.
    pub const LAST: &'static str = "ans";

    /// A session without definitions.
    pub fn new() -> Session {
        Session {
            graph: Graph::new(&calculus::CORE),
            definitions: Rc::default(),
            last: None,
            opened: BTreeMap::new(),
            written: Vec::new(),
            seed: 0,
            memory: bytes::STATEMENT,
            interrupt: Interrupt::default(),
        }
    }

    /// Begins a statement, which builds in a graph of its own: nothing typed before can matter but the definitions that it uses.
    pub fn begin(&mut self) {
        self.written.clear();
        self.opened.clear();
        algebra::closed::root_of::forget_roots();
        self.graph = Graph::new(&calculus::CORE);
    }

    /// Takes the graph of the statement that has run, which goes with its output.
    pub fn take_graph(&mut self) -> Graph {
        std::mem::replace(&mut self.graph, Graph::new(&calculus::CORE))
    }

    /// Within this statement, the value is shown in this form.
    pub fn show_as(&mut self, value: ExprId, written: ExprId) {
        self.written.push((value, written));
    }

    /// The form that a value is shown in, if one was noted.
    pub fn written_as(&self, value: ExprId) -> Option<ExprId> {
        self.written.iter().find(|(v, _)| *v == value).map(|(_, written)| *written)
    }

    /// What a name is defined as.
    pub fn definition(&self, name: &str) -> Option<&Definition> {
        self.definitions.get(name)
    }

    /// The user's function of this name.
    pub fn function(&self, name: &str) -> Option<Rc<UserFunction>> {
        match self.definitions.get(name) {
            Some(Definition::Function(f)) => Some(Rc::clone(f)),
            _ => None,
        }
    }

    /// Is there a value of this name?
    pub fn has_value(&self, name: &str) -> bool {
        self.kept(name).is_some()
    }

    /// The value of a name, in the graph of the running statement; `ans` is the last result.
    pub fn value(&mut self, name: &str) -> Option<Value> {
        if let Some(value) = self.opened.get(name) {
            return Some(value.copied());
        }
        let kept = self.kept(name)?.clone();
        let value = kept.opened(&mut self.graph);
        self.opened.insert(name.to_string(), value.copied());
        Some(value)
    }

    fn kept(&self, name: &str) -> Option<&Rc<Kept>> {
        match self.definitions.get(name) {
            Some(Definition::Value(v)) => Some(v),
            None if name == Session::LAST => self.last.as_ref(),
            _ => None,
        }
    }

    /// All defined names, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.definitions.keys().map(String::as_str)
    }

    /// Defines a name, or defines it anew.
    pub fn define(&mut self, name: &str, definition: Definition) {
        self.opened.remove(name);
        Rc::make_mut(&mut self.definitions).insert(name.to_string(), definition);
    }

    /// Gives a name a value whose expressions are in the graph of the running statement.
    pub fn define_value(&mut self, name: &str, value: Value) {
        let kept = Kept::new(&self.graph, value);
        self.define(name, Definition::Value(Rc::new(kept)));
    }

    /// Restores an earlier definition of a name.
    pub fn restore(&mut self, name: &str, before: Option<Definition>) {
        match before {
            Some(definition) => self.define(name, definition),
            None => {
                self.opened.remove(name);
                Rc::make_mut(&mut self.definitions).remove(name);
            }
        }
    }

    /// Remembers the last result.
    pub fn set_last(&mut self, value: Value) {
        self.opened.remove(Session::LAST);
        self.last = Some(Rc::new(Kept::new(&self.graph, value)));
    }

    /// All definitions as they are now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { definitions: Rc::clone(&self.definitions), last: self.last.clone(), seed: self.seed }
    }

    /// Restores the definitions of a snapshot.
    pub fn go_back(&mut self, to: &Snapshot) {
        self.begin();
        self.definitions = Rc::clone(&to.definitions);
        self.last.clone_from(&to.last);
        self.seed = to.seed;
    }
}
