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
use crate::syntax::ast;

pub use build::Builder;
pub use host::{Files, Host, HostError, MemoryHost};
pub use kept::Kept;
pub use optimizer::Optimizer;
pub use value::Value;

/// Words that the language has a meaning for, and this version does not do yet.
pub const PLANNED: &[&str] = &["animate", "standardize"];

/// What a name is defined as.
#[derive(Clone, Debug)]
pub enum Definition {
    /// `a = 3`
    Value(Rc<Kept>),
    /// `f(x) = …`
    Function(Rc<UserFunction>),
    /// `optimizer heavy_ball(beta = 9/10)` with its lines.
    Optimizer(Rc<Optimizer>),
}

/// A function of the user's. Its body is built anew at every use, so that later definitions of free names count.
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
    /// Values of the running statement that are shown in an order of their own: the value, and how it is written.
    written: Vec<(ExprId, ExprId)>,
    /// The seed of random starts where a statement gives none.
    pub seed: u64,
    /// The flag that asks the running statement to stop: the host's.
    pub interrupt: Interrupt,
}

/// All that was defined at some moment. To take and to copy one costs nothing; it shares what has not changed since.
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
            interrupt: Interrupt::default(),
        }
    }

    /// A statement begins: it builds in a graph of its own, so that nothing typed before can matter but the definitions it
    /// uses.
    pub fn begin(&mut self) {
        self.written.clear();
        self.opened.clear();
        algebra::closed::root_of::forget_roots();
        self.graph = Graph::new(&calculus::CORE);
    }

    /// The graph of the statement that has run, for what it shows.
    pub fn take_graph(&mut self) -> Graph {
        std::mem::replace(&mut self.graph, Graph::new(&calculus::CORE))
    }

    /// Within this statement, the value is shown as it is written here.
    pub fn show_as(&mut self, value: ExprId, written: ExprId) {
        self.written.push((value, written));
    }

    /// How a value is written, if it has an order of its own.
    pub fn written_as(&self, value: ExprId) -> Option<ExprId> {
        self.written.iter().find(|(v, _)| *v == value).map(|(_, written)| *written)
    }

    /// What a name is defined as.
    pub fn definition(&self, name: &str) -> Option<&Definition> {
        self.definitions.get(name)
    }

    /// The function of the user's of this name.
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
            return Some(value.clone());
        }
        let kept = self.kept(name)?.clone();
        let value = kept.opened(&mut self.graph);
        self.opened.insert(name.to_string(), value.clone());
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

    /// Puts back what a name stood for before.
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

    /// What is defined now, to come back to.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { definitions: Rc::clone(&self.definitions), last: self.last.clone(), seed: self.seed }
    }

    /// Makes everything as it was.
    pub fn go_back(&mut self, to: &Snapshot) {
        self.begin();
        self.definitions = Rc::clone(&to.definitions);
        self.last.clone_from(&to.last);
        self.seed = to.seed;
    }
}
