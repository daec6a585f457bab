//! From syntax to expressions: what names mean, as written, with nothing simplified.

mod abstraction;
mod calls;
mod fields;
mod formulas;
mod function;
mod ranges;

pub use function::{Abstraction, CONVENTION};

use std::collections::{BTreeMap, BTreeSet};

use crate::descent::rule::Reduction;
use crate::diagnostic::{Diagnostic, nearest};
use crate::expr::{Constant, ExprId, Graph, Node, Symbol};
use crate::functions;
use crate::interrupt::{MemoryUse, charge, count};
use crate::numeric::budget::{depth, nodes};
use crate::session::value::Range;
use crate::session::{Definition, Session, Value};
use crate::source::Span;
use crate::syntax::ast::{CallArgument, Expr, ExprKind};

/// What it costs to find out what a part of an expression means.
const STEPS_PER_PART: usize = 300;
/// A form: its name, what it is for, and how it works.
pub struct Form {
    /// The name it is called by.
    pub name: &'static str,
    /// How it is written.
    pub usage: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// An example and what it gives.
    pub example: (&'static str, &'static str),
    /// Builds its value from its arguments, as written.
    pub run: fn(&mut Builder<'_>, &[CallArgument], Span) -> Result<Value, Diagnostic>,
}

/// The name under which `best of rs` calls its form: no definition of `best` can shadow it.
pub const BEST_OF: &str = "best of";

/// The form of this name among these.
pub fn form_of(forms: &'static [Form], name: &str) -> Option<&'static Form> {
    let name = if name == BEST_OF { "best" } else { name };
    forms.iter().find(|f| f.name == name)
}

/// Builds the expressions of one statement.
pub struct Builder<'s> {
    /// The definitions, and the graph that is built into.
    pub session: &'s mut Session,
    /// The forms that there are.
    forms: &'static [Form],
    /// Notes to show beside the result.
    pub notes: Vec<Diagnostic>,
    /// The place of each expression of the statement, inner ones first, for errors about undefined parts.
    trail: Vec<(Span, ExprId)>,
    scopes: Vec<BTreeMap<String, Value>>,
    /// Names that `with` gives values: they stay symbols until the whole expression is built.
    hidden: BTreeSet<String>,
    /// Functions whose bodies are being built, outermost first.
    calls: Vec<String>,
    /// Where the call of the outermost function stands: errors inside bodies are shown there.
    call_span: Option<Span>,
    /// How many elements ranges have given so far.
    elements: usize,
    /// Bodies built in this statement, over their own parameter symbols.
    bodies: BTreeMap<String, (Vec<Symbol>, ExprId)>,
    /// Derivatives at points that are not known yet.
    slopes: Vec<function::Slope>,
    /// In a line of an optimizer: its reductions over all unknowns, and how many there were before.
    reductions: Option<(usize, Reductions)>,
}

/// The reductions over all unknowns in a line of an optimizer: the kind, the operand, the symbol for the result.
pub type Reductions = Vec<(Reduction, ExprId, Symbol)>;

impl<'s> Builder<'s> {
    /// A builder for one statement, which may call these forms.
    pub fn new(session: &'s mut Session, forms: &'static [Form]) -> Builder<'s> {
        Builder {
            session,
            forms,
            notes: Vec::new(),
            trail: Vec::new(),
            scopes: Vec::new(),
            hidden: BTreeSet::new(),
            calls: Vec::new(),
            call_span: None,
            elements: 0,
            bodies: BTreeMap::new(),
            slopes: Vec::new(),
            reductions: None,
        }
    }

    /// From here on `norm(g)` and the like are reductions over all unknowns, numbered from `before`.
    pub fn collect_reductions(&mut self, before: usize) {
        self.reductions = Some((before, Vec::new()));
    }

    /// The reductions that were collected; functions have their usual meaning again.
    pub fn collected_reductions(&mut self) -> Reductions {
        self.reductions.take().map_or_else(Vec::new, |(_, found)| found)
    }

    /// The form of this name.
    pub fn form(&self, name: &str) -> Option<&'static Form> {
        form_of(self.forms, name)
    }

    /// The graph.
    pub fn graph(&mut self) -> &mut Graph {
        &mut self.session.graph
    }

    /// The statement with these names bound: `f(x) with x = 2`, the unknowns of a run.
    pub fn with_scope<T>(
        &mut self,
        scope: BTreeMap<String, Value>,
        work: impl FnOnce(&mut Self) -> Result<T, Diagnostic>,
    ) -> Result<T, Diagnostic> {
        self.scopes.push(scope);
        let result = work(self);
        self.scopes.pop();
        result
    }

    /// Is there a value of this name, other than a function?
    fn is_bound(&self, name: &str) -> bool {
        self.hidden.contains(name) || self.scopes.iter().any(|s| s.contains_key(name)) || self.session.has_value(name)
    }

    /// Keeps these names symbols in everything built from here on, so that `with` can substitute them.
    pub fn hide<'n>(&mut self, names: impl Iterator<Item = &'n String>) {
        self.hidden.extend(names.cloned());
    }

    /// The expression with the values of `with` substituted.
    pub fn put(&mut self, id: ExprId, bindings: &BTreeMap<String, ExprId>) -> ExprId {
        let bindings: Vec<(Symbol, ExprId)> =
            bindings.iter().map(|(name, &value)| (self.session.graph.symbol_id(name), value)).collect();
        let id = self.told_slopes(id, &bindings);
        crate::expr::put(&mut self.session.graph, id, &bindings)
    }

    /// The value of an expression, as written.
    pub fn value(&mut self, expr: &Expr) -> Result<Value, Diagnostic> {
        count(STEPS_PER_PART);
        if self.session.graph.len() > nodes::STATEMENT {
            return Err(self.fail("too-large", "this takes more than 20 million expression nodes", expr.span));
        }
        match &expr.kind {
            ExprKind::Name(name) => self.name(name, expr.span),
            ExprKind::Text(text) => Ok(Value::Text(text.clone())),
            ExprKind::List(items) => Ok(Value::List(self.values(items)?)),
            ExprKind::Point(entries) => {
                let mut point = Vec::with_capacity(entries.len());
                for entry in entries {
                    point.push((entry.name.as_ref().map(|n| n.text.clone()), self.value(&entry.value)?));
                }
                Ok(Value::Point(point))
            }
            ExprKind::Range { from, to, by } => {
                let from = self.scalar(from)?;
                let to = self.scalar(to)?;
                let by = by.as_ref().map(|b| self.scalar(b)).transpose()?;
                Ok(Value::Range(Range { from, to, by }))
            }
            ExprKind::Comprehension { body, name, range } => {
                let mut items = Vec::new();
                for element in self.elements(range)? {
                    let scope = BTreeMap::from([(name.text.clone(), element)]);
                    items.push(self.with_scope(scope, |b| b.value(body))?);
                }
                charge(MemoryUse::Values, size_of::<Value>() * items.len());
                Ok(Value::List(items))
            }
            ExprKind::Call { callee, arguments } => {
                let value = self.call(expr, callee, arguments)?;
                self.remember(expr.span, &value);
                Ok(value)
            }
            ExprKind::Prime(inner, order) => {
                let value = self.prime(inner, *order)?;
                self.remember(expr.span, &value);
                Ok(value)
            }
            ExprKind::Field(inner, name) => self.field(inner, name),
            ExprKind::Index(inner, indices) => self.index(inner, indices),
            ExprKind::In(..) => Err(self.fail("unexpected-range", "`in` has no meaning here", expr.span)),
            ExprKind::Equation(..) => Err(self
                .fail("unexpected-equation", "an equation has no value", expr.span)
                .help("compare with `==`, or solve it with: solve … for x")),
            _ => {
                let id = self.formula(expr)?;
                self.trail_push(expr.span, id);
                Ok(Value::Expr(id))
            }
        }
    }

    /// The value of an expression that must be a formula.
    pub fn scalar(&mut self, expr: &Expr) -> Result<ExprId, Diagnostic> {
        match self.value(expr)? {
            Value::Expr(id) => Ok(id),
            Value::Function(name) => Err(self
                .fail("not-a-number", format!("`{name}` is a function, not a number"), expr.span)
                .help(format!("call it: {name}(…)"))),
            other => Err(self.fail(
                "not-a-number",
                format!("a number or formula is needed here, and this is {}", other.kind()),
                expr.span,
            )),
        }
    }

    fn values(&mut self, items: &[Expr]) -> Result<Vec<Value>, Diagnostic> {
        items.iter().map(|item| self.value(item)).collect()
    }

    /// An error at this place, or at the call through which the place was reached.
    pub fn fail(&self, code: &'static str, headline: impl Into<String>, span: Span) -> Diagnostic {
        match (self.call_span, self.calls.last()) {
            (Some(call), Some(function)) => {
                Diagnostic::error(code, headline, call).label(format!("in the definition of {function}"))
            }
            _ => Diagnostic::error(code, headline, span),
        }
    }

    /// Gives a note once, and none about bodies of functions that are only called.
    pub fn note(&mut self, note: Diagnostic) {
        if self.call_span.is_none() && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn trail_push(&mut self, span: Span, id: ExprId) {
        if self.calls.is_empty() && self.scopes.len() < 2 {
            self.trail.push((span, id));
        }
    }

    fn remember(&mut self, span: Span, value: &Value) {
        if let Value::Expr(id) = value {
            self.trail_push(span, *id);
        }
    }

    /// The innermost place of the statement whose value, in normal form, is undefined.
    pub fn undefined_place(&mut self) -> Option<(Span, ExprId)> {
        let trail = std::mem::take(&mut self.trail);
        trail.into_iter().find_map(|(span, id)| {
            let form = crate::algebra::normalise(&mut self.session.graph, id);
            matches!(self.session.graph.node(form), Node::Undefined(_)).then_some((span, form))
        })
    }

    fn name(&mut self, name: &str, span: Span) -> Result<Value, Diagnostic> {
        if let Some(value) = self.scopes.iter().rev().find_map(|s| s.get(name)) {
            return Ok(value.copied());
        }
        if self.hidden.contains(name) {
            return Ok(Value::Expr(self.graph().symbol(name)));
        }
        match self.session.definition(name) {
            Some(Definition::Function(_)) => return Ok(Value::Function(name.to_string())),
            Some(Definition::Optimizer(_)) => {
                return Err(self
                    .fail("not-a-number", format!("`{name}` is an optimizer"), span)
                    .help(format!("use it: descend f from x = 7 using {name} rate 0.1")));
            }
            Some(Definition::Value(_)) | None => {}
        }
        if let Some(value) = self.session.value(name) {
            return if name == Session::LAST { Ok(value) } else { self.refreshed(name, value, span) };
        }
        if name == Session::LAST {
            return Err(self.fail("no-value", "there is no result yet that `ans` could stand for", span));
        }
        if let Some(constant) = self.constant(name) {
            return Ok(Value::Expr(constant));
        }
        if functions::find(name).is_some() || self.form(name).is_some() {
            return Ok(Value::Function(name.to_string()));
        }
        Ok(Value::Expr(self.graph().symbol(name)))
    }

    /// A stored value with the free names in it looked up again.
    fn refreshed(&mut self, name: &str, value: Value, span: Span) -> Result<Value, Diagnostic> {
        let Value::Expr(id) = value else { return Ok(value) };
        let mut bindings = Vec::new();
        for symbol in crate::expr::symbols_of(&self.session.graph, &[id]) {
            let free = self.session.graph.name(symbol).to_string();
            if let Some(Definition::Value(kept)) = self.session.definition(&free)
                && kept.is_expression()
                && !self.hidden.contains(&free)
            {
                if self.calls.len() >= depth::CALLS || free == name {
                    return Err(self.fail("depends-on-itself", format!("`{name}` depends on itself"), span));
                }
                self.calls.push(name.to_string());
                let inner = self.name(&free, span);
                self.calls.pop();
                if let Value::Expr(inner) = inner? {
                    bindings.push((symbol, inner));
                }
            }
        }
        Ok(Value::Expr(crate::expr::put(&mut self.session.graph, id, &bindings)))
    }

    fn constant(&mut self, name: &str) -> Option<ExprId> {
        let graph = self.graph();
        Some(match name {
            "pi" | "π" => graph.constant(Constant::Pi),
            "e" => graph.constant(Constant::E),
            "tau" | "τ" => {
                let (two, pi) = (graph.integer(2), graph.constant(Constant::Pi));
                graph.raw_product(&[two, pi])
            }
            "inf" | "∞" => graph.constant(Constant::Infinity),
            "true" => graph.truth(true),
            "false" => graph.truth(false),
            _ => return None,
        })
    }

    /// The names that are in scope, for "did you mean".
    pub fn known_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.session.names().collect();
        names.extend(self.scopes.iter().flat_map(|s| s.keys()).map(String::as_str));
        names.extend(functions::ALL.iter().flat_map(|f| std::iter::once(f.name).chain(f.aliases.iter().copied())));
        names.extend(self.forms.iter().map(|f| f.name));
        names
    }

    /// The name in scope that is nearest to an unknown one.
    pub fn did_you_mean(&self, name: &str) -> Option<String> {
        nearest(name, self.known_names()).map(str::to_string)
    }
}
